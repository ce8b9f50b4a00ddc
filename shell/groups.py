"""SPARQL text -> the tree of its WHERE: groups, their triple patterns, filters and the like, whatever state it is in.

A tree that completion, the explaining of empty answers, the warning before a cross product and ``source`` share. It is
as tolerant as the tokens: what ends too early is taken as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.query.tokens import CLOSING, OPENING, Token, find_tokens

Kind = Literal["triple", "filter", "bind", "values", "group", "optional", "minus", "exists", "graph", "union", "select"]
TERMS = frozenset({"iri", "pname", "variable", "blank", "string", "number", "open iri"})
MODIFIERS = frozenset({"ORDER", "GROUP", "HAVING", "LIMIT", "OFFSET"})
MARKS = frozenset({"/", "|", "^", "!", "*", "+", "?", "(", ")"})


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a group, characters ``start`` to ``end`` of the text.

    A triple has its three ``terms`` as they are written, the predicate perhaps a path; a graph its name. ``groups`` are
    those within: the branches of a union, one for most others.
    """

    kind: Kind
    start: int
    end: int
    text: str
    terms: tuple[str, ...] = ()
    groups: tuple["Group", ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        """The names of its variables, without mark."""
        if self.kind == "triple":
            return frozenset(name for term in self.terms for name in names_in(term))
        return frozenset(names_in(self.text))


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two braces, characters ``start`` to ``end`` of the text, both braces within."""

    start: int
    end: int
    elements: tuple[Element, ...] = ()


@dataclass(slots=True)
class Reading:
    """The tokens of a text and how far they are read."""

    text: str
    tokens: list[Token]
    at: int = 0
    nodes: int = 0
    extra: list[Element] = field(default_factory=list)

    @property
    def token(self) -> Token | None:
        """The next token."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def is_next(self, *texts: str) -> bool:
        """Whether one of these words or marks is next."""
        token = self.token
        if token is None:
            return False
        return token.keyword in texts if token.kind == "word" else token.kind == "punct" and token.text in texts

    def take(self) -> Token:
        """The next token, which is there."""
        self.at += 1
        return self.tokens[self.at - 1]

    def end(self) -> int:
        """Where the last token that was read ends."""
        return self.tokens[self.at - 1].end if self.at else 0


def names_in(text: str) -> Iterator[str]:
    """The variables of a piece of SPARQL, without mark."""
    return (token.text[1:] for token in find_tokens(text) if token.kind == "variable")


def find_where(text: str) -> Group | None:
    """The WHERE of a query, None where there is none; of a CONSTRUCT not the template.

    >>> [element.terms for element in find_where("SELECT * { ?x a :Person ; :leads ?y").elements]
    [('?x', 'a', ':Person'), ('?x', ':leads', '?y')]
    """
    reading = Reading(text, [token for token in find_tokens(text) if token.kind != "comment"])
    form, found = "", None
    while (token := reading.token) is not None:
        if token.keyword in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "DELETE", "INSERT"}:
            form = token.keyword
        if token.keyword in {"WHERE", "DATA"}:
            form = token.keyword
        if token.keyword == "VALUES" and found is not None:
            values = read_values(reading)
            return Group(found.start, found.end, (*found.elements, values))
        if token.text == "{" and token.kind == "punct":
            group = read_group(reading)
            found = group if form not in {"CONSTRUCT", "DELETE", "INSERT"} or found is None else found
            form = ""
        else:
            reading.take()
    return found


def read_group(reading: Reading) -> Group:
    """A group from its brace on."""
    start = reading.take().start
    elements: list[Element] = []
    if reading.is_next("SELECT"):
        skip_to_brace(reading)
        if reading.token is not None:
            inner = read_group(reading)
            while reading.token is not None and not reading.is_next("}"):
                reading.take()
            elements.append(element(reading, "select", start + 1, (), (inner,)))
    while reading.token is not None and not reading.is_next("}"):
        before = reading.at
        elements.extend(read_elements(reading, elements))
        if reading.at == before:
            reading.take()
    if reading.token is not None:
        reading.take()
    return Group(start, reading.end(), tuple(elements))


def skip_to_brace(reading: Reading) -> None:
    """Past what stands before a brace."""
    while reading.token is not None and not reading.is_next("{"):
        reading.take()


def element(
    reading: Reading, kind: Kind, start: int, terms: tuple[str, ...] = (), groups: tuple[Group, ...] = ()
) -> Element:
    """What was read from a place on."""
    return Element(kind, start, reading.end(), reading.text[start : reading.end()], terms, groups)


