"""Text before the cursor -> what belongs there, and the triple patterns on the way."""

from dataclasses import dataclass, field, replace
from typing import Literal

from kg.query.tokens import QUERY_FORMS, UPDATE_FORMS, Token, find_tokens

Slot = Literal[
    "start",
    "prologue",
    "projection",
    "dataset",
    "describe",
    "subject",
    "predicate",
    "object",
    "after",
    "constraint",
    "expression",
    "opening",
    "graph",
    "values",
    "modifier",
    "order",
    "number",
]
FrameKind = Literal["top", "group", "path", "expression", "node", "collection", "values", "projection"]

RDF_TYPE = "a"
TERMS = frozenset({"iri", "pname", "variable", "blank", "string", "number"})
PATH_BEFORE = frozenset({"^", "!"})
PATH_BETWEEN = frozenset({"/", "|"})
AFTER_KEYWORD: dict[str, Slot] = {
    "OPTIONAL": "opening",
    "UNION": "opening",
    "MINUS": "opening",
    "EXISTS": "opening",
    "WHERE": "opening",
    "FILTER": "constraint",
    "HAVING": "constraint",
    "BIND": "constraint",
    "GRAPH": "graph",
    "SERVICE": "graph",
    "FROM": "graph",
    "NAMED": "graph",
    "USING": "graph",
    "WITH": "graph",
    "INTO": "graph",
    "VALUES": "values",
    "ORDER": "order",
    "GROUP": "order",
    "BY": "order",
    "ASC": "order",
    "DESC": "order",
    "LIMIT": "number",
    "OFFSET": "number",
    "SELECT": "projection",
    "ASK": "dataset",
    "CONSTRUCT": "dataset",
    "DESCRIBE": "describe",
    "PREFIX": "prologue",
    "BASE": "prologue",
    "INSERT": "opening",
    "DELETE": "opening",
    "DATA": "opening",
}


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """Three tokens of a query that stand for a triple; ``path`` where the predicate is more than one term."""

    subject: Token
    predicate: Token
    object: Token
    path: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """An open bracket and how far the triple in it has come."""

    kind: FrameKind
    slot: Slot
    subject: Token | None = None
    predicate: Token | None = None
    path: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """What the next token may be: ``slot``, with the subject and predicate already there."""

    slot: Slot
    subject: Token | None = None
    predicate: Token | None = None
    depth: int = 0


@dataclass(slots=True)
class Reader:
    """The open brackets, innermost last, and the triple patterns read so far."""

    frames: list[Frame] = field(default_factory=lambda: [Frame("top", "start")])
    patterns: list[TriplePattern] = field(default_factory=list)

    @property
    def top(self) -> Frame:
        """The innermost open bracket."""
        return self.frames[-1]

    def go(self, slot: Slot) -> None:
        """Expect this next."""
        self.frames[-1] = replace(self.top, slot=slot)


def position_after(text: str) -> Position:
    """Find what belongs after a text that ends between two tokens.

    >>> position_after("SELECT * { ?x a ").slot
    'object'
    """
    reader = Reader()
    for token in find_tokens(text):
        read_token(reader, token)
    frame = reader.top
    return Position(frame.slot, frame.subject, frame.predicate, len(reader.frames) - 1)


def find_patterns(text: str) -> list[TriplePattern]:
    """Find the triple patterns of a query's groups, in text order.

    >>> [pattern.object.text for pattern in find_patterns("SELECT * { ?s a :Person ; :leads ?o, e:NATO }")]
    [':Person', '?o', 'e:NATO']
    """
    reader = Reader()
    for token in find_tokens(text):
        read_token(reader, token)
    return reader.patterns


def read_token(reader: Reader, token: Token) -> None:
    """Move on by one token."""
    if token.kind in {"comment", "lang"}:
        return
    if token.kind == "punct":
        read_punctuation(reader, token)
    elif token.kind == "word" and not is_term(token, reader.top):
        read_keyword(reader, token)
    else:
        read_term(reader, token)


def is_term(token: Token, frame: Frame) -> bool:
    """Whether a word is a term here: ``a`` as a predicate, ``true`` and ``false`` as objects."""
    return (token.text == RDF_TYPE and frame.slot in {"predicate", "object"}) or token.text in {"true", "false"}


def read_keyword(reader: Reader, token: Token) -> None:
    """SELECT, FILTER and their kin; a function's name changes nothing."""
    keyword, frame = token.keyword, reader.top
    if keyword == "WHERE" and frame.kind == "top":
        reader.go("dataset")
    elif keyword in AFTER_KEYWORD and frame.kind in {"top", "group"}:
        reader.go(AFTER_KEYWORD[keyword])
    elif keyword in {"EXISTS"}:
        reader.go("opening")


