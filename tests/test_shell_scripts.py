"""The shell as a script: arguments, files, standard input, exit codes, formats."""

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import StoreError
from shell.backends import open_files
from shell.commands import COMMANDS, command_words, run_command
from shell.redirects import Redirect, Way, write_file
from shell.script import split_script

ROOT = Path(__file__).parent.parent
TURTLE = """@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
e:A rdfs:label "Anna|<b>" ; :age 41 ; :knows e:B .
e:B rdfs:label "=cmd()" ; :age 7 .
"""


def run(folder: Path, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    path = folder / "graph.ttl"
    path.write_text(TURTLE, encoding="utf-8")
    command = [sys.executable, "-m", "shell", str(path), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=environment)


def test_a_query_from_the_arguments_prints_a_table_without_decoration(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "SELECT ?who ?age { ?who :age ?age } ORDER BY ?age")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "who       age\n=cmd()      7\nAnna|<b>   41\n"


def test_standard_input_runs_query_after_query(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        stdin="ASK { e:A :knows e:B ; :age 41 } ;\nASK { e:B :knows e:A }\n\\format csv\nSELECT ?x { ?x :age 7 }",
    )
    assert done.stdout.splitlines() == [
        "true",
        "false",
        "x",
        "https://w3id.org/newsgraph/entity/B",
    ]
    assert done.stderr == "answers are shown as csv\n"
    assert done.returncode == 0


def test_a_file_of_queries_stops_at_the_first_error_with_its_line(tmp_path: Path) -> None:
    script = tmp_path / "q.rq"
    script.write_text("ASK {} ;\n\nSELECT * {\n ?s nope:x ?o } ;\nASK {}\n")
    done = run(tmp_path, "-f", str(script))
    assert done.returncode == 1
    assert done.stdout == "true\n"
    assert "4:5: unknown prefix nope:" in done.stderr
    assert done.stderr.splitlines()[-2:] == ["   ?s nope:x ?o } ", "      ^^^^^^"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["-c", "ASK {}"], 0),
        (["-c", "ASK { ?s ?p"], 1),
        (["-c", "INSERT DATA { e:A :age 3 }"], 1),
        (["-c", "ASK { SERVICE <http://x.invalid/> { ?s ?p ?o } }"], 1),
        (["-c", r"\nosuch"], 1),
        (["-c", r"\source 1"], 1),
        (["-f", "/no/such/file"], 1),
        (["/no/such/graph"], 1),
        (["-c", "ASK {}", "-f", "x"], 2),
        (["--format", "nosuch"], 2),
    ],
)
def test_exit_codes_tell_success_error_and_wrong_usage(tmp_path: Path, arguments: list[str], status: int) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) is bool(status)


def test_formats_are_what_their_readers_take(tmp_path: Path) -> None:
    query = "SELECT ?label { e:B rdfs:label ?label }"
    assert run(tmp_path, "-c", query, "--format", "csv").stdout == "label\n'=cmd()\n"
    assert run(tmp_path, "-c", query, "--format", "tsv").stdout == '?label\n"=cmd()"\n'
    found = json.loads(run(tmp_path, "-c", query, "--format", "json").stdout)
    assert found["results"]["bindings"] == [{"label": {"type": "literal", "value": "=cmd()"}}]
    turtle = run(tmp_path, "-c", "CONSTRUCT { ?a :knownBy ?b } WHERE { ?b :knows ?a }").stdout
    assert len(list(parse(turtle, format=RdfFormat.TURTLE))) == 1
    escaped = run(tmp_path, "-c", "SELECT ?who { ?who :age 41 }", "--format", "markdown").stdout
    assert escaped.splitlines()[-1] == r"| Anna\|\<b\> |"


def test_two_things_with_one_label_are_told_apart(tmp_path: Path) -> None:
    extra = tmp_path / "extra.ttl"
    extra.write_text(TURTLE + 'e:C rdfs:label "=cmd()" ; :age 8 .')
    done = run(tmp_path, str(extra), "-c", "SELECT ?who { ?who :age ?age } ORDER BY ?age")
    assert done.stdout.split()[1:] == ["e:B", "e:C", "Anna|<b>"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("bad.ttl", "@prefix : <http://a.example/> .\n:a :b", "bad.ttl:2"),
        ("bad.txt", "hello", "no RDF file"),
        ("binary.ttl", "\x00\x01", "binary.ttl:1"),
    ],
)
def test_a_file_that_is_no_rdf_is_refused_with_its_place(tmp_path: Path, name: str, content: str, message: str) -> None:
    bad = tmp_path / name
    bad.write_text(content)
    done = run(tmp_path, str(bad), "-c", "ASK {}")
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_byte_order_mark_before_a_file_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "marked.ttl").write_text(f"\ufeff{TURTLE}", encoding="utf-8")
    assert run(tmp_path, str(tmp_path / "marked.ttl"), "-c", "ASK { e:B :age 7 }").stdout == "true\n"


def test_a_name_that_no_file_has_is_refused() -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        open_files([Path("a\0.ttl")])


