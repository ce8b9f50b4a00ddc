"""What two outlets report contradicts where one side holds what the other disputes, and nowhere else."""

from pathlib import Path

from click.testing import CliRunner

from kg.__main__ import main

CONTRADICTING = {
    "Sweden": "Paul Ekman denied that Sweden is a member of NATO.",
    "Norway": "Norway is not a member of NATO, Paul Ekman said.",
}
NEAR_MISSES = {
    "Latvia": "Paul Ekman said that Latvia is a member of NATO.",
    "Poland": "Paul Ekman did not deny that Poland is a member of NATO.",
    "Spain": "Paul Ekman asked whether Spain is a member of NATO.",
    "Italy": "Paul Ekman is expected to deny that Italy is a member of NATO.",
}
QUESTION = """SELECT DISTINCT ?state WHERE {
  ?claim :contradicts ?against ; :madeBy/rdfs:label "Lena Moritz" ; :content/rdf:subject/rdfs:label ?state .
  ?against :madeBy/rdfs:label "Paul Ekman" .
} ORDER BY ?state"""


def test_two_outlets_contradict_each_other_where_one_disputes_what_the_other_holds(tmp_path: Path) -> None:
    graph, answers = str(tmp_path / "two.kg"), CONTRADICTING | NEAR_MISSES
    held = [f"Lena Moritz said that {state} is a member of NATO." for state in answers]
    for outlet, lines in (("Lake Post", held), ("Fjord Times", list(answers.values()))):
        article = tmp_path / f"{outlet}.txt"
        article.write_text("\n\n".join(lines) + "\n", encoding="utf8")
        done = CliRunner().invoke(main, ["build", str(article), "--into", graph, "--publisher", outlet])
        assert done.exit_code == 0, done.output
    found = CliRunner().invoke(main, ["query", graph, QUESTION, "--format", "csv"])
    assert found.stdout.split()[1:] == sorted(CONTRADICTING)
