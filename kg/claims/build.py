"""Drafts become claims: with speakers, targets and what they propose."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg import names
from kg.claims.asides import find_teller
from kg.claims.denials import find_denied
from kg.claims.drafts import Draft, holds_token
from kg.claims.holders import find_inside
from kg.claims.nesting import Attributed
from kg.claims.pointing import is_pointing
from kg.claims.runs import Run
from kg.claims.speakers import Speakers, find_behalf, find_body
from kg.claims.stances import find_matters
from kg.model import Claim, Denied, Proposition, Span, Target
from kg.relations import Relation, is_asserted
from kg.scenes import Scene, find_sides
from kg.trees import NamedSpan

_DATE_LABELS = frozenset({"pobj", "prep", "compound", "nummod", "amod", "npadvmod", "det", "advmod"})
"""From a word of a date up to what it is the date of."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the claims of an article are built from.

    ``said`` goes from a draft's place to its propositions, ``first`` from there to the first claim it becomes;
    ``heads`` are those of mentions, in text order.
    """

    scene: Scene
    attributed: Attributed
    speakers: Speakers
    said: dict[int, tuple[Proposition, ...]]
    first: dict[int, str]
    heads: tuple[int, ...]
    dates: tuple[NamedSpan, ...]


def read_claims(scene: Scene, attributed: Attributed, relations: list[Relation]) -> list[Claim]:
    """Build every claim of the article, in text order.

    One claim has one claimant and one target, so that "accused each other" gives two.
    """
    known = _Known(
        scene,
        attributed,
        Speakers(scene, attributed, _represented(relations)),
        _propositions(scene, attributed, relations),
        {draft.at: claim_iri(scene, draft, 0) for draft in attributed.drafts},
        tuple(sorted(scene.heads)),
        tuple(span for span in scene.tree.named if span.ner_label == "DATE"),
    )
    return [claim for draft in attributed.drafts for claim in _claims(known, draft)]


def _represented(relations: list[Relation]) -> dict[str, str]:
    """Whom each spokesperson speaks for: of a ministry and its state the ministry, which is named first."""
    found: dict[str, str] = {}
    for relation in relations:
        if relation.property == "spokespersonFor" and is_asserted(relation) and isinstance(relation.object, str):
            found.setdefault(relation.subject, relation.object)
    return found


def claim_iri(scene: Scene, draft: Draft, number: int) -> str:
    """The IRI of a draft's claim; ``number`` counts those of one draft."""
    anchor = draft.cue[0][0] if draft.cue else draft.at
    return names.part(scene.article.iri, "claim", scene.tree.starts[anchor], number)


def _claims(known: _Known, draft: Draft) -> Iterator[Claim]:
    scene = known.scene
    classes = scene.ontology.tbox.ancestors(draft.cls)
    outer = known.attributed.within.get(draft.at)
    answered = _answered(known, draft, classes)
    for number, (claimant, targets) in enumerate(_pairs(known, draft)):
        yield Claim(
            iri=claim_iri(scene, draft, number),
            cls=draft.cls,
            classes=classes,
            made=draft.mood.holds,
            polarity=draft.mood.polarity,
            modality=draft.mood.modality,
            claimant=claimant,
            behalf=find_behalf(scene, draft) or known.speakers.behalf.get(claimant or "") or find_body(scene, draft),
            targets=targets,
            about=_about(known, draft, claimant),
            within=known.first[outer] if outer is not None else None,
            quoted=draft.quoted,
            date=_date(known, draft),
            propositions=known.said.get(draft.at, ()),
            source=to_spans(scene, draft.source),
            cue=to_spans(scene, draft.cue),
            content=content_spans(scene, draft.content),
            pattern=draft.pattern,
            denied=answered if "Denial" in classes else None,
            refused=answered if "Denial" not in classes else None,
            holds=find_matters(scene, draft, known.said.get(draft.at, ()), within=outer, disputed=False),
            disputes=find_matters(scene, draft, known.said.get(draft.at, ()), within=outer, disputed=True),
        )


def _answered(known: _Known, draft: Draft, classes: tuple[str, ...]) -> Denied | None:
    """What a denial denies, or the demand that a refusal refuses; None for other claims."""
    among = "Claim" if "Denial" in classes else "Demand"
    named = draft.denied is not None or is_pointing(known.scene, draft)
    if among == "Demand" and not ("Refusal" in classes and named):
        return None
    found = find_denied(known.scene, draft, known.attributed, known.speakers, known.first, among=among)
    return found if among == "Claim" or draft.denied is not None or found.claim is not None else None


