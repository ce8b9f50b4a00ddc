"""Errors and interruptions become messages and exit codes; no traceback for what a user can cause."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import ParamSpec, TextIO

import click

from kg.commandline.interrupts import INTERRUPTED, begin, end
from kg.errors import KgError

FAILED = 1
P = ParamSpec("P")


def guarded(command: Callable[P, int]) -> Callable[P, None]:
    """A command whose errors are told on standard error; what it returns is the exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        settle()
        started = begin()
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()
        except KgError as error:
            complain(str(error))
            code = FAILED
        except BrokenPipeError:  # whoever read the output has had enough
            silence(sys.stdout)
            code = 0
        except OSError as problem:
            silence(sys.stdout)
            where = f"{problem.filename}: " if problem.filename else ""
            complain(f"{where}{problem.strerror or problem}; check space and permissions")
            code = FAILED
        except KeyboardInterrupt as stop:
            note(str(stop) or "stopped")
            code = INTERRUPTED
        if started:
            end()
        click.get_current_context().exit(code)

    return run


@contextmanager
def told_when_stopped(message: Callable[[], str]) -> Iterator[None]:
    """On Ctrl-C, have it said what state things are in and how to go on."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(message()) from stop


def settle() -> None:
    """Let both streams take any text: what a file gets is UTF-8, what a terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with suppress(OSError, ValueError):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def silence(stream: TextIO) -> None:
    """Write nothing more, not on leaving either."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def complain(message: str) -> None:
    """An error, on standard error."""
    note(f"error: {message}")


def note(message: str) -> None:
    """A line on standard error that can do nothing to a terminal."""
    from shell.render import clean  # noqa: PLC0415 - the width of characters is not needed for --help

    with suppress(BrokenPipeError):
        click.echo(clean(message), err=True)


def say(text: str) -> None:
    """Lines of an answer, on standard output; nothing in them can do anything to a terminal."""
    from shell.render import clean  # noqa: PLC0415

    click.echo(clean(text, lines=True).rstrip("\n"))


def write_json(value: object) -> None:
    """An answer for programs, on standard output; on a terminal in ASCII, so that no text of an article controls it."""
    click.echo(json.dumps(value, ensure_ascii=sys.stdout.isatty(), indent=1))
