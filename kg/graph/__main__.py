"""``python -m kg.graph GRAPH``: make or bring up to date the file with the words of a graph, at leisure."""

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path

from kg.errors import KgError
from kg.graph import open_graph, words


def main(path: Path) -> int:
    """0, or 1 where the graph cannot be read or the file not written."""
    try:
        with open_graph(path) as graph:
            words.update(graph, whole=True)
    except (KgError, OSError, sqlite3.Error) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with suppress(AttributeError, OSError):
        os.nice(10)
    sys.exit(main(Path(sys.argv[1])))
