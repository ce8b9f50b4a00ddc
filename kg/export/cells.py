"""Cells that no spreadsheet takes for a formula."""

import re

# A cell that starts so is a formula for a spreadsheet (OWASP, CSV Injection); full-width forms count as well.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def neutral(text: str) -> str:
    """Text with an apostrophe before what would be a formula; numbers stay.

    >>> neutral("=cmd()"), neutral("-5"), neutral("NATO")
    ("'=cmd()", '-5', 'NATO')
    """
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text
