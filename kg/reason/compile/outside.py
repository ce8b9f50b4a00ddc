"""What an ontology says that OWL 2 RL draws nothing from."""

from collections.abc import Callable, Iterator

from pyoxigraph import BlankNode

from kg.graph.terms import TYPE
from kg.reason.compile.lists import axiom, describe, number, objects, owl, pairs, rdfs
from kg.reason.rules import Fact, Node, View

_ABOVE = ("someValuesFrom", "minCardinality", "minQualifiedCardinality", "unionOf", "oneOf", "disjointUnionOf")
_ASKING = (
    *("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf", "minCardinality", "maxCardinality", "cardinality"),
    *("minQualifiedCardinality", "maxQualifiedCardinality", "qualifiedCardinality"),
)


def find_ignored(view: View, given: Callable[[Fact], bool]) -> Iterator[str]:
    """A line for each axiom that was given from which nothing, or not all, is drawn."""
    yield from _unconcluded(view, given)
    yield from _unfinished_restrictions(view)
    for kind in ("maxCardinality", "maxQualifiedCardinality", "cardinality", "qualifiedCardinality"):
        for c, value in pairs(view, owl(kind)):
            if number(value) is None:
                yield f"a cardinality is a whole number: {describe(view, c)}; write 0 or 1"
            elif (number(value) or 0) > 1:
                yield f"OWL 2 RL counts to one only: {describe(view, c)}"
    for kind in ("ReflexiveProperty",):
        for c, _, _ in view.match(None, TYPE, owl(kind)):
            yield f"OWL 2 RL draws nothing from owl:{kind}: {describe(view, c)}"
    for c, _ in pairs(view, owl("withRestrictions")):
        yield f"OWL 2 RL knows no facets of datatypes: {describe(view, c)}"
    for c, _ in pairs(view, owl("datatypeComplementOf")):
        yield f"OWL 2 RL knows no complements of datatypes: {describe(view, c)}"


def _unfinished_restrictions(view: View) -> Iterator[str]:
    """A line for each restriction that names no property, or a property and nothing to ask of it."""
    of_property = {c for c, _ in pairs(view, owl("onProperty"))}
    asking = {c for kind in _ASKING for c, _ in pairs(view, owl(kind))}
    for c in asking - of_property:
        yield f"a restriction that names no property says nothing: {describe(view, c)}; add its property"
    for c in of_property - asking:
        yield f"a restriction that asks nothing of its property says nothing: {describe(view, c)}; add what it asks"


def _unconcluded(view: View, given: Callable[[Fact], bool]) -> Iterator[str]:
    """A line for each part of a class's description that holds of its members and gives nothing."""
    for predicate in (rdfs("subClassOf"), owl("equivalentClass")):
        for c, d in pairs(view, predicate):
            if not given((c, predicate, d)):
                continue
            sides = [d, c] if predicate == owl("equivalentClass") else [d]
            for side in sides:
                for kind in _ABOVE:
                    if isinstance(side, BlankNode) and objects(view, side, owl(kind)):
                        text = axiom(view, c, predicate, d).text
                        yield f"OWL 2 RL does not conclude owl:{kind} from a class: {text}"


def unfinished(view: View, node: Node, kind: str, reason: str) -> str:
    """An axiom that cannot be read."""
    return (
        f"owl:{kind} of {describe(view, node)} is left out: {reason}; write it as ( :One :Two ), which ends by itself"
    )
