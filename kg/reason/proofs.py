"""Proofs searched backwards: a rule whose head is the triple and whose body holds, then the same for the body.

Everything that follows is held by the view, so each step is a look-up. Heights are tried one after the other, so that
the first proof found is one of the least height.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

from pyoxigraph import Literal, Variable

from kg.graph.terms import SAME_AS
from kg.reason.index import Found
from kg.reason.rules import (
    Axiom,
    Bindings,
    Fact,
    Node,
    Pattern,
    Rule,
    RuleSet,
    Term,
    View,
    fill,
    in_order,
    passes,
    solve,
    unify,
)

MOST_STEPS = 40  # the height at which a search ends
MOST_LOOKS = 200_000  # rule instances that a search looks at
FEW_STEPS = 8  # the height up to which a link between two of very many names is searched
DEEPEST = 20  # searches for links, each in another one
FEW_NAMES = 12  # of a thing, up to which the flattest proof that two of them are the same is searched


@dataclass(frozen=True, slots=True)
class Step:
    """A triple and the rule, axioms and premises that give it; a leaf has no rule."""

    fact: Fact
    rule: str = ""
    axioms: tuple[Axiom, ...] = ()
    premises: tuple["Step", ...] = ()


@dataclass(frozen=True, slots=True)
class Instance:
    """One way in which a rule gives a triple."""

    rule: str
    axioms: tuple[Axiom, ...]
    premises: tuple[Fact, ...]


class Prover:
    """Searches proofs in a view; ``is_leaf`` tells what needs none."""

    def __init__(self, view: View, rules: RuleSet, is_leaf: Callable[[Fact], bool]) -> None:
        self.view, self.rules, self._is_leaf = view, rules, is_leaf
        self._proofs: dict[Fact, Step] = {}
        self._heights: dict[Fact, int] = {}  # heights up to which there is none; what has a proof has one of the next
        self._instances: dict[Fact, Found[Instance]] = {}
        self._names: dict[Node, list[Node]] = {}
        self._paths: dict[Fact, tuple[Step, int] | None] = {}  # each with its height
        self._links: dict[Node, list[tuple[Node, Step]]] = {}
        self._busy = 0  # in how many searches for links this one is
        self._passing = list[Node]()  # nodes whose links were looked for in another such search
        self._unsure = set[Fact]()  # what was not proved in one
        self._merging = rules.merging
        self.looks, self._most = 0, MOST_LOOKS

    def close(self) -> None:
        """Let go of searches that are half done: each holds what the store is read with, and the prover.

        The store must be left in the thread that reads it, and whatever thread collects garbage may be another one.
        """
        self._instances.clear()

    def find(self, fact: Fact) -> Step | None:
        """A proof of the least height, None where there is none within bounds."""
        self._most = self.looks + MOST_LOOKS
        for height in range(MOST_STEPS):
            found = self._prove(fact, height)
            if found or self.looks > self._most:
                return without_detours(found) if found and self._paths else found
        return None

    def _prove(self, fact: Fact, height: int) -> Step | None:
        known = self._proofs.get(fact)
        none_up_to = self._heights.get(fact, -1)
        if known is not None:
            return known if none_up_to < height else None
        for up_to in range(none_up_to + 1, height + 1):
            found = Step(fact) if self._is_leaf(fact) else self._step(fact, up_to)
            if found:
                self._proofs[fact] = found
                return found
            if self.looks > self._most:
                return None
            self._heights[fact] = up_to
            if self._busy:
                self._unsure.add(fact)
        return None

    def _by_path(self, fact: Fact, height: int) -> Step | None:
        """The proof that two of very many names are the same, along the links that say so, one joined to the next.

        It is as flat as these links allow, but not always the flattest.
        """
        if fact not in self._paths:
            self._paths[fact] = None  # what its links rest on rests not on it
            path = self._find_path(fact[0], fact[2])
            if path is None and self._busy:
                del self._paths[fact]  # links are being looked for
                return None
            self._paths[fact] = (path, height_of(path)) if path else None
        found = self._paths[fact]
        return found[0] if found and found[1] <= height else None

    def _find_path(self, start: Node, end: Node) -> Step | None:
        came, agenda = dict[Node, Step | None]({start: None}), deque([start])
        while agenda and end not in came:
            node = agenda.popleft()
            for other, link in self._linked(node):
                if other not in came:
                    came[other] = link
                    agenda.append(other)
        links = list[Step]()
        while end != start:
            last = came.get(end)
            if last is None:
                return None
            links.append(last)
            end = last.fact[0]
        return join_all(links[::-1]) if links else None

    def _linked(self, node: Node) -> list[tuple[Node, Step]]:
        """The names that are the same as a node because that is asserted or a rule says so, in either direction."""
        if node not in self._links:
            names = self.names(node)
            found = [(other, link) for other in names if (link := self._link(node, other, self._asserted))]
            if self._busy == DEEPEST:
                return found
            self._links[node] = found
            self._busy += 1
            told = {other for other, _ in found}
            rest = [other for other in names if other not in told] if self._merging else []
            found += [(other, link) for other in rest if (link := self._link(node, other, self._merged))]
            self._busy -= 1
            self._forget(node)
        return self._links[node]

    def _forget(self, node: Node) -> None:
        """Forget what was not found while the links of a node, and with them those of others, were looked for."""
        if self._busy:
            self._passing.append(node)
            return
        for other in self._passing:
            self._links.pop(other, None)
        for fact in self._unsure - self._proofs.keys():
            self._heights.pop(fact, None)
        self._passing, self._unsure = [], set()

    def _link(self, one: Node, other: Node, prove: Callable[[Fact], Step | None]) -> Step | None:
        onward, back = (one, SAME_AS, other), (other, SAME_AS, one)
        step = prove(onward)
        if step:
            return step
        step = prove(back)
        return Step(onward, "eq-sym", (), (step,)) if step else None

    def _asserted(self, fact: Fact) -> Step | None:
        return Step(fact) if self._is_leaf(fact) else None

    def _merged(self, fact: Fact) -> Step | None:
        for instance in self._by_rules(fact):
            parts = [self._prove(premise, FEW_STEPS) for premise in instance.premises]
            if all(parts):
                return Step(fact, instance.rule, instance.axioms, tuple(part for part in parts if part))
        return None

    def _step(self, fact: Fact, height: int) -> Step | None:
        if height == 0:
            return None
        if fact[1] == SAME_AS and any(len(self.names(node)) > FEW_NAMES for node in (fact[0], fact[2])):
            found = self._by_path(fact, height)
            if found or self._busy or self._paths.get(fact):
                return found  # else the links rest on each other: every way is searched
        for instance in self.instances(fact):
            premises = []
            for premise in instance.premises:
                part = self._prove(premise, height - 1)
                if part is None:
                    break
                premises.append(part)
            else:
                return Step(fact, instance.rule, instance.axioms, tuple(premises))
        return None

    def all(self, fact: Fact, limit: int) -> list[Step]:
        """Every rule instance that gives a triple, each premise with a proof of its own; the least first."""
        found = []
        for instance in self.instances(fact):
            parts = [self.find(premise) for premise in instance.premises]
            step = Step(fact, instance.rule, instance.axioms, tuple(part for part in parts if part))
            if all(parts) and not uses(step.premises, fact):
                found.append(step)
        return sorted(found, key=height_of)[:limit]

    def instances(self, fact: Fact) -> Iterable[Instance]:
        """Every way in which a rule gives a triple from others that hold, searched as far as they are asked for."""
        known = self._instances.get(fact)
        if known is None:
            known = self._instances[fact] = Found(self._find_different(fact))
        return known

    def _find_different(self, fact: Fact) -> Iterator[Instance]:
        seen = set[Instance]()
        for instance in self._find_instances(fact):
            if instance not in seen:
                seen.add(instance)
                self.looks += 1
                yield instance

    def _find_instances(self, fact: Fact) -> Iterator[Instance]:
        yield from self._by_rules(fact)
        yield from self._by_identity(fact)

    def _by_rules(self, fact: Fact) -> Iterator[Instance]:
        for trigger in self.rules.giving(fact):
            bound = unify(trigger.pattern, fact, {})
            for bindings in solve(self.view, trigger.rest, bound) if bound is not None else ():
                if passes(trigger.rule, bindings):
                    for premises in premises_of(self.view, trigger.rule, bindings):
                        if fact not in premises:
                            yield Instance(trigger.rule.name, trigger.rule.axioms, premises)

    def _by_identity(self, fact: Fact) -> Iterator[Instance]:
        """eq-sym, eq-trans, eq-rep-s, eq-rep-o."""
        subject, predicate, object_ = fact
        if predicate == SAME_AS:
            yield from self._by_sameness(fact)
            return
        for name in self.names(subject):
            other = (name, predicate, object_)
            if self.view.holds(other):
                yield Instance("eq-rep-s", (), ((name, SAME_AS, subject), other))
        for name in self.names(object_):
            other = (subject, predicate, name)
            if self.view.holds(other):
                yield Instance("eq-rep-o", (), ((name, SAME_AS, object_), other))

    def _by_sameness(self, fact: Fact) -> Iterator[Instance]:
        one, _, other = fact
        backwards = (other, SAME_AS, one)
        if self.view.holds(backwards):
            yield Instance("eq-sym", (), (backwards,))
        for trigger in self.rules.giving(backwards):
            bound = unify(trigger.pattern, backwards, {})
            for bindings in solve(self.view, trigger.rest, bound) if bound is not None else ():
                if passes(trigger.rule, bindings):
                    for premises in premises_of(self.view, trigger.rule, bindings):
                        yield Instance(f"{trigger.rule.name} + eq-sym", trigger.rule.axioms, premises)
        for name in self.names(one):
            if name != other and self.view.holds((name, SAME_AS, other)):
                yield Instance("eq-trans", (), ((one, SAME_AS, name), (name, SAME_AS, other)))
                if self.view.holds((name, SAME_AS, one)):
                    yield Instance("eq-rep-s", (), ((name, SAME_AS, one), (name, SAME_AS, other)))

    def names(self, node: Node) -> list[Node]:
        """Other names of a node, as the view has them."""
        known = self._names.get(node)
        if known is None:
            onward = [fact[2] for fact in self.view.match(node, SAME_AS, None)]
            back = [fact[0] for fact in self.view.match(None, SAME_AS, node)]
            known = self._names[node] = [name for name in dict.fromkeys([*onward, *back]) if name != node]
        return known


def join_all(links: Sequence[Step]) -> Step:
    """Links one after the other as one proof, halved so that it is flat (eq-trans)."""
    if len(links) == 1:
        return links[0]
    half = len(links) // 2
    fact = (links[0].fact[0], SAME_AS, links[-1].fact[2])
    return Step(fact, "eq-trans", (), (join_all(links[:half]), join_all(links[half:])))


def premises_of(view: View, rule: Rule, bindings: Bindings) -> Iterator[tuple[Fact, ...]]:
    """What a rule draws from under these bindings, values as they are written there."""
    filled = [fill(pattern, bindings) for pattern in rule.body]
    return product(*(view.match(*fact) if isinstance(fact[2], Literal) else (fact,) for fact in filled))


def height_of(step: Step) -> int:
    """How many rules follow one another at most."""
    return _parts_of(step)[id(step)][0]


def _parts_of(step: Step) -> dict[int, tuple[int, Step]]:
    """The parts of a proof by identity, since they are shared, with their heights."""
    parts: dict[int, tuple[int, Step]] = {}

    def height(part: Step) -> int:
        if id(part) not in parts:
            parts[id(part)] = (1 + max(map(height, part.premises), default=0) if part.rule else 0), part
        return parts[id(part)][0]

    height(step)
    return parts


def without_detours(step: Step) -> Step:
    """A proof with the least of its proofs of a triple wherever that is used, so that none rests on itself."""
    least: dict[Fact, tuple[int, Step]] = {}
    for height, part in _parts_of(step).values():
        if part.fact not in least or height < least[part.fact][0]:
            least[part.fact] = height, part
    made: dict[Fact, Step] = {}

    def make(fact: Fact) -> Step:
        if fact not in made:
            best = least[fact][1]
            made[fact] = replace(best, premises=tuple(make(premise.fact) for premise in best.premises))
        return made[fact]

    return make(step.fact)


def uses(steps: Iterable[Step], fact: Fact) -> bool:
    """Whether a triple is used anywhere in proofs."""
    agenda, seen = list(steps), set[int]()
    while agenda:
        step = agenda.pop()
        if step.fact == fact:
            return True
        if id(step) not in seen:
            seen.add(id(step))
            agenda += step.premises
    return False


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule that would give a triple, what of its body holds, and what does not, in the words of patterns."""

    rule: str
    axioms: tuple[Axiom, ...]
    held: tuple[Fact, ...]
    missing: tuple[tuple[str | Node, str | Node, str | Node], ...]


