"""explain: why a triple holds."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store, Triple

from kg.commandline.graphs import warn_if_stale
from kg.commandline.guards import FAILED, note, say, write_json
from kg.errors import KgError, QueryError
from kg.graph import Graph, open_graph
from kg.query import run
from kg.query.tokens import find_tokens
from kg.reason.explain import MOST_PROOFS, Proof, explain_absence, explain_all
from kg.reason.lines import missing_json, missing_lines, proof_json, proof_lines
from kg.reason.rules import Fact
from shell.render import count_line
from shell.strangers import find_strangers

_PARTED = "\n"
MOST_RULES = 3  # of what is missing, without --all


def explain_triple(path: Path, text: str, *, as_json: bool, every: bool = False) -> int:
    """Print the proof of a triple, or all of them; 1 where the graph does not hold it, with what is missing."""
    with open_graph(path) as graph:
        triple = read_triple(text, graph.names.prefixes)
        subject, object_ = triple.subject, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode | Literal):
            raise KgError(
                "a proof is of a triple without blank nodes", place=text, remedy="name its subject and object"
            )
        proofs = explain_all(graph, subject, triple.predicate, object_, limit=MOST_PROOFS + 1 if every else 1)
        if not proofs:
            note(f"the graph does not hold {text}")
            for line in find_strangers(lambda query: run(graph, query), triple, graph.names.prefixes):
                note(line)
            warn_if_stale(graph, path)
            show_missing(graph, (subject, triple.predicate, object_), as_json=as_json, every=every)
            return FAILED
        show_proofs(proofs[:MOST_PROOFS], graph.names.prefixes, as_json=as_json, every=every)
        if len(proofs) > MOST_PROOFS:
            note(f"there are more proofs than these {MOST_PROOFS}")
    return 0


def show_proofs(proofs: Sequence[Proof], prefixes: dict[str, str], *, as_json: bool, every: bool) -> None:
    """Proofs as text, parted by numbers where there are several, or as JSON: a list where all are asked for."""
    if as_json:
        found = [proof_json(proof, prefixes) for proof in proofs]
        write_json(found if every else found[0])
        return
    for number, proof in enumerate(proofs):
        if len(proofs) > 1:
            say(f"{_PARTED if number else ''}proof {number + 1} of {len(proofs)}")
        say("\n".join(proof_lines(proof, prefixes)))


def show_missing(graph: Graph, fact: Fact, *, as_json: bool, every: bool) -> None:
    """What the rules that would give a triple lack, those that lack least first."""
    prefixes, found = graph.names.prefixes, explain_absence(graph, fact, limit=MOST_PROOFS)
    if as_json:
        write_json({"holds": False, "missing": missing_json(found, prefixes)})
        return
    shown = found if every else found[:MOST_RULES]
    if shown:
        say("\n".join(missing_lines(shown, prefixes)))
    else:
        note("no rule would give it; an article, an analyst or the ontology has to say it")
    if len(found) > len(shown):
        note(f"{count_line(len(found) - len(shown), 'more rule')} would give it; --all shows them")


def read_triple(text: str, prefixes: dict[str, str]) -> Triple:
    """The triple that is written as in a query.

    Raises:
        QueryError: it is none, or more than one.
    """
    remedy = 'write subject, predicate and object, as "e:NATO :opposes e:Russia"'
    try:
        found = list(Store().query(f"CONSTRUCT {{ {text.strip().rstrip('.')} }} WHERE {{ }}", prefixes=prefixes))  # type: ignore[arg-type]  # CONSTRUCT gives triples
    except SyntaxError as error:
        raise QueryError("this is not a triple", place=text, remedy=prefix_remedy(text, prefixes) or remedy) from error
    if not found and "?" in text:
        remedy = "a proof is of one triple: find some with kg query, then write it without variables"
        raise QueryError("a triple with a variable has no proof", place=text, remedy=remedy)
    if len(found) != 1:
        raise QueryError(f"these are {len(found)} triples", place=text, remedy=remedy)
    triple: Triple = found[0]
    return triple


def prefix_remedy(text: str, prefixes: Mapping[str, str]) -> str:
    """What to do where a name has no prefix, or one that is not known; empty where each is right."""
    known = " ".join(f"{prefix}:" for prefix in prefixes)
    for token in find_tokens(text):
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "pname" and prefix not in prefixes:
            return f"{prefix}: is no prefix of this graph; there are {known}"
        if token.kind in {"word", "name", "keyword"} and not colon and token.text != "a":
            return f"{token.text} has no prefix; a name is written as :accuses or e:Poland, a text in quotation marks"
    return ""
