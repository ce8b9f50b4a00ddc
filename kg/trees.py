"""A parsed document as plain lists, one entry a token: what everything after the parser reads.

Reading a list is some twenty times as fast as asking a spaCy token, and keeps spaCy out of the other modules.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import BlockKind

FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ"})
"""Of finite verbs, but for modals."""
SUBJECTS = ("nsubj", "nsubjpass", "expl")
"""Labels of subjects, "there" among them."""
HEADINGS = frozenset({"headline", "crosshead", "caption"})
"""Kinds of blocks that name what the text comes to."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (exclusive) and the kind of block they stand in."""

    first: int
    last: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """Tokens ``first`` to ``last`` (exclusive) that the recogniser took for a name."""

    first: int
    last: int
    ner_label: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The parse of exactly ``text``. ``deps`` are CLEAR labels, ``tags`` Penn, ``pos`` Universal.

    ``heads[i]`` is the index of token i's head (its own for a root), ``kids[i]`` its children in order,
    ``left[i]`` and ``right[i]`` the first and one past the last token of its subtree. ``small`` are the words
    that stand in lower case somewhere.
    """

    text: str
    words: list[str]
    lemmas: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    sentence_of: list[int]
    sentences: list[Sentence]
    named: list[NamedSpan]
    small: frozenset[str]

    def children(self, token: int, *deps: str) -> Iterator[int]:
        """The children with one of these labels, in text order."""
        labels = self.deps
        return (kid for kid in self.kids[token] if labels[kid] in deps)

    def child(self, token: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        labels = self.deps
        for kid in self.kids[token]:
            if labels[kid] in deps:
                return kid
        return None

    def pronoun(self, token: int) -> str:
        """A word as lists of pronouns have it, "us" for "Us"; nothing for one that is rather a name, as "US" is."""
        word = self.words[token]
        named = len(word) > 1 and word.isupper() and not self.tags[token].startswith("PRP")
        return "" if named else word.lower()

    def named_in(self, first: int, last: int) -> Iterator[NamedSpan]:
        """What the recogniser found that has one of the tokens ``first`` to ``last`` (exclusive), in text order."""
        at = bisect_right(self.named, first, key=lambda span: span.last)
        while at < len(self.named) and self.named[at].first < last:
            yield self.named[at]
            at += 1

    def slice(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""


def starts_paragraph(tree: Tree, token: int) -> bool:
    """Whether a word is the first after the end of a line, and not the first of the text."""
    at = token - 1
    while at >= 0 and tree.words[at].isspace():
        at -= 1
    return at >= 0 and "\n" in tree.text[tree.ends[at] : tree.starts[token]]