def read_term(reader: Reader, token: Token) -> None:
    """A term takes the slot it stands in."""
    frame = reader.top
    if frame.kind == "collection":
        return
    if frame.slot == "subject" and token.kind in TERMS:
        reader.frames[-1] = replace(frame, slot="predicate", subject=token, predicate=None)
    elif frame.slot == "predicate":
        path = frame.predicate is not None or frame.path
        reader.frames[-1] = replace(frame, slot="object", predicate=token, path=path)
    elif frame.slot == "object":
        finish_triple(reader, token)
    elif frame.slot == "graph":
        reader.go("opening" if frame.kind == "group" else "dataset")
    elif frame.slot == "number":
        reader.go("modifier")
    elif frame.slot == "prologue" and token.kind == "iri":
        reader.go("start")


def finish_triple(reader: Reader, token: Token) -> None:
    """The object is there: keep the triple pattern."""
    frame = reader.top
    if frame.subject is not None and frame.predicate is not None:
        reader.patterns.append(TriplePattern(frame.subject, frame.predicate, token, frame.path))
    reader.go("after")


def read_punctuation(reader: Reader, token: Token) -> None:
    """Brackets open and close frames; ``.``, ``;`` and ``,`` start the next triple; the rest belongs to paths."""
    frame = reader.top
    if token.text in {"{", "(", "["}:
        open_bracket(reader, token)
    elif token.text in {"}", ")", "]"}:
        close_bracket(reader, token)
    elif frame.kind not in {"group", "node", "path"} or frame.slot in {"projection", "constraint", "order"}:
        return
    elif token.text == ".":
        reader.frames[-1] = Frame(frame.kind, "subject")
    elif token.text == ";":
        reader.frames[-1] = replace(frame, slot="predicate", predicate=None, path=False)
    elif token.text == ",":
        reader.go("object")
    elif token.text in PATH_BETWEEN or token.text in PATH_BEFORE:
        reader.frames[-1] = replace(frame, slot="predicate", path=True)
    elif token.text in {"*", "+", "?"} and frame.slot == "object":
        reader.frames[-1] = replace(frame, path=True)


def open_bracket(reader: Reader, token: Token) -> None:
    """Push what the bracket opens."""
    frame = reader.top
    if token.text == "{":
        opened = Frame("values", "values") if frame.slot == "values" else Frame("group", "subject")
    elif token.text == "[":
        node = Token("blank", "[]", token.start, token.end)
        opened = Frame("node", "predicate", subject=node)
    elif frame.slot == "predicate" or frame.kind == "path":
        opened = Frame("path", "predicate", subject=frame.subject)
    elif frame.slot in {"subject", "object"}:
        opened = Frame("collection", "object")
    elif frame.slot == "values":
        opened = Frame("values", "values")
    else:
        opened = Frame("expression", "expression")
    reader.frames.append(opened)


def close_bracket(reader: Reader, token: Token) -> None:
    """Pop down to what the bracket closes; a surplus one closes nothing."""
    opener = {"}": {"group", "values"}, ")": {"path", "expression", "collection", "values"}, "]": {"node"}}[token.text]
    depths = [depth for depth, frame in enumerate(reader.frames) if frame.kind in opener]
    if not depths:
        return
    closed = reader.frames[depths[-1]]
    del reader.frames[depths[-1] :]
    frame = reader.top
    if closed.kind == "path":
        predicate = Token("punct", ")", token.start, token.end)
        reader.frames[-1] = replace(frame, slot="object", predicate=predicate, path=True)
    elif closed.kind in {"node", "collection"}:
        read_term(reader, Token("blank", "[]", token.start, token.end))
    elif token.text == "}" and frame.kind in {"group", "top"}:
        reader.frames[-1] = Frame(frame.kind, "subject" if frame.kind == "group" else "modifier")
    elif token.text == "}" and frame.kind == "expression":
        reader.go("expression")
    elif closed.kind == "expression" and frame.slot == "constraint":
        reader.go("subject" if frame.kind == "group" else "modifier")


def is_update(text: str) -> bool:
    """Whether a statement changes something, or would.

    >>> is_update("PREFIX a: <b:c> INSERT DATA {}"), is_update("SELECT * { ?insert ?p ?o }")
    (True, False)
    """
    forms = (token.keyword for token in find_tokens(text))
    return next((form for form in forms if form in QUERY_FORMS | UPDATE_FORMS), "") in UPDATE_FORMS
