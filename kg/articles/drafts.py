"""What a file gives, checked and made an article."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from kg.articles.blocks import find_blocks
from kg.articles.datelines import dateline_of
from kg.articles.languages import foreign_language
from kg.errors import ArticleError
from kg.model import Article, Block
from kg.names import Names

LONGEST_TEXT = 1_000_000
"""Characters of one article; spaCy parses no longer text."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}\s+\d")
_DATE_LINES = 6
"""Blocks; a bare date further down is not the article's own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file says of an article. ``place`` is the file, or ``file:line``, ``stem`` its readable name."""

    text: str
    place: str
    key: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    path: str | None = None
    stem: str = ""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the user says of articles that do not say it themselves."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None


def to_article(draft: Draft, names: Names, defaults: Defaults) -> Article:
    """Make an article of what a file gives.

    What the article says of itself comes first, then what the user says, then what the text shows (its headline,
    a bare date under it, the agency in its dateline). A NUL or half a surrogate pair, which no store can hold,
    becomes U+FFFD, one for one, so that offsets stay.

    Raises:
        ArticleError: it is empty, too long, or not in English.
    """
    text = _UNSTORABLE.sub("\ufffd", draft.text)
    check_text(text, draft.place)
    title = draft.title or defaults.title
    blocks = find_blocks(text, title)
    title = title or _headline(text, blocks)
    dateline = _dateline(text, blocks)
    key = draft.key or draft.url or hashlib.sha256(text.encode()).hexdigest()
    key = _UNSTORABLE.sub("\ufffd", key)
    return Article(
        key=key,
        iri=names.article(title or draft.stem or text.lstrip()[:80].splitlines()[0], key),
        text=text,
        blocks=blocks,
        title=title,
        published=draft.published or defaults.published or _date_line(text, blocks),
        publisher=draft.publisher or defaults.publisher or dateline,
        url=draft.url,
        author=draft.author,
        path=draft.path,
    )


def check_text(text: str, place: str) -> None:
    """Refuse a text that cannot be read as an article.

    Raises:
        ArticleError: it is empty, too long, or not in English.
    """
    if not text or text.isspace():
        raise ArticleError("the article is empty", place=place, remedy="give it a text, or leave it out")
    if len(text) > LONGEST_TEXT:
        raise ArticleError(
            f"the article has {len(text):,} characters, more than {LONGEST_TEXT:,}",
            place=place,
            remedy="split it into the articles it holds",
        )
    if language := foreign_language(text):
        raise ArticleError(
            f"the article is not in English but, it seems, in {language}",
            place=place,
            remedy="leave it out, or translate it first",
        )


def to_published(text: str) -> str | None:
    """A publication date as ISO 8601, its zone kept; None where it is neither ISO 8601 nor RFC 2822.

    >>> to_published("2020-08-16T18:03:00Z"), to_published("Sun, 16 Aug 2020 18:03:00 +0200")
    ('2020-08-16T18:03:00+00:00', '2020-08-16T18:03:00+02:00')
    >>> to_published("16/08/2020")
    """
    text = text.strip()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        pass
    if not _RFC_2822.match(text):
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "headline"), None)


def _dateline(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The agency that the first paragraph's dateline names."""
    first = next((number for number, block in enumerate(blocks) if block.kind == "body"), 0)
    if first == 0 or blocks[first - 1].kind != "boilerplate":
        return None
    found = dateline_of(text[blocks[first - 1].start : blocks[first].end])
    return found.agency if found else None


def _date_line(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The full date that stands alone near the headline."""
    from kg.dates import resolve  # noqa: PLC0415 - dates are read only where no field gives one

    for block in blocks[:_DATE_LINES]:
        if block.kind == "boilerplate" and block.end - block.start < 60:
            value = resolve(text[block.start : block.end], None).value
            if value and len(value) == len("2020-08-16"):
                return value
    return None
