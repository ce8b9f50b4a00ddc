"""What one shell knows and does: its graph, how it shows answers, the last answer, and running what was typed."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from kg.errors import KgError, QueryError
from kg.query import Answer, Rows, Term, View
from shell.backends import Backend
from shell.show import Screen, Style, describe_error, labels_for, show
from shell.tokens import find_tokens


@dataclass(frozen=True, slots=True)
class Last:
    """The last query and its answer; commands speak of its rows by number."""

    text: str
    answer: Answer


@dataclass(slots=True)
class Session:
    """The state of a shell. ``labels`` are those looked up so far; ``changed`` is called after the graph changed."""

    backend: Backend
    screen: Screen = field(default_factory=Screen)
    style: Style = field(default_factory=Style)
    view: View = "all"
    write: bool = False
    timing: bool = False
    timeout: float | None = None
    last: Last | None = None
    done: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    changed: Callable[[], object] = bool

    def row(self, number: int) -> dict[str, Term]:
        """The bindings of a row of the last answer, counted from 1.

        Raises:
            QueryError: there is no such row.
        """
        if self.last is None or not isinstance(self.last.answer, Rows):
            raise QueryError("there are no rows to speak of", remedy="run a SELECT first")
        rows = self.last.answer
        if not rows.rows:
            raise QueryError("the last answer has no rows")
        if not 1 <= number <= len(rows.rows):
            raise QueryError(f"there is no row {number}", remedy=f"give a number from 1 to {len(rows.rows)}")
        cells = zip(rows.variables, rows.rows[number - 1], strict=True)
        return {name: term for name, term in cells if term is not None}

    def forget(self) -> None:
        """The graph changed: what was looked up may be out of date."""
        self.labels.clear()
        self.changed()


def answer_query(session: Session, text: str) -> str:
    """Run a query and give its answer as text."""
    if session.backend.refresh():
        session.forget()
    started = time.perf_counter()
    answer = in_text_order(session.backend.run(text, view=session.view, timeout=session.timeout), text)
    took = time.perf_counter() - started
    session.last = Last(text, answer)
    labels = (
        {} if session.style.iris else labels_for(session.backend.ask, answer, session.labels, session.backend.prefixes)
    )
    shown = show(answer, session.screen, session.style, labels=labels, prefixes=session.backend.prefixes)
    return shown + (f"{took * 1000:,.0f} ms\n" if session.timing else "")


def in_text_order(answer: Answer, text: str) -> Answer:
    """The columns of ``SELECT *`` in the order in which the query names them."""
    tokens = find_tokens(text)
    stars = any(a.keyword in {"SELECT", "DISTINCT", "REDUCED"} and b.text == "*" for a, b in pairwise(tokens))
    if not isinstance(answer, Rows) or not stars:
        return answer
    first = list(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))
    order = sorted(range(len(answer.variables)), key=lambda n: place_in(first, answer.variables[n]))
    names = tuple(answer.variables[n] for n in order)
    return Rows(names, tuple(tuple(row[n] for n in order) for row in answer.rows), answer.complete)


def place_in(names: list[str], name: str) -> int:
    """Where a name stands in a list, after its end where it does not."""
    return names.index(name) if name in names else len(names)


def run_input(session: Session, text: str, command: Callable[[Session, str], str]) -> int:
    """Run a command or a query and print what it gives; 0, or 1 after an error, which is printed, too."""
    typed = text.strip()
    if not typed:
        return 0
    try:
        shown = command(session, typed) if typed.startswith("\\") else answer_query(session, text)
    except KgError as error:
        print(describe_error(error, text, session.screen), end="", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 1
    print(shown, end="")
    sys.stdout.flush()
    return 0
