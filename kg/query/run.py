"""Run a query over a graph, with a time limit and a way to stop it."""

import threading
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import Literal as OneOf

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from kg.errors import QueryError
from kg.graph import Graph
from kg.query.answers import Answer, Rows, Term, Triples, Truth
from kg.query.syntax import check, explain_failure

View = OneOf["all", "asserted", "inferred"]
_TICK = 0.05  # seconds between two looks at the clock


def run(
    graph: Graph,
    text: str,
    *,
    view: View = "all",
    timeout: float | None = None,
    cancelled: Callable[[], bool] | None = None,
    limit: int | None = None,
    network: bool = False,
) -> Answer:
    """Answer a SELECT, ASK, CONSTRUCT or DESCRIBE.

    The prefixes of ``graph.names.prefixes`` are known. ``view`` is what the default graph holds: everything, what
    is not inferred, or only what is. ``timeout`` is in seconds; ``cancelled`` is asked a few times a second;
    ``limit`` cuts the rows or triples off. KeyboardInterrupt stops the query too.

    Raises:
        QueryError: the text is no query, wants the network, took too long or was stopped.
    """
    return run_store(
        _seen(graph, view),
        text,
        graph.names.prefixes,
        only=graph.inferred if view == "inferred" else None,
        timeout=timeout,
        cancelled=cancelled,
        limit=limit,
        network=network,
    )


def run_store(
    store: Store,
    text: str,
    prefixes: Mapping[str, str],
    *,
    only: NamedNode | None = None,
    timeout: float | None = None,
    cancelled: Callable[[], bool] | None = None,
    limit: int | None = None,
    network: bool = False,
) -> Answer:
    """The same over a bare store; ``only`` is the graph that stands for the default one."""
    check(text, prefixes, network=network)
    stop, done = threading.Event(), SimpleQueue[Answer | BaseException]()

    def work() -> None:
        try:
            found = store.query(text, prefixes=dict(prefixes), default_graph=only)
            done.put(_collect(found, limit, stop))
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            done.put(error)

    threading.Thread(target=work, name="query", daemon=True).start()
    try:
        answer = _wait(done, timeout, cancelled)
    finally:
        stop.set()
    if isinstance(answer, SyntaxError):
        raise explain_failure(text, prefixes, answer) from answer
    if isinstance(answer, BaseException):
        raise QueryError(f"the query failed: {answer}", place="query", remedy="change the query") from answer
    return answer


def _wait(
    done: "SimpleQueue[Answer | BaseException]", timeout: float | None, cancelled: Callable[[], bool] | None
) -> Answer | BaseException:
    """What the worker gives, unless time is up or somebody stops it."""
    end = time.monotonic() + timeout if timeout is not None else None
    while True:
        try:
            return done.get(timeout=_TICK)
        except Empty:
            pass
        if end is not None and time.monotonic() > end:
            remedy = "add a LIMIT, a more specific pattern, or allow more time"
            raise QueryError(f"no answer within {timeout:g} seconds", place="query", remedy=remedy)
        if cancelled and cancelled():
            raise QueryError("stopped", place="query")


def _collect(found: QuerySolutions | QueryBoolean | QueryTriples, limit: int | None, stop: threading.Event) -> Answer:
    """All that a query gives, up to the limit, unless it is stopped."""
    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if isinstance(found, QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        rows: list[tuple[Term | None, ...]] = []
        for row in found:
            if stop.is_set() or (limit is not None and len(rows) >= limit):
                return Rows(names, tuple(rows), complete=False)
            rows.append(tuple(row))
        return Rows(names, tuple(rows))
    triples: dict[Triple, None] = {}
    for triple in found:
        if stop.is_set() or (limit is not None and len(triples) >= limit):
            return Triples(tuple(triples), complete=False)
        triples[triple] = None
    return Triples(tuple(triples))


def _seen(graph: Graph, view: View) -> Store:
    """The store to ask; for what is not inferred a copy, since only a copy has each triple once."""
    if view != "asserted":
        return graph.store
    copy = Store()
    quads = (quad for quad in graph.store if quad.graph_name != graph.inferred)
    named = [quad for quad in quads if isinstance(quad.graph_name, NamedNode)]
    copy.extend([*named, *(Quad(quad.subject, quad.predicate, quad.object) for quad in named)])
    return copy
