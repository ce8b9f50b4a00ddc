"""check: what contradicts itself in a graph or in files, where articles disagree, mistakes in ontology files."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kg.commandline.graphs import is_rdf, note_large_sets, open_facts, read_quads
from kg.commandline.guards import FAILED, note, say
from kg.errors import KgError
from kg.graph import Graph, open_graph
from kg.graph.terms import TYPE
from kg.names import LEXICON, OWL
from kg.query import Rows, run
from kg.readers import Reader
from kg.reason.blame import find_inconsistencies, inconsistency_lines
from kg.reason.facts import ground_of
from kg.reason.mistakes import with_places

DISAGREEMENTS = """SELECT DISTINCT ?s ?p ?o ?one ?other WHERE {
  ?other :states ?said . ?said rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; :polarity "negative" .
  GRAPH ?one { ?s ?p ?o } ?one a :Article . FILTER (?one != ?other)
} ORDER BY ?s ?p ?o ?one ?other"""


def check_all(targets: Sequence[Path]) -> int:
    """Print what is wrong, a line each; 1 where anything is."""
    files = [path for path in targets if is_rdf(path)]
    found: list[str] = []
    for path in targets:
        if path not in files:
            with open_graph(path) as graph:
                found += [f"{path}: {line}" for line in check_graph(graph)]
                note_large_sets(graph)
    if files:
        found += check_files(files)
    for line in found:
        say(line)
    if found:
        return FAILED
    note("nothing contradicts itself, no mistake found")
    return 0


def check_graph(graph: Graph) -> Iterator[str]:
    """What is wrong in a graph."""
    yield from find_mistakes(tuple(graph.extra_files()))
    yield from find_contradictions(graph, graph.extra_files())
    yield from find_disagreements(graph)


def check_files(files: list[Path]) -> Iterator[str]:
    """What is wrong in files: with the words and terms of an ontology, and in what the files say together."""
    ontology = tuple(path for path in files if is_ontology(path))
    mistakes = list(find_mistakes(ontology))
    yield from mistakes
    if not mistakes:
        yield from find_contradictions(open_facts(files), files)


def find_mistakes(files: tuple[Path, ...]) -> Iterator[str]:
    """The first mistake in ontology files."""
    if not files:
        return
    try:
        Reader(files).check()
    except KgError as error:
        yield str(error)


def is_ontology(path: Path) -> bool:
    """Whether a file defines classes or properties, or gives them words."""
    kinds = {NamedNode(f"{OWL}{name}") for name in ("Class", "ObjectProperty", "DatatypeProperty")}

    def is_definition(quad: Quad) -> bool:
        return quad.predicate.value.startswith(LEXICON) or (quad.predicate == TYPE and quad.object in kinds)

    return path.suffix.lower() == ".ttl" and any(map(is_definition, read_quads(path)))


def find_contradictions(graph: Graph, files: Sequence[Path]) -> Iterator[str]:
    """What of the ontology, of whose own files are told, is left out, and what the axioms rule out."""
    yield from with_places(ground_of(graph).rules.ignored, files, graph.names.prefixes)
    for each in find_inconsistencies(graph):
        yield from inconsistency_lines(each, graph.names.prefixes)


def find_disagreements(graph: Graph) -> Iterator[str]:
    """What one article states and another one negates."""
    answer = run(graph, DISAGREEMENTS)
    for row in answer.rows if isinstance(answer, Rows) else ():
        subject, predicate, object_, one, other = (shorten(str(cell), graph) for cell in row)
        yield f"articles disagree about {subject} {predicate} {object_}: {one} states it, {other} negates it"


def shorten(text: str, graph: Graph) -> str:
    """A message with prefixes in place of the beginnings of IRIs."""
    for prefix, start in sorted(graph.names.prefixes.items(), key=lambda pair: -len(pair[1])):
        text = re.sub(rf"<?{re.escape(start)}([\w-]+)>?", rf"{prefix}:\1", text)
    return text
