"""Why a query has no rows, and the query that has some."""

from pathlib import Path

import pytest
from alone import answer_alone
from click.testing import CliRunner

from kg.__main__ import main
from kg.graph import open_graph
from kg.names import Names
from kg.query import Answer, Rows
from shell.backends import LocalBackend, open_files
from shell.commands import run_command
from shell.empty import Finding, UnansweredError, explain_empty, gives_rows
from shell.remedies import explain_answer, make_remedies
from shell.session import Session, run_input

PREFIXES = {**Names().prefixes, "x": "http://a.example/"}
TRIG = """@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix x: <http://a.example/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Politician rdfs:subClassOf :Person . :leads rdfs:subPropertyOf :worksFor .
e:Mike_Pompeo a :Politician ; rdfs:label "Mike Pompeo"@en ; :age 56 ; :leads e:State ; :born "1963-12-30" .
e:Belarus a :State ; rdfs:label "Belarus"@en ; :code "BY" .
e:Latvia a :State ; rdfs:label "Latvia"@en ; :memberOf e:NATO .
e:NATO a :Alliance ; rdfs:label "NATO"@en .
x:g { e:Belarus :opposes e:NATO . }
x:h { e:Latvia :supports e:NATO . }
"""
CASES = [
    ("SELECT * { ?x a :Polititian }", "the nearest name is :Politician", "?x a :Politician"),
    (
        "SELECT * { ?x :memberof ?y }",
        ":memberof never occurs as a property; the nearest name is :memberOf",
        ":memberOf",
    ),
    ("SELECT * { e:Mike_Pompeio :age ?y }", "the nearest name is e:Mike_Pompeo", "e:Mike_Pompeo :age"),
    (
        "SELECT * { ?x rdfs:label ?l ; :memberof/rdfs:label ?n }",
        "the nearest name is :memberOf",
        ":memberOf/rdfs:label",
    ),
    ("SELECT * { ?x :memberOf e:Latvia }", ":memberOf points the other way", "e:Latvia :memberOf ?x"),
    ("SELECT * { ?x a :Alliance ; :memberOf ?y }", "points the other way: ?y :memberOf ?x", "^:memberOf ?y"),
    ('SELECT * { ?x rdfs:label "Belarus" }', 'rdfs:label is "Belarus"@en in the graph', 'rdfs:label "Belarus"@en'),
    ('SELECT * { ?x rdfs:label "belarus"@en }', "which is not the same", '"Belarus"@en'),
    ('SELECT * { ?x :age "56" }', ':age is 56 in the graph, which is not the same as "56"', ":age 56"),
    ('SELECT * { ?x :memberOf "NATO" }', 'leads to things, not to text: "NATO" is e:NATO', ":memberOf e:NATO"),
    ("SELECT * { ?x a :Person }", "only subclasses of :Person have members; kg reason", "subClassOf>* :Person"),
    ("SELECT * { ?x :worksFor ?y }", "only subproperties of :worksFor are there; kg reason", "(:worksFor|"),
    ("SELECT * { ?x :opposes ?y }", "is not in the default graph but in x:g", "GRAPH x:g { ?x :opposes ?y }"),
    ("SELECT * { GRAPH x:h { ?x :opposes ?y } }", "is not in the graph x:h but in x:g", "GRAPH x:g { ?x :opposes ?y }"),
    ("SELECT * { ?x :age ?a FILTER(?a > 60) }", "removes every row: ?a is for example 56", "?x :age ?a"),
    ('SELECT * { ?x rdfs:label ?l FILTER(?l = "Belarus") }', "language or type differ", 'STR(?l) = "Belarus"'),
    ('SELECT * { ?x rdfs:label ?l FILTER(?l = "belarus") }', "upper and lower case differ", "LCASE(STR(?l))"),
    ('SELECT * { ?x rdfs:label ?l FILTER CONTAINS(?l, "bela") }', "upper and lower case", "CONTAINS(LCASE(STR(?l))"),
    ('SELECT * { ?x rdfs:label ?l FILTER REGEX(?l, "^bela") }', "upper and lower case", 'REGEX(STR(?l), "^bela", "i")'),
    ("SELECT * { ?x :age ?a FILTER(?b > 60) }", "nothing gives ?b a value", "?x :age ?a"),
    ("SELECT * { ?x :age ?a MINUS { ?x :leads ?y } }", "MINUS { ?x :leads ?y } removes every row", "?x :age ?a"),
    ("SELECT * { ?x :age ?a } OFFSET 5", "OFFSET 5 skips every row", "?x :age ?a"),
    ("SELECT * { ?x :age ?a } LIMIT 0", "LIMIT 0 leaves no row", "?x :age ?a"),
    (
        "SELECT ?x { ?x :age ?a } GROUP BY ?x HAVING(COUNT(?a) > 1) ORDER BY ?x",
        "keeps no group",
        "GROUP BY ?x ORDER BY",
    ),
    ("SELECT * { ?x a :Stat ; :memberof e:NATO }", "the nearest name is :State", "a :State ; :memberOf e:NATO"),
    ("SELECT * { { ?x a :Stat } UNION { ?x a :Nothing } }", "the nearest name is :State", "a :State"),
    ("SELECT * { { SELECT ?x { ?x a :Stat } } ?x :memberOf ?y }", "the nearest name is :State", "a :State"),
    ("PREFIX n: <https://w3id.org/newsgraph/ontology#> SELECT * { ?x n:memberof ?y }", "is :memberOf", ":memberOf ?y"),
    ("CONSTRUCT { ?x a ?c } WHERE { ?x a :Stat, ?c }", "the nearest name is :State", "a :State, ?c"),
    ("SELECT * { ?x :age ?a . ?x :code ?c }", "each have results, but never together", ""),
    ("SELECT * { ?x :wholly_unheard_of ?y }", ":wholly_unheard_of never occurs there", ""),
]


