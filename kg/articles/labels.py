"""Lines that say what an article's publisher, date, title, author or address is: "Publisher: Baltic Dispatch"."""

import re
from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "published", "publisher", "author", "url"]

_FIELDS: dict[str, Field] = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("date", "published", "publication date", "date published"), "published"),
    **dict.fromkeys(("publisher", "outlet", "publication", "source", "newspaper"), "publisher"),
    **dict.fromkeys(("author", "authors", "by", "byline", "reporter"), "author"),
    **dict.fromkeys(("url", "link"), "url"),
}
_LINE = re.compile(rf"(?P<label>{'|'.join(_FIELDS)})\s*:\s+(?P<value>\S.{{0,200}})", re.IGNORECASE)
_OTHER_LINES = 3
"""So many lines without a label may stand before or between: a headline and its deck."""
_SENTENCE = re.compile(r"[.!?][\"”’]?$")
LONGEST_NAME = 8
"""Words of a name or day; what is longer is a sentence."""
HEAD = 10
"""Lines with labels stand among so many at most."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a line says of the article."""

    field: Field
    value: str


def label_of(line: str) -> Label | None:
    """The label of a line, None where it has none.

    >>> label_of("Publisher: Baltic Dispatch")
    Label(field='publisher', value='Baltic Dispatch')
    >>> label_of("Macron: no deal before Friday")
    >>> label_of("By: the time it ended, forty people were hurt.")
    """
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    field, value = _FIELDS[found["label"].lower()], found["value"]
    words = value.count(" ") + 1
    is_name = words <= LONGEST_NAME and not (words > 3 and _SENTENCE.search(value))
    return Label(field, value) if is_name or field == "title" else None


def find_labels(text: str) -> dict[Field, str]:
    """What the lines at the head of a text say, the first of each field."""
    found, others = dict[Field, str](), 0
    for line in text.splitlines():
        if label := label_of(line):
            if label.field == "url" and not label.value.startswith(("http://", "https://")):
                continue
            found.setdefault(label.field, label.value)
        elif line.strip():
            others += 1
            if others > _OTHER_LINES:
                break
    return found
