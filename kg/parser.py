"""The one place that loads the pinned spaCy model, and where spaCy ends: documents become trees."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

import spacy
from rdflib import Graph, URIRef
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.clauses import (
    join_prefixes,
    lend_subjects,
    lower_outcomes,
    lower_relatives,
    open_relatives,
    part_insertions,
    part_predicates,
    part_second_objects,
    raise_attributions,
    raise_predicates,
    rehang_after_quotes,
    rehang_conjuncts,
    return_subjects,
)
from kg.complements import free_attributes, join_titles, lower_pasts, raise_contents
from kg.errors import KgError
from kg.model import Article
from kg.models import MODEL
from kg.names import LEXICON
from kg.trees import FINITE_TAGS, NamedSpan, Sentence, Tree
from ontology import tokens_file

BATCH = 16
_STOPS, _QUOTES = frozenset(".!?"), frozenset('“”‘’"')
_FINITE = FINITE_TAGS | {"MD"}
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "PRP", "EX", "DT", "CD"))
_SHORT = re.compile("[^aeiou]*[aeiou][bcdfgklmnprstvz]")
"""A verb that would double its last letter before an ending."""
_TITLES = 5
"""So many words of a title may stand before a name."""
_AFTER_HOUR = re.compile(r"(?<=\b[ap]\.m\. )[\"“]")
"""What opens a sentence: it fell at 3 a.m. "We fled," said Berg."""
_OPENING, _CLOSING = frozenset("\"“«‘'"), frozenset("\"”»’'")


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
        for word in _unparted():
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp


def _unparted() -> Iterator[str]:
    """The words with a hyphen that are one token, singular and plural, however they are capitalised."""
    for word in sorted(_words("unparted")):
        for form in (word, f"{word}s"):
            yield from (form, form.capitalize(), form.title(), form.upper())


@cache
def _tokens() -> Graph:
    """``tokens.ttl``, read once: every article asks for its words."""
    return Graph().parse(tokens_file())


@cache
def _words(name: str) -> frozenset[str]:
    """The words of a class in ``tokens.ttl``."""
    graph = _tokens()
    return frozenset(map(str, graph.objects(URIRef(LEXICON + name), URIRef(LEXICON + "word"))))


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
            if token.i + 1 < len(doc) and token.is_alpha and doc[token.i + 1].is_alpha:
                doc[token.i + 1].is_sent_start = False  # SEOUL - North Korea: no sentence ends between two words
            while at < len(borders) and borders[at] <= token.idx:
                at += 1
    for opening in _AFTER_HOUR.finditer(article.text):
        mark = doc.char_span(*opening.span())
        if mark is not None:
            mark[0].is_sent_start = True
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
    deps = [known[key] for key in table[:, 1].tolist()] if size else []
    _raise_as_clauses(doc, sentences, heads)
    _return_speakers(doc, heads)
    join_prefixes(doc, heads, deps, _words("prefix"))
    raise_contents(doc, heads, deps, _words("stating"), _words("telling"))
    lower_pasts(doc, heads, deps, _words("stating") | _words("telling"))
    free_attributes(doc, heads, deps, _words("doing"))
    join_titles(doc, heads, deps)
    raise_predicates(doc, heads, deps)
    lower_relatives(doc, heads, deps)
    open_relatives(doc, deps)
    part_second_objects(doc, deps)
    part_insertions(doc, heads, deps)
    part_predicates(doc, heads, deps, _words("judging"), _words("labelling"))
    return_subjects(doc, heads, deps)
    rehang_conjuncts(doc, heads, deps)
    rehang_after_quotes(doc, heads, deps, _words("pleading"), _words("speechless"))
    raise_attributions(doc, heads, deps)
    lower_outcomes(doc, heads, deps)
    lend_subjects(doc, heads, deps)
    _part_names(doc, heads, deps)
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
        deps=deps,
        heads=heads,
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
        kids=kids,
        left=left,
        right=right,
        sentence_of=sentence_of,
        sentences=sentences,
        named=[NamedSpan(ent.start, ent.end, ent.label_) for ent in _named(doc, article.publisher)],
    )


def _named(doc: Doc, publisher: str | None) -> list[Span]:
    """What the recogniser found, and who publishes the article, whose name it often does not know."""
    name = (publisher or "").removeprefix("The ").strip()
    places = re.finditer(rf"\b{re.escape(name)}\b", doc.text) if name[:1].isupper() else ()
    own = [span for place in places if (span := doc.char_span(*place.span(), label="ORG")) is not None]
    own = [span for span in own if not any(_is_in_longer(span, ent) for ent in doc.ents)]
    taken = {token.i for span in own for token in span}
    return sorted([*own, *(ent for ent in doc.ents if not any(token.i in taken for token in ent))])


def _is_in_longer(name: Span, other: Span) -> bool:
    """Whether a name is a part of another one: the Guardian Council, of which an article in the Guardian tells."""
    inside = other.start <= name.start and name.end <= other.end
    return inside and any(token.pos_ == "PROPN" for token in other if not name.start <= token.i < name.end)


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


def _return_speakers(doc: Doc, heads: list[int]) -> None:
    """Give a verb after a quotation its speaker: "The mill," said Anna Berg, a farmer, "has burned."

    The model may take her for the subject of what goes on in quotation marks, across the mark that opens them.
    """
    for verb in doc[2:]:
        if doc[verb.i - 1].text not in _CLOSING or doc[verb.i - 2].text != "," or verb.tag_ not in FINITE_TAGS:
            continue
        if any(kid.dep_ == "nsubj" for kid in verb.children):
            continue
        for token in doc[verb.i + 1 : verb.sent.end]:
            if token.text in _OPENING:
                break
            if token.dep_ == "nsubj" and any(
                each.text in _OPENING for each in doc[token.i : max(token.i, token.head.i)]
            ):
                heads[token.i] = verb.i
                break


def _part_names(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate two people of whom the model makes one: Prime Minister Anna Berg and Defence Minister Oscar Lind."""
    people = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    for one, other in pairwise(people):
        first, second, link = one.end - 1, other.end - 1, one.end
        titles = range(link + 1, other.start)
        titled = all(doc[at].tag_ in ("NNP", "NN", "JJ") and doc[at].text[0].isupper() for at in titles)
        if not titles or len(titles) > _TITLES or doc[link].tag_ != "CC" or not titled:
            continue
        if deps[first] not in ("nmod", "compound") or not _hangs_on(heads, first, range(link, other.end)):
            continue
        heads[first], deps[first], heads[second], deps[second] = heads[second], deps[second], first, "conj"
        heads[link], deps[link] = first, "cc"
        for at in titles:
            if not link < heads[at] < other.end:
                heads[at], deps[at] = second, "compound"
        for at in range(max(one.sent.start, one.start - _TITLES), first):
            if link < heads[at] < other.end:
                heads[at], deps[at] = first, "compound"


def _hangs_on(heads: list[int], token: int, others: range) -> bool:
    """Whether a token stands below one of others."""
    while heads[token] != token:
        token = heads[token]
        if token in others:
            return True
    return False


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
