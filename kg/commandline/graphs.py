"""articles, remove, reason and export: what is in a graph, less of it, what follows, and files for other tools."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal as OneOf

import click
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.commandline.guards import note, say, told_when_stopped
from kg.errors import StoreError
from kg.export import FORMATS, Format, export, find_format
from kg.export.files import pieces
from kg.graph import ArticleInfo, Graph, is_graph, open_graph
from kg.graph.rdf_files import is_rdf, parse_file
from kg.graph.shelf import value
from kg.graph.terms import TITLE
from kg.names import provenance_graph
from kg.query import Rows, run
from shell.render import Align, count_line, table
from shell.show import find_screen

_MANY_NAMES = """SELECT ?first ?names WHERE {
  { SELECT ?first (COUNT(?name) AS ?names) WHERE { ?name owl:sameAs ?first . FILTER (?name != ?first) }
    GROUP BY ?first HAVING (COUNT(?name) >= %d) }
  FILTER NOT EXISTS { ?first owl:sameAs ?before . FILTER (STR(?before) < STR(?first)) }
} ORDER BY ?first"""
Reasoner = OneOf["compiled", "owlrl"]
LARGE_FILES = 8 << 20  # bytes
MANY = 50_000  # triples that are put in at once


def list_articles(path: Path) -> int:
    """What is in a graph, by date."""
    with open_graph(path) as graph:
        found = graph.articles()
    if not found:
        note("no articles in the graph")
        return 0
    screen = find_screen()
    rows = [article_row(info) for info in found]
    header = ("published", "publisher", "title", "triples", "article")
    aligned: tuple[Align, ...] = ("left", "left", "left", "right")
    click.echo(table(header, rows, width=screen.width, look=screen.look, align=aligned), nl=False)
    return 0


def article_row(info: ArticleInfo) -> tuple[str, ...]:
    """An article as cells; the last one names it for ``kg remove``."""
    name = info.iri.rpartition("/")[2]
    copy = f" (nearly the text of {info.copy_of.rpartition('/')[2]})" if info.copy_of else ""
    return ((info.issued or "")[:10], info.publisher or "", info.title or "", str(info.triples), name + copy)


def remove_articles(path: Path, articles: Sequence[str], *, wait: float, quiet: bool) -> int:
    """Take articles out with all they said, evidence and inferences; all of them or, where one is not there, none."""
    if not is_graph(path):
        open_graph(path)  # says that there is none
    with open_graph(path, write=True, wait=wait) as graph:
        for iri in dict.fromkeys([graph.find(article) for article in articles]):
            title, change = value(graph.store, iri, TITLE) or iri, graph.remove(iri)
            if not quiet:
                note(f"removed: {title} ({count_line(change.removed, 'triple')})")
        from kg.reason.upkeep import bring_up_to_date  # noqa: PLC0415 - only where something changes

        bring_up_to_date(graph)
    return 0


def reason_over(targets: Sequence[Path], into: Path | None, *, reasoner: Reasoner, quiet: bool) -> int:
    """Draw inferences: kept in a graph directory; of files, written with what they assert."""
    if len(targets) == 1 and not is_rdf(targets[0]):
        if into is not None:
            raise click.UsageError(f"a graph keeps its inferences; kg export {targets[0]} {into} writes them to a file")
        open_graph(targets[0]).close()
        with open_graph(targets[0], write=True) as graph, told_when_stopped(lambda: stopped(graph, targets[0])):
            inferred = draw_inferences(graph, reasoner, quiet=quiet)
    else:
        if into and into.resolve() in {path.resolve() for path in targets}:
            raise StoreError(
                "is one of the files that are read, and would mix what is asserted with what is inferred",
                place=str(into),
                remedy="name another file after --into",
            )
        format = find_format(into) if into else FORMATS["ttl"]
        with told_when_stopped(lambda: "stopped; no file was written; the same command starts over"):
            if into and format.name == "nt" and reasoner == "compiled" and are_large(targets):
                from kg.commandline.closing import close_files  # noqa: PLC0415 - DuckDB

                done = close_files(targets, into, quiet=quiet)
            else:
                done = None
            inferred = close_in_memory(targets, into, format, reasoner, quiet=quiet) if done is None else done
    if not quiet:
        note(f"{count_line(inferred, 'triple')} inferred")
    return 0


def are_large(paths: Iterable[Path]) -> bool:
    """Whether files have so much that it is closed without a graph in memory."""
    return sum(path.stat().st_size for path in paths if path.is_file()) > LARGE_FILES


def close_in_memory(
    paths: Sequence[Path], into: Path | None, format: Format, reasoner: Reasoner, *, quiet: bool
) -> int:
    """Write what files assert and what follows to a file, or to standard output; how many triples follow."""
    graph = open_facts(paths)
    inferred = draw_inferences(graph, reasoner, quiet=quiet)
    if into:
        export(graph, into)
    else:
        write_out(pieces(graph, format))
    return inferred


def stopped(graph: Graph, path: Path) -> str:
    """What state a graph is in whose reasoning was stopped, and how to go on."""
    if graph.stale:
        state = f"{path} has all that is asserted, its inferences are out of date"
        return f"stopped; {state}; kg reason {path} draws them anew"
    return f"stopped; {path} is as it was; kg reason {path} starts over"


def draw_inferences(graph: Graph, reasoner: Reasoner, *, quiet: bool) -> int:
    """Draw a graph's inferences anew; how many there are. What of the ontology is left out is said, with its place."""
    inferred = draw_aloud(graph, reasoner, silent=quiet)
    if not quiet:
        note_ignored(graph)
        note_large_sets(graph)
    return inferred


