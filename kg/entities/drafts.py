"""An entity while it is being put together."""

from dataclasses import dataclass, field

from kg.gazetteer import Gender
from kg.model import Mention


@dataclass(slots=True, eq=False)
class Draft:
    """What is known so far of one entity; the only record that changes, and only while an article is linked.

    ``names`` are as written, ``votes`` count the classes that mentions show, ``roles`` are lemmas of titles and
    descriptions, ``seen`` the sentences of its mentions. ``possessor`` is whose it is (husband of). ``born`` is the
    token of its first mention.
    """

    named: bool
    born: int
    gazetteer: str | None = None
    cls: str | None = None
    names: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    modifiers: frozenset[str] = frozenset()
    possessor: "Draft | None" = None
    gender: Gender = ""
    state: str | None = None
    number: str | None = None
    last_seen: int = -1
    iri: str | None = None
