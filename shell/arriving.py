"""The answer of an endpoint, read while it comes."""

import time
from dataclasses import dataclass, field
from typing import IO, cast

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from kg.errors import QueryError, StoreError
from kg.query import Answer, Rows, Term, Triples, Truth
from shell.answers import Arrived
from shell.refusals import CHUNK, words_in
from shell.render import clean
from shell.responses import Body

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
FIRST, LAST = 0.1, 2.0
"""Seconds between two pieces that are told of, at first and at last: each may ask the server for labels."""


@dataclass(slots=True)
class Arrival:
    """What came of an answer so far; ``arrived`` hears of its rows, but for those beyond ``most``, or how many triples.

    ``graph`` is whether these are triples, ``told`` how many rows were told of, ``pause`` how long none are after that.
    """

    arrived: Arrived | None = None
    most: int | None = None
    names: tuple[str, ...] = ()
    rows: list[tuple[Term | None, ...]] = field(default_factory=list)
    triples: dict[Triple, None] = field(default_factory=dict)
    graph: bool = False
    truth: bool | None = None
    told: int = 0
    pause: float = FIRST
    last: float = field(default_factory=time.monotonic)

    @property
    def size(self) -> int:
        """How much there is."""
        return len(self.rows) or len(self.triples) or int(self.truth is not None)

    def tick(self) -> None:
        """Tell of what came where that is due."""
        if self.arrived is not None and time.monotonic() - self.last >= self.pause:
            self.tell()
            self.last, self.pause = time.monotonic(), min(self.pause * 1.5, LAST)

    def tell(self) -> None:
        """Tell of what came since."""
        if self.arrived is None or not self.size or self.truth is not None:
            return
        if self.triples:
            self.arrived(len(self.triples))
            return
        fresh = tuple(self.rows[self.told : self.most])
        self.told += len(fresh)
        self.arrived(Rows(self.names, fresh, complete=False))

    def answer(self, *, complete: bool) -> Answer:
        """All that came, as far as it is wanted."""
        if self.truth is not None:
            return Truth(self.truth)
        if self.graph:
            return Triples(tuple(self.triples), complete)
        cut = self.most is not None and len(self.rows) > self.most
        return Rows(self.names, tuple(self.rows[: self.most]), complete and not cut)


def read_arriving(body: Body, kind: str, coming: Arrival) -> None:
    """Read an answer of a media type to its end.

    Raises:
        QueryError: the server breaks off.
        StoreError: it is no answer.
    """
    format = (
        None if kind in RESULTS else RdfFormat.N_TRIPLES if kind == "text/plain" else RdfFormat.from_media_type(kind)
    )
    if format is None and kind not in RESULTS:
        raise no_answer(body, kind)
    try:
        if format is None:
            read_rows(body, RESULTS[kind], coming)
        else:
            coming.graph = True
            for quad in parse(cast(IO[bytes], body), format=format, base_iri=body.address):
                coming.triples[quad.triple] = None
        while body.read():
            pass
    except (SyntaxError, ValueError) as error:
        if coming.size:
            coming.tell()
            raise QueryError(f"the answer breaks off, or cannot be read: {clean(str(error))}") from error
        raise StoreError(f"answers what cannot be read: {clean(str(error))}", place=body.address) from error
    except QueryError:
        coming.tell()
        raise


def read_rows(body: Body, format: QueryResultsFormat, coming: Arrival) -> None:
    """Read rows, or a truth value."""
    found = parse_query_results(cast(IO[bytes], body), format=format)
    try:
        if isinstance(found, QueryBoolean):
            coming.truth = bool(found)
        elif isinstance(found, QuerySolutions):
            coming.names = tuple(variable.value for variable in found.variables)
            for solution in found:
                coming.rows.append(tuple(solution))
    finally:
        del found  # the trace of an error would keep it for another thread, where it may not end


def no_answer(body: Body, kind: str) -> StoreError:
    """What is said of a page."""
    page = b""
    while len(page) < CHUNK and (part := body.read()):
        page += part
    words = words_in(page) if kind.startswith("text/") else ""
    said = f"answers {clean(kind)}{f': {words}' if words else ''}"
    return StoreError(said, place=body.address, remedy="give the address of a SPARQL 1.1 endpoint")
