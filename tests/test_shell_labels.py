"""What things are called on the screen, where they have no name of their own."""

from pyoxigraph import NamedNode, Quad, RdfFormat

from kg.graph import open_graph
from kg.graph.terms import TYPE, term
from kg.query import Answer, run
from shell.labels import read_labels

ARTICLE = "https://example.org/article/coup"
TURTLE = """
    @prefix : <https://w3id.org/newsgraph/ontology#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    <https://example.org/Lind> rdfs:label "Oscar Lind" . <https://example.org/Berg> rdfs:label "Anna Berg" .
    :Coup rdfs:label "coup" . :Conflict rdfs:label "conflict" . :Protest rdfs:label "protest" .
"""
EVENTS = """
    @prefix : <https://w3id.org/newsgraph/ontology#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <https://example.org/article/coup#event-1-0> a :Coup ; :actor <https://example.org/Lind> ;
        :target <https://example.org/Berg> ; :date "2023-07"^^xsd:gYearMonth .
    <https://example.org/article/coup#event-2-0> a :Protest ; :actor <https://example.org/Lind> .
    <https://example.org/article/coup#event-3-0> a :Protest ; :actor <https://example.org/Lind> .
    <https://example.org/article/coup#event-4-0> a :Protest ; :target <https://example.org/nobody> .
"""


def test_an_event_is_called_by_what_it_is_who_took_part_and_when() -> None:
    graph = open_graph(None)
    graph.store.load(TURTLE, RdfFormat.TURTLE)
    asked: list[str] = []

    def ask(query: str) -> Answer:
        asked.append(query)
        return run(graph, query)

    events = [f"{ARTICLE}#event-{number}-0" for number in range(1, 6)]
    assert read_labels(ask, events) == {}
    graph.store.load(EVENTS, RdfFormat.TURTLE, to_graph=NamedNode(ARTICLE))
    graph.store.add(Quad(NamedNode(events[0]), TYPE, term("Conflict"), graph.inferred))
    assert read_labels(ask, events) == {
        events[0]: "coup: Oscar Lind → Anna Berg, 2023-07",
        events[3]: "protest: → <https://example.org/nobody>",
    }
    before = len(asked)
    assert read_labels(ask, ["https://example.org/Lind"]) == {"https://example.org/Lind": "Oscar Lind"}
    assert len(asked) - before == 1
