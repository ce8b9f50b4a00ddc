"""The one place that loads the pinned spaCy model, and where spaCy ends: documents become trees."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.arcs import column, find_words, mend
from kg.arcs.names import end_of_month
from kg.arcs.tagging import retag
from kg.arcs.tokens import find_tokens
from kg.capitals import without_capitals
from kg.errors import KgError
from kg.gazetteer import Lexicon
from kg.model import Article
from kg.models import MODEL
from kg.trees import FINITE_TAGS, NamedSpan, Sentence, Tree

BATCH = 16
_STOPS, _QUOTES = frozenset(".!?"), frozenset('“”‘’"')
_FINITE = FINITE_TAGS | {"MD"}
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "EX", "DT", "CD"))
_SHORT = re.compile("[^aeiou]*[aeiou][bcdfgklmnprstvz]")
"""A verb that would double its last letter before an ending."""
_ACRONYM = "nato"
"""An acronym that every model of news knows, in the form that models take for a word's own."""
_AFTER_STOP = re.compile(r"(?<=\b[ap]\.m\. )[\"“]|(?<=\b(?:on|to) X\. )[A-Z]\w*")
"""What opens a sentence: it fell at 3 a.m. "We fled," said Berg. She wrote on X. He did not answer."""


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
    nlp.add_pipe("clauses_apart", before="parser")
    if hasattr(nlp.tokenizer, "add_special_case"):
        for word, norm in _unparted():
            nlp.tokenizer.add_special_case(word, [{"ORTH": word, "NORM": norm}])
    return nlp


def _unparted() -> Iterator[tuple[str, str]]:
    """The words with a hyphen or a full stop that are one token, however they are capitalised: vice-mayors, Col.

    Each with what the model is to take it for: itself, or the noun of an office: secretary-general, co-leader.
    """
    offices, roles = find_words("unpartedOffice"), find_words("unpartedRole")
    for word in sorted(find_words("unparted") | offices | roles):
        for form in (word, f"{word}s"):
            first, _, noun = form.partition("-")
            norm = first if word in offices else noun if word in roles else form
            yield from ((written, norm) for written in (form, form.capitalize(), form.title(), form.upper()))
    for word in sorted(find_words("shortened")):
        yield from ((written, word) for written in (word.capitalize(), word.upper()))


@Language.component("clauses_apart")
def part_clauses(doc: Doc) -> Doc:
    """Begin a sentence after a semicolon with a clause of its own on either side, outside quotations.

    The parser takes the first of two such clauses for what is said in the second: "Ten were hurt; the police said …".
    """
    parts, quoted = [list[Token]()], False
    for token in doc:
        if token.is_sent_start or token.text in _STOPS:
            quoted = quoted and not token.is_sent_start
            parts.append([])
        if token.text in _QUOTES:
            quoted = token.text in "“‘" or (token.text == '"' and not quoted)
        elif token.text == ";" and not quoted:
            parts.append([])
        parts[-1].append(token)
    for before, after in pairwise(parts):
        if len(after) > 1 and after[0].text == ";" and _is_clause(before) and _is_clause(after):
            after[1].is_sent_start = True
    return doc


def _is_clause(tokens: list[Token]) -> bool:
    """Whether there are a finite verb and a noun or pronoun."""
    tags = (token.tag_ for token in tokens)
    return any(tag in _NOMINAL for tag in tags) and any(tag in _FINITE for tag in tags)


def _read_as_names(doc: Doc) -> None:
    """Have the model read "IS" as it reads other acronyms, unless the words around it are in capitals, too."""
    for token in find_tokens(doc, "ORTH", find_words("acronym")):
        beside = doc[max(token.i - 1, 0) : token.i + 2]
        if any(word.is_alpha and not word.is_upper for word in beside):
            token.norm_ = _ACRONYM


def to_doc(nlp: Language, article: Article, lexicon: Lexicon) -> Doc:
    """The tokens of an article, with a sentence border where a block begins."""
    doc = without_capitals(nlp, nlp.make_doc(article.text), article, lexicon)
    _read_as_names(doc)
    borders = sorted({block.start for block in article.blocks})
    at = 0
    for token in doc:
        if at == len(borders):
            break
        if token.idx >= borders[at] and not token.is_space:
            token.is_sent_start = True
            if token.i + 1 < len(doc) and token.is_alpha and doc[token.i + 1].is_alpha:
                doc[token.i + 1].is_sent_start = False  # SEOUL - North Korea: no sentence ends between two words
            while at < len(borders) and borders[at] <= token.idx:
                at += 1
    for opening in _AFTER_STOP.finditer(article.text):
        mark = doc.char_span(*opening.span())
        if mark is not None:
            mark[0].is_sent_start = True
    return doc