def read_elements(reading: Reading, before: list[Element]) -> list[Element]:
    """The next part of a group; several where subject or predicate are shared."""
    token = reading.token
    if token is None:
        return []
    start = token.start
    if token.keyword in {"FILTER", "BIND"}:
        return [read_constraint(reading, "filter" if token.keyword == "FILTER" else "bind")]
    if token.keyword == "VALUES":
        return [read_values(reading)]
    if token.keyword in {"OPTIONAL", "MINUS"}:
        reading.take()
        groups = (read_group(reading),) if reading.is_next("{") else ()
        return [element(reading, "optional" if token.keyword == "OPTIONAL" else "minus", start, (), groups)]
    if token.keyword in {"GRAPH", "SERVICE"}:
        reading.take()
        reading.at += reading.is_next("SILENT")
        name = reading.take().text if reading.token is not None and not reading.is_next("{", "}") else ""
        groups = (read_group(reading),) if reading.is_next("{") else ()
        return [element(reading, "graph", start, (name,), groups)]
    if reading.is_next("{"):
        branches = [read_group(reading)]
        while reading.is_next("UNION"):
            reading.take()
            if reading.is_next("{"):
                branches.append(read_group(reading))
        return [element(reading, "union" if len(branches) > 1 else "group", start, (), tuple(branches))]
    if token.keyword == "UNION":
        reading.take()
        if reading.is_next("{") and before:
            last = before.pop()
            branch = read_group(reading)
            return [element(reading, "union", last.start, (), (*last.groups, branch))]
        return []
    return read_triples(reading)


def read_constraint(reading: Reading, kind: Kind) -> Element:
    """FILTER or BIND with its expression; groups of EXISTS are read as such."""
    start, depth = reading.take().start, 0
    groups: list[Group] = []
    while (token := reading.token) is not None:
        if reading.is_next("{"):
            groups.append(read_group(reading))
            if depth == 0:
                break
            continue
        if reading.is_next("}") or (depth == 0 and reading.is_next("FILTER", "OPTIONAL", "BIND", ".")):
            break
        reading.take()
        if token.kind == "punct":
            depth += (token.text in OPENING) - (token.text in CLOSING)
            if depth <= 0 and token.text in CLOSING:
                break
    return element(reading, kind, start, (), tuple(groups))


def read_values(reading: Reading) -> Element:
    """VALUES with its rows."""
    start = reading.take().start
    while reading.token is not None and not reading.is_next("{", "}"):
        reading.take()
    while reading.token is not None:
        if reading.take().text == "}":
            break
    return element(reading, "values", start)


def read_triples(reading: Reading) -> list[Element]:
    """The triples of one subject."""
    token = reading.token
    start = token.start if token else 0
    if reading.is_next(".", ";", ","):
        reading.take()
        return []
    subject = read_node(reading)
    if subject is None:
        return []
    inner, reading.extra = reading.extra, []
    return [*inner, *read_predicates(reading, subject, start)]


def read_predicates(reading: Reading, subject: str, start: int) -> list[Element]:
    """``predicate object, object ; predicate object`` of one subject."""
    found: list[Element] = []
    while (token := reading.token) is not None:
        begun = token.start if found else start
        path = read_path(reading)
        if not path:
            break
        while True:
            node = read_node(reading)
            inner, reading.extra = reading.extra, []
            found.append(element(reading, "triple", begun, (subject, path, node or "")))
            found.extend(inner)
            if not reading.is_next(","):
                break
            begun = reading.take().end
        if not reading.is_next(";"):
            break
        while reading.is_next(";"):
            reading.take()
    return found


def read_path(reading: Reading) -> str:
    """A predicate as it is written, path and all; empty where none is next."""
    parts: list[Token] = []
    depth, wants = 0, True
    while (token := reading.token) is not None:
        is_name = token.kind in {"iri", "pname", "variable", "open iri"} or token.text == "a"
        if token.kind == "punct" and token.text in MARKS:
            if not depth and not wants and token.text in {"(", "^", "!"}:
                break
            if token.text == ")" and not depth:
                break
            depth += (token.text == "(") - (token.text == ")")
            wants = token.text in {"/", "|", "^", "!", "("}
        elif is_name and wants:
            wants = False
        else:
            break
        parts.append(reading.take())
    return reading.text[parts[0].start : parts[-1].end] if parts else ""


def read_node(reading: Reading) -> str | None:
    """A subject or object as it is written; for one in square brackets or a list a variable, with its triples aside."""
    token = reading.token
    if token is None:
        return None
    if reading.is_next("["):
        reading.nodes += 1
        node, start = f"?_node{reading.nodes}", token.start
        reading.take()
        outer, reading.extra = reading.extra, []
        inner = read_predicates(reading, node, start)
        reading.extra = [*outer, *inner]
        while reading.token is not None and not reading.is_next("]", "}", "."):
            reading.take()
        reading.at += reading.is_next("]")
        return node
    if reading.is_next("("):
        reading.nodes += 1
        depth = 0
        while reading.token is not None and not reading.is_next("}"):
            mark = reading.take().text
            depth += (mark == "(") - (mark == ")")
            if not depth:
                break
        return f"?_node{reading.nodes}"
    if token.kind not in TERMS and token.text not in {"true", "false", "+", "-"}:
        return None
    start = reading.take().start
    if token.text in {"+", "-"} and reading.token is not None and reading.token.kind == "number":
        reading.take()
    after = reading.token
    if token.kind == "string" and after is not None and after.start == token.end:
        if after.kind == "lang":
            reading.take()
        elif after.text == "^^":
            reading.take()
            reading.at += reading.token is not None
    written = reading.text[start : reading.end()]
    return f"?_blank{written[2:]}" if token.kind == "blank" else written


def all_triples(group: Group) -> Iterator[Element]:
    """The triple patterns of a group and of all groups within, in text order."""
    for part in group.elements:
        if part.kind == "triple":
            yield part
        for inner in part.groups:
            yield from all_triples(inner)
