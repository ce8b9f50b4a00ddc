"""Rules: from a body of triple patterns follows a head, by an axiom.

Patterns hold the nodes of pyoxigraph. A triple is a bare tuple here: these are made by the million.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal as OneOf
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from kg.graph.terms import SAME_AS, TYPE
from kg.reason.values import are_distinct, canonical, has_type

Node = NamedNode | BlankNode | Literal | Triple
Term = Node | Variable
Fact = tuple[Node, Node, Node]
Bindings = dict[Variable, Node]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple with variables."""

    subject: Term
    predicate: Term
    object: Term

    @property
    def terms(self) -> tuple[Term, Term, Term]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    def variables(self) -> set[Variable]:
        """The variables in it."""
        return {part for part in self.terms if isinstance(part, Variable)}


@dataclass(frozen=True, slots=True)
class Test:
    """What a rule asks of what its variables are bound to, beside the triples of its body.

    ``differ``: they are two, the first the smaller one; ``unequal``: they are two; ``distinct``: literals that are
    known to be two, the first the smaller one; ``node`` and ``literal``: what kind; ``inside`` and ``outside``: a
    literal whose value lies in a datatype, or does not.
    """

    kind: OneOf["differ", "unequal", "distinct", "node", "literal", "inside", "outside"]
    one: Variable
    other: Variable | NamedNode | None = None

    def holds(self, bindings: Bindings) -> bool:
        """Whether the bindings pass."""
        node = bindings[self.one]
        if self.kind == "node":
            return not isinstance(node, Literal)
        if self.kind == "literal":
            return isinstance(node, Literal)
        if isinstance(self.other, Variable):
            two = bindings[self.other]
            if self.kind == "distinct" and not are_distinct(node, two):
                return False
            one, other = value_of(node), value_of(two)
            return one != other if self.kind == "unequal" else str(one) < str(other)
        if not isinstance(node, Literal) or self.other is None:
            return False
        inside = has_type(node, self.other.value)
        return inside is True if self.kind == "inside" else inside is False


@dataclass(frozen=True, slots=True)
class Axiom:
    """An axiom: its main triple, and the whole of it as Turtle with full IRIs."""

    triple: Triple
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """From all of ``body`` follows ``head``, or a contradiction where there is none.

    ``name`` is that of the OWL 2 RL rule; of a rule that goes through unnamed classes, the names of all, joined by +.
    """

    name: str
    body: tuple[Pattern, ...]
    head: Pattern | None
    axioms: tuple[Axiom, ...] = ()
    tests: tuple[Test, ...] = ()

    def __str__(self) -> str:
        """The rule as one line, for sorting and reading."""
        body = ", ".join(" ".join(map(str, pattern.terms)) for pattern in self.body)
        head = " ".join(map(str, self.head.terms)) if self.head else "false"
        return f"{self.name}: {body} -> {head}"


class View(Protocol):
    """Where rules look up their premises."""

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterable[Fact]:
        """All triples that fit."""

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One pattern of a rule, its head or one of its body, and the order in which to look up the rest after it."""

    rule: Rule
    pattern: Pattern
    rest: tuple[Pattern, ...]


Triggers = dict[tuple[Term | None, Term | None], list[Trigger]]
"""Filed by ``key_of``."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules by what sets them off: predicate, and object of a type; ``merging`` if any makes two nodes the same."""

    rules: tuple[Rule, ...]
    denials: tuple[Rule, ...]
    ignored: tuple[str, ...] = ()
    merging: bool = False
    triggers: Triggers = field(default_factory=dict)
    heads: Triggers = field(default_factory=dict)

    def triggered(self, fact: Fact) -> Iterator[Trigger]:
        """What a new triple may set off."""
        for key in keys(fact):
            yield from self.triggers.get(key, ())

    def giving(self, fact: Fact) -> Iterator[Trigger]:
        """The rules whose head may be this triple, each with its body in the order of looking up."""
        for key in keys(fact):
            yield from self.heads.get(key, ())


def rule_set(rules: Sequence[Rule], ignored: Sequence[str] = ()) -> RuleSet:
    """Rules in order, indexed."""
    unique = list({str(rule): rule for rule in rules}.values())
    giving, denials = (tuple(rule for rule in unique if bool(rule.head) is gives) for gives in (True, False))
    found = RuleSet(giving, denials, tuple(ignored), any(map(is_merge, giving)))
    found.triggers.update(triggers_of(found.rules))
    for rule in found.rules:
        if rule.head:
            body = in_order(rule.body, rule.head.variables())
            found.heads.setdefault(key_of(rule.head), []).append(Trigger(rule, rule.head, body))
    return found


