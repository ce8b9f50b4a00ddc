"""What somebody is only charged with, tried for or held answerable for, and need not have done."""

from kg.predications.walks import is_passive
from kg.predications.words import MoodWords
from kg.trees import Tree


def is_alleged(tree: Tree, above: int, words: MoodWords) -> bool:
    """Beta was accused of killing him, was held on suspicion of it; the court acquitted Beta of killing him."""
    lemma = tree.lemmas[above].lower()
    told = tree.pos[above] == "NOUN" or is_passive(tree, above) or lemma in words.acquitting
    return told and lemma in words.incriminating


def is_judged(tree: Tree, above: int, words: MoodWords) -> bool:
    """Acme held Beta responsible for bombing the port; not: Beta was responsible for bombing it."""
    return (
        tree.lemmas[above].lower() in words.answerable
        and tree.lemmas[tree.heads[above]].lower() in words.judging
        and tree.heads[above] < above
    )


def is_tried_for(tree: Tree, noun: int, link: int, words: MoodWords) -> bool:
    """Is on trial for the murder of two guards, was cleared of their murder; not: was held over the attack."""
    lemma = tree.lemmas[link].lower()
    cleared = tree.lemmas[tree.heads[link]].lower() in words.acquitting and lemma == "of"
    return tree.pos[noun] == "NOUN" and (cleared or (lemma == "for" and is_prosecuted(tree, link, words)))


def is_prosecuted(tree: Tree, link: int, words: MoodWords) -> bool:
    """Went on trial for killing him, was held over killing him; not: was held after it, held talks over it."""
    above = tree.heads[link]
    if tree.lemmas[link].lower() not in ("for", "over"):
        return False
    links = tree.children(above, "prep")
    beside = [*tree.children(above, "dobj"), *(noun for each in links for noun in tree.children(each, "pobj"))]
    if any(tree.lemmas[noun].lower() in words.prosecuting and tree.pos[noun] == "NOUN" for noun in beside):
        return True  # stood trial, went on trial
    lemma = tree.lemmas[above].lower()
    told = tree.pos[above] == "NOUN" or is_passive(tree, above) or lemma not in words.light | words.expecting
    return told and lemma in words.prosecuting
