"""Quotation marks become quoted spans."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import UNREAD, Article, Block
from kg.trees import Tree

_OPENING, _CLOSING, _STRAIGHT = frozenset("“«„"), frozenset("”»"), '"'
SCARE_WORDS = 3
"""A quotation of at most this many words is no utterance of its own: so-called "experts"."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters between quotation marks, marks left out; tokens ``first`` to ``last`` (exclusive) lie inside.

    ``block`` is the number of its block, ``continued`` whether it goes on from the block before.
    """

    start: int
    end: int
    first: int
    last: int
    block: int
    continued: bool = False

    @property
    def is_utterance(self) -> bool:
        """Whether it is long enough to be something said."""
        return self.last - self.first > SCARE_WORDS


def find_quotes(tree: Tree, article: Article) -> list[Quote]:
    """Every quotation, in text order, none overlapping; one left open ends with its block.

    A block that begins with a mark while the one before was left open continues it.
    """
    found: list[Quote] = []
    blocks = article.blocks or (Block(0, len(article.text)),)
    token, was_open = 0, False
    for number, block in enumerate(blocks):
        if block.kind in UNREAD:
            continue
        spans, is_open = _in_block(article.text, block)
        for position, (start, end) in enumerate(spans):
            while token < len(tree.words) and tree.starts[token] < start:
                token += 1
            first = token
            while token < len(tree.words) and tree.ends[token] <= end:
                token += 1
            if token > first:
                found.append(Quote(start, end, first, token, number, was_open and position == 0))
        was_open = is_open
    return found


def _in_block(text: str, block: Block) -> tuple[list[tuple[int, int]], bool]:
    """The spans between marks, and whether the last one is left open."""
    spans: list[tuple[int, int]] = []
    opened, single = None, None
    for at in range(block.start, block.end):
        mark = text[at]
        if mark == _STRAIGHT:
            if opened is None:
                opened = at + 1
            else:
                spans.append((opened, at))
                opened = None
        elif mark in _OPENING:
            if opened is None:
                opened = at + 1
        elif mark in _CLOSING:
            if opened is not None:
                spans.append((opened, at))
                opened = None
        elif mark in "'‘’" and opened is None:
            single = _single(text, block, at, single, spans)
    if opened is not None and opened < block.end:
        spans.append((opened, block.end))
    return sorted(spans), opened is not None


def _single(text: str, block: Block, at: int, single: int | None, spans: list[tuple[int, int]]) -> int | None:
    """Single marks quote only where they stand at the edges of words; an apostrophe does not."""
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    if single is None:
        return at + 1 if text[at] in "'‘" and not before.isalnum() and (after.isalnum() or after == "“") else None
    if text[at] in "'’" and not after.isalnum() and not before.isspace():
        if at - single > 1:
            spans.append((single, at))
        return None
    return single


def quote_at(quotes: Sequence[Quote], token: int) -> Quote | None:
    """The quotation that a token stands in."""
    return next(quotes_in(quotes, token, token + 1), None)


def quotes_in(quotes: Sequence[Quote], first: int, last: int) -> Iterator[Quote]:
    """The quotations that have one of the tokens ``first`` to ``last`` (exclusive), in text order."""
    at = bisect_right(quotes, first, key=lambda quote: quote.last)
    while at < len(quotes) and quotes[at].first < last:
        yield quotes[at]
        at += 1


_BESIDE = 12
_ADJACENT = 3
"""Even a short quotation is an utterance where only punctuation parts it from the word: replied: "No."."""


def quote_beside(tree: Tree, article: Article, quotes: tuple[Quote, ...], token: int) -> Quote | None:
    """The utterance next to a word of the same block, at most a dozen tokens away; None for a word inside one."""
    best: tuple[int, Quote] | None = None
    for quote in quotes_in(quotes, token - _BESIDE - 1, token + _BESIDE + 1):
        if quote.first <= token < quote.last:
            return None
        distance = quote.first - token if quote.first > token else token - quote.last
        spoken = quote.is_utterance or distance <= _ADJACENT
        nearer = distance <= _BESIDE and spoken and (best is None or distance < best[0])
        free = not any(each(tree, quote, token) for each in (_has_own_cue, _is_of_speaker, _is_told_aside))
        if nearer and free and _is_within_reach(tree, article, quote, token):
            best = (distance, quote)
    return best[1] if best else None


def _is_within_reach(tree: Tree, article: Article, quote: Quote, token: int) -> bool:
    """In the same block, or after a colon at the end of the block before: he said: (new paragraph) "..."."""
    blocks = article.blocks or (Block(0, len(article.text)),)
    own = blocks[quote.block]
    at = tree.starts[token]
    if own.start <= at < own.end:
        return True
    before = article.text[at : own.start].rstrip()
    return before.endswith(":") and "\n\n" not in before and quote.start <= own.start + 2


def _has_own_cue(tree: Tree, quote: Quote, token: int) -> bool:
    """In a sentence of its own, in which somebody says it: He announced a decision. "It is over," he said."""
    first, last = tree.sentence_of[quote.first], tree.sentence_of[quote.last - 1]
    if tree.sentence_of[token] in (first, last):
        return False
    outside = (range(tree.sentences[first].first, quote.first), range(quote.last, tree.sentences[last].last))
    return any(
        tree.pos[at] == "VERB"
        and tree.child(at, "nsubj") is not None
        and not quote.first <= tree.heads[at] < quote.last
        for part in outside
        for at in part
    )


def _is_of_speaker(tree: Tree, quote: Quote, token: int) -> bool:
    """ "It is over," said Berg, who wrote the law: the relative clause only tells who Berg is."""
    noun = tree.heads[token]
    governor = tree.heads[quote_head(tree, quote)]
    if tree.deps[token] not in ("relcl", "acl") or quote.first <= governor < quote.last:
        return False
    return tree.pos[governor] == "VERB" and tree.heads[noun] == governor and tree.deps[noun] == "nsubj"


def _is_told_aside(tree: Tree, quote: Quote, token: int) -> bool:
    """ "It is over," said Berg, who saw it. "We lost": what is told beside the cue has no part in the next sentence.

    Likewise ""We lost." She blamed the army, which had told her nothing", but for what is told with a conjunction.
    """
    sentence, at = tree.sentence_of[token], token
    before = quote.last <= token
    beside = tree.sentence_of[quote.last - 1 if before else quote.first] == sentence
    if beside or (not before and tree.words[quote.first - 2] == ":"):
        return False
    while tree.heads[at] != at:
        if tree.deps[at] in (("relcl",) if before else ("relcl", "acl", "advcl")):
            return True
        at = tree.heads[at]
    return False


def quote_head(tree: Tree, quote: Quote) -> int:
    """The token of a quotation on which its first words hang."""
    for token in range(quote.first, quote.last):
        is_outermost = not quote.first <= tree.heads[token] < quote.last or tree.heads[token] == token
        if is_outermost and tree.pos[token] not in ("PUNCT", "SPACE"):
            return token
    return quote.first
