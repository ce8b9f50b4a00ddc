"""explain: why a triple holds."""

import json
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.commandline.graphs import warn_if_stale
from kg.commandline.guards import FAILED, note, say
from kg.errors import KgError, QueryError
from kg.graph import open_graph
from kg.reason.explain import explain
from kg.reason.lines import proof_json, proof_lines


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
