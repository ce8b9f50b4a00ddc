"""Changes made from the shell: planned, shown, made all or none, taken back, and kept when articles are read again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import KgError, QueryError, StoreError
from kg.graph import Graph, open_graph
from kg.names import Names
from shell.backends import LocalBackend
from shell.commands import run_command
from shell.edits import Held
from shell.operations import find_operations
from shell.positions import is_update
from shell.session import Session, run_input, run_statement
from shell.updates import plan_update

NAMES = Names()


def filled() -> Graph:
    """A graph in memory with two corrections and a quad of another graph."""
    graph = open_graph(None)
    apply(graph, "INSERT DATA { e:A :knows e:B , e:C . GRAPH <http://x.example/g> { e:A :likes e:B } }")
    return graph


def apply(graph: Graph, text: str) -> None:
    edit = plan_update(Held.of(graph), text, graph.names.prefixes)
    graph.edit(edit.removed, edit.added)


def seen(graph: Graph, query: str) -> set[str]:
    """The cells of a query's answer, with short names."""
    rows = graph.store.query(query, prefixes=dict(graph.names.prefixes))
    return {cell.value.rpartition("/")[2].rpartition("#")[2] for row in rows for cell in row}  # type: ignore[union-attr]


# What SPARQL 1.1 Update says each should give, asked of the default graph; W3C's suite has a case of each kind.
@pytest.mark.parametrize(
    ("update", "query", "expected"),
    [
        ("INSERT DATA { e:A :knows e:D }", "SELECT ?x { e:A :knows ?x }", {"B", "C", "D"}),
        ("DELETE DATA { e:A :knows e:B }", "SELECT ?x { e:A :knows ?x }", {"C"}),
        ("DELETE DATA { e:A :knows e:Z }", "SELECT ?x { e:A :knows ?x }", {"B", "C"}),
        ("DELETE WHERE { e:A :knows ?x }", "SELECT ?x { e:A :knows ?x }", set()),
        (
            "DELETE { ?a :knows ?b } INSERT { ?b :knows ?a } WHERE { ?a :knows ?b }",
            "SELECT ?x { ?x :knows e:A }",
            {"B", "C"},
        ),
        ("INSERT { ?b :n ?n } WHERE { ?a :knows ?b BIND(1 AS ?n) }", "SELECT ?x { ?x :n 1 }", {"B", "C"}),
        ("DELETE DATA { e:A :knows e:B } ; INSERT DATA { e:A :knows e:B }", "SELECT ?x { e:A :knows ?x }", {"B", "C"}),
        ("INSERT DATA { e:B :knows e:D } ; DELETE WHERE { e:B :knows ?x }", "SELECT ?x { e:B :knows ?x }", set()),
        ("DELETE WHERE { GRAPH <http://x.example/g> { ?a ?b ?c } }", "SELECT ?x { ?x :likes ?y }", set()),
        (
            "WITH <http://x.example/g> DELETE { ?a :likes ?b } WHERE { ?a :likes ?b }",
            "SELECT ?x { ?x :likes ?y }",
            set(),
        ),
        (
            "INSERT { GRAPH <http://x.example/h> { ?a :new ?b } } USING <http://x.example/g> WHERE { ?a ?p ?b }",
            "SELECT ?x { GRAPH <http://x.example/h> { ?y :new ?x } }",
            {"B"},
        ),
        (
            "DELETE { GRAPH ?g { ?a :likes ?b } } WHERE { GRAPH ?g { ?a :likes ?b } }",
            "SELECT ?x { ?x :likes ?y }",
            set(),
        ),
        ("CLEAR GRAPH <http://x.example/g>", "SELECT ?x { GRAPH <http://x.example/g> { ?x ?y ?z } }", set()),
        ("DROP SILENT GRAPH <http://x.example/g>", "SELECT ?x { ?x :likes ?y }", set()),
        ("COPY <http://x.example/g> TO <http://x.example/h>", "SELECT ?x { GRAPH ?x { e:A :likes e:B } }", {"g", "h"}),
        ("MOVE <http://x.example/g> TO <http://x.example/h>", "SELECT ?x { GRAPH ?x { e:A :likes e:B } }", {"h"}),
        ("ADD <http://x.example/g> TO <http://x.example/h>", "SELECT ?x { GRAPH ?x { e:A :likes e:B } }", {"g", "h"}),
        (
            "PREFIX x: <http://x.example/> INSERT DATA { x:a x:b x:c } ; PREFIX y: <http://y.example/> "
            "INSERT DATA { y:a x:b y:c . } ;",
            "SELECT ?x { ?x <http://x.example/b> ?y }",
            {"a"},
        ),
        ("INSERT DATA { e:A :has [ :n 1 ; :m 2 ] }", "SELECT ?x { e:A :has/:n ?x }", {"1"}),
        ("INSERT DATA { }", "SELECT ?x { e:A :knows ?x }", {"B", "C"}),
    ],
)
def test_an_update_gives_what_sparql_says(update: str, query: str, expected: set[str]) -> None:
    graph = filled()
    apply(graph, update)
    assert seen(graph, query) == expected


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { e:A :knows e:D } ; DELETE WHERE { e:A :knows e:B } ; INSERT { ?x :n 1 } WHERE { e:A :knows ?x }",
        "DELETE { ?a :knows ?b } INSERT { ?b :knows ?a . ?a :n 7 } WHERE { ?a :knows ?b }",
        "DELETE WHERE { ?a ?b ?c }",
    ],
)
def test_an_update_does_to_the_default_graph_what_oxigraph_does(update: str) -> None:
    graph = open_graph(None)
    apply(graph, "INSERT DATA { e:A :knows e:B , e:C . e:B :knows e:A }")
    alone = Store()
    alone.extend(Quad(q.subject, q.predicate, q.object) for q in graph.store if q.graph_name == graph.corrected)
    alone.update(update, prefixes=dict(NAMES.prefixes))
    apply(graph, update)
    assert {str(t) for t in graph.store.query("CONSTRUCT WHERE { ?a ?b ?c }")} == {
        str(t) for t in alone.query("CONSTRUCT WHERE { ?a ?b ?c }")
    }


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("DELETE DATA { e:A :knows ?x }", "cannot stand in DELETE DATA"),
        ("DELETE WHERE { e:A :knows ?x ", "1:14: { is never closed"),
        ("INSERT { e:A no:x 1 } WHERE {}", "1:14: unknown prefix no:"),
        ("LOAD <http://x.example/>", "1:1: LOAD would ask another machine"),
        ("INSERT { ?a ?b ?c } WHERE { SERVICE <http://x.example/> { ?a ?b ?c } }", "SERVICE would ask another machine"),
        ("CLEAR ALL", "the default graph is all the others together"),
        ("DELETE WHERE { GRAPH <https://w3id.org/newsgraph/graph/inferred> { ?a ?b ?c } }", "not edited by hand"),
        ("INSERT DATA { GRAPH <https://w3id.org/newsgraph/graph/ontology> { :a :b :c } }", "not edited by hand"),
        ("INSERT DATA { _:a :p 1 GRAPH <http://x.example/g> { _:a :q 2 } }", "_:a stands in two graphs"),
    ],
)
def test_an_update_that_cannot_be_done_says_why_and_changes_nothing(update: str, message: str) -> None:
    graph = filled()
    graph.store.add(Quad(NamedNode("e:i"), NamedNode("e:j"), NamedNode("e:k"), graph.inferred))
    before = set(graph.store)
    with pytest.raises(KgError) as caught:
        plan_update(Held.of(graph), update, graph.names.prefixes)
    assert message in str(caught.value)
    assert set(graph.store) == before


