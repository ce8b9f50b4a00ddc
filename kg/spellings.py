"""Names that are spelt nearly as another one: what a misspelt name is likely to mean."""

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

NEAR = 0.7
"""How much of two names is alike where one may be the other misspelt."""


def alike(one: str, other: str) -> float:
    """How much of two names is alike, from 0 to 1, whatever their case.

    >>> alike("Persn", "person") > 0.9, alike("Persn", "Place") > 0.5
    (True, False)
    """
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def find_near(
    wanted: str, names: Iterable[str], most: int = 1, *, least: float = NEAR, part: Callable[[str], str] = str
) -> list[str]:
    """The names that are spelt most like another one, best first; only a part of each is compared where that is given.

    >>> find_near("Persn", ["Person", "Place"]), find_near("Persn", ["a:Person", "a:Place"], part=lambda name: name[2:])
    (['Person'], ['a:Person'])
    """
    measure = SequenceMatcher(None, autojunk=False)
    measure.set_seq2(wanted.casefold())
    ranked: list[tuple[float, str]] = []
    for name in names:
        measure.set_seq1(part(name).casefold())
        # The first two are upper bounds that cost little, so that many thousand names take little time.
        if measure.real_quick_ratio() >= least and measure.quick_ratio() >= least and measure.ratio() >= least:
            ranked.append((-measure.ratio(), name))
    return [name for _, name in sorted(ranked)[:most]]
