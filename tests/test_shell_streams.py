"""Rows are shown while their query goes on, and what came of a stopped one is marked."""

import json
import os
import signal
import subprocess
import sys
import time
from array import array
from dataclasses import replace
from fcntl import ioctl
from pathlib import Path
from termios import FIONREAD

import pytest
from pyoxigraph import RdfFormat
from terminals import ROOT, terminal_shell

from kg.errors import QueryError
from kg.graph import open_graph
from kg.names import Names
from kg.query import Rows, write
from shell.backends import LocalBackend
from shell.session import Session, answer_query
from shell.streams import Stream
from shell.workers import Worker

HEAD = "".join(f"PREFIX {name}: <{iri}> " for name, iri in Names().prefixes.items())
FACTS = (
    "@prefix : <https://w3id.org/newsgraph/ontology#> .\n@prefix e: <https://w3id.org/newsgraph/entity/> .\n"
    + "".join(f"e:n{n} :number {n} .\n" for n in range(3000))
)
# Of these numbers the last one is looked for in more pairs and triples than anybody waits for.
ENDLESS = "EXISTS { ?y :number ?m . ?z :number ?o . ?w :number ?q FILTER(?m + ?o + ?q < 0) }"


def first(rows: int) -> str:
    """A query that has so many rows soon and never ends."""
    values = " ".join(map(str, range(rows + 1)))
    # IF, since Oxigraph looks at the sides of || in an order of its own.
    return f"SELECT ?n ?x {{ VALUES ?n {{ {values} }} FILTER(IF(?n < {rows}, true, {ENDLESS})) }}"


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """A file of numbers."""
    path = tmp_path / "numbers.ttl"
    path.write_text(FACTS, encoding="utf-8")
    return path


def test_a_terminal_shows_rows_before_the_query_ends_and_marks_what_was_stopped(tmp_path: Path, numbers: Path) -> None:
    with terminal_shell(tmp_path, [str(numbers)]) as terminal:
        terminal.type(first(3), r"# │ +n │ x", r"1 │ +0 │", r"3 │ +2 │", "3 rows so far; Ctrl-C stops", prompt=False)
        terminal.child.sendcontrol("c")
        assert terminal.see(r"3 rows \(stopped: there may be more\)")
        assert terminal.see("kg>")
        terminal.type("\\x", "a line for each value")
        terminal.type(first(2), "── 2", "2 rows so far", prompt=False)
        terminal.child.sendcontrol("c")
        assert terminal.see(r"2 rows \(stopped")
        terminal.type("ASK { ?x :number 7 }", "yes")


def test_no_more_than_a_screen_is_shown_where_there_are_pages(tmp_path: Path, numbers: Path) -> None:
    pager = tmp_path / "pager.py"
    pager.write_text("import sys\nprint('PAGES', len(sys.stdin.read().splitlines()))\n")
    with terminal_shell(tmp_path, [str(numbers)], environment={"PAGER": f"{sys.executable} {pager}"}) as terminal:
        terminal.type(first(90), r" 55 │ +54 │", "90 rows so far", prompt=False)
        assert " 56 │" not in terminal.shown
        terminal.child.sendcontrol("c")
        assert terminal.see("PAGES 93")
        terminal.type("\\pager off", "all at once")
        terminal.type(first(90), r"90 │ +89 │", "90 rows so far", prompt=False)
        terminal.child.sendcontrol("c")
        assert terminal.see(r"90 rows \(stopped")


def test_triples_are_counted_while_they_come(tmp_path: Path, numbers: Path) -> None:
    query = first(500).replace("SELECT ?n ?x", "CONSTRUCT { e:n :is ?n } WHERE")
    with terminal_shell(tmp_path, [str(numbers)]) as terminal:
        terminal.type(query, r"\d triples so far; Ctrl-C stops", prompt=False)
        terminal.child.sendcontrol("c")
        assert terminal.see(r"triples \(stopped")


@pytest.mark.parametrize(
    ("format", "row", "end"),
    [
        ("csv", "\n1,\n", ""),
        ("tsv", '\n"1"^^', ""),
        ("json", '"value": "1",', "\n }\n}\n"),
    ],
)
def test_a_script_writes_rows_before_the_query_ends(
    tmp_path: Path, numbers: Path, format: str, row: str, end: str
) -> None:
    command = [sys.executable, "-m", "shell", str(numbers), "-c", first(2), "--format", format]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, env=environment)
    assert running.stdout
    seen = b""
    # The query never ends: what is seen was written before its end.
    while row.encode() not in seen and (more := running.stdout.read(1)):
        seen += more
    running.send_signal(signal.SIGINT)
    rest, said = running.communicate()
    assert running.returncode == 1
    assert said.endswith(b"the answer is not complete: the query was stopped\n")
    assert (seen + rest).endswith(end.encode())
    if format == "json":
        assert len(json.loads(seen + rest)["results"]["bindings"]) == 2


