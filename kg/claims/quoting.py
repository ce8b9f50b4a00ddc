"""Quotations meet drafts: a quotation belongs whole to the claim whose words it has, else to who spoke last."""

from dataclasses import replace

from kg.claims.apart import without
from kg.claims.drafts import Draft, holds_token, with_content
from kg.claims.runs import Run, merge_runs, trim
from kg.predications import Mood
from kg.quotes import Quote
from kg.scenes import Scene

_NEAR = 3
"""How many tokens after a quotation its cue may stand: a comma, the mark, the verb."""
_GAP = 2
"""How many paragraphs on a quotation may go on with what was said."""


def attribute_quotes(scene: Scene, drafts: list[Draft], quotes: list[Quote]) -> list[Draft]:
    """Drafts with their quotations, and new drafts for quotations that have no cue of their own; in text order."""
    by_at = {draft.at: draft for draft in drafts}
    _part(scene, by_at)
    last: tuple[int, int] | None = None  # (at, block) of the draft that spoke last
    for number, quote in enumerate(quotes):
        owner = _owner(by_at, quote)
        if owner is not None:
            by_at[owner] = with_content(scene.tree, by_at[owner], [(quote.first, quote.last)], quoted=True)
            _carry_back(scene, by_at, by_at[owner], quotes[: number + 1])
            last = (by_at[owner].at, quote.block)
            continue
        begun = _begun_by(scene, by_at, quote)
        if begun is not None:
            by_at[begun] = with_content(scene.tree, by_at[begun], [(quote.first, quote.last)], quoted=True)
            continue
        if not quote.is_utterance and not _is_sentence(scene, quote):
            ended = _ended_by(scene, by_at, quote)
            if ended is not None:
                by_at[ended] = with_content(scene.tree, by_at[ended], [(quote.first, quote.last)])
            continue
        if last is not None and last[1] == quote.block and not _stands_in_clause(scene, quote):
            by_at[last[0]] = with_content(scene.tree, by_at[last[0]], [(quote.first, quote.last)], quoted=True)
        elif last is not None and quote.block - last[1] <= _GAP and _fills_block(scene, quote):
            speaker = by_at[last[0]] if quote.continued else _next_speaker(scene, by_at, by_at[last[0]])
            last = (quote.first, quote.block) if speaker is not None else None
            if speaker is not None:
                _continue(scene, by_at, speaker, quote)
    return [by_at[at] for at in sorted(by_at)]


def _part(scene: Scene, by_at: dict[int, Draft]) -> None:
    """ "We pay," she told them, "but late," she added: what the second cue holds begins after the first."""
    for at, draft in by_at.items():
        told = [each for each in by_at if each != at and holds_token(draft, each) and by_at[each].claimants]
        for inner in told:
            before = [quote for quote in scene.quotes if draft.content[0][0] < quote.last <= inner]
            after = [quote for quote in scene.quotes if inner < quote.first and quote.last <= at]
            if before and after:
                rest = merge_runs(scene.tree, without(by_at[at].content, [(0, after[0].first)]))
                by_at[at] = replace(by_at[at], content=rest or draft.content)


def _carry_back(scene: Scene, by_at: dict[int, Draft], speaker: Draft, quotes: list[Quote]) -> None:
    """A quotation left open over paragraphs is one speaker's, who may be named in the last of them."""
    while len(quotes) > 1 and quotes[-1].continued:
        quotes = quotes[:-1]
        quote = quotes[-1]
        told = [each for each in by_at.values() if each.origin != "learnt" and not quote.first <= each.at < quote.last]
        if any(holds_token(draft, quote.first) for draft in told):
            return
        _continue(scene, by_at, speaker, quote)


