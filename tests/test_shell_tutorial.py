"""The tutorial, typed from its first step to its last on a real terminal."""

import re
from pathlib import Path

import pytest
from terminals import terminal_shell

from kg.errors import QueryError
from shell.backends import LocalBackend, open_files
from shell.commands import run_command
from shell.session import Session, run_statement
from shell.tutorial import follow, open_rally
from shell.tutorial.steps import ACCUSES, BY, COUNT

ROOT = Path(__file__).parent.parent


def test_the_tutorial_can_be_typed_from_the_first_step_to_the_last(tmp_path: Path) -> None:
    with terminal_shell(tmp_path) as terminal:
        terminal.type("\\tutorial", "1 of 10: a question")
        terminal.type("ASK {}", "yes", "not it yet; .tutorial hint")
        terminal.type(ACCUSES, "Alexander Lukashenko │ Poland", "Each row has a number", "2 of 10")
        terminal.type("\\source 1", "2020-08-17, [LP]", "Publisher, date", "3 of 10")
        terminal.type("\\why 1", "prp-spo2", "4 of 10: names")
        terminal.child.send("SELECT ?said { ?claim :text ?said ; :claimant ")
        for _ in range(40):
            terminal.child.send("luka")
            if terminal.see("e:Alexander_Lukashenko +Alexander", 0.5):
                break
            terminal.child.send("\x17")
        terminal.child.send("\t")
        terminal.type(" }", "tanks towards our border", "5 of 10")
        terminal.type("ASK { e:Poland a :State", "  >", prompt=False)
        terminal.type("}", "yes", "6 of 10")
        terminal.type(COUNT, "Alexander Lukashenko", "Now .chart")
        terminal.type("\\chart", "█", "7 of 10")
        terminal.type("\\set who e:Emmanuel_Macron", "Now the query")
        terminal.type(BY, "2 rows", "8 of 10")
        terminal.type("\\asserted", "Now the question")
        terminal.type(ACCUSES, "9 of 10")
        terminal.type("\\wrong e:Ales_Kavalchuk :memberOf e:Coordination_Council", "1 triple goes", "y/n", prompt=False)
        terminal.type("y", "1 triple went", "Now .undo")
        terminal.type("\\undo", "1 comes", "y/n", prompt=False)
        terminal.type("y", "1 came", "10 of 10")
        terminal.type(f"{ACCUSES} | wc -l", "That is all", "the tutorial is over; the graph is memory again")
        terminal.type("INSERT DATA { e:A a e:B }", "open for reading only")


@pytest.fixture
def session() -> Session:
    """A shell of which somebody is asked, with its tutorial begun."""
    session = Session(LocalBackend(open_files([])), ask=lambda question: "y")
    assert "1 of 10" in run_command(session, r"\tutorial")
    return session


def say(session: Session, text: str) -> str:
    """What a line prints, and what the tutorial says to it."""
    run = run_command if text.startswith("\\") else run_statement
    return run(session, text) + follow(session, text, 0)


def test_a_step_that_is_not_done_gives_its_hint_at_the_second_try_and_can_be_skipped(session: Session) -> None:
    assert "hint shows what to type" in say(session, "ASK { ?a ?b ?c }")
    assert f"type  {ACCUSES}" in say(session, "SELECT ?x { ?x :accuses e:Belarus }")
    assert follow(session, r"\source 1", 1).startswith("That is not it yet")
    assert follow(session, r"\iri", 0) == ""
    assert "2 of 10" in run_command(session, r"\tutorial skip")
    assert f"{ACCUSES}    and then" in run_command(session, r"\tutorial hint")
    assert "9 of 10" in run_command(session, r"\tutorial 9")
    with pytest.raises(QueryError, match="no step 11; give a number from 1 to 10"):
        run_command(session, r"\tutorial 11")


def test_an_answer_counts_whatever_its_columns_are_called(session: Session) -> None:
    run_command(session, r"\tutorial 4")
    typed = "SELECT * { ?c :claimant e:Alexander_Lukashenko ; :text ?t }"
    assert "5 of 10" in say(session, typed)
    run_command(session, r"\tutorial 1")
    assert "2 of 10" in say(session, "SELECT ?b ?a { ?a :accuses ?b }")


def test_who_stops_has_the_graph_and_settings_of_before(session: Session) -> None:
    assert session.lesson is not None
    before = session.lesson.before.backend
    say(session, r"\asserted")
    say(session, r"\set who e:NATO")
    assert "the graph is memory again" in run_command(session, r"\tutorial stop")
    assert session.backend is before
    assert (session.view, session.parameters, session.write, session.lesson) == ("all", {}, False, None)
    with pytest.raises(QueryError, match="no tutorial"):
        run_command(session, r"\tutorial hint")


def test_the_graph_of_the_tutorial_has_the_words_of_the_example_articles() -> None:
    graph = open_rally()
    texts = [(ROOT / "examples" / info).read_text(encoding="utf8") for info in ARTICLES]
    words = " ".join(re.sub(r"\s+", " ", text) for text in texts)
    query = "SELECT ?text { ?s a <https://w3id.org/newsgraph/ontology#Sentence> ; "
    query += "<https://w3id.org/newsgraph/ontology#text> ?text }"
    sentences = [re.sub(r"\s+", " ", row[0].value) for row in graph.store.query(query)]  # type: ignore[union-attr]
    assert len(sentences) > 20
    assert [sentence for sentence in sentences if sentence not in words] == []
    assert graph.count_inferred() > 50


ARTICLES = (Path("minsk_rally.txt"), Path("minsk_state_agency.txt"))
