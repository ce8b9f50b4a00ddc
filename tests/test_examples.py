"""The example questions return the answers that were written by hand."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from goldens import EXAMPLES, read_examples

from kg.__main__ import main
from kg.articles import read_articles as read_files
from kg.graph import open_graph
from kg.model import Article
from kg.names import Names
from kg.pipeline import read_articles
from kg.query import Rows, run

QUESTIONS = sorted(EXAMPLES.glob("*.rq"))
INFERRED = ("accuses", "denials", "allies", "members", "where", "closed_waters", "refuses", "contradicts")
"""Questions that cannot be answered from what the articles assert."""


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_returns_the_answer_beside_it(question: Path, examples_graph: Path) -> None:
    done = ask(examples_graph, question, parameters(question))
    assert done == rows(question.with_suffix(".csv").read_text(encoding="utf8"))


def ask(graph: Path, question: Path, options: list[str]) -> list[list[str]]:
    """The rows of an answer; a parameter is the shell's to fill in."""
    command = ["shell" if options else "query", str(graph), "-f", str(question), "--format", "csv", *options]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    return rows(done.stdout)


def parameters(question: Path) -> list[str]:
    """The options of a question's line ``# --set NAME=TERM``."""
    lines = question.read_text(encoding="utf8").splitlines()
    return [word for line in lines if line.startswith("# --set ") for word in line.removeprefix("# ").split()]


@pytest.mark.parametrize("name", ["one_side", "words"])
def test_a_question_whose_parameter_is_not_set_is_of_everybody(name: str, examples_graph: Path) -> None:
    question = EXAMPLES / f"{name}.rq"
    _, *of_one = ask(examples_graph, question, parameters(question))
    _, *of_all = ask(examples_graph, question, [])
    assert {tuple(row) for row in of_one} <= {tuple(row) for row in of_all}
    assert name == "one_side" or len(of_all) > len(of_one)


@pytest.mark.parametrize("name", INFERRED)
def test_a_question_about_reasoning_needs_it(name: str, examples_graph: Path) -> None:
    text = (EXAMPLES / f"{name}.rq").read_text(encoding="utf8")
    with open_graph(examples_graph) as graph:
        whole, asserted = run(graph, text), run(graph, text, view="asserted")
    assert isinstance(whole, Rows)
    assert isinstance(asserted, Rows)
    assert len(asserted.rows) < len(whole.rows)


def test_every_question_says_in_words_what_it_asks_and_has_an_answer() -> None:
    assert len(QUESTIONS) >= 10
    for question in QUESTIONS:
        assert question.read_text(encoding="utf8").startswith("# "), question.name
        assert question.with_suffix(".csv").is_file(), question.name


def test_every_article_has_its_line_in_the_table() -> None:
    assert sorted(example.article for example in read_examples()) == sorted(EXAMPLES.glob("*.txt"))


def relations(*ontology: Path) -> set[str]:
    """The properties and event classes that the fisheries article gives."""
    articles = [
        article
        for article in read_files([EXAMPLES / "fisheries.txt"], names=Names(), published="2021-05-12")
        if isinstance(article, Article)
    ]
    (reading,) = read_articles(articles, ontology=ontology)
    return {fact.property for fact in reading.facts} | {event.cls for event in reading.events}


def test_only_its_own_ontology_reads_the_fisheries_story() -> None:
    own = {"closedWatersTo", "grantedFishingRightsTo", "VesselSeizure"}
    assert own <= relations(EXAMPLES / "fisheries.ttl")
    assert not own & relations()


def test_a_member_of_two_disjoint_classes_is_reported(examples_graph: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ttl"
    graph = CliRunner().invoke(main, ["export", str(examples_graph), str(wrong)])
    assert graph.exit_code == 0, graph.output
    with wrong.open("a", encoding="utf8") as file:
        file.write("\n<https://w3id.org/newsgraph/entity/NATO> a <https://w3id.org/newsgraph/ontology#Person> .\n")
    done = CliRunner().invoke(main, ["check", str(wrong)])
    assert "NATO" in done.output
    assert "Person" in done.output