def find_missing(view: View, rules: RuleSet, fact: Fact, limit: int = 12) -> list[Missing]:
    """For a triple that does not hold: the rules that would give it, those that lack least first."""
    found = []
    for trigger in rules.giving(fact):
        bound = unify(trigger.pattern, fact, {})
        if bound is not None:
            bindings = _most_held(view, trigger.rest, bound)
            filled = [tuple(_place(part, bindings) for part in pattern.terms) for pattern in trigger.rule.body]
            there = [part for part in filled if not any(isinstance(node, str) for node in part) and view.holds(part)]
            lacking = tuple(part for part in filled if part not in there)
            if not lacking:  # its tests do not pass
                continue
            found.append(Missing(trigger.rule.name, trigger.rule.axioms, tuple(there), lacking))
    return sorted(found, key=lambda missing: (len(missing.missing), -len(missing.held)))[:limit]


def _most_held(view: View, body: tuple[Pattern, ...], bound: Bindings) -> Bindings:
    """Bindings under which as much of a body holds as can."""
    for size in range(len(body) - 1, 0, -1):
        for part in combinations(body, size):
            found = next(solve(view, in_order(part, set(bound)), bound), None)
            if found is not None:
                return found
    return bound


def _place(part: Term, bindings: Bindings) -> Any:
    """What stands in a place: a node, or the name of a variable as text."""
    return bindings.get(part, f"?{part.value}") if isinstance(part, Variable) else part
