"""Inferences brought up to date with what changed since they were drawn, without starting over.

What came in is run forward over the store's indexes, what went lets fall what rested on it (``falls.py``). The
inferred graph is the same as if all had been drawn anew; where that cannot be made sure of, it is drawn anew.
"""

from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from kg.graph import Graph, terms
from kg.graph.terms import SAME_AS
from kg.names import XSD
from kg.reason.current import Current, Turn, is_source
from kg.reason.engine import constants, materialise
from kg.reason.facts import Ground, fact_of, ground_of, is_read, is_written_of
from kg.reason.falls import Fall, hold_up, take_apart
from kg.reason.forward import run
from kg.reason.index import MOST_NAMES
from kg.reason.opaque import is_opaque
from kg.reason.rules import Fact, Node
from kg.reason.views import DEFAULT, StillView, StoreSames
from kg.reason.writing import Writing

MOST_KNOWN = 200_000  # nodes whose having no other names is remembered


def bring_up_to_date(graph: Graph) -> int:
    """Bring the inferences up to date with all that changed; how many there are."""
    if not graph.stale:
        return graph.count_inferred()
    turn = find_turn(graph)
    if turn is None or is_opaque(ground_of(graph)) or any(map(is_of_terms, (*turn.fresh, *turn.gone))):
        return materialise(graph)
    ground = ground_of(graph)
    if ground.renamed is None or any(is_renaming(fact, ground) for fact in (*turn.fresh, *turn.gone)):
        ground.renamed = has_other_names(graph, ground)
    if ground.renamed:
        return materialise(graph)
    removed, added = follow(graph, ground, turn)
    changed = map(fact_of, (*removed, *added))
    links = [fact for fact in (*turn.fresh, *turn.gone, *changed) if fact[1] == SAME_AS]
    said = {triple for triple in removed if not is_read(fact_of(triple))}
    said.update(Triple(*fact) for fact in turn.fresh)  # type: ignore[arg-type]  # a triple's places
    graph.update_inferred(removed, added, said)
    note_names(ground, graph.store, links)
    return graph.count_inferred()


def note_names(ground: Ground, store: Store, links: list[Fact]) -> None:
    """Forget what was known of the names of nodes whose names changed, and remember that they did."""
    nodes = {node for fact in links for node in (fact[0], fact[2])}
    if not all(map(is_written_of, nodes)):
        ground.crowded = None
    if ground.crowded is not None:
        ground.crowded.difference_update(nodes)
        ground.crowded.update(node for node in nodes if is_crowded(store, node))
    ground.alone -= nodes
    if ground.relinked is not None:
        ground.relinked |= nodes
    if len(ground.alone) > MOST_KNOWN:
        ground.alone.clear()
    if any(is_renaming(fact, ground) for fact in links):
        ground.renamed = None


def find_crowded(store: Store) -> set[Node] | None:
    """The nodes that so many others are linked to that they may be the only ones to be linked with them.

    None where a term of an ontology has other names: what is inferred of it is not written, so that others of its set
    may lack links that are counted on.
    """
    names = store.query(f"SELECT DISTINCT ?node {{ {{ ?node {SAME_AS} ?other }} UNION {{ ?other {SAME_AS} ?node }} }}")
    assert isinstance(names, QuerySolutions)
    if not all(is_written_of(row["node"]) for row in names):
        return None
    found = store.query(f"SELECT ?node {{ ?name {SAME_AS} ?node }} GROUP BY ?node HAVING (COUNT(*) >= {MOST_NAMES})")
    assert isinstance(found, QuerySolutions)
    return {row["node"] for row in found}


def is_crowded(store: Store, node: Node) -> bool:
    """Whether a node is one of these."""
    names = store.quads_for_pattern(None, SAME_AS, node, DEFAULT)
    return sum(1 for _ in islice(names, MOST_NAMES)) >= MOST_NAMES


def named(ground: Ground) -> frozenset[Node]:
    """The nodes that rules name."""
    if ground.named is None:
        ground.named = frozenset(constants(ground.rules))
    return ground.named


def is_renaming(fact: Fact, ground: Ground) -> bool:
    """Whether a triple gives another name to a node that a rule names."""
    return fact[1] == SAME_AS and (fact[0] in named(ground) or fact[2] in named(ground))