def triggers_of(rules: Iterable[Rule]) -> Triggers:
    """Each premise of rules with the others of its rule."""
    found: Triggers = {}
    for rule in rules:
        for number, pattern in enumerate(rule.body):
            rest = in_order([*rule.body[:number], *rule.body[number + 1 :]], pattern.variables())
            found.setdefault(key_of(pattern), []).append(Trigger(rule, pattern, rest))
    return found


def key_of(pattern: Pattern) -> tuple[Term | None, Term | None]:
    """Where a pattern is filed: under its predicate, and under its class where it is a type."""
    predicate = None if isinstance(pattern.predicate, Variable) else pattern.predicate
    typed = predicate == TYPE and not isinstance(pattern.object, Variable)
    return predicate, pattern.object if typed else None


def keys(fact: Fact) -> tuple[tuple[Term | None, Term | None], ...]:
    """Where patterns that a triple may fit are filed."""
    if fact[1] == TYPE:
        return (TYPE, fact[2]), (TYPE, None), (None, None)
    return (fact[1], None), (None, None)


def in_order(patterns: Sequence[Pattern], bound: set[Variable]) -> tuple[Pattern, ...]:
    """Patterns in the order in which each has most of its places known when its turn comes."""
    left, found, known = list(patterns), [], set(bound)
    while left:
        best = max(left, key=lambda pattern: _known(pattern, known))
        left.remove(best)
        found.append(best)
        known |= best.variables()
    return tuple(found)


def _known(pattern: Pattern, known: set[Variable]) -> tuple[int, bool]:
    places = sum(place in known or not isinstance(place, Variable) for place in pattern.terms)
    return places, pattern.predicate != TYPE


def solve(view: View, patterns: tuple[Pattern, ...], bindings: Bindings) -> Iterator[Bindings]:
    """Every way in which all patterns hold, in order."""
    if not patterns:
        yield bindings
        return
    first, rest = patterns[0], patterns[1:]
    subject, predicate, object_ = (
        bound(first.subject, bindings),
        bound(first.predicate, bindings),
        bound(first.object, bindings),
    )
    if subject is not None and predicate is not None and not isinstance(object_, Literal | None):
        if view.holds((subject, predicate, object_)):
            yield from solve(view, rest, bindings)
        return
    for fact in view.match(subject, predicate, object_):
        found = unify(first, fact, bindings)
        if found is not None:
            if rest:
                yield from solve(view, rest, found)
            else:
                yield found


def unify(pattern: Pattern, fact: Fact, bindings: Bindings) -> Bindings | None:
    """The bindings under which a pattern is a triple, None where there are none; literals by value."""
    found = bindings.copy()
    for wanted, node in ((pattern.subject, fact[0]), (pattern.predicate, fact[1]), (pattern.object, fact[2])):
        known = found.setdefault(wanted, node) if isinstance(wanted, Variable) else wanted
        if known is not node and known != node and value_of(known) != value_of(node):
            return None
    return found


def value_of(node: Term) -> Term:
    """The node, or the literal that stands for all of its value."""
    return canonical(node) if isinstance(node, Literal) else node


def bound(place: Term, bindings: Bindings) -> Node | None:
    """What stands in a place, None where nothing does yet."""
    return bindings.get(place) if isinstance(place, Variable) else place


def fill(pattern: Pattern, bindings: Bindings) -> Fact:
    """A pattern with its variables bound."""
    subject, predicate, object_ = pattern.subject, pattern.predicate, pattern.object
    return (
        bindings[subject] if isinstance(subject, Variable) else subject,
        bindings[predicate] if isinstance(predicate, Variable) else predicate,
        bindings[object_] if isinstance(object_, Variable) else object_,
    )


def passes(rule: Rule, bindings: Bindings) -> bool:
    """Whether the rule's tests hold, and its head can be a triple: no literal as its subject."""
    if rule.tests and any(not test.holds(bindings) for test in rule.tests):
        return False
    if rule.head is None:
        return True
    head = rule.head.subject
    return not isinstance(bindings.get(head) if isinstance(head, Variable) else head, Literal)


def is_merge(rule: Rule) -> bool:
    """Whether a rule concludes that two nodes are the same."""
    return rule.head is not None and rule.head.predicate == SAME_AS
