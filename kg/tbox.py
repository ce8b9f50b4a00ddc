"""The ontology files as terms with their patterns and words: what reading needs of the TBox.

What was made of them is kept between runs, since parsing them takes more than a second.
"""

import hashlib
import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import pyoxigraph
from pydantic import TypeAdapter, ValidationError
from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.exceptions import ParserError
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

import ontology
from kg.caches import cache_file, digest_of_code, read_json, write_json
from kg.definitions import Source, find_mistakes, local
from kg.doubts import find_doubts, find_wordless
from kg.errors import OntologyError
from kg.gazetteer import Lexicon, read_lexicon
from kg.names import LEXICON
from kg.syntax import place_of, plain_message, syntax_remedy

logging.getLogger("rdflib.term").setLevel(
    logging.ERROR
)  # it prints a traceback for each malformed literal; kg check tells

TermKind = Literal["class", "property", "literal property"]


@dataclass(frozen=True, slots=True)
class PatternText:
    """A pattern as written, and where; ``language`` is what it is marked with, if not English."""

    text: str
    place: str
    language: str = ""


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
    """Terms by name, and the words of the lexicon; lemmas in lower case.

    ``marked`` are the names of the terms that a word of the lexicon (``unasserted``, ``leading`` …) is true of, by
    that word. ``symmetric`` are properties; ``closed`` goes from property to the classes of which no member is its
    object. ``lexicon`` is the gazetteer with the nouns of the entity classes.
    """

    terms: dict[str, Term]
    marked: dict[str, frozenset[str]]
    symmetric: frozenset[str]
    closed: dict[str, frozenset[str]]
    lexicon: Lexicon

    @property
    def words(self) -> defaultdict[str, frozenset[str]]:
        """The word classes, those of the lexicon."""
        return self.lexicon.words

    def ancestors(self, name: str) -> tuple[str, ...]:
        """A term and what it specialises, nearest first."""
        term = self.terms.get(name)
        return term.ancestors if term else (name,)

    def is_a(self, name: str, *ancestors: str) -> bool:
        """Whether a term is, or specialises, one of others."""
        return not set(ancestors).isdisjoint(self.ancestors(name))


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
    texts = [(path, _text(path)) for path in (*shipped, *extra)]
    kept, model = cache_file("ontology", _digest(texts)), TypeAdapter(TBox)
    try:
        return model.validate_python(read_json(kept))
    except ValidationError:
        pass  # not known from an earlier run
    graph = Graph()
    sources = [_parse(path, text, graph if path in shipped else Graph()) for path, text in texts]
    own = sources[len(shipped) :]
    for each in own:
        graph += each.graph
    tbox = _tbox(graph, sources)
    for mistake in find_mistakes(graph, own):
        raise mistake
    write_json(kept, model.dump_python(tbox, mode="json"))
    return tbox


def _digest(texts: list[tuple[Path, str]]) -> str:
    """Tells these files, where they are, and what reads them, from all others."""
    digest = hashlib.sha256(digest_of_code("tbox.py", "definitions.py", "gazetteer.py", "names.py").encode())
    for path, text in texts:
        digest.update(f"\0{path}\0{text}".encode())
    return digest.hexdigest()[:32]


def read_with_mistakes(extra: Iterable[Path]) -> tuple[TBox, list[Source], list[OntologyError]]:
    """The shipped ontology and those of further files that can be parsed, these files, and all that is wrong in them.

    Where one cannot be parsed nothing more is said, since what it defines is not known.
    """
    graph, own, mistakes = Graph(), list[Source](), list[OntologyError]()
    sources = [_parse(path, _text(path), graph) for path in ontology_files()]
    shipped = Graph() + graph
    for path in extra:
        try:
            own.append(_parse(path, _text(path), Graph()))
            graph += own[-1].graph
        except OntologyError as mistake:
            mistakes.append(mistake)
    tbox = _tbox(graph, [*sources, *own])
    if not mistakes:
        mistakes += [*find_mistakes(graph, own), *find_doubts(shipped, graph, own)]
        mistakes += find_wordless(shipped, graph, own, tuple(mistakes))
    return tbox, own, mistakes


def _tbox(graph: Graph, sources: list[Source]) -> TBox:
    terms = dict(sorted(_terms(graph, sources)))
    symmetric = frozenset(local(each) for each in graph.subjects(RDF.type, OWL.SymmetricProperty))
    return TBox(terms, _marked(graph), symmetric, _closed(graph), read_lexicon(graph))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise OntologyError("no such file", place=str(path), remedy="check the name") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise OntologyError(f"cannot be read: {problem}", place=str(path), remedy="give Turtle in UTF-8") from problem


