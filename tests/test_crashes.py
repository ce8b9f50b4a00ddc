"""Whoever writes a graph may be killed at any moment: what was asserted is there, what follows is made good."""

import subprocess
import sys
from pathlib import Path

import crashes
import pytest
from pyoxigraph import DefaultGraph, NamedNode

from kg.graph import Graph, open_graph
from kg.reason.engine import find_closure
from kg.reason.upkeep import bring_up_to_date


def dump(graph: Graph, *but: NamedNode) -> set[str]:
    """The quads of named graphs, less those of some."""
    return {str(quad) for quad in graph.store if quad.graph_name not in (*but, DefaultGraph())}


def inferred(graph: Graph) -> set[object]:
    return {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)}


def is_union(graph: Graph) -> bool:
    named = {quad.triple for quad in graph.store if quad.graph_name != DefaultGraph()}
    return {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, DefaultGraph())} == named


def before(deed: str, path: Path | None) -> Graph:
    """A graph that a deed changes, all inferences drawn."""
    graph = open_graph(path, write=True)
    crashes.define(graph, 0)
    for reading in crashes.KEPT + [crashes.FIRST] * (deed != "add"):
        graph.add(reading)
    if deed == "remove what is copied":
        crashes.add_copies(graph)
    bring_up_to_date(graph)
    return graph


def write_and_be_killed(folder: Path, *arguments: str) -> list[Path]:
    """The graphs that processes left which were killed at every write, or at sampled times."""
    subprocess.run([sys.executable, crashes.__file__, str(folder), *arguments], check=True)
    return sorted(folder.glob(f"{arguments[0]}-*.kg"))


@pytest.mark.parametrize("deed", list(crashes.DEEDS))
def test_a_writer_that_is_killed_at_any_write_loses_nothing_and_is_made_good(deed: str, shm: Path) -> None:
    old, new = old_and_new(deed, shm)
    left = write_and_be_killed(shm, deed)
    stale = [made_good(deed, path, old, new) for path in left]
    assert sum(stale) > 2, "there are writes on the way"
    assert not all(stale), "the last one gets through"


def test_a_writer_that_is_killed_at_any_time_loses_nothing_and_is_made_good(shm: Path) -> None:
    old, new = old_and_new("replace", shm)
    for path in write_and_be_killed(shm, "replace", "sampled"):
        with open_graph(path) as reader:
            stale, found = reader.stale, dump(reader)
        if not stale:
            assert found in (old, new)
        assert made_good("replace", path, old, new) == stale


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("deed", list(crashes.DEEDS))
def test_after_an_error_at_any_write_the_inferences_are_made_good(deed: str) -> None:
    errors = first = 6 if deed == "sets" else 0  # its article goes in as any other
    while True:
        graph = before(deed, None)
        crashes.at_write(errors + 1, "c_return", interrupt)
        try:
            crashes.DEEDS[deed](graph)
            bring_up_to_date(graph)
        except KeyboardInterrupt:
            errors += 1
        else:
            break
        finally:
            sys.setprofile(None)
        bring_up_to_date(graph)
        assert inferred(graph) == set(find_closure(graph).triples)
        assert graph.count_inferred() == len(inferred(graph))
    assert errors > first + 2


def old_and_new(deed: str, folder: Path) -> tuple[set[str], set[str]]:
    """What a graph holds before a deed and after it; the first is left in ``before.kg``."""
    with before(deed, folder / "before.kg") as graph:
        old = dump(graph)
    with before(deed, folder / "after.kg") as graph:
        crashes.DEEDS[deed](graph)
        bring_up_to_date(graph)
        return old, dump(graph)


def made_good(deed: str, path: Path, old: set[str], new: set[str]) -> bool:
    """Whether a graph was seen to be unfinished; once it is opened to write, it is made as if nothing had been."""
    with open_graph(path, write=True) as graph:
        stale, place = graph.stale, f"{graph.inferred}"
        old_said, new_said = ({quad for quad in quads if not quad.endswith(place)} for quads in (old, new))
        if not stale:
            assert dump(graph) in (old, new)
        if deed == "define" and stale:
            assert old_said & new_said <= dump(graph, graph.inferred) <= old_said | new_said
            crashes.define(graph, int(path.stem[-1]) % 2)  # the new one again, or the old one after all
        said = dump(graph, graph.inferred)
        assert said in (old_said, new_said)
        bring_up_to_date(graph)
        assert not graph.stale
        assert dump(graph) == (old if said == old_said else new)
        assert inferred(graph) == set(find_closure(graph).triples)
        assert graph.count_inferred() == len(inferred(graph))
        assert is_union(graph)
    return stale


SPILL = """
import os, signal, sqlite3, sys
kept = sqlite3.connect(sys.argv[1])
kept.execute(f"PRAGMA journal_mode = {sys.argv[2]}")
kept.execute("PRAGMA cache_size = 1")
kept.executemany("INSERT INTO setting VALUES (?, ?)", ((str(number), "x" * 999) for number in range(99)))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("mode", "file"), [("delete", "journal"), ("wal", "wal")])
def test_a_reader_opens_what_a_writer_left_half_written(mode: str, file: str, shm: Path) -> None:
    old, _ = old_and_new("add", shm)
    kept = shm / "before.kg" / "kept.sqlite"
    subprocess.run([sys.executable, "-c", SPILL, str(kept), mode], check=False)
    assert kept.with_name(f"kept.sqlite-{file}").stat().st_size
    with open_graph(shm / "before.kg") as graph:
        assert dump(graph) == old
        assert not graph.stale
