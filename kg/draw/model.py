"""What a picture is made of. Its text is as articles have it; ``page.py`` makes it harmless."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["entity", "claim", "event"]
Stance = Literal["", "supports", "accuses", "denies", "demands", "warns"]
# An article states it, it is a role in a claim or event, a claim mentions it, the ontology knows it, an analyst added
# it, it follows, only the query has it.
Way = Literal["stated", "said", "part", "mentioned", "known", "added", "inferred", "asked"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article: its parts are by turns plain and marked, the first one plain."""

    parts: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it is named under a sentence."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """What is drawn as a sign. ``group`` is the class that gives its shape; ``details`` are names and values."""

    iri: str
    label: str
    kind: Kind
    group: str
    stance: Stance = ""
    made: bool = True
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What is drawn as a line. ``because`` says why an inferred one holds."""

    start: str
    end: str
    label: str
    way: Way
    mutual: bool = False
    because: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing before it is laid out. ``notes`` say what was left out; ``question`` is the query, if there was one."""

    title: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    sources: dict[str, Source] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    question: str = ""
