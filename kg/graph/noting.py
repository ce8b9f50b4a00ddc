"""What a writer notes of names before it changes them, so that the words of the graph can be read anew in part."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store, Triple

from kg.graph import kept
from kg.graph.terms import COMMENT, TYPE
from kg.graph.words import CLASSES, NAMING, PROPERTIES

_TELLING = frozenset({*NAMING, COMMENT})
_DECLARING = frozenset({*CLASSES, *PROPERTIES})
FEW = 20
"""A class or property that so many triples use beside those taken out is one still."""
PLENTY = 1000
"""Of one that is used more often so many uses are counted, and the next removals need not count anew."""


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
    return set(uses_of(quads))


class Uses:
    """How often at least the classes and properties of a store are used, as far as that was counted.

    All that is taken out is to be told, what comes in need not be.
    """

    def __init__(self) -> None:
        self._least: dict[str, int] = {}

    def hardly_used(self, store: Store, removed: Sequence[Quad], added: Iterable[Quad | Triple]) -> set[str]:
        """The classes and properties that may be none any more without these quads, since there are few others."""
        if not removed:
            return set()
        gone, still = uses_of(removed), used(added)
        found = set()
        for iri, uses in gone.items():
            self._least[iri] = self._least.get(iri, 0) - uses
            if iri not in still and self._least[iri] < FEW:
                self._least[iri] = count_uses(store, iri, uses + PLENTY) - uses
                found.update([iri] if self._least[iri] < FEW else [])
        return found

    def forget(self) -> None:
        """Forget what was counted, where it is not known what was taken out."""
        self._least.clear()


def uses_of(quads: Iterable[Quad | Triple]) -> Counter[str]:
    """How often quads use each property, and each class."""
    found = Counter[str]()
    for quad in quads:
        found[quad.predicate.value] += 1
        if quad.predicate == TYPE and isinstance(quad.object, NamedNode):
            found[quad.object.value] += 1
    return found


def count_uses(store: Store, iri: str, most: int) -> int:
    """How many triples have an IRI as property, or how many things it is the class of, whichever are more."""
    node = NamedNode(iri)
    found = store.query(f"""
        SELECT (MAX(?n) AS ?uses) {{
            {{ SELECT (COUNT(*) AS ?n) {{ SELECT ?s {{ ?s {TYPE} {node} }} LIMIT {most} }} }}
            UNION {{ SELECT (COUNT(*) AS ?n) {{ SELECT ?s {{ ?s {node} ?o }} LIMIT {most} }} }} }}""")
    assert isinstance(found, QuerySolutions)
    return next(int(row["uses"].value) for row in found)


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
