"""Where a query is wrong, and what to do about it."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from pyoxigraph import Store

from kg.errors import QueryError
from kg.query.tokens import CLOSING, OPENING, QUERY_FORMS, UPDATE_FORMS, Token, find_tokens, place_of

_CLOSING = dict(zip(OPENING, CLOSING, strict=True))
_PAD = " " * 24  # the parser reports a failed keyword at its end; so much room keeps that within the token


def read_tokens(text: str) -> list[Token]:
    """The tokens of a query, without comments."""
    return [token for token in find_tokens(text) if token.kind != "comment"]


def add_prefixes(tokens: list[Token], known: Mapping[str, str]) -> set[str]:
    """The prefixes that a query may use: the known ones and those it declares itself."""
    declared = {
        after.text[:-1] for token, after in pairwise(tokens) if token.keyword == "PREFIX" and after.kind == "pname"
    }
    return declared | set(known)


def check(text: str, known: Mapping[str, str], *, network: bool, update: bool = False) -> None:
    """Refuse what only looks like a query, or would leave the machine; ``update`` where it may be an update.

    Raises:
        QueryError: an update, an unknown prefix, or SERVICE or LOAD where ``network`` is off.
    """
    tokens = read_tokens(text)
    form = next((t for t in tokens if t.keyword in QUERY_FORMS | UPDATE_FORMS), None)
    if form and form.keyword in UPDATE_FORMS and not update:
        raise error_at(text, form.start, f"{form.keyword} would change the graph", "ask with SELECT or CONSTRUCT")
    prefixes = add_prefixes(tokens, known)
    declares = False
    for token in tokens:
        if token.kind == "pname" and not declares:
            prefix = token.text.partition(":")[0]
            if prefix not in prefixes:
                known_ones = " ".join(f"{name}:" for name in known)
                remedy = f"declare it: PREFIX {prefix}: <…>, or use one of {known_ones}"
                raise error_at(text, token.start, f"unknown prefix {prefix}:", remedy)
        if token.keyword in {"SERVICE", "LOAD"} and not network:
            what = f"{token.keyword} would ask another machine"
            raise error_at(text, token.start, what, "allow it with --allow-network")
        declares = token.keyword == "PREFIX"


def error_at(text: str, offset: int, message: str, remedy: str) -> QueryError:
    """An error at a place of the query, counted from 1."""
    line, column = place_of(text, offset)
    return QueryError(message, place=f"query:{line}:{column}", remedy=remedy, line=line, column=column)


def explain_failure(
    text: str, prefixes: Mapping[str, str], failure: SyntaxError, *, update: bool = False
) -> QueryError:
    """What is wrong with a query, or an update, that the parser refuses, and where."""
    tokens = read_tokens(text)
    for token in tokens:
        if token.kind == "open string":
            return error_at(
                text, token.start, f"the string that starts with {_mark_of(token)} does not end", "close it"
            )
    meaning = _meaning(str(failure))
    if meaning:
        return error_at(text, _variable_in_trouble(tokens, meaning), meaning[0], meaning[1])
    at = _failing_token(tokens, prefixes, update=update)
    if at is None:
        return QueryError(str(failure).partition("\n")[0], place="query", remedy="see the SPARQL 1.1 grammar")
    unclosed = list(_unclosed(tokens))
    if at == len(tokens):
        if unclosed:
            opening = unclosed[-1]
            remedy = f"close it with {_CLOSING[opening.text]}"
            return error_at(text, opening.start, f"{opening.text} is never closed", remedy)
        return error_at(text, len(text.rstrip()), "the query ends too early", "see the SPARQL 1.1 grammar")
    token = tokens[at]
    return error_at(text, token.start, f"{token.text} cannot stand here", _remedy(tokens, at))


def _mark_of(token: Token) -> str:
    """The quotation mark, or the three of them, that a string begins with."""
    return token.text[:3] if token.text.startswith(('"""', "'''")) else token.text[:1]


def _meaning(message: str) -> tuple[str, str] | None:
    """What the parser says in words, and the remedy."""
    if "variable that is unbound" in message:
        return "SELECT names a variable that GROUP BY or an aggregate does not give", "group by it, or aggregate it"
    if "overrides an existing variable" in message:
        return "SELECT gives a value to a variable that already has one", "choose another name after AS"
    if "IRI parsing failed" in message:
        return "an IRI without a scheme", "write it whole, or as a prefixed name"
    return None


def _variable_in_trouble(tokens: list[Token], meaning: tuple[str, str]) -> int:
    if "IRI" in meaning[0]:
        relative = (t.start for t in tokens if t.kind == "iri" and not re.match(r"<[A-Za-z][\w+.\-]*:", t.text))
        return next(relative, 0)
    return next((token.start for token in tokens if token.keyword == "SELECT"), 0)


def _failing_token(tokens: list[Token], prefixes: Mapping[str, str], *, update: bool) -> int | None:
    """The index of the first token that cannot stand where it is; their number where the end comes too early."""
    starts, padded = [], ""
    for token in tokens:
        starts.append(len(padded))
        padded += token.text.replace("\n", " ") + _PAD
    try:
        if update:
            Store().update(padded, prefixes=dict(prefixes))
        else:
            Store().query(padded, prefixes=dict(prefixes))
    except SyntaxError as error:
        place = re.match(r"error at \d+:(\d+)", str(error))
        if place:
            offset = int(place[1]) - 1
            if offset >= len(padded.rstrip()) + len(_PAD):
                return len(tokens)
            return max((number for number, start in enumerate(starts) if start <= offset), default=0)
    return None


def _unclosed(tokens: list[Token]) -> Iterator[Token]:
    """Brackets that nothing closes, outermost first."""
    stack: list[Token] = []
    for token in tokens:
        if token.kind == "punct" and token.text in _CLOSING:
            stack.append(token)
        elif token.kind == "punct" and stack and token.text == _CLOSING[stack[-1].text]:
            stack.pop()
    yield from stack


def _remedy(tokens: list[Token], at: int) -> str:
    """What to do about a token that cannot stand where it is."""
    token = tokens[at]
    if at == 0:
        return "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if token.text in _CLOSING.values():
        return "complete the triple or expression before it, or take the bracket out"
    if token.kind == "word":
        return "check the spelling; a name needs a prefix, such as :Claim"
    return "check what stands before it"
