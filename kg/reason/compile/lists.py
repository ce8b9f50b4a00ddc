"""Axioms as they stand in a graph: lists, unnamed classes and their text."""

import re

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.graph.terms import TYPE
from kg.names import OWL, RDF, RDFS
from kg.reason.rules import Axiom, Node, View

FIRST, REST, NIL = (NamedNode(f"{RDF}{name}") for name in ("first", "rest", "nil"))


def owl(name: str) -> NamedNode:
    """A word of OWL."""
    return NamedNode(OWL + name)


def rdfs(name: str) -> NamedNode:
    """A word of RDF Schema."""
    return NamedNode(RDFS + name)


_OF_SETS = {owl("members"), owl("distinctMembers")}
_MOST_NODES = 60  # that the text of an axiom names
_DEFINING = {
    owl(name)
    for name in (
        *("onProperty", "onClass", "onDataRange", "onDatatype", "withRestrictions", "inverseOf", "complementOf"),
        *("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf", "minCardinality", "maxCardinality", "cardinality"),
        *("minQualifiedCardinality", "maxQualifiedCardinality", "qualifiedCardinality", "intersectionOf", "unionOf"),
        *("disjointUnionOf", "oneOf", "members", "distinctMembers", "sourceIndividual", "assertionProperty"),
        *("targetIndividual", "targetValue", "datatypeComplementOf"),
    )
}


class BadListError(ValueError):
    """A list that does not end, forks, or breaks off."""


def objects(view: View, subject: Node, predicate: NamedNode) -> list[Node]:
    """What a node has for a property."""
    return [fact[2] for fact in view.match(subject, predicate, None)]


def pairs(view: View, predicate: NamedNode) -> list[tuple[Node, Node]]:
    """Subject and object of every triple with this predicate."""
    return [(fact[0], fact[2]) for fact in view.match(None, predicate, None)]


def read_list(view: View, node: Node) -> list[Node]:
    """The members of an RDF list.

    Raises:
        BadListError: it runs in a circle, forks, or has no end.
    """
    members, seen = list[Node](), set[Node]()
    while node != NIL:
        first, rest = objects(view, node, FIRST), objects(view, node, REST)
        if node in seen:
            raise BadListError("its list runs in a circle")
        if len(first) != 1 or len(rest) != 1:
            raise BadListError("its list breaks off or forks")
        seen.add(node)
        members.append(first[0])
        node = rest[0]
    return members


def axiom(view: View, subject: Node, predicate: NamedNode, object_: Node) -> Axiom:
    """An axiom with its text."""
    who = _kind(view, subject) if predicate in _OF_SETS else ""
    text = " ".join((who or describe(view, subject), describe(view, predicate), describe(view, object_)))
    return Axiom(Triple(subject, predicate, object_), text)  # type: ignore[arg-type]  # a triple's own places


def _kind(view: View, node: Node) -> str:
    """An unnamed set of classes, properties or things that are apart, by its class, since its list is told anyhow."""
    kinds = sorted(map(str, objects(view, node, TYPE))) if isinstance(node, BlankNode) else []
    return f"[ a {kinds[0]} ]" if kinds else ""


def describe(view: View, node: Node) -> str:
    """A node as Turtle, unnamed classes and lists written out by what defines them, as far as that is readable."""
    return _describe(view, node, frozenset(), [_MOST_NODES])


def _describe(view: View, node: Node, above: frozenset[Node], left: list[int]) -> str:
    """The same; what is ``above`` is not written again, and no more nodes than are ``left``."""
    left[0] -= 1
    if not isinstance(node, BlankNode):
        return str(node)
    if node in above or left[0] < 0:
        return "[ … ]"
    inside = above | {node}
    if objects(view, node, FIRST):
        try:
            members = read_list(view, node)
        except BadListError:
            return "( … )"
        return f"( {' '.join(_describe(view, member, inside, left) for member in members)} )"
    parts = [
        f"{predicate} {_describe(view, object_, inside, left)}"
        for _, predicate, object_ in sorted(view.match(node, None, None), key=str)
        if predicate in _DEFINING
    ]
    return f"[ {' ; '.join(parts)} ]" if parts else "[ ]"


def number(node: Node) -> int | None:
    """A cardinality, None for what is none; a huge one counts as a billion."""
    digits = re.fullmatch(r"\s*\+?0*([0-9]+)\s*", node.value) if isinstance(node, Literal) else None
    return min(int(digits[1][:10]), 10**9) if digits else None
