"""Reader processes that answer queries, so that any of them can be stopped at once.

Oxigraph cannot be interrupted in a query; a process can be killed. Each reader has the graph for itself: that of a
directory it opens, one in memory it has from a fork. Readers are forked by a nursery, a process with one thread that
was itself forked before the shell had threads (Python 3.12 and later rightly warn of the other order). Where there is
no fork, a reader of a directory is started as a program.
"""

import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import QueryError
from shell.frames import DATA, DONE, ERROR, REQUEST, Request, receive, receive_all, send
from shell.reader import Opener, serve

MEMORY = 4 << 30
FORK, CAUSE = b"r", b"c"
"""What a nursery is asked for: a reader, or what ended one."""
Heard = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Output:
    """What a reader wrote; ``stopped`` before it was done, ``interrupted`` where Ctrl-C did that.

    ``error`` is what the query died of, ``error_kind`` the name of the exception.
    """

    data: bytes
    error_kind: str = ""
    error: str = ""
    stopped: bool = False
    interrupted: bool = False


@dataclass(slots=True)
class Worker:
    """A reader process: where to write requests and to read answers, and how to end it."""

    pid: int
    requests: int
    answers: int
    kill: Callable[[], object]
    end: Callable[[], int]
    """Wait for one that is ending; the number of the signal that ended it, 0 where none did, -1 if it is not known."""

    def close(self) -> None:
        """End it, whatever it does."""
        self.kill()
        os.close(self.requests)
        if self.answers != self.requests:
            os.close(self.answers)


@dataclass(slots=True)
class Pool:
    """Readers of one graph as it was when the pool was made; made as they are needed, kept while they are idle."""

    start: Callable[[], Worker]
    end: Callable[[], object]
    memory: int = MEMORY
    idle: list[Worker] = field(default_factory=list)
    busy: threading.Lock = field(default_factory=threading.Lock)
    closed: bool = False

    def take(self) -> Worker:
        """An idle reader, the one used last, or a new one."""
        with self.busy:
            return self.idle.pop() if self.idle else self.start()

    def give(self, worker: Worker) -> None:
        """Keep a reader for the next request."""
        with self.busy:
            if not self.closed:
                self.idle.append(worker)
                return
        worker.close()

    def close(self) -> None:
        """End all readers that are idle, and the others when they are done."""
        with self.busy:
            self.closed = True
            idle, self.idle = self.idle, []
        for worker in idle:
            worker.close()
        self.end()

    def run(self, request: Request, *, timeout: float | None = None, heard: Heard | None = None) -> Output:
        """Let a reader answer; Ctrl-C or the end of the time stops it and keeps what it wrote so far.

        Whoever ``heard`` gets each piece instead, and an empty one now and then while none comes.

        Raises:
            QueryError: the reader ended without an answer.
        """
        worker, done, parts, last = self.take(), False, list[bytes](), b""
        stopped = late = False
        try:
            for kind, data in exchange(worker, request, timeout):
                if kind != DATA:
                    done, last = True, data if kind == ERROR else b""
                elif heard is not None:
                    heard(data)
                elif data:
                    parts.append(data)
            late = not done
        except KeyboardInterrupt:
            stopped = True
        except EOFError as error:
            raise explain_end(worker.end(), self.memory) from error
        finally:
            self.give(worker) if done else worker.close()
        error_kind, _, words = last.decode(errors="replace").partition("\n")
        return Output(b"".join(parts), error_kind, words or error_kind, stopped or late, stopped)


def explain_end(ended_by: int, memory: int) -> QueryError:
    """What is said of a reader that a signal ended. Oxigraph aborts where it gets no memory."""
    said = "the query ended without an answer: "
    if memory and ended_by in {0, signal.SIGABRT}:
        return QueryError(
            f"{said}it wanted more than {memory >> 20:,} MB of memory",
            remedy=r"narrow it, add a LIMIT, or allow more: \memory MEGABYTES",
        )
    if ended_by == signal.SIGKILL:
        return QueryError(
            f"{said}its process was killed from outside, maybe since the system ran out of memory",
            remedy="ask again, or for less",
        )
    what = signal.Signals(ended_by).name if ended_by in set(signal.Signals) else "an unknown cause"
    return QueryError(f"{said}its process was ended by {what}", remedy="ask it in another way")


