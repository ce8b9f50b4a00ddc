"""An answer -> text, in the format and for the screen that the session has."""

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError, QueryError
from kg.query import Answer, Rows, Term, Triples, Truth, write
from kg.query.tokens import find_tokens, offset_of
from shell.charts import DATES, chart, last_column
from shell.labels import NUMBERS, Ask, article_part, cell_text, read_labels, without_doubles
from shell.records import records
from shell.render import PLAIN, Align, Look, clean, count_line, shorten, table, width_of
from shell.settings import THEMES

LONGEST = 300
FORMATS = ("table", "csv", "tsv", "json", "turtle", "markdown")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where text goes: a terminal so many columns wide and lines high, or something that wants no decoration."""

    terminal: bool = False
    width: int | None = None
    look: Look = PLAIN
    height: int = 24
    background: str = ""


def find_screen(theme: str = "dark") -> Screen:
    """The screen that standard output is, in the colours of a theme."""
    if not sys.stdout.isatty():
        return Screen()
    size = shutil.get_terminal_size()
    plain = "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
    chosen = THEMES["none" if plain else theme]
    return Screen(True, max(size.columns, 20), chosen.look, size.lines, chosen.background)


@dataclass(frozen=True, slots=True)
class Style:
    """How answers are shown: format, IRIs instead of labels, a line for each value, a chart below rows."""

    format: str = "table"
    iris: bool = False
    expanded: bool = False
    charted: bool = False


def show(
    answer: Answer, screen: Screen, style: Style, *, labels: Mapping[str, str], prefixes: Mapping[str, str]
) -> str:
    """An answer as text that ends in a line break; with row numbers and a count on a terminal.

    Raises:
        QueryError: the format cannot hold the answer.
    """
    if style.format in {"csv", "tsv", "json"}:
        return for_screen(write(answer, style.format, prefixes=prefixes), screen)
    if isinstance(answer, Truth):
        words = ("yes", "no") if screen.terminal else ("true", "false")
        return f"{words[0] if answer.value else words[1]}\n"
    if isinstance(answer, Triples):
        text = coloured_turtle(for_screen(write(answer, "ttl", prefixes=prefixes), screen), screen.background)
        return text + counted(len(answer.triples), "triple", screen, complete=answer.complete)
    if style.format == "turtle":
        raise QueryError("Turtle holds triples", remedy=r"ask with CONSTRUCT or DESCRIBE, or \format table")
    cells = to_cells(answer, labels, prefixes)
    if style.format == "markdown":
        return markdown(answer.variables, cells)
    shown = records(answer.variables, cells, width=screen.width, look=screen.look) if style.expanded else ""
    shown = shown or rows_as_table(answer, cells, screen)
    if style.charted and has_chart(answer):
        shown += "\n" + chart(answer, labels, prefixes, width=screen.width, look=screen.look)
    return shown + counted(len(cells), "row", screen, complete=answer.complete)


def to_cells(answer: Rows, labels: Mapping[str, str], prefixes: Mapping[str, str]) -> list[list[str]]:
    """The rows as they are shown; each term is looked up once."""
    pairs = tuple(prefixes.items())
    terms = {term for row in answer.rows for term in row}
    shown = {term: cell_text(term, labels, pairs) for term in terms}
    return [[shown[term] for term in row] for row in answer.rows]


def coloured_turtle(text: str, background: str) -> str:
    """Turtle in the colours of a dark or light terminal, as it is for neither."""
    if background not in {"dark", "light"}:
        return text
    from pygments import highlight  # noqa: PLC0415 - most sessions never see Turtle, and all want to start at once
    from pygments.formatters import TerminalFormatter  # noqa: PLC0415
    from pygments.lexers.rdf import TurtleLexer  # noqa: PLC0415

    return highlight(text, TurtleLexer(ensurenl=False, stripnl=False), TerminalFormatter(bg=background))


def rows_as_table(answer: Rows, cells: list[list[str]], screen: Screen) -> str:
    """A table; on a terminal the rows are numbered, so that they can be asked about."""
    columns = list(zip(*answer.rows, strict=True)) or [()] * len(answer.variables)
    align: list[Align] = ["right" if is_numeric(column) else "left" for column in columns]
    if not screen.terminal:
        return table(answer.variables, cells, align=align)
    numbered = [[str(number), *row] for number, row in enumerate(cells, 1)]
    header = ["#", *answer.variables]
    return table(header, numbered, width=screen.width, look=screen.look, align=["right", *align]) if cells else ""


def has_chart(answer: Rows) -> bool:
    """Whether there are numbers or dates to draw."""
    return any(last_column(answer, types) is not None for types in (NUMBERS, DATES))


def is_numeric(column: tuple[Term | None, ...]) -> bool:
    """Whether all that stands in a column is numbers."""
    found = [term for term in column if term is not None]
    return bool(found) and all(isinstance(term, Literal) and term.datatype.value in NUMBERS for term in found)


def counted(number: int, noun: str, screen: Screen, *, complete: bool) -> str:
    """``2 rows`` on a terminal; elsewhere nothing."""
    if not screen.terminal:
        return ""
    return f"{screen.look.dim}{count_line(number, noun, complete=complete)}{screen.look.reset}\n"


def for_screen(text: str, screen: Screen) -> str:
    """Text of another format: exact for a file or pipe, harmless for a terminal."""
    return clean(text, lines=True) if screen.terminal else text


def markdown(header: tuple[str, ...], cells: list[list[str]]) -> str:
    """A table for Markdown; what would end a cell or make markup is escaped."""
    lines = [list(header), ["---"] * len(header), *([plain_markdown(cell) for cell in row] for row in cells)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def plain_markdown(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> plain_markdown("a|b <script> *c*")
    'a\\|b \\<script\\> \\*c\\*'
    """
    return "".join(f"\\{character}" if character in "\\`*_[]<>|&#" else character for character in clean(text))


