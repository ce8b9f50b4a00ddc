"""The words of a graph that completion offers: its classes, properties, entities and graphs with all their names."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Literal

from kg.names import ONTOLOGY

TermKind = Literal["class", "property", "entity", "graph"]
KINDS: tuple[TermKind, ...] = ("class", "property", "entity", "graph")
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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms, with an index by the beginning of any word of their names.

    ``kinds`` has the terms of each kind, ``by_use``; ``index`` is sorted pairs of word and term number.
    """

    terms: tuple[Term, ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
    commands: tuple[CommandWord, ...] = ()
    kinds: dict[TermKind, tuple[Term, ...]] = field(default_factory=dict)
    index: tuple[tuple[str, int], ...] = ()
    by_iri: tuple[tuple[str, int], ...] = ()

    def term(self, iri: str, count: int) -> Term:
        """The term of an IRI, with how often it occurs somewhere; one without a name where it is not known."""
        at = bisect_left(self.by_iri, (iri, -1))
        if at < len(self.by_iri) and self.by_iri[at][0] == iri:
            return replace(self.terms[self.by_iri[at][1]], count=count)
        return Term(iri, short_again(iri, self.prefixes), "entity", count=count)

    def below(self, beginning: str, kinds: Iterable[TermKind], limit: int) -> list[Term]:
        """The terms of these kinds whose IRI begins so, most used first, where they are very many only some."""
        first = bisect_left(self.by_iri, (beginning, -1))
        last = bisect_left(self.by_iri, (beginning + "\U0010ffff", -1))
        if last - first > 10 * limit:
            known = [term for kind in kinds for term in self.of_kind(kind)[: 10 * limit]]
            return [term for term in known if term.iri.startswith(beginning)][:limit]
        wanted = set(kinds)
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
        return [self.terms[number] for number in sorted(numbers) if self.terms[number].kind in wanted]

    def numbers(self, beginning: str) -> set[int]:
        """The numbers of the terms with a word that begins so."""
        first = bisect_left(self.index, (beginning, -1))
        last = bisect_left(self.index, (beginning + "\U0010ffff", -1))
        return {number for _, number in self.index[first:last]}


def make_vocabulary(
    terms: Iterable[Term], prefixes: Iterable[tuple[str, str]] = (), commands: Iterable[CommandWord] = ()
) -> Vocabulary:
    """Index terms; their ``words`` are filled in here."""
    known = tuple(
        Term(term.iri, term.short, term.kind, term.names, term.comment, term.count, all_words(term))
        for term in sorted(terms, key=by_use)
    )
    kinds = {kind: tuple(term for term in known if term.kind == kind) for kind in KINDS}
    index = sorted((word, number) for number, term in enumerate(known) for word in term.words)
    by_iri = sorted((term.iri, number) for number, term in enumerate(known))
    return Vocabulary(known, tuple(prefixes), tuple(commands), kinds, tuple(index), tuple(by_iri))


def by_use(term: Term) -> tuple[bool, int, str]:
    """Sorts the ontology's own terms first, then what occurs most."""
    return not term.iri.startswith(ONTOLOGY), -term.count, term.short


def all_words(term: Term) -> tuple[str, ...]:
    """The words of every name and of the local name, each once."""
    local = term.short.partition(":")[2] if not term.short.startswith("<") else re.split(r"[/#]", term.iri)[-1]
    texts = (*term.names, local, local.replace("_", " "))
    return tuple(dict.fromkeys(word for text in texts for word in words_of(text)))


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: lower case, without accents, CamelCase taken apart.

    >>> words_of("Mike_Pompeo"), words_of("memberOf"), words_of("São Paulo")
    (('mike', 'pompeo'), ('memberof', 'of'), ('sao', 'paulo'))
    """
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    found: list[str] = []
    for word in re.findall(r"[^\W_]+", plain):
        found.append(word.casefold())
        parts = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", word)
        found.extend(part.casefold() for part in parts[1:])
    return tuple(found)


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
