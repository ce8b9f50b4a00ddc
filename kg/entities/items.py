"""Where the items of a digest begin: in another one the minister and the police are others."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from kg.entities.drafts import Draft
from kg.trees import Sentence, Tree, starts_paragraph

_BULLETS = frozenset("•*·▪●-–—")
_PLACES = ("Place", "State")


class Items:
    """The items of one article, if it is a digest or has a list; ``owners`` lead from token to entity."""

    def __init__(self, tree: Tree, owners: Mapping[int, Draft]) -> None:
        self.tree, self.owners = tree, owners
        placed = [(each.first, place) for each in tree.sentences if (place := self._place_of(each)) is not None]
        digest = len({place for _, place in placed}) > 1
        self.borders = [first for first, _ in placed] if digest else []
        """The first tokens of a digest's items, each under a dateline or a heading that is a place's name."""
        self._starts = sorted({*self.borders, *self._parts()})
        self._places: dict[int, set[Draft]] = {}
        """The places named in each part, by its first token."""
        for token, draft in owners.items() if self._starts else ():
            if self._is_place(token):
                self._places.setdefault(self._part(token)[0], set()).add(draft)

    def _place_of(self, sentence: Sentence) -> Draft | None:
        """The place of a dateline, or that a heading consists of."""
        tree, place = self.tree, self.owners.get(sentence.first)
        if place is None or not place.named or place.cls not in _PLACES:
            return None
        if sentence.kind == "boilerplate":
            opens = sentence.first == 0 or starts_paragraph(tree, sentence.first)
            goes_on = sentence.last < len(tree.words) and not starts_paragraph(tree, sentence.last)
            return place if opens and goes_on else None
        words = (at for at in range(sentence.first, sentence.last) if tree.words[at][0].isalnum())
        alone = sentence.kind in ("headline", "crosshead") and all(self.owners.get(at) is place for at in words)
        return place if alone else None

    def _parts(self) -> Iterator[int]:
        """Where a bullet stands, and a cross-head with a place in it."""
        for each in self.tree.sentences:
            headed = each.kind == "crosshead" and any(self._is_place(at) for at in range(each.first, each.last))
            if headed or self.tree.words[each.first] in _BULLETS:
                yield each.first

    def _is_place(self, token: int) -> bool:
        owner = self.owners.get(token)
        return owner is not None and owner.named and owner.cls in _PLACES

    def _part(self, token: int) -> tuple[int, int]:
        """The first token of the part that a token lies in, and one past its last."""
        at = bisect_right(self._starts, token)
        first = self._starts[at - 1] if at else 0
        return first, self._starts[at] if at < len(self._starts) else len(self.tree.words)

    def is_apart(self, token: int, group: Draft) -> bool:
        """Tunisian police arrested ten. • A man was shot in Oslo. Police said: the police of there, and no others."""
        states = {tie for tie in group.ties if tie.cls == "State"}
        if not self._starts or not states:
            return False
        first, last = self._part(token)
        if any(first <= mention.head < last for mention in group.mentions):
            return False
        places = self._places.get(first, set())
        if not places or places & states:
            return False
        return not any(self.owners.get(at) in states for at in range(first, last))  # by another word: our country
