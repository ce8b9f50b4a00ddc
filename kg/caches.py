"""Files in the user's cache folder, so that what takes long is not done anew by each process.

A file that is broken, or that cannot be written, only costs time.
"""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import platformdirs

MOST_FILES = 4  # of a kind


def cache_file(kind: str, key: str) -> Path:
    """Where something of a kind is kept under a key of hex digits."""
    return Path(platformdirs.user_cache_dir("newsgraph", appauthor=False)) / f"{kind}-{key}.json"


@lru_cache(maxsize=8)
def digest_of_code(*names: str) -> str:
    """Tells modules of this package, which wildcards may name, from what they were in every other version."""
    folder, digest = Path(__file__).parent, hashlib.sha256()
    for name in names:
        for path in sorted(folder.glob(name)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_json(path: Path) -> object:
    """What a file holds, None where it cannot be read."""
    try:
        found: object = json.loads(path.read_text(encoding="utf8"))
    except (OSError, ValueError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # the oldest go first
    return found


def write_json(path: Path, content: object) -> None:
    """Written beside and moved into place; older files of the kind go."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf8") as out:
                out.write(json.dumps(content, ensure_ascii=True, separators=(",", ":")))
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
        kind = path.name.rpartition("-")[0]
        files = sorted(path.parent.glob(f"{kind}-*.json"), key=lambda file: file.stat().st_mtime)
        for file in files[:-MOST_FILES]:
            file.unlink(missing_ok=True)
    except OSError:
        return
