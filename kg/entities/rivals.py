"""Which of several organs one is: the army-led government, the exiled one, the government of Anna Berg."""

from kg.entities.drafts import Draft
from kg.entities.organs import telling
from kg.entities.phrases import Phrase
from kg.entities.pronouns import Walk
from kg.gazetteer import Lexicon
from kg.trees import Tree


def which_of(tree: Tree, lexicon: Lexicon, phrase: Phrase) -> frozenset[str]:
    """What tells an organ from another of the same state, in lower case."""
    if not lexicon.word("organ", phrase.noun):
        return frozenset()
    return frozenset(word.lower() for word in telling(tree, lexicon, phrase.head).values())


def owners_by_name(tree: Tree, lexicon: Lexicon, walk: Walk, phrase: Phrase) -> set[Draft]:
    """Whose body it is, by name: the Iraqi government, Assad's regime, the government of Anna Berg or of Iraq."""
    tokens = list(phrase.holders)
    of = phrase.preposition is not None and tree.words[phrase.preposition] == "of"
    if of and phrase.complement is not None and lexicon.word("organ", phrase.noun):
        whole = walk.owners.get(phrase.complement)
        tokens += [phrase.complement] if whole is not None and whole.cls in ("Person", "State") else []
    found = (walk.owners.get(token) for token in tokens)
    return {draft for draft in found if draft is not None and draft.named}


def is_another(tree: Tree, lexicon: Lexicon, walk: Walk, phrase: Phrase, draft: Draft) -> bool:
    """Whether an organ is told apart from one that was spoken of, by its kind or by who leads it."""
    if not lexicon.word("organ", phrase.noun):
        return False
    which, rivals = which_of(tree, lexicon, phrase), lexicon.words["rivalBody"]
    owners = owners_by_name(tree, lexicon, walk, phrase)
    if which and draft.which and not which & draft.which:
        return True
    told = bool(which or owners)
    if which & rivals - draft.which or (told and draft.which & rivals - which):
        return True
    people = {owner for owner in owners if owner.cls == "Person"}
    leaders = {tie for tie in draft.ties if tie.cls == "Person"}
    if leaders:
        return bool(which) if not people else not people & leaders
    if not people or draft.organ is None:
        return False
    states = {tie.gazetteer for person in people for tie in person.ties}
    return bool(draft.which) or draft.organ.state not in states
