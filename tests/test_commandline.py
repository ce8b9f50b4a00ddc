"""The commands as an analyst runs them, on small inputs, to their output and exit codes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from kg.__main__ import main
from kg.graph import open_graph
from kg.graph.terms import term
from kg.models import MODEL, model_version
from kg.names import OWL, Names, provenance_graph
from kg.readers import Reader

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "thinc", "rdflib", "owlrl", "trafilatura", "dateparser", "prompt_toolkit")
SENTENCES = (
    "Latvia is a member of NATO.",
    "Lukashenko accused Poland of plotting a coup.",
    "Angela Merkel met Emmanuel Macron in Paris on Monday.",
    "The European Union imposed sanctions on Belarus.",
    "Estonia borders Latvia, and its president, Kersti Kaljulaid, visited Riga.",
)


def kg(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], input=given, catch_exceptions=False)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "kg", *map(str, arguments)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def write_articles(path: Path, count: int = 3) -> Path:
    """Articles `a0`, `a1` … whose sentences differ."""
    lines = (
        {"id": f"a{n}", "title": f"Report {n}", "published": "2020-08-17", "text": SENTENCES[n % len(SENTENCES)]}
        for n in range(count)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")
    return path


def copied(graph: Path, folder: Path) -> Path:
    shutil.copytree(graph, folder / "copy.kg")
    return folder / "copy.kg"


def keys(path: Path) -> set[str]:
    with open_graph(path) as graph:
        return {info.key for info in graph.articles()}


def quads(path: Path) -> set[str]:
    """All of a graph but its ontology, and what tells the version of the code."""
    with open_graph(path) as graph:
        digest = term("readingDigest")
        return {str(quad) for quad in graph.store if quad.graph_name != graph.ontology and quad.predicate != digest}


def imported(*arguments: object) -> list[str]:
    """Which of the heavy packages a command imports."""
    program = (
        "import sys; from kg.__main__ import main; main(standalone_mode=False); print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    loaded = set(run.stderr.split())
    assert "kg.__main__" in loaded
    return [name for name in HEAVY if name in loaded]


# Help and usage


def test_the_help_names_every_command_and_each_command_has_a_help_of_its_own() -> None:
    whole = kg("--help").stdout
    assert len(main.commands) == 12
    for name, found in main.commands.items():
        assert f"  {name} " in whole
        own = kg(name, "--help")
        assert own.exit_code == 0
        assert found.help is not None
        assert found.help.split("\n")[0] in own.stdout
    assert "..." not in whole.replace("[ARGS]...", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("build",),
        ("build", "a.txt"),
        ("build", "--into", "x.kg"),
        ("build", "a.txt", "--into", "x.kg", "--jobs", "0"),
        ("build", "a.txt", "--into", "x.kg", "--date", "yesterday"),
        ("extract",),
        ("query", "x.kg"),
        ("query", "x.kg", "ASK {}", "-f", "x.rq"),
        ("query", "x.kg", "ASK {}", "--format", "xls"),
        ("shell", "-c", "ASK {}", "-f", "x.rq"),
        ("reason", "x.kg", "--into", "x.ttl"),
        ("remove", "x.kg"),
        ("check",),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_touches_nothing(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = kg(*arguments)
    assert done.exit_code == 2
    assert "Usage: " in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_imports_nothing_heavy_and_no_store() -> None:
    assert imported("--help") == []


@pytest.mark.parametrize("words", [("query", "ASK { ?s ?p ?o }"), ("articles",), ("shell", "-c", "ASK { ?s ?p ?o }")])
def test_asking_imports_nothing_that_reads_articles(words: tuple[str, ...], small_graph: Path) -> None:
    name, *rest = words
    assert imported(name, small_graph, *rest) == []


def test_a_build_with_nothing_new_imports_no_spacy(small_graph: Path, tmp_path: Path) -> None:
    graph = copied(small_graph, tmp_path)
    assert "spacy" not in imported("build", small_graph.with_name("two.jsonl"), "--into", graph)


# Building


def test_a_build_says_what_it_did_and_the_same_again_finds_nothing_new(tmp_path: Path) -> None:
    articles, graph = write_articles(tmp_path / "a.jsonl", 2), tmp_path / "g.kg"
    first = kg("build", articles, "--into", graph)
    assert first.exit_code == 0
    assert first.stdout.startswith("articles: 2 added\nread: 1 claim, 0 events, 1 fact; ")
    before = quads(graph)
    second = kg("build", articles, "--into", graph)
    assert second.exit_code == 0
    assert second.stdout.startswith("articles: 2 unchanged\nread: 0 claims, 0 events, 0 facts; ")
    assert quads(graph) == before


def test_a_build_draws_inferences(small_graph: Path) -> None:
    done = kg("query", small_graph, "ASK { e:Alexander_Lukashenko :accuses e:Poland }", "--inferred")
    assert done.stdout == "true\n"
    with open_graph(small_graph) as graph:
        assert not graph.stale


def test_the_same_key_with_another_text_replaces_what_it_said_and_says_so(tmp_path: Path) -> None:
    articles, graph = write_articles(tmp_path / "a.jsonl", 1), tmp_path / "g.kg"
    kg("build", articles, "--into", graph, "-q")
    articles.write_text(articles.read_text(encoding="utf8").replace("Latvia", "Estonia"), encoding="utf8")
    done = kg("build", articles, "--into", graph)
    assert "replaced: Report 0" in done.stderr
    assert "articles: 1 replaced" in done.stdout
    assert kg("query", graph, "ASK { GRAPH ?a { e:Estonia :memberOf e:NATO } ?a a :Article }").stdout == "true\n"
    assert kg("query", graph, "ASK { GRAPH ?a { e:Latvia :memberOf e:NATO } ?a a :Article }").stdout == "false\n"


def test_nearly_the_same_text_under_another_key_is_kept_and_told(tmp_path: Path) -> None:
    articles, graph = tmp_path / "a.jsonl", tmp_path / "g.kg"
    text = " ".join(SENTENCES)
    articles.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key in "ab"), encoding="utf8")
    assert "; 1 with nearly the text of another" in kg("build", articles, "--into", graph).stdout
    assert keys(graph) == {"a", "b"}
    assert "nearly the text of" in kg("articles", graph).stdout


def test_quiet_says_nothing_and_verbose_names_every_article(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 2)
    quiet = kg("build", articles, "--into", tmp_path / "q.kg", "-q")
    assert (quiet.exit_code, quiet.output) == (0, "")
    loud = kg("build", articles, "--into", tmp_path / "v.kg", "-v")
    assert loud.stderr.splitlines()[:2] == ["added: Report 0", "added: Report 1"]


def test_one_bad_article_of_a_batch_is_told_at_the_end_and_the_others_go_in(tmp_path: Path) -> None:
    articles, graph = write_articles(tmp_path / "a.jsonl", 2), tmp_path / "g.kg"
    with articles.open("a", encoding="utf8") as file:
        file.write('{"id": "bad"}\n')
    missing = tmp_path / "missing.txt"
    done = kg("build", missing, articles, "--into", graph, "-v")
    assert done.exit_code == 1
    assert keys(graph) == {"a0", "a1"}
    assert "articles: 2 added, 2 failed" in done.stdout
    heading, *failures = done.stderr.splitlines()[-3:]
    assert heading == "2 articles could not be read:"
    assert failures[0].startswith(f"error: {missing}: ")
    assert failures[1].startswith(f"error: {articles}:3: ")


def test_articles_come_from_standard_input_and_folders(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text(SENTENCES[0], encoding="utf8")
    (folder / "two.txt").write_text(SENTENCES[1], encoding="utf8")
    done = kg("build", folder, "-", "--into", tmp_path / "g.kg", given=json.dumps({"id": "c", "text": SENTENCES[3]}))
    assert "articles: 3 added" in done.stdout


def test_what_the_user_says_of_the_articles_is_kept(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(SENTENCES[2], encoding="utf8")
    options = ("--date", "2020-08-19", "--publisher", "Herald", "--title", "A meeting", "--base", "http://a.example/")
    kg("build", tmp_path / "one.txt", "--into", tmp_path / "g.kg", *options)
    with open_graph(tmp_path / "g.kg") as graph:
        (info,) = graph.articles()
        assert (info.title, info.publisher, info.issued) == ("A meeting", "Herald", "2020-08-19")
        assert info.iri.startswith("http://a.example/article/")
    answer = kg("query", tmp_path / "g.kg", "SELECT ?d { ?e a :Event ; :date ?d }", "--format", "csv")
    assert answer.stdout == "d\n2020-08-17\n"


def test_several_processes_give_the_same_graph_as_one(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 40)
    for jobs in (1, 2):
        run = command("build", articles, "--into", tmp_path / f"{jobs}.kg", "--jobs", jobs, "-q")
        subprocess.run(run, env=environment(), check=True)
    assert quads(tmp_path / "1.kg") == quads(tmp_path / "2.kg")


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_what_was_finished_and_the_same_command_goes_on_from_there(jobs: int, tmp_path: Path) -> None:
    articles, graph = write_articles(tmp_path / "a.jsonl", 120), tmp_path / "g.kg"
    arguments = ("build", articles, "--into", graph, "--jobs", jobs, "-v")
    with subprocess.Popen(
        command(*arguments),
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "added: Report 0\n"
        os.killpg(running.pid, signal.SIGINT)
        told = ["added: Report 0", *running.stderr.read().splitlines()]
        assert running.wait() == 130
    assert "goes on from there" in told[-1]
    assert "Traceback" not in "\n".join(told)
    finished = {line.replace("added: Report ", "a") for line in told[:-1]}
    held = keys(graph)
    assert held >= finished
    assert len(held) < 120
    again = subprocess.run(
        command("build", articles, "--into", graph), env=environment(), capture_output=True, text=True, check=True
    )
    assert again.stdout.startswith(f"articles: {120 - len(held)} added, {len(held)} unchanged")
    assert len(keys(graph)) == 120


def test_what_is_hardly_meant_in_an_ontology_is_told_once_when_it_is_given(tmp_path: Path) -> None:
    articles, ontology, graph = write_articles(tmp_path / "a.jsonl", 1), tmp_path / "own.ttl", tmp_path / "g.kg"
    head = "@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix e: <https://w3id.org/newsgraph/entity/> .\n"
    ontology.write_text(f'{head}e:Latvia :allyOf "Estonia" .\n', encoding="utf8")
    build = ("build", articles, "--into", graph, "--ontology", ontology)
    doubt = f"{ontology}:2: :allyOf relates things, and “Estonia” is a text"
    assert [kg(*build).stderr.count(doubt) for _ in range(2)] == [1, 0]
    ontology.write_text(f'{head}\ne:Latvia :allyOf "Estonia" .\n', encoding="utf8")
    assert kg(*build).stderr.count(":3: :allyOf relates things") == 1


def test_reading_again_uses_the_model_and_the_ontology_that_the_graph_keeps(tmp_path: Path) -> None:
    article, ontology, graph = tmp_path / "a.txt", tmp_path / "own.ttl", tmp_path / "g.kg"
    article.write_text("Iceland shuns Norway. Latvia is a member of NATO.", encoding="utf8")
    kg("build", article, "--into", graph, "-q")
    ontology.write_text(
        "@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix lex: <https://w3id.org/newsgraph/lexicon#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ':shuns a owl:ObjectProperty ; rdfs:label "shuns" ; rdfs:domain :Agent ; rdfs:range :Agent ;\n'
        '    lex:pattern "{subject} shuns {object}" .\n',
        encoding="utf8",
    )
    first = kg("build", "--again", "--into", graph, "--ontology", ontology)
    assert first.exit_code == 0, first.output
    assert "articles: 1 replaced" in first.stdout
    ontology.unlink()
    assert kg("build", "--again", "--into", graph).stdout.startswith("articles: 1 unchanged\n")
    assert kg("query", graph, "ASK { e:Iceland :shuns e:Norway }").stdout == "true\n"


def test_a_second_writer_is_told_who_holds_the_graph(small_graph: Path, tmp_path: Path) -> None:
    graph = copied(small_graph, tmp_path)
    with open_graph(graph, write=True):
        done = kg("build", write_articles(tmp_path / "a.jsonl"), "--into", graph)
    assert done.exit_code == 1
    assert f"process {os.getpid()}" in done.stderr


def test_a_bar_with_the_time_left_stands_on_a_terminal_only(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 40)
    run = subprocess.run(command("extract", articles), env=environment(), capture_output=True, text=True, check=True)
    assert run.stderr == ""
    out = tmp_path / "out.jsonl"
    shell = f"{' '.join(command('extract', articles))} > {out}"
    child = pexpect.spawn("/bin/sh", ["-c", shell], env=environment(), encoding="utf8", timeout=60)
    child.expect(r"\d+/40 \[\d\d:\d\d<")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert out.read_text(encoding="utf8") == run.stdout


# Extracting and trying


def test_extract_writes_a_line_an_article_in_order_and_tells_failures_at_the_end(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 40)
    lines = articles.read_text(encoding="utf8").splitlines()
    articles.write_text("\n".join([*lines[:5], "[]", *lines[5:]]), encoding="utf8")
    done = kg("extract", articles)
    assert done.exit_code == 1
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == [f"a{n}" for n in range(40)]
    assert done.stderr.startswith(f"error: {articles}:6: ")
    found = json.loads(done.stdout.splitlines()[0])
    (fact,) = found["facts"]
    assert (fact["subject"], fact["property"], fact["object"]) == ("e:Latvia", "memberOf", "e:NATO")
    assert found["text"][fact["start"] : fact["end"]] in SENTENCES[0]


def test_try_shows_entities_facts_claims_and_the_patterns_that_gave_them() -> None:
    done = kg("try", "Lukashenko accused Poland of plotting a coup. Latvia is a member of NATO.")
    assert done.exit_code == 0
    for line in (
        "  State  Latvia  e:Latvia",
        "  e:Latvia :memberOf e:NATO",
        "      pattern: {subject} is a member of {object}",
        "  Accusation by Lukashenko",
        "      accused: Poland",
        "      pattern: {claimant} accuses {accused} of {content}",
    ):
        assert line in done.stdout.splitlines()


def test_try_shows_events_with_their_dates() -> None:
    done = kg("try", "Angela Merkel met Emmanuel Macron in Paris on Monday.", "--date", "2020-08-19")
    assert "      place: Paris\n      date: on Monday = 2020-08-17\n" in done.stdout.replace(
        "date: Monday", "date: on Monday"
    )


def test_try_says_when_nothing_is_found() -> None:
    refused = kg("try", "Hm.", "--date", "yesterday")
    assert refused.exit_code == 2
    assert "'yesterday' is not a date; write it as 2020-08-16" in refused.stderr
    assert kg("try", "Hm.").stdout == "nothing found\n"
    file = ROOT / "CHANGELOG.md"
    assert kg("try", file).stderr.endswith(
        f"{file} is a file, and kg try takes a sentence; kg extract {file} reads it\n"
    )


def test_try_names_the_patterns_whose_words_are_there() -> None:
    done = kg("try", "Ships closed their waters.", "--ontology", ROOT / "examples" / "fisheries.ttl")
    assert "nearly" in done.stdout
    assert ":closedWatersTo" in done.stdout


# Asking


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("table", "who     what\nLatvia  NATO\n"),
        ("csv", "who,what\nhttps://w3id.org/newsgraph/entity/Latvia,https://w3id.org/newsgraph/entity/NATO\n"),
        (
            "tsv",
            "?who\t?what\n<https://w3id.org/newsgraph/entity/Latvia>\t<https://w3id.org/newsgraph/entity/NATO>\n",
        ),
    ],
)
def test_a_query_prints_its_rows_in_each_format(format: str, expected: str, small_graph: Path) -> None:
    query = "SELECT ?who ?what { GRAPH ?article { ?who :memberOf ?what } ?article a :Article }"
    done = kg("query", small_graph, query, "--format", format)
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.rstrip() for line in done.stdout.splitlines()] == expected.splitlines()


def test_a_query_prints_json_and_turtle(small_graph: Path) -> None:
    done = kg("query", small_graph, "SELECT ?a { ?a a :Article }", "--format", "json")
    assert len(json.loads(done.stdout)["results"]["bindings"]) == 2
    done = kg("query", small_graph, "CONSTRUCT { e:Latvia :memberOf e:NATO } {}", "--format", "ttl")
    assert "e:Latvia :memberOf e:NATO ." in done.stdout


@pytest.mark.parametrize(("query", "answer"), [("ASK { ?a a :Article }", "true"), ("ASK { ?a a :Nothing }", "false")])
def test_ask_prints_true_or_false(query: str, answer: str, small_graph: Path) -> None:
    done = kg("query", small_graph, query)
    assert (done.exit_code, done.stdout) == (0, f"{answer}\n")


def test_a_query_comes_from_a_file_or_standard_input(small_graph: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?a a :Article }", encoding="utf8")
    assert kg("query", small_graph, "-f", tmp_path / "q.rq").stdout == "true\n"
    assert kg("query", small_graph, "-f", "-", given="ASK { ?a a :Article }").stdout == "true\n"


def test_a_query_over_a_file_of_triples(small_graph: Path, tmp_path: Path) -> None:
    assert kg("export", small_graph, tmp_path / "g.ttl").exit_code == 0
    assert kg("query", tmp_path / "g.ttl", "ASK { e:Latvia :memberOf e:NATO }").stdout == "true\n"


def test_stale_inferences_are_told(small_graph: Path, tmp_path: Path) -> None:
    graph = copied(small_graph, tmp_path)
    with open_graph(graph, write=True) as opened:
        opened.remove("rally")
    assert "out of date" in kg("query", graph, "ASK {}").stderr
    assert kg("reason", graph).exit_code == 0
    assert kg("query", graph, "ASK {}").stderr == ""


def test_a_proof_ends_in_the_sentence(small_graph: Path) -> None:
    triple = "e:Alexander_Lukashenko :accuses e:Poland"
    done = kg("explain", small_graph, triple)
    assert done.exit_code == 0
    assert "“Alexander Lukashenko accused Poland of plotting a coup.”" in done.stdout
    proof = json.loads(kg("explain", small_graph, triple, "--json").stdout)
    assert (proof["triple"], proof["origin"]) == (triple.split(), "inferred")


def test_a_triple_that_is_not_there_has_no_proof(small_graph: Path) -> None:
    done = kg("explain", small_graph, "e:Poland :accuses e:NATO")
    assert done.exit_code == 1
    assert "does not hold" in done.stderr
    assert "accuses NATO would follow (rule prp-spo2, ontology/core.ttl)" in done.stdout
    assert "  missing  e:Poland :made ?u1\n  missing  ?u1 :accused e:NATO\n" in done.stdout
    found = json.loads(kg("explain", small_graph, "e:Poland :accuses e:NATO", "--json").stdout)
    assert found["holds"] is False
    assert {axiom["file"] for each in found["missing"] for axiom in each["axioms"]} == {"ontology/core.ttl"}
    assert "occurs nowhere" not in done.stderr


@pytest.mark.parametrize(
    ("triple", "words"),
    [
        ("e:Alexander_Lukashenco :accuses e:Poland", "e:Alexander_Lukashenco occurs nowhere in the graph; the nearest"),
        ("e:Latvia :membrOf e:NATO", "the nearest name is :memberOf"),
        ("e:Latvia a :Stat", "the nearest name is :State"),
        ("e:Latvia memberOf e:NATO", "memberOf has no prefix"),
        ("e:Latvia foo:memberOf e:NATO", "foo: is no prefix of this graph; there are : e: "),
    ],
)
def test_a_name_that_is_misspelt_in_a_triple_is_told_with_the_nearest(
    triple: str, words: str, small_graph: Path
) -> None:
    done = kg("explain", small_graph, triple)
    assert done.exit_code == 1
    assert words in done.stderr


def test_a_thing_of_very_many_names_is_told_of(tmp_path: Path) -> None:
    for number in (50, 51):
        links = "".join(f"<urn:n{n:02}> owl:sameAs <urn:n{n - 1:02}> .\n" for n in range(1, number))
        file = tmp_path / f"{number}.ttl"
        file.write_text(f"@prefix owl: <{OWL}> .\n{links}", encoding="utf8")
        done = kg("reason", file, "--into", tmp_path / "out.ttl")
        assert done.exit_code == 0
        told = "51 names are the same as <urn:n00>; what is inferred of them stands at this one only"
        assert (told in done.stderr) == (number == 51)


def test_what_no_rule_gives_says_so(small_graph: Path) -> None:
    done = kg("explain", small_graph, "e:Poland :unheardOf e:NATO")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no rule would give it" in done.stderr


def test_all_proofs_of_a_triple_are_shown_on_request(small_graph: Path) -> None:
    triple = "e:Alexander_Lukashenko a :Agent"
    first = kg("explain", small_graph, triple, "--json")
    every = json.loads(kg("explain", small_graph, triple, "--all", "--json").stdout)
    assert every[0] == json.loads(first.stdout)
    assert len(every) > 1
    assert len({json.dumps(proof) for proof in every}) == len(every)
    shown = kg("explain", small_graph, triple, "--all").stdout
    assert shown.startswith("proof 1 of ")
    assert shown.count("\nproof ") == len(every) - 1


@pytest.mark.parametrize("text", ["e:Poland", "a b c", "e:A :b e:C . e:D :e e:F", ""])
def test_what_is_no_triple_is_refused(text: str, small_graph: Path) -> None:
    done = kg("explain", small_graph, text)
    assert done.exit_code == 1
    assert done.stderr.startswith("error: ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("query", "{graph}", "--format", "json", "SELECT"), "the query ends too early"),
        (("query", "{graph}", "--format", "csv", "SELECT ?a { ?a nope:b ?c }"), "nope"),
        (("query", "{graph}x", "--format", "turtle", "ASK {}"), "no graph here"),
        (("explain", "{graph}", "--json", "e:Poland"), "this is not a triple"),
        (("explain", "{graph}x", "--json", "--all", "e:Poland :accuses e:Latvia"), "no graph here"),
        (("extract", "{graph}x"), "no such file"),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_an_error_leaves_standard_output_empty_in_every_format(
    words: tuple[str, ...], message: str, small_graph: Path
) -> None:
    done = kg(*(word.format(graph=small_graph) if "{graph}" in word else word for word in words))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert message in done.stderr


def test_that_a_triple_does_not_hold_is_an_answer_for_programs(small_graph: Path) -> None:
    done = kg("explain", small_graph, "--json", "e:Poland :accuses e:Latvia")
    assert (done.exit_code, json.loads(done.stdout)["holds"]) == (1, False)
    assert done.stderr.startswith("the graph does not hold ")


def test_a_variable_in_a_triple_to_prove_is_named(small_graph: Path) -> None:
    assert "a triple with a variable has no proof" in kg("explain", small_graph, "e:Poland :accuses ?x").stderr


def test_the_shell_runs_a_query_and_a_script(small_graph: Path, tmp_path: Path) -> None:
    assert kg("shell", small_graph, "-c", "ASK { ?a a :Article }").stdout == "true\n"
    assert kg("shell", small_graph, given="ASK { ?a a :Article } ;\nASK { ?a a :Nothing }").stdout == "true\nfalse\n"
    assert kg("shell", tmp_path / "none.kg", "-c", "ASK {}").exit_code == 1


# Keeping


def test_the_list_names_articles_as_remove_takes_them(small_graph: Path, tmp_path: Path) -> None:
    graph = copied(small_graph, tmp_path)
    header, *rows = kg("articles", graph).stdout.splitlines()
    assert header.split() == ["published", "publisher", "title", "triples", "article"]
    assert [row.split()[0] for row in rows] == ["2020-08-16", "2020-11-24"]
    assert kg("remove", graph, rows[0].split()[-1]).exit_code == 0
    assert keys(graph) == {"summit"}


def test_removing_takes_evidence_and_inferences_along(small_graph: Path, tmp_path: Path) -> None:
    graph = copied(small_graph, tmp_path)
    with open_graph(graph) as opened:
        iri = opened.find("rally")
    done = kg("remove", graph, "rally")
    assert done.exit_code == 0
    assert "removed: Rally in Minsk" in done.stderr
    with open_graph(graph) as opened:
        for graph_name in (iri, provenance_graph(iri)):
            assert not list(opened.store.quads_for_pattern(None, None, None, NamedNode(graph_name)))
    assert kg("query", graph, "ASK { ?x :accuses ?y }").stdout == "false\n"
    assert "plotting" not in "".join(quads(graph))


def test_removing_is_all_or_nothing(small_graph: Path, tmp_path: Path) -> None:
    graph = copied(small_graph, tmp_path)
    done = kg("remove", graph, "rally", "nonsense")
    assert done.exit_code == 1
    assert "nonsense" in done.stderr
    assert keys(graph) == {"rally", "summit"}


def test_the_closure_of_a_file_is_written_or_printed(tmp_path: Path) -> None:
    facts = tmp_path / "facts.ttl"
    names = Names().prefixes
    facts.write_text(f"@prefix : <{names['']}> .\n@prefix e: <{names['e']}> .\ne:A :allyOf e:B .\n", encoding="utf8")
    printed = kg("reason", facts)
    assert printed.exit_code == 0
    assert "e:A " in printed.stdout
    assert ":allyOf e:A" in printed.stdout
    assert kg("reason", facts, "--into", tmp_path / "closed.nt").exit_code == 0
    assert "/entity/B> <https://w3id.org/newsgraph/ontology#allyOf>" in (tmp_path / "closed.nt").read_text(
        encoding="utf8"
    )
    assert facts.read_text(encoding="utf8").count("allyOf") == 1


def test_a_sound_graph_passes_and_a_contradiction_is_told(small_graph: Path, tmp_path: Path) -> None:
    assert kg("check", small_graph).exit_code == 0
    names = Names().prefixes
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(
        f"@prefix : <{names['']}> .\n@prefix e: <{names['e']}> .\ne:Alex a :Person , :Organization .\n", encoding="utf8"
    )
    done = kg("check", wrong)
    assert done.exit_code == 1
    assert "e:Alex" in done.stdout


def test_articles_that_disagree_are_told(tmp_path: Path) -> None:
    lines = [
        {
            "id": "yes",
            "title": "Riga joins",
            "publisher": "One",
            "text": "Latvia is a member of NATO. The weather was fine.",
        },
        {"id": "no", "title": "Riga stays out", "text": "Latvia is not a member of NATO. Nobody was surprised."},
    ]
    articles = tmp_path / "a.jsonl"
    articles.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")
    kg("build", articles, "--into", tmp_path / "g.kg", "-q")
    done = kg("check", tmp_path / "g.kg")
    assert done.exit_code == 1
    assert "articles disagree about e:Latvia :memberOf e:NATO: " in done.stdout
    assert "NATO: One, Riga joins (<" in done.stdout
    assert "states it; Riga stays out (<" in done.stdout


@pytest.mark.parametrize("options", [(), ("--asserted",), ("--inferred",), ("--provenance",)])
def test_an_export_holds_what_is_asked_for(options: tuple[str, ...], small_graph: Path, tmp_path: Path) -> None:
    target = tmp_path / "g.nt"
    assert kg("export", small_graph, target, *options).exit_code == 0
    text = target.read_text(encoding="utf8")
    assert ("#memberOf> <https://w3id.org/newsgraph/entity/NATO>" in text) is (options != ("--inferred",))
    assert ("#accuses>" in text) is (options != ("--asserted",))
    assert ("#Evidence>" in text) is (options == ("--provenance",))


def test_an_export_without_text_has_no_sentence(small_graph: Path, tmp_path: Path) -> None:
    kg("export", small_graph, tmp_path / "g.ttl", "--provenance", "--without-text")
    assert "plotting a coup" not in (tmp_path / "g.ttl").read_text(encoding="utf8")


def test_an_export_goes_to_standard_output(small_graph: Path, tmp_path: Path) -> None:
    kg("export", small_graph, tmp_path / "g.ttl")
    assert kg("export", small_graph, "-").stdout == (tmp_path / "g.ttl").read_text(encoding="utf8")
    assert kg("export", small_graph, "-", "--format", "nt").stdout.startswith("<")


# Streams


def run_into(arguments: Iterable[object], out: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(), stdout=out, stderr=subprocess.PIPE, text=True, check=False
    )


def test_a_reader_that_has_had_enough_is_no_error(small_graph: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = run_into(["query", small_graph, "SELECT * { ?s ?p ?o }", "--format", "csv"], writing)
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_output_that_cannot_be_written_is_an_error(small_graph: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        run = run_into(["query", small_graph, "SELECT * { ?s ?p ?o }"], full.fileno())
    assert run.returncode == 1
    assert run.stderr.startswith("error: No space left on device")
    assert len(run.stderr.splitlines()) == 1


def test_a_file_gets_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Miloš Zeman is the president of the Czech Republic.", encoding="utf8")
    run = subprocess.run(
        command("extract", tmp_path / "a.txt"),
        env={**environment(), "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert "Miloš" in run.stdout.decode("utf8")


# What a reading depends on


def test_a_reader_knows_the_version_of_its_model_without_loading_it() -> None:
    assert model_version(MODEL) == "3.8.0"
    assert Reader().facts()["model version"] == "3.8.0"


def test_inferences_that_follow_articles_one_by_one_are_those_drawn_at_once(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "a.jsonl", 5).read_text(encoding="utf8").splitlines()
    graph = tmp_path / "g.kg"
    for number, line in enumerate(articles):
        (tmp_path / f"{number}.jsonl").write_text(line + "\n", encoding="utf8")
        assert kg("build", tmp_path / f"{number}.jsonl", "--into", graph, "-q").exit_code == 0
    assert kg("remove", graph, "a1", "-q").exit_code == 0
    followed = kg("export", graph, "-", "--format", "nt", "--inferred").stdout
    assert len(followed.splitlines()) > 20
    for reasoner in ("compiled", "owlrl"):
        assert kg("reason", graph, "-q", "--reasoner", reasoner).exit_code == 0
        assert kg("export", graph, "-", "--format", "nt", "--inferred").stdout == followed


def test_a_query_may_take_any_time_where_the_timeout_is_0_and_none_below(small_graph: Path) -> None:
    assert kg("query", small_graph, "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d }", "--timeout", "0").exit_code == 0
    for command in ("query", "draw", "shell"):
        done = kg(command, small_graph, "--timeout", "-1")
        assert (done.exit_code, "-1.0 is not in the range" in done.stderr) == (2, True), command
    assert "with -f, not both" in kg("query", small_graph, "ASK {}", "-f", "a.rq").stderr
