"""A small linear scorer: how likely an attribution is, from what can be read off its words.

``scripts/train_scorer.py`` makes ``scorer.json``; README says on what. It holds weights of features, no text.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Scorer:
    """Weights by feature, and the lemmas that were seen as cues."""

    weights: dict[str, float]
    cues: frozenset[str]
    keep: float
    """A shipped wording stays at this probability."""
    add: float
    """A wording of no pattern comes in at this probability,"""
    add_nested: float
    """and at this one where it stands in the content of another claim,"""
    add_thing: float = 1.0
    """and at this one where its content is no clause: imposed [a ban], which nobody need have said."""

    def probability(self, features: Iterable[str]) -> float:
        """Between 0 and 1; 0.5 where nothing is known.

        >>> Scorer({"bias": 0.0}, frozenset(), 0.3, 0.6, 0.9).probability(["bias", "unknown"])
        0.5
        """
        score = sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


NO_SCORER = Scorer({}, frozenset(), 0.0, 1.0, 1.0)
"""Keeps all and adds nothing."""


@lru_cache(maxsize=1)
def load_scorer() -> Scorer:
    """The scorer that comes with newsgraph; one that keeps all and adds nothing where the file is missing."""
    file = resources.files("kg") / "scorer.json"
    if not file.is_file():
        return NO_SCORER
    data = json.loads(file.read_text(encoding="utf8"))
    return Scorer(
        data["weights"], frozenset(data["cues"]), data["keep"], data["add"], data["addNested"], data["addThing"]
    )
