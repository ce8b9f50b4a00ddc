"""Processes that write a graph and are killed on the way: ``python crashes.py FOLDER DEED`` in a process of its own.

Each copy of FOLDER/before.kg is written by a fork that kills itself before its n-th write, for every n there is; the
last one gets through. ``sampled`` kills from outside instead, after times spread over that which a whole run takes.
"""

import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import readings
from pyoxigraph import Store
from readings import NAMES, make_article

from kg.articles import fingerprint
from kg.graph import Graph, open_graph
from kg.model import Entity, EntityMention, Reading, Span, Statement
from kg.reason.upkeep import bring_up_to_date

WRITES = {
    "update",
    "extend",
    "bulk_load",
    "load",
    "remove",
    "executemany",
    "__exit__",
}  # SQLite begins and ends with the last two
ROUNDS = 5
ONTOLOGIES = [
    """
    @prefix : <https://w3id.org/newsgraph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    :p a owl:TransitiveProperty ; rdfs:subPropertyOf :q ; rdfs:domain :A . :r a owl:FunctionalProperty .
    """
]
ONTOLOGIES.append(ONTOLOGIES[0] + ":q a owl:SymmetricProperty . :A rdfs:subClassOf :B , [ owl:unionOf ( :C :D ) ] .")


def make_reading(key: str, *facts: str, classes: str = "") -> Reading:
    """An article that says such as "a p b", and of such as "a" that they are of class A."""
    said = tuple(Statement(NAMES.entity(s), p, NAMES.entity(o), 0, 3, "pattern") for s, p, o in map(str.split, facts))
    entities = tuple(Entity(NAMES.entity(name), "A", ("A",), name, ()) for name in classes)
    mentions = tuple(EntityMention(0, 3, entity.iri) for entity in entities)
    return Reading(make_article(key, "T" * 20), (Span(0, 20),), entities, mentions, (), (), said)


KEPT = [make_reading("x", "a p b", "c p d", "a r b"), make_reading("y", "d p e", classes="f")]
FIRST, SECOND = make_reading("z", "b p c", "e p f"), make_reading("z", "b p c", "f p a", "a r c", classes="ab")


def define(graph: Graph, number: int) -> None:
    """Put one of the ontologies in."""
    with TemporaryDirectory(dir=graph.path.parent if graph.path else None) as folder:
        file = Path(folder) / "own.ttl"
        file.write_text(ONTOLOGIES[number], encoding="utf8")
        graph.set_ontology([file])


def add_copies(graph: Graph) -> None:
    """Four articles of one text."""
    for key in ("copied", "first", "second", "third"):
        reading = readings.make_reading(key)
        graph.add(reading, fingerprint=fingerprint(reading.article.text))


def add_by_sets(graph: Graph) -> None:
    """An article, and its inferences by sets."""
    from kg.reason.bulk import materialise_in_bulk  # noqa: PLC0415 - DuckDB takes long to import

    graph.add(SECOND)
    materialise_in_bulk(graph)


DEEDS: dict[str, Callable[[Graph], object]] = {
    "add": lambda graph: graph.add(FIRST),
    "replace": lambda graph: graph.add(SECOND),
    "remove": lambda graph: graph.remove("z"),
    "remove what is copied": lambda graph: graph.remove("copied"),
    "define": lambda graph: define(graph, 1),
    "sets": add_by_sets,
}


def do(path: Path, deed: str) -> None:
    """Change a graph and bring its inferences up to date, as ``kg build`` and ``kg remove`` do."""
    with open_graph(path, write=True) as graph:
        DEEDS[deed](graph)
        bring_up_to_date(graph)


def kill() -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def at_write(number: int, event: str, act: Callable[[], None]) -> None:
    """Act once the store or SQLite is called on to write for the n-th time from now, or that call returns."""
    left = number

    def watch(_frame: object, what: str, called: object) -> None:
        nonlocal left
        if what == event and isinstance(getattr(called, "__self__", None), Store | sqlite3.Connection):
            left -= getattr(called, "__name__", "") in WRITES
            if left < 1:
                act()

    sys.setprofile(watch)


def fork(work: Callable[[], None]) -> int:
    """A child that works and ends."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - a fork ends here
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    return child


def killed(child: int) -> bool:
    """Whether a child that ended was killed; it must not have failed."""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), status
    return status != 0


def kill_at_every_write(folder: Path, deed: str) -> None:
    """FOLDER/DEED-1.kg and so on, each left by a child that was killed at another write."""
    for number in range(8, 100, 2) if deed == "sets" else range(1, 100):  # its article goes in as any other
        path = folder / f"{deed}-{number}.kg"
        shutil.copytree(folder / "before.kg", path)

        def work(path: Path = path, number: int = number) -> None:
            at_write(number, "c_call", kill)
            do(path, deed)

        if not killed(fork(work)):
            return


def kill_at_sampled_times(folder: Path, deed: str) -> None:
    """The same, killed from outside."""
    shutil.copytree(folder / "before.kg", folder / "whole.kg")
    began = time.perf_counter()
    assert not killed(fork(lambda: do(folder / "whole.kg", deed)))
    whole = time.perf_counter() - began
    shutil.rmtree(folder / "whole.kg")
    for number in range(ROUNDS):
        path = folder / f"{deed}-{number}.kg"
        shutil.copytree(folder / "before.kg", path)
        child = fork(lambda path=path: do(path, deed))
        time.sleep(whole * (number + 0.5) / ROUNDS)
        os.kill(child, signal.SIGKILL)
        killed(child)


if __name__ == "__main__":
    if sys.argv[2] == "sets":
        import duckdb  # noqa: F401 - once for all forks
    way = kill_at_sampled_times if sys.argv[3:] == ["sampled"] else kill_at_every_write
    way(Path(sys.argv[1]), sys.argv[2])
