"""What holds of every claim of every reading."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kg.graph.quads import asserted, fact_triple
from kg.graph.terms import term
from kg.model import Claim, Reading, Span

ROLES = ("source", "cue", "content")


def broken_laws(reading: Reading) -> list[str]:
    """The laws that a reading breaks, with the claim that breaks each."""
    by_iri = {claim.iri: claim for claim in reading.claims}
    broken = ["two claims are one node"] if len(by_iri) < len(reading.claims) else []
    for claim in reading.claims:
        laws = (_of_spans, _of_words, _of_place, _of_nesting, _of_making)
        broken += [f"{claim.pattern} {claim.cue}: {law}" for each in laws for law in each(claim, reading, by_iri)]
    return broken + list(_of_graph(reading))


def _of_spans(claim: Claim, reading: Reading, _: dict[str, Claim]) -> Iterator[str]:
    text = reading.article.text
    if not claim.content and not claim.targets:
        yield "says nothing of anybody"
    for role in ROLES:
        spans = getattr(claim, role)
        if any(not 0 <= span.start < span.end <= len(text) for span in spans):
            yield f"{role} lies outside the text"
        if any(one.end > other.start for one, other in pairwise(spans)):
            yield f"{role} is out of order"
        if any(text[span.start : span.end] != text[span.start : span.end].strip() for span in spans):
            yield f"{role} begins or ends in a blank"


def _of_words(claim: Claim, _: Reading, __: dict[str, Claim]) -> Iterator[str]:
    source, cue, content = (places(getattr(claim, role)) for role in ROLES)
    if cue & content:
        yield "says its own cue"
    if source & content:
        yield "says who says it"
    if source & cue:
        yield "the cue is its source"


def _of_place(claim: Claim, reading: Reading, _: dict[str, Claim]) -> Iterator[str]:
    for span in (*claim.source, *claim.cue, *claim.content):
        if not any(sentence.start <= span.start < sentence.end for sentence in reading.sentences):
            yield "leads to no sentence"
    entities = {entity.iri for entity in reading.entities}
    named = (claim.claimant, claim.behalf, *claim.about, *(target.entity for target in claim.targets))
    if any(iri is not None and iri not in entities for iri in named):
        yield "names an entity that the article does not have"


def _of_nesting(claim: Claim, _: Reading, by_iri: dict[str, Claim]) -> Iterator[str]:
    seen, at = {claim.iri}, claim
    while at.within is not None:
        if at.within not in by_iri:
            yield "is within an unknown claim"
            return
        at = by_iri[at.within]
        if at.iri in seen:
            yield "is within itself"
            return
        seen.add(at.iri)
    if claim.within and not places(claim.cue) & places(by_iri[claim.within].content):
        yield "is within what does not hold it"


def _of_making(claim: Claim, _: Reading, by_iri: dict[str, Claim]) -> Iterator[str]:
    if claim.made and (claim.polarity, claim.modality) != ("positive", "actual"):
        yield "is made, and negated or only possible"
    for answered in (claim.denied, claim.refused):
        if answered is not None and answered.claim is not None and answered.claim not in by_iri:
            yield "answers an unknown claim"
        if answered is not None and answered.claim == claim.iri:
            yield "answers itself"


def _of_graph(reading: Reading) -> Iterator[str]:
    """Nobody makes what was not made, and what is only said is no triple."""
    triples = set(asserted(reading))
    makers = {str(t.subject.value) for t in triples if t.predicate == term("madeBy")}
    for claim in reading.claims:
        reported = claim.made and claim.within is None and claim.claimant is not None
        if reported != (claim.iri in makers):
            yield f"{claim.pattern} {claim.cue}: made by somebody, or by nobody, against the article"
    facts = {fact_triple(fact) for fact in reading.facts}
    entities = {entity.iri for entity in reading.entities}
    for claim in reading.claims:
        for said in claim.propositions:
            for triple in triples - facts:
                if triple.subject.value == said.subject and triple.predicate == term(said.property):
                    yield f"{claim.pattern}: {said} is asserted"
    for triple in triples - facts:
        if triple.subject.value in entities and getattr(triple.object, "value", None) in entities:
            yield f"{triple} is no fact of the article"


def places(spans: Iterable[Span]) -> set[int]:
    """The characters that spans cover."""
    return {at for span in spans for at in range(span.start, span.end)}
