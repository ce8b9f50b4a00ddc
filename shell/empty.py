"""Why a query has no rows, or ASK says no, and the query that would have some.

The parts of its WHERE are asked one after the other, each with those before it; the first that leaves nothing is to
blame, and ``remedies.py`` knows what may mend it. A remedy is offered only where the query was seen to give rows by it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.names import RDF
from kg.query import Answer, Rows, Truth
from kg.query.tokens import QUERY_FORMS, find_tokens
from shell.groups import Element, Group, find_where, names_in
from shell.partial import prologue_of

Ask = Callable[[str], Answer]
ROUNDS = 3
TYPE = ("a", "rdf:type", f"<{RDF}type>")
LONGEST = 100


class UnansweredError(Exception):
    """A question was stopped, or took too long."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a query, a line each, and the query that gives rows, empty where none was found."""

    reasons: tuple[str, ...]
    query: str = ""

    def text(self) -> str:
        """As lines for the screen."""
        lines = "".join(f"{reason}\n" for reason in self.reasons)
        what = "to this the answer is yes" if is_ask(self.query) else "this gives rows"
        return f"{lines}{what}:\n{self.query.strip()}\n" if self.query else lines


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a result needs, and the name of the graph it is asked in, empty for the default graph."""

    element: Element
    graph: str = ""

    @property
    def query(self) -> str:
        """As it stands in a reduced query."""
        part = self.element
        if part.kind == "triple":
            return self.around(f"{' '.join(part.terms)} .")
        if part.kind in {"optional", "minus", "filter"} and part.groups and self.graph:
            word, brace, rest = part.text.partition("{")
            return f"{word}{{ {self.around(rest.rpartition('}')[0])} }}" if brace else part.text
        return part.text if part.kind in {"filter", "bind", "values", "optional", "minus"} else self.around(part.text)

    def around(self, text: str) -> str:
        """Text in the graph of the part."""
        return f"GRAPH {self.graph} {{ {text} }}" if self.graph else text

    @property
    def shown(self) -> str:
        """As it is named in a sentence."""
        text = " ".join(self.element.terms) if self.element.kind == "triple" else self.element.text
        line = " ".join(self.around(text).split())
        return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


@dataclass(frozen=True, slots=True)
class Case:
    """A query without rows, taken apart: ``before`` has results, ``blamed`` leaves none of them."""

    text: str
    ask: Ask
    before: tuple[Part, ...]
    blamed: Part

    @property
    def context(self) -> str:
        """What comes before the part to blame."""
        return " ".join(part.query for part in self.before)

    def holds(self, body: str) -> bool:
        """Whether a pattern has a result."""
        return holds(self.text, body, self.ask)

    def values(self, variable: str, body: str, most: int) -> Rows:
        """Some of the values that a variable has in a pattern."""
        answer = self.ask(f"{head(self.text)}SELECT DISTINCT ?{variable} {dataset(self.text)}{{ {body} }} LIMIT {most}")
        if not isinstance(answer, Rows) or not answer.complete:
            raise UnansweredError
        return answer


@dataclass(frozen=True, slots=True)
class Remedy:
    """Another text of the query, with why it should be so; ``alone`` what takes the place of the part in question."""

    reason: str
    text: str
    alone: str


Remedies = Callable[[Case], Iterator[Remedy]]


def explain_empty(text: str, ask: Ask, remedies: Remedies) -> Finding | None:
    """Why a query has no rows; None where that is not found, or not in time."""
    reasons: list[str] = []
    try:
        for _ in range(ROUNDS):
            where = find_where(text)
            if where is None:
                break
            case = blame(text, where, ask)
            if case is None:
                reason, text = look_behind(text, where)
                reasons += [reason] if reason else []
                break
            remedy = next((r for r in remedies(case) if case.holds(f"{case.context} {r.alone}")), None)
            if remedy is None:
                reasons.append(without_remedy(case))
                text = ""
                break
            reasons.append(remedy.reason)
            text = remedy.text
            if gives_rows(text, ask):
                break
        query = text if reasons and text and gives_rows(text, ask) else ""
    except UnansweredError:
        query = ""
    return Finding(tuple(dict.fromkeys(reasons)), query) if reasons else None


def blame(text: str, where: Group, ask: Ask) -> Case | None:
    """The first part with which nothing is left; None where the WHERE has results."""
    if holds(text, text[where.start + 1 : where.end - 1], ask):
        return None
    found = list(flat(where))
    # A filter and MINUS see the whole group, wherever they stand in it.
    late = [part for part in found if part.element.kind in {"filter", "minus"}]
    order = [*(part for part in found if part not in late), *late]
    while True:
        number = next((n for n in range(len(order)) if not holds(text, joined(order[: n + 1]), ask)), None)
        if number is None:
            return None
        part = order[number]
        inner = part.element.groups[0] if part.element.kind in {"union", "select"} and part.element.groups else None
        if inner is None:
            return Case(text, ask, tuple(order[:number]), part)
        order = [*order[:number], *(Part(p.element, p.graph or part.graph) for p in flat(inner))]


def flat(group: Group, graph: str = "") -> Iterator[Part]:
    """The parts of a group and of plain groups and graphs within."""
    for part in group.elements:
        if part.kind == "group" or (part.kind == "graph" and part.text[:5].upper() == "GRAPH"):
            for inner in part.groups:
                yield from flat(inner, part.terms[0] if part.kind == "graph" else graph)
        else:
            yield Part(part, graph)


def joined(parts: list[Part]) -> str:
    """Parts as the body of one group."""
    return " ".join(part.query for part in parts)


def holds(text: str, body: str, ask: Ask) -> bool:
    """Whether a pattern has a result, under the prefixes and the graphs of a query."""
    answer = ask(f"{head(text)}ASK {dataset(text)}{{ {body} }}")
    if not isinstance(answer, Truth):
        raise UnansweredError
    return answer.value


def head(text: str) -> str:
    """The declarations of a query."""
    return prologue_of(text)


def dataset(text: str) -> str:
    """The FROM clauses of a query, each followed by a blank."""
    tokens = [token for token in find_tokens(text) if token.kind != "comment"]
    found = ""
    for token, after in pairwise(tokens):
        if token.keyword == "FROM" and after.keyword != "NAMED":
            found += f"FROM {after.text} "
        elif token.keyword == "NAMED" and after.kind in {"iri", "pname"}:
            found += f"FROM NAMED {after.text} "
        elif token.text == "{":
            break
    return found


def is_ask(text: str) -> bool:
    """Whether a query asks for yes or no."""
    return next((token.keyword for token in find_tokens(text) if token.keyword in QUERY_FORMS), "") == "ASK"


def gives_rows(text: str, ask: Ask) -> bool:
    """Whether the query itself gives rows; of a CONSTRUCT, whether its WHERE has results."""
    tokens = find_tokens(text)
    form = next((token for token in tokens if token.keyword in QUERY_FORMS), None)
    where = find_where(text)
    if form is None or where is None:
        return False
    if form.keyword != "SELECT":
        return holds(text, text[where.start + 1 : where.end - 1], ask)
    inner = re.sub(r"(?i)\bFROM\s+(?:NAMED\s+)?\S+", " ", text[form.start : where.start]) + text[where.start :]
    return holds(text, f"{{ {inner}\n }}", ask)


def look_behind(text: str, where: Group) -> tuple[str, str]:
    """What behind the WHERE leaves no rows, where the WHERE has results, and the query without it."""
    if where.end > len(text):
        return "", text
    tokens = [token for token in find_tokens(text) if token.start >= where.end and token.kind != "comment"]
    for token, after in pairwise(tokens):
        if token.keyword == "LIMIT" and after.text == "0":
            return "LIMIT 0 leaves no row", text[: token.start] + text[after.end :]
    for token, after in pairwise(tokens):
        if token.keyword == "OFFSET":
            return f"OFFSET {after.text} skips every row", text[: token.start] + text[after.end :]
    having = next((token for token in tokens if token.keyword == "HAVING"), None)
    if having is None:
        return "", text
    ends = (t.start for t in tokens if t.start > having.start and t.keyword in {"ORDER", "LIMIT", "OFFSET", "VALUES"})
    end = next(ends, len(text))
    return f"{text[having.start : end].strip()} keeps no group", text[: having.start] + text[end:]


def without_remedy(case: Case) -> str:
    """What is to be said of a part where nothing is known that mends it."""
    part = case.blamed
    if part.element.kind in {"filter", "minus"}:
        return f"{part.shown} removes every row"
    if not case.before or not case.holds(part.query):
        if part.element.kind != "triple":
            return f"no results: {part.shown}"
        strange = next(unheard_of(case), "")
        return f"nothing in the graph is {part.shown}" + (f": {strange} never occurs there" if strange else "")
    names = set(names_in(part.query))
    for other in case.before:
        if names & set(names_in(other.query)) and not case.holds(f"{other.query} {part.query}"):
            return f"{other.shown} and {part.shown} each have results, but never together"
    return f"{part.shown} has results, but none with what stands before it"


def unheard_of(case: Case) -> Iterator[str]:
    """The names in the triple to blame that never occur at such a place."""
    for place, term in enumerate(case.blamed.element.terms):
        tokens = find_tokens(term)
        if (
            len(tokens) == 1
            and tokens[0].kind in {"iri", "pname"}
            and term not in TYPE
            and not occurs(case, term, place)
        ):
            yield term


def occurs(case: Case, term: str, place: int) -> bool:
    """Whether a name occurs at a place of any triple, be it in a graph of its own."""
    pattern = " ".join(term if number == place else f"?_{number}" for number in range(3))
    return case.holds(f"{{ {pattern} }} UNION {{ GRAPH ?_g {{ {pattern} }} }}")
