"""A store as a view: what holds in a graph, by the store's own indexes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.terms import SAME_AS, TYPE
from kg.names import XSD
from kg.reason.facts import is_written_of
from kg.reason.index import MOST_NAMES, Found, Sames
from kg.reason.rules import Fact, Node, View
from kg.reason.values import canonical

DEFAULT = DefaultGraph()
MOST_READ = 24  # triples of one subject, or one object, that are read at once
OFTEN = 3  # times that triples of one object are looked up before all are read
Row = dict[Node, list[Fact]]
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
        return find_in(self.store, subject, predicate, object_)

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        subject, predicate, object_ = fact
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return False
        return Quad(subject, predicate, object_, DEFAULT) in self.store  # type: ignore[arg-type]  # a triple's places


def find_in(store: Store, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
    """The triples of a store's default graph that fit, one by one.

    Not a method: what is half read and kept by a view would keep the view, and with it the store open.
    """
    if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
        return
    wanted = [object_, *writings(object_)] if isinstance(object_, Literal) else [object_]
    for each in wanted:
        for quad in store.quads_for_pattern(subject, predicate, each, DEFAULT):  # type: ignore[arg-type]  # no literals
            yield quad.subject, quad.predicate, quad.object


class Beside:
    """The triples of a store and those beside it, one by one."""

    def __init__(self, store: StoreView, facts: View) -> None:
        self._store, self._facts = store, facts

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """All triples that fit."""
        yield from self._store.find(subject, predicate, object_)
        yield from self._facts.match(subject, predicate, object_)

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        return self._store.holds(fact) or self._facts.holds(fact)


class StillView(StoreView):
    """The same of a store that does not change meanwhile: what was looked up once is kept.

    Of a node that has few triples all are read at once, where many rules ask for some of them: those of which
    something is new, ``busy``, whatever is asked of again, and what is an object several times.
    """

    def __init__(self, store: Store, busy: Iterable[Node] = ()) -> None:
        super().__init__(store)
        self._asked, self._asked_into = set(busy), Counter[Node]()
        self._held: dict[Fact, bool] = {}
        self._rows: dict[Node, Row | None] = {}
        self._rows_into: dict[Node, Row | None] = {}
        self._found: dict[tuple[Node | None, Node | None, Node | None], Found[Fact]] = {}

    def find(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """All triples that fit, one by one."""
        if subject is not None and not isinstance(object_, Literal):
            row = self._row(subject) if subject in self._asked else None
            if row is not None:
                return self._pick(row, predicate, object_)
            self._asked.add(subject)
        elif subject is None and isinstance(object_, NamedNode) and predicate not in (None, TYPE):
            self._asked_into[object_] += 1
            row = self._row_into(object_) if self._asked_into[object_] > OFTEN else None
            if row is not None:
                return iter(row.get(predicate, ()))
        key = (subject, predicate, object_)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = Found(find_in(self.store, subject, predicate, object_))
        return iter(known)

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        known = self._held.get(fact)
        if known is None:
            row = self._rows.get(fact[0])
            known = self._held[fact] = super().holds(fact) if row is None else fact in row.get(fact[1], ())
        return known

    def _row(self, node: Node) -> Row | None:
        """All triples that a node is the subject of, by predicate; None where these are many."""
        if node not in self._rows:
            self._rows[node] = read_row(super().find(node, None, None))
        return self._rows[node]

    def _row_into(self, node: Node) -> Row | None:
        """All triples that a node is the object of, by predicate; None where these are many."""
        if node not in self._rows_into:
            self._rows_into[node] = read_row(super().find(None, None, node))
        return self._rows_into[node]

    def _pick(self, row: Row, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """Those of a node's triples that fit."""
        found = row.get(predicate, []) if predicate is not None else [fact for facts in row.values() for fact in facts]
        return iter(found) if object_ is None else iter([fact for fact in found if fact[2] == object_])


