"""Completion at the prompt: what ``complete`` suggests, with what the graph says has a result."""

import asyncio
import functools
import threading
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from kg.errors import KgError
from kg.query.tokens import find_tokens
from shell.candidates import Candidates
from shell.complete import Suggestion, complete, matching, phrases_before, written_at
from shell.partial import find_partial
from shell.render import clean, shorten
from shell.session import Session
from shell.vocabulary import KINDS, Vocabulary, make_vocabulary
from shell.words import read_vocabularies

TRIED = 40


class VocabularyCompleter(Completer):
    """Completion by the vocabulary read last and by what has a result; ``refresh`` reads both anew in a thread.

    ``show_again`` is called, in a thread, when the menu could be better than it is; ``empty_at`` is the text and cursor
    asked about last, where there was nothing to suggest.
    """

    def __init__(self, session: Session, show_again: Callable[[], object]) -> None:
        self.session, self.show_again = session, show_again
        self.vocabulary: Vocabulary = make_vocabulary((), session.backend.prefixes.items())
        self.candidates = Candidates(session.backend, show_again)
        self.used: Counter[str] = Counter()
        self.asked = 0
        self.empty_at: tuple[str, int] | None = None

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """The same from a thread that nobody waits for: Enter runs a query while the menu is still looked for."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[Completion]] = loop.create_future()

        def tell(completions: list[Completion]) -> None:
            if not found.done():
                found.set_result(completions)

        def work() -> None:
            completions: list[Completion] = []
            try:
                completions = list(self.get_completions(document, complete_event))
            finally:
                with suppress(RuntimeError):  # the prompt is over
                    loop.call_soon_threadsafe(tell, completions)

        threading.Thread(target=work, name="menu", daemon=True).start()
        for completion in await found:
            yield completion

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The suggestions, with kind, label and comment beside them."""
        vocabulary = self.vocabulary
        if document.text.lstrip().startswith("\\"):
            from shell.commands import command_words  # noqa: PLC0415  # the first prompt does not wait for the commands

            vocabulary = replace(vocabulary, commands=command_words())
        found = suggest(document.text, document.cursor_position, vocabulary, self.candidates, self.used)
        self.empty_at = None if found else (document.text, document.cursor_position)
        for suggestion in found:
            name = suggestion.label if suggestion.label and suggestion.label not in suggestion.text else ""
            beside = "  ".join(part for part in (name, suggestion.comment) if part) or suggestion.kind
            yield Completion(
                suggestion.text,
                suggestion.start - document.cursor_position,
                display=shorten(clean(suggestion.text), 40),
                display_meta=shorten(clean(beside), 60),
            )

    def learn(self, texts: Iterable[str]) -> None:
        """Count the terms of what was run."""
        self.used.update(token.text for text in texts for token in find_tokens(text) if token.kind in {"pname", "iri"})

    def refresh(self) -> threading.Thread:
        """Read the vocabulary of the graph as it is now; the last one asked for wins."""
        self.asked += 1
        self.candidates = Candidates(self.session.backend, self.show_again)
        thread = threading.Thread(target=self.read, args=(self.asked,), name="vocabulary", daemon=True)
        thread.start()
        return thread

    def read(self, number: int) -> None:
        """Read and swap in; a graph that cannot be asked leaves the old vocabulary."""
        with suppress(KgError, OSError):
            for found in read_vocabularies(self.session.backend):
                if number != self.asked:
                    return
                self.vocabulary = found
                self.show_again()


def suggest(
    text: str, cursor: int, vocabulary: Vocabulary, candidates: Candidates, used: Mapping[str, int]
) -> list[Suggestion]:
    """What may be typed at the cursor, best first; of terms only those that have a result, where that can be told."""
    before = text[:cursor]
    written = written_at(before)
    kind = written.token.kind if written.token else "word"
    if before.lstrip().startswith("\\") or kind not in {"word", "pname", "iri", "open iri"}:
        return complete(text, cursor, vocabulary, used=used)
    # Words are first taken together: mike pomp.
    for phrase in phrases_before(before, written):
        partial = find_partial(text, phrase.start, cursor)
        if partial is None:
            continue
        found = candidates.look_up(partial, functools.partial(wanted_terms, phrase.text, vocabulary, used))
        shown = complete(text, cursor, vocabulary, found=found, used=used)
        if any(suggestion.start == phrase.start and suggestion.kind in {*KINDS, "value"} for suggestion in shown):
            return shown
    partial = find_partial(text, written.start, cursor)
    found = candidates.look_up(partial) if partial else None
    return complete(text, cursor, vocabulary, found=found, used=used)


def wanted_terms(typed: str, vocabulary: Vocabulary, used: Mapping[str, int]) -> list[tuple[str, str]]:
    """The IRIs of the terms that fit best what is typed, and how each is written."""
    return [(term.iri, term.short) for term in matching(typed, KINDS, vocabulary, used)[:TRIED]] if typed else []
