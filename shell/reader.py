"""What runs in a reader process: requests in, answers out, one at a time, until the shell is gone."""

import os
import signal
import sys
import time
from collections.abc import Callable
from io import RawIOBase
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import (
    DefaultGraph,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from kg.errors import KgError
from kg.graph import Graph, open_graph
from kg.query.write import whole
from shell.frames import CHUNK, DATA, DONE, ERROR, Request, decode, receive, send

ROWS, TRIPLES, TRUE, FALSE = b"R", b"T", b"1", b"0"
Opener = Callable[[], Graph]
FEW, QUICK = 100, 0.05
"""Rows are written one by one until so many of them come within so many seconds."""


class FrameWriter(RawIOBase):
    """A file whose writes become frames of some size; where that is 0, each write is sent at once."""

    def __init__(self, pipe: int, size: int = CHUNK) -> None:
        self.pipe, self.least = pipe, size
        self.parts, self.size = list[bytes](), 0

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def write(self, data: object, /) -> int:
        """Keep small pieces until they are worth a frame."""
        piece = bytes(cast(bytes, data))
        self.parts.append(piece)
        self.size += len(piece)
        if self.size >= self.least:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Send what was kept."""
        if self.parts:
            send(self.pipe, DATA, b"".join(self.parts))
            self.parts, self.size = [], 0


class WithoutFirstLine(RawIOBase):
    """A file that passes on what is written to it, but for the first line."""

    def __init__(self, out: BinaryIO) -> None:
        self.out, self.passed = out, False

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def write(self, data: object, /) -> int:
        """Pass on what lies behind the first line."""
        piece = bytes(cast(bytes, data))
        if self.passed:
            self.out.write(piece)
        else:
            _, end, rest = piece.partition(b"\n")
            self.passed = bool(end)
            self.out.write(rest)
        return len(piece)


def serve(opener: Opener, requests: int, answers: int, memory: int = 0) -> None:
    """Answer requests until their pipe ends. ``memory`` is how many bytes the queries may take, 0 for any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    graph: Graph | None = None
    asserted: Store | None = None
    try:
        while (frame := receive(requests)) is not None:
            request = decode(frame[1])
            try:
                if graph is None:
                    graph = opener()
                    limit_memory(memory)
                if request.view == "asserted" and asserted is None:
                    asserted = copy_asserted(graph)
                out = FrameWriter(answers, 0 if request.streamed else CHUNK)
                write_answer(graph, request, cast(BinaryIO, out), asserted)
                out.flush()
            except (SyntaxError, OSError, ValueError, RuntimeError, MemoryError, KgError) as error:
                send(answers, ERROR, f"{type(error).__name__}\n{error}".encode(errors="replace"))
            else:
                send(answers, DONE)
    except OSError:
        pass  # the shell is gone


def limit_memory(memory: int) -> None:
    """Let the process take so much more memory than it has now; a query that wants more ends it."""
    if memory and sys.platform == "linux":
        import resource  # noqa: PLC0415  # other systems lack it

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
        most = pages * os.sysconf("SC_PAGE_SIZE") + memory
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def copy_asserted(graph: Graph) -> Store:
    """All but what is inferred, as a store of its own, where each triple is there once."""
    copy = Store()
    named = [q for q in graph.store if q.graph_name not in {graph.inferred, DefaultGraph()}]
    copy.extend([*named, *(Quad(q.subject, q.predicate, q.object) for q in named)])
    return copy


def write_answer(graph: Graph, request: Request, out: BinaryIO, asserted: Store | None = None) -> None:
    """Run a query and write a byte for its kind, then the answer."""
    store = graph.store
    if request.view == "asserted":
        store = asserted if asserted is not None else copy_asserted(graph)
    if request.counted:
        out.write(b"".join(try_each(store, request)))
        return
    only = graph.inferred if request.view == "inferred" else None
    found = store.query(request.query, prefixes=request.prefixes, default_graph=only)
    if isinstance(found, QueryBoolean):
        out.write(TRUE if found else FALSE)
    elif isinstance(found, QuerySolutions):
        out.write(ROWS)
        if request.streamed:
            write_slow_rows(found, out)
            out = cast(BinaryIO, WithoutFirstLine(out))
        found.serialize(out, format=QueryResultsFormat.TSV)
    else:
        out.write(TRIPLES)
        serialize(found, out, format=RdfFormat.N_TRIPLES)


def write_slow_rows(found: QuerySolutions, out: BinaryIO) -> None:
    """Write the names, and rows for as long as they come slowly; Oxigraph itself would write some hundred at once."""
    out.write("\t".join(map(str, found.variables)).encode() + b"\n")
    quick = False
    while not quick:
        started, number = time.monotonic(), 0
        for number, row in enumerate(islice(found, FEW), 1):  # noqa: B007  # how many there were counts
            out.write("\t".join("" if term is None else whole(term) for term in row).encode() + b"\n")
        quick = number < FEW or time.monotonic() - started < QUICK


def try_each(store: Store, request: Request) -> list[bytes]:
    """For each query of a list whether it has a result, as far as time allows."""
    end = time.monotonic() + request.seconds
    found: list[bytes] = []
    for query in request.query.splitlines():
        if time.monotonic() > end:
            break
        found.append(TRUE if store.query(query, prefixes=request.prefixes) else FALSE)
    return found


def main() -> None:
    """``python -m shell.reader GRAPH MEMORY``: a reader where processes cannot be forked."""
    serve(lambda: open_graph(Path(sys.argv[1]), triples_only=True), 0, os.dup(1), int(sys.argv[2]))


if __name__ == "__main__":
    main()
