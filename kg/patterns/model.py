"""Compiled patterns."""

from dataclasses import dataclass, field
from typing import Literal

Takes = Literal["entity", "content", "text", "date"]
TriggerKind = Literal["verb", "adjective", "noun", "adjunct", "preposition"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot and where its filler stands.

    ``role`` is a role of the predication, or of literal number ``via`` where that is not None.
    An ``entity`` slot takes entities of class ``cls``; ``content`` a clause, quotation or noun phrase.
    """

    name: str
    role: str
    takes: Takes
    cls: str = ""
    required: bool = True
    via: int | None = None
    open: bool = False
    """Whether any noun will do, since the rest of the pattern says enough: "ordered the ministry to"."""


@dataclass(frozen=True, slots=True)
class Word:
    """A literal word of a pattern: the argument in this role must have this lemma."""

    role: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern ready to match. ``term`` is the class or property it gives, ``triggers`` the lemmas it starts from."""

    term: str
    text: str
    place: str
    kind: TriggerKind
    triggers: tuple[str, ...]
    particle: str
    slots: tuple[Slot, ...]
    words: tuple[Word, ...] = ()
    barred: tuple[str, ...] = ()
    """Lemmas that fill no slot: "denied entry" is no denial."""
    negative: bool = False
    """Whether the pattern is negated itself ("there is no truth in"): then only a negated predicate is meant."""
    office: str | None = None
    """The slot that the trigger itself fills: ``{holdsOffice}``."""

    @property
    def weight(self) -> int:
        """How much a pattern asks for; the heaviest match of a trigger wins."""
        return len(self.slots) + 2 * len(self.words) + 2 * bool(self.particle)


@dataclass(frozen=True, slots=True)
class PatternIndex:
    """Patterns by trigger lemma: cost does not grow with their number."""

    patterns: tuple[Pattern, ...]
    by_trigger: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, patterns: tuple[Pattern, ...]) -> "PatternIndex":
        """Index patterns by each of their triggers."""
        table: dict[str, list[Pattern]] = {}
        for pattern in patterns:
            for trigger in pattern.triggers:
                table.setdefault(trigger, []).append(pattern)
        return cls(patterns, {lemma: tuple(found) for lemma, found in table.items()})
