"""Control sequences of terminals, which are no part of what a text says."""

import re

ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)|\x9b[0-?]*[ -/]*[@-~]|\x1b[ -/]*[0-~]"
)
"""A string within one ends at the next escape at the latest, so that thousands that never end take no time."""


def without_escapes(text: str) -> str:
    r"""A text without whole control sequences.

    >>> without_escapes("a \x1b[31mred\x1b[0m \x1b]0;title\x07word")
    'a red word'
    """
    return ESCAPES.sub("", text)
