"""Who "the two countries" and "both leaders" are: those that were named together before."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.dates.words import tables
from kg.predications import Predication
from kg.predications.walks import conjuncts

if TYPE_CHECKING:
    from kg.scenes.scene import Scene

_FAR = 6
"""Sentences; who was named together farther back is hardly meant."""
_KINDS = ("State", "Person", "Organization")
_SIDES = frozenset({"State", "Organization", "Group"})


def with_named(scene: "Scene", found: Predication) -> Predication:
    """Chad and Mali met, and Niger borders both countries: it borders Chad and Mali."""
    named = [_named(scene, argument.token) for argument in found.arguments]
    if all(len(tokens) == 1 for tokens in named):
        return found
    pairs = zip(found.arguments, named, strict=True)
    return replace(found, arguments=tuple(replace(one, token=token) for one, tokens in pairs for token in tokens))


def find_sides(scene: "Scene", token: int) -> list[int]:
    """Chad and Mali fought, and both sides, each government or each blamed the other: the heads of Chad and Mali."""
    tree, lemma = scene.tree, scene.tree.lemmas[token].lower()
    before = {tree.words[kid].lower() for kid in (*tree.children(token, "det", "predet"), token)}
    if before.isdisjoint(("both", "each")) and _count(scene, token) != 2:
        return []
    terms = scene.ontology.tbox.terms
    kind = next((cls for cls in ("State", "Person") if cls in terms and lemma in terms[cls].nouns), None)
    state = lemma in scene.ontology.words["governing"]
    kinds = [{"State"}] if state else [{kind}] if kind else [_SIDES, {"Person"}]
    for at in range(token - 1, -1, -1):
        if tree.sentence_of[token] - tree.sentence_of[at] > _FAR:
            break
        if at in scene.heads and tree.deps[at] != "conj" and not _is_aside(scene, at):
            pair = list(conjuncts(tree, at))
            if len(pair) == 2 and any(
                all(any(scene.stands_for(each, cls) for cls in among) for each in pair) for among in kinds
            ):
                return pair
    return []


def _is_aside(scene: "Scene", token: int) -> bool:
    """The rebels, whom farmers and miners support: whoever is told of beside somebody is no side."""
    tree = scene.tree
    while tree.heads[token] != token and tree.deps[token] != "relcl":
        token = tree.heads[token]
    return tree.deps[token] == "relcl"


def _named(scene: "Scene", token: int) -> list[int]:
    """The heads of the names that a counting phrase stands for, else the token itself."""
    number = _count(scene, token)
    lemma, terms = scene.tree.lemmas[token].lower(), scene.ontology.tbox.terms
    kind = next((cls for cls in _KINDS if cls in terms and lemma in terms[cls].nouns), None) if number else None
    if kind is None:
        return [token]
    tree, here = scene.tree, scene.tree.sentence_of[token]
    for at in range(token - 1, -1, -1):
        if here - tree.sentence_of[at] > _FAR:
            break
        if at in scene.heads and tree.deps[at] != "conj" and scene.of_class(at, kind):
            together = list(conjuncts(tree, at))
            if len(together) == number and all(scene.of_class(each, kind) for each in together):
                return together
    return [token]


def _count(scene: "Scene", token: int) -> int:
    """The two countries, both leaders: 2; not two countries, which are any."""
    tree = scene.tree
    if tree.tags[token] != "NNS" or tree.child(token, "prep", "relcl", "acl", "poss") is not None:
        return 0
    before = [tree.words[kid].lower() for kid in tree.children(token, "det", "predet", "nummod")]
    if "both" in before:
        return 2
    definite = not scene.ontology.words["definite"].isdisjoint(before)
    numbers = tables()["numbers"]
    return next((numbers[word] for word in before if definite and word in numbers), 0)
