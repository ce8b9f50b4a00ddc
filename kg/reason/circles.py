"""What leads back to itself: classes below one another, and chains of properties that need their own conclusion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.graph import Graph
from kg.names import RDFS
from kg.reason.compile.lists import BadListError, axiom, describe, owl, pairs, read_list
from kg.reason.facts import is_schema
from kg.reason.index import Index
from kg.reason.orders import find_circles
from kg.reason.rules import Node

_BELOW = {
    NamedNode(f"{RDFS}subClassOf"): (owl("equivalentClass"), "class"),
    NamedNode(f"{RDFS}subPropertyOf"): (owl("equivalentProperty"), "property"),
}
_CHAIN = owl("propertyChainAxiom")


@dataclass(frozen=True, slots=True)
class Circle:
    """Axioms that lead back to where they began: one of them, the terms with full IRIs, and what to do."""

    axiom: Triple
    terms: tuple[str, ...]
    message: str
    remedy: str


def find_axiom_circles(graph: Graph) -> Iterator[Circle]:
    """Those of a graph's ontology; they are no error, and what follows from them is drawn."""
    view = Index()
    for name in (graph.ontology, graph.corrected):
        for quad in graph.store.quads_for_pattern(None, None, None, name):
            if is_schema(quad.triple):
                view.add((quad.subject, quad.predicate, quad.object))
    for below, (same, kind) in _BELOW.items():
        yield from _below_one_another(view, below, same, kind)
    yield from _chains(view)


def _below_one_another(view: Index, below: NamedNode, same: NamedNode, kind: str) -> Iterator[Circle]:
    links: dict[Node, list[Node]] = {}
    for one, other in pairs(view, below):
        if isinstance(one, NamedNode) and isinstance(other, NamedNode) and one != other:
            links.setdefault(one, []).append(other)
            links.setdefault(other, [])
    for members in find_circles(links):
        if len(members) > 1 and not _are_same(view, same, members):
            first = min(members, key=str)
            onward = next(other for other in links[first] if other in members)
            terms = tuple(sorted(map(str, members)))
            yield Circle(
                Triple(first, below, onward),  # type: ignore[arg-type]  # terms have IRIs
                terms,
                f"each is below the others, so all are one {kind}: {', '.join(terms)}",
                f"take one {below} away, or say {same} where that is meant",
            )


def _are_same(view: Index, same: NamedNode, members: Sequence[Node]) -> bool:
    """Whether axioms that say so join all of these."""
    reached, agenda = {members[0]}, [members[0]]
    while agenda:
        node = agenda.pop()
        found = {other for other in members if view.holds((node, same, other)) or view.holds((other, same, node))}
        agenda += found - reached
        reached |= found
    return len(reached) == len(members)


def _chains(view: Index) -> Iterator[Circle]:
    """Chains with their own property in them, but not at one end of two, where OWL 2 DL allows it; and round about."""
    needs: dict[Node, list[Node]] = {}
    of: dict[tuple[Node, Node], Node] = {}
    for whole, node in pairs(view, _CHAIN):
        try:
            parts = read_list(view, node)
        except BadListError:
            continue
        twice = parts.count(whole) > 1 and len(parts) > 2
        allowed = len(parts) > 1 and whole not in parts[1:-1] and not twice
        for part in parts:
            needs.setdefault(part, [])
            if part != whole or not allowed:
                needs.setdefault(whole, []).append(part)
                of.setdefault((whole, part), node)
    for members in find_circles(needs):
        whole = min(members, key=str)
        inside = [part for part in needs[whole] if part in members]
        if not inside or isinstance(whole, BlankNode):
            continue
        text = axiom(view, whole, _CHAIN, of[whole, inside[0]]).text
        yield Circle(
            Triple(whole, _CHAIN, of[whole, inside[0]]),  # type: ignore[arg-type]  # terms have IRIs
            tuple(describe(view, each) for each in sorted(members, key=str)),
            f"a chain leads back to itself: {text}",
            "what follows from it is drawn, but OWL 2 DL forbids it; take the property out of its chain",
        )
