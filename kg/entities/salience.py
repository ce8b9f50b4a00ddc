"""Who was spoken of last, and how prominently."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from kg.entities.drafts import Draft
from kg.model import UNREAD, BlockKind
from kg.trees import Tree

REAL_SUBJECTS = ("nsubj", "nsubjpass")
"""Labels of subjects that may be somebody: no "there"."""
ASIDE: frozenset[BlockKind] = UNREAD | {"crosshead", "caption"}
"""Kinds of blocks that say nothing to the sentences after them."""
_FAR = 1000
_DEPTH = 12
Test = Callable[[Draft], bool]


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that has been given an entity."""

    draft: Draft
    token: int
    sentence: int
    subject: bool


class Salience:
    """The mentions so far, by sentence."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.seen: list[Seen] = []
        self.counts: dict[Draft, int] = {}
        self._from: dict[int, int] = {}

    def note(self, draft: Draft, token: int) -> None:
        """Count in a mention; a cross-head or caption says nothing to the sentences after it."""
        sentence = self.tree.sentence_of[token]
        if self.tree.sentences[sentence].kind in ASIDE:
            return
        self._from.setdefault(sentence, len(self.seen))
        self.seen.append(Seen(draft, token, sentence, self._is_subject(token)))
        self.counts[draft] = self.counts.get(draft, 0) + 1

    def forget(self) -> None:
        """Begin anew, as another item of a digest does."""
        self.seen, self.counts, self._from = [], {}, {}

    def rename(self, old: Draft, new: Draft) -> None:
        """Count the mentions of one as another's, who is the same."""
        self.seen = [replace(each, draft=new) if each.draft is old else each for each in self.seen]
        if old in self.counts:
            self.counts[new] = self.counts.get(new, 0) + self.counts.pop(old)

    def _is_subject(self, token: int) -> bool:
        """Whether a word is a subject or stands beside one: the minister, Anna Berg, left."""
        deps, heads = self.tree.deps, self.tree.heads
        while deps[token] == "appos" and heads[token] != token:
            token = heads[token]
        return deps[token] in REAL_SUBJECTS

    def before(self, token: int, reach: int) -> Iterator[Seen]:
        """The mentions left of a token, latest first, at most ``reach`` sentences back."""
        floor = self.tree.sentence_of[token] - reach
        for seen in reversed(self.seen):
            if seen.sentence < floor:
                return
            if seen.token < token:
                yield seen

    def in_sentence(self, sentence: int, token: int) -> list[Seen]:
        """The mentions of one sentence left of a token, in text order."""
        at = self._from.get(sentence)
        if at is None:
            return []
        line = []
        for seen in self.seen[at:]:
            if seen.sentence != sentence:
                break
            if seen.token < token:
                line.append(seen)
        return sorted(line, key=lambda seen: seen.token)

    def latest(self, token: int, reach: int, test: Test) -> Draft | None:
        """The last one spoken of that passes a test."""
        failed = set[Draft]()  # who is named hundreds of times is asked once
        for seen in self.before(token, reach):
            if seen.draft not in failed:
                if test(seen.draft):
                    return seen.draft
                failed.add(seen.draft)
        return None

    def holder(self, token: int, test: Test) -> Draft | None:
        """Who last bore a title; of two who met the one who came to the other, or who is spoken of more."""
        bearers = set(filter(test, self.counts))
        seen = [each for each in self.before(token, _FAR) if each.draft in bearers] if bearers else []
        if not seen or seen[0].subject:
            return seen[0].draft if seen else None
        last, counts = seen[0], self.counts
        others = [each for each in seen if each.draft is not last.draft]
        acting = next((each.draft for each in others if each.sentence == last.sentence and each.subject), None)
        most = max((each.draft for each in others), key=lambda draft: counts[draft], default=last.draft)
        return acting or (most if counts[most] > counts[last.draft] else last.draft)

    def prominent(self, token: int, reach: int, test: Test, *, subjects_only: bool = False) -> Draft | None:
        """Sentence by sentence back: the subject that stands highest, else the last one spoken of."""
        sentence = self.tree.sentence_of[token] + 1
        while sentence > 0 and reach >= 0:
            sentence -= 1
            if self.tree.sentences[sentence].kind in ASIDE:
                continue
            reach -= 1
            line = [seen for seen in self.in_sentence(sentence, token) if test(seen.draft)]
            if subjects_only:
                line = [seen for seen in line if seen.subject]
            if line:
                subjects = [seen for seen in line if seen.subject]
                sure = [seen for seen in line if seen.draft.gender]  # in her view, Lind is wrong. She says so.
                return min(subjects, key=self.depth).draft if subjects else (sure or line)[-1].draft
        return None

    def topic(self, test: Test) -> Draft | None:
        """The one spoken of most often so far; of several the one that came first."""
        best = [draft for draft in self.counts if test(draft)]
        return max(best, key=lambda draft: self.counts[draft], default=None)

    def town(self, token: int, reach: int, regions: Collection[str]) -> Draft | None:
        """The last place named that is no region; of ``Livorno, Tuscany`` the first."""
        found: Draft | None = None
        at = 0
        for seen in self.before(token, reach):
            if seen.draft.cls != "Place" or not seen.draft.named or seen.draft.gazetteer in regions:
                continue
            if found is None:
                found, at = seen.draft, seen.token
            elif at - seen.token == 2 and self.tree.words[at - 1] == ",":
                return seen.draft
            else:
                break
        return found

    def depth(self, seen: Seen) -> int:
        """How many arcs a mention stands below the root; an apposition stands where its noun does."""
        token, heads = seen.token, self.tree.heads
        while self.tree.deps[token] == "appos" and heads[token] != token:
            token = heads[token]
        return depth_of(self.tree, token)


def depth_of(tree: Tree, token: int) -> int:
    """How many arcs a token stands below the root, not counted farther than a sentence is deep that people read."""
    depth, heads = 0, tree.heads
    while heads[token] != token and depth < _DEPTH:
        token, depth = heads[token], depth + 1
    return depth


def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb, or of the one it is coordinated with."""
    for _ in range(_DEPTH):
        subject = tree.child(verb, *REAL_SUBJECTS)
        if subject is not None or tree.deps[verb] != "conj" or tree.heads[verb] == verb:
            return subject
        verb = tree.heads[verb]
    return None


def clauses_above(tree: Tree, token: int) -> Iterator[int]:
    """The verbs that govern a token, innermost first."""
    at = token
    for _ in range(3 * _DEPTH):
        above = tree.heads[at]
        if above == at:
            return
        at = above
        if tree.pos[at] in ("VERB", "AUX"):
            yield at
