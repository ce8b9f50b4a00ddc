"""SPARQL Update -> its operations, each as the queries that tell what would go and what would come."""

from dataclasses import dataclass, replace
from typing import Literal

from kg.query.tokens import CLOSING, OPENING, UPDATE_FORMS, Token, find_tokens

Kind = Literal["change", "load", "clear", "create", "add", "copy", "move"]
KINDS: dict[str, Kind] = {
    "LOAD": "load",
    "CLEAR": "clear",
    "DROP": "clear",
    "CREATE": "create",
    "ADD": "add",
    "COPY": "copy",
    "MOVE": "move",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Triples of a template for one graph: as written, empty for the default graph."""

    graph: str
    triples: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, as ``text`` at ``start``; ``graphs`` are the terms of those that are about whole graphs.

    ``where`` has its braces; ``own`` is the graph of WITH, ``dataset`` what USING says, as FROM.
    """

    kind: Kind
    prologue: str
    text: str
    start: int
    delete: tuple[Part, ...] = ()
    insert: tuple[Part, ...] = ()
    where: str = "{}"
    own: str = ""
    dataset: str = ""
    graphs: tuple[str, ...] = ()

    @property
    def data(self) -> bool:
        """Whether it reads nothing of the graph."""
        return self.kind == "change" and self.where == "{}"


def find_operations(text: str) -> list[Operation]:
    """The operations of an update that a parser accepts, in text order."""
    found: list[Operation] = []
    prologue, tokens = "", [token for token in find_tokens(text) if token.kind != "comment"]
    for group in split(tokens):
        first = next((n for n, token in enumerate(group) if token.keyword in UPDATE_FORMS), None)
        begin = group[: len(group) if first is None else first]
        if begin:
            prologue += text[begin[0].start : begin[-1].end] + "\n"
        if first is not None:
            found.append(read_operation(text, prologue, group[first:]))
    return found


def split(tokens: list[Token]) -> list[list[Token]]:
    """Tokens parted at each ``;`` outside of all brackets."""
    groups: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "punct":
            depth += (token.text in OPENING) - (token.text in CLOSING)
            if token.text == ";" and depth == 0:
                groups.append([])
                continue
        groups[-1].append(token)
    return [group for group in groups if group]


def read_operation(text: str, prologue: str, tokens: list[Token]) -> Operation:
    """One operation from its tokens, the first of which is its keyword."""
    start, form, whole = tokens[0].start, tokens[0].keyword, text[tokens[0].start : tokens[-1].end]
    if form in KINDS:
        graphs = tuple(t.text for t in tokens[1:] if t.keyword not in {"SILENT", "GRAPH", "INTO", "TO"})
        return Operation(KINDS[form], prologue, whole, start, graphs=graphs)
    operation, word, number = Operation("change", prologue, whole, start), "", 0
    while number < len(tokens):
        token = tokens[number]
        if token.text == "{" and token.kind == "punct":
            end = matching(tokens, number)
            operation = with_block(operation, word, text, tokens[number : end + 1])
            number, word = end + 1, ""
            continue
        if token.keyword in {"WITH", "USING"}:
            named = tokens[number + 1].keyword == "NAMED"
            number += 1 + named
            graph = tokens[number].text
            if token.keyword == "WITH":
                operation = replace(operation, own=graph)
            else:
                operation = replace(operation, dataset=f"{operation.dataset} FROM {'NAMED ' * named}{graph}")
        elif token.keyword in {"INSERT", "DELETE", "WHERE", "DATA"}:
            word = f"{word} {token.keyword}".strip()
        number += 1
    return operation


def with_block(operation: Operation, word: str, text: str, block: list[Token]) -> Operation:
    """An operation with what stands in braces behind a keyword."""
    inner = text[block[0].start : block[-1].end]
    if word == "WHERE":
        return replace(operation, where=inner)
    parts = tuple(find_parts(text, block[1:-1], operation.own))
    if word == "DELETE WHERE":
        return replace(operation, delete=parts, where=inner)
    return replace(operation, delete=parts) if word.startswith("DELETE") else replace(operation, insert=parts)


def find_parts(text: str, tokens: list[Token], own: str) -> list[Part]:
    """The triples between braces, graph by graph."""
    found: list[Part] = []
    number, since = 0, 0
    while number < len(tokens):
        if tokens[number].keyword == "GRAPH" and number + 2 < len(tokens):
            end = matching(tokens, number + 2)
            found += plain_part(text, tokens[since:number], own)
            found += plain_part(text, tokens[number + 3 : end], tokens[number + 1].text)
            number = since = end + 1
        else:
            number += 1
    return found + plain_part(text, tokens[since:], own)


def plain_part(text: str, tokens: list[Token], graph: str) -> list[Part]:
    """Tokens of triples as a part, none where there are none."""
    while tokens and tokens[0].text == ".":
        tokens = tokens[1:]
    return [Part(graph, text[tokens[0].start : tokens[-1].end])] if tokens else []


def matching(tokens: list[Token], opening: int) -> int:
    """The index of the brace that closes the one at ``opening``; the last token where none does."""
    depth = 0
    for number in range(opening, len(tokens)):
        if tokens[number].kind == "punct":
            depth += (tokens[number].text == "{") - (tokens[number].text == "}")
            if depth == 0:
                return number
    return len(tokens) - 1
