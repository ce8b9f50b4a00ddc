"""Headlines Set In Title Case, as they would stand in a sentence: what the parser takes for names it reads as none."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.gazetteer import KEY, Lexicon
from kg.headlines import is_title_case
from kg.model import Article, Block

_HEADED = ("headline", "crosshead")
_LONG = 5
"""A title in title case has no word of this many letters without a capital."""
_WORDS = 3
"""The fewest words that show of a title whether it is in title case."""
_LEAST = 2
"""The fewest letters of a verb without its ending."""
_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"))


def without_capitals(nlp: Language, doc: Doc, article: Article, lexicon: Lexicon) -> Doc:
    """The tokens with small letters in such a headline where they are no names.

    These are what the text below has without a capital, third persons (Hammers, Says), and what is no noun (Accuse,
    Next). What the text below has as a name, the gazetteer knows, or has several capitals, stays.
    """
    titles = [block for block in article.blocks if block.kind in _HEADED and _is_title(article.text, block)]
    if not titles:
        return doc
    starts = [token.idx for token in doc]
    places = [range(bisect_left(starts, block.start), bisect_left(starts, block.end)) for block in titles]
    inside = {at for place in places for at in place}
    below = [token for token in doc if token.i not in inside and token.is_alpha]
    names = {token.text for token in below if token.is_title and _goes_on(token)}
    small = {token.text for token in below if token.is_lower}
    kept = {at for place in places for at in _known(article.text, starts, place, lexicon)}
    known = _known_words(nlp)

    def is_common(token: Token) -> bool:
        if token.i not in inside or not token.is_title or token.i in kept or token.text in names:
            return False
        return _goes_on(token) and (token.lower_ in small or _is_no_noun(token.lower_, known))

    words = [token.lower_ if is_common(token) else token.text for token in doc]
    lowered = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    for before, token in zip(doc, lowered, strict=True):
        if before.norm != token.norm:
            token.norm_ = before.norm_  # "n't" is read as "not"
    return lowered


def _is_title(text: str, block: Block) -> bool:
    words = [word for word in text[block.start : block.end].split() if word[0].isalpha()]
    return len(words) >= _WORDS and is_title_case(words, letters=_LONG, share=1)


def _goes_on(token: Token) -> bool:
    """Whether a word begins no sentence: what stands before it is a word or a comma."""
    before = token.nbor(-1) if token.i else None
    return before is not None and (before.is_alpha or before.text in (",", "'s", "’s"))


def _known(text: str, starts: list[int], place: range, lexicon: Lexicon) -> Iterator[int]:
    """The words of states, places and bodies that the gazetteer has."""
    end = 0
    for token in place:
        start = starts[token]
        form = lexicon.form_at(text, start, text[start : start + KEY])
        end = max(end, start + len(form.text)) if form is not None else end
        if start < end:
            yield token


@lru_cache(maxsize=1)
def _known_words(nlp: Language) -> dict[str, frozenset[str]]:
    """The words of English that the lemmatizer knows, by part of speech."""
    lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
    lookups = getattr(lemmatizer, "lookups", None)
    table = lookups.get_table("lemma_index") if lookups is not None and lookups.has_table("lemma_index") else {}
    return {part: frozenset(table.get(part, ())) for part in ("noun", "verb", "adj", "adv")}


def _is_no_noun(word: str, known: dict[str, frozenset[str]]) -> bool:
    """Whether a word is a verb's third person, or known and never a noun."""
    stems = (word[: -len(ending)] + end for ending, end in _ENDINGS if word.endswith(ending))
    if any(len(stem) >= _LEAST and stem in known["verb"] for stem in stems):
        return True
    return word not in known["noun"] and any(word in known[part] for part in ("verb", "adj", "adv"))
