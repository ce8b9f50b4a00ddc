"""An entity while it is being put together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.entities.organs import Organ
from kg.entities.spelling import plain
from kg.gazetteer import Gender, Lexicon
from kg.mentions.states import is_demonym
from kg.model import Mention
from kg.trees import Tree

BODIES = ("Organization", "Alliance", "Party", "MediaOutlet")
"""The classes of organizations, but for states."""

_UNMARKED = dict.fromkeys(map(ord, '"“”'))
"""Takes the marks around a nickname away."""


@dataclass(slots=True, eq=False)
class Draft:
    """What is known so far of one entity; the only record that changes, and only while an article is linked.

    ``names`` are proper names as written, ``called`` those by which it is known beside its own, ``phrases`` titles and
    descriptions as written. ``votes`` count the classes that mentions show, ``roles`` are nouns said of it with what
    says which office it is, ``ties`` whom these nouns name beside it (Belarus in "Belarusian leader"). ``head`` is the
    noun of an unnamed one, ``possessor`` whose it is (husband of), ``number`` how many they are, ``complement`` the
    noun of its of-phrase, ``organ`` whose organ it is, ``which`` what tells it from another organ, ``restricted``
    whether a clause narrows the noun. ``born`` is the first token of its first mention.
    """

    named: bool
    born: int
    gazetteer: str | None = None
    cls: str | None = None
    names: dict[str, int] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    phrases: dict[str, None] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    votes: dict[str, int] = field(default_factory=dict)
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    ties: "set[Draft]" = field(default_factory=set)
    head: int = -1
    noun: str = ""
    plural: bool = False
    modifiers: frozenset[str] = frozenset()
    number: str | None = None
    complement: str | None = None
    possessor: "Draft | None" = None
    gender: Gender = ""
    organ: Organ | None = None
    which: frozenset[str] = frozenset()
    restricted: bool = False
    label: str | None = None
    iri: str | None = None

    def fullest_name(self, lexicon: Lexicon) -> str:
        """The name of most words; of several one not all in capitals, then the most frequent, then the first.

        A person's with a given name, and of a state no adjective of its people, comes before others.
        """
        order = {name: at for at, name in enumerate(self.names) if name not in self.called}
        given = [name for name in order if is_given(name, lexicon)] if self.cls == "Person" else []
        if self.cls == "State":
            given = [name for name in order if not any(is_demonym(name, other) for other in order if other != name)]
        return min(
            given or order,
            key=lambda name: (-len(name.split()), is_shouted(name, order), -self.names[name], order[name]),
        )

    def add(self, mention: Mention, tree: Tree) -> None:
        """Count in a mention by name."""
        name = " ".join(tree.text[mention.start : mention.end].split())
        self.names[name] = self.names.get(name, 0) + 1
        self.mentions.append(mention)
        self.born = min(self.born, mention.first)
        if mention.cls is not None:
            weight = mention.last - mention.first + 2 * len(mention.descriptions) + (mention.cls == "Group")
            self.votes[mention.cls] = self.votes.get(mention.cls, 0) + weight

    def words(self) -> Iterator[list[str]]:
        """The words of each name, as they are compared."""
        for name in self.names:
            yield split(name)

    def settle(self, lexicon: Lexicon) -> None:
        """Take the class that most mentions show; a family name alone does not outvote the full name of a person."""
        if self.gazetteer is not None:
            self.cls = lexicon.known[self.gazetteer].cls
        elif self.votes:
            self.cls = max(sorted(self.votes), key=lambda cls: self.votes[cls])
            if "Person" in self.votes and any(is_given(name, lexicon) for name in self.names):
                self.cls = "Person"
            if {mention.cls for mention in self.mentions if mention.cls and mention.last - mention.first > 1} == {
                "Person"
            }:
                self.cls = "Person"


def is_shouted(name: str, others: Iterable[str]) -> bool:
    """Whether a name is only written in capitals, as in a dateline, since others write it without."""
    return any(other != name and other.upper() == name for other in others)


def is_given(name: str, lexicon: Lexicon) -> bool:
    """Whether a name of several words begins with a known given name."""
    first, _, rest = plain(name).partition(" ")
    return bool(rest) and (first in lexicon.words["male"] or first in lexicon.words["female"])


def split(name: str) -> list[str]:
    """The words of a name, as they are compared.

    >>> split("Haider al-Abadi’s"), split("New People’s Party"), split('Robert "Bob" Lind')
    (['haider', 'al', 'abadi'], ['new', 'people', 'party'], ['robert', 'bob', 'lind'])
    """
    words = plain(name).replace("-", " ").translate(_UNMARKED).split()
    return [word.removesuffix("'s").removesuffix("'") or word for word in words]


def titles_of(tree: Tree, mentions: Iterable[Mention]) -> set[str]:
    """What names are said to be beside them, in one lemma each."""
    return {tree.lemmas[item.head].lower() for mention in mentions for item in mention.descriptions}
