"""One request to an endpoint, sent by a thread of its own, so that whoever waits for the answer may leave at any time.

It is sent on only to the same host, over in its time, and told of in the server's words.
"""

import http.client
import socket
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, Full, Queue

from kg.errors import KgError, QueryError, StoreError
from shell.connections import Connecting, SameHost
from shell.refusals import CHUNK, PACKINGS, Unpacker, packing_of, refusal, too_late
from shell.render import clean

LARGEST = 1 << 30
WAITING = 64
"""Parts of an answer that wait to be read before no more are asked of the server."""
TICK = 0.1


@dataclass(frozen=True, slots=True)
class Head:
    """What a server says before it answers: the media type, and how many rows it gives at most, where it says so."""

    kind: str
    most_rows: int | None = None


@dataclass(slots=True)
class Body:
    """An answer while it comes, to be read as a file; ``tick`` is called now and then.

    ``address`` and ``timeout`` are those of the request, which ends at ``until``.
    """

    address: str
    timeout: float
    until: float
    tick: Callable[[], object]
    parts: "Queue[Head | KgError | bytes]" = field(default_factory=lambda: Queue(WAITING))
    rest: memoryview = field(default_factory=lambda: memoryview(b""))
    ended: bool = False
    closed: bool = False
    connection: socket.socket | None = None

    def head(self) -> Head:
        """What comes first.

        Raises:
            QueryError: the server refuses, or takes longer.
            StoreError: it cannot be reached, or sends on to another host.
        """
        found = self.next()
        assert isinstance(found, Head)
        return found

    def read(self, size: int = CHUNK) -> bytes:
        """Some bytes, none at the end.

        Raises:
            QueryError: the server breaks off, or time is over.
        """
        while not self.rest and not self.ended:
            found = self.next()
            assert isinstance(found, bytes)
            self.rest, self.ended = memoryview(found), not found
        part = bytes(self.rest[:size])
        self.rest = self.rest[size:]
        return part

    def next(self) -> Head | bytes:
        """What comes next."""
        while True:
            self.tick()
            left = self.until - time.monotonic()
            if left <= 0:
                raise too_late(self.timeout)
            with suppress(Empty):
                found = self.parts.get(timeout=min(left, TICK))
                if isinstance(found, KgError):
                    raise found
                return found

    def put(self, part: Head | KgError | bytes) -> bool:
        """Have something read, from the thread that gets it; whether more is wanted."""
        while not self.closed:
            with suppress(Full):
                self.parts.put(part, timeout=TICK)
                return True
        return False

    def opened(self, connection: socket.socket) -> None:
        """Hear of the connection that it comes by."""
        self.connection = connection
        if self.closed:
            self.close()

    def close(self) -> None:
        """Want no more of it; the server notices that nobody listens."""
        self.closed = True
        if self.connection is not None:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def posted(
    address: str, form: Mapping[str, str], headers: Mapping[str, str], timeout: float, tick: Callable[[], object]
) -> Iterator[Body]:
    """Send a form; the answer while it comes, all of it within a time."""
    data = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(address, data, {**headers, "Accept-Encoding": "gzip"})
    body = Body(address, timeout, time.monotonic() + timeout, tick)
    try:
        threading.Thread(target=fetch, args=(request, body), name="endpoint", daemon=True).start()
        yield body
    finally:
        body.close()


def fetch(request: urllib.request.Request, body: Body) -> None:
    """Send a request and have its answer read, or what went wrong."""
    answers = False
    try:
        opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            Connecting(body.opened),
            SameHost(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.UnknownHandler(),
        ):
            opener.add_handler(handler)
        with opener.open(request, timeout=body.timeout) as response:
            rows = response.headers.get("X-SPARQL-MaxRows", "")
            answers = body.put(Head(response.headers.get_content_type(), int(rows) if rows.isdecimal() else None))
            if answers and all(map(body.put, parts_of(response))):
                body.put(b"")
    except KgError as error:
        body.put(error.with_traceback(None))
    except urllib.error.HTTPError as error:
        with error:
            body.put(refusal(error, body.address))
    except Exception as error:  # noqa: BLE001  # whatever it is, somebody waits to hear of it
        body.put(failure(error, body, answers=answers))


def failure(error: Exception, body: Body, *, answers: bool) -> KgError:
    """What is said where a server cannot be reached, or breaks off while it ``answers``."""
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return too_late(body.timeout)
    said = clean(str(reason)) or type(reason).__name__
    if answers:
        return QueryError(f"the server broke off: {said}", remedy="ask again, or for less")
    return StoreError(f"cannot be reached: {said}", place=body.address, remedy="check the address")


def parts_of(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body of a response, unpacked.

    Raises:
        OSError: it ends too soon, is too long, or is packed in an unknown way.
    """
    packing = packing_of(response.headers)
    if packing and packing not in PACKINGS:
        raise OSError(f"it answers in {clean(packing)}, which was not asked for")
    unpacker = Unpacker() if packing else None
    size = came = 0
    while part := response.read1(CHUNK):
        came += len(part)
        for plain in unpacker.unpacked(part) if unpacker else (part,):
            size += len(plain)
            yield plain
        if size > LARGEST:
            raise OSError("the answer is longer than 1 GB")
    announced = response.headers.get("Content-Length", "")
    if (announced.isdecimal() and came < int(announced)) or (unpacker and not unpacker.done):
        raise OSError("its answer ends before its end")
