"""Readers beside a writer: each reads hard links of the database's files, which the writer cannot take away.

RocksDB leaves open what a read-only handle sees while another process writes: the writer's compaction deletes files
that the reader has yet to open. Linked under ``readers/`` they stay until the reader closes; nothing is copied.
"""

import errno
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout
from pyoxigraph import Store

from kg.errors import StoreError

TRIES = 100
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PAUSE = 0.02  # seconds; a writer changes its list of files a few times a second at most


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store as it was at one moment, and the folder and lock to give back."""

    store: Store
    folder: Path | None = None
    lock: BaseFileLock | None = None


def open_snapshot(path: Path) -> Snapshot:
    """The store of a graph directory as it is now; empty where nothing was ever written.

    Where no links can be made, as on a medium that is read only or full, the database is opened in place.

    Raises:
        StoreError: the database cannot be opened, or its writer never rests.
    """
    store = path / "store"
    if not (store / "CURRENT").exists():
        return Snapshot(Store())
    sweep(path)
    problem: Exception | None = None
    for _ in range(TRIES):
        try:
            return _open_links(path, store)
        except (OSError, RuntimeError) as error:  # RuntimeError: RocksDB finds files of its list gone
            problem = error
        if isinstance(problem, OSError) and problem.errno in FULL:
            return Snapshot(Store.read_only(str(store)))
        if not os.access(path, os.W_OK):
            break
        time.sleep(PAUSE)
    raise StoreError(
        f"the database cannot be opened: {problem}", place=str(path), remedy="try again, or build the graph anew"
    ) from problem


def _open_links(path: Path, store: Path) -> Snapshot:
    """One try; it fails where the writer changed its list of files meanwhile."""
    before = _version(store)
    try:
        (path / "readers").mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=path / "readers"))
    except OSError:
        return Snapshot(Store.read_only(str(store)))
    lock = FileLock(f"{folder}.lock", timeout=0)
    lock.acquire()
    snapshot = Snapshot(Store(), folder, lock)
    try:
        for file in store.iterdir():
            if file.suffix in (".sst", ".log", ".blob"):
                os.link(file, folder / file.name)
            elif file.name.startswith(("CURRENT", "MANIFEST", "IDENTITY", "OPTIONS")):
                shutil.copyfile(file, folder / file.name)
        opened = Store.read_only(str(folder))
        if _version(store) != before:
            raise FileNotFoundError(f"{store} changed meanwhile")
    except (OSError, RuntimeError):
        release(snapshot)
        raise
    return Snapshot(opened, folder, lock)


def _version(store: Path) -> tuple[str, int]:
    """The name and length of RocksDB's list of files: both the same, no file came or went."""
    name = (store / "CURRENT").read_text(encoding="ascii").strip()
    return name, (store / name).stat().st_size


def release(snapshot: Snapshot) -> None:
    """Take the links away."""
    if snapshot.folder and snapshot.lock:
        shutil.rmtree(snapshot.folder, ignore_errors=True)
        snapshot.lock.release()
        Path(snapshot.lock.lock_file).unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Take away what readers left that ended without closing."""
    for file in (path / "readers").glob("*.lock"):
        lock = FileLock(file, timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            continue
        release(Snapshot(Store(), file.with_suffix(""), lock))
