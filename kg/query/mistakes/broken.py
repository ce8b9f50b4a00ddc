"""A query that the parser refuses: its tokens, the one it fails at, and texts that differ from it a little."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Store

from kg.query.tokens import CLOSING, OPENING, Token, find_tokens, reaches_out

CLOSER = dict(zip(OPENING, CLOSING, strict=True))
TERMS = frozenset({"iri", "pname", "variable", "blank", "string", "number", "lang"})
_PAD = " " * 24  # the parser reports a failed keyword at its end; so much room keeps that within the token


@dataclass(frozen=True, slots=True)
class Repair:
    """A likely cause: where it is, in words, what to do, and the query as it may be meant, empty where unknown."""

    start: int
    message: str
    remedy: str
    text: str = ""


@dataclass(frozen=True)
class Broken:
    """A query with the number of its first token that cannot stand where it is, that of all where it ends too early."""

    text: str
    prefixes: Mapping[str, str]
    words: str = ""
    """What the parser says."""
    update: bool = False
    at: int = field(default=-1)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens, without comments."""
        return read_tokens(self.text)

    def token(self, number: int) -> Token:
        """A token by number; one without text where there is none."""
        if 0 <= number < len(self.tokens):
            return self.tokens[number]
        return Token("punct", "", len(self.text.rstrip()), len(self.text.rstrip()))

    @property
    def failing(self) -> Token:
        """The token that cannot stand where it is."""
        return self.token(self.at)

    def near(self, *, before: int = 1, after: int = 0) -> Iterator[int]:
        """The numbers of the failing token and of those around it, that one first."""
        last = len(self.tokens) - 1
        order = [self.at, *(self.at - n for n in range(1, before + 1)), *(self.at + n for n in range(1, after + 1))]
        return (number for number in order if 0 <= number <= last)

    def put(self, start: int, end: int, piece: str) -> str:
        """The text with a piece in place of a stretch of it."""
        return self.text[:start] + piece + self.text[end:]

    def before(self, number: int, piece: str) -> str:
        """The text with a piece before a token, after the one that precedes it where that stands apart."""
        token = self.token(number)
        if number >= len(self.tokens):
            return f"{self.text.rstrip()} {piece}"
        return self.put(token.start, token.start, f"{piece} ")

    def after(self, number: int, piece: str) -> str:
        """The text with a piece right behind a token."""
        return self.put(self.token(number).end, self.token(number).end, piece)

    def without(self, first: int, last: int | None = None) -> str:
        """The text without a token, or without those from one to another."""
        start, end = self.token(first).start, self.token(first if last is None else last).end
        apart = self.text[:start].endswith((" ", "\n")) and self.text[end:].startswith((" ", "\n"))
        return self.put(start, end + (1 if apart and self.text[end] == " " else 0), "")

    def depths(self) -> list[int]:
        """How many braces are open before each token."""
        found, depth = [], 0
        for token in self.tokens:
            found.append(depth)
            depth += is_mark(token, "{") - is_mark(token, "}")
        return found


def read_tokens(text: str) -> list[Token]:
    """The tokens of a query, without comments."""
    return [token for token in find_tokens(text) if token.kind != "comment"]


def is_mark(token: Token, *texts: str) -> bool:
    """Whether a token is one of these marks."""
    return token.kind == "punct" and token.text in texts


def parser_says(text: str, prefixes: Mapping[str, str], *, update: bool) -> SyntaxError | None:
    """Why the parser refuses a text, if it does; what would reach another machine is not tried."""
    if reaches_out(text):
        return SyntaxError("it would reach another machine")
    try:
        if update:
            Store().update(text, prefixes=dict(prefixes))
        else:
            Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        return error
    except (OSError, RuntimeError, ValueError):
        pass  # it was understood, and that is all that is asked
    return None


def locate(text: str, prefixes: Mapping[str, str], *, update: bool) -> Broken | None:
    """Where a text is broken; None where it is not, or no place is known."""
    tokens = read_tokens(text)
    starts, padded = [], ""
    for number, token in enumerate(tokens):
        if number and not is_glued(tokens[number - 1], token):
            padded += _PAD
        starts.append(len(padded))
        padded += re.sub(r"\s", " ", token.text)
    error = parser_says(padded + _PAD, prefixes, update=update)
    place = re.match(r"error at \d+:(\d+)", str(error)) if error else None
    if place is None:
        return None
    offset = int(place[1]) - 1
    at = max((number for number, start in enumerate(starts) if start <= offset), default=0)
    if offset >= len(padded) + len(_PAD):
        at = len(tokens)
    return Broken(text, prefixes, str(error), update, at)


def is_glued(before: Token, after: Token) -> bool:
    """Whether two tokens are one word to the parser: a literal with its language or type, a number with its sign."""
    if before.end != after.start:
        return False
    typed = after.text == "^^" or before.text == "^^"
    signed = before.text in {"+", "-"} and after.kind == "number"
    return after.kind == "lang" or typed or signed


def unclosed(tokens: list[Token]) -> list[int]:
    """The numbers of the brackets that nothing closes, outermost first."""
    stack: list[int] = []
    for number, token in enumerate(tokens):
        if is_mark(token, *OPENING):
            stack.append(number)
        elif stack and is_mark(token, CLOSER[tokens[stack[-1]].text]):
            stack.pop()
    return stack


def closing(tokens: list[Token], opening: int) -> int:
    """The number of the bracket that closes one, that of the last token where none does."""
    mark, depth = tokens[opening].text, 0
    for number in range(opening, len(tokens)):
        depth += is_mark(tokens[number], mark) - is_mark(tokens[number], CLOSER[mark])
        if not depth:
            return number
    return len(tokens) - 1
