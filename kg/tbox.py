"""The ontology files as terms with their patterns and words: what reading needs of the TBox."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rdflib import Graph, URIRef
from rdflib.exceptions import ParserError
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.plugins.parsers.notation3 import BadSyntax

import ontology
from kg.definitions import find_mistakes, local
from kg.doubts import find_doubts
from kg.errors import OntologyError
from kg.names import LEXICON

logging.getLogger("rdflib.term").setLevel(
    logging.ERROR
)  # it prints a traceback for each malformed literal; kg check tells

TermKind = Literal["class", "property", "literal property"]


@dataclass(frozen=True, slots=True)
class PatternText:
    """A pattern as written, and where."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property. ``name`` is its local name, or its IRI in another namespace.

    ``ancestors`` are the term and what it specialises, nearest first. ``domain`` and ``range`` are class names,
    ``verb`` a stated verb of its patterns, ``nouns`` words for its members or offices, ``barred`` lemmas that fill
    none of its slots.
    """

    name: str
    kind: TermKind
    ancestors: tuple[str, ...]
    domain: str | None
    range: str | None
    slot: str | None
    verb: str | None
    nouns: tuple[str, ...]
    barred: tuple[str, ...]
    patterns: tuple[PatternText, ...]


@dataclass(frozen=True, slots=True)
class TBox:
    """Terms by name, and word classes (``negating``, ``light`` …) by name; lemmas in lower case."""

    terms: dict[str, Term]
    words: dict[str, frozenset[str]]
    graph: Graph

    def ancestors(self, name: str) -> tuple[str, ...]:
        """A term and what it specialises, nearest first."""
        term = self.terms.get(name)
        return term.ancestors if term else (name,)

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether a term is, or specialises, another."""
        return ancestor in self.ancestors(name)


def ontology_files() -> tuple[Path, ...]:
    """The Turtle files that come with newsgraph, sorted."""
    return ontology.files()


def read_ontology(extra: Iterable[Path] = ()) -> TBox:
    """Read the shipped ontology and further files.

    Raises:
        OntologyError: a file that is missing, not Turtle, or uses what is not defined.
    """
    return _read(ontology_files(), tuple(extra))


@lru_cache(maxsize=4)
def _read(shipped: tuple[Path, ...], extra: tuple[Path, ...]) -> TBox:
    graph = Graph()
    sources: list[tuple[Path, str]] = []
    for path in (*shipped, *extra):
        sources.append((path, _parse(graph, path)))
    tbox = _tbox(graph, sources)
    for mistake in find_mistakes(graph, sources[len(shipped) :]):
        raise mistake
    return tbox


def read_with_mistakes(extra: Iterable[Path]) -> tuple[TBox, list[OntologyError]]:
    """The shipped ontology and those of further files that can be parsed, and all that is wrong in these.

    Where one cannot be parsed nothing more is said, since what it defines is not known.
    """
    graph, own, mistakes = Graph(), list[tuple[Path, str]](), list[OntologyError]()
    sources = [(path, _parse(graph, path)) for path in ontology_files()]
    shipped = Graph() + graph
    for path in extra:
        alone = Graph()
        try:
            own.append((path, _parse(alone, path)))
            graph += alone
        except OntologyError as mistake:
            mistakes.append(mistake)
    tbox = _tbox(graph, [*sources, *own])
    return tbox, mistakes or [*find_mistakes(graph, own), *find_doubts(shipped, graph, own)]


def _tbox(graph: Graph, sources: list[tuple[Path, str]]) -> TBox:
    return TBox(dict(sorted(_terms(graph, sources))), _words(graph), graph)


