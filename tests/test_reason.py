"""What follows, what must not, and why."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from readings import NAMES, make_claim, make_entity, make_reading

from kg.graph import Correction, Graph, open_graph, same
from kg.graph.terms import TYPE, term
from kg.model import Claim, Reading, Statement, Target
from kg.names import ONTOLOGY, OWL, RDF, RDFS, part
from kg.query import Truth, run
from kg.reason.blame import find_inconsistencies
from kg.reason.engine import materialise
from kg.reason.explain import Proof, explain
from kg.reason.lines import proof_json, proof_lines
from kg.reason.words import Speaker
from kg.tbox import ontology_files

SHORTCUTS = ("claims", "denies", "deniesClaimOf", "accuses", "condemns", "supports", "demandsOf")
OWN = """
@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:oldAllyOf a owl:ObjectProperty ; rdfs:subPropertyOf :allyOf .
e:Old_Town a :Place ; :locatedIn e:Minsk .
e:Latvia :memberOf e:Hansa .
e:Somewhere :memberOf e:Hansa .
"""


def reasoned(*readings: Reading, folder: Path | None = None) -> Graph:
    graph = open_graph(None)
    own = []
    if folder:
        own = [folder / "own.ttl"]
        own[0].write_text(OWN, encoding="utf-8")
    graph.set_ontology(ontology_files(), own)
    for reading in readings:
        graph.add(reading)
    materialise(graph)
    return graph


def ask(graph: Graph, pattern: str) -> bool:
    answer = run(graph, f"ASK {{ {pattern} }}")
    assert isinstance(answer, Truth)
    return answer.value


def entity(name: str) -> NamedNode:
    return NamedNode(NAMES.entity(name))


def relation(name: str) -> NamedNode:
    return NamedNode(ONTOLOGY + name)


def fact(reading: Reading, subject: str, property_: str, object_: str) -> Statement:
    return Statement(NAMES.entity(subject), property_, NAMES.entity(object_), 0, 10, f"{property_} pattern")


def inferred(graph: Graph) -> list[Triple]:
    return [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)]


def claims_about_nato(reading: Reading, **facts: object) -> tuple[Claim, ...]:
    """One claim of every class that has a shortcut, all by Lukashenko at NATO."""
    targets = {"Accusation": "accused", "Condemnation": "condemned", "Support": "backed", "Demand": "addressee"}
    claims = []
    for number, (cls, property_) in enumerate(targets.items()):
        values: dict[str, object] = {
            "iri": part(reading.article.iri, "claim", 21, number),
            "targets": (Target(property_, NAMES.entity("NATO")),),
        }
        claims.append(
            make_claim(reading.article, "accused", cls, NAMES.entity("Alexander Lukashenko"), **values | facts)
        )
    return tuple(claims)


def test_whoever_makes_a_claim_accuses_condemns_supports_and_demands() -> None:
    reading = make_reading()
    graph = reasoned(replace(reading, claims=claims_about_nato(reading)))
    for shortcut in ("accuses", "condemns", "supports", "demandsOf"):
        assert ask(graph, f"e:Alexander_Lukashenko :{shortcut} e:NATO"), shortcut
    assert ask(graph, "e:Alexander_Lukashenko :claims ?c . ?c a :Demand ; :target e:NATO ; a :Claim")


def test_a_spokeswoman_denies_for_herself_and_for_whom_she_speaks() -> None:
    graph = reasoned(make_reading())
    for name in ("Oana_Lungescu", "NATO"):
        assert ask(graph, f"e:{name} :denies ?c ; :deniesClaimOf e:Alexander_Lukashenko . ?c a :Accusation"), name
    assert ask(graph, "e:Alexander_Lukashenko :accuses e:NATO")


@pytest.mark.parametrize(
    "facts",
    [
        {"made": False, "polarity": "negative"},
        {"made": False, "modality": "hypothetical"},
        {"made": False, "modality": "expected"},
        {"made": False, "modality": "questioned"},
        {"made": False, "within": part(make_reading().article.iri, "claim", 0, 0)},
    ],
)
def test_a_claim_that_nobody_makes_gives_no_shortcut(facts: dict[str, object]) -> None:
    reading = make_reading()
    accused = claims_about_nato(reading, behalf=NAMES.entity("Belarus"), **facts)
    denial = replace(reading.claims[1], **facts)  # type: ignore[arg-type]  # the values are those of the record
    graph = reasoned(replace(reading, claims=(*accused, denial)))
    assert ask(graph, "?c :claimant e:Alexander_Lukashenko ; :accused e:NATO")
    for shortcut in SHORTCUTS:
        assert not ask(graph, f"?x :{shortcut} ?y"), shortcut


def test_what_is_claimed_or_negated_is_never_reasoned_over() -> None:
    graph = reasoned(make_reading())
    assert ask(graph, "?p a :Proposition ; rdf:predicate :opposes")
    assert not ask(graph, "{ ?x :opposes ?y } UNION { e:NATO :allyOf ?y } UNION { ?y :allyOf e:NATO }")
    assert not any("#proposition" in str(triple) or "#evidence" in str(triple) for triple in inferred(graph))
    assert not any("#sentence" in str(triple) or "#negated" in str(triple) for triple in inferred(graph))


def test_an_alliance_holds_both_ways_and_through_sub_properties(tmp_path: Path) -> None:
    reading = make_reading()
    facts = (fact(reading, "Belarus", "allyOf", "Russia"), fact(reading, "Latvia", "oldAllyOf", "NATO"))
    graph = reasoned(replace(reading, facts=facts), folder=tmp_path)
    assert ask(graph, "e:Russia :allyOf e:Belarus . e:NATO :allyOf e:Latvia . e:Latvia :allyOf e:NATO")


def test_an_inverse_and_a_domain_follow() -> None:
    graph = reasoned(make_reading())
    assert ask(graph, "e:NATO :hasMember e:Latvia")
    assert ask(graph, "e:Latvia a :Agent , :Organization , :Place")


def test_no_alliance_follows_from_common_membership() -> None:
    reading = make_reading()
    facts = (fact(reading, "Latvia", "memberOf", "NATO"), fact(reading, "Estonia", "memberOf", "NATO"))
    graph = reasoned(replace(reading, facts=facts))
    assert not ask(graph, "?x :allyOf ?y")


def test_what_happens_in_a_place_happens_in_what_that_lies_in(tmp_path: Path) -> None:
    reading = make_reading()
    event = replace(reading.events[0], places=(NAMES.entity("Old Town"),))
    square = fact(reading, "Square", "locatedIn", "Old Town")
    graph = reasoned(replace(reading, events=(event,), facts=(square,)), folder=tmp_path)
    assert ask(graph, "?rally a :Rally ; :place e:Old_Town , e:Minsk , e:Belarus")
    assert ask(graph, "e:Square :locatedIn e:Minsk , e:Belarus")


def test_the_ontology_alone_says_only_what_the_articles_name(tmp_path: Path) -> None:
    graph = reasoned(make_reading(), folder=tmp_path)
    assert not ask(graph, "e:Hansa :hasMember ?x")
    assert ask(graph, "e:Belarus a :State") is True
    assert not ask(graph, "e:Portugal a :Agent")


def test_nothing_is_inferred_that_is_asserted_trivial_or_about_owl() -> None:
    graph = reasoned(make_reading())
    found = inferred(graph)
    assert found
    for triple in found:
        named = graph.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        assert {quad.graph_name for quad in named if isinstance(quad.graph_name, NamedNode)} == {graph.inferred}
        assert not (triple.predicate.value == f"{OWL}sameAs" and triple.subject == triple.object)
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode)
        assert not triple.subject.value.startswith((ONTOLOGY, OWL, RDF, RDFS))
        assert not triple.object.value.startswith((OWL, RDF, RDFS))


def test_the_closure_is_the_same_again_and_grows_with_the_articles() -> None:
    graph = reasoned(make_reading("a"))
    first = set(inferred(graph))
    materialise(graph)
    assert set(inferred(graph)) == first
    assert not graph.stale
    graph.add(make_reading("b"))
    materialise(graph)
    assert set(inferred(graph)) > first
    graph.remove("b")
    materialise(graph)
    assert set(inferred(graph)) == first


def test_two_names_of_one_entity_share_what_is_said() -> None:
    graph = reasoned(make_reading())
    graph.correct(same(NAMES.entity("North Atlantic Alliance"), NAMES.entity("NATO")))
    materialise(graph)
    assert ask(graph, "e:Latvia :memberOf e:North_Atlantic_Alliance")
    assert ask(graph, "e:Alexander_Lukashenko :accuses e:North_Atlantic_Alliance")


def test_a_contradiction_is_reported_and_stops_nothing() -> None:
    reading = make_reading()
    twice = replace(make_entity("Alexander Lukashenko", "Organization", "Agent"))
    graph = reasoned(replace(reading, entities=(*reading.entities, twice)))
    (found,) = find_inconsistencies(graph)
    assert found.words == "Alexander Lukashenko is a person but Alexander Lukashenko is an organisation"
    assert found.rule == "cax-adc"
    assert found.blame
    assert ask(graph, "e:Alexander_Lukashenko :accuses e:NATO")
    assert find_inconsistencies(reasoned(reading)) == []


def test_an_inference_leads_back_to_its_sentences() -> None:
    graph = reasoned(make_reading())
    proof = explain(graph, entity("NATO"), relation("deniesClaimOf"), entity("Alexander Lukashenko"))
    assert proof is not None
    text = "\n".join(proof_lines(proof, NAMES.prefixes, base=NAMES.base))
    assert text.startswith(
        "NATO denies a claim of Alexander Lukashenko because NATO denies an accusation and "
        "that accusation has the claimant Alexander Lukashenko (rule prp-spo2, ontology/core.ttl)\n"
        "  “Oana Lungescu, a spokeswoman for NATO, denied the accusation: “It is baseless.””\n"
    )
    assert (
        "e:NATO :deniesClaimOf e:Alexander_Lukashenko   "
        "[prp-spo2, core.ttl: :deniesClaimOf owl:propertyChainAxiom ( :denies :claimant )]"
    ) in text
    assert "“Oana Lungescu, a spokeswoman for NATO, denied the accusation: “It is baseless.””" in text
    assert "“Alexander Lukashenko accused NATO of massing troops.”" in text
    assert "Rally, 2020-08-16, characters 21 to 28, pattern: {claimant} accused" in text
    found = json.loads(json.dumps(proof_json(proof, NAMES.prefixes)))
    assert found["premises"][1]["sources"][0]["start"] == 21


def test_a_proof_tells_of_claims_by_their_class_where_no_other_is_meant() -> None:
    store, said = Store(), term("about")
    one, two, three = (NamedNode(f"http://e.org/a#claim-{number}") for number in range(3))
    ana, ben = entity("Ana"), entity("Ben")
    for claim, cls, maker in ((one, "Accusation", ana), (two, "Claim", ana), (three, "Claim", ben)):
        store.add(Quad(claim, TYPE, term(cls), NamedNode("http://e.org/a")))
        store.add(Quad(claim, TYPE, term(cls)))
        store.add(Quad(claim, term("claimant"), maker))
    told = Speaker(store).say_together
    assert told([(ana, said, one), (one, said, ben)]) == ["Ana is about an Accusation", "that Accusation is about Ben"]
    assert told([(one, said, ana)]) == ["the Accusation by Ana is about Ana"]
    assert told([(ana, said, two), (two, said, three)]) == [
        "Ana is about the Claim by Ana",
        "the Claim by Ana is about the Claim by Ben",
    ]


def leaves(proof: Proof) -> list[Proof]:
    if not proof.premises:
        return [proof]
    return [leaf for premise in proof.premises for leaf in leaves(premise)]


def test_every_inference_has_a_proof_that_ends_in_sentences_or_the_ontology(tmp_path: Path) -> None:
    reading = make_reading()
    event = replace(reading.events[0], places=(NAMES.entity("Old Town"),))
    facts = (
        *reading.facts,
        fact(reading, "Belarus", "allyOf", "Russia"),
        fact(reading, "Square", "locatedIn", "Old Town"),
    )
    graph = reasoned(replace(reading, events=(event,), facts=facts), folder=tmp_path)
    graph.correct(same(NAMES.entity("North Atlantic Alliance"), NAMES.entity("NATO")))
    materialise(graph)
    for triple in inferred(graph):
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode)
        proof = explain(graph, triple.subject, triple.predicate, triple.object)
        assert proof is not None, triple
        assert proof.origin == "inferred"
        for leaf in leaves(proof):
            assert leaf.origin != "inferred", triple
            assert leaf.origin != "article" or leaf.sources, triple


def test_asserted_ontology_and_analyst_triples_are_their_own_proof() -> None:
    graph = reasoned(make_reading("a"), make_reading("b"))
    proof = explain(graph, entity("Latvia"), relation("memberOf"), entity("NATO"))
    assert proof is not None
    assert (proof.origin, len(proof.sources)) == ("article", 2)
    assert {source.sentence for source in proof.sources} == {"Latvia is a member of NATO."}
    border = explain(graph, entity("Latvia"), relation("borders"), entity("Belarus"))
    assert border is not None
    assert border.origin == "ontology"
    added = Triple(entity("Latvia"), relation("opposes"), entity("Belarus"))
    graph.correct(Correction("added", added))
    by_hand = explain(graph, entity("Latvia"), relation("opposes"), entity("Belarus"))
    assert by_hand is not None
    assert by_hand.origin == "analyst"


def test_what_does_not_hold_has_no_proof() -> None:
    graph = reasoned(make_reading())
    assert explain(graph, entity("NATO"), relation("accuses"), entity("Alexander Lukashenko")) is None
    assert explain(graph, entity("NATO"), relation("text"), Literal("x")) is None


def test_an_inference_without_a_known_rule_still_says_that_it_is_one() -> None:
    graph = open_graph(None)
    triple = Triple(entity("A"), relation("allyOf"), entity("B"))
    graph.set_inferred([triple])
    assert Quad(*triple) in graph.store
    proof = explain(graph, entity("A"), relation("allyOf"), entity("B"))
    assert proof == Proof(triple, "inferred", words="A is ally of B")
    assert proof_lines(proof, NAMES.prefixes) == ["e:A :allyOf e:B   [inferred; the step cannot be shown]"]
