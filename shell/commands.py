r"""The commands of the shell: one function each, its docstring is its help.

``COMMANDS`` is filled by ``@command`` in this file only; help, completion and the README's table are derived from it.
"""

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from kg.errors import QueryError, StoreError
from kg.graph import Graph
from kg.query import Rows, Triples, View
from shell.backends import LocalBackend
from shell.labels import cell_text
from shell.origins import find_graphs, find_shown, triples_behind
from shell.render import clean, highlight
from shell.session import Session
from shell.show import FORMATS, labels_for
from shell.vocabulary import CommandWord

Function = Callable[[Session, str], str]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name without the backslash, what follows it, and the function that does it."""

    name: str
    argument: str
    choices: tuple[str, ...]
    function: Function

    @property
    def usage(self) -> str:
        r"""How it is typed: ``\source N``."""
        return f"\\{self.name} {self.argument}".rstrip()

    @property
    def help(self) -> str:
        """All of its docstring."""
        return re.sub(r"\n +", "\n", (self.function.__doc__ or "").strip())

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return self.help.partition("\n")[0]


COMMANDS: dict[str, Command] = {}


def command(argument: str = "", *, choices: tuple[str, ...] = ()) -> Callable[[Function], Function]:
    """Register a function as the command of its name; ``argument`` is how its argument is called in the help."""

    def register(function: Function) -> Function:
        name = function.__name__.rstrip("_")
        COMMANDS[name] = Command(name, argument, choices, function)
        return function

    return register


def run_command(session: Session, text: str) -> str:
    r"""Run what was typed after a backslash; an unambiguous beginning of a name is enough.

    Raises:
        QueryError: there is no such command.
    """
    name, _, argument = text.strip().removeprefix("\\").partition(" ")
    found = [COMMANDS[name]] if name in COMMANDS else [c for c in COMMANDS.values() if name and c.name.startswith(name)]
    if len(found) != 1:
        which = f"\\{name} may be {' or '.join(c.usage for c in found)}" if found else f"there is no command \\{name}"
        raise QueryError(which, remedy=r"\help lists the commands")
    return found[0].function(session, argument.strip())


def command_words() -> tuple[CommandWord, ...]:
    """The commands as completion shows them."""
    return tuple(CommandWord(c.name, c.usage, c.summary, c.choices) for c in COMMANDS.values())


@command("[COMMAND]")
def help_(session: Session, argument: str) -> str:
    """List the commands, or explain one."""
    name = argument.removeprefix("\\")
    if name:
        if name not in COMMANDS:
            raise QueryError(f"there is no command \\{clean(name)}", remedy=r"\help lists the commands")
        return f"{COMMANDS[name].usage}\n{COMMANDS[name].help}\n"
    width = max(len(known.usage) for known in COMMANDS.values())
    lines = [f"{known.usage:<{width}}  {known.summary}" for known in COMMANDS.values()]
    return (
        "\n".join([*lines, "", "Anything else is SPARQL. Enter runs it once it is whole, Alt-Enter breaks the line."])
        + "\n"
    )


@command("N|TRIPLE")
def source(session: Session, argument: str) -> str:
    r"""Show the sentences behind row N of the last answer, or behind a triple.

    For each triple the row rests on: publisher, date, title and the sentence, the words that show it marked.
    A triple is written as in a query: \source e:NATO :opposes e:Russia
    """
    triples = [read_triple(session, argument)] if not argument.isdigit() else behind(session, int(argument))
    return "\n".join(origin_of(session, triple) for triple in triples)


def behind(session: Session, number: int) -> list[Triple]:
    """The triples behind a row of the last answer.

    Raises:
        QueryError: no such row, or nothing but paths in the query.
    """
    row = session.row(number)
    text = session.last.text if session.last else ""
    try:
        found = triples_behind(session.backend.ask, text, row)
    except QueryError as error:
        raise QueryError(f"the triples behind this query cannot be told: {error.message}") from error
    if not found:
        raise QueryError("no triple of the graph stands behind this row alone", remedy="ask with plain triple patterns")
    return found


def read_triple(session: Session, text: str) -> Triple:
    """The triple that is written as in a query.

    Raises:
        QueryError: it is none.
    """
    if not text:
        raise QueryError("which one?", remedy="give the number of a row, or a triple")
    query = f"CONSTRUCT {{ {text.rstrip(' .')} }} WHERE {{ }}"
    remedy = "write subject, predicate and object as in a query"
    try:
        answer = session.backend.ask(query)
    except QueryError as error:
        raise QueryError(error.message, remedy=remedy) from error
    if not isinstance(answer, Triples) or len(answer.triples) != 1:
        raise QueryError("this is not one triple", remedy=remedy)
    return answer.triples[0]


def origin_of(session: Session, triple: Triple) -> str:
    """A triple and the sentences that show it; where there are none, why not."""
    look, ask = session.screen.look, session.backend.ask
    lines = [f"{look.bold}{in_words(session, triple)}{look.reset}"]
    for shown in find_shown(ask, triple):
        head = ", ".join(
            clean(part) for part in (shown.publisher, shown.date[:10], shown.title or shown.article) if part
        )
        lines.append(f"  {look.dim}{head}{look.reset}")
        lines.append(f"    {highlight(shown.sentence, shown.start, shown.end, look)}")
    if len(lines) == 1:
        graphs = find_graphs(ask, triple)
        lines.append(f"  {clean(why_unshown(graphs))}")
    return "\n".join(lines) + "\n"


def why_unshown(graphs: list[str]) -> str:
    """Why no sentence shows a triple that lies in these graphs."""
    if any(graph.endswith("/graph/inferred") for graph in graphs):
        return r"inferred: \why shows the proof"
    if any(graph.endswith("/graph/ontology") for graph in graphs):
        return "from the ontology, no article says it"
    if any(graph.endswith("/graph/corrections") for graph in graphs):
        return "added by an analyst"
    return f"no evidence is kept; it is in {', '.join(graphs)}" if graphs else "not in the graph"


def in_words(session: Session, triple: Triple) -> str:
    """A triple as the cells of a table are shown: labels, or short names."""
    cells = Rows(("s", "p", "o"), ((triple.subject, triple.predicate, triple.object),))
    prefixes = session.backend.prefixes
    labels = {} if session.style.iris else labels_for(session.backend.ask, cells, session.labels, prefixes)
    return "  ".join(clean(cell_text(cell, labels, prefixes.items())) for cell in cells.rows[0])


@command(choices=("on", "off"), argument="[on|off]")
def iri(session: Session, argument: str) -> str:
    """Show IRIs instead of labels, or labels again."""
    session.style = replace(session.style, iris=switched(argument, session.style.iris))
    return f"tables show {'IRIs' if session.style.iris else 'labels'}\n"


@command(choices=("on", "off"), argument="[on|off]")
def timing(session: Session, argument: str) -> str:
    """Show how long each query takes, or no longer."""
    session.timing = switched(argument, session.timing)
    return f"timing is {'on' if session.timing else 'off'}\n"


@command("[SECONDS]")
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


def switched(argument: str, before: bool) -> bool:
    """``on``, ``off``, or the other way than before."""
    if argument not in {"", "on", "off"}:
        raise QueryError(f"{clean(argument)!r} is neither on nor off")
    return not before if not argument else argument == "on"


@command("FORMAT", choices=FORMATS)
def format_(session: Session, argument: str) -> str:
    """Show answers as table, csv, tsv, json, turtle or markdown from now on."""
    if argument and argument not in FORMATS:
        raise QueryError(f"there is no format {clean(argument)}", remedy=f"choose one of {', '.join(FORMATS)}")
    session.style = replace(session.style, format=argument or session.style.format)
    return f"answers are shown as {session.style.format}\n"


@command()
def asserted(session: Session, argument: str) -> str:
    """Ask only what articles, the ontology and corrections say, nothing inferred."""
    return see(session, "asserted", "queries see what is asserted, nothing inferred")


@command()
def inferred(session: Session, argument: str) -> str:
    """Ask only what reasoning added."""
    return see(session, "inferred", "queries see only what is inferred")


@command("")
def all_(session: Session, argument: str) -> str:
    """Ask everything, asserted and inferred, as at the start."""
    return see(session, "all", "queries see what is asserted and what is inferred")


def see(session: Session, view: View, words: str) -> str:
    """Change what queries see."""
    session.view = view
    return f"{words}\n"


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
    if write and not (session.write or backend.graph.path is None):
        raise StoreError("the graph is open for reading only", place=backend.name, remedy="start with --write")
    return backend, backend.graph


@command("FILE…")
def load(session: Session, argument: str) -> str:
    """Read RDF files or articles into the graph.

    Turtle and its kin are added as they are; text, HTML and JSON Lines are read as articles.
    """
    from shell.changes import load_paths  # noqa: PLC0415  # reading articles needs spaCy, which takes seconds

    backend, _ = local(session, write=True)
    if not argument:
        raise QueryError("which file?", remedy=r"\load FILE")
    try:
        return load_paths(backend, [Path(part).expanduser() for part in split_words(argument)])
    finally:
        session.forget()


def split_words(text: str) -> list[str]:
    """The words of an argument; quotation marks keep one with blanks together.

    Raises:
        QueryError: a quotation mark that nothing closes.
    """
    try:
        return shlex.split(text)
    except ValueError as error:
        raise QueryError(str(error), remedy="close the quotation mark") from error


@command()
def quit_(session: Session, argument: str) -> str:
    """Leave the shell; Ctrl-D does, too."""
    session.done = True
    return ""
