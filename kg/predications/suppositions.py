"""What a reader is only asked to suppose, and what is told by nobody: imagine that, supposing that, rumour has it."""

from collections.abc import Collection

from kg.predications.walks import COPULAS
from kg.trees import Tree

_LABELS = frozenset({"ccomp", "advcl", "xcomp"})
_THINGS = frozenset({"dobj", "npadvmod"})


def is_imagined(tree: Tree, at: int, above: int, imagining: Collection[str]) -> bool:
    """Imagine that Acme fled, assuming that it did, picture it fleeing, imagine a world in which it fled.

    Not: imagine the firm which fled.
    """
    if tree.deps[at] in _LABELS:
        return _is_asked_of_reader(tree, above, imagining)
    if tree.deps[at] not in ("relcl", "acl") or tree.deps[above] not in _THINGS:
        return False
    known = any(tree.words[kid].lower() not in ("a", "an") for kid in tree.children(above, "det"))
    open_ = tree.deps[at] == "acl" or (tree.pos[above] == "NOUN" and not known)
    return open_ and _is_asked_of_reader(tree, tree.heads[above], imagining)


def is_supposed(tree: Tree, verb: int, imagining: Collection[str]) -> bool:
    """Supposing that Acme fled, who paid? The parser takes the participle for a preposition.

    Not: provided with arms, it fled.
    """
    links = (kid for kid in tree.children(verb, "prep") if kid == tree.left[verb] and tree.child(kid, "prep") is None)
    return any(tree.tags[link] in ("VBG", "VBN") and tree.lemmas[link].lower() in imagining for link in links)


def is_rumoured(tree: Tree, clause: int, above: int, rumours: Collection[str]) -> bool:
    """Rumour has it that Acme fled, the claim is that it fled; [whispers] that it did, taken for a verb."""
    if tree.words[tree.left[clause]].lower() != "that":
        return False
    if tree.deps[clause] == "relcl":  # of "has it that" the parser makes something about "it"
        return tree.words[above].lower() == "it" and above == tree.heads[above] + 1 and _has_it(tree, tree.heads[above])
    subjects = tree.children(above, "nsubj") if tree.lemmas[above] in COPULAS else ()
    if any(tree.lemmas[noun].lower() in rumours for noun in subjects):
        return True
    if tree.lemmas[above].lower() in rumours and tree.child(above, "nsubj", "nsubjpass") is None:
        return True
    return _has_it(tree, above)


def _has_it(tree: Tree, verb: int) -> bool:
    """Rumour has it; not: has the letter."""
    things = tree.children(verb, "dobj") if tree.lemmas[verb] == "have" else ()
    return any(tree.words[kid].lower() == "it" and kid == verb + 1 for kid in things)


def _is_asked_of_reader(tree: Tree, verb: int, imagining: Collection[str]) -> bool:
    """Imagine, let us imagine, supposing, provided; not: he imagined, they have imagined."""
    if tree.lemmas[verb].lower() not in imagining or tree.child(verb, "auxpass", "nsubjpass") is not None:
        return False
    others = any(tree.lemmas[kid].lower() not in ("we", "us") for kid in tree.children(verb, "nsubj"))
    aids = any(tree.lemmas[kid].lower() not in ("do", "to") for kid in tree.children(verb, "aux"))
    return tree.tags[verb] in ("VB", "VBG", "VBN") and not others and not aids
