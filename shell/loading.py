"""What is read into the graph of a shell: articles, RDF files, and ontology files, which are watched."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph

from kg.errors import KgError, OntologyError
from kg.graph import Graph
from kg.graph.rdf_files import is_rdf
from shell.backends import open_files
from shell.changes import draw_inferences, writing
from shell.redirects import split_words
from shell.render import clean, count_line
from shell.session import Session

TYPED = "typed.ttl"
"""The file that keeps what was typed at the prompt, among the ontology files of a graph."""


def load_paths(session: Session, paths: list[Path]) -> str:
    """Read files into the graph, RDF as it is and anything else as articles; what came of it, a line each.

    Raises:
        KgError: a file that cannot be read; those before it are in the graph.
    """
    lines: list[str] = []
    with writing(session) as graph:
        for path in paths:
            lines.extend(load_triples(graph, path) if is_rdf(path) else load_articles(session, graph, path))
        if not all(line.startswith("error: ") for line in lines):
            lines.append(draw_inferences(graph))
    return "".join(f"{clean(line)}\n" for line in lines)


def load_triples(graph: Graph, path: Path) -> Iterator[str]:
    """Put the triples of a file into a named graph called like the file; how many there are."""
    with open_files([path]) as file:
        quads = [quad for quad in file.store if quad.graph_name != DefaultGraph()]
    graph.edit((), [quad for quad in quads if quad not in graph.store])
    yield f"{path}: {count_line(len(quads), 'triple')}"


def load_articles(session: Session, graph: Graph, path: Path) -> Iterator[str]:
    """Read the articles of a file or folder as ``kg build`` does; what each did, or why it could not be read."""
    # Reading needs spaCy, which takes seconds to import and which nothing else here wants.
    from kg import articles as texts  # noqa: PLC0415
    from kg.builds import build, ontology_of, set_up  # noqa: PLC0415
    from kg.models import MODEL  # noqa: PLC0415
    from kg.readers import Reader  # noqa: PLC0415

    session.remark(f"reading {clean(str(path))} …\n")
    reader = Reader(ontology_of(graph, ()), graph.reader().get("model") or MODEL, graph.names)
    found = texts.read_articles([str(path)], names=graph.names)
    set_up(graph, reader, ())
    for step in build(graph, found, reader):
        if step.error:
            yield f"error: {step.error}"
        else:
            claims = count_line(len(step.reading.claims), "claim") if step.reading else ""
            facts = count_line(len(step.reading.facts), "fact") if step.reading else ""
            yield f"{step.name}: {step.kind}" + (f", {claims}, {facts}" if step.reading else "")


def define(session: Session, argument: str) -> str:
    """Put an ontology file, or Turtle as typed, into the ontology of the graph; a file is watched from then on.

    Raises:
        KgError: it is no ontology that can be used; the graph stays as it was.
    """
    if argument.endswith(".ttl") and "\n" not in argument:
        path = Path(split_words(argument)[0]).expanduser()
        said = put_ontology(session, path)
        session.watched[path] = stamp(path)
        return said
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / TYPED
        with writing(session) as graph:
            before = next((known for known in graph.extra_files() if known.name == TYPED), None)
            old = before.read_text(encoding="utf-8") if before else prefix_lines(session)
        file.write_text(f"{old.rstrip()}\n\n{argument.rstrip(' .')} .\n", encoding="utf-8")
        try:
            return put_ontology(session, file)
        except OntologyError as error:
            raise OntologyError(error.message, remedy=error.remedy) from error


def prefix_lines(session: Session) -> str:
    """The known prefixes as Turtle."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in session.backend.prefixes.items())


def put_ontology(session: Session, path: Path) -> str:
    """Check an ontology file, put it into the graph in place of its namesake, and draw inferences."""
    from kg.reason.mistakes import check_rules  # noqa: PLC0415
    from kg.tbox import ontology_files, read_ontology  # noqa: PLC0415  # rdflib takes a while to import

    with writing(session) as graph:
        read_ontology((*(file for file in graph.extra_files() if file.name != path.name), path))
        check_rules((path,))
        changed = graph.set_ontology(ontology_files(), (path,))
        return f"{clean(path.name)}: {f'defined; {draw_inferences(graph)}' if changed else 'as before'}\n"


def stamp(path: Path) -> tuple[int, int]:
    """Tells one state of a file from another."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def has_news(session: Session) -> bool:
    """Whether a watched file changed."""
    return any(stamp(path) not in {before, (0, 0)} for path, before in session.watched.items())


def reload(session: Session) -> str:
    """Put the watched files that changed into the graph again; a mistake is told, and looked at when they change."""
    said = []
    for path, before in list(session.watched.items()):
        now = stamp(path)
        if now in {before, (0, 0)}:
            continue
        session.watched[path] = now
        try:
            said.append(put_ontology(session, path))
        except KgError as error:
            said.append(f"error: {clean(str(error))}\n")
    return "".join(said)
