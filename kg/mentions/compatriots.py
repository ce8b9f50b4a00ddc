"""One of a state's people, called by its adjective alone: the Kenyan, a 30-year-old Iraqi."""

from kg.gazetteer import Lexicon
from kg.trees import Tree

_BETWEEN = frozenset({"CD", "HYPH", "JJ", "JJR", "JJS", "NN", "NNS", "RB", "VBN"})
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj"})
_FURTHEST = 6
"""So many words may stand between the article and the adjective."""


def is_compatriot(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """The Kenyan said, an Iraqi was held; not: the Kenyan mayor, the French said, a Kenyan and Ugandan force."""
    head = last - 1
    if tree.deps[head] not in _PLACES or tree.tags[head] not in ("JJ", "NN", "NNP"):
        return False
    after = tree.tags[last : last + 2]
    if after and (after[0][:2] in ("NN", "JJ", "HY", "CD") or (after[0] == "CC" and after[1:] != ["DT"])):
        return False
    at = first - 1
    while at > first - _FURTHEST and at > 0 and tree.tags[at] in _BETWEEN:
        at -= 1
    if at < 0 or tree.words[at].lower() not in lexicon.words["compatriotArticle"]:
        return False
    single = tree.words[at].lower() not in lexicon.words["definite"]
    aged = any(tree.words[each] in lexicon.words["ageNoun"] for each in range(at, first))
    return single or aged or not tree.words[head].endswith(tuple(sorted(lexicon.words["collectiveEnding"])))
