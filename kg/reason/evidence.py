"""Where an asserted triple comes from: sentences of articles, a file, the ontology, an analyst."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.graph import Graph, shelf, terms
from kg.graph.terms import OBJECT, PREDICATE, SUBJECT, term
from kg.names import provenance_graph
from kg.reason.rules import Fact

Origin = OneOf["article", "ontology", "file", "analyst", "inferred", "supposed"]


@dataclass(frozen=True, slots=True)
class Source:
    """Words of an article that show a triple, in their sentence; offsets count into the article's text."""

    article: str
    title: str | None
    publisher: str | None
    issued: str | None
    sentence: str
    start: int
    end: int
    pattern: str


def find_origin(graph: Graph, fact: Fact) -> tuple[Origin, tuple[Source, ...]]:
    """Who asserts a triple: articles, else a file, the ontology, an analyst; ``inferred`` where nobody does."""
    subject, predicate, object_ = fact
    quads = graph.store.quads_for_pattern(subject, predicate, object_, None)  # type: ignore[arg-type]  # a triple's places
    holders = {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}
    named = {holder.value for holder in holders if isinstance(holder, NamedNode)}
    articles = sorted(iri for iri in named if shelf.is_article(graph.store, iri))
    if articles:
        return "article", tuple(source for iri in articles for source in find_sources(graph.store, iri, fact))
    if any(iri.endswith(provenance_graph("")) for iri in named):
        return "article", ()
    if any(iri.startswith("file:") for iri in named):
        return "file", ()
    if graph.ontology in holders:
        return "ontology", ()
    return ("analyst" if graph.corrected in holders else "inferred"), ()


def find_sources(store: Store, article: str, fact: Fact) -> Iterator[Source]:
    """The words of an article that show a triple: evidence of the triple, else of the node that it describes."""
    graph = NamedNode(provenance_graph(article))
    triple = Triple(*fact)  # type: ignore[arg-type]  # a triple's places
    found = list(_evidence_of_triple(store, graph, triple)) or [
        quad.subject for quad in store.quads_for_pattern(None, term("evidenceFor"), triple.subject, graph)
    ]
    sources = [_source(store, graph, article, node) for node in found if isinstance(node, NamedNode)]
    yield from sorted(sources, key=lambda source: (source.start, source.end, source.pattern))


def _evidence_of_triple(store: Store, graph: NamedNode, triple: Triple) -> Iterator[object]:
    for quad in store.quads_for_pattern(None, SUBJECT, triple.subject, graph):
        if (
            Quad(quad.subject, PREDICATE, triple.predicate, graph) in store
            and Quad(quad.subject, OBJECT, triple.object, graph) in store
        ):
            yield quad.subject


def _source(store: Store, graph: NamedNode, article: str, node: NamedNode) -> Source:
    facts = {quad.predicate: quad.object for quad in store.quads_for_pattern(node, None, None, graph)}
    sentence = facts.get(term("sentence"))
    texts = store.quads_for_pattern(sentence, term("text"), None, graph) if isinstance(sentence, NamedNode) else ()
    text = next((quad.object.value for quad in texts if isinstance(quad.object, Literal)), "")
    return Source(
        article,
        shelf.value(store, article, terms.TITLE),
        shelf.value(store, article, terms.PUBLISHER),
        shelf.value(store, article, terms.ISSUED),
        text,
        int(_text(facts.get(term("start"))) or 0),
        int(_text(facts.get(term("end"))) or 0),
        _text(facts.get(term("pattern"))),
    )


def _text(node: object) -> str:
    return node.value if isinstance(node, Literal) else ""