def note_ignored(graph: Graph) -> None:
    """Say what of the ontology is left out, with its place."""
    from kg.reason.facts import ground_of  # noqa: PLC0415
    from kg.reason.mistakes import with_places  # noqa: PLC0415

    for ignored in with_places(ground_of(graph).rules.ignored, graph):
        note(ignored)


def draw_aloud(graph: Graph, reasoner: Reasoner = "compiled", *, silent: bool = False) -> int:
    """Draw a graph's inferences anew, on a terminal with a line that says how far a long run is; how many there are."""
    from kg.reason.engine import materialise  # noqa: PLC0415

    with progress_line(silent=silent) as progress:
        return materialise(graph, reasoner=reasoner, progress=progress)


@contextmanager
def progress_line(*, silent: bool) -> Iterator[Callable[[str], None] | None]:
    """A line on a terminal that says how far a long run is, None where there is none."""
    from tqdm import tqdm  # noqa: PLC0415 - not for --help

    silent = silent or not sys.stderr.isatty()
    with tqdm(disable=silent, file=sys.stderr, bar_format="{desc}", dynamic_ncols=True, leave=False) as line:
        yield None if silent else line.set_description_str


def bring_up(path: Path) -> None:
    """Draw the inferences of a large graph anew where they are out of date, as after a build that was stopped.

    While another process writes, or where nobody may, they are left as they are.
    """
    from kg.reason.engine import is_large  # noqa: PLC0415

    with open_graph(path) as graph:
        if not graph.stale or not is_large(graph):
            return
    note(f"the inferences of {path} are out of date; they are drawn anew and kept")
    try:
        with open_graph(path, write=True) as graph, told_when_stopped(lambda: stopped(graph, path)):
            draw_aloud(graph)
    except StoreError as error:
        note(f"{error}; until then they are drawn for each question, which takes longer")


@dataclass(frozen=True, slots=True)
class LargeSet:
    """A thing with so many names that what is inferred of it stands at one of them only."""

    name: str
    names: int

    def __str__(self) -> str:
        number = count_line(self.names, "name")
        return f"{number} are the same as {self.name}; what is inferred of them stands at this one only"


def find_large_sets(graph: Graph) -> Iterator[LargeSet]:
    """All of a graph."""
    from kg.reason.index import MOST_NAMES  # noqa: PLC0415

    answer = run(graph, _MANY_NAMES % MOST_NAMES)
    for name, others in answer.rows if isinstance(answer, Rows) else ():
        if isinstance(others, Literal):
            yield LargeSet(str(name), int(others.value) + 1)


