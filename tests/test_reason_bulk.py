"""Large graphs: the same inferences by sets as tuple at a time, in the store and out of memory."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import StoreError
from kg.graph import Graph, open_graph
from kg.graph.terms import SAME_AS, TYPE, term
from kg.names import ONTOLOGY, OWL, RDF, RDFS, XSD, provenance_graph
from kg.reason import engine
from kg.reason.bulk import materialise_in_bulk
from kg.reason.bulk.sames import find_roots
from kg.reason.bulk.tables import Relation
from kg.reason.engine import find_closure, materialise
from kg.reason.orders import find_circles

ARTICLE = "https://w3id.org/newsgraph/article/a"
PREFIXES = f"""
@prefix : <{ONTOLOGY}> . @prefix e: <https://w3id.org/newsgraph/entity/> . @prefix owl: <{OWL}> .
@prefix rdf: <{RDF}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> . @prefix sh: <http://www.w3.org/ns/shacl#> .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE)]


def put(graph: Graph, name: NamedNode, found: Sequence[Triple]) -> None:
    quads = [Quad(t.subject, t.predicate, t.object, name) for t in found]
    graph.store.extend([*quads, *(Quad(t.subject, t.predicate, t.object) for t in found)])


def graph_of(ontology: str, facts: str, path: Path | None = None) -> Graph:
    graph = open_graph(path, write=True)
    put(graph, graph.ontology, triples(ontology))
    put(graph, NamedNode(ARTICLE), triples(facts))
    put(graph, NamedNode(provenance_graph(ARTICLE)), [Triple(NamedNode(ARTICLE), TYPE, term("Article"))])
    return graph


def inferred(graph: Graph) -> set[Triple]:
    return {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)}


def in_default(graph: Graph) -> set[Triple]:
    return {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, DefaultGraph())}


def in_named(graph: Graph) -> set[Triple]:
    return {quad.triple for quad in graph.store if isinstance(quad.graph_name, NamedNode)}


def both_ways(ontology: str, facts: str) -> set[Triple]:
    """The inferences, once it is seen that sets and tuples give the same."""
    graph = graph_of(ontology, facts)
    wanted = set(find_closure(graph).triples)
    assert materialise_in_bulk(graph) == len(wanted)
    assert inferred(graph) == wanted
    assert in_default(graph) == in_named(graph)
    return wanted


