"""Measure the reading against gold and write docs/scoreboard.md.

usage: scoreboard.py [SHARED]

SHARED is the folder with the gold files and scorers, by default ``../shared``; without it nothing is measured.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
BOARD = ROOT / "docs" / "scoreboard.md"

HEAD = """# Scoreboard

Written by `make scoreboard`; do not edit. The gold articles, the corpus and the scorers are not part of the project
(they lie in `../shared`): the figures are a sample of news, not a promise.
"""


KINDS = """
## Attribution by kind

attr_soft by the kind of what is annotated: the share that is found, with the scorer and without it. The last column
says which kinds hold the score back. `python scripts/kinds.py` makes this table alone.
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """A scorer: ``given`` writes the articles as JSON Lines, ``score`` reads what ``kg extract`` made of them."""

    title: str
    given: str
    score: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure to reach: in the line of the scorer's table that begins with ``row``, the number after ``column``."""

    title: str
    row: str
    column: str
    least: float


MEASURES = (
    Measure(
        "Gold articles",
        "eval/score_gold.py input gold/articles",
        "eval/score_gold.py articles gold/gold",
    ),
    Measure(
        "Gold sentences",
        "eval/score_gold.py input gold/nested.txt",
        "eval/score_gold.py sentences gold/nested.txt",
    ),
    Measure(
        "Attribution (PolNeAR, dev)",
        "eval/score_attribution.py data/polnear/dev",
        "eval/score_attribution.py data/polnear/dev",
    ),
)
GOALS = (
    Goal("Gold articles", "entity", "R", 80),
    Goal("Gold articles", "entity+class", "R", 70),
    Goal("Gold articles", "relation", "F", 50),
    Goal("Gold articles", "relation/file", "F", 45),
    Goal("Gold articles", "claim", "F", 75),
    Goal("Gold articles", "claim+", "F", 62),
    Goal("Gold articles", "claimant", "A", 90),
    Goal("Gold articles", "event", "F", 35),
    Goal("Gold sentences", "exact", "", 80),
    Goal("Gold sentences", "clean", "", 92),
    Goal("Gold sentences", "denies", "F", 90),
    Goal("Gold sentences", "denies+", "F", 85),
    Goal("Gold sentences", "claim", "F", 70),
    Goal("Attribution (PolNeAR, dev)", "attr_soft", "F", 66),
    Goal("Attribution (PolNeAR, dev)", "tok_content", "F", 77),
    Goal("Attribution (PolNeAR, dev)", "exact_content", "F", 46),
)


def figure(table: str, row: str, column: str) -> float:
    """The number after a column's name in a row of a scorer's table.

    >>> figure("claim  P 50.0  R 40.0  F 44.4", "claim", "F")
    44.4
    """
    line = next(line for line in table.splitlines() if line.split()[:1] == [row])
    number = re.search(rf"\b{column}\s+([\d.]+)" if column else r"([\d.]+)", line[len(row) :])
    if number is None:
        raise ValueError(f"no {column} in {line!r}")
    return float(number[1])


def known_misses(cases: Path) -> Iterator[str]:
    """For each case file, its facts and the share of them that are known to be missed or too many."""
    for path in sorted(cases.glob("*.txt")):
        facts = [line.strip() for line in path.read_text(encoding="utf8").splitlines() if line.startswith("    ")]
        missed = sum(fact.startswith(("~", "+")) for fact in facts)
        yield f"| {path.stem} | {len(facts)} | {missed} | {100 * missed / max(len(facts), 1):.0f} % |"


def measure(job: Measure, shared: Path) -> str:
    """The table that a scorer prints for a fresh reading."""
    with TemporaryDirectory() as folder:
        given, readings = Path(folder, "given.jsonl"), Path(folder, "readings.jsonl")
        with given.open("wb") as target:
            subprocess.run([sys.executable, *job.given.split()], cwd=shared, stdout=target, check=True)
        with given.open("rb") as source, readings.open("wb") as target:
            subprocess.run(
                [sys.executable, "-m", "kg", "extract", "-q", "-"], cwd=ROOT, stdin=source, stdout=target, check=True
            )
        done = subprocess.run(
            [sys.executable, *job.score.split(), str(readings)], cwd=shared, capture_output=True, text=True, check=True
        )
    return done.stdout.rstrip()


def command(job: Measure) -> str:
    """What to type to see the same table, with ``-v`` at its end for every miss where the scorer has it."""
    given, score = (re.sub(r"\b(eval|gold|data)/", r"../shared/\1/", line) for line in (job.given, job.score))
    return f"python {given} | kg extract - > readings.jsonl\npython {score} readings.jsonl"


def board(shared: Path) -> Iterator[str]:
    """The scoreboard, a part at a time."""
    sys.path.insert(0, str(shared / "eval"))
    import kinds  # noqa: PLC0415 - it needs the corpus's scorer

    tables = {job.title: measure(job, shared) for job in MEASURES}
    yield HEAD
    yield "| measure | figure | reached | wanted |\n| --- | --- | ---: | ---: |"
    for goal in GOALS:
        reached = figure(tables[goal.title], goal.row, goal.column)
        mark = "" if reached >= goal.least else " (not yet)"
        yield f"| {goal.title} | {goal.row} {goal.column}".rstrip() + f" | {reached:.1f}{mark} | {goal.least:g} |"
    for job in MEASURES:
        yield f"\n## {job.title}\n\n```sh\n{command(job)}\n```\n\n```\n{tables[job.title]}\n```"
    yield KINDS
    yield from kinds.table(kinds.tally(shared / "data" / "polnear" / "dev"))
    bench = subprocess.run(
        [sys.executable, "scripts/bench.py", str(shared)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    yield f"\n## Speed and memory\n\n```sh\nmake bench\n```\n\n```\n{bench.stdout.rstrip()}\n```"
    yield "\n## Known faults in the test cases\n"
    yield "Facts that are missed, or read though they are not there: at most 15 % of a file.\n"
    yield "| cases | facts | at fault | share |\n| --- | ---: | ---: | ---: |"
    yield from known_misses(ROOT / "tests" / "cases")


def main() -> None:
    """Measure and write."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared").resolve()
    if not (shared / "eval").is_dir():
        print(f"nothing measured: {shared} has no eval folder")
        return
    BOARD.write_text("\n".join(board(shared)) + "\n", encoding="utf8")
    print(BOARD.read_text(encoding="utf8"))


if __name__ == "__main__":
    main()
