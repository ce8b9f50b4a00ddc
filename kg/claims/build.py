"""Drafts become claims: nested, with speakers, targets and what they deny."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import names
from kg.claims.answers import fold_answers
from kg.claims.drafts import Draft, Run, find_drafts, holds_token, merge_runs, with_content
from kg.claims.features import find_features
from kg.claims.layouts import find_layouts
from kg.claims.quoting import attribute_quotes
from kg.model import Claim, Denied, Proposition, Span, Target
from kg.patterns import Match
from kg.relations import Relation, is_asserted
from kg.scenes import Scene
from kg.scorer import Scorer, load_scorer


@dataclass(frozen=True, slots=True)
class Attributed:
    """The drafts of an article in text order, and for each the one whose content holds it, by ``at``."""

    drafts: tuple[Draft, ...]
    within: dict[int, int]

    def innermost(self, token: int, *, apart: int | None = None) -> Draft | None:
        """The smallest content that holds a token."""
        found: Draft | None = None
        for draft in self.drafts:
            if draft.at != apart and holds_token(draft, token):
                if found is None or _size(draft) < _size(found):
                    found = draft
        return found


def _size(draft: Draft) -> int:
    return sum(last - first for first, last in draft.content)


def attribute(scene: Scene, matches: list[Match]) -> Attributed:
    """Find the drafts, give them their quotations, keep the likely ones and nest them."""
    flat = _nested(_likely(scene, candidates(scene, matches)))
    return Attributed(tuple(_unmade(scene, draft, flat, flat.within) for draft in flat.drafts), flat.within)


def candidates(scene: Scene, matches: list[Match]) -> Attributed:
    """Every draft, nested, before the scorer has its say."""
    drafts = _fold_denials(scene, find_drafts(scene, matches))
    drafts = sorted([*drafts, *find_layouts(scene, {draft.at for draft in drafts})], key=lambda draft: draft.at)
    drafts = attribute_quotes(scene, drafts, list(scene.quotes))
    drafts = fold_answers(scene, [draft for draft in drafts if not _is_hedge(scene, draft)])
    return _nested(_added(scene, drafts))


def _nested(drafts: list[Draft]) -> Attributed:
    flat = Attributed(tuple(drafts), {})
    within = {}
    for draft in drafts:
        anchor = draft.cue[0][0] if draft.cue else draft.at
        outer = flat.innermost(anchor, apart=draft.at)
        if outer is not None and draft.cue:
            within[draft.at] = outer.at
    return Attributed(flat.drafts, within)


def _likely(scene: Scene, nested: Attributed) -> list[Draft]:
    """The drafts that the scorer lets stand; it has no say over an analyst's own wordings."""
    scorer = load_scorer()
    by_at = {draft.at: draft for draft in nested.drafts}
    kept = []
    for draft in nested.drafts:
        if draft.origin in ("analyst", "layout") or not scorer.weights:
            kept.append(draft)
            continue
        outer = by_at.get(nested.within.get(draft.at, -1))
        if draft.origin == "ontology" and _stands_alone(scene, draft, outer):
            kept.append(draft)
            continue
        bound = _bound(scene, scorer, draft, outer)
        if scorer.probability(find_features(scene, draft, outer)) >= bound:
            kept.append(draft)
    return kept


def _bound(scene: Scene, scorer: Scorer, draft: Draft, outer: Draft | None) -> float:
    """The probability that a draft needs; half of it where somebody demands, promises, accuses or is cited by name."""
    if draft.origin == "learnt":
        return scorer.add if outer is None else scorer.add_nested
    firm = draft.form.startswith("adjunct") or (draft.claimants and not _is_plain(scene, draft.cls))
    return scorer.keep / 2 if firm else scorer.keep


def _stands_alone(scene: Scene, draft: Draft, outer: Draft | None) -> bool:
    """Whether the scorer has no say over a draft.

    It learnt from a corpus that leaves out what is said within what is said: "A said that B had told C", "we urge"
    in a quotation, each paragraph of a long quotation; and a denial is never in doubt.
    """
    if not draft.cue or scene.ontology.tbox.is_a(draft.cls, "Denial"):
        return True
    if outer is None or not draft.claimants:
        return False
    strong = not _is_plain(scene, draft.cls)
    token = draft.claimants[0]
    if any(quote.first <= draft.at < quote.last and quote.is_utterance for quote in scene.quotes):
        return strong and scene.tree.words[token].lower() in scene.ontology.first_person
    return scene.tree.pos[token] != "PRON" and (strong or draft.form.endswith("clause"))


