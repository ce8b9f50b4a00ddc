"""The shell on a real terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminals import Terminal, terminal_shell

GRAPH = """
@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:Person a owl:Class ; rdfs:label "person" .
:opposes a owl:ObjectProperty ; rdfs:label "opposes" .
e:Mike_Pompeo a :Person ; rdfs:label "Mike Pompeo" ; skos:altLabel "Michael Richard Pompeo" ; :opposes e:Belarus .
e:Belarus rdfs:label "Bela\\u001B[31mrus\\u202E" .
"""
# 4,000 numbers: every pair of pairs takes longer than anybody waits.
MANY = "@prefix : <https://w3id.org/newsgraph/ontology#> .\n" + "".join(f":s{n} :number {n} .\n" for n in range(4000))
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a :number ?x . ?b :number ?y . ?c :number ?z }"


@contextmanager
def shell(folder: Path, turtle: str = GRAPH) -> Iterator[Terminal]:
    """A shell on a graph, its history in the folder."""
    path = folder / "graph.ttl"
    path.write_text(turtle, encoding="utf-8")
    with terminal_shell(folder, [str(path)]) as terminal:
        yield terminal


def test_a_query_is_answered_with_labels_and_row_numbers(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("SELECT ?who ?whom { ?who :opposes ?whom }\r")
        assert terminal.see("1 │ Mike Pompeo │ Belarus")
        assert terminal.see("1 row")
        assert terminal.see("kg>")


def test_control_codes_from_the_graph_never_reach_the_terminal(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("SELECT ?l { e:Belarus rdfs:label ?l }\r")
        assert terminal.see("1 │ Belarus")
        assert terminal.see("1 row")
        assert "\x1b[31mrus" not in terminal.raw
        assert "\u202e" not in terminal.raw


def test_enter_breaks_the_line_until_the_query_is_complete(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("ASK {\r")
        assert terminal.see("  >")
        terminal.child.send("?x a :Person }\r")
        assert terminal.see("yes")


def test_tab_completes_an_entity_by_one_of_its_other_names(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("ASK { ?x :opposes ?y FILTER(?x = ")
        # The vocabulary is read in a thread: typing goes on until the menu has the entity.
        for _ in range(40):
            terminal.child.send("michael")
            if terminal.see("Mike_Pompeo", 0.5):
                break
            terminal.child.send("\x17")
        terminal.child.send("\t) }\r")
        assert terminal.see("yes")


def test_an_error_has_a_caret_under_the_offending_token(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("ASK { ?x a nope:Person }\r")
        assert terminal.see("unknown prefix nope:")
        assert terminal.see(r"ASK \{ \?x a nope:Person \}\s*\n {13}\^{11}\s*\n")
        assert terminal.see("kg>")


def test_help_lists_the_commands_and_quit_leaves(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("\\help\r")
        assert terminal.see(r"\\source N\|TRIPLE +Show the sentences")
        assert terminal.see("kg>")
        terminal.child.send("\\quit\r")
        assert terminal.leaves() == 0


def test_control_d_leaves_and_control_c_cancels_the_line(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("SELECT nonsense")
        assert terminal.see("nonsense")
        terminal.child.sendcontrol("c")
        assert terminal.see(r"kg>[\s\x08]*\Z")  # the line with what was typed is drawn once more before
        terminal.child.sendcontrol("d")
        assert terminal.leaves() == 0


@pytest.mark.parametrize("seconds", [0, 0.02, 1])
def test_control_c_stops_a_query_and_keeps_the_prompt(tmp_path: Path, seconds: float) -> None:
    with shell(tmp_path, MANY) as terminal:
        terminal.child.send("ASK { ?a :number 7 }\r")
        assert terminal.see("yes")
        assert terminal.see("kg>")
        terminal.child.send(f"{ENDLESS}\r")
        # At once, while the prompt still has the keys, or later, while the query runs.
        assert not terminal.see("kg> $", seconds)
        started = time.monotonic()
        terminal.child.sendcontrol("c")
        assert terminal.see("stopped")
        assert terminal.see("kg>")
        assert time.monotonic() - started < 5  # 0.05 s alone; room for a machine that is busy
        terminal.child.send("ASK { ?a :number 7 }\r")
        assert terminal.see("yes")


def test_the_history_is_kept_on_disk_for_the_next_time(tmp_path: Path) -> None:
    with shell(tmp_path) as terminal:
        terminal.child.send("ASK { e:Belarus a :Person }\r")
        assert terminal.see("no\r?\n")
        assert terminal.see("kg>")
        terminal.child.sendcontrol("d")
        assert terminal.leaves() == 0
    with shell(tmp_path) as terminal:
        terminal.child.send("\x1b[A")
        assert terminal.see("ASK { e:Belarus a :Person }")


def test_a_shell_without_a_place_for_its_history_still_starts(tmp_path: Path) -> None:
    (tmp_path / "newsgraph").write_text("a file where the folder should be")
    with shell(tmp_path) as terminal:
        terminal.child.send("ASK {}\r")
        assert terminal.see("yes")


def test_what_is_typed_before_the_prompt_reads_keys_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    with terminal_shell(tmp_path, ["graph.ttl"], ready=False) as terminal:
        assert "?2004h" not in terminal.raw  # nothing reads keys yet
        terminal.child.send("dropped\x03ASK { e:Mike_Pompeo a :Person }\r")
        assert terminal.see("yes")


def test_a_configuration_file_that_is_wrong_ends_the_shell_below_its_first_prompt(tmp_path: Path) -> None:
    (tmp_path / "newsgraph").mkdir()
    (tmp_path / "newsgraph" / "shell.toml").write_text('theme = "pink"\n')
    with terminal_shell(tmp_path, ready=False) as terminal:
        assert terminal.see(r"\nerror: .*theme")
        assert terminal.leaves() == 1
