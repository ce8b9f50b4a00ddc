"""Answers between processes and endpoints: bytes in, the records of ``kg.query`` out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.query import Answer, Rows, Term, Triples, Truth
from kg.query.tokens import find_tokens
from shell.reader import FALSE, ROWS, TRIPLES, TRUE

Arrived = Callable[[Rows | int], object]


def read_results(data: bytes, format: QueryResultsFormat, *, complete: bool = True) -> Rows | Truth:
    """Read a result of SELECT or ASK in one of SPARQL's formats.

    Raises:
        SyntaxError: it is in no such format.
    """
    found = parse_query_results(data, format=format)
    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if not isinstance(found, QuerySolutions):
        raise SyntaxError("neither rows nor a truth value")
    names = tuple(variable.value for variable in found.variables)
    return Rows(names, tuple(tuple(solution) for solution in found), complete)


def read_answer(data: bytes, *, complete: bool = True) -> Answer:
    """What a reader process wrote; of one that was stopped, the whole lines."""
    kind, data = data[:1], data[1:]
    if not complete:
        data = data[: data.rfind(b"\n") + 1]
    if kind in {TRUE, FALSE}:
        return Truth(kind == TRUE)
    if kind == ROWS and data:
        return read_results(data, QueryResultsFormat.TSV, complete=complete)
    if kind == TRIPLES:
        return read_triples(data, complete=complete)
    return Rows((), (), complete=False)


@dataclass(slots=True)
class Coming:
    """What a reader process writes, while it does; ``arrived`` gets the rows of each piece, or the number of triples.

    ``head`` is the byte of the kind and the line of names.
    """

    arrived: Arrived
    head: bytes = b""
    rest: bytearray = field(default_factory=bytearray)
    names: tuple[str, ...] = ()
    rows: list[tuple[Term | None, ...]] = field(default_factory=list)
    lines: int = 0

    def take(self, data: bytes) -> None:
        """Read one piece more."""
        self.rest += data
        if self.rest[:1] == TRIPLES and not self.head:
            self.lines += data.count(b"\n")
            self.arrived(self.lines)
            return
        if self.rest[:1] == ROWS and not self.head and (line := self.rest.find(b"\n") + 1):
            self.head = bytes(self.rest[:line])
            self.names = names_of(self.head[1:])
            del self.rest[:line]
        fresh: tuple[tuple[Term | None, ...], ...] = ()
        if self.head and (end := self.rest.rfind(b"\n") + 1):
            found = read_results(self.head[1:] + self.rest[:end], QueryResultsFormat.TSV)
            fresh = found.rows if isinstance(found, Rows) else ()
            self.rows.extend(fresh)
            del self.rest[:end]
        self.arrived(Rows(self.names, fresh, complete=False))

    def answer(self, *, complete: bool) -> Answer:
        """All that came."""
        if self.head:
            return Rows(self.names, tuple(self.rows), complete)
        return read_answer(self.head + self.rest, complete=complete)


def names_of(line: bytes) -> tuple[str, ...]:
    """The variables in the first line of TSV.

    >>> names_of(b"?who\\t?whom\\n")
    ('who', 'whom')
    """
    return tuple(name[1:] for name in line.decode().rstrip("\n").split("\t") if name)


def read_triples(data: bytes, format: RdfFormat = RdfFormat.N_TRIPLES, *, complete: bool = True) -> Triples:
    """Read triples in one of RDF's formats, each once.

    Raises:
        SyntaxError: they are in no such format.
    """
    return Triples(tuple(dict.fromkeys(quad.triple for quad in parse(data, format=format))), complete)


def in_text_order(rows: Rows, text: str) -> Rows:
    """The columns of ``SELECT *`` in the order in which the query names them."""
    tokens = find_tokens(text)
    stars = any(a.keyword in {"SELECT", "DISTINCT", "REDUCED"} and b.text == "*" for a, b in pairwise(tokens))
    if not stars:
        return rows
    first = list(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))
    order = sorted(range(len(rows.variables)), key=lambda n: place_in(first, rows.variables[n]))
    names = tuple(rows.variables[n] for n in order)
    return Rows(names, tuple(tuple(row[n] for n in order) for row in rows.rows), rows.complete)


def place_in(names: list[str], name: str) -> int:
    """Where a name stands in a list, after its end where it does not."""
    return names.index(name) if name in names else len(names)
