"""SPARQL in, answers or an explained error out."""

import csv
import io
import json
import subprocess
import sys

import pytest
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results
from readings import NAMES, make_reading

from kg.errors import QueryError
from kg.graph import Graph, open_graph
from kg.names import ONTOLOGY, XSD
from kg.query import Rows, Triples, Truth, run, write
from kg.query.tokens import find_tokens


def small() -> Graph:
    graph = open_graph(None)
    graph.add(make_reading())
    return graph


def test_select_gives_rows_and_known_prefixes_need_no_declaring() -> None:
    answer = run(small(), "SELECT ?x ?nothing WHERE { ?x :memberOf e:NATO }")
    assert answer == Rows(("x", "nothing"), ((NamedNode(NAMES.entity("Latvia")), None),))


def test_every_known_prefix_is_known() -> None:
    query = "ASK { " + " ".join(f"OPTIONAL {{ {name}:x ?p ?o }}" for name in NAMES.prefixes) + " }"
    assert run(small(), query) == Truth(True)


def test_a_prefix_of_the_query_wins_over_a_known_one() -> None:
    assert run(small(), "PREFIX e: <https://example.org/> ASK { ?x :memberOf e:NATO }") == Truth(False)


def test_ask_construct_and_describe_give_truth_and_triples() -> None:
    graph = small()
    assert run(graph, "ASK { ?x a :Rally }") == Truth(True)
    triple = Triple(NamedNode(NAMES.entity("NATO")), NamedNode(f"{ONTOLOGY}has"), NamedNode(NAMES.entity("Latvia")))
    assert run(graph, "CONSTRUCT { ?y :has ?x } WHERE { ?x :memberOf ?y }") == Triples((triple,))
    described = run(graph, "DESCRIBE e:Latvia")
    assert isinstance(described, Triples)
    assert len(described.triples) == 3


def test_a_limit_cuts_rows_off_and_says_so() -> None:
    answer = run(small(), "SELECT * WHERE { ?s ?p ?o }", limit=3)
    assert isinstance(answer, Rows)
    assert (len(answer.rows), answer.complete) == (3, False)
    whole = run(small(), "SELECT * WHERE { ?x :memberOf ?y }", limit=1)
    assert isinstance(whole, Rows)
    assert whole.complete


@pytest.mark.parametrize(
    ("query", "line", "column", "message"),
    [
        ("SELECT ?x WHERE {\n  ?x foo:bar ?y }", 2, 6, "unknown prefix foo:"),
        ("SELECT ?é WHERE { ?s ?p ]] }", 1, 25, "the triple ends before its object"),
        ("SELECT ?x WHERE {\n\n  ?x a }", 3, 8, "the triple ends before its object"),
        ("SELECT ?x WHERE { ?x a :Claim", 1, 17, "{ is never closed"),
        ("SELECT ?x WHERE { ?x a 'Claim }", 1, 24, "does not end"),
        ("SELEC ?x WHERE { ?x a :Claim }", 1, 1, "SELEC is no word of SPARQL"),
        ("SELECT ?x WHERE { ?x a Claim }", 1, 24, "Claim is no term"),
        ("SELECT ?x WHERE { ?x a :Claim } LIMIT many", 1, 39, "LIMIT takes a number"),
        ("SELECT ?x WHERE { ?x a :Claim }}", 1, 32, "} closes nothing"),
        ("SELECT ?x WHERE { ?x a :Claim FILTER(?x > ) }", 1, 43, ") cannot stand here"),
        ("SELECT ?x", 1, 10, "ends too early"),
        ("", 1, 1, "ends too early"),
        ("# INSERT\nINSERT DATA { :a :b :c }", 2, 1, "INSERT would change the graph"),
        ("LOAD <http://example.org/>", 1, 1, "LOAD would change the graph"),
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", 1, 12, "SERVICE would ask another machine"),
        ("SELECT * { ?s <rel> ?o }", 1, 15, "IRI without a scheme"),
        ("SELECT ?a (COUNT(?x) AS ?n) {?x ?y ?z}", 1, 8, "?a is selected"),
        ("SELECT (1 AS ?x) { ?x ?y ?z }", 1, 14, "already has one"),
    ],
)
def test_an_error_has_its_place_and_a_remedy(query: str, line: int, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        run(small(), query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_service_in_a_string_comment_or_name_is_no_service() -> None:
    assert run(small(), 'ASK { ?x a :Rally FILTER("SERVICE" != "x") } # SERVICE') == Truth(True)
    assert run(small(), "ASK { ?service :SERVICE ?o }") == Truth(False)


def test_a_query_that_takes_too_long_is_given_up() -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?a != ?j) }"
    with pytest.raises(QueryError, match=r"no answer within 0\.1 seconds"):
        run(small(), slow, timeout=0.1)
    with pytest.raises(QueryError, match="stopped"):
        run(small(), slow, cancelled=lambda: True)


