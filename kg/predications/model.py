"""What the normaliser yields."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Argument:
    """A token in a role of a predicate.

    Roles of verbs and adjectives: ``subject object dative clause question infinitive gerund complement state
    prep:WORD``; of nouns: ``self`` (who is it), ``poss`` (its possessor, also a compound name or demonym), ``clause
    infinitive prep:WORD``; of prepositions: ``governor pobj``. ``outer`` marks a clause that holds its cue: "Our
    offer," he said, "remains".
    """

    role: str
    token: int
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Predication:
    """A predicate at token ``head`` with its arguments in text order of discovery."""

    head: int
    kind: Literal["verb", "adjective", "noun", "adjunct", "preposition"]
    lemma: str
    particle: str
    arguments: tuple[Argument, ...]

    def fillers(self, role: str) -> list[int]:
        """The tokens in a role."""
        return [argument.token for argument in self.arguments if argument.role == role]
