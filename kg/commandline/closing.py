"""reason, of large files: closed from file to file by sets, without a graph in memory."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.commandline.graphs import LargeSet, note_ignored, open_shipped, progress_line, read_quads, triples_of
from kg.commandline.guards import note
from kg.export.files import put_in_place, told_what_fails
from kg.graph.disk import workplace
from kg.names import XSD
from kg.reason import upkeep
from kg.reason.bulk import close_file

STRING = NamedNode(f"{XSD}string")


def close_files(paths: Sequence[Path], into: Path, *, quiet: bool) -> int | None:
    """Write what files of triples assert and what follows to one of N-Triples; how many triples follow.

    None where this cannot be done by sets; nothing is written then.

    Raises:
        StoreError: a file that cannot be read or written.
    """
    graph, schema = open_shipped(paths), list[Triple]()
    with place_beside(into) as folder:
        given, closed = folder / "given.nt", folder / "closed.nt"
        with given.open("wb") as file:
            for path in graph.read_from:
                serialize(map(as_stored, triples_of(read_quads(path), schema)), file, RdfFormat.N_TRIPLES)
        graph.edit([], [Quad(t.subject, t.predicate, t.object, graph.ontology) for t in schema])
        with progress_line(silent=quiet) as progress:
            drawn = close_file(graph, given, closed, progress=progress)
        if drawn is None:
            return None
        put_in_place(closed, into)
    if not quiet:
        note_ignored(graph)
        for name, names in drawn.large:
            note(str(LargeSet(f"<{name}>", names)))
    return drawn.inferred


@contextmanager
def place_beside(into: Path) -> Iterator[Path]:
    """A folder beside the file that is to come."""
    with told_what_fails(into):
        if into.is_dir():
            raise IsADirectoryError(None, "is a directory")
        with workplace(into.parent, f".{into.name}-reasoning-") as folder:
            yield folder


def as_stored(triple: Triple) -> Triple:
    """A triple as a store gives it back: of each number and time it keeps the value, not how it was written."""
    literal = triple.object
    if not isinstance(literal, Literal) or literal.datatype == STRING:
        return triple
    return Triple(triple.subject, triple.predicate, value_as_stored(literal))


value_as_stored = lru_cache(maxsize=1 << 16)(upkeep.as_stored)
