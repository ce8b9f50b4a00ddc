"""A parsed sentence as predicates with their arguments: all grammar lives here.

Voice, relative and participial clauses, control, coordination, copula, apposition, compounds and possessives
are normalised away, so that a pattern never knows them. ``verbal`` makes the predication of a verb or adjective by the
constructions in ``verbs`` and by what it takes from its ``surroundings``, ``nouns`` those of nouns; ``moods`` are
polarity and modality, with ``questions``, ``suppositions`` and ``charges``.

Source: predicate-argument normalisation as in PredPatt (White et al. 2016), over CLEAR dependency labels.
"""

from kg.predications.model import Argument, Predication
from kg.predications.moods import Mood, find_mood
from kg.predications.nouns import find_adjunct, find_doers, find_gerund, find_nominal, find_prepositional, is_judgement
from kg.predications.questions import is_asked
from kg.predications.verbal import find_verbal
from kg.predications.verbs import CONSTRUCTIONS
from kg.predications.walks import (
    COPULAS,
    RELATIVE_TAGS,
    antecedent,
    find_surface_subjects,
    is_aside,
    is_infinitive,
    is_passive,
    naming_copula,
)
from kg.predications.words import MoodWords

__all__ = [
    "CONSTRUCTIONS",
    "COPULAS",
    "RELATIVE_TAGS",
    "Argument",
    "Mood",
    "MoodWords",
    "Predication",
    "antecedent",
    "find_adjunct",
    "find_doers",
    "find_gerund",
    "find_mood",
    "find_nominal",
    "find_prepositional",
    "find_surface_subjects",
    "find_verbal",
    "is_aside",
    "is_asked",
    "is_infinitive",
    "is_judgement",
    "is_passive",
    "naming_copula",
]
