"""Work in a forked child whose output is piped back, so that it can be stopped at once.

Oxigraph cannot be interrupted in a query; a child process can. The child has the graph as it was when it forked, only
runs its work, and leaves without touching anything of its parent. The caller sees to it that no other thread is inside
the graph at that moment.
"""

import os
import selectors
import signal
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from kg.errors import QueryError

Work = Callable[[BinaryIO], None]
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Output:
    """What the child wrote; ``stopped`` where it was interrupted before it was done.

    ``error`` is what it died of, ``error_kind`` the name of the exception.
    """

    data: bytes
    error_kind: str = ""
    error: str = ""
    stopped: bool = False


def run_apart(work: Work, *, timeout: float | None = None) -> Output:
    """Run work in a child; Ctrl-C or the end of the time stops it and keeps what it wrote so far.

    Raises:
        QueryError: the child was killed, or the time was over before it wrote anything.
    """
    data_in, data_out = os.pipe()
    error_in, error_out = os.pipe()
    # An interrupt waits until there is somebody to stop the child.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    with warnings.catch_warnings():
        # Python 3.12 warns of threads beside a fork; the child runs none of what they could hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(data_in)
        os.close(error_in)
        be_child(work, data_out, error_out)
    os.close(data_out)
    os.close(error_out)
    return collect(child, data_in, error_in, timeout)


def be_child(work: Work, data_out: int, error_out: int) -> None:
    """Do the work and end the process, whatever happens."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        with os.fdopen(data_out, "wb") as data:
            work(data)
        status = 0
    except (SyntaxError, OSError, ValueError, RuntimeError, MemoryError) as error:
        os.write(error_out, f"{type(error).__name__}\n{error}".encode(errors="replace")[:CHUNK])
    finally:
        os._exit(status)


def collect(child: int, data_in: int, error_in: int, timeout: float | None) -> Output:
    """Read both pipes to their end, or until interrupted."""
    parts: dict[int, list[bytes]] = {data_in: [], error_in: []}
    stopped, late = False, False
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        late = not read_all(parts, None if timeout is None else time.monotonic() + timeout)
    except KeyboardInterrupt:
        stopped = True
    finally:
        if stopped or late:
            os.kill(child, signal.SIGKILL)
        os.close(data_in)
        os.close(error_in)
        _, status = os.waitpid(child, 0)
    data = b"".join(parts[data_in])
    kind, _, error = b"".join(parts[error_in]).decode(errors="replace").partition("\n")
    if late and not data:
        raise QueryError(
            f"stopped after {timeout:g} seconds", remedy=r"narrow the query, or allow more: \timeout SECONDS"
        )
    if not (stopped or late or kind) and status:
        raise QueryError("the query ended without an answer", remedy="it may need more memory than there is; narrow it")
    return Output(data, kind, error or kind, stopped or late)


def read_all(parts: dict[int, list[bytes]], deadline: float | None) -> bool:
    """Fill the parts until all pipes end; whether they did in time."""
    with selectors.DefaultSelector() as selector:
        for pipe in parts:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                return False
            for key, _ in selector.select(left):
                chunk = os.read(key.fd, CHUNK)
                if chunk:
                    parts[key.fd].append(chunk)
                else:
                    selector.unregister(key.fd)
    return True
