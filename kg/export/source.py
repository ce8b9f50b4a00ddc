"""What of a graph is exported: its quads, or its triples sorted on disk, so that memory does not grow with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TypedDict, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.errors import SpaceError
from kg.export.turtle import canonical, in_order
from kg.graph import Graph
from kg.graph.terms import TYPE, is_evidence, term

# SQL for parts of a line of N-Triples or N-Quads.
_SUBJECT, _PROPERTY, _OBJECT, _GRAPH = (f"split_part(line, ' ', {number})" for number in (1, 2, 3, -2))
# As kg.export.turtle.in_order has it: the length of a number without zeros, its digits, and how it is written.
_NATURAL = f"""array_to_string(list_transform(regexp_extract_all({_SUBJECT}, '[0-9]+|[^0-9]+'), lambda part:
    CASE WHEN part[1] BETWEEN '0' AND '9'
    THEN chr(1) || printf('%010d', length(ltrim(part, '0'))) || ltrim(part, '0') || chr(1) || part || chr(1)
    ELSE part END), '')"""
MEMORY = "1GB"  # for sorting; what is more goes to the disk


class Parts(TypedDict, total=False):
    """What goes in, as keywords of a Source and of who makes one."""

    asserted: bool
    inferred: bool
    provenance: bool
    without_text: bool


@dataclass(frozen=True, slots=True)
class Source:
    """What articles and analysts assert, what follows, and evidence with sentences, as asked for; never the ontology.

    ``without_text`` leaves out the words of sentences and claims. Files that are needed meanwhile go to ``folder``.
    """

    graph: Graph
    folder: Path
    asserted: bool = True
    inferred: bool = True
    provenance: bool = False
    without_text: bool = False

    def quads(self) -> Iterator[Quad]:
        """All quads, in the order of the store."""
        for name in self._graphs():
            yield from self._quads_in(name)

    def triples(self) -> Iterator[Triple]:
        """Each triple once, in the order of their lines of N-Triples."""
        return parse(path=self.lines(), format=RdfFormat.N_TRIPLES, lenient=True)

    def lines(self, *, with_graphs: bool = False) -> Path:
        """A file of N-Triples, or of N-Quads, sorted, each line once."""
        return self._sorted("line", with_graphs=with_graphs)

    def lines_by_subject(self) -> Path:
        """A file of N-Quads, one subject after the other in the order of IRIs, each line once."""
        return self._sorted(f"rtrim({_SUBJECT}, '>'), line", with_graphs=True)

    def by_subject(self) -> Iterator[Triple]:
        """Each triple once, one subject after the other as Turtle has them; blank nodes with canonical names."""
        path = self._sorted(_NATURAL, with_graphs=False)
        triples = parse(path=path, format=RdfFormat.N_TRIPLES, lenient=True)
        return in_order(canonical(set(triples))) if has_blank_nodes(path) else triples

    def by_graph(self) -> Iterator[tuple[NamedNode, Iterator[Triple]]]:
        """The triples of each graph, one subject after the other."""
        path = self._sorted(f"{_GRAPH}, {_NATURAL}", with_graphs=True)
        blank = has_blank_nodes(path)
        quads = parse(path=path, format=RdfFormat.N_QUADS, lenient=True)
        for name, group in groupby(quads, key=lambda quad: quad.graph_name):
            triples = (quad.triple for quad in group)
            yield name, in_order(canonical(set(triples))) if blank else triples

    def _graphs(self) -> Iterator[NamedNode]:
        graph = self.graph
        for name in graph.store.named_graphs():
            if not isinstance(name, NamedNode) or name == graph.ontology:
                continue
            wanted = (
                self.inferred if name == graph.inferred else self.provenance if is_evidence(name) else self.asserted
            )
            if wanted:
                yield name

    def _quads_in(self, name: NamedNode) -> Iterator[Quad]:
        """The quads of a graph; retractions are no statements of it."""
        store, left_out = self.graph.store, set[object]()
        if name == self.graph.corrected:
            left_out = {quad.subject for quad in store.quads_for_pattern(None, TYPE, term("Retraction"), name)}
        for quad in store.quads_for_pattern(None, None, None, name):
            if quad.subject not in left_out and not (self.without_text and quad.predicate == term("text")):
                yield quad

    def _sorted(self, order: str, *, with_graphs: bool) -> Path:
        """A file of all lines, each once, in an order of SQL."""
        from kg.duck import lines_of, quoted  # noqa: PLC0415 - DuckDB takes its time

        given, path = self.folder / "given", self.folder / "sorted"
        with given.open("wb") as file:
            for name in self._graphs():
                self._write(name, file, with_graph=with_graphs)
        chosen = f"{_PROPERTY} <> {quoted(str(term('text')))}" if self.without_text else "true"
        lines = f"SELECT DISTINCT line FROM {lines_of(given)} WHERE {chosen}"
        try:
            write_query(f"SELECT line FROM ({lines}) ORDER BY {order}", path, memory=MEMORY)
        except SpaceError:  # lines of many thousand characters, which DuckDB keeps in memory to sort them
            write_query(f"SELECT line FROM ({lines}) ORDER BY {order}", path)
        given.unlink()
        return path

    def _write(self, name: NamedNode, file: BinaryIO, *, with_graph: bool) -> None:
        """The lines of a graph."""
        if name == self.graph.corrected:
            some = list(self._quads_in(name))
            serialize(some if with_graph else [q.triple for q in some], file, RdfFormat.N_QUADS)
        else:
            if with_graph:
                file = cast(BinaryIO, _Lines(file, name))  # of which a store asks nothing but to write
            self.graph.store.dump(file, RdfFormat.N_TRIPLES, from_graph=name)


class _Lines:
    """A file of N-Quads for triples of one graph that come as N-Triples."""

    def __init__(self, file: BinaryIO, graph: NamedNode) -> None:
        self._file, self._end, self._rest = file, f" {graph} .\n".encode(), b""

    def write(self, data: bytes) -> int:
        """Write the lines that are whole, and keep the beginning of the next one."""
        whole, newline, rest = data.rpartition(b"\n")
        if newline:
            self._file.write((self._rest + whole + newline).replace(b" .\n", self._end))
            self._rest = b""
        self._rest += rest
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back but what is no line yet."""


def write_query(query: str, path: Path, *, memory: str | None = None) -> None:
    """Write the lines of a query to a file, in so much memory, or as much as there is."""
    from kg.duck import connect, write_lines  # noqa: PLC0415

    with connect(path.parent, failing="nothing was written", memory=memory) as connection:
        write_lines(connection, query, path)


def has_blank_nodes(path: Path) -> bool:
    """Whether a file of lines has blank nodes."""
    from kg.duck import connect, lines_of  # noqa: PLC0415

    with connect(path.parent, failing="nothing was written") as connection:
        blank = f"starts_with({_SUBJECT}, '_:') OR starts_with({_OBJECT}, '_:')"
        found = connection.execute(f"SELECT 1 FROM {lines_of(path)} WHERE {blank} LIMIT 1").fetchone()
    return found is not None
