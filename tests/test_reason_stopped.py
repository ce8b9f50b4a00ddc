"""Reasoning and checking that are stopped, by Ctrl-C or a full disk: one line says in what state things are."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import duckdb
import pytest
from pyoxigraph import NamedNode, Store, Triple
from test_bad_input import LIMITED, content, kg

from kg.errors import StoreError
from kg.graph import open_graph
from kg.graph.changes import load_graph
from kg.graph.corrections import Correction
from kg.graph.terms import term
from kg.names import Names
from kg.reason.bulk.tables import open_tables
from kg.reason.engine import find_closure

ROOT = Path(__file__).parent.parent
STOPPED = """
import os, signal, sys
from kg.__main__ import main
from kg.reason import engine
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have left it ignored
place, engine.SMALL = sys.argv[1], int(sys.argv[2])
def watch(frame, event, _):
    if event == "call" and frame.f_code.co_name == place:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(watch)
main(sys.argv[3:])
"""
LATVIA, NATO = (NamedNode(Names().entity(name)) for name in ("Latvia", "NATO"))
PLACES = [("find_closure", 99_999, False), ("_replace", 99_999, True), ("close_tables", 0, False)]
PLACES += [("load_graph", 0, True)]


def child(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def is_made_good(path: Path) -> bool:
    """Whether the command that was stopped ends well now, with the inferences that drawing anew gives."""
    assert kg("reason", path, "-q").exit_code == 0
    with open_graph(path) as graph:
        drawn = {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)}
        return not graph.stale and drawn == set(find_closure(graph).triples)


@pytest.mark.parametrize(("place", "small", "written"), PLACES, ids=[place for place, *_ in PLACES])
def test_reasoning_that_is_stopped_says_the_state_of_the_graph_and_how_to_go_on(
    place: str, small: int, written: bool, *, small_graph: Path, tmp_path: Path
) -> None:
    path = tmp_path / "g.kg"
    shutil.copytree(small_graph, path)
    if written:
        with open_graph(path, write=True) as graph:
            graph.correct(Correction("added", Triple(LATVIA, term("opposes"), NATO)))
    done = child(STOPPED, place, small, "reason", path)
    assert done.returncode == 130, done.stderr
    state = "has all that is asserted, its inferences are out of date" if written else "is as it was"
    goal = "draws them anew" if written else "starts over"
    assert done.stderr == f"stopped; {path} {state}; kg reason {path} {goal}\n"
    assert [each.name for each in path.glob("reasoning-*")] == []
    assert is_made_good(path)


def test_checking_that_is_stopped_changes_nothing(small_graph: Path) -> None:
    before = triples_and_texts(small_graph)
    done = child(STOPPED, "find_inconsistencies", 99_999, "check", small_graph)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "stopped; nothing was changed; the same command starts over\n"
    assert triples_and_texts(small_graph) == before


def test_checking_that_is_stopped_while_inferences_are_drawn_anew_says_so(small_graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    shutil.copytree(small_graph, path)
    with open_graph(path, write=True) as graph:
        graph.correct(Correction("added", Triple(LATVIA, term("opposes"), NATO)))
    done = child(STOPPED, "close_tables", 0, "check", path)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.splitlines()[1:] == [
        f"stopped; {path} has all that is asserted, its inferences are out of date; kg reason {path} draws them anew"
    ]
    assert is_made_good(path)


def triples_and_texts(folder: Path) -> dict[str, bytes]:
    """The files of a graph, but for those that any reader may leave or take away."""
    return {name: data for name, data in content(folder).items() if not name.startswith(("kept.sqlite-", "readers"))}


def test_ctrl_c_in_the_middle_of_a_query_of_tables_is_ctrl_c(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    later = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    try:
        with pytest.raises(KeyboardInterrupt):
            ask_long(tmp_path, later)
    finally:
        later.join()
        signal.signal(signal.SIGINT, before)


def ask_long(folder: Path, later: threading.Timer) -> None:
    """Ask what takes some milliseconds again and again; Ctrl-C comes in DuckDB's code or in ours."""
    with open_tables(folder) as tables:
        tables.connection.execute("CREATE TABLE many AS SELECT range AS x FROM range(200000)")
        later.start()
        for _ in range(100_000):
            tables.count("SELECT count(*) FROM many a JOIN many b USING (x)")


