"""A SPARQL 1.1 endpoint behind the same interface as a graph of this machine (SPARQL 1.1 Protocol, JSON results)."""

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat

from kg.errors import KgError, QueryError, StoreError
from kg.names import Names
from kg.query import Answer, Rows, View
from shell.answers import read_results, read_triples
from shell.partial import HERE, Partial
from shell.render import clean, shorten
from shell.tokens import Token, find_tokens
from shell.vocabulary import short_name

ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
FORMATS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
}
TIMEOUT = 60.0
BUDGET = 5.0
"""Seconds for what the shell itself asks, so that completion never burdens a server."""
LARGEST = 1 << 30
MESSAGE = 600


class EndpointBackend:
    """An endpoint; Ctrl-C gives up waiting for it."""

    sample_seconds, count_seconds = 2.0, 5.0

    def __init__(self, url: str) -> None:
        self.url, self.name = url, url
        self.prefixes: Mapping[str, str] = Names().prefixes

    def run(self, text: str, *, view: View = "all", timeout: float | None = None) -> Answer:
        """Ask the server.

        Raises:
            QueryError: the server refuses; in its own words.
            StoreError: it cannot be reached.
        """
        if view != "all":
            raise QueryError("an endpoint shows no asserted or inferred part", remedy=r"\all")
        return self.post(text, timeout or TIMEOUT)

    def ask(self, text: str, *, timeout: float | None = None) -> Answer:
        """Answer a query of the shell itself within a small budget."""
        return self.post(text, min(timeout or BUDGET, BUDGET))

    def have_results(self, partial: Partial, terms: Sequence[str], seconds: float) -> list[bool]:
        """For each term whether it may stand at the cursor, in one request."""
        if not terms:
            return []
        body = f"VALUES ?{HERE} {{ {' '.join(terms)} }} {partial.body}"
        try:
            answer = self.ask(f"{partial.prologue}SELECT DISTINCT ?{HERE} {{ {body} }}", timeout=seconds)
        except KgError:
            return []
        rows = answer.rows if isinstance(answer, Rows) else ()
        there = {short_name(row[0].value, self.prefixes.items()) for row in rows if isinstance(row[0], NamedNode)}
        return [term in there for term in terms]

    def refresh(self) -> bool:
        """An endpoint does not say whether it changed."""
        return False

    def forget(self) -> None:
        """There is nothing to begin anew."""

    def prepare(self) -> None:
        """There is nothing to prepare."""

    def post(self, text: str, timeout: float) -> Answer:
        """One request by POST."""
        data = urllib.parse.urlencode({"query": with_prefixes(text, self.prefixes)}).encode()
        request = urllib.request.Request(self.url, data, {"Accept": ACCEPT, "User-Agent": "newsgraph"})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                kind = response.headers.get_content_type()
                body = response.read(LARGEST)
        except urllib.error.HTTPError as error:
            raise self.refusal(error) from error
        except TimeoutError as error:
            raise QueryError(
                f"no answer within {timeout:g} seconds", remedy=r"narrow the query, or \timeout"
            ) from error
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise StoreError(f"cannot be reached: {reason}", place=self.url, remedy="check the address") from error
        return self.read(kind, body)

    def refusal(self, error: urllib.error.HTTPError) -> QueryError:
        """What the server says of a query it does not answer."""
        words = error.read(1 << 16).decode("utf-8", errors="replace")
        plain = " ".join(re.sub(r"<[^>]*>", " ", words).split())
        return QueryError(f"the server says: {error.code} {error.reason}: {shorten(clean(plain), MESSAGE)}")

    def read(self, kind: str, body: bytes) -> Answer:
        """The answer in a response.

        Raises:
            StoreError: it is none.
        """
        try:
            if kind in {"application/sparql-results+json", "application/json"}:
                return read_results(body, QueryResultsFormat.JSON)
            if kind in {"application/sparql-results+xml", "application/xml"}:
                return read_results(body, QueryResultsFormat.XML)
            if kind in FORMATS:
                return read_triples(body, FORMATS[kind])
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"answers what cannot be read: {error}", place=self.url) from error
        raise StoreError(f"answers {clean(kind)}", place=self.url, remedy="give the address of a SPARQL 1.1 endpoint")


def with_prefixes(text: str, prefixes: Mapping[str, str]) -> str:
    """A query with a declaration of each known prefix that it uses and does not declare; its lines stay where they are.

    >>> with_prefixes("ASK { ?s a owl:Class }", {"owl": "http://a.example/", "e": "http://b.example/"})
    'PREFIX owl: <http://a.example/> ASK { ?s a owl:Class }'
    """
    tokens = find_tokens(text)
    declared = {after.text for word, after in pairwise(tokens) if word.keyword == "PREFIX"}
    used = dict.fromkeys(token.text.partition(":")[0] for token in tokens if token.kind == "pname")
    missing = [name for name in used if name in prefixes and f"{name}:" not in declared]
    lines = "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in missing)
    at = after_base(tokens)
    return f"{text[:at]}{' ' if at else ''}{lines}{text[at:].lstrip(' ') if at else text}"


def after_base(tokens: list[Token]) -> int:
    """Where declarations may be put: after a BASE that comes first, else at the beginning."""
    if tokens and tokens[0].keyword == "BASE" and len(tokens) > 1:
        return tokens[1].end
    return 0
