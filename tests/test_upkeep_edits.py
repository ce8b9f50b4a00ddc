"""Whatever RDF is loaded, edited and taken out, with values and more of OWL: upkeep gives what starting over gives.

``HUNT=80`` tries 2,000 sequences instead of a few.
"""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from readings import NAMES
from test_upkeep import C, N, P, change, make_axiom
from test_upkeep_laws import check, dice_rolls, many, open_with

from kg.graph import Correction, Graph
from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE, term
from kg.names import OWL, RDFS, XSD
from kg.reason.facts import is_schema
from kg.reason.index import MOST_NAMES

D = "de"  # properties of values
VALUES = [
    Literal(text, datatype=NamedNode(f"{XSD}{kind}"))
    for text, kind in (("1", "integer"), ("1.0", "decimal"), ("01", "int"), ("2", "integer"), ("no", "integer"))
] + [Literal("x"), Literal("x", language="en")]
LOADED = [NamedNode(f"https://example.org/loaded/{number}") for number in range(2)]


def make_wider_axiom(dice: random.Random) -> str:
    p, q, r = (f":{dice.choice(P)}" for _ in range(3))
    c, d = (f":{dice.choice(C)}" for _ in range(2))
    n, m = (f"e:{dice.choice(N)}" for _ in range(2))
    v, value = f":{dice.choice(D)}", dice.choice(["1", "2", "1.0", '"x"'])
    return dice.choice(
        [
            f"{c} rdfs:subClassOf [ owl:unionOf ( {c} {d} ) ] .",
            f"{c} owl:unionOf ( {d} :A ) .",
            f"{c} owl:oneOf ( {n} {m} ) .",
            f"{c} owl:equivalentClass {d} .",
            f"{c} owl:complementOf {d} .",
            f"{c} rdfs:subClassOf [ owl:complementOf {d} ] .",
            f"{c} owl:intersectionOf ( {d} [ owl:onProperty {p} ; owl:hasValue {n} ] ) .",
            f"{c} rdfs:subClassOf [ owl:onProperty {p} ; owl:maxQualifiedCardinality 1 ; owl:onClass {d} ] .",
            f"{c} owl:equivalentClass [ owl:onProperty {p} ; owl:hasSelf true ] .",
            f"{c} owl:equivalentClass [ owl:onProperty {v} ; owl:hasValue {value} ] .",
            f"{c} owl:equivalentClass [ owl:onProperty {v} ; owl:someValuesFrom xsd:integer ] .",
            f"{c} owl:hasKey ( {v} ) .",
            f"{c} owl:hasKey ( {p} {v} ) .",
            f"{p} owl:equivalentProperty {q} .",
            f"{p} owl:propertyChainAxiom ( {q} {r} {p} ) .",
            f"{v} a owl:FunctionalProperty .",
            f"{v} rdfs:domain {c} .",
            f"{v} rdfs:subPropertyOf :e .",
            f"{v} rdfs:range xsd:integer .",
            f"{n} {v} {value} .",
            f"{n} owl:differentFrom {m} .",
        ]
    )


def make_triple(dice: random.Random) -> Triple:
    one, other = (NamedNode(NAMES.entity(dice.choice(N))) for _ in range(2))
    p, d = term(dice.choice(P)), term(dice.choice(D))
    return dice.choice(
        [
            *[Triple(one, p, other)] * 4,
            *[Triple(one, d, dice.choice(VALUES))] * 3,
            *[Triple(one, SAME_AS, other)] * 2,
            Triple(one, TYPE, term(dice.choice(C))),
            Triple(one, DIFFERENT_FROM, other),
            Triple(one, p, dice.choice(VALUES)),
            Triple(one, d, other),
            Triple(one, TYPE, NamedNode(f"{OWL}Thing")),
            Triple(BlankNode("x"), p, other),
        ]
    )


def edit(dice: random.Random, graph: Graph) -> None:
    """Take some of what was loaded or added out, and put other triples in."""
    places = [*LOADED, graph.corrected]
    there = [quad for name in places for quad in graph.store.quads_for_pattern(None, None, None, name)]
    there = sorted((quad for quad in there if "_:" not in str(quad) and "retract" not in str(quad)), key=str)
    removed = dice.sample(there, min(len(there), dice.choice((0, 0, 1, 1, 2, 3))))
    made = [make_triple(dice) for _ in range(dice.choice((0, 1, 1, 2, 3)))]
    added = [Quad(t.subject, t.predicate, t.object, dice.choice(places)) for t in made]
    graph.edit([quad for quad in removed if quad not in added], added)


