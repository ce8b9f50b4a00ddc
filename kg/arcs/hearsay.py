"""What a noun tells, hung on that noun wherever it stands: "Reports emerged on Monday that the army had fled"."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens
from kg.arcs.words import find_words
from kg.trees import SUBJECTS

_CLAUSES = frozenset({"relcl", "acl", "ccomp", "advcl"})
_OWN = frozenset({"attr", "acomp", "nsubjpass"})
"""Arcs of a clause that lacks nothing a noun before it could be."""


def lower_hearsay(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a clause on the noun that tells it: "Rumours in the town that Berg had resigned", "fears grew that she had".

    The model takes "that" for the object of a verb that has none, or another, and the clause for one about the town.
    """
    for that in find_tokens(doc, "LOWER", ("that",), first=1):
        clause = that.head
        if clause.dep_ not in _CLAUSES or clause.left_edge != that or not _is_whole(clause, that):
            continue
        noun = _noun_of(clause)
        listed = that.nbor(-1).dep_ == "conj"  # fears in the town and criticism that
        if noun is not None and noun.i < that.i and not listed:
            heads[clause.i], deps[clause.i] = noun.i, "acl"
            deps[that.i] = "mark"


def join_hearsay(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """The same without "that", right behind a bare noun: "Amid rumours Berg had resigned, the market fell"."""
    for noun in find_tokens(doc, "DEP", ("pobj",), first=1):
        clause = _clause_behind(noun) if _is_hearsay(noun) and noun.head == doc[noun.i - 1] else None
        if clause is None:
            continue
        link, main = noun.head, clause.head
        if link.head == clause:
            heads[link.i] = main.i
        heads[clause.i], deps[clause.i] = noun.i, "acl"


def _clause_behind(noun: Token) -> Token | None:
    """The clause whose subject begins right behind a noun, and which the model does not know to be the noun's."""
    if noun.i + 1 == len(noun.doc):
        return None
    name = next((each for each in (noun.nbor(), *noun.nbor().ancestors) if each.dep_ in SUBJECTS), None)
    if name is None or name.left_edge.i != noun.i + 1:
        return None
    clause, link = name.head, noun.head
    later = link.head == clause and clause.dep_ == "ccomp" and clause.head.i > clause.i
    beside = (
        clause.dep_ == "conj" and clause.head == link.head and not any(kid.dep_ == "cc" for kid in link.head.rights)
    )
    inside = clause.dep_ == "relcl" and clause.head == noun
    return clause if (later or beside or inside) and _is_whole(clause, noun) else None


def _is_whole(clause: Token, opening: Token) -> bool:
    """Whether a clause has a subject and whatever else it needs behind the word that opens it."""
    others = [kid for kid in clause.children if kid.i > opening.i]
    if opening.dep_ in SUBJECTS or not any(kid.dep_ in SUBJECTS for kid in others):
        return False
    if opening.dep_ == "mark" or clause.lemma_ in find_words("unpassive") | find_words("sufficient"):
        return True
    return any(kid.dep_ in _OWN or (kid.dep_ == "dobj" and kid.i > clause.i) for kid in others)


def _noun_of(clause: Token) -> Token | None:
    """The noun of hearsay that a clause hangs on, or that the phrase or the verb belongs to which it hangs on."""
    at = clause.head
    while at.pos_ in ("NOUN", "PROPN") and not _is_hearsay(at):
        if at.dep_ != "pobj" or at.head.dep_ != "prep":
            return None
        at = at.head.head
    if at.pos_ != "VERB":
        return at if _is_hearsay(at) else None
    subject = next((kid for kid in at.lefts if kid.dep_ in SUBJECTS), None)
    arises = at.lemma_ in find_words("arising") or (subject is not None and subject.dep_ == "nsubjpass")
    return subject if arises and subject is not None and _is_hearsay(subject) else None


def _is_hearsay(noun: Token) -> bool:
    """Whether a noun is one for what is said or feared, need not be so, and has no name of its own."""
    single = noun.lemma_.lower() != "talk" or noun.tag_ == "NN"
    return single and noun.lemma_.lower() in find_words("mooted") and noun.tag_ in ("NN", "NNS", "NNP")
