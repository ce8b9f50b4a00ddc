"""JSON Lines: one article a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from kg.articles.drafts import Draft, to_published
from kg.articles.encodings import decode
from kg.errors import ArticleError

LONGEST_LINE = 64_000_000
"""Bytes; a longer line is not an article, and would fill the memory."""

_FIELDS = ("title", "published", "publisher", "url", "author")
_EXAMPLE = '{"id": "a1", "text": "..."}'


def read_records(lines: BinaryIO, place: str, path: str | None, number: int = 0) -> Iterator[Draft | ArticleError]:
    """The articles of JSON Lines after line ``number``; a line that is none gives an error, and the rest go on."""
    found = False
    while raw := lines.readline(LONGEST_LINE + 1):
        number += 1
        here = f"{place}:{number}"
        if len(raw) > LONGEST_LINE:
            yield ArticleError(
                f"the line is longer than {LONGEST_LINE:,} bytes", place=here, remedy="write one article a line"
            )
            while raw and not raw.endswith(b"\n"):
                raw = lines.readline(LONGEST_LINE)
            found = True
            continue
        if raw.isspace() or raw == b"\xef\xbb\xbf":
            continue
        found = True
        try:
            draft: Draft | ArticleError = to_draft(decode(raw, here), here, path)
        except ArticleError as error:
            draft = error
        yield draft
    if not found:
        yield ArticleError("there is no article in it", place=place, remedy=f"write one a line: {_EXAMPLE}")


def to_draft(line: str, place: str, path: str | None) -> Draft:
    """The article that a line of JSON gives.

    Raises:
        ArticleError: it is not an object, lacks text, or a field has the wrong type.
    """
    record = _parse(line, place)
    if not isinstance(record, dict):
        raise ArticleError("the line is JSON but not an object", place=place, remedy=f"write {_EXAMPLE}")
    text = record.get("text")
    if text is None:
        raise ArticleError('the object has no "text"', place=place, remedy=f"write {_EXAMPLE}")
    if not isinstance(text, str):
        raise ArticleError('"text" is not a string', place=place, remedy=f"write {_EXAMPLE}")
    key = record.get("id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if key is not None and not isinstance(key, str):
        raise ArticleError('"id" is not a string', place=place, remedy="write it in quotation marks")
    values = {name: _field(record.get(name), name, place) for name in _FIELDS}
    published = to_published(values["published"]) if values["published"] else None
    if values["published"] and published is None:
        raise ArticleError(
            f'"published" is not a date: {values["published"][:40]!r}',
            place=place,
            remedy="write it as 2020-08-16 or 2020-08-16T18:03:00+02:00",
        )
    return Draft(
        text=text,
        place=place,
        key=key or None,
        title=values["title"],
        published=published,
        publisher=values["publisher"],
        url=values["url"],
        author=values["author"],
        path=path,
    )


def _parse(line: str, place: str) -> object:
    try:
        parsed: object = json.loads(line)
    except json.JSONDecodeError as problem:
        raise ArticleError(
            f"the line is not JSON: {problem.msg} at column {problem.colno}",
            place=place,
            remedy="write one JSON object a line, line breaks in it as \\n",
        ) from problem
    except (ValueError, RecursionError) as problem:  # a number of thousands of digits; brackets nested thousands deep
        raise ArticleError(
            "the line is not JSON that can be read", place=place, remedy=f"write {_EXAMPLE}"
        ) from problem
    return parsed


def _field(value: object, name: str, place: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ArticleError(
            f'"{name}" is not a string', place=place, remedy="write it in quotation marks, or leave it out"
        )
    return value.strip() or None if value else None
