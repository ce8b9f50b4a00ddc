"""A store as a view: what holds in a graph, by the store's own indexes."""

from collections.abc import Iterator
from itertools import chain, islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.terms import SAME_AS
from kg.names import XSD
from kg.reason.index import MOST_NAMES, Sames
from kg.reason.rules import Fact, Node
from kg.reason.values import canonical

DEFAULT = DefaultGraph()
MOST_KEPT = 64  # triples of one look-up
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
        return list(self.find(subject, predicate, object_))

    def find(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """The same one by one."""
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return
        wanted = [object_, *writings(object_)] if isinstance(object_, Literal) else [object_]
        for each in wanted:
            for quad in self.store.quads_for_pattern(subject, predicate, each, DEFAULT):  # type: ignore[arg-type]  # no literals
                yield quad.subject, quad.predicate, quad.object

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        subject, predicate, object_ = fact
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return False
        return Quad(subject, predicate, object_, DEFAULT) in self.store  # type: ignore[arg-type]  # a triple's places


class StillView(StoreView):
    """The same of a store that does not change meanwhile: what was looked up once is kept, as far as it is short."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._held: dict[Fact, bool] = {}
        self._found: dict[tuple[Node | None, Node | None, Node | None], list[Fact]] = {}

    def find(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """All triples that fit, one by one."""
        key = (subject, predicate, object_)
        known = self._found.get(key)
        if known is not None:
            return iter(known)
        found = super().find(subject, predicate, object_)
        some = list(islice(found, MOST_KEPT))
        if len(some) < MOST_KEPT:
            self._found[key] = some
            return iter(some)
        return chain(some, found)

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        known = self._held.get(fact)
        if known is None:
            known = self._held[fact] = super().holds(fact)
        return known


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
        self._former = set[Node]()
        self._none = next(self._links(None, None), None) is None

    def rep(self, node: Node) -> Node:
        """The representative."""
        if node not in self._looked and not self._none and isinstance(node, NamedNode):
            self._look_up(node)
        return self._first.get(node, node)

    def merge(self, one: Node, other: Node) -> tuple[Node, Node] | None:
        """Make two the same; who represents them now and who did before, None where nothing changed."""
        changed = super().merge(one, other)
        if changed:
            self._former.add(changed[1])
        return changed

    def was_representative(self, node: Node) -> bool:
        """Whether a node stands for its names, or did so until it was merged."""
        return self.rep(node) == node or node in self._former

    def members(self, node: Node) -> list[Node]:
        """All names of a representative, or more than are written down where there are too many."""
        self.rep(node)
        return list(super().members(node))

    def everyone(self, node: Node) -> list[Node]:
        """All names of a representative, however many."""
        names = self.members(node)
        if len(names) <= MOST_NAMES:
            return names
        for link in self._links(None, node):
            self.rep(link)
        return list(super().members(node))

    def split(self, node: Node) -> None:
        """Take a representative and its names apart: each stands for itself."""
        for name in self._members.pop(node, [node]):
            self._first.pop(name, None)
            self._looked.add(name)

    def _look_up(self, node: NamedNode) -> None:
        first, others = node, self._others(node)
        while (smaller := min((first, *others), key=str)) != first:  # a link that is gone is looked for in vain
            first, others = smaller, self._others(smaller)
        names = list(dict.fromkeys((first, *others, node)))
        self._looked.update(names)
        if len(names) > 1:
            self.merge_all((first, name) for name in names)

    def _others(self, node: NamedNode) -> list[NamedNode]:
        some = islice(self._links(None, node), MOST_NAMES + 1)
        return list(dict.fromkeys([*self._links(node, None), *some]))

    def _links(self, one: NamedNode | None, other: Node | None) -> Iterator[NamedNode]:
        """Who is the same as one node, or the same as whom another one is."""
        for quad in self._store.quads_for_pattern(one, SAME_AS, other, DEFAULT):
            found = quad.subject if one is None else quad.object
            if isinstance(found, NamedNode) and (quad.subject, SAME_AS, quad.object) not in self._fresh:
                yield found
