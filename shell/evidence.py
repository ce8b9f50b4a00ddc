"""What the commands ``source`` and ``why`` print: triples, the sentences that show them, and proofs."""

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.escapes import without_escapes
from kg.names import provenance_graph
from kg.query import Rows, Triples
from shell.backends import LocalBackend
from shell.labels import cell_text
from shell.origins import Shown, find_graphs, find_shown, triples_behind
from shell.render import Look, clean, highlight, width_of
from shell.session import Session
from shell.show import labels_for
from shell.strangers import find_strangers

if TYPE_CHECKING:
    from kg.reason.explain import Proof


def triples_of(session: Session, argument: str) -> list[Triple]:
    """What a command speaks of: the triples behind a row, or the one that is written.

    Raises:
        QueryError: no such row, no triple, or nothing but paths in the query.
    """
    return behind(session, int(argument)) if re.fullmatch("[0-9]{1,9}", argument) else [read_triple(session, argument)]


def behind(session: Session, number: int) -> list[Triple]:
    """The triples behind a row of the last answer."""
    row = session.row(number)
    text = session.last.text if session.last else ""
    try:
        found = triples_behind(session.backend.ask, text, row)
    except QueryError as error:
        raise QueryError(f"the triples behind this query cannot be told: {error.message}") from error
    if not found:
        raise QueryError("no triple of the graph stands behind this row alone", remedy="ask with plain triple patterns")
    return found


def read_triple(session: Session, text: str) -> Triple:
    """The triple that is written as in a query."""
    if not text:
        raise QueryError("which one?", remedy="give the number of a row, or a triple")
    remedy = "write subject, predicate and object as in a query"
    try:
        answer = session.backend.ask(f"CONSTRUCT {{ {text.rstrip(' .')} }} WHERE {{ }}")
    except QueryError as error:
        raise QueryError(error.message, remedy=remedy) from error
    if not isinstance(answer, Triples) or len(answer.triples) != 1:
        raise QueryError("this is not one triple", remedy=remedy)
    return answer.triples[0]


def origin_of(session: Session, triple: Triple) -> str:
    """A triple and the sentences that show it, for an inferred one those of its premises; else why there are none."""
    look, ask = session.screen.look, session.backend.ask
    lines = [f"{look.bold}{in_words(session, triple)}{look.reset}"]
    found = find_shown(ask, triple)
    if not found:
        graphs = find_graphs(ask, triple)
        lines.append(f"  {clean(why_unshown(graphs))}")
        strangers = () if graphs else find_strangers(ask, triple, session.backend.prefixes)
        lines += [f"  {clean(line)}" for line in strangers]
        if isinstance(session.backend, LocalBackend) and session.backend.graph.inferred.value in graphs:
            premises = find_premises(session.backend, triple)
            found = list(dict.fromkeys(shown for premise in premises for shown in find_shown(ask, premise)))
    lines.extend(line for shown in found for line in shown_lines(shown, look))
    return "".join(f"{part}\n" for line in lines for part in hang(line, session.screen.width))


def hang(line: str, width: int | None) -> list[str]:
    """A line broken at blanks to fit a width, what follows the first part indented further; codes take no room.

    >>> hang("  one two three", 12)
    ['  one two', '      three']
    """
    room = len(without_escapes(line)) if width is None else width
    if width_of(without_escapes(line)) <= room:
        return [line]
    indent = " " * (len(line) - len(line.lstrip(" ")))
    found, now, used = list[str](), indent, len(indent)
    for number, word in enumerate(line.strip(" ").split(" ")):
        size = width_of(without_escapes(word))
        if number and used + 1 + size > room:
            found.append(now)
            now, used = f"{indent}    {word}", len(indent) + 4 + size
        else:
            now, used = f"{now}{' ' if number else ''}{word}", used + size + bool(number)
    return [*found, now]


