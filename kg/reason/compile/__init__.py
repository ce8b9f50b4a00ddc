"""Axioms to rules: the whole of OWL 2 RL, with only the terms in use.

lists.py       axioms as they stand in a graph
properties.py  property axioms; classes.py class axioms; schema.py rules among axioms
shapes.py      an analyst's own rules
unfold.py      rules without unnamed classes
outside.py     what OWL 2 RL draws nothing from; misused.py literals where they cannot be
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import SAME_AS, TYPE
from kg.names import SHACL
from kg.reason.compile import classes, properties
from kg.reason.compile.lists import BadListError, axiom, owl, pairs, rdfs, read_list
from kg.reason.compile.outside import find_ignored, unfinished
from kg.reason.compile.schema import schema_rules
from kg.reason.compile.unfold import unfold
from kg.reason.rules import Axiom, Fact, Node, Pattern, Rule, RuleSet, View, rule_set

_CLASS_LISTS = ("intersectionOf", "unionOf", "disjointUnionOf", "oneOf")
_PROPERTY_LISTS = ("propertyChainAxiom", "hasKey")
_MEMBERS = {"AllDisjointClasses": classes.list_rules, "AllDisjointProperties": properties.list_rules}
_SUB_CLASS = rdfs("subClassOf")
_DERIVED = {rdfs(name) for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {
    owl(name) for name in ("equivalentClass", "equivalentProperty")
}
Given = Callable[[Fact], bool]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The rules of an ontology; ``different`` are the members of each AllDifferent, ``facts`` what holds by axioms."""

    rules: RuleSet
    facts: tuple[Fact, ...]
    different: tuple[tuple[Axiom, tuple[Node, ...]], ...]
    hidden: bool


def compile_rules(view: View, given: Given, *, unnamed: bool = False) -> Compiled:
    """The rules of the axioms in a view that is closed under the rules among axioms.

    ``given`` tells what was there before that: of what follows from other axioms no rule is made again. ``unnamed``
    keeps the rules as they are, through unnamed classes.
    """
    ignored = list(find_ignored(view, given))
    found = list(_all_rules(view, Lean(Hierarchy(view, given)), ignored))
    facts = tuple(dict.fromkeys(_fact(rule.head) for rule in found if not rule.body and rule.head))
    different = tuple(_different(view, ignored))
    left: Sequence[Rule] = ()
    rules = [rule for rule in found if rule.body]
    if not unnamed:
        shown = {fact[2] for fact in view.match(None, TYPE, None)} | {owl("Nothing")}
        rules, left = unfold([rule for rule in found if rule.body or rule.name == "cls-oo"], shown.__contains__)
        rules = [rule for rule in rules if rule.body]
    ignored += [f"a class that is defined by itself is drawn from in part: {rule.axioms[-1].text}" for rule in left]
    return Compiled(rule_set(rules, sorted(set(ignored))), facts, different, bool(left))


def _all_rules(view: View, lean: View, ignored: list[str]) -> Iterator[Rule]:
    """Rules of all axioms; those that need no list are read from a ``lean`` view."""
    yield from properties.property_rules(lean)
    yield from classes.class_rules(lean)
    for kind in _CLASS_LISTS + _PROPERTY_LISTS:
        of_lists = classes.list_rules if kind in _CLASS_LISTS else properties.list_rules
        for subject, node in pairs(view, owl(kind)):
            members = _members(view, subject, node, kind, ignored)
            yield from of_lists(view, kind, subject, members, axiom(view, subject, owl(kind), node))
    for kind, make in _MEMBERS.items():
        for subject, _, _ in view.match(None, TYPE, owl(kind)):
            for _, _, node in view.match(subject, owl("members"), None):
                members = _members(view, subject, node, kind, ignored)
                yield from make(view, kind, subject, members, axiom(view, subject, owl("members"), node))
    if any(True for _ in pairs(view, NamedNode(f"{SHACL}rule"))):
        from kg.reason.compile.shapes import shape_rules  # noqa: PLC0415 - rdflib takes a while to import

        own, left_out = shape_rules(view)
        ignored.extend(map(str, left_out))
        yield from own


