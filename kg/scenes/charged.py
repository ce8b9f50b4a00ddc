"""Who is charged by whom, where what is done to them tells it: held on suspicion of theft, faces charges of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.predications import Argument, Mood, Predication, find_nominal

if TYPE_CHECKING:
    from kg.scenes.scene import Scene

_OF_WHOM = ("prep:of", "poss")
_ACCUSED_ON = {"accused": "object", "content": "prep:on"}.items()
_CHARGING = ("Accusation", "Detention", "Sanction", "Trial")
"""Of what is done to somebody on a charge, what only those do who bring it or uphold it."""


def with_charged(scene: "Scene", found: Predication) -> Predication:
    """The predication of a charge with whoever holds somebody on it, and with its kind: espionage charges."""
    if not is_charge(scene, found.head):
        return found
    accused = find_accused(scene, found.head)
    if accused is None:
        return found
    whom, verb = accused
    told = any(argument.role in ("prep:of", "clause") for argument in found.arguments)
    what = () if told else _kind(scene, found)
    by = (Argument("poss", token) for token in _accusers(scene, verb, whom))
    return replace(found, arguments=(*found.arguments, *what, *by))


def is_charge(scene: "Scene", noun: int) -> bool:
    """Whether a noun says that somebody is accused."""
    return scene.tree.lemmas[noun].lower() in scene.ontology.words["indicting"]


def find_accused(scene: "Scene", noun: int) -> tuple[list[int], int] | None:
    """Who is held or tried on a charge, or faces it, and the verb or noun that says so.

    Police held Beta on a charge of theft. Beta went on trial on charges of theft. Beta faces charges of theft.
    """
    tree, above = scene.tree, scene.tree.heads[noun]
    if tree.deps[noun] == "dobj" and tree.lemmas[above].lower() in scene.ontology.words["facing"]:
        whom = [token for token in scene.verbal(above).fillers("subject") if _is_somebody(scene, token)]
        return (whom, above) if whom else None
    if tree.deps[noun] == "dobj" and tree.deps[above] == "pcomp" and above == noun - 1:
        above = tree.heads[above]  # held on spying charges
    elif tree.deps[noun] != "pobj":
        return None
    if tree.words[above].lower() not in scene.ontology.words["charged"]:
        return None
    at = tree.heads[above]
    for _ in range(4):
        if tree.pos[at] in ("VERB", "AUX"):
            whom = [] if _accuses(scene, at) else list(_treated(scene, at))
            return (whom, at) if whom else None
        whom = [
            a.token for a in find_nominal(tree, at).arguments if a.role in _OF_WHOM and _is_somebody(scene, a.token)
        ]
        if whom and tree.pos[at] == "NOUN" and not _is_somebody(scene, at):
            return whom, at  # the arrest of Beta on a charge of theft
        at = tree.heads[at]
    return None


def _is_somebody(scene: "Scene", token: int) -> bool:
    """Whether an agent stands at a token, or a name that was taken for a place."""
    iri = scene.linked.at(token)
    named = iri is not None and scene.linked.entity(iri).named and not scene.linked.entity(iri).gazetteer
    return named or scene.is_agent(token)


def _accuses(scene: "Scene", verb: int) -> bool:
    """Indicted Beta on charges of theft: the verb says who accuses whom of what."""
    patterns = scene.ontology.patterns.by_trigger.get(scene.tree.lemmas[verb].lower(), ())
    return any({slot.name: slot.role for slot in p.slots}.items() >= _ACCUSED_ON for p in patterns)


def find_charged_mood(scene: "Scene", noun: int) -> Mood:
    """Was not held on a charge of theft, may face charges of theft: as much so as what is done on it.

    Who is to go on trial on a charge, or is back to face one, is charged.
    """
    accused = find_accused(scene, noun)
    mood = scene.mood(accused[1] if accused is not None else noun)
    tried = scene.tree.deps[noun] == "pobj" or (accused is not None and scene.tree.deps[accused[1]] == "advcl")
    return replace(mood, modality="actual") if tried and mood.modality == "expected" else mood


def _treated(scene: "Scene", verb: int) -> Iterator[int]:
    """Police held [Beta]; [Beta] was held; [Beta] went on trial; not: Beta commented on charges of theft."""
    tree, found = scene.tree, scene.verbal(verb)
    things = found.fillers("object")
    yield from (token for token in things if _is_somebody(scene, token))
    beside = [*things, *(noun for link in tree.children(verb, "prep") for noun in tree.children(link, "pobj"))]
    if any(tree.lemmas[noun].lower() in scene.ontology.words["tribunal"] for noun in beside):
        yield from (token for token in found.fillers("subject") if _is_somebody(scene, token))


def _accusers(scene: "Scene", at: int, accused: list[int]) -> Iterator[int]:
    """[Police] held Beta on a charge of theft; [Acme] expelled Beta on suspicion of theft.

    Not the court that tries Beta, which judges and accuses nobody; nor whoever frees, defends or hands over Beta.
    """
    tree, tbox = scene.tree, scene.ontology.tbox
    found = find_nominal(tree, at) if tree.pos[at] == "NOUN" else scene.verbal(at)
    terms = [pattern.term for pattern in scene.ontology.patterns.by_trigger.get(found.lemma, ())]
    charging = any(tbox.is_a(term, *_CHARGING) for term in terms) and "Acquittal" not in terms
    if not charging or found.fillers("prep:to"):
        return
    for doer in found.fillers("subject") + found.fillers("prep:by"):
        judges = tree.lemmas[doer].lower() in scene.ontology.words["tribunal"]
        if doer not in accused and _is_somebody(scene, doer) and not judges:
            yield doer


def _kind(scene: "Scene", found: Predication) -> Iterator[Argument]:
    """Held on [espionage] charges, on [spying] charges."""
    tree = scene.tree
    nouns = (a.token for a in found.arguments if a.role == "compound" and tree.pos[a.token] in ("NOUN", "VERB"))
    yield from (Argument("prep:of", token) for token in nouns)
    if tree.deps[found.head] == "dobj" and tree.deps[found.head - 1] == "pcomp":
        yield Argument("prep:of", found.head - 1)
