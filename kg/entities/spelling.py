"""When two spellings are one name."""

import unicodedata
from functools import lru_cache

_FOLDS = (
    ("sch", "s"), ("sh", "s"), ("ch", "h"), ("kh", "h"), ("zh", "z"), ("ph", "f"), ("ck", "k"), ("ks", "x"),
    ("yy", "y"), ("iy", "y"), ("ij", "y"), ("ii", "y"), ("ey", "e"), ("ei", "e"), ("ie", "e"), ("ye", "e"),
    ("yo", "o"), ("io", "o"), ("ya", "a"), ("ia", "a"), ("yu", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("w", "v"), ("q", "k"), ("c", "k"), ("j", "y"), ("i", "y"),
)  # fmt: skip
"""Letters that romanisations of one sound use alike, longest first."""


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Lower case without diacritics or a possessive ending.

    >>> plain("Gérald Darmanin’s")
    'gerald darmanin'
    """
    text = unicodedata.normalize("NFKD", name.replace("’", "'")).lower()
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(text.removesuffix("'s").removesuffix("'").split())


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A word as its romanisations have in common.

    >>> sound("Zelensky") == sound("Zelenskyy") == sound("Zelenskiy")
    True
    >>> sound("Qaddafi") == sound("Kadafi")
    True
    """
    text = plain(word)
    for old, new in _FOLDS:
        text = text.replace(old, new)
    letters = [letter for at, letter in enumerate(text) if at == 0 or letter != text[at - 1]]
    return "".join(letters)


def alike(left: str, right: str) -> bool:
    """Whether two words are spellings of one name, beyond case and diacritics.

    >>> alike("Lukashenko", "Lukashenka"), alike("Johnson", "Johnston"), alike("Merkel", "Mercer")
    (True, False, False)
    """
    if sound(left) == sound(right):
        return True
    if min(len(left), len(right)) < 6:
        return False
    first, second = sound(left), sound(right)
    ending = first[:-1] == second[:-1] and first[-1:] in "aoey" and second[-1:] in "aoey"
    return ending or first == second + "y" or second == first + "y"
