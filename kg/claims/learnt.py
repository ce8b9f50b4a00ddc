"""Cues that no pattern has: any verb or noun whose lemma the scorer has seen as a cue, in the usual frames."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from kg.model import UNREAD
from kg.patterns import Match, Pattern, Slot, match_predication
from kg.patterns.model import TriggerKind
from kg.predications import Predication
from kg.scenes import Scene

_VERB_ROLES = (
    "clause",
    "question",
    "infinitive",
    "gerund",
    "object",
    "complement",
    "prep:about",
    "prep:for",
    "prep:of",
    "prep:on",
    "prep:to",
    "prep:with",
    "prep:against",
    "prep:as",
    "prep:in",
    "prep:from",
    "prep:at",
)
_NOUN_ROLES = ("clause", "infinitive", "prep:of", "prep:for", "prep:about", "prep:on", "prep:to", "prep:against")


def _pattern(kind: TriggerKind, role: str) -> Pattern:
    claimant = Slot("claimant", "poss" if kind == "noun" else "subject", "entity", "Agent", required=False)
    content = Slot("content", role, "content", open=True)
    return Pattern("Claim", f"learnt cue: {kind} with {role}", "", kind, (), "", (claimant, content))


_PATTERNS = {
    "verb": tuple(_pattern("verb", role) for role in _VERB_ROLES),
    "adjective": tuple(_pattern("adjective", role) for role in _VERB_ROLES),
    "noun": tuple(_pattern("noun", role) for role in _NOUN_ROLES),
}


def find_learnt(scene: Scene, taken: Collection[int]) -> Iterator[Match]:
    """One match a cue outside ``taken``: that of the first frame that its words fill."""
    tree, cues = scene.tree, scene.ontology.scorer.cues
    if not cues:
        return
    for sentence in tree.sentences:
        if sentence.kind in UNREAD:
            continue
        for token in range(sentence.first, sentence.last):
            if token not in taken and tree.lemmas[token].lower() in cues:
                match = _first(scene, token)
                if match is not None:
                    yield _demanding(match) if _is_wanted_done(scene, match) else match


def _demanding(match: Match) -> Match:
    return replace(match, pattern=replace(match.pattern, term="Demand"))


def _is_wanted_done(scene: Scene, match: Match) -> bool:
    """The union wants the tax scrapped: it demands that; not: wants the tax to end, a tax."""
    tree, filler = scene.tree, match.filler("content")
    if filler is None or match.predication.lemma not in scene.ontology.words["wanting"] or not match.tokens("claimant"):
        return False
    return any(
        tree.deps[token] == "ccomp"
        and tree.tags[token] in ("VBN", "VBD")
        and tree.child(token, "aux", "mark", "dobj") is None
        and tree.left[token] == match.predication.head + 1
        for token in filler.tokens
    )


def _first(scene: Scene, token: int) -> Match | None:
    pos = scene.tree.pos[token]
    if pos in ("VERB", "ADJ"):
        predication: Predication = scene.verbal(token)
    elif pos == "NOUN" and token not in scene.described:
        predication = scene.nominal(token)
    else:
        return None
    barred = {word for p in scene.ontology.patterns.by_trigger.get(predication.lemma, ()) for word in p.barred}
    if any(scene.tree.lemmas[thing].lower() in barred for thing in predication.fillers("object")):
        return None
    patterns = _PATTERNS[predication.kind]
    if predication.particle:
        patterns = tuple(replace(pattern, particle=predication.particle) for pattern in patterns)
    match = next(match_predication(scene.tree, predication, patterns, scene.fits), None)
    return match if match is not None and _is_sayable(scene, match) else None


def _is_sayable(scene: Scene, match: Match) -> bool:
    """What a person is convicted or visited for may be said, the person is not; quoted Beta as saying.

    Nor is a letter that somebody writes.
    """
    filler = match.filler("content")
    if filler is None or filler.slot.role != "object" or match.predication.fillers("prep:as"):
        return True
    if match.predication.kind == "verb" and all(
        scene.tree.lemmas[token].lower() in scene.ontology.words["document"] for token in filler.tokens
    ):
        return False
    return not all(scene.of_class(token, "Person") for token in filler.tokens)
