r"""The commands of the shell: one function each, its docstring is its help.

``COMMANDS`` is filled by ``@command`` in this file only; help, completion and the README's table are derived from it.
"""

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import QueryError, StoreError
from kg.graph import Graph
from kg.query import View
from shell.backends import LocalBackend
from shell.evidence import origin_of, proof_of, triples_of
from shell.render import clean
from shell.session import Session
from shell.show import FORMATS
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
    return "\n".join(origin_of(session, triple) for triple in triples_of(session, argument))


@command("N|TRIPLE")
def why(session: Session, argument: str) -> str:
    r"""Show the proof of each triple behind row N of the last answer, or of a triple.

    Under each triple stands what it rests on; the leaves are sentences. For example: \why e:NATO :denies e:Russia
    """
    backend, _ = local(session)
    return "\n".join(proof_of(backend, triple) for triple in triples_of(session, argument))


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
def reason(session: Session, argument: str) -> str:
    """Draw the inferences anew from what is asserted now."""
    from shell.changes import draw_inferences  # noqa: PLC0415  # owlrl and rdflib take half a second to import

    backend, _ = local(session, write=True)
    try:
        return draw_inferences(backend)
    finally:
        session.forget()


@command("FILE [OPTION…]")
def export(session: Session, argument: str) -> str:
    """Write the graph to a file; its ending says the format.

    Options: asserted or inferred for one part only, provenance for evidence and sentences as well, without-text to
    leave the words of articles out.
    """
    from shell.changes import EXPORT_OPTIONS, export_graph  # noqa: PLC0415  # rdflib and networkx take long to import

    backend, _ = local(session)
    words = split_words(argument)
    unknown = [word for word in words[1:] if word not in EXPORT_OPTIONS]
    if not words or unknown:
        what = f"{clean(unknown[0])!r} is no option" if unknown else "to which file?"
        raise QueryError(what, remedy=f"\\export FILE, then any of {' '.join(EXPORT_OPTIONS)}")
    return export_graph(backend, Path(words[0]).expanduser(), frozenset(words[1:]))


@command()
def quit_(session: Session, argument: str) -> str:
    """Leave the shell; Ctrl-D does, too."""
    session.done = True
    return ""
