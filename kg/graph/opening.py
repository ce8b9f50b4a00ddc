"""Opening a graph: a directory, made where there is none, or one in memory."""

import json
from pathlib import Path

from kg.errors import StoreError
from kg.graph import disk, kept, snapshots
from kg.graph.lock import acquire
from kg.graph.store import Graph
from kg.names import DEFAULT_BASE, Names


def open_graph(
    path: Path | None, *, base: str | None = None, write: bool = False, wait: float = 0, triples_only: bool = False
) -> Graph:
    """Open a graph directory, or one in memory where ``path`` is None (always writable).

    ``write`` makes the directory where there is none, and waits ``wait`` seconds for another writer (for ever where
    negative). ``base`` is given when a graph is made; an existing one keeps its own. ``triples_only`` leaves closed
    what is kept beside the triples: SQLite must not be opened anew in a fork of a process that has it open.

    Raises:
        StoreError: no graph there, another format or base, another writer, or a directory that cannot be used.
    """
    if path is None:
        return Graph(None, Names(base or DEFAULT_BASE), kept.open_kept(None, write=True), None)
    if not disk.is_graph(path):
        if not write and path.is_file():
            remedy = "name the folder that kg build makes, or RDF where a command takes files"
            raise StoreError("a file, and a graph is a folder", place=str(path), remedy=remedy)
        if (path / "store").is_dir():
            usual = json.dumps({"format": disk.FORMAT, "base": DEFAULT_BASE})
            remedy = f"put the file back; unless --base was given, it holds {usual}"
            raise StoreError("graph.json of this graph is missing", place=str(path), remedy=remedy)
        if not write:
            raise StoreError("no graph here", place=str(path), remedy=f"make one: kg build ARTICLE… --into {path}")
        disk.make(path, base or DEFAULT_BASE)
    own = disk.read_format(path).base
    if base and base != own:
        raise StoreError(f"the graph's base is {own}, not {base}", place=str(path), remedy="leave --base out")
    lock = acquire(path, wait=wait) if write else None
    try:
        with disk.storing(path):
            snapshots.sweep(path)
            beside = kept.open_kept(None if triples_only else path / "kept.sqlite", write=write)
            return Graph(path, Names(own), beside, lock)
    except StoreError:
        if lock:
            lock.release()
        raise
