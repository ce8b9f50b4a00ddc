"""Stop long queries at random moments after Enter, many times, and say how often that was not heard.

usage: stress_shell.py [TRIES [GRAPH]]

200 tries unless told otherwise, on 300,000 synthetic triples or a graph directory: moments from 0 to 1 second after
Enter, over an aggregate, a path closure, a sort, a cross product and an answer that is drawn.
"""

import random
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect
from bench_shell import LONG, READY, WIDE, make_environment, make_graph, spawn

CASES = {**LONG, "drawing rows": WIDE}
PATIENCE = 30.0


def main() -> None:
    """Stress a shell and tell how often and how late it heard."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(tries)
    with TemporaryDirectory() as folder:
        graph = Path(sys.argv[2]) if len(sys.argv) > 2 else make_graph(Path(folder), 300_000)
        environment = make_environment(Path(folder))
        took: dict[str, list[float]] = {name: [] for name in CASES}
        lost: list[str] = []
        child = None
        for number in range(tries):
            name = list(CASES)[number % len(CASES)]
            delay = chance.choice((0.0, chance.random() * 0.1, chance.random()))
            child = child or begin(graph, environment)
            seconds = interrupt_once(child, CASES[name], delay)
            if seconds is None or not is_alive(child):
                lost.append(
                    f"{name} after {delay * 1000:.0f} ms{'' if seconds is None else ', and the shell was gone'}"
                )
                child.close(force=True)
                child = None
            else:
                took[name].append(seconds)
        if child:
            child.close(force=True)
    for name, seconds in took.items():
        if seconds:
            middle, most = statistics.median(seconds) * 1000, max(seconds) * 1000
            print(f"{name}: {len(seconds)} heard, median {middle:.1f} ms, most {most:.1f} ms")
    print(f"not heard: {len(lost)} of {tries}", *lost, sep="\n  ")
    sys.exit(1 if lost else 0)


def begin(graph: Path, environment: dict[str, str]) -> "pexpect.spawn[str]":
    """A shell that reads keys and does not page."""
    child = spawn(graph, environment)
    child.expect_exact(READY)
    child.send("\\pager off\r")
    child.expect_exact(READY)
    return child


def interrupt_once(child: "pexpect.spawn[str]", query: str, delay: float) -> float | None:
    """Seconds from Ctrl-C, so long after Enter, to the next prompt; None where none comes."""
    child.send(f"{query}\r")
    time.sleep(delay)
    begun = time.perf_counter()
    child.send("\x03")
    try:
        child.expect_exact(READY, timeout=PATIENCE)
    except (pexpect.TIMEOUT, pexpect.EOF):
        return None
    return time.perf_counter() - begun


def is_alive(child: "pexpect.spawn[str]") -> bool:
    """Whether the shell answers."""
    try:
        time.sleep(0.1)
        child.send("\x03")
        child.expect_exact(READY, timeout=PATIENCE)
        child.send("ASK {}\r")
        child.expect_exact("yes", timeout=PATIENCE)
        child.expect_exact(READY, timeout=PATIENCE)
    except (pexpect.TIMEOUT, pexpect.EOF):
        return False
    return True


if __name__ == "__main__":
    main()
