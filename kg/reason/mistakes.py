"""Ontology files looked at before they are used: rules that cannot be read, and where what is left out stands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.errors import OntologyError
from kg.graph.loading import ontology_triples, read_ontology
from kg.names import Names
from kg.reason.index import Index
from kg.reason.lines import shorten

_PARTS = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*|\.(?=\s|$)', re.DOTALL)
_NAMED = re.compile(r"<([^<>\s]+)>|owl:([A-Za-z]+)")


def check_rules(files: Iterable[Path]) -> None:
    """Refuse a file with a SHACL rule that cannot be used.

    Raises:
        OntologyError: with the line of the rule's CONSTRUCT.
    """
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
            raise OntologyError(f"a rule of {bad.shape} cannot be used: {bad.reason}", place=place, remedy=REMEDY)


def _line_of_rule(turtle: str, construct: str, shape: str) -> int:
    """Where a rule's text begins, else its shape."""
    first = next((line.strip() for line in construct.splitlines() if line.strip()), "")
    at = turtle.find(first.replace("\\", "\\\\").replace('"', '\\"')) if first else -1
    return turtle.count("\n", 0, at) + 1 if at >= 0 else _line_of(turtle, f"{shape} sh:rule") or 1


def with_places(lines: Iterable[str], files: Iterable[Path], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Lines about axioms with prefixes, each after the file and line in which its axiom seems to stand."""
    texts = [(path, path.read_text(encoding="utf-8-sig")) for path in files if path.exists()]
    for line in lines:
        found = ((path, _line_of(text, line)) for path, text in texts)
        place = next((f"{path.name}:{number}: " for path, number in found if number), "")
        yield place + shorten(line, prefixes)


def _line_of(turtle: str, message: str) -> int | None:
    """The line of the statement that names all that a message names, of its first rarest word."""
    message = re.sub(r'"[^"]*"\^\^<[^<>]*>', "", message)  # a number is written without its type
    named = [re.split(r"[#/]", iri)[-1] for iri, _ in _NAMED.findall(message) if iri]
    words = [word for _, word in _NAMED.findall(message) if word]
    mine = [re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])") for name in dict.fromkeys([*named, *words]) if name]
    if not mine:
        return None
    for start, end in _statements(turtle):
        block = turtle[start:end]
        if all(pattern.search(block) for pattern in mine):
            told = next((found for word in words if (found := re.search(rf":{word}(?![\w-])", block))), None)
            at = told or mine[0].search(block)
            return turtle.count("\n", 0, start + (at.start() if at else 0)) + 1
    return None


def _statements(turtle: str) -> Iterator[tuple[int, int]]:
    """Where each statement of a Turtle file begins and ends."""
    start = 0
    for part in _PARTS.finditer(turtle):
        if part[0] == ".":
            yield start, part.end()
            start = part.end()
    yield start, len(turtle)
