"""A Ctrl-C that was typed in the moment between the Enter key and the start of a query.

The prompt reads keys one by one, and the terminal makes a signal of Ctrl-C only after the prompt gave it back: one that
is typed in between waits among the keys for the next prompt. One that is a signal already, while the prompt still
tidies up, would be heard by the prompt, which is over. Whoever typed it meant the query.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

with suppress(ImportError):
    import termios


@contextmanager
def kept_interrupts(app: Application[str]) -> Iterator[list[int]]:
    """Within, a signal of Ctrl-C is a key to a prompt that reads keys; those that come when it is over are kept."""
    kept: list[int] = []

    def drop_line() -> None:
        if not app.is_done:
            app.key_processor.send_sigint()

    def hear(number: int, _: object) -> None:
        if app.is_running and not app.is_done and app.loop:
            app.loop.call_soon_threadsafe(drop_line)
        else:
            kept.append(number)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield kept
    finally:
        signal.signal(signal.SIGINT, before)


def take_interrupt(source: Input) -> bool:
    """Whether Ctrl-C is among the keys that wait; what was typed before it is forgotten, the rest is kept."""
    keys = [*get_typeahead(source), *read_waiting()]
    at = max((number for number, key in enumerate(keys) if key.key == Keys.ControlC), default=-1)
    store_typeahead(source, keys[at + 1 :])
    return at >= 0


def read_waiting() -> list[KeyPress]:
    """The keys that wait in the terminal."""
    if "termios" not in globals() or not sys.stdin.isatty():
        return []
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    single = [*before[:3], before[3] & ~termios.ICANON, *before[4:6], [*before[6]]]
    single[6][termios.VMIN] = single[6][termios.VTIME] = 0
    try:
        termios.tcsetattr(terminal, termios.TCSANOW, single)
        typed = os.read(terminal, 4096)
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
    found: list[KeyPress] = []
    parser = Vt100Parser(found.append)
    parser.feed(typed.decode(errors="ignore"))
    parser.flush()
    return found
