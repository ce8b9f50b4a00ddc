"""Whom a plural pronoun stands for where that is several: Mali and Chad left; they blamed Niger."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from kg.entities.drafts import BODIES, Draft
from kg.entities.salience import ASIDE, REAL_SUBJECTS, Salience, depth_of
from kg.gazetteer import Lexicon
from kg.predications.walks import conjuncts, is_bare_count
from kg.trees import Tree

_KINDS = frozenset({"Person", "State", "Group", *BODIES})
_LONG = 300
"""Tokens; a longer sentence is rather a list."""
_OBJECTS = ("dobj", "dative", "pobj")
"""Labels of whom something is done to or with."""


class _Walk(Protocol):
    owners: dict[int, Draft]
    salience: Salience


class Several:
    """Finds those of one article; ``found`` goes from a pronoun to the words that it stands for."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: _Walk, speaking: Collection[str]) -> None:
        self.tree, self.lexicon, self.walk = tree, lexicon, walk
        self.found: dict[int, tuple[int, ...]] = {}
        self._speaking = speaking
        self._places: list[int] = []

    def find(
        self, token: int, above: Sequence[int], banned: Collection[Draft], *, accused: Sequence[int]
    ) -> tuple[int, ...]:
        """The heads of all that a pronoun stands for, none where it rather is one group or unclear.

        ``above`` are the subjects of the clauses that it stands in, innermost first, ``accused`` whom it more likely
        means. "The two", which only counts, is a member itself: ``kg.scenes.pairs`` knows whom it counts.
        """
        members = next(map(self._at, accused), ()) if accused else self._in_sentence(token, above, banned)
        if members is None:
            members = self._before(token, banned)
        if members:
            self.found[token] = members
            self._places.append(token)
        return members

    def _in_sentence(self, token: int, above: Sequence[int], banned: Collection[Draft]) -> tuple[int, ...] | None:
        """None where the pronoun's own sentence speaks of nobody in the plural."""
        for subject in above:
            members = self._at(subject)
            if members and self._drafts(members).isdisjoint(banned):
                return members
            draft = self.walk.owners.get(subject)
            if draft is not None and draft not in banned and _may_be_they(draft):
                return ()
        here = [at for at in self._plurals(self.tree.sentence_of[token], token, banned) if at not in above]
        if not here:
            return None
        subjects = [at for at in here if self.tree.deps[at] in REAL_SUBJECTS]
        return self._at(subjects[-1]) if subjects else ()

    def _before(self, token: int, banned: Collection[Draft]) -> tuple[int, ...]:
        """Those that the sentence before is about."""
        tree, last = self.tree, self.tree.sentence_of[token] - 1
        while last >= 0 and tree.sentences[last].kind in ASIDE:
            last -= 1
        if last < 0:
            return ()
        plurals = self._plurals(last, token, banned)
        speaks = tree.lemmas[tree.heads[token]].lower() in self._speaking
        subjects = [at for at in plurals if tree.deps[at] in REAL_SUBJECTS]
        if subjects:
            depth = {at: depth_of(tree, at) for at in subjects}
            first = min(subjects, key=lambda at: depth[at])
            others = any(depth[at] <= depth[first] for at in subjects if at != first)
            beside = len(plurals) > 1 and not speaks  # expelled workers; they left
            return () if others or beside or self._is_about_things(last, depth[first]) else self._at(first)
        if self._is_about_things(last, 1):
            return ()
        met = self._met(last)
        return met or (self._at(plurals[0]) if speaks and len(plurals) == 1 else ())

    def _plurals(self, sentence: int, token: int, banned: Collection[Draft]) -> list[int]:
        """Where a sentence, left of a token, speaks of several or of a group."""
        span, owners = self.tree.sentences[sentence], self.walk.owners
        if span.last - span.first > _LONG:
            return []
        seen = {each.token for each in self.walk.salience.in_sentence(sentence, token)}
        seen.update(at for at in range(span.first, min(span.last, token)) if self._only_counts(at))
        seen.update(self._places[bisect_left(self._places, span.first) : bisect_right(self._places, span.last)])
        return [
            at
            for at in sorted(seen)
            if at < token and self.tree.deps[at] in (*REAL_SUBJECTS, *_OBJECTS)
            if (members := self._at(at)) or (at in owners and _may_be_they(owners[at]))
            if self._drafts(members or (at,)).isdisjoint(banned)
        ]

    def _at(self, token: int) -> tuple[int, ...]:
        """Mali and Chad; talks between Mali and Chad; "they" that stands for these."""
        if token in self.found:
            return self.found[token]
        if self._only_counts(token):
            return (token,)
        tree = self.tree
        together = self._joined(token)
        for link in tree.children(token, "prep") if not together else ():
            if self.lexicon.word("connecting", tree.lemmas[link].lower()):
                together = next(map(self._joined, tree.children(link, "pobj")), ())
        return together

    def _only_counts(self, token: int) -> bool:
        """Both, the two: whom they count was said before."""
        tree = self.tree
        return (
            tree.deps[token] in REAL_SUBJECTS
            and token not in self.walk.owners
            and is_bare_count(tree, self.lexicon.words["dual"], token)
        )

    def _joined(self, token: int) -> tuple[int, ...]:
        members = tuple(conjuncts(self.tree, token))
        links = {self.tree.lemmas[kid].lower() for each in members for kid in self.tree.children(each, "cc")}
        united = bool(links) and links <= self.lexicon.words["uniting"]
        return members if united and self._are_agents(members) else ()

    def _met(self, sentence: int) -> tuple[int, ...]:
        """Berg met Lind in Lusk, Berg signed a pact with Lind: both."""
        tree, span = self.tree, self.tree.sentences[sentence]
        verb = next((at for at in range(span.first, span.last) if tree.heads[at] == at), None)
        subject = tree.child(verb, *REAL_SUBJECTS) if verb is not None else None
        if verb is None or subject is None:
            return ()
        for other in self._partners(verb):
            owned = [self.walk.owners.get(at) for at in (subject, other)]
            alike = len({draft.cls for draft in owned if draft is not None}) == 1
            if alike and self._are_agents((subject, other)):
                return subject, other
        return ()

    def _partners(self, verb: int) -> Iterator[int]:
        tree = self.tree
        if self.lexicon.word("mutual", tree.lemmas[verb].lower()):
            yield from tree.children(verb, "dobj")
        for noun in (verb, *tree.children(verb, "dobj")):
            for link in tree.children(noun, "prep") if tree.child(noun, "poss") is None else ():
                if self.lexicon.word("partnering", tree.lemmas[link].lower()):
                    yield from tree.children(link, "pobj")

    def _are_agents(self, members: Sequence[int]) -> bool:
        owned = [self.walk.owners.get(at) for at in members]
        return len(members) > 1 and len(set(owned)) == len(members) and all(d and d.cls in _KINDS for d in owned)

    def _drafts(self, members: Sequence[int]) -> set[Draft]:
        return {draft for at in members if (draft := self.walk.owners.get(at)) is not None}

    def _is_about_things(self, sentence: int, depth: int) -> bool:
        """Whether a plural noun for nobody is a subject that stands as high."""
        tree, span = self.tree, self.tree.sentences[sentence]
        return any(
            tree.tags[at] == "NNS"
            and tree.deps[at] in REAL_SUBJECTS
            and at not in self.walk.owners
            and not self._at(at)
            for at in range(span.first, span.last)
            if depth_of(tree, at) <= depth
        )


def _may_be_they(draft: Draft) -> bool:
    """Whether one entity is a group or has a plural for its name."""
    return draft.cls == "Group" or draft.plural
