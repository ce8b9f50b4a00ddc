"""Oxigraph alone: what a store of its own answers."""

from collections.abc import Mapping

from pyoxigraph import QueryBoolean, QuerySolutions, RdfFormat, Store

from kg.query import Answer, Rows, Triples, Truth


def answer_alone(trig: str, text: str, prefixes: Mapping[str, str]) -> Answer:
    """The answer of a query over the quads of a text in TriG."""
    store = Store()
    store.load(trig.encode(), format=RdfFormat.TRIG)
    found = store.query(text, prefixes=dict(prefixes))
    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, QuerySolutions):
        return Rows(tuple(variable.value for variable in found.variables), tuple(tuple(row) for row in found))
    return Triples(tuple(dict.fromkeys(found)))
