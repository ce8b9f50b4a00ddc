"""Measure reasoning over synthetic graphs against other reasoners, each in a process of its own.

usage: bench_reason.py [TRIPLES…]

By default 100,000 and 1,000,000. Prints a table in Markdown; sparq is measured where it is installed (the extra
``bench``), owlrl up to 100,000 triples.
"""

import importlib.util
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import synthetic
from pyoxigraph import RdfFormat, parse, serialize

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


def child(reasoner: str, facts: Path, ontology: Path) -> None:
    """Measure one and print seconds, triples and MiB."""
    with TemporaryDirectory() as folder:
        made = (
            bulk(facts, ontology, Path(folder))
            if reasoner == "newsgraph"
            else other(reasoner, facts, ontology, Path(folder))
        )
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(*made, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    print("| triples | reasoner | seconds | triples drawn, or in all | MiB |\n| ---: | --- | ---: | ---: | ---: |")
    with TemporaryDirectory() as folder:
        facts, ontology = Path(folder, "facts.nt"), Path(folder, "ontology.ttl")
        ontology.write_text(synthetic.ontology(), encoding="utf-8")
        for number in [int(text) for text in sys.argv[1:]] or [100_000, 1_000_000]:
            synthetic.write_triples(facts, synthetic.triples(number))
            for reasoner in ("newsgraph", "sparq", "owlrl"):
                if importlib.util.find_spec(reasoner) is None and reasoner == "sparq":
                    continue
                if reasoner == "owlrl" and number > MOST_FOR_OWLRL:
                    continue
                command = [sys.executable, __file__, "--child", reasoner, str(facts), str(ontology)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                seconds, triples, memory = done.stdout.split()
                print(
                    f"| {number:,} | {reasoner} | {float(seconds):.2f} | {int(triples):,} | {float(memory):.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
