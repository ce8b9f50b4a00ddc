"""A shell on a real terminal, for tests that type."""

import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pexpect

ROOT = Path(__file__).parent.parent
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")


@dataclass
class Terminal:
    """A shell on a terminal; ``raw`` is all it wrote, ``shown`` the same without control sequences from ``at`` on."""

    child: "pexpect.spawn[str]"
    raw: str = ""
    at: int = 0

    @property
    def shown(self) -> str:
        return CONTROL.sub("", self.raw)[self.at :]

    def see(self, pattern: str, seconds: float = 40) -> bool:
        """Wait for a text after what was seen before; whether it came."""
        end = time.monotonic() + seconds
        while (match := re.search(pattern, self.shown)) is None:
            left = end - time.monotonic()
            if left <= 0:
                return False
            try:
                self.raw += self.child.read_nonblocking(4096, timeout=left)
            except (pexpect.TIMEOUT, pexpect.EOF):
                return False
        self.at += match.end()
        return True

    def see_ready(self, seconds: float = 40) -> bool:
        """Wait until the first prompt reads keys: it turns on bracketed paste and is then drawn anew."""
        end = time.monotonic() + seconds
        while "\x1b[?2004h" not in self.raw:
            try:
                self.raw += self.child.read_nonblocking(4096, timeout=max(end - time.monotonic(), 0))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return False
        self.at = len(CONTROL.sub("", self.raw.partition("\x1b[?2004h")[0]))
        return self.see("kg>", seconds)

    def leaves(self) -> int | None:
        """Wait for the end; the exit status."""
        self.child.expect(pexpect.EOF)
        self.child.wait()
        status: int | None = self.child.exitstatus
        return status

    def type(self, text: str, *patterns: str, prompt: bool = True) -> None:
        """Type a line with Enter, and see these texts and then the prompt again."""
        self.child.send(f"{text}\r")
        for pattern in patterns:
            assert self.see(pattern), f"{text}: no {pattern} in {self.shown}"
        assert not prompt or self.see("kg>"), f"{text}: no prompt after {self.shown}"


@contextmanager
def terminal_shell(
    folder: Path,
    arguments: Sequence[str] = (),
    *,
    columns: int = 100,
    environment: Mapping[str, str] | None = None,
    ready: bool = True,
) -> Iterator[Terminal]:
    """A shell in a folder, its history and configuration there; where not ``ready``, as soon as a prompt is seen."""
    own = {"XDG_STATE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPATH": str(ROOT)}
    own |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **(environment or {})}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "shell", *arguments],
        env={**os.environ, **own},
        dimensions=(60, columns),
        encoding="utf-8",
        timeout=20,
        cwd=str(folder),
    )
    terminal = Terminal(child)
    try:
        assert terminal.see_ready() if ready else terminal.see("kg>"), terminal.raw
        yield terminal
    finally:
        child.close(force=True)
