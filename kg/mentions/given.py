"""Given names and the gender of those who bear them."""

from functools import cache
from importlib.resources import files

from kg.gazetteer import Gender


def given_gender(name: str) -> Gender:
    """The gender of nearly all who bear a given name, in lower case without diacritics; nothing where it is unknown.

    >>> given_gender("dragan"), given_gender("kim")
    ('male', '')
    """
    female, male = _names()
    return "female" if name in female else "male" if name in male else ""


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of women and of men in ``given_names.txt``, which says where they are from."""
    text = files("kg.mentions").joinpath("given_names.txt").read_text(encoding="utf-8")
    female, _, male = text.partition("[female]")[2].partition("[male]")
    return frozenset(female.split()), frozenset(male.split())
