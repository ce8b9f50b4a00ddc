"""The shell itself."""

import time
from datetime import datetime

from kg.errors import QueryError
from shell.commands.registry import COMMANDS, command, find_command, one_word
from shell.parameters import load_query, missing_parameters, read_assignment, save_query, saved_queries, substitute
from shell.redirects import split_words
from shell.render import clean, count_line, wrap
from shell.session import Session, run_statement

KEYS = ("emacs", "vi")
LESSON = ("hint", "skip", "stop")
INDENT, ROOM = 4, 30
"""Columns before what stands below a command, and those that it needs beside it."""
SLOWEST = 86_400.0


@command("[COMMAND]")
def help_(session: Session, argument: str) -> str:
    """List the commands, or explain one."""
    if argument:
        known, _ = find_command(argument)
        width = session.screen.width or 120
        return "".join(
            f"{part}\n" for line in (known.usage, *known.help.split("\n")) for part in wrap(line, width, lines=99)
        )
    left = max(len(known.usage) for known in COMMANDS.values()) + 2
    width = session.screen.width or 100
    # Where there is no room beside the names, what a command does stands below.
    beside = width - left >= ROOM
    left, room = (left, width - left) if beside else (INDENT, width - INDENT)
    lines: list[str] = []
    group = ""
    for known in COMMANDS.values():
        if known.group != group:
            group = known.group
            look = session.screen.look
            lines += ["", *(f"{look.bold}{part}{look.reset}" for part in wrap(group, width))]
        first, *more = wrap(known.summary, room)
        named = [f"{known.usage:<{left}}{first}"] if beside else [known.usage, " " * left + first]
        lines += [*named, *(" " * left + line for line in more)]
    end = ["Anything else is SPARQL. Enter runs it once it is whole, Alt-Enter breaks the line."]
    end += ["After a query or command, | PROGRAM gives what it prints to a program, > FILE writes it to a file."]
    lines += ["", *(line for text in end for line in wrap(text, session.screen.width or 120))]
    return "\n".join(lines[1:]) + "\n"


@command("[NAME [TERM]]", confirms=True)
def set_(session: Session, argument: str) -> str:
    r"""Set a parameter, which queries call $NAME; alone, list all of them.

    A value is one term as in a query: \set state e:Belarus, and then SELECT * { ?who :leads $state }
    """
    if argument and (" " in argument or "=" in argument):
        name, value = read_assignment(argument)
        session.parameters[name] = value
        return f"${name} is {clean(value)}\n"
    names = [argument.removeprefix("$")] if argument else sorted(session.parameters)
    unset = next((name for name in names if name not in session.parameters), None)
    if unset is not None:
        raise QueryError(f"${clean(unset)} is not set", remedy=r"for example \set state e:Belarus")
    return "".join(f"${name} is {clean(session.parameters[name])}\n" for name in names) or "no parameter is set\n"


@command("NAME", confirms=True)
def unset(session: Session, argument: str) -> str:
    """Take a parameter away."""
    name = one_word(argument, r"\set lists the parameters").removeprefix("$")
    if session.parameters.pop(name, None) is None:
        raise QueryError(f"${clean(name)} is not set", remedy=r"\set lists the parameters")
    return f"${name} is a variable again\n"


@command("[hint|skip|stop|N]", choices=LESSON)
def tutorial(session: Session, argument: str) -> str:
    r"""Learn the shell in ten steps, over a small graph that comes with it.

    hint shows what to type, skip goes to the next step, N to step N, stop back to the graph that was open before.
    """
    from shell.tutorial import begin, end, go_to, hint  # noqa: PLC0415  # few sessions are lessons
    from shell.tutorial.steps import STEPS  # noqa: PLC0415

    if session.ask is None:
        raise QueryError("the tutorial needs a terminal", remedy="start the shell on one")
    lesson = session.lesson
    if argument.isdecimal() and 1 <= int(argument) <= len(STEPS):
        return begin(session, int(argument) - 1)
    if argument not in {"", *LESSON}:
        raise QueryError(f"there is no step {clean(argument)}", remedy=f"give a number from 1 to {len(STEPS)}")
    if lesson is None:
        if argument:
            raise QueryError("no tutorial is going on", remedy=r"\tutorial begins it")
        return begin(session)
    if argument == "hint":
        return hint(lesson)
    if argument == "stop":
        return end(session, lesson)
    return go_to(session, lesson, lesson.number + (argument == "skip"))


