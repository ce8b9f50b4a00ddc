"""The words that tell whether something is said to hold: "refused", "allegedly", "if"."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class MoodWords:
    """The word classes of ``ontology/grammar.ttl`` that moods read; lemmas in lower case."""

    negating: frozenset[str]
    expecting: frozenset[str]
    reporting: frozenset[str]
    hypothetical: frozenset[str]
    future: frozenset[str]
    negation: frozenset[str]
    light: frozenset[str]
    denying: frozenset[str]
    resuming: frozenset[str]
    achieving: frozenset[str]
    hearsay: frozenset[str]
    incriminating: frozenset[str]
    acquitting: frozenset[str]
    prosecuting: frozenset[str]
    presuming: frozenset[str]
    nearing: frozenset[str]
    withholding: frozenset[str]
    withheld: frozenset[str]
    averting: frozenset[str]
    amounting: frozenset[str]
    adversative: frozenset[str]
    answerable: frozenset[str]
    judging: frozenset[str]
    affirming: frozenset[str]
    disproving: frozenset[str]
    doubting: frozenset[str]
    conceiving: frozenset[str]
    mooted: frozenset[str]
    proving: frozenset[str]
    guessing: frozenset[str]
    rumouring: frozenset[str]
    imagining: frozenset[str]
    possible: frozenset[str]
    seeming: frozenset[str]
    contacting: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, frozenset[str]]) -> "MoodWords":
        """Take them from all word classes; each has the name that it has there."""
        return cls(*(words[each.name] for each in fields(cls)))
