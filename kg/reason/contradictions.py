"""What the axioms rule out and the triples say all the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.graph.terms import DIFFERENT_FROM, SAME_AS
from kg.reason.compile import Compiled
from kg.reason.index import Sames
from kg.reason.proofs import premises_of
from kg.reason.rules import Axiom, Fact, Rule, View, in_order, passes, solve
from kg.reason.values import is_malformed


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A rule that concludes *false*, the axiom, and the triples that it concludes it from."""

    name: str
    axioms: tuple[Axiom, ...]
    premises: tuple[Fact, ...]


def find_contradictions(view: View, compiled: Compiled, same: Sames) -> Iterator[Contradiction]:
    """Every one, in the order of rules; each set of premises once a rule."""
    yield from find_denied(view, compiled)
    yield from find_merged(view, compiled, same)
    yield from find_malformed(view)


def find_denied(view: View, compiled: Compiled) -> Iterator[Contradiction]:
    """What rules without a head find."""
    for rule in compiled.rules.denials:
        yield from _denied(view, rule)


def _denied(view: View, rule: Rule) -> Iterator[Contradiction]:
    seen = set[frozenset[Fact]]()
    for bindings in solve(view, in_order(rule.body, set()), {}):
        if passes(rule, bindings):
            premises = next(iter(premises_of(view, rule, bindings)))
            if frozenset(premises) not in seen:
                seen.add(frozenset(premises))
                yield Contradiction(rule.name, rule.axioms, tuple(dict.fromkeys(premises)))


def find_merged(view: View, compiled: Compiled, same: Sames) -> Iterator[Contradiction]:
    """Nodes that are the same and different."""
    for one, _, other in view.match(None, DIFFERENT_FROM, None):
        if same.rep(one) == same.rep(other):
            premises = ((one, DIFFERENT_FROM, other), *([(one, SAME_AS, other)] if one != other else []))
            yield Contradiction("eq-diff1", (), premises)
    for axiom, members in compiled.different:
        first = dict[object, int]()
        for number, member in enumerate(members):
            known = first.setdefault(same.rep(member), number)
            if known != number:
                yield Contradiction("eq-diff2", (axiom,), ((members[known], SAME_AS, member),))


def find_malformed(view: View) -> Iterator[Contradiction]:
    """Literals whose text is none of their datatype."""
    for fact in view.match(None, None, None):
        if isinstance(fact[2], Literal) and is_malformed(fact[2]):
            yield Contradiction("dt-not-type", (), (fact,))
