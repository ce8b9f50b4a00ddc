"""The closure that a store holds, as it changes: what it held, less what falls, and what is new.

As everywhere in reasoning, triples are of representatives; those under other names are left aside.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.graph import Graph
from kg.graph.terms import SAME_AS, TYPE, is_evidence
from kg.reason.facts import Ground, is_read
from kg.reason.index import Index
from kg.reason.rules import Fact, Node
from kg.reason.views import StillView, StoreSames


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asserted now and was not, and the other way round; what is ``novel`` was not even inferred."""

    fresh: tuple[Fact, ...]
    gone: tuple[Fact, ...]
    novel: frozenset[Fact] = frozenset()


class Current:
    """A view of the closure while it is brought up to date; the store itself does not change meanwhile.

    ``past`` holds what was asserted and is no more; it is seen, as all that fell, as long as ``looks_back``.
    """

    def __init__(self, graph: Graph, ground: Ground, same: StoreSames, store: StillView, turn: Turn) -> None:
        self.graph, self.ground, self.same = graph, ground.facts, same
        self.top, self.past, self._fresh = Index(), Index(), frozenset(turn.fresh)
        self.dead: set[Fact] = set()
        self.dissolved: dict[Node, list[Node]] = {}
        self.looks_back = True
        self._loose: set[Node] = set()
        self._store = store
        self._plain: dict[Node, bool] = {}
        self._leaves: dict[Fact, bool] = {}
        self._written: dict[Fact, bool] = dict.fromkeys(turn.novel, False)

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """All triples that fit, one by one; some may come twice."""
        if self.top.size:
            yield from self.top.match(subject, predicate, object_)
        if self.looks_back and self.past.size:
            yield from self.past.match(subject, predicate, object_)
        for fact in self._stored(subject, predicate, object_):
            if self._seen(fact):
                yield fact
        for fact in self.ground.match(subject, predicate, object_):
            if self._is_representative(fact):
                yield fact

    def _stored(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterable[Fact]:
        found = self._store.find(subject, predicate, object_)
        if predicate is None or (predicate == TYPE and object_ is None) or not self._is_plain(predicate):
            return (fact for fact in found if is_read(fact))
        return found

    def _is_plain(self, predicate: Node) -> bool:
        """Whether all triples with a predicate are read, whatever they are about."""
        known = self._plain.get(predicate)
        if known is None:
            known = predicate == TYPE or is_read((predicate, predicate, predicate))
            self._plain[predicate] = known
        return known

    def _seen(self, fact: Fact) -> bool:
        if not self.looks_back:
            if fact in self.dead:
                return False
            if self._loose and (fact[0] in self._loose or fact[2] in self._loose):
                return False  # what is known of these is put together anew
        return self._is_representative(fact)

    def _is_representative(self, fact: Fact) -> bool:
        rep, subject, object_ = self.same.rep, fact[0], fact[2]
        return rep(subject) == subject and rep(object_) == object_

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        if self.top.holds(fact) or (self.looks_back and self.past.holds(fact)):
            return True
        if self.ground.holds(fact):
            return self._is_representative(fact)
        return self._store.holds(fact) and self._seen(fact)

    def held(self, fact: Fact) -> bool:
        """Whether the store has a triple, whatever became of it since."""
        return self._store.holds(fact)

    def add(self, fact: Fact) -> bool:
        """Put a triple in; whether it was not there."""
        return not self.holds(fact) and self.top.add(fact)

    def discard(self, fact: Fact) -> None:
        """Take a new triple out again."""
        self.top.discard(fact)

    def about(self, node: Node) -> list[Fact]:
        """All triples with a node as subject or object, also where another one represents it since it was merged."""
        stood = self.same.was_representative
        return [fact for fact in self.all_about(node) if stood(fact[0]) and stood(fact[2])]

    def all_about(self, node: Node) -> list[Fact]:
        """The same and what is written under other names, which only repeats these, also after they fell."""
        found = dict.fromkeys([*self.top.match(node, None, None), *self.top.match(None, None, node)])
        for fact in (*self._stored(node, None, None), *self._stored(None, None, node)):
            if not (fact in self.dead or fact[0] in self._loose or fact[2] in self._loose or fact[1] == SAME_AS):
                found[fact] = None
        found.update(dict.fromkeys(self.ground.about(node)))
        return list(found)

    def is_leaf(self, fact: Fact) -> bool:
        """Whether a triple needs no proof: asserted, or known from the ontology alone, under any of its names."""
        known = self._leaves.get(fact)
        if known is None:
            known = self._is_given(fact) or any(map(self._is_given, self.named(fact)))
            self._leaves[fact] = known
        return known

    def named(self, fact: Fact) -> Iterator[Fact]:
        """A triple under all names."""
        for subject in self.names(fact[0]):
            for object_ in self.names(fact[2]):
                yield subject, fact[1], object_

    def names(self, node: Node) -> Iterable[Node]:
        """All names of a representative, however many."""
        return self.same.everyone(node)

    def _is_given(self, fact: Fact) -> bool:
        return self.ground.holds(fact) or self.is_asserted(fact)

    def is_asserted(self, fact: Fact) -> bool:
        """Whether an article or an analyst asserts a triple.

        What is among the inferences is asserted by nobody, unless it is asserted only now.
        """
        if fact in self._fresh:
            return True
        if not self._store.holds(fact) or self.is_written(fact):
            return False
        return is_read(fact) and any(map(self.is_source, self._quads(fact)))

    def is_source(self, quad: Quad) -> bool:
        """Whether a quad stands where articles and analysts assert what is read."""
        return is_source(self.graph, quad)

    def is_written(self, fact: Fact) -> bool:
        """Whether the store has a triple among its inferences."""
        known = self._written.get(fact)
        if known is None:
            there = self._store.holds(fact)
            known = there and Quad(*fact, self.graph.inferred) in self.graph.store  # type: ignore[arg-type]  # a triple
            self._written[fact] = known
        return known

    def is_said(self, fact: Fact) -> bool:
        """Whether anybody but the reasoner says a triple: then it is no inference."""
        if fact in self._fresh:
            return True
        if not self._store.holds(fact) or self.is_written(fact):
            return False
        return any(
            isinstance(quad.graph_name, NamedNode) and quad.graph_name != self.graph.inferred
            for quad in self._quads(fact)
        )

    def _quads(self, fact: Fact) -> Iterator[Quad]:
        subject, predicate, object_ = fact
        if isinstance(subject, Literal) or isinstance(predicate, Literal | BlankNode):
            return iter(())
        return self.graph.store.quads_for_pattern(subject, predicate, object_, None)  # type: ignore[arg-type]  # no literals

    def is_fresh(self, fact: Fact) -> bool:
        """Whether a triple is asserted only now."""
        return fact in self._fresh

    def said_of(self, node: Node) -> Iterator[Fact]:
        """What articles and analysts assert of a node."""
        store = self.graph.store
        for quads in (
            store.quads_for_pattern(node, None, None, None),  # type: ignore[arg-type]  # an IRI
            store.quads_for_pattern(None, None, node, None),
        ):
            for quad in quads:
                fact = (quad.subject, quad.predicate, quad.object)
                if self.is_source(quad) and is_read(fact):
                    yield fact

    def inferred_of(self, node: Node) -> Iterator[Fact]:
        """What the store has among its inferences of a node."""
        store, inferred = self.graph.store, self.graph.inferred
        onward = store.quads_for_pattern(node, None, None, inferred)  # type: ignore[arg-type]  # an IRI
        for quad in (*onward, *store.quads_for_pattern(None, None, node, inferred)):
            yield quad.subject, quad.predicate, quad.object

    def dissolve(self, node: Node) -> None:
        """Note that the names of a representative may be several things; nothing is as certain of any of them."""
        names = list(self.names(node))
        self.dissolved[node] = names
        self._loose.update(names)

    def look_ahead(self) -> None:
        """See what is left, from now on, and none of what fell."""
        self.looks_back = False
        if self.dissolved:
            self._leaves.clear()


def is_source(graph: Graph, quad: Quad) -> bool:
    """Whether a quad stands where articles and analysts assert, not in the ontology, among evidence or inferences."""
    name = quad.graph_name
    if not isinstance(name, NamedNode) or name in (graph.inferred, graph.ontology):
        return False
    return name == graph.corrected or not is_evidence(name)
