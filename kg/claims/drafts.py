"""Matches of claim classes become drafts: who, which cue, which content, as tokens."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.claims.contents import find_aimed, find_appraisals, find_asides, find_content, find_raised, is_raising
from kg.claims.idle import (
    is_blow,
    is_conversation,
    is_discretion,
    is_mute,
    is_naming,
    is_sourcing,
    is_thing,
    is_wielding,
)
from kg.claims.learnt import find_learnt
from kg.claims.runs import Run, merge_runs, trim, without
from kg.patterns import Filler, Match
from kg.predications import COPULAS, Mood, is_infinitive, is_passive
from kg.predications.walks import that_of
from kg.scenes import Scene, find_accused, find_best, find_charged_mood, is_charge, is_shipped
from kg.trees import Tree

Origin = Literal["ontology", "analyst", "learnt", "layout"]
"""Whose wording it is: a shipped pattern's, an analyst's own, the scorer's, or that of a quotation's layout."""

_ANSWERED = ("deniedClaim", "refusedDemand")
"""Slots that take the noun of somebody's claim."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its entities are known; every field counts tokens.

    ``denied`` is the claim noun or clause that a denial denies or a refusal refuses, ``at`` where the claim stands in
    the text.
    """

    cls: str
    at: int
    cue: tuple[Run, ...]
    claimants: tuple[int, ...]
    targets: tuple[tuple[str, int], ...]
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    mood: Mood
    pattern: str
    quoted: bool = False
    denied: int | None = None
    reciprocal: bool = False
    follows: int | None = None
    """The draft (by ``at``) whose speaker goes on."""
    form: str = ""
    """The kind of cue and the role of its content: ``verb clause``."""
    origin: Origin = "ontology"


def find_drafts(scene: Scene, matches: list[Match]) -> list[Draft]:
    """One draft a cue, in text order: the match that says most wins."""
    kinds = scene.ontology.kinds
    meant = (match for match in matches if kinds[match.pattern.term] == "claim" and _is_meant(scene, match))
    best = find_best(scene, meant)
    taken = {*best, *(word for match in best.values() for word in match.words)}  # made [the case] for a new port
    asked = {word for match in matches if kinds[match.pattern.term] == "event" for word in match.words}
    learnt = [match for match in find_learnt(scene, taken) if _is_meant(scene, match)]
    learnt = [match for match in learnt if not _is_event(match, asked)]
    heads = {*best, *(match.predication.head for match in learnt)}
    done = {head for head, match in best.items() if _is_deed(scene, match)}
    told = (match for match in best.values() if not _only_negates(scene, match, heads))
    protests = {match.predication.head for match in matches if scene.ontology.tbox.is_a(match.pattern.term, "Dissent")}
    found = [_told(scene, match) for match in told]
    found += [
        to_draft(scene, match, "learnt")
        for match in learnt
        if not (_only_negates(scene, match, heads) or _only_votes(scene, match, done) or is_wielding(scene, match))
    ]
    asides, appraisals = find_asides(scene), list(find_appraisals(scene))
    made = (_as_protested(scene, draft, protests) for draft in found if draft is not None)
    drafts = (_without_asides(each, asides if each.form.endswith("clause") else appraisals) for each in made)
    return sorted(drafts, key=lambda draft: draft.at)


def _without_asides(draft: Draft, asides: list[Run]) -> Draft:
    """Said that the mine had closed, citing two officials: they are no part of what is said."""
    if not asides:
        return draft
    gone = [
        run
        for first, last in draft.content
        for run in asides[bisect_left(asides, (first, 0)) : bisect_left(asides, (last, 0))]
    ]
    return replace(draft, content=tuple(without(draft.content, gone))) if gone else draft


def _told(scene: Scene, match: Match) -> Draft | None:
    """The draft of a pattern's match: opposition to the bill, whoever opposes it, is one where the scorer thinks so."""
    origin = _origin(scene, match)
    draft = to_draft(scene, match, origin)
    if draft is None and origin == "ontology" and match.predication.kind == "noun" and scene.ontology.scorer.cues:
        return to_draft(scene, match, "learnt")
    return draft


def _as_protested(scene: Scene, draft: Draft, protests: set[int]) -> Draft:
    """Whoever marched to demand higher pay has demanded it; not: whoever plans to march to demand it."""
    tree, at = scene.tree, draft.at
    done = draft.cls in scene.ontology.strong | scene.ontology.unasserted
    if not done or tree.heads[at] not in protests or tree.deps[at] not in ("advcl", "xcomp"):
        return draft
    return replace(draft, mood=scene.mood(tree.heads[at])) if is_infinitive(tree, at) else draft


def _only_negates(scene: Scene, match: Match, heads: set[int]) -> bool:
    """ "declined to say whether" is one claim that was not made, that of "say"."""
    filler = match.filler("content")
    negates = match.predication.lemma in scene.ontology.moods.negating
    return negates and filler is not None and not heads.isdisjoint(filler.tokens)


def _is_event(match: Match, asked: set[int]) -> bool:
    """Whether what would be said is a word that an event is told with: imposed sanctions, launched an attack."""
    filler = match.filler("content")
    return filler is not None and filler.slot.role == "object" and asked.issuperset(filler.tokens)


