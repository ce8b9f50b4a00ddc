"""Denials that say of what was said before that it is not so: "That is not true," "We never did that," "Never!"."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims.drafts import Draft
from kg.claims.pointing import points
from kg.scenes import Scene
from kg.trees import Tree

_FRAGMENT = 4
"""An answer without a verb has at most this many words."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim says is not so: ``denied`` is the noun of somebody's claim where it names one.

    ``sure`` is false where the words may as well judge a deed or answer a question: then it is a denial only after an
    accusation.
    """

    denied: int | None = None
    sure: bool = True


def find_verdict(scene: Scene, draft: Draft, accusations: list[Draft]) -> Verdict | None:
    """The verdict that a claim is, if it is one; ``accusations`` are those shortly before."""
    if draft.cls != "Claim" or not draft.claimants or not draft.content or not draft.mood.holds:
        return None
    named = _of_naming(scene, draft)
    if named is not None:
        return named
    if _is_of_something_else(scene, draft):
        return None
    clause = _clause(scene, draft)
    found = _of_copula(scene, clause) or _of_grounds(scene, clause)
    if found is not None:
        noun = next(_topics(scene, draft), None) if found.denied is None else found.denied
        return Verdict(noun, sure=found.sure or noun is not None)
    if _is_without_truth(scene, clause):
        return Verdict()
    if draft.quoted and (is_never(scene, draft) or _is_protest(scene, draft, clause, accusations)):
        return Verdict(sure=False)
    return None


def _clause(scene: Scene, draft: Draft) -> int:
    """The head of the first clause of what is said."""
    first, last = draft.content[0]
    tree = scene.tree
    at = first
    while first <= tree.heads[at] < last and tree.heads[at] != at:
        at = tree.heads[at]
    return at


def _of_copula(scene: Scene, clause: int) -> Verdict | None:
    """That is not true; it is a lie; these allegations are false; there is no truth in it is another's."""
    tree, ontology = scene.tree, scene.ontology
    words = ontology.words
    subject = tree.child(clause, "nsubj", "nsubjpass")
    named = tree.child(clause, "acomp", "attr")
    if subject is not None and tree.deps[subject] == "nsubjpass":
        named = clause  # the charges were fabricated
    elif tree.lemmas[clause].lower() not in ("be", "s", "'s"):
        return None
    if subject is None or named is None:
        return None
    lemma = tree.lemmas[named].lower()
    negated = tree.child(clause, "neg") is not None or tree.child(named, "neg") is not None
    if not (lemma in words["affirming"] if negated else scene.is_untrue(named)):
        return None
    if tree.child(named, "prep", "xcomp") is not None and tree.pos[named] != "NOUN":
        return None  # it is wrong of them, false to say
    firm = negated or lemma in words["disproving"]
    if tree.child(named, "relcl", "acl") is not None:
        return None  # it is an invention that changed the world
    if points(scene, subject) and tree.right[subject] == subject + 1:
        return Verdict(sure=firm)
    noun = _claim_noun(scene, subject)
    return Verdict(noun) if noun is not None else None


def _of_grounds(scene: Scene, clause: int) -> Verdict | None:
    """The charges were without foundation, lack merit; they had no basis. Not: they were not without it."""
    tree, words, subject = scene.tree, scene.ontology.words, scene.tree.child(clause, "nsubj")
    noun = _claim_noun(scene, subject) if subject is not None else None
    negated = tree.child(clause, "neg") is not None
    has = tree.children(clause, "dobj") if tree.lemmas[clause].lower() == "have" else ()
    missing = [thing for thing in has if negated != _is_none(tree, thing)]
    for link in (clause, *tree.children(clause, "prep")):
        if tree.lemmas[link].lower() in words["lacking"] and not negated:
            missing.extend(tree.children(link, "pobj", "dobj"))
    lacks = any(tree.lemmas[each].lower() in words["grounds"] for each in missing)
    return Verdict(noun) if noun is not None and lacks else None


