"""An answer as a picture in characters: bars for numbers, a line for dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal

from kg.errors import QueryError
from kg.names import XSD
from kg.query import Rows, Term
from shell.labels import NUMBERS, cell_text
from shell.render import Look, clean, count_line, pad, shorten, width_of

DATES = frozenset(f"{XSD}{name}" for name in ("date", "dateTime", "gYearMonth", "gYear"))
EIGHTHS = " ▏▎▍▌▋▊▉"
WIDTH = 80
LABELS = 40
MOST = 200
"""Rows that a chart shows; more than that nobody reads as bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart."""

    label: str
    value: float
    shown: str


def chart(
    answer: Rows, labels: Mapping[str, str], prefixes: Mapping[str, str], *, width: int | None = None, look: Look
) -> str:
    """Rows as bars where a column has numbers, else as a timeline where one has dates.

    Raises:
        QueryError: there are neither.
    """
    number, when = last_column(answer, NUMBERS), last_column(answer, DATES)
    cells = [[clean(cell_text(term, labels, prefixes.items())) for term in row] for row in answer.rows]
    space = min(width or WIDTH, 120)
    if when is not None and number is None:
        return timeline(answer, cells, when, width=space, look=look)
    if number is None:
        raise QueryError(
            "there is nothing to draw: no column of numbers or dates",
            remedy="ask for a count: SELECT ?x (COUNT(*) AS ?n) … GROUP BY ?x",
        )
    rows = [
        Bar(label_of(row, number), value_of(terms[number]), row[number])
        for row, terms in zip(cells, answer.rows, strict=True)
    ]
    return bars(rows[:MOST], width=space, look=look) + left_out(len(rows), look)


def last_column(answer: Rows, types: frozenset[str]) -> int | None:
    """The last column with nothing but literals of these types, and at least one."""
    for number in reversed(range(len(answer.variables))):
        found = [row[number] for row in answer.rows if row[number] is not None]
        if found and all(isinstance(term, Literal) and term.datatype.value in types for term in found):
            return number
    return None


def label_of(row: Sequence[str], left_out: int) -> str:
    """All cells of a row but one."""
    return ", ".join(cell for number, cell in enumerate(row) if number != left_out and cell)


def value_of(term: Term | None) -> float:
    """The number in a cell; 0 for none and for what is no number."""
    try:
        value = float(term.value) if isinstance(term, Literal) else 0.0
    except ValueError:
        return 0.0
    return value if abs(value) < float("inf") else 0.0


def bars(rows: Sequence[Bar], *, width: int, look: Look) -> str:
    """Bars to scale, the longest as wide as there is room; those below zero are drawn with ``-``.

    >>> from shell.render import PLAIN
    >>> print(bars([Bar("NATO", 4, "4"), Bar("EU", 1, "1")], width=21, look=PLAIN), end="")
    NATO  4  ████████████
    EU    1  ███
    """
    names = [shorten(row.label, min(LABELS, max(width // 2 - 4, 8))) for row in rows]
    left = max(map(width_of, names), default=0)
    middle = max((width_of(row.shown) for row in rows), default=0)
    room = max(width - left - middle - 4, 8)
    largest = max((abs(row.value) for row in rows), default=0) or 1
    lines = []
    for name, row in zip(names, rows, strict=True):
        drawn = bar(abs(row.value) / largest * room)
        drawn = "-" * max(width_of(drawn), 1) if row.value < 0 else drawn
        lines.append(f"{pad(name, left)}  {pad(row.shown, middle, 'right')}  {look.accent}{drawn}{look.reset}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def bar(length: float) -> str:
    """A bar so many columns long, to an eighth of a column.

    >>> bar(2.5)
    '██▌'
    """
    eighths = round(length * 8)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")


def left_out(number: int, look: Look) -> str:
    """How many rows a chart leaves out."""
    return f"{look.dim}and {count_line(number - MOST, 'row')} more{look.reset}\n" if number > MOST else ""


def day_of(term: Term | None) -> date | None:
    """The first day of a date, month or year; None for what is none, or lies outside of the calendar.

    >>> day_of(Literal("2020-08"))
    datetime.date(2020, 8, 1)
    """
    parts = term.value[:10].rstrip("Z").split("-") if isinstance(term, Literal) else []
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return date(year, month, day)
    except ValueError:
        return None


def timeline(answer: Rows, cells: Sequence[Sequence[str]], column: int, *, width: int, look: Look) -> str:
    """Rows in order of their dates, each a point on a line from the first date to the last; undated ones last."""
    days = [day_of(row[column]) for row in answer.rows]
    dated = sorted((day, number) for number, day in enumerate(days) if day)
    if not dated:
        raise QueryError("no date of these rows is in the calendar", remedy=r"look at them with \format table")
    first, last = dated[0][0], dated[-1][0]
    span = max((last - first).days, 1)
    label = max(width_of(cells[number][column]) for _, number in dated)
    line = min(max(width - label - LABELS, 12), 40)
    lines = []
    for day, number in dated[:MOST]:
        at = round((day - first).days / span * (line - 1))
        track = (
            f"{look.dim}{'─' * at}{look.reset}{look.accent}●{look.reset}{look.dim}{'─' * (line - 1 - at)}{look.reset}"
        )
        what = shorten(label_of(cells[number], column), width - label - line - 4)
        lines.append(f"{pad(cells[number][column], label)}  {track}  {what}".rstrip())
    undated = len(days) - len(dated)
    if undated:
        lines.append(f"{look.dim}{count_line(undated, 'row')} without a date{look.reset}")
    return "".join(f"{text}\n" for text in lines) + left_out(len(dated), look)
