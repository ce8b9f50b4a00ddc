"""The way in: an interactive shell on a terminal, else queries from arguments, a file or standard input.

What it imports on top is what the first prompt waits for.
"""

import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, StoreError
from kg.graph import Graph, open_graph
from shell.backends import Backend, LocalBackend, open_files
from shell.greeting import greeted
from shell.workers import make_pool

if TYPE_CHECKING:
    from shell.session import Session


def run_shell(
    graph: Graph | Backend,
    *,
    query: str | None = None,
    file: Path | None = None,
    write: bool = False,
    network: bool = False,
    format: str = "table",
    timeout: float | None = None,
    name: str = "",
    parameters: Sequence[str] = (),
    quiet: bool = False,
) -> int:
    """Run the shell on a graph: ``query``, else ``file``, else standard input; 0, 1 after an error, 130 if interrupted.

    Interactive where there is neither query nor file and standard input and output are a terminal. ``parameters`` are
    assignments, ``state=e:Belarus``; with ``quiet`` nothing is said but answers and errors.
    """
    backend = LocalBackend(graph, name=name) if isinstance(graph, Graph) else graph
    if isinstance(backend, LocalBackend):
        backend.network = network
    try:
        if query is None and file is None and sys.stdin.isatty() and sys.stdout.isatty():
            with greeted(backend, write=write):
                backend.prepare()
                warm_up(backend)
                from shell.repl import ready_prompt, run_prompt  # noqa: PLC0415  # a script needs no prompt_toolkit

                session = make_session(backend, format, parameters, write=write, timeout=timeout, quiet=quiet)
                prompt = ready_prompt(session)
            return run_prompt(session, prompt)
        session = make_session(backend, format, parameters, write=write, timeout=timeout, quiet=quiet)
        return run_script(session, read_script(query, file))
    except KgError as error:
        from shell.show import describe_error, find_screen  # noqa: PLC0415  # most shells start without an error

        print(describe_error(error, "", find_screen()), end="", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the output has had enough; nothing more may be written on leaving either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def warm_up(backend: Backend) -> None:
    """Let a reader process open a graph of this machine while this one imports what reads keys."""

    def ask() -> None:
        with suppress(KgError, OSError):
            backend.ask("ASK {}")

    if isinstance(backend, LocalBackend):
        threading.Thread(target=ask, name="reader", daemon=True).start()


def make_session(
    backend: Backend, format: str, parameters: Sequence[str], *, write: bool, timeout: float | None, quiet: bool
) -> "Session":
    """What the shell knows at the start.

    Raises:
        KgError: a parameter that is none.
    """
    from shell.parameters import read_assignment  # noqa: PLC0415  # after the first prompt, as what follows
    from shell.session import Session  # noqa: PLC0415
    from shell.show import Style, find_screen  # noqa: PLC0415

    session = Session(backend, find_screen(), Style(format), write=write, timeout=timeout, quiet=quiet)
    session.parameters.update(map(read_assignment, parameters))
    return session


def read_script(query: str | None, file: Path | None) -> str:
    """The text to run.

    Raises:
        StoreError: the file cannot be read.
    """
    if query is not None:
        return query
    try:
        if file is None or str(file) == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreError("not UTF-8", place=str(file or "standard input"), remedy="save it as UTF-8") from error
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", place=str(file), remedy="check the path") from error


def run_script(session: "Session", text: str) -> int:
    """Run what a script holds, to the first error."""
    from shell.commands import run_command  # noqa: PLC0415  # the prompt has its own way
    from shell.script import split_script  # noqa: PLC0415
    from shell.session import run_input  # noqa: PLC0415

    for part in split_script(text):
        status = run_input(session, part, run_command)
        if status or session.done:
            return status
    return 0


def open_target(targets: Sequence[str], *, write: bool = False, network: bool = False) -> Graph | Backend:
    """What ``kg shell`` was given: a graph directory, RDF files, the address of an endpoint, or nothing.

    Raises:
        KgError: it cannot be opened.
    """
    if not targets:
        return open_graph(None)
    if targets[0].startswith(("http://", "https://")):
        from shell.endpoint import EndpointBackend  # noqa: PLC0415  # urllib only where it is needed

        if len(targets) > 1:
            raise StoreError("one endpoint at a time", place=targets[1], remedy="leave the others out")
        return EndpointBackend(targets[0])
    path = Path(targets[0])
    if not path.exists():
        raise StoreError(
            "there is no such file or graph", place=targets[0], remedy="kg build makes a graph of articles"
        )
    if path.is_dir():
        if len(targets) > 1:
            raise StoreError("a graph directory stands alone", place=targets[1], remedy="leave the others out")
        return open_directory(path, write=write)
    return open_files([Path(target) for target in targets])


def open_directory(path: Path, *, write: bool) -> Backend:
    """A graph directory with its readers, which are forked before the store has threads."""
    pool = make_pool(lambda: open_graph(path, triples_only=True), path)
    try:
        return LocalBackend(open_graph(path, write=write), pool=pool)
    except KgError:
        pool.close()
        raise


__all__ = ["open_target", "run_shell"]
