"""What one shell knows and does: its graph, how it shows answers, the last answer, and running what was typed."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, QueryError, StoreError
from kg.graph import Graph
from kg.query import Answer, Rows, Term, Triples, View
from kg.query.syntax import error_at
from kg.query.tokens import UPDATE_FORMS, find_tokens
from shell.answers import in_text_order
from shell.backends import Backend, LocalBackend
from shell.parameters import substitute
from shell.positions import is_update
from shell.redirects import Redirect, piped, show_pages, split_redirect, write_file
from shell.render import clean
from shell.settings import Keys, config_folder
from shell.show import Screen, Style, describe_error, describe_mistake, labels_for, show

if TYPE_CHECKING:
    from shell.edits import Edit
    from shell.streams import Stream
    from shell.tutorial import Lesson


@dataclass(frozen=True, slots=True)
class Last:
    """The last query and its answer; commands speak of its rows by number."""

    text: str
    answer: Answer


@dataclass(slots=True)
class Session:
    """The state of a shell.

    ``labels`` are those looked up so far; ``changed`` is called after the graph changed. ``typed`` is the last query as
    it was typed, ``running`` the same with its parameters filled in; ``draft`` is what the next prompt begins with.
    ``output`` takes text at once, while more of it comes; it is None where all of it is wanted at the end.
    ``ask`` puts a question to whoever sits there, and is None where nobody does. ``edits`` are the changes made here,
    ``watched`` the ontology files to be read again when they change. ``lesson`` is where the tutorial is.
    """

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
    theme: str = "dark"
    keys: Keys = "emacs"
    pager: bool = False
    quiet: bool = False
    failed: bool = False
    parameters: dict[str, str] = field(default_factory=dict)
    folder: Path = field(default_factory=lambda: config_folder() / "queries")
    typed: str = ""
    running: str = ""
    draft: str = ""
    output: Callable[[str], object] | None = None
    ask: Callable[[str], str] | None = None
    edits: "list[Edit]" = field(default_factory=list)
    watched: dict[Path, tuple[int, int]] = field(default_factory=dict)
    lesson: "Lesson | None" = None

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
        self.backend.forget()
        self.changed()

    def say_stopped(self) -> None:
        """Say that Ctrl-C was heard; on a terminal below the ``^C`` that it shows."""
        print("\nstopped" if self.screen.terminal else "stopped", file=sys.stderr)

    def remark(self, text: str) -> None:
        """Say on standard error what is no part of an answer, unless that is unwanted."""
        if not self.quiet:
            print(text, end="", file=sys.stderr, flush=True)


def local(session: Session, *, write: bool = False) -> tuple[LocalBackend, Graph]:
    """The graph of this machine.

    Raises:
        StoreError: it is an endpoint, or may not be written.
    """
    backend = session.backend
    if not isinstance(backend, LocalBackend):
        raise StoreError(
            "this works on a graph of this machine only", place=backend.name, remedy="open a graph or a file"
        )
    if write and not session.write:
        raise StoreError("the graph is open for reading only", place=backend.name, remedy="start with --write")
    return backend, backend.graph


def run_statement(session: Session, text: str) -> str:
    """Run a query or an update whose parameters are filled in; what came of it.

    Raises:
        KgError: it is wrong, or cannot be run.
    """
    if is_update(text):
        from shell.changes import update  # noqa: PLC0415  # changes.py speaks of sessions

        session.running = text
        try:
            local(session, write=True)
        except StoreError as error:
            form = next(t for t in find_tokens(text) if t.keyword in UPDATE_FORMS)
            raise error_at(
                text, form.start, f"{form.keyword} would change the graph: {error.message}", error.remedy
            ) from error
        return update(session, text)
    return answer_query(session, text)


def warn(session: Session, text: str) -> None:
    """Say beforehand that a query joins everything with everything; an endpoint is not asked how many that is."""
    from shell.products import warn_of_products  # noqa: PLC0415  # not before the first query

    backend, view = session.backend, session.view
    end = time.perf_counter() + 0.5

    def ask(query: str) -> Answer:
        return backend.probe(query, view=view, timeout=max(end - time.perf_counter(), 0.05))

    said = warn_of_products(text, ask if isinstance(backend, LocalBackend) else None)
    if said:
        from shell.evidence import hang  # noqa: PLC0415  # products are rare
        from shell.slips import product_slips  # noqa: PLC0415

        lines = [part for line in said.splitlines() for part in hang(line, session.screen.width)]
        said = "".join(f"{line}\n" for line in lines) + product_slips(text)
    session.remark(said)


def answer_query(session: Session, text: str) -> str:
    """Run a query and give its answer as text."""
    from shell.streams import begin_stream  # noqa: PLC0415  # not before the first query

    session.running = text
    if session.backend.refresh():
        session.forget()
    session.backend.whole = not session.screen.terminal
    warn(session, text)
    stream = begin_stream(session, text)
    started = time.perf_counter()
    answer = run_query(session, text, stream)
    took = time.perf_counter() - started
    session.last = Last(text, answer)
    rest = stream.rest(answer) if stream else None
    shown = show_whole(session, answer) if rest is None else rest
    if is_cut(session, answer):
        shown += f"{session.screen.look.dim}\\limit ROWS allows more{session.screen.look.reset}\n"
    if is_empty(answer) and (session.screen.terminal or not session.quiet):
        from shell.remedies import explain_answer  # noqa: PLC0415  # most answers have rows

        reasons = clean(explain_answer(session.backend, text, session.view), lines=True)
        if session.screen.terminal:
            shown += reasons
        else:
            session.remark(reasons)
    elif session.screen.terminal and session.style.format == "table" and getattr(answer, "complete", True):
        shown += hinted(session, text)
    if not getattr(answer, "complete", True) and not (session.screen.terminal and session.style.format == "table"):
        session.failed = not session.screen.terminal
        session.remark("the answer is not complete: the query was stopped\n")
    time_line = f"{took * 1000:,.0f} ms\n" if session.timing else ""
    if time_line and not session.screen.terminal:
        session.remark(time_line)
        return shown
    return shown + time_line


def hinted(session: Session, text: str) -> str:
    """What a query with an answer may have meant otherwise, quietly."""
    from shell.hints import hints  # noqa: PLC0415  # not before the first answer

    look = session.screen.look
    lines = "" if session.quiet else clean(hints(session.backend, text, session.view), lines=True)
    return f"{look.dim}{lines.rstrip()}{look.reset}\n" if lines else ""


def run_query(session: Session, text: str, stream: "Stream | None") -> Answer:
    """Have a query answered; its columns are in the order of the text. Of what fails, the rows that were shown count.

    Raises:
        KgError: it is wrong, or cannot be run.
    """
    arrived = stream.take if stream else None
    try:
        answer = session.backend.run(text, view=session.view, timeout=session.timeout, arrived=arrived)
    except KgError:
        broken = stream.broken() if stream else None
        session.last = Last(text, broken) if broken else session.last
        raise
    except BrokenPipeError:  # whoever reads the rows has had enough
        if stream:
            session.last = Last(text, Rows(stream.names, tuple(stream.rows), complete=False))
        raise
    return in_text_order(answer, text) if isinstance(answer, Rows) else answer


def show_whole(session: Session, answer: Answer) -> str:
    """An answer in the style of the session."""
    known, prefixes = session.labels, session.backend.prefixes
    labels = {} if session.style.iris else labels_for(session.backend.ask, answer, known, prefixes)
    return show(answer, session.screen, session.style, labels=labels, prefixes=prefixes)


def is_empty(answer: Answer) -> bool:
    """Whether rows or triples were asked for, and there are none."""
    return (
        isinstance(answer, Rows | Triples)
        and answer.complete
        and not (answer.rows if isinstance(answer, Rows) else answer.triples)
    )


def is_cut(session: Session, answer: Answer) -> bool:
    """Whether an endpoint was asked for no more rows than these, on a terminal."""
    most = 0 if session.backend.whole or session.style.format != "table" else session.backend.most
    return isinstance(answer, Rows) and not answer.complete and bool(most) and len(answer.rows) == most


def run_input(session: Session, text: str, command: Callable[[Session, str], str]) -> int:
    """Run a command or a query and put what it gives where it belongs; 0, 1 after an error, 130 where interrupted."""
    if not text.strip():
        return 0
    session.failed = False
    session.running, before = text, session.running
    try:
        redirect = split_redirect(text)
        if redirect.text.lstrip().startswith("\\"):
            session.running = before
            deliver(session, redirect, lambda: command(session, redirect.text.strip()))
        else:
            session.typed = redirect.text
            filled = substitute(redirect.text, session.parameters)
            deliver(session, redirect, lambda: run_statement(session, filled))
    except KgError as error:
        print(describe_error(error, session.running, session.screen), end="", file=sys.stderr)
        return 1
    except OSError as problem:
        if isinstance(problem, BrokenPipeError):
            raise
        place = str(problem.filename or session.backend.name)
        refused = StoreError(problem.strerror or str(problem), place=place, remedy="check space and permissions")
        print(describe_error(refused, "", session.screen), end="", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        session.say_stopped()
        return 130
    except Exception as mistake:  # noqa: BLE001  # whatever goes wrong in one line, the next one can be typed
        print(describe_mistake(mistake, session.screen), end="", file=sys.stderr)
        return 1
    return 1 if session.failed else 0


def deliver(session: Session, redirect: Redirect, run: Callable[[], str]) -> None:
    """Run, and put what it gives on the screen, page by page where that is wanted, into a file, or into a program."""
    if redirect.way == "screen":
        with sending(session, write_now):
            shown = run()
        if not (
            session.pager and show_pages(shown, height=session.screen.height, colour=bool(session.screen.look.bold))
        ):
            print(shown, end="", flush=True)
        return
    screen, style = session.screen, session.style
    session.screen = Screen()
    session.style = replace(style, format=redirect.format or style.format)
    try:
        if redirect.way == "pipe":
            with piped(redirect) as write, sending(session, safe := harmless_to(write) if screen.terminal else write):
                safe(run())
        else:
            session.remark(write_file(redirect, run()))
    finally:
        session.screen, session.style = screen, replace(session.style, format=style.format)


def write_now(text: str) -> None:
    """Show a text at once."""
    print(text, end="", flush=True)


@contextmanager
def sending(session: Session, output: Callable[[str], object]) -> Iterator[None]:
    """Let what comes of a query go out while more of it comes."""
    session.output = output
    try:
        yield
    finally:
        session.output = None


def harmless_to(write: Callable[[str], object]) -> Callable[[str], object]:
    """The same, for a program that may pass on to the terminal what it gets."""
    return lambda text: write(harmless(text))


def harmless(text: str) -> str:
    """Text for a program that may pass it on to the terminal; tabs stay, since programs part columns by them."""
    return "\t".join(clean(part, lines=True) for part in text.split("\t"))
