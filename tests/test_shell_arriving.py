"""An endpoint's answer is read while it comes, however the server behaves."""

import gzip
import os
import signal
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from kg.errors import QueryError, StoreError
from kg.query import Rows, Triples, Truth
from shell.endpoint import EndpointBackend
from shell.refusals import BusyError
from shell.session import Session, answer_query
from shell.show import Screen

HEAD = b'{"head": {"vars": ["n"]}, "results": {"bindings": ['
END = b"]}}"
JSON = "application/sparql-results+json"
QUERY = "SELECT ?n { ?x :number ?n } LIMIT 100000"


def rows(first: int, last: int) -> bytes:
    """Rows of numbers as they stand in JSON, with a comma before each but that of 0."""
    return b"".join((b"," if n else b"") + b'{"n": {"type": "literal", "value": "%d"}}' % n for n in range(first, last))


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says; ``go`` lets it go on, ``left`` is set once nobody listens to it."""

    protocol_version = "HTTP/1.1"
    act: ClassVar[Callable[["Handler"], None]]
    asked: ClassVar[list[str]] = []
    go: ClassVar[threading.Event]
    left: ClassVar[threading.Event]

    def do_POST(self) -> None:  # the name that http.server calls
        self.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.close_connection = True
        type(self).act(self)

    def begin(self, kind: str = JSON, status: int = 200, **headers: str) -> None:
        """The head of an answer."""
        self.send_response(status)
        for name, value in {"Content_Type": kind, "Connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def wait_until_left(self) -> None:
        """Write until nobody listens."""
        with suppress(OSError):
            while True:
                self.wfile.write(b" " * 65536)
        self.left.set()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def server(act: Callable[[Handler], None]) -> Iterator[EndpointBackend]:
    """An endpoint that answers so."""
    Handler.act, Handler.go, Handler.left = act, threading.Event(), threading.Event()
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield EndpointBackend(f"http://127.0.0.1:{running.server_port}/sparql")
        finally:
            Handler.go.set()
            running.shutdown()
            thread.join()


def values(found: object) -> list[str]:
    """The numbers in the rows of an answer."""
    assert isinstance(found, Rows)
    return [getattr(row[0], "value", "") for row in found.rows]


def two_parts(handler: Handler) -> None:
    """Three rows, and two more when the test says so."""
    handler.begin()
    handler.wfile.write(HEAD + rows(0, 3))
    assert handler.go.wait(20)
    handler.wfile.write(rows(3, 5) + END)


def test_the_first_rows_are_there_before_the_server_is_done() -> None:
    heard: list[list[str]] = []

    def arrived(more: Rows | int) -> None:
        heard.append(values(more))
        Handler.go.set()

    with server(two_parts) as backend:
        found = backend.run(QUERY, arrived=arrived)
    assert heard[0] == ["0", "1", "2"]
    assert (values(found), getattr(found, "complete", None)) == (list("01234"), True)


def test_control_c_keeps_what_came_and_the_server_is_left() -> None:
    def endless(handler: Handler) -> None:
        handler.begin()
        handler.wfile.write(HEAD + rows(0, 3) + b",")
        assert handler.go.wait(20)
        handler.wait_until_left()

    def arrived(_: Rows | int) -> None:
        Handler.go.set()
        os.kill(os.getpid(), signal.SIGINT)

    with server(endless) as backend:
        found = backend.run(QUERY, arrived=arrived)
        assert Handler.left.wait(20)
    assert (values(found), getattr(found, "complete", None)) == (list("012"), False)


def test_control_c_before_anything_came_leaves_the_server() -> None:
    def silent(handler: Handler) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        handler.left.set() if not handler.connection.recv(1) else None

    with server(silent) as backend:
        with pytest.raises(KeyboardInterrupt):
            backend.run(QUERY)
        assert Handler.left.wait(20)


def test_rows_that_came_before_time_was_over_are_an_answer_that_is_not_complete() -> None:
    with server(two_parts) as backend:
        found = backend.run(QUERY, timeout=3)
        assert (values(found), getattr(found, "complete", None)) == (list("012"), False)
        with pytest.raises(QueryError, match=r"no answer within 0\.3 seconds"):
            backend.ask(QUERY, timeout=0.3)


def test_triples_are_counted_while_they_come() -> None:
    def act(handler: Handler) -> None:
        handler.begin("text/turtle")
        handler.wfile.write(b"<a:a> <a:b> <a:c>, <a:d> .\n")
        assert handler.go.wait(20)
        handler.wfile.write(b"<a:a> <a:b> <a:e> .\n")

    heard: list[Rows | int] = []

    def arrived(more: Rows | int) -> None:
        heard.append(more)
        Handler.go.set()

    with server(act) as backend:
        found = backend.run("CONSTRUCT WHERE { ?x ?y ?z }", arrived=arrived)
    assert heard[0] == 2
    assert isinstance(found, Triples)
    assert len(found.triples) == 3


def by_length(handler: Handler) -> None:
    handler.begin(Content_Length="5000")
    handler.wfile.write(HEAD + rows(0, 3) + END)


def in_chunks(handler: Handler) -> None:
    handler.begin(Transfer_Encoding="chunked")
    part = HEAD + rows(0, 3)
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))


def in_a_row(handler: Handler) -> None:
    handler.begin()
    handler.wfile.write(HEAD + rows(0, 3) + b',{"n": {"type"')


def packed(handler: Handler) -> None:
    handler.begin(Content_Encoding="gzip")
    packer = zlib.compressobj(wbits=31)
    handler.wfile.write(packer.compress(HEAD + rows(0, 3)) + packer.flush(zlib.Z_SYNC_FLUSH))


@pytest.mark.parametrize("act", [by_length, in_chunks, in_a_row, packed])
def test_a_server_that_breaks_off_is_told_of_and_its_rows_are_shown(
    act: Callable[[Handler], None],
) -> None:
    with server(act) as backend:
        shown: list[str] = []
        session = Session(backend, Screen(terminal=True, width=60), output=shown.append)
        with pytest.raises(QueryError, match=r"the server broke off|the answer breaks off"):
            answer_query(session, QUERY)
        assert "3 rows (stopped: there may be more)" in "".join(shown)
        assert values(session.last and session.last.answer) == list("012")


def test_triples_that_end_too_soon_are_no_answer() -> None:
    def act(handler: Handler) -> None:
        handler.begin("application/n-triples", Content_Length="900")
        handler.wfile.write(b"<a:a> <a:b> <a:c> .\n")

    with server(act) as backend, pytest.raises(QueryError, match="the server broke off: its answer ends before"):
        backend.run("CONSTRUCT WHERE { ?x ?y ?z }")


@pytest.mark.parametrize("parts", [1, 3])
def test_an_answer_may_be_packed(parts: int) -> None:
    whole = HEAD + rows(0, 5) + END
    size = len(whole) // parts + 1

    def act(handler: Handler) -> None:
        handler.begin(Content_Encoding="gzip")
        for at in range(0, len(whole), size):
            handler.wfile.write(gzip.compress(whole[at : at + size]))

    with server(act) as backend:
        assert values(backend.run(QUERY)) == list("01234")


def test_a_packing_that_is_not_known_is_said_to_be() -> None:
    with (
        server(lambda handler: handler.begin(Content_Encoding="br")) as backend,
        pytest.raises(QueryError, match="answers in br, which was not asked for"),
    ):
        backend.run(QUERY)


def test_a_page_instead_of_rows_is_told_in_its_words() -> None:
    def act(handler: Handler) -> None:
        handler.begin("text/html")
        handler.wfile.write(b"<title>Down</title><script>x()</script><p>Back at\x1b[31m noon</p>")

    with server(act) as backend, pytest.raises(StoreError, match="answers text/html: Down Back at noon; give the"):
        backend.run(QUERY)


@pytest.mark.parametrize(
    ("status", "wait", "said"),
    [
        (429, "7", "the server says: 429 Too Many Requests: Slow down; ask again in 7 seconds"),
        (503, "", "the server says: 503 Service Unavailable: Slow down; ask again later"),
    ],
)
def test_a_busy_server_says_when_to_ask_again_and_completion_waits(status: int, wait: str, said: str) -> None:
    def act(handler: Handler) -> None:
        body = gzip.compress(b"<b>Slow down</b>")
        more = {"Retry_After": wait} if wait else {}
        handler.begin("text/html", status, Content_Length=str(len(body)), Content_Encoding="gzip", **more)
        handler.wfile.write(body)

    with server(act) as backend:
        with pytest.raises(BusyError) as caught:
            backend.run(QUERY)
        assert str(caught.value) == said
        with pytest.raises(QueryError, match="asked no more for a while" if wait else "503"):
            backend.ask("ASK {}", timeout=2)
        assert len(Handler.asked) == (1 if wait else 2)


def test_a_server_is_left_alone_as_long_as_it_asks_also_after_more_failures() -> None:
    with server(lambda handler: handler.begin(status=503, Retry_After="300", Content_Length="0")) as backend:
        for _ in range(4):
            with pytest.raises(BusyError, match="ask again in 300 seconds"):
                backend.run(QUERY)
        assert backend.rests_until - time.monotonic() > 200
        with pytest.raises(QueryError, match="asked no more for a while"):
            backend.ask("ASK {}")
        assert len(Handler.asked) == 4


def test_failures_count_in_a_row_only() -> None:
    def act(handler: Handler) -> None:
        if len(handler.asked) % 2:
            handler.begin(status=503, Content_Length="0")
        else:
            handler.begin()
            handler.wfile.write(HEAD + rows(0, 1) + END)

    with server(act) as backend:
        for _ in range(3):
            with pytest.raises(BusyError, match="ask again later"):
                backend.run(QUERY)
            assert values(backend.run(QUERY)) == ["0"]
        assert (backend.failures, backend.rests_until <= time.monotonic()) == (0, True)


def test_a_yes_is_an_answer_though_the_connection_stays_open() -> None:
    def act(handler: Handler) -> None:
        handler.begin()
        handler.wfile.write(b'{"head": {}, "boolean": true}')
        assert handler.go.wait(20)

    with server(act) as backend:
        assert backend.run("ASK {}", timeout=2) == Truth(value=True)


def test_zeros_behind_a_packed_answer_are_no_fault() -> None:
    def act(handler: Handler) -> None:
        handler.begin(Content_Encoding="x-gzip")
        handler.wfile.write(gzip.compress(HEAD + rows(0, 5) + END) + bytes(16))

    with server(act) as backend:
        assert values(backend.run(QUERY)) == list("01234")


def test_a_huge_answer_is_read_and_told_of_in_pieces() -> None:
    def act(handler: Handler) -> None:
        handler.begin()
        handler.wfile.write(HEAD + rows(0, 50_000) + END)

    heard: list[str] = []
    with server(act) as backend:
        found = backend.run(QUERY, arrived=lambda more: heard.extend(values(more)))
    assert values(found) == [str(n) for n in range(50_000)]
    assert heard == values(found)[: len(heard)]


def test_no_more_rows_are_told_of_than_are_wanted() -> None:
    def act(handler: Handler) -> None:
        handler.begin()
        handler.wfile.write(HEAD + rows(0, 4))
        assert handler.go.wait(20)
        handler.wfile.write(END)

    heard: list[str] = []

    def arrived(more: Rows | int) -> None:
        heard.extend(values(more))
        Handler.go.set()

    with server(act) as backend:
        backend.most = 3
        found = backend.run("SELECT ?n { ?x :number ?n }", arrived=arrived)
    assert "LIMIT+4" in Handler.asked[0]
    assert (heard, values(found), getattr(found, "complete", None)) == (list("012"), list("012"), False)


def test_a_wait_that_was_short_is_no_failure_of_the_server() -> None:
    with server(lambda handler: Handler.go.wait(20) and None) as backend:
        for _ in range(4):
            with pytest.raises(QueryError, match="no answer within"):
                backend.ask("ASK {}", timeout=0.05)
        assert backend.failures == 0
