"""What follows from a graph, and why.

facts.py    what to reason over: schema, asserted facts, the gazetteer around them
engine.py   the closure, inferred apart from asserted
rules.py    axioms as Horn rules
explain.py  proofs whose leaves are sentences
lines.py    a proof as text and as JSON
"""
