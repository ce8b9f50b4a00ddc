"""Every command of the shell, typed on a real terminal: a session for each group of them."""

import os
import re
import shutil
import sys
import time
from pathlib import Path

import pytest
from terminals import ROOT, Terminal, terminal_shell

from kg.graph import open_graph
from shell.commands import COMMANDS

GRAPH = """
@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
e:Anna a :Person ; rdfs:label "Anna" ; :opposes e:Ben ; :date "2020-08-01"^^xsd:date .
e:Ben a :Person ; rdfs:label "Ben" ; :opposes e:Anna ; :date "2020-08-31"^^xsd:date .
e:Cleo a :State ; rdfs:label "Cleo" .
"""
WHO = "SELECT ?who { ?who :opposes ?whom } ORDER BY ?who"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A file of the small graph that these tests ask."""
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


def test_answers_look_as_their_commands_say(tmp_path: Path, graph: Path) -> None:
    with terminal_shell(tmp_path, [str(graph)], columns=80) as terminal:
        assert "read-only" in terminal.raw
        terminal.type("\\iri", "tables show IRIs")
        terminal.type(WHO, "1 │ e:Anna")
        terminal.type("\\iri off", "tables show labels")
        terminal.type("\\x", "a line for each value")
        terminal.type(WHO, "── 1", "who  Anna")
        terminal.type("\\x", "as a table")
        terminal.type("\\format markdown", "shown as markdown")
        terminal.type(WHO, r"\| Anna \|")
        terminal.type("\\format table", "shown as table")
        terminal.type("SELECT ?c (COUNT(*) AS ?n) { ?x a ?c } GROUP BY ?c ORDER BY ?n", r"2 rows")
        terminal.type("\\chart", r"Person  2  █+")
        terminal.type("SELECT ?who ?d { ?who :date ?d } ORDER BY ?d", "2 rows")
        terminal.type("\\chart", r"2020-08-01  ●─+  Anna", r"2020-08-31  ─+●  Ben")
        terminal.type("\\timing", "timing is on")
        terminal.type("ASK {}", r"yes\s+\d+ ms")
        terminal.type("\\timeout 9", "may take 9 seconds")
        terminal.type("\\memory 900", "may take 900 MB")
        terminal.type("\\theme mono", "the theme is mono")
        terminal.type("\\asserted", "nothing inferred")
        terminal.type("\\inferred", "only what is inferred")
        terminal.type("\\all", "asserted and what is inferred")
        terminal.type("\\limit 5", "a graph of this machine gives all rows")


def test_a_long_answer_goes_through_the_pager_in_its_colours(tmp_path: Path, graph: Path) -> None:
    pager = tmp_path / "pager.py"
    pager.write_text("import os, sys\nprint('PAGES', os.environ['LESS'], len(sys.stdin.read().splitlines()))\n")
    environment = {"PAGER": f"{sys.executable} {pager}"}
    with terminal_shell(tmp_path, [str(graph)], environment=environment) as terminal:
        terminal.type("SELECT ?n { VALUES ?n { " + "1 " * 99 + "} }", "PAGES -R 102")
        terminal.type(WHO, "1 │ Anna")
        terminal.type("\\pager off", "all at once")
        terminal.type("SELECT ?n { VALUES ?n { " + "1 " * 99 + "} }", "99 │ 1")


def test_a_session_keeps_queries_parameters_and_files(tmp_path: Path, graph: Path) -> None:
    editor = {"VISUAL": "", "EDITOR": "sed -i s/Anna/Cleo/"}
    with terminal_shell(tmp_path, [str(graph)], environment=editor) as terminal:
        terminal.type("\\set who e:Anna", ".who is e:Anna")
        terminal.type("ASK { $who a :Person }", "yes")
        terminal.type("\\save person", "person.rq written")
        terminal.type("\\run", "person")
        terminal.type("\\run person who=e:Cleo", r"no\b")
        terminal.type("\\unset who", "variable again")
        terminal.type("\\run person", "who has no value")
        terminal.type(f"{WHO} | sort -r", r"who\s+Ben\s+Anna")
        terminal.type(f"{WHO} > out.csv", "out.csv written")
        assert (tmp_path / "out.csv").read_text().endswith("entity/Anna\nhttps://w3id.org/newsgraph/entity/Ben\n")
        terminal.type("ASK { e:Anna a :Person }", "yes")
        terminal.type("\\e", r"kg> ASK \{ e:Cleo a :Person \}", prompt=False)
        terminal.type("", r"no\b")
        terminal.type("\\watch 0.2 ASK { e:Anna a :Person }", r"\d\d:\d\d:\d\d\s+yes", prompt=False)
        time.sleep(0.5)
        terminal.child.sendcontrol("c")
        assert terminal.see(r"asked \d+ times")
        assert terminal.see("kg>")
        terminal.child.sendcontrol("r")
        terminal.child.send("sort")
        assert terminal.see(r"\| sort -r")
        terminal.child.sendcontrol("c")
        terminal.type("\\keys vi", "those of vi")
        terminal.type("\\keys emacs", "those of emacs")
        terminal.type("\\help watch", "Run a query, or the last one")
        terminal.type("\\graph page.html", "no rows|nothing|cannot be drawn|written")
        terminal.type(WHO, "Anna")
        terminal.type("\\graph page.html", "page.html written")
        terminal.type("\\source 1", "no evidence is kept")
        terminal.type("\\why 1", "opposes|Anna")
        terminal.type("\\export copy.ttl", "copy.ttl written")
        terminal.type("\\quit", prompt=False)
        assert terminal.leaves() == 0
    assert "Anna" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_what_cannot_be_drawn_is_said_and_the_prompt_stays(tmp_path: Path) -> None:
    (tmp_path / "blank.ttl").write_text(
        "@prefix e: <http://e.org/> . e:A e:of [ e:of e:C ] , 'a\\nb' .", encoding="utf-8"
    )
    with terminal_shell(tmp_path, ["blank.ttl"]) as terminal:
        terminal.type("\\graph", "no answer to draw")
        terminal.type("\\graph nobody page.html", "no entity is called 'nobody'")
        terminal.type("SELECT * { ?s ?p ?o } ORDER BY ?s", "3 rows")
        terminal.type("\\graph none/page.html", "cannot be written")
        terminal.type("\\graph page.html", "page.html written")
        terminal.type("ASK { ?s ?p ?o }", "yes")
        terminal.type("\\graph page.html", "cannot be drawn")


def test_a_no_is_explained_where_that_is_asked_for(tmp_path: Path, graph: Path) -> None:
    with terminal_shell(tmp_path, [str(graph)]) as terminal:
        terminal.type("\\empty", "there is no answer yet")
        terminal.type("ASK { e:Cleo a :Person }", r"no\b")
        terminal.type("\\empty", "e:Cleo a :Person")
        terminal.type("ASK { e:Anna :oposes e:Ben }", r"no\b")
        terminal.type("\\empty", "the nearest name is :opposes", "to this the answer is yes:", "ASK .* e:Anna :opposes")
        terminal.type("ASK { e:Anna :opposes e:Ben }", "yes")
        terminal.type("\\empty", "the last answer is not empty")
        terminal.type(f"{WHO} LIMIT 0", "LIMIT 0 leaves no row")
        terminal.type("\\empty", "LIMIT 0 leaves no row")


@pytest.mark.parametrize(
    ("library", "message"),
    [
        ("", "error: the drawing library is not installed; pip install xstatic-d3"),
        (
            "raise ValueError('out of\\norder \\x1b[31m')",
            r"error: ValueError: out of order \(__init__.py:1\); this should not",
        ),
    ],
)
def test_a_command_that_fails_leaves_the_prompt(tmp_path: Path, graph: Path, library: str, message: str) -> None:
    (tmp_path / "xstatic").mkdir()
    (tmp_path / "xstatic" / "__init__.py").write_text(f"{library}\n")
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    with terminal_shell(tmp_path, [str(graph)], environment=environment, columns=120) as terminal:
        terminal.type(WHO, "2 rows")
        terminal.type("\\graph", message)
        terminal.type(WHO, "2 rows")
        assert "Traceback" not in terminal.raw


def agree(terminal: Terminal, line: str, answer: str, *patterns: str) -> None:
    """Type a change, see the question, answer it."""
    terminal.type(line, r"change the graph\? \[y/n\]", prompt=False)
    terminal.type(answer, *patterns)


def test_changes_are_asked_about_and_taken_back(tmp_path: Path, small_graph: Path) -> None:
    shutil.copytree(small_graph, tmp_path / "small.kg")
    (tmp_path / "facts.ttl").write_text("<http://x.example/a> <http://x.example/b> <http://x.example/c> .\n")
    with terminal_shell(tmp_path, ["small.kg", "--write"]) as terminal:
        agree(terminal, "INSERT DATA { e:Latvia :allyOf e:Poland }", "n", "nothing changed")
        agree(terminal, "INSERT DATA { e:Latvia :allyOf e:Poland }", "y", "1 came; ")
        agree(terminal, "\\wrong e:Latvia :memberOf e:NATO # left", "y", "1 triple went, 0 came")
        agree(terminal, "\\merge e:Jens_Stoltenberg e:Alexander_Lukashenko", "y", "1 came")
        terminal.type("\\diff", "── 3", "owl:sameAs")
        agree(terminal, "\\undo", "y", "1 triple went")
        terminal.type("\\load facts.ttl", "1 triple")
        terminal.type("\\reason", "inferred")


def test_an_ontology_file_is_read_again_when_it_changes(tmp_path: Path, graph: Path) -> None:
    own = tmp_path / "own.ttl"
    prefixes = "@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    own.write_text(f"{prefixes}:mocks a owl:ObjectProperty .\n")
    with terminal_shell(tmp_path, [str(graph), "--write"]) as terminal:
        terminal.type("\\define own.ttl", "own.ttl: defined")
        terminal.child.send("ASK { ?half")
        assert terminal.see("half")
        own.write_text(f"{prefixes}:mocks a owl:ObjectProperty . :teases a owl:ObjectProperty .\n")
        assert terminal.see("own.ttl: defined")
        assert terminal.see(r"kg> ASK \{ \?half")
        terminal.child.sendcontrol("c")
        terminal.type("ASK { :teases a owl:ObjectProperty }", "yes")


def test_a_change_waits_for_a_build_and_is_made_after_it(tmp_path: Path, small_graph: Path) -> None:
    shutil.copytree(small_graph, tmp_path / "small.kg")
    with terminal_shell(tmp_path, ["small.kg", "--write"]) as terminal:
        builder = open_graph(tmp_path / "small.kg", write=True)
        terminal.type("INSERT DATA { e:A :allyOf e:B }", "y/n", prompt=False)
        terminal.type("y", "waiting for it to end", prompt=False)
        terminal.child.sendcontrol("c")
        assert terminal.see("stopped")
        terminal.type("INSERT DATA { e:A :allyOf e:B }", "y/n", prompt=False)
        terminal.type("y", "waiting for it to end", prompt=False)
        builder.close()
        assert terminal.see("1 came")
        assert terminal.see("kg>")


def test_the_configuration_file_says_how_a_shell_begins(tmp_path: Path, graph: Path) -> None:
    file = tmp_path / "newsgraph" / "shell.toml"
    file.parent.mkdir()
    file.write_text('theme = "mono"\nkeys = "vi"\ntiming = true\n[parameters]\nstate = "e:Cleo"\n')
    with terminal_shell(tmp_path, [str(graph)]) as terminal:
        terminal.type("ASK { $state a :State }", r"yes\s+\d+ ms")
        terminal.type("\\keys", "those of vi")
        terminal.type("\\theme", "the theme is mono")


def test_no_color_switches_colours_off(tmp_path: Path, graph: Path) -> None:
    with terminal_shell(tmp_path, [str(graph)], environment={"NO_COLOR": "1"}) as terminal:
        terminal.type(WHO, "1 │ Anna", "2 rows")
    codes = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(";")}
    assert codes <= {"", "0"}


def test_every_command_is_typed_in_a_test() -> None:
    folder = Path(__file__).parent
    typed = "".join((folder / f"test_shell_{name}.py").read_text() for name in ("typed", "terminal", "tutorial"))
    assert [name for name in COMMANDS if f'"\\\\{name}' not in typed] == []