def _parse(path: Path, text: str, graph: Graph) -> Source:
    try:
        for _ in pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE):  # which says what is wrong better than rdflib
            pass
        graph.parse(data=text, format="turtle")
    except SyntaxError as problem:
        message, place = plain_message(problem), place_of(problem, path)
        raise OntologyError(f"not Turtle: {message}", place=place, remedy=syntax_remedy(problem)) from problem
    except (BadSyntax, ParserError, ValueError) as problem:
        line = getattr(problem, "lines", None)
        place = f"{path}:{line + 1}" if isinstance(line, int) else str(path)
        message = " ".join(str(getattr(problem, "message", problem)).split()) or "syntax error"
        raise OntologyError(f"not Turtle: {message}", place=place, remedy="mend the syntax at this line") from problem
    return Source(path, text, graph)


def _terms(graph: Graph, sources: list[Source]) -> Iterator[tuple[str, Term]]:
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
_LEX_NOUN, _LEX_PATTERN = URIRef(LEXICON + "noun"), URIRef(LEXICON + "pattern")


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


def _patterns(graph: Graph, sources: list[Source]) -> dict[URIRef, tuple[PatternText, ...]]:
    found: dict[URIRef, list[PatternText]] = {}
    written = [_Written.of(each) for each in reversed(sources)]
    for subject, value in graph.subject_objects(_LEX_PATTERN):
        if isinstance(subject, URIRef):
            text = PatternText(str(value), _place(subject, value, written), _language(value))
            found.setdefault(subject, []).append(text)
    return {iri: tuple(sorted(texts, key=lambda text: text.text)) for iri, texts in found.items()}


def _language(value: Node) -> str:
    """The language that a text is marked with, if it is not English."""
    language = (value.language if isinstance(value, RdfLiteral) else None) or ""
    return "" if language.partition("-")[0] == "en" else language


_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*\{(?:[^"\\\n]|\\.)*)"')
_BEGINNING = re.compile(r"\s*(:[\w-]+)")


@dataclass(frozen=True, slots=True)
class _Written:
    """Where the texts of patterns stand in an ontology file, and which lines begin with a term."""

    source: Source
    texts: dict[str, list[int]]
    terms: dict[str, int]

    @classmethod
    def of(cls, source: Source) -> "_Written":
        texts, terms = dict[str, list[int]](), dict[str, int]()
        for number, line in enumerate(source.text.splitlines(), 1):
            if begin := _BEGINNING.match(line):
                terms.setdefault(begin[1], number)
            for match in _QUOTED.finditer(line):
                texts.setdefault(match[1], []).append(number)
        return cls(source, texts, terms)


def _place(subject: URIRef, value: Node, written: list[_Written]) -> str:
    """``file:line`` of a pattern of a term, which other terms and files may have, too."""
    text, name = str(value), f":{local(subject)}"
    for each in written:
        if (subject, _LEX_PATTERN, value) not in each.source.graph:
            continue
        if lines := each.texts.get(text):
            start = each.terms.get(name, 1)
            return f"{each.source.path}:{next((line for line in lines if line >= start), lines[0])}"
        at = each.source.text.find(text)  # in some other way than patterns are: with no slot, over several lines
        if at >= 0:
            return f"{each.source.path}:{each.source.text.count(chr(10), 0, at) + 1}"
    return ""


def _marked(graph: Graph) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for subject, predicate in graph.subject_predicates(RdfLiteral(True)):
        if str(predicate).startswith(LEXICON):
            found.setdefault(str(predicate).removeprefix(LEXICON), set()).add(local(subject))
    return {name: frozenset(terms) for name, terms in found.items()}


def _closed(graph: Graph) -> dict[str, frozenset[str]]:
    """From property to classes of which no member is its object.

    ``:Person rdfs:subClassOf [ owl:onProperty :ledBy ; owl:maxCardinality 0 ]`` and ``:ledBy owl:inverseOf :leads``.
    """
    found: dict[str, set[str]] = {}
    for restriction, limit in graph.subject_objects(OWL.maxCardinality):
        if str(limit) == "0":
            for way in graph.objects(restriction, OWL.onProperty):
                inverses = {*graph.objects(way, OWL.inverseOf), *graph.subjects(OWL.inverseOf, way)}
                classes = {local(cls) for cls in graph.subjects(RDFS.subClassOf, restriction)}
                for inverse in inverses:
                    found.setdefault(local(inverse), set()).update(classes)
    return {name: frozenset(classes) for name, classes in found.items()}