def parse(
    nlp: Language, articles: Iterable[Article], lexicon: Lexicon, *, batch: int = BATCH
) -> Iterator[tuple[Article, Tree]]:
    """Parse articles in batches, in order."""
    pairs = ((to_doc(nlp, article, lexicon), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=batch):
        yield article, to_tree(doc, article)


def to_tree(doc: Doc, article: Article) -> Tree:
    """Take from a document all that reading needs, with the arcs that the model hangs wrongly hung anew."""
    retag(doc)
    words, starts = [token.text for token in doc], [token.idx for token in doc]
    heads, deps, tags = [token.head.i for token in doc], list(column(doc, "DEP")), list(column(doc, "TAG"))
    sentences, sentence_of = _sentences(doc, article, starts)
    mend(doc, sentences, heads, deps)
    kids = _kids(heads)
    left, right = _edges(heads, kids)
    return Tree(
        text=article.text,
        words=words,
        lemmas=_lemmas(doc, words, tags),
        tags=tags,
        pos=list(column(doc, "POS")),
        deps=deps,
        heads=heads,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        kids=kids,
        left=left,
        right=right,
        sentence_of=sentence_of,
        sentences=sentences,
        named=[NamedSpan(ent.start, _end(doc, ent), ent.label_) for ent in _named(doc, article.publisher)],
        small=frozenset(filter(str.islower, words)),
    )


def _lemmas(doc: Doc, words: list[str], tags: list[str]) -> list[str]:
    pairs = zip(words, column(doc, "LEMMA"), tags, strict=True)
    return [spelled_out(word, lemma) if tag[:2] == "VB" else lemma for word, lemma, tag in pairs]


def _kids(heads: list[int]) -> list[list[int]]:
    kids: list[list[int]] = [[] for _ in heads]
    for token, head in enumerate(heads):
        if head != token:
            kids[head].append(token)
    return kids


def _named(doc: Doc, publisher: str | None) -> list[Span]:
    """What the recogniser found, and who publishes the article, whose name it often does not know."""
    name = (publisher or "").removeprefix("The ").strip()
    places = re.finditer(rf"\b{re.escape(name)}\b", doc.text) if name[:1].isupper() else ()
    own = [span for place in places if (span := doc.char_span(*place.span(), label="ORG")) is not None]
    own = [span for span in own if not any(_is_in_longer(span, ent) for ent in doc.ents)]
    taken = {token.i for span in own for token in span}
    return sorted([*own, *(ent for ent in doc.ents if not any(token.i in taken for token in ent))])


def _end(doc: Doc, ent: Span) -> int:
    """Where a recognised name or date ends: the date of "In December Niger fell" without Niger."""
    return (end_of_month(doc, ent.start) if ent.label_ == "DATE" else None) or ent.end


def _is_in_longer(name: Span, other: Span) -> bool:
    """Whether a name is a part of another one: the Guardian Council, of which an article in the Guardian tells."""
    inside = other.start <= name.start and name.end <= other.end
    return inside and any(token.pos_ == "PROPN" for token in other if not name.start <= token.i < name.end)


def spelled_out(word: str, lemma: str) -> str:
    """The verb of "hopes" and "staged" is "hope" and "stage", though the lemmatizer says "hop" and "stag".

    A verb of one short syllable doubles its last letter (hopped), so what does not has lost an e.

    >>> [spelled_out(word, lemma) for word, lemma in (("hoped", "hop"), ("hopped", "hop"), ("visited", "visit"))]
    ['hope', 'hop', 'visit']
    """
    cut = word[len(lemma) :] in ("es", "ed", "ing") and word.lower().startswith(lemma)
    return lemma + "e" if cut and _SHORT.fullmatch(lemma) else lemma


def _edges(heads: list[int], kids: list[list[int]]) -> tuple[list[int], list[int]]:
    """The first and one past the last token of each subtree."""
    left, right = list(range(len(heads))), list(range(1, len(heads) + 1))
    order = [token for token, head in enumerate(heads) if head == token]
    for token in order:  # from the roots down, whatever hangs on what is known so far
        order.extend(kids[token])
    for token in reversed(order):
        above = heads[token]
        left[above], right[above] = min(left[above], left[token]), max(right[above], right[token])
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
