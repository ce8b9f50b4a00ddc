"""Nearly the same text under another key: kept, and linked to the article that was there first."""

import sqlite3
from collections.abc import Sequence

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
    """Link anew the copies of articles that went or have another text; ``now`` is the one of them still there."""
    loose = []
    for iri in sorted(changed):
        links = store.quads_for_pattern(None, term("copyOf"), NamedNode(iri), None)
        for link in sorted({quad for quad in links if shelf.is_own(quad)}, key=str):
            if isinstance(link.subject, NamedNode):
                prints = kept.get_fingerprint(beside, link.subject.value, shelf.digest(store, link.subject.value))
                alike = kept.find_alike(beside, link.subject.value, prints)
                if not any(other == now and share >= SIMILARITY for other, _, share in alike):
                    loose.append((link, link.subject.value, prints))
    changes.replace(store, [link for link, _, _ in loose], [])
    for link, copy, prints in loose:
        root = find_original(store, beside, copy, prints)
        if root:
            changes.replace(store, [], [Quad(link.subject, link.predicate, NamedNode(root), link.graph_name)])
