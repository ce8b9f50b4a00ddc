"""Names in a triple that the graph does not know, each with the one that is spelt most like it."""

from collections.abc import Callable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.graph.terms import TYPE
from kg.names import OWL, RDFS
from kg.query import Answer, Rows, Truth
from shell.remedies import nearest
from shell.vocabulary import short_name

_KINDS = f"<{OWL}ObjectProperty> <{OWL}DatatypeProperty> <{OWL}AnnotationProperty>"
_KNOWN = {
    "class": f"?n a <{OWL}Class>",
    "property": f"?n a ?kind VALUES ?kind {{ {_KINDS} }}",
    "thing": f"?n <{RDFS}label> ?label",
}
_STANDARD = "http://www.w3.org/"
MOST = 20_000
"""Names that are looked through."""


def find_strangers(ask: Callable[[str], Answer], triple: Triple, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Lines about the names of a triple that occur nowhere."""
    last = "class" if triple.predicate == TYPE else "thing"
    for term, what in ((triple.subject, "thing"), (triple.predicate, "property"), (triple.object, last)):
        if not isinstance(term, NamedNode) or term.value.startswith(_STANDARD) or _occurs(ask, term, what):
            continue
        found = ask(f"SELECT DISTINCT ?n {{ {_KNOWN[what]} }} LIMIT {MOST}")
        names = [row[0].value for row in found.rows if isinstance(row[0], NamedNode)] if isinstance(found, Rows) else []
        near = [short_name(iri, prefixes.items()) for iri in nearest(term.value, sorted(names), 1)]
        hint = f"; the nearest name is {near[0]}" if near else ""
        yield f"{short_name(term.value, prefixes.items())} occurs nowhere in the graph{hint}"


def _occurs(ask: Callable[[str], Answer], term: NamedNode, what: str) -> bool:
    places = [f"{term} ?p ?o", f"?s {term} ?o" if what == "property" else f"?s ?p {term}"]
    return any(ask(f"ASK {{ {place} }}") == Truth(value=True) for place in places)
