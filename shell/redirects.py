"""Where output goes: the terminal page by page, a file, or another program."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import QueryError, StoreError
from kg.escapes import without_escapes
from kg.query.tokens import CLOSING, OPENING, find_tokens

Way = Literal["screen", "file", "append", "pipe"]
FORMAT_OF = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".ttl": "turtle", ".md": "markdown"}


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the output of ``text`` goes; ``target`` is a file or a command line."""

    text: str
    way: Way = "screen"
    target: str = ""

    @property
    def format(self) -> str | None:
        """The format that the ending of a file asks for."""
        return FORMAT_OF.get(Path(self.target).suffix.lower()) if self.way in {"file", "append"} else None


def split_redirect(text: str) -> Redirect:
    """Part what was typed from ``| program``, ``> file`` or ``>> file`` after it; within brackets they are SPARQL.

    >>> split_redirect("SELECT * { ?s :p|:q ?o } | sort -u")
    Redirect(text='SELECT * { ?s :p|:q ?o } ', way='pipe', target='sort -u')
    """
    depth, tokens = 0, [token for token in find_tokens(text) if token.kind != "comment"]
    for number, token in enumerate(tokens):
        if token.kind != "punct":
            continue
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if depth > 0 or token.text not in {"|", ">"} or number == 0:
            continue
        target = text[token.end :].strip()
        if token.text == "|":
            return Redirect(text[: token.start], "pipe", target)
        way: Way = "append" if target.startswith(">") else "file"
        return Redirect(text[: token.start], way, target.removeprefix(">").strip())
    return Redirect(text)


def write_file(redirect: Redirect, output: str) -> str:
    """Write or append output to a file; what to say of it.

    Raises:
        StoreError: no file is named, or it cannot be written; then what it held is as it was.
    """
    names = split_words(redirect.target)
    if len(names) != 1:
        raise StoreError("to which file?", place=redirect.target, remedy="name one file after >")
    from kg.export.files import told_what_fails, write_files  # noqa: PLC0415 - all formats; most lines go to the screen
    from kg.export.formats import File  # noqa: PLC0415

    path, data = Path(names[0]).expanduser(), output.encode()
    if redirect.way == "append" or (path.exists() and not path.is_file()):
        with told_what_fails(path):
            append(path, data)
    else:
        write_files(path.resolve(), [File("", [data])])
    return f"{path} written\n"


def append(path: Path, data: bytes) -> None:
    """Write all of something at the end of a file, or nothing."""
    length, is_new = path.stat().st_size if path.is_file() else None, not path.exists()
    try:
        with path.open("ab") as file:
            file.write(data)
    except OSError:
        if length is not None:
            os.truncate(path, length)
        elif is_new:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def piped(redirect: Redirect) -> Iterator[Callable[[str], object]]:
    """What writes to a program, or to several with ``|`` between them; no shell looks at the line.

    They run from the first text on, and are waited for at the end. The body ends early when they have had enough.

    Raises:
        QueryError: there is no such program.
    """
    parts = [split_words(part) for part in split_pipes(redirect.target)]
    missing = next((part[0] if part else "" for part in parts if not part or shutil.which(part[0]) is None), None)
    if missing is not None:
        raise QueryError(f"there is no program {missing!r} to pipe to", remedy="name one after |")
    running: list[subprocess.Popen[str]] = []

    def write_to(text: str) -> None:
        if not running:
            running.extend(start_all(parts))
        if running[0].stdin:
            running[0].stdin.write(text)
            running[0].stdin.flush()

    try:
        with suppress(BrokenPipeError):
            yield write_to
    finally:
        if running and running[0].stdin:
            with suppress(BrokenPipeError):
                running[0].stdin.close()
        for program in running:
            program.wait()


def start_all(commands: Sequence[list[str]]) -> list["subprocess.Popen[str]"]:
    """Start programs, each of which reads what the one before it writes."""
    sys.stdout.flush()
    running: list[subprocess.Popen[str]] = []
    for part in commands:
        source = running[-1].stdout if running else subprocess.PIPE
        last = len(running) == len(commands) - 1
        running.append(
            subprocess.Popen(part, stdin=source, stdout=None if last else subprocess.PIPE, text=True, encoding="utf-8")
        )
        if len(running) > 1 and running[-2].stdout:
            running[-2].stdout.close()
    return running


def split_pipes(text: str) -> list[str]:
    """The commands of a pipe; a bar in quotation marks parts nothing.

    >>> split_pipes("grep 'a|b' | sort")
    ["grep 'a|b'", 'sort']
    """
    lexer = shlex.shlex(text, posix=False, punctuation_chars="|")
    lexer.whitespace_split = True
    parts: list[list[str]] = [[]]
    try:
        for word in lexer:
            if word == "|":
                parts.append([])
            else:
                parts[-1].append(word)
    except ValueError as error:
        raise QueryError(str(error), remedy="close the quotation mark") from error
    return [" ".join(part) for part in parts]


def split_words(text: str) -> list[str]:
    """The words of an argument; quotation marks keep one with blanks together.

    Raises:
        QueryError: a quotation mark that nothing closes.
    """
    try:
        return shlex.split(text)
    except ValueError as error:
        raise QueryError(str(error), remedy="close the quotation mark") from error


def show_pages(text: str, *, height: int, colour: bool) -> bool:
    """Show a text longer than the screen in the pager; whether it was shown."""
    if text.count("\n") < height:
        return False
    program = find_pager()
    if not program:
        return False
    # less shows colours as such only when told to; what an analyst set for it comes first.
    environment = {**os.environ, "LESS": os.environ.get("LESS", "-R")}
    pages = text if colour else without_escapes(text)
    running = subprocess.Popen(program, stdin=subprocess.PIPE, env=environment, text=True, encoding="utf-8")
    # Ctrl-C is for the pager, which goes on.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        running.communicate(pages)
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def find_pager() -> list[str]:
    """The program that shows pages: what PAGER names, else less or more; empty where there is none."""
    wanted = (os.environ.get("PAGER", ""), "less", "more")
    found = (split_words(line) for line in wanted if line.strip())
    return next((words for words in found if words and shutil.which(words[0])), [])