def test_who_reads_slowly_gets_no_half_row_after_control_c(tmp_path: Path, numbers: Path) -> None:
    query = "SELECT ?x ?y { ?x :number ?n . ?y :number ?m }"
    command = [sys.executable, "-m", "shell", str(numbers), "-c", query, "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert running.stdout
    waiting, deadline = array("i", [0]), time.monotonic() + 60
    while waiting[0] < 60_000 and running.poll() is None and time.monotonic() < deadline:  # until the pipe is full
        time.sleep(0.1)
        ioctl(running.stdout, FIONREAD, waiting)
    running.send_signal(signal.SIGINT)
    seen, said = running.communicate()
    assert (running.returncode, b"the query was stopped" in said) == (1, True)
    assert len(json.loads(seen)["results"]["bindings"]) > 100


def test_a_program_that_had_enough_stops_the_query(tmp_path: Path, numbers: Path) -> None:
    with terminal_shell(tmp_path, [str(numbers)]) as terminal:
        terminal.type("\\format csv", "as csv")
        # After the first rows come blank lines without end; head leaves after two lines.
        endless = (
            "SELECT ?x { { ?x :number ?n FILTER(?n < 3) } UNION { ?x :number ?n . ?y :number ?m . ?z :number ?o } }"
        )
        terminal.type(f"{endless} | head -n 2", r"x\s+https\S+entity/n\d")
        terminal.type("ASK { ?x :number 7 }", "true|yes")


@pytest.mark.parametrize("format", ["csv", "tsv", "json"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_streamed_answer_is_the_whole_one(format: str, size: int) -> None:
    graph = open_graph(None)
    graph.store.update(
        f"{HEAD} INSERT DATA {{ e:a :p 1, 'two\\nlines', 'q\"uo', 'a,b', 2.5, e:b, _:c, '=x', 'é\\t'@fr }}"
    )
    session = Session(LocalBackend(graph))
    answer = session.backend.run(query := "SELECT * { ?x :p ?y OPTIONAL { ?y :q ?z } } ORDER BY ?y")
    assert isinstance(answer, Rows)
    session.style = replace(session.style, format=format)
    parts: list[str] = []
    stream = Stream(session, query, parts.append)
    for at in range(0, len(answer.rows), size):
        stream.take(Rows(answer.variables, answer.rows[at : at + size]))
    rest = stream.rest(answer)
    assert rest is not None
    assert "".join(parts) + rest == write(answer, format, prefixes=Names().prefixes)


def test_what_slow_rows_say_is_what_the_store_writes() -> None:
    graph = open_graph(None)
    graph.store.update(
        f"{HEAD} INSERT DATA {{ e:a :p 1, true, 'two\\nlines\\t\\\\', 'é\\u000B'@fr, _:c, <<( e:a :b 'x\\ty' )>> }}"
    )
    for query in (
        "SELECT * { ?x :p ?y OPTIONAL { ?y :q ?z } }",
        "SELECT * {}",
        "SELECT ?x {}",
        "SELECT ?x { ?x :none 1 }",
    ):
        backend = LocalBackend(graph)
        heard: list[object] = []
        assert backend.run(query, arrived=heard.append) == backend.run(query)
        assert heard or "none" in query


def test_rows_are_all_there_when_they_come_in_pieces() -> None:
    graph = open_graph(None)
    graph.store.load(FACTS.encode(), format=RdfFormat.TURTLE)
    backend = LocalBackend(graph)
    heard: list[Rows | int] = []
    query = "SELECT * { ?x :number ?n . ?x ?p ?m . ?x ?q ?o }"
    whole = backend.run(query, arrived=heard.append)
    assert whole == backend.run(query)
    assert [row for part in heard if isinstance(part, Rows) for row in part.rows] == list(whole.rows)  # type: ignore[union-attr]
    assert len(heard) > 1


def test_a_query_that_fails_after_rows_leaves_them_to_be_asked_about() -> None:
    graph = open_graph(None)
    graph.store.load(FACTS.encode(), format=RdfFormat.TURTLE)
    backend = LocalBackend(graph)
    session = Session(backend, quiet=True)
    session.style = replace(session.style, format="csv")
    parts: list[str] = []

    def put_and_kill(text: str) -> None:
        parts.append(text)
        for worker in taken:
            worker.kill()

    pool = backend.pool()
    assert pool is not None
    taken: list[Worker] = [pool.take()]
    pool.give(taken[0])
    session.output = put_and_kill
    with pytest.raises(QueryError, match="ended without an answer"):
        answer_query(session, first(2))
    assert "".join(parts).splitlines()[0] == "n,x"
    assert session.last is not None
    assert session.row(1)["n"] is not None
    with pytest.raises(QueryError, match="no row"):
        session.row(3)


def test_after_a_pipe_that_closed_rows_are_of_the_query_that_was_asked() -> None:
    graph = open_graph(None)
    graph.store.load(FACTS.encode(), format=RdfFormat.TURTLE)
    session = Session(LocalBackend(graph), quiet=True)
    session.style = replace(session.style, format="csv")
    answer_query(session, "SELECT ?x { ?x :number 7 }")

    def refuse(_: str) -> None:
        raise BrokenPipeError

    session.output = refuse
    with pytest.raises(BrokenPipeError):
        answer_query(session, "SELECT ?n { ?x :number ?n } ORDER BY DESC(?n)")
    assert str(session.row(1)["n"].value) == "2999"  # type: ignore[union-attr]  # it is bound
