"""Parses made by hand: one token is ``word/tag/dependency/head``, sentences follow from the roots."""

from collections.abc import Iterator
from functools import lru_cache

from spacy.lang.en import English
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab, create_vocab

from kg.gazetteer import Lexicon
from kg.model import Article, Block, BlockKind
from kg.names import Names
from kg.parser import to_tree
from kg.tbox import read_ontology
from kg.trees import Tree

NAMES = Names()
_POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "JJ": "ADJ",
    "IN": "ADP",
    "DT": "DET",
    "CD": "NUM",
}
_GLUED = frozenset({".", ",", "'s", "’s", ")", "”", "-", ":"})


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped gazetteer and nouns."""
    return read_ontology().lexicon


@lru_cache(maxsize=1)
def _vocabulary() -> Vocab:
    """One that knows a word in lower case, as that of the model does."""
    return create_vocab("en", English.Defaults)


def parse_by_hand(
    rows: str, *named: str, heading: BlockKind = "body", publisher: str | None = None, **lemmas: str
) -> tuple[Article, Tree]:
    """An article and its tree.

    ``named`` are ``LABEL words``, in text order; ``publisher`` is whose the article is; ``lemmas`` give the lemma of a
    word where that is not the word in lower case; ``heading`` is the kind of the first sentence's block.
    """
    cells = [tuple(token.rsplit("/", 3)) for token in rows.split()]
    words = [cell[0] for cell in cells]
    spaces = [
        at + 1 < len(words) and words[at + 1] not in _GLUED and word not in ("-", "(", "“")
        for at, word in enumerate(words)
    ]
    tags = [cell[1] for cell in cells]
    doc = Doc(
        _vocabulary(),
        words=words,
        spaces=spaces,
        tags=tags,
        pos=[
            _POS.get(tag) or ("VERB" if tag.startswith("VB") else "PRON" if tag.startswith("PRP") else "PUNCT")
            for tag in tags
        ],
        deps=[cell[2] for cell in cells],
        heads=[int(cell[3]) for cell in cells],
        lemmas=[lemmas.get(word, word.lower()) for word in words],
    )
    doc.set_ents(list(_spans(doc, named)))
    sentences = [sentence.start_char for sentence in doc.sents]
    ends = [*sentences[1:], len(doc.text)]
    kinds: list[BlockKind] = [heading, *["body"] * (len(sentences) - 1)]  # type: ignore[list-item]  # the literals fit
    blocks = tuple(Block(start, end, kind) for start, end, kind in zip(sentences, ends, kinds, strict=True))
    article = Article(key="a", iri=NAMES.article("rally", "a"), text=doc.text, blocks=blocks, publisher=publisher)
    return article, to_tree(doc, article)


def _spans(doc: Doc, named: tuple[str, ...]) -> Iterator[Span]:
    """In text order, each after the one before."""
    at = 0
    for name in named:
        label, words = name.split(" ", 1)
        start = doc.text.index(words, at)
        at = start + len(words)
        yield doc.char_span(start, at, label=label)
