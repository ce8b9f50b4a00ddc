"""build and extract: articles read, how far it is, what came of it and what failed."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Protocol

import click

from kg import articles as texts
from kg.articles.sources import FORMS, MORE_FORMS, STANDARD_INPUT
from kg.builds import Step, build, ontology_of, set_up
from kg.commandline.graphs import note_large_sets
from kg.commandline.guards import FAILED, complain, note
from kg.commandline.interrupts import INTERRUPTED
from kg.errors import ArticleError
from kg.extract import to_json
from kg.graph import Graph, is_graph, open_graph
from kg.model import Article
from kg.models import MODEL
from kg.names import DEFAULT_BASE, Names
from kg.readers import Reader
from shell.render import count_line

MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Order:
    """What to read, with what, and how much to say about it."""

    sources: tuple[str, ...]
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    ontology: tuple[Path, ...] = ()
    model: str | None = None
    base: str | None = None
    jobs: int = 1
    again: bool = False
    wait: float = 0
    quiet: bool = False
    verbose: bool = False

    def articles(self, names: Names) -> Iterator[Article | ArticleError]:
        """The articles of the sources."""
        return texts.read_articles(
            self.sources, names=names, title=self.title, published=self.date, publisher=self.publisher
        )

    def reader(self, names: Names, *, ontology: tuple[Path, ...] | None = None, model: str | None = None) -> Reader:
        """What reads them."""
        extra = self.ontology if ontology is None else ontology
        return Reader(extra, self.model or model or MODEL, names, self.jobs)


@dataclass(slots=True)
class Report:
    """What came of the articles so far."""

    kinds: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    failures: list[ArticleError] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Count a step."""
        self.kinds[step.kind] += 1
        self.copies += step.copy_of is not None
        if step.error:
            self.failures.append(step.error)
        if step.reading:
            self.found["claim"] += len(step.reading.claims)
            self.found["event"] += len(step.reading.events)
            self.found["fact"] += len(step.reading.facts)

    def summary(self, inferred: int) -> str:
        """The counts in one or two lines."""
        kinds = [
            f"{self.kinds[kind]:,} {kind}" for kind in ("added", "replaced", "unchanged", "failed") if self.kinds[kind]
        ]
        line = f"articles: {', '.join(kinds) or 'none'}"
        if self.copies:
            line += f"; {self.copies:,} with nearly the text of another"
        found = ", ".join(count_line(self.found[noun], noun) for noun in ("claim", "event", "fact"))
        return f"{line}\nread: {found}; {count_line(inferred, 'triple')} inferred in the graph"


class Bar(Protocol):
    """What is used of tqdm."""

    def update(self, n: float = 1) -> bool | None:
        """One article more is done."""


def check_date(date: str | None) -> None:
    """Refuse a date that is none.

    Raises:
        click.BadParameter: it is not ISO 8601 or RFC 2822.
    """
    if date and texts.to_published(date) is None:
        message = f"{date[:40]!r} is not a date; write it as 2020-08-16 or 2020-08-16T18:03:00+02:00"
        raise click.BadParameter(message, param_hint="--date")


def build_graph(order: Order, into: Path) -> int:
    """Read articles into a graph and bring its inferences up to date; 1 where an article failed."""
    check_date(order.date)
    report = Report()
    try:
        if is_graph(into):
            with open_graph(into, base=order.base, write=True, wait=order.wait) as graph:
                fill(graph, order.articles(graph.names), order, report)
        else:
            build_new(order, into, report)
    except KeyboardInterrupt:
        list_failures(report)
        note("stopped; what was finished is kept, the same command goes on from there")
        return INTERRUPTED
    list_failures(report)
    return FAILED if report.failures else 0


def build_new(order: Order, into: Path, report: Report) -> None:
    """Make a graph once there is an article for it, and an ontology and a model that can be used."""
    names = Names(order.base or DEFAULT_BASE)
    articles = order.articles(names)
    first = skip_failures(articles, report)
    if first is None:
        return
    reader = order.reader(names)
    reader.facts()
    reader.check()
    with open_graph(into, base=order.base, write=True, wait=order.wait) as graph:
        fill(graph, chain([first], articles), order, report)


def skip_failures(articles: Iterable[Article | ArticleError], report: Report) -> Article | None:
    """The first article that can be read; the failures before it are noted."""
    for article in articles:
        if not isinstance(article, ArticleError):
            return article
        report.take(Step("failed", article.place, error=article))
    return None


