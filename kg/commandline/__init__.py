"""What the commands of ``kg.__main__`` do; each module imports what it needs, and nothing more is loaded.

interrupts.py  Ctrl-C before and after
guards.py   errors and interruptions become messages and exit codes
builds.py   build, extract: articles read, progress, what failed
graphs.py   articles, remove, reason, export
answers.py  query, shell
pictures.py draw
proofs.py   explain
checks.py   check
trials.py   try
"""