def _is_none(tree: Tree, thing: int) -> bool:
    """No basis."""
    return any(tree.lemmas[kid].lower() == "no" for kid in tree.children(thing, "det", "neg"))


def _of_naming(scene: Scene, draft: Draft) -> Verdict | None:
    """Called the report pure fiction, called that a lie."""
    tree = scene.tree
    thing, name = tree.child(draft.at, "dobj"), tree.child(draft.at, "oprd")
    if draft.form != "verb complement" or thing is None or name is None:
        return None
    noun = _claim_noun(scene, thing)
    if not scene.is_untrue(name) or (noun is None and not points(scene, thing)):
        return None
    return Verdict(noun, sure=noun is not None or tree.lemmas[name].lower() in scene.ontology.words["disproving"])


def _is_without_truth(scene: Scene, clause: int) -> bool:
    """There is no truth in it."""
    tree = scene.tree
    truth = tree.child(clause, "attr")
    if (
        truth is None
        or tree.child(clause, "expl") is None
        or tree.lemmas[truth].lower() not in scene.ontology.words["grounds"]
    ):
        return False
    links = (*tree.children(truth, "prep"), *tree.children(clause, "prep"))
    things = [thing for link in links for thing in tree.children(link, "pobj")]
    return _is_none(tree, truth) and any(points(scene, thing) for thing in things)


def _claim_noun(scene: Scene, token: int) -> int | None:
    is_one = scene.tree.pos[token] == "NOUN" and scene.tree.lemmas[token].lower() in scene.ontology.claim_nouns
    return token if is_one else None


def _topics(scene: Scene, draft: Draft) -> Iterator[int]:
    """ "It is a lie," Berg said of the accusation."""
    return (noun for thing in _spoken_of(scene, draft) if (noun := _claim_noun(scene, thing)) is not None)


def _is_of_something_else(scene: Scene, draft: Draft) -> bool:
    """ "It is a lie," Berg said of the portrait."""
    things = list(_spoken_of(scene, draft))
    return bool(things) and not any(_claim_noun(scene, thing) is not None or points(scene, thing) for thing in things)


def _spoken_of(scene: Scene, draft: Draft) -> Iterator[int]:
    tree = scene.tree
    for preposition in tree.children(draft.at, "prep"):
        if tree.lemmas[preposition].lower() in scene.ontology.words["concerning"]:
            yield from tree.children(preposition, "pobj")


def is_never(scene: Scene, draft: Draft) -> bool:
    """Never! Absolutely not. Not at all. Not for a minute. Nonsense. Not: Why not?"""
    tree = scene.tree
    said = [t for first, last in draft.content for t in range(first, last) if tree.words[t].isalpha()]
    if len(said) > _FRAGMENT or any(tree.pos[t] in ("VERB", "AUX") or tree.tags[t] == "WRB" for t in said):
        return False
    words = [tree.words[t].lower() for t in said]
    if not scene.ontology.words["naysaying"].isdisjoint((*words[-1:], " ".join(words))):
        return True
    if words[:1] == ["not"] and words[-1] in scene.ontology.words["trifling"]:
        return True
    return bool(said) and scene.is_untrue(said[-1]) and not any(t in scene.heads for t in said)


def _is_protest(scene: Scene, draft: Draft, clause: int, accusations: list[Draft]) -> bool:
    """We never did that; I have not stolen a penny, after an accusation of stealing; not: we do not know."""
    tree = scene.tree
    subject = tree.child(clause, "nsubj")
    own = subject is not None and scene.is_first_person(subject)
    past = tree.tags[clause] == "VBD" or tree.child(clause, "aux") is not None
    if not own or not past or tree.child(clause, "neg") is None:
        return False
    thing = tree.child(clause, "dobj")
    if tree.lemmas[clause].lower() == "do" and thing is not None and points(scene, thing):
        return True
    accused = {
        tree.lemmas[t].lower()
        for each in accusations
        for first, last in each.content
        for t in range(first, last)
        if tree.pos[t] in ("VERB", "NOUN")
    }
    return any(tree.lemmas[t].lower() in accused for t in (clause, thing) if t is not None)
