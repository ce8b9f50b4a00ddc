"""A graph and SPARQL in, answers out; spaCy and rdflib stay out.

answers.py  what a query gives: Rows, Truth, Triples
tokens.py   text -> tokens, whatever state it is in; the shell's tokenizer, too
syntax.py   what is refused, and errors with their place (mistakes/: the likely cause, and the query that is meant)
run.py      run a query, with a time limit and a way to stop it
write.py    an answer as CSV, TSV, SPARQL JSON or Turtle
"""

from kg.query.answers import Answer, Rows, Term, Triples, Truth
from kg.query.run import View, run, run_store
from kg.query.write import ANSWER_FORMATS, write

__all__ = ["ANSWER_FORMATS", "Answer", "Rows", "Term", "Triples", "Truth", "View", "run", "run_store", "write"]
