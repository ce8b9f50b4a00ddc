"""The closure of a graph as owlrl draws it: the reference that the compiled rules are compared with.

owlrl draws the inferences (OWL 2 RL); what it adds beside them is left out: identity of a thing with itself,
axioms about axioms, types of OWL itself, triples about literals.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import owlrl  # type: ignore[import-untyped]  # it has no types
import rdflib
from owlrl.Namespaces import ERRNS  # type: ignore[import-untyped]  # it has no types
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.graph import Graph
from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.names import LEXICON, ONTOLOGY, OWL, RDF, RDFS, XSD
from kg.reason.around import Facts, find_facts

_BUILT_IN = (OWL, RDF, RDFS, XSD)


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows, sorted, and what contradicts itself."""

    triples: tuple[Triple, ...]
    inconsistencies: tuple[str, ...]


def find_closure(graph: Graph) -> Closure:
    """What follows from a graph and is not asserted in it, where what its articles say has a part in it.

    What follows from the ontology alone is left out, but for classes of what the articles name and for relations
    between two such. Inconsistencies are reported, they never stop anything.
    """
    facts = find_facts(graph)
    given = {*facts.schema, *facts.asserted, *facts.gazetteer}
    triples, errors = close_with_owlrl(given)
    known, _ = close_with_owlrl({*facts.schema, *facts.gazetteer})
    new = [
        triple
        for triple in triples - given
        if is_wanted(triple, facts, alone=triple in known) and not is_asserted(graph, triple)
    ]
    return Closure(tuple(sorted(new, key=str)), tuple(sorted(errors)))


def close_with_owlrl(triples: Iterable[Triple]) -> tuple[set[Triple], set[str]]:
    """The OWL 2 RL closure of triples as owlrl computes it, and its messages about contradictions."""

    source = rdflib.Graph()
    for triple in triples:
        source.add((_to_rdflib(triple.subject), _to_rdflib(triple.predicate), _to_rdflib(triple.object)))
    semantics = owlrl.OWLRL_Semantics
    owlrl.DeductiveClosure(semantics, axiomatic_triples=False, datatype_axioms=False).expand(source)
    found, errors = set(), set()
    for subject, predicate, object_ in source:
        if str(predicate).startswith(str(ERRNS)):
            errors.add(str(object_))
        elif isinstance(subject, rdflib.URIRef) and isinstance(object_, rdflib.URIRef):
            found.add(Triple(NamedNode(str(subject)), NamedNode(str(predicate)), NamedNode(str(object_))))
    return found, errors


def _to_rdflib(node: object) -> rdflib.term.Node:
    """The same term in rdflib."""
    match node:
        case NamedNode():
            return rdflib.URIRef(node.value)
        case BlankNode():
            return rdflib.BNode(node.value)
        case Literal():
            return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value))
    raise ValueError(f"not a term of RDF 1.1: {node}")


def is_wanted(triple: Triple, facts: Facts, *, alone: bool) -> bool:
    """Whether an inference is about individuals, and about the articles; ``alone`` if it needs the ontology only."""
    subject, predicate, object_ = triple.subject, triple.predicate, triple.object
    if not isinstance(subject, NamedNode) or subject.value.startswith((ONTOLOGY, LEXICON, *_BUILT_IN)):
        return False
    if predicate == TYPE:
        return subject in facts.focus and isinstance(object_, NamedNode) and not object_.value.startswith(_BUILT_IN)
    if predicate in (SAME_AS, DIFFERENT_FROM):
        return subject != object_
    if predicate.value.startswith(_BUILT_IN):
        return False
    return not alone or (subject in facts.focus and object_ in facts.focus)


def is_asserted(graph: Graph, triple: Triple) -> bool:
    """Whether an article, an analyst or the ontology says it."""
    quads = graph.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(isinstance(quad.graph_name, NamedNode) and quad.graph_name != graph.inferred for quad in quads)
