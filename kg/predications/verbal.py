"""The predication of a verb or adjective, whatever the form of its clause."""

from collections.abc import Iterator
from dataclasses import replace

from kg.predications.model import Argument, Predication
from kg.predications.surroundings import find_inheritances
from kg.predications.verbs import CONSTRUCTIONS
from kg.predications.walks import antecedent, conjuncts
from kg.trees import Tree


def find_verbal(tree: Tree, verb: int) -> Predication:
    """The predication of a verb or adjective, whatever the form of its clause."""
    found: list[Argument] = []
    anchor = _anchor(tree, verb)
    for kid in tree.kids[verb]:
        for rule in CONSTRUCTIONS.get(tree.deps[kid], ()):
            found.extend(rule(tree, verb, kid))
    if anchor != verb:
        found.extend(_of_copula(tree, anchor, verb))
    for inherit in find_inheritances(tree.deps[anchor]):
        found.extend(inherit(tree, anchor, found))
    particle = tree.child(verb, "prt")
    return Predication(
        head=verb,
        kind="adjective" if tree.pos[verb] == "ADJ" else "verb",
        lemma=tree.lemmas[verb].lower(),
        particle=tree.lemmas[particle].lower() if particle is not None else "",
        arguments=tuple(dict.fromkeys(_expanded(tree, found))),
    )


def _anchor(tree: Tree, verb: int) -> int:
    """The verb that an adjective belongs to: "is" in "NATO is convinced that"."""
    if tree.deps[verb] in ("acomp", "oprd") and tree.tags[verb] not in ("VB", "VBP", "VBZ"):
        return tree.heads[verb]
    return verb


def _of_copula(tree: Tree, copula: int, complement: int) -> Iterator[Argument]:
    """NATO is convinced that the missiles exist."""
    for kid in tree.kids[copula]:
        if kid == complement:
            continue
        if tree.deps[kid] in ("nsubj", "nsubjpass"):
            yield Argument("subject", antecedent(tree, kid))
        elif tree.deps[kid] in ("ccomp", "xcomp", "prep"):
            for rule in CONSTRUCTIONS[tree.deps[kid]]:
                yield from rule(tree, copula, kid)


def _expanded(tree: Tree, found: list[Argument]) -> Iterator[Argument]:
    """Each argument and what is coordinated with it: "Acme and Gamma joined NATO"."""
    for argument in found:
        if argument.role in ("clause", "question") or argument.outer:
            yield argument
            continue
        for token in conjuncts(tree, argument.token):
            yield replace(argument, token=token)