def _next_speaker(scene: Scene, by_at: dict[int, Draft], last: Draft) -> Draft | None:
    """Who spoke last; after a question whoever spoke before who asked it, if anybody did."""
    if not scene.ontology.tbox.is_a(last.cls, "Inquiry"):
        return last
    asking = {scene.linked.at(token) for token in last.claimants}
    others = [
        draft
        for at, draft in sorted(by_at.items())
        if at < last.at and draft.quoted and asking.isdisjoint(scene.linked.at(token) for token in draft.claimants)
    ]
    return others[-1] if others else None


def _continue(scene: Scene, by_at: dict[int, Draft], speaker: Draft, quote: Quote) -> None:
    run = trim(scene.tree, (quote.first, quote.last))
    if run is not None:
        by_at[quote.first] = _continuation(speaker, quote.first, run)


def _owner(by_at: dict[int, Draft], quote: Quote) -> int | None:
    """The draft outside the quotation that shares most words with it, half at least; a cue that is sure goes first."""
    best: tuple[bool, int, int] | None = None
    owner = None
    for at, draft in by_at.items():
        if quote.first <= at < quote.last:
            continue
        shared = sum(max(0, min(last, quote.last) - max(first, quote.first)) for first, last in draft.content)
        distance = quote.first - at if at < quote.first else at - quote.last
        rank = (draft.origin != "learnt", shared, -distance)
        if shared and 2 * shared >= min(quote.last - quote.first, 6) and (best is None or rank > best):
            best, owner = rank, at
    return owner


def _ended_by(scene: Scene, by_at: dict[int, Draft], quote: Quote) -> int | None:
    """The draft whose content goes on into quoted words: called the sentence "dangerous"."""
    tree = scene.tree
    for at, draft in by_at.items():
        adjacent = bool(draft.content) and 0 <= quote.first - draft.content[-1][1] <= 1 and at < quote.first
        in_cue = any(quote.first <= first < quote.last for first, _ in draft.cue)  # called it a "pure invention"
        if adjacent and not in_cue and tree.sentence_of[at] == tree.sentence_of[quote.first]:
            return at
    return None


def _begun_by(scene: Scene, by_at: dict[int, Draft], quote: Quote) -> int | None:
    """The draft of a cue right after a comma in the marks: "The ferry," said Berg, "was late."."""
    tree, text = scene.tree, scene.article.text
    for at, draft in by_at.items():
        near = 0 < at - quote.last <= _NEAR and tree.sentence_of[at] == tree.sentence_of[quote.first]
        first = draft.content[0][0] if draft.content else at
        goes_on = first > at and any(each.first <= first < each.last for each in scene.quotes)
        if near and goes_on and text[quote.start : quote.end].rstrip().endswith(","):
            return at
    return None


def _is_sentence(scene: Scene, quote: Quote) -> bool:
    """A short sentence of its own, after another: "It was late," Berg said. "Nobody came."."""
    text = scene.article.text
    before = text[scene.article.blocks[quote.block].start : quote.start - 1].rstrip()
    inside = text[quote.start : quote.end].rstrip()
    return before.endswith((".", "!", "?")) and inside[:1].isupper() and inside.endswith((".", "!", "?"))


def _stands_in_clause(scene: Scene, quote: Quote) -> bool:
    """A quoted phrase inside somebody's sentence: the word before it is no sentence border."""
    before = quote.first - 2
    tree = scene.tree
    return (
        before >= 0
        and tree.sentence_of[before] == tree.sentence_of[quote.first]
        and tree.pos[before] not in ("PUNCT", "SPACE")
    )


def _fills_block(scene: Scene, quote: Quote) -> bool:
    block = scene.article.blocks[quote.block]
    return block.kind == "body" and (quote.end - quote.start) * 10 >= (block.end - block.start) * 7


def _continuation(speaker: Draft, at: int, run: Run) -> Draft:
    return replace(
        speaker,
        cls="Claim",
        at=at,
        cue=(),
        targets=(),
        content=(run,),
        mood=Mood(),
        pattern="quotation that continues",
        quoted=True,
        denied=None,
        reciprocal=False,
        follows=speaker.at,
    )
