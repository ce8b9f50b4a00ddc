"""Parties told in a row: Anna Lee of the Labour Party, Fung of ADPL; the New People's Party's Tien, DAB's Chan."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.gazetteer import Lexicon
from kg.mentions.classes import word_class
from kg.model import Mention
from kg.trees import Tree

_MARKS = frozenset(",;")
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
    for find in (_find_members, _find_owned):
        rows: list[list[Mention]] = []
        last = -1
        for first, end, body in find(names, tree, lexicon):
            if not rows or not _joins(names, tree, lexicon, last, first):
                rows.append([])
            rows[-1].append(body)
            last = end
        yield from (row for row in rows if len(row) > 1)


def _find_members(names: Sequence[Mention], tree: Tree, lexicon: Lexicon) -> Iterator[tuple[int, int, Mention]]:
    """From where to where somebody stands before a body: Anna Lee of ADPL, Anna Lee of the Labour Party."""
    for person, body in pairwise(names):
        link, *article = (word.lower() for word in tree.words[person.last : body.first] or [""])
        bare = len(article) <= 1 and all(lexicon.word("definite", word) for word in article)
        if link == "of" and bare and _is_person(tree, lexicon, person):
            yield person.first, body.last, body


def _find_owned(names: Sequence[Mention], tree: Tree, lexicon: Lexicon) -> Iterator[tuple[int, int, Mention]]:
    """From where to where a body stands before somebody: ADPL's Anna Lee."""
    for body, person in pairwise(names):
        if tree.words[body.last : person.first] in (["'s"], ["’s"]) and _is_person(tree, lexicon, person):
            yield body.first, person.last, body


def _is_person(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name is somebody's, or may be: the recogniser takes Amina Diallo for a body."""
    unknown = name.gazetteer is None and name.last - name.first > 1
    shown = unknown and word_class(tree, lexicon, name.first, name.last) is not None
    return name.cls == "Person" or (unknown and name.cls == "Organization" and not shown)


def _joins(names: Sequence[Mention], tree: Tree, lexicon: Lexicon, last: int, first: int) -> bool:
    """Whether nothing stands between but commas and somebody more: DAB's Ben Chan and Mo Leung, FTU's Alice Mak."""
    inside = {at for name in names if last <= name.first < first for at in range(name.first, name.last)}
    between = [tree.words[at].lower() for at in range(last, first) if at not in inside]
    links = lexicon.words["listing"] | lexicon.words["definite"] | _MARKS
    return tree.sentence_of[last - 1] == tree.sentence_of[first] and links.issuperset(between)
