"""Files of lines, read and written by DuckDB."""

from pathlib import Path

import duckdb
import pytest

from kg.duck import connect, lines_of, told_plainly, write_lines
from kg.errors import StoreError

FULL = (
    'IO Error: Async write failed for range [offset=0, size=1]: {"exception_type":"IO","exception_message":'
    '"Could not write file \\"/a/sorted\\": No space left on device","errno":"28"}'
)


def test_a_file_larger_than_the_memory_is_read(tmp_path: Path) -> None:
    (tmp_path / "given").write_bytes((b"x" * 99 + b"\n") * 900_000)
    with connect(tmp_path, failing="not read", memory="80MB") as connection:
        found = connection.execute(f"SELECT count(*) FROM {lines_of(tmp_path / 'given')}").fetchone()
    assert found == (900_000,)


def test_each_thread_has_its_share_of_the_memory(tmp_path: Path) -> None:
    with connect(tmp_path, failing="not read", memory="80MB") as connection:
        assert connection.execute("SELECT current_setting('threads')").fetchone() == (1,)
    with connect(tmp_path, failing="not read", memory="100GB") as connection, duckdb.connect(":memory:") as plain:
        asked = "SELECT current_setting('threads')"
        assert connection.execute(asked).fetchone() == plain.execute(asked).fetchone()


def test_lines_of_any_length_come_back(tmp_path: Path) -> None:
    given, back = tmp_path / "given", tmp_path / "back"
    given.write_bytes(b"".join(b"x" * length + b"\n" for length in (1, 5_000_000, 2, 40_000_000, 3)))
    with connect(tmp_path, failing="not written") as connection:
        write_lines(connection, f"SELECT line FROM {lines_of(given)} ORDER BY length(line)", back)
    assert [len(line) for line in back.read_bytes().split()] == [1, 2, 3, 5_000_000, 40_000_000]


def test_a_full_disk_is_told_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told, told_plainly(tmp_path / "work", "nothing was written"):
        raise duckdb.IOException(FULL)
    said = f"{tmp_path}: nothing was written: No space left on device; check its space"
    assert str(told.value).startswith(said)
