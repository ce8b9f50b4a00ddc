"""A store as a view: what holds in a graph, by the store's own indexes."""

from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.terms import SAME_AS
from kg.names import XSD
from kg.reason.index import MOST_NAMES, Sames
from kg.reason.rules import Fact, Node
from kg.reason.values import canonical

DEFAULT = DefaultGraph()
_DECIMAL, _STRING = f"{XSD}decimal", f"{XSD}string"
_NUMBERS = [NamedNode(XSD + name) for name in ("decimal", "integer")]  # all that a store tells apart
_STRINGS = [
    NamedNode(XSD + name) for name in ("string", "normalizedString", "token", "language", "NMTOKEN", "Name", "NCName")
]


class StoreView:
    """The triples of a store's default graph, which is the union of all."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> list[Fact]:
        """All triples that fit; a number fits in every way to write it."""
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return []
        found = self.store.quads_for_pattern(subject, predicate, object_, DEFAULT)  # type: ignore[arg-type]  # no literals
        facts: list[Fact] = [(quad.subject, quad.predicate, quad.object) for quad in found]
        if isinstance(object_, Literal):
            for same in writings(object_):
                more = self.store.quads_for_pattern(subject, predicate, same, DEFAULT)  # type: ignore[arg-type]
                facts.extend((quad.subject, quad.predicate, quad.object) for quad in more)
        return facts

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        subject, predicate, object_ = fact
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return False
        return Quad(subject, predicate, object_, DEFAULT) in self.store  # type: ignore[arg-type]  # a triple's places


def writings(literal: Literal) -> list[Literal]:
    """The other literals of the value of a number or string, one of each datatype; a store keeps one form of each."""
    value = canonical(literal)
    kinds = {_DECIMAL: _NUMBERS, _STRING: _STRINGS}.get(value.datatype.value, [])
    return [other for kind in kinds if (other := Literal(value.value, datatype=kind)) != literal]


class StoreSames(Sames):
    """Who is the same as whom in a store whose inferences were up to date before ``fresh`` came in."""

    def __init__(self, store: Store, ground: Sames, fresh: frozenset[Fact] = frozenset()) -> None:
        super().__init__()
        copy = ground.copy()
        self._first, self._members = copy._first, copy._members
        self._store, self._fresh, self._looked = store, fresh, set[Node]()

    def rep(self, node: Node) -> Node:
        """The representative."""
        if isinstance(node, NamedNode) and node not in self._looked:
            self._look_up(node)
        return super().rep(node)

    def members(self, node: Node) -> list[Node]:
        """All names of a representative, or more than are written down where there are too many."""
        self.rep(node)
        return list(super().members(node))

    def _look_up(self, node: NamedNode) -> None:
        others = self._others(node)
        first = min((node, *others), key=str)
        if first != node:
            others = self._others(first)
        names = list(dict.fromkeys((first, *others, node)))
        self._looked.update(names)
        if len(names) > 1:
            self.merge_all((first, name) for name in names)

    def _others(self, node: Node) -> list[Node]:
        store = self._store
        onward = store.quads_for_pattern(node, SAME_AS, None, DEFAULT)  # type: ignore[arg-type]  # an IRI
        back = store.quads_for_pattern(None, SAME_AS, node, DEFAULT)
        found = [quad.object for quad in onward if (quad.subject, SAME_AS, quad.object) not in self._fresh]
        some = islice((q.subject for q in back if (q.subject, SAME_AS, q.object) not in self._fresh), MOST_NAMES + 1)
        return [other for other in dict.fromkeys([*found, *some]) if isinstance(other, NamedNode)]
