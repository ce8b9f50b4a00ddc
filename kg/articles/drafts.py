"""What a file gives, checked and made an article."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from kg.articles.blocks import find_blocks
from kg.articles.datelines import dateline_of
from kg.articles.labels import find_labels
from kg.articles.languages import foreign_language
from kg.dates import resolve
from kg.errors import ArticleError
from kg.escapes import without_escapes
from kg.model import Article, Block
from kg.names import Names

LONGEST_TEXT = 1_000_000
"""Characters of one article; spaCy parses no longer text."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}\s+\d")
_FIRST_BLOCKS = 6
"""A date line or dateline further down is not the article's own."""


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

    What the article says of itself comes first, in its file or in lines with labels at its head, then what the user
    says, then what the text shows (its headline, a bare date under it, the agency in its dateline). A NUL or half a
    surrogate pair, which no store can hold, becomes U+FFFD, one for one, so that offsets stay.

    Raises:
        ArticleError: it is empty, too long, or not in English.
    """
    text = _UNSTORABLE.sub("\ufffd", draft.text)
    check_text(text, draft.place)
    labels = find_labels(text)
    title = draft.title or labels.get("title") or defaults.title
    blocks = find_blocks(text, title)
    title = title or _headline(text, blocks)
    imprint = _imprint(text, blocks)
    day = _labelled_day(labels.get("published", ""))
    key = draft.key or draft.url or hashlib.sha256(text.encode()).hexdigest()
    key = _UNSTORABLE.sub("\ufffd", key)
    return Article(
        key=key,
        iri=names.article(_readable(title or text.lstrip()[:80].splitlines()[0], draft.stem), key),
        text=text,
        blocks=blocks,
        title=title,
        published=draft.published or day or defaults.published or imprint.published,
        publisher=draft.publisher or labels.get("publisher") or defaults.publisher or imprint.publisher,
        url=draft.url or labels.get("url"),
        author=draft.author or labels.get("author"),
        path=draft.path,
    )


def _readable(words: str, stem: str) -> str:
    return words if any(char.isascii() and char.isalnum() for char in without_escapes(words)) else stem


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


def _labelled_day(text: str) -> str | None:
    """The day of a label, as ISO 8601, None where it has none that is whole.

    >>> _labelled_day("2020-08-16T18:03:00Z"), _labelled_day("16 August 2020"), _labelled_day("August 2020")
    ('2020-08-16T18:03:00+00:00', '2020-08-16', None)
    """
    value = resolve(text, None).value or ""
    return to_published(text) or (value if len(value) == len("2020-08-16") else None)


def _headline(text: str, blocks: tuple[Block, ...]) -> str | None:
    return next((" ".join(text[b.start : b.end].split()) for b in blocks if b.kind == "headline"), None)


@dataclass(frozen=True, slots=True)
class _Imprint:
    """What the lines under the headline say of the publication."""

    published: str | None = None
    publisher: str | None = None


def _imprint(text: str, blocks: tuple[Block, ...]) -> _Imprint:
    """The full date that stands near the headline, alone or after the outlet, and the agency in the first dateline."""
    published = publisher = agency = None
    for number, block in enumerate(blocks[:_FIRST_BLOCKS]):
        line = text[block.start : block.end]
        if block.kind not in ("boilerplate", "imprint"):
            continue
        if dateline := dateline_of(text[block.start : blocks[min(number + 1, len(blocks) - 1)].end]):
            agency = agency or dateline.agency
        elif published is None and len(line) < 120:
            published, publisher = _date_line(line)
    return _Imprint(published, publisher or agency)


def _date_line(line: str) -> tuple[str | None, str | None]:
    """The day that a line ends in, and the outlet it begins with.

    >>> _date_line("The Daily Herald, Riga, 24 November 2020"), _date_line("Riga, 24 November 2020")
    (('2020-11-24', 'The Daily Herald'), ('2020-11-24', None))
    """
    parts = re.split(r",\s+|\s+[|·•–—-]\s+", line)
    for first in range(len(parts)):
        value = resolve(", ".join(parts[first:]), None).value
        if value and len(value) == len("2020-08-16"):
            names = parts[0].count(" ") + 1
            is_outlet = first >= 2 or (first == 1 and names >= 3)
            return value, parts[0] if is_outlet and not parts[0].startswith(("By ", "BY ")) else None
    return None, None