PIECES = 'SELECT * ?x { } ( ) a :Claim foo:x . ; \' "s" < <a:b> ^^ FILTER COUNT é PREFIX p: # 5 @en ASK WHERE UNION 😀'


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split(" "), "\n"]), max_size=14))
def test_any_text_gives_an_answer_or_an_error_within_the_text(words: list[str]) -> None:
    text = " ".join(words)
    line, column = place_of_error(text)
    assert 0 <= line <= text.count("\n") + 1
    assert 0 <= column <= len(text) + 1


def place_of_error(text: str) -> tuple[int, int]:
    try:
        run(EMPTY, text)
    except QueryError as error:
        return error.line, error.column
    return 0, 0


EMPTY = open_graph(None)


@given(st.text())
def test_tokens_cover_a_text_in_order(text: str) -> None:
    end = 0
    for token in find_tokens(text):
        assert token.start >= end
        assert text[token.start : token.start + len(token.text)] == token.text
        end = token.start + len(token.text)


NASTY = Rows(
    ("iri", "text", "number", "blank"),
    (
        (
            NamedNode("https://e.org/é"),
            Literal('a "b"\t\\ \n,;'),
            Literal("5", datatype=NamedNode(f"{XSD}integer")),
            None,
        ),
        (None, Literal("=cmd|'/c calc'!A0"), Literal("+1"), BlankNode("b")),
        (None, Literal("@SUM(1)"), Literal("-x"), None),
        (None, Literal("deux", language="fr"), Literal("2020", datatype=NamedNode(f"{XSD}gYear")), None),
    ),
)


def test_csv_holds_values_and_no_formulas() -> None:
    header, *found = csv.reader(io.StringIO(write(NASTY, "csv"), newline=""))
    assert header == ["iri", "text", "number", "blank"]
    assert found[0] == ["https://e.org/é", 'a "b"\t\\ \n,;', "5", ""]
    assert [row[1] for row in found[1:3]] == ["'=cmd|'/c calc'!A0", "'@SUM(1)"]
    assert [row[2] for row in found] == ["5", "+1", "'-x", "2020"]


@pytest.mark.parametrize(("format", "reader"), [("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON)])
def test_tsv_and_json_give_the_rows_back(format: str, reader: QueryResultsFormat) -> None:
    back = parse_query_results(write(NASTY, format), reader)
    assert not isinstance(back, bool)
    rows = [[None if term is None else str(term) for term in row] for row in back]  # type: ignore[union-attr]  # rows, as asked
    assert [row[:3] for row in rows] == [[None if t is None else str(t) for t in row[:3]] for row in NASTY.rows]


def test_truth_and_triples_are_written_too() -> None:
    assert write(Truth(True), "csv") == "true\n"
    assert json.loads(write(Truth(False), "json")) == {"head": {}, "boolean": False}
    triple = Triple(
        NamedNode(NAMES.entity("Latvia")), NamedNode(f"{ONTOLOGY}memberOf"), NamedNode(NAMES.entity("NATO"))
    )
    turtle = write(Triples((triple,)), "ttl")
    assert "e:Latvia :memberOf e:NATO ." in turtle
    assert [quad.triple for quad in parse(turtle, RdfFormat.TURTLE)] == [triple]
    assert write(Triples((triple,)), "csv").startswith("subject,predicate,object\n")
    with pytest.raises(QueryError, match="CONSTRUCT"):
        write(Truth(True), "ttl")
    with pytest.raises(QueryError, match="choose one of csv"):
        write(Truth(True), "xls")


def test_importing_the_query_loads_neither_spacy_nor_rdflib() -> None:
    heavy = "spacy", "rdflib", "owlrl", "networkx"
    code = f"import sys, kg.query; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