def has_other_names(graph: Graph, ground: Ground) -> bool:
    """Whether a thing that a rule names has, or may have had, another name as well."""
    store = graph.store
    return any(
        next(store.quads_for_pattern(one, SAME_AS, other, None), None) is not None
        for node in named(ground)
        if isinstance(node, NamedNode)
        for one, other in ((node, None), (None, node))
    )


def find_turn(graph: Graph) -> Turn | None:
    """What changed of what reasoning reads, None where that is not known or axioms changed."""
    if graph.pending is None:
        return None
    now: dict[Fact, set[object]] = {}
    after, unheard = set[Fact](), set[Fact]()
    alone = len(graph.pending) == 1  # else what was new to one change may have been touched by another
    for removed, added, novel in reversed(graph.pending):
        for quads, came in ((added, True), (removed, False)):
            for quad in quads:
                if not is_source(graph, quad):
                    continue
                fact = fact_of(quad)
                if quad.graph_name == graph.corrected and terms.is_axiom(quad.predicate, quad.object):
                    return None
                if is_read(fact):
                    fact = quad.subject, quad.predicate, as_stored(quad.object)
                    if fact not in now:
                        unheard.update([fact] if alone and quad in novel else [])
                        now[fact] = {quad.graph_name} if fact in unheard else holders(graph, fact)
                        after.update([fact] if now[fact] else [])
                    (now[fact].discard if came else now[fact].add)(quad.graph_name)
    before = {fact for fact, held in now.items() if held}
    fresh, gone = (fact for fact in now if fact in after - before), (fact for fact in now if fact in before - after)
    return Turn(tuple(fresh), tuple(gone), frozenset(unheard))


def as_stored(node: Node) -> Node:
    """A node as a store gives it back: of each number and time it keeps the value, not how it was written."""
    if (
        not isinstance(node, Literal)
        or not node.datatype.value.startswith(XSD)
        or node.datatype.value == f"{XSD}string"
    ):
        return node
    store = Store()
    store.add(Quad(SAME_AS, SAME_AS, node))
    found: Node = next(iter(store)).object
    return found


def holders(graph: Graph, fact: Fact) -> set[object]:
    """The graphs of articles and analysts that assert a triple."""
    quads = graph.store.quads_for_pattern(fact[0], fact[1], fact[2], None)  # type: ignore[arg-type]  # a triple's places
    return {quad.graph_name for quad in quads if is_source(graph, quad)}


def is_of_terms(fact: Fact) -> bool:
    """Whether a triple relates a term of the ontology as if it were a thing: what follows of it is not written down."""
    return is_term(fact[0]) or (fact[1] == SAME_AS and is_term(fact[2]))


def is_term(node: Node) -> bool:
    """Whether a node is a term of an ontology."""
    return isinstance(node, NamedNode) and not is_written_of(node)


def follow(graph: Graph, ground: Ground, turn: Turn) -> tuple[list[Triple], list[Triple]]:
    """What is to be taken out of the inferred graph and put into it."""
    linked = frozenset(fact for fact in turn.fresh if fact[1] == SAME_AS)
    store = StillView(graph.store, (fact[0] for fact in turn.fresh))
    unlinked = frozenset(fact for fact in turn.gone if fact[1] == SAME_AS)
    if ground.crowded is None:
        ground.crowded = find_crowded(graph.store)
    same = StoreSames(store, ground.same, linked, unlinked, alone=ground.alone, crowded=ground.crowded)
    same.merge_all((one, other) for one, _, other in unlinked)
    current = Current(graph, ground, same, store, turn)
    start: list[Fact] = []
    if turn.gone:
        Fall(current, ground).run(turn.gone)
    old = {node: list(names) for node, names in current.dissolved.items()}
    current.look_ahead()
    if turn.gone:
        start += take_apart(current, ground)
        start += hold_up(current, ground)
    for fact in turn.fresh:
        known = same.fact(fact) if fact[1] != SAME_AS else fact
        start.append(known)
        if known[1] != SAME_AS:
            current.add(known)
    outcome = run(current, ground.rules, same, start)
    touched = {name for names in old.values() for name in names}
    touched |= {name for first, second in outcome.merged for node in (first, second) for name in same.everyone(node)}
    return Writing(graph, ground, current).find(turn.fresh + turn.gone, touched)
