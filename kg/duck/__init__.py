"""DuckDB for what may not fit into memory, and lines of N-Triples and N-Quads in its files.

stops.py   Ctrl-C while it works
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kg.duck.stops import stoppable
from kg.errors import SpaceError, StoreError

BLOCK, BUFFER = 1 << 20, 32 << 20  # bytes: read to find long lines; read by DuckDB at once, for each thread
SHARE = 128 << 20  # bytes of memory that a thread needs, or many of them would find none left
AS_LINES = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER e'\\x01'"


@contextmanager
def connect(folder: Path, *, failing: str, memory: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database; what does not fit into memory, or into ``memory`` ("500MB"), goes to files in ``folder``.

    ``failing`` says what could not be done where the disk or memory is full.

    Raises:
        KeyboardInterrupt: Ctrl-C, of which DuckDB makes an error of its own.
        SpaceError: the memory is too little.
        StoreError: no space for the files.
    """
    with told_plainly(folder, failing), duckdb.connect(":memory:") as connection, stoppable(connection):
        connection.execute(f"SET temp_directory = {quoted(str(folder / 'spilled'))}")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        if memory:
            connection.execute(f"SET memory_limit = {quoted(memory)}")
        _limit_threads(connection)
        yield connection


def _limit_threads(connection: duckdb.DuckDBPyConnection) -> None:
    """As many threads as there are processors, or as the memory has shares for."""
    limits = "current_setting('threads'), parse_formatted_bytes(current_setting('memory_limit'))"
    threads, memory = connection.execute(f"SELECT {limits}").fetchall()[0]
    connection.execute(f"SET threads = {max(1, min(threads, memory // SHARE))}")


@contextmanager
def told_plainly(folder: Path, failing: str) -> Iterator[None]:
    """Make of the disk's and of DuckDB's errors what they are to a user."""
    try:
        yield
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        number = re.search(r'"errno":"(\d+)"', str(error))
        reason = os.strerror(int(number[1])) if number else str(error).splitlines()[0]
        remedy = "check its space and the memory; what the graph holds is as it was"
        kind = SpaceError if isinstance(error, duckdb.OutOfMemoryException) else StoreError
        raise kind(f"{failing}: {reason}", place=str(folder.parent), remedy=remedy) from error
    except OSError as error:
        remedy = "check space and permissions; what the graph holds is as it was"
        reason = f"{failing}: {error.strerror or error}"
        raise StoreError(reason, place=error.filename or str(folder.parent), remedy=remedy) from error
    except RuntimeError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise


def quoted(text: str) -> str:
    """SQL for a string."""
    return "'" + text.replace("'", "''") + "'"


def lines_of(path: Path) -> str:
    """SQL for the lines of a file that is there, as a table with the column ``line``."""
    longest = most_in_line(path)
    columns = "columns = {'line': 'VARCHAR'}, delim = e'\\x01', quote = '', escape = ''"
    sizes = f"max_line_size = {longest}, buffer_size = {max(BUFFER, 2 * longest)}"
    return f"read_csv({quoted(str(path))}, {columns}, {sizes}, header = false, auto_detect = false)"


def most_in_line(path: Path) -> int:
    """How many bytes a line of a file has at most, found in a glance: how many blocks have no end of a line."""
    run = most = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            run = 0 if b"\n" in block else run + 1
            most = max(most, run)
    return (most + 2) * BLOCK


def write_lines(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the one column of a query to a file, a row a line."""
    connection.execute(f"COPY ({query}) TO {quoted(str(path))} ({AS_LINES})")
