"""Text into paragraphs: lines between blank lines, hard-wrapped ones joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.articles.labels import labels_of

WRAP = 100
"""The longest line that an editor or mail program breaks a paragraph into."""

LINES = 5
"""A title is not broken into more."""

ITEM = re.compile(r"(?:[-*•·–—▪●]|\d{1,2}[.)/])\s")
"""How an item of a list begins."""

_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start`` to ``end`` of the text, and their words with single blanks between them."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_paragraphs(text: str, title: str | None = None) -> Iterator[Paragraph]:
    """The paragraphs and stand-alone lines of a text, in order; what equals ``title`` at its start is one."""
    wanted = plain(title or "")
    begun = False
    for lines in _groups(text):
        cut = 0
        if not begun and wanted:
            cut = next((n for n in range(1, min(len(lines), LINES) + 1) if plain(_join(lines[:n])) == wanted), 0)
            if cut:
                yield _paragraph(lines[:cut])
        begun = True
        yield from _split(lines[cut:])


def plain(words: str) -> str:
    """Words without case, white space and final stop, for comparing a title with a line."""
    return " ".join(words.split()).casefold().rstrip(" .")


def _groups(text: str) -> Iterator[list[_Line]]:
    """Runs of lines without a blank one among them."""
    group: list[_Line] = []
    at = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            group.append(_Line(start, start + len(stripped), stripped))
        elif group:
            yield group
            group = []
        at += len(raw)
    if group:
        yield group


def _split(lines: list[_Line]) -> Iterator[Paragraph]:
    """Join the lines of a group that are one paragraph."""
    width = max((len(line.text) for line in lines), default=0)
    pending: list[_Line] = []
    for line in lines:
        if pending and not _continues(pending[-1].text, line.text, width):
            yield _paragraph(pending)
            pending = []
        pending.append(line)
    if pending:
        yield _paragraph(pending)


def _continues(line: str, following: str, width: int) -> bool:
    """Whether the line was broken because the next word did not fit, or in mid-sentence."""
    if ITEM.match(following) or labels_of(following) or labels_of(line):
        return False
    if following[0].islower() and not _END.search(line):
        return True
    first = following.split(maxsplit=1)[0]
    full = len(line) + 1 + len(first) > width - 1
    return full and len(line) >= 40 and width <= WRAP


def _paragraph(lines: list[_Line]) -> Paragraph:
    return Paragraph(lines[0].start, lines[-1].end, _join(lines))


def _join(lines: list[_Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())
