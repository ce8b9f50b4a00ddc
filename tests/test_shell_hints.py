"""Variables that look misspelt, and terms that never occur in parts that need no result."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from terminals import terminal_shell

from kg.graph import open_graph
from kg.names import Names
from shell.backends import LocalBackend
from shell.hints import hints
from shell.remedies import explain_answer
from shell.session import Session, answer_query
from shell.slips import find_slips, product_slips

PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Names().prefixes.items())
TURTLE = f"""{PREFIXES}
e:A a :State ; rdfs:label "A" ; :memberOf e:N ; :capital e:C .
e:B a :State ; rdfs:label "B" .
e:N a :Alliance ; rdfs:label "N" .
"""


@pytest.fixture(scope="module")
def backend() -> LocalBackend:
    """Two states and an alliance."""
    graph = open_graph(None)
    graph.store.load(TURTLE.encode(), format=RdfFormat.TURTLE)
    return LocalBackend(graph)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?state { ?state a :State . ?stat :leads ?x }", ["?stat stands only once; ?state is meant, it seems"]),
        ("SELECT ?state { ?stat a :State }", ["nothing gives ?state a value; ?stat is meant, it seems"]),
        ("SELECT ?x { ?x a :State } ORDER BY ?label", ["nothing gives ?label a value"]),
        ("SELECT ?x { ?x :p ?y FILTER(?z > 3) }", ["nothing gives ?z a value"]),
        ("SELECT ?x { ?x :p ?y BIND(STR(?y) AS ?text) }", ["?text is bound and never used"]),
        ("SELECT * { ?x :p ?y BIND(STR(?y) AS ?text) }", []),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x :p ?y } GROUP BY ?x HAVING(?n > 2)", []),
        ("SELECT ?who { ?who :accuses ?whom }", []),
        ("SELECT ?claim1 { ?claim1 :about ?x . ?claim2 :about ?x }", []),
        ("SELECT ?x ?label { ?x a :State OPTIONAL { ?x rdfs:label ?label } }", []),
        ("SELECT ?x { { SELECT ?x (MAX(?d) AS ?last) { ?x :date ?d } GROUP BY ?x } ?x :date ?last }", []),
        ("SELECT ?g ?x { GRAPH ?g { ?x a :State } VALUES ?x { e:A } }", []),
        ("CONSTRUCT { ?x :n ?text } WHERE { ?x :p ?y BIND(STR(?y) AS ?text) }", []),
        ("SELECT nonsense", []),
    ],
)
def test_variables_that_look_misspelt_are_told(text: str, expected: list[str]) -> None:
    assert [slip.text for slip in find_slips(text)] == expected


@pytest.mark.parametrize(
    ("text", "reason", "offered"),
    [
        ("SELECT ?state { ?state a :State . ?stat a :Alliance ; :capital ?y }", ":Alliance and ?stat :capital ?y", ""),
        ("SELECT ?state { ?state a :Stat . ?stat :p e:A }", "?stat stands only once; ?state is meant", ""),
        ("SELECT ?s { ?state a :State FILTER(?stat = e:A) }", "nothing gives ?stat a value; ?state", "(?state = e:A)"),
        ("SELECT ?x { ?x a :Nothing BIND(STR(?x) AS ?text) }", "?text is bound and never used", ""),
    ],
)
def test_an_empty_answer_names_them_and_offers_what_has_rows(
    backend: LocalBackend, text: str, reason: str, offered: str
) -> None:
    said = explain_answer(backend, text, "all")
    assert reason in said
    assert offered in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?x a :State OPTIONAL { ?x :memberof ?y } }", "the nearest name is :memberOf"),
        ("SELECT * { { ?x a :State } UNION { ?x a :Aliance } }", ":Aliance never occurs as a class"),
        ("SELECT * { ?x a :State MINUS { ?x :captal ?y } }", "the nearest name is :capital"),
        ("SELECT * { ?x a :State FILTER NOT EXISTS { ?x :wholly_unheard_of ?y } }", "never occurs there"),
        ("SELECT * { ?state a :State . ?stat :memberOf ?x }", "?stat stands only once; ?state is meant"),
        ("SELECT ?state { ?stat a :State }", "nothing gives ?state a value; ?stat is meant"),
        ("SELECT * { ?x a :State OPTIONAL { ?x :memberOf ?y } }", ""),
        ("SELECT ?x { ?x a :State . ?x :memberOf ?y }", ""),
    ],
)
def test_an_answer_with_rows_has_a_hint_where_one_is_due(backend: LocalBackend, text: str, expected: str) -> None:
    found = hints(backend, text, "all")
    assert expected in found
    assert bool(found) == bool(expected)


def test_a_warning_of_a_product_names_the_variable_that_is_meant() -> None:
    assert "?state is meant" in product_slips("SELECT * { ?state a :State . ?stat :memberOf ?x }")
    assert not product_slips("SELECT * { ?state a :State . ?state :memberOf ?x }")


def test_scripts_hear_no_hints_and_terminals_do(
    backend: LocalBackend, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "SELECT ?x ?y { ?x a :State OPTIONAL { ?x :memberof ?y } }"
    assert "nearest" not in answer_query(Session(backend), text)
    assert "nearest" not in capsys.readouterr().err
    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    with terminal_shell(tmp_path, ["a.ttl"]) as terminal:
        terminal.type(text, "2 rows", ":memberof never occurs as a property; the nearest name is :memberOf")
