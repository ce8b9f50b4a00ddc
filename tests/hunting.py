"""How many examples a law is tried on: a few, always the same; with HUNT=20 twenty times as many, others each time."""

import os

HUNT = int(os.environ.get("HUNT", "0"))


def examples(few: int) -> int:
    """The examples of one test: ``few`` in a run of the suite, HUNT times as many in a hunt.

    >>> examples(15) >= 15
    True
    """
    return few * max(HUNT, 1)
