"""One article with everything reading has found so far (``scene``), what it needs of the ontology (``ontology``), and
the pattern matches in it (``matches``)."""

from kg.scenes.matches import find_matches
from kg.scenes.ontology import Ontology
from kg.scenes.scene import Scene

__all__ = ["Ontology", "Scene", "find_matches"]
