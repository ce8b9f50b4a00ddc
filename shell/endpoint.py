"""A SPARQL 1.1 endpoint behind the same interface as a graph of this machine (SPARQL 1.1 Protocol, JSON results)."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pyoxigraph import NamedNode

from kg.errors import KgError, QueryError
from kg.names import Names
from kg.query import Answer, Rows, View
from kg.query.tokens import CLOSING, OPENING, Token, find_tokens
from shell.answers import Arrived
from shell.arriving import Arrival, read_arriving
from shell.logins import find_login, split_login
from shell.partial import HERE, Partial
from shell.refusals import BusyError, LateError
from shell.responses import posted
from shell.vocabulary import short_name

ACCEPT = (
    "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8, "
    "application/sparql-results+xml;q=0.7, application/rdf+xml;q=0.6"
)
TIMEOUT = 60.0
BUDGET = 5.0
"""Seconds for what the shell itself asks, so that completion never burdens a server."""
REQUESTS, PERIOD = 40, 20.0
"""So many requests of the shell itself in so many seconds."""
FAILURES, REST, LONGEST_REST = 3, 30.0, 600.0
"""After so many failures in a row the server is left alone for so many seconds."""
SHORT = 1.0
"""A server that does not answer in less than so many seconds has not failed."""
REMEMBERED = 300
MOST = 1000
"""Rows of a SELECT without LIMIT."""


class EndpointBackend:
    """An endpoint; Ctrl-C gives up waiting for it."""

    sample_seconds, count_seconds = 2.0, 5.0
    sample_rows: int | None = 10_000
    explain_seconds: float = 5.0
    questions: int | None = 25

    def __init__(self, url: str, *, most: int = MOST) -> None:
        self.url, given = split_login(url)
        self.name, self.login, self.most = self.url, find_login(self.url, given), most
        self.whole = False
        self.guard = threading.Lock()
        self.known: OrderedDict[str, Answer] = OrderedDict()
        self.asked: deque[float] = deque()
        self.failures, self.rests_until, self.left_until = 0, 0.0, 0.0
        self.prefixes: Mapping[str, str] = Names().prefixes

    def run(
        self, text: str, *, view: View = "all", timeout: float | None = None, arrived: Arrived | None = None
    ) -> Answer:
        """Ask the server; of a SELECT without LIMIT, as many rows as ``most`` allows.

        What came before Ctrl-C, or before time was over, is an answer that is not complete.

        Raises:
            QueryError: the server refuses; in its own words.
            StoreError: it cannot be reached.
            KeyboardInterrupt: nothing had come.
        """
        if view != "all":
            raise QueryError("an endpoint shows no asserted or inferred part", remedy=r"\all")
        limited = with_limit(text, self.most + 1) if self.most and not self.whole else text
        coming = Arrival(arrived, self.most if limited != text else None)
        try:
            answer = self.post(limited, timeout or TIMEOUT, coming)
        except BusyError as error:
            self.fail(error, TIMEOUT)
            raise
        except (KeyboardInterrupt, LateError):
            if not coming.size:
                raise
            return coming.answer(complete=False)
        with self.guard:
            self.failures = 0
        return answer

    def ask(self, text: str, *, timeout: float | None = None) -> Answer:
        """Answer a query of the shell itself, from memory where it was asked before.

        What completion asks, which says how long it waits, is within a budget: so many in a time, and none for a while
        where the server failed or was too slow several times. Where it wants to be left alone, nothing is asked.

        Raises:
            QueryError: the budget is spent, or the server refuses.
            StoreError: the server cannot be reached.
        """
        with self.guard:
            if text in self.known:
                self.known.move_to_end(text)
                return self.known[text]
            self.spend(free=timeout is None)
        seconds = min(timeout or BUDGET, BUDGET)
        try:
            answer = self.post(text, seconds, Arrival())
        except KgError as error:
            self.fail(error, seconds)
            raise
        with self.guard:
            self.failures = 0
            self.known[text] = answer
            while len(self.known) > REMEMBERED:
                self.known.popitem(last=False)
        return answer

    def fail(self, error: KgError, seconds: float) -> None:
        """Leave the server alone for a while where it asks for that, or failed too often; not for a short wait."""
        if isinstance(error, LateError) and seconds < SHORT:
            return
        with self.guard:
            self.failures += 1
            asked = error.seconds if isinstance(error, BusyError) else 0.0
            now, rest = time.monotonic(), max(asked, REST if self.failures >= FAILURES else 0.0)
            self.rests_until = max(self.rests_until, now + min(rest, LONGEST_REST))
            self.left_until = max(self.left_until, now + min(asked, LONGEST_REST))

    def probe(self, text: str, *, view: View = "all", timeout: float) -> Answer:
        """The same, where the user waits; an endpoint has one view."""
        return self.ask(text, timeout=timeout)

    def spend(self, *, free: bool = False) -> None:
        """Take one request from the budget of the shell itself, or a ``free`` one that does not count.

        Raises:
            QueryError: there is none left for now.
        """
        now = time.monotonic()
        while self.asked and self.asked[0] < now - PERIOD:
            self.asked.popleft()
        if now < self.left_until or (not free and (len(self.asked) >= REQUESTS or now < self.rests_until)):
            raise QueryError("the server is asked no more for a while", remedy="try again in some seconds")
        if not free:
            self.asked.append(now)

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
        """What was asked before may have changed."""
        with self.guard:
            self.known.clear()

    def prepare(self) -> None:
        """There is nothing to prepare."""

    def post(self, text: str, timeout: float, coming: Arrival) -> Answer:
        """One request by POST; ``coming`` hears of its answer."""
        headers = {"Accept": ACCEPT, "User-Agent": "newsgraph"} | ({"Authorization": self.login} if self.login else {})
        form = {"query": with_prefixes(text, self.prefixes)}
        with posted(self.url, form, headers, timeout, coming.tick) as body:
            head = body.head()
            read_arriving(body, head.kind, coming)
        # A server that gives so many rows at most says nothing else when there are more.
        return coming.answer(complete=not (head.most_rows and not coming.graph and len(coming.rows) >= head.most_rows))


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


def with_limit(text: str, rows: int) -> str:
    """A SELECT that has no LIMIT with one; anything else as it is.

    >>> with_limit("SELECT * { ?x ?y ?z } VALUES ?x { 1 }", 5)
    'SELECT * { ?x ?y ?z } LIMIT 5 VALUES ?x { 1 }'
    """
    tokens, depth = [token for token in find_tokens(text) if token.kind != "comment"], 0
    outer: list[Token] = []
    for token in tokens:
        depth -= token.kind == "punct" and token.text in CLOSING
        outer += [token] if not depth else []
        depth += token.kind == "punct" and token.text in OPENING
    words = [token.keyword for token in outer]
    end = max((number for number, token in enumerate(outer) if token.text == "}"), default=None)
    if "SELECT" not in words or "LIMIT" in words or end is None:
        return text
    values = next((token for token in outer if token.keyword == "VALUES"), None)
    at = values.start if values else max(token.end for token in tokens)
    blank = "" if text[:at].endswith((" ", "\n")) else " "
    return f"{text[:at]}{blank}LIMIT {rows}{' ' if values else ''}{text[at:]}"
