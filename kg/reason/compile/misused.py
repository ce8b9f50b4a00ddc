"""Axioms that say nothing: a literal stands where a class, a property or a list belongs."""

from pyoxigraph import Literal, Triple

from kg.graph.terms import TYPE
from kg.reason.compile.lists import owl, rdfs

REMEDY = "write its IRI, as :Name, without quotation marks"
_OF_TERMS = {rdfs(name) for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    owl(name)
    for name in (
        *("equivalentClass", "equivalentProperty", "disjointWith", "complementOf", "inverseOf", "propertyDisjointWith"),
        *("onProperty", "onClass", "onDataRange", "someValuesFrom", "allValuesFrom", "hasKey", "propertyChainAxiom"),
        *("intersectionOf", "unionOf", "disjointUnionOf", "oneOf", "members", "distinctMembers"),
        *("sourceIndividual", "assertionProperty", "targetIndividual"),
    )
}


def is_misused(triple: Triple) -> bool:
    """Whether a literal is used as what it cannot be."""
    return isinstance(triple.object, Literal) and (triple.predicate == TYPE or triple.predicate in _OF_TERMS)


def misuse(triple: Triple) -> str:
    """What is wrong with such a triple, and what to do."""
    return f"a literal is no class and no property: {triple}; {REMEDY}"
