"""Small questions about tokens that every part of mention finding asks."""

from collections.abc import Iterator
from typing import Literal

from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import NamedSpan, Tree

Kind = Literal["name", "nominal", "pronoun"]


def head_of(tree: Tree, first: int, last: int) -> int:
    """The token that the others of a span hang from; the last one where several do."""
    heads = tree.heads
    for token in range(last - 1, first - 1, -1):
        above = heads[token]
        if (above == token or not first <= above < last) and tree.pos[token] not in ("PUNCT", "ADP"):
            return token
    return last - 1


def make(
    tree: Tree, first: int, last: int, kind: Kind, *, cls: str | None, gazetteer: str | None = None, head: int = -1
) -> Mention:
    """A mention of tokens ``first`` to ``last`` (exclusive)."""
    return Mention(
        start=tree.starts[first],
        end=tree.ends[last - 1],
        first=first,
        last=last,
        head=head if head >= 0 else head_of(tree, first, last),
        kind=kind,
        cls=cls,
        gazetteer=gazetteer,
    )


def noun_class(tree: Tree, token: int, lexicon: Lexicon) -> str | None:
    """The class of the noun at ``token``; a plural of people or bodies is a group.

    Two-word nouns (``news agency``) win over their last word.
    """
    lemma = tree.lemmas[token].lower()
    if is_hour(tree, token, lexicon):
        return None
    if token > 0:
        pair = lexicon.nouns.get(f"{tree.words[token - 1].lower()} {lemma}")
        if pair is not None:
            return _plural(tree, token, pair)
    cls = lexicon.nouns.get(lemma) or lexicon.nouns.get(tree.words[token].lower())
    if lexicon.word("outletNoun", lemma) and _is_before_name(tree, token):
        cls = "MediaOutlet"
    return _plural(tree, token, cls) if cls else None


def _is_before_name(tree: Tree, noun: int) -> bool:
    """The independent website Fontana, the Telegram channel Rybar; not: the website of Acme, the website Berg owns."""
    name = noun + 1
    while name + 1 < len(tree.words) and tree.tags[name] == tree.tags[name + 1] == "NNP":
        name += 1
    beside = tree.tags[noun + 1 : noun + 2] == ["NNP"] and tree.tags[noun] == "NN"
    return beside and (tree.heads[name] == noun or tree.heads[noun] == name)


def is_hour(tree: Tree, token: int, lexicon: Lexicon) -> bool:
    """At 5 PM Anna Berg left: she is no prime minister."""
    after_digit = token > 0 and tree.words[token - 1][-1].isdigit()
    return after_digit and lexicon.word("clock", tree.words[token].lower())


def _plural(tree: Tree, token: int, cls: str) -> str:
    return "Group" if cls != "Place" and tree.tags[token] in ("NNS", "NNPS") else cls


def find_people(tree: Tree) -> Iterator[NamedSpan]:
    """What the recogniser took for people's full names."""
    return (span for span in tree.named if span.ner_label == "PERSON" and span.last - span.first > 1)


def is_business(lexicon: Lexicon, noun: str) -> bool:
    """Whether a noun is said of firms: airline, drugmaker, brewer."""
    return lexicon.word("commercial", noun) or lexicon.word("trade", noun)


def is_open(tree: Tree, token: int) -> bool:
    """Whether no space stands before ``token``."""
    return token > 0 and tree.ends[token - 1] == tree.starts[token]
