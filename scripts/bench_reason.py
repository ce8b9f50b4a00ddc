"""Measure reasoning over synthetic graphs against other reasoners, each in a process of its own.

usage: bench_reason.py [TRIPLES…]

By default 100,000 and 1,000,000. Prints tables in Markdown: reasoning alone, the same from a graph's store and back
into it, and a thousand names of one entity. sparq is measured where it is installed (the extra ``bench``), owlrl up to
100,000 triples; with 0 for TRIPLES only the names are.
"""

from __future__ import annotations

import importlib.util
import math
import os
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import synthetic
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse, serialize

if TYPE_CHECKING:
    from kg.graph import Graph

MOST_FOR_OWLRL = 100_000


def bulk(facts: Path, ontology: Path, folder: Path) -> tuple[float, int]:
    """Seconds from triples in tables to inferences in a table, and how many these are."""
    from kg.graph import open_graph  # noqa: PLC0415 - each process imports what it measures
    from kg.reason.bulk import transfer, written  # noqa: PLC0415
    from kg.reason.bulk.fixpoint import close_tables  # noqa: PLC0415
    from kg.reason.facts import ground_of  # noqa: PLC0415

    graph = open_graph(None)
    graph.set_ontology([ontology])
    ground = ground_of(graph)
    (folder / "given.nt").symlink_to(facts)
    for name in ("known.nt", "old.nt"):
        (folder / name).touch()
    with transfer.open_tables(folder) as tables:
        transfer.read_files(tables, ground, folder)
        rules = transfer.read_rules(tables, ground) or []
        start = time.perf_counter()
        transfer.fill_relations(tables, rules)
        close_tables(tables, rules)
        written.write_down(tables, "inferred")
        return time.perf_counter() - start, tables.count("SELECT count(*) FROM inferred")


def other(reasoner: str, facts: Path, ontology: Path, folder: Path) -> tuple[float, int]:
    """The same of sparq or owlrl, from triples loaded."""
    axioms = serialize(parse(path=ontology, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES)
    both = folder / "both.nt"
    both.write_bytes((axioms or b"") + facts.read_bytes())
    if reasoner == "sparq":
        import sparq  # noqa: PLC0415

        graph = sparq.Graph.load(str(both), format="ntriples")
        start = time.perf_counter()
        graph.reason("owl")
        return time.perf_counter() - start, len(graph)
    import owlrl  # noqa: PLC0415
    import rdflib  # noqa: PLC0415

    known = rdflib.Graph().parse(both, format="nt")
    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(known)
    return time.perf_counter() - start, len(known)


def fill_store(path: Path | None, facts: Path, ontology: Path) -> Graph:
    """A graph whose store holds the triples as articles."""
    from kg.graph import open_graph  # noqa: PLC0415

    graph = open_graph(path, write=True)
    graph.set_ontology([ontology])
    quads = facts.with_suffix(f".{os.getpid()}.nq")
    with facts.open(encoding="utf-8") as file:
        synthetic.write_quads(quads, (line.removesuffix(" .\n") for line in file))
    graph.store.bulk_load(path=quads, format=RdfFormat.N_QUADS)
    quads.unlink()
    return graph


def whole(path: Path | None, facts: Path, ontology: Path) -> tuple[float, int]:
    """Seconds from a store's triples to its inferences."""
    from kg.reason.engine import materialise  # noqa: PLC0415

    with fill_store(path, facts, ontology) as graph:
        start = time.perf_counter()
        count = materialise(graph)
        return time.perf_counter() - start, count


def copy(folder: Path, facts: Path, ontology: Path, *, graphs: int) -> tuple[float, int]:
    """Seconds in which a store dumps what reasoning reads and loads what it gives, into one or both of its graphs."""
    from kg.graph import shelf  # noqa: PLC0415
    from kg.reason.engine import materialise  # noqa: PLC0415

    inferred = folder / "inferred.nt"
    with fill_store(folder / "first.kg", facts, ontology) as graph:
        count = materialise(graph)
        graph.store.dump(inferred, RdfFormat.N_TRIPLES, from_graph=graph.inferred)
    with fill_store(folder / "second.kg", facts, ontology) as graph:
        store = graph.store
        start = time.perf_counter()
        with (folder / "given.nt").open("wb") as file:
            for iri in shelf.article_iris(store):
                store.dump(file, RdfFormat.N_TRIPLES, from_graph=NamedNode(iri))
        for into in (graph.inferred, DefaultGraph())[:graphs]:
            store.bulk_load(path=inferred, format=RdfFormat.N_TRIPLES, to_graph=into)
        return time.perf_counter() - start, count


def measure(what: str, facts: Path, ontology: Path, folder: Path) -> tuple[float, int]:
    """Seconds and triples."""
    match what:
        case "newsgraph":
            return bulk(facts, ontology, folder)
        case "store in memory":
            return whole(None, facts, ontology)
        case "store on disk":
            return whole(folder / "graph.kg", facts, ontology)
        case "dump and load" | "dump and load twice":
            return copy(folder, facts, ontology, graphs=2 if what.endswith("twice") else 1)
    return other(what, facts, ontology, folder)


def child(what: str, facts: Path, ontology: Path) -> None:
    """Measure one and print seconds, triples and MiB."""
    with TemporaryDirectory() as folder:
        made = measure(what, facts, ontology, Path(folder))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(*made, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def show(label: str, what: str, facts: Path, ontology: Path) -> float:
    """Measure one in a process of its own and print a row; the seconds."""
    command = [sys.executable, __file__, "--child", what, str(facts), str(ontology)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(f"| {label} | {what} | stopped ({done.returncode}) | | |", flush=True)
        return float("nan")
    seconds, triples, memory = done.stdout.split()
    print(f"| {label} | {what} | {float(seconds):.2f} | {int(triples):,} | {float(memory):.0f} |", flush=True)
    return float(seconds)


def compare(numbers: list[int], facts: Path, ontology: Path) -> None:
    """Each size by each reasoner, then how our time grows."""
    took = dict[int, float]()
    for number in numbers:
        synthetic.write_triples(facts, synthetic.triples(number))
        for what in (
            "newsgraph",
            "sparq",
            "store in memory",
            "store on disk",
            "dump and load",
            "dump and load twice",
            "owlrl",
        ):
            missing = what == "sparq" and importlib.util.find_spec(what) is None
            if not missing and (what != "owlrl" or number <= MOST_FOR_OWLRL):
                seconds = show(f"{number:,}", what, facts, ontology)
                if what == "newsgraph":
                    took[number] = seconds
    for (less, before), (more, after) in pairwise(sorted(took.items())):
        print(f"\nfrom {less:,} to {more:,} triples: n^{math.log(after / before) / math.log(more / less):.2f}")


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    head = "| triples | what | seconds | triples drawn, or in all | MiB |\n| ---: | --- | ---: | ---: | ---: |"
    numbers = [int(text) for text in sys.argv[1:]] or [100_000, 1_000_000]
    with TemporaryDirectory() as folder:
        facts, ontology = Path(folder, "facts.nt"), Path(folder, "ontology.ttl")
        ontology.write_text(synthetic.ontology(), encoding="utf-8")
        print(head)
        compare([number for number in numbers if number], facts, ontology)
        print(f"\n{head}")
        for label, same in (("1,000 names", False), ("1,000 names, one", True)):
            synthetic.write_triples(facts, synthetic.names(1_000, 100_000, same=same))
            show(label, "store in memory", facts, ontology)


if __name__ == "__main__":
    main()
