"""Ontology files as triples of a graph."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.names import DEFAULT_BASE, Names
from kg.syntax import place_of, plain_message, syntax_remedy

Object = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class OntologyFile:
    """A file of the ontology: its name and its Turtle."""

    name: str
    turtle: str


def read_ontology(path: Path) -> OntologyFile:
    """The Turtle of a file.

    Raises:
        OntologyError: the file cannot be read, or is not UTF-8.
    """
    try:
        return OntologyFile(path.name, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise OntologyError("not UTF-8", place=str(path), remedy="save it as UTF-8") from error
    except OSError as error:
        raise OntologyError(
            f"cannot be read: {error.strerror}", place=str(path), remedy="check the path and its permissions"
        ) from error


def choose_files(kept: Sequence[Path], extra: Sequence[Path]) -> dict[str, Path]:
    """The files beside the shipped ones, by name; one of ``extra`` takes the place of the kept one of its name.

    Raises:
        OntologyError: two of ``extra`` have the same name.
    """
    given = {path.name: path for path in extra}
    if len(given) < len(extra):
        raise OntologyError("two ontology files have the same name", place=str(extra[0]), remedy="rename one")
    return {path.name: path for path in kept} | given


def digest_of(files: Iterable[OntologyFile]) -> str:
    """Tells the words of some files, and their order, from all others."""
    return sha256(json.dumps([[file.name, file.turtle] for file in files]).encode()).hexdigest()


def ontology_triples(file: OntologyFile, names: Names, *, place: str = "") -> Iterator[Triple]:
    """The triples of a file, its entities under the graph's base, its lists' nodes named after the file.

    Raises:
        OntologyError: a syntax error, with its line and column.
    """
    entities, base = f"{DEFAULT_BASE}entity/", f"{names.base}entity/"
    named = blank_names(file.name)

    def own(node: Object) -> Object:
        if isinstance(node, BlankNode):
            return named(node)
        if entities != base and isinstance(node, NamedNode) and node.value.startswith(entities):
            return NamedNode(base + node.value[len(entities) :])
        return node

    try:
        for quad in parse(file.turtle, RdfFormat.TURTLE):
            yield Triple(own(quad.subject), quad.predicate, own(quad.object))  # type: ignore[arg-type]  # no quoted triples
    except SyntaxError as error:
        where = place_of(error, place or file.name)
        raise OntologyError(plain_message(error), place=where, remedy=syntax_remedy(error)) from error


def blank_names(file: str) -> Callable[[BlankNode], BlankNode]:
    """What names the blank nodes of a file in their order: the same in every process, others than another file's."""
    stem, known = sha256(file.encode()).hexdigest()[:8], dict[str, BlankNode]()
    return lambda node: known.setdefault(node.value, BlankNode(f"{stem}n{len(known)}"))
