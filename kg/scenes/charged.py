"""Who is charged by whom, where what is done to them tells it: held on suspicion of theft, faces charges of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.predications import Argument, Mood, Predication, find_nominal
from kg.predications.walks import nouns_behind
from kg.trees import Tree

if TYPE_CHECKING:
    from kg.scenes.scene import Scene

_OF_WHOM = ("prep:of", "poss")
"""Roles of whom a noun is done to: the arrest of Beta, Beta's arrest."""
_ACCUSED_ON = {("accused", "object"), ("content", "prep:on")}
"""Slots, with their roles, of a verb that says itself who accuses whom of what: indicts Beta on charges of theft."""
_CHARGING = ("Accusation", "Detention", "Sanction", "Trial")
"""Of what is done to somebody on a charge, what only those do who bring it or uphold it."""
_FAR = 4
"""How many words above its preposition a charge may be told of."""


@dataclass(frozen=True, slots=True)
class Charged:
    """``whom`` somebody accuses, and the verb or noun ``by`` which that is told: held, the arrest."""

    whom: tuple[int, ...]
    by: int


def with_charged(scene: "Scene", found: Predication) -> Predication:
    """The predication of a charge with whoever holds somebody on it, and with its kind: espionage charges."""
    if not is_charge(scene, found.head):
        return found
    accused = find_accused(scene, found.head)
    if accused is None:
        return found
    told = any(argument.role in ("prep:of", "clause") for argument in found.arguments)
    what = () if told else _kind(scene, found)
    by = (Argument("poss", token) for token in _accusers(scene, accused))
    return replace(found, arguments=(*found.arguments, *what, *by))


def is_charge(scene: "Scene", noun: int) -> bool:
    """Whether a noun says that somebody is accused."""
    return scene.tree.lemmas[noun].lower() in scene.ontology.words["indicting"]


def find_accused(scene: "Scene", noun: int) -> Charged | None:
    """Who is held or tried on a charge, or faces it.

    Police held Beta on a charge of theft. Beta went on trial on charges of theft. Beta faces charges of theft.
    """
    tree, above = scene.tree, scene.tree.heads[noun]
    if tree.deps[noun] == "dobj" and tree.lemmas[above].lower() in scene.ontology.words["facing"]:
        facing = scene.verbal(above)
        if facing.particle:
            return None  # faced down charges of theft
        whom = tuple(token for token in facing.fillers("subject") if _may_act(scene, token))
        return Charged(whom, above) if whom else None
    link = _link_before(tree, noun)
    charged = link is not None and tree.words[link].lower() in scene.ontology.words["charged"]
    return _treated_on(scene, link) if link is not None and charged else None


def _link_before(tree: Tree, noun: int) -> int | None:
    """Held [on] a charge of theft, [on] spying charges."""
    above = tree.heads[noun]
    if tree.deps[noun] == "dobj" and tree.deps[above] == "pcomp" and above == noun - 1:
        return tree.heads[above]
    return above if tree.deps[noun] == "pobj" else None


def _treated_on(scene: "Scene", link: int) -> Charged | None:
    """Held [Beta] on a charge of theft; the arrest of [Beta] on a charge of theft."""
    tree, at = scene.tree, scene.tree.heads[link]
    for _ in range(_FAR):
        if tree.pos[at] in ("VERB", "AUX"):
            whom = () if _accuses(scene, at) else tuple(_treated(scene, at))
            return Charged(whom, at) if whom else None
        named = (a.token for a in find_nominal(tree, at).arguments if a.role in _OF_WHOM)
        whom = tuple(token for token in named if _may_act(scene, token))
        if whom and tree.pos[at] == "NOUN" and not _may_act(scene, at):
            return Charged(whom, at)
        at = tree.heads[at]
    return None


def _may_act(scene: "Scene", token: int) -> bool:
    """Whether an agent stands at a token, or a name that may be wrongly taken for a place."""
    iri = scene.linked.at(token)
    named = iri is not None and scene.linked.entity(iri).named and not scene.linked.entity(iri).gazetteer
    return named or scene.is_agent(token)


def _accuses(scene: "Scene", verb: int) -> bool:
    """Indicted Beta on charges of theft: the verb says who accuses whom of what."""
    patterns = scene.ontology.patterns.by_trigger.get(scene.tree.lemmas[verb].lower(), ())
    return any({(slot.name, slot.role) for slot in pattern.slots} >= _ACCUSED_ON for pattern in patterns)


def find_charged_mood(scene: "Scene", noun: int) -> Mood:
    """Was not held on a charge of theft, may face charges of theft: as much so as what is done on it.

    Who is to go on trial on a charge, or is back to face one, is charged.
    """
    accused = find_accused(scene, noun)
    mood = scene.mood(accused.by if accused is not None else noun)
    tried = scene.tree.deps[noun] == "pobj" or (accused is not None and scene.tree.deps[accused.by] == "advcl")
    return replace(mood, modality="actual") if tried and mood.modality == "expected" else mood


def _treated(scene: "Scene", verb: int) -> Iterator[int]:
    """Police held [Beta]; [Beta] was held; [Beta] went on trial; not: Beta commented on charges of theft."""
    tree, found = scene.tree, scene.verbal(verb)
    things = found.fillers("object")
    yield from (token for token in things if _may_act(scene, token))
    beside = [*things, *nouns_behind(tree, verb)]
    if any(tree.lemmas[noun].lower() in scene.ontology.words["tribunal"] for noun in beside):
        yield from (token for token in found.fillers("subject") if _may_act(scene, token))


def _accusers(scene: "Scene", accused: Charged) -> Iterator[int]:
    """[Police] held Beta on a charge of theft; [Acme] expelled Beta on suspicion of theft.

    Not the court that tries Beta, which judges and accuses nobody; nor whoever frees, defends or hands over Beta.
    """
    tree, tbox = scene.tree, scene.ontology.tbox
    found = find_nominal(tree, accused.by) if tree.pos[accused.by] == "NOUN" else scene.verbal(accused.by)
    terms = [pattern.term for pattern in scene.ontology.patterns.by_trigger.get(found.lemma, ())]
    charging = any(tbox.is_a(term, *_CHARGING) for term in terms) and "Acquittal" not in terms
    if not charging or found.fillers("prep:to"):
        return
    for doer in found.fillers("subject") + found.fillers("prep:by"):
        judges = tree.lemmas[doer].lower() in scene.ontology.words["tribunal"]
        if doer not in accused.whom and _may_act(scene, doer) and not judges:
            yield doer


def _kind(scene: "Scene", found: Predication) -> Iterator[Argument]:
    """Held on [espionage] charges, on [spying] charges."""
    tree = scene.tree
    nouns = (a.token for a in found.arguments if a.role == "compound" and tree.pos[a.token] in ("NOUN", "VERB"))
    yield from (Argument("prep:of", token) for token in nouns)
    if tree.deps[found.head] == "dobj" and tree.deps[found.head - 1] == "pcomp":
        yield Argument("prep:of", found.head - 1)
