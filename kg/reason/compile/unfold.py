"""Rules without unnamed classes: what goes through one is joined to what comes out of it.

``X`` in "some ally of a state" is no class that a graph could show; a rule that gives it and one that takes it become
one rule, which has the names and axioms of both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from pyoxigraph import BlankNode, NamedNode, Variable

from kg.graph.terms import TYPE
from kg.names import OWL, RDFS
from kg.reason.rules import Pattern, Rule, Term, Test, View

MOST = 2000  # rules that unfolding may give, before it is given up


def is_hidden(pattern: Pattern | None) -> bool:
    """Whether a pattern is about an unnamed class, or one of OWL itself, which no graph shows."""
    if pattern is None or pattern.predicate != TYPE:
        return False
    cls = pattern.object
    return isinstance(cls, BlankNode) or (isinstance(cls, NamedNode) and cls.value.startswith((OWL, RDFS)))


def unfold(rules: Sequence[Rule], shown: Callable[[Term], bool]) -> tuple[list[Rule], list[Rule]]:
    """Rules whose heads name no unnamed class, and those that could not be made so.

    ``shown`` tells of which unnamed classes there are members all the same: rules about them stay as well.
    """
    giving: dict[Term, list[Rule]] = {}
    for rule in rules:
        if rule.head and is_hidden(rule.head):
            giving.setdefault(rule.head.object, []).append(rule)
    fresh, done, left = count(), dict[str, Rule](), list[Rule]()
    agenda = [(rule, frozenset[Term]()) for rule in rules if not is_hidden(rule.head)]
    while agenda:
        rule, through = agenda.pop()
        at = next((n for n, pattern in enumerate(rule.body) if is_hidden(pattern)), None)
        if at is None:
            if rule.head is None or rule.head not in rule.body:
                done.setdefault(_shape(rule), rule)
            continue
        hidden = rule.body[at].object
        if all(shown(pattern.object) for pattern in rule.body if is_hidden(pattern)):
            done.setdefault(_shape(rule), rule)
        for source in giving.get(hidden, ()):
            if len(rule.axioms) > 12 or len(done) + len(agenda) > MOST:
                left.append(rule)
                break
            if hidden not in through or not any(is_hidden(pattern) for pattern in source.body):
                agenda.append((join(rule, at, source, next(fresh)), through | {hidden}))
            elif rule not in left:
                left.append(rule)
    return sorted(done.values(), key=str), left


def join(rule: Rule, at: int, source: Rule, number: int) -> Rule:
    """A rule with one of its premises replaced by what gives it."""
    assert source.head is not None
    member = rule.body[at].subject
    own: dict[Term, Term] = {variable: Variable(f"{variable.value}_{number}") for variable in variables(source)}
    head = source.head.subject
    renamed = renamer(own)
    body = [renamed(pattern) for pattern in source.body]
    tests = [_rename_test(test, own) for test in source.tests]
    meets: dict[Term, Term] = {own[head] if isinstance(head, Variable) else head: member}
    if not isinstance(head, Variable):  # a class by enumeration: the member is known
        if isinstance(member, Variable):
            meets = {member: head}
        elif member != head:
            return Rule(rule.name, rule.body, rule.body[0])
    bind = renamer(meets)
    parts = [*rule.body[:at], *body, *rule.body[at + 1 :]]
    names = rule.name if rule.name == source.name else f"{source.name} + {rule.name}"
    return Rule(
        names,
        tuple(dict.fromkeys(bind(pattern) for pattern in parts)),
        bind(rule.head) if rule.head else None,
        tuple(dict.fromkeys((*source.axioms, *rule.axioms))),
        tuple(_rename_test(test, meets) for test in (*tests, *rule.tests)),
    )


def without_inverses(rules: Iterable[Rule], view: View) -> Iterator[Rule]:
    """Rules with a property the other way round in the place of its unnamed inverse, which no graph shows."""
    inverses = {
        one: other
        for one, _, other in view.match(None, NamedNode(f"{OWL}inverseOf"), None)
        if isinstance(one, BlankNode) and isinstance(other, NamedNode)
    }

    def turn(pattern: Pattern) -> Pattern:
        named = inverses.get(pattern.predicate) if isinstance(pattern.predicate, BlankNode) else None
        return Pattern(pattern.object, named, pattern.subject) if named else pattern

    for rule in rules:
        body, head = tuple(dict.fromkeys(map(turn, rule.body))), turn(rule.head) if rule.head else None
        if head not in body:
            yield replace(rule, body=body, head=head)


def variables(rule: Rule) -> set[Variable]:
    """All variables of a rule."""
    patterns = [*rule.body, *([rule.head] if rule.head else [])]
    return {variable for pattern in patterns for variable in pattern.variables()}


def renamer(names: Mapping[Term, Term]) -> Callable[[Pattern], Pattern]:
    """What puts other terms into a pattern."""

    def rename(pattern: Pattern) -> Pattern:
        subject, predicate, object_ = (names.get(part, part) for part in pattern.terms)
        return Pattern(subject, predicate, object_)

    return rename


def _rename_test(test: Test, names: Mapping[Term, Term]) -> Test:
    one, other = names.get(test.one, test.one), test.other
    if isinstance(other, Variable):
        renamed = names.get(other, other)
        other = renamed if isinstance(renamed, Variable) else other
    return Test(test.kind, one if isinstance(one, Variable) else test.one, other)


def _shape(rule: Rule) -> str:
    """The rule's line with variables numbered in order, so that equal rules are equal text."""
    order: Iterable[Variable] = dict.fromkeys(
        part
        for pattern in (*rule.body, *([rule.head] if rule.head else []))
        for part in pattern.terms
        if isinstance(part, Variable)
    )
    names: dict[Term, Term] = {variable: Variable(f"v{n}") for n, variable in enumerate(order)}
    rename = renamer(names)
    body, head = tuple(rename(pattern) for pattern in rule.body), rename(rule.head) if rule.head else None
    return str(Rule("", body, head)) + str([_rename_test(test, names) for test in rule.tests])
