"""Ontology files looked at before they are used: rules that cannot be read, and where what is left out stands."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import OntologyError
from kg.graph import Graph
from kg.graph.loading import ontology_triples, read_ontology
from kg.names import Names
from kg.reason.index import Index
from kg.reason.lines import shorten
from kg.reason.places import Places, Source


def check_rules(files: Iterable[Path]) -> None:
    """Refuse a file with a SHACL rule that cannot be used.

    Raises:
        OntologyError: with the line of the rule's CONSTRUCT.
    """
    for mistake in find_bad_rules(files):
        raise mistake


def find_bad_rules(files: Iterable[Path]) -> Iterator[OntologyError]:
    """What is wrong with each SHACL rule that cannot be used, with the line of its CONSTRUCT."""
    for path in files:
        file = read_ontology(path)
        if "shacl#" not in file.turtle:
            continue
        from kg.reason.compile.shapes import REMEDY, shape_rules  # noqa: PLC0415 - rdflib takes a while to import

        view = Index()
        for triple in ontology_triples(file, Names(), place=str(path)):
            view.add((triple.subject, triple.predicate, triple.object))
        for bad in shape_rules(view)[1]:
            place = f"{path}:{_line_of_rule(file.turtle, bad.text, str(bad.shape))}"
            yield OntologyError(bad.message, place=place, remedy=REMEDY)


def _line_of_rule(turtle: str, construct: str, shape: str) -> int:
    """Where a rule's text begins, else its shape."""
    first = next((line.strip() for line in construct.splitlines() if line.strip()), "")
    at = turtle.find(first.replace("\\", "\\\\").replace('"', '\\"')) if first else -1
    return turtle.count("\n", 0, at) + 1 if at >= 0 else Source(turtle).line_of_message(f"{shape} sh:rule") or 1


def with_places(lines: Iterable[str], graph: Graph) -> Iterator[str]:
    """Lines about axioms with prefixes, each after the file and line in which its axiom seems to stand."""
    places = Places(graph)
    for line in lines:
        place = str(places.of_message(line))
        yield f"{place}: {shorten(line, graph.names.prefixes)}" if place else shorten(line, graph.names.prefixes)
