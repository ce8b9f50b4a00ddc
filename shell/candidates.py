"""Which terms have a result at the cursor: the partial query asked of the graph, a sample first, then all of it."""

import threading
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
    """What was found for the partial queries asked last. ``counted`` is called when all of one has been counted."""

    def __init__(self, asker: Asker, counted: Callable[[], object] = bool) -> None:
        self.asker, self.counted = asker, counted
        self.known: OrderedDict[Partial, Sampled] = OrderedDict()
        self.late: set[Partial] = set()
        self.guard = threading.Lock()
        self.next: Partial | None = None
        self.runs = False

    def look_up(self, partial: Partial, wanted: Iterable[tuple[str, str]] = ()) -> Found | None:
        """What has a result: in a sample, of ``wanted`` (IRI and how it is typed) as well; None where time was over.

        What a sample leaves out is counted in the background.
        """
        with self.guard:
            sampled = self.known.get(partial)
        if sampled is None:
            if partial in self.late:
                return None
            try:
                answer = self.asker.ask(partial.sample(SAMPLE), timeout=self.asker.sample_seconds)
            except KgError:
                # Each key would wait as long again; what is counted in the background shows itself.
                self.late.add(partial)
                self.count_later(partial)
                return None
            found = read_found(answer)
            whole = sum([*found.iris.values(), *found.values.values()]) < SAMPLE
            sampled = Sampled(found, whole and getattr(answer, "complete", False))
            self.keep(partial, sampled)
        if sampled.whole:
            return sampled.found
        self.count_later(partial)
        more = [pair for pair in wanted if pair[0] not in sampled.found.iris]
        results = self.asker.have_results(partial, [short for _, short in more], self.asker.sample_seconds / 2)
        checked = {iri: 1 for (iri, _), has in zip(more, results, strict=False) if has}
        return Found({**sampled.found.iris, **checked}, sampled.found.values)

    def keep(self, partial: Partial, sampled: Sampled) -> None:
        """Remember what was found, of the partial queries asked last."""
        with self.guard:
            self.known[partial] = sampled
            self.known.move_to_end(partial)
            while len(self.known) > KEPT:
                self.known.popitem(last=False)

    def count_later(self, partial: Partial) -> None:
        """Count all of a partial query in the background, after the one that is counted now; the last one wins."""
        with self.guard:
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
                answer = self.asker.ask(partial.counted(MOST), timeout=self.asker.count_seconds)
            except KgError:
                continue
            if getattr(answer, "complete", False):
                self.keep(partial, Sampled(read_found(answer), whole=True))
                self.counted()


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
