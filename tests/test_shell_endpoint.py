"""The shell on a SPARQL endpoint: a small one on this machine that speaks the protocol."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize

from kg.errors import KgError, QueryError, StoreError
from kg.query import Rows, Triples, Truth
from shell.candidates import Candidates
from shell.commands import run_command
from shell.complete import complete
from shell.endpoint import REQUESTS, EndpointBackend, with_limit, with_prefixes
from shell.logins import basic, find_login
from shell.partial import find_partial
from shell.session import Session, answer_query
from shell.show import Screen
from shell.terms import read_vocabulary
from shell.tutorial import open_rally

TURTLE = """@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
e:NATO a :Alliance ; rdfs:label "NATO" ; skos:altLabel "North Atlantic Treaty Organization" ; :opposes e:Russia .
"""


class Handler(BaseHTTPRequestHandler):
    """SPARQL 1.1 Protocol by POST over one small store."""

    store = Store()
    asked: ClassVar[list[tuple[str, str, str]]] = []
    away = ""

    def do_POST(self) -> None:  # the name that http.server calls
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append((self.path, form["query"][0], self.headers.get("Authorization", "")))
        if self.path in {"/moved", "/away"}:
            self.reply(308, "text/plain", b"", Location="/sparql" if self.path == "/moved" else self.away)
            return
        if self.path == "/closed" and self.headers.get("Authorization") != basic("ann", "secret"):
            self.reply(401, "text/plain", b"Who are you?\x1b]0;owned\x07")
            return
        if self.path == "/slow":
            self.drip()
            return
        try:
            kind, body = self.answer(form["query"][0])
        except SyntaxError as error:
            self.reply(400, "text/html", f"<h1>Parse error</h1><p>{error}\x1b[31m</p>".encode())
            return
        self.reply(200, kind, body, **({"X-SPARQL-MaxRows": "3"} if self.path == "/capped" else {}))

    def drip(self) -> None:
        """A byte now and then, so that no single read takes long."""
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        with suppress(OSError):
            for _ in range(50):
                self.wfile.write(b" ")
                time.sleep(0.1)

    def answer(self, query: str) -> tuple[str, bytes]:
        if "weather" in query:
            return "text/html", b"<p>Sunny</p>"
        found = self.store.query(query, use_default_graph_as_union=True)
        if isinstance(found, QuerySolutions | QueryBoolean):
            return "application/sparql-results+json", found.serialize(format=QueryResultsFormat.JSON) or b""
        return "text/turtle;charset=utf-8", serialize(found, format=RdfFormat.TURTLE) or b""

    def reply(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def endpoint(path: str = "/sparql", **settings: int) -> Iterator[EndpointBackend]:
    Handler.store = Store()
    Handler.store.load(TURTLE, format=RdfFormat.TURTLE)
    Handler.asked.clear()
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield EndpointBackend(f"http://127.0.0.1:{server.server_port}{path}", **settings)
        finally:
            server.shutdown()
            thread.join()


def test_an_endpoint_answers_rows_truth_and_triples_like_a_graph() -> None:
    with endpoint() as backend:
        nato, russia = (NamedNode(f"https://w3id.org/newsgraph/entity/{name}") for name in ("NATO", "Russia"))
        assert backend.run("SELECT ?x ?n { ?x a :Alliance ; rdfs:label ?n }") == Rows(
            ("x", "n"), ((nato, Literal("NATO")),)
        )
        assert backend.run("ASK { e:NATO a :Alliance }") == Truth(True)
        found = backend.run("CONSTRUCT WHERE { ?x :opposes ?y }")
        assert isinstance(found, Triples)
        assert [(triple.subject, triple.object) for triple in found.triples] == [(nato, russia)]


def test_labels_and_completion_come_from_the_endpoint() -> None:
    with endpoint() as backend:
        assert answer_query(Session(backend), "SELECT ?x { ?x a :Alliance }") == "x\nNATO\n"
        vocabulary = read_vocabulary(backend.ask, backend.prefixes)
        text = "SELECT * { ?x :opposes atlantic"
        assert [suggestion.text for suggestion in complete(text, len(text), vocabulary)] == ["e:NATO"]


def test_an_error_is_told_in_the_words_of_the_server_without_its_markup() -> None:
    with endpoint() as backend:
        with pytest.raises(QueryError, match="the server says: 400 Bad Request: Parse error error at 1:") as caught:
            backend.run("SELECT nonsense {}")
        assert "<" not in str(caught.value).replace('"<"', "")
        assert "\x1b" not in str(caught.value)


def test_what_is_no_sparql_endpoint_is_told_so() -> None:
    with endpoint() as backend, pytest.raises(StoreError, match="text/html"):
        backend.run("ASK { ?x :weather ?y }")
    with pytest.raises(KgError, match="cannot be reached"):
        backend.run("ASK {}")


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("ASK {}", "ASK {}"),
        ("ASK { ?x a e:A }", "PREFIX e: <e#> ASK { ?x a e:A }"),
        ("PREFIX e: <x#>\nASK { ?x a e:A }", "PREFIX e: <x#>\nASK { ?x a e:A }"),
        ("ASK { ?x :p 'e:A' }", "PREFIX : <o#> ASK { ?x :p 'e:A' }"),
        ("BASE <b#> ASK { ?x a e:A }", "BASE <b#> PREFIX e: <e#> ASK { ?x a e:A }"),
        ("ASK { ?x a other:A }", "ASK { ?x a other:A }"),
    ],
)
def test_known_prefixes_are_declared_where_they_are_used(query: str, sent: str) -> None:
    assert with_prefixes(query, {"e": "e#", "": "o#"}) == sent


def test_commands_that_need_a_graph_of_this_machine_say_so() -> None:
    with endpoint() as backend:
        session = Session(backend)
        for command in (r"\reason", r"\why e:NATO :opposes e:Russia", r"\export a.ttl", r"\load a.ttl"):
            with pytest.raises(StoreError, match="a graph of this machine only"):
                run_command(session, command)


def test_a_login_comes_from_the_environment_the_address_or_the_entry_of_the_host(tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine db.example login ann password secret\ndefault login any password thing\n")
    netrc = {"NETRC": str(file)}
    assert find_login("https://db.example/sparql", "", netrc) == basic("ann", "secret")
    assert find_login("https://other.example/", "", netrc) == ""
    assert find_login("https://default/", "", netrc) == ""
    assert find_login("https://db.example/", "bob:pass", netrc) == basic("bob", "pass")
    assert find_login("https://db.example/", "bob:pass", {**netrc, "KG_USER": "eve"}) == basic("eve", "")
    assert find_login("https://db.example/", "", {"KG_TOKEN": "t0", "KG_USER": "eve"}) == "Bearer t0"
    file.write_text("machine")
    with pytest.raises(StoreError, match="netrc: cannot be read"):
        find_login("https://db.example/", "", netrc)


def test_who_logs_in_is_answered_and_who_does_not_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    with endpoint("/closed") as backend:
        with pytest.raises(StoreError, match="401 Unauthorized: Who are you\\?; set KG_TOKEN, or KG_USER") as caught:
            backend.run("ASK {}")
        assert "\x1b" not in str(caught.value)
        monkeypatch.setenv("KG_USER", "ann")
        monkeypatch.setenv("KG_PASSWORD", "secret")
        assert EndpointBackend(backend.url).run("ASK {}") == Truth(True)
        monkeypatch.undo()
        named = EndpointBackend(backend.url.replace("//", "//ann:secret@"))
        assert named.name == backend.url
        assert named.run("ASK {}") == Truth(True)


def test_a_query_is_sent_on_within_a_host_and_neither_it_nor_a_password_to_another_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KG_TOKEN", "t0")
    with endpoint("/moved") as backend:
        assert backend.run("ASK { e:NATO a :Alliance }") == Truth(True)
        assert [(path, login) for path, _, login in Handler.asked] == [
            ("/moved", "Bearer t0"),
            ("/sparql", "Bearer t0"),
        ]
    with endpoint("/away") as backend:
        port = backend.url.rpartition(":")[2].partition("/")[0]
        Handler.away = f"http://localhost:{port}/sparql"
        with pytest.raises(StoreError, match=f"sends on to http://localhost:{port}/sparql; open that one"):
            backend.run("ASK {}")
        assert [path for path, _, _ in Handler.asked] == ["/away"]
        Handler.away = "file:///etc/hostname"
        with pytest.raises(KgError):
            backend.run("ASK {}")


def test_time_is_over_however_slowly_a_server_answers() -> None:
    with endpoint("/slow") as backend:
        started = time.monotonic()
        with pytest.raises(QueryError, match=r"no answer within 0\.3 seconds"):
            backend.run("ASK {}", timeout=0.3)
        assert time.monotonic() - started < 3  # the server would take 5


def test_rows_are_limited_on_a_terminal_and_said_to_be() -> None:
    numbers = "SELECT ?n { VALUES ?n { 1 2 3 4 5 } }"
    with endpoint(most=3) as backend:
        found = backend.run(numbers)
        assert isinstance(found, Rows)
        assert (len(found.rows), found.complete) == (3, False)
        found = backend.run(f"{numbers} LIMIT 4")
        assert isinstance(found, Rows)
        assert (len(found.rows), found.complete) == (4, True)
        session = Session(backend, Screen(terminal=True))
        assert answer_query(session, numbers).endswith(
            "3 rows (stopped: there may be more)\n\\limit ROWS allows more\n"
        )
        assert run_command(session, r"\limit 10") == "queries without LIMIT give at most 10 rows\n"
        assert answer_query(session, numbers).endswith("5 rows\n")
        backend.most = 3
        assert answer_query(Session(backend), numbers) == "n\n1\n2\n3\n4\n5\n"
    with endpoint("/capped") as backend:
        found = backend.run(numbers)
        assert isinstance(found, Rows)
        assert not found.complete


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("SELECT * {}", "SELECT * {} LIMIT 9"),
        ("SELECT * { ?s ?p ?o } # all", "SELECT * { ?s ?p ?o } LIMIT 9 # all"),
        (
            "SELECT * { { SELECT * {} LIMIT 1 } } ORDER BY ?s",
            "SELECT * { { SELECT * {} LIMIT 1 } } ORDER BY ?s LIMIT 9",
        ),
        ("SELECT * {} LIMIT 2", "SELECT * {} LIMIT 2"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"),
        ("ASK {}", "ASK {}"),
    ],
)
def test_a_select_without_limit_gets_one(query: str, sent: str) -> None:
    assert with_limit(query, 9) == sent


def test_completion_asks_an_endpoint_once_and_not_without_end() -> None:
    with endpoint() as backend:
        text = "SELECT * { e:NATO :opposes "
        partial = find_partial(text, len(text), len(text))
        assert partial is not None
        for _ in range(3):
            found = Candidates(backend).look_up(partial)
            assert found is not None
            assert list(found.iris) == ["https://w3id.org/newsgraph/entity/Russia"]
        assert len(Handler.asked) == 1
        for number in range(REQUESTS - 1):
            backend.ask(f"ASK {{ ?x :n {number} }}", timeout=1)
        with pytest.raises(QueryError, match="asked no more for a while"):
            backend.ask("ASK { ?x :n -1 }", timeout=1)
        assert len(Handler.asked) == REQUESTS
        assert backend.run("ASK {}") == Truth(True)


def test_completion_leaves_a_server_alone_that_fails_and_takes_what_it_gets() -> None:
    with endpoint() as backend:
        for _ in range(3):
            with pytest.raises(QueryError, match="the server says"):
                backend.ask("SELECT nonsense {}", timeout=1)
        with pytest.raises(QueryError, match="asked no more"):
            backend.ask("ASK {}", timeout=1)
        assert len(Handler.asked) == 3
        vocabulary = read_vocabulary(backend.ask, backend.prefixes, sample=100)
        assert [term.short for term in vocabulary.terms if term.kind == "class"] == [":Alliance"]
        assert all("LIMIT" in query for _, query, _ in Handler.asked[3:])


def test_empty_answers_and_terms_that_never_occur_are_explained_within_a_budget_of_questions() -> None:
    with endpoint() as backend:
        session = Session(backend, Screen(terminal=True, width=100))
        said = answer_query(session, "SELECT ?x { e:NATO :oposes ?x }")
        assert "the nearest name is :opposes" in said
        assert said.endswith("this gives rows:\nSELECT ?x { e:NATO :opposes ?x }\n")
        assert len(Handler.asked) <= 1 + (backend.questions or 0)
        asked = len(Handler.asked)
        said = answer_query(session, "SELECT ?x { ?x a :Alliance OPTIONAL { ?x :oposes ?y } }")
        assert ":oposes never occurs as a property; the nearest name is :opposes" in said
        backend.questions = 1
        assert "nearest" not in answer_query(session, "SELECT ?x { e:NATO :oppose ?x }")
        assert all("LIMIT" in query for _, query, _ in Handler.asked[asked:] if "DISTINCT" in query)


def test_source_and_graph_work_on_an_endpoint(tmp_path: Path) -> None:
    with endpoint() as backend:
        Handler.store.extend(open_rally().store)
        session = Session(backend)
        answer_query(session, "SELECT ?who ?whom { ?who :memberOf ?whom . ?x rdf:subject ?who ; rdf:object ?whom }")
        said = run_command(session, r"\source e:Ales_Kavalchuk :memberOf e:Coordination_Council")
        assert "Baltic Dispatch, 2020-08-17" in said
        assert "Kavalchuk" in said.splitlines()[-1]
        page = tmp_path / "page.html"
        run_command(session, f"\\graph {page}")
        assert "Ales Kavalchuk" in page.read_text(encoding="utf-8")
        run_command(session, f"\\graph Lukashenko {page}")
        assert "Lukashenko" in page.read_text(encoding="utf-8")
