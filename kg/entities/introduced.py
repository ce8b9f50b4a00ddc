"""Who is named only after they came in by a noun: a gunman fired at guards. The gunman, Oscar Lind, fled."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from kg.entities.again import is_near
from kg.entities.drafts import Draft
from kg.entities.phrases import Phrase
from kg.entities.salience import Salience
from kg.entities.ties import places_before
from kg.gazetteer import Lexicon
from kg.trees import Tree


class _Walk(Protocol):
    owners: dict[int, Draft]
    salience: Salience


def is_plain_definite(tree: Tree, lexicon: Lexicon, phrase: Phrase) -> bool:
    """The minister, that minister: nothing but the noun says who is meant, as was said before."""
    article = tree.child(phrase.head, "det")
    told = phrase.modifiers or phrase.holders or phrase.complement is not None or phrase.number
    person = lexicon.nouns.get(phrase.noun) == "Person" and not phrase.plural
    return person and not told and article is not None and lexicon.word("definite", tree.words[article].lower())


def find_same(tree: Tree, phrase: Phrase, name: Draft, spoken_of: Iterable[Draft]) -> Draft | None:
    """The only one of those spoken of with a noun whom it may stand for where a name follows it, if one was so near."""
    known = (each for each in spoken_of if each.cls == "Person" and not (each.named or each.plural or each.number))
    near = [each for each in known if each.head < phrase.head and is_near(tree, phrase.head, each)]
    only = near[0] if len(near) == 1 else None
    if only is None or only.possessor is name or (only.gender and name.gender not in ("", only.gender)):
        return None
    return only


def is_elsewhere(tree: Tree, owners: Mapping[int, Draft], phrase: Phrase, other: Draft) -> bool:
    """A minister resigned in Chad. In Mali, the minister, Anna Berg, stayed: she is another one."""
    here = places_before(tree, owners, phrase.head)
    sentence = tree.sentences[tree.sentence_of[other.head]]
    there = {owners.get(token) for token in range(sentence.first, sentence.last)}
    return bool(here) and not here & there


def absorb(walk: _Walk, name: Draft, other: Draft) -> None:
    """Make one entity of somebody named and somebody who came in by a noun."""
    for mention in other.mentions:
        for token in (*range(mention.first, mention.last), mention.head):
            if walk.owners.get(token) is other:
                walk.owners[token] = name
    name.mentions = sorted((*other.mentions, *name.mentions), key=lambda mention: mention.first)
    name.born, name.gender = min(name.born, other.born), name.gender or other.gender
    name.ties |= other.ties - {name}
    for text in other.phrases:
        name.phrases.setdefault(text)
    for draft in set(walk.owners.values()):
        draft.possessor = name if draft.possessor is other else draft.possessor
        draft.ties = {name if tie is other else tie for tie in draft.ties} - {draft}
    walk.salience.rename(other, name)