def _unmade(scene: Scene, draft: Draft, flat: Attributed, within: dict[int, int]) -> Draft:
    """"denied having ordered the shooting": what a denial holds was not said either."""
    outer = within.get(draft.at)
    holder = next((each for each in flat.drafts if each.at == outer), None)
    if holder is None or not scene.ontology.tbox.is_a(holder.cls, "Denial") or scene.tree.pos[draft.at] == "NOUN":
        return draft
    return replace(draft, mood=replace(draft.mood, polarity="negative"))


def _added(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """"said the ferry was late, adding that its crew was tired": the participle is not part of what was said first."""
    tree = scene.tree
    flat = Attributed(tuple(drafts), {})
    by_at = {draft.at: draft for draft in drafts}
    for draft in drafts:
        first = tree.left[draft.at]
        if tree.tags[draft.at] != "VBG" or tree.deps[draft.at] not in ("advcl", "acl", "conj") or tree.words[first - 1] != ",":
            continue
        outer = flat.innermost(draft.at, apart=draft.at)
        if outer is None or not outer.claimants or any(q.first <= draft.at < q.last for q in scene.quotes):
            continue
        last = tree.right[draft.at]
        kept = [run for a, b in outer.content for run in ((a, min(b, first)), (max(a, last), b)) if run[0] < run[1]]
        by_at[outer.at] = replace(by_at[outer.at], content=merge_runs(tree, kept))
        by_at[draft.at] = replace(draft, claimants=outer.claimants, source=outer.source)
    return [by_at[draft.at] for draft in drafts]


def _is_hedge(scene: Scene, draft: Draft) -> bool:
    """"I think" in a quotation words the speaker's claim and makes none of its own; "we urge" does."""
    if draft.cls != "Claim" and not _is_plain(scene, draft.cls):
        return False
    if not any(quote.first <= draft.at < quote.last for quote in scene.quotes):
        return False
    words = [scene.tree.words[token].lower() for token in draft.claimants]
    return bool(words) and all(word in scene.ontology.first_person for word in words)


def _is_plain(scene: Scene, cls: str) -> bool:
    """A kind of claim without a stronger class between it and :Claim."""
    ancestors = scene.ontology.tbox.ancestors(cls)
    return not any(strong in ancestors for strong in scene.ontology.strong)


def _fold_denials(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """"denied the claim, saying there was no buildup": what is said belongs to the denial."""
    tree = scene.tree
    denials = {draft.at: draft for draft in drafts if scene.ontology.tbox.is_a(draft.cls, "Denial")}
    folded: dict[int, Draft] = dict(denials)
    kept = []
    for draft in drafts:
        head = tree.heads[draft.at]
        if head in denials and tree.deps[draft.at] == "advcl" and tree.tags[draft.at] == "VBG":
            folded[head] = with_content(tree, folded[head], draft.content)
        else:
            kept.append(draft)
    return [folded.get(draft.at, draft) for draft in kept]


@dataclass(frozen=True, slots=True)
class _Speakers:
    """Whom each draft is from, as far as settled: entities by ``at``."""

    scene: Scene
    attributed: Attributed
    known: dict[int, tuple[str, ...]]
    authors: dict[str, str]

    def of(self, draft: Draft) -> tuple[str, ...]:
        """The claimants of a draft; first persons in a quotation are its speaker."""
        if draft.at not in self.known:
            self.known[draft.at] = ()  # a cycle of continuations ends here
            self.known[draft.at] = tuple(dict.fromkeys(self._find(draft)))
        return self.known[draft.at]

    def _find(self, draft: Draft) -> Iterator[str]:
        if draft.follows is not None:
            leader = next((each for each in self.attributed.drafts if each.at == draft.follows), None)
            yield from self.of(leader) if leader is not None else ()
            return
        for token in draft.claimants:
            yield from self.at(token, draft)

    def at(self, token: int, draft: Draft) -> Iterator[str]:
        """The entities a token stands for inside a draft's sentence."""
        scene = self.scene
        word = scene.tree.words[token].lower()
        outer = self._outer(draft, token)
        if word in scene.ontology.first_person:
            yield from self.of(outer) if outer is not None else self._own_voice(draft)
            return
        author = self._author(token)
        if author is not None:
            yield author
            return
        iri = scene.linked.at(token)
        if iri is None and scene.can_speak(token):
            iri = scene.linked.unnamed(token, "Agent")
        if iri is not None and "Agent" not in scene.linked.entity(iri).classes:
            scene.linked.recast(iri, "Person")
        if iri is not None:
            yield iri

    def _author(self, token: int) -> str | None:
        """A Defense Department news release, figures compiled by the central bank: who speaks in a document.

        A later "the release" speaks for the same author.
        """
        scene, tree = self.scene, self.scene.tree
        lemma = tree.lemmas[token].lower()
        if lemma not in scene.ontology.documents or tree.pos[token] != "NOUN":
            return None
        for argument in scene.nominal(token).arguments:
            if argument.role in ("poss", "compound", "prep:by", "prep:from", "prep:of"):
                iri = scene.linked.at(argument.token)
                if iri is not None and "Agent" in scene.linked.entity(iri).classes:
                    self.authors[lemma] = iri
                    return iri
        for kid in tree.children(token, "acl"):
            for agent in tree.children(kid, "agent"):
                for actor in tree.children(agent, "pobj"):
                    iri = scene.linked.at(actor)
                    if iri is not None:
                        self.authors[lemma] = iri
                        return iri
        return self.authors.get(lemma)

    def _own_voice(self, draft: Draft) -> tuple[str, ...]:
        """"We also call for": in a statement of a government "we" is who made the claim before it."""
        earlier = [each for each in self.attributed.drafts if each.at < draft.at and not each.quoted]
        return self.of(earlier[-1]) if earlier else ()

    def _outer(self, draft: Draft, token: int) -> Draft | None:
        outer = self.attributed.within.get(draft.at)
        if outer is None:
            return self.attributed.innermost(token, apart=draft.at)
        return next((each for each in self.attributed.drafts if each.at == outer), None)


def read_claims(
    scene: Scene, attributed: Attributed, relations: list[Relation]
) -> tuple[list[Claim], dict[int, str]]:
    """Build every claim of the article, in text order, and the claim that each draft (by ``at``) became.

    One claim has one claimant and one target of a kind, so that "accused each other" gives two.
    """
    speakers = _Speakers(scene, attributed, {}, {})
    behalf = {r.subject: r.object for r in relations if r.property == "spokespersonFor" and is_asserted(r)}
    claims: list[Claim] = []
    first_of: dict[int, str] = {}
    for draft in attributed.drafts:
        number = 0
        for claimant, targets in _pairs(scene, draft, speakers):
            claim = _claim(scene, draft, claimant, targets, number, behalf)
            first_of.setdefault(draft.at, claim.iri)
            claims.append(claim)
            number += 1
    return _finish(scene, attributed, claims, first_of, relations, speakers), first_of


def _pairs(
    scene: Scene, draft: Draft, speakers: _Speakers
) -> Iterator[tuple[str | None, tuple[Target, ...]]]:
    claimants = speakers.of(draft)
    if draft.reciprocal and len(claimants) > 1:
        for claimant in claimants:
            for other in claimants:
                if other != claimant:
                    yield claimant, (Target("target" if not draft.targets else draft.targets[0][0], other),)
        return
    targets = list(
        dict.fromkeys(
            Target(slot, iri)
            for slot, token in draft.targets
            for iri in speakers.at(token, draft)
        )
    )
    for claimant in claimants or (None,):
        for group in _target_groups(targets):
            yield claimant, group


def _target_groups(targets: list[Target]) -> list[tuple[Target, ...]]:
    """One target a claim."""
    return [(target,) for target in targets] or [()]


def _claim(
    scene: Scene, draft: Draft, claimant: str | None, targets: tuple[Target, ...], number: int, behalf: dict[str, object]
) -> Claim:
    tree = scene.tree
    anchor = draft.cue[0][0] if draft.cue else draft.at
    represented = behalf.get(claimant or "")
    return Claim(
        iri=names.part(scene.article.iri, "claim", tree.starts[anchor], number),
        cls=draft.cls,
        classes=scene.ontology.tbox.ancestors(draft.cls),
        made=draft.mood.holds,
        polarity=draft.mood.polarity,
        modality=draft.mood.modality,
        claimant=claimant,
        behalf=represented if isinstance(represented, str) else None,
        targets=targets,
        about=_about(scene, draft, claimant),
        within=None,
        quoted=draft.quoted,
        date=_date(scene, draft),
        propositions=(),
        source=to_spans(scene, draft.source),
        cue=to_spans(scene, draft.cue),
        content=to_spans(scene, draft.content),
        pattern=draft.pattern,
    )


def to_spans(scene: Scene, runs: tuple[Run, ...]) -> tuple[Span, ...]:
    """Token runs as characters."""
    tree = scene.tree
    return tuple(Span(tree.starts[first], tree.ends[last - 1]) for first, last in runs)


def _about(scene: Scene, draft: Draft, claimant: str | None) -> tuple[str, ...]:
    found = []
    for first, last in draft.content:
        for token in range(first, last):
            if token in scene.heads:
                iri = scene.linked.at(token)
                if iri is not None and iri != claimant:
                    found.append(iri)
    return tuple(dict.fromkeys(found))


def _date(scene: Scene, draft: Draft) -> str | None:
    """The date that belongs to the cue, not to the content."""
    tree = scene.tree
    sentence = tree.sentence_of[draft.at]
    for span in tree.named:
        if span.ner_label == "DATE" and tree.sentence_of[span.first] == sentence and not holds_token(draft, span.first):
            governor = span.first
            while tree.deps[governor] in ("pobj", "prep", "compound", "nummod", "amod", "npadvmod", "det", "advmod") and (
                governor != draft.at
            ):
                governor = tree.heads[governor]
            if governor == draft.at:
                return tree.slice(span.first, span.last)
    return None


def _finish(
    scene: Scene,
    attributed: Attributed,
    claims: list[Claim],
    first_of: dict[int, str],
    relations: list[Relation],
    speakers: _Speakers,
) -> list[Claim]:
    """Add what needs all claims: nesting, propositions and what a denial denies."""
    by_claim = {}
    said = _propositions(attributed, relations)
    drafts = {}
    for draft in attributed.drafts:
        anchor = draft.cue[0][0] if draft.cue else draft.at
        drafts[scene.tree.starts[anchor]] = draft
    finished = []
    for claim in claims:
        draft = drafts[int(claim.iri.rsplit("-", 2)[1])]
        outer = attributed.within.get(draft.at)
        by_claim[claim.iri] = draft
        denied = _denied(scene, draft, attributed, first_of, speakers) if "Denial" in claim.classes else None
        finished.append(
            replace(
                claim,
                within=first_of.get(outer) if outer is not None else None,
                propositions=tuple(said.get(draft.at, ())),
                denied=denied,
            )
        )
    return finished


def _propositions(attributed: Attributed, relations: list[Relation]) -> dict[int, list[Proposition]]:
    said: dict[int, list[Proposition]] = {}
    for relation in relations:
        if not relation.presupposed:
            holder = attributed.innermost(relation.trigger)
            if holder is not None:
                said.setdefault(holder.at, []).append(relation.to_proposition())
    return said


def _denied(
    scene: Scene, draft: Draft, attributed: Attributed, first_of: dict[int, str], speakers: _Speakers
) -> Denied:
    """The claim a denial names: "Kyiv's claim that ...", or the one whose content its clause refers to."""
    by_at = {each.at: each for each in attributed.drafts}
    for first, last in draft.content:
        for token in range(first, last):
            named = by_at.get(token)
            if named is not None and scene.tree.lemmas[token].lower() in scene.ontology.claim_nouns and token != draft.at:
                claimants = speakers.of(named)
                return Denied(claimants[0] if claimants else None, first_of.get(named.at))
    if draft.denied is not None:
        for argument in scene.nominal(draft.denied).arguments:
            if argument.role in ("poss", "compound", "prep:by", "prep:from", "prep:of"):
                iri = scene.linked.at(argument.token)
                if iri is not None and scene.is_a(iri, "Agent"):
                    return Denied(iri, None)
    if draft.content:
        holder = attributed.innermost(draft.content[0][0], apart=draft.at)
        if holder is not None and scene.tree.deps[draft.at] == "relcl" and holds_token(holder, scene.tree.heads[draft.at]):
            claimants = speakers.of(holder)
            return Denied(claimants[0] if claimants else None, first_of.get(holder.at))
    return Denied()