def test_operations_are_told_from_queries_and_split_at_semicolons() -> None:
    assert not is_update("SELECT ?insert { ?insert :delete 'INSERT' } # DELETE")
    assert is_update("BASE <http://x.example/> PREFIX : <y> WITH <g> DELETE { ?x ?y ?z } WHERE { ?x ?y ?z }")
    found = find_operations("DELETE { ?a :p 'a;b' ; :q ?c } WHERE { ?a :r ?c ; :s [] } ; INSERT DATA { :a :b :c }")
    assert [len(each.delete) + len(each.insert) for each in found] == [1, 1]
    assert [each.data for each in found] == [False, True]


@pytest.fixture
def session(small_graph: Path, tmp_path: Path) -> Session:
    """A writing shell, of which nobody is asked, on a copy of the small graph."""
    shutil.copytree(small_graph, tmp_path / "small.kg")
    return Session(LocalBackend(open_graph(tmp_path / "small.kg")), write=True, quiet=True)


def ask(session: Session, pattern: str) -> bool:
    return run_statement(session, f"ASK {{ {pattern} }}") == "true\n"


def test_a_bare_delete_retracts_what_an_article_says_and_undo_brings_it_back(session: Session) -> None:
    assert ask(session, "e:Alexander_Lukashenko :accuses e:Poland")
    said = run_statement(session, "DELETE WHERE { ?claim :accused e:Poland }")
    assert said.startswith("1 triple went, 0 came; ")
    assert not ask(session, "e:Alexander_Lukashenko :accuses e:Poland")
    assert run_command(session, r"\diff").startswith("── 1\n- ")
    assert run_command(session, r"\undo").startswith("0 triples went, 1 came; ")
    assert ask(session, "e:Alexander_Lukashenko :accuses e:Poland")
    assert run_command(session, r"\diff") == "this shell changed nothing\n"
    with pytest.raises(StoreError):
        run_command(session, r"\undo")