def shown_lines(shown: Shown, look: Look) -> list[str]:
    """Where a sentence stands, and the sentence with the words marked."""
    parts = (shown.publisher, shown.date[:10], shown.title or shown.article)
    where = ", ".join(clean(part) for part in parts if part)
    return [f"  {look.dim}{where}{look.reset}", f"    {highlight(shown.sentence, shown.start, shown.end, look)}"]


def why_unshown(graphs: list[str]) -> str:
    """Why no sentence shows a triple that lies in these graphs."""
    reasons = {"inferred": r"inferred (\why shows the proof)", "ontology": "from the ontology, no article says it"}
    for name, reason in (*reasons.items(), ("corrections", "added by an analyst")):
        if any(graph.endswith(f"/graph/{name}") for graph in graphs):
            return reason
    if graphs and all(graph.endswith(provenance_graph("")) for graph in graphs):
        return "evidence itself: it says where another triple is from"
    return f"no evidence is kept; it is in {', '.join(graphs)}" if graphs else "not in the graph"


def in_words(session: Session, triple: Triple) -> str:
    """A triple as the cells of a table are shown: labels, or short names."""
    cells = Rows(("s", "p", "o"), ((triple.subject, triple.predicate, triple.object),))
    prefixes = session.backend.prefixes
    labels = {} if session.style.iris else labels_for(session.backend.ask, cells, session.labels, prefixes)
    return "  ".join(clean(cell_text(cell, labels, prefixes.items())) for cell in cells.rows[0])


def find_proofs(backend: LocalBackend, triple: Triple, *, every: bool = False) -> "list[Proof]":
    """The flattest proof of a triple, or every one; none where it is not in the graph, or about unnamed nodes."""
    from kg.reason.explain import MOST_PROOFS, explain_all  # noqa: PLC0415  # few sessions ask for proofs, all want to start at once

    subject, object_ = triple.subject, triple.object
    if isinstance(subject, NamedNode) and isinstance(object_, NamedNode | Literal):
        with backend.busy:
            return list(
                explain_all(backend.graph, subject, triple.predicate, object_, limit=MOST_PROOFS if every else 1)
            )
    return []


def find_premises(backend: LocalBackend, triple: Triple) -> list[Triple]:
    """The asserted triples that a triple rests on in the end."""
    return [leaf.triple for proof in find_proofs(backend, triple) for leaf in leaves(proof)]


def leaves(proof: "Proof") -> "list[Proof]":
    """The proofs at the ends, which rest on no other."""
    return [leaf for premise in proof.premises for leaf in leaves(premise)] if proof.premises else [proof]


def proof_of(backend: LocalBackend, triple: Triple, width: int | None = None, *, every: bool = False) -> str:
    """The proof of a triple as text, or several, each after its number."""
    from kg.reason.lines import proof_lines, triple_text  # noqa: PLC0415  # as above

    proofs = find_proofs(backend, triple, every=every)
    if not proofs:
        strangers = [f"  {line}" for line in find_strangers(backend.ask, triple, backend.prefixes)]
        lines = [triple_text(triple, backend.prefixes, None), "  not in the graph", *strangers]
        lines += find_lacking(backend, triple)
    else:
        lines = []
    for number, proof in enumerate(proofs, 1):
        lines += [f"proof {number} of {len(proofs)}"] if len(proofs) > 1 else []
        lines += proof_lines(proof, backend.prefixes)
    return "".join(f"{part}\n" for line in lines for part in hang(clean(line), width))


def find_lacking(backend: LocalBackend, triple: Triple) -> list[str]:
    """What the rules lack that would give a triple which the graph does not hold, those first that lack least."""
    from kg.reason.explain import explain_absence  # noqa: PLC0415  # as above
    from kg.reason.lines import missing_lines  # noqa: PLC0415  # as above

    with backend.busy:
        found = explain_absence(backend.graph, (triple.subject, triple.predicate, triple.object), limit=3)
    return [f"  {line}" for line in missing_lines(found, backend.prefixes)]
