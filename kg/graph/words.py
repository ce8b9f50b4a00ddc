"""The words of a graph: its classes, properties and named entities with all their names, found by how a name begins.

They lie in ``words.sqlite`` beside the triples, so that a shell offers them at once, however large the graph is. The
writer of a graph notes of which IRIs the names change (``noting.py``; ``kept.sqlite``, table ``renamed``), and these
are read anew when it is done. The file says of which generation of the graph it is. One that is missing, or was made
before much changed, is made from the whole graph (``python -m kg.graph GRAPH``), which a shell has done beside it.
Counts only rank: they are exact in a new file, and those of entities are capped afterwards.
"""

import json
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from filelock import FileLock
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from kg.graph.terms import ALT_LABEL, COMMENT, LABEL, TYPE
from kg.names import OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from kg.graph.store import Graph

FILE = "words.sqlite"
VERSION = "1"
WordKind = OneOf["class", "property", "entity"]
NAMING = (LABEL, NamedNode(f"{SKOS}prefLabel"), ALT_LABEL)
CLASSES = frozenset({f"{OWL}Class", f"{RDFS}Class"})
PROPERTIES = frozenset({f"{RDF}Property", *(f"{OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation"))})
_DEFAULT = DefaultGraph()
COUNTED = 1000
"""So many triples with an entity as object are counted when its words are read anew."""
GROWN = 0.5
"""By so large a share of its terms a file is read anew in part before it is worth making it from the whole graph."""
_PREFIXES = {"rdfs": RDFS, "skos": SKOS}
_TYPES = "SELECT ?term (COUNT(*) AS ?n) { ?x a ?term } GROUP BY ?term"
_PREDICATES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
_USES = """SELECT ?term (COUNT(*) AS ?n) {
    { SELECT DISTINCT ?term { ?term rdfs:label|skos:prefLabel|skos:altLabel ?name } } ?s ?p ?term
} GROUP BY ?term"""
_SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE term (
    id INTEGER PRIMARY KEY, iri TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, names TEXT NOT NULL, comment TEXT NOT NULL,
    uses INTEGER NOT NULL, words TEXT NOT NULL);
CREATE INDEX term_uses ON term (kind, uses DESC);
CREATE TABLE word (word TEXT, rarity INTEGER, id INTEGER, PRIMARY KEY (word, rarity, id)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An IRI with its names, the label first, how often it is used, and, as read, the words of all its names."""

    iri: str
    kind: WordKind
    names: tuple[str, ...] = ()
    comment: str = ""
    uses: int = 0
    words: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: lower case, without accents, CamelCase taken apart.

    >>> words_of("Mike_Pompeo"), words_of("memberOf"), words_of("São Paulo")
    (('mike', 'pompeo'), ('memberof', 'of'), ('sao', 'paulo'))
    """
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found: list[str] = []
    for word in re.findall(r"[^\W_]+", plain):
        found.append(word.casefold())
        parts = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", word)
        found.extend(part.casefold() for part in parts[1:])
    return tuple(found)


def words_of_term(iri: str, names: Iterable[str]) -> tuple[str, ...]:
    """The words of every name and of the end of the IRI, each once."""
    local = re.split(r"[/#]", iri)[-1]
    return tuple(dict.fromkeys(word for text in (*names, local, local.replace("_", " ")) for word in words_of(text)))


def keep(graph: "Graph") -> None:
    """Bring the words up to date where a writer is done, from the whole graph only where that is new."""
    if graph.path and graph.journal:
        with suppress(OSError, sqlite3.Error):  # a shell makes the file, where it can be made
            update(graph, whole=not exists(graph.path) and graph.journal.startswith("0-"), wait=0)


# Looking up


class Words:
    """The words of a graph as a file has them; to be used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False, timeout=0.1
        )
        settings = dict(self._file.execute("SELECT name, value FROM setting").fetchall())
        if settings.get("version") != VERSION:
            self.close()
            raise sqlite3.DatabaseError("of another version")
        self.generation, self.journal = int(settings["generation"]), settings["journal"]
        self.changed, self.size = int(settings["changed"]), int(settings["size"])

    @property
    def old(self) -> bool:
        """Whether so much was read anew in part that it is worth making the file from the whole graph."""
        return self.changed > GROWN * self.size

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def most_used(self, kind: WordKind, limit: int) -> list[Entry]:
        """The terms of a kind, most used first."""
        return self._select("WHERE kind = ? ORDER BY uses DESC LIMIT ?", kind, limit)

    def of_iris(self, iris: Sequence[str]) -> list[Entry]:
        """The terms with these IRIs that there are, in any order."""
        found: list[Entry] = []
        for first in range(0, len(iris), 500):
            some = iris[first : first + 500]
            found += self._select(f"WHERE iri IN ({','.join('?' * len(some))})", *some)
        return found

    def below(self, beginning: str, limit: int) -> list[Entry]:
        """The first terms whose IRI begins so."""
        return self._select("WHERE iri >= ? AND iri < ? LIMIT ?", beginning, beginning + "\U0010ffff", limit)

    def named(self, beginning: str, limit: int) -> list[Entry]:
        """Terms with a word that begins so; of each word those first that are most used."""
        return self._select(
            "WHERE id IN (SELECT id FROM word WHERE word >= ? AND word < ? LIMIT ?)",
            beginning,
            beginning + "\U0010ffff",
            limit,
        )

    def _select(self, which: str, *values: object) -> list[Entry]:
        rows = self._file.execute(f"SELECT iri, kind, names, comment, uses, words FROM term {which}", values)
        return [
            Entry(iri, kind, tuple(json.loads(names)), comment, uses, tuple(words.split()))
            for iri, kind, names, comment, uses, words in rows
        ]


def exists(folder: Path) -> bool:
    """Whether a graph's directory has such a file."""
    return (folder / FILE).is_file()


def open_words(folder: Path) -> Words | None:
    """The words of a graph's directory; None where there is no file, or none that can be used."""
    if not exists(folder):
        return None
    try:
        return Words(folder / FILE)
    except (sqlite3.Error, KeyError, ValueError):
        return None


# Making the file


def index(store: Store, folder: Path, generation: int, journal: str) -> None:
    """Make the file from the whole graph; who reads the old one goes on reading it.

    ``journal`` tells the table ``renamed`` of the graph from every other.
    """
    draft = folder / f"{FILE}.part"
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft)) as file:
            file.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
            size = 0
            for entry in all_entries(store):
                size += 1
                write_entry(file, entry, size)
            settings = {"version": VERSION, "journal": journal, "size": size, "changed": 0, "generation": generation}
            file.executemany("INSERT INTO setting VALUES (?, ?)", [(n, str(v)) for n, v in settings.items()])
            file.commit()
        with draft.open("rb+") as written:
            os.fsync(written.fileno())  # else the file might have its name before its content
        draft.replace(folder / FILE)
    finally:
        draft.unlink(missing_ok=True)


