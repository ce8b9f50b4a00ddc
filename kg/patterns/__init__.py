"""Example sentences with slots become matchers; predications become matches.

``sources`` finds patterns in the ontology, ``compile`` parses them, ``cache`` keeps what it found, ``match`` holds
predications against patterns.
"""

from kg.patterns.cache import compile_unknown, find_bad_patterns, load_patterns
from kg.patterns.match import Filler, Fits, Match, match_predication
from kg.patterns.model import Pattern, PatternIndex, Slot, Word

__all__ = [
    "Filler",
    "Fits",
    "Match",
    "Pattern",
    "PatternIndex",
    "Slot",
    "Word",
    "compile_unknown",
    "find_bad_patterns",
    "load_patterns",
    "match_predication",
]
