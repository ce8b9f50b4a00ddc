"""A graph as nodes and edges, for tools that know no RDF.

A node is whatever has an IRI and is no term of the ontology; literals and terms are its values, relations between
nodes are edges.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.export.source import Source
from kg.graph.terms import LABEL, TYPE, term
from kg.names import ONTOLOGY

LONGEST_LABEL = 80
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Node:
    """Something with an IRI. ``classes`` are local names, asserted ones first; several values are joined by ``; ``."""

    iri: str
    label: str
    classes: tuple[str, ...]
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes; ``property`` is a local name."""

    start: str
    end: str
    property: str
    inferred: bool


@dataclass(slots=True)
class _Draft:
    asserted: set[str] = field(default_factory=set)
    inferred: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    edges: dict[tuple[str, str], bool] = field(default_factory=dict)
    """From where to and by what an edge goes to whether it is inferred."""


@dataclass(frozen=True, slots=True)
class Table:
    """Nodes and edges in order, read from files whenever they are asked for; the names of all values in use.

    ``told`` are the sorted lines of the graph, ``drawn`` the edges as lines of JSON; ``bare`` are the nodes of which
    nothing is said, in order, ``inferred`` is the graph whose edges are marked so.
    """

    told: Path
    drawn: Path
    inferred: NamedNode
    bare: tuple[str, ...]
    columns: tuple[str, ...]

    @classmethod
    def of(cls, source: Source) -> "Table":
        """The table of what is exported."""
        told, drawn, inferred = source.lines_by_subject(), source.folder / "edges", source.graph.inferred
        starts, ends, columns = set[str](), set[str](), set[str]()
        with drawn.open("w", encoding="utf8") as file:
            for start, quads in _groups(told):
                draft = _read(quads, inferred)
                starts.add(start)
                columns.update(draft.values)
                for (end, name), follows in sorted(draft.edges.items()):
                    ends.add(end)
                    file.write(json.dumps([start, end, name, follows]) + "\n")
        columns.discard(local(LABEL.value))
        return cls(told, drawn, inferred, tuple(sorted(ends - starts)), tuple(sorted(columns)))

    def nodes(self) -> Iterator[Node]:
        """Whatever something is said of or that something goes to."""
        told = (_node(iri, _read(quads, self.inferred)) for iri, quads in _groups(self.told))
        return merge(told, (_node(iri, _Draft()) for iri in self.bare), key=lambda node: node.iri)

    def edges(self) -> Iterator[Edge]:
        """The relations between nodes."""
        with self.drawn.open(encoding="utf8") as file:
            yield from (Edge(*json.loads(line)) for line in file)


def _groups(path: Path) -> Iterator[tuple[str, Iterator[Quad]]]:
    """What is said of each thing with an IRI that is no term of the ontology."""
    found = groupby(parse(path=path, format=RdfFormat.N_QUADS, lenient=True), key=lambda quad: quad.subject)
    for subject, quads in found:
        if isinstance(subject, NamedNode) and not subject.value.startswith(ONTOLOGY):
            yield subject.value, quads


def _read(quads: Iterable[Quad], inferred: NamedNode) -> _Draft:
    """The node and the edges of quads with one subject."""
    draft = _Draft()
    for quad in quads:
        name, drawn = local(quad.predicate.value), quad.graph_name == inferred
        match quad.object:
            case NamedNode() as cls if quad.predicate == TYPE:
                (draft.inferred if drawn else draft.asserted).add(local(cls.value))
            case NamedNode() as node if not node.value.startswith(ONTOLOGY):
                draft.edges[node.value, name] = draft.edges.get((node.value, name), True) and drawn
            case NamedNode() as word:
                draft.values.setdefault(name, set()).add(local(word.value))
            case Literal() as literal:
                draft.values.setdefault(name, set()).add(literal.value)
    return draft


def _node(iri: str, draft: _Draft) -> Node:
    classes = (*sorted(draft.asserted), *sorted(draft.inferred - draft.asserted))
    values = {name: "; ".join(sorted(found)) for name, found in draft.values.items()}
    names = draft.values.get(local(LABEL.value))
    words = values.get(local(term("text").value)) or values.get(local(term("cue").value))
    label = min(names) if names else f"{classes[0]}: {words}" if classes and words else ""
    label = label or (classes[0] if classes else local(iri))
    values.pop(local(LABEL.value), None)
    return Node(iri, shorten(label), classes, values)


def local(iri: str) -> str:
    """What an IRI ends in.

    >>> local("https://w3id.org/newsgraph/ontology#memberOf")
    'memberOf'
    """
    return re.split(r"[#/]", iri)[-1] or iri


def shorten(text: str) -> str:
    """One line of at most ``LONGEST_LABEL`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1]}…"


def xml_text(text: str) -> str:
    """Text with what XML 1.0 cannot hold replaced by U+FFFD.

    >>> xml_text("a\\x1bb") == "a\\ufffdb"
    True
    """
    return _NOT_XML.sub("\ufffd", text)
