"""Class axioms as rules.

Reference: OWL 2 Profiles, tables 6 and 7.
"""

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import TYPE
from kg.reason.compile.lists import axiom, number, objects, owl, pairs, rdfs
from kg.reason.compile.properties import Y1, Y2, X, Y, is_datatype, merging
from kg.reason.rules import Axiom, Node, Pattern, Rule, Test, View

THING, NOTHING, SUB_CLASS = owl("Thing"), owl("Nothing"), rdfs("subClassOf")


def class_rules(view: View) -> Iterator[Rule]:
    """The rules of all class axioms that need no list."""
    yield Rule("cls-nothing2", (Pattern(X, TYPE, NOTHING),), None)
    yield from _copies(view, "cax-sco", None, SUB_CLASS)
    yield from _copies(view, "cax-eqc1", "cax-eqc2", owl("equivalentClass"))
    for name, predicate in (("cax-dw", owl("disjointWith")), ("cls-com", owl("complementOf"))):
        for c, d in pairs(view, predicate):
            why = (axiom(view, c, predicate, d),)
            yield Rule(name, (Pattern(X, TYPE, c), Pattern(X, TYPE, d)), None, why)
    for c, p in pairs(view, owl("onProperty")):
        yield from _restriction(view, c, p)


def list_rules(view: View, kind: str, c: Node, members: list[Node], why: Axiom) -> Iterator[Rule]:
    """The rules of a class axiom with a list; a rule without a body is a fact."""
    match kind:
        case "intersectionOf":
            if members:
                body = tuple(Pattern(X, TYPE, member) for member in dict.fromkeys(members))
                yield Rule("cls-int1", body, Pattern(X, TYPE, c), (why,))
            for member in members:
                yield Rule("cls-int2", (Pattern(X, TYPE, c),), Pattern(X, TYPE, member), (why,))
                yield Rule("scm-int", (), Pattern(c, SUB_CLASS, member), (why,))
        case "unionOf" | "disjointUnionOf":
            for member in members:
                yield Rule("cls-uni", (Pattern(X, TYPE, member),), Pattern(X, TYPE, c), (why,))
                yield Rule("scm-uni", (), Pattern(member, SUB_CLASS, c), (why,))
            if kind == "disjointUnionOf":
                yield from list_rules(view, "AllDisjointClasses", c, members, why)
        case "oneOf":
            for member in members:
                yield Rule("cls-oo", (), Pattern(member, TYPE, c), (why,))
        case "AllDisjointClasses":
            for one, other in combinations(members, 2):
                yield Rule("cax-adc", (Pattern(X, TYPE, one), Pattern(X, TYPE, other)), None, (why,))


def _copies(view: View, name: str, back: str | None, predicate: NamedNode) -> Iterator[Rule]:
    for c, d in pairs(view, predicate):
        if c != d:
            why = (axiom(view, c, predicate, d),)
            yield Rule(name, (Pattern(X, TYPE, c),), Pattern(X, TYPE, d), why)
            if back:
                yield Rule(back, (Pattern(X, TYPE, d),), Pattern(X, TYPE, c), why)


def _restriction(view: View, c: Node, p: Node) -> Iterator[Rule]:
    has, among = Pattern(X, p, Y), Pattern(X, TYPE, c)
    for d in objects(view, c, owl("someValuesFrom")):
        why = (axiom(view, c, owl("someValuesFrom"), d),)
        if d == THING:
            yield Rule("cls-svf2", (has,), among, why)
        elif is_datatype(d) and isinstance(d, NamedNode):
            yield Rule("cls-svf1", (has,), among, why, (Test("inside", Y, d),))
        else:
            yield Rule("cls-svf1", (has, Pattern(Y, TYPE, d)), among, why)
    for d in objects(view, c, owl("allValuesFrom")):
        why = (axiom(view, c, owl("allValuesFrom"), d),)
        if is_datatype(d) and isinstance(d, NamedNode):
            yield Rule("cls-avf + dt-not-type", (among, has), None, why, (Test("outside", Y, d),))
        else:
            yield Rule("cls-avf", (among, has), Pattern(Y, TYPE, d), why)
    for v in objects(view, c, owl("hasValue")):
        why = (axiom(view, c, owl("hasValue"), v),)
        yield Rule("cls-hv1", (among,), Pattern(X, p, v), why)
        yield Rule("cls-hv2", (Pattern(X, p, v),), among, why)
    for v in objects(view, c, owl("hasSelf")):
        if not isinstance(v, Literal) or v.value not in ("true", "1"):
            continue
        why = (axiom(view, c, owl("hasSelf"), v),)
        yield Rule("hasSelf", (among,), Pattern(X, p, X), why)
        yield Rule("hasSelf", (Pattern(X, p, X),), among, why)
    yield from _cardinality(view, c, p)


def _cardinality(view: View, c: Node, p: Node) -> Iterator[Rule]:
    among = Pattern(X, TYPE, c)
    for kind in ("maxCardinality", "cardinality"):
        for value in objects(view, c, owl(kind)):
            why = (axiom(view, c, owl(kind), value),)
            if number(value) == 0:
                yield Rule("cls-maxc1", (among, Pattern(X, p, Y)), None, why)
            elif number(value) == 1:
                yield from merging("cls-maxc2", (among,), Pattern(X, p, Y1), Pattern(X, p, Y2), why)
    for kind in ("maxQualifiedCardinality", "qualifiedCardinality"):
        for value in objects(view, c, owl(kind)):
            why = (axiom(view, c, owl(kind), value),)
            for d in objects(view, c, owl("onClass")):
                yield from _qualified(c, p, number(value), d, why)
            for d in objects(view, c, owl("onDataRange")):
                if number(value) == 0 and is_datatype(d) and isinstance(d, NamedNode):
                    inside = (Test("inside", Y, d),)
                    yield Rule("cls-maxqc1", (among, Pattern(X, p, Y)), None, why, inside)


def _qualified(c: Node, p: Node, most: int | None, d: Node, why: tuple[Axiom, ...]) -> Iterator[Rule]:
    among, thing = Pattern(X, TYPE, c), d == THING
    if most == 0:
        body = (among, Pattern(X, p, Y)) if thing else (among, Pattern(X, p, Y), Pattern(Y, TYPE, d))
        yield Rule("cls-maxqc2" if thing else "cls-maxqc1", body, None, why)
    elif most == 1:
        kinds = () if thing else (Pattern(Y1, TYPE, d), Pattern(Y2, TYPE, d))
        name = "cls-maxqc4" if thing else "cls-maxqc3"
        yield from merging(name, (among, *kinds), Pattern(X, p, Y1), Pattern(X, p, Y2), why)
