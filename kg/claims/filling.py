"""A match of a claim class as a draft: who, to whom, which content, and whether the article says that it is made."""

from collections.abc import Iterator
from dataclasses import replace

from kg.claims.contents import find_aimed, find_content, find_raised, is_raising
from kg.claims.drafts import Draft, Origin, cue_runs, source_run
from kg.claims.idle import (
    is_announced,
    is_blow,
    is_contact,
    is_conversation,
    is_discretion,
    is_mute,
    is_naming,
    is_placing,
    is_proclaimed,
    is_removal,
    is_sourcing,
    is_thing,
)
from kg.claims.runs import Run, merge_runs, without
from kg.patterns import Filler, Match
from kg.predications import Mood, is_infinitive, is_passive
from kg.scenes import Scene, find_accused, find_charged_mood, is_charge, is_shipped
from kg.trees import Tree

_ANSWERED = ("deniedClaim", "refusedDemand")
"""Slots that take the noun of somebody's claim."""


def origin_of(scene: Scene, match: Match) -> Origin:
    return "ontology" if is_shipped(scene, match) else "analyst"


def to_draft(scene: Scene, match: Match, origin: Origin) -> Draft | None:
    """The draft of a match; None where it has neither content nor target, or is a noun nobody is named for."""
    tree, head = scene.tree, match.predication.head
    filler = match.filler("content") or match.filler("deniedClaim") or match.filler("refusedDemand")
    content = find_content(scene, match, filler)
    claimants = () if is_raising(scene, match) else match.tokens("claimant")
    charged = tuple(_charged(scene, match))
    targets = tuple(_targets(scene, match, alone=not content)) or tuple(_doers(scene, match, filler)) or charged
    if filler is not None and (apart := list(_hung_on(tree, filler.tokens, targets))):
        content = without(content, apart)
    if not content and not targets:
        return None
    _detach(scene, match, filler, {*claimants, *(token for _, token in targets)})
    content = content or find_aimed(scene, match, [token for _, token in targets])
    if (_is_nobodys(match, origin, claimants) and not charged) or _is_idle(scene, match, filler, claimants):
        return None
    names = [run for token in claimants for run in _name_beside(scene, token)]
    return Draft(
        cls=match.pattern.term,
        at=head,
        cue=cue_runs(tree, match, filler),
        claimants=claimants,
        targets=targets,
        source=(*(source_run(tree, token, head) for token in claimants), *names),
        content=merge_runs(tree, without(content, names)),
        mood=find_charged_mood(scene, head) if charged else _mood(scene, match, origin, claimants),
        pattern=match.pattern.text,
        denied=_answered(scene, filler),
        reciprocal=any(
            tree.lemmas[token].lower() in scene.ontology.words["reciprocal"]
            for token in match.predication.fillers("object")
        ),
        form=f"{match.predication.kind} {filler.slot.role if filler is not None else 'target'}",
        origin=origin,
    )


def _answered(scene: Scene, filler: Filler | None) -> int | None:
    """The noun or clause that is denied or refused; none where "something" stands for all that was said before."""
    named = filler is not None and filler.slot.name in _ANSWERED
    noun = filler.tokens[0] if filler is not None and named else None
    return None if noun is None or scene.resumes_clause(noun) else noun


def _targets(scene: Scene, match: Match, *, alone: bool) -> Iterator[tuple[str, int]]:
    """Whom a match is aimed at, with the slot of each; claim nouns only where it has no content."""
    for filler in match.fillers:
        if filler.slot.name not in ("claimant", "content", *_ANSWERED):
            yield from (
                (filler.slot.name, token) for token in filler.tokens if alone or not _is_claim_noun(scene, token)
            )


def _doers(scene: Scene, match: Match, filler: Filler | None) -> Iterator[tuple[str, int]]:
    """Alleged that [Beta] had stolen the mill; not: that Beta had been robbed, that Beta had suffered.

    [Beta] is alleged to have stolen the mill; not: the books are alleged to be false.
    """
    tree = scene.tree
    role = filler.slot.role if filler is not None else ""
    if role not in ("clause", "infinitive") or not scene.ontology.tbox.is_a(match.pattern.term, "Accusation"):
        return
    for clause in filler.tokens if filler is not None else ():
        if tree.lemmas[clause].lower() in scene.ontology.words["undergoing"] or is_passive(tree, clause):
            continue
        doers = tree.children(clause, "nsubj") if role == "clause" else match.predication.fillers("object")
        yield from (("accused", doer) for doer in doers if scene.is_agent(doer))


