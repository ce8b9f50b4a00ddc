"""Where a query is wrong, and what to do about it."""

from collections.abc import Mapping
from itertools import pairwise

from kg.errors import QueryError
from kg.query.tokens import QUERY_FORMS, REACHING, UPDATE_FORMS, Token, find_tokens, place_of


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
    tokens = [token for token in find_tokens(text) if token.kind != "comment"]
    form = next((t for t in tokens if t.keyword in QUERY_FORMS | UPDATE_FORMS), None)
    if form and form.keyword in UPDATE_FORMS and not update:
        raise error_at(text, form.start, f"{form.keyword} would change the graph", "ask with SELECT or CONSTRUCT")
    prefixes = add_prefixes(tokens, known)
    declares = False
    for token in tokens:
        if token.kind == "pname" and not declares and token.text.partition(":")[0] not in prefixes:
            if is_declared_wrong(tokens):
                return  # the parser stumbles over that, and says so
            from kg.query.mistakes.prefixes import undeclared  # noqa: PLC0415  # most queries are right

            found = undeclared(text, token, known)
            corrected = corrected_further(found.text, known, update=update) if found.text else ""
            raise error_at(text, found.start, found.message, found.remedy, corrected=corrected)
        if token.keyword in REACHING and not network:
            what = f"{token.keyword} would ask another machine"
            raise error_at(text, token.start, what, "allow it with --allow-network")
        declares = token.keyword == "PREFIX"


def is_declared_wrong(tokens: list[Token]) -> bool:
    """Whether a declaration lacks its colon, or is one of Turtle."""
    turtle = any(token.kind == "lang" and token.text.lower() == "@prefix" for token in tokens)
    return turtle or any(a.keyword == "PREFIX" and b.kind == "word" for a, b in pairwise(tokens))


def corrected_further(text: str, known: Mapping[str, str], *, update: bool) -> str:
    """A query that was mended once, mended of what else is wrong; empty where that is unsure."""
    from kg.query.mistakes import find_mistake  # noqa: PLC0415  # as above
    from kg.query.mistakes.broken import parser_says  # noqa: PLC0415

    failure = parser_says(text, known, update=update)
    return find_mistake(text, known, failure, update=update).text if failure else text


def error_at(text: str, offset: int, message: str, remedy: str, *, corrected: str = "") -> QueryError:
    """An error at a place of the query, counted from 1."""
    line, column = place_of(text, offset)
    place = f"query:{line}:{column}"
    return QueryError(message, place=place, remedy=remedy, line=line, column=column, corrected=corrected)


def explain_failure(
    text: str, prefixes: Mapping[str, str], failure: SyntaxError, *, update: bool = False
) -> QueryError:
    """What is wrong with a query, or an update, that the parser refuses, where, and what is meant where sure."""
    from kg.query.mistakes import find_mistake  # noqa: PLC0415  # as above

    found = find_mistake(text, prefixes, failure, update=update)
    return error_at(text, found.start, found.message, found.remedy, corrected=found.text)
