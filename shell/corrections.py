"""What an analyst says about a row: that a triple behind it is wrong, or that two names are one entity's."""

import re

from pyoxigraph import NamedNode, Triple

from kg.errors import QueryError
from kg.graph.terms import DIFFERENT_FROM, SAME_AS
from kg.query import Rows
from kg.query.tokens import find_tokens
from shell.changes import change
from shell.edits import Edit, Held, is_of_article, join, plan_addition, plan_removal
from shell.evidence import behind, find_premises, in_words, read_triple
from shell.render import clean
from shell.session import Session, local
from shell.strangers import find_strangers

ALL = "all"


def call_wrong(session: Session, argument: str) -> str:
    """Retract the triple behind a row, or one that is written.

    Raises:
        KgError: there is no such row, or nothing of it that can be retracted.
    """
    local(session, write=True)
    words, reason = split_reason(argument)
    row = re.fullmatch(rf"([0-9]{{1,9}})(?:\s+([0-9]{{1,9}}|{ALL}))?", words)
    if not row:
        triple = read_triple(session, words)
        said = change(session, lambda held: removals(held, [triple], reason), "it is not in the graph")
        return said + "".join(f"  {clean(line)}\n" for line in strangers_of(session, triple))
    found = list(dict.fromkeys(said for triple in behind(session, int(row[1])) for said in said_for(session, triple)))
    if not found:
        raise QueryError("no article says what this row shows", remedy=r"\source tells where it is from")
    if row[2] is None and len(found) > 1:
        lines = (f"{number}  {in_words(session, triple)}" for number, triple in enumerate(found, 1))
        which = f"row {row[1]} rests on {len(found)} triples; which is wrong?\n"
        how = f"say \\wrong {row[1]} 1 for the first, or \\wrong {row[1]} {ALL}\n"
        return which + "".join(f"  {line}\n" for line in lines) + how
    if row[2] not in {None, ALL} and not 1 <= int(row[2]) <= len(found):
        raise QueryError(f"there is no triple {row[2]}", remedy=f"give a number from 1 to {len(found)}")
    chosen = found if row[2] in {None, ALL} else [found[int(row[2]) - 1]]
    return change(session, lambda held: removals(held, chosen, reason))


def strangers_of(session: Session, triple: Triple) -> list[str]:
    """Lines about names of a triple that the graph does not know."""
    return list(find_strangers(session.backend.ask, triple, session.backend.prefixes))


def split_reason(argument: str) -> tuple[str, str]:
    """An argument and, after ``#``, the reason.

    >>> split_reason("3 # it was Latvia")
    ('3', 'it was Latvia')
    """
    comment = next((token for token in find_tokens(argument) if token.kind == "comment"), None)
    if comment is None:
        return argument.strip(), ""
    return argument[: comment.start].strip(), comment.text.lstrip("#").strip()


def said_for(session: Session, triple: Triple) -> list[Triple]:
    """What articles or corrections say that gives a triple: itself, or what it is inferred from."""
    backend, graph = local(session)
    held = Held.of(graph)
    if is_said(held, triple):
        return [triple]
    return [premise for premise in find_premises(backend, triple) if is_said(held, premise)]


def is_said(held: Held, triple: Triple) -> bool:
    """Whether an article or a correction states a triple."""
    quads = held.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name == held.corrected or is_of_article(held, quad.graph_name) for quad in quads)


def removals(held: Held, triples: list[Triple], reason: str) -> Edit:
    """How triples are taken out."""
    return join(plan_removal(held, triple, reason) for triple in triples)


def merge(session: Session, argument: str) -> str:
    """State that two IRIs name one entity.

    Raises:
        KgError: they are not two names of the graph.
    """
    local(session, write=True)
    one, other = read_pair(session, argument)
    same = Triple(one, SAME_AS, other)

    def plan(held: Held) -> Edit:
        for name in (one, other):
            if not any(True for _ in held.store.quads_for_pattern(name, None, None, None)):
                told = next(iter(strangers_of(session, same)), f"{name} is not in the graph")
                raise QueryError(told, remedy="check the name; Tab completes")
        for apart in (Triple(one, DIFFERENT_FROM, other), Triple(other, DIFFERENT_FROM, one)):
            if is_said(held, apart):
                raise QueryError("it is said that they differ", remedy=f"take that out first: \\wrong {apart}")
        return Edit() if is_said(held, Triple(other, SAME_AS, one)) else plan_addition(held, same)

    return change(session, plan)


def read_pair(session: Session, argument: str) -> tuple[NamedNode, NamedNode]:
    """The two IRIs of an argument.

    Raises:
        QueryError: it has not two, or they are the same.
    """
    remedy = r"for example \merge e:Pompeo e:Mike_Pompeo"
    terms = [token.text for token in find_tokens(argument)]
    if len(terms) != 2 or not all(":" in term for term in terms):
        raise QueryError("which two?", remedy=remedy)
    try:
        found = session.backend.ask(f"SELECT ({terms[0]} AS ?a) ({terms[1]} AS ?b) {{}}")
    except QueryError as error:
        raise QueryError(error.message, remedy=remedy) from error
    cells = found.rows[0] if isinstance(found, Rows) and found.rows else ()
    match cells:
        case (NamedNode() as one, NamedNode() as other) if one != other:
            return one, other
    raise QueryError("these are not two names", remedy=remedy)
