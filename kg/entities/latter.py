"""Whom "the latter" stands for: whoever is spoken of last before it."""

from collections.abc import Collection, Iterator, Mapping

from kg.entities.drafts import Draft
from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import Tree

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})


def find_latter(
    tree: Tree, lexicon: Lexicon, mentions: Collection[Mention], owners: Mapping[int, Draft]
) -> Iterator[tuple[int, Draft]]:
    """Berg followed Lind after [the latter] was jailed, told it to Lind. [The latter] left; not: the latter plan."""
    words = lexicon.words["latter"]
    for token, word in enumerate(tree.words):
        if word.lower() not in words or tree.deps[token] not in _ARGUMENTS:
            continue
        if tree.child(token, "det") is None or tree.child(token, "prep", "relcl") is not None:
            continue
        number = tree.sentence_of[token]
        first = tree.sentences[max(number - 1, 0)].first
        heads = (each.head for each in mentions if each.kind != "pronoun" and first <= each.head < token)
        for head in sorted(heads, reverse=True):
            draft = owners.get(head)
            if (
                draft is not None
                and "Agent" in lexicon.ancestors.get(draft.cls or "Agent", ())
                and not _is_where(tree, lexicon, head)
            ):
                yield token, draft
                break


def _is_where(tree: Tree, lexicon: Lexicon, head: int) -> bool:
    """Met Lind in Chile: the latter is not Chile."""
    return tree.deps[head] == "pobj" and tree.words[tree.heads[head]].lower() in lexicon.words["placing"]
