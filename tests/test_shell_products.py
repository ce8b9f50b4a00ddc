"""What a query joins without a common variable, and the warning before that is done."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError
from kg.graph import open_graph
from kg.query import Answer, Rows
from shell.backends import LocalBackend
from shell.products import find_products, warn_of_products
from shell.session import Session, answer_query

CASES = [
    ("SELECT * { ?a :leads ?b . ?c a :State }", [["?a ?b", "?c"]]),
    ("SELECT * { ?a :leads ?b . ?c a :State . ?b a ?c }", []),
    ("SELECT * { ?a :leads ?b . ?c :memberOf ?d . ?e a :Person . ?d :allyOf ?b }", [["?a ?b ?c ?d", "?e"]]),
    ("SELECT * { ?a :leads ?b . ?c a :State FILTER(?b = ?c) }", [["?a ?b", "?c"]]),
    ("SELECT * { ?a :leads ?b . BIND(1 AS ?n) }", []),
    ("SELECT * { ?a :leads ?b . BIND(?b AS ?c) ?c a :State }", []),
    ("SELECT * { ?a :leads ?b . OPTIONAL { ?c a :State } }", [["?a ?b", "?c"]]),
    ("SELECT * { ?a :leads ?b . OPTIONAL { ?b a ?t . ?a a ?u } }", []),
    ("SELECT * { ?a :leads ?b MINUS { ?c a :State } }", []),
    ("SELECT * { { ?a :leads ?b } { ?c a :State } }", [["?a ?b", "?c"]]),
    ("SELECT * { { ?a :leads ?b . ?c a :State } UNION { ?a a :Person } }", [["?a ?b", "?c"]]),
    ("SELECT * { ?a :leads ?b { SELECT ?b { ?b a :State . ?x a :Person } } }", [["?b", "?x"]]),
    ("SELECT * { GRAPH ?g { ?a :leads ?b } GRAPH ?g { ?c a :State } }", []),
    ("SELECT * { GRAPH ?g { ?a :leads ?b } GRAPH ?h { ?c a :State } }", [["?a ?b ?g", "?c ?h"]]),
    ("SELECT * { ?a :leads ?b . VALUES ?c { 1 2 } }", [["?a ?b", "?c"]]),
    ("SELECT * { ?a :leads ?b . :Riga a :Place }", []),
    ("SELECT * { ?a :leads ?b . ?c a :State } LIMIT 10", []),
    ("SELECT * { ?a :leads ?b . ?c a :State } ORDER BY ?a LIMIT 10", [["?a ?b", "?c"]]),
    ("ASK { ?a :leads ?b . ?c a :State }", []),
    ("SELECT * { ?a :leads ?b . ?c a", [["?a ?b", "?c"]]),
    ("nonsense", []),
    ("SELECT * { { SELECT ?a { ?a a :X } LIMIT 10 } ?c a :State . ?d a :Y }", [["?a", "?c", "?d"]]),
    ("SELECT (SAMPLE(?a) AS ?n) { ?a a :X . ?c a :State } LIMIT 1", [["?a", "?c"]]),
]


@pytest.mark.parametrize(("text", "sides"), CASES)
def test_sides_of_a_query_without_a_common_variable(text: str, sides: list[list[str]]) -> None:
    assert [[side.names for side in found] for found in find_products(text)] == sides


def counting(*counts: int) -> tuple[list[str], Callable[[str], Answer]]:
    """What was asked, and a function that answers with one count after the other; a negative one is an error."""
    asked: list[str] = []
    left = iter(counts)

    def ask(text: str) -> Answer:
        asked.append(text)
        number = next(left)
        if number < 0:
            raise QueryError("stopped after 0.3 seconds")
        return Rows(("n",), ((Literal(number),),))

    return asked, ask


@pytest.mark.parametrize(
    ("counts", "told"),
    [((999, 1_000), ""), ((2_000, 500), "2,000 × 500 rows"), ((-1, 5), "100,000 or more × 5 rows"), ((-1, 1), "")],
)
def test_only_a_product_of_many_rows_is_told(counts: tuple[int, int], told: str) -> None:
    asked, ask = counting(*counts)
    found = warn_of_products("PREFIX x: <y:>\nSELECT * FROM <z:> { ?a x:leads ?b . ?c a x:State }", ask)
    assert (told in found) if told else found == ""
    assert (
        asked[1] == "PREFIX x: <y:> SELECT (COUNT(*) AS ?n) FROM <z:> { { SELECT * { ?c a x:State . } LIMIT 100000 } }"
    )


def test_where_nothing_may_be_asked_every_product_is_told() -> None:
    assert "?a ?b and ?c share no variable" in warn_of_products("SELECT * { ?a :leads ?b . ?c a :State }", None)


def test_the_warning_comes_on_standard_error_before_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    graph = open_graph(None)
    made = (
        Quad(NamedNode(f"https://x.org/{number}"), NamedNode("https://x.org/p"), Literal(number))
        for number in range(1000)
    )
    graph.store.extend(made)
    session = Session(LocalBackend(graph))
    assert answer_query(session, "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d }").splitlines()[-1].endswith("1000000")
    assert "warning: ?a ?b ?p and ?c ?d ?q share no variable" in capsys.readouterr().err
    session.screen = replace(session.screen, width=40)
    answer_query(session, "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d }")
    assert max(map(len, capsys.readouterr().err.splitlines())) <= 40
    answer_query(session, "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?a ?q ?d }")
    assert capsys.readouterr().err == ""
