"""Who "the two countries", "both leaders" and "they" are: those that were named together before."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.dates.words import tables
from kg.entities.linked import UNKNOWN
from kg.predications import Predication, find_surface_subjects
from kg.predications.walks import conjuncts, is_bare_count, verb_above
from kg.trees import Tree

if TYPE_CHECKING:
    from kg.scenes.scene import Scene

_FAR = 6
"""Sentences; who was named together farther back is hardly meant."""
_KINDS = ("State", "Person", "Organization")
_SIDES = (frozenset({"State", "Organization", "Group"}), frozenset({"Person"}))
_CONTENDING = ("Battle", "Attack", "Negotiation", "Ceasefire")
"""Events of two who fight or deal with each other, and so are sides."""


def with_named(scene: "Scene", found: Predication) -> Predication:
    """Chad and Mali met, and Niger borders both countries: it borders Chad and Mali."""
    named = [find_several(scene, argument.token) or [argument.token] for argument in found.arguments]
    if all(len(tokens) == 1 for tokens in named):
        return found
    pairs = zip(found.arguments, named, strict=True)
    return replace(found, arguments=tuple(replace(one, token=token) for one, tokens in pairs for token in tokens))


def find_several(scene: "Scene", token: int) -> list[int]:
    """The heads of the names that a pronoun or a counting phrase stands for; none where it stands for one."""
    if members := scene.linked.several(token):
        return [each for member in members for each in (find_several(scene, member) or [member])]
    phrase = scene.linked.noun_of(token)
    number = _count(scene, phrase)
    return _named_before(scene, phrase, number, _kinds(scene, phrase)) if number else []


def find_sides(scene: "Scene", token: int) -> list[int]:
    """Chad and Mali fought, and both sides, each government or each blamed the other: the heads of Chad and Mali."""
    if members := find_several(scene, token):
        return members
    tree = scene.tree
    before = {tree.words[kid].lower() for kid in (*tree.children(token, "det", "predet"), token)}
    words = scene.ontology.words
    if before.isdisjoint(words["dual"] | words["distributive"]) and _count(scene, token) != 2:
        return []
    return _named_before(scene, token, 2, _kinds(scene, token) or _SIDES)


def _named_before(scene: "Scene", token: int, number: int, kinds: tuple[frozenset[str], ...]) -> list[int]:
    """The last names before, so many that stand together, of one of these kinds."""
    tree = scene.tree
    acting, sides = _acting(tree, token), tree.lemmas[token].lower() in scene.ontology.words["either"]
    found = (
        together
        for together in _all_together(scene, token, governed=kinds == (frozenset({"State"}),))
        if acting.isdisjoint(together)
        and len(together) == number
        and any(_are_all(scene, together, among) for among in kinds)
        and not (sides and _are_one_side(scene, together))
    )
    last = next(found, [])
    return _contending(scene, token, last, found) if sides and last else last


def _all_together(scene: "Scene", token: int, *, governed: bool) -> Iterator[list[int]]:
    """The names before that stand together, the last ones first; ``governed`` where the states of these are asked."""
    tree, here = scene.tree, scene.tree.sentence_of[token]
    for at in range(token - 1, -1, -1):
        if here - tree.sentence_of[at] > _FAR:
            break
        if at in scene.heads and tree.deps[at] != "conj" and not _is_aside(scene, at):
            found = _together(scene, at)
            yield from ([_state_of(scene, each) for each in together] for together in found) if governed else found


def _state_of(scene: "Scene", token: int) -> int:
    """Mali accused [a Chadian] ferry, both governments said: the adjective of the state whose somebody or a body is."""
    tree = scene.tree
    if scene.of_class(token, "State"):
        return token
    beside = (kid for kid in tree.children(token, "amod", "compound", "nmod", "poss") if kid < token)
    return next((kid for kid in beside if scene.of_class(kid, "State")), token)


def _contending(scene: "Scene", token: int, last: list[int], others: Iterable[list[int]]) -> list[int]:
    """Chad fights the rebels. A union blamed the rebels. Both sides lost men: Chad and the rebels, else nobody.

    Where neither of the last two was told to fight or deal with anybody else, these two are meant.
    """
    if _do_contend(scene, last):
        return last
    ours = {scene.at(each) for each in last}
    for pair in others:
        if _do_contend(scene, pair) and len(ours & {scene.at(each) for each in pair}) == 1:
            return pair
    first = scene.tree.deps[last[0]] == "nsubj" and scene.tree.deps[last[1]] != "conj"
    return [] if first and _is_contention_near(scene, token, last) else last


def _is_contention_near(scene: "Scene", token: int, last: list[int]) -> bool:
    """Whether others fight or deal with each other in the sentences before those of which one does something else."""
    tree = scene.tree
    here, own = tree.sentence_of[token], tree.sentence_of[last[0]]
    span = range(tree.sentences[max(here - _FAR, 0)].first, tree.sentences[here].first)
    return any(tree.sentence_of[at] != own and scene.may_tell(at, *_CONTENDING) for at in span)


def _do_contend(scene: "Scene", together: list[int]) -> bool:
    """Chad and Mali fought, Chad held talks with Mali; the war between them."""
    tree, above = scene.tree, scene.tree.heads[together[0]]
    if tree.deps[together[0]] == "pobj":
        above = tree.heads[above]
    return any(scene.may_tell(at, *_CONTENDING) for at in (above, *tree.children(above, "dobj", "xcomp")))


def _acting(tree: Tree, token: int) -> frozenset[int]:
    """Chad and Mali urged both sides to stop, tried to bring both sides together: these are others."""
    verb = verb_above(tree, token)
    subjects = find_surface_subjects(tree, verb)
    if token in subjects or tree.deps[token] not in ("dobj", "dative", "pobj"):
        return frozenset()
    return frozenset(each for subject in subjects for each in conjuncts(tree, subject))


def _together(scene: "Scene", token: int) -> list[list[int]]:
    """Chad and Mali left; Berg met Lind, Berg signed a pact, held talks with Lind."""
    tree, verb = scene.tree, scene.tree.heads[token]
    joined = list(conjuncts(tree, token))
    if len(joined) > 1 or tree.deps[token] != "nsubj" or tree.heads[verb] != verb:
        return [joined]
    befalls = scene.may_tell(verb, "Repression", "Sanction", "Harm")  # expelled two envoys, jailed Lind: no sides
    objects = [noun for noun in tree.children(verb, "dobj") if not befalls or scene.may_tell(noun, *_CONTENDING)]
    links = (link for noun in (verb, *objects) for link in tree.children(noun, "prep"))
    beside = (link for link in links if tree.lemmas[link] in scene.ontology.words["partnering"])
    objects += [noun for link in beside for noun in tree.children(link, "pobj")]
    return [[token, *conjuncts(tree, other)] for other in objects]


def _are_one_side(scene: "Scene", together: list[int]) -> bool:
    """Chad and Mali backed Niger, offered to mediate: they act as one, and who is called both sides are others."""
    tree, words, verb = scene.tree, scene.ontology.words, scene.tree.heads[together[0]]
    if tree.deps[together[0]] != "nsubj" or together != list(conjuncts(tree, together[0])):
        return False
    objects = list(tree.children(verb, "dobj", "dative"))
    if any(tree.lemmas[each].lower() in words["reciprocal"] for each in objects):
        return False
    links = (link for at in (verb, *objects) for link in tree.children(at, "prep", "dative"))
    beside = (link for link in links if tree.lemmas[link].lower() in words["partnering"] | words["receiving"])
    others = [*objects, *(noun for link in beside for noun in tree.children(link, "pobj"))]
    done = (tree.lemmas[each].lower() for each in (verb, *objects, *tree.children(verb, "xcomp")))
    return any(map(scene.is_agent, others)) or not words["assisting"].isdisjoint(done)


def _are_all(scene: "Scene", tokens: list[int], among: frozenset[str]) -> bool:
    """Whether they are of one of these classes, or a name of which nobody knows what it is."""
    found = [None if (iri := scene.at(each)) is None else scene.linked.entity(iri) for each in tokens]
    return all(each and ((each.named and each.cls == UNKNOWN) or not among.isdisjoint(each.classes)) for each in found)


def _is_aside(scene: "Scene", token: int) -> bool:
    """The rebels, whom farmers and miners support; according to Berg and Lind: whoever is told of so is no side."""
    tree = scene.tree
    while tree.heads[token] != token and tree.deps[token] != "relcl" and tree.lemmas[token].lower() != "accord":
        token = tree.heads[token]
    return tree.deps[token] == "relcl" or tree.lemmas[token].lower() == "accord"


def _kinds(scene: "Scene", token: int) -> tuple[frozenset[str], ...]:
    """Of what kind they are by the noun for them: both governments; any where it only counts: both, the two."""
    lemma, terms, words = scene.tree.lemmas[token].lower(), scene.ontology.tbox.terms, scene.ontology.words
    if lemma in words["governing"]:
        return (frozenset({"State"}),)
    kind = next((cls for cls in _KINDS if cls in terms and lemma in terms[cls].nouns), None)
    if kind is not None:
        return (frozenset({kind}),)
    counts = _only_counts(scene, token) or _is_pair(scene, token)
    return _SIDES if counts or lemma in words["either"] else ()


def _only_counts(scene: "Scene", token: int) -> bool:
    return is_bare_count(scene.tree, scene.ontology.words["dual"], token)


def _is_pair(scene: "Scene", token: int) -> bool:
    return scene.tree.lemmas[token].lower() in scene.ontology.words["pair"]


def _count(scene: "Scene", token: int) -> int:
    """The two countries, both leaders, both: 2; not two countries, which are any."""
    tree, numbers = scene.tree, tables()["numbers"]
    narrowed = list(tree.children(token, "prep", "relcl", "acl", "poss", "appos"))
    if any(tree.deps[kid] != "relcl" or tree.words[tree.left[kid] - 1] != "," for kid in narrowed):
        return 0
    before = [tree.words[kid].lower() for kid in tree.children(token, "det", "predet", "nummod")]
    if _only_counts(scene, token):
        before.append(tree.words[token].lower())
    definite = not scene.ontology.words["definite"].isdisjoint(before)
    if definite and _is_pair(scene, token):
        return 2
    if tree.tags[token] != "NNS" and not _only_counts(scene, token):
        return 0
    if not scene.ontology.words["dual"].isdisjoint(before):
        return 2
    return next((numbers[word] for word in before if definite and word in numbers), 0)