def _parse(graph: Graph, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise OntologyError("no such file", place=str(path), remedy="check the name") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise OntologyError(f"cannot be read: {problem}", place=str(path), remedy="give Turtle in UTF-8") from problem
    try:
        graph.parse(data=text, format="turtle")
    except (BadSyntax, ParserError, ValueError) as problem:
        line = getattr(problem, "lines", None)
        place = f"{path}:{line + 1}" if isinstance(line, int) else str(path)
        message = " ".join(str(getattr(problem, "message", problem)).split()) or "syntax error"
        raise OntologyError(f"not Turtle: {message}", place=place, remedy="mend the syntax at this line") from problem
    return text


def _terms(graph: Graph, sources: list[tuple[Path, str]]) -> Iterator[tuple[str, Term]]:
    patterns = _patterns(graph, sources)
    kinds: dict[URIRef, TermKind] = {}
    for rdf_type, kind in _KINDS:
        for subject in graph.subjects(RDF.type, rdf_type):
            if isinstance(subject, URIRef):
                kinds[subject] = kind
    for iri, kind in kinds.items():
        up = RDFS.subClassOf if kind == "class" else RDFS.subPropertyOf
        yield (
            local(iri),
            Term(
                name=local(iri),
                kind=kind,
                ancestors=_line(graph, iri, up),
                domain=_one(graph, iri, RDFS.domain),
                range=_one(graph, iri, RDFS.range),
                slot=_one(graph, iri, _LEX_SLOT),
                verb=_one(graph, iri, _LEX_VERB),
                nouns=tuple(sorted(str(noun).lower() for noun in graph.objects(iri, _LEX_NOUN))),
                barred=tuple(sorted(str(word).lower() for word in graph.objects(iri, URIRef(LEXICON + "notObject")))),
                patterns=patterns.get(iri, ()),
            ),
        )


_KINDS: tuple[tuple[URIRef, TermKind], ...] = (
    (OWL.Class, "class"),
    (RDFS.Class, "class"),
    (OWL.DatatypeProperty, "literal property"),
    (OWL.ObjectProperty, "property"),
)
_LEX_SLOT, _LEX_VERB = URIRef(LEXICON + "slot"), URIRef(LEXICON + "verb")
_LEX_NOUN, _LEX_PATTERN, _LEX_WORD = URIRef(LEXICON + "noun"), URIRef(LEXICON + "pattern"), URIRef(LEXICON + "word")


def _line(graph: Graph, iri: URIRef, up: URIRef) -> tuple[str, ...]:
    """Breadth first; a cycle ends where it began."""
    line = [iri]
    for at in line:
        parents = sorted(parent for parent in graph.objects(at, up) if isinstance(parent, URIRef))
        line.extend(parent for parent in parents if parent not in line)
    return tuple(local(at) for at in line)


def _one(graph: Graph, iri: URIRef, predicate: URIRef) -> str | None:
    values = sorted(local(value) for value in graph.objects(iri, predicate))
    return values[0] if values else None


def _patterns(graph: Graph, sources: list[tuple[Path, str]]) -> dict[URIRef, tuple[PatternText, ...]]:
    found: dict[URIRef, list[PatternText]] = {}
    lines = _pattern_lines(sources)
    for subject, value in graph.subject_objects(_LEX_PATTERN):
        if isinstance(subject, URIRef):
            found.setdefault(subject, []).append(
                PatternText(str(value), lines.get(str(value)) or _place(str(value), sources))
            )
    return {iri: tuple(sorted(texts, key=lambda text: text.text)) for iri, texts in found.items()}


_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*\{(?:[^"\\\n]|\\.)*)"')


def _pattern_lines(sources: list[tuple[Path, str]]) -> dict[str, str]:
    """From the text of each pattern to ``file:line``."""
    found: dict[str, str] = {}
    for path, text in sources:
        for number, line in enumerate(text.splitlines(), 1):
            for match in _QUOTED.finditer(line):
                found.setdefault(match.group(1), f"{path}:{number}")
    return found


def _place(value: str, sources: list[tuple[Path, str]]) -> str:
    """``file:line`` of a text that is written in some other way than patterns are: with no slot, over several lines."""
    for path, text in reversed(sources):
        at = text.find(value)
        if at >= 0:
            return f"{path}:{text.count(chr(10), 0, at) + 1}"
    return ""


def _words(graph: Graph) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for subject, word in graph.subject_objects(_LEX_WORD):
        groups.setdefault(str(subject).removeprefix(LEXICON), set()).add(str(word).lower())
    return {name: frozenset(words) for name, words in groups.items()}
