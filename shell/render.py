"""Answers -> lines of text that fit a terminal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from wcwidth import iter_graphemes, wcswidth, wcwidth

from kg.escapes import without_escapes

BLANKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Control characters, bidirectional controls, interlinear annotations, tags, and what cannot be encoded.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
SAFE = re.compile(r"[ -~\u00a0-\u02ff\u0370-\u052f\u2010-\u201f\u2026]*")

Align = Literal["left", "right"]
MAX_LINES = 3
MIN_WIDTH = 6


@dataclass(frozen=True, slots=True)
class Look:
    """How tables are drawn: between columns, under the header, where they cross, and the escape codes of parts."""

    between: str = " │ "
    rule: str = "─"
    cross: str = "─┼─"
    bold: str = ""
    dim: str = ""
    mark: str = ""
    accent: str = ""
    reset: str = ""


PLAIN = Look(between="  ", rule="", cross="")
BOXED = Look()
COLOURED = Look(bold="\x1b[1m", dim="\x1b[2m", mark="\x1b[7m", accent="\x1b[36m", reset="\x1b[0m")


def clean(text: str, *, lines: bool = False) -> str:
    r"""Text that cannot do anything to a terminal: no escape sequence, control character or direction control.

    Line breaks and tabs become blanks; with ``lines``, line feeds stay.

    >>> clean("a\x1b[31mb\tc\u202e")
    'ab c'
    """
    if (text.isascii() and text.isprintable()) or SAFE.fullmatch(text):
        return text
    if lines:
        return "\n".join(clean(line) for line in without_escapes(text).split("\n"))
    return UNSAFE.sub("", BLANKS.sub(" ", without_escapes(text)))


def width_of(text: str) -> int:
    """How many columns of a terminal a clean text takes."""
    return len(text) if text.isascii() else wide(text)


@lru_cache(maxsize=65536)
def wide(text: str) -> int:
    """The same for text beyond ASCII."""
    width = wcswidth(text)
    return width if width >= 0 else sum(max(wcwidth(character), 0) for character in text)


def shorten(text: str, width: int) -> str:
    """The beginning of a text, with an ellipsis where something is cut off.

    >>> shorten("Alexander", 6)
    'Alexa…'
    """
    if width_of(text) <= width:
        return text
    return head(text, width - 1) + "…" if width > 0 else ""


def head(text: str, width: int) -> str:
    """The longest beginning that is at most so wide; what a reader sees as one character stays whole."""
    if text.isascii():
        return text[: max(width, 0)]
    taken = end = 0
    for piece in iter_graphemes(text):
        taken += width_of(piece)
        if taken > width:
            return text[:end]
        end += len(piece)
    return text


def wrap(text: str, width: int, *, lines: int = MAX_LINES) -> list[str]:
    """A text in lines of at most ``width``, broken at blanks where there are any; the last one may be cut.

    >>> wrap("the quick brown fox", 10)
    ['the quick', 'brown fox']
    """
    found: list[str] = []
    rest = text
    while width_of(rest) > width and len(found) < lines - 1:
        piece = head(rest, width) or rest[:1]
        ends_word = " " in rest[len(piece) - 1 : len(piece) + 1]
        if not ends_word and " " in piece.strip():
            piece = piece[: piece.rstrip().rfind(" ")]
        found.append(piece.rstrip())
        rest = rest[len(piece) :].lstrip()
    return [*found, shorten(rest, width)]


def pad(text: str, width: int, align: Align = "left") -> str:
    """A text filled with blanks to a width."""
    if text.isascii():
        return text.rjust(width) if align == "right" else text.ljust(width)
    blanks = " " * (width - wide(text))
    return blanks + text if align == "right" else text + blanks


def fit(natural: Sequence[int], width: int, between: int) -> list[int]:
    """Column widths that fit: narrow columns keep theirs, wide ones share what is left.

    >>> fit([4, 50, 50], 40, 3)
    [4, 15, 15]
    """
    space = width - between * (len(natural) - 1)
    widths = list(natural)
    if sum(widths) <= space:
        return widths
    share, open_columns = space, set(range(len(natural)))
    while open_columns:
        each = share // len(open_columns)
        narrow = {column for column in open_columns if natural[column] <= each}
        if not narrow:
            break
        share -= sum(natural[column] for column in narrow)
        open_columns -= narrow
    each = max(share // len(open_columns), MIN_WIDTH) if open_columns else 0
    return [each if column in open_columns else natural[column] for column in range(len(natural))]


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int | None = None,
    look: Look = PLAIN,
    align: Sequence[Align] = (),
    fixed: Sequence[int] = (),
    headless: bool = False,
) -> str:
    """Rows under a header, each cell cleaned, at most ``width`` columns wide (as wide as need be where None).

    Long cells are wrapped to at most ``MAX_LINES`` lines. ``fixed`` are the widths of the columns, where
    they are known; ``headless`` rows go on with a table.
    """
    names = [clean(name) for name in header]
    columns = [cleaned(column) for column in zip(*rows, strict=True)] or [()] * len(names)
    sizes = [list(map(width_of, column)) for column in columns]
    natural = [max([width_of(name), *column]) for name, column in zip(names, sizes, strict=True)]
    widths = list(fixed) or (natural if width is None else fit(natural, width, len(look.between)))
    alignment: list[Align] = ["right" if way == "right" else "left" for way in align]
    alignment += ["left"] * (len(names) - len(alignment))
    out = [] if headless else heads_of(names, widths, alignment, look)
    long = {row for column, size in zip(sizes, widths, strict=True) for row, own in enumerate(column) if own > size}
    out.extend(lines_of(columns, widths, alignment, look.between, long))
    return "\n".join(out) + "\n"


def heads_of(names: list[str], widths: list[int], align: list[Align], look: Look) -> list[str]:
    """The header, and the rule under it where there is one."""
    heads = map(pad, map(shorten, names, widths), widths, align)
    out = [f"{look.bold}{look.between.join(heads).rstrip()}{look.reset}"]
    return [*out, look.cross.join(look.rule * size for size in widths)] if look.rule else out


def roomy(natural: Sequence[int], width: int, between: int) -> list[int]:
    """Column widths for rows of which only the first are known: what room is left is shared.

    >>> roomy([4, 10], 40, 3)
    [15, 21]
    """
    widths = fit(natural, width, between)
    spare = max(width - between * (len(widths) - 1) - sum(widths), 0)
    return [size + spare // len(widths) for size in widths]


def cleaned(column: Sequence[str]) -> Sequence[str]:
    """The cells of a column, cleaned; most columns are clean as they are, which is told of all cells at once."""
    text = "".join(column)
    return column if text.isascii() and text.isprintable() else [clean(cell) for cell in column]


def lines_of(
    columns: Sequence[Sequence[str]], widths: list[int], align: list[Align], between: str, long: set[int]
) -> Iterator[str]:
    """The lines of the rows; only ``long`` ones, which have a cell too wide, take more than one."""
    filled = [
        [pad(cell, size, way) for cell in column] for column, size, way in zip(columns, widths, align, strict=True)
    ]
    for number, cells in enumerate(zip(*filled, strict=True)):
        if number not in long:
            yield between.join(cells).rstrip()
            continue
        own = [column[number] for column in columns]
        wrapped = [
            wrap(cell, size) if width_of(cell) > size else [cell] for cell, size in zip(own, widths, strict=True)
        ]
        for parts in zip_longest(*wrapped, fillvalue=""):
            yield between.join(map(pad, parts, widths, align)).rstrip()


def highlight(text: str, start: int, end: int, look: Look) -> str:
    """A clean text, characters ``start`` to ``end`` of the original marked: by brackets where there is no colour."""
    before, inside, after = clean(text[:start]), clean(text[start:end]), clean(text[end:])
    if not inside:
        return before + after
    opening, closing = (look.mark, look.reset) if look.mark else ("[", "]")
    return f"{before}{opening}{inside}{closing}{after}"


def count_line(number: int, noun: str, *, complete: bool = True) -> str:
    """How many there are, and whether that is all.

    >>> count_line(1, "row"), count_line(1200, "row", complete=False)
    ('1 row', '1,200 rows (stopped: there may be more)')
    """
    text = f"{number:,} {noun}{'' if number == 1 else 's'}"
    return text if complete else f"{text} (stopped: there may be more)"
