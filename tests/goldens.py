"""The graphs of the example articles, as golden files show them."""

import csv
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import NamedNode

from kg.articles import read_articles as read_files
from kg.export import export
from kg.export.turtle import to_turtle
from kg.graph import Graph, open_graph
from kg.model import Article
from kg.pipeline import read_articles
from kg.reason.engine import materialise
from kg.tbox import ontology_files

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
RALLY = ROOT / "shell" / "tutorial" / "rally.trig"
GOLDEN = ROOT / "tests" / "golden"


@dataclass(frozen=True, slots=True)
class Example:
    """A line of the table of articles."""

    article: Path
    date: str
    publisher: str
    ontology: tuple[Path, ...]


def read_examples() -> list[Example]:
    """The example articles, in the order in which they are built."""
    with (EXAMPLES / "articles.tsv").open(encoding="utf8", newline="") as table:
        return [
            Example(
                EXAMPLES / row["file"],
                row["date"],
                row["publisher"],
                (EXAMPLES / row["ontology"],) if row["ontology"] else (),
            )
            for row in csv.DictReader(table, delimiter="\t")
        ]


def add(graph: Graph, example: Example) -> str:
    """Read an example into a graph; its IRI."""
    (article,) = read_files([example.article], names=graph.names, published=example.date, publisher=example.publisher)
    assert isinstance(article, Article), article
    graph.set_ontology(ontology_files(), example.ontology)
    for reading in read_articles([article], ontology=example.ontology, base=graph.names):
        graph.add(reading)
    return article.iri


def rally_text() -> str:
    """The graph of the shell's tutorial as TriG: what the two outlets in Minsk say, the sentences, and what follows."""
    graph = open_graph(None)
    for example in read_examples():
        if example.article.stem in {"minsk_rally", "minsk_state_agency"}:
            add(graph, example)
    materialise(graph)
    with TemporaryDirectory() as folder:
        (path,) = export(graph, Path(folder, "rally.trig"), provenance=True)
        return path.read_text(encoding="utf8")


def golden_texts(example: Example) -> dict[str, str]:
    """The golden files of an example by name: what it asserts, and what follows from it alone."""
    graph = open_graph(None)
    iri = add(graph, example)
    materialise(graph)
    texts = {}
    for name, node in (
        (f"{example.article.stem}.ttl", NamedNode(iri)),
        (f"{example.article.stem}.inferred.ttl", graph.inferred),
    ):
        triples = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, node)]
        texts[name] = to_turtle(triples, graph.names.prefixes, base=graph.names.base)
    return texts
