"""Measure the shell: start, menu and Ctrl-C in a real terminal, rendering, and what it adds to a bare query.

usage: bench_shell.py [TRIPLES]

By default 300,000 synthetic triples on disk, without inferences. Prints a table in Markdown.
"""

import contextlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect
import pyte
import synthetic
from pyoxigraph import RdfFormat

from kg.graph import open_graph
from kg.query import Rows
from kg.tbox import ontology_files
from shell.backends import LocalBackend
from shell.settings import THEMES
from shell.show import Screen, Style, show

PROMPT = "kg>"
LINES, COLUMNS = 30, 110
READY = "\x1b[?2004h"
"""What the prompt writes when it begins to read keys."""
LONG = {
    "aggregate": "SELECT (COUNT(*) AS ?n) (SUM(STRLEN(STR(?b))) AS ?m) { ?a ?p ?b . ?c ?p ?d }",
    "path closure": "SELECT (COUNT(*) AS ?n) { ?a (:partOf|^:partOf)* ?b }",
    "sort": "SELECT * { ?a a ?t . ?b a ?t } ORDER BY DESC(STR(?b)) STR(?a)",
    "cross product": "SELECT * { ?a ?p ?b . ?c ?q ?d FILTER(?a = ?d && ?b = ?c && ?p != ?q) }",
}
TYPICAL = {
    "100 of a class": "SELECT ?s { ?s a :Person } LIMIT 100",
    "classes counted": "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n)",
    "who accuses whom": "SELECT ?p ?o { ?c a :Accusation ; :madeBy ?p ; :accused ?o } LIMIT 200",
    "is there a denial": "ASK { ?x a :Denial ; :deniedClaim ?c }",
    "who raided, of what": "SELECT ?e ?w { ?e a :Raid ; :actor ?w . ?w :memberOf ?b } LIMIT 300",
}
MENU = {
    "SELECT * { ?s a :Per": ":Person",
    "SELECT * { ?s a :Person ; :memb": ":memberOf",
    "SELECT * { ?c a :Accusation ; :madeBy ?w . ?w :": ":",
    "SELECT * { ?s :memberOf e": "e:",
    "SELECT * { ?s :memberOf ?x . ?x :partOf e": "e:",
    "SELE": "SELECT",
}
"""What is typed, and what the first line of the menu then has."""
WIDE = "SELECT ?a ?t ?w ?x { ?a a ?t ; :madeBy ?w . ?w :memberOf ?x } LIMIT 10000"


def main() -> None:
    """Make the graph, measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    print("| what | times | median ms | most ms | to reach |\n| --- | ---: | ---: | ---: | ---: |")
    with TemporaryDirectory() as folder:
        graph = make_graph(Path(folder), number)
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "HOME": folder}
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
            environment[name] = str(Path(folder, name))
            Path(folder, name).mkdir()
        starts = [start(graph, environment) for _ in range(7)]
        tell("prompt after start", [shown for shown, _ in starts], "500")
        tell("first key shown after start", [answered for _, answered in starts], "")
        measure_menu(graph, environment)
        for name, query in LONG.items():
            tell(f"Ctrl-C to prompt: {name}", list(interrupt(graph, environment, query)), "100")
        measure_answers(graph)


def make_graph(folder: Path, number: int) -> Path:
    """A graph directory of synthetic triples."""
    path, quads = folder / "bench.kg", folder / "bench.nq"
    synthetic.write_quads(quads, synthetic.triples(number))
    with open_graph(path, write=True) as graph:
        graph.set_ontology(ontology_files())
        graph.store.bulk_load(path=quads, format=RdfFormat.N_QUADS)
        graph.store.optimize()
    return path


def tell(what: str, seconds: list[float], goal: str) -> None:
    """A row of the table."""
    middle, most = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"| {what} | {len(seconds)} | {middle:.1f} | {most:.1f} | {goal} |", flush=True)


def spawn(graph: Path, environment: Mapping[str, str]) -> "pexpect.spawn[str]":
    """A shell in a terminal of its own."""
    kg = str(Path(sys.executable).parent / "kg")
    child = pexpect.spawn(
        kg, ["shell", str(graph)], env=dict(environment), encoding="utf8", timeout=60, dimensions=(LINES, COLUMNS)
    )
    child.delaybeforesend = None
    return child


def start(graph: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds until the prompt is there, and until a key that is typed then is seen."""
    begun = time.perf_counter()
    child = spawn(graph, environment)
    child.expect_exact(PROMPT)
    took = time.perf_counter() - begun
    child.send("Q")
    child.expect_exact("Q")
    answered = time.perf_counter() - begun
    child.close(force=True)
    return took, answered


