"""Matches of claim classes become drafts: who, which cue, which content, as tokens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.claims.idle import is_discretion, is_mute, is_thing, is_wielding
from kg.claims.learnt import find_learnt
from kg.claims.runs import Run, below, merge_runs, trim, without
from kg.patterns import Filler, Match
from kg.predications import Mood, is_infinitive
from kg.scenes import Scene, find_best, find_halves, is_shipped
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
    learnt = [match for match in find_learnt(scene, taken) if _is_meant(scene, match)]
    heads = {*best, *(match.predication.head for match in learnt)}
    told = (match for match in best.values() if not _only_negates(scene, match, heads))
    found = [_told(scene, match) for match in told]
    found += [
        to_draft(scene, match, "learnt")
        for match in learnt
        if not (_only_negates(scene, match, heads) or is_wielding(scene, match))
    ]
    return sorted((draft for draft in found if draft is not None), key=lambda draft: draft.at)


def _told(scene: Scene, match: Match) -> Draft | None:
    """The draft of a pattern's match: opposition to the bill, whoever opposes it, is one where the scorer thinks so."""
    origin = _origin(scene, match)
    draft = to_draft(scene, match, origin)
    if draft is None and origin == "ontology" and match.predication.kind == "noun" and scene.ontology.scorer.cues:
        return to_draft(scene, match, "learnt")
    return draft


def _only_negates(scene: Scene, match: Match, heads: set[int]) -> bool:
    """ "declined to say whether" is one claim that was not made, that of "say"."""
    filler = match.filler("content")
    negates = match.predication.lemma in scene.ontology.moods.negating
    return negates and filler is not None and not heads.isdisjoint(filler.tokens)


def _is_meant(scene: Scene, match: Match) -> bool:
    """A negated pattern ("there is no truth in") takes negated sentences only, "dismisses X as" none without "as"."""
    if match.pattern.negative and scene.mood(match.predication.head).polarity != "negative":
        return False
    if any(slot.role == "prep:as" for slot in match.pattern.slots) and match.filler("content") is None:
        return False
    filler = match.filler("content")
    if filler is None:
        return True
    if filler.slot.role == "question" and any(_is_that_clause(scene.tree, each) for each in filler.tokens):
        return False  # asked that the guards be freed
    return not any(_is_reduced(scene.tree, match.predication.head, each) for each in filler.tokens)


