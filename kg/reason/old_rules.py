"""The axioms of an ontology graph as Horn rules over triple patterns.

Each rule has the name of its OWL 2 RL rule and remembers the axiom it comes from.

Reference: OWL 2 Web Ontology Language Profiles, section 4.3, tables 4 to 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from kg.graph.terms import SAME_AS, TYPE
from kg.names import OWL, RDF, RDFS

Term = NamedNode | BlankNode | Literal | Variable
X, Y, Z = Variable("x"), Variable("y"), Variable("z")
FIRST, REST, NIL = (NamedNode(f"{RDF}{name}") for name in ("first", "rest", "nil"))
SUB_CLASS, SUB_PROPERTY, DOMAIN, RANGE = (
    NamedNode(f"{RDFS}{name}") for name in ("subClassOf", "subPropertyOf", "domain", "range")
)
CHAIN, INVERSE, EQUIVALENT_CLASS, EQUIVALENT_PROPERTY, SYMMETRIC, TRANSITIVE = (
    NamedNode(f"{OWL}{name}")
    for name in (
        "propertyChainAxiom",
        "inverseOf",
        "equivalentClass",
        "equivalentProperty",
        "SymmetricProperty",
        "TransitiveProperty",
    )
)
_PREDICATES = (SUB_CLASS, EQUIVALENT_CLASS, SUB_PROPERTY, EQUIVALENT_PROPERTY, INVERSE, DOMAIN, RANGE, CHAIN)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple with variables."""

    subject: Term
    predicate: Term
    object: Term


@dataclass(frozen=True, slots=True)
class Rule:
    """From all of ``body`` follows ``head``, by this axiom."""

    name: str
    body: tuple[Pattern, ...]
    head: Pattern
    axiom: Triple | None = None


def compile_rules(store: Store, ontology: NamedNode) -> list[Rule]:
    """The rules of the axioms in a graph, in order of their names and axioms."""
    kinds = [*((predicate, None) for predicate in _PREDICATES), (TYPE, SYMMETRIC), (TYPE, TRANSITIVE)]
    axioms = [q.triple for p, kind in kinds for q in store.quads_for_pattern(None, p, kind, ontology)]
    found = [rule for axiom in axioms for rule in _rules(axiom, store, ontology)]
    found.sort(key=lambda rule: (rule.name, str(rule.axiom)))
    return found + _identity_rules()


def _rules(axiom: Triple, store: Store, ontology: NamedNode) -> Iterator[Rule]:
    match axiom.predicate, axiom.subject, axiom.object:
        case p, NamedNode() as one, NamedNode() as other if p == SUB_CLASS and one != other:
            yield Rule("cax-sco", (Pattern(X, TYPE, one),), Pattern(X, TYPE, other), axiom)
        case p, NamedNode() as one, NamedNode() as other if p == EQUIVALENT_CLASS:
            yield Rule("cax-eqc1", (Pattern(X, TYPE, one),), Pattern(X, TYPE, other), axiom)
            yield Rule("cax-eqc2", (Pattern(X, TYPE, other),), Pattern(X, TYPE, one), axiom)
        case p, NamedNode() as one, NamedNode() as other if p == SUB_PROPERTY and one != other:
            yield Rule("prp-spo1", (Pattern(X, one, Y),), Pattern(X, other, Y), axiom)
        case p, NamedNode() as one, NamedNode() as other if p == EQUIVALENT_PROPERTY:
            yield Rule("prp-eqp1", (Pattern(X, one, Y),), Pattern(X, other, Y), axiom)
            yield Rule("prp-eqp2", (Pattern(X, other, Y),), Pattern(X, one, Y), axiom)
        case p, NamedNode() as one, NamedNode() as other if p == INVERSE:
            yield Rule("prp-inv1", (Pattern(X, one, Y),), Pattern(Y, other, X), axiom)
            yield Rule("prp-inv2", (Pattern(X, other, Y),), Pattern(Y, one, X), axiom)
        case p, NamedNode() as one, NamedNode() as other if p == DOMAIN:
            yield Rule("prp-dom", (Pattern(X, one, Y),), Pattern(X, TYPE, other), axiom)
        case p, NamedNode() as one, NamedNode() as other if p == RANGE:
            yield Rule("prp-rng", (Pattern(X, one, Y),), Pattern(Y, TYPE, other), axiom)
        case p, NamedNode() as one, kind if p == TYPE and kind == SYMMETRIC:
            yield Rule("prp-symp", (Pattern(X, one, Y),), Pattern(Y, one, X), axiom)
        case p, NamedNode() as one, kind if p == TYPE and kind == TRANSITIVE:
            yield Rule("prp-trp", (Pattern(X, one, Y), Pattern(Y, one, Z)), Pattern(X, one, Z), axiom)
        case p, NamedNode() as one, (NamedNode() | BlankNode()) as chain if p == CHAIN:
            yield _chain(one, tuple(read_list(store, ontology, chain)), axiom)


def _chain(whole: NamedNode, parts: tuple[NamedNode, ...], axiom: Triple) -> Rule:
    nodes = [Variable(f"u{number}") for number in range(len(parts) + 1)]
    body = tuple(Pattern(nodes[n], part, nodes[n + 1]) for n, part in enumerate(parts))
    return Rule("prp-spo2", body, Pattern(nodes[0], whole, nodes[-1]), axiom)


def read_list(store: Store, graph: NamedNode, node: NamedNode | BlankNode) -> Iterator[NamedNode]:
    """The IRIs in an RDF list."""
    seen = set()
    while node != NIL and node not in seen:
        seen.add(node)
        for quad in store.quads_for_pattern(node, FIRST, None, graph):
            if isinstance(quad.object, NamedNode):
                yield quad.object
        rest = next((quad.object for quad in store.quads_for_pattern(node, REST, None, graph)), NIL)
        node = rest if isinstance(rest, NamedNode | BlankNode) else NIL


def _identity_rules() -> list[Rule]:
    p = Variable("p")
    same = Pattern(X, SAME_AS, Y)
    return [
        Rule("eq-sym", (same,), Pattern(Y, SAME_AS, X)),
        Rule("eq-trans", (same, Pattern(Y, SAME_AS, Z)), Pattern(X, SAME_AS, Z)),
        Rule("eq-rep-s", (same, Pattern(X, p, Z)), Pattern(Y, p, Z)),
        Rule("eq-rep-o", (same, Pattern(Z, p, X)), Pattern(Z, p, Y)),
    ]
