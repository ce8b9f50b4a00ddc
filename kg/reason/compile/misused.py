"""Axioms that say nothing: a literal stands where a class, a property, a list or a thing belongs."""

from pyoxigraph import Literal, Triple

from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.reason.compile.lists import owl, rdfs

REMEDY = "write its IRI, as :Name, without quotation marks"
_OF_TERMS = {rdfs(name) for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    owl(name)
    for name in (
        *("equivalentClass", "equivalentProperty", "disjointWith", "complementOf", "inverseOf", "propertyDisjointWith"),
        *("onProperty", "onClass", "onDataRange", "someValuesFrom", "allValuesFrom", "hasKey", "propertyChainAxiom"),
        *("intersectionOf", "unionOf", "disjointUnionOf", "oneOf", "members", "distinctMembers"),
        *("sourceIndividual", "assertionProperty"),
    )
}
_OF_THINGS = {SAME_AS, DIFFERENT_FROM, owl("targetIndividual")}


def is_misused(triple: Triple) -> bool:
    """Whether a literal is used as what it cannot be."""
    if not isinstance(triple.object, Literal):
        return False
    return triple.predicate == TYPE or triple.predicate in _OF_TERMS or triple.predicate in _OF_THINGS


def misuse(triple: Triple) -> str:
    """What is wrong with such a triple, and what to do."""
    what = "no thing with an IRI" if triple.predicate in _OF_THINGS else "no class and no property"
    return f"a literal is {what}: {triple}; {REMEDY}"
