"""What changes the graph that a shell has open: files and articles read into it, inferences drawn."""

from collections.abc import Iterator
from pathlib import Path

from kg.errors import ArticleError
from kg.graph import Change
from kg.model import Article
from shell.backends import RDF_ENDINGS, LocalBackend, load_file
from shell.render import clean, count_line

EXPORT_OPTIONS = ("asserted", "inferred", "provenance", "without-text")


def load_paths(backend: LocalBackend, paths: list[Path]) -> str:
    """Read files into the graph, RDF as it is and anything else as articles; what came of it, a line each.

    Raises:
        KgError: a file that cannot be read; those before it are in the graph.
    """
    lines: list[str] = []
    for path in paths:
        if path.suffix.lower() in RDF_ENDINGS:
            with backend.busy:
                lines.append(f"{path}: {count_line(load_file(backend.graph, path), 'triple')}")
        else:
            lines.extend(load_articles(backend, path))
    return "".join(f"{clean(line)}\n" for line in lines)


def load_articles(backend: LocalBackend, path: Path) -> Iterator[str]:
    """Read the articles of a file or folder into the graph; what each did, or why it could not be read."""
    # Reading needs spaCy, which takes seconds to import and which nothing else here wants.
    from kg import articles as texts  # noqa: PLC0415
    from kg.pipeline import read_articles  # noqa: PLC0415

    graph, found, failed = backend.graph, list[Article](), list[str]()
    for article in texts.read_articles([path], names=graph.names):
        if isinstance(article, ArticleError):
            failed.append(str(article))
        else:
            found.append(article)
    for reading in read_articles(found, ontology=tuple(graph.extra_files()), base=graph.names):
        with backend.busy:
            change = graph.add(reading, fingerprint=texts.fingerprint(reading.article.text))
        yield f"{reading.article.title or change.article}: {describe_change(change)}"
    yield from failed
    if found:
        yield r"inferences are as before; \reason brings them up to date"


def describe_change(change: Change) -> str:
    """What adding an article did, in words."""
    if change.kind == "unchanged":
        return "already in the graph"
    words = f"{change.kind}, {count_line(change.added, 'triple')} came"
    return f"{words}, {change.removed:,} went" if change.removed else words


def export_graph(backend: LocalBackend, path: Path, options: frozenset[str]) -> str:
    """Write the graph to a file in the format of its ending; which files were written."""
    from kg.export import export  # noqa: PLC0415  # rdflib and networkx take long to import

    with backend.busy:
        written = export(
            backend.graph,
            path,
            asserted="inferred" not in options,
            inferred="asserted" not in options,
            provenance="provenance" in options,
            without_text="without-text" in options,
        )
    return "".join(f"{clean(str(file))} written\n" for file in written)


def draw_inferences(backend: LocalBackend) -> str:
    """Bring the inferences up to date; how many there are and how many there were."""
    from kg.reason.engine import materialise  # noqa: PLC0415  # owlrl and rdflib take half a second to import

    graph = backend.graph
    with backend.busy:
        before = sum(1 for _ in graph.store.quads_for_pattern(None, None, None, graph.inferred))
        now = materialise(graph)
    return f"{count_line(now, 'triple')} inferred, {before:,} before\n"
