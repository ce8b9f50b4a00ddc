"""A script -> the queries and commands in it."""

from collections.abc import Iterator

from kg.query.tokens import QUERY_FORMS, UPDATE_FORMS, Token, find_tokens
from shell.positions import is_update


def split_script(text: str) -> Iterator[str]:
    r"""The queries and commands of a script.

    A command is a line that begins with a backslash outside of a query; queries are parted by a ``;`` outside of
    all brackets, or by the command that follows; an update that follows an update belongs to it. Blank lines before a
    part stay, so that lines are counted right.

    >>> [part.strip() for part in split_script("\\iri\nASK { ?s ?p ?o ; ?q ?r } ;\nASK {}")]
    ['\\iri', 'ASK { ?s ?p ?o ; ?q ?r }', 'ASK {}']
    """
    start, depth = 0, 0
    tokens = find_tokens(text)
    number = 0
    while number < len(tokens):
        token = tokens[number]
        is_start = not text[: token.start].rpartition("\n")[2].strip()
        if token.text == "\\" and depth <= 0 and is_start:
            if text[start : token.start].strip():
                yield lined(text, start, token.start)
            end = text.find("\n", token.start)
            start = len(text) if end < 0 else end
            yield text[token.start : start]
            while number < len(tokens) and tokens[number].start < start:
                number += 1
            continue
        if token.kind == "punct":
            depth += (token.text in "{([") - (token.text in "})]")
            if token.text == ";" and depth <= 0 and not goes_on(text[start : token.start], tokens[number + 1 :]):
                yield lined(text, start, token.start)
                start = token.end
        number += 1
    if any(token.start >= start and token.kind != "comment" for token in tokens):
        yield lined(text, start, len(text))


def goes_on(before: str, after: list[Token]) -> bool:
    """Whether an update goes on behind a semicolon, so that all of it is done or nothing."""
    form = next((t.keyword for t in after if t.keyword in QUERY_FORMS | UPDATE_FORMS or t.text == "\\"), "")
    return form in UPDATE_FORMS and is_update(before)


def lined(text: str, start: int, end: int) -> str:
    """A part of a text behind as many empty lines and blanks as stand before it."""
    before = text[:start]
    return "\n" * before.count("\n") + " " * len(before.rpartition("\n")[2]) + text[start:end]
