"""The law of upkeep where names are written out up to four only, so that sets grow over that and shrink below it all
the time: ``python few_names.py FIRST LAST`` tries these seeds in a process of its own.
"""

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def main(first: int, last: int) -> None:
    import kg.reason.index  # noqa: PLC0415

    kg.reason.index.MOST_NAMES = 4  # before all who take it from there, and only in a process of its own
    from test_upkeep_laws import MOST_NAMES, define, grow_and_shrink  # noqa: PLC0415

    from kg.graph import open_graph  # noqa: PLC0415

    for seed in range(first, last):
        dice, graph = random.Random(seed), open_graph(None)
        with TemporaryDirectory() as folder:
            define(dice, graph, Path(folder))
            try:
                grow_and_shrink(dice, graph, MOST_NAMES)
            except AssertionError as error:
                error.add_note(f"seed {seed}")
                raise


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
