"""Names with another in brackets right after them: the Workers' League (WL), the Workers' League (Solidar)."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import Tree


def find_brackets(tree: Tree, named: list[Mention], shorts: Collection[str]) -> dict[int, int]:
    """Where one of the two names is an acronym or one of ``shorts``: from the first token of each to the other's."""
    words, found = tree.words, dict[int, int]()
    for left, right in _pairs(tree, named):
        if any(item.cls in ("Place", "State") for item in (left, right)):
            continue
        acronym = any(_is_one_word(item) and words[item.first].isupper() for item in (left, right))
        if acronym or is_short(tree, right, shorts):
            found[left.first], found[right.first] = right.first, left.first
    return found


def find_shorts(tree: Tree, lexicon: Lexicon, named: list[Mention]) -> Iterator[str]:
    """What a body is called for short, by one word in brackets that comes again and is nobody's surname."""
    words = tree.words
    ends = {words[each.last - 1] for each in named if not _is_one_word(each)}
    for left, right in _pairs(tree, named):
        if _is_one_word(left) or not _is_one_word(right):
            continue
        body = lexicon.is_a(lexicon.name_words.get(words[left.last - 1].lower(), ""), "Organization")
        unknown = left.gazetteer is None and right.gazetteer is None and right.cls not in ("Place", "State")
        again = any(words[each.first] == words[right.first] and each.first > right.first for each in named)
        if body and unknown and again and words[right.first] not in ends:
            yield words[right.first]


def _pairs(tree: Tree, named: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Each name with the one that stands alone in brackets right after it."""
    words = tree.words
    for left, right in pairwise(named):
        closed = words[right.last : right.last + 1] in ([")"], ["]"])
        if closed and right.first == left.last + 1 and words[left.last] in ("(", "["):
            yield left, right


def is_short(tree: Tree, mention: Mention, shorts: Collection[str]) -> bool:
    """Whether a name is what a body is called for short, whatever the recogniser takes it for."""
    return _is_one_word(mention) and tree.words[mention.first] in shorts


def _is_one_word(mention: Mention) -> bool:
    return mention.last - mention.first == 1