def test_nothing_is_called_done_when_nothing_happened(session: Session) -> None:
    assert run_statement(session, "DELETE DATA { e:NATO :memberOf e:Latvia }").startswith("nothing changed\n")
    inferred = run_statement(session, "DELETE DATA { e:Alexander_Lukashenko :accuses e:Poland }")
    assert inferred.startswith("nothing changed\n  what is inferred stays")
    assert "from the ontology" in run_statement(session, "DELETE DATA { :Claim a owl:Class }")
    there = "nothing changed\n  what should come is there already\n"
    assert run_statement(session, "INSERT DATA { e:Latvia :memberOf e:NATO }") == there
    gone = "nothing changed\n  what should go is not there\n"
    assert run_statement(session, "DELETE WHERE { ?x :accusses ?y }") == gone
    assert session.edits == []


def test_a_misspelt_name_in_a_correction_is_told_with_the_nearest(session: Session) -> None:
    told = run_command(session, r"\wrong e:Latvia :membrOf e:NATO")
    assert told.startswith("nothing changed\n  it is not in the graph\n")
    assert ":membrOf occurs nowhere in the graph; the nearest name is :memberOf" in told
    with pytest.raises(QueryError, match="the nearest name is e:Alexander_Lukashenko"):
        run_command(session, r"\merge e:Jens_Stoltenberg e:Alexander_Lukashenco")


def test_what_is_retracted_stays_away_and_what_is_added_stays_when_articles_are_read_again(session: Session) -> None:
    from click.testing import CliRunner  # noqa: PLC0415 - only here

    from kg.__main__ import main  # noqa: PLC0415 - only here

    run_statement(session, "DELETE DATA { e:Latvia :memberOf e:NATO } ; INSERT DATA { e:Latvia :allyOf e:Poland }")
    path = session.backend.name
    done = CliRunner().invoke(main, ["build", "--again", "--into", path, "-q"])
    assert done.exit_code == 0, done.output
    assert not ask(session, "GRAPH ?article { e:Latvia :memberOf e:NATO } FILTER(CONTAINS(STR(?article), '/article/'))")
    assert ask(session, "e:Latvia :allyOf e:Poland")
    run_statement(session, "INSERT DATA { e:Latvia :memberOf e:NATO }")
    assert ask(session, "GRAPH ?article { e:Latvia :memberOf e:NATO } FILTER(CONTAINS(STR(?article), '/article/'))")


def test_wrong_takes_a_row_by_number_and_merge_joins_two_names(session: Session) -> None:
    run_statement(session, "SELECT ?who ?whom { ?who :accuses ?whom }")
    which = run_command(session, r"\wrong 1")
    assert which.startswith("row 1 rests on ")
    assert r"\wrong 1 all" in which
    with pytest.raises(QueryError):
        run_command(session, r"\wrong 1 99")
    assert " went" in run_command(session, r"\wrong 1 all # nobody accused anybody")
    assert not ask(session, "?who :accuses ?whom")
    assert ask(session, "?retraction a :Retraction ; rdfs:comment 'nobody accused anybody'")
    assert "1 came" in run_command(session, r"\merge e:Jens_Stoltenberg e:Alexander_Lukashenko")
    assert ask(session, "e:Alexander_Lukashenko owl:sameAs e:Jens_Stoltenberg")
    assert run_command(session, r"\merge e:Alexander_Lukashenko e:Jens_Stoltenberg").startswith("nothing changed")
    with pytest.raises(QueryError):
        run_command(session, r"\merge e:Alexander_Lukashenko e:Nobody_At_All")