def _charged(scene: Scene, match: Match) -> Iterator[tuple[str, int]]:
    """Police held [Beta] on a charge of theft."""
    if match.predication.kind == "noun" and is_charge(scene, match.predication.head):
        held = find_accused(scene, match.predication.head)
        yield from (("accused", token) for token in (held.whom if held is not None else ()))


def _is_nobodys(match: Match, origin: Origin, claimants: tuple[int, ...]) -> bool:
    """Support for, in order to: a noun nobody is named for."""
    nobody = match.predication.kind == "noun" and not claimants and not match.pattern.negative
    return nobody and origin != "learnt" and not _is_clause(match)


def _is_idle(scene: Scene, match: Match, filler: Filler | None, claimants: tuple[int, ...]) -> bool:
    """Whether nobody says anything with it."""
    return (
        is_thing(scene, match, claimants, aimed=not filler)
        or is_mute(scene, claimants)
        or is_conversation(scene, match, claimants)
        or is_discretion(scene, match, filler)
        or is_sourcing(scene, match, filler)
        or is_blow(scene, match, claimants)
        or is_naming(scene, match)
        or is_placing(scene, match, filler)
        or is_removal(scene, match, filler)
        or is_proclaimed(scene, match)
        or is_announced(scene, match, claimants, filler)
        or is_contact(scene, match, filler)
    )


def _hung_on(tree: Tree, things: tuple[int, ...], targets: tuple[tuple[str, int], ...]) -> Iterator[Run]:
    """Blamed the raid [on rebels]: the parser takes it for a raid on them."""
    for name, token in targets:
        link = tree.heads[token]
        if name == "accused" and tree.deps[link] == "prep" and tree.heads[link] in things:
            yield tree.left[link], tree.right[link]


def _is_claim_noun(scene: Scene, token: int) -> bool:
    """Accused Norland of theft, a claim that it denies: no claim is accused."""
    return scene.tree.pos[token] == "NOUN" and scene.tree.lemmas[token].lower() in scene.ontology.claim_nouns


def _detach(scene: Scene, match: Match, filler: Filler | None, targets: set[int]) -> None:
    """Accused the auditors of fraud, a request by pilots for pay: the parser takes them for auditors of fraud."""
    for token in filler.tokens if filler is not None else ():
        link = scene.tree.heads[token]
        noun = scene.tree.heads[link]
        if noun in targets and scene.tree.deps[link] == "prep":
            scene.linked.detach(noun, link)


def _mood(scene: Scene, match: Match, origin: Origin, claimants: tuple[int, ...]) -> Mood:
    """Who "declined to say" said nothing; "is expected to" and a learnt cue without a source are nobody's claim."""
    if match.predication.kind == "adjunct":
        return Mood()  # according to engineers, the bridge will hold: they did say so
    mood = scene.mood(match.predication.head)
    if match.pattern.negative:
        return replace(mood, polarity="positive")
    if origin != "learnt":
        content = match.filler("content")
        hearsay = content is not None and any(find_raised(scene, match, token) for token in content.tokens)
        if hearsay and not claimants:
            return replace(mood, modality="questioned")
        return _as_voted(scene, match, mood)
    if match.predication.lemma in scene.ontology.moods.negating:
        return replace(mood, polarity="negative")
    return mood if claimants else replace(mood, modality="questioned")


def _as_voted(scene: Scene, match: Match, mood: Mood) -> Mood:
    """Whoever voted to condemn a raid has condemned it."""
    tree, head = scene.tree, match.predication.head
    above = tree.heads[head]
    votes = tree.deps[head] == "xcomp" and tree.lemmas[above].lower() in scene.ontology.words["voting"]
    if not votes or not is_infinitive(tree, head) or not is_deed(scene, match):
        return mood
    return replace(mood, modality=scene.mood(above).modality)


def is_deed(scene: Scene, match: Match) -> bool:
    """Whether a match tells what is done by being said."""
    return match.pattern.term in scene.ontology.strong | scene.ontology.unasserted


def _is_clause(match: Match) -> bool:
    filler = match.filler("content")
    return filler is not None and filler.slot.role == "clause"


def _name_beside(scene: Scene, noun: int) -> list[Run]:
    """According to a farmer, [Anna Berg], the mill burned: the parser takes the name for a part of what is said."""
    named, _ = scene.described.get(noun, (None, None))
    if named is None or named.first < noun:
        return []
    around = scene.tree.words[named.first - 1], *scene.tree.words[named.last : named.last + 1]
    return [(named.first, named.last)] if around == (",", ",") else []
