"""What an analyst corrects: retracted statements, added triples, what is the same and what is different.

Each is in the corrections graph and applied after every reading, so it outlives reading again. An added triple,
``owl:sameAs`` and ``owl:differentFrom`` are plain triples there; a retraction is a ``:Retraction`` that names
the triple in ``rdf:subject``, ``rdf:predicate``, ``rdf:object`` and the articles it was taken from.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kg.graph import changes
from kg.graph.terms import COMMENT, DIFFERENT_FROM, OBJECT, PREDICATE, SAME_AS, SUBJECT, TYPE, term

Kind = OneOf["retracted", "added", "same", "different"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What an analyst says of a triple. ``same`` and ``different`` are about subject and object."""

    kind: Kind
    triple: Triple
    reason: str = ""


Act = Callable[[Store, NamedNode, set[NamedNode], Correction], None]


def same(one: str, other: str) -> Correction:
    """That two IRIs name one entity."""
    return Correction("same", Triple(NamedNode(one), SAME_AS, NamedNode(other)))


def different(one: str, other: str) -> Correction:
    """That two IRIs name different entities."""
    return Correction("different", Triple(NamedNode(one), DIFFERENT_FROM, NamedNode(other)))


def retraction_node(graph: NamedNode, triple: Triple) -> NamedNode:
    """The node of a retraction, always the same for a triple."""
    digest = sha256(str(triple).encode()).hexdigest()[:16]
    return NamedNode(f"{graph.value}#retraction-{digest}")


def read_corrections(store: Store, graph: NamedNode) -> list[Correction]:
    """Every correction, sorted."""
    nodes = dict(retractions(store, graph))
    found = [Correction("retracted", triple, _reason(store, graph, node)) for triple, node in nodes.items()]
    about = {quad.subject for quad in store.quads_for_pattern(None, TYPE, term("Retraction"), graph)}
    kinds: dict[NamedNode, Kind] = {SAME_AS: "same", DIFFERENT_FROM: "different"}
    for quad in store.quads_for_pattern(None, None, None, graph):
        if quad.subject not in about:
            found.append(Correction(kinds.get(quad.predicate, "added"), quad.triple))
    return sorted(found, key=lambda correction: (correction.kind, str(correction.triple)))


def retractions(store: Store, graph: NamedNode) -> Iterator[tuple[Triple, NamedNode]]:
    """Every retracted triple with the node that retracts it."""
    for quad in store.quads_for_pattern(None, TYPE, term("Retraction"), graph):
        parts = {q.predicate: q.object for q in store.quads_for_pattern(quad.subject, None, None, graph)}
        match quad.subject, parts.get(SUBJECT), parts.get(PREDICATE), parts.get(OBJECT):
            case NamedNode() as node, NamedNode() as subject, NamedNode() as predicate, (
                NamedNode() | Literal()
            ) as found:
                yield Triple(subject, predicate, found), node


def _reason(store: Store, graph: NamedNode, node: NamedNode) -> str:
    comments = (quad.object for quad in store.quads_for_pattern(node, COMMENT, None, graph))
    return next((comment.value for comment in comments if isinstance(comment, Literal)), "")


def take_out(quads: Iterable[Quad], retracted: dict[Triple, NamedNode], graph: NamedNode) -> list[Quad]:
    """An article's quads without what is retracted, and with a note of what was taken from it."""
    if not retracted:
        return list(quads)
    kept = []
    for quad in quads:
        node = retracted.get(quad.triple)
        kept.append(Quad(node, term("retractedFrom"), quad.graph_name, graph) if node else quad)  # type: ignore[arg-type]  # articles have IRIs
    return kept


def holders(store: Store, triple: Triple, inferred: NamedNode) -> set[Quad]:
    """A triple in every named graph that says it, but that of inferences."""
    quads = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return {quad for quad in quads if isinstance(quad.graph_name, NamedNode) and quad.graph_name != inferred}


def apply(store: Store, graph: NamedNode, articles: set[NamedNode], correction: Correction) -> None:
    """Write a correction down and carry it out, in one transaction."""
    triple = correction.triple
    if correction.kind != "retracted":
        changes.replace(store, [], [Quad(triple.subject, triple.predicate, triple.object, graph)])
        return
    node = retraction_node(graph, triple)
    held = [
        q
        for q in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if q.graph_name in articles
    ]
    note = [
        Quad(node, TYPE, term("Retraction"), graph),
        Quad(node, SUBJECT, triple.subject, graph),
        Quad(node, PREDICATE, triple.predicate, graph),
        Quad(node, OBJECT, triple.object, graph),
        *take_out(held, {triple: node}, graph),
    ]
    if correction.reason:
        note.append(Quad(node, COMMENT, Literal(correction.reason), graph))
    changes.replace(store, held, note)


def undo(store: Store, graph: NamedNode, articles: set[NamedNode], correction: Correction) -> None:
    """Take a correction back; what it took out of articles returns to them."""
    triple = correction.triple
    if correction.kind != "retracted":
        changes.replace(store, [Quad(triple.subject, triple.predicate, triple.object, graph)], [])
        return
    node = retraction_node(graph, triple)
    note = list(store.quads_for_pattern(node, None, None, graph))
    back = [
        Quad(triple.subject, triple.predicate, triple.object, quad.object)
        for quad in note
        if quad.predicate == term("retractedFrom") and isinstance(quad.object, NamedNode) and quad.object in articles
    ]
    changes.replace(store, note, back)
