"""Rows one under the other: a line for each value, for answers too wide for a table."""

from collections.abc import Sequence

from shell.render import Look, clean, pad, width_of, wrap

LINES = 20


def records(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None, look: Look, first: int = 1
) -> str:
    """Each row as a block of lines, ``name  value``; values are wrapped, empty ones left out.

    ``first`` is the number of the first row.

    >>> from shell.render import PLAIN
    >>> print(records(["who", "n"], [["Anna", "7"]], look=PLAIN), end="")
    ── 1
    who  Anna
    n    7
    """
    names = [clean(name) for name in header]
    left = max(map(width_of, names), default=0)
    room = None if width is None else max(width - left - 2, 20)
    padded = [f"{look.bold}{pad(name, left)}{look.reset}" for name in names]
    lines: list[str] = []
    for number, row in enumerate(rows, first):
        lines.append(f"{look.dim}── {number}{look.reset}")
        for name, cell in zip(padded, row, strict=True):
            begin, *more = value_lines(cell, room)
            if begin:
                lines.append(f"{name}  {begin}")
                lines.extend(f"{' ' * left}  {line}" for line in more)
    return "".join(f"{line}\n" for line in lines)


def value_lines(cell: str, room: int | None) -> list[str]:
    """A value in lines of at most ``room`` columns."""
    text = clean(cell)
    return [text] if room is None else wrap(text, room, lines=LINES)
