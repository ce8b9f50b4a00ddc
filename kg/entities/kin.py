"""Who comes in as somebody's relative."""

from kg.gazetteer import Lexicon
from kg.trees import Tree


def is_relative(tree: Tree, lexicon: Lexicon, name: int) -> bool:
    """Berg and his wife, Eva Berg; his sons Karl and Oscar Berg; whose wife is Eva Berg; the wife of Oscar Berg."""
    while tree.deps[name] == "conj":
        name = tree.heads[name]
    above = tree.heads[name]
    if any(kid < name and lexicon.word("kin", tree.lemmas[kid].lower()) for kid in tree.kids[name]):
        return True
    if tree.deps[name] == "attr":
        above = tree.child(above, "nsubj") or above
    elif tree.deps[name] == "pobj":
        above = tree.heads[above]
    elif tree.deps[name] not in ("appos", "poss", "compound"):
        return False
    return lexicon.word("kin", tree.lemmas[above].lower())
