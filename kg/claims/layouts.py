"""Attributions that the layout shows instead of a cue: a speaker's label before a colon, a name behind a dash."""

from collections.abc import Collection, Iterator

from kg.claims.drafts import Draft
from kg.claims.runs import Run, trim
from kg.model import Block
from kg.predications import Mood
from kg.quotes import Quote
from kg.scenes import Scene
from kg.trees import Tree

_DASHES = frozenset("―—–-") | {"--"}
_LABEL = 6
"""A label has at most this many words."""
_SIGNATURE = 12
_LEAST_CONTENT = 3


def find_layouts(scene: Scene, taken: Collection[int]) -> Iterator[Draft]:
    """The drafts of signatures and labels, in text order; ``taken`` are the places of other drafts."""
    for quote in scene.quotes:
        yield from _signature(scene, quote)
    starts = scene.tree.starts
    token = 0
    for block in scene.article.blocks:
        while token < len(starts) and starts[token] < block.start:
            token += 1
        if block.kind in ("body", "headline", "crosshead", "caption"):
            yield from _label(scene, block, token, taken)


def _signature(scene: Scene, quote: Quote) -> Iterator[Draft]:
    """ "We will win." ― Anna Berg, a nurse"""
    tree = scene.tree
    dash = quote.last
    while dash < len(tree.words) and dash <= quote.last + 2 and tree.words[dash] not in _DASHES:
        if tree.pos[dash] not in ("PUNCT", "SPACE"):
            return
        dash += 1
    if dash + 1 >= len(tree.words) or tree.words[dash] not in _DASHES or not quote.is_utterance:
        return
    speaker = _agent(scene, dash + 1, dash + 3)
    if speaker is None:
        return
    last = dash + 1
    sentence = tree.sentence_of[speaker]
    while last < len(tree.words) and last <= dash + _SIGNATURE and tree.sentence_of[last] == sentence:
        last += 1
    source, content = trim(tree, (dash + 1, last)), trim(tree, (quote.first, quote.last))
    if source is not None and content is not None:
        yield _draft("QUOTE ― NAME", dash, speaker, source, content, quoted=True)


def _label(scene: Scene, block: Block, first: int, taken: Collection[int]) -> Iterator[Draft]:
    """BERG: The ferry was late. Lind: 'We will win'"""
    tree = scene.tree
    colon = first
    while colon < len(tree.words) and colon <= first + _LABEL and tree.words[colon] != ":":
        if tree.pos[colon] in ("VERB", "AUX", "PUNCT", "SPACE") or tree.starts[colon] >= block.end:
            return
        colon += 1
    if colon == first or colon >= len(tree.words) or tree.words[colon] != ":" or colon in taken:
        return
    last = colon
    while last < len(tree.words) and tree.starts[last] < block.end:
        last += 1
    speaker = _agent(scene, first, colon)
    content, source = trim(tree, (colon + 1, last)), trim(tree, (first, colon))
    if speaker is None or content is None or source is None or content[1] - content[0] < _LEAST_CONTENT:
        return
    own = any(tree.words[at].lower() in scene.ontology.words["firstPerson"] for at in range(*content))
    if scene.stands_for(speaker, "Place") and not own:
        return  # Libya: rival governments trade blame
    if not any(first <= at < last for at in taken if at < colon):
        yield _draft("NAME: CONTENT", colon, speaker, source, content, quoted=False)


def _agent(scene: Scene, first: int, last: int) -> int | None:
    """The head of a name or noun of somebody who can speak, among these tokens; a label in capitals will do.

    Not where something is: "Floods in Spain: governor accused".
    """
    tree = scene.tree
    for token in range(min(last, len(tree.words)) - 1, first - 1, -1):
        if scene.is_agent(token) and not _is_below(tree, token, range(first, last)):
            return token
    words = tree.words[first:last]
    if words and all(word.isupper() and word.isalpha() and len(word) > 1 for word in words):
        return last - 1
    return None


def _is_below(tree: Tree, token: int, label: range) -> bool:
    """Of the Dawn party, in "Anna Berg of the Dawn party"."""
    while token in label and tree.heads[token] != token:
        if tree.deps[token] == "pobj" and tree.heads[tree.heads[token]] in label:
            return True
        token = tree.heads[token]
    return False


def _draft(pattern: str, at: int, speaker: int, source: Run, content: Run, *, quoted: bool) -> Draft:
    return Draft(
        cls="Claim",
        at=at,
        cue=((at, at + 1),),
        claimants=(speaker,),
        targets=(),
        source=(source,),
        content=(content,),
        mood=Mood(),
        pattern=pattern,
        quoted=quoted,
        form="layout clause",
        origin="layout",
    )
