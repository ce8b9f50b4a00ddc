"""What was guessed of quotations, or could not be: an analyst should look at these places."""

from collections.abc import Iterator
from itertools import pairwise

from kg.claims.build import claim_iri
from kg.claims.nesting import Attributed
from kg.model import Claim, Issue
from kg.scenes import Scene


def find_guesses(scene: Scene, attributed: Attributed, claims: list[Claim]) -> Iterator[Issue]:
    """The quotations whose speaker no words name, in text order: given to who spoke before, or to nobody."""
    by_iri = {claim.iri: claim for claim in claims}
    found = [*_by_turn(scene, attributed, by_iri), *_unattributed(scene, attributed)]
    yield from sorted(found, key=lambda issue: issue.start)


def _by_turn(scene: Scene, attributed: Attributed, by_iri: dict[str, Claim]) -> Iterator[Issue]:
    """A paragraph that is a quotation goes on with what was said before, surely where no mark closed that."""
    sure = {each.first for pair in pairwise(scene.quotes) if pair[1].continued for each in pair}
    for draft in attributed.drafts:
        if draft.at in sure:
            continue
        claim = by_iri.get(claim_iri(scene, draft, 0)) if draft.follows is not None else None
        if claim is not None and claim.content:
            speaker = scene.linked.entity(claim.claimant).label if claim.claimant else "somebody unknown"
            message = f"no words say who said this; taken to be {speaker}, who spoke before"
            yield Issue(claim.content[0].start, claim.content[-1].end, message, claim.iri)


def _unattributed(scene: Scene, attributed: Attributed) -> Iterator[Issue]:
    """A whole sentence in quotation marks that is in no claim."""
    for quote in scene.quotes:
        said = any(attributed.holders.among(quote.first, quote.last))
        has_verb = any(scene.tree.pos[token] in ("VERB", "AUX") for token in range(quote.first, quote.last))
        if quote.is_utterance and has_verb and not said:
            yield Issue(quote.start, quote.end, "nobody is named who said this; it is in no claim")
