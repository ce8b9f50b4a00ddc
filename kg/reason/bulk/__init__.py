"""The closure of a large graph, as sets: SQL over integers in DuckDB, in memory while that suffices, else on disk.

tables.py    N-Triples as tables of integers, a table a property and a class
queries.py   a rule as SQL
values.py    literals by their value
strata.py    which rules run when
sames.py     who is the same as whom
fixpoint.py  all rules until nothing is new
written.py   what of it is written down
stops.py     Ctrl-C while a query runs
transfer.py  from a graph's store and back into it, or from a file into another
"""

from kg.reason.bulk.transfer import close_file, materialise_in_bulk

__all__ = ["close_file", "materialise_in_bulk"]
