"""Rules run forward from new triples, tuple at a time: a delta over whatever view holds the rest.

Triples are of representatives (eq-sym, eq-trans and eq-rep of the OWL 2 RL rules); ``owl:sameAs`` itself is kept
in ``Sames`` and not as triples.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import Literal

from kg.graph.terms import SAME_AS
from kg.reason.index import Sames
from kg.reason.rules import Fact, Node, RuleSet, View, fill, passes, solve, unify


class Working(View, Protocol):
    """A view that takes new triples."""

    def add(self, fact: Fact) -> bool:
        """Put a triple in; whether it was not there."""

    def discard(self, fact: Fact) -> None:
        """Take a triple out again, where the view itself holds it."""

    def about(self, node: Node) -> list[Fact]:
        """All triples with a node as subject, predicate or object."""


@dataclass(slots=True)
class Outcome:
    """What a run gave: the new triples, and pairs of literals that were to be the same and are not."""

    facts: list[Fact] = field(default_factory=list)
    merged: list[tuple[Node, Node]] = field(default_factory=list)


def run(view: Working, rules: RuleSet, same: Sames, start: Iterable[Fact]) -> Outcome:
    """Draw all that follows once ``start``, which the view holds already, is new."""
    done, agenda = Outcome(), deque(start)
    while agenda:
        fact = agenda.popleft()
        if fact[1] == SAME_AS:
            _merge(view, same, fact, agenda, done)
            continue
        now = same.fact(fact)
        if now != fact and view.add(now):
            done.facts.append(now)
        for head in dict.fromkeys(conclude(view, rules, now)):
            known = same.fact(head)
            if known[1] == SAME_AS:
                if known[0] != known[2]:
                    agenda.append(known)
            elif view.add(known):
                done.facts.append(known)
                agenda.append(known)
    return done


def conclude(view: View, rules: RuleSet, fact: Fact) -> Iterator[Fact]:
    """What follows by one rule from a triple together with what the view holds, some of it more than once."""
    for trigger in rules.triggered(fact):
        head, first = trigger.rule.head, unify(trigger.pattern, fact, {})
        if first is None or head is None:
            continue
        for bindings in solve(view, trigger.rest, first):
            if passes(trigger.rule, bindings):
                yield fill(head, bindings)


def _merge(view: Working, same: Sames, fact: Fact, agenda: deque[Fact], done: Outcome) -> None:
    """Make two nodes the same; what was known of the one that no longer represents them is new of the other."""
    if isinstance(fact[0], Literal) or isinstance(fact[2], Literal):
        return
    changed = same.merge(fact[0], fact[2])
    if changed is None:
        return
    done.merged.append(changed)
    for known in view.about(changed[1]):
        moved = same.fact(known)
        view.discard(known)
        if view.add(moved):
            done.facts.append(moved)
            agenda.append(moved)
