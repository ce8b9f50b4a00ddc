"""Compiled patterns are kept between runs: parsing several hundred takes seconds, reading them back milliseconds."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import platformdirs
from spacy.language import Language

from kg.patterns.compile import compile_patterns
from kg.patterns.model import Pattern, PatternIndex, Slot, Word
from kg.tbox import TBox


def load_patterns(tbox: TBox, model: Callable[[], Language], name: str) -> PatternIndex:
    """The patterns of an ontology, from the cache where nothing changed since they were parsed.

    ``model`` loads the pipeline called ``name`` when it is needed.
    """
    key = _digest(tbox, name)
    kept = _kept(key)
    if kept is None:
        kept = compile_patterns(tbox, model())
        _keep(key, kept)
    return PatternIndex.of(kept)


@lru_cache(maxsize=1)
def _code() -> str:
    """The digest of the normaliser and the compiler, since they decide what a pattern means."""
    folder = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted((*folder.glob("predications/*.py"), *folder.glob("patterns/*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(tbox: TBox, model: str) -> str:
    digest = hashlib.sha256(f"{_code()} {model}".encode())
    for term in tbox.terms.values():
        if term.patterns or term.nouns:
            digest.update(repr(term).encode())
    return digest.hexdigest()


def _file(key: str) -> Path:
    return Path(platformdirs.user_cache_dir("newsgraph", appauthor=False)) / f"patterns-{key[:32]}.json"


def _kept(key: str) -> tuple[Pattern, ...] | None:
    try:
        rows = json.loads(_file(key).read_text(encoding="utf8"))
        return tuple(
            Pattern(
                **{
                    **row,
                    "triggers": tuple(row["triggers"]),
                    "barred": tuple(row["barred"]),
                    "slots": tuple(Slot(**slot) for slot in row["slots"]),
                    "words": tuple(Word(**word) for word in row["words"]),
                }
            )
            for row in rows
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(key: str, patterns: tuple[Pattern, ...]) -> None:
    """Written beside and moved into place; a folder that cannot be written is no error."""
    path = _file(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf8") as out:
            json.dump([asdict(pattern) for pattern in patterns], out)
        Path(temporary).replace(path)
    except OSError:
        return