def edit_ontology(dice: random.Random, graph: Graph, out: list[Quad]) -> None:
    """Take an axiom out of the ontology, or put one back that was taken out."""
    there = [quad for quad in graph.store.quads_for_pattern(None, None, None, graph.ontology) if is_schema(quad.triple)]
    own = sorted((quad for quad in there if "_:" not in str(quad)), key=str)
    if out and dice.random() < 0.5:
        graph.edit([], [out.pop(dice.randrange(len(out)))])
    elif own:
        out.append(dice.choice(own))
        graph.edit([out[-1]], [])


@many
@given(dice_rolls)
def test_after_any_edits_the_inferences_are_those_of_starting_over(dice: random.Random) -> None:
    done, keys, out = list[Correction](), set[str](), list[Quad]()
    with TemporaryDirectory() as folder:
        axioms = [dice.choice((make_axiom, make_wider_axiom))(dice) for _ in range(dice.randint(1, 7))]
        graph = open_with(Path(folder), *axioms)
    for _ in range(8):
        roll = dice.random()
        if roll < 0.3:
            change(dice, graph, done, keys)
        elif roll < 0.4:
            edit_ontology(dice, graph, out)
        else:
            edit(dice, graph)
        check(graph)


def test_an_axiom_that_an_update_puts_into_the_ontology_or_takes_out_is_followed(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":p a owl:ObjectProperty .")
    a, b = (NamedNode(NAMES.entity(name)) for name in "ab")
    graph.edit([], [Quad(a, term("p"), b, graph.corrected)])
    check(graph)
    axiom = Quad(term("p"), NamedNode(f"{RDFS}subPropertyOf"), term("q"), graph.ontology)
    graph.edit([], [axiom])
    check(graph)
    assert Quad(a, term("q"), b, graph.inferred) in graph.store
    graph.edit([axiom], [])
    check(graph)
    assert Quad(a, term("q"), b) not in graph.store


def test_what_is_evidence_as_well_stays_in_the_union(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":p rdfs:subPropertyOf :q .")
    a, b = (NamedNode(NAMES.entity(name)) for name in "ab")
    told, evidence = Quad(a, term("p"), b, LOADED[0]), NamedNode(f"{LOADED[0].value}#provenance")
    for out, new in (([], [told]), ([], [Quad(a, term("q"), b, evidence)]), ([told], [])):
        graph.edit(out, new)
        check(graph)
    assert Quad(a, term("q"), b) in graph.store


def test_a_large_set_with_a_term_of_the_ontology_in_it_is_followed(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":p rdfs:subPropertyOf :q .", "e:n01 owl:sameAs :Foo .")
    first, *names = (NamedNode(NAMES.entity(f"n{number:02}")) for number in range(MOST_NAMES + 10))
    links = [Quad(name, SAME_AS, first, LOADED[0]) for name in names[: MOST_NAMES - 1]]
    for new in (
        links,
        [Quad(names[4], term("p"), names[-1], LOADED[0])],
        [Quad(names[5], term("p"), first, LOADED[0])],
    ):
        graph.edit([], new)
        check(graph)


def test_a_number_is_followed_however_it_is_written(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":d rdfs:domain :A .", ":C owl:oneOf ( e:a ) .")
    for value in VALUES:
        quad = Quad(NamedNode(NAMES.entity("a")), term("d"), value, LOADED[0])
        graph.edit([], [quad])
        check(graph)
        graph.edit([], [Quad(quad.subject, SAME_AS, NamedNode(NAMES.entity("b")), LOADED[1])])
        check(graph)
        graph.edit([quad], [])
        check(graph)
        assert set(graph.store.quads_for_pattern(quad.subject, quad.predicate, None, DefaultGraph())) == set()


def test_a_value_that_is_left_does_not_hold_up_another_way_to_write_it(tmp_path: Path) -> None:
    graph = open_with(
        tmp_path, ":d rdfs:subPropertyOf :e .", ":A rdfs:subClassOf [ owl:onProperty :d ; owl:hasValue 1 ] ."
    )
    a, b = (NamedNode(NAMES.entity(name)) for name in "ab")
    link = Quad(a, SAME_AS, b, LOADED[0])
    graph.edit([], [Quad(a, term("d"), VALUES[0], LOADED[0]), Quad(b, term("d"), VALUES[1], LOADED[0]), link])
    check(graph)
    graph.edit([link], [])
    check(graph)
    graph.edit([], [Quad(b, TYPE, term("A"), LOADED[1])])
    check(graph)
    graph.edit([Quad(b, term("d"), VALUES[1], LOADED[0])], [])
    check(graph)