def note_large_sets(graph: Graph) -> None:
    """Say which there are among those whose names changed since it was last said."""
    from kg.reason.facts import ground_of  # noqa: PLC0415

    ground = ground_of(graph)
    changed, ground.relinked = ground.relinked, set()
    for each in find_large_sets(graph) if changed is None else find_large_around(graph, changed):
        note(str(each))


def find_large_around(graph: Graph, nodes: Iterable[object]) -> Iterator[LargeSet]:
    """Those that some nodes are in."""
    from kg.reason.facts import ground_of  # noqa: PLC0415
    from kg.reason.index import MOST_NAMES  # noqa: PLC0415
    from kg.reason.views import StoreSames, StoreView  # noqa: PLC0415

    same = StoreSames(StoreView(graph.store), ground_of(graph).same)
    for first in sorted({same.rep(node) for node in nodes if isinstance(node, NamedNode)}, key=str):
        names = len(same.everyone(first))
        if names > MOST_NAMES:
            yield LargeSet(str(first), names)


def write_out(pieces: Iterable[bytes]) -> None:
    """A file on standard output, piece by piece: exact, but harmless where that is a terminal."""
    if sys.stdout.isatty():
        say(b"".join(pieces).decode())
    else:
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)


def export_graph(
    source: Path,
    target: str,
    *,
    format: str | None,
    asserted: bool,
    inferred: bool,
    provenance: bool,
    without_text: bool,
) -> int:
    """Write a graph to a file, or to standard output where that is called ``-``."""
    parts = {"asserted": asserted or not inferred, "inferred": inferred or not asserted}
    chosen = find_format(Path(target), format or ("ttl" if target == "-" else None))
    with open_graph(source) as graph:
        warn_if_stale(graph, source)
        if target == "-":
            write_out(pieces(graph, chosen, **parts, provenance=provenance, without_text=without_text))
        else:
            export(graph, Path(target), format=chosen.name, **parts, provenance=provenance, without_text=without_text)
    return 0


def warn_if_stale(graph: Graph, path: Path) -> None:
    """Say that inferences are out of date, as after a build that was stopped."""
    if graph.stale and not graph.empty:
        note(f"the inferences are out of date; kg reason {path} brings them up to date")


def open_facts(paths: Iterable[Path]) -> Graph:
    """A graph in memory that asserts what RDF files say, over the shipped ontology and the one in them.

    What a file has in the graphs of inferences or evidence is not asserted.

    Raises:
        StoreError: a file that cannot be read, or whose ending or content is no RDF.
    """
    graph = open_shipped(paths)
    for path in graph.read_from:
        own, quads, schema = NamedNode(path.resolve().as_uri()), read_quads(path), list[Triple]()
        while some := list(islice(triples_of(quads, schema), MANY)):
            graph.edit([], [Quad(t.subject, t.predicate, t.object, own) for t in some])
        graph.edit([], [Quad(t.subject, t.predicate, t.object, graph.ontology) for t in schema])
    return graph


def triples_of(quads: Iterable[Quad], schema: list[Triple]) -> Iterator[Triple]:
    """The triples of quads; those that say something about classes and properties are put into ``schema``, too."""
    from kg.reason.facts import is_schema  # noqa: PLC0415

    for quad in quads:
        triple = quad.triple
        if is_schema(triple):
            schema.append(triple)
        yield triple


def open_shipped(paths: Iterable[Path]) -> Graph:
    """A graph in memory with the shipped ontology, to be read from files."""
    from kg.tbox import ontology_files  # noqa: PLC0415 - rdflib

    graph = open_graph(None)
    graph.set_ontology(ontology_files())
    graph.read_from = tuple(paths)
    return graph


def read_quads(path: Path) -> Iterator[Quad]:
    """The asserted quads of a file.

    Raises:
        StoreError: it cannot be read, or is not what its ending says.
    """
    return filter(is_assertion, parse_file(path))


def is_assertion(quad: Quad) -> bool:
    """Whether a quad stands in the default graph or in that of an article, not in that of inferences or evidence."""
    graph = quad.graph_name
    if isinstance(graph, DefaultGraph) or not isinstance(graph, NamedNode):
        return True
    return not graph.value.endswith(("/graph/inferred", provenance_graph("")))
