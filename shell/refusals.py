"""What an endpoint says where it does not answer, in its own words."""

import email.utils
import http.client
import re
import time
import urllib.error
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message

from kg.errors import QueryError, StoreError
from shell.logins import REMEDY
from shell.render import clean, shorten

CHUNK = 1 << 16
"""Bytes that are read at once."""
MESSAGE = 600
YEAR = 365 * 86400.0
BUSY = frozenset({429, 503})
REFUSED = frozenset({401, 403})
PACKINGS = frozenset({"gzip", "deflate"})
GZIP = 47
"""For zlib: gzip or deflate, whichever it is."""


class BusyError(QueryError):
    """The server asks for a rest of so many seconds."""

    def __init__(self, message: str, *, seconds: float, remedy: str) -> None:
        self.seconds = seconds
        super().__init__(message, remedy=remedy)


class LateError(QueryError):
    """The answer, or the rest of it, did not come in time."""


@dataclass(slots=True)
class Unpacker:
    """What was packed by gzip, be it in several parts, a piece at a time."""

    stream: "zlib._Decompress" = field(default_factory=lambda: zlib.decompressobj(GZIP))
    done: bool = False

    def unpacked(self, data: bytes) -> Iterator[bytes]:
        """What a piece holds, in pieces that are not much larger."""
        while data:
            if self.stream.eof:
                data = data.lstrip(b"\0")  # as gzip itself allows behind each part
                if not data:
                    break
                self.stream = zlib.decompressobj(GZIP)
            if plain := self.stream.decompress(data, CHUNK):
                yield plain
            data = self.stream.unused_data if self.stream.eof else self.stream.unconsumed_tail
        while not self.stream.eof and (plain := self.stream.decompress(b"", CHUNK)):
            yield plain
        self.done = self.stream.eof


def packing_of(headers: Message) -> str:
    """How an answer is packed, empty where it is not."""
    packing = headers.get("Content-Encoding", "").strip().lower().removeprefix("x-")
    return "" if packing == "identity" else packing


def too_late(timeout: float) -> LateError:
    """What is said when time is over."""
    return LateError(
        f"no answer within {timeout:g} seconds", remedy=r"narrow the query, or allow more: \timeout SECONDS"
    )


def words_in(page: bytes) -> str:
    """What a page says, without markup and control codes."""
    words = page.decode("utf-8", errors="replace")
    shown = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", " ", words)
    return shorten(clean(" ".join(re.sub(r"<[^>]*>", " ", shown).split())), MESSAGE)


def refusal(error: urllib.error.HTTPError, address: str) -> QueryError | StoreError:
    """What the server says of a query that it does not answer."""
    page = b""
    with suppress(OSError, http.client.HTTPException, zlib.error):
        page = error.read(CHUNK)
        if packing_of(error.headers) in PACKINGS:
            page = b"".join(Unpacker().unpacked(page))[:CHUNK]
    plain = words_in(page)
    said = f"the server says: {error.code} {clean(error.reason or '')}{f': {plain}' if plain else ''}"
    if error.code in REFUSED:
        return StoreError(said, place=address, remedy=REMEDY)
    if error.code in BUSY:
        seconds = seconds_in(error.headers.get("Retry-After", ""))
        return BusyError(
            said, seconds=seconds, remedy=f"ask again in {seconds:.0f} seconds" if seconds else "ask again later"
        )
    return QueryError(said)


def seconds_in(wait: str) -> float:
    """How long a server wants to be left alone, by its ``Retry-After``: seconds or a date; 0 where it does not say.

    >>> seconds_in("30"), seconds_in("Wed, 21 Oct 2015 07:28:00 GMT"), seconds_in("soon"), seconds_in("9" * 400)
    (30.0, 0.0, 0.0, 31536000.0)
    """
    if wait.strip().isdecimal():
        return min(float(wait), YEAR)
    try:
        return max(email.utils.parsedate_to_datetime(wait).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return 0.0
