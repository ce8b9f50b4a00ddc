"""From a row to its triples and sentences; loading, reasoning and exporting from the shell."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from readings import NAMES, make_reading

from kg.errors import KgError, QueryError
from kg.graph import Graph, open_graph
from kg.names import ONTOLOGY
from kg.query import Rows, Triples, Truth
from shell.answers import in_text_order
from shell.backends import LocalBackend
from shell.commands import run_command
from shell.complete import complete
from shell.origins import find_shown, origin_query, triples_behind
from shell.session import Session, answer_query
from shell.terms import read_vocabulary

ONTOLOGY_FILES = sorted((Path(__file__).parent.parent / "ontology").glob("*.ttl"))
NATO, LATVIA = NamedNode(NAMES.entity("NATO")), NamedNode(NAMES.entity("Latvia"))
MEMBER = Triple(LATVIA, NamedNode(f"{ONTOLOGY}memberOf"), NATO)


def make_graph() -> Graph:
    graph = open_graph(None)
    graph.set_ontology(ONTOLOGY_FILES)
    graph.add(make_reading())
    return graph


def make_session(graph: Graph | None = None) -> Session:
    return Session(LocalBackend(graph or make_graph()), write=True)


@pytest.mark.parametrize(
    ("query", "row", "expected"),
    [
        ("SELECT ?who { ?who :memberOf ?what }", {"who": LATVIA}, [MEMBER]),
        ("SELECT ?who (COUNT(?what) AS ?n) { ?who :memberOf ?what } GROUP BY ?who", {"who": LATVIA}, [MEMBER]),
        ("SELECT ?who { ?who :memberOf+ ?what }", {"who": LATVIA}, []),
        ("SELECT ?who { { SELECT ?who { ?who :memberOf e:NATO } } FILTER(BOUND(?who)) }", {"who": LATVIA}, [MEMBER]),
        (
            "PREFIX x: <https://w3id.org/newsgraph/entity/> SELECT ?who { ?who :memberOf x:NATO }",
            {"who": LATVIA},
            [MEMBER],
        ),
        ("SELECT ?who ?y { ?who :memberOf e:NATO BIND(1 AS ?y) }", {"who": LATVIA, "y": Literal(1)}, [MEMBER]),
        ("SELECT ?who { ?who :memberOf e:NATO } VALUES ?who { e:Latvia }", {"who": LATVIA}, [MEMBER]),
        ("# why\nSELECT ?who { # { who\n ?who :memberOf e:NATO . }", {"who": LATVIA}, [MEMBER]),
    ],
)
def test_the_triples_behind_a_row_are_found(query: str, row: dict[str, NamedNode], expected: list[Triple]) -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    assert triples_behind(LocalBackend(graph).ask, query, row) == expected


def test_literals_keep_language_and_type_in_the_query_for_origins() -> None:
    text = "SELECT ?x { ?x :p 'a'@en ; :q '2020-08-16'^^xsd:date ; :r 3 }"
    query = origin_query(text, {})
    assert query is not None
    assert "CONSTRUCT { ?x :p 'a'@en . ?x :q '2020-08-16'^^xsd:date . ?x :r 3 . }" in query


@given(st.text())
def test_looking_for_origins_never_raises_on_any_text(text: str) -> None:
    origin_query(text, {"x": NATO})


def test_a_fact_leads_to_its_sentence_and_words() -> None:
    [shown] = find_shown(LocalBackend(make_graph()).ask, MEMBER)
    assert shown.sentence == "Latvia is a member of NATO."
    assert shown.sentence[shown.start : shown.end] == "Latvia is a member of NATO"
    assert (shown.title, shown.date) == ("Rally", "2020-08-16")


def test_source_shows_the_sentence_of_a_claim_with_the_cue_marked() -> None:
    session = make_session()
    answer_query(session, "SELECT ?who { ?claim a :Accusation ; :madeBy ?who }")
    shown = run_command(session, r"\source 1")
    assert "    Alexander Lukashenko [accused] NATO of massing troops.\n" in shown
    assert "2020-08-16, Rally" in shown


def test_source_of_an_inferred_triple_shows_the_sentences_of_its_premises_and_why_the_proof() -> None:
    session = make_session()
    assert "inferred" in run_command(session, r"\reason")
    answer_query(session, "SELECT ?who ?whom { ?who :accuses ?whom }")
    shown = run_command(session, r"\source 1")
    assert "inferred" in shown
    assert "[accused]" in shown
    proof = run_command(session, r"\why 1")
    assert "owl:propertyChainAxiom" in proof
    assert "Alexander Lukashenko accused NATO of massing troops." in proof


def test_source_and_why_take_a_triple_as_written_in_a_query() -> None:
    session = make_session()
    assert "[Latvia is a member of NATO]" in run_command(session, r"\source e:Latvia :memberOf e:NATO")
    assert "Latvia is a member of NATO." in run_command(session, r"\why e:Latvia :memberOf e:NATO .")
    assert "not in the graph" in run_command(session, r"\source e:NATO :memberOf e:Latvia")
    for command in ("why", "source"):
        assert "the nearest name is :memberOf" in run_command(session, rf"\{command} e:Latvia :membrOf e:NATO")
    assert "from the ontology" in run_command(session, r"\source :Accusation rdfs:subClassOf :Claim")


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (r"\source", "which one"),
        (r"\source 0", "no row 0"),
        (r"\source 99", "no row 99"),
        (r"\source e:NATO", "write subject, predicate and object"),
        (r"\why nonsense here", "write subject, predicate and object"),
        (r"\format nosuch", "no format nosuch"),
        (r"\iri maybe", "neither on nor off"),
        (r"\timeout soon", "no number of seconds"),
        (r"\memory much", "no number of megabytes"),
        (r"\load", "which file"),
        (r"\load /no/such/file.ttl", "/no/such/file.ttl"),
        (r"\load 'x", "quotation"),
        (r"\export", "to which file"),
        (r"\export a.ttl everything", "no option"),
        (r"\export /no/such/folder/a.ttl", "cannot be written"),
        (r"\export graph.nosuch", "nosuch"),
        (r"\i", "may be"),
        ("\\", "no command"),
    ],
)
def test_a_wrong_command_is_an_error_with_a_remedy(command: str, message: str) -> None:
    session = make_session()
    answer_query(session, "SELECT ?x { ?x a :Accusation }")
    with pytest.raises(KgError, match=message):
        run_command(session, command)


def test_the_views_show_all_only_asserted_or_only_inferred() -> None:
    session = make_session()
    run_command(session, r"\reason")
    accuses, member = "ASK { ?a :accuses ?b }", "ASK { e:Latvia :memberOf e:NATO }"
    seen = {}
    for view in ("all", "asserted", "inferred"):
        run_command(session, f"\\{view}")
        seen[view] = (answer_query(session, accuses), answer_query(session, member))
    yes, no = "true\n", "false\n"
    assert seen == {"all": (yes, yes), "asserted": (no, yes), "inferred": (yes, no)}


def test_each_triple_is_counted_once_in_every_view() -> None:
    graph = make_graph()
    graph.add(make_reading("b"))
    session = make_session(graph)
    for view in ("all", "asserted"):
        run_command(session, f"\\{view}")
        assert answer_query(session, "SELECT (COUNT(*) AS ?n) { e:Latvia :memberOf e:NATO }") == "n\n1\n"


def test_exporting_writes_what_another_reader_takes(tmp_path: Path) -> None:
    session = make_session()
    target = tmp_path / "a b.ttl"
    assert run_command(session, f"\\export '{target}' asserted") == f"{target} written\n"
    assert MEMBER in {quad.triple for quad in parse(path=str(target), format=RdfFormat.TURTLE)}


def test_a_loaded_file_can_be_asked_and_is_in_the_vocabulary(tmp_path: Path) -> None:
    path = tmp_path / "more.ttl"
    path.write_text(
        '@prefix : <https://w3id.org/newsgraph/ontology#> . :x <http://www.w3.org/2000/01/rdf-schema#label> "Zyx" .'
    )
    session = make_session()
    calls: list[int] = []
    session.changed = lambda: calls.append(1)
    assert "1 triple" in run_command(session, f"\\load {path}")
    assert answer_query(session, "ASK { ?x rdfs:label 'Zyx' }") == "true\n"
    assert calls == [1]


def test_a_directory_is_changed_only_where_writing_was_asked_for(tmp_path: Path) -> None:
    open_graph(tmp_path / "a.kg", write=True).close()
    session = make_session(open_graph(tmp_path / "a.kg"))
    session.write = False
    for command in (r"\reason", r"\load x.ttl"):
        with pytest.raises(KgError, match="--write"):
            run_command(session, command)


def test_the_vocabulary_of_a_graph_offers_its_terms_by_any_name() -> None:
    graph = make_graph()
    vocabulary = read_vocabulary(LocalBackend(graph).ask, graph.names.prefixes)
    for text, first in (
        ("SELECT * { ?x a accus", ":Accusation"),
        ("SELECT * { ?x member", ":memberOf"),
        ("SELECT * { ?x :madeBy lukashenka", "e:Alexander_Lukashenko"),
    ):
        assert complete(text, len(text), vocabulary)[0].text == first


def test_an_error_of_the_child_comes_back_with_its_place() -> None:
    with pytest.raises(QueryError) as caught:
        make_session().backend.run("SELECT ?x {\n ?x a :A ,, }")
    assert caught.value.line == 2


def test_a_query_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(QueryError, match="stopped after"):
        make_session().backend.run("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit")
def test_a_query_that_wants_too_much_memory_ends_and_the_next_one_is_answered() -> None:
    session = make_session()
    run_command(session, r"\memory 60")
    values = " ".join(f'"{number:0500}"' for number in range(400))
    pairs = f"VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} BIND(CONCAT(?a, ?b) AS ?c)"
    grows = f"SELECT * {{ {pairs} }} ORDER BY ?c LIMIT 3"
    with pytest.raises(QueryError, match="wanted more than 60 MB"):
        session.backend.run(grows)
    assert session.backend.run("ASK {}") == Truth(True)
    run_command(session, r"\memory 0")
    answer = session.backend.run(grows)
    assert isinstance(answer, Rows)
    assert len(answer.rows) == 3


def test_kinds_of_answers_survive_the_way_from_the_child() -> None:
    backend = make_session().backend
    assert backend.run("ASK {}") == Truth(True)
    assert backend.run(
        "SELECT ?x ?y { VALUES (?x ?y) { ('a\\tb\\n\"' UNDEF) (1.5 e:NATO) ('x'@en true) } }"
    ) == backend.ask("SELECT ?x ?y { VALUES (?x ?y) { ('a\\tb\\n\"' UNDEF) (1.5 e:NATO) ('x'@en true) } }")
    found = backend.run("CONSTRUCT { e:Latvia :memberOf e:NATO } WHERE { VALUES ?x { 1 2 } }")
    assert found == Triples((MEMBER,))


def test_columns_of_a_star_stand_in_the_order_of_the_query() -> None:
    rows = Rows(("a", "z"), ((NATO, LATVIA),))
    assert in_text_order(rows, "SELECT * { ?z :p ?a }") == Rows(("z", "a"), ((LATVIA, NATO),))
    assert in_text_order(rows, "SELECT ?a ?z { ?z :p ?a }") == rows
