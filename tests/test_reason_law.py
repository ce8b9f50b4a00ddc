"""The law of closure: random ontologies and facts give what owlrl draws, and nothing else.

15 examples here, 2,100 with ``HUNT=140``. What owlrl draws beside OWL 2 RL's own conclusions, or misses, is
kept out of the comparison or out of the examples:

- a thing that is the same as itself, and triples about terms of OWL, classes and properties: not about individuals
- literals as subjects: a literal gets classes and other names; so object and data properties are generated apart, and
  an example in which owlrl makes a literal the same as another value ends there (ours is the contradiction of dt-diff)
- the last member of AllDisjointProperties and AllDifferent is missed: the lists end with one that nothing is said of
- the last property of a key is not compared: owlrl is given it twice
- a value of hasValue is not found where it is written otherwise: owlrl is given one way to write it
- one that stands twice in AllDifferent is no contradiction: the lists name each once
- restrictions on literals out of their datatype (dt-not-type): found by us only
"""

import re

import owlrl  # type: ignore[import-untyped]  # it has no types
import rdflib
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from owlrl.Namespaces import ERRNS  # type: ignore[import-untyped]  # it has no types
from pyoxigraph import BlankNode, Literal, NamedNode
from test_reason_bulk import PREFIXES, graph_of, inferred

from kg.reason.blame import find_all
from kg.reason.bulk import materialise_in_bulk
from kg.reason.engine import draw, find_closure
from kg.reason.facts import find_asserted, ground_of, is_shown
from kg.reason.index import Layered
from kg.reason.rules import Fact, Node
from kg.reason.values import canonical

EXAMPLES = examples(15)
P, D = st.sampled_from([f":p{n}" for n in range(4)]), st.sampled_from([f":d{n}" for n in range(2)])
C, E = st.sampled_from([f":C{n}" for n in range(5)]), st.sampled_from([f"e:{name}" for name in "abcdef"])
VALUES = st.sampled_from(["1", '"01"^^xsd:int', "1.0", "2", '"x"', '"y"'])
ON = "[ owl:onProperty {} ; owl:{} {} ]"


