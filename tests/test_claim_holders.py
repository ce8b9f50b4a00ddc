"""Which contents hold a word: as if every word of every content were looked at, and without looking at each."""

import sys
from collections.abc import Callable
from types import FrameType

from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.drafts import Draft
from kg.claims.holders import Holders, size_of
from kg.claims.runs import Run
from kg.model import Reading
from kg.predications import Mood

WORDS = 14


def to_runs(edges: set[int]) -> tuple[Run, ...]:
    """Runs in order, none of them overlapping, between every second pair of edges."""
    some = sorted(edges)
    return tuple(zip(some[::2], some[1::2], strict=False))


def draft(at: int, content: tuple[Run, ...]) -> Draft:
    return Draft("Claim", at, (), (), (), (), content, Mood(), "")


DRAFTS = st.lists(st.sets(st.integers(0, WORDS)).map(to_runs), max_size=9).map(
    lambda contents: [draft(at, content) for at, content in enumerate(contents)]
)


def held(one: Draft) -> set[int]:
    return {token for run in one.content for token in range(*run)}


@given(DRAFTS, st.integers(0, WORDS), st.integers(0, WORDS), st.integers(0, 9))
@settings(max_examples=examples(300), deadline=None)
def test_holders_are_those_whose_words_hold_it(drafts: list[Draft], token: int, last: int, apart: int) -> None:
    holders = Holders(drafts)
    assert {each.at for each in holders.at(token)} == {each.at for each in drafts if token in held(each)}
    if token < last:
        among = {each.at for each in drafts if not held(each).isdisjoint(range(token, last))}
        assert {each.at for each in holders.among(token, last)} == among
    others = (each for each in drafts if token in held(each) and each.at != apart)
    assert holders.innermost(token, apart=apart) == min(others, key=size_of, default=None)


def steps(act: Callable[[], object]) -> int:
    """How many functions are called to do something."""
    count = 0

    def note(frame: FrameType, event: str, value: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def test_a_sentence_without_an_end_takes_no_longer_than_its_words(read_text: Callable[[str], Reading]) -> None:
    told = "the mayor said that the guards who were near Lusk claimed that Niger denied it, and he said it fell, "
    read_text(told)
    once, twice = (steps(lambda size=size: read_text(told * size)) for size in (40, 80))
    assert twice < 2.6 * once, (once, twice)
