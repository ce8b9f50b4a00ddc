"""Whom a pronoun stands for that denies: who is accused, or of whom it is said."""

from dataclasses import dataclass
from itertools import islice

from kg.entities.salience import clauses_above
from kg.gazetteer import Lexicon
from kg.trees import SUBJECTS, Tree

_AIMED_AT = ("nsubjpass", "dobj", "dative")


@dataclass(frozen=True, slots=True)
class SpeechVerbs:
    """Lemmas of verbs that tell a clause, whose object is who is told or accused, that accuse or deny.

    ``nouns`` are those of claims.
    """

    telling: frozenset[str]
    addressing: frozenset[str]
    accusing: frozenset[str]
    denying: frozenset[str]
    nouns: frozenset[str] = frozenset()


def find_accused(tree: Tree, lexicon: Lexicon, verbs: SpeechVerbs, token: int) -> list[int]:
    """Accused the mayor of theft, which [he] denies, [his] lawyers deny: who is accused or told, not who says so."""
    denier = tree.heads[token] if tree.deps[token] == "poss" else token
    verb = tree.heads[denier]
    if tree.deps[denier] != "nsubj" or tree.lemmas[verb].lower() not in verbs.denying:
        return []
    if tree.heads[verb] == verb:
        return _blamed_before(tree, lexicon, verbs, verb)
    told = (above for above in clauses_above(tree, verb) if tree.lemmas[above].lower() in verbs.addressing)
    return [each for above in islice(told, 1) for each in tree.children(above, *_AIMED_AT) if each < token]


def _blamed_before(tree: Tree, lexicon: Lexicon, verbs: SpeechVerbs, denial: int) -> list[int]:
    """Whom the sentence before accuses, or of whom it says what is denied: critics say Lind lied. He denies it."""
    first = tree.sentences[tree.sentence_of[denial]].first
    span = tree.sentences[max(0, tree.sentence_of[denial] - 1)]
    root = next((at for at in range(span.first, min(first, span.last)) if tree.heads[at] == at), None)
    if root is not None and tree.lemmas[root].lower() in verbs.accusing:
        return list(tree.children(root, *_AIMED_AT))
    if root is None or not _is_answered(tree, lexicon, verbs, denial) or tree.lemmas[root].lower() not in verbs.telling:
        return []
    return [subject for said in tree.children(root, "ccomp") for subject in tree.children(said, *SUBJECTS)]


def _is_answered(tree: Tree, lexicon: Lexicon, verbs: SpeechVerbs, denial: int) -> bool:
    """Denied it, denied the charge, denied having lied: an answer to what was said before."""
    thing = tree.child(denial, "dobj")
    if thing is None:
        return any(tree.tags[deed] == "VBG" for deed in tree.children(denial, "xcomp"))
    named = tree.pos[thing] == "NOUN" and tree.lemmas[thing].lower() in verbs.nouns
    definite = any(lexicon.word("definite", tree.words[kid].lower()) for kid in tree.children(thing, "det"))
    return (named and definite) or lexicon.word("pointing", tree.words[thing].lower())