P, C = st.sampled_from([f":p{n}" for n in range(4)]), st.sampled_from([f":C{n}" for n in range(4)])
E = st.sampled_from([f"e:{name}" for name in "abcdef"])
VALUES = st.sampled_from(
    ['"1"^^xsd:integer', '"01"^^xsd:int', '"1.0"^^xsd:decimal', '"x"', '"x"@en', '"12x"^^xsd:integer']
)
AXIOMS = st.one_of(
    st.builds("{} rdfs:subPropertyOf {} .".format, P, P),
    st.builds("{} owl:inverseOf {} .".format, P, P),
    st.builds("{} a owl:{} .".format, P, st.sampled_from(["SymmetricProperty", "TransitiveProperty"])),
    st.builds("{} a owl:{} .".format, P, st.sampled_from(["FunctionalProperty", "InverseFunctionalProperty"])),
    st.builds("{} rdfs:domain {} .".format, P, C),
    st.builds("{} rdfs:range {} .".format, P, C),
    st.builds("{} owl:propertyChainAxiom ( {} {} ) .".format, P, P, P),
    st.builds("{} rdfs:subClassOf {} .".format, C, C),
    st.builds("{} owl:equivalentClass {} .".format, C, C),
    st.builds("{} owl:hasKey ( {} ) .".format, C, P),
    st.builds("{} owl:intersectionOf ( {} {} ) .".format, C, C, C),
    st.builds("{} owl:unionOf ( {} {} ) .".format, C, C, C),
    st.builds("{} owl:oneOf ( {} {} ) .".format, C, E, E),
    st.builds("{} owl:onProperty {} ; owl:hasValue {} .".format, C, P, st.one_of(E, VALUES)),
    st.builds("{} owl:onProperty {} ; owl:someValuesFrom {} .".format, C, P, C),
    st.builds("{} owl:onProperty {} ; owl:someValuesFrom xsd:integer .".format, C, P),
    st.builds("{} owl:onProperty {} ; owl:allValuesFrom {} .".format, C, P, C),
    st.builds("{} owl:onProperty {} ; owl:maxCardinality 1 .".format, C, P),
    st.builds("{} rdfs:subClassOf [ owl:onProperty {} ; owl:someValuesFrom {} ] .".format, C, P, C),
    st.builds("[ owl:onProperty {} ; owl:someValuesFrom {} ] rdfs:subClassOf {} .".format, P, C, C),
)
FACTS = st.one_of(
    st.builds("{} {} {} .".format, E, P, E),
    st.builds("{} a {} .".format, E, C),
    st.builds("{} {} {} .".format, E, P, VALUES),
    st.builds("{} :unruled {} .".format, E, E),
)
NAMES = st.builds("{} owl:sameAs {} .".format, E, E)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOMS, max_size=8), st.lists(FACTS, max_size=3), st.lists(FACTS | NAMES, min_size=1, max_size=12))
def test_sets_and_tuples_give_the_same(axioms: list[str], gazetteer: list[str], facts: list[str]) -> None:
    both_ways("\n".join(axioms + gazetteer), "\n".join(facts))


def test_an_analysts_rules_with_variables_for_properties_and_classes_are_run() -> None:
    rules = """
    :Marked sh:rule [ a sh:SPARQLRule ; sh:construct "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o . ?s a :Marked }" ] .
    :Open sh:rule [ a sh:SPARQLRule ;
        sh:construct "CONSTRUCT { ?x a ?c } WHERE { ?x :like ?y . ?y a ?c . FILTER (?x != ?y) }" ] .
    """
    facts = "e:a a :Marked ; :p e:b ; :q e:c . e:d :like e:a . e:a :like e:a . e:e :like e:d . e:d a :Odd ."
    found = both_ways(rules, facts)
    assert set(triples("e:b :p e:a . e:c :q e:a . e:d a :Marked . e:e a :Odd , :Marked .")) <= found


def test_literals_are_compared_by_value() -> None:
    key = ":Law owl:hasKey ( :number ) . :Law5 owl:onProperty :number ; owl:hasValue 5 ."
    facts = 'e:a a :Law ; :number 5 . e:b a :Law ; :number "05"^^xsd:int . e:c a :Law ; :number "5" .'
    found = both_ways(key, facts)
    assert set(triples("e:a owl:sameAs e:b ; a :Law5 . e:b a :Law5 .")) <= found
    assert not any("entity/c" in str(triple) for triple in found)


def test_properties_and_classes_that_are_the_same_are_one() -> None:
    both_ways(":p a owl:SymmetricProperty .", "e:a :q e:b . :p owl:sameAs :q . e:c a :C . :C owl:sameAs :B .")


def test_a_clique_of_ten_thousand_names_stays_at_its_representative() -> None:
    names = [NamedNode(f"https://w3id.org/newsgraph/entity/n{n:05}") for n in range(10_000)]
    graph = graph_of(":p a owl:SymmetricProperty .", "e:x :p e:n00077 . e:n09000 :p e:y .")
    chain = [Triple(one, SAME_AS, other) for one, other in pairwise(names)]
    put(graph, NamedNode(ARTICLE), chain)
    assert materialise_in_bulk(graph) == len(inferred(graph))
    assert set(triples("e:x :p e:n00000 . e:n00000 :p e:x , e:y . e:y :p e:n00000 .")) <= inferred(graph)
    assert len(inferred(graph)) < 10_010
    assert inferred(graph) == set(find_closure(graph).triples)


