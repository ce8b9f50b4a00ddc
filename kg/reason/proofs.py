"""Proofs searched backwards: a rule whose head is the triple and whose body holds, then the same for the body.

Everything that follows is held by the view, so each step is a look-up. Heights are tried one after the other, so that
the first proof found is one of the least height.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
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
        self.looks = 0

    def find(self, fact: Fact) -> Step | None:
        """A proof of the least height, None where there is none within bounds."""
        for height in range(MOST_STEPS):
            found = self._prove(fact, height)
            if found or self.looks > MOST_LOOKS:
                return found
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
            if self.looks > MOST_LOOKS:
                return None
            self._heights[fact] = up_to
        return None

    def _step(self, fact: Fact, height: int) -> Step | None:
        if height == 0:
            return None
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
        for trigger in self.rules.giving(fact):
            bound = unify(trigger.pattern, fact, {})
            for bindings in solve(self.view, trigger.rest, bound) if bound is not None else ():
                if passes(trigger.rule, bindings):
                    for premises in premises_of(self.view, trigger.rule, bindings):
                        if fact not in premises:
                            yield Instance(trigger.rule.name, trigger.rule.axioms, premises)
        yield from self._by_identity(fact)

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
        onward = [fact[2] for fact in self.view.match(node, SAME_AS, None)]
        back = [fact[0] for fact in self.view.match(None, SAME_AS, node)]
        return [name for name in dict.fromkeys([*onward, *back]) if name != node]


def premises_of(view: View, rule: Rule, bindings: Bindings) -> Iterator[tuple[Fact, ...]]:
    """What a rule draws from under these bindings, values as they are written there."""
    filled = [fill(pattern, bindings) for pattern in rule.body]
    return product(*(view.match(*fact) if isinstance(fact[2], Literal) else (fact,) for fact in filled))


def height_of(step: Step) -> int:
    """How many rules follow one another at most."""
    return 1 + max(map(height_of, step.premises), default=0) if step.rule else 0


def uses(steps: tuple[Step, ...], fact: Fact) -> bool:
    """Whether a triple is used anywhere in proofs."""
    return any(step.fact == fact or uses(step.premises, fact) for step in steps)


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
