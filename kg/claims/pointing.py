"""What is denied by a word that only points at it: denied that, rejected it as nonsense, said "That is not true"."""

from kg.claims.drafts import Draft
from kg.claims.runs import without
from kg.scenes import Scene

ANSWER = "answer"
"""The form of a denial that says no more than that what was said before is not so."""
_POINTING = frozenset({"PRP", "DT"})
"""Tags of words that stand for what was said: denied it, denied that."""


def points(scene: Scene, token: int) -> bool:
    """Whether a word points at what was said: that, it."""
    return scene.tree.words[token].lower() in scene.ontology.words["pointing"]


def is_pointing(scene: Scene, draft: Draft) -> bool:
    """Rejected that, dismissed it as nonsense: the object of the verb stands for what was said, and nothing else is."""
    tree = scene.tree
    thing = tree.child(draft.at, "dobj")
    if thing is None or not points(scene, thing) or tree.right[thing] != thing + 1:
        return False
    links = (kid for kid in tree.children(draft.at, "prep") if tree.lemmas[kid].lower() == "as")
    called = [(tree.left[link], tree.right[link]) for link in links]
    return not without(draft.content, [(thing, thing + 1), *called])


def points_back(scene: Scene, draft: Draft) -> bool:
    """Whether what is denied is only pointed at, by whatever word: denied it, said "That is not true"."""
    tree = scene.tree
    tokens = [token for begin, end in draft.content for token in range(begin, end)]
    pointing = all(tree.tags[token] in _POINTING or tree.words[token].lower() == "that" for token in tokens)
    return bool(tokens) and (draft.form == ANSWER or pointing or is_pointing(scene, draft))
