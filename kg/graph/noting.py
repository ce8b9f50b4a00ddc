"""What a writer notes of names before it changes them, so that the words of the graph can be read anew in part."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from kg.graph import kept
from kg.graph.terms import COMMENT, TYPE
from kg.graph.words import CLASSES, NAMING, PROPERTIES

_TELLING = frozenset({*NAMING, COMMENT})
_DECLARING = frozenset({*CLASSES, *PROPERTIES})
_DEFAULT = DefaultGraph()
FEW = 20
"""A class or property that so many triples use beside those taken out is one still."""


def renamed(quads: Iterable[Quad | Triple]) -> set[str]:
    """The IRIs of which these quads give names or comments, or that they make classes or properties."""
    return {
        quad.subject.value
        for quad in quads
        if (quad.predicate in _TELLING or (quad.predicate == TYPE and getattr(quad.object, "value", "") in _DECLARING))
        and isinstance(quad.subject, NamedNode)
    }


def used(quads: Iterable[Quad | Triple]) -> set[str]:
    """The IRIs that these quads make properties and classes by using them."""
    found = {quad.predicate.value for quad in quads}
    return found | {q.object.value for q in quads if q.predicate == TYPE and isinstance(q.object, NamedNode)}


def hardly_used(store: Store, removed: Sequence[Quad], added: Iterable[Quad | Triple]) -> set[str]:
    """The classes and properties that may be none any more without these quads, since there are few others."""
    uses = Counter(quad.predicate.value for quad in removed)
    uses.update(quad.object.value for quad in removed if quad.predicate == TYPE and isinstance(quad.object, NamedNode))
    found = set()
    for iri in uses.keys() - used(added):
        node, few = NamedNode(iri), uses[iri] + FEW
        others = (
            store.quads_for_pattern(None, TYPE, node, _DEFAULT),
            store.quads_for_pattern(None, node, None, _DEFAULT),
        )
        if all(sum(1 for _ in islice(quads, few)) < few for quads in others):
            found.add(iri)
    return found


def note(
    beside: sqlite3.Connection, changed: Iterable[Iterable[Quad | Triple]], gone: Callable[[], set[str]] = set
) -> None:
    """Note whose names are about to change, before they do; ``beside`` is what a graph keeps beside its triples.

    ``gone`` says which other IRIs are to be read anew, where that is wanted.
    """
    if kept.get_setting(beside, "journal"):
        generation = int(kept.get_setting(beside, "generation", "0"))
        quads = [quad for part in changed for quad in part]
        kept.note_renamed(beside, renamed(quads) | gone(), used(quads), generation + 1)
