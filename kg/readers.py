"""Articles -> readings, in this process or in several; spaCy is imported when there is something to read."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from itertools import chain, islice
from pathlib import Path

from kg.errors import KgError, OntologyError
from kg.model import Article, Reading
from kg.models import MODEL, model_version
from kg.names import Names

CHUNK = 16
"""Articles that a process reads in one go."""
AHEAD = 2
"""Chunks a process that are on their way; more would only fill the memory."""


NAMES = Names()


@dataclass(frozen=True, slots=True)
class Reader:
    """What articles are read with: ontology files beside the shipped ones, a spaCy pipeline, so many processes."""

    ontology: tuple[Path, ...] = ()
    model: str = MODEL
    base: Names = NAMES
    jobs: int = 1

    def facts(self) -> dict[str, str]:
        """What decides how a text is read, the ontology apart.

        Raises:
            KgError: there is no such pipeline.
        """
        return {
            "model": self.model,
            "model version": model_version(self.model),
            "spacy": metadata.version("spacy"),
            "code": code_digest(),
        }

    def check(self) -> None:
        """Compile the ontology's patterns, and look at its SHACL rules.

        Raises:
            OntologyError: a file that cannot be used.
            KgError: no such pipeline.
        """
        from kg.patterns import compile_unknown  # noqa: PLC0415 - rdflib takes a while to import
        from kg.reason.mistakes import check_rules  # noqa: PLC0415
        from kg.tbox import read_ontology  # noqa: PLC0415

        tbox = read_ontology(self.ontology)
        check_rules(self.ontology)
        compile_unknown(tbox, self.model)

    def mistakes(self) -> Iterator[KgError]:
        """All that is wrong in the ontology's files; where one cannot be parsed, that only.

        Raises:
            KgError: no such pipeline.
        """
        from kg.examples import find_failing  # noqa: PLC0415 - rdflib takes a while to import
        from kg.patterns import find_bad_patterns  # noqa: PLC0415
        from kg.reason.mistakes import find_bad_rules  # noqa: PLC0415
        from kg.tbox import read_with_mistakes  # noqa: PLC0415

        tbox, sources, found = read_with_mistakes(self.ontology)
        yield from found
        try:
            yield from find_bad_rules(self.ontology)
            bad = list(find_bad_patterns(tbox, self.model))
            yield from bad or find_failing(sources, tbox, self.model)
        except OntologyError:  # a file that cannot be parsed, as was told
            if not found:
                raise

    def doubts(self) -> list[OntologyError]:
        """What can be used in the ontology's files and is hardly meant, once ``check`` found no mistake."""
        from kg.tbox import read_with_mistakes  # noqa: PLC0415 - rdflib takes a while to import

        return read_with_mistakes(self.ontology)[2]

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles in order; nothing is loaded where there are none.

        Raises:
            OntologyError: a file that cannot be used.
            KgError: no such pipeline, or a process that died.
        """
        rest = iter(articles)
        first = next(rest, None)
        if first is None:
            return
        if self.jobs > 1:
            yield from _read_apart(self, chain([first], rest))
            return
        from kg.pipeline import read_articles  # noqa: PLC0415 - spaCy takes seconds

        yield from read_articles(chain([first], rest), ontology=self.ontology, model=self.model, base=self.base)


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Tells this version of the reading code from every other."""
    folder = Path(__file__).parent
    digest = sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml"), *folder.rglob("*.txt")]):
        if path.relative_to(folder).parts[0] not in _NOT_READING:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


_NOT_READING = frozenset(
    {"__main__.py", "commandline", "graph", "export", "query", "reason", "readers.py", "builds.py"}
)


def _read_apart(reader: Reader, articles: Iterator[Article]) -> Iterator[Reading]:
    """Read in processes of their own, each with a model of its own; results come in the order of the articles."""
    reader.check()  # once, before every process meets the same mistake or compiles the same patterns
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(reader.jobs, multiprocessing.get_context("spawn"), _begin)
    results: deque[Future[list[Reading]]] = deque()
    try:
        while chunk := tuple(islice(articles, CHUNK)):
            with _interrupts_held():  # by those who inherit it for good: a worker leaves Ctrl-C to its parent
                results.append(pool.submit(_read_chunk, chunk, reader))
            if len(results) >= AHEAD * reader.jobs:
                yield from results.popleft().result()
        while results:
            yield from results.popleft().result()
    except BrokenProcessPool as problem:
        raise KgError("a process that read articles died", remedy="run it again with fewer --jobs") from problem
    finally:
        unfinished = bool(results)
        pool.shutdown(wait=not unfinished, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before if unfinished else ():
            child.terminate()


def _begin() -> None:
    """End this worker when its parent ends."""
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_chunk(articles: tuple[Article, ...], reader: Reader) -> list[Reading]:
    """What a worker does."""
    from kg.parser import load_model, parse  # noqa: PLC0415 - the parent needs no spaCy
    from kg.pipeline import read  # noqa: PLC0415

    ontology, lexicon = _prepared(reader.ontology, reader.model)
    trees = parse(load_model(reader.model), articles, lexicon)
    return [read(article, tree, ontology, lexicon, reader.base) for article, tree in trees]


@lru_cache(maxsize=1)
def _prepared(ontology: tuple[Path, ...], model: str):  # type: ignore[no-untyped-def]  # its types would import spaCy
    from kg.pipeline import prepare  # noqa: PLC0415

    return prepare(ontology, model)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
