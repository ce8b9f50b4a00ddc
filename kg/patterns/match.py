"""Predications held against patterns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.patterns.model import Pattern, Slot
from kg.predications import Predication, find_nominal, find_verbal, is_passive
from kg.trees import Tree

Fits = Callable[[Slot, int], bool]
"""Whether the noun phrase, clause or name at a token can fill a slot."""

_POSSESSORS = ("poss", "compound", "prep:of", "prep:by", "prep:from")
_OF_WHOM = ("prep:of", "poss", "compound")
_OWNERS = tuple(role for role in _POSSESSORS if role != "prep:of")
_EQUIVALENT: dict[str, tuple[str, ...]] = {
    "poss": _POSSESSORS,
    "owner": _OWNERS,
    "prep:of": _OF_WHOM,
    "clause": ("clause", "question"),
    "question": ("question", "clause"),
    "prep:by": ("prep:by", "poss"),
    "prep:for": ("prep:for", "prep:of", "poss", "compound"),
    "prep:against": ("prep:against", "prep:on", "prep:at"),
    "prep:on": ("prep:on", "prep:against"),
    "state": ("state", "complement"),
}
_VERB_ROLES = frozenset({"clause", "question", "state"})


@dataclass(frozen=True, slots=True)
class Filler:
    """The tokens that fill a slot; ``outer`` where the clause holds its own cue."""

    slot: Slot
    tokens: tuple[int, ...]
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found at a predication."""

    pattern: Pattern
    predication: Predication
    fillers: tuple[Filler, ...]
    words: tuple[int, ...]

    def tokens(self, slot: str) -> tuple[int, ...]:
        """The tokens that fill a slot, () where it stands empty."""
        return next((filler.tokens for filler in self.fillers if filler.slot.name == slot), ())

    def filler(self, slot: str) -> Filler | None:
        """The filler of a slot."""
        return next((filler for filler in self.fillers if filler.slot.name == slot), None)

    @property
    def weight(self) -> int:
        """Filled slots and literal words: the heaviest match of a trigger wins."""
        named = any(filler.slot.cls for filler in self.fillers if filler.slot.name != "claimant")
        return 2 * len(self.fillers) + 4 * len(self.words) + 4 * bool(self.pattern.particle) + named


def match_predication(
    tree: Tree, predication: Predication, patterns: tuple[Pattern, ...], fits: Fits
) -> Iterator[Match]:
    """The patterns that a predication meets, in the order of ``patterns``."""
    for pattern in patterns:
        if predication.kind == "verb" and not _has_particle(tree, predication, pattern.particle):
            continue
        if not _same_kind(pattern, predication):
            continue
        found = _match(tree, predication, pattern, fits)
        if found is not None:
            yield found


def _has_particle(tree: Tree, predication: Predication, particle: str) -> bool:
    """Stepped down: the parser may take the particle for an adverb."""
    if predication.particle or not particle:
        return predication.particle == particle
    return any(tree.lemmas[kid].lower() == particle for kid in tree.children(predication.head, "advmod", "prep"))


def _same_kind(pattern: Pattern, predication: Predication) -> bool:
    if pattern.kind in ("verb", "adjective"):
        return predication.kind in ("verb", "adjective")
    return pattern.kind == predication.kind


def _match(tree: Tree, predication: Predication, pattern: Pattern, fits: Fits) -> Match | None:
    words: list[int] = []
    if _has_taker(predication, pattern):
        return None
    if pattern.barred and any(tree.lemmas[t].lower() in pattern.barred for t in predication.fillers("object")):
        return None
    for word in pattern.words:
        token = next((t for t in _measured(tree, _tokens(predication, word.role)) if _is(tree, t, word.lemma)), None)
        if token is None:
            return None
        words.append(token)
    used = set(words)
    fillers: list[Filler] = []
    for slot in sorted(pattern.slots, key=_priority):
        tokens = _candidates(tree, predication, pattern, slot, words)
        if predication.kind == "noun" and _is_shared(pattern, slot):
            tokens = predication.fillers(slot.role) or tokens
            if slot.role == "poss" and any(other.role == "prep:of" for other in pattern.slots):
                tokens = [t for t in tokens if t not in predication.fillers("prep:of")]  # the murder of Anna Berg
        chosen = tuple(t for t in tokens if t not in used and fits(slot, t))
        if len(chosen) > 1 and any(s.role == slot.role and s.name > slot.name for s in pattern.slots):
            chosen = chosen[:1]
        if pattern.barred and slot.name != "claimant" and any(tree.lemmas[t].lower() in pattern.barred for t in chosen):
            return None
        if not chosen:
            if slot.required:
                return None
            continue
        used.update(chosen)
        outer = any(argument.outer and argument.token in chosen for argument in predication.arguments)
        fillers.append(Filler(slot, chosen, outer))
    return Match(pattern, predication, tuple(fillers), tuple(words))


def _is(tree: Tree, token: int, lemma: str) -> bool:
    return tree.lemmas[token].lower() == lemma


