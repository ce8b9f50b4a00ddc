"""Ctrl-C between the Enter key and the query: whoever types it is heard, whatever the prompt still does."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pexpect
import pytest
from prompt_toolkit.application import Application
from terminals import ROOT, Terminal
from test_shell_terminal import ENDLESS, MANY

from kg.query import Rows
from shell.backends import LocalBackend, open_files
from shell.keys import kept_interrupts

# A menu that is looked for during ten seconds, and an answer to Enter that does not wait for it.
SLOW_MENU = """
import sys, time, shell.completer
shell.completer.suggest = lambda *_: time.sleep(10) or []
from shell.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
# The prompt takes a second to tidy up after Enter, with the terminal given back already.
SLOW_END = """
import sys, time, prompt_toolkit.application
from prompt_toolkit.application import Application
tidy = Application.cancel_and_wait_for_background_tasks
async def tidy_slowly(self):
    print("tidying", flush=True)
    time.sleep(1)
    await tidy(self)
Application.cancel_and_wait_for_background_tasks = tidy_slowly
from shell.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def graph_of(folder: Path) -> Path:
    (folder / "graph.ttl").write_text(MANY, encoding="utf-8")
    return folder / "graph.ttl"


def start(folder: Path, program: str) -> Terminal:
    graph_of(folder)
    own = {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    own |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-c", program, "graph.ttl"],
        env={**os.environ, **own},
        dimensions=(60, 100),
        encoding="utf-8",
        cwd=str(folder),
    )
    terminal = Terminal(child)
    assert terminal.see_ready(), terminal.raw
    return terminal


def test_enter_does_not_wait_for_a_menu_that_is_looked_for(tmp_path: Path) -> None:
    terminal = start(tmp_path, SLOW_MENU)
    begun = time.monotonic()
    terminal.type("ASK { ?a :number 7 }", "yes")
    assert time.monotonic() - begun < 9  # ten seconds of the menu; 0.1 s alone
    terminal.child.close(force=True)


@pytest.mark.parametrize("program", [SLOW_MENU, SLOW_END])
def test_control_c_is_heard_while_the_prompt_tidies_up(tmp_path: Path, program: str) -> None:
    terminal = start(tmp_path, program)
    terminal.child.send(f"{ENDLESS}\r")
    assert terminal.see("tidying" if program is SLOW_END else r"\?z }")
    terminal.child.sendcontrol("c")
    assert terminal.see("stopped|kg>", 20), terminal.shown
    terminal.type("ASK { ?a :number 7 }", "yes")
    terminal.child.close(force=True)


def test_control_c_while_a_product_is_counted_stops_the_query_as_well(tmp_path: Path) -> None:
    backend = LocalBackend(open_files([graph_of(tmp_path)]))
    backend.prepare()
    for ask in (lambda: backend.probe(ENDLESS, timeout=20), lambda: backend.ask(ENDLESS, timeout=20)):
        timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            ask()
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    answer = backend.run(ENDLESS, timeout=20)
    assert isinstance(answer, Rows)
    assert not answer.complete
    backend.forget()


def test_a_signal_after_the_prompt_is_kept_and_raises_nothing() -> None:
    before = signal.getsignal(signal.SIGINT)
    with kept_interrupts(Application()) as kept:
        signal.raise_signal(signal.SIGINT)
        assert kept == [signal.SIGINT]
    assert signal.getsignal(signal.SIGINT) is before
