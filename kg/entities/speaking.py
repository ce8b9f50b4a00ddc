"""Who is said to speak beside a quotation, so that neither "she" inside nor "he said" beside it is anybody there."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from typing import Protocol

from kg.entities.drafts import Draft
from kg.entities.phrases import word_gender
from kg.entities.salience import Salience, clauses_above, subject_of
from kg.gazetteer import Gender, Lexicon
from kg.quotes import Quote
from kg.trees import Tree

_REACH = 3
"""How many sentences back somebody is looked for."""
_TAG = 8
"""So many words after a quotation, marks counted, may say who speaks."""
_MARKS = frozenset('"“”«»')
"""Of quotations."""


class _Walk(Protocol):
    owners: dict[int, Draft]
    salience: Salience


class Speaking:
    """Knows who speaks in one article; ``telling`` are the lemmas of verbs that tell a clause."""

    def __init__(
        self, tree: Tree, lexicon: Lexicon, walk: _Walk, quotes: Sequence[Quote], telling: Collection[str]
    ) -> None:
        self.tree, self.lexicon, self.walk = tree, lexicon, walk
        self.quotes, self.telling = quotes, telling
        self._marks = [at for at, word in enumerate(tree.words) if word in _MARKS]

    def speaker(self, token: int) -> Draft | None:
        """Who is said to speak after a quotation of several sentences: "She is lost. I am not," he said.

        Nobody calls themselves she or he, so they are not meant inside. Whom "he" stands for is asked before its turn.
        """
        at = bisect_right(self.quotes, token, key=lambda quote: quote.first) - 1
        if at < 0 or token >= self.quotes[at].last:
            return None
        tree, quote = self.tree, self.quotes[at]
        subject = self._tagged(quote)
        if subject is None and at and self.quotes[at - 1].block == quote.block:
            subject = self._tagged(self.quotes[at - 1])  # "We are lost," he said. "She left us."
        if subject is None or tree.sentence_of[subject] == tree.sentence_of[token]:
            return None
        gender = word_gender(tree.words[subject].lower(), self.lexicon)
        if subject in self.walk.owners or not gender:
            return self.walk.owners.get(subject)
        first = tree.sentences[tree.sentence_of[quote.first]].first
        return self.walk.salience.prominent(first, _REACH, lambda item: may_be(item, gender))

    def named_by(self, token: int) -> set[Draft]:
        """Whom a speaker names: "Berg has lied to us," he said; hardly anybody calls himself by his name."""
        tree = self.tree
        if tree.deps[token] != "nsubj" or tree.lemmas[tree.heads[token]].lower() not in self.telling:
            return set()
        at = bisect_right(self.quotes, token, key=lambda quote: quote.first)
        beside = [quote for quote in self.quotes[max(0, at - 1) : at + 1] if _is_beside(quote, token)]
        while beside and beside[0].continued and at > 1:
            at -= 1
            beside.insert(0, self.quotes[at - 1])
        owners = ((t, self.walk.owners.get(t)) for quote in beside for t in range(quote.first, quote.last))
        return {draft for t, draft in owners if draft is not None and tree.pos[t] != "PRON"}

    def _tagged(self, quote: Quote) -> int | None:
        """The subject of the verb of saying that follows a quotation: "Fire!" he shouted, not "Fire!" He ran."""
        tree = self.tree
        if tree.words[quote.last - 1] == ".":
            return None
        for at in range(quote.last, min(quote.last + _TAG, len(tree.words))):
            if tree.deps[at] == "nsubj":
                return at if tree.lemmas[tree.heads[at]].lower() in self.telling else None
            if tree.words[at] == "." or tree.words[at].isspace():
                return None
        return None

    def quoting(self, token: int) -> list[int]:
        """The subjects above that a quotation mark parts from a pronoun."""
        found = []
        for verb in clauses_above(self.tree, token):
            subject = subject_of(self.tree, verb)
            if subject is not None and self._is_parted(min(subject, token), max(subject, token)):
                found.append(subject)
        return found

    def _is_parted(self, first: int, last: int) -> bool:
        return (bisect_left(self._marks, last) - bisect_left(self._marks, first)) % 2 == 1


def _is_beside(quote: Quote, token: int) -> bool:
    """Whether a quotation stands beside a word, a few words before or after it."""
    return quote.last <= token <= quote.last + _TAG or token < quote.first <= token + _TAG


def may_be(draft: Draft, gender: Gender) -> bool:
    """Whether an entity may be somebody of a gender, whatever that is where it is unknown."""
    alike = not draft.gender or not gender or draft.gender == gender
    return draft.cls == "Person" and not draft.plural and alike
