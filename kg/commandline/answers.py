"""query: a question and its answer."""

import sys
from pathlib import Path

import click

from kg.commandline.graphs import warn_if_stale
from kg.commandline.guards import FAILED, say
from kg.errors import QueryError
from kg.graph import Graph, open_graph
from kg.graph.rdf_files import is_rdf
from kg.query import Truth, View, run
from shell.backends import LocalBackend, open_files
from shell.render import clean
from shell.session import is_empty
from shell.show import Style, describe_error, find_screen, labels_for, show
from shell.start import read_script


def open_readable(path: Path) -> Graph:
    """A graph directory for reading, or a file of triples in memory."""
    return open_files([path]) if is_rdf(path) else open_graph(path)


def query_graph(
    path: Path,
    query: str | None,
    file: Path | None,
    *,
    format: str,
    view: View,
    timeout: float | None,
    network: bool,
    explain: bool = False,
) -> int:
    """Print the answer of a query."""
    if (query is None) == (file is None):
        raise click.UsageError(f"give a query, or a file that holds one with -f{'' if query is None else ', not both'}")
    text = read_script(query, file)
    screen = find_screen()
    try:
        with open_readable(path) as graph:
            answer = run(graph, text, view=view, timeout=timeout, network=network)
            warn_if_stale(graph, path)
            if isinstance(answer, Truth) and format == "table":
                say("true" if answer.value else "false")
                return 0
            prefixes = graph.names.prefixes
            labels = labels_for(lambda inner: run(graph, inner), answer, {}, prefixes) if format == "table" else {}
            style = Style("turtle" if format == "ttl" else format)
            click.echo(show(answer, screen, style, labels=labels, prefixes=prefixes), nl=False)
            if is_empty(answer) and (explain or sys.stderr.isatty()):
                click.echo(why_empty(graph, text, view), err=True, nl=False)
    except QueryError as error:
        click.echo(describe_error(placed(error, file), text, screen), err=True, nl=False)
        return FAILED
    return 0


def why_empty(graph: Graph, text: str, view: View) -> str:
    """Why a query has no rows, as far as that is found, and the query that has some."""
    from shell.remedies import explain_answer  # noqa: PLC0415 - most answers have rows

    return clean(explain_answer(LocalBackend(graph), text, view), lines=True)


def placed(error: QueryError, file: Path | None) -> QueryError:
    """The error with the name of the file that holds the query."""
    if file is None or not error.line:
        return error
    place = f"{file}:{error.line}:{error.column}"
    how = {"remedy": error.remedy, "corrected": error.corrected}
    return QueryError(error.message, place=place, line=error.line, column=error.column, **how)
