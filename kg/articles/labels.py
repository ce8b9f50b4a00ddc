"""Lines that say what an article's publisher, date, title, author or address is: "Publisher: Baltic Dispatch".

The words that they begin with are in ``labels.toml``.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, get_args

Field = Literal["title", "published", "publisher", "author", "url", "other"]

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


@dataclass(frozen=True, slots=True)
class _Forms:
    """What each label says, what a line with one looks like, and what parts two labels in a line."""

    fields: dict[str, Field]
    line: re.Pattern[str]
    parted: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    loaded = tomllib.loads(files("kg").joinpath("labels.toml").read_text(encoding="utf-8"))
    fields = {label: field for field in get_args(Field) for label in loaded[field]}
    label = "|".join(sorted(fields, key=len, reverse=True))
    line = rf"[*_]{{0,2}}(?P<label>{label})[*_]{{0,2}}\s*:[*_]{{0,2}}\s*(?P<value>[^\s/].{{0,200}})"
    parted = rf"\s+[|·•]\s+|\s+(?=(?:{label.title()}):\s)"
    return _Forms(fields, re.compile(line, re.IGNORECASE), re.compile(parted))


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
    for parts in (_forms().parted.split(line), [line]):
        labels = [label for part in parts if (label := _label(part)) is not None]
        if len(labels) == len(parts):
            return tuple(labels)
    return ()


def _label(part: str) -> Label | None:
    byline = _BYLINE.fullmatch(part)
    if byline is not None and all(word[0].isupper() or word == "and" for word in byline["name"].split()):
        return Label("author", byline["name"].strip())
    found = _forms().line.fullmatch(part)
    if found is None:
        return None
    field, value = _forms().fields[found["label"].lower()], found["value"]
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
