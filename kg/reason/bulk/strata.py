"""Which rules run when: each relation after those that it is drawn from, those that need each other together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Variable

from kg.graph.terms import TYPE
from kg.reason.bulk.queries import relations_of
from kg.reason.bulk.tables import Relation, Tables, relation_of
from kg.reason.orders import find_circles
from kg.reason.rules import Node, Pattern, Rule, Term, is_merge

Needs = dict[Relation, dict[Relation, None]]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Relations that need each other, and the rules that give them; ``again`` where these must be run repeatedly."""

    relations: tuple[Relation, ...]
    rules: tuple[Rule, ...]
    again: bool


def find_strata(tables: Tables, rules: Sequence[Rule]) -> list[Stratum]:
    """All relations that rules give, in an order in which each needs only itself and those before."""
    needs, by_head = Needs(), dict[Relation, list[Rule]]()
    for rule in rules:
        body = relations_of(tables, rule)
        for relation in body:
            needs.setdefault(relation, {})
        if rule.head and not is_merge(rule):
            head = relation_of(tables.ids, rule.head)
            needs.setdefault(head, {}).update(dict.fromkeys(body))
            by_head.setdefault(head, []).append(rule)
    found = []
    for members in find_circles(needs):
        giving = tuple(rule for relation in members for rule in by_head.get(relation, ()))
        if giving:
            found.append(Stratum(members, giving, len(members) > 1 or members[0] in needs[members[0]]))
    return found


def instantiate(rules: Iterable[Rule], predicates: Sequence[Node], classes: Sequence[Node]) -> Iterator[Rule]:
    """Rules with every property and class that there is in the place of variables for these."""
    for rule in rules:
        open_ones = list(dict.fromkeys(p.predicate for p in _patterns(rule) if isinstance(p.predicate, Variable)))
        for choice in product(predicates, repeat=len(open_ones)):
            yield from _with_classes(_bind(rule, dict(zip(open_ones, choice, strict=True))), classes)


def _with_classes(rule: Rule, classes: Sequence[Node]) -> Iterator[Rule]:
    kinds = list(dict.fromkeys(p.object for p in _patterns(rule) if is_open_type(p)))
    for choice in product(classes, repeat=len(kinds)):
        yield _bind(rule, dict(zip(kinds, choice, strict=True)))


def _patterns(rule: Rule) -> list[Pattern]:
    return [*rule.body, *([rule.head] if rule.head else [])]


def _bind(rule: Rule, names: Mapping[Term, Node]) -> Rule:
    if not names:
        return rule

    def bind(pattern: Pattern) -> Pattern:
        subject, predicate, object_ = (names.get(term, term) for term in pattern.terms)
        return Pattern(subject, predicate, object_)

    head = bind(rule.head) if rule.head else None
    return Rule(rule.name, tuple(map(bind, rule.body)), head, rule.axioms, rule.tests)


def is_open(rule: Rule) -> bool:
    """Whether a rule has a variable for a property or a class."""
    return any(isinstance(p.predicate, Variable) or is_open_type(p) for p in _patterns(rule))


def is_open_type(pattern: Pattern) -> bool:
    """Whether a pattern is a type with a variable for the class."""
    return pattern.predicate == TYPE and isinstance(pattern.object, Variable)


def count_instances(rules: Iterable[Rule], predicates: int, classes: int) -> int:
    """How many rules instantiating gives at most."""
    total = 0
    for rule in rules:
        kinds = {p.predicate for p in _patterns(rule) if isinstance(p.predicate, Variable)}
        total += predicates ** len(kinds) * classes ** len({p.object for p in _patterns(rule) if is_open_type(p)})
    return total
