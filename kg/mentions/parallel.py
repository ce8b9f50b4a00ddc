"""Parties told in a row: Anna Lee of the Labour Party, Fung of ADPL; the New People's Party's Tien, DAB's Chan."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.gazetteer import Lexicon
from kg.mentions.classes import word_class
from kg.model import Mention
from kg.trees import Tree

_BETWEEN = frozenset({",", "and", "or", ";", "but", "while"})
_OPEN = (None, "Agent", "Group", "Organization", "Person")
"""The classes that a name may have of which only the recogniser says what it is."""
_UNSAID = (None, "Group", "Person")
"""What a word of a name shows that may be a party's: People Power."""


def find_parties(names: Sequence[Mention], tree: Tree, lexicon: Lexicon) -> frozenset[str]:
    """The names of which somebody is told to be in the way in which others beside are told to be of parties."""
    found: set[str] = set()
    for row in _rows(names, tree, lexicon):
        if any(body.cls == "Party" for body in row):
            found.update(tree.text[body.start : body.end] for body in row if _is_open(tree, lexicon, body))
    return frozenset(found)


def _is_open(tree: Tree, lexicon: Lexicon, body: Mention) -> bool:
    """Whether neither the gazetteer nor the name's own words say what it names."""
    several = body.last - body.first > 1
    told = several and word_class(tree, lexicon, body.first, body.last) not in _UNSAID
    acronym = not several and tree.words[body.first].isupper()
    return body.gazetteer is None and (acronym or body.cls in _OPEN) and not told


def _rows(names: Sequence[Mention], tree: Tree, lexicon: Lexicon) -> Iterator[list[Mention]]:
    """The bodies of people told one after the other in the same way, where there are several."""
    for form in ("of", "'s"):
        row: list[Mention] = []
        last = -1
        for first, end, body in _pairs(names, tree, lexicon, form):
            if row and not _joins(names, tree, last, first):
                if len(row) > 1:
                    yield row
                row = []
            row.append(body)
            last = end
        if len(row) > 1:
            yield row


def _pairs(names: Sequence[Mention], tree: Tree, lexicon: Lexicon, form: str) -> Iterator[tuple[int, int, Mention]]:
    """From where to where somebody and a body stand together: Anna Lee of ADPL, ADPL's Anna Lee."""
    for left, right in pairwise(names):
        words = [word.lower() for word in tree.words[left.last : right.first]]
        if form == "of" and words in (["of"], ["of", "the"]) and _is_person(tree, lexicon, left):
            yield left.first, right.last, right
        elif form == "'s" and words in (["'s"], ["’s"]) and _is_person(tree, lexicon, right):
            yield left.first, right.last, left


def _is_person(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name is somebody's, or may be: the recogniser takes Amina Diallo for a body."""
    unknown = name.gazetteer is None and name.last - name.first > 1
    shown = unknown and word_class(tree, lexicon, name.first, name.last) is not None
    return name.cls == "Person" or (unknown and name.cls == "Organization" and not shown)


def _joins(names: Sequence[Mention], tree: Tree, last: int, first: int) -> bool:
    """Whether nothing stands between but commas and somebody more: DAB's Ben Chan and Mo Leung, FTU's Alice Mak."""
    inside = {at for name in names if last <= name.first < first for at in range(name.first, name.last)}
    between = (tree.words[at].lower() for at in range(last, first) if at not in inside and tree.words[at] != "the")
    return tree.sentence_of[last - 1] == tree.sentence_of[first] and all(word in _BETWEEN for word in between)
