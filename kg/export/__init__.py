"""A graph as files for other tools."""
