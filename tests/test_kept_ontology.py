"""What was made of the ontology's files is kept between runs: the same as if read anew, and never of other files."""

from pathlib import Path

import pytest

from kg import tbox
from kg.errors import OntologyError
from kg.tbox import TBox, ontology_files

OWN = ":Walkabout a owl:Class ; rdfs:subClassOf :Event ; rdfs:label {label} ; lex:pattern {pattern} .\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "caches"))
    return tmp_path / "caches"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write(tmp_path / "own.ttl")


def write(path: Path, label: str = '"strike"', pattern: str = '"{actor} struck {target}"') -> Path:
    prefixes = "".join(
        f"@prefix {name}: <{iri}> .\n"
        for name, iri in (
            ("", "https://w3id.org/newsgraph/ontology#"),
            ("lex", "https://w3id.org/newsgraph/lexicon#"),
            ("owl", "http://www.w3.org/2002/07/owl#"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        )
    )
    path.write_text(prefixes + OWN.format(label=label, pattern=pattern), encoding="utf8")
    return path


def read(*extra: Path) -> TBox:
    """As a process does that has read nothing yet."""
    return tbox._read.__wrapped__(ontology_files(), extra)


def test_what_is_kept_is_what_was_read(cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(own)
    monkeypatch.setattr(tbox, "_parse", None)  # nothing is parsed any more
    assert read(own) == first
    assert first.lexicon.words["no such class of words"] == read(own).lexicon.words["no such class of words"]
    assert len(list(cache.rglob("ontology-*.json"))) == 1


def test_a_file_that_changed_is_read(cache: Path, own: Path) -> None:
    assert [pattern.text for pattern in read(own).terms["Walkabout"].patterns] == ["{actor} struck {target}"]
    write(own, pattern='"{actor} hit {target}"')
    assert [pattern.text for pattern in read(own).terms["Walkabout"].patterns] == ["{actor} hit {target}"]


def test_a_mistake_is_told_each_time(cache: Path, own: Path) -> None:
    write(own, label="rdfs:Lable")
    own.write_text(own.read_text(encoding="utf8").replace(":Event", ":Evnt"), encoding="utf8")
    for _ in range(2):
        with pytest.raises(OntologyError, match=":Evnt"):
            read(own)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"terms": {}}', "[" * 100_000])
def test_a_broken_file_is_made_anew(cache: Path, own: Path, content: str) -> None:
    first = read(own)
    (file,) = cache.rglob("ontology-*.json")
    file.write_text(content, encoding="utf8")
    assert read(own) == first
    assert file.stat().st_size > len(content)
    file.unlink()
    cache.chmod(0o500)
    assert read(own) == first


def test_a_mark_that_is_false_is_none(cache: Path, own: Path) -> None:
    own.write_text(
        own.read_text(encoding="utf8") + ":Walkabout lex:unasserted false ; lex:presupposes true .\n", "utf8"
    )
    marked = read(own).marked
    assert "Walkabout" in marked["presupposes"]
    assert "Walkabout" not in marked["unasserted"]
