"""To whom the first pronoun of a paragraph goes back, where somebody else was spoken of last."""

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from kg.entities.drafts import Draft
from kg.entities.kin import find_owner
from kg.entities.salience import REAL_SUBJECTS, Salience, Test
from kg.gazetteer import Lexicon
from kg.predications.walks import COPULAS, antecedent
from kg.trees import HEADINGS, Sentence, Tree, starts_paragraph


class _Walk(Protocol):
    owners: dict[int, Draft]
    salience: Salience


class Returning:
    """Knows it for one article; ``telling`` are the lemmas of verbs that tell a clause."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: _Walk, telling: Collection[str]) -> None:
        self.tree, self.lexicon, self.walk, self.telling = tree, lexicon, walk, telling

    def find(self, token: int, last: Draft | None, test: Test) -> Draft | None:
        """Berg is a judge. ¶ Her sister, Eva, is a painter. ¶ [She] was born in Riga: Berg was, and so who has died.

        None where it may go on with who was spoken of last: who speaks, or to whom something happens.
        """
        if last is None or not last.named or not self._begins(token) or self._speaks(last, token):
            return None
        dead = self.walk.owners.get(self._deceased) if self._deceased is not None else None
        if dead is not None and dead.named and dead is not last and test(dead):
            return dead
        owner = self._owner(last, token)
        return owner if owner is not None and owner.named and test(owner) else None

    def _begins(self, token: int) -> bool:
        """Whether a pronoun is, or has, the subject of the first sentence of a paragraph: [he] paints, [his] wife."""
        tree = self.tree
        noun = tree.heads[token] if tree.deps[token] == "poss" else token
        verb = tree.heads[noun]
        main = tree.deps[noun] in REAL_SUBJECTS and tree.heads[verb] == verb
        return main and starts_paragraph(tree, tree.sentences[tree.sentence_of[token]].first)

    def _verbs(self, draft: Draft, token: int) -> Iterator[int]:
        """The verbs that somebody is the subject of before a word: so is Eva in "her sister, Eva, paints"."""
        tree = self.tree
        for mention in draft.mentions:
            at = mention.head
            while tree.deps[at] == "appos" and tree.heads[at] != at:
                at = tree.heads[at]
            if mention.head < token and tree.deps[at] in REAL_SUBJECTS:
                yield tree.heads[at]

    def _speaks(self, draft: Draft, token: int) -> bool:
        return any(self.tree.lemmas[verb].lower() in self.telling for verb in self._verbs(draft, token))

    def _owner(self, relative: Draft, token: int) -> Draft | None:
        """Whose relative somebody is of whom is only told what they are or do, and less than of the other."""
        tree, counts = self.tree, self.walk.salience.counts
        first = min((mention.head for mention in relative.mentions), default=token)
        name = find_owner(tree, self.lexicon, first) if first < token else None
        owner = self.walk.owners.get(antecedent(tree, name)) if name is not None else None
        if owner is None or counts.get(owner, 0) <= counts.get(relative, 0):
            return None
        still = all(tree.lemmas[verb] in COPULAS or tree.tags[verb] == "VBZ" for verb in self._verbs(relative, token))
        return owner if still else None

    @cached_property
    def _deceased(self) -> int | None:
        """Who has died by the first sentence of an obituary, of which the second only tells the age: He was 81."""
        tree = self.tree
        told = [each for each in tree.sentences if each.kind not in HEADINGS and self._words(each)]
        for one, two in pairwise(told[:3]):
            verb = next((at for at in self._words(one) if tree.heads[at] == at), one.first)
            subject, age = tree.child(verb, "nsubj"), self._words(two)
            if subject is not None and self.lexicon.word("dying", tree.lemmas[verb].lower()):
                aged = len(age) == 3 and tree.pos[age[0]] == "PRON" and tree.tags[age[-1]] == "CD"
                return subject if aged else None
        return None

    def _words(self, sentence: Sentence) -> list[int]:
        """The tokens of a sentence but for blanks and marks."""
        return [at for at in range(sentence.first, sentence.last) if self.tree.pos[at] not in ("PUNCT", "SPACE")]
