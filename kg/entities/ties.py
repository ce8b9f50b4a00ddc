"""What the words of a noun phrase tie it to: the Polish president, her bank, the bank of the canton."""

from collections.abc import Mapping

from kg.entities.drafts import Draft
from kg.entities.phrases import Phrase, owners_of
from kg.entities.pronouns import Walk
from kg.entities.salience import REAL_SUBJECTS
from kg.predications.walks import antecedent
from kg.trees import Tree


def ties_of(tree: Tree, walk: Walk, phrase: Phrase) -> set[Draft]:
    """All but people that stand before it, have it, or complete it."""
    tokens = [token for token in (*phrase.named, phrase.complement) if token is not None]
    found = {possessor_of(tree, walk, phrase), *(walk.owners.get(token) for token in tokens)}
    return {draft for draft in found if draft is not None and draft.cls != "Person"}


def possessor_of(tree: Tree, walk: Walk, phrase: Phrase) -> Draft | None:
    """Whose it is; of the union, whose members marched, the union."""
    return walk.owners.get(antecedent(tree, phrase.possessor)) if phrase.possessor is not None else None


def states_around(tree: Tree, walk: Walk, phrase: Phrase) -> set[Draft]:
    """In Norway, prosecutors said: the state that the sentence begins with, where nothing else says whose they are."""
    bare = phrase.reach == "bare" and not (phrase.modifiers or phrase.holders or phrase.complement)
    if not bare or tree.deps[phrase.head] not in REAL_SUBJECTS:
        return set()
    return {draft for draft in places_before(tree, walk.owners, phrase.head) if draft.cls == "State"}


def places_before(tree: Tree, owners: Mapping[int, Draft], subject: int) -> set[Draft]:
    """In Norway, the minister left: the place or state that the sentence of a subject begins with."""
    first = tree.sentences[tree.sentence_of[subject]].first
    links = tree.children(tree.heads[subject], "prep")
    opening = (link for link in links if link == first and tree.words[link].lower() == "in")
    found = {owners.get(noun) for link in opening for noun in tree.children(link, "pobj")}
    return {draft for draft in found if draft is not None and draft.cls in ("Place", "State")}


def states_of(tree: Tree, walk: Walk, phrase: Phrase) -> set[Draft]:
    """The states and alliances it is of, by its own words or, before another noun, by those of that noun."""
    beside: set[Draft | None] = {walk.owners.get(token) for token in owners_of(tree, phrase)}
    beside |= ties_of(tree, walk, phrase)
    beside |= states_around(tree, walk, phrase)
    return {draft for draft in beside if draft is not None and draft.cls in ("State", "Alliance")}