def _measured(tree: Tree, tokens: list[int]) -> Iterator[int]:
    """The tokens, and what they only measure: dozens of rockets, a truckload of food, a series of agreements."""
    for token in tokens:
        yield token
        one = any(tree.words[kid].lower() in ("a", "an", "another") for kid in tree.children(token, "det"))
        if tree.tags[token] in ("NNS", "CD") or (tree.tags[token] == "NN" and one):
            for preposition in tree.children(token, "prep"):
                if tree.lemmas[preposition] == "of":
                    yield from tree.children(preposition, "pobj")


def _is_shared(pattern: Pattern, slot: Slot) -> bool:
    """In "Iraq's city of Mosul" the possessor is not of-whom."""
    roles = _EQUIVALENT.get(slot.role, ())
    return any(other.role != slot.role and other.role in roles for other in pattern.slots)


def _has_taker(predication: Predication, pattern: Pattern) -> bool:
    """ "denied the miners a loan": who gives or refuses somebody a thing claims nothing."""
    roles = {slot.role for slot in pattern.slots if slot.takes == "content"}
    if roles != {"object"} or any(slot.role in ("dative", "prep:to") for slot in pattern.slots):
        return False
    return bool(predication.fillers("dative"))


def _priority(slot: Slot) -> tuple[int, str]:
    """Slots with one place first, possessors last, so that each takes its own."""
    return (2 if slot.role == "poss" else 1 if slot.role == "prep:of" else 0, slot.name)


def _tokens(predication: Predication, role: str) -> list[int]:
    """The tokens of the first equivalent role that has any."""
    for each in _EQUIVALENT.get(role, (role,)) if predication.kind == "noun" or role in _VERB_ROLES else (role,):
        tokens = predication.fillers(each)
        if tokens:
            return tokens
    return []


def _candidates(tree: Tree, predication: Predication, pattern: Pattern, slot: Slot, words: list[int]) -> list[int]:
    if slot.via is not None:
        word = words[slot.via]
        find = find_nominal if tree.pos[word] in ("NOUN", "PROPN") else find_verbal
        tokens = _tokens(find(tree, word), slot.role)
        return tokens or predication.fillers(slot.role)
    if slot.takes == "content" and slot.role == "object":
        return predication.fillers("object") + predication.fillers("gerund") + predication.fillers("clause")
    if predication.kind == "noun" and slot.takes == "content":
        return predication.fillers(slot.role)
    if predication.kind == "noun":
        return [token for role in _EQUIVALENT.get(slot.role, (slot.role,)) for token in predication.fillers(role)]
    tokens = _tokens(predication, slot.role)
    # They are concerned that ...: the parser sees a passive.
    if not tokens and slot.role == "subject" and pattern.kind == "adjective":
        return predication.fillers("object")
    if not tokens and slot.role == "object" and _is_participle(tree, pattern, predication):
        return predication.fillers("subject")
    if not tokens and slot.role == "prep:to":
        tokens = _takers(tree, predication, words)
    if slot.role.startswith("prep:") and words:  # imposed [sanctions on Beta] on Tuesday, pleaded [guilty to theft]
        found = [find_nominal(tree, word) for word in words if tree.pos[word] == "NOUN"]
        found += [find_verbal(tree, word) for word in words if tree.pos[word] == "ADJ"]
        tokens = list(dict.fromkeys([*tokens, *(token for each in found for token in each.fillers(slot.role))]))
        return tokens or [token for each in found for token in _owners(tree, each, slot.role)]
    if not tokens and slot.role.startswith("prep:"):
        return _late_attached(tree, predication, slot.role)
    return tokens


def _takers(tree: Tree, predication: Predication, words: list[int]) -> list[int]:
    """Handed [Beta] a sentence, [Beta] was handed one, where the pattern has to whom."""
    found = predication.fillers("dative")
    if found or not is_passive(tree, predication.head) or not any(tree.deps[word] == "dobj" for word in words):
        return found
    return [token for token in predication.fillers("object") if token not in words and token < predication.head]


def _owners(tree: Tree, found: Predication, role: str) -> list[int]:
    """Violated [Estonia]'s airspace, [Estonian] airspace, where the pattern has the airspace of somebody."""
    kids = found.arguments if role == "prep:of" and found.kind == "noun" else ()
    return [a.token for a in kids if a.role == "poss" or (a.role == "compound" and tree.deps[a.token] == "amod")]


def _is_participle(tree: Tree, pattern: Pattern, predication: Predication) -> bool:
    """They are, remain or seem convinced that: the parser sees an adjective, the pattern is of a passive."""
    bare = pattern.kind == "verb" and all(slot.role != "subject" for slot in pattern.slots)
    return bare and tree.deps[predication.head] in ("acomp", "oprd")


def _late_attached(tree: Tree, predication: Predication, role: str) -> list[int]:
    """A preposition that the parser hung on the object: "blamed [saboteurs for the explosion]"."""
    things = predication.fillers("object")
    found = [
        token
        for thing in things
        if tree.pos[thing] in ("NOUN", "PROPN") and thing > predication.head
        for token in find_nominal(tree, thing).fillers(role)
    ]
    if found:
        return found
    return [  # accused by auditors of hiding the books
        token
        for actor in predication.fillers("subject")
        if actor > predication.head
        for preposition in tree.children(actor, "prep")
        if f"prep:{tree.lemmas[preposition].lower()}" == role
        for token in tree.children(preposition, "pcomp")
    ]
