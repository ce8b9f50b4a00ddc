"""Parts of a query that share no variable, so that each result of one meets each result of the other.

``find_products`` is a pure function of the text; ``warn_of_products`` counts the results of the parts, as far as a
moment allows, and speaks only where the rows would be many.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod

from kg.errors import QueryError
from kg.query import Answer, Rows
from kg.query.tokens import find_tokens
from shell.empty import Part, dataset, flat, head, joined
from shell.groups import Group, find_where, names_in

MANY = 1_000_000
"""A product of fewer rows is not worth a word."""
COUNTED = 100_000
BINDING = frozenset({"triple", "values", "bind", "optional", "union", "select", "graph"})
STREAMED_NOT = frozenset(
    {"ORDER", "GROUP", "HAVING", "DISTINCT", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
)
Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Side:
    """Parts that hang together by their variables."""

    parts: tuple[Part, ...]
    variables: frozenset[str]

    @property
    def names(self) -> str:
        """Its variables as a list for the screen."""
        shown = sorted(self.variables)
        return " ".join(f"?{name}" for name in shown[:4]) + (" …" if len(shown) > 4 else "")


def find_products(text: str) -> list[tuple[Side, ...]]:
    """The groups of a query that fall into sides without a common variable, each with its sides in text order.

    >>> [[side.names for side in sides] for sides in find_products("SELECT * { ?a :leads ?b . ?c a :State . ?b a ?t }")]
    [['?a ?b ?t', '?c']]
    >>> find_products("ASK { ?a :leads ?b . ?b a :State }")
    []
    """
    where = find_where(text)
    if where is None or is_streamed(text, where.end):
        return []
    return list(products_in(where, frozenset()))


def is_streamed(text: str, end: int) -> bool:
    """Whether the rows end early, so that the product is never made: ASK, or LIMIT without sorting or counting.

    The WHERE ends at character ``end``; a LIMIT within it is a subquery's.
    """
    tokens = find_tokens(text)
    words = {token.keyword for token in tokens}
    limited = any(token.keyword == "LIMIT" and token.start >= end for token in tokens)
    return "ASK" in words or (limited and not words & STREAMED_NOT)


def products_in(group: Group, outer: frozenset[str]) -> Iterator[tuple[Side, ...]]:
    """The products of a group and of the groups within; what has a variable of ``outer`` hangs together by that."""
    parts = list(flat(group))
    sides: list[Side] = []
    for part in parts:
        names = part.element.variables | frozenset(names_in(part.graph))
        if part.element.kind in BINDING and names:
            joining = [side for side in sides if side.variables & names or (side.variables & outer and names & outer)]
            merged = Side(
                (*(each for side in joining for each in side.parts), part), names.union(*(s.variables for s in joining))
            )
            sides = [*(side for side in sides if side not in joining), merged]
    sides = [side for side in sides if any(part.element.kind != "bind" for part in side.parts)]
    if len(sides) > 1:
        yield tuple(sorted(sides, key=lambda side: min(part.element.start for part in side.parts)))
    for part in parts:
        others = outer.union(*(other.element.variables for other in parts if other is not part))
        for inner in part.element.groups:
            yield from products_in(inner, frozenset() if part.element.kind == "select" else others)


def warn_of_products(text: str, ask: Ask | None) -> str:
    """A line for each product of many rows, empty where there is none.

    ``ask`` answers a query of a moment; without it nothing is counted and every product is told.
    """
    lines = []
    for sides in find_products(text):
        counts = [count(text, side, ask) for side in sides] if ask is not None else []
        size = prod(counts)
        if counts and size < MANY and not (COUNTED in counts and size > COUNTED):
            continue
        names = " and ".join(side.names for side in sides)
        rows = f", {' × '.join(map(size_of, counts))} rows" if counts else ""
        lines.append(
            f"warning: {names} share no variable, so each result of one is joined with each of the other{rows}; "
            "Ctrl-C stops the query\n"
        )
    return "".join(lines)


def count(text: str, side: Side, ask: Ask) -> int:
    """How many results a side has; ``COUNTED`` where they are more, or could not be counted in time."""
    body = f"SELECT * {{ {joined(list(side.parts))} }} LIMIT {COUNTED}"
    try:
        answer = ask(f"{head(text)}SELECT (COUNT(*) AS ?n) {dataset(text)}{{ {{ {body} }} }}")
    except QueryError:
        return COUNTED
    cell = answer.rows[0][0] if isinstance(answer, Rows) and answer.rows else None
    return int(cell.value) if cell is not None and hasattr(cell, "value") else COUNTED


def size_of(rows: int) -> str:
    """A count for the screen."""
    return f"{rows:,}" if rows < COUNTED else f"{COUNTED:,} or more"