def test_a_pipe_is_read_and_nodes_without_a_name_of_two_files_are_two(tmp_path: Path) -> None:
    pipe, file = tmp_path / "pipe.nt", tmp_path / "file.nt"
    os.mkfifo(pipe)
    file.write_text("_:x <urn:p> <urn:b> .\n", encoding="utf-8")
    writer = threading.Thread(target=pipe.write_text, args=("_:x <urn:p> <urn:a> .\n",))
    writer.start()
    with open_files([pipe, file]) as graph:
        assert len({quad.subject for quad in graph.store}) == 2
    writer.join()


def test_the_prompt_imports_nothing_heavy() -> None:
    code = "import sys, shell.repl; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["spacy", "rdflib", "owlrl", "networkx", "duckdb", "rich"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_a_script_needs_no_prompt_toolkit() -> None:
    code = "import sys, shell.start; print('prompt_toolkit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("script", "parts"),
    [
        ("ASK {}", ["ASK {}"]),
        ("ASK {} ; ASK {} ;", ["ASK {}", "ASK {}"]),
        ("\\iri\nASK {\n ?x :p 'a;b' ; :q ?y }\n\\timing", ["\\iri", "ASK {\n ?x :p 'a;b' ; :q ?y }", "\\timing"]),
        ("# nothing but this\n", []),
        ("", []),
        ("ASK { ?x :p 'it\\'s' }", ["ASK { ?x :p 'it\\'s' }"]),
    ],
)
def test_scripts_are_split_at_commands_and_semicolons(script: str, parts: list[str]) -> None:
    assert [part.strip() for part in split_script(script)] == parts


def test_every_command_explains_itself() -> None:
    assert {
        "help",
        "load",
        "reason",
        "export",
        "why",
        "source",
        "asserted",
        "inferred",
        "iri",
        "format",
        "timing",
        "quit",
    } <= set(COMMANDS)
    for command in COMMANDS.values():
        assert command.summary.endswith("."), command.name
        assert len(command.summary) < 80, command.name
    assert {word.name for word in command_words()} == set(COMMANDS)
    assert callable(run_command)


def test_parameters_come_from_the_command_line_and_from_the_script(tmp_path: Path) -> None:
    query = "SELECT ?age { $who :age ?age }"
    assert run(tmp_path, "-c", query, "--set", "who=e:A").stdout == "age\n 41\n"
    done = run(tmp_path, "-q", stdin=f"\\set who e:B\n{query}")
    assert (done.stdout, done.stderr) == ("age\n  7\n", "")
    refused = run(tmp_path, "-c", query, "--set", "who=e:A } DELETE {")
    assert refused.returncode == 1
    assert "is no value for $who" in refused.stderr


def test_a_saved_query_runs_with_its_parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    script = "\\set who e:A\nSELECT ?age { $who :age ?age }\n\\save ages\n\\run ages who=e:B\n\\unset who\n\\run ages"
    done = run(tmp_path, stdin=script)
    assert done.stdout == "age\n 41\nage\n  7\n"
    assert done.returncode == 1
    assert done.stderr.endswith("error: $who has no value; \\set who TERM, or who=TERM\n")
    assert run(tmp_path, "-c", "\\run").stdout == "ages\n"


@pytest.mark.parametrize("way", ["file", "append"])
def test_a_file_that_output_does_not_fit_into_is_as_it_was(way: Way, tmp_path: Path) -> None:
    kept = tmp_path / "kept.csv"
    kept.write_text("old\n", encoding="utf8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        for path in (kept, tmp_path / "new.csv"):
            with pytest.raises(StoreError, match="cannot be written: File too large; check space"):
                write_file(Redirect("", way, str(path)), "x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert [path.read_text(encoding="utf8") for path in tmp_path.iterdir()] == ["old\n"]
    write_file(Redirect("", way, str(kept)), "new\n")
    assert kept.read_text(encoding="utf8") == ("new\n" if way == "file" else "old\nnew\n")


def test_output_goes_to_files_in_the_format_of_their_ending_and_to_programs(tmp_path: Path) -> None:
    target = tmp_path / "ages.csv"
    query = "SELECT ?age { ?who :age ?age } ORDER BY ?age"
    done = run(
        tmp_path, stdin=f"{query} > {target}\n;{query} | tail -n 1 | tr 4 5\n\\format > {target.with_suffix('.x')}"
    )
    assert done.stdout == " 51\n"
    assert target.read_text() == "age\n7\n41\n"
    missing = run(tmp_path, "-c", f"{query} | nosuchprogram")
    assert missing.returncode == 1
    assert "there is no program 'nosuchprogram'" in missing.stderr


def test_a_query_that_is_stopped_by_the_time_limit_fails_a_script(tmp_path: Path) -> None:
    facts = "@prefix : <https://w3id.org/newsgraph/ontology#> .\n" + "".join(f":s{n} :n {n} .\n" for n in range(3000))
    many = tmp_path / "many.ttl"
    many.write_text(facts)
    query = "SELECT ?x { ?x :n ?a . ?y :n ?b . ?z :n ?c }"
    done = run(tmp_path, str(many), "-c", query, "--timeout", "1", "--format", "csv")
    assert done.returncode == 1
    assert "the answer is not complete" in done.stderr
    assert done.stdout.startswith("x\nhttps://w3id.org/newsgraph/ontology#s")