def test_a_shell_only_reads_unless_writing_was_asked_for(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    session.write = False
    assert run_input(session, "ASK {} ", run_command) == 0
    assert run_input(session, "\n INSERT DATA { e:A :p e:B }", run_command) == 1
    error = capsys.readouterr().err
    assert "2:2: INSERT would change the graph: the graph is open for reading only; start with --write" in error
    assert error.endswith("   INSERT DATA { e:A :p e:B }\n   ^^^^^^\n")
    for command in (r"\wrong 1", r"\merge e:A e:B", r"\load x.ttl", r"\define x.ttl", r"\reason"):
        with pytest.raises(StoreError):
            run_command(session, command)


def test_what_is_in_memory_changes_no_more_than_a_directory_unless_writing_was_asked_for() -> None:
    graph = filled()
    before = set(graph.store)
    session = Session(LocalBackend(graph))
    updates = ("INSERT DATA { e:A :p e:B }", "CLEAR ALL", "LOAD <http://x.example/>")
    commands = (r"\wrong e:A :knows e:B", r"\merge e:A e:B", r"\load x.ttl", r"\define :x a owl:Class", r"\reason")
    for text in (*updates, *commands):
        with pytest.raises(KgError, match="open for reading only; start with --write"):
            (run_command if text.startswith("\\") else run_statement)(session, text)
    assert set(graph.store) == before
    session.write = True
    assert " 1 came" in run_statement(session, "INSERT DATA { e:A :p e:B }")


def answering(*answers: str) -> tuple[list[str], Callable[[str], str]]:
    asked: list[str] = []
    left = list(answers)

    def ask_user(question: str) -> str:
        asked.append(question)
        return left.pop(0)

    return asked, ask_user


def test_on_a_terminal_the_change_is_shown_and_asked_about(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    asked, session.ask = answering("n", "y")
    assert run_statement(session, "DELETE DATA { e:Latvia :memberOf e:NATO }") == "nothing changed\n"
    assert capsys.readouterr().out == "1 triple goes, 0 come\n- Latvia  member of  NATO\n"
    assert ask(session, "e:Latvia :memberOf e:NATO")
    assert " went" in run_statement(session, "DELETE DATA { e:Latvia :memberOf e:NATO }")
    assert asked == ["change the graph? [y/n] "] * 2


def test_a_change_waits_for_no_lock_of_its_own_and_names_who_holds_it(session: Session) -> None:
    path = Path(session.backend.name)
    with open_graph(path, write=True) as builder:
        with pytest.raises(StoreError, match="being written by process"):
            run_statement(session, "INSERT DATA { e:A :p e:B }")
        builder.store.add(Quad(NamedNode("e:a"), NamedNode("e:b"), Literal("c")))
    assert " 1 came" in run_statement(session, "INSERT DATA { e:A :p e:B }")
    open_graph(path, write=True).close()


def test_what_is_loaded_and_defined_is_there_at_once(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(
        "@prefix : <https://w3id.org/newsgraph/ontology#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ":mocks a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range :Agent ; rdfs:subPropertyOf :opposes .\n"
    )
    assert run_command(session, f"\\define {file}").startswith("own.ttl: defined; ")
    run_statement(session, "INSERT DATA { e:Latvia :mocks e:Poland }")
    assert ask(session, "e:Latvia :opposes e:Poland")
    assert run_command(session, r"\define :adores a owl:ObjectProperty ; rdfs:label 'adores'").startswith("typed.ttl: ")
    run_command(session, r"\define :loathes a owl:ObjectProperty")
    assert ask(session, ":adores a owl:ObjectProperty . :loathes a owl:ObjectProperty . :mocks a owl:ObjectProperty")
    with pytest.raises(KgError):
        run_command(session, r"\define :broken a")
    facts = tmp_path / "facts.ttl"
    facts.write_text("<http://x.example/a> <http://x.example/b> <http://x.example/c> .")
    assert "1 triple\n" in run_command(session, f"\\load {facts}")
    assert ask(session, "<http://x.example/a> ?p ?o")
    assert "inferred" not in run_command(session, f"\\load {tmp_path / 'missing.txt'}")


def test_what_follows_from_a_loaded_file_is_there_and_stays_when_inferences_are_drawn_anew(
    session: Session, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.ttl"
    facts.write_text("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in NAMES.prefixes.items()))
    with facts.open("a") as file:
        file.write("e:Latvia :spouseOf e:Nobody_Else .\n")
    run_command(session, f"\\load {facts}")
    assert ask(session, "e:Nobody_Else :spouseOf e:Latvia")
    said = run_command(session, r"\reason")
    assert said.split(" ")[0] == said.split(", ")[1].split(" ")[0]
    assert ask(session, "e:Nobody_Else :spouseOf e:Latvia")


def test_an_article_is_read_into_the_graph(session: Session, tmp_path: Path) -> None:
    article = tmp_path / "praise.txt"
    article.write_text("Estonia is a member of NATO.\n")
    said = run_command(session, f"\\load {article}")
    assert "added, " in said
    assert ask(session, "e:Estonia :memberOf e:NATO")
    assert "unchanged" in run_command(session, f"\\load {article}")
    assert "error: " in run_command(session, f"\\load {tmp_path / 'none.txt'}")
