r"""What a command is, and the registry of all of them."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import QueryError
from shell.redirects import split_words
from shell.render import clean
from shell.session import Session
from shell.vocabulary import CommandWord

Function = Callable[[Session, str], str]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name without the backslash, what follows it, and the function that does it.

    ``confirms`` where what it prints only says what was done, so that a script need not hear it.
    """

    name: str
    argument: str
    choices: tuple[str, ...]
    function: Function
    confirms: bool = False

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

    @property
    def group(self) -> str:
        """What the commands of its file are about."""
        return (sys.modules[self.function.__module__].__doc__ or "").partition("\n")[0].rstrip(".")


COMMANDS: dict[str, Command] = {}


def command(
    argument: str = "", *, choices: tuple[str, ...] = (), confirms: bool = False
) -> Callable[[Function], Function]:
    """Register a function as the command of its name; ``argument`` is how its argument is called in the help."""

    def register(function: Function) -> Function:
        name = function.__name__.rstrip("_")
        COMMANDS[name] = Command(name, argument, choices, function, confirms)
        return function

    return register


def find_command(text: str) -> tuple[Command, str]:
    r"""The command that was typed after a backslash, and its argument; an unambiguous beginning of a name is enough.

    Raises:
        QueryError: there is no such command.
    """
    name, *rest = text.strip().removeprefix("\\").split(None, 1) or [""]
    found = [COMMANDS[name]] if name in COMMANDS else [c for c in COMMANDS.values() if name and c.name.startswith(name)]
    if len(found) != 1:
        shown = clean(name)
        which = f"\\{shown} may be {' or '.join(c.usage for c in found)}" if found else f"there is no command \\{shown}"
        raise QueryError(which, remedy=r"\help lists the commands")
    return found[0], "".join(rest).strip()


def run_command(session: Session, text: str) -> str:
    """Run what was typed after a backslash; of a command that only confirms, a script hears on standard error.

    Raises:
        KgError: there is no such command, or what it cannot do.
    """
    known, argument = find_command(text)
    shown = known.function(session, argument)
    if not known.confirms or session.screen.terminal:
        return shown
    session.remark(shown)
    return ""


def command_words() -> tuple[CommandWord, ...]:
    """The commands as completion shows them."""
    return tuple(CommandWord(c.name, c.usage, c.summary, c.choices) for c in COMMANDS.values())


def switched(argument: str, before: bool) -> bool:
    """``on``, ``off``, or the other way than before.

    Raises:
        QueryError: it is neither.
    """
    if argument not in {"", "on", "off"}:
        raise QueryError(f"{clean(argument)!r} is neither on nor off")
    return not before if not argument else argument == "on"


def one_word(argument: str, remedy: str) -> str:
    """The only word of an argument.

    Raises:
        QueryError: there is none, or more.
    """
    words = split_words(argument)
    if len(words) != 1:
        raise QueryError("give one name" if words else "which one?", remedy=remedy)
    return words[0]
