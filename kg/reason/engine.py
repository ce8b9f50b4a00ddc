"""The closure of a graph, inferred apart from asserted."""

from kg.reason.reference import Closure, find_closure, materialise

__all__ = ["Closure", "find_closure", "materialise"]
