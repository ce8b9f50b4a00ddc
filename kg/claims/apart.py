"""Source, cue and content of a draft have no word in common."""

from collections.abc import Iterable
from dataclasses import replace

from kg.claims.drafts import Draft
from kg.claims.runs import Run, merge_runs
from kg.trees import Tree


def keep_apart(tree: Tree, draft: Draft) -> Draft:
    """A word of the cue is said by nobody, and what is said is no part of who says it.

    Accused the auditors of fraud: the parser takes "auditors of fraud" for one phrase, here the source of a second
    accusation. Where all of the source lies in the content, as in a quotation that names its speaker, it is the content
    that has a gap.
    """
    content = without(without(draft.content, _literal(tree, draft)) or draft.content, draft.cue)
    source = without(draft.source, [*draft.cue, *content])
    if draft.source and not source:
        source = without(draft.source, draft.cue)
        content = without(content, source)
    return replace(draft, source=merge_runs(tree, source), content=merge_runs(tree, content))


def _literal(tree: Tree, draft: Draft) -> list[Run]:
    """What hangs on the literal words of a cue: called the report "a [pure invention]"."""
    words = (token for first, last in draft.cue for token in range(first, last) if token != draft.at)
    return [(tree.left[word], tree.right[word]) for word in words if tree.heads[word] != draft.at]


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
