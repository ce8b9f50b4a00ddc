"""Articles into a graph, one at a time; what a build that was stopped has finished is not read again."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from kg.articles import fingerprint
from kg.errors import ArticleError
from kg.graph import Graph
from kg.model import Article, Reading
from kg.readers import Reader
from kg.tbox import ontology_files


@dataclass(frozen=True, slots=True)
class Step:
    """What became of an article; ``reading`` is given where it was read, ``error`` where it could not be."""

    kind: OneOf["added", "replaced", "unchanged", "failed"]
    name: str
    reading: Reading | None = None
    error: ArticleError | None = None
    copy_of: str | None = None


def set_up(graph: Graph, reader: Reader, extra: tuple[Path, ...]) -> bool:
    """Note in the graph what reads its articles from now on; whether that is something else than before.

    Raises:
        KgError: an ontology file or a pipeline that cannot be used; the graph stays as it was.
    """
    facts = reader.facts()
    if extra:
        reader.check()
    changed = graph.set_ontology(ontology_files(), extra)
    before = graph.reader()
    graph.set_reader(**facts)
    return changed or facts != before


def ontology_of(graph: Graph, extra: tuple[Path, ...]) -> tuple[Path, ...]:
    """The files beside the shipped ones: those that the graph keeps, and ``extra`` in the place of their namesakes."""
    given = {path.name for path in extra}
    return (*(path for path in graph.extra_files() if path.name not in given), *extra)


def build(graph: Graph, articles: Iterable[Article | ArticleError], reader: Reader) -> Iterator[Step]:
    """Read what the graph does not hold as it would be read now, and put it in.

    Each article goes in whole or not at all; whoever stops between steps, and begins again, goes on from there.
    """
    aside: deque[Step] = deque()

    def wanted() -> Iterator[Article]:
        for article in articles:
            if isinstance(article, ArticleError):
                aside.append(Step("failed", article.place, error=article))
            elif graph.has(article):
                aside.append(Step("unchanged", name_of(article)))
            else:
                yield article

    for reading in reader.read(wanted()):
        while aside:
            yield aside.popleft()
        change = graph.add(reading, fingerprint=fingerprint(reading.article.text))
        kind = "added" if change.kind == "removed" else change.kind
        yield Step(kind, name_of(reading.article), reading, copy_of=change.copy_of)
    yield from aside


def name_of(article: Article) -> str:
    """What to call an article in a message."""
    return article.title or article.iri.rpartition("/")[2]
