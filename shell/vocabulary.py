"""The words of a graph that completion offers: its classes, properties, entities and graphs with all their names."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal, Protocol

from kg.graph.words import words_of
from kg.names import ONTOLOGY

TermKind = Literal["class", "property", "entity", "graph"]
KINDS: tuple[TermKind, ...] = ("class", "property", "entity", "graph")
ENOUGH = 60
"""So many terms in memory that fit: those that are looked up would come after them."""
# PN_CHARS_U and PN_CHARS of SPARQL 1.1, without the rare planes.
LETTER = r"A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u3001-\uD7FF"
LOCAL_NAME = rf"(?:[{LETTER}0-9](?:[{LETTER}0-9\u00B7\u0300-\u036F-]|\.(?=[{LETTER}0-9-]))*)?"
PLAIN_NAME = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*)?")


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI with what it is called. ``short`` is how to type it; ``words`` are those of all its names, plain."""

    iri: str
    short: str
    kind: TermKind
    names: tuple[str, ...] = ()
    comment: str = ""
    count: int = 0
    words: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The first of its names."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True)
class CommandWord:
    """A command of the shell as completion shows it."""

    name: str
    usage: str = ""
    summary: str = ""
    choices: tuple[str, ...] = ()


class Lookup(Protocol):
    """Terms that are not in memory."""

    def of_iris(self, iris: Sequence[str]) -> Mapping[str, Term]:
        """The terms of those of these IRIs that are known."""

    def below(self, beginning: str) -> list[Term]:
        """Terms whose IRI begins so."""

    def named(self, beginning: str) -> list[Term]:
        """Terms with a word that begins so."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms, or those that matter most with a way to look up ``more``, found by the beginnings of words of names.

    ``kinds`` has the terms of each kind, ``by_use``; ``index`` is sorted pairs of word and term number.
    """

    terms: tuple[Term, ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
    commands: tuple[CommandWord, ...] = ()
    kinds: dict[TermKind, tuple[Term, ...]] = field(default_factory=dict)
    index: tuple[tuple[str, int], ...] = ()
    by_iri: tuple[tuple[str, int], ...] = ()
    more: Lookup | None = None

    def known_terms(self, iris: Sequence[str]) -> list[Term]:
        """The terms of IRIs; those that are not known have no name."""
        found = {iri: term for iri in iris if (term := self.find(iri))}
        if self.more and len(found) < len(iris):
            found.update(self.more.of_iris([iri for iri in iris if iri not in found]))
        return [found.get(iri) or Term(iri, short_again(iri, self.prefixes), "entity") for iri in iris]

    def find(self, iri: str) -> Term | None:
        """The term of an IRI, where it is in memory."""
        at = bisect_left(self.by_iri, (iri, -1))
        return self.terms[self.by_iri[at][1]] if at < len(self.by_iri) and self.by_iri[at][0] == iri else None

    def others(self, found: Iterable[Term], kinds: Iterable[TermKind]) -> list[Term]:
        """Those of these kinds that are not in memory, most used first."""
        return sorted((term for term in found if term.kind in kinds and self.find(term.iri) is None), key=by_use)

    def below(self, beginning: str, kinds: Iterable[TermKind], limit: int) -> list[Term]:
        """The terms of these kinds whose IRI begins so, most used first, where they are very many only some."""
        wanted = set(kinds)
        near = self.near_below(beginning, wanted, limit)
        if not self.more or len(near) >= ENOUGH:
            return near
        return [*near, *self.others(self.more.below(beginning), wanted)][:limit]

    def near_below(self, beginning: str, wanted: set[TermKind], limit: int) -> list[Term]:
        """Those of them that are in memory."""
        first = bisect_left(self.by_iri, (beginning, -1))
        last = bisect_left(self.by_iri, (beginning + "\U0010ffff", -1))
        if last - first > 10 * limit:
            known = [term for kind in KINDS if kind in wanted for term in self.of_kind(kind)[: 10 * limit]]
            return [term for term in known if term.iri.startswith(beginning)][:limit]
        numbers = sorted(number for _, number in self.by_iri[first:last])
        return [self.terms[number] for number in numbers if self.terms[number].kind in wanted][:limit]

    def of_kind(self, kind: TermKind) -> tuple[Term, ...]:
        """The terms of a kind, most used first."""
        return self.kinds.get(kind, ())

    def most_used(self, kinds: Iterable[TermKind], limit: int) -> list[Term]:
        """The terms of these kinds that occur most, kind after kind."""
        return [term for kind in kinds for term in self.of_kind(kind)[:limit]][:limit]

    def named(self, beginnings: tuple[str, ...], kinds: Iterable[TermKind]) -> list[Term]:
        """The terms that have, for each beginning, a word with it; most used first."""
        if not beginnings:
            return []
        numbers = set.intersection(*(self.numbers(beginning) for beginning in beginnings))
        wanted = set(kinds)
        near = [self.terms[number] for number in sorted(numbers) if self.terms[number].kind in wanted]
        if not self.more or len(near) >= ENOUGH:
            return near
        # The longest word leaves fewest to look at.
        far = self.more.named(max(beginnings, key=len))
        fit = (term for term in far if all(any(word.startswith(b) for word in term.words) for b in beginnings))
        return [*near, *self.others(fit, wanted)]

    def numbers(self, beginning: str) -> set[int]:
        """The numbers of the terms with a word that begins so."""
        first = bisect_left(self.index, (beginning, -1))
        last = bisect_left(self.index, (beginning + "\U0010ffff", -1))
        return {number for _, number in self.index[first:last]}


def make_vocabulary(
    terms: Iterable[Term],
    prefixes: Iterable[tuple[str, str]] = (),
    commands: Iterable[CommandWord] = (),
    *,
    more: Lookup | None = None,
) -> Vocabulary:
    """Index terms; their ``words`` are filled in here, where they are not known."""
    known = tuple(term if term.words else replace(term, words=all_words(term)) for term in sorted(terms, key=by_use))
    kinds = {kind: tuple(term for term in known if term.kind == kind) for kind in KINDS}
    index = sorted((word, number) for number, term in enumerate(known) for word in term.words)
    by_iri = sorted((term.iri, number) for number, term in enumerate(known))
    return Vocabulary(known, tuple(prefixes), tuple(commands), kinds, tuple(index), tuple(by_iri), more)


def by_use(term: Term) -> tuple[bool, int, str]:
    """Sorts the ontology's own terms first, then what occurs most."""
    return not term.iri.startswith(ONTOLOGY), -term.count, term.short


def all_words(term: Term) -> tuple[str, ...]:
    """The words of every name and of the local name, each once."""
    local = term.short.partition(":")[2] if not term.short.startswith("<") else re.split(r"[/#]", term.iri)[-1]
    texts = (*term.names, local, local.replace("_", " "))
    return tuple(dict.fromkeys(word for text in texts for word in words_of(text)))


def short_name(iri: str, prefixes: Iterable[tuple[str, str]]) -> str:
    """An IRI as a prefixed name where one is allowed, else in angle brackets.

    >>> short_name("http://a.example/b", [("x", "http://a.example/")])
    'x:b'
    """
    name, longest = "", 0
    for prefix, beginning in prefixes:
        if len(beginning) > longest and iri.startswith(beginning):
            name, longest = prefix, len(beginning)
    if longest and (PLAIN_NAME if iri.isascii() else local_name()).fullmatch(iri, longest):
        return f"{name}:{iri[longest:]}"
    return f"<{iri}>"


@cache
def local_name() -> re.Pattern[str]:
    """What SPARQL takes after a prefix; to compile that takes longer than the rest of this module."""
    return re.compile(LOCAL_NAME)


@lru_cache(maxsize=1 << 14)
def short_again(iri: str, prefixes: tuple[tuple[str, str], ...]) -> str:
    """The same for IRIs that each key of the keyboard asks about again."""
    return short_name(iri, prefixes)
