"""Text into blocks: what is a headline, a cross-head, a caption, print of the site, a credit, and what is body.

Rules are of shape and place: length, closing punctuation, repetition, what stands between paragraphs. The wordings
of sites are in ``boilerplate.txt``.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from kg.articles.datelines import dateline_of
from kg.articles.interviews import Turn, find_turns
from kg.articles.labels import HEAD, labels_of
from kg.articles.layouts import load_layout
from kg.articles.paragraphs import ITEM, Paragraph, find_paragraphs, plain
from kg.model import UNREAD, Block, BlockKind

Shape = Literal["boilerplate", "imprint", "credit", "caption", "fragment", "sentence"]

LONGEST_FRAGMENT = 25
"""Words; without a full stop, more than these are a paragraph all the same."""
LONGEST_CROSSHEAD = 8
LONGEST_HEADLINE = 3
"""Blocks; a headline, its second line and a deck."""
LONGEST_PRINT = 480
"""Characters; what is longer is never print of the site."""
LONGEST_CAPTION = 280

_CLOSED = re.compile(r"[.!?…:,][\"'”’»)\]]*$")
_NUMBER = re.compile(r"^\d{1,2}[.)/]\s+(?=\S)")
_TRAILING_CREDIT = re.compile(r"[.!?…\"”’']\s+(?P<credit>[(\[][A-Z][^()\[\]]{1,60}[)\]])$")


def find_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of a text, in order, none overlapping; every non-blank character lies in one.

    >>> [block.kind for block in find_blocks("Rally in Minsk\\n\\nThousands marched on Sunday.\\n\\n(Reuters)")]
    ['headline', 'body', 'credit']
    """
    paragraphs = list(find_paragraphs(text, title))
    turns = find_turns(text, paragraphs)
    blocks: list[Block] = []
    for number, (paragraph, kind) in enumerate(zip(paragraphs, _kinds(paragraphs, title, turns), strict=True)):
        if kind in ("headline", "crosshead"):
            blocks += _untagged(text, paragraph, kind)
        elif kind != "body":
            blocks.append(Block(paragraph.start, paragraph.end, kind))
        elif number in turns:
            blocks += _turn(text, paragraph, turns[number])
        else:
            blocks += _parts(text, paragraph)
    return tuple(blocks)


def shape_of(words: str) -> Shape:
    """What a paragraph looks like by itself."""
    layout = load_layout()
    number = _NUMBER.match(words)
    words = words[number.end() :] if number else words
    if not any(char.isalnum() for char in words):
        return "boilerplate"
    if len(words) <= LONGEST_PRINT:
        if layout.byline.fullmatch(words):
            return "imprint"
        if layout.boilerplate.fullmatch(words) or layout.links.fullmatch(words):
            return "boilerplate"
        if layout.credit.fullmatch(words):
            return "credit"
        if len(words) <= LONGEST_CAPTION and layout.caption.search(words):
            return "caption"
    heading = words.isupper() or _is_title_case(words)
    listed = number is not None and not heading  # 2. Pay the farmers; not: 2. THE DAM HOLDS
    return "sentence" if listed or _is_sentence(words) else "fragment"


def _is_sentence(words: str) -> bool:
    """Whether a paragraph reads as sentences rather than as a heading or a label."""
    count = words.count(" ") + 1
    if count > LONGEST_FRAGMENT or ITEM.match(words):
        return True
    if not _CLOSED.search(words[-8:]) and not _TRAILING_CREDIT.search(words[-80:]):
        return False
    return not (_is_label(words) or _is_title_case(words))


def _is_label(words: str) -> bool:
    """Whether one or two words, or three With Capitals, stand for a heading although a full stop ends them."""
    if words[0] in "\"“”‘'«" or words.endswith(":") or load_layout().verb.search(words):
        return False
    parts = words.split()
    return len(parts) <= 2 or (len(parts) == 3 and all(part[0].isupper() for part in parts))


def _is_title_case(words: str) -> bool:
    """Whether Words Are Written With Capitals, as in Headlines; all but short ones such as "of".

    >>> _is_title_case("E.U. Leaders Weigh Plans for Greater Coordination.")
    True
    >>> _is_title_case("Vladimir Putin met Emmanuel Macron.")
    False
    """
    letters = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > 1]
    small = [word for word in letters if word[0].islower()]
    return (
        len(letters) >= 5
        and len(small) * 3 < len(letters)
        and all(len(word) <= 4 for word in small)
        and not load_layout().verb.search(" ".join(small))
    )


