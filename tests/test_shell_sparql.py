"""The shell answers as Oxigraph alone does: its prefixes, reader processes and parameters change no answer."""

from collections import Counter
from pathlib import Path

import pytest
from alone import answer_alone
from pyoxigraph import BlankNode, RdfFormat

from kg.graph import open_graph
from kg.names import Names
from kg.query import Answer, Rows, Triples, Truth
from shell.backends import LocalBackend
from shell.parameters import substitute

PREFIXES = Names().prefixes
TEXT = Path(__file__).with_name("sparql.txt").read_text(encoding="utf-8")
QUERIES = TEXT.replace("two\nlines", "two\0lines").strip().split("\n")
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
TRIG = (
    HEAD
    + r"""
e:a a :Person ; :age 20 ; :knows e:b, e:c ; rdfs:label "A" .
e:b a :Person ; :age 40 ; :knows e:a, e:c ; rdfs:label "Bé"@en, "Bö"@de .
e:c a :Person ; :age 61 ; rdfs:label "tab\there" ; :note "two\nlines", "back\\slash", "quote\"d", "2020"^^xsd:gYear .
e:s a :State ; :flag true ; :size 1.50, 2.0e3 .
e:g { e:s a :State . e:t a :State }
e:h { e:s :borders e:t }
"""
)


@pytest.fixture(scope="module")
def backend() -> LocalBackend:
    graph = open_graph(None)
    graph.store.load(TRIG.encode(), format=RdfFormat.TRIG)
    return LocalBackend(graph)


def plain(answer: Answer, *, ordered: bool) -> object:
    """What two answers must share; the names of blank nodes, and the order where none is asked for, do not count."""
    if isinstance(answer, Truth):
        return answer.value
    if isinstance(answer, Triples):
        return Counter(
            tuple("_" if isinstance(term, BlankNode) else str(term) for term in (t.subject, t.predicate, t.object))
            for t in answer.triples
        )
    rows = [tuple("_" if isinstance(term, BlankNode) else str(term) for term in row) for row in answer.rows]
    return answer.variables, rows if ordered else Counter(rows)


@pytest.mark.parametrize("query", [query.replace("\0", "\n") for query in QUERIES])
def test_an_answer_is_that_of_the_store_alone(backend: LocalBackend, query: str) -> None:
    ordered = "ORDER BY" in query
    assert plain(backend.run(query), ordered=ordered) == plain(answer_alone(TRIG, query, PREFIXES), ordered=ordered)


def test_a_parameter_is_the_term_written_out(backend: LocalBackend) -> None:
    filled = substitute("SELECT ?x { $who :knows ?x }", {"who": "e:a"})
    written = answer_alone(TRIG, "SELECT ?x { e:a :knows ?x }", PREFIXES)
    assert isinstance(written, Rows)
    assert len(written.rows) == 2
    assert plain(backend.run(filled), ordered=False) == plain(written, ordered=False)
