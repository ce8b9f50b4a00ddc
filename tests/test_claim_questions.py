"""The example questions about claims, asked of two articles that no example is made from."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.__main__ import main

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = {
    ("Fjord Times", "2021-03-02"): """Harbour talks collapse in Tarnby

Talks on the harbour of Tarnby collapsed on Monday.

Elsa Brandt, the mayor of Tarnby, accused Norvik Shipping of poisoning the bay.

"The company has lied to us for years," Brandt said.

Norvik Shipping denied the accusation. "That is not true," said Karim Osman, a spokesman for Norvik Shipping.

Brandt demanded that the company clean the harbour. Norvik Shipping rejected the demand.
""",
    ("Bay Post", "2021-03-04"): """Shipping company hits back over bay

Norvik Shipping accused Elsa Brandt of spreading rumours on Wednesday.

Brandt, the mayor of Tarnby, again accused Norvik Shipping of poisoning the bay. She said the rumours were facts.

Ulla Strand is expected to accuse Norvik Shipping of fraud in May.
""",
}
BRANDT, NORVIK, OSMAN = "Elsa Brandt", "Norvik Shipping", "Karim Osman"
FJORD, BAY = "Fjord Times", "Bay Post"
ANSWERS = {
    "accuses": [[BRANDT, NORVIK], [NORVIK, BRANDT]],
    "how_often": [[BRANDT, NORVIK, "2", "2021-03-02"], [NORVIK, BRANDT, "1", "2021-03-04"]],
    "denials": [[OSMAN, BRANDT], [NORVIK, BRANDT]],
    "behalf": [[OSMAN, NORVIK]],
    "refuses": [[NORVIK, BRANDT, "that the company clean the harbour"]],
    "not_made": [["Ulla Strand", NORVIK, "positive", "expected", "", "false"]],
    "one_side": [[NORVIK, BRANDT, BAY, FJORD]],
    "told_by_one": [
        [BRANDT, "demand", FJORD, BAY],
        [NORVIK, "accusation", BAY, FJORD],
        [NORVIK, "denial", FJORD, BAY],
        [NORVIK, "refusal", FJORD, BAY],
    ],
    "contradicts": [
        [BRANDT, "The company has lied to us for years", OSMAN, "That is not true"],
        [BRANDT, "of poisoning the bay", NORVIK, "the accusation"],
    ],
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("harbour")
    path = str(folder / "harbour.kg")
    for (publisher, day), text in ARTICLES.items():
        article = folder / f"{day}.txt"
        article.write_text(text, encoding="utf8")
        done = CliRunner().invoke(
            main, ["build", str(article), "--into", path, "-q", "--date", day, "--publisher", publisher]
        )
        assert done.exit_code == 0, done.output
    return path


@pytest.mark.parametrize("name", ANSWERS)
def test_a_question_about_claims_is_answered_of_other_articles(name: str, graph: str) -> None:
    done = CliRunner().invoke(main, ["query", graph, "-f", str(EXAMPLES / f"{name}.rq"), "--format", "csv"])
    assert done.exit_code == 0, done.output
    assert list(csv.reader(io.StringIO(done.stdout)))[1:] == ANSWERS[name]


def test_a_parameter_says_of_whom_the_words_are(graph: str) -> None:
    command = ["shell", graph, "-f", str(EXAMPLES / "words.rq"), "--format", "csv", "--set", "state=e:Norvik_Shipping"]
    done = CliRunner().invoke(main, command)
    assert list(csv.reader(io.StringIO(done.stdout)))[1:] == [
        [BRANDT, "claim", "The company has lied to us for years", FJORD],
        [BRANDT, "demand", "that the company clean the harbour", FJORD],
    ]