def read_row(facts: Iterator[Fact]) -> Row | None:
    """Triples by predicate, None where these are many."""
    some, row = list(islice(facts, MOST_READ + 1)), Row()
    for fact in some:
        row.setdefault(fact[1], []).append(fact)
    return row if len(some) <= MOST_READ else None


def writings(literal: Literal) -> list[Literal]:
    """The other literals of the value of a number or string, one of each datatype; a store keeps one form of each."""
    value = canonical(literal)
    kinds = {_DECIMAL: _NUMBERS, _STRING: _STRINGS}.get(value.datatype.value, [])
    return [other for kind in kinds if (other := Literal(value.value, datatype=kind)) != literal]


class StoreSames(Sames):
    """Who is the same as whom in a store that was up to date before the links ``fresh`` came in and ``gone`` went out.

    ``alone`` are nodes that have no other names in the store, to which those are added that are found to have none.
    A link between names is written in both directions, but of the ``crowded``, which have many names, those of others
    to them alone: with these known, most names need to be looked up in one direction only.
    """

    def __init__(
        self,
        view: StoreView,
        ground: Sames,
        fresh: frozenset[Fact] = frozenset(),
        gone: frozenset[Fact] = frozenset(),
        *,
        alone: set[Node] | None = None,
        crowded: Set[Node] | None = None,
    ) -> None:
        super().__init__()
        self._view, self._ground, self._fresh = view, ground, fresh
        self._alone = set[Node]() if alone is None else alone
        self._crowded, self._relinked = crowded, {node for fact in (*fresh, *gone) for node in (fact[0], fact[2])}
        self._former, self._whole, self._counted = set[Node](), set[Node](), dict[Node, int]()
        self._none = next(self._links(None, None), None) is None

    def rep(self, node: Node) -> Node:
        """The representative."""
        known = self._first.get(node)
        if known is None:
            if node not in self._alone:
                self._look_up(node)
            known = self._first.setdefault(node, node)
        return known

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
        known = self._members.get(self.rep(node))
        return list(known) if known else [node]

    def everyone(self, node: Node) -> list[Node]:
        """All names of a representative, however many."""
        names = self.members(node)
        if len(names) <= MOST_NAMES or self._counted.get(node) == len(names):
            return names
        for center in names:  # each node that represented some of these
            if center not in self._whole and (center == node or center in self._former):
                self._whole.add(center)
                for link in self._links(None, center):
                    self.rep(link)
        names = self.members(node)
        self._counted[node] = len(names)
        return names

    def split(self, node: Node) -> None:
        """Take a representative and its names apart: each stands for itself."""
        for name in self._members.pop(node, [node]):
            self._first[name] = name

    def _look_up(self, node: Node) -> None:
        first, others = node, self._others(node)
        while (smaller := min((first, *others), key=str)) != first:  # a link that is gone is looked for in vain
            first, others = smaller, self._others(smaller)
        names = dict[Node, None].fromkeys((first, *others, node))
        for name in list(names):
            names.update(dict.fromkeys(self._ground.members(self._ground.rep(name))))
        if len(names) == 1:
            self._alone.add(node)
            return
        for name in names:
            self._first.setdefault(name, name)
        self.merge_all((first, name) for name in names)

    def _others(self, node: Node) -> list[NamedNode]:
        if self._none or not isinstance(node, NamedNode):
            return []
        onward = self._links(node, None)
        if self._crowded is not None and is_written_of(node) and node not in self._crowded | self._relinked:
            return list(onward)
        return list(dict.fromkeys([*onward, *islice(self._links(None, node), MOST_NAMES + 1)]))

    def _links(self, one: NamedNode | None, other: Node | None) -> Iterator[NamedNode]:
        """Who is the same as one node, or the same as whom another one is."""
        for fact in self._view.find(one, SAME_AS, other):
            found = fact[0] if one is None else fact[2]
            if isinstance(found, NamedNode) and fact not in self._fresh:
                yield found
