"""Which matches of claim classes become drafts."""

from bisect import bisect_left
from dataclasses import replace

from kg.claims.contents import find_appraisals, find_asides
from kg.claims.drafts import Draft
from kg.claims.filling import is_deed, origin_of, to_draft
from kg.claims.idle import is_wielding
from kg.claims.learnt import find_learnt
from kg.claims.runs import Run, without
from kg.patterns import Match
from kg.predications import COPULAS, is_infinitive
from kg.predications.walks import that_of
from kg.scenes import Scene, find_best
from kg.trees import Tree


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
    done = {head for head, match in best.items() if is_deed(scene, match)}
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
    origin = origin_of(scene, match)
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
