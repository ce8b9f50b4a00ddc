"""Which articles a store holds, and what is there because of each.

An article's own node counts only in its own provenance graph, whatever else is said of it elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.errors import StoreError
from kg.graph import terms
from kg.graph.terms import TYPE, term
from kg.names import provenance_graph


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article in the graph; ``triples`` are those it asserts, ``copy_of`` an earlier one with nearly its text."""

    iri: str
    key: str
    title: str | None
    publisher: str | None
    issued: str | None
    source: str | None
    copy_of: str | None
    triples: int


@dataclass(frozen=True, slots=True)
class Change:
    """What adding or removing an article did: quads of its graphs that came and went."""

    kind: OneOf["added", "replaced", "unchanged", "removed"]
    article: str
    added: int = 0
    removed: int = 0
    copy_of: str | None = None


def article_iris(store: Store) -> list[str]:
    """The articles, sorted."""
    return sorted(set(find_articles(store)))


def find_articles(store: Store) -> Iterator[str]:
    """The articles as the store has them."""
    for quad in store.quads_for_pattern(None, TYPE, term("Article"), None):
        if isinstance(quad.subject, NamedNode) and is_own(quad):
            yield quad.subject.value


def find(store: Store, article: str, *, base: str, place: str) -> str:
    """The IRI of an article named by its IRI, the end of it, or its key; ``place`` is where the store lies.

    Raises:
        StoreError: no such article, or more than one.
    """
    for iri in (article, f"{base}article/{article}"):
        if terms.is_iri(iri) and is_article(store, iri):
            return iri
    found = list(with_key(store, article)) or [
        iri for iri in article_iris(store) if iri.rpartition("/")[2].startswith(article)
    ]
    if len(found) != 1:
        message = f"no article {article!r} in the graph" if not found else f"{article!r} names {len(found)} articles"
        raise StoreError(message, place=place, remedy="kg articles lists them")
    return found[0]


def info(store: Store, iri: str) -> ArticleInfo:
    """What is known of an article."""
    count = store.query(f"SELECT (COUNT(*) AS ?count) {{ GRAPH {NamedNode(iri)} {{ ?s ?p ?o }} }}")
    assert isinstance(count, QuerySolutions)
    known: dict[NamedNode, str] = {}
    for quad in store.quads_for_pattern(NamedNode(iri), None, None, NamedNode(provenance_graph(iri))):
        if isinstance(quad.object, Literal | NamedNode):
            known.setdefault(quad.predicate, quad.object.value)
    return ArticleInfo(
        iri,
        known.get(terms.IDENTIFIER, ""),
        known.get(terms.TITLE),
        known.get(terms.PUBLISHER),
        known.get(terms.ISSUED),
        known.get(terms.SOURCE),
        known.get(term("copyOf")),
        int(next(count)["count"].value),
    )


def is_article(store: Store, iri: str) -> bool:
    """Whether the store holds this article."""
    return Quad(NamedNode(iri), TYPE, term("Article"), NamedNode(provenance_graph(iri))) in store


def is_current(store: Store, iri: str, reading: str) -> bool:
    """Whether the store holds this reading of an article."""
    return digest(store, iri) == reading


def digest(store: Store, iri: str) -> str:
    """The digest of the reading that the store holds of an article, empty where there is none."""
    return value(store, iri, term("readingDigest")) or ""


def with_key(store: Store, key: str) -> set[str]:
    """The articles with this key: one, or none."""
    quads = store.quads_for_pattern(None, terms.IDENTIFIER, terms.text(key), None)
    return {q.subject.value for q in quads if isinstance(q.subject, NamedNode) and is_own(q)}


def value(store: Store, iri: str, property_: NamedNode) -> str | None:
    """What an article's own node has for a property."""
    quads = store.quads_for_pattern(NamedNode(iri), property_, None, NamedNode(provenance_graph(iri)))
    return next((q.object.value for q in quads if isinstance(q.object, Literal | NamedNode)), None)


def quads_of(store: Store, iri: str, corrections: NamedNode) -> list[Quad]:
    """All that is there because of an article, but links from its copies."""
    node = NamedNode(iri)
    graphs = (node, NamedNode(provenance_graph(iri)))
    own = [quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph)]
    return own + list(store.quads_for_pattern(None, term("retractedFrom"), node, corrections))


def is_own(quad: Quad) -> bool:
    """Whether what is said of an article stands in its own provenance graph."""
    graph, subject = quad.graph_name, quad.subject
    if isinstance(graph, NamedNode) and isinstance(subject, NamedNode):
        return graph.value == provenance_graph(subject.value)
    return False
