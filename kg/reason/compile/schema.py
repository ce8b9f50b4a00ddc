"""Rules among axioms: what follows for classes and properties themselves.

Reference: OWL 2 Profiles, table 9. scm-int and scm-uni go with their lists, scm-cls, scm-op and scm-dp (every class
and property is below itself) are drawn on request only. What orders classes and properties, and carries
domains and ranges along, is in ``kg.reason.orders``.
"""

from pyoxigraph import Variable

from kg.graph.terms import TYPE
from kg.reason.compile.lists import owl, rdfs
from kg.reason.rules import Pattern, Rule, Term

SUB, EQUIVALENT = rdfs("subClassOf"), owl("equivalentClass")
SUB_PROPERTY, EQUIVALENT_PROPERTY = rdfs("subPropertyOf"), owl("equivalentProperty")
ON = owl("onProperty")
ONE, TWO, THREE, P, Q, V = (Variable(name) for name in ("c1", "c2", "c3", "p1", "p2", "v"))


def schema_rules(*, reflexive: bool = False) -> list[Rule]:
    """The rules of table 9 that need no list."""
    found = list[Rule]()
    for name, kind in (("svf", "someValuesFrom"), ("avf", "allValuesFrom")):
        same, wider = [(ONE, ON, P), (TWO, ON, P)], [(ONE, ON, P), (TWO, ON, Q), (P, SUB_PROPERTY, Q)]
        filler = [(ONE, owl(kind), Variable("y1")), (TWO, owl(kind), Variable("y2"))]
        sub = (Variable("y1"), SUB, Variable("y2"))
        found.append(_rule(f"scm-{name}1", [*filler, *same, sub], (ONE, SUB, TWO)))
        both = [(ONE, owl(kind), V), (TWO, owl(kind), V)]
        found.append(_rule(f"scm-{name}2", [*both, *wider], (ONE, SUB, TWO) if name == "svf" else (TWO, SUB, ONE)))
    values = [(ONE, owl("hasValue"), V), (TWO, owl("hasValue"), V)]
    found.append(_rule("scm-hv", [*values, (ONE, ON, P), (TWO, ON, Q), (P, SUB_PROPERTY, Q)], (ONE, SUB, TWO)))
    return [*found, *_reflexive()] if reflexive else found


def _reflexive() -> list[Rule]:
    cls, thing, nothing = (ONE, TYPE, owl("Class")), owl("Thing"), owl("Nothing")
    found = [
        _rule("scm-cls", [cls], head)
        for head in ((ONE, SUB, ONE), (ONE, EQUIVALENT, ONE), (ONE, SUB, thing), (nothing, SUB, ONE))
    ]
    for name, kind in (("scm-op", "ObjectProperty"), ("scm-dp", "DatatypeProperty")):
        for predicate in (SUB_PROPERTY, EQUIVALENT_PROPERTY):
            found.append(_rule(name, [(P, TYPE, owl(kind))], (P, predicate, P)))
    return found


def _rule(name: str, body: list[tuple[Term, Term, Term]], head: tuple[Term, Term, Term]) -> Rule:
    return Rule(name, tuple(Pattern(*part) for part in body), Pattern(*head))
