"""What a reader process and the shell say to each other: frames of a kind, a length and bytes, over two pipes.

The shell sends one frame with a request. The reader answers with frames of data, then one that says it is done or
what went wrong. A reader that dies ends its pipe, so that the shell never waits for it.
"""

import json
import os
import selectors
import struct
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

HEAD = struct.Struct(">cI")
REQUEST, DATA, DONE, ERROR = b"Q", b"D", b"Z", b"E"
CHUNK = 1 << 16
TICK = 0.1
"""Seconds after which whoever waits for an answer is told that there is nothing new."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query with the prefixes it may use and the part of the graph that it sees.

    With ``counted``, the query is a list of queries, one a line, that each may have some result: the answer is a byte
    for each, up to the moment where ``seconds`` are over. With ``streamed``, what there is of the answer is sent while
    the query goes on.
    """

    query: str
    prefixes: dict[str, str]
    view: str = "all"
    counted: bool = False
    seconds: float = 0
    streamed: bool = False

    def encode(self) -> bytes:
        """As bytes."""
        return json.dumps(asdict(self)).encode()


def decode(data: bytes) -> Request:
    """The request that was encoded."""
    return Request(**json.loads(data))


def send(pipe: int, kind: bytes, data: bytes = b"") -> None:
    """Write one frame.

    Raises:
        OSError: nobody reads.
    """
    left = memoryview(HEAD.pack(kind, len(data)) + data)
    while left:
        left = left[os.write(pipe, left) :]


def receive(pipe: int) -> tuple[bytes, bytes] | None:
    """Wait for one frame, None at the end of the pipe."""
    head = read_exactly(pipe, HEAD.size)
    if head is None:
        return None
    kind, size = HEAD.unpack(head)
    data = read_exactly(pipe, size)
    return None if data is None else (kind, data)


def read_exactly(pipe: int, size: int) -> bytes | None:
    """So many bytes, None where the pipe ends before."""
    parts: list[bytes] = []
    while size:
        part = os.read(pipe, min(size, CHUNK))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def receive_all(pipe: int, deadline: float | None) -> Iterator[tuple[bytes, bytes]]:
    """The frames of an answer to its last; fewer where time is over. Data that is there at once is one frame.

    Raises:
        EOFError: the reader is gone.
    """
    buffer = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = TICK if deadline is None else deadline - time.monotonic()
            if left <= 0:
                return
            if not selector.select(min(left, TICK)):
                yield DATA, b""
                continue
            part = read_part(pipe)
            buffer += part
            data = bytearray()
            for kind, piece in whole_frames(buffer):
                if kind == DATA:
                    data += piece
                    continue
                yield DATA, bytes(data)
                yield kind, piece
                return
            yield DATA, bytes(data)


def whole_frames(buffer: bytearray) -> Iterator[tuple[bytes, bytes]]:
    """The frames at the beginning of a buffer, which are taken out of it."""
    while len(buffer) >= HEAD.size:
        kind, size = HEAD.unpack_from(buffer)
        if len(buffer) < HEAD.size + size:
            return
        yield kind, bytes(buffer[HEAD.size : HEAD.size + size])
        del buffer[: HEAD.size + size]


def read_part(pipe: int) -> bytes:
    """Some bytes.

    Raises:
        EOFError: nobody writes any more.
    """
    try:
        part = os.read(pipe, CHUNK)
    except OSError as error:
        raise EOFError from error
    if not part:
        raise EOFError
    return part
