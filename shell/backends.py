"""Where queries go: a graph of this machine; ``endpoint.py`` has the same for a SPARQL endpoint."""

import os
import threading
import weakref
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import QueryError, StoreError
from kg.graph import Graph, open_graph
from kg.graph.rdf_files import parse_file
from kg.names import Names
from kg.query import Answer, Rows, Triples, View
from kg.query.syntax import check, explain_failure
from shell.answers import Arrived, Coming, read_answer
from shell.frames import Request
from shell.reader import TRUE, Opener, try_each, write_answer
from shell.workers import MEMORY, Pool, make_pool

if TYPE_CHECKING:
    from shell.partial import Partial


class Backend(Protocol):
    """What the shell asks of a graph, wherever it is."""

    name: str
    prefixes: Mapping[str, str]
    sample_seconds: float
    count_seconds: float
    most: int
    """Rows of a query without LIMIT; all where it is 0."""
    whole: bool
    """Whether all rows are wanted nevertheless, as in a script."""
    sample_rows: int | None
    """From how many triples the vocabulary is read; from all where it is None."""
    explain_seconds: float
    """How long it may take to find out why an answer is empty."""
    questions: int | None
    """How many questions that may take; any number where it is None."""

    def run(
        self, text: str, *, view: View = "all", timeout: float | None = None, arrived: Arrived | None = None
    ) -> Answer:
        """Answer a query of the user, who may stop it by Ctrl-C; ``arrived`` hears of rows while it goes on."""

    def ask(self, text: str, *, timeout: float | None = None) -> Answer:
        """Answer a query of the shell itself; from any thread."""

    def probe(self, text: str, *, view: View = "all", timeout: float) -> Answer:
        """Answer a query of the shell itself that sees what the user's query saw."""

    def have_results(self, partial: "Partial", terms: Sequence[str], seconds: float) -> list[bool]:
        """For each term whether it may stand at the cursor, as far as time allows."""

    def refresh(self) -> bool:
        """See what was written since; whether there was anything."""

    def forget(self) -> None:
        """The graph was changed from here: begin anew."""

    def prepare(self) -> None:
        """Be ready to answer; before there are threads."""


