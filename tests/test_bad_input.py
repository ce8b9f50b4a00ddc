"""Broken input ends with a message that names place and remedy, exit code 1, and nothing lost or half-written."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.__main__ import main

ROOT = Path(__file__).parent.parent
GOOD = "Latvia is a member of NATO."
HEAD = (
    "@prefix : <https://w3id.org/newsgraph/ontology#> .\n"
    "@prefix lex: <https://w3id.org/newsgraph/lexicon#> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)
RELATION = ':shuns a owl:ObjectProperty ; rdfs:label "shuns" ; rdfs:domain :Agent ; rdfs:range :Agent ;\n'
GERMAN = (
    "Die Regierung in Berlin hat am Montag erklärt, dass sie die neuen Maßnahmen nicht unterstützen werde. "
    "Der Minister sagte vor Journalisten, die Verhandlungen seien noch nicht abgeschlossen, und warnte vor Eile."
)


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


def content(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, but for what a lock leaves."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"lock", "owner.json"}
    }


def assert_refused(done: Result, place: str, *words: str) -> None:
    """One error that names the place, says what is wrong and what to do."""
    assert done.exit_code == 1, done.output
    error = next(line for line in done.stderr.splitlines() if line.startswith("error: "))
    assert re.match(rf"error: {re.escape(place)}(:\d+)*: ", error), error
    assert "; " in error, "no remedy"
    for word in words:
        assert word in error
    assert "Traceback" not in done.output


FILES = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\t\n", "empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "a PNG picture"),
    ("noise.txt", b"\x00\x07" + bytes(range(256)) * 4, "binary"),
    ("latin.txt", "Ein Café in Köln blieb geöffnet.".encode("latin-1"), "UTF-8"),
    ("german.txt", GERMAN.encode(), "not in English"),
    ("menu.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
    ("empty.jsonl", b"\n", "empty"),
]


@pytest.mark.parametrize(("name", "data", "word"), FILES, ids=[name for name, *_ in FILES])
def test_a_file_that_is_no_article_is_refused_and_no_graph_is_made(
    name: str, data: bytes, word: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    done = kg("build", tmp_path / name, "--into", tmp_path / "g.kg")
    assert_refused(done, str(tmp_path / name), word)
    assert not (tmp_path / "g.kg").exists()


@pytest.mark.parametrize(
    ("line", "word"),
    [("[1, 2]", "not an object"), ('{"id": "a"}', '"text"'), ('{"text": 5}', '"text"'), ('{"text": "a', "not JSON")],
)
def test_a_line_of_json_that_is_no_article_is_refused_by_its_number(line: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf8")
    assert_refused(kg("build", path, "--into", tmp_path / "g.kg"), f"{path}:2", word)
    assert not (tmp_path / "g.kg").exists()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert_refused(
        kg("build", tmp_path / "a.txt", "--into", tmp_path / "g.kg"), str(tmp_path / "a.txt"), "no such file"
    )


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "photo.jpg").write_bytes(b"\xff\xd8")
    done = kg("build", tmp_path / "news", "--into", tmp_path / "g.kg")
    assert_refused(done, str(tmp_path / "news"), "no articles", ".txt")


def test_a_line_of_five_megabytes_is_refused_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"id": "a", "text": GOOD}, {"id": "b", "text": "word " * 1_000_000}, {"id": "c", "text": GOOD}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
    done = kg("extract", path)
    assert_refused(done, f"{path}:2", "characters")
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == ["a", "c"]
    (tmp_path / "a.txt").write_text("word " * 1_000_000, encoding="utf8")
    assert_refused(kg("extract", tmp_path / "a.txt"), str(tmp_path / "a.txt"), "more than")


# Targets


@pytest.mark.parametrize("target", ["taken", "folder/g.kg"])
def test_a_target_that_is_something_else_is_refused_and_left_alone(target: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf8")
    (tmp_path / "taken").write_text("a letter", encoding="utf8")
    (tmp_path / "folder").write_text("no folder", encoding="utf8")
    before = content(tmp_path)
    assert_refused(kg("build", tmp_path / "a.txt", "--into", tmp_path / target), str(tmp_path / target))
    assert content(tmp_path) == before


def test_an_export_to_where_nothing_can_be_written_leaves_nothing(small_graph: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "missing" / "g.ttl", tmp_path):
        done = kg("export", small_graph, target, "--format", "ttl")
        assert_refused(done, str(target), "cannot be written")
    assert list(tmp_path.iterdir()) == []


def test_an_export_of_an_unknown_ending_is_refused(small_graph: Path, tmp_path: Path) -> None:
    assert_refused(kg("export", small_graph, tmp_path / "g.docx"), str(tmp_path / "g.docx"), ".ttl")


LIMITED = """
import resource, sys
from kg.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
main(sys.argv[2:])
"""


def kg_on_full_disk(size: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a command that can write no file beyond so many bytes, as on a disk that is full."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_export_to_a_full_disk_leaves_the_old_file_and_nothing_else(small_graph: Path, tmp_path: Path) -> None:
    target = tmp_path / "g.ttl"
    target.write_text("# the export of yesterday\n", encoding="utf8")
    run = kg_on_full_disk(1000, "export", small_graph, target)
    assert run.returncode == 1
    assert run.stderr.startswith(f"error: {target}: cannot be written: ")
    assert content(tmp_path) == {"g.ttl": b"# the export of yesterday\n"}


@pytest.mark.parametrize("size", [4_000, 40_000, 120_000])
def test_a_build_on_a_full_disk_leaves_a_graph_that_works(size: int, small_graph: Path, tmp_path: Path) -> None:
    graph = tmp_path / "g.kg"
    shutil.copytree(small_graph, graph)
    text = " ".join(
        f"Minister {name} accused Poland of plotting a coup in {name}." for name in map(name_of, range(200))
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    run = kg_on_full_disk(size, "build", tmp_path / "a.txt", "--into", graph)
    assert run.returncode == 1
    assert run.stderr.startswith("error: ")
    assert "Traceback" not in run.stderr
    assert kg("query", graph, "ASK { e:Latvia :memberOf e:NATO }").stdout == "true\n"
    assert len(kg("articles", graph).stdout.splitlines()) in (3, 4)
    assert kg("build", tmp_path / "a.txt", "--into", graph, "-q").exit_code == 0
    assert len(kg("articles", graph).stdout.splitlines()) == 4


def name_of(number: int) -> str:
    """A name that nobody has."""
    return f"Q{''.join('abcdefghij'[int(digit)] for digit in str(number))}vin"


# Ontologies


ONTOLOGIES = [
    ("syntax", ":Shunning a owl:Class ;;; ] .\n", 5, "Turtle"),
    ("unknown class", ":Shunning a owl:Class ; rdfs:subClassOf :Evnt .\n", 5, ":Evnt"),
    (
        "no domain",
        ':shuns a owl:ObjectProperty ; rdfs:range :Agent ;\n    lex:pattern "{subject} shuns {object}" .\n',
        5,
        "rdfs:domain",
    ),
    ("no kind", ':shuns lex:pattern "{subject} shuns {object}" .\n', 5, "kind"),
    ("no verb", RELATION + '    lex:pattern "{subject} and {object} of yore" .\n', 6, "verb"),
    ("lost word", RELATION + '    lex:pattern "{subject} describes {object} as fabricated" .\n', 6, '"fabricated"'),
    ("no slot", RELATION + '    lex:pattern "somebody shuns somebody" .\n', 6, "slot"),
    ("unknown slot", RELATION + '    lex:pattern "{subject} shuns {victim}" .\n', 6, "{victim}"),
    ("narrowed to nothing", RELATION + '    lex:pattern "{subject} shuns {object:Vessell}" .\n', 6, "Vessell"),
    ("unknown in a chain", RELATION + "    owl:propertyChainAxiom ( :leads :mamberOf ) .\n", 6, "is it :memberOf?"),
    ("unknown in a key", ":Boat a owl:Class ;\n    owl:hasKey ( :hullNumber ) .\n", 6, ":hullNumber"),
    ("unknown disjoint class", ":Boat a owl:Class ;\n    owl:disjointWith :Persn .\n", 6, "is it :Person?"),
    ("unknown target of a shape", RELATION + ".\n[] <http://www.w3.org/ns/shacl#targetClass> :Persn .\n", 7, ":Persn"),
    ("unknown word about words", RELATION + '    lex:patern "{subject} shuns {object}" .\n', 6, "is it lex:pattern?"),
    ("one end only", RELATION + '    lex:pattern "{subject} shuns company" .\n', 6, "{object}"),
    ("open brace", RELATION + '    lex:pattern "{subject shuns {object}" .\n', 6, "braces"),
    ("slot twice", RELATION + '    lex:pattern "{subject} shuns {subject}" .\n', 6, "twice"),
    ("unknown prefix", RELATION.replace(":Agent", "skos:Concept", 1) + "    .\n", 5, "skos"),
    ("two readings", RELATION + '    lex:pattern "{subject} left {object} saw" .\n', 6, "{subject} left {object} saw"),
]


@pytest.mark.parametrize(("block", "line", "word"), [row[1:] for row in ONTOLOGIES], ids=[row[0] for row in ONTOLOGIES])
def test_an_ontology_block_that_cannot_be_used_is_refused_by_its_line(
    block: str, line: int, word: str, small_graph: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf8")
    own = tmp_path / "own.ttl"
    own.write_text(HEAD + block, encoding="utf8")
    place = f"{own}:{line}"
    done = kg("build", tmp_path / "a.txt", "--into", tmp_path / "new.kg", "--ontology", own)
    assert done.exit_code == 1
    assert place in done.stderr
    assert word in done.stderr
    assert "; " in done.stderr
    assert not (tmp_path / "new.kg").exists()
    graph = tmp_path / "old.kg"
    shutil.copytree(small_graph, graph)
    before = (graph / "graph.json").read_bytes(), sorted((graph / "ontology").glob("*"))
    assert kg("build", tmp_path / "a.txt", "--into", graph, "--ontology", own).exit_code == 1
    assert ((graph / "graph.json").read_bytes(), sorted((graph / "ontology").glob("*"))) == before
    assert len(kg("articles", graph).stdout.splitlines()) == 3
    checked = kg("check", own)
    assert checked.exit_code == 1
    assert place in checked.output


DOUBTS = [
    ("text for a thing", 'e:Acme :shuns "Beta" .', ":shuns relates things"),
    ("thing for a text", ":hull a owl:DatatypeProperty . e:Acme :hull e:Beta .", ":hull takes texts"),
    ("unknown class", "e:Acme a :Organisation .", "is it :Organization?"),
    ("unknown property", "e:Acme :shunz e:Beta .", "is it :shuns?"),
    ("sibling", ':a a owl:ObjectProperty ; lex:pattern "{subject} shuns {object}" .', ":shuns"),
    ("shipped", ':X a owl:Class ; rdfs:subClassOf :Event ; lex:pattern "{actor} pickets {place}" .', ":Protest"),
    ("shipped term", ":leads rdfs:range :Place .", ":leads comes with newsgraph"),
    ("rule", '[] sh:construct "CONSTRUCT { $this :shuns ?x } WHERE { $this :shunz ?x }" .', "is it :shuns?"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "word"), [row[1:] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_what_an_ontology_hardly_means_is_told_with_its_line_and_a_remedy(line: str, word: str, tmp_path: Path) -> None:
    more = "@prefix e: <https://w3id.org/newsgraph/entity/> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    own = tmp_path / "own.ttl"
    own.write_text(f'{HEAD}{more}{RELATION}    lex:pattern "{{subject}} shuns {{object}}" .\n{line}\n', encoding="utf8")
    told = [row for row in kg("check", own).stdout.splitlines() if row.startswith(f"{own}:8: ")]
    assert any(word in row and "; " in row for row in told), told


def test_a_wording_that_two_terms_share_on_purpose_is_not_told(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    above = 'rdfs:domain :Agent ; rdfs:range :Agent ; lex:pattern "{subject} shuns {object}"'
    own.write_text(
        f"{HEAD}:shuns a owl:ObjectProperty ; {above} .\n"
        f":avoids a owl:ObjectProperty ; {above} ; lex:alsoMeans :shuns .\n"
        f":cuts a owl:ObjectProperty ; {above} ; rdfs:subPropertyOf :shuns ; lex:alsoMeans :avoids .\n",
        encoding="utf8",
    )
    assert kg("check", own).exit_code == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b":A a foaf:B .", "declare it in the first lines: @prefix foaf: <"),
        (b":A a sh:NodeShape .", "@prefix sh: <http://www.w3.org/ns/shacl#> ."),
        (b':A rdfs:label "caf\xe9" .', "save the file as UTF-8"),
        (b":A a owl:Class\n:B a owl:Class .", "end the statement before with a dot"),
        (b":A\xc2\xa0a owl:Class .", "U+00A0"),
        (":A rdfs:label “a b” .".encode(), "write straight quotation marks"),
        (b':A rdfs:label "a b .', "close what is open"),
        (b":A a owl:Class , rdfs:subClassOf :B .", "part its properties with ;"),
    ],
)
def test_a_slip_in_turtle_is_told_once_with_its_place_and_its_own_remedy(
    text: bytes, words: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.ttl"
    own.write_bytes(HEAD.encode() + text)
    done = kg("check", own)
    assert done.exit_code == 1
    (found,) = done.stdout.splitlines()
    assert re.match(rf"{re.escape(str(own))}(:\d+)+: .*; ", found), found
    assert words in found
    assert "at line" not in done.output
    tried = kg("try", "Latvia shuns Estonia.", "--ontology", own).stderr
    assert "UTF-8" in words or tried == f"error: {found.replace(': ', ': not Turtle: ', 1)}\n"


def test_a_byte_order_mark_before_turtle_does_no_harm(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_bytes(b"\xef\xbb\xbf" + (HEAD + RELATION + '    lex:pattern "{subject} shuns {object}" .\n').encode())
    assert kg("check", own).exit_code == 0
    assert ":shuns" in kg("try", "Latvia shuns Estonia.", "--ontology", own).stdout


def test_a_missing_ontology_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf8")
    for words in (
        ("try", GOOD),
        ("build", tmp_path / "a.txt", "--into", tmp_path / "g.kg"),
        ("extract", tmp_path / "a.txt"),
    ):
        assert_refused(kg(*words, "--ontology", tmp_path / "none.ttl"), str(tmp_path / "none.ttl"))
    assert not (tmp_path / "g.kg").exists()


def test_a_missing_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf8")
    for words in (
        ("try", GOOD),
        ("build", tmp_path / "a.txt", "--into", tmp_path / "g.kg"),
        ("extract", tmp_path / "a.txt"),
    ):
        done = kg(*words, "--model", "xx_no_such_pipeline")
        assert done.exit_code == 1
        assert "xx_no_such_pipeline" in done.stderr
    assert not (tmp_path / "g.kg").exists()


# Graphs and queries


@pytest.mark.parametrize(
    "words",
    [
        ("query", "ASK {}"),
        ("articles",),
        ("explain", "e:A :b e:C"),
        ("remove", "a"),
        ("export", "x.ttl"),
        ("reason",),
    ],
)
def test_a_graph_that_is_not_there_is_refused_and_not_made(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *rest = words
    assert_refused(kg(name, "none.kg", *rest), "none.kg", "kg build")
    assert list(tmp_path.iterdir()) == []


QUERIES = [
    ("SELECT * { ?s ?p ?o", 1, 10, "never closed"),
    ("SELECT *\n{ ?s foo:bar ?o }", 2, 6, "foo:"),
    ("SELECT *\n{ ?s ?p 'a }", 2, 9, "string"),
    ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", 1, 1, "DELETE"),
    ("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", 1, 12, "--allow-network"),
]


@pytest.mark.parametrize(("query", "line", "column", "word"), QUERIES, ids=[row[3] for row in QUERIES])
def test_a_query_that_cannot_be_run_is_refused_with_a_caret(
    query: str, line: int, column: int, word: str, *, small_graph: Path, tmp_path: Path
) -> None:
    done = kg("query", small_graph, query)
    assert_refused(done, f"query:{line}:{column}", word)
    lines = done.stderr.splitlines()
    at = next(number for number, line in enumerate(lines) if set(line) == {" ", "^"})
    shown, caret = lines[at - 1 : at + 1]
    assert shown == "  " + query.splitlines()[line - 1]
    assert caret.startswith(" " * (column + 1) + "^")
    path = tmp_path / "q.rq"
    path.write_text(query, encoding="utf8")
    assert_refused(kg("query", small_graph, "-f", path), f"{path}:{line}:{column}", word)


def test_a_query_file_that_is_missing_or_not_utf_8_is_refused(small_graph: Path, tmp_path: Path) -> None:
    assert_refused(kg("query", small_graph, "-f", tmp_path / "none.rq"), str(tmp_path / "none.rq"))
    (tmp_path / "q.rq").write_bytes(b"ASK { ?s ?p '\xff' }")
    assert_refused(kg("query", small_graph, "-f", tmp_path / "q.rq"), str(tmp_path / "q.rq"), "UTF-8")


@pytest.mark.parametrize("command", ["check", "reason"])
def test_a_file_of_triples_with_a_syntax_error_is_refused_by_its_line(command: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.nt"
    path.write_text("<http://a.example/a> <http://a.example/b> <http://a.example/c> .\nnonsense\n", encoding="utf8")
    done = kg(command, path)
    assert done.exit_code == 1
    said = done.stdout if command == "check" else done.stderr
    assert f"{path}:2" in said
    assert "; " in said


def test_what_follows_from_a_file_is_not_written_over_it(tmp_path: Path) -> None:
    facts = tmp_path / "facts.ttl"
    facts.write_text("@prefix : <https://w3id.org/newsgraph/ontology#> .\n<urn:a> :allyOf <urn:b> .\n", encoding="utf8")
    before = facts.read_bytes()
    assert_refused(kg("reason", facts, "--into", tmp_path / "." / "facts.ttl"), str(facts), "one of the files")
    assert facts.read_bytes() == before
    assert kg("reason", facts, "--into", tmp_path / "more.ttl").exit_code == 0
