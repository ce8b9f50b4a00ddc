"""Which triples are to be written down as inferences, told of a few at a time.

The same as ``engine.find_written`` less what is asserted, asked only of what may have changed.
"""

from collections.abc import Iterable, Iterator, Set

from pyoxigraph import Triple

from kg.graph import Graph
from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.reason.current import Current
from kg.reason.engine import expand, same_facts
from kg.reason.facts import Ground, is_named, is_shown
from kg.reason.index import MOST_NAMES
from kg.reason.rules import Fact, Node


class Writing:
    """Compares what is written with what is to be."""

    def __init__(self, graph: Graph, ground: Ground, current: Current) -> None:
        self.graph, self.ground, self.current = graph, ground, current
        self._focused: dict[Node, bool] = {}
        self._touched: Set[Node] = frozenset()

    def find(self, changed: Iterable[Fact], touched: Set[Node]) -> tuple[list[Triple], list[Triple]]:
        """What is to go and what is to come; ``touched`` are names whose sets of names changed."""
        removed, added, self._touched = list[Triple](), list[Triple](), touched
        for fact in dict.fromkeys(self._candidates(list(changed), touched)):
            wanted, there = self.is_wanted(fact), self.current.is_written(fact)
            if wanted != there:
                (added if wanted else removed).append(Triple(*fact))  # type: ignore[arg-type]  # shown facts are triples
        return removed, added

    def _candidates(self, changed: list[Fact], touched: Set[Node]) -> Iterator[Fact]:
        """Whatever may be written now and was not, or the other way round."""
        current, same = self.current, self.current.same
        yield from changed
        for fact in (*map(same.fact, changed), *current.top):
            yield from expand(fact, same)
        for fact in current.dead:  # what is written of names that were taken apart is looked at below
            if fact[0] not in current.dissolved and fact[2] not in current.dissolved:
                yield from expand(same.fact(fact), same)
        for node in touched:
            yield from current.inferred_of(node)
        for node in {same.rep(node) for node in touched}:
            for fact in current.all_about(node):
                yield from expand(same.fact(fact), same)
            yield from same_facts(node, list(same.everyone(node)))
        for node in {same.rep(node) for node in touched if self._is_unlike_itself(node)}:
            yield from expand((node, DIFFERENT_FROM, node), same)
        nodes = dict.fromkeys(node for fact in changed for node in (fact[0], fact[2]) if is_named(node))
        yield from self._grounded_around({*nodes, *touched, *(same.rep(node) for node in nodes)})

    def _is_unlike_itself(self, node: Node) -> bool:
        """Whether a name is different from one of the same thing; of representatives alone that is not written."""
        found = self.graph.store.quads_for_pattern(node, DIFFERENT_FROM, None, None)  # type: ignore[arg-type]  # an IRI
        return any(self.current.same.rep(quad.object) == self.current.same.rep(node) for quad in found)

    def _grounded_around(self, nodes: Iterable[Node]) -> Iterator[Fact]:
        """What the ontology alone gives nodes that the articles may name now, or no longer."""
        for node in nodes:
            if self.ground.facts.knows(node) and not self._stays(node):
                for fact in self.ground.facts.about(node):
                    yield from expand(fact, self.current.same)

    def _stays(self, node: Node) -> bool:
        """Whether articles spoke of a node before and do so now, and under the same names: nothing becomes of it."""
        said = self.current.said_of(node)
        return node not in self._touched and any(not self.current.is_fresh(fact) for fact in said)

    def is_wanted(self, fact: Fact) -> bool:
        """Whether a triple is to be written down."""
        if not is_shown(fact) or self.current.is_said(fact):
            return False
        same = self.current.same
        subject, object_ = same.rep(fact[0]), same.rep(fact[2])
        if fact[1] == SAME_AS:
            return subject == object_ and (len(same.members(subject)) <= MOST_NAMES or fact[2] == object_)
        if fact[0] in same.expanded(subject) and fact[2] in same.expanded(object_):
            known = (subject, fact[1], object_)
            if not self.ground.facts.holds(known) and self._holds(known):
                return True
        return self._is_grounded(fact, subject, object_)

    def _holds(self, fact: Fact) -> bool:
        """Whether a triple of representatives follows; that one is different from itself is written of names only."""
        unlike = fact[1] == DIFFERENT_FROM and fact[0] == fact[2]
        return self.current.is_leaf(fact) if unlike else self.current.holds(fact)

    def _is_grounded(self, fact: Fact, subject: Node, object_: Node) -> bool:
        """Whether the ontology alone gives a triple, of what the articles name."""
        expanded = self.current.same.expanded
        for one in dict.fromkeys((fact[0], subject)):
            for other in dict.fromkeys((fact[2], object_)):
                if self.ground.facts.holds((one, fact[1], other)) and self._is_focused(one):
                    written = fact[0] in expanded(one) and fact[2] in expanded(other)
                    if written and (fact[1] == TYPE or self._is_focused(other)):
                        return True
        return False

    def _is_focused(self, node: Node) -> bool:
        known = self._focused.get(node)
        if known is None:
            same = self.current.same
            merged = len(same.members(same.rep(node))) > 1
            known = merged or (is_named(node) and next(self.current.said_of(node), None) is not None)
            self._focused[node] = known
        return known
