"""A graph's directory: ``graph.json`` (format and base), ``store``, what is kept beside it, ``ontology``, ``lock``."""

import glob
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from kg.errors import StoreError
from kg.graph.terms import is_iri

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Format:
    """What ``graph.json`` says."""

    version: int
    base: str


def is_graph(path: Path) -> bool:
    """Whether a directory holds a graph."""
    return (path / "graph.json").is_file()


def make(path: Path, base: str) -> None:
    """Make an empty graph directory.

    Raises:
        StoreError: something else is there, the base is no IRI, or the directory cannot be written.
    """
    with storing(path):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError("there is something else here", place=str(path), remedy="give a name that is not taken")
        if not base.endswith(("/", "#")) or not is_iri(base):
            raise StoreError(f"{base!r} is no base", remedy="give an IRI that ends in / or #")
        path.mkdir(parents=True, exist_ok=True)
        write_whole(path / "graph.json", json.dumps({"format": FORMAT, "base": base}) + "\n")


def read_format(path: Path) -> Format:
    """The format and base of a graph directory.

    Raises:
        StoreError: they cannot be read, or are those of another version.
    """
    try:
        facts = json.loads((path / "graph.json").read_text(encoding="utf-8"))
        found = Format(int(facts["format"]), str(facts["base"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError("graph.json cannot be read", place=str(path), remedy="build the graph anew") from error
    if found.version != FORMAT:
        message = f"the graph has format {found.version}, this version reads {FORMAT}"
        raise StoreError(message, place=str(path), remedy="build it anew")
    return found


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or as before."""
    draft = path.with_name(f"{path.name}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def remove_left(target: Path) -> None:
    """Remove the drafts of a file, ``.NAME.PID.part``, that processes left which are gone."""
    for draft in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        number = draft.name.removeprefix(f".{target.name}.").removesuffix(".part")
        if number.isdecimal() and not is_running(int(number)):
            with suppress(OSError):
                draft.unlink()


def is_running(process: int) -> bool:
    """Whether there is a process with a number, anybody's."""
    if os.name != "posix":  # there it would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


@contextmanager
def storing(path: Path | None) -> Iterator[None]:
    """Turn what the disk says into a StoreError."""
    try:
        yield
    except (OSError, sqlite3.Error, RuntimeError) as error:  # RuntimeError: RocksDB finds its files damaged
        reason = getattr(error, "strerror", None) or str(error)
        remedy = "put back a copy, or build it anew" if _is_damage(error) else "check space and permissions"
        raise StoreError(f"cannot be read or written: {reason}", place=str(path or "graph"), remedy=remedy) from error


def _is_damage(error: Exception) -> bool:
    """Whether files are not what they were written as, which no space and no permission mends."""
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind of error
        return code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
    return isinstance(error, RuntimeError) and "corruption" in str(error).lower()


@contextmanager
def workplace(beside: Path | None, prefix: str) -> Iterator[Path]:
    """A folder in ``beside`` for files that are needed meanwhile, without what a killed process left there.

    Where the system has such files if no folder is given, or one whose name is no UTF-8, which DuckDB cannot open.

    Raises:
        OSError: it cannot be made.
    """
    place, start = (beside.absolute() if beside and is_utf8(str(beside.absolute())) else None), as_utf8(prefix)
    for left in place.glob(f"{glob.escape(start)}*") if place else ():
        with suppress(OSError, Timeout, NotImplementedError), FileLock(left / "lock", timeout=0):  # of one that works
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=start, dir=place) as folder:
        if not is_utf8(folder):
            raise OSError(None, "the name of the folder for temporary files is no UTF-8", folder)
        lock = FileLock(Path(folder) / "lock", timeout=0)
        with suppress(OSError, Timeout, NotImplementedError):  # a medium without locks
            lock.acquire()
        try:
            yield Path(folder)
        finally:
            lock.release()


def is_utf8(name: str) -> bool:
    """Whether the name of a file is text.

    >>> is_utf8("é"), is_utf8(chr(0xDCFF))
    (True, False)
    """
    return as_utf8(name) == name


def as_utf8(name: str) -> str:
    """The name of a file with "?" for bytes that are no text."""
    return name.encode(errors="replace").decode()
