"""Ctrl-C while a command is being loaded and after it is done: one line or none, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOADING = """
import os, signal, sys
watched = sys.argv.pop(1)
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == watched:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, {})
sys.meta_path.insert(0, Watch())
from kg.starts import main
main()
"""
LEAVING = """
import atexit, os, signal
atexit.register(os.kill, os.getpid(), signal.SIGINT)
from kg.starts import main
main()
"""


def child(code: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", ["kg.__main__", "click", "kg.commandline.checks", "kg.reason.blame"])
def test_ctrl_c_while_a_command_is_being_loaded_is_one_line(module: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> <urn:b> .", encoding="utf8")
    done = child(LOADING.format("signal.default_int_handler"), module, "check", tmp_path / "a.ttl")
    assert (done.returncode, done.stderr, done.stdout) == (130, "stopped\n", "")


def test_ctrl_c_that_was_ignored_from_the_start_stays_ignored() -> None:
    done = child(LOADING.format("signal.SIG_IGN"), "click", "--help")
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_once_all_is_done_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> <urn:b> .", encoding="utf8")
    done = child(LEAVING, "check", tmp_path / "a.ttl")
    assert (done.returncode, done.stderr) == (-2, "nothing contradicts itself, no mistake found\n")