def members(of: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Two to four of these, each once."""
    return st.lists(of, min_size=2, max_size=4, unique=True).map(" ".join)


NARROW = st.one_of(  # what may stand below a class
    C,
    st.builds("[ owl:onProperty {} ; owl:someValuesFrom {} ]".format, P, C),
    st.builds("[ owl:onProperty {} ; owl:hasValue {} ]".format, P, E),
    st.builds("[ owl:onProperty {} ; owl:hasValue {} ]".format, D, VALUES),
    st.builds("[ owl:onProperty {} ; owl:someValuesFrom owl:Thing ]".format, P),
    st.builds("[ owl:intersectionOf ( {} {} ) ]".format, C, C),
    st.builds("[ owl:unionOf ( {} {} ) ]".format, C, C),
    st.builds("[ owl:oneOf ( {} {} ) ]".format, E, E),
)
WIDE = st.one_of(  # what may stand above one
    C,
    st.builds("[ owl:onProperty {} ; owl:allValuesFrom {} ]".format, P, C),
    st.builds("[ owl:onProperty {} ; owl:hasValue {} ]".format, P, E),
    st.builds("[ owl:onProperty {} ; owl:hasValue {} ]".format, D, VALUES),
    st.builds("[ owl:onProperty {} ; owl:maxCardinality {} ]".format, P, st.sampled_from([0, 1])),
    st.builds(
        "[ owl:onProperty {} ; owl:maxQualifiedCardinality {} ; owl:onClass {} ]".format, P, st.sampled_from([0, 1]), C
    ),
    st.builds("[ owl:intersectionOf ( {} {} ) ]".format, C, C),
    st.builds("[ owl:complementOf {} ]".format, C),
)
DIFFERENT = st.sampled_from(["members", "distinctMembers"])
KINDS = ("Symmetric", "Transitive", "Functional", "InverseFunctional", "Asymmetric", "Irreflexive")
AXIOMS = st.one_of(
    st.builds("{} rdfs:subPropertyOf {} .".format, P, P),
    st.builds("{} rdfs:subPropertyOf {} .".format, D, D),
    st.builds("{} owl:equivalentProperty {} .".format, P, P),
    st.builds("{} owl:inverseOf {} .".format, P, P),
    st.builds("{} owl:propertyDisjointWith {} .".format, P, P),
    st.builds("{} a owl:{}Property .".format, P, st.sampled_from(KINDS)),
    st.builds("{} a owl:FunctionalProperty .".format, D),
    st.builds("{} rdfs:domain {} .".format, P | D, C),
    st.builds("{} rdfs:range {} .".format, P, C),
    st.builds("{} owl:propertyChainAxiom ( {} {} ) .".format, P, P, P),
    st.builds("{} owl:propertyChainAxiom ( {} {} {} ) .".format, P, P, P, P),
    st.builds("{} rdfs:subClassOf {} .".format, NARROW, WIDE),
    st.builds("{} owl:equivalentClass {} .".format, C, C),
    st.builds("{} owl:disjointWith {} .".format, C, C),
    st.builds("{} owl:hasKey ( {} ) .".format, C, P | D),
    st.builds("{} owl:hasKey ( {} {} ) .".format, C, P, D),
    st.builds("{} owl:intersectionOf ( {} {} ) .".format, C, C, C),
    st.builds("{} owl:unionOf ( {} {} ) .".format, C, C, C),
    st.builds("[] a owl:AllDisjointProperties ; owl:members ( {} :nothing ) .".format, members(P)),
    st.builds("[] a owl:AllDisjointClasses ; owl:members ( {} ) .".format, members(C)),
    st.builds("[] a owl:AllDifferent ; owl:{} ( {} e:nobody ) .".format, DIFFERENT, members(E)),
)
FACTS = st.one_of(
    st.builds("{} {} {} .".format, E, P, E),
    st.builds("{} a {} .".format, E, C),
    st.builds("{} {} {} .".format, E, D, VALUES),
    st.builds("{} {} {} .".format, E, st.sampled_from(["owl:sameAs", "owl:differentFrom"]), E),
)


class LiteralsMergedError(Exception):
    """owlrl made two values the same."""


def reference(text: str) -> tuple[set[Fact], bool]:
    """What owlrl has about individuals, literals by value; and whether it found a contradiction."""
    source = rdflib.Graph().parse(data=text, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(source)
    found, wrong = set[Fact](), False
    for subject, predicate, object_ in source:
        wrong |= str(predicate).startswith(str(ERRNS))
        if isinstance(subject, rdflib.Literal):
            same = predicate == rdflib.OWL.sameAs and isinstance(object_, rdflib.Literal)
            if predicate == rdflib.OWL.sameAs and not (same and by_value(node(subject)) == by_value(node(object_))):
                raise LiteralsMergedError
        elif isinstance(subject, rdflib.URIRef) and not str(predicate).startswith(str(ERRNS)):
            found.add((node(subject), node(predicate), by_value(node(object_))))
    return set(filter(is_compared, found)), wrong


def node(term: rdflib.term.Node) -> Node:
    if isinstance(term, rdflib.Literal):
        return Literal(str(term), datatype=NamedNode(str(term.datatype))) if term.datatype else Literal(str(term))
    return NamedNode(str(term)) if isinstance(term, rdflib.URIRef) else BlankNode()


def by_value(term: Node) -> Node:
    return canonical(term) if isinstance(term, Literal) else term


def is_compared(fact: Fact) -> bool:
    return is_shown(fact) and "/entity/" in str(fact[0])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOMS, max_size=8), st.lists(FACTS, min_size=1, max_size=10))
def test_the_closure_is_that_of_owlrl(axioms: list[str], facts: list[str]) -> None:
    ontology, said = "\n".join(axioms), "\n".join(facts)
    try:
        keys_whole = re.sub(r"(hasKey .*?)(\S+) \)", r"\1\2 \2 )", ontology)
        wanted, wrong = reference(PREFIXES + re.sub(r'"01"\^\^xsd:int|1\.0', "1", keys_whole + said))
    except LiteralsMergedError:
        return
    graph = graph_of(ontology, said)
    asserted = set(find_asserted(graph))
    ground = ground_of(graph)
    alone = set(ground.facts)
    by_tuples = set(find_closure(graph).triples)
    given_ = {(t.subject, t.predicate, t.object) for t in by_tuples} | asserted | alone
    ours = {(s, p, by_value(o)) for s, p, o in given_ if is_compared((s, p, o))}
    assert ours == wanted
    assert materialise_in_bulk(graph) == len(by_tuples)
    assert inferred(graph) == by_tuples
    drawn = draw(ground, list(asserted))
    found = list(find_all(graph, Layered(drawn.facts, ground.facts), drawn.same))  # type: ignore[arg-type]  # an index
    assert any(not each.name.endswith("dt-not-type") for each in found) == wrong
