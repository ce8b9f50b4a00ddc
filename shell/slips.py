"""Variables of a query that look misspelt: pure functions of its text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.query.tokens import Token, find_tokens
from kg.spellings import alike
from shell.groups import Group, find_where, names_in
from shell.products import find_products

NEAR, SHORTEST = 0.8, 4


@dataclass(frozen=True, slots=True)
class Slip:
    """A variable that is likely a mistake: what is odd about it, and which is meant, empty where none is near."""

    name: str
    reason: str
    meant: str = ""

    @property
    def text(self) -> str:
        """As a line for the screen."""
        return f"{self.reason}; ?{self.meant} is meant, it seems" if self.meant else self.reason

    def mended(self, text: str) -> str:
        """A query with the variable that is meant."""
        for token in reversed(variables(text)):
            if token.text[1:] == self.name:
                text = text[: token.start + 1] + self.meant + text[token.end :]
        return text


def find_slips(text: str) -> list[Slip]:
    """The variables that get no value, stand only once beside one spelt nearly so, or are bound and never used.

    >>> [slip.text for slip in find_slips("SELECT ?state { ?state a :State . ?stat :memberOf ?x }")]
    ['?stat stands only once; ?state is meant, it seems']
    >>> [slip.text for slip in find_slips("SELECT ?people { ?peple a :Person }")]
    ['nothing gives ?people a value; ?peple is meant, it seems']
    """
    where = find_where(text)
    if where is None:
        return []
    times = Counter(token.text[1:] for token in variables(text))
    made = made_by_as(text)
    bound = set(bound_in(where)) | made
    slips = []
    for name, number in times.items():
        others = [other for other in times if other in bound and other != name]
        meant = next((other for other in others if is_near(name, other)), "")
        if name not in bound:
            slips.append(Slip(name, f"nothing gives ?{name} a value", meant))
        elif number == 1 and meant:
            slips.append(Slip(name, f"?{name} stands only once", meant))
        elif number == 1 and name in made and not is_shown(text, name, where):
            slips.append(Slip(name, f"?{name} is bound and never used"))
    return slips


def variables(text: str) -> list[Token]:
    """The variables of a query in text order."""
    return [token for token in find_tokens(text) if token.kind == "variable"]


def made_by_as(text: str) -> set[str]:
    """The variables that stand behind AS."""
    tokens = [token for token in find_tokens(text) if token.kind != "comment"]
    return {after.text[1:] for word, after in pairwise(tokens) if word.keyword == "AS" and after.kind == "variable"}


def bound_in(group: Group) -> Iterator[str]:
    """The variables that a group may give a value."""
    for part in group.elements:
        if part.kind in {"triple", "values", "select"}:
            yield from part.variables
        if part.kind == "graph":
            yield from names_in(part.terms[0] if part.terms else "")
        for inner in part.groups:
            yield from bound_in(inner)


def is_shown(text: str, name: str, where: Group) -> bool:
    """Whether a variable is a column of the answer."""
    head = find_tokens(text[: where.start])
    return any(token.text in {"*", f"?{name}", f"${name}"} or token.keyword == "CONSTRUCT" for token in head)


def is_near(name: str, other: str) -> bool:
    """Whether two names may be one misspelt; ``?x1`` and ``?x2``, or short ones, are meant to differ.

    >>> is_near("stat", "state"), is_near("claim1", "claim2"), is_near("a", "b")
    (True, False, False)
    """
    if min(len(name), len(other)) < SHORTEST or name.rstrip("0123456789") == other.rstrip("0123456789"):
        return False
    return alike(name, other) >= NEAR


def product_slips(text: str) -> str:
    """Lines on the misspelt variables of a query that joins everything with everything."""
    return "".join(f"{slip.text}\n" for slip in find_slips(text) if slip.meant) if find_products(text) else ""