@command("NAME", confirms=True)
def save(session: Session, argument: str) -> str:
    """Keep the last query under a name; run shows the names and runs it."""
    name = one_word(argument, r"\save NAME")
    if not session.typed.strip():
        raise QueryError("there is no query yet", remedy="run one first")
    return f"{clean(str(save_query(session.folder, name, session.typed)))} written\n"


@command("[NAME [NAME=TERM…]]")
def run(session: Session, argument: str) -> str:
    r"""Run a saved query, or a file that ends in .rq; alone, list the saved ones.

    Its parameters come from \set, or stand behind it: \run quarrels state=e:Belarus
    """
    words = split_words(argument)
    if not words:
        names = saved_queries(session.folder)
        return "".join(f"{name}\n" for name in names) or "no query is saved; \\save NAME keeps the last one\n"
    text = load_query(session.folder, words[0])
    given = dict(read_assignment(word) for word in parameter_words(argument, words[0]))
    values = session.parameters | given
    missing = missing_parameters(text, values)
    if missing:
        name = missing[0]
        raise QueryError(f"${clean(name)} has no value", remedy=f"\\set {clean(name)} TERM, or {clean(name)}=TERM")
    session.typed = text
    return run_statement(session, substitute(text, values))


def parameter_words(argument: str, name: str) -> list[str]:
    """The assignments behind the name of a query, as they were written: quotation marks belong to the term."""
    rest = argument.strip().removeprefix(name).strip() if argument.strip().startswith(name) else ""
    return [word for word in rest.split() if word] if '"' not in rest and "'" not in rest else quoted_words(rest)


def quoted_words(text: str) -> list[str]:
    """Words parted by blanks outside of quotation marks, the marks kept."""
    words, mark = [""], ""
    for character in text:
        if character in "\"'" and mark in {"", character}:
            mark = "" if mark else character
        if character == " " and not mark:
            words.append("")
        else:
            words[-1] += character
    return [word for word in words if word]


@command()
def e(session: Session, argument: str) -> str:
    """Edit the last query in $VISUAL or $EDITOR; it comes back to the prompt."""
    if session.ask is None:
        raise QueryError("there is no prompt to come back to", remedy="start the shell on a terminal")
    import click  # noqa: PLC0415 - only who edits needs it

    try:
        text = click.edit(session.typed or "\n", extension=".rq")
    except click.ClickException as error:
        raise QueryError(error.message, remedy="set EDITOR to a program that is there") from error
    session.draft = (text or "").rstrip("\n")
    return ""


@command("[SECONDS] [QUERY]")
def watch(session: Session, argument: str) -> str:
    """Run a query, or the last one, again and again, and show what changes.

    Every 2 seconds or as said, until Ctrl-C. Useful beside a build: what another process writes is seen.
    """
    first, _, rest = argument.partition(" ")
    number = first.replace(".", "", 1).isdigit()
    seconds, text = (float(first), rest) if number else (2.0, argument)
    query = substitute(text, session.parameters) or session.running
    if not query.strip():
        raise QueryError("there is no query yet", remedy="run one first")
    if not 0.1 <= seconds <= SLOWEST:
        raise QueryError("give seconds from 0.1 to 86,400", remedy=r"for example \watch 5")
    before, times = "", 0
    session.output = None  # one answer is compared with the next
    try:
        while True:
            shown = run_statement(session, query)
            times += 1
            if shown != before:
                look = session.screen.look
                print(f"{look.dim}{datetime.now():%H:%M:%S}{look.reset}\n{shown}", end="", flush=True)
                before = shown
            time.sleep(seconds)
    except KeyboardInterrupt:
        return f"{chr(10) if session.screen.terminal else ''}asked {count_line(times, 'time')}\n"


@command("[emacs|vi]", choices=KEYS, confirms=True)
def keys(session: Session, argument: str) -> str:
    """Edit with the keys of emacs or of vi."""
    if argument not in {"", *KEYS}:
        raise QueryError(f"there are no {clean(argument)} keys", remedy=r"\keys emacs, or \keys vi")
    session.keys = argument or session.keys  # type: ignore[assignment]  # checked above
    return f"the keys are those of {session.keys}\n"


@command()
def quit_(session: Session, argument: str) -> str:
    """Leave the shell; Ctrl-D does, too."""
    session.done = True
    return ""
