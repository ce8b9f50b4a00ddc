"""What no longer follows once assertions are gone: fallen first, then held up again by what is left.

Delete and rederive, but a triple from which much follows, or any once much has fallen, does not fall as long as it
has a short proof from what is asserted. Names that were one because of what fell are taken apart, and all that is known
of them is put together anew.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import Literal, NamedNode, Variable

from kg.graph.terms import SAME_AS
from kg.reason.current import Current
from kg.reason.facts import Ground
from kg.reason.forward import conclude
from kg.reason.index import Found, Sames
from kg.reason.rules import Bindings, Fact, Node, Rule, View, bound, fill, is_merge, passes, solve, unify

TRIES = 24  # ways of proving that are tried before a triple is let fall for the time being
HEIGHT = 2
FEW = 24  # conclusions from a triple, up to which letting them fall costs less than a proof
MANY = 20_000  # fallen triples, from which on none falls that has a short proof


class Fall:
    """Lets fall what rested on assertions that are gone."""

    def __init__(self, current: Current, ground: Ground) -> None:
        self.current, self.ground = current, ground
        self._merges = ground.rules.merging
        self._unlinked: set[Node] = set()
        self._firm: dict[Node, bool] = {}
        self._stood: dict[tuple[Fact, int], bool] = {}
        self._ways: dict[Fact, Found[tuple[Fact, ...]]] = {}
        self._agenda: deque[Fact] = deque()

    def run(self, gone: Iterable[Fact]) -> None:
        """Let fall what rested on these; ``current`` knows afterwards what fell."""
        current, same = self.current, self.current.same
        facts = list(gone)
        self._unlinked.update(same.rep(fact[0]) for fact in facts if fact[1] == SAME_AS)
        for fact in facts:
            for node in (fact[0], fact[2]):
                self._check(same.rep(node))
            known = same.fact(fact)
            if fact[1] != SAME_AS:
                current.past.add(known)
                if not current.is_leaf(known):
                    self._drop(known)
        while self._agenda:
            self._follow(self._agenda.popleft())

    def _drop(self, fact: Fact) -> None:
        if fact not in self.current.dead:
            self.current.dead.add(fact)
            self._agenda.append(fact)

    def _follow(self, fact: Fact) -> None:
        """Let fall what was concluded from a triple, unless something else holds it up."""
        current = self.current
        for node in self._merged_by(fact):
            self._check(node)
        heads = conclude(current, self.ground.rules, fact)
        some = list(islice(heads, FEW + 1))
        if len(some) > FEW and self._is_kept(fact):
            return
        for head in dict.fromkeys((*some, *heads)):
            known = current.same.fact(head)
            if known in current.dead or known[1] == SAME_AS or not current.held(known):
                continue
            for node in (known[0], known[2]):
                self._check(node)
            height = HEIGHT if len(current.dead) > MANY else 0
            if known not in current.dead and not self._stands(known, height):
                self._drop(known)

    def _is_kept(self, fact: Fact) -> bool:
        """Whether a triple that was let fall has a short proof; then it did not fall."""
        dead, rep = self.current.dead, self.current.same.rep
        dead.discard(fact)
        if self._is_firm(rep(fact[0])) and self._is_firm(rep(fact[2])) and self._stands(fact, HEIGHT):
            return True
        dead.add(fact)
        return False

    def _merged_by(self, fact: Fact) -> Iterator[Node]:
        """The representatives of names that a triple has a part in making one."""
        same = self.current.same
        for trigger in self.ground.rules.triggered(fact) if self._merges else ():
            if is_merge(trigger.rule) and trigger.rule.head is not None:
                first = unify(trigger.pattern, fact, {})
                for bindings in solve(self.current, trigger.rest, first) if first is not None else ():
                    node = bound(trigger.rule.head.subject, bindings)
                    if node is not None:
                        yield same.rep(node)

    def _check(self, node: Node) -> None:
        """Take the names of a node apart unless assertions alone make them one."""
        if node in self.current.dissolved or self._is_firm(node):
            return
        about = [fact for fact in self.current.about(node) if self.current.same.fact(fact) == fact]
        self.current.dissolve(node)
        for fact in about:
            self._drop(fact)

    def _is_firm(self, node: Node) -> bool:
        if not self._merges and node not in self._unlinked:
            return True  # assertions alone make names one, and none of those that do so here is gone
        known = self._firm.get(node)
        if known is None:
            names: list[Node] = list(self.current.names(node)) if isinstance(node, NamedNode) else [node]
            if len(names) > 1:
                linked = link_of(self.current, self.ground, names)
                names = list({linked.rep(name) for name in names})
            known = self._firm[node] = len(names) == 1
        return known

    def _stands(self, fact: Fact, height: int) -> bool:
        """Whether a triple has a proof of at most this height from what is asserted now.

        What is found once stays: whatever falls later was not asserted.
        """
        known = self._stood.get((fact, height))
        if known is None:
            known = any(self._is_proved(fact, up_to) for up_to in range(height + 1))
            self._stood[fact, height] = known
        return known

    def _is_proved(self, fact: Fact, height: int) -> bool:
        if self.current.is_leaf(fact):
            return True
        if height == 0 or fact in self.current.dead:
            return False
        ways = self._ways.get(fact)
        if ways is None:
            ways = self._ways[fact] = Found(self._find_ways(fact))
        return any(all(self._holds_up(premise, height - 1) for premise in premises) for premises in ways)

    def _find_ways(self, fact: Fact) -> Iterator[tuple[Fact, ...]]:
        """The premises of some ways in which a rule gives a triple."""
        for trigger in self.ground.rules.giving(fact):
            first = unify(trigger.pattern, fact, {})
            for bindings in islice(solve(self.current, trigger.rest, first), TRIES) if first is not None else ():
                if passes(trigger.rule, bindings):
                    yield tuple(fill(pattern, bindings) for pattern in trigger.rule.body)

    def _holds_up(self, fact: Fact, height: int) -> bool:
        if fact in self.current.dead:
            return False
        if self._merges or self._unlinked:
            rep = self.current.same.rep
            if not (self._is_firm(rep(fact[0])) and self._is_firm(rep(fact[2]))):
                return False
        return self._stands(fact, height)


def link_of(current: Current, ground: Ground, names: list[Node]) -> Sames:
    """Who of some names is the same by what is asserted now and by the ontology."""
    linked, wanted, pairs = Sames(), set(names), list[tuple[Node, Node]]()
    store = current.graph.store
    for name in names:
        if not isinstance(name, NamedNode):
            continue
        if ground.same.rep(name) != name:
            pairs.append((name, ground.same.rep(name)))
        for quad in store.quads_for_pattern(name, SAME_AS, None, None):
            if quad.object in wanted and current.is_source(quad) and not current.is_fresh((name, SAME_AS, quad.object)):
                pairs.append((name, quad.object))
    linked.merge_all(pairs)
    return linked


def take_apart(current: Current, ground: Ground) -> list[Fact]:
    """Split the names that fell apart, as far as nothing asserted makes them one; what is known of each, told anew."""
    same, links = current.same, list[tuple[Node, Node]]()
    for node, names in current.dissolved.items():
        linked = link_of(current, ground, names)
        links += [(linked.rep(name), name) for name in names if linked.rep(name) != name]
        same.split(node)
    same.merge_all(links)
    return [fact for names in current.dissolved.values() for name in names for fact in told_of(current, ground, name)]


def told_of(current: Current, ground: Ground, name: Node) -> Iterator[Fact]:
    """What is asserted of a name, and what the ontology alone gives it under names that are others now."""
    told = [fact for fact in current.said_of(name) if not current.is_fresh(fact)]
    for fact in (*told, *ground.facts.about(name)):
        known = current.same.fact(fact)
        if known[1] != SAME_AS and not ground.facts.holds(known):
            current.add(known)
            yield known


def hold_up(current: Current, ground: Ground) -> list[Fact]:
    """Those of the fallen, and of what is asserted no more, that something left still gives, in one step.

    What is asserted of names that were taken apart is told anew already.
    """
    found, parts = [], {node: parts_of(current, names) for node, names in current.dissolved.items()}
    for fact in dict.fromkeys([*current.dead, *current.past]):
        is_told = fact[0] in parts or fact[2] in parts
        for subject in parts.get(fact[0]) or parts_of(current, [fact[0]]):
            for object_ in parts.get(fact[2]) or parts_of(current, [fact[2]]):
                variant = subject, fact[1], object_
                if current.holds(variant):
                    continue
                if (not is_told and current.is_leaf(variant)) or is_given(current, ground, variant):
                    current.top.add(variant)
                    found.append(variant)
    return found


def parts_of(current: Current, names: Iterable[Node]) -> list[Node]:
    """Those that names stand for now."""
    return list(dict.fromkeys(map(current.same.rep, names)))


def is_given(view: View, ground: Ground, fact: Fact) -> bool:
    """Whether one rule gives a triple from what a view holds."""
    for trigger in ground.rules.giving(fact):
        first = unify(trigger.pattern, fact, {})
        for found in solve(view, trigger.rest, first) if first is not None else ():
            if passes(trigger.rule, found) and is_so_written(view, trigger.rule, found, fact):
                return True
    return False


def is_so_written(view: View, rule: Rule, bindings: Bindings, fact: Fact) -> bool:
    """Whether a rule gives the value of a triple as it is written there, and not one that is equal to it."""
    place = rule.head.object if rule.head else None
    if isinstance(fact[2], Literal) and isinstance(place, Variable):
        return any(view.holds(fill(pattern, bindings)) for pattern in rule.body if pattern.object == place)
    return not isinstance(place, Literal) or place == fact[2]
