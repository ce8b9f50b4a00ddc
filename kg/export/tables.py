"""A graph as nodes and edges, for tools that know no RDF.

A node is whatever has an IRI and is no term of the ontology; literals and terms are its values, relations between
nodes are edges.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

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


@dataclass(frozen=True, slots=True)
class Table:
    """Nodes and edges in order, and the names of all values in use."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    columns: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    asserted: set[str] = field(default_factory=set)
    inferred: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)


def to_table(quads: Iterable[Quad], inferred: NamedNode) -> Table:
    """The nodes and edges of quads; ``inferred`` is the graph whose edges are marked so."""
    drafts: dict[str, _Draft] = {}
    edges: dict[tuple[str, str, str], bool] = {}
    for quad in quads:
        if not isinstance(quad.subject, NamedNode) or quad.subject.value.startswith(ONTOLOGY):
            continue
        start, name = quad.subject.value, local(quad.predicate.value)
        draft = drafts.setdefault(start, _Draft())
        drawn = quad.graph_name == inferred
        match quad.object:
            case NamedNode() as cls if quad.predicate == TYPE:
                (draft.inferred if drawn else draft.asserted).add(local(cls.value))
            case NamedNode() as node if not node.value.startswith(ONTOLOGY):
                drafts.setdefault(node.value, _Draft())
                key = start, node.value, name
                edges[key] = edges.get(key, True) and drawn
            case NamedNode() as word:
                draft.values.setdefault(name, set()).add(local(word.value))
            case Literal() as literal:
                draft.values.setdefault(name, set()).add(literal.value)
    nodes = tuple(_node(iri, drafts[iri]) for iri in sorted(drafts))
    columns = sorted({name for node in nodes for name in node.values})
    return Table(nodes, tuple(Edge(*key, drawn) for key, drawn in sorted(edges.items())), tuple(columns))


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
