"""Lines that say what an article's publisher, date, title, author or address is: "Publisher: Baltic Dispatch"."""

import re
from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "published", "publisher", "author", "url", "other"]

_FIELDS: dict[str, Field] = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("date", "published", "publication date", "date published", "published on"), "published"),
    **dict.fromkeys(("publisher", "outlet", "publication", "source", "newspaper"), "publisher"),
    **dict.fromkeys(("author", "authors", "by", "byline", "reporter", "written by"), "author"),
    **dict.fromkeys(("url", "link"), "url"),
    **dict.fromkeys(("dateline", "location", "language", "section", "category", "keywords", "tags", "topics"), "other"),
    **dict.fromkeys(("updated", "last updated", "edited by", "word count"), "other"),
}
"""What each label says; what the last ones say is not kept."""
_ANY = "|".join(sorted(_FIELDS, key=len, reverse=True))
_LINE = re.compile(
    rf"[*_]{{0,2}}(?P<label>{_ANY})[*_]{{0,2}}\s*:[*_]{{0,2}}\s*(?P<value>[^\s/].{{0,200}})", re.IGNORECASE
)
_PARTED = re.compile(rf"\s+[|·•]\s+|\s+(?=(?:{_ANY.title()}):\s)")
_BYLINE = re.compile(r"(?:By|BY)(?P<name>(?: [^\W\d_][\w.'’-]*){2,8})")
_OTHER_LINES = 3
"""So many lines without a label may stand before or between: a headline and its deck."""
_SENTENCE = re.compile(r"[.!?][\"”’]?$")
LONGEST_NAME = 8
"""Words of a name; what is longer is a sentence."""
LONGEST_LIST = 16
"""Words of several authors or of a day with its hour."""
HEAD = 10
"""Lines with labels stand among so many at most."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a line, or a part of one, says of the article."""

    field: Field
    value: str


def labels_of(line: str) -> tuple[Label, ...]:
    """The labels of a line, () where it has more to say.

    >>> labels_of("Publisher: Baltic Dispatch | By: Ines Falk")
    (Label(field='publisher', value='Baltic Dispatch'), Label(field='author', value='Ines Falk'))
    >>> labels_of("By Ines Falk")
    (Label(field='author', value='Ines Falk'),)
    >>> labels_of("Macron: no deal before Friday"), labels_of("By: the time it ended, forty people were hurt.")
    ((), ())
    """
    line = line.strip()
    for parts in (_PARTED.split(line), [line]):
        labels = [label for part in parts if (label := _label(part)) is not None]
        if len(labels) == len(parts):
            return tuple(labels)
    return ()


def _label(part: str) -> Label | None:
    byline = _BYLINE.fullmatch(part)
    if byline is not None and all(word[0].isupper() or word == "and" for word in byline["name"].split()):
        return Label("author", byline["name"].strip())
    found = _LINE.fullmatch(part)
    if found is None:
        return None
    field, value = _FIELDS[found["label"].lower()], found["value"]
    words = value.count(" ") + 1
    is_name = words <= (LONGEST_LIST if field in ("author", "published", "other") else LONGEST_NAME)
    is_sentence = words > 3 and _SENTENCE.search(value)
    return Label(field, value) if field == "title" or (is_name and not is_sentence) else None


def find_labels(text: str) -> dict[Field, str]:
    """What the lines at the head of a text say, the first of each field."""
    found, others = dict[Field, str](), 0
    for line in text.splitlines():
        labels = labels_of(line)
        for label in labels:
            if label.field != "url" or label.value.startswith(("http://", "https://")):
                found.setdefault(label.field, label.value)
        if line.strip() and not labels:
            others += 1
            if others > _OTHER_LINES:
                break
    return found