def exchange(worker: Worker, request: Request, timeout: float | None) -> Iterator[tuple[bytes, bytes]]:
    """Send a request and get the frames of its answer, fewer where time is over.

    Raises:
        EOFError: the reader is gone.
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    try:
        send(worker.requests, REQUEST, request.encode())
    except OSError as error:
        raise EOFError from error
    yield from receive_all(worker.answers, deadline)


def make_pool(opener: Opener, path: Path | None, *, memory: int = MEMORY, forks: bool = hasattr(os, "fork")) -> Pool:
    """Readers of a graph: by forking, else by starting programs on its directory.

    Raises:
        OSError: neither can be done.
    """
    if forks:
        nursery = fork_nursery(opener, memory)
        return Pool(nursery.start, nursery.close, memory)
    if path is None:
        raise OSError("a graph in memory has no readers where there is no fork")
    return Pool(lambda: start_program(path, memory), bool, memory)


def start_program(path: Path, memory: int) -> Worker:
    """A reader of a graph directory as a program of its own."""
    command = [sys.executable, "-P", "-m", "shell.reader", str(path), str(memory)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdin is not None
    assert program.stdout is not None
    requests, answers = os.dup(program.stdin.fileno()), os.dup(program.stdout.fileno())
    program.stdin.close()
    program.stdout.close()

    def kill() -> None:
        program.kill()
        program.wait()

    return Worker(program.pid, requests, answers, kill, lambda: max(-program.wait(), 0))


@dataclass(frozen=True, slots=True)
class Nursery:
    """The process that forks readers, and the socket that asks it to."""

    socket: socket.socket
    pid: int

    def start(self) -> Worker:
        """A new reader.

        Raises:
            OSError: the nursery is gone.
        """
        pipe, first = self.request(FORK)
        if first is None:
            os.close(pipe)
            raise OSError("no process can be made")
        pid = int(first)
        return Worker(pid, pipe, pipe, lambda: end_process(pid), lambda: self.cause(pid))

    def request(self, word: bytes, pid: int = 0) -> tuple[int, bytes | None]:
        """Ask for something, of a process where one is named; the pipe to it, and what came first by that."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self.socket, [word], [theirs.fileno()])
            if pid:
                send(ours.fileno(), REQUEST, str(pid).encode())
            first = receive(ours.fileno())
        except BaseException:
            ours.close()
            raise
        return ours.detach(), first[1] if first else None

    def cause(self, pid: int) -> int:
        """The number of the signal that ends a process of the nursery, 0 where none does, -1 where it is not known."""
        try:
            pipe, found = self.request(CAUSE, pid)
        except OSError:
            return -1
        os.close(pipe)
        return int(found) if found else -1

    def close(self) -> None:
        """End it; readers end with their pipes."""
        self.socket.close()
        end_process(self.pid)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def end_process(pid: int) -> None:
    """Kill a process that may be gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def fork_nursery(opener: Opener, memory: int) -> Nursery:
    """Fork the process that forks readers."""
    ours, theirs = socket.socketpair()
    with warnings.catch_warnings():
        # After a change of a graph in memory the shell has threads; none of them is in the graph, and what is forked
        # runs nothing but its own loop.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        theirs.close()
        return Nursery(ours, pid)
    try:
        # What the shell has let go of must not be finished here: it would close files by their numbers, which are
        # soon those of others.
        gc.freeze()
        leave_alone(theirs.fileno())
        nurse(theirs, opener, memory)
    finally:
        os._exit(0)


def leave_alone(pipe: int) -> None:
    """Let go of every file but one, so that nobody waits for the end of what this process happens to hold."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    os.closerange(3, pipe)
    os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX") if sys.platform != "linux" else highest_file() + 1)


def highest_file() -> int:
    """The highest number of an open file."""
    return max(int(name) for name in os.listdir("/proc/self/fd"))


def nurse(asked: socket.socket, opener: Opener, memory: int) -> None:
    """Fork a reader each time one is asked for, and say what ended one, until nobody can ask any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    readers = set[int]()
    while True:
        word, pipes, _, _ = socket.recv_fds(asked, 1, 1)
        if not word:
            return
        if word == CAUSE:
            say_cause(pipes[0], readers)
            continue
        # Those that ended and that nobody asked about go away.
        readers = {pid for pid in readers if not os.waitpid(pid, os.WNOHANG)[0]}
        pid = os.fork()
        readers.add(pid)
        if not pid:
            asked.close()
            send(pipes[0], DONE, str(os.getpid()).encode())
            serve(opener, pipes[0], pipes[0], memory)
            os._exit(0)
        os.close(pipes[0])


def say_cause(pipe: int, readers: set[int]) -> None:
    """Wait for a reader that is ending, and say which signal ended it; 0 where none did, or it is not known."""
    try:
        frame = receive(pipe)
        pid = int(frame[1]) if frame else 0
        known = pid in readers
        readers.discard(pid)
        send(pipe, DONE, str(max(-os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0) if known else 0).encode())
    except OSError:
        pass  # the shell is gone
    finally:
        os.close(pipe)
