"""Changes of a graph by an analyst: planned as quads, shown before they are made, made all or none, taken back.

What is said without naming a graph becomes a correction, which outlives reading again: an added triple, or a
retraction of what articles say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.errors import StoreError
from kg.graph import Graph, shelf
from kg.graph.corrections import retraction_node, take_out
from kg.graph.terms import COMMENT, OBJECT, PREDICATE, SUBJECT, TYPE, term
from kg.names import provenance_graph

PROVENANCE = provenance_graph("")
Part = TypeVar("Part", Quad, Triple)


@dataclass(frozen=True, slots=True)
class Held:
    """A store, and which of its graphs hold corrections, inferences and the ontology."""

    store: Store
    corrected: NamedNode
    inferred: NamedNode
    ontology: NamedNode

    @classmethod
    def of(cls, graph: Graph, store: Store | None = None) -> "Held":
        """What a graph holds, or a copy of its store."""
        return cls(store or graph.store, graph.corrected, graph.inferred, graph.ontology)


@dataclass(frozen=True, slots=True)
class Edit:
    """Quads of named graphs that go and come; ``gone`` and ``come`` are the triples that an analyst sees go and come.

    ``notes`` say why something that was asked for is not done.
    """

    removed: tuple[Quad, ...] = ()
    added: tuple[Quad, ...] = ()
    gone: tuple[Triple, ...] = ()
    come: tuple[Triple, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added)

    @property
    def reverse(self) -> "Edit":
        """What takes this back."""
        return Edit(self.added, self.removed, self.come, self.gone)


def plan_removal(held: Held, triple: Triple, reason: str = "") -> Edit:
    """How a triple is taken out: what articles say is retracted, what else there is of it goes."""
    if has_blank(triple):
        return Edit(notes=("a triple with an unnamed node cannot be named, so that it cannot be taken out",))
    found = list(held.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))
    holders = [
        quad
        for quad in found
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name not in {held.inferred, held.ontology}
    ]
    if not holders:
        return Edit(notes=tuple(why_kept(held, found)))
    said = [quad for quad in holders if is_of_article(held, quad.graph_name)]
    return Edit(tuple(holders), tuple(retract(held, triple, said, reason)) if said else (), (triple,))


def retract(held: Held, triple: Triple, said: list[Quad], reason: str) -> Iterator[Quad]:
    """The note of a retraction, which tells later readings what to leave out."""
    node = retraction_node(held.corrected, triple)
    yield Quad(node, TYPE, term("Retraction"), held.corrected)
    for part, value in ((SUBJECT, triple.subject), (PREDICATE, triple.predicate), (OBJECT, triple.object)):
        yield Quad(node, part, value, held.corrected)
    yield from take_out(said, {triple: node}, held.corrected)
    if reason:
        yield Quad(node, COMMENT, Literal(reason), held.corrected)


def why_kept(held: Held, found: list[Quad]) -> Iterator[str]:
    """Why a triple that no article and no correction states cannot be taken out."""
    if any(quad.graph_name == held.inferred for quad in found):
        yield r"what is inferred stays as long as what it rests on (\why shows it)"
    elif any(quad.graph_name == held.ontology for quad in found):
        yield r"what is from the ontology is changed in its file (\define)"


def plan_addition(held: Held, triple: Triple) -> Edit:
    """How a triple is added: a retraction of it is taken back, else it becomes a correction."""
    node = retraction_node(held.corrected, triple)
    note = list(held.store.quads_for_pattern(node, None, None, held.corrected))
    if note:
        graphs = {quad.object for quad in note if quad.predicate == term("retractedFrom")}
        there = sorted((g for g in graphs if isinstance(g, NamedNode) and is_of_article(held, g)), key=str)
        back = [Quad(triple.subject, triple.predicate, triple.object, graph) for graph in there]
        own = back or [Quad(triple.subject, triple.predicate, triple.object, held.corrected)]
        return Edit(tuple(note), tuple(own), come=(triple,))
    found = held.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    if any(quad.graph_name not in {held.inferred, DefaultGraph()} for quad in found):
        return Edit()
    return Edit(added=(Quad(triple.subject, triple.predicate, triple.object, held.corrected),), come=(triple,))


def is_of_article(held: Held, graph: object) -> bool:
    """Whether a graph is that of an article which is there now, or that of its evidence."""
    return isinstance(graph, NamedNode) and shelf.is_article(held.store, graph.value.removesuffix(PROVENANCE))


def plan_quads(held: Held, removed: Iterable[Quad], added: Iterable[Quad]) -> Edit:
    """How quads of graphs that are named change; what is not there does not go, what is there does not come.

    Raises:
        StoreError: inferences or the ontology would change, or an unnamed node would go.
    """
    new = dict.fromkeys(added)
    out = dict.fromkeys(quad for quad in removed if quad in held.store and quad not in new)
    new = dict.fromkeys(quad for quad in new if quad not in held.store)
    if {quad.graph_name for quad in (*out, *new)} & {held.inferred, held.ontology}:
        raise StoreError(
            "inferences and the ontology are not edited by hand",
            remedy=r"\reason draws inferences, \define changes the ontology",
        )
    notes = ["what articles say is read again by kg build --again; leave GRAPH out to retract it for good"]
    touched = any(is_of_article(held, graph) for graph in {quad.graph_name for quad in (*out, *new)})
    named = [quad for quad in out if not has_blank(quad.triple)]
    if len(named) < len(out):
        notes.append("a triple with an unnamed node cannot be named, so that it cannot be taken out")
    shown = tuple(notes if touched else notes[1:])
    return Edit(tuple(named), tuple(new), tuple(q.triple for q in named), tuple(q.triple for q in new), shown)


def join(edits: Iterable[Edit]) -> Edit:
    """Several edits of one store as one."""
    parts = list(edits)
    removed = dict.fromkeys(quad for edit in parts for quad in edit.removed)
    added = dict.fromkeys(quad for edit in parts for quad in edit.added)
    gone = dict.fromkeys(triple for edit in parts for triple in edit.gone)
    come = dict.fromkeys(triple for edit in parts for triple in edit.come)
    notes = dict.fromkeys(note for edit in parts for note in edit.notes)
    return Edit(tuple(removed), tuple(added), tuple(gone), tuple(come), tuple(notes))


def follow(first: Edit, then: Edit) -> Edit:
    """One edit and, after it, another, as one."""
    keys = dict.fromkeys
    removed, added = net(keys(first.removed), keys(first.added), keys(then.removed), keys(then.added))
    gone, come = net(keys(first.gone), keys(first.come), keys(then.gone), keys(then.come))
    return Edit(removed, added, gone, come, tuple(dict.fromkeys((*first.notes, *then.notes))))


def net(
    out: dict[Part, None], new: dict[Part, None], then_out: dict[Part, None], then_new: dict[Part, None]
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What goes and what comes in the end."""
    goes: list[Part] = [part for part in out if part not in then_new]
    goes += [part for part in then_out if part not in new and part not in out]
    comes: list[Part] = [part for part in new if part not in then_out]
    comes += [part for part in then_new if part not in out and part not in new]
    return tuple(goes), tuple(comes)


def has_blank(triple: Triple) -> bool:
    """Whether a triple has an unnamed node."""
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
