"""Triples closed under all rules, axioms among themselves included: compile, run, and again while axioms come in."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, Triple

from kg.graph import terms
from kg.graph.terms import SAME_AS
from kg.reason.compile import Compiled, compile_rules, schema_rules
from kg.reason.forward import run
from kg.reason.index import Index, Sames
from kg.reason.orders import put_in_order
from kg.reason.rules import Fact, RuleSet, rule_set


@dataclass(frozen=True, slots=True)
class Closed:
    """Triples of representatives and all that follows, the rules that gave them, and who is the same."""

    index: Index
    same: Sames
    compiled: Compiled
    given: frozenset[Fact]


def is_axiom(fact: Fact) -> bool:
    """Whether a triple is about classes and properties, in the words of OWL, RDF Schema or SHACL."""
    return terms.is_axiom(fact[1], fact[2])


def close(triples: Iterable[Triple], *, unnamed: bool = False, reflexive: bool = False) -> Closed:
    """The closure of triples. ``unnamed`` draws types of unnamed classes, ``reflexive`` what is below itself."""
    facts = [(triple.subject, triple.predicate, triple.object) for triple in triples]
    same, index = Sames(), Index()
    same.merge_all((one, other) for one, predicate, other in facts if predicate == SAME_AS and is_pair(one, other))
    general = schema_rules(reflexive=reflexive)
    given = [fact for fact in facts if fact[1] != SAME_AS]
    fresh = [fact for fact in map(same.fact, given) if index.add(fact)]
    _run(index, rule_set(general), same, [fact for fact in fresh if is_axiom(fact)])
    while True:
        told = frozenset(map(same.fact, given))
        compiled = compile_rules(index, told.__contains__, unnamed=unnamed)
        axioms = {fact for fact in index if is_axiom(fact)}
        more = [fact for fact in map(same.fact, compiled.facts) if index.add(fact)]
        rules = rule_set([*general, *compiled.rules.rules])
        _run(index, rules, same, [*index, *more])
        if {fact for fact in index if is_axiom(fact)} == axioms:
            return Closed(index, same, compiled, told)


def _run(index: Index, rules: RuleSet, same: Sames, start: list[Fact]) -> None:
    """Draw all that follows by rules and by the order of classes and properties."""
    fresh = [*start, *put_in_order(index)]
    while fresh:
        run(index, rules, same, fresh)
        fresh = put_in_order(index)


def is_pair(one: object, other: object) -> bool:
    """Whether two nodes can be made the same; literals are the same by their value only."""
    return not isinstance(one, Literal) and not isinstance(other, Literal)