def labels_for(ask: Ask, rows: Answer, known: dict[str, str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The labels of the IRIs in the rows; those not ``known`` yet are looked up and kept there."""
    if not isinstance(rows, Rows):
        return {}
    iris = dict.fromkeys(cell.value for row in rows.rows for cell in row if isinstance(cell, NamedNode))
    unknown = [iri for iri in iris if iri not in known]
    known.update((iri, article_part(iri)) for iri in unknown)
    try:
        known.update(read_labels(ask, unknown))
    except KgError:
        # An answer without labels is better than none; the next one asks again.
        for iri in unknown:
            known.pop(iri)
    return without_doubles({iri: label for iri, label in known.items() if label}, iris)


def describe_error(error: KgError, text: str, screen: Screen) -> str:
    """An error's message; for a query that can be blamed, its line with a caret under the offending token.

    The query that is meant follows where that is sure.
    """
    message = f"{screen.look.bold}error:{screen.look.reset} {clean(str(error), lines=True)}\n"
    if not isinstance(error, QueryError) or not error.line:
        return message
    lines = text.split("\n")
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    column = error.column - 1
    offset = offset_of(text, error.line, error.column)
    token = next((token for token in find_tokens(text) if token.start <= offset < token.end), None)
    size = max(width_of(clean(token.text.split("\n")[0])), 1) if token else 1
    before, after = around(line, column, None if screen.width is None else screen.width - 3)
    caret = " " * width_of(before) + "^" * min(size, max(width_of(after), 1))
    shown = f"{message}  {before}{after}\n  {screen.look.bold}{caret}{screen.look.reset}\n"
    if not error.corrected or error.corrected == text:
        return shown
    return f"{shown}meant, it seems:\n{clean(error.corrected.strip(), lines=True)}\n"


def around(line: str, column: int, room: int | None) -> tuple[str, str]:
    """What stands before and behind a place of a line, cut where there is no room, so that the screen breaks nothing.

    >>> around("SELECT ?who { ?who a nope:Person }", 21, 20)
    ('…{ ?who a ', 'nope:Pers…')
    """
    before, after = clean(line[:column]), clean(line[column:])
    if room is None or width_of(before) + width_of(after) <= room:
        return before, after
    half = max(room - width_of(after), room // 2)
    if width_of(before) > half:
        before = before[-half:]
        while width_of(before) > half - 1:
            before = before[1:]
        before = f"…{before}"
    return before, shorten(after, room - width_of(before))


def describe_mistake(mistake: Exception, screen: Screen) -> str:
    """One line on an exception that nobody foresaw, with the place in the program where it came from."""
    import traceback  # noqa: PLC0415  # nobody needs it in most sessions

    frames = traceback.extract_tb(mistake.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    words = " ".join(clean(f"{type(mistake).__name__}: {mistake}").split()).removesuffix(":")
    said = f"{shorten(words, LONGEST)}{place}; this should not happen, please report it"
    return f"{screen.look.bold}error:{screen.look.reset} {said}\n"
