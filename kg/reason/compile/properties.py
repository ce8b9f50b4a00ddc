"""Property axioms and identity as rules.

Reference: OWL 2 Profiles, tables 4 and 5.
"""

from collections.abc import Iterator
from itertools import combinations

from pyoxigraph import NamedNode, Variable

from kg.graph.terms import SAME_AS, TYPE
from kg.names import XSD
from kg.reason.compile.lists import axiom, objects, owl, pairs, rdfs
from kg.reason.rules import Axiom, Node, Pattern, Rule, Test, View
from kg.reason.values import DATATYPES

X, Y, Z = Variable("x"), Variable("y"), Variable("z")
Y1, Y2 = Variable("y1"), Variable("y2")


def property_rules(view: View) -> Iterator[Rule]:
    """The rules of all property axioms that need no list."""
    for kind in ("Functional", "InverseFunctional", "Irreflexive", "Symmetric", "Asymmetric", "Transitive"):
        for fact in view.match(None, TYPE, owl(f"{kind}Property")):
            yield from _characteristic(kind, fact[0], axiom(view, fact[0], TYPE, fact[2]))
    for p, c in pairs(view, rdfs("domain")):
        yield Rule("prp-dom", (Pattern(X, p, Y),), Pattern(X, TYPE, c), (axiom(view, p, rdfs("domain"), c),))
    for p, c in pairs(view, rdfs("range")):
        yield from _range(p, c, axiom(view, p, rdfs("range"), c))
    yield from _copies(view, "prp-spo1", None, rdfs("subPropertyOf"))
    yield from _copies(view, "prp-eqp1", "prp-eqp2", owl("equivalentProperty"))
    for p, q in pairs(view, owl("inverseOf")):
        why = (axiom(view, p, owl("inverseOf"), q),)
        yield Rule("prp-inv1", (Pattern(X, p, Y),), Pattern(Y, q, X), why)
        yield Rule("prp-inv2", (Pattern(X, q, Y),), Pattern(Y, p, X), why)
    for p, q in pairs(view, owl("propertyDisjointWith")):
        why = (axiom(view, p, owl("propertyDisjointWith"), q),)
        yield Rule("prp-pdw", (Pattern(X, p, Y), Pattern(X, q, Y)), None, why)
    yield from _negative(view)


def list_rules(view: View, kind: str, subject: Node, members: list[Node], why: Axiom) -> Iterator[Rule]:
    """The rules of a property axiom with a list: ``propertyChainAxiom``, ``hasKey``, ``AllDisjointProperties``."""
    if kind == "propertyChainAxiom" and members:
        nodes = [Variable(f"u{number}") for number in range(len(members) + 1)]
        body = tuple(Pattern(nodes[n], part, nodes[n + 1]) for n, part in enumerate(members))
        yield Rule("prp-spo2", body, Pattern(nodes[0], subject, nodes[-1]), (why,))
    elif kind == "hasKey" and members:
        one = [Pattern(X, TYPE, subject), *(Pattern(X, p, Variable(f"z{n}")) for n, p in enumerate(members))]
        other = [Pattern(Y, TYPE, subject), *(Pattern(Y, p, Variable(f"z{n}")) for n, p in enumerate(members))]
        yield Rule("prp-key", (*one, *other), Pattern(X, SAME_AS, Y), (why,), (Test("differ", X, Y),))
    elif kind == "AllDisjointProperties":
        for p, q in combinations(members, 2):
            yield Rule("prp-adp", (Pattern(X, p, Y), Pattern(X, q, Y)), None, (why,))


def _characteristic(kind: str, p: Node, why: Axiom) -> Iterator[Rule]:
    both = (Pattern(X, p, Y), Pattern(Y, p, X))
    differ = Test("differ", Y1, Y2)
    match kind:
        case "Functional":
            yield from merging("prp-fp", (), Pattern(X, p, Y1), Pattern(X, p, Y2), (why,))
        case "InverseFunctional":
            body = (Pattern(Y1, p, X), Pattern(Y2, p, X))
            yield Rule("prp-ifp", body, Pattern(Y1, SAME_AS, Y2), (why,), (differ,))
        case "Irreflexive":
            yield Rule("prp-irp", (Pattern(X, p, X),), None, (why,))
        case "Symmetric":
            yield Rule("prp-symp", both[:1], both[1], (why,))
        case "Asymmetric":
            yield Rule("prp-asyp", both, None, (why,))
        case "Transitive":
            yield Rule("prp-trp", (Pattern(X, p, Y), Pattern(Y, p, Z)), Pattern(X, p, Z), (why,))


def merging(
    name: str, first: tuple[Pattern, ...], one: Pattern, other: Pattern, why: tuple[Axiom, ...]
) -> Iterator[Rule]:
    """That two values are the same, and a contradiction where they are different literals."""
    body, differ = (*first, one, other), Test("differ", Y1, Y2)
    kinds = (Test("node", Y1), Test("node", Y2))
    yield Rule(name, body, Pattern(Y1, SAME_AS, Y2), why, (*kinds, differ))
    yield Rule(f"{name} + dt-diff", body, None, why, (Test("distinct", Y1, Y2),))


def _range(p: Node, c: Node, why: Axiom) -> Iterator[Rule]:
    if isinstance(c, NamedNode) and is_datatype(c):
        yield Rule("prp-rng + dt-not-type", (Pattern(X, p, Y),), None, (why,), (Test("outside", Y, c),))
    else:
        yield Rule("prp-rng", (Pattern(X, p, Y),), Pattern(Y, TYPE, c), (why,))


def is_datatype(node: Node) -> bool:
    """Whether a node is a datatype of OWL 2 or XML Schema."""
    return isinstance(node, NamedNode) and (node.value in DATATYPES or node.value.startswith(XSD))


def _copies(view: View, name: str, back: str | None, predicate: NamedNode) -> Iterator[Rule]:
    for p, q in pairs(view, predicate):
        if p != q:
            why = (axiom(view, p, predicate, q),)
            yield Rule(name, (Pattern(X, p, Y),), Pattern(X, q, Y), why)
            if back:
                yield Rule(back, (Pattern(X, q, Y),), Pattern(X, p, Y), why)


def _negative(view: View) -> Iterator[Rule]:
    for node, subject in pairs(view, owl("sourceIndividual")):
        for p in objects(view, node, owl("assertionProperty")):
            for kind, name in (("targetIndividual", "prp-npa1"), ("targetValue", "prp-npa2")):
                for value in objects(view, node, owl(kind)):
                    why = (axiom(view, node, owl(kind), value),)
                    yield Rule(name, (Pattern(subject, p, value),), None, why)
