"""Ontology files held against what is defined: terms that do not exist, patterns of what has no kind or slots."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from kg.errors import OntologyError
from kg.names import LEXICON, ONTOLOGY, SHACL
from kg.spellings import find_near

SH = Namespace(SHACL)
KINDS = (OWL.Class, RDFS.Class, OWL.DatatypeProperty, OWL.ObjectProperty)
"""The kinds of what may have words."""
_APART = (
    ("a class", {OWL.Class, RDFS.Class}),
    ("a relation", {OWL.ObjectProperty}),
    ("a property of texts", {OWL.DatatypeProperty}),
)
_WITH_PATTERNS = {URIRef(ONTOLOGY + "Event"), URIRef(ONTOLOGY + "Claim")}
_KNOWN = (*KINDS, RDFS.Datatype, RDF.Property, OWL.AnnotationProperty, OWL.TransitiveProperty, OWL.SymmetricProperty)
_PATTERN = URIRef(LEXICON + "pattern")
_OF_ONE = (
    *(RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty),
    *(OWL.disjointWith, OWL.propertyDisjointWith, OWL.inverseOf, OWL.complementOf, OWL.onProperty, OWL.onClass),
    *(OWL.someValuesFrom, OWL.allValuesFrom, URIRef(LEXICON + "alsoMeans")),
    *(SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf),
)
_OF_MANY = (OWL.propertyChainAxiom, OWL.hasKey, OWL.unionOf, OWL.intersectionOf, OWL.disjointUnionOf, OWL.members)


@dataclass(frozen=True, slots=True)
class Source:
    """An ontology file: where it is, its text, and the graph that it was parsed into."""

    path: Path
    text: str
    graph: Graph


def foreign(text: str, language: str, place: str) -> OntologyError:
    """That a text is marked as of another language, where it stands."""
    return OntologyError(
        f'"{text}"@{language} is marked as not English, and newsgraph reads English articles',
        place=place,
        remedy=f"write it in English, or leave @{language} out",
    )


def local(iri: object) -> str:
    """The local name in the ontology namespace, else the whole IRI."""
    return str(iri).removeprefix(ONTOLOGY)


def find_mistakes(whole: Graph, sources: Iterable[Source]) -> Iterator[OntologyError]:
    """What analysts' files use that does not exist, names of two things, and patterns of what can have none.

    ``whole`` is the ontology with all of these files, each of which has a graph of its own.
    """
    for each in sources:
        yield from _undefined(whole, each.graph, each.path, each.text)
        yield from _unworded(whole, each.graph, each.path, each.text)
        yield from _ambiguous(whole, each.graph, each.path, each.text)
        yield from _unslotted(whole, each.graph, each.path, each.text)


def find_defined(whole: Graph) -> dict[str, URIRef]:
    """The classes, properties and datatypes of the ontology namespace, by local name."""
    found = (iri for kind in _KNOWN for iri in whole.subjects(RDF.type, kind) if isinstance(iri, URIRef))
    return {local(iri): iri for iri in found if str(iri).startswith(ONTOLOGY)}


def meant(name: str, names: Iterable[str], prefix: str = ":") -> str:
    """What a misspelt name is likely to mean, as words for a remedy; empty where nothing is near.

    >>> meant("Persn", ["Person", "Place"])
    ' (is it :Person?)'
    """
    near = find_near(name, names)
    return f" (is it {prefix}{near[0]}?)" if near else ""


def line_of(text: str, word: str, behind: str = "") -> int:
    """The first line with a word, in or behind one that begins with another where there is such a line."""
    lines, pattern = text.splitlines(), re.compile(re.escape(word) + r"(?![\w-])")
    begin = re.compile(rf"\s*{re.escape(behind)}(?![\w-])") if behind else pattern
    found = [number for number, line in enumerate(lines, 1) if pattern.search(line)]
    start = next((number for number, line in enumerate(lines, 1) if begin.match(line)), 1)
    return next((number for number in found if number >= start), found[0] if found else 1)


def _undefined(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    told, defined = set[tuple[Node, Node]](), find_defined(whole)
    for subject, value in _used(own):
        name = local(value)
        if not str(value).startswith(ONTOLOGY) or name in defined or (subject, value) in told:
            continue
        told.add((subject, value))
        who = f":{local(subject)}" if isinstance(subject, URIRef) else "a term without a name"
        yield OntologyError(
            f"{who} uses :{name}, which is not defined",
            place=f"{path}:{line_of(text, ':' + name, who)}",
            remedy=f"define :{name} a owl:Class or owl:ObjectProperty, or mend its name{meant(name, defined)}",
        )


def _used(own: Graph) -> Iterator[tuple[Node, URIRef]]:
    """What axioms and shapes name, each with who names it."""
    for predicate in _OF_ONE:
        for subject, value in sorted(own.subject_objects(predicate)):
            if isinstance(value, URIRef):
                yield subject, value
    for predicate in _OF_MANY:
        for subject, start in sorted(own.subject_objects(predicate)):
            yield from ((subject, value) for value in _members(own, start) if isinstance(value, URIRef))


def _members(own: Graph, start: Node) -> list[Node]:
    """The members of a list; none of one that leads back to itself, which reasoning tells of."""
    try:
        return list(Collection(own, start))
    except ValueError:
        return []


def _unworded(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Words about words that mean nothing, such as lex:patern."""
    known = {iri.removeprefix(LEXICON) for iri in map(str, whole.subjects(RDF.type, OWL.AnnotationProperty))}
    for predicate in sorted(set(own.predicates()), key=str):
        name = str(predicate).removeprefix(LEXICON)
        if str(predicate).startswith(LEXICON) and name not in known:
            yield OntologyError(
                f"lex:{name} means nothing",
                place=f"{path}:{line_of(text, 'lex:' + name)}",
                remedy=f"write what docs/ontology.md has under “Words about words”{meant(name, known, 'lex:')}",
            )


def _ambiguous(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Names of two different things, such as a class and a relation."""
    for iri in sorted({iri for kind in KINDS for iri in own.subjects(RDF.type, kind)}, key=str):
        found = set(whole.objects(iri, RDF.type))
        kinds = [name for name, some in _APART if not found.isdisjoint(some)]
        if len(kinds) > 1:
            yield OntologyError(
                f":{local(iri)} is {kinds[0]} and {kinds[1]}",
                place=f"{path}:{line_of(text, ':' + local(iri))}",
                remedy="give one of them another name",
            )


def _unslotted(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    for iri in sorted(set(own.subjects(_PATTERN)), key=str):
        place = f"{path}:{line_of(text, ':' + local(iri))}"
        kinds = set(whole.objects(iri, RDF.type)) & set(KINDS)
        if not kinds:
            yield OntologyError(
                f":{local(iri)} has patterns but no kind",
                place=place,
                remedy="say that it is an owl:Class, owl:ObjectProperty or owl:DatatypeProperty",
            )
        elif not kinds & {OWL.Class, RDFS.Class}:
            missing = [name for name in ("domain", "range") if (iri, RDFS[name], None) not in whole]
            for name in missing[:1]:
                yield OntologyError(f":{local(iri)} has no rdfs:{name}", place=place, remedy="add one")
        elif _WITH_PATTERNS.isdisjoint(whole.transitive_objects(iri, RDFS.subClassOf)):
            yield OntologyError(
                f":{local(iri)} has patterns and is no kind of event or claim",
                place=place,
                remedy="say rdfs:subClassOf :Event or :Claim; what an entity is called, lex:noun says",
            )
