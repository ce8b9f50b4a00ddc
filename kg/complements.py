"""What belongs to a verb and what the model hangs on a word beside it.

What is said, after where it is said: "said in a letter that it would appeal". What stands before a name: "accused
neighbouring Norland of".
"""

from collections.abc import Collection
from itertools import pairwise

from spacy.tokens import Doc, Token

_OBJECTS = frozenset({"ccomp", "dobj", "xcomp", "oprd", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp"})
_CLOSING = frozenset({'"', "”"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def raise_contents(
    doc: Doc, heads: list[int], deps: list[str], stating: Collection[str], telling: Collection[str]
) -> None:
    """Hang what is said on its verb, not on where it is said: "said in a letter that it would appeal".

    The model takes it for what the letter is about. A verb of telling has a hearer too: "told us in a letter that".
    """
    for that in doc[3:]:
        clause, verb = that.head, _verb_of_place(that)
        if verb is None or verb.lemma_ not in {*stating, *telling} or not _is_whole(clause, that):
            continue
        others = {kid.dep_ for kid in verb.children if kid != clause} & _OBJECTS
        if others > {"dobj"} or (others and verb.lemma_ not in telling):
            continue
        if any(token.text in _CLOSING for token in doc[verb.sent.start : verb.i]):
            continue  # "It fell," she said in a letter that …
        heads[clause.i], deps[clause.i], deps[that.i] = verb.i, "ccomp", "mark"


def _verb_of_place(that: Token) -> Token | None:
    """The verb of "said in a letter", where a clause with "that" hangs on the letter."""
    clause = that.head
    if that.lower_ != "that" or clause.dep_ not in _CLAUSES or clause.left_edge != that:
        return None
    noun = clause.head
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN") and noun.head.head.i > 1:
        noun = noun.head.head  # in a post on the site
    place = noun.head
    if noun.dep_ != "pobj" or not noun.i < that.i or place.dep_ != "prep" or place.head.pos_ != "VERB":
        return None
    return place.head if place.head.i < place.i else None


def _is_whole(clause: Token, that: Token) -> bool:
    """Whether a clause has a subject of its own, which "that" is not."""
    return any(kid.dep_ in _SUBJECTS and kid != that and kid.i > that.i for kid in clause.children)


def lower_pasts(doc: Doc, heads: list[int], deps: list[str], stating: Collection[str]) -> None:
    """Hang on what was said what had been done before: "said that it was sorry and had paid".

    The model coordinates it with the saying, which is a tense later.
    """
    for verb in doc[2:]:
        said = verb.head
        past = any(kid.dep_ == "aux" and kid.lower_ == "had" for kid in verb.children)
        if verb.dep_ != "conj" or not past or said.tag_ != "VBD" or said.lemma_ not in stating or said.i > verb.i:
            continue
        content = next(
            (kid for kid in doc[said.i + 1 : verb.i] if heads[kid.i] == said.i and deps[kid.i] == "ccomp"), None
        )
        if content is None or any(kid.dep_ in _SUBJECTS for kid in verb.children):
            continue
        heads[verb.i] = content.i
        for kid in said.children:
            if kid.dep_ in ("cc", "punct") and content.i < kid.i < verb.i:
                heads[kid.i] = content.i


def free_attributes(doc: Doc, heads: list[int], deps: list[str], doing: Collection[str]) -> None:
    """Make an attribute of what the model takes for something done: "accused neighbouring Norland of a raid".

    ``doing`` are the verbs that a participle completes: "denied starving prisoners".
    """
    for word in doc[1:-1]:
        verb, noun = word.head, word.nbor()
        if word.tag_ != "VBG" or word.dep_ != "xcomp" or verb.i != word.i - 1 or verb.lemma_ in doing:
            continue
        while noun.dep_ in ("compound", "amod", "nummod") and noun.head.i == noun.i + 1:
            noun = noun.head
        if noun.dep_ != "dobj" or noun.head != word or noun.tag_ not in _NOUNS or noun.left_edge.i != word.i + 1:
            continue
        heads[noun.i] = verb.i
        heads[word.i], deps[word.i] = noun.i, "amod"
        for kid in word.children:
            if kid.i > noun.i:
                heads[kid.i] = verb.i


def join_titles(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make one phrase of a noun and the name right after it: "officials at the miner Kolva said" has one subject."""
    for verb in doc:
        subjects = [kid for kid in verb.lefts if kid.dep_ in ("nsubj", "nsubjpass")]
        for one, name in pairwise(subjects):
            noun = name.left_edge.nbor(-1)
            if name.pos_ == "PROPN" and noun.tag_ == "NN" and noun == one.right_edge:
                heads[name.i], deps[name.i] = noun.i, "appos"
