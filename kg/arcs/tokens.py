"""The tokens of a document that a step may be about: to ask each of them takes a third of all reading."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

OPENING = frozenset("\"“«‘'")
"""Marks that may open a quotation."""


@lru_cache(maxsize=8)
def column(doc: Doc, attribute: str) -> tuple[str, ...]:
    """An attribute (``DEP``, ``TAG``, ``LOWER``) of each token of a parsed document, asked for all at once."""
    keys, strings = doc.to_array(attribute).tolist(), doc.vocab.strings
    known = {key: strings[key] for key in set(keys)}
    return tuple(known[key] for key in keys)


def find_tokens(doc: Doc, attribute: str, values: Collection[str], *, first: int = 0) -> Iterator[Token]:
    """The tokens from ``first`` on with one of some values of an attribute, in order."""
    return (doc[at] for at, value in enumerate(column(doc, attribute)) if value in values and at >= first)


def text_before(token: Token) -> str:
    """The word or mark before a token; nothing before the first."""
    return token.nbor(-1).text if token.i else ""


def make_root(verb: Token, noun: Token, heads: list[int], deps: list[str], label: str) -> None:
    """Make a sentence of a verb that hangs on a noun before it, which becomes its subject with such a label."""
    heads[verb.i], deps[verb.i] = verb.i, "ROOT"
    heads[noun.i], deps[noun.i] = verb.i, label
    for kid in noun.rights:
        if kid.i > verb.i:
            heads[kid.i] = verb.i


def take_place(token: Token, other: Token, heads: list[int], deps: list[str]) -> None:
    """Hang a token where another hangs, or make it the sentence that the other was."""
    heads[token.i], deps[token.i] = token.i if other.head == other else other.head.i, other.dep_


def find_governors(doc: Doc, labels: Collection[str]) -> Iterator[Token]:
    """The tokens on which several others hang with such labels, in order."""
    counts = Counter(token.head.i for token in find_tokens(doc, "DEP", labels))
    return (doc[at] for at in sorted(counts) if counts[at] > 1)
