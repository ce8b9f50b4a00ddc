"""query, explain and shell: questions and their answers."""

import json
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.commandline.graphs import is_rdf, warn_if_stale
from kg.commandline.guards import FAILED, note, say
from kg.errors import KgError, QueryError
from kg.graph import Graph, open_graph
from kg.query import Truth, View, run
from kg.reason.explain import explain
from kg.reason.lines import proof_json, proof_lines
from shell.backends import open_files
from shell.show import Style, describe_error, find_screen, labels_for, show
from shell.start import open_target, read_script, run_shell


def open_readable(path: Path) -> Graph:
    """A graph directory for reading, or a file of triples in memory."""
    return open_files([path]) if is_rdf(path) else open_graph(path)


def query_graph(
    path: Path, query: str | None, file: Path | None, *, format: str, view: View, timeout: float | None, network: bool
) -> int:
    """Print the answer of a query."""
    if (query is None) == (file is None):
        raise click.UsageError("give a query, or a file that holds one with -f")
    text = read_script(query, file)
    screen = find_screen()
    try:
        with open_readable(path) as graph:
            answer = run(graph, text, view=view, timeout=timeout, network=network)
            if isinstance(answer, Truth) and format == "table":
                say("true" if answer.value else "false")
                return 0
            prefixes = graph.names.prefixes
            labels = labels_for(lambda inner: run(graph, inner), answer, {}, prefixes) if format == "table" else {}
            style = Style("turtle" if format == "ttl" else format)
            click.echo(show(answer, screen, style, labels=labels, prefixes=prefixes), nl=False)
            warn_if_stale(graph, path)
    except QueryError as error:
        click.echo(describe_error(placed(error, file), text, screen), err=True, nl=False)
        return FAILED
    return 0


def placed(error: QueryError, file: Path | None) -> QueryError:
    """The error with the name of the file that holds the query."""
    if file is None or not error.line:
        return error
    place = f"{file}:{error.line}:{error.column}"
    return QueryError(error.message, place=place, remedy=error.remedy, line=error.line, column=error.column)


def explain_triple(path: Path, text: str, *, as_json: bool) -> int:
    """Print the proof of a triple; 1 where the graph does not hold it."""
    with open_graph(path) as graph:
        prefixes = graph.names.prefixes
        triple = read_triple(text, prefixes)
        if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode | Literal):
            raise KgError(
                "a proof is of a triple without blank nodes", place=text, remedy="name its subject and object"
            )
        proof = explain(graph, triple.subject, triple.predicate, triple.object)
        if proof is None:
            note(f"the graph does not hold {text}")
            warn_if_stale(graph, path)
            return FAILED
        if as_json:
            click.echo(json.dumps(proof_json(proof, prefixes), ensure_ascii=False, indent=1))
        else:
            say("\n".join(proof_lines(proof, prefixes)))
    return 0


def read_triple(text: str, prefixes: dict[str, str]) -> Triple:
    """The triple that is written as in a query.

    Raises:
        QueryError: it is none, or more than one.
    """
    remedy = 'write subject, predicate and object, as "e:NATO :opposes e:Russia"'
    try:
        found = list(Store().query(f"CONSTRUCT {{ {text.strip().rstrip('.')} }} WHERE {{ }}", prefixes=prefixes))  # type: ignore[arg-type]  # CONSTRUCT gives triples
    except SyntaxError as error:
        raise QueryError("this is not a triple", place=text, remedy=remedy) from error
    if len(found) != 1:
        raise QueryError(f"these are {len(found)} triples", place=text, remedy=remedy)
    triple: Triple = found[0]
    return triple


def open_shell(
    targets: tuple[str, ...],
    query: str | None,
    file: Path | None,
    *,
    write: bool,
    network: bool,
    format: str,
    timeout: float | None,
) -> int:
    """Run the shell on a graph, files or an endpoint."""
    if query is not None and file is not None:
        raise click.UsageError("give -c or -f, not both")
    graph = open_target(targets, write=write)
    name = " ".join(targets)
    return run_shell(
        graph, query=query, file=file, write=write, network=network, format=format, timeout=timeout, name=name
    )