def _only_votes(scene: Scene, match: Match, done: set[int]) -> bool:
    """ "voted to condemn the raid" is one claim, since to vote so is to condemn it; "voted to leave" is a vote.

    ``done`` are the places of what is done by being said.
    """
    filler = match.filler("content")
    votes = match.predication.lemma in scene.ontology.words["voting"]
    return votes and filler is not None and not done.isdisjoint(filler.tokens)


def _is_meant(scene: Scene, match: Match) -> bool:
    """A negated pattern ("there is no truth in") takes negated sentences only, "dismisses X as" none without "as"."""
    if match.pattern.negative and not _is_negated(scene, match):
        return False
    if any(slot.role == "prep:as" for slot in match.pattern.slots) and match.filler("content") is None:
        return False
    filler = match.filler("content")
    if filler is None:
        return True
    if filler.slot.role == "question" and any(that_of(scene.tree, each) is not None for each in filler.tokens):
        return False  # asked that the guards be freed
    return not any(_is_reduced(scene.tree, match.predication.head, each) for each in filler.tokens)


def _is_negated(scene: Scene, match: Match) -> bool:
    """There is no truth in it. Pleaded not guilty; not: did not plead guilty."""
    tree, head = scene.tree, match.predication.head
    if any(tree.child(word, "neg") is not None for word in match.words):
        return True
    own = tree.child(head, "neg")
    carried = own is None or own > head or tree.lemmas[head] in COPULAS
    return carried and scene.mood(head).polarity == "negative"


def _is_reduced(tree: Tree, head: int, clause: int) -> bool:
    """The minister said to have fled has come back: the parser takes the participle for the verb of the sentence."""
    if tree.deps[clause] != "ccomp" or tree.heads[clause] != head:
        return False
    return any(kid == clause or tree.left[kid] == head + 1 for kid in tree.children(head, "xcomp") if kid < clause)


def _origin(scene: Scene, match: Match) -> Origin:
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
        cue=cue_runs(tree, match),
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
    if not votes or not is_infinitive(tree, head) or not _is_deed(scene, match):
        return mood
    return replace(mood, modality=scene.mood(above).modality)


def _is_deed(scene: Scene, match: Match) -> bool:
    """Whether a match tells what is done by being said."""
    return match.pattern.term in scene.ontology.strong | scene.ontology.unasserted


def _is_clause(match: Match) -> bool:
    filler = match.filler("content")
    return filler is not None and filler.slot.role == "clause"


def cue_runs(tree: Tree, match: Match) -> tuple[Run, ...]:
    """The trigger, its particle and the literal words of the pattern."""
    head = match.predication.head
    tokens = {head, *match.words}
    particle = tree.child(head, "prt")
    if match.pattern.particle and particle is not None:
        tokens.add(particle)
    if match.pattern.kind == "adjunct":
        tokens.update(tree.children(head, "prep"))
    return merge_runs(tree, [(token, token + 1) for token in sorted(tokens)])


def source_run(tree: Tree, token: int, cue: int) -> Run:
    """The claimant's noun phrase without the clauses that hang on it, or the relative pronoun for it."""
    for kid in tree.children(cue, "nsubj", "nsubjpass"):
        if tree.tags[kid] in ("WP", "WDT") and kid != token:
            return (kid, kid + 1)
    last = tree.right[token]
    for kid in tree.kids[token]:
        if kid > token and tree.deps[kid] in ("relcl", "acl", "advcl", "conj", "cc") and tree.left[kid] < last:
            last = max(token + 1, tree.left[kid])
    return trim(tree, (tree.left[token], last)) or (token, token + 1)


def _name_beside(scene: Scene, noun: int) -> list[Run]:
    """According to a farmer, [Anna Berg], the mill burned: the parser takes the name for a part of what is said."""
    named, _ = scene.described.get(noun, (None, None))
    if named is None or named.first < noun:
        return []
    around = scene.tree.words[named.first - 1], *scene.tree.words[named.last : named.last + 1]
    return [(named.first, named.last)] if around == (",", ",") else []


def holds_token(draft: Draft, token: int) -> bool:
    """Whether a token stands in the draft's content."""
    return any(first <= token < last for first, last in draft.content)


def is_accusing(scene: Scene, draft: Draft) -> bool:
    """Beta is held on a charge of theft; Anna Berg, accused of theft, fled; not: men accused of theft."""
    tree = scene.tree
    if draft.form.startswith("noun"):
        return bool(draft.targets) and is_charge(scene, draft.at)
    known = (
        any(scene.of_class(token, "Agent") for _, token in draft.targets) or tree.words[tree.left[draft.at] - 1] == ","
    )
    beside = tree.deps[draft.at] in ("acl", "advcl", "relcl") and scene.ontology.tbox.is_a(draft.cls, "Accusation")
    whom = bool(draft.targets) and not draft.form.endswith("target")
    return known and beside and whom and is_passive(tree, draft.at)


def with_content(tree: Tree, draft: Draft, runs: Iterable[Run], *, quoted: bool | None = None) -> Draft:
    """The draft with more content; what comes after all that it has is held against its last run only."""
    added, kept = list(runs), draft.content
    sorted_in = kept if kept and all(run[0] >= kept[-1][0] for run in added) else ()
    before = sorted_in[:-1]
    return replace(
        draft,
        content=(*before, *merge_runs(tree, [*kept[len(before) :], *added])),
        quoted=draft.quoted if quoted is None else quoted,
    )
