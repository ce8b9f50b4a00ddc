"""The first prompt, drawn before the modules that read keys are loaded; what is typed meanwhile waits for them."""

import gc
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from textwrap import fill

from shell.backends import Backend, LocalBackend

with suppress(ImportError):
    import termios

PROMPT = "kg> "


@contextmanager
def greeted(backend: Backend, *, write: bool) -> Iterator[None]:
    """Show what is open and the prompt; within, keys are kept unseen, Ctrl-C among them, until the prompt reads them.

    After an error the line of the prompt is over.
    """
    said = f"newsgraph: {opened(backend, write=write)}. \\help lists the commands, Tab completes, Ctrl-D leaves."
    print(fill(said, shutil.get_terminal_size().columns, break_long_words=False, break_on_hyphens=False))
    print(PROMPT, end="", flush=True)
    collects = gc.isenabled()
    gc.disable()  # modules are no garbage, and looking for some among them takes a while
    try:
        with held_keys():
            yield
    except BaseException:
        print(flush=True)
        raise
    finally:
        if collects:
            gc.enable()


def opened(backend: Backend, *, write: bool) -> str:
    """What is open, and whether it may be changed."""
    name = backend.name
    if not (name.isascii() and name.isprintable()):
        from shell.render import clean  # noqa: PLC0415  # the widths of all characters take long to load

        name = clean(name)
    if not isinstance(backend, LocalBackend):
        return name
    if not write:
        return f"{name}, read-only"
    return name if backend.graph.path else f"{name}, changes stay in memory"


@contextmanager
def held_keys() -> Iterator[None]:
    """Let the terminal neither show nor act on keys; none is lost."""
    if "termios" not in globals() or not sys.stdin.isatty():
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    held = [*before]
    held[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
    held[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    termios.tcsetattr(terminal, termios.TCSANOW, held)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
