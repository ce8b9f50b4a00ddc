"""One article with everything reading has found so far (``scene``), what it needs of the ontology (``ontology``), cues
inside what is said (``inserted``), the pattern matches in it (``matches``), who does something (``doers``), and who
both sides are (``pairs``)."""

from kg.scenes.doers import find_owners, is_of_arms, is_with_words
from kg.scenes.inserted import find_halves
from kg.scenes.matches import find_best, find_matches, is_shipped
from kg.scenes.ontology import Ontology
from kg.scenes.pairs import find_several, find_sides
from kg.scenes.scene import Scene

__all__ = [
    "Ontology",
    "Scene",
    "find_best",
    "find_halves",
    "find_matches",
    "find_owners",
    "find_several",
    "find_sides",
    "is_of_arms",
    "is_shipped",
    "is_with_words",
]