def fill(graph: Graph, articles: Iterable[Article | ArticleError], order: Order, report: Report) -> None:
    """Read into an open graph, and draw inferences."""
    extra = ontology_of(graph, order.ontology)
    reader = order.reader(graph.names, ontology=extra, model=graph.reader().get("model"))
    had, known = not graph.empty, {path.read_text(encoding="utf-8-sig") for path in graph.extra_files()}
    if set_up(graph, reader, order.ontology) and had and not order.again and not order.quiet:
        note(f"what reads articles has changed; kg build --again --into {graph.path} reads those in the graph anew")
    if not order.quiet and any(path.read_text(encoding="utf-8-sig") not in known for path in order.ontology):
        for doubt in reader.doubts():
            note(str(doubt))
    total = count_articles(order.sources)
    if order.again:
        kept = [info.iri for info in graph.articles()]
        total = None if total is None else total + len(kept)
        articles = chain((article for iri in kept if (article := graph.article(iri))), articles)
    with progress(order, total, "article") as bar:
        for step in build(graph, articles, reader):
            report.take(step)
            bar.update()
            tell(step, order, report)
    inferred = infer(graph, order)
    if not order.quiet:
        click.echo(report.summary(inferred))


def tell(step: Step, order: Order, report: Report) -> None:
    """Say what was replaced, as long as it is not much, and with ``-v`` what came of each article."""
    if step.kind == "replaced" and not order.quiet and not order.verbose and report.kinds["replaced"] <= MOST_TOLD:
        note(f"replaced: {step.name}")
    elif order.verbose and step.kind != "failed":
        copy = f" (nearly the text of {step.copy_of})" if step.copy_of else ""
        note(f"{step.kind}: {step.name}{copy}")
    if order.verbose and step.reading:
        for issue in step.reading.issues:
            note(f"  characters {issue.start} to {issue.end}: {issue.message}")


def infer(graph: Graph, order: Order) -> int:
    """Bring the inferences up to date where anything changed; how many there are."""
    if not graph.stale:
        return graph.count_inferred()
    from kg.reason.upkeep import bring_up_to_date  # noqa: PLC0415 - only where there is something new

    if order.verbose:
        note("drawing inferences")
    inferred = bring_up_to_date(graph)
    if not order.quiet:
        note_large_sets(graph)
    return inferred


def extract_articles(order: Order) -> int:
    """Write the reading of each article as a line of JSON; 1 where an article failed."""
    check_date(order.date)
    names, report = Names(order.base or DEFAULT_BASE), Report()
    reader = order.reader(names)
    reader.facts()

    def wanted() -> Iterator[Article]:
        for article in order.articles(names):
            if isinstance(article, ArticleError):
                report.failures.append(article)
            else:
                yield article

    try:
        with progress(order, count_articles(order.sources), "article") as bar:
            for reading in reader.read(wanted()):
                click.echo(to_json(reading, names))
                bar.update()
    finally:
        list_failures(report)
    return FAILED if report.failures else 0


def list_failures(report: Report) -> None:
    """What could not be read, at the end, where it is not missed."""
    if len(report.failures) > 1:
        note(f"{len(report.failures):,} articles could not be read:")
    for failure in report.failures:
        complain(str(failure))


@contextmanager
def progress(order: Order, total: int | None, unit: str) -> Iterator[Bar]:
    """A bar with the time left on standard error, where that is a terminal."""
    from tqdm import tqdm  # noqa: PLC0415 - not for --help

    quiet = order.quiet or not sys.stderr.isatty()
    with tqdm(total=total, unit=unit, disable=quiet, file=sys.stderr, dynamic_ncols=True, leave=False) as bar:
        yield bar


def count_articles(sources: Iterable[str]) -> int | None:
    """About how many articles there are, None where standard input keeps that to itself."""
    total = 0
    for source in sources:
        if source == STANDARD_INPUT:
            return None
        for path in files_of(Path(source)):
            total += count_lines(path) if MORE_FORMS.get(path.suffix.lower()) == "json" else 1
    return total


def files_of(path: Path) -> Iterator[Path]:
    """A file, or the files with the endings of articles under a folder."""
    if not path.is_dir():
        yield path
        return
    for here, _, files in os.walk(path):
        yield from (Path(here, name) for name in files if Path(name).suffix.lower() in FORMS)


def count_lines(path: Path) -> int:
    """How many lines a file has; one where it cannot be read, which is told of elsewhere."""
    try:
        with path.open("rb") as file:
            return sum(1 for _ in file)
    except OSError:
        return 1