def all_entries(store: Store) -> Iterator[Entry]:
    """Every term of a graph, each once: as the first of class, property and entity that fits."""
    names, comments = read_names(store), {}
    for quad in store.quads_for_pattern(None, COMMENT, None, _DEFAULT):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            comments[quad.subject.value] = quad.object.value
    classes, properties = _counts(store, _TYPES), _counts(store, _PREDICATES)
    for kinds, found in ((CLASSES, classes), (PROPERTIES, properties)):
        for kind in kinds:
            for quad in store.quads_for_pattern(None, TYPE, NamedNode(kind), _DEFAULT):
                if isinstance(quad.subject, NamedNode):
                    found.setdefault(quad.subject.value, 0)
    uses = _counts(store, _USES)
    seen: set[str] = set()
    parts: tuple[tuple[WordKind, Mapping[str, int]], ...] = (
        ("class", classes),
        ("property", properties),
        ("entity", {iri: uses.get(iri, 0) for iri in names}),
    )
    for name, of_kind in parts:
        for iri, count in of_kind.items():
            if iri not in seen:
                seen.add(iri)
                yield Entry(iri, name, tuple(names.get(iri, ())), comments.get(iri, ""), count)


def read_names(store: Store) -> dict[str, list[str]]:
    """The names of all IRIs, labels before other names."""
    found: dict[str, list[str]] = {}
    for naming in NAMING:
        for quad in store.quads_for_pattern(None, naming, None, _DEFAULT):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                found.setdefault(quad.subject.value, []).append(quad.object.value)
    return found


def _counts(store: Store, query: str) -> dict[str, int]:
    rows = store.query(query, prefixes=_PREFIXES)
    assert isinstance(rows, QuerySolutions)
    return {
        row[0].value: int(row[1].value) for row in rows if isinstance(row[0], NamedNode) and isinstance(row[1], Literal)
    }


def write_entry(file: sqlite3.Connection, entry: Entry, number: int) -> None:
    """Put a term in under a number."""
    names = json.dumps(entry.names, ensure_ascii=True)
    words = [_sound(word) for word in words_of_term(entry.iri, entry.names)]
    row = (number, entry.iri, entry.kind, names, _sound(entry.comment), entry.uses, " ".join(words))
    file.execute("INSERT INTO term VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    file.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", [(word, -entry.uses, number) for word in words])


