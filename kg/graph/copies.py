"""Nearly the same text under another key: kept, and linked to the article that was there first."""

import sqlite3
from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode, Quad, Store

from kg.graph import changes, kept, shelf
from kg.graph.terms import term

SIMILARITY = 0.7  # of the runs of words, from which a text counts as a copy


def find_original(store: Store, beside: sqlite3.Connection, iri: str, fingerprint: Sequence[int]) -> str | None:
    """The article of which this text is nearly a copy, itself no copy; None where there is none."""
    for other, digest, share in kept.find_alike(beside, iri, fingerprint):
        if share >= SIMILARITY and shelf.is_current(store, other, digest):
            root = shelf.value(store, other, term("copyOf")) or other
            if root != iri:
                return root
    return None


def relink(store: Store, beside: sqlite3.Connection, changed: set[str], now: str | None) -> None:
    """Link anew the copies of articles that went or have another text, in one transaction.

    ``now`` is the one of them still there. Of copies that are left alone together the last becomes the original.
    """
    loose, roots = dict[str, Quad](), dict[str, str]()
    for copy, link in find_links(store, changed):
        if not any(other == now for other, _ in find_alike(store, beside, copy)):
            loose[copy] = link
    for copy in reversed(loose):
        roots[copy] = copy
        for other, root in find_alike(store, beside, copy):
            if other not in loose or other in roots:
                roots[copy] = roots.get(other, root)
                break
    new = [
        Quad(link.subject, link.predicate, NamedNode(roots[copy]), link.graph_name)
        for copy, link in loose.items()
        if roots[copy] != copy
    ]
    changes.replace(store, list(loose.values()), new)


def find_alike(store: Store, beside: sqlite3.Connection, copy: str) -> Iterator[tuple[str, str]]:
    """The articles with nearly the text of a copy, most similar first, each with what it is a copy of, else itself."""
    prints = kept.get_fingerprint(beside, copy, shelf.digest(store, copy))
    for other, digest, share in kept.find_alike(beside, copy, prints):
        if share >= SIMILARITY and shelf.is_current(store, other, digest):
            yield other, shelf.value(store, other, term("copyOf")) or other


def find_links(store: Store, originals: set[str]) -> Iterator[tuple[str, Quad]]:
    """The copies of these originals with their links, sorted."""
    for iri in sorted(originals):
        links = store.quads_for_pattern(None, term("copyOf"), NamedNode(iri), None)
        for link in sorted({quad for quad in links if shelf.is_own(quad)}, key=str):
            if isinstance(link.subject, NamedNode):
                yield link.subject.value, link


def mend(store: Store, beside: sqlite3.Connection) -> None:
    """Link the copies anew whose original went just before a process ended."""
    links = store.quads_for_pattern(None, term("copyOf"), None, None)
    originals = {quad.object.value for quad in links if isinstance(quad.object, NamedNode) and shelf.is_own(quad)}
    relink(store, beside, {iri for iri in originals if not shelf.is_article(store, iri)}, None)
