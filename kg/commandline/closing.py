"""reason, of large files: closed from file to file by sets, without a graph in memory."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.commandline.graphs import LargeSet, note_ignored, open_shipped, progress_line, read_quads, triples_of
from kg.commandline.guards import note
from kg.export.files import put_in_place, told_what_fails
from kg.reason.bulk import close_file


def close_files(paths: Sequence[Path], into: Path, *, quiet: bool) -> int | None:
    """Write what files of triples assert and what follows to one of N-Triples; how many triples follow.

    None where this cannot be done by sets; nothing is written then.

    Raises:
        StoreError: a file that cannot be read or written.
    """
    graph, schema = open_shipped(paths), list[Triple]()
    with told_what_fails(into), TemporaryDirectory(prefix=f".{into.name}-", dir=into.parent) as folder:
        given, closed = Path(folder, "given.nt"), Path(folder, "closed.nt")
        with given.open("wb") as file:
            for path in graph.read_from:
                serialize(triples_of(read_quads(path), schema), file, RdfFormat.N_TRIPLES)
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