def _kinds(paragraphs: list[Paragraph], title: str | None, turns: Mapping[int, Turn]) -> list[BlockKind]:
    shapes: list[Shape] = [
        "imprint" if number < HEAD and labels_of(paragraph.words) else shape_of(paragraph.words)
        for number, paragraph in enumerate(paragraphs)
    ]
    shapes = ["sentence" if number in turns and turns[number].label else shape for number, shape in enumerate(shapes)]
    times = Counter(paragraph.words for paragraph in paragraphs)
    for number, paragraph in enumerate(paragraphs):
        again = times[paragraph.words]
        if (again >= 3 and len(paragraph.words) <= 80) or (again == 2 and shapes[number] == "fragment"):
            shapes[number] = "boilerplate"
    _mark_links(paragraphs, shapes)
    wanted = plain(title or "")
    titled = [bool(wanted) and plain(paragraph.words) == wanted for paragraph in paragraphs]
    if "sentence" not in {shape for shape, known in zip(shapes, titled, strict=True) if not known}:
        return [_without_sentences(shape, known) for shape, known in zip(shapes, titled, strict=True)]
    head = _headline_end(paragraphs, shapes, titled)
    kinds: list[BlockKind] = []
    following: Shape | None = None
    for number in reversed(range(len(paragraphs))):
        shape = shapes[number]
        known = titled[number] and number <= head
        kinds.append("headline" if known else _kind(paragraphs[number], shape, following, at_head=number <= head))
        following = following if shape in ("boilerplate", "imprint") else shape
    return kinds[::-1]


def _mark_links(paragraphs: list[Paragraph], shapes: list[Shape]) -> None:
    """Items without a full stop in a list of links are no more read than what stands over it."""
    linked = False
    for number, paragraph in enumerate(paragraphs):
        item = linked and ITEM.match(paragraph.words) and not _CLOSED.search(paragraph.words[-8:])
        linked = bool(item or load_layout().links.fullmatch(paragraph.words))
        if linked:
            shapes[number] = "boilerplate"


def _without_sentences(shape: Shape, known: bool) -> BlockKind:
    """In a text of bare fragments they are its body; a title alone is read too."""
    if shape != "fragment" and shape != "sentence":  # noqa: PLR1714 - mypy narrows a literal by each
        return shape
    return "headline" if known else "body"


def _headline_end(paragraphs: list[Paragraph], shapes: list[Shape], titled: list[bool]) -> int:
    """The number of the last paragraph that belongs to the headline, -1 where there is none."""
    last, lines = -1, 0
    for number, shape in enumerate(shapes):
        if titled[number] or (shape == "fragment" and (lines == 0 or paragraphs[number].words.count(" ") >= 3)):
            last, lines = number, lines + 1
        elif shape not in UNREAD:
            break
        if lines == LONGEST_HEADLINE:
            break
    return last


def _kind(paragraph: Paragraph, shape: Shape, following: Shape | None, *, at_head: bool) -> BlockKind:
    """What a paragraph is by its shape and by what stands after it."""
    if shape == "sentence":
        return "body"
    if shape != "fragment":
        return shape
    if at_head:
        return "headline"
    short = paragraph.words.count(" ") < LONGEST_CROSSHEAD
    return "crosshead" if short and following == "sentence" else "caption"


def _untagged(text: str, paragraph: Paragraph, kind: BlockKind) -> Iterator[Block]:
    """A headline without what the site tags it with, "Exclusive:"."""
    tag = load_layout().tag.match(text, paragraph.start, paragraph.end)
    start = tag.end() if tag else paragraph.start
    if tag:
        yield _trimmed(text, paragraph.start, start, "boilerplate")
    yield Block(start, paragraph.end, kind)


def _turn(text: str, paragraph: Paragraph, turn: Turn) -> Iterator[Block]:
    """The label of a question or answer, and what is asked or answered."""
    begin = paragraph.start + turn.label
    if turn.label:
        yield _trimmed(text, paragraph.start, begin, "imprint")
    yield Block(begin, paragraph.end, "answer" if turn.answers else "body")


def _parts(text: str, paragraph: Paragraph) -> Iterator[Block]:
    """A paragraph of the body without its number, dateline and tag ("UPDATE:"), and the agency that signs it."""
    start, end = paragraph.start, paragraph.end
    for ends in (_end_of_number, _end_of_dateline, _end_of_tag):
        if cut := ends(text[start:end]):
            yield _trimmed(text, start, start + cut, "boilerplate")
            start += cut
    signed = _TRAILING_CREDIT.search(text, max(start, end - 80), end)
    if signed and load_layout().credit.fullmatch(signed["credit"]):
        begin = signed.start("credit")
        yield _trimmed(text, start, begin, "body")
        yield Block(begin, end, "credit")
    else:
        yield Block(start, end, "body")


def _end_of_number(words: str) -> int:
    number = _NUMBER.match(words)
    return number.end() if number else 0


def _end_of_dateline(words: str) -> int:
    dateline = dateline_of(words)
    return dateline.end if dateline else 0


def _end_of_tag(words: str) -> int:
    """UPDATE: the ferry sank; not: Comment: none, Riga - a live update."""
    tag = load_layout().tag.match(words)
    return tag.end() if tag and ":" in tag.group() and tag.end() < len(words) else 0


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Block:
    """A part of a paragraph without the blanks before the next one."""
    return Block(start, start + len(text[start:end].rstrip()), kind)
