"""Whether a noun phrase goes back to somebody unnamed who was spoken of with the same noun."""

from dataclasses import dataclass

from kg.entities.drafts import Draft
from kg.entities.phrases import Phrase
from kg.gazetteer import Lexicon
from kg.trees import Tree

_NEAR = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A noun phrase, with whose it is, the lemma of its complement, and the states it is of."""

    phrase: Phrase
    owner: Draft | None
    complement: str | None
    states: frozenset[Draft]


def is_same(tree: Tree, lexicon: Lexicon, told: Told, draft: Draft) -> bool:
    """Whether nothing in a noun phrase speaks against what was said of somebody with the same noun."""
    phrase = told.phrase
    bare = phrase.reach == "bare"
    if phrase.restricted or (bare and draft.restricted) or told.complement not in (None, draft.complement):
        return False
    here = draft.mentions and tree.sentence_of[draft.mentions[-1].head] == tree.sentence_of[phrase.head]
    if bare and phrase.number is not None and phrase.number.isdigit() and here:
        return False  # the troops killed 14 soldiers
    counted = _is_counted(lexicon, phrase, draft) or _is_uncounted(tree, phrase, draft)
    if counted and not _is_told_again(tree, phrase.head, draft):
        return False
    if told.states and draft.ties and not told.states & draft.ties:
        return False  # the Zambian opposition, Zimbabwe's opposition leader
    if told.states and bare and draft.number is not None and not draft.ties:
        return False  # killed nine soldiers; French soldiers left
    words, others = phrase.modifiers, draft.modifiers
    if lexicon.word("vague", phrase.noun):
        same = phrase.number == draft.number and told.owner is draft.possessor and words == others
        return same and phrase.reach == "definite"
    near = is_near(tree, phrase.head, draft)
    same_number = phrase.number is None or draft.number in (None, phrase.number)
    same_words = (words == others or phrase.plural or near) and (words <= others or others <= words)
    return same_number and same_words and _is_owned_alike(lexicon, told, draft, near=near)


def is_near(tree: Tree, head: int, draft: Draft) -> bool:
    """Whether somebody was spoken of at most two sentences before."""
    of = tree.sentence_of
    return bool(draft.mentions) and of[head] - of[draft.mentions[-1].head] <= _NEAR


def _is_owned_alike(lexicon: Lexicon, told: Told, draft: Draft, *, near: bool) -> bool:
    """Its troops, far on 17 soldiers: others. The soldiers, or supporters, who are always somebody's: the same."""
    if told.owner is draft.possessor or near:
        return told.owner is None or draft.possessor in (None, told.owner)
    phrase = told.phrase
    return told.owner is None and (phrase.reach == "definite" or lexicon.word("relational", phrase.noun))


def _is_counted(lexicon: Lexicon, phrase: Phrase, draft: Draft) -> bool:
    """Two officials, several officials: others than before; 10,000 supporters may be the supporters."""
    few = phrase.number is not None and (draft.number is not None or phrase.number.isalpha())
    several = bool(phrase.modifiers & lexicon.words["whatever"])
    return phrase.plural and phrase.reach == "bare" and (few or several)


def _is_uncounted(tree: Tree, phrase: Phrase, draft: Draft) -> bool:
    """Germany expelled two diplomats. Diplomats said: others; supporters may be some of 10,000 supporters."""
    acting = phrase.plural and phrase.reach == "bare" and tree.deps[phrase.head] == "nsubj"
    return acting and phrase.number is None and draft.number is not None and draft.number.isalnum()


def _is_told_again(tree: Tree, head: int, draft: Draft) -> bool:
    """Two officials were charged … the two of whom a headline told, or the same was told before."""
    heads = [each.head for each in draft.mentions]
    if all(tree.sentences[tree.sentence_of[each]].kind == "headline" for each in heads):
        return True
    verb = tree.lemmas[tree.heads[head]]
    return any(tree.lemmas[tree.heads[each]] == verb for each in heads)
