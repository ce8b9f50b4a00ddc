"""Quotations meet drafts: a quotation belongs whole to the claim whose words it has, else to who spoke last."""

from dataclasses import replace

from kg.claims.drafts import Draft, Run, trim, with_content
from kg.predications import Mood
from kg.quotes import Quote
from kg.scenes import Scene

_NEAR = 3
"""How many tokens after a quotation its cue may stand: a comma, the mark, the verb."""


def attribute_quotes(scene: Scene, drafts: list[Draft], quotes: list[Quote]) -> list[Draft]:
    """Drafts with their quotations, and new drafts for quotations that have no cue of their own; in text order."""
    by_at = {draft.at: draft for draft in drafts}
    last: tuple[int, int] | None = None  # (at, block) of the draft that spoke last
    for quote in quotes:
        owner = _owner(by_at, quote)
        if owner is not None:
            by_at[owner] = with_content(scene.tree, by_at[owner], [(quote.first, quote.last)], quoted=True)
            last = (by_at[owner].at, quote.block)
            continue
        if not quote.is_utterance and not _is_sentence(scene, quote):
            ended = _ended_by(scene, by_at, quote) or _begun_by(scene, by_at, quote)
            if ended is not None:
                by_at[ended] = with_content(scene.tree, by_at[ended], [(quote.first, quote.last)])
            continue
        if last is not None and last[1] == quote.block and not _stands_in_clause(scene, quote):
            by_at[last[0]] = with_content(scene.tree, by_at[last[0]], [(quote.first, quote.last)], quoted=True)
        elif last is not None and quote.block - last[1] <= 2 and _fills_block(scene, quote):
            run = trim(scene.tree, (quote.first, quote.last))
            if run is not None:
                speaker = by_at[last[0]]
                by_at[quote.first] = _continuation(speaker, quote.first, run)
                last = (quote.first, quote.block)
    return [by_at[at] for at in sorted(by_at)]


def _owner(by_at: dict[int, Draft], quote: Quote) -> int | None:
    """The draft outside the quotation that shares most words with it; of several the nearest cue that is sure."""
    best: tuple[int, bool, int] | None = None
    owner = None
    for at, draft in by_at.items():
        if quote.first <= at < quote.last:
            continue
        shared = sum(max(0, min(last, quote.last) - max(first, quote.first)) for first, last in draft.content)
        distance = quote.first - at if at < quote.first else at - quote.last
        rank = (shared, draft.origin != "learnt", -distance)
        if shared and (best is None or rank > best):
            best, owner = rank, at
    if best is None or 2 * best[0] < min(quote.last - quote.first, 6):
        return None
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
