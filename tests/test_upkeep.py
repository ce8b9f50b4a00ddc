"""Inferences kept up to date are those that starting over gives."""

import gc
import random
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple
from readings import NAMES, make_article

from kg.graph import Correction, Graph, different, open_graph, same
from kg.model import Entity, EntityMention, Reading, Span, Statement
from kg.names import ONTOLOGY
from kg.reason.engine import find_closure
from kg.reason.upkeep import bring_up_to_date

PREFIXES = """
@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
P, C, N = "pqrs", "ABCD", "abcdfg"


def make_axiom(dice: random.Random) -> str:
    p, q, r = (f":{dice.choice(P)}" for _ in range(3))
    c, d = (f":{dice.choice(C)}" for _ in range(2))
    n, m = (f"e:{dice.choice(N)}" for _ in range(2))
    return dice.choice(
        [
            f"{p} rdfs:subPropertyOf {q} .",
            f"{p} a owl:TransitiveProperty .",
            f"{p} a owl:SymmetricProperty .",
            f"{p} owl:inverseOf {q} .",
            f"{p} owl:propertyChainAxiom ( {q} {r} ) .",
            f"{p} rdfs:domain {c} .",
            f"{p} rdfs:range {c} .",
            f"{c} rdfs:subClassOf {d} .",
            f"{p} a owl:FunctionalProperty .",
            f"{p} a owl:InverseFunctionalProperty .",
            f"{c} owl:hasKey ( {p} {q} ) .",
            f"{c} rdfs:subClassOf [ owl:onProperty {p} ; owl:hasValue {n} ] .",
            f"{c} owl:equivalentClass [ owl:onProperty {p} ; owl:someValuesFrom {d} ] .",
            f"{c} rdfs:subClassOf [ owl:onProperty {p} ; owl:allValuesFrom {d} ] .",
            f"{c} rdfs:subClassOf [ owl:onProperty {p} ; owl:maxCardinality 1 ] .",
            f"{c} owl:equivalentClass [ owl:intersectionOf ( {d} [ owl:onProperty {p} ; owl:someValuesFrom owl:Thing ] ) ] .",  # noqa: E501
            f"{n} a {c} .",
            f"{n} {p} {m} .",
            f"{n} {p} {m} .",
            f"{n} owl:sameAs {m} .",
        ]
    )


def make_random_reading(dice: random.Random, key: str) -> Reading:
    typed = sorted({(dice.choice(N), dice.choice(C)) for _ in range(dice.randint(0, 2))})
    entities = tuple(Entity(NAMES.entity(name), cls, (cls,), name, ()) for name, cls in typed)
    facts = tuple(
        Statement(NAMES.entity(dice.choice(N)), dice.choice(P), NAMES.entity(dice.choice(N)), 0, 3, "pattern")
        for _ in range(dice.randint(0, 4))
    )
    mentions = tuple(EntityMention(0, 3, each.iri) for each in entities)
    return Reading(make_article(key, "T" * 20), (Span(0, 20),), entities, mentions, (), (), facts)


def make_correction(dice: random.Random) -> Correction:
    one, other = (NAMES.entity(dice.choice(N)) for _ in range(2))
    match dice.choice(("same", "same", "different", "added", "retracted")):
        case "same":
            return same(one, other)
        case "different":
            return different(one, other)
        case kind:
            relation = NamedNode(ONTOLOGY + dice.choice(P))
            return Correction(
                "added" if kind == "added" else "retracted", Triple(NamedNode(one), relation, NamedNode(other))
            )


def change(dice: random.Random, graph: Graph, done: list[Correction], keys: set[str]) -> None:
    share = dice.random()
    if share < 0.5:
        keys.add(key := dice.choice("xyz"))
        graph.add(make_random_reading(dice, key))
    elif share < 0.7 and keys:
        graph.remove(key := dice.choice(sorted(keys)))
        keys.discard(key)
    elif share < 0.9 or not done:
        done.append(make_correction(dice))
        graph.correct(done[-1])
    else:
        graph.undo(done.pop(dice.randrange(len(done))))


@pytest.mark.parametrize("seed", range(60))
def test_after_any_changes_the_inferences_are_those_of_starting_over(seed: int, tmp_path: Path) -> None:
    dice, graph, file = random.Random(seed), open_graph(None), tmp_path / "own.ttl"
    file.write_text(PREFIXES + "\n".join(make_axiom(dice) for _ in range(dice.randint(1, 6))), encoding="utf8")
    graph.set_ontology([file])
    bring_up_to_date(graph)
    done, keys = list[Correction](), set[str]()
    for _ in range(8):
        change(dice, graph, done, keys)
        count = bring_up_to_date(graph)
        found = {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)}
        assert found == set(find_closure(graph).triples)
        assert count == len(found)
        assert not graph.stale


def test_a_closed_graph_can_be_opened_again_at_once(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(f"{PREFIXES}:p a owl:TransitiveProperty , owl:FunctionalProperty . :A rdfs:subClassOf :B .\n")
    dice, done, keys = random.Random(4), list[Correction](), set[str]()
    gc.disable()  # what is kept in a circle would keep the store open until it is found
    try:
        for _ in range(8):
            with open_graph(tmp_path / "graph.kg", write=True) as graph:
                graph.set_ontology([file])
                change(dice, graph, done, keys)
                bring_up_to_date(graph)
    finally:
        gc.enable()
    assert done
    assert keys
