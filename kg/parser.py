"""The one place that loads the pinned spaCy model, and where spaCy ends: documents become trees."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KgError
from kg.model import Article
from kg.models import MODEL
from kg.trees import NamedSpan, Sentence, Tree

BATCH = 16
_SHORT = re.compile("[^aeiou]*[aeiou][bcdfgklmnprstvz]")
"""A verb that would double its last letter before an ending."""


@lru_cache(maxsize=2)
def load_model(name: str = MODEL) -> Language:
    """Load a spaCy pipeline by the name of its package or its folder.

    Raises:
        KgError: there is no such pipeline, or it has no parser.
    """
    try:
        nlp = spacy.load(name)
    except (OSError, ImportError) as problem:
        raise KgError(
            f"the spaCy pipeline {name!r} cannot be loaded: {problem}".splitlines()[0],
            remedy=f"install it, or leave out --model to use {MODEL}",
        ) from problem
    if not {"parser", "ner"} <= set(nlp.pipe_names):
        raise KgError(f"the spaCy pipeline {name!r} has no parser or no ner", remedy="choose another --model")
    return nlp


def to_doc(nlp: Language, article: Article) -> Doc:
    """The tokens of an article, with a sentence border where a block begins."""
    doc = nlp.make_doc(article.text)
    borders = sorted({block.start for block in article.blocks})
    at = 0
    for token in doc:
        if at == len(borders):
            break
        if token.idx >= borders[at] and not token.is_space:
            token.is_sent_start = True
            while at < len(borders) and borders[at] <= token.idx:
                at += 1
    return doc


def parse(nlp: Language, articles: Iterable[Article], *, batch: int = BATCH) -> Iterator[tuple[Article, Tree]]:
    """Parse articles in batches, in order."""
    pairs = ((to_doc(nlp, article), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=batch):
        yield article, to_tree(doc, article)


def to_tree(doc: Doc, article: Article) -> Tree:
    """Take from a document all that reading needs."""
    strings = doc.vocab.strings
    table = doc.to_array(["HEAD", "DEP", "TAG", "POS", "LEMMA"])
    size = len(doc)
    known = {key: strings[key] for column in (1, 2, 3, 4) for key in set(table[:, column].tolist())} if size else {}
    offsets = table[:, 0].astype("int64").tolist() if size else []
    heads = [index + offset for index, offset in enumerate(offsets)]
    words = [token.text for token in doc]
    starts = [token.idx for token in doc]
    sentences, sentence_of = _sentences(doc, article, starts)
    _raise_as_clauses(doc, sentences, heads)
    kids: list[list[int]] = [[] for _ in range(size)]
    for index, head in enumerate(heads):
        if head != index:
            kids[head].append(index)
    left, right = _edges(heads, size)
    lemmas = [known[key] for key in table[:, 4].tolist()] if size else []
    tags = [known[key] for key in table[:, 2].tolist()] if size else []
    return Tree(
        text=article.text,
        words=words,
        lemmas=[
            _spelled_out(word, lemma) if tag[:2] == "VB" else lemma
            for word, lemma, tag in zip(words, lemmas, tags, strict=True)
        ],
        tags=tags,
        pos=[known[key] for key in table[:, 3].tolist()] if size else [],
        deps=[known[key] for key in table[:, 1].tolist()] if size else [],
        heads=heads,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        kids=kids,
        left=left,
        right=right,
        sentence_of=sentence_of,
        sentences=sentences,
        named=[NamedSpan(ent.start, ent.end, ent.label_) for ent in doc.ents],
    )


def _raise_as_clauses(doc: Doc, sentences: list[Sentence], heads: list[int]) -> None:
    """Hang the "as" clause of a headline on its main verb: "Acme accuses Beta of fraud as shares fall".

    Headlines join two stories so; the model, trained on running text, takes the second for a part of the fraud.
    """
    for sentence in sentences:
        if sentence.kind != "headline":
            continue
        for token in doc[sentence.first : sentence.last]:
            clause, verb = token.head, token.sent.root
            if token.dep_ != "mark" or token.lower_ != "as" or clause.dep_ != "advcl" or verb.pos_ != "VERB":
                continue
            if verb.i < token.i and any(kid.dep_ in ("nsubj", "nsubjpass") for kid in clause.children):
                heads[clause.i] = verb.i


def _spelled_out(word: str, lemma: str) -> str:
    """The verb of "hopes" and "staged" is "hope" and "stage", though the lemmatizer says "hop" and "stag".

    A verb of one short syllable doubles its last letter (hopped), so what does not has lost an e.

    >>> [_spelled_out(word, lemma) for word, lemma in (("hoped", "hop"), ("hopped", "hop"), ("visited", "visit"))]
    ['hope', 'hop', 'visit']
    """
    cut = word[len(lemma) :] in ("es", "ed", "ing") and word.lower().startswith(lemma)
    return lemma + "e" if cut and _SHORT.fullmatch(lemma) else lemma


def _edges(heads: list[int], size: int) -> tuple[list[int], list[int]]:
    """The first and one past the last token of each subtree."""
    left, right = list(range(size)), list(range(1, size + 1))
    for token in range(size):
        above, below = heads[token], token
        while above != below:  # up to the root; trees are shallow
            changed = False
            if token < left[above]:
                left[above] = token
                changed = True
            if token >= right[above]:
                right[above] = token + 1
                changed = True
            if not changed:
                break
            above, below = heads[above], above
    return left, right


def _sentences(doc: Doc, article: Article, starts: list[int]) -> tuple[list[Sentence], list[int]]:
    sentences: list[Sentence] = []
    sentence_of = [0] * len(doc)
    blocks, at = article.blocks, 0
    for number, span in enumerate(doc.sents):
        while at < len(blocks) - 1 and blocks[at + 1].start <= starts[span.start]:
            at += 1
        kind = blocks[at].kind if blocks and starts[span.start] >= blocks[at].start else "body"
        sentences.append(Sentence(span.start, span.end, kind))
        for token in range(span.start, span.end):
            sentence_of[token] = number
    return sentences, sentence_of
