"""One request to an endpoint: sent on only to the same host, over in its time, told of in the server's words."""

import http.client
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from kg.errors import QueryError, StoreError
from shell.logins import REMEDY
from shell.render import clean, shorten

LARGEST = 1 << 30
CHUNK = 1 << 16
MESSAGE = 600
REFUSED = frozenset({401, 403})
KEPT = frozenset({301, 302, 307, 308})
PORTS: Mapping[str, int] = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: its media type, its bytes, and how many rows it gives at most, where it says so."""

    kind: str
    body: bytes
    most_rows: int | None = None


class SameHost(urllib.request.HTTPRedirectHandler):
    """Sends a query on to another address of the same host only, so that no password goes anywhere else."""

    def redirect_request(  # noqa: PLR0917  # the signature is that of urllib
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The same request at the new address."""
        if not is_same_host(req.full_url, newurl):
            raise StoreError(
                f"sends on to {clean(newurl)}", place=req.full_url, remedy="open that one, if you trust it"
            )
        data = req.data if code in KEPT else None
        return urllib.request.Request(newurl, data, dict(req.header_items()), unverifiable=True)


def is_same_host(old: str, new: str) -> bool:
    """Whether an address is at the host and port of another, or at the same host by https where that one is by http.

    >>> is_same_host("http://a.example/x", "https://a.example/y"), is_same_host("https://a.example/", "http://a.example/")
    (True, False)
    """
    one, other = urllib.parse.urlsplit(old), urllib.parse.urlsplit(new)
    try:
        ports = [each.port or PORTS.get(each.scheme) for each in (one, other)]
    except ValueError:
        return False
    if one.hostname != other.hostname or None in ports:
        return False
    if one.scheme == other.scheme:
        return ports[0] == ports[1]
    return (one.scheme, other.scheme) == ("http", "https") and ports == [80, 443]


def post(address: str, form: Mapping[str, str], headers: Mapping[str, str], timeout: float) -> Response:
    """Send a form and read the answer, all of it within a time.

    Raises:
        QueryError: the server refuses, or takes longer.
        StoreError: it cannot be reached, or sends on to another host.
    """
    until = time.monotonic() + timeout
    data = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, data, dict(headers))
    opener = urllib.request.build_opener(SameHost)
    try:
        with opener.open(request, timeout=timeout) as response:
            rows = response.headers.get("X-SPARQL-MaxRows", "")
            body = read_until(response, until)
            return Response(response.headers.get_content_type(), body, int(rows) if rows.isdecimal() else None)
    except urllib.error.HTTPError as error:
        raise refusal(error, address) from error
    except TimeoutError as error:
        raise too_late(timeout) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            raise too_late(timeout) from error
        raise StoreError(
            f"cannot be reached: {clean(str(reason))}", place=address, remedy="check the address"
        ) from error


def read_until(response: http.client.HTTPResponse, until: float) -> bytes:
    """The body of a response, if it comes in time.

    Raises:
        TimeoutError: it does not.
        OSError: it is too long.
    """
    parts, size = list[bytes](), 0
    while part := response.read1(CHUNK):
        parts.append(part)
        size += len(part)
        if time.monotonic() > until:
            raise TimeoutError
        if size > LARGEST:
            raise OSError("the answer is longer than 1 GB")
    return b"".join(parts)


def too_late(timeout: float) -> QueryError:
    """What is said when time is over."""
    return QueryError(
        f"no answer within {timeout:g} seconds", remedy=r"narrow the query, or allow more: \timeout SECONDS"
    )


def refusal(error: urllib.error.HTTPError, address: str) -> QueryError | StoreError:
    """What the server says of a query that it does not answer, without markup and control codes."""
    words = error.read(1 << 16).decode("utf-8", errors="replace")
    shown = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", " ", words)
    plain = shorten(clean(" ".join(re.sub(r"<[^>]*>", " ", shown).split())), MESSAGE)
    said = f"the server says: {error.code} {clean(error.reason or '')}{f': {plain}' if plain else ''}"
    if error.code in REFUSED:
        return StoreError(said, place=address, remedy=REMEDY)
    return QueryError(said)
