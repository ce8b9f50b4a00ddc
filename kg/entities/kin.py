"""Who comes in as somebody's relative."""

from collections.abc import Iterator, Sequence

from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import Tree

_NEAR = 4
"""Sentences back to whoever was named last."""


def is_relative(tree: Tree, lexicon: Lexicon, name: int) -> bool:
    """Berg and his wife, Eva Berg; his sons Karl and Oscar Berg; whose wife is Eva Berg; the wife of Oscar Berg."""
    return _kin_noun(tree, lexicon, name) is not None


def find_owner(tree: Tree, lexicon: Lexicon, name: int) -> int | None:
    """The word for whose relative comes in by a name: [his] wife, Eva Berg."""
    noun = _kin_noun(tree, lexicon, name)
    return tree.child(noun, "poss") if noun is not None else None


def find_owners(tree: Tree, lexicon: Lexicon, named: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """Surnames by which somebody is called whose relative of that name comes in after: Berg and his wife, Eva Berg.

    Each with the relative's first full name, which may stand elsewhere: Berg, whose wife Eva fled. Eva Berg said no.
    """
    for at, relative in enumerate(named):
        noun = _kin_noun(tree, lexicon, relative.head)
        full_names = dict(_full_names(tree, named, relative)) if noun is not None else {}
        if noun is None or not full_names:
            continue
        owners = [tree.words[kid] for at in (noun, relative.head) for kid in tree.children(at, "poss")]
        yield from ((surname, full_names[surname]) for surname in owners if surname in full_names)  # Berg's wife
        if not any(lexicon.word("personPronoun", owner.lower()) or owner.lower() == "whose" for owner in owners):
            continue
        for surname, full in full_names.items():
            before = (each for each in reversed(named[:at]) if each.last <= noun)
            owner = next((each for each in before if _may_own(tree, each, surname)), None)
            near = owner is not None and tree.sentence_of[noun] - tree.sentence_of[owner.head] <= _NEAR
            if owner is not None and near and owner.last - owner.first == 1 and tree.words[owner.first] == surname:
                yield surname, full


def _full_names(tree: Tree, named: Sequence[Mention], relative: Mention) -> Iterator[tuple[str, Mention]]:
    """The surnames that a relative has in full, the first full name last: Eva Berg, Eva."""
    if relative.last - relative.first > 1:
        yield tree.words[relative.last - 1], relative
        return
    given = tree.words[relative.first]
    full = (each for each in reversed(named) if each.last - each.first > 1 and tree.words[each.first] == given)
    yield from ((tree.words[each.last - 1], each) for each in full)


def _may_own(tree: Tree, name: Mention, surname: str) -> bool:
    return name.gazetteer is None and (name.cls in ("Person", None) or tree.words[name.last - 1] == surname)


def _kin_noun(tree: Tree, lexicon: Lexicon, name: int) -> int | None:
    """The noun that says whose relative has a name."""
    beside = (kid for kid in tree.children(name, "appos") if kid > name and tree.child(kid, "poss") is not None)
    for kid in beside:
        called = any(tree.pos[other] == "PROPN" for other in tree.children(kid, "appos"))  # Lind, his wife Eva Lind
        if lexicon.word("kin", tree.lemmas[kid].lower()) and not called:
            return kid  # Eva Lind, his daughter
    while tree.deps[name] == "conj":
        name = tree.heads[name]
    above = tree.heads[name]
    for kid in tree.kids[name]:
        if kid < name and lexicon.word("kin", tree.lemmas[kid].lower()):
            return kid
    if tree.deps[name] == "attr":
        above = tree.child(above, "nsubj") or above
    elif tree.deps[name] == "pobj":
        above = tree.heads[above]
    elif tree.deps[name] not in ("appos", "poss", "compound"):
        return None
    return above if lexicon.word("kin", tree.lemmas[above].lower()) else None
