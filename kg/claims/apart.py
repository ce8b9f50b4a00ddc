"""Source, cue and content of a draft have no word in common."""

from dataclasses import replace

from kg.claims.drafts import Draft
from kg.claims.runs import Run, merge_runs, without
from kg.predications import RELATIVE_TAGS, antecedent
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


def with_antecedent(tree: Tree, draft: Draft) -> Draft:
    """Left [the town], which guards say [was mined]: what the pronoun that a content begins with stands for."""
    first, last = draft.content[0] if draft.content else (0, 0)
    noun = antecedent(tree, first)
    if not draft.content or tree.tags[first] not in RELATIVE_TAGS or tree.deps[draft.at] != "relcl":
        return draft
    if not noun < first < draft.at:
        return draft
    return replace(draft, content=merge_runs(tree, [(tree.left[noun], first), (first + 1, last), *draft.content[1:]]))


def _literal(tree: Tree, draft: Draft) -> list[Run]:
    """What hangs on the literal words of a cue: called the report "a [pure invention]"."""
    words = (token for first, last in draft.cue for token in range(first, last) if token != draft.at)
    return [(tree.left[word], tree.right[word]) for word in words if tree.heads[word] != draft.at]