def measure_menu(graph: Path, environment: Mapping[str, str]) -> None:
    """From a key to its letter on the screen and to the menu, when the graph is sampled; cold and again."""
    child = spawn(graph, environment)
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.Stream(screen)
    look(child, stream, 15.0)
    times = [press(child, screen, stream, text, first) for _ in range(5) for text, first in MENU.items()]
    child.close(force=True)
    tell("key to letter", [letter for letter, _ in times], "")
    tell("key to menu", [menu for _, menu in times], "50")
    tell("key to menu, when first asked", [menu for _, menu in times[: len(MENU)]], "50")
    late = statistics.quantiles([menu for _, menu in times], n=20)[-1]
    print(f"| key to menu, 95th percentile | {len(times)} | {late * 1000:.1f} | | 150 |", flush=True)


def press(
    child: "pexpect.spawn[str]", screen: pyte.Screen, stream: pyte.Stream, text: str, first: str
) -> tuple[float, float]:
    """Seconds from the last key of a text to its letter and to a menu that begins with ``first``."""
    child.send("\x03")
    look(child, stream, 0.5)
    child.send(text[:-1])
    look(child, stream, 1.0)
    begun = time.perf_counter()
    child.send(text[-1])
    letter = None
    while (now := time.perf_counter() - begun) < 5:
        row = screen.cursor.y
        if letter is None and text in screen.display[row]:
            letter = now
        if letter is not None and row + 1 < LINES and first in screen.display[row + 1]:
            return letter, now
        with contextlib.suppress(pexpect.TIMEOUT):
            stream.feed(child.read_nonblocking(1 << 16, timeout=0.5))
    raise SystemExit(f"no menu for {text}: {screen.display}")


def look(child: "pexpect.spawn[str]", stream: pyte.Stream, seconds: float) -> None:
    """Take in what the shell writes for a while."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(pexpect.TIMEOUT):
            stream.feed(child.read_nonblocking(1 << 16, timeout=left))


def interrupt(graph: Path, environment: Mapping[str, str], query: str) -> Iterator[float]:
    """Seconds from Ctrl-C, a second after a long query began, to the prompt; five times."""
    child = spawn(graph, environment)
    child.expect_exact(READY)
    child.expect_exact(PROMPT)
    time.sleep(1.5)
    for _ in range(5):
        child.send(query + "\r")
        time.sleep(1.0)
        with contextlib.suppress(pexpect.TIMEOUT):
            child.read_nonblocking(1 << 20, timeout=0)
        begun = time.perf_counter()
        child.send("\x03")
        child.expect_exact(PROMPT)
        took = time.perf_counter() - begun
        if "stopped" not in child.before and "incomplete" not in child.before:
            raise SystemExit(f"the query was over before Ctrl-C: {query}")
        yield took
        time.sleep(0.3)
    child.send("ASK { ?s a :Person }\r")
    child.expect_exact("yes")
    child.close(force=True)


def measure_answers(graph: Path) -> None:
    """Rendering, and the overhead over a bare call."""
    with open_graph(graph) as opened:
        backend = LocalBackend(opened)
        backend.prepare()
        prefixes = dict(backend.prefixes)
        rows = backend.run(WIDE)
        if not isinstance(rows, Rows):
            raise SystemExit("no rows to render")
        for name, screen in {"pipe": Screen(), "terminal": Screen(True, 110, THEMES["dark"].look)}.items():
            took = timed(lambda s=screen: show(rows, s, Style(), labels={}, prefixes=prefixes), 7)
            tell(f"{len(rows.rows):,} rows of {len(rows.variables)} columns rendered, {name}", took, "150")
        for name, query in TYPICAL.items():
            bare = timed(lambda q=query: exhaust(opened.store.query(q, prefixes=prefixes)), 15)
            ours = timed(lambda q=query: backend.run(q), 15)
            over = statistics.median(ours) - statistics.median(bare)
            print(f"| more than a bare query: {name} | 15 | {over * 1000:.1f} | | 15 |", flush=True)
        backend.forget()


def exhaust(answer: object) -> None:
    """Fetch all rows; ASK has none."""
    if hasattr(answer, "__iter__"):
        list(answer)


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds of each of so many runs."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return found


if __name__ == "__main__":
    main()