def _members(view: View, subject: Node, node: Node, kind: str, ignored: list[str]) -> list[Node]:
    try:
        members = read_list(view, node)
        if not members:
            raise BadListError("its list is empty")
        if kind != "oneOf" and any(isinstance(member, Literal) for member in members):
            raise BadListError("its list has a literal, which is no class and no property")
        return members
    except BadListError as error:
        ignored.append(unfinished(view, subject, kind, str(error)))
        return []


def _different(view: View, ignored: list[str]) -> Iterator[tuple[Axiom, tuple[Node, ...]]]:
    for subject, _, _ in view.match(None, TYPE, owl("AllDifferent")):
        for predicate in (owl("members"), owl("distinctMembers")):
            for _, _, node in view.match(subject, predicate, None):
                members = _members(view, subject, node, "AllDifferent", ignored)
                yield axiom(view, subject, predicate, node), tuple(members)


def _fact(head: Pattern) -> Fact:
    return head.subject, head.predicate, head.object  # type: ignore[return-value]  # without a body nothing varies


class Hierarchy:
    """What lies above classes and properties by axioms that were given; each is looked up once."""

    def __init__(self, view: View, given: Given) -> None:
        self.view, self.given = view, given
        self._links: dict[tuple[Node, NamedNode], list[Node]] = {}
        self._above: dict[tuple[Node, NamedNode], set[Node]] = {}
        self._told: dict[Node, list[Fact]] = {}

    def told(self, predicate: Node) -> list[Fact]:
        """The axioms of a kind that were given."""
        if predicate not in self._told:
            self._told[predicate] = list(filter(self.given, self.view.match(None, predicate, None)))
        return self._told[predicate]

    def above(self, start: Node, below: NamedNode) -> set[Node]:
        """All that lie above a node, one after the other; ``below`` is rdfs:subClassOf or rdfs:subPropertyOf."""
        if (start, below) not in self._above:
            seen, agenda = set[Node](), [start]
            while agenda:
                fresh = [other for other in self._next(agenda.pop(), below) if other not in seen]
                seen.update(fresh)
                agenda += fresh
            self._above[start, below] = seen
        return self._above[start, below]

    def _next(self, node: Node, below: NamedNode) -> list[Node]:
        if (node, below) not in self._links:
            same = owl("equivalentClass") if below == rdfs("subClassOf") else owl("equivalentProperty")
            onward = [fact[2] for p in (below, same) for fact in self.view.match(node, p, None) if self.given(fact)]
            back = [fact[0] for fact in self.view.match(None, same, node) if self.given(fact)]
            self._links[node, below] = [*onward, *back]
        return self._links[node, below]


class Lean:
    """A view in which nobody who asks for all axioms of a kind gets one that needs no rule of its own.

    In a circle of n classes n² axioms follow from n: what is never made need not be thrown away.
    """

    def __init__(self, hierarchy: Hierarchy) -> None:
        self._hierarchy, self._view = hierarchy, hierarchy.view

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Iterator[Fact]:
        """The triples that fit."""
        found = self._view.match(subject, predicate, object_)
        if predicate not in _DERIVED or subject is not None or object_ is not None:
            return iter(found)
        return (fact for fact in found if is_needed(fact, self._hierarchy))

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        return self._view.holds(fact)


def is_needed(fact: Fact, hierarchy: Hierarchy) -> bool:
    """Whether an axiom was given, or follows from no chain of given ones."""
    subject, predicate, object_ = fact
    if hierarchy.given(fact):
        return True
    if predicate in (owl("equivalentClass"), owl("equivalentProperty")):
        return False
    if predicate in (rdfs("domain"), rdfs("range")):
        return not _implied(hierarchy, fact)
    return object_ not in hierarchy.above(subject, _SUB_CLASS if predicate == _SUB_CLASS else rdfs("subPropertyOf"))


def _implied(hierarchy: Hierarchy, fact: Fact) -> bool:
    """Whether a wider property has this domain or range, or the property has a narrower one."""
    below, above, view = rdfs("subPropertyOf"), rdfs("subClassOf"), hierarchy.view
    for other in hierarchy.told(fact[1]):
        wider = other[0] == fact[0] or view.holds((fact[0], below, other[0]))
        if wider and other != fact and (other[2] == fact[2] or view.holds((other[2], above, fact[2]))):
            return True
    return False


__all__ = ["SAME_AS", "Compiled", "compile_rules", "schema_rules"]
