"""What of a graph is exported, and files that are whole or not there."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

from kg.errors import StoreError
from kg.export.formats import FORMATS, File, Format
from kg.export.source import Parts, Source
from kg.graph import Graph
from kg.graph.disk import remove_left, workplace


def export(
    graph: Graph,
    path: Path,
    *,
    format: str | None = None,
    **parts: Unpack[Parts],
) -> list[Path]:
    """Write a graph to a file in the format of its ending, and say which files were written.

    What articles and analysts assert, what follows, and evidence with sentences go in as asked for;
    ``without_text`` leaves out the words of sentences and claims. The ontology is never in it.

    Raises:
        StoreError: an unknown ending, or a target that cannot be written; then nothing is.
    """
    chosen = find_format(path, format)
    with told_what_fails(path), workplace(path.parent, f".{path.name}-export-") as folder:
        source = Source(graph, folder, **parts)
        return write_files(path, chosen.write(source))


def pieces(graph: Graph, format: Format, **parts: Unpack[Parts]) -> Iterator[bytes]:
    """The file of an export, piece by piece.

    Raises:
        StoreError: the format has several files.
    """
    with workplace(None, "newsgraph-export-") as folder:
        files = format.write(Source(graph, folder, **parts))
        if len(files) > 1:
            raise StoreError(f"{format.endings[0]} needs {len(files)} files", remedy="give a file name")
        yield from files[0].pieces


def find_format(path: Path, name: str | None = None) -> Format:
    """The format with a name or ending that is given, else that of a file's ending.

    Raises:
        StoreError: there is none.
    """
    ending = (path.suffix if name is None else name).removeprefix(".").lower()
    for format in FORMATS.values():
        if ending in (format.name, *format.endings):
            return format
    known = ", ".join(f"{'.' * (name is None)}{format.endings[0]}" for format in FORMATS.values())
    what = f"unknown format {name}" if name else f"the ending .{ending} says no format" if ending else "no ending"
    raise StoreError(what, place="" if name else str(path), remedy=f"choose one of {known}")


def write_files(path: Path, files: Sequence[File]) -> list[Path]:
    """Write all files or none: each beside its place first, then all into place.

    Raises:
        StoreError: the disk is full, or the target cannot be written.
    """
    targets = [path.with_name(path.stem + file.suffix) if file.suffix else path for file in files]
    drafts = [target.with_name(f".{target.name}.{os.getpid()}.part") for target in targets]
    try:
        with told_what_fails(path):
            for target in targets:
                remove_left(target)
                if target.is_dir():
                    raise IsADirectoryError(None, "is a directory")
            for draft, file in zip(drafts, files, strict=True):
                with draft.open("wb") as out:
                    out.writelines(file.pieces)
            for draft, target in zip(drafts, targets, strict=True):
                put_in_place(draft, target)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)
    return targets


def put_in_place(draft: Path, target: Path) -> None:
    """Put a file that is whole into the place of another one, once the disk has it."""
    if target.is_dir():
        raise IsADirectoryError(None, "is a directory")
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(target)


@contextmanager
def told_what_fails(path: Path) -> Iterator[None]:
    """Make of the disk's errors what they are to a user."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror or error}", place=str(path), remedy="check space and permissions"
        ) from error