def test_ctrl_c_in_one_long_query_is_heard_at_once_and_by_whoever_listened_before(tmp_path: Path) -> None:
    heard, written = socket.socketpair()
    written.setblocking(False)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    fd = signal.set_wakeup_fd(written.fileno())
    later = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    try:
        with pytest.raises(KeyboardInterrupt):
            ask_once(tmp_path, later)
        assert heard.recv(9) == bytes([signal.SIGINT])
    finally:
        later.join()
        assert signal.set_wakeup_fd(fd) == written.fileno()
        signal.signal(signal.SIGINT, before)
        heard.close()
        written.close()


def ask_once(folder: Path, later: threading.Timer) -> None:
    """Ask what takes hours."""
    with open_tables(folder) as tables:
        tables.connection.execute("CREATE TABLE many AS SELECT range AS x FROM range(1000000)")
        later.start()
        tables.count("SELECT count(*) FROM many a JOIN many b ON a.x % 7 = b.x % 7")


@pytest.mark.parametrize("whole", [True, False])
def test_ctrl_c_while_a_store_loads_a_file_is_heard_before_its_end(whole: bool, tmp_path: Path) -> None:
    added, removed = tmp_path / "added.nq", tmp_path / "removed.nt"
    added.write_text("".join(f"<x:{n}> <x:p> <x:{n}> <x:g> .\n" for n in range(300_000)), encoding="utf8")
    removed.touch()
    store, loads = Store(), sys.getprofile()
    read = 0

    def stop(frame: FrameType, event: str, _: object) -> None:
        nonlocal read
        read += event == "call" and frame.f_code.co_name == "read"
        if read == 2:
            raise KeyboardInterrupt

    sys.setprofile(stop)
    try:
        with pytest.raises(KeyboardInterrupt):
            load_graph(store, NamedNode("x:g"), added, removed, whole=whole)
    finally:
        sys.setprofile(loads)
    assert len(store) == 0


def test_tables_can_be_opened_in_a_thread_which_no_signal_reaches(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(count_in_tables, tmp_path).result() == 3


def count_in_tables(folder: Path) -> int:
    with open_tables(folder) as tables:
        return tables.count("SELECT count(*) FROM range(3)")


@pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), duckdb.InterruptException("interrupted")])
def test_what_duckdb_makes_of_ctrl_c_is_ctrl_c(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_tables(tmp_path):
        raise error
    with pytest.raises(RuntimeError, match="something else"), open_tables(tmp_path):
        raise RuntimeError("something else")


@pytest.mark.parametrize("error", [duckdb.IOException("no space"), duckdb.OutOfMemoryException("no space")])
def test_tables_that_find_no_space_are_told_with_place_and_remedy(error: Exception, tmp_path: Path) -> None:
    with (
        pytest.raises(StoreError, match=r"inferences could not be drawn: no space; check") as told,
        open_tables(tmp_path / "g.kg" / "work"),
    ):
        raise error
    assert told.value.place == str(tmp_path / "g.kg")


@pytest.mark.parametrize(("size", "small"), [(3_000, 99_999), (3_000, 0), (60_000, 0)])
def test_reasoning_on_a_full_disk_leaves_a_graph_that_works(
    size: int, small: int, small_graph: Path, tmp_path: Path
) -> None:
    path = tmp_path / "g.kg"
    shutil.copytree(small_graph, path)
    code = LIMITED.replace(
        "import resource, sys", f"import resource, sys\nfrom kg.reason import engine\nengine.SMALL = {small}"
    )
    done = child(code, size, "reason", path)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith(f"error: {path}")
    assert "; check" in done.stderr
    assert done.stderr.count("\n") == 1
    assert kg("query", path, "ASK { e:Latvia :memberOf e:NATO }").stdout == "true\n"
    assert is_made_good(path)
