"""Graphs of a given size for the benchmarks: the example articles, read once, then copied under other names.

Each copy has its own articles, claims, events and sentences; two in three of its entities are its own as well, so that
the others grow as common as the few names that fill real news.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from kg.articles import fingerprint
from kg.articles import read_articles as read_files
from kg.errors import ArticleError
from kg.graph import open_graph
from kg.pipeline import read_articles
from kg.reason.engine import materialise

ROOT = Path(__file__).parent.parent
ENTITY = re.compile(r"(<[^>]*/entity/)([^>]*)>")
ARTICLE = re.compile(r"(<[^>]*/article/[^>#]*)")
LABEL = re.compile(r'(/entity/[^>]*> <[^>]*(?:#label|#altLabel)> "[^"]*)"')


def read_examples(folder: Path) -> Path:
    """The example articles as a graph directory, read where there is none yet."""
    path = folder / "examples.kg"
    if path.exists():
        return path
    ontology = sorted((ROOT / "ontology").glob("*.ttl"))
    with open_graph(path, write=True) as graph:
        graph.set_ontology(ontology)
        found = [a for a in read_files([ROOT / "examples"], names=graph.names) if not isinstance(a, ArticleError)]
        for reading in read_articles(found, base=graph.names):
            graph.add(reading, fingerprint=fingerprint(reading.article.text))
        materialise(graph)
    return path


def make_graph(folder: Path, triples: int) -> Path:
    """A graph directory with at least so many different triples, made where there is none yet."""
    path = folder / f"{triples}.kg"
    if path.exists():
        return path
    with open_graph(read_examples(folder)) as examples:
        quads = [quad for quad in examples.store if quad.graph_name != DefaultGraph()]
        own = [quad for quad in quads if quad.graph_name != examples.ontology]
    with open_graph(path, write=True) as graph:
        graph.set_ontology(sorted((ROOT / "ontology").glob("*.ttl")))
        base = len(quads) - len(own)
        lines = text_of(own)
        for number in range(max(triples - base, 0) // (len(own) - 400) + 1):
            store_copy(graph.store, lines, number)
    return path


def store_copy(store: Store, lines: list[str], number: int) -> None:
    """Add one copy, each triple in its graph and in the default graph."""
    named = list(copied(lines, number))
    both = [*named, *(re.sub(r" <[^>]*> \.$", " .", line) for line in named)]
    store.bulk_load("\n".join(both).encode(), format=RdfFormat.N_QUADS)


def text_of(quads: list[Quad]) -> list[str]:
    """Quads as lines."""
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode().splitlines()


def copied(lines: list[str], number: int) -> Iterator[str]:
    """The lines of one copy; the first is as it was read."""
    for line in lines:
        if not number:
            yield line
            continue
        renamed = ARTICLE.sub(rf"\g<1>-{number}", line)
        own = any(is_own(name, number) for _, name in ENTITY.findall(line[: line.find(">") + 1]))
        renamed = ENTITY.sub(lambda found: own_name(found, number), renamed)
        yield LABEL.sub(rf'\g<1> {number}"', renamed) if own else renamed


def own_name(found: re.Match[str], number: int) -> str:
    """An entity's IRI in a copy."""
    name = f"{found[2]}_{number}" if is_own(found[2], number) else found[2]
    return f"{found[1]}{name}>"


def is_own(name: str, number: int) -> bool:
    """Whether a copy has an entity for itself; the same for each run."""
    return zlib.crc32(f"{name} {number}".encode()) % 3 > 0


def is_named(quad: Quad) -> bool:
    """Whether a quad lies in a named graph."""
    return isinstance(quad.graph_name, NamedNode)
