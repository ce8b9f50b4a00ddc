"""Where queries go: a graph of this machine; ``endpoint.py`` has the same for a SPARQL endpoint."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from kg.errors import QueryError, StoreError
from kg.graph import Graph, open_graph
from kg.names import Names
from kg.query import Answer, Rows, Triples, Truth, View
from kg.query.syntax import check, explain_failure
from shell.answers import read_results, read_triples
from shell.forking import Output, run_apart

ROWS, TRIPLES, TRUE, FALSE = b"R", b"T", b"1", b"0"
RDF_ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".n3", ".rdf", ".owl", ".xml", ".jsonld")


class Backend(Protocol):
    """What the shell asks of a graph, wherever it is."""

    name: str
    prefixes: Mapping[str, str]

    def run(self, text: str, *, view: View = "all", timeout: float | None = None) -> Answer:
        """Answer a query of the user, who may stop it by Ctrl-C."""

    def ask(self, text: str) -> Answer:
        """Answer a small query of the shell itself; from any thread."""

    def refresh(self) -> bool:
        """See what was written since; whether there was anything."""


class LocalBackend:
    """A graph in memory or in a directory."""

    def __init__(self, graph: Graph, *, name: str = "", network: bool = False) -> None:
        self.graph, self.network = graph, network
        self.name = name or (str(graph.path) if graph.path else "memory")
        self.prefixes: Mapping[str, str] = graph.names.prefixes
        # Held by whoever is inside the store, so that no fork finds a thread there.
        self.busy = threading.Lock()
        self._asserted: tuple[int, Store] | None = None

    def run(self, text: str, *, view: View = "all", timeout: float | None = None) -> Answer:
        """Answer in a child process, which can be stopped, where there is such a thing."""
        check(text, self.prefixes, network=self.network)
        if not hasattr(os, "fork"):
            return self.ask(text)
        store = self.asserted() if view == "asserted" else self.graph.store
        only = self.graph.inferred if view == "inferred" else None

        def work(out: BinaryIO) -> None:
            write_answer(store, text, dict(self.prefixes), only, out)

        with self.busy:
            output = run_apart(work, timeout=timeout)
        if output.error:
            raise self.explain(text, output.error, syntax=output.error_kind == "SyntaxError")
        return read_answer(output)

    def ask(self, text: str) -> Answer:
        """Answer at once, in this process."""
        with self.busy:
            try:
                found = self.graph.store.query(text, prefixes=dict(self.prefixes))
                if isinstance(found, QueryBoolean):
                    return Truth(bool(found))
                if isinstance(found, QuerySolutions):
                    return Rows(tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))
                return Triples(tuple(dict.fromkeys(found)))
            except (SyntaxError, OSError, RuntimeError) as error:
                raise self.explain(text, str(error), syntax=isinstance(error, SyntaxError)) from error

    def explain(self, text: str, message: str, *, syntax: bool) -> QueryError:
        """The error of a query, with its place where the text is to blame."""
        if syntax:
            return explain_failure(text, self.prefixes, SyntaxError(message))
        return QueryError(f"the query failed: {message}", remedy="change the query")

    def refresh(self) -> bool:
        """Look whether another process wrote."""
        with self.busy:
            return self.graph.refresh()

    def asserted(self) -> Store:
        """All but what is inferred, as a store of its own, where each triple is there once; kept until a change."""
        with self.busy:
            now = self.graph.generation
            if self._asserted is None or self._asserted[0] != now:
                copy = Store()
                quads = (q for q in self.graph.store if q.graph_name not in {self.graph.inferred, DefaultGraph()})
                named = list(quads)
                copy.extend([*named, *(Quad(q.subject, q.predicate, q.object) for q in named)])
                self._asserted = (now, copy)
            return self._asserted[1]


def write_answer(store: Store, text: str, prefixes: dict[str, str], only: NamedNode | None, out: BinaryIO) -> None:
    """Run a query and write a byte for its kind, then the answer; ``only`` stands for the default graph."""
    found = store.query(text, prefixes=prefixes, default_graph=only)
    if isinstance(found, QueryBoolean):
        out.write(TRUE if found else FALSE)
    elif isinstance(found, QuerySolutions):
        out.write(ROWS)
        found.serialize(out, format=QueryResultsFormat.TSV)
    else:
        out.write(TRIPLES)
        serialize(found, out, format=RdfFormat.N_TRIPLES)


def read_answer(output: Output) -> Answer:
    """What the child wrote; of a stopped one, the whole lines."""
    kind, data = output.data[:1], output.data[1:]
    complete = not output.stopped
    if not complete:
        data = data[: data.rfind(b"\n") + 1]
    if kind in {TRUE, FALSE}:
        return Truth(kind == TRUE)
    if kind == ROWS and data:
        return read_results(data, QueryResultsFormat.TSV, complete=complete)
    if kind == TRIPLES:
        return read_triples(data, complete=complete)
    return Rows((), (), complete=False)


def open_files(paths: list[Path]) -> Graph:
    """A graph in memory with the triples of files; quads keep their graphs, which the default graph has as well.

    Raises:
        StoreError: a file that cannot be read, or whose ending or content is no RDF.
    """
    graph = open_graph(None)
    for path in paths:
        load_file(graph, path)
    return graph


def load_file(graph: Graph, path: Path) -> int:
    """Add the triples of a file to a graph, in a named graph called like the file; how many there are.

    Raises:
        StoreError: it cannot be read, or its ending or content is no RDF.
    """
    ending = path.suffix.lower()
    if ending not in RDF_ENDINGS:
        raise StoreError("no RDF file", place=str(path), remedy=f"its name must end in one of {' '.join(RDF_ENDINGS)}")
    format = RdfFormat.RDF_XML if ending == ".owl" else RdfFormat.from_extension(ending[1:])
    try:
        quads = list(parse(path=str(path), format=format))
    except SyntaxError as error:
        raise StoreError(
            error.msg or str(error), place=f"{path}:{error.lineno or 1}", remedy="mend it there"
        ) from error
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot be read: {error}", place=str(path), remedy="check the path") from error
    own_graph = NamedNode(path.resolve().as_uri())
    named = [q if q.graph_name != DefaultGraph() else Quad(q.subject, q.predicate, q.object, own_graph) for q in quads]
    graph.store.extend([*named, *(Quad(q.subject, q.predicate, q.object) for q in named)])
    return len(quads)


def default_prefixes() -> dict[str, str]:
    """The prefixes known everywhere."""
    return Names().prefixes
