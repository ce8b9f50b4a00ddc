"""Where an axiom or a fact stands: its file, as it was given, and the line, where that is found.

The parsers of triples tell no lines. So the statement of a Turtle file is looked for that names what a triple names,
and it counts as found where, parsed alone, it says the triple.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

import ontology
from kg.graph import Graph
from kg.graph.loading import ontology_triples, read_ontology
from kg.graph.terms import TYPE
from kg.reason.facts import ground_of

_PARTS = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<[^<>\s]*>|#[^\n]*|\.(?=\s|$)",
    re.DOTALL,
)
_PREFIX = re.compile(r"@?\b(?:prefix\s+[^\s<:]*:|base)\s*<[^<>]*>\s*\.?", re.IGNORECASE)
_NAMED = re.compile(r'<([^<>\s]+)>|owl:([A-Za-z]+)|"([^"]+)"')
_WORD = re.compile(r"[\w-]+")
TURTLE = (".ttl", ".turtle", ".nt", ".n3", ".trig", ".nq")


@dataclass(frozen=True, slots=True)
class Place:
    """A file as it was given, those that come with newsgraph under ``ontology/``, and a line, 0 where unknown."""

    file: str = ""
    line: int = 0
    shipped: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def short(self) -> str:
        """The same, of what comes with newsgraph without the folder."""
        return self.file.removeprefix("ontology/") if self.shipped else str(self)


NOWHERE = Place()


class Source:
    """A Turtle file by its statements."""

    def __init__(self, turtle: str) -> None:
        self.turtle = turtle
        self.head = "\n".join(_PREFIX.findall(turtle))
        self.spans = list(statements(turtle))
        self._in: dict[str, list[int]] = {}
        for number, (start, end) in enumerate(self.spans):
            for word in set(_WORD.findall(turtle, start, end)):
                self._in.setdefault(word, []).append(number)

    def line(self, at: int) -> int:
        """The line of an offset."""
        return self.turtle.count("\n", 0, at) + 1

    def having(self, texts: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The statements, with their offsets, that have all words of some texts."""
        words = [word for text in texts for word in _WORD.findall(text)]
        lists = sorted((self._in.get(word, []) for word in words), key=len)
        wanted = set(lists[0]).intersection(*lists[1:]) if lists else set()
        for number in sorted(wanted):
            start, end = self.spans[number]
            yield start, self.turtle[start:end]

    def line_of_triple(self, triple: Triple) -> int:
        """The line of a triple's object, or of its predicate where the object is a blank node; 0 where not found."""
        nodes = [node for node in (triple.subject, triple.predicate, triple.object) if node != TYPE]
        texts = [_text(node) for node in nodes if not isinstance(node, BlankNode)]
        maybe = 0
        for start, block in self.having(texts):
            line = self.line(start + _last(texts, block))
            if len(texts) < len(nodes) or _says(f"{self.head}\n{block}", triple):
                return line
            maybe = maybe or line
        return maybe

    def line_of_message(self, message: str) -> int:
        """The line of the statement that names all that a message names, 0 where none does.

        Of that statement, where OWL's word in the message stands; without one, where the last name does.
        """
        message = re.sub(r'"[^"]*"\^\^<[^<>]*>', "", message)  # a number is written without its type
        named = [_local(iri) or quoted for iri, _, quoted in _NAMED.findall(message) if iri or quoted]
        words = [word for _, word, _ in _NAMED.findall(message) if word]
        for start, block in self.having([*named, *words]):
            told = next((found for word in words if (found := re.search(rf":{word}(?![\w-])", block))), None)
            return self.line(start + (told.start() if told else _last(named, block)))
        return 0


class Places:
    """Finds where triples stand, in the files of a graph's ontology and in those that it was made from."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._sources = graph, dict[Path, Source | None]()
        self._shipped = frozenset(ontology.files())

    def of(self, triple: Triple, text: str = "") -> Place:
        """The place of a triple, ``text`` being that of an axiom with what is unnamed in it; none where it follows."""
        path = self._ontology_file(triple) or self._given_file(triple)
        if path is None:
            return NOWHERE
        if path in self._shipped:
            return Place(f"ontology/{path.name}", shipped=True)
        source = self._source(path)
        if source is None:
            return Place(str(path))
        line = source.line_of_message(text) if text and isinstance(triple.object, BlankNode) else 0
        return Place(str(path), line or source.line_of_triple(triple))

    def of_message(self, message: str) -> Place:
        """Where that stands of which a message tells with full IRIs; of what comes with newsgraph nothing is known."""
        for path in (*self._graph.extra_files(), *self._graph.read_from):
            source = self._source(path)
            line = source.line_of_message(message) if source else 0
            if line or (source is None and _has_names(path, message)):
                return Place(str(path), line)
        return NOWHERE

    def _ontology_file(self, triple: Triple) -> Path | None:
        ground = ground_of(self._graph)
        if not ground.files:
            for path in (*ontology.files(), *self._graph.extra_files()):
                for each in ontology_triples(read_ontology(path), self._graph.names, place=str(path)):
                    ground.files.setdefault(each, path)
        return ground.files.get(triple)

    def _given_file(self, triple: Triple) -> Path | None:
        for path in self._graph.read_from:
            own = NamedNode(path.resolve().as_uri())
            if Quad(triple.subject, triple.predicate, triple.object, own) in self._graph.store:
                return path
        return None

    def _source(self, path: Path) -> Source | None:
        """A file of triples as text, None where it is not written as Turtle is."""
        if path not in self._sources:
            known = path.suffix.lower() in TURTLE and path.is_file()
            text = path.read_text(encoding="utf-8-sig", errors="replace") if known else None
            self._sources[path] = None if text is None else _take_apart(text)
        return self._sources[path]


@lru_cache(maxsize=4)
def _take_apart(turtle: str) -> Source:
    """A file's statements, kept for the next proof; the text is read each time, since it may have changed."""
    return Source(turtle)


def statements(turtle: str) -> Iterator[tuple[int, int]]:
    """Where each statement of a Turtle file begins and ends."""
    start = 0
    for part in _PARTS.finditer(turtle):
        if part[0] == ".":
            yield start, part.end()
            start = part.end()
    yield start, len(turtle)


def _local(iri: str) -> str:
    return re.split(r"[#/:]", iri)[-1]


def _text(node: object) -> str:
    """What a node is written with, whatever prefix it has."""
    if isinstance(node, NamedNode):
        return _local(node.value)
    return node.value if isinstance(node, Literal) else ""


def _has_names(path: Path, message: str) -> bool:
    """Whether a file has all names of a message somewhere."""
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    names = [_local(iri) for iri, _, _ in _NAMED.findall(message) if iri]
    return bool(names) and all(_search(name, text, 0) for name in names)


def _last(texts: Sequence[str], block: str) -> int:
    """Where the last of some texts stands in a statement, each looked for behind the one before it first."""
    at = 0
    for text in texts:
        found = _search(text, block, at) or _search(text, block, 0)
        at = found.start() if found else at
    return at


def _search(text: str, block: str, start: int) -> re.Match[str] | None:
    return re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])").search(block, start) if text else None


def _says(turtle: str, triple: Triple) -> bool:
    try:
        return any(quad.triple == triple for quad in parse(turtle, RdfFormat.TURTLE))
    except SyntaxError:
        return False
