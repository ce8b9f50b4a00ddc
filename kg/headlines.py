"""How headlines are written: In Title Case, with who tells it behind a colon or a dash."""

from collections.abc import Sequence

_DASHES = frozenset("―—–-") | {"--"}


def is_title_case(words: Sequence[str], *, letters: int, share: float) -> bool:
    """Whether so large a share of the words of so many letters has a capital, the first word left out.

    >>> is_title_case("Mayor Says the Mine Is Safe".split(), letters=4, share=1)
    True
    >>> is_title_case("Mayor of Lusk says the mine is safe".split(), letters=4, share=0.6)
    False
    """
    long = [word for word in words[1:] if len(word) >= letters]
    return bool(long) and sum(word[0].isupper() for word in long) >= share * len(long)


def is_dash(word: str) -> bool:
    """Whether a word is a dash or a hyphen, however it is typed."""
    return word in _DASHES


def parts_source(mark: str, *, spaced: bool) -> bool:
    """Whether a mark, with a blank before it or none, parts what is told from who tells it.

    >>> parts_source(":", spaced=False), parts_source("-", spaced=True), parts_source("-", spaced=False)
    (True, True, False)
    """
    return mark == ":" or (spaced and is_dash(mark))