WORLD = ":in a owl:TransitiveProperty . :Town rdfs:subClassOf :Place . :twin a owl:SymmetricProperty ."


def chain_of(number: int) -> str:
    return "\n".join(f"e:t{n} :in e:t{n // 2} ; a :Town ; :twin e:t{number - n} ." for n in range(1, number))


def test_what_no_longer_follows_goes_and_what_follows_stays(tmp_path: Path) -> None:
    for path in (None, tmp_path / "a.kg"):
        graph = open_graph(path, write=True)
        graph.close()
        graph = graph_of(WORLD, chain_of(40), path)
        materialise_in_bulk(graph)
        (gone,) = triples("e:t20 :twin e:t20 .")
        graph.store.remove(Quad(*triples("e:t20 :in e:t10 .")[0], NamedNode(ARTICLE)))
        graph.store.remove(Quad(*triples("e:t20 :in e:t10 .")[0]))
        graph.store.add(Quad(*gone, NamedNode(ARTICLE)))
        before = inferred(graph)
        assert materialise_in_bulk(graph) == len(inferred(graph))
        assert inferred(graph) == set(find_closure(graph).triples)
        assert len(inferred(graph)) < len(before)
        assert in_default(graph) == in_named(graph)
        assert not graph.stale
        graph.close()


def test_a_large_graph_is_drawn_by_sets_and_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    graph, small = graph_of(WORLD, chain_of(60)), graph_of(WORLD, chain_of(60))
    assert materialise(small, progress=heard.append) == len(inferred(small))
    assert not heard
    monkeypatch.setattr(engine, "SMALL", 100)
    assert materialise(graph, progress=heard.append) == len(inferred(graph))
    assert inferred(graph) == inferred(small)
    assert "triples drawn" in heard[-1]


def test_tables_that_do_not_fit_into_memory_go_to_disk() -> None:
    facts = chain_of(3000)
    graph, tight = graph_of(WORLD, facts), graph_of(WORLD, facts)
    assert materialise_in_bulk(tight, memory="40MB") == materialise_in_bulk(graph)
    assert inferred(tight) == inferred(graph)


def test_stopped_reasoning_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    graph = graph_of(WORLD, chain_of(200), tmp_path / "a.kg")
    before = set(graph.store)

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        materialise_in_bulk(graph, progress=stop)
    assert set(graph.store) == before
    assert not list((tmp_path / "a.kg").glob("reasoning-*"))
    assert materialise_in_bulk(graph) == len(inferred(graph))
    graph.close()


def test_a_load_that_broke_off_is_repaired_on_opening(tmp_path: Path) -> None:
    graph = graph_of(WORLD, chain_of(20), tmp_path / "a.kg")
    kept, extra = set(graph.store), triples("e:t1 :in e:nowhere .")[0]
    with pytest.raises(StoreError, match="No such file"):
        graph.load_inferred(tmp_path / "gone.nt", tmp_path / "gone.nt", 0)
    graph.store.add(Quad(*extra))
    graph.store.remove(Quad(*triples("e:t4 :in e:t2 .")[0]))
    assert kept - set(graph.store)
    graph.close()
    with open_graph(tmp_path / "a.kg", write=True) as again:
        assert set(again.store) == kept
        assert again.stale


def test_numbers_that_hang_together_have_one_root() -> None:
    roots = find_roots([(1, 2), (3, 4), (2, 3), (7, 8)])
    assert len({roots[n] for n in (1, 2, 3, 4)}) == 1
    assert roots[7] == roots[8] != roots[1]


def test_circles_come_after_what_they_need() -> None:
    a, b, c, d = (Relation(n) for n in range(4))
    needs = {a: {b: None}, b: {c: None, d: None}, c: {b: None}, d: {}}
    assert [set(circle) for circle in find_circles(needs)] == [{d}, {b, c}, {a}]