def asked(text: str) -> Answer:
    return answer_alone(TRIG, text, PREFIXES)


def explained(text: str) -> Finding | None:
    return explain_empty(text, asked, make_remedies(PREFIXES))


@pytest.mark.parametrize(("text", "reason", "query"), CASES)
def test_a_query_without_rows_is_explained_and_mended(text: str, reason: str, query: str) -> None:
    assert not gives_rows(text, asked)
    found = explained(text)
    assert found is not None
    assert reason in " / ".join(found.reasons)
    assert query in found.query
    assert bool(found.query) == bool(query)
    assert not query or gives_rows(found.query, asked)


def test_control_codes_of_the_graph_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('<http://a.example/s> <http://a.example/p> "\\u001B[31mred"@en .')
    session = Session(LocalBackend(open_files([path])))
    assert run_input(session, "SELECT * { ?s <http://a.example/p> ?o FILTER(LANG(?o) = 'de') }", run_command) == 0
    shown = capsys.readouterr().err
    assert "removes every row: ?o is for example" in shown
    assert "\x1b" not in shown


def test_a_quiet_session_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(LocalBackend(open_graph(None)), quiet=True)
    assert run_input(session, "SELECT ?x { ?x a :Person }", run_command) == 0
    assert capsys.readouterr() == ("x\n", "")


def test_nothing_is_said_when_a_question_is_not_answered() -> None:
    def never(text: str) -> Answer:
        raise UnansweredError

    assert explain_empty("SELECT * { ?x a :Stat }", never, make_remedies(PREFIXES)) is None


def test_a_stopped_question_ends_the_search() -> None:
    def stopped(text: str) -> Answer:
        return Rows((), (), complete=False)

    assert explain_empty("SELECT * { ?x a :Stat }", stopped, make_remedies(PREFIXES)) is None


def test_what_a_view_hides_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("<http://a.example/s> a <http://a.example/c> .")
    backend = LocalBackend(open_files([path]))
    assert explain_answer(backend, "SELECT * { ?x a ?c }", "inferred") == (
        "there are rows where all is seen, asserted and inferred: \\all\n"
    )


def test_an_empty_graph_is_explained_too() -> None:
    assert explain_answer(LocalBackend(open_graph(None)), "SELECT * { ?x a :Person }", "all") == (
        "nothing in the graph is ?x a :Person: :Person never occurs there\n"
    )


def test_kg_query_explains_an_empty_answer_where_that_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f"<http://a.example/s> a <{PREFIXES['']}Claim> .")
    query = [str(path), "SELECT ?x { ?x a :Clam }", "--format", "csv"]
    silent = CliRunner().invoke(main, ["query", *query])
    assert (silent.stdout, silent.stderr) == ("x\n", "")
    told = CliRunner().invoke(main, ["query", *query, "--explain-empty"])
    assert told.stdout == "x\n"
    assert "the nearest name is :Claim" in told.stderr
    assert "SELECT ?x { ?x a :Claim }" in told.stderr
