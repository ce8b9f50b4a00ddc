"""One writer a graph: a lock that ends with its process and tells who holds it."""

import json
import os
import socket
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from kg.errors import StoreError


@dataclass(frozen=True, slots=True)
class Owner:
    """The process that writes a graph."""

    pid: int
    host: str
    since: str


def acquire(folder: Path, *, wait: float) -> BaseFileLock:
    """Lock a graph for writing; ``wait`` at most so many seconds for another writer, for ever where negative.

    Raises:
        StoreError: another process holds the lock, or the folder cannot be written.
    """
    lock = FileLock(str(folder / "lock"), timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        owner = read_owner(folder)
        who = f"process {owner.pid} on {owner.host} since {owner.since}" if owner else "another process"
        raise StoreError(
            f"the graph is being written by {who}", place=str(folder), remedy="wait for it to end, or stop it"
        ) from None
    except OSError as error:
        raise StoreError(
            f"cannot lock the graph: {error.strerror or error}", place=str(folder), remedy="check the permissions"
        ) from error
    me = Owner(os.getpid(), socket.gethostname(), datetime.now().astimezone().isoformat(timespec="seconds"))
    facts = {"pid": me.pid, "host": me.host, "since": me.since}
    (folder / "owner.json").write_text(json.dumps(facts), encoding="utf-8")
    return lock


def read_owner(folder: Path) -> Owner | None:
    """Who took the lock last, None where that is not known."""
    try:
        facts = json.loads((folder / "owner.json").read_text(encoding="utf-8"))
        return Owner(int(facts["pid"]), str(facts["host"]), str(facts["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
