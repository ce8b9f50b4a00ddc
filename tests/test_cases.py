"""Sentences give exactly the facts that their case says."""

from collections import Counter
from pathlib import Path

import pytest

from kg.model import Reading
from tests.casefile import Case, compare, read_cases

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.txt"))
KNOWN_FAULTS = 0.15
"""The share of a file's facts that may be known misses or known surplus."""


def all_cases() -> list[Case]:
    return [case for path in FILES for case in read_cases(path)]


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.place)
def test_a_sentence_gives_exactly_its_facts(case: Case, case_readings: dict[str, Reading]) -> None:
    assert compare(case, case_readings[case.sentence]) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_few_facts_of_a_file_are_known_faults(path: Path) -> None:
    facts = [fact for case in read_cases(path) for fact in case.facts]
    assert facts
    assert sum(fact.known_miss or fact.known_surplus for fact in facts) <= KNOWN_FAULTS * len(facts)


def test_no_sentence_stands_twice() -> None:
    counts = Counter(case.sentence for case in all_cases())
    assert [sentence for sentence, count in counts.items() if count > 1] == []
