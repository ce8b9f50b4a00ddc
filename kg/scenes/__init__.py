"""One article with everything reading has found so far.

``scene`` holds it, with what it needs of the ``ontology``; ``matches`` finds the pattern matches in it. What the words
around a predicate mean mends its predication: who does something (``doers``), who is ``charged``, whom or what somebody
``called`` so, what a claim noun claims and who ``answered`` it, whose title a noun is (``bearers``), cues ``inserted``
in what is said, quotations (``quoted``), and who both sides are (``pairs``).
"""

from kg.scenes.charged import find_accused, find_charged_mood, is_charge
from kg.scenes.doers import find_owners, is_deed, is_of_arms, is_with_words
from kg.scenes.inserted import find_halves, is_worded
from kg.scenes.matches import find_best, find_matches, is_shipped
from kg.scenes.ontology import Ontology
from kg.scenes.pairs import find_several, find_sides
from kg.scenes.scene import Scene

__all__ = [
    "Ontology",
    "Scene",
    "find_accused",
    "find_best",
    "find_charged_mood",
    "find_halves",
    "find_matches",
    "find_owners",
    "find_several",
    "find_sides",
    "is_charge",
    "is_deed",
    "is_of_arms",
    "is_shipped",
    "is_with_words",
    "is_worded",
]
