"""Bytes into text: UTF-8, with or without mark, or what a page declares."""

import codecs
import re

from kg.errors import ArticleError

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x7fELF", "a program"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I
)
_BROWSERS = {"ascii": "cp1252", "iso8859-1": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8", "utf-16-be": "utf-8"}
"""What browsers take a declaration for: what a page can declare in ASCII is not UTF-16."""


def check_binary(data: bytes, place: str) -> None:
    """Refuse what is no text.

    Raises:
        ArticleError: it begins as some other format does, or holds NULs.
    """
    what = next((what for magic, what in _MAGIC if data.startswith(magic)), None)
    if what is None and b"\0" in data:
        what = f"binary (a NUL at byte {data.index(0)})"
    if what:
        raise ArticleError(
            f"the file is {what}", place=place, remedy="save the article as plain text in UTF-8 or as HTML"
        )


def decode(data: bytes, place: str) -> str:
    """UTF-8 without its mark.

    Raises:
        ArticleError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        offset = problem.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
        where = f"{place}:{line}" if line > 1 or not re.search(r":\d+$", place) else place
        raise ArticleError(
            f"the text is not UTF-8: byte 0x{data[offset]:02x} at offset {offset}",
            place=where,
            remedy="convert it, for instance with: iconv -f WINDOWS-1252 -t UTF-8",
        ) from problem


def decode_page(data: bytes, place: str) -> str:
    """A page by its mark, by the encoding it declares, or as UTF-8.

    Raises:
        ArticleError: it is not in the encoding it declares, or declares none and is not UTF-8.
    """
    declared = _DECLARED.search(data[:4096])
    if data.startswith(codecs.BOM_UTF8) or not declared:
        return decode(data, place)
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
        codec = _BROWSERS.get(codec, codec)
        return decode(data, place) if codec == "utf-8" else codecs.decode(data, codec, "strict")
    except (LookupError, UnicodeError, TypeError, AttributeError, AssertionError) as problem:
        raise ArticleError(
            f"the page declares the encoding {name!r}, but its bytes cannot be read so",
            place=place,
            remedy="save it anew from the browser, in UTF-8",
        ) from problem
