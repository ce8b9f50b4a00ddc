"""How answers look, and what queries see."""

import re
from dataclasses import replace

from kg.errors import QueryError
from kg.query import Rows, Truth, View
from shell.backends import LocalBackend
from shell.charts import chart as draw_chart
from shell.commands.registry import command, switched
from shell.render import clean
from shell.session import Session, is_empty
from shell.settings import THEMES
from shell.show import FORMATS, find_screen, labels_for

SWITCH = ("on", "off")


@command("[on|off]", choices=SWITCH, confirms=True)
def iri(session: Session, argument: str) -> str:
    """Show IRIs instead of labels, or labels again."""
    session.style = replace(session.style, iris=switched(argument, session.style.iris))
    return f"tables show {'IRIs' if session.style.iris else 'labels'}\n"


@command("[on|off]", choices=SWITCH, confirms=True)
def x(session: Session, argument: str) -> str:
    """Show rows expanded, a line for each value, or as a table again."""
    session.style = replace(session.style, expanded=switched(argument, session.style.expanded))
    return f"rows are shown {'a line for each value' if session.style.expanded else 'as a table'}\n"


@command("FORMAT", choices=FORMATS, confirms=True)
def format_(session: Session, argument: str) -> str:
    """Show answers as table, csv, tsv, json, turtle or markdown from now on."""
    if argument and argument not in FORMATS:
        raise QueryError(f"there is no format {clean(argument)}", remedy=f"choose one of {', '.join(FORMATS)}")
    session.style = replace(session.style, format=argument or session.style.format)
    return f"answers are shown as {session.style.format}\n"


@command("[on|off]", choices=SWITCH)
def chart(session: Session, argument: str) -> str:
    """Draw the last answer as bars or a timeline; on draws every answer, too.

    Bars where a column has numbers, a timeline where one has dates.
    """
    if argument:
        session.style = replace(session.style, charted=switched(argument, session.style.charted))
        return f"answers are shown {'with a chart' if session.style.charted else 'without a chart'}\n"
    if session.last is None or not isinstance(session.last.answer, Rows) or not session.last.answer.rows:
        raise QueryError("there are no rows to draw", remedy="run a SELECT first")
    answer, prefixes = session.last.answer, session.backend.prefixes
    labels = {} if session.style.iris else labels_for(session.backend.ask, answer, session.labels, prefixes)
    return draw_chart(answer, labels, prefixes, width=session.screen.width, look=session.screen.look)


@command()
def empty(session: Session, argument: str) -> str:
    """Say why the last answer has no rows, or is no, and which query has some.

    Of a query without rows that is said at once, of ASK only here.
    """
    from shell.remedies import explain_answer  # noqa: PLC0415  # most answers have rows

    if session.last is None:
        raise QueryError("there is no answer yet", remedy="run a query first")
    answer = session.last.answer
    if answer.value if isinstance(answer, Truth) else not is_empty(answer):
        raise QueryError("the last answer is not empty", remedy="of a query without rows it is told why")
    reasons = explain_answer(session.backend, session.last.text, session.view)
    return clean(reasons, lines=True) or "why is not found; the parts of the query, each by itself, may tell\n"


@command("[on|off]", choices=SWITCH, confirms=True)
def timing(session: Session, argument: str) -> str:
    """Show how long each query takes, or no longer."""
    session.timing = switched(argument, session.timing)
    return f"timing is {'on' if session.timing else 'off'}\n"


@command("[on|off]", choices=SWITCH, confirms=True)
def pager(session: Session, argument: str) -> str:
    """Show what is longer than the screen page by page, or all at once."""
    session.pager = switched(argument, session.pager)
    return f"long answers are shown {'page by page' if session.pager else 'all at once'}\n"


@command("[THEME]", choices=tuple(THEMES), confirms=True)
def theme(session: Session, argument: str) -> str:
    """Choose the colours: dark, light, mono or none."""
    if argument and argument not in THEMES:
        raise QueryError(f"there is no theme {clean(argument)}", remedy=f"choose one of {', '.join(THEMES)}")
    if argument:
        session.theme = argument
        session.screen = find_screen(argument) if session.screen.terminal else session.screen
    return f"the theme is {session.theme}\n"


@command("[SECONDS]", confirms=True)
def timeout(session: Session, argument: str) -> str:
    """Stop queries that take longer than so many seconds; 0 lets them run."""
    if argument:
        try:
            seconds = float(argument)
        except ValueError:
            raise QueryError(
                f"{clean(argument)!r} is no number of seconds", remedy=r"for example \timeout 30"
            ) from None
        session.timeout = seconds if seconds > 0 else None
    return f"queries may take {session.timeout:g} seconds\n" if session.timeout else "queries may take any time\n"


def read_count(argument: str, digits: int, unit: str, example: str) -> int:
    """A whole number of so many digits at most, as it was typed.

    Raises:
        QueryError: it is none.
    """
    if not re.fullmatch(f"[0-9]{{1,{digits}}}", argument):
        raise QueryError(f"{clean(argument)!r} is no number of {unit}", remedy=f"for example {example}")
    return int(argument)


@command("[MEGABYTES]", confirms=True)
def memory(session: Session, argument: str) -> str:
    """Stop queries that want more megabytes of memory; 0 lets them take any.

    Linux keeps the limit; elsewhere a query takes what it wants. Of an endpoint its server decides.
    """
    backend = session.backend
    if not isinstance(backend, LocalBackend):
        raise QueryError("an endpoint decides itself how much memory a query takes", remedy=r"use \limit or \timeout")
    if argument:
        backend.memory = read_count(argument, 7, "megabytes", r"\memory 2000") << 20
    most = backend.memory >> 20
    return f"queries may take {most:,} MB of memory\n" if most else "queries may take any memory\n"


@command("[ROWS]", confirms=True)
def limit(session: Session, argument: str) -> str:
    """Ask an endpoint for at most so many rows where a query has no LIMIT; 0 for all.

    A graph of this machine gives all rows.
    """
    backend = session.backend
    if isinstance(backend, LocalBackend):
        raise QueryError("a graph of this machine gives all rows", remedy="write LIMIT into the query")
    if argument:
        backend.most = read_count(argument, 9, "rows", r"\limit 5000")
    return f"queries without LIMIT give at most {backend.most:,} rows\n" if backend.most else "queries give all rows\n"


@command(confirms=True)
def asserted(session: Session, argument: str) -> str:
    """Ask only what articles, the ontology and corrections say, nothing inferred."""
    return see(session, "asserted", "queries see what is asserted, nothing inferred")


@command(confirms=True)
def inferred(session: Session, argument: str) -> str:
    """Ask only what reasoning added."""
    return see(session, "inferred", "queries see only what is inferred")


@command(confirms=True)
def all_(session: Session, argument: str) -> str:
    """Ask everything, asserted and inferred, as at the start."""
    return see(session, "all", "queries see what is asserted and what is inferred")


def see(session: Session, view: View, words: str) -> str:
    """Change what queries see."""
    session.view = view
    return f"{words}\n"
