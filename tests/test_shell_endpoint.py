"""The shell on a SPARQL endpoint: a small one on this machine that speaks the protocol."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize

from kg.errors import KgError, QueryError, StoreError
from kg.query import Rows, Triples, Truth
from shell.commands import run_command
from shell.complete import complete
from shell.endpoint import EndpointBackend, with_prefixes
from shell.session import Session, answer_query
from shell.terms import read_vocabulary

TURTLE = """@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
e:NATO a :Alliance ; rdfs:label "NATO" ; skos:altLabel "North Atlantic Treaty Organization" ; :opposes e:Russia .
"""


class Handler(BaseHTTPRequestHandler):
    """SPARQL 1.1 Protocol by POST over one small store."""

    store = Store()

    def do_POST(self) -> None:  # the name that http.server calls
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        try:
            kind, body = self.answer(form["query"][0])
        except SyntaxError as error:
            self.reply(400, "text/html", f"<h1>Parse error</h1><p>{error}\x1b[31m</p>".encode())
            return
        self.reply(200, kind, body)

    def answer(self, query: str) -> tuple[str, bytes]:
        if "weather" in query:
            return "text/html", b"<p>Sunny</p>"
        found = self.store.query(query)
        if isinstance(found, QuerySolutions | QueryBoolean):
            return "application/sparql-results+json", found.serialize(format=QueryResultsFormat.JSON) or b""
        return "text/turtle;charset=utf-8", serialize(found, format=RdfFormat.TURTLE) or b""

    def reply(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def endpoint() -> Iterator[EndpointBackend]:
    Handler.store = Store()
    Handler.store.load(TURTLE, format=RdfFormat.TURTLE)
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield EndpointBackend(f"http://127.0.0.1:{server.server_port}/sparql")
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
