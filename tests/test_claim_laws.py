"""The laws of claims hold for every text at hand, and for texts put together at random."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.articles import find_blocks
from kg.model import Article, Reading, Span
from kg.names import Names
from kg.pipeline import read_articles
from tests.claim_laws import broken_laws
from tests.goldens import EXAMPLES
from tests.readings import make_reading

SHARED = Path(__file__).parent.parent.parent / "shared"
ARTICLES = int(os.environ.get("LAW_ARTICLES", "6"))
"""How many articles of the corpus are read, where it is at hand."""
EXAMPLES_TRIED = examples(50)

WHO = ("Anna Berg", "the company", "Norway and Latvia", "he", "a spokeswoman for NATO", "we", "nobody", "It")
CUES = (
    *("said", "says that", "denied", "did not deny that", "accused Oscar Lind of", "rejected calls for", "wants to"),
    *("was accused by Beta of", "is expected to deny that", ", according to", "called the report", "told Gamma that"),
    *("dismissed Norway's claim that", "added", "if he says", "warned", ":", "and Beta accused each other of"),
)
WHAT = (
    *("the mine was flooded", "hiding the books", "an inquiry", "a “pure invention”", "leave", "that", "why?"),
    *("Latvia is a member of NATO", "he had told Beta that Norway said it would go", "so-called “experts” say"),
    *('"We will win," she said, "and they know it.', "“No.”", "'no deal'"),
)
MARKS = (". ", ", ", ' "', "” ", "“", "\n\n", " — ", ": ", "; ", " ", "' ")
TEXTS = st.lists(
    st.tuples(st.sampled_from(WHO), st.sampled_from(CUES), st.sampled_from(WHAT), st.sampled_from(MARKS)),
    min_size=1,
    max_size=5,
).map(lambda parts: "".join(f"{who} {cue} {what}{mark}" for who, cue, what, mark in parts))


def read_files(paths: list[Path]) -> list[Reading]:
    """The readings of text files."""
    texts = [(path.stem, path.read_bytes().decode()) for path in paths]
    return list(
        read_articles([Article(key, Names().article(key, key), text, find_blocks(text)) for key, text in texts])
    )


@given(TEXTS)
@settings(max_examples=EXAMPLES_TRIED, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(read_text: Callable[[str], Reading], text: str) -> None:
    assert broken_laws(read_text(text)) == []


def test_the_sentences_of_the_cases(case_readings: dict[str, Reading]) -> None:
    broken = {text: laws for text, reading in case_readings.items() if (laws := broken_laws(reading))}
    assert broken == {}
    assert sum(bool(reading.claims) for reading in case_readings.values()) > 100


def test_the_examples() -> None:
    for reading in read_files(sorted(EXAMPLES.glob("*.txt"))):
        assert reading.claims
        assert broken_laws(reading) == [], reading.article.key


@pytest.mark.parametrize("folder", ["gold/articles", "data/polnear/dev/text"])
def test_the_articles_beside_the_project(folder: str) -> None:
    paths = sorted((SHARED / folder).glob("*.txt"))[:ARTICLES]
    if not paths:
        pytest.skip(f"{folder} is not at hand")
    for reading in read_files(paths):
        assert broken_laws(reading) == [], reading.article.key


def test_each_law_can_be_broken() -> None:
    reading = make_reading()
    accusation, denial = reading.claims
    assert broken_laws(reading) == []
    cue, content = accusation.cue, accusation.content
    wrongs = {
        "outside the text": replace(accusation, content=(Span(0, len(reading.article.text) + 1),)),
        "out of order": replace(accusation, content=(*content, *cue)),
        "in a blank": replace(accusation, content=(Span(content[0].start - 1, content[0].end),)),
        "its own cue": replace(accusation, content=(*cue, *content)),
        "who says it": replace(accusation, source=content),
        "its source": replace(accusation, source=cue),
        "nothing of anybody": replace(accusation, content=(), targets=()),
        "does not have": replace(accusation, claimant="http://x/nobody"),
        "unknown claim": replace(accusation, within="http://x/no-claim"),
        "within itself": replace(accusation, within=accusation.iri),
        "does not hold it": replace(accusation, within=denial.iri),
        "only possible": replace(accusation, modality="expected"),
        "one node": replace(accusation, iri=denial.iri),
    }
    for law, wrong in wrongs.items():
        assert any(law in broken for broken in broken_laws(replace(reading, claims=(wrong, denial)))), law
    itself = replace(denial, denied=replace(denial.denied, claim=denial.iri))
    assert any("answers itself" in law for law in broken_laws(replace(reading, claims=(accusation, itself))))
    headless = replace(reading, sentences=reading.sentences[1:])
    assert any("no sentence" in law for law in broken_laws(headless))
