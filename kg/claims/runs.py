"""Runs of tokens: what of a sentence a source, a cue or a content is made of."""

from bisect import bisect_left
from collections.abc import Iterable

from kg.model import Block
from kg.trees import Tree

Run = tuple[int, int]
"""Tokens ``first`` to ``last``, exclusive."""


def run_of(tree: Tree, block: Block) -> Run:
    """The tokens of a paragraph."""
    return bisect_left(tree.starts, block.start), bisect_left(tree.starts, block.end)


def below(tree: Tree, top: int, cut: int) -> list[Run]:
    """Runs of tokens under ``top`` that are not under ``cut``."""
    first, last = tree.left[top], tree.right[top]
    if not first <= cut < last or cut == top:
        return [(first, last)]
    inside = [_under(tree, token, top, cut) for token in range(first, last)]
    runs: list[Run] = []
    start: int | None = None
    for offset, member in enumerate([*inside, False]):
        if member and start is None:
            start = first + offset
        elif not member and start is not None:
            runs.append((start, first + offset))
            start = None
    return runs


def _under(tree: Tree, token: int, top: int, cut: int) -> bool:
    at = token
    while True:
        if at == cut:
            return False
        if at == top:
            return True
        above = tree.heads[at]
        if above == at:
            return False
        at = above


def trim(tree: Tree, run: Run) -> Run | None:
    """Without punctuation and white space at either end, and without "and" at the end."""
    first, last = run
    while first < last and tree.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    while first < last and tree.pos[last - 1] in ("PUNCT", "SPACE", "CCONJ"):
        last -= 1
    return (first, last) if first < last else None


def merge_runs(tree: Tree, runs: Iterable[Run]) -> tuple[Run, ...]:
    """Trimmed, in text order, with runs joined that only a mark of quotation parts."""
    trimmed = sorted(run for run in (trim(tree, each) for each in runs) if run is not None)
    merged: list[Run] = []
    for first, last in trimmed:
        end = merged[-1][1] if merged else None
        if end is not None and (first <= end or (first == end + 1 and tree.tags[end] == "``")):
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def without(runs: Iterable[Run], others: Iterable[Run]) -> list[Run]:
    """The parts of runs that are not in others.

    >>> without([(0, 9), (11, 12)], [(3, 5), (11, 14)])
    [(0, 3), (5, 9)]
    """
    left = list(runs)
    for first, last in others:
        parts = [part for a, b in left for part in ((a, min(b, first)), (max(a, last), b))]
        left = [(a, b) for a, b in parts if a < b]
    return left
