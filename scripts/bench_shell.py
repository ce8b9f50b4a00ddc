"""Measure the shell: start, menu and Ctrl-C in a real terminal, rendering, and what it adds to a bare query.

usage: bench_shell.py [--large] [--keep FOLDER] [TRIPLES]

By default 300,000 synthetic triples on disk, without inferences. ``--large`` measures start, menu and Ctrl-C on
3,000,000 as well, whose graph takes minutes to make; ``--keep`` makes graphs in a folder, or takes those that are
there.
Prints tables in Markdown. A key or Ctrl-C that is not heard is counted, and the rest goes on.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect
import pyte
import synthetic
from pyoxigraph import RdfFormat

from kg.graph import open_graph
from kg.names import RDFS, SKOS
from kg.query import Rows
from kg.tbox import ontology_files
from shell.backends import LocalBackend
from shell.settings import THEMES
from shell.show import Screen, Style, show

PROMPT = "kg>"
LINES, COLUMNS = 30, 110
READY = "\x1b[?2004h"
"""What the prompt writes when it begins to read keys."""
LARGE = 3_000_000
PATIENCE = 10.0
"""After so many seconds a key or Ctrl-C counts as not heard."""
BARE = "import prompt_toolkit, pyoxigraph"
HEAVY = ("spacy", "rdflib", "owlrl", "duckdb")
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
    "SELECT * { ?c :madeBy kell": "e:Person_",
    "SELE": "SELECT",
}
"""What is typed, and what the first line of the menu then has."""
SOON = "SELECT * { ?c :madeBy kell", "e:Person_"
"""The same, as soon as keys are read."""
WIDE = "SELECT ?a ?t ?w ?x { ?a a ?t ; :madeBy ?w . ?w :memberOf ?x } LIMIT 10000"
FIRST = ("Anna", "Boris", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Luca", "Mira")
LAST = ("Adler", "Bianchi", "Castro", "Dahl", "Eriksen", "Fontaine", "Garcia", "Haddad", "Ivanova", "Jansen", "Keller")


def main() -> None:
    """Make the graphs, measure and print."""
    parser = argparse.ArgumentParser(description="Measure the shell.")
    parser.add_argument("triples", nargs="?", type=int, default=300_000)
    parser.add_argument("--large", action="store_true", help=f"measure on {LARGE:,} triples as well")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make graphs here, and take those that are there")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        environment = make_environment(Path(folder))
        for number in [options.triples, *([LARGE] if options.large else [])]:
            graph = make_graph(options.keep or Path(folder), number)
            print(f"\n{number:,} triples\n\n| what | times | median ms | 95 % ms | most ms | to reach |")
            print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
            measure_start(graph, environment)
            measure_menu(graph, environment)
            for name, query in LONG.items():
                measure_interrupt(name, list(interrupt(graph, environment, query)))
            if number == options.triples:
                measure_answers(graph)


def make_environment(folder: Path) -> dict[str, str]:
    """A home of its own and byte code that is kept, as after an installation."""
    environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "HOME": str(folder)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        environment[name] = str(folder / name)
        (folder / name).mkdir()
    return environment


def make_graph(folder: Path, number: int) -> Path:
    """A graph directory of synthetic triples and names, as ``kg`` leaves it."""
    path, quads = folder / f"bench{number}.kg", folder / f"bench{number}.nq"
    if (path / "words.sqlite").exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    articles = synthetic.write_quads(quads, synthetic.triples(number))
    with quads.open("a", encoding="utf-8") as file:
        file.writelines(names(number, f"<{synthetic.BASE}article/{articles}>"))
    with open_graph(path, write=True) as graph:
        graph.set_ontology(ontology_files())
        graph.store.bulk_load(path=quads, format=RdfFormat.N_QUADS)
        graph.store.optimize()
    quads.unlink()
    return path


def names(number: int, graph: str) -> Iterator[str]:
    """Two names of every person as lines of N-Quads, in a graph and in the union of graphs."""
    for person in range(max(number // 40, 50)):
        first, last = FIRST[person % len(FIRST)], LAST[person // len(FIRST) % len(LAST)]
        for naming, name in ((f"{RDFS}label", f"{first} {last} {person}"), (f"{SKOS}altLabel", f"{last}, {first}")):
            triple = f'{synthetic.entity("Person", person)} <{naming}> "{name}"'
            yield f"{triple} {graph} .\n{triple} .\n"


def tell(what: str, seconds: list[float], goal: str) -> None:
    """A row of the table."""
    if not seconds:
        print(f"| {what} | 0 | | | | {goal} |", flush=True)
        return
    late = statistics.quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    middle, most = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"| {what} | {len(seconds)} | {middle:.1f} | {late * 1000:.1f} | {most:.1f} | {goal} |", flush=True)


def spawn(graph: Path, environment: Mapping[str, str]) -> "pexpect.spawn[str]":
    """A shell in a terminal of its own."""
    kg = str(Path(sys.executable).parent / "kg")
    child = pexpect.spawn(
        kg, ["shell", str(graph)], env=dict(environment), encoding="utf8", timeout=60, dimensions=(LINES, COLUMNS)
    )
    child.delaybeforesend = None
    return child


# Start


def measure_start(graph: Path, environment: Mapping[str, str]) -> None:
    """From the command to the prompt, to a key and to a menu with names, in turns with bare imports."""
    start(graph, environment)  # compiles what is imported
    run_python(BARE, environment)
    shown, answered, bare, menus = [], [], [], []
    for _ in range(9):
        seconds = start(graph, environment)
        shown.append(seconds[0])
        answered.append(seconds[1])
        bare.append(run_python(BARE, environment))
        menus.append(first_menu(graph, environment))
    tell("prompt after start", shown, "500")
    tell("first key shown after start", answered, "")
    tell("menu with names after start, typed at once", [menu for menu in menus if menu is not None], "")
    tell(f"python -c '{BARE}', in turns with these", bare, "")
    middle = statistics.median(bare)
    print(f"| the prompt, in bare imports | | {statistics.median(shown) / middle:.2f} times | | | |")
    print(f"| the first key, in bare imports | | {statistics.median(answered) / middle:.2f} times | | | |")
    print(
        f"| imported at the prompt of {', '.join(HEAVY)} | | {heavy_modules(graph, environment)} | | | none |",
        flush=True,
    )


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


def first_menu(graph: Path, environment: Mapping[str, str]) -> float | None:
    """Seconds from the command to a menu with a name, typed as soon as the prompt is there; None where none comes."""
    begun = time.perf_counter()
    terminal = begin(graph, environment)
    terminal.child.expect_exact(PROMPT)
    pressed = terminal.press(*SOON)
    terminal.child.close(force=True)
    return None if pressed is None else time.perf_counter() - begun


def run_python(code: str, environment: Mapping[str, str]) -> float:
    """Seconds that a program takes."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=dict(environment), check=True)
    return time.perf_counter() - begun


