"""What a graph keeps beside its triples: the articles as read, their fingerprints, and settings.

One SQLite file. An article's row is written before the store's transaction and names the text by its digest, so
that whatever crashes, the row of what the store holds is there; rows that the store does not name are swept later.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Article

KEYS = 16  # so many of a fingerprint's hashes are looked up; texts that share most of them are candidates
CANDIDATES = 20
_SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article (
    iri TEXT, digest TEXT, body TEXT NOT NULL, fingerprint TEXT NOT NULL, PRIMARY KEY (iri, digest));
CREATE TABLE IF NOT EXISTS sketch (hash INTEGER, iri TEXT, digest TEXT, PRIMARY KEY (hash, iri, digest)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sketch_article ON sketch (iri, digest);
CREATE TABLE IF NOT EXISTS renamed (iri TEXT PRIMARY KEY, generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS renamed_generation ON renamed (generation);
"""


def open_kept(path: Path | None, *, write: bool) -> sqlite3.Connection:
    """The database of a graph's folder, in memory where there is none."""
    if path is None or (not write and not path.exists()):
        connection = sqlite3.connect(":memory:", check_same_thread=False)
    elif write:
        connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
        _append(connection)
    else:
        return _open_to_read(path)
    connection.executescript(_SCHEMA)
    return connection


def _append(connection: sqlite3.Connection) -> None:
    """Let what is written be appended to a file of its own, so that no change waits for the disk.

    A process that dies loses nothing; when the power fails the last changes may be lost, as they may of the store.
    """
    (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode == "wal":
        connection.execute("PRAGMA synchronous=NORMAL")


def _open_to_read(path: Path) -> sqlite3.Connection:
    """The database to read; where nothing can be written beside it, as on a medium that is read only, as it stands.

    What a killed writer left half written of an older database is undone, which takes the right to write.
    """
    uri = path.resolve().as_uri()
    for mode in ("ro", "rw"):
        connection = sqlite3.connect(f"{uri}?mode={mode}", uri=True, check_same_thread=False, timeout=30)
        try:
            connection.execute("SELECT 1 FROM setting").fetchone()
        except sqlite3.OperationalError:
            connection.close()
        else:
            return connection
    return sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, check_same_thread=False, timeout=30)


def get_setting(kept: sqlite3.Connection, name: str, default: str = "") -> str:
    """A setting of the graph."""
    row = kept.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def set_settings(kept: sqlite3.Connection, **values: str) -> None:
    """Write settings, all or none, and what was swept before."""
    with kept:
        kept.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", values.items())


def note_renamed(kept: sqlite3.Connection, iris: Iterable[str], used: Iterable[str], generation: int) -> None:
    """Note of which IRIs the names may be others from a generation on, and which are used from then at the latest."""
    with kept:
        kept.executemany("INSERT OR IGNORE INTO renamed VALUES (?, ?)", ((iri, generation) for iri in used))
        kept.executemany("INSERT OR REPLACE INTO renamed VALUES (?, ?)", ((iri, generation) for iri in iris))


def renamed_since(kept: sqlite3.Connection, generation: int) -> list[str]:
    """The IRIs of which the names may be others than they were at a generation, sorted."""
    rows = kept.execute("SELECT iri FROM renamed WHERE generation > ? ORDER BY iri", (generation,))
    return [str(iri) for (iri,) in rows]


def facts_of(article: "Article") -> dict[str, object]:
    """The fields of an article, for JSON."""
    of_articles, of_blocks = _field_names()
    facts: dict[str, object] = {name: getattr(article, name) for name in of_articles}
    facts["blocks"] = [{name: getattr(block, name) for name in of_blocks} for block in article.blocks]
    return facts


@cache
def _field_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the fields of articles and of blocks."""
    from kg.model import Article, Block  # noqa: PLC0415 - a shell that only asks needs none of it

    return tuple(field.name for field in fields(Article)), tuple(field.name for field in fields(Block))


def put_article(kept: sqlite3.Connection, article: "Article", digest: str, fingerprint: Sequence[int]) -> None:
    """Keep an article as it was read."""
    body = json.dumps(facts_of(article), ensure_ascii=True)
    with kept:
        row = (article.iri, digest, body, json.dumps(list(fingerprint)))
        kept.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?)", row)
        sketch = [(value, article.iri, digest) for value in fingerprint[:KEYS]]
        kept.executemany("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)", sketch)


def sweep(kept: sqlite3.Connection, iri: str, digest: str | None) -> None:
    """Forget what was kept of an article but under this digest, as of when settings are written next."""
    for table in ("article", "sketch"):
        kept.execute(f"DELETE FROM {table} WHERE iri = ? AND digest IS NOT ?", (iri, digest))


def get_article(kept: sqlite3.Connection, iri: str, digest: str) -> "Article | None":
    """An article as it was read, None where it is not kept."""
    row = kept.execute("SELECT body FROM article WHERE iri = ? AND digest = ?", (iri, digest)).fetchone()
    return _article(row[0]) if row else None


def _article(body: str) -> "Article":
    from kg.model import Article, Block  # noqa: PLC0415 - as above

    facts = json.loads(body)
    blocks = tuple(Block(**block) for block in facts.pop("blocks"))
    known = {field.name for field in fields(Article)}
    return Article(**{name: value for name, value in facts.items() if name in known}, blocks=blocks)


def find_alike(kept: sqlite3.Connection, iri: str, fingerprint: Sequence[int]) -> list[tuple[str, str, float]]:
    """IRI, digest and similarity of other kept texts, most similar first.

    Both fingerprints hold the smallest hashes of a text, so nearly equal texts share most of their very smallest:
    only those are looked up.
    """
    from kg.articles.fingerprints import similarity  # noqa: PLC0415 - a shell that only asks needs none of it

    keys = list(fingerprint[:KEYS])
    rows = kept.execute(
        f"SELECT iri, digest FROM sketch WHERE hash IN ({','.join('?' * len(keys))}) AND iri != ? "
        "GROUP BY iri, digest ORDER BY COUNT(*) DESC, iri LIMIT ?",
        (*keys, iri, CANDIDATES),
    ).fetchall()
    alike = [
        (str(other), str(digest), similarity(tuple(fingerprint), tuple(get_fingerprint(kept, other, digest))))
        for other, digest in rows
    ]
    return sorted(alike, key=lambda found: (-found[2], found[0]))


def get_fingerprint(kept: sqlite3.Connection, iri: str, digest: str) -> list[int]:
    """The fingerprint of a kept text, empty where there is none."""
    row = kept.execute("SELECT fingerprint FROM article WHERE iri = ? AND digest = ?", (iri, digest)).fetchone()
    return [int(value) for value in json.loads(row[0])] if row else []
