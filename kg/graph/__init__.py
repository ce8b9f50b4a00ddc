"""The store: statements in, dataset with provenance out.

quads.py        a Reading as quads, one function per record
opening.py      open_graph: a directory or memory
store.py        Graph: add, remove, articles, ontology, corrections, inferences
changes.py      one transaction, and the default graph as the union of the named ones
corrections.py  what an analyst retracts, adds, joins and keeps apart
kept.py         texts, fingerprints and settings beside the triples
loading.py      ontology files as triples
rdf_files.py    other files as quads
words.py        names, found by their beginnings
disk.py lock.py the directory and its one writer
"""

from kg.graph.corrections import Correction, different, same
from kg.graph.disk import is_graph
from kg.graph.opening import open_graph
from kg.graph.shelf import ArticleInfo, Change
from kg.graph.store import Graph

__all__ = ["ArticleInfo", "Change", "Correction", "Graph", "different", "is_graph", "open_graph", "same"]