def _is_that_clause(tree: Tree, clause: int) -> bool:
    return any(tree.words[mark].lower() == "that" for mark in tree.children(clause, "mark"))


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
    content: list[Run] = []
    if filler is not None:
        for token in filler.tokens:
            content.extend(_said_in(scene, token) or content_runs(scene, match, token, outer=filler.outer))
        content = (find_halves(tree, head, scene.ontology) if filler.slot.role == "clause" else []) or content
    claimants = () if _is_raising(scene, match) else match.tokens("claimant")
    targets = tuple(
        (each.slot.name, token)
        for each in match.fillers
        if each.slot.name not in ("claimant", "content", *_ANSWERED)
        for token in each.tokens
        if not content or not _is_claim_noun(scene, token)
    )
    if filler is not None and (apart := list(_hung_on(tree, filler.tokens, targets))):
        content = without(content, apart)
    if not content and not targets:
        return None
    _detach(scene, match, filler, {*claimants, *(token for _, token in targets)})
    if not content:
        content = _about_target(scene, match, [token for _, token in targets])
    nobody = match.predication.kind == "noun" and not claimants and not match.pattern.negative
    if nobody and origin != "learnt" and not _is_clause(match):
        return None  # "support for", "in order to": a noun nobody is named for
    if (
        is_thing(scene, match, claimants, aimed=not filler)
        or is_mute(scene, claimants)
        or is_discretion(scene, match, filler)
    ):
        return None
    names = [run for token in claimants for run in _name_beside(scene, token)]
    reciprocal = any(
        tree.lemmas[token].lower() in scene.ontology.words["reciprocal"]
        for token in match.predication.fillers("object")
    )
    denied = filler.tokens[0] if filler is not None and filler.slot.name in _ANSWERED else None
    return Draft(
        cls=match.pattern.term,
        at=head,
        cue=cue_runs(tree, match),
        claimants=claimants,
        targets=targets,
        source=(*(source_run(tree, token, head) for token in claimants), *names),
        content=merge_runs(tree, without(content, names)),
        mood=_mood(scene, match, origin, claimants),
        pattern=match.pattern.text,
        denied=denied,
        reciprocal=reciprocal,
        form=f"{match.predication.kind} {filler.slot.role if filler is not None else 'target'}",
        origin=origin,
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
        hearsay = content is not None and any(_raised(scene, match, token) for token in content.tokens)
        return replace(mood, modality="questioned") if hearsay and not claimants else mood
    if match.predication.lemma in scene.ontology.moods.negating:
        return replace(mood, polarity="negative")
    return mood if claimants else replace(mood, modality="questioned")


def _said_in(scene: Scene, token: int) -> list[Run]:
    """What is denied in "denied the claim that Beta fell" is that Beta fell."""
    tree = scene.tree
    if tree.pos[token] != "NOUN" or tree.lemmas[token].lower() not in scene.ontology.claim_nouns:
        return []
    clauses = scene.nominal(token).fillers("clause")
    return [(tree.left[clause], tree.right[clause]) for clause in clauses]


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


def _about_target(scene: Scene, match: Match, targets: list[int]) -> list[Run]:
    """Acme criticised [Beta during its campaign] on Monday: who is meant and what follows, if nothing else is said."""
    tree, head = scene.tree, match.predication.head
    ends = [_holder(tree, token, head) for token in targets]
    runs = [(tree.left[token], tree.right[token]) for token, end in zip(targets, ends, strict=True) if end is not None]
    runs += [
        (tree.left[kid], tree.right[kid])
        for kid in tree.children(head, "prep", "oprd", "acomp")
        if runs and kid > head and kid not in ends and tree.lemmas[kid].lower() != "by" and not _says_when(scene, kid)
    ]
    return runs


def _says_when(scene: Scene, preposition: int) -> bool:
    fillers = list(scene.tree.children(preposition, "pobj"))
    return bool(fillers) and all(filler in scene.times for filler in fillers)


def _holder(tree: Tree, token: int, head: int) -> int | None:
    """The child of the cue that a target is or hangs on: lashed out [at] Beta, held [Beta to blame]."""
    if tree.heads[token] == head:
        return token
    above = tree.heads[token]
    small = tree.deps[token] in ("pobj", "nsubj")
    return above if small and tree.heads[above] == head and tree.deps[above] in ("prep", "ccomp") else None


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


def content_runs(scene: Scene, match: Match, token: int, *, outer: bool) -> list[Run]:
    """The clause or noun phrase at ``token`` without the cue and what belongs to it."""
    tree, head = scene.tree, match.predication.head
    if outer:
        cut = _cue_top(tree, match, token)
        return [run for run in below(tree, token, cut) if run[0] < run[1]]
    first = tree.left[token]
    runs = below(tree, token, head)
    that = tree.child(token, "mark")
    if that is not None and head < first < that and tree.lemmas[that].lower() == "that":
        return [(max(a, that), b) for a, b in runs if b > that]  # said, while on his way, [that Beta fell]
    if runs and (told := _day_before(scene, token)) is not None:
        runs = [(told, runs[0][1]), *runs[1:]]  # said on Friday [he was ill]
    if tree.deps[tree.heads[token]] == "agent":
        return runs  # disappointed by [the ruling]
    if tree.right[token] <= head and tree.pos[token] in ("VERB", "AUX") and tree.pos[head] == "VERB":
        return _leading(tree, match, runs)
    raised = _raised(scene, match, token)
    if raised is not None:
        return [below(tree, raised[0], head)[0], (tree.left[raised[1]], tree.right[raised[1]])]
    if token in match.predication.fillers("object") and token > head:
        return [*without(runs, _medium(scene, token)), *_as_phrases(tree, head, token)]
    if token in match.predication.fillers("complement"):
        things = [thing for thing in match.predication.fillers("object") if tree.tags[thing] != "WP"]
        return [run for thing in things for run in below(tree, thing, head)] + runs
    governor = tree.heads[token]
    if tree.deps[token] in ("nsubj", "nsubjpass") and tree.heads[governor] == head:
        in_clause = tree.deps[governor] == "advcl" and tree.child(governor, "mark") == tree.left[governor]
        if in_clause or tree.deps[governor] in ("ccomp", "xcomp"):
            return below(tree, governor, head)  # expects the economy to shrink, called for the army to go
    if tree.deps[token] in ("pobj", "pcomp", "amod", "acomp") and tree.heads[token] > head:
        preposition = tree.heads[token]
        if tree.lemmas[preposition].lower() == "as" or " it " in match.pattern.text:
            things = match.predication.fillers("object")  # described [the plan as naive], likened [it to a trap]
            runs = [run for thing in things for run in below(tree, thing, head)] + runs
        return [(preposition, preposition + 1), *runs] if preposition < first else runs
    return runs


def _day_before(scene: Scene, clause: int) -> int | None:
    """Where a clause begins after a day that its subject follows, on which it is said."""
    tree, first = scene.tree, scene.tree.left[clause]
    if tree.pos[clause] not in ("VERB", "AUX") or tree.deps[first] != "prep" or not _says_when(scene, first):
        return None
    subject = tree.child(clause, "nsubj", "nsubjpass")
    after = tree.right[first]
    return after if subject is not None and tree.left[subject] == after else None


def _medium(scene: Scene, thing: int) -> list[Run]:
    """Condemned the raid [in a statement], which the parser hangs on the raid; not: the figures in the report."""
    tree = scene.tree
    return [
        (tree.left[kid], tree.right[kid])
        for kid in tree.children(thing, "prep")
        if tree.words[kid] == "in" and tree.right[kid] == tree.right[thing]
        for noun in tree.children(kid, "pobj")
        if tree.lemmas[noun].lower() in scene.ontology.words["document"]
        and any(tree.words[det].lower() in ("a", "an") for det in tree.children(noun, "det"))
    ]


def _is_raising(scene: Scene, match: Match) -> bool:
    """Acme seems to close: it is not Acme that says so."""
    return match.predication.lemma in scene.ontology.words["raising"]


def _raised(scene: Scene, match: Match, token: int) -> tuple[int, int] | None:
    """Subject and infinitive of what is said in the passive, "[Acme] is expected [to close]"; of no order.

    Likewise "[Acme] seems [to close]", "[Acme] seems [strong]".
    """
    tree, head = scene.tree, match.predication.head
    subject = tree.child(head, "nsubj" if _is_raising(scene, match) else "nsubjpass")
    clause = next((kid for kid in tree.children(head, "xcomp") if kid > head and is_infinitive(tree, kid)), None)
    if clause is None and _is_raising(scene, match):
        clause = tree.child(head, "oprd", "acomp")
    if subject is None or clause is None or token not in (subject, clause) or tree.tags[subject] in ("WP", "WDT"):
        return None
    return None if scene.ontology.tbox.is_a(match.pattern.term, "Demand") else (subject, clause)


def _as_phrases(tree: Tree, head: int, thing: int) -> Iterator[Run]:
    """Quoted [Beta as saying that Gamma fell], described [the plan as naive]."""
    for kid in tree.children(head, "prep"):
        if tree.lemmas[kid].lower() == "as" and kid == tree.right[thing]:
            yield (tree.left[kid], tree.right[kid])


def _leading(tree: Tree, match: Match, runs: list[Run]) -> list[Run]:
    """In "Beta fell, but Gamma rose, Acme said" all before the last comma is said, however the parser cuts it."""
    head = match.predication.head
    edge = min([head, *(tree.left[token] for token in match.tokens("claimant") if token < head)])
    sentence = tree.sentence_of[head]
    first, last = runs[0][0], runs[-1][1]
    if edge - 1 < last or (tree.pos[edge - 1] != "PUNCT" and tree.pos[edge - 1] != "SPACE"):
        edge = last
    while first > 0 and tree.sentence_of[first - 1] == sentence:
        first -= 1
    return [(first, max(edge, last))]


def _cue_top(tree: Tree, match: Match, governor: int) -> int:
    """The child of the content's head below which the cue stands."""
    at = match.predication.head
    while tree.heads[at] != governor and tree.heads[at] != at:
        at = tree.heads[at]
    return at


def holds_token(draft: Draft, token: int) -> bool:
    """Whether a token stands in the draft's content."""
    return any(first <= token < last for first, last in draft.content)


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
