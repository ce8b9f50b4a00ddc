"""draw: a graph, what surrounds an entity, or the answer of a query, as a page."""

from pathlib import Path

import click

from kg.commandline.answers import open_readable, placed
from kg.commandline.graphs import warn_if_stale, write_out
from kg.commandline.guards import note
from kg.draw import Material, draw_around, draw_whole, to_page
from kg.draw.entities import find_entities
from kg.draw.model import Picture
from kg.errors import QueryError, StoreError
from kg.export.files import write_files
from kg.export.formats import File
from kg.graph import Graph
from kg.query import run
from shell.drawing import draw_result
from shell.start import read_script


def draw_graph(
    path: Path,
    about: tuple[str, ...],
    query: str | None,
    file: Path | None,
    *,
    output: Path | None,
    nodes: int,
    asserted: bool,
    timeout: float | None,
) -> int:
    """Write the page and say where it is and what was left out."""
    text = read_script(query, file) if query is not None or file is not None else None
    if (query is not None and file is not None) or (about and text is not None):
        raise click.UsageError("give one of --about, -c and -f")
    with open_readable(path) as graph:
        warn_if_stale(graph, path)
        try:
            picture = draw(graph, str(path), about, text, nodes=nodes, inferred=not asserted, timeout=timeout)
        except QueryError as error:
            raise placed(error, file) from error
    if not picture.nodes:
        raise StoreError("there is nothing to draw", place=str(path), remedy="ask for entities, claims or events")
    target = output or Path(f"{path.resolve().stem}.html")
    for each in picture.notes:
        note(each)
    if str(target) == "-":
        write_out([to_page(picture)])
    else:
        write_files(target, [File("", [to_page(picture)])])
        note(f"{target} written; open it in a browser")
    return 0


def draw(
    graph: Graph,
    name: str,
    about: tuple[str, ...],
    text: str | None,
    *,
    nodes: int,
    inferred: bool,
    timeout: float | None,
) -> Picture:
    """The picture that is asked for."""
    material = Material(lambda inner: run(graph, inner), graph)
    if text is not None:
        answer = run(graph, text, view="all" if inferred else "asserted", timeout=timeout)
        return draw_result(material, text, answer, title=name, most=nodes)
    if about:
        found = [entity for each in about for entity in find_entities(material.ask, graph.names.prefixes, each)]
        title = f"{name}: around {', '.join(entity.label for entity in found)}"
        centre = [entity.iri for entity in found]
        return draw_around(material, title, centre, most=nodes, inferred=inferred)
    return draw_whole(material, name, most=nodes, inferred=inferred)
