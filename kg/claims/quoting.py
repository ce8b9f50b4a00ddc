"""Quotations meet drafts: a quotation belongs whole to the claim whose words it has, else to who spoke last."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.claims.drafts import Draft, with_content
from kg.claims.holders import Holders, find_inside
from kg.claims.runs import Run, merge_runs, trim, without
from kg.predications import Mood
from kg.quotes import Quote, quote_at, quotes_in
from kg.scenes import Scene

_NEAR = 3
"""How many tokens after a quotation its cue may stand: a comma, the mark, the verb."""
_TAG = 12
"""How many tokens after a quotation its cue may stand behind its speaker."""
_GAP = 2
"""How many paragraphs on a quotation may go on with what was said."""
_BELOW = frozenset({"relcl", "acl", "advcl", "pobj", "ccomp", "xcomp"})
"""Labels of cues that stand in somebody else's clause."""
_FAR = 200
"""How many claims before a question whoever answers it may have spoken."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Drafts by where they stand, their places in order, and which held what before quotations were given."""

    by_at: dict[int, Draft]
    places: list[int]
    before: Holders
    given: dict[int, list[int]] = field(default_factory=dict)
    """The places of those that a quotation was given to, by its first token."""

    @classmethod
    def of(cls, by_at: dict[int, Draft]) -> "_Told":
        """Make look-up ready."""
        return cls(by_at, sorted(by_at), Holders(by_at.values()))

    def put(self, draft: Draft, quote: Quote) -> None:
        """A draft that now holds a quotation."""
        if draft.at not in self.by_at:
            insort(self.places, draft.at)
        self.by_at[draft.at] = draft
        self.given.setdefault(quote.first, []).append(draft.at)

    def holding(self, quote: Quote) -> Iterator[Draft]:
        """The drafts that hold where a quotation begins, or that it was given to."""
        held = {draft.at for draft in self.before.at(quote.first)}
        return (self.by_at[at] for at in held.union(self.given.get(quote.first, ())))

    def sharing(self, quote: Quote) -> Iterator[tuple[Draft, int]]:
        """The drafts that hold words of a quotation, in text order, and how many."""
        found = {draft.at: draft.content for draft in self.before.among(quote.first, quote.last)}
        for at in sorted(found):
            shared = (min(last, quote.last) - max(first, quote.first) for first, last in found[at])
            yield self.by_at[at], sum(each for each in shared if each > 0)

    def among(self, first: int, last: int) -> Iterator[Draft]:
        """The drafts that stand at ``first`` to ``last`` (exclusive), in text order."""
        return (self.by_at[at] for at in find_inside(self.places, [(first, last)]))


def attribute_quotes(scene: Scene, drafts: list[Draft], quotes: list[Quote]) -> list[Draft]:
    """Drafts with their quotations, and new drafts for quotations that have no cue of their own; in text order."""
    by_at = {draft.at: draft for draft in drafts}
    _part(scene, by_at)
    told = _Told.of(by_at)
    last: tuple[int, int] | None = None  # (at, block) of the draft that spoke last
    for number, quote in enumerate(quotes):
        owner = _owner(told, quote)
        if owner is not None:
            _give(scene, told, owner, quote, quoted=True)
            _carry_back(scene, told, by_at[owner], quotes, number)
            last = (owner, quote.block)
            continue
        begun = _begun_by(scene, told, quote)
        if begun is not None:
            _give(scene, told, begun, quote, quoted=True)
            continue
        introducing = _introduced_by(scene, told, quote)
        if introducing is not None:
            _continue(scene, told, introducing, quote)
            last = (quote.first, quote.block)
            continue
        ended = _ended_by(scene, told, quote)
        within = ended is not None and told.by_at[ended].content[-1][1] > quote.first
        if within or (not quote.is_utterance and not _is_sentence(scene, quote)):
            if ended is not None:
                _give(scene, told, ended, quote)
            continue
        if last is not None and last[1] == quote.block and not _stands_in_clause(scene, quote):
            _give(scene, told, last[0], quote, quoted=True)
        elif last is not None and quote.block - last[1] <= _GAP and _fills_block(scene, quote):
            speaker = by_at[last[0]] if quote.continued else _next_speaker(scene, told, by_at[last[0]])
            last = (quote.first, quote.block) if speaker is not None else None
            if speaker is not None:
                _continue(scene, told, speaker, quote)
    return [by_at[at] for at in told.places]


def _give(scene: Scene, told: _Told, at: int, quote: Quote, *, quoted: bool | None = None) -> None:
    told.put(with_content(scene.tree, told.by_at[at], [(quote.first, quote.last)], quoted=quoted), quote)