def heavy_modules(graph: Path, environment: Mapping[str, str]) -> str:
    """Which of the large packages a shell imports until its prompt reads keys."""
    child = spawn(graph, {**environment, "PYTHONPROFILEIMPORTTIME": "1"})
    child.expect_exact(READY)
    text = child.before or ""
    child.close(force=True)
    found = {line.rpartition("|")[2].strip().partition(".")[0] for line in text.splitlines() if "import time:" in line}
    return ", ".join(sorted(found & set(HEAVY))) or "none"


# Menu


@dataclass
class Terminal:
    """A shell with what its screen shows."""

    child: "pexpect.spawn[str]"
    screen: pyte.Screen
    stream: pyte.Stream

    def look(self, seconds: float) -> None:
        """Take in what the shell writes for a while."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            with contextlib.suppress(pexpect.TIMEOUT):
                self.stream.feed(self.child.read_nonblocking(1 << 16, timeout=left))

    def press(self, text: str, first: str, *, pause: float = 0) -> tuple[float, float] | None:
        """Seconds from the last key of a text to its letter and to a menu that begins with ``first``; None if none.

        With a ``pause`` the line is cleared first, and so long is waited before the last key.
        """
        if pause:
            self.child.send("\x03")
            self.look(pause / 2)
            self.child.send(text[:-1])
            self.look(pause)
        begun = time.perf_counter()
        self.child.send(text[-1] if pause else text)
        letter = None
        while (now := time.perf_counter() - begun) < PATIENCE:
            row = self.screen.cursor.y
            if letter is None and text in self.screen.display[row]:
                letter = now
            if letter is not None and row + 1 < LINES and first in self.screen.display[row + 1]:
                return letter, now
            with contextlib.suppress(pexpect.TIMEOUT):
                self.stream.feed(self.child.read_nonblocking(1 << 16, timeout=0.5))
        return None


def begin(graph: Path, environment: Mapping[str, str]) -> Terminal:
    """A shell whose screen is looked at."""
    screen = pyte.Screen(COLUMNS, LINES)
    return Terminal(spawn(graph, environment), screen, pyte.Stream(screen))


def measure_menu(graph: Path, environment: Mapping[str, str]) -> None:
    """From a key to its letter on the screen and to the menu; cold and again."""
    terminal = begin(graph, environment)
    terminal.look(5.0)
    times = [terminal.press(text, first, pause=1.0) for _ in range(6) for text, first in MENU.items()]
    terminal.child.close(force=True)
    heard = [pair for pair in times if pair is not None]
    cold = [pair for pair in times[: len(MENU)] if pair is not None]
    tell("key to letter", [letter for letter, _ in heard], "")
    tell("key to menu", [menu for _, menu in heard], "50, 95 %: 150")
    tell("key to menu, when first asked", [menu for _, menu in cold], "50, 95 %: 150")
    print(
        f"| keys without a menu within {PATIENCE:g} s | {len(times)} | {len(times) - len(heard)} | | | 0 |", flush=True
    )


# Ctrl-C


def measure_interrupt(name: str, times: list[float | None]) -> None:
    """What became of each Ctrl-C."""
    heard = [seconds for seconds in times if seconds is not None]
    tell(f"Ctrl-C to prompt: {name}", heard, "100")
    if len(heard) < len(times):
        print(f"| Ctrl-C not heard: {name} | {len(times)} | {len(times) - len(heard)} | | | 0 |", flush=True)


def interrupt(graph: Path, environment: Mapping[str, str], query: str) -> Iterator[float | None]:
    """Seconds from Ctrl-C, a second after a long query began, to the prompt, None where none comes; ten times."""
    child = None
    for _ in range(10):
        if child is None:
            child = spawn(graph, environment)
            child.expect_exact(READY)
            child.expect_exact(PROMPT)
            time.sleep(1.5)
        child.send(query + "\r")
        time.sleep(1.0)
        with contextlib.suppress(pexpect.TIMEOUT):
            child.read_nonblocking(1 << 20, timeout=0)
        begun = time.perf_counter()
        child.send("\x03")
        try:
            child.expect_exact(READY, timeout=PATIENCE)
            child.expect_exact(PROMPT, timeout=PATIENCE)
        except (pexpect.TIMEOUT, pexpect.EOF):
            child.close(force=True)
            child = None
            yield None
        else:
            yield time.perf_counter() - begun
            time.sleep(0.3)
    if child is not None and not is_well(child):
        print("| the shell after ten stopped queries | | does not answer | | | |", flush=True)


def is_well(child: "pexpect.spawn[str]") -> bool:
    """Whether a shell still answers; it is ended."""
    child.send("ASK { ?x a :Denial }\r")
    try:
        child.expect_exact("yes", timeout=PATIENCE)
    except (pexpect.TIMEOUT, pexpect.EOF):
        return False
    finally:
        child.close(force=True)
    return True


# Answers


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
            print(f"| more than a bare query: {name} | 15 | {over * 1000:.1f} | | | 15 |", flush=True)
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
