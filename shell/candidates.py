"""Which terms have a result at the cursor: the partial query asked of the graph, a sample first, then all of it."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.query import Answer, Rows
from shell.complete import Found
from shell.partial import Partial

SAMPLE = 500
MOST = 2000
KEPT = 100
LONGEST = 60
AT_ONCE = 2
"""So many samples are taken at once."""
AGAIN_AFTER = 5.0
"""So many seconds after a sample that could not be taken it is tried again."""
CHECKED_FOR = 1.0
"""For so many seconds terms are looked at, the menu waits for less."""


class Asker(Protocol):
    """A graph that answers within a time."""

    sample_seconds: float
    count_seconds: float

    def ask(self, text: str, *, timeout: float | None = None) -> Answer:
        """Answer a query of the shell itself."""

    def have_results(self, partial: Partial, terms: Sequence[str], seconds: float) -> list[bool]:
        """For each term whether it has a result, as far as time allows."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is found so far; ``whole`` where there is no more."""

    found: Found
    whole: bool


class Candidates:
    """What was found for the partial queries asked last. ``counted`` is called when more is known than was shown."""

    def __init__(self, asker: Asker, counted: Callable[[], object] = bool) -> None:
        self.asker, self.counted = asker, counted
        self.known: OrderedDict[Partial, Sampled] = OrderedDict()
        self.sampling: dict[Partial, threading.Event] = {}
        self.late: set[Partial] = set()
        self.failed: dict[Partial, float] = {}
        self.too_many: set[Partial] = set()
        self.guard = threading.Lock()
        self.next: Partial | None = None
        self.runs = False
        self.checked: dict[Partial, dict[str, bool]] = {}
        self.checks = False

    @property
    def busy(self) -> bool:
        """Whether anything goes on in the background."""
        with self.guard:
            return self.runs or self.checks or bool(self.sampling)

    def look_up(self, partial: Partial, wanted: Callable[[], Iterable[tuple[str, str]]] = tuple) -> Found | None:
        """What has a result: in a sample, of ``wanted`` (IRI and how it is typed) as well; None where time was over.

        What takes longer goes on in the background, as does counting what a sample leaves out.
        """
        sampled = self.sampled(partial)
        if sampled is None:
            return None
        if sampled.whole:
            return sampled.found
        self.count_later(partial)
        more = [pair for pair in wanted() if pair[0] not in sampled.found.iris]
        return Found({**sampled.found.iris, **self.with_results(partial, more)}, sampled.found.values)

    def sampled(self, partial: Partial) -> Sampled | None:
        """What a sample has, or all where that is counted; None where it does not come in time."""
        with self.guard:
            if partial in self.known or time.monotonic() < self.failed.get(partial, 0):
                return self.known.get(partial)
            done = self.sampling.get(partial)
            is_new = done is None and len(self.sampling) < AT_ONCE
            if is_new:
                done = self.sampling[partial] = threading.Event()
        if done is None:
            self.count_later(partial)
            return None
        if is_new:
            threading.Thread(target=self.sample, args=(partial, done), name="sample", daemon=True).start()
        in_time = done.wait(self.asker.sample_seconds)
        with self.guard:
            if not in_time and partial in self.sampling:
                self.late.add(partial)
            return self.known.get(partial)

    def sample(self, partial: Partial, done: threading.Event) -> None:
        """Take a sample; one that comes too late for its key shows itself."""
        try:
            answer = self.asker.ask(partial.sample(SAMPLE), timeout=self.asker.count_seconds)
            found = read_found(answer)
            whole = sum([*found.iris.values(), *found.values.values()]) < SAMPLE
            self.keep(partial, Sampled(found, whole and getattr(answer, "complete", False)))
        except KgError:
            with self.guard:
                self.failed[partial] = time.monotonic() + AGAIN_AFTER
        finally:
            with self.guard:
                del self.sampling[partial]
                was_late = partial in self.late
                self.late.discard(partial)
            done.set()
        if was_late:
            self.counted()

    def with_results(self, partial: Partial, wanted: Sequence[tuple[str, str]]) -> dict[str, int]:
        """Those of some terms that have a result, as far as it is known in time; later the menu is shown again."""
        done = threading.Event()
        with self.guard:
            known = self.checked.setdefault(partial, {})
            new = [pair for pair in wanted if pair[0] not in known]
            begins = bool(new) and not self.checks
            self.checks = self.checks or begins
        if begins:
            threading.Thread(target=self.check, args=(partial, new, done), name="checks", daemon=True).start()
            done.wait(self.asker.sample_seconds / 2)
        with self.guard:
            return {iri: 1 for iri, _ in wanted if known.get(iri)}

    def check(self, partial: Partial, terms: Sequence[tuple[str, str]], done: threading.Event) -> None:
        """Ask of some terms whether they have a result, and remember; what comes too late shows itself."""
        started, results = time.monotonic(), list[bool]()
        try:
            results = self.asker.have_results(partial, [short for _, short in terms], CHECKED_FOR)
        finally:
            with self.guard:
                found = {iri: has for (iri, _), has in zip(terms, results, strict=False)}
                self.checked.setdefault(partial, {}).update(found)
                self.checks = False
            done.set()
        if results and time.monotonic() - started > self.asker.sample_seconds / 2:
            self.counted()

    def keep(self, partial: Partial, sampled: Sampled) -> None:
        """Remember what was found, of the partial queries asked last."""
        with self.guard:
            self.known[partial] = sampled
            self.known.move_to_end(partial)
            while len(self.known) > KEPT:
                self.checked.pop(self.known.popitem(last=False)[0], None)

    def count_later(self, partial: Partial) -> None:
        """Count all of a partial query in the background, after the one that is counted now; the last one wins."""
        with self.guard:
            if partial in self.too_many:
                return
            self.next = partial
            if not self.runs:
                self.runs = True
                threading.Thread(target=self.count, name="counts", daemon=True).start()

    def count(self) -> None:
        """Count until there is nothing more to count."""
        while True:
            with self.guard:
                partial, self.next = self.next, None
                if partial is None:
                    self.runs = False
                    return
                sampled = self.known.get(partial)
            if sampled and sampled.whole:
                continue
            try:
                answer: Answer | None = self.asker.ask(partial.counted(MOST), timeout=self.asker.count_seconds)
            except KgError:
                answer = None
            if answer is not None and getattr(answer, "complete", False):
                found = read_found(answer)
                whole = len(found.iris) + len(found.values) < MOST
                self.keep(partial, Sampled(found, whole))
                self.counted()
                if whole:
                    continue
            with self.guard:
                self.too_many.add(partial)


def read_found(answer: Answer) -> Found:
    """The terms of a partial query's answer; long texts are nothing to choose from a menu."""
    iris: dict[str, int] = {}
    values: dict[str, int] = {}
    for term, number in answer.rows if isinstance(answer, Rows) else ():
        count = int(number.value) if isinstance(number, Literal) else 0
        if isinstance(term, NamedNode):
            iris[term.value] = count
        elif isinstance(term, Literal) and len(term.value) <= LONGEST and "\n" not in term.value:
            values[str(term)] = count
    return Found(iris, values)