def _part(scene: Scene, by_at: dict[int, Draft]) -> None:
    """ "We pay," she told them, "but late," she added: what the second cue holds begins after the first."""
    quotes, spoken = scene.quotes, sorted(draft.at for draft in by_at.values() if draft.claimants)
    for at, draft in by_at.items():
        number = bisect_right(quotes, at, key=lambda quote: quote.last)
        inner = _last_inside(spoken, draft.content, quotes[number - 1].first) if number else None
        first = next(quotes_in(quotes, draft.content[0][0], inner), None) if inner is not None else None
        if inner is not None and first is not None and first.last <= inner:
            after = bisect_right(quotes, inner, key=lambda quote: quote.first)
            rest = merge_runs(scene.tree, without(draft.content, [(0, quotes[after].first)]))
            by_at[at] = replace(draft, content=rest or draft.content)


def _last_inside(places: list[int], runs: tuple[Run, ...], end: int) -> int | None:
    """The last place before ``end`` that stands in runs."""
    for first, last in reversed(runs):
        number = bisect_left(places, min(last, end))
        if number and places[number - 1] >= first:
            return places[number - 1]
    return None


def _carry_back(scene: Scene, told: _Told, speaker: Draft, quotes: list[Quote], number: int) -> None:
    """A quotation left open over paragraphs is one speaker's, who may be named in the last of them."""
    while number and quotes[number].continued:
        number -= 1
        quote = quotes[number]
        outside = (draft for draft in told.holding(quote) if not quote.first <= draft.at < quote.last)
        if any(draft.origin != "learnt" for draft in outside):
            return
        _continue(scene, told, speaker, quote)


def _next_speaker(scene: Scene, told: _Told, last: Draft) -> Draft | None:
    """Who spoke last; after a question whoever spoke before who asked it, if anybody did."""
    if not scene.ontology.tbox.is_a(last.cls, "Inquiry"):
        return last
    asking = {scene.linked.at(token) for token in last.claimants}
    before = told.places[max(0, bisect_left(told.places, last.at) - _FAR) : bisect_left(told.places, last.at)]
    for at in reversed(before):
        draft = told.by_at[at]
        if draft.quoted and asking.isdisjoint(scene.linked.at(token) for token in draft.claimants):
            return draft
    return None


def _continue(scene: Scene, told: _Told, speaker: Draft, quote: Quote) -> None:
    run = trim(scene.tree, (quote.first, quote.last))
    if run is not None:
        told.put(_continuation(speaker, quote.first, run), quote)


def _owner(told: _Told, quote: Quote) -> int | None:
    """The draft outside the quotation that shares most words with it, half at least; a cue that is sure goes first."""
    best: tuple[bool, int, int] | None = None
    owner = None
    for draft, shared in told.sharing(quote):
        at = draft.at
        if quote.first <= at < quote.last:
            continue
        distance = quote.first - at if at < quote.first else at - quote.last
        rank = (draft.origin != "learnt", shared, -distance)
        if 2 * shared >= min(quote.last - quote.first, 6) and (best is None or rank > best):
            best, owner = rank, at
    return owner


def _ended_by(scene: Scene, told: _Told, quote: Quote) -> int | None:
    """The draft whose content goes on into quoted words: called the sentence "dangerous", which may end among them."""
    tree = scene.tree
    for draft in told.among(tree.sentences[tree.sentence_of[quote.first]].first, quote.first):
        if not draft.content:
            continue
        adjacent = quote.first - 1 <= draft.content[-1][1] < quote.last and draft.content[0][0] < quote.first
        in_cue = any(quote.first <= first < quote.last for first, _ in draft.cue)  # called it a "pure invention"
        if adjacent and not in_cue:
            return draft.at
    return None


def _begun_by(scene: Scene, told: _Told, quote: Quote) -> int | None:
    """The draft of a cue or its speaker right after a comma in the marks: "The ferry," said Berg, "was late."."""
    tree, text = scene.tree, scene.article.text
    for draft in told.among(quote.last + 1, quote.last + _TAG + 1):
        starts = (tree.left[token] for token in draft.claimants if quote.last < token < draft.at)
        near = tree.sentence_of[draft.at] == tree.sentence_of[quote.first]
        near = near and min(starts, default=draft.at) <= quote.last + _NEAR
        first = draft.content[0][0] if draft.content else draft.at
        goes_on = first > draft.at and quote_at(scene.quotes, first) is not None
        if near and goes_on and text[quote.start : quote.end].rstrip().endswith(","):
            return draft.at
    return None


def _introduced_by(scene: Scene, told: _Told, quote: Quote) -> Draft | None:
    """Who says the words after a colon, which belong to no other claim: Berg slams the governor: "He lied to us"."""
    tree, colon = scene.tree, quote.first - 2
    if colon < 0 or tree.words[colon] != ":":
        return None
    before = told.among(tree.sentences[tree.sentence_of[colon]].first, colon)
    main = (each for each in before if tree.deps[each.at] not in _BELOW or tree.heads[each.at] > colon)
    return next((draft for draft in main if draft.claimants and draft.mood.holds), None)


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
