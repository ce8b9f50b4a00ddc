"""What an entity is called: the fullest name, or the noun phrase with its possessor's name."""

from collections.abc import Iterator

from kg.entities.drafts import Draft
from kg.entities.organs import name_of
from kg.entities.phrases import bare_text, read_phrase
from kg.gazetteer import Lexicon
from kg.predications.walks import conjuncts
from kg.trees import Tree

_DEPTH = 3


class Labels:
    """Words the entities of one article."""

    def __init__(self, tree: Tree, lexicon: Lexicon, owners: dict[int, Draft]) -> None:
        self.tree, self.lexicon, self.owners = tree, lexicon, owners
        self.detached: set[int] = set()
        """Prepositions that belong to the verb though the parser hung them on a noun."""

    def label(self, draft: Draft, depth: int = 0) -> str:
        """The canonical name of an entity."""
        if draft.label is None:
            draft.label = self._make(draft, depth)
        return draft.label

    def _make(self, draft: Draft, depth: int) -> str:
        if draft.gazetteer is not None:
            return self.lexicon.known[draft.gazetteer].label
        if draft.organ is not None:
            return name_of(draft.organ, self.lexicon)
        if draft.names:
            return draft.fullest_name(self.lexicon)
        if draft.head < 0:
            return self.tree.words[draft.born].lower()
        return self._phrase(draft, depth)

    def _phrase(self, draft: Draft, depth: int) -> str:
        """``opposition protesters``, ``spokeswoman for NATO``, ``husband of X``."""
        tree = self.tree
        phrase = read_phrase(tree, draft.head, self.lexicon)
        text = bare_text(tree, phrase, lambda token: self._is_name(token, draft))
        first, _, rest = text.partition(" ")
        text = rest if rest and self.lexicon.word("inside", first) else text
        if draft.possessor is not None and depth < _DEPTH and draft.possessor is not draft:
            owner = self.label(draft.possessor, depth + 1)
            if self.lexicon.word("relational", phrase.noun) and not draft.named:
                return f"{text} of {owner}"
            if draft.named:
                return f"{owner} {text}"
        link = phrase.preposition
        if phrase.complement is not None and link is not None and link not in self.detached:
            wholes = [self._complement(draft, each, depth) for each in self._listed(phrase.complement)]
            listed = " and ".join(part for part in (", ".join(wholes[:-1]), wholes[-1]) if part)
            return f"{text} {tree.words[link]} {listed}"
        return text

    def _is_name(self, token: int, draft: Draft) -> bool:
        owner = self.owners.get(token)
        return owner is not None and owner is not draft and owner.named

    def _listed(self, token: int) -> list[int]:
        """The presidents of Chile and Peru: both, where each has a name."""
        listed = list(conjuncts(self.tree, token))
        return listed if all(each in self.owners and self.owners[each].named for each in listed) else [token]

    def _complement(self, draft: Draft, token: int, depth: int) -> str:
        tree, owner = self.tree, self.owners.get(token)
        first = tree.left[token]
        counted = tree.tags[draft.head] == "CD" and first < token and tree.tags[first] in ("DT", "PRP$")
        if owner is not None and owner is not draft and depth < _DEPTH:
            label = self.label(owner, depth + 1)
            return f"the {label}" if counted and not owner.named else label  # two of the guards, who are no two guards
        if tree.deps[first] == "det" and first < token and not counted:
            first += 1
        return " ".join(tree.slice(first, token + 1).split())

    def others(self, draft: Draft) -> Iterator[str]:
        """The other names of an entity, as written: names, then titles and descriptions."""
        label = self.label(draft)
        for name in (*draft.names, *draft.phrases):
            if name != label:
                yield name
