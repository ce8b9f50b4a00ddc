"""Words that the model takes for another part of speech, tagged anew where their form allows one reading only."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens
from kg.arcs.words import find_words, saying_words

_NAMES = frozenset({"acomp", "attr", "dobj", "oprd", "ccomp"})
"""What the model takes for an argument of the supposed verb, and is what its noun is called."""


def retag_nouns(doc: Doc) -> None:
    """Make a noun of what the model takes for a verb: "called that claim fanciful", "called that report a lie".

    After "that" or "this" a verb would have another ending. To be run before anything else reads the document.
    """
    for token in doc:
        if token.tag_ == "VBP" and token.i > 1 and _is_noun(token):
            _retag(token)


def _is_noun(token: Token) -> bool:
    """Right after a verb and a determiner; not: groups that claim victory."""
    det, verb = token.nbor(-1), token.nbor(-2)
    return det.tag_ == "DT" and det.lower_ in ("that", "this") and det.head == token and token.head == verb


def _retag(token: Token) -> None:
    det, verb = token.nbor(-1), token.head
    token.tag_, token.pos_, token.lemma_, token.dep_, det.dep_ = "NN", "NOUN", token.lower_, "dobj", "det"
    for kid in list(token.rights):
        if kid.dep_ in _NAMES:
            kid.head, kid.dep_ = verb, "oprd"
        elif kid.dep_ == "punct":
            kid.head = verb


def retag_periodicals(doc: Doc) -> None:
    """Make a noun of what the model takes for an adverb: "the Novi Glas daily reported".

    To be run before anything else reads the document.
    """
    for token in find_tokens(doc, "LOWER", find_words("periodic"), first=2):
        name, after = token.nbor(-1), doc[token.i + 1 : token.i + 2]
        if token.tag_ not in ("RB", "JJ") or name.pos_ != "PROPN" or not after or not _says(after[0]):
            continue
        if any(kid.lower_ == "the" for kid in (*name.lefts, *token.lefts)):
            _make_periodical(token, name)


def _says(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ") and verb.lemma_ in saying_words()


def _make_periodical(token: Token, name: Token) -> None:
    """Give a noun for a newspaper the place of the name before it, which becomes a part of it."""
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    if name.head != token:
        token.head, token.dep_ = name.head, name.dep_
        for kid in list(name.lefts):
            if kid.dep_ == "det":
                kid.head = token
    name.head, name.dep_ = token, "compound"
