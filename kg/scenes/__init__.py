"""One article with everything reading has found so far (``scene``), what it needs of the ontology (``ontology``), cues
inside what is said (``inserted``), the pattern matches in it (``matches``), and who does something (``doers``)."""

from kg.scenes.doers import find_owners
from kg.scenes.inserted import find_halves
from kg.scenes.matches import find_best, find_matches, is_shipped
from kg.scenes.ontology import Ontology
from kg.scenes.scene import Scene

__all__ = ["Ontology", "Scene", "find_best", "find_halves", "find_matches", "find_owners", "is_shipped"]
