"""Files, folders and standard input into articles, one at a time."""

import codecs
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, cast

from kg.articles.drafts import LONGEST_TEXT, Defaults, Draft, to_article, to_published
from kg.articles.encodings import check_binary, decode, decode_page
from kg.articles.pages import read_page
from kg.articles.records import read_records
from kg.errors import ArticleError
from kg.model import Article
from kg.names import Names

Form = Literal["text", "html", "json"]

FORMS: dict[str, Form] = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "json"}
"""The endings that a folder is searched for."""
MORE_FORMS: dict[str, Form] = {**FORMS, ".xhtml": "html", ".ndjson": "json", ".json": "json"}
"""The endings that are known when a file is named; any other file is looked into."""
STANDARD_INPUT = "-"
LONGEST_FILE = 4 * LONGEST_TEXT + 3
LONGEST_PAGE = 30_000_000

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|\?xml|html|head|body|article|meta|title|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_articles(
    sources: Iterable[str | Path],
    *,
    names: Names,
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles of files, folders (searched through, in order of names) and ``-``, standard input.

    An article that cannot be read is an error among them, and the rest go on; one article is held at a time.
    ``title``, ``published`` and ``publisher`` hold where an article does not give its own. A key that comes again
    is passed on again: the graph puts the later text in the place of the earlier.
    """
    day = to_published(published) if published else None
    if published and day is None:
        yield ArticleError(
            f"{published[:40]!r} is not a date",
            place="--date",
            remedy="write it as 2020-08-16 or 2020-08-16T18:03:00+02:00",
        )
        return
    defaults = Defaults(title, day, publisher)
    for source in sources:
        for draft in _read_source(source, stdin):
            yield _article(draft, names, defaults)


def _article(draft: Draft | ArticleError, names: Names, defaults: Defaults) -> Article | ArticleError:
    if isinstance(draft, ArticleError):
        return draft
    try:
        return to_article(draft, names, defaults)
    except ArticleError as error:
        return error


def _read_source(source: str | Path, stdin: BinaryIO | None) -> Iterator[Draft | ArticleError]:
    if str(source) == STANDARD_INPUT:
        yield from _read_stdin(stdin or sys.stdin.buffer)
        return
    path = Path(source)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):  # a name that the system does not allow is told of when it is opened
        is_folder = False
    if not is_folder:
        yield from _read_file(path)
        return
    found = False
    for item in _walk(path):
        found = True
        yield from [item] if isinstance(item, ArticleError) else _read_file(item)
    if not found:
        yield ArticleError(
            "the folder has no articles", place=_shown(path), remedy=f"put files in it that end in {', '.join(FORMS)}"
        )


def _read_stdin(stream: BinaryIO) -> Iterator[Draft | ArticleError]:
    reader = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    try:
        yield from _guarded(reader, "standard input", None, None)
    finally:
        if reader is not stream:
            reader.detach()


def _walk(folder: Path) -> Iterator[Path | ArticleError]:
    """The articles under a folder; hidden ones and what a browser saves beside a page (``NAME_files``) left out."""
    errors: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=errors.append):
        pages = {Path(name).stem for name in files if MORE_FORMS.get(Path(name).suffix.lower()) == "html"}
        folders[:] = sorted(
            name for name in folders if not (name.startswith(".") or name.removesuffix("_files") in pages - {name})
        )
        for name in sorted(files):
            if Path(name).suffix.lower() in FORMS and not name.startswith("."):
                yield Path(here, name)
        yield from (_unreadable(error, _shown(Path(error.filename))) for error in errors)
        errors.clear()


def _read_file(path: Path) -> Iterator[Draft | ArticleError]:
    try:
        file = path.open("rb")
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the name
        yield _unreadable(problem, _shown(path))
        return
    with file:
        yield from _guarded(file, _shown(path), path, MORE_FORMS.get(path.suffix.lower()))


def _guarded(
    file: io.BufferedReader, place: str, path: Path | None, form: Form | None
) -> Iterator[Draft | ArticleError]:
    try:
        yield from _read_open(file, place, path, form)
    except ArticleError as error:
        yield error
    except OSError as problem:
        yield _unreadable(problem, place)


def _read_open(
    reader: io.BufferedReader, place: str, path: Path | None, form: Form | None
) -> Iterator[Draft | ArticleError]:
    """The articles of an open file; its first bytes tell what it is where its name does not."""
    blank = b""
    while (head := reader.peek()) and head.isspace() and len(blank) <= LONGEST_FILE:
        blank += reader.read(len(head))
    if not head:
        raise ArticleError("the file is empty", place=place, remedy="give it a text, or leave it out")
    check_binary(head, place)
    form = form or _sniff(head)
    where = _shown(path) if path else None
    if form == "json":
        yield from read_records(reader, place, where, blank.count(b"\n"))
        return
    longest = LONGEST_FILE if form == "text" else LONGEST_PAGE
    data = blank + reader.read(longest + 1)
    if len(data) > longest:
        raise ArticleError(
            f"the file has more than {longest:,} bytes", place=place, remedy="split it into the articles it holds"
        )
    check_binary(data, place)
    stem = path.stem if path else ""
    if form == "html":
        yield read_page(decode_page(data, place), place, where, stem)
    else:
        yield Draft(decode(data, place), place, path=where, stem=stem)


def _sniff(head: bytes) -> Form:
    """What a text is by its first bytes that are not blank."""
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return "json"
    return "html" if _HTML.match(head) else "text"


def _shown(path: Path) -> str:
    """A path that can be printed and stored, whatever bytes the system allows in names."""
    return os.fsencode(path).decode("utf-8", "replace")


def _unreadable(problem: OSError | ValueError, place: str) -> ArticleError:
    if isinstance(problem, FileNotFoundError):
        return ArticleError("there is no such file or folder", place=place, remedy="check the name")
    if isinstance(problem, PermissionError):
        return ArticleError("it may not be read", place=place, remedy="change its permissions")
    reason = problem.strerror if isinstance(problem, OSError) else str(problem)
    return ArticleError(f"it cannot be read: {reason}", place=place, remedy="check the name and the disk")
