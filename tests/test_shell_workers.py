"""Reader processes: what is said of one that ended, and that none runs what happens to lie in the current folder."""

import os
import signal
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph import open_graph
from shell.frames import Request
from shell.workers import explain_end, make_pool

ROOT = Path(__file__).parent.parent
QUESTION = Request("ASK { ?x ?y 'nobody says this' }", {})


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph without articles."""
    with open_graph(tmp_path / "g.kg", write=True):
        pass
    return tmp_path / "g.kg"


@pytest.mark.parametrize("forks", [True, False])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGKILL, "its process was killed from outside"),
        (signal.SIGABRT, "it wanted more than 4,096 MB of memory"),
        (signal.SIGSEGV, "its process was ended by SIGSEGV"),
    ],
)
def test_a_reader_that_a_signal_ends_is_not_always_said_to_want_memory(
    graph: Path, number: signal.Signals, said: str, *, forks: bool
) -> None:
    if forks and not hasattr(os, "fork"):
        pytest.skip("there is no fork")
    pool = make_pool(lambda: open_graph(graph, triples_only=True), graph, forks=forks)
    try:
        assert pool.run(QUESTION).data == b"0"
        os.kill(pool.idle[0].pid, number)
        with pytest.raises(QueryError, match=said):
            pool.run(QUESTION)
        assert pool.run(QUESTION).data == b"0"
    finally:
        pool.close()


def test_a_reader_runs_no_module_of_the_current_folder(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    for name in ("pyoxigraph", "filelock", "shell"):
        (tmp_path / "here" / f"{name}.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pool = make_pool(lambda: open_graph(graph, triples_only=True), graph, forks=False)
    try:
        assert pool.run(QUESTION).data == b"0"
    finally:
        pool.close()


def test_without_a_limit_memory_is_not_blamed() -> None:
    assert "memory" not in str(explain_end(signal.SIGABRT, 0))
    assert "an unknown cause" in str(explain_end(0, 0))
