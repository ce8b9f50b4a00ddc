"""The query shell: SPARQL typed, answers shown, every row led back to its sentence.

start.py       run_shell: interactive on a terminal, else a script
greeting.py    the first prompt, at once
repl.py        the prompt; the only module that imports prompt_toolkit
session.py     what a shell knows; running what was typed
commands/      the commands, one function each
complete.py    text, cursor and vocabulary -> suggestions (positions.py: what belongs where)
partial.py     text and cursor -> the query whose answers may stand there (groups.py: the tree of a WHERE)
candidates.py  those answers, sampled and counted (completer.py: at the prompt)
vocabulary.py  the terms that completion knows (terms.py: read from a graph; words.py: from what lies beside it)
streams.py     an answer while it comes
show.py        an answer as text (labels.py: what to call an IRI; render.py: tables that fit, and clean text)
empty.py       why a query has no rows (remedies.py: what may mend it; slips.py: misspelt variables;
               hints.py: the same, where there are rows)
origins.py     from a row to its triples and their sentences (evidence.py: as commands print them)
changes.py     changing the graph: shown, asked about, made, taken back (updates.py, operations.py: SPARQL Update;
               edits.py: as quads; corrections.py: wrong and merge; loading.py: files and ontologies; fetching.py: LOAD)
parameters.py  parameters and saved queries; redirects.py: pages, files and programs; settings.py; script.py
backends.py    where queries go (endpoint.py: to a SPARQL endpoint; logins.py: who logs in; responses.py: one request)
tutorial/      ten steps over a small graph
workers.py     reader processes, so that any query can be stopped (reader.py: what runs in one; frames.py: the words)
"""

from shell.start import run_shell

__all__ = ["run_shell"]