class LocalBackend:
    """A graph in memory or in a directory; queries go to reader processes where there are any."""

    sample_seconds, count_seconds = 0.04, 10.0
    most, whole = 0, True
    sample_rows: int | None = None
    explain_seconds: float = 2.0
    questions: int | None = None

    def __init__(self, graph: Graph, *, name: str = "", network: bool = False, pool: Pool | None = None) -> None:
        self.graph, self.network = graph, network
        self.name = name or (str(graph.path) if graph.path else "memory")
        self.prefixes: Mapping[str, str] = graph.names.prefixes
        self.memory = MEMORY
        # Held by whoever is inside the store of this process, so that no fork finds a thread there.
        self.busy = threading.RLock()
        self._pool = pool
        self._of = graph.generation if pool else -1
        weakref.finalize(self, close_last, holder := [pool])
        self._holder = holder

    def run(
        self, text: str, *, view: View = "all", timeout: float | None = None, arrived: Arrived | None = None
    ) -> Answer:
        """Answer in a reader process, which can be stopped."""
        check(text, self.prefixes, network=self.network)
        request = Request(text, dict(self.prefixes), view, streamed=arrived is not None)
        return self.request(request, timeout=timeout, arrived=arrived, in_part=True)

    def ask(self, text: str, *, timeout: float | None = None) -> Answer:
        """Answer a query of the shell itself."""
        return self.request(Request(text, dict(self.prefixes)), timeout=timeout)

    def probe(self, text: str, *, view: View = "all", timeout: float) -> Answer:
        """Answer a query of the shell itself that sees what the user's query saw."""
        check(text, self.prefixes, network=self.network)
        return self.request(Request(text, dict(self.prefixes), view), timeout=timeout)

    def have_results(self, partial: "Partial", terms: Sequence[str], seconds: float) -> list[bool]:
        """For each term whether it may stand at the cursor, as far as time allows."""
        if not terms:
            return []
        queries = "\n".join(map(partial.holds, terms))
        request = Request(queries, dict(self.prefixes), counted=True, seconds=seconds)
        try:
            pool = self.pool()
            if pool is None:
                return [mark == TRUE for mark in try_each(self.graph.store, request)]
            output = pool.run(request, timeout=seconds * 2)
        except (QueryError, StoreError):
            return []
        return [mark == TRUE[0] for mark in output.data] if not output.error else []

    def request(
        self, request: Request, *, timeout: float | None, arrived: Arrived | None = None, in_part: bool = False
    ) -> Answer:
        """Answer a request in a reader process, here where there can be none; after Ctrl-C ``in_part``, where wanted.

        Raises:
            KeyboardInterrupt: it was not wanted. Who stops what the shell asks for itself means all that follows, too.
        """
        pool = self.pool()
        if pool is None:
            return self.here(request)
        coming = Coming(arrived) if arrived else None
        output = pool.run(request, timeout=timeout, heard=coming.take if coming else None)
        if output.interrupted and not in_part:
            raise KeyboardInterrupt
        if output.error:
            raise self.explain(request.query, output.error, syntax=output.error_kind == "SyntaxError")
        complete = not output.stopped
        answer = coming.answer(complete=complete) if coming else read_answer(output.data, complete=complete)
        if output.stopped and not output.interrupted and not has_some(answer):
            raise QueryError(
                f"stopped after {timeout:g} seconds", remedy=r"narrow the query, or allow more: \timeout SECONDS"
            )
        return answer

    def prepare(self) -> None:
        """Have readers, forked before there are threads."""
        self.pool()

    def pool(self) -> Pool | None:
        """The readers of the graph as it is now; None where there can be none."""
        if self.graph.path is None and not hasattr(os, "fork"):
            return None
        with self.busy:
            now = self.graph.generation
            if self._pool is None or self._of != now or self._pool.memory != self.memory:
                self.renew(now)
            return self._pool

    def renew(self, generation: int) -> None:
        """Have readers of the graph as it is at a generation."""
        if self._pool is not None:
            self._pool.close()
        self._pool = self._holder[0] = None
        self._pool = self._holder[0] = make_pool(self.opener(), self.graph.path, memory=self.memory)
        self._of = generation

    def opener(self) -> Opener:
        """What gives a reader its graph."""
        graph = self.graph
        path = graph.path
        return (lambda: graph) if path is None else (lambda: open_graph(path, triples_only=True))

    def forget(self) -> None:
        """The graph changed: readers begin anew, where there were any."""
        with self.busy:
            if self._pool is not None:
                self.renew(self.graph.generation)

    def here(self, request: Request) -> Answer:
        """Answer in this process."""
        out = BytesIO()
        with self.busy:
            try:
                write_answer(self.graph, request, out)
            except (SyntaxError, OSError, RuntimeError) as error:
                raise self.explain(request.query, str(error), syntax=isinstance(error, SyntaxError)) from error
        return read_answer(out.getvalue())

    def explain(self, text: str, message: str, *, syntax: bool) -> QueryError:
        """The error of a query, with its place where the text is to blame."""
        if syntax:
            return explain_failure(text, self.prefixes, SyntaxError(message))
        return QueryError(f"the query failed: {message}", remedy="change the query")

    def refresh(self) -> bool:
        """Look whether another process wrote."""
        with self.busy:
            return self.graph.refresh()


def close_last(holder: list[Pool | None]) -> None:
    """Close the pool that a backend had last."""
    if holder[0] is not None:
        holder[0].close()


def has_some(answer: Answer) -> bool:
    """Whether there are rows or triples."""
    return bool(answer.rows if isinstance(answer, Rows) else isinstance(answer, Triples) and answer.triples)


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
    quads = list(parse_file(path))
    own_graph = NamedNode(path.resolve().as_uri())
    named = [q if q.graph_name != DefaultGraph() else Quad(q.subject, q.predicate, q.object, own_graph) for q in quads]
    graph.store.extend([*named, *(Quad(q.subject, q.predicate, q.object) for q in named)])
    graph.read_from = (*graph.read_from, path)
    return len(quads)


def default_prefixes() -> dict[str, str]:
    """The prefixes known everywhere."""
    return Names().prefixes
