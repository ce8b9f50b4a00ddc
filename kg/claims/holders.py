"""Where the words of contents stand: which drafts hold a token."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kg.claims.drafts import Draft
from kg.claims.runs import Run


def find_holders(drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    """For each token the drafts whose content it stands in, in their order."""
    found: dict[int, list[Draft]] = {}
    for draft in drafts:
        for first, last in draft.content:
            for token in range(first, last):
                found.setdefault(token, []).append(draft)
    return found


def find_inside(places: Sequence[int], runs: Iterable[Run]) -> Iterator[int]:
    """The places, given in order, that stand in runs.

    >>> list(find_inside([1, 5, 6, 9], [(5, 7), (9, 12)]))
    [5, 6, 9]
    """
    for first, last in runs:
        yield from places[bisect_left(places, first) : bisect_left(places, last)]
