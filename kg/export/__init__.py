"""A graph as files for other tools, one function per format.

source.py    what goes in, sorted on disk
formats.py   FORMATS and the functions: RDF in seven syntaxes, GraphML, Neo4j's CSV
turtle.py    Turtle and TriG, written by us: prefixed, sorted, the same bytes every time
tables.py    nodes and edges, for tools that know no RDF
files.py     export: writing whole files or none
"""

from kg.export.files import export, find_format
from kg.export.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "export", "find_format"]