def _pairs(known: _Known, draft: Draft) -> Iterator[tuple[str | None, tuple[Target, ...]]]:
    """Each claimant with each target, or with those who claim the same of them."""
    claimants: tuple[str | None, ...] = known.speakers.of(draft)
    if draft.reciprocal and len(draft.claimants) == 1:
        sides = (known.speakers.at(side, draft) for side in find_sides(known.scene, draft.claimants[0]))
        claimants = tuple(dict.fromkeys(iri for side in sides for iri in side)) or claimants
    if draft.reciprocal and len(claimants) > 1:
        slot = draft.targets[0][0] if draft.targets else "target"
        for claimant in claimants:
            yield from ((claimant, (Target(slot, other),)) for other in claimants if other and other != claimant)
        return
    targets = dict.fromkeys(
        Target(slot, iri)
        for slot, token in draft.targets
        if not draft.reciprocal  # the two sides accused each other
        for iri in known.speakers.at(token, draft)
    )
    for claimant in claimants or (None,):
        others = [each for each in targets if each.entity != claimant or _is_reflexive(known.scene, draft)]
        yield from ((claimant, (target,)) for target in others)
        if not others:
            yield claimant, ()


def _is_reflexive(scene: Scene, draft: Draft) -> bool:
    """Blamed himself: nobody else is meant by "urged him" than another."""
    tokens = [token for _, token in draft.targets]
    themselves = any(scene.tree.words[token].lower().endswith(("self", "selves")) for token in tokens)
    return themselves or any(map(scene.is_first_person, tokens))


def to_spans(scene: Scene, runs: tuple[Run, ...]) -> tuple[Span, ...]:
    """Token runs as characters."""
    tree = scene.tree
    return tuple(Span(tree.starts[first], tree.ends[last - 1]) for first, last in runs)


def content_spans(scene: Scene, runs: tuple[Run, ...]) -> tuple[Span, ...]:
    """Runs of content as characters, with both marks of a quotation that stands beside other words."""
    return tuple(_with_marks(scene, span) for span in to_spans(scene, runs))


def _with_marks(scene: Scene, span: Span) -> Span:
    text, start, end = scene.article.text, span.start, span.end
    number = bisect_left(scene.quotes, start, key=lambda quote: quote.start)
    while number < len(scene.quotes) and scene.quotes[number].start < end:
        quote = scene.quotes[number]
        number += 1
        if start < quote.start < end <= quote.end and not text[end : quote.end].strip(",. "):
            end = quote.end + len(text[quote.end : quote.end + 1].strip())
        elif start == quote.start and quote.end < end:
            start -= 1
    return Span(start, end)


def _about(known: _Known, draft: Draft, claimant: str | None) -> tuple[str, ...]:
    """The entities that the content names."""
    found = dict.fromkeys(map(known.scene.linked.at, find_inside(known.heads, draft.content)))
    return tuple(iri for iri in found if iri is not None and iri != claimant)


def _date(known: _Known, draft: Draft) -> str | None:
    """The date that belongs to the cue, not to the content."""
    tree, dates = known.scene.tree, known.dates
    sentence = tree.sentences[tree.sentence_of[draft.at]]
    for number in range(bisect_left(dates, sentence.first, key=lambda span: span.first), len(dates)):
        span = dates[number]
        if span.first >= sentence.last:
            break
        if not holds_token(draft, span.first):
            governor = span.first
            while tree.deps[governor] in _DATE_LABELS and governor != draft.at:
                governor = tree.heads[governor]
            if governor == draft.at:
                return tree.slice(span.first, span.last)
    return None


def _propositions(
    scene: Scene, attributed: Attributed, relations: list[Relation]
) -> dict[int, tuple[Proposition, ...]]:
    """What each draft's content says in the terms of the ontology."""
    said: dict[int, list[Proposition]] = {}
    for relation in relations:
        holder = None if relation.presupposed else find_teller(scene, attributed, relation.trigger)
        if holder is not None:
            said.setdefault(holder.at, []).append(relation.to_proposition())
    return {at: tuple(dict.fromkeys(found)) for at, found in said.items()}
