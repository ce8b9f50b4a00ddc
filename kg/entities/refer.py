"""Pronouns and descriptions find whom they stand for, in text order."""

from collections.abc import Sequence

from kg.entities.accused import SpeechVerbs
from kg.entities.descriptions import Antecedents
from kg.entities.drafts import Draft
from kg.entities.join import Joiner, gender_of
from kg.entities.latter import find_latter
from kg.entities.phrases import is_in_compound
from kg.entities.pronouns import Pronouns
from kg.entities.salience import Salience
from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.quotes import Quote
from kg.trees import Tree


class Referrer:
    """Gives every mention its entity; ``owners`` leads from token to entity."""

    def __init__(
        self,
        tree: Tree,
        lexicon: Lexicon,
        joiner: Joiner,
        mentions: list[Mention],
        *,
        quotes: Sequence[Quote],
        verbs: SpeechVerbs,
    ) -> None:
        self.tree, self.lexicon, self.joiner = tree, lexicon, joiner
        self.mentions = mentions
        self.owners: dict[int, Draft] = {}
        self.unnamed: list[Draft] = []
        self.salience = Salience(tree)
        self._antecedents = Antecedents(tree, lexicon, self)
        self._pronouns = Pronouns(tree, lexicon, self, quotes=quotes, verbs=verbs)

    def run(self) -> None:
        """Walk through the article once."""
        for mention in self.mentions:
            draft = self.joiner.by_first.get(mention.first)
            if draft is not None:
                self._own(mention, draft)
        for draft in self.joiner.drafts:
            if draft.cls == "Person":
                draft.gender = gender_of(draft, self.tree, self.lexicon)
        self._antecedents.learn(self.joiner.drafts)
        borders = [*self._antecedents.borders(), len(self.tree.words)]
        for mention in self.mentions:
            while mention.first >= borders[0]:
                self.salience.forget()
                self._antecedents.begin(*borders[:2])
                del borders[0]
            if mention.kind == "name":
                self._antecedents.introduce(mention, self.owners[mention.head])
                if not self._is_aside(mention):
                    self.salience.note(self.owners[mention.head], mention.head)
            elif mention.kind == "nominal":
                self._antecedents.resolve(mention)
            else:
                self._pronouns.resolve(mention)
        for token, draft in find_latter(self.tree, self.lexicon, self.mentions, self.owners):
            self.owners.setdefault(token, draft)

    def several(self, token: int) -> tuple[int, ...]:
        """The heads of all that a pronoun stands for together, none where it stands for one."""
        return self._pronouns.several.found.get(token, ())

    def _is_aside(self, mention: Mention) -> bool:
        """A Singapore-listed firm: the article does not come to speak of Singapore."""
        return is_in_compound(self.tree, mention.last - 1)

    def _own(self, mention: Mention, draft: Draft) -> None:
        for token in range(mention.first, mention.last):
            self.owners[token] = draft
        for description in mention.descriptions:
            self.owners.setdefault(description.head, draft)

    def settle(self, mention: Mention, draft: Draft) -> None:
        """Say that a nominal or pronoun stands for an entity."""
        for token in range(mention.first, mention.last):
            self.owners.setdefault(token, draft)
        self.owners[mention.head] = draft
        draft.mentions.append(mention)
        if not self._is_nobody(mention.head):
            self.salience.note(draft, mention.head)

    def _is_nobody(self, noun: int) -> bool:
        """Neither man could be reached: no "he" is that man."""
        dets = self.tree.children(noun, "det", "preconj", "cc")
        return any(det < noun and self.lexicon.word("negation", self.tree.words[det].lower()) for det in dets)
