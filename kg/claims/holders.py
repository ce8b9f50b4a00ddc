"""Where the words of contents stand: which drafts hold a token."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.claims.drafts import Draft
from kg.claims.runs import Run


class Holders:
    """Which contents hold a token, of drafts that may lie hundreds deep in one another.

    The tokens between two ends of runs are alike; these stretches are the leaves of a binary tree, in which a run
    stands at the few nodes that it covers wholly, smallest content first.
    """

    def __init__(self, drafts: Iterable[Draft]) -> None:
        """Make look-up ready."""
        told = [(size_of(draft), number, draft) for number, draft in enumerate(drafts) if draft.content]
        self._ends = sorted({end for _, _, draft in told for run in draft.content for end in run})
        self._nodes: list[list[tuple[int, int, Draft]]] = [[] for _ in range(2 * len(self._ends))]
        for entry in sorted(told, key=lambda entry: entry[:2]):
            for run in entry[2].content:
                self._put(run, entry)

    def _put(self, run: Run, entry: tuple[int, int, Draft]) -> None:
        first, last = (bisect_left(self._ends, end) + len(self._ends) for end in run)
        while first < last:
            if first % 2:
                self._nodes[first].append(entry)
                first += 1
            if last % 2:
                last -= 1
                self._nodes[last].append(entry)
            first, last = first // 2, last // 2

    def _nodes_of(self, token: int) -> Iterator[list[tuple[int, int, Draft]]]:
        """The nodes above the stretch that a token stands in."""
        node = bisect_right(self._ends, token) - 1
        node = node + len(self._ends) if node >= 0 else 0
        while node:
            yield self._nodes[node]
            node //= 2

    def at(self, token: int) -> Iterator[Draft]:
        """The drafts that hold a token, in no order."""
        return (draft for node in self._nodes_of(token) for _, _, draft in node)

    def among(self, first: int, last: int) -> Iterator[Draft]:
        """The drafts that hold one of the tokens ``first`` to ``last`` (exclusive), in no order, some several times."""
        starts = self._ends[bisect_right(self._ends, first) : bisect_left(self._ends, last)]
        return (draft for token in (first, *starts) for draft in self.at(token))

    def innermost(self, token: int, *, apart: int | None = None) -> Draft | None:
        """The smallest content that holds a token, of equal ones the first; never that of the draft at ``apart``."""
        found = (next((entry for entry in node if entry[2].at != apart), None) for node in self._nodes_of(token))
        smallest = min((entry for entry in found if entry is not None), key=lambda entry: entry[:2], default=None)
        return smallest[2] if smallest is not None else None


def size_of(draft: Draft) -> int:
    """How many tokens a content has."""
    return sum(last - first for first, last in draft.content)


def find_inside(places: Sequence[int], runs: Iterable[Run]) -> Iterator[int]:
    """The places, given in order, that stand in runs.

    >>> list(find_inside([1, 5, 6, 9], [(5, 7), (9, 12)]))
    [5, 6, 9]
    """
    for first, last in runs:
        yield from places[bisect_left(places, first) : bisect_left(places, last)]