def _sound(text: str) -> str:
    """Text that SQLite can hold."""
    return text.encode(errors="replace").decode()


# Keeping it current


def update(graph: "Graph", *, whole: bool, wait: float = -1) -> None:
    """Bring the file of a graph's directory up to date; from the whole graph only where ``whole`` and necessary.

    Another process that does so is waited for, ``wait`` seconds at most unless that is below zero.

    Raises:
        OSError, sqlite3.Error: the file cannot be written, or another process still writes it.
    """
    assert graph.path is not None
    with FileLock(graph.path / "words.lock", timeout=wait):
        words = open_words(graph.path)
        if words is None:
            if whole:
                index(graph.store, graph.path, graph.seen, graph.journal)
            return
        with closing(words):
            generation, old = words.generation, whole and words.old
            follows = graph.journal == words.journal and generation >= 0
        if follows and generation >= graph.seen and not old and not graph.renamed_since(generation):
            return  # what a process noted that died before it was done is of no generation yet
        if follows and graph.journal and not old:
            catch_up(graph.store, graph.path, graph.renamed_since(generation), graph.seen)
        elif whole:
            index(graph.store, graph.path, graph.seen, graph.journal)


def catch_up(store: Store, folder: Path, iris: Sequence[str], generation: int) -> None:
    """Read the words of these IRIs anew; with that the file is of a generation.

    If the process ends meanwhile, or the power fails, the file is left with a generation that there is not, and is made
    anew: each step is on the disk before the next.
    """
    with closing(sqlite3.connect(folder / FILE, timeout=30)) as file:
        file.execute("PRAGMA journal_mode=MEMORY")
        file.execute("PRAGMA synchronous=NORMAL")
        with file:
            _set(file, "generation", -1)
            _set(file, "changed", _get(file, "changed") + len(iris))
        with file:
            for iri in iris:
                renew(file, store, iri)
        with file:
            _set(file, "generation", generation)


def _get(file: sqlite3.Connection, name: str) -> int:
    return int(file.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()[0])


def _set(file: sqlite3.Connection, name: str, value: int) -> None:
    file.execute("UPDATE setting SET value = ? WHERE name = ?", (str(value), name))


def renew(file: sqlite3.Connection, store: Store, iri: str) -> None:
    """Put the words of an IRI as the graph has them now in place of those before."""
    before = file.execute("SELECT id, words, uses FROM term WHERE iri = ?", (iri,)).fetchone()
    entry = read_entry(store, iri, before[2] if before else 0)
    if before:
        words = before[1].split()
        file.executemany(
            "DELETE FROM word WHERE word = ? AND rarity = ? AND id = ?",
            [(word, -before[2], before[0]) for word in words],
        )
        file.execute("DELETE FROM term WHERE id = ?", (before[0],))
    if entry:
        number = before[0] if before else file.execute("SELECT IFNULL(MAX(id), 0) + 1 FROM term").fetchone()[0]
        write_entry(file, entry, number)


def read_entry(store: Store, iri: str, uses: int) -> Entry | None:
    """An IRI as the graph has it now, None where it is no term of it; ``uses`` are those before."""
    node = NamedNode(iri)
    names = [_values(store, node, naming) for naming in NAMING]
    types = {str(getattr(q.object, "value", "")) for q in store.quads_for_pattern(node, TYPE, None, _DEFAULT)}
    kind: WordKind = "entity"
    if types & CLASSES or _any(store.quads_for_pattern(None, TYPE, node, _DEFAULT)):
        kind = "class"
    elif types & PROPERTIES or _any(store.quads_for_pattern(None, node, None, _DEFAULT)):
        kind = "property"
    elif not any(names):
        return None
    if kind == "entity":
        counted = sum(1 for _ in islice(store.quads_for_pattern(None, None, node, _DEFAULT), COUNTED))
        uses = max(uses, counted) if counted == COUNTED else counted
    comments = _values(store, node, COMMENT)
    return Entry(iri, kind, tuple(name for some in names for name in some), comments[-1] if comments else "", uses)


def _any(quads: Iterable[Quad]) -> bool:
    return any(True for _ in quads)


def _values(store: Store, node: NamedNode, property_: NamedNode) -> list[str]:
    found = (quad.object for quad in store.quads_for_pattern(node, property_, None, _DEFAULT))
    return [value.value for value in found if isinstance(value, Literal)]
