"""A graph -> the vocabulary that completion offers, at once: from the words that lie beside a graph's triples.

Classes, properties and what is used most are in memory, all else is looked up as it is typed. Where there are no such
words, or not those of the graph as it is now, they are made by a process of their own while others are offered.
"""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.graph.words import Entry, WordKind, Words, open_words
from shell.backends import Backend, LocalBackend
from shell.terms import BUILT_IN, first_column, read_vocabulary
from shell.vocabulary import Term, Vocabulary, make_vocabulary, short_name

SAMPLED = 10_000
"""From so many triples a vocabulary is read that must be there soon."""
IN_MEMORY = 500
"""So many terms of a kind, the most used ones."""
LOOKED_AT = 500
"""So many terms with a word that begins as is typed are looked at."""
REMEMBERED = 20_000
GRAPHS = "SELECT DISTINCT ?term {{ GRAPH ?term {{ }} }} LIMIT {most}"


class WordsOnDisk:
    """Terms of a graph that are looked up when they are asked for; from any thread.

    While a writer changes the file, nothing may be found.
    """

    def __init__(self, words: Words, prefixes: Mapping[str, str]) -> None:
        self.words, self.prefixes = words, tuple(prefixes.items())
        self.guard = threading.Lock()
        self.known: dict[str, Term | None] = {}
        self.begun: dict[str, list[Term]] = {}

    def of_iris(self, iris: Sequence[str]) -> dict[str, Term]:
        """The terms of those of these IRIs that are known."""
        with self.guard:
            if len(self.known) > REMEMBERED:
                self.known.clear()
            new = [iri for iri in iris if iri not in self.known]
            if new:
                try:
                    found = {entry.iri: self.as_term(entry) for entry in self.words.of_iris(new)}
                except sqlite3.Error:
                    return {}
                self.known.update((iri, found.get(iri)) for iri in new)
            return {iri: term for iri in iris if (term := self.known[iri])}

    def below(self, beginning: str) -> list[Term]:
        """Terms whose IRI begins so."""
        with self.guard:
            return self.as_terms(lambda: self.words.below(beginning, LOOKED_AT))

    def named(self, beginning: str) -> list[Term]:
        """Terms with a word that begins so."""
        with self.guard:
            found = self.begun.get(beginning) or self.as_terms(lambda: self.words.named(beginning, LOOKED_AT))
            if len(self.begun) > 100:
                self.begun.clear()
            self.begun[beginning] = found
            return found

    def most_used(self) -> list[Term]:
        """The most used terms of each kind."""
        kinds: tuple[WordKind, ...] = ("class", "property", "entity")
        with self.guard:
            return self.as_terms(lambda: [entry for kind in kinds for entry in self.words.most_used(kind, IN_MEMORY)])

    def as_terms(self, ask: Callable[[], list[Entry]]) -> list[Term]:
        """What the file has, nothing while it cannot be read."""
        try:
            return [self.as_term(entry) for entry in ask()]
        except sqlite3.Error:
            return []

    def as_term(self, entry: Entry) -> Term:
        """An entry as completion knows it."""
        short = short_name(entry.iri, self.prefixes)
        return Term(entry.iri, short, entry.kind, entry.names, entry.comment, entry.uses, entry.words)


def read_vocabularies(backend: Backend) -> Iterator[Vocabulary]:
    """What completion can offer, better and better; the last is all there is.

    Raises:
        KgError, OSError: the graph cannot be asked.
    """
    path = backend.graph.path if isinstance(backend, LocalBackend) else None
    if path is None or not isinstance(backend, LocalBackend):
        yield read_vocabulary(backend.ask, backend.prefixes, sample=backend.sample_rows)
        return
    words = open_words(path)
    if words:
        yield from vocabularies_of(words, backend)
        if words.generation == backend.graph.generation and words.journal == backend.graph.journal and not words.old:
            return
    else:
        yield read_vocabulary(backend.ask, backend.prefixes, sample=SAMPLED)
    words = open_words(path) if make_words(path) else None
    if words:
        yield from vocabularies_of(words, backend)
    else:
        yield read_vocabulary(backend.ask, backend.prefixes)


def vocabularies_of(words: Words, backend: Backend) -> Iterator[Vocabulary]:
    """The vocabulary that a file of words gives, then with named graphs as well."""
    on_disk = WordsOnDisk(words, backend.prefixes)
    terms = on_disk.most_used()
    known = {term.iri for term in terms}
    terms += [Term(iri, short_name(iri, on_disk.prefixes), "property") for iri in BUILT_IN if iri not in known]
    yield make_vocabulary(terms, on_disk.prefixes, more=on_disk)
    graphs = first_column(backend.ask(GRAPHS.format(most=IN_MEMORY)))
    terms += [Term(iri, short_name(iri, on_disk.prefixes), "graph") for iri in graphs if iri not in known]
    yield make_vocabulary(terms, on_disk.prefixes, more=on_disk)


def make_words(path: Path) -> bool:
    """Let another process make the words of a graph's directory, or bring them up to date; whether it could."""
    # Without -P Python would look for modules in the current folder first.
    command = [sys.executable, "-P", "-m", "kg.graph", str(path)]
    nothing = subprocess.DEVNULL
    # In a session of its own, so that Ctrl-C at the prompt does not end it.
    done = subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, check=False, start_new_session=True)
    return done.returncode == 0
