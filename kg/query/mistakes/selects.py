"""What SELECT, GROUP BY and aggregates ask of each other."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from kg.query.mistakes.broken import Broken, Repair, closing, is_mark
from kg.query.tokens import Token

AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")


@dataclass(frozen=True, slots=True)
class Select:
    """The numbers of tokens: ``start`` that of SELECT, ``opening`` and ``closing`` the braces, ``end`` behind all."""

    start: int
    opening: int
    closing: int
    end: int


def find_selects(tokens: list[Token]) -> Iterator[Select]:
    """Every SELECT of a query, subqueries, too."""
    for start, token in enumerate(tokens):
        if token.keyword != "SELECT":
            continue
        opening = next((n for n in range(start, len(tokens)) if is_mark(tokens[n], "{")), None)
        if opening is None:
            continue
        close = closing(tokens, opening)
        end = next((n for n in range(close + 1, len(tokens)) if is_mark(tokens[n], "}", ";")), len(tokens))
        yield Select(start, opening, close, end)


def clauses(tokens: list[Token], select: Select) -> dict[str, tuple[int, int]]:
    """Where each of GROUP, HAVING, ORDER, LIMIT and OFFSET begins and ends behind the braces."""
    starts = [n for n in range(select.closing + 1, select.end) if tokens[n].keyword in MODIFIERS]
    ends = [*starts[1:], select.end][: len(starts)]
    return {tokens[start].keyword: (start, end) for start, end in zip(starts, ends, strict=True)}


def free_variables(tokens: list[Token], start: int, end: int) -> Iterator[Token]:
    """The variables in a stretch that are neither within an aggregate nor named by AS."""
    number = start
    while number < end:
        token = tokens[number]
        if token.keyword in AGGREGATES and number + 1 < end and is_mark(tokens[number + 1], "("):
            number = closing(tokens, number + 1)
        elif token.kind == "variable" and tokens[number - 1].keyword != "AS":
            yield token
        number += 1


def ungrouped(broken: Broken) -> Iterator[Repair]:
    """A variable of SELECT that is neither grouped by nor aggregated."""
    tokens = broken.tokens
    for select in find_selects(tokens):
        found = clauses(tokens, select)
        head = tokens[select.start : select.opening]
        if "GROUP" not in found and not any(token.keyword in AGGREGATES for token in head):
            continue
        first, last = found.get("GROUP", (0, 0))
        keys = {token.text[1:] for token in tokens[first:last] if token.kind == "variable"}
        named = {b.text[1:] for a, b in itertools.pairwise(head) if a.keyword == "AS"}
        lacking = [t for t in free_variables(tokens, select.start, select.opening) if t.text[1:] not in keys | named]
        if not lacking:
            continue
        names = " ".join(dict.fromkeys(token.text for token in lacking))
        text = broken.after(last - 1, f" {names}") if last else broken.after(select.closing, f" GROUP BY {names}")
        message = f"{lacking[0].text} is selected, but neither grouped by nor counted, summed or the like"
        yield Repair(
            lacking[0].start, message, f"add it to GROUP BY, or write (SAMPLE({lacking[0].text}) AS ?some)", text
        )


def aggregate_in_where(broken: Broken) -> Iterator[Repair]:
    """``FILTER(COUNT(?x) > 2)``: a group is filtered by HAVING."""
    tokens, depths = broken.tokens, broken.depths()
    for select in find_selects(tokens):
        for number in range(select.opening + 1, select.closing):
            if tokens[number].keyword not in {"FILTER", "BIND"} or depths[number] != depths[select.opening] + 1:
                continue
            if number + 1 >= len(tokens) or not is_mark(tokens[number + 1], "("):
                continue
            end = closing(tokens, number + 1)
            inner = tokens[number + 1 : end]
            which = next((t for t in inner if t.keyword in AGGREGATES), None)
            if which is None or any(is_mark(token, "{") for token in inner):
                continue
            message = f"{which.text} looks at a whole group, but {tokens[number].text} at one row"
            if tokens[number].keyword == "BIND":
                yield Repair(which.start, message, "write it into SELECT: (… AS ?name), with GROUP BY")
                continue
            yield Repair(
                which.start, message, "filter groups with HAVING behind GROUP BY", moved(broken, select, number, end)
            )


def moved(broken: Broken, select: Select, first: int, last: int) -> str:
    """The query with a filter as HAVING behind its group."""
    tokens, found = broken.tokens, clauses(broken.tokens, select)
    having = f" HAVING{broken.text[tokens[first].end : tokens[last].end]}"
    head = tokens[select.start : select.opening]
    keys = [t.text for t in free_variables(tokens, select.start, select.opening)]
    group = f" GROUP BY {' '.join(dict.fromkeys(keys))}" if keys and "GROUP" not in found else ""
    if "HAVING" in found or (not keys and not any(t.keyword in AGGREGATES for t in head)):
        return ""
    behind = found["GROUP"][1] - 1 if "GROUP" in found else select.closing
    at = tokens[behind].end
    rest = broken.text[tokens[last].end : at]
    return f"{broken.text[: tokens[first].start].rstrip()}{rest}{group}{having}{broken.text[at:]}"


def star_with_group(broken: Broken) -> Iterator[Repair]:
    """``SELECT * { … } GROUP BY ?x``."""
    if "not authorized with GROUP BY" not in broken.words:
        return
    tokens = broken.tokens
    for select in find_selects(tokens):
        star = next((n for n in range(select.start, select.opening) if is_mark(tokens[n], "*")), None)
        group = clauses(tokens, select).get("GROUP")
        if star is not None and group is not None:
            keys = " ".join(token.text for token in tokens[slice(*group)] if token.kind == "variable")
            text = broken.put(tokens[star].start, tokens[star].end, keys) if keys else ""
            yield Repair(
                tokens[star].start, "SELECT * cannot go with GROUP BY", "name what is grouped by, and aggregates", text
            )


def given_twice(broken: Broken) -> Iterator[Repair]:
    """A variable that SELECT names twice, or gives a value though it has one."""
    tokens = broken.tokens
    twice = "Duplicated variable" in broken.words
    if not twice and "overrides an existing" not in broken.words:
        return
    for select in find_selects(tokens):
        seen: set[str] = set()
        if not twice:
            seen = {t.text[1:] for t in tokens[select.opening : select.closing] if t.kind == "variable"}
        depth = 0
        for number in range(select.start, select.opening):
            token = tokens[number]
            depth += is_mark(token, "(") - is_mark(token, ")")
            named = tokens[number - 1].keyword == "AS"
            if token.kind != "variable" or not (named or (twice and not depth)):
                continue
            if token.text[1:] in seen and twice:
                text = broken.without(number) if not named else ""
                yield Repair(token.start, f"SELECT names {token.text} twice", "take one out, or rename it", text)
            elif token.text[1:] in seen:
                message = f"SELECT gives a value to {token.text}, which already has one"
                yield Repair(token.start, message, "choose another name after AS")
            seen.add(token.text[1:])


def bound_already(broken: Broken) -> Iterator[Repair]:
    """``?x a :A BIND(1 AS ?x)``."""
    tokens = broken.tokens
    for number in broken.near(before=2, after=1):
        token = tokens[number]
        if token.kind != "variable" or broken.token(number - 1).keyword != "AS":
            continue
        start = next((n for n in range(number, -1, -1) if tokens[n].keyword in {"BIND", "SELECT"}), 0)
        if tokens[start].keyword == "BIND" and any(
            t.text[1:] == token.text[1:] for t in tokens[:start] if t.kind == "variable"
        ):
            message = f"BIND gives a value to {token.text}, which already has one"
            yield Repair(token.start, message, "choose another name after AS, or compare with FILTER")


def nameless(broken: Broken) -> Iterator[Repair]:
    """``SELECT COUNT(?x)`` and ``SELECT (COUNT(?x))``: what is computed needs a name."""
    tokens = broken.tokens
    used = {token.text[1:] for token in tokens if token.kind == "variable"}
    start = next((n for n in range(min(broken.at, len(tokens) - 1), -1, -1) if tokens[n].keyword == "SELECT"), None)
    for number in broken.near(before=6):
        if start is None or number <= start or not is_mark(broken.token(number + 1), "("):
            continue
        word = tokens[number]
        if word.kind != "word" or word.keyword in {"DISTINCT", "REDUCED", "WHERE", "AS"}:
            continue
        end = closing(tokens, number + 1)
        name = next(n for n in (word.text.lower(), *(f"{word.text.lower()}{k}" for k in range(2, 99))) if n not in used)
        message = f"what {word.text} gives needs a name in SELECT"
        remedy = f"write ({broken.text[word.start : tokens[end].end]} AS ?{name})"
        inside = is_mark(broken.token(number - 1), "(")
        if inside and is_mark(broken.token(end + 1), ")"):
            yield Repair(word.start, message, remedy, broken.after(end, f" AS ?{name}"))
        elif not inside:
            named = broken.token(end + 1).keyword == "AS"
            last = end + 2 if named else end
            piece = broken.text[word.start : broken.token(last).end]
            text = broken.put(word.start, broken.token(last).end, f"({piece})" if named else f"({piece} AS ?{name})")
            yield Repair(word.start, message if not named else f"{piece} stands without parentheses", remedy, text)


def commas(broken: Broken) -> Iterator[Repair]:
    """``SELECT ?x, ?y``: variables stand side by side."""
    tokens = broken.tokens
    for number in broken.near():
        if not is_mark(tokens[number], ","):
            continue
        start = next((n for n in range(number, -1, -1) if tokens[n].keyword in {"SELECT", "BY", "DESCRIBE"}), None)
        if start is None:
            continue
        end = next((n for n in range(start, len(tokens)) if is_mark(tokens[n], "{", "}")), len(tokens))
        text, depth = broken.text, 0
        marks = []
        for n in range(start, end):
            depth += is_mark(tokens[n], "(") - is_mark(tokens[n], ")")
            marks += [tokens[n].start] if is_mark(tokens[n], ",") and not depth else []
        for place in reversed(marks):
            space = "" if text[place + 1 : place + 2].isspace() else " "
            text = text[:place] + space + text[place + 1 :]
        what = tokens[start].keyword
        message = f"{'BY' if what == 'BY' else what} takes no commas between variables"
        yield Repair(tokens[number].start, message, "leave them out", text)


def wrapped_variable(broken: Broken) -> Iterator[Repair]:
    """``SELECT DISTINCT(?x)``."""
    tokens = broken.tokens
    for number in broken.near(before=3):
        variable, close = broken.token(number + 1), broken.token(number + 2)
        if is_mark(tokens[number], "(") and variable.kind == "variable" and is_mark(close, ")"):
            text = broken.put(tokens[number].start, close.end, f" {variable.text}")
            yield Repair(
                tokens[number].start, "parentheses in SELECT need AS", f"write {variable.text} without them", text
            )


def missing_as(broken: Broken) -> Iterator[Repair]:
    """``(COUNT(?x) ?n)``, ``BIND(?y + 1 ?z)``."""
    token = broken.failing
    if token.kind == "variable" and is_mark(broken.token(broken.at + 1), ")"):
        message = f"AS is missing before {token.text}"
        yield Repair(token.start, message, f"write AS {token.text}", broken.before(broken.at, "AS"))
