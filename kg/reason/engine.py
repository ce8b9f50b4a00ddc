"""The closure of a graph, inferred apart from asserted.

The rules run over representatives of what is the same, and what is written down names every name (``MOST_NAMES`` at
most).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal as OneOf

from pyoxigraph import NamedNode, Triple, Variable

from kg.graph import Graph
from kg.graph.terms import SAME_AS, TYPE
from kg.reason.close import is_pair
from kg.reason.facts import Ground, find_asserted, ground_of, is_named, is_shown
from kg.reason.forward import run
from kg.reason.index import MOST_NAMES, Layered, Sames
from kg.reason.rules import Fact, Node, Pattern, RuleSet, View, rule_set

Reasoner = OneOf["compiled", "owlrl"]
SMALL = 20_000  # asserted triples; more are drawn from by sets


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows, and what a reader should know of it: sets of names that were kept at their representative."""

    triples: tuple[Triple, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Drawn:
    """What follows from assertions beside an ontology, as facts of representatives."""

    facts: Iterable[Fact]
    same: Sames
    focus: set[Node] = field(default_factory=set)


def materialise(graph: Graph, *, reasoner: Reasoner = "compiled", progress: Callable[[str], None] | None = None) -> int:
    """Bring the inferred graph up to date; how many triples it has. ``progress`` hears how far a long run is."""
    ground = ground_of(graph)
    ground.renamed = ground.relinked = ground.crowded = None
    ground.alone.clear()
    if reasoner == "owlrl":
        from kg.reason.reference import find_closure as find_reference  # noqa: PLC0415 - owlrl takes long to import

        return graph.set_inferred(find_reference(graph).triples)
    if is_large(graph):
        from kg.reason.bulk import materialise_in_bulk  # noqa: PLC0415 - DuckDB takes long to import

        done = materialise_in_bulk(graph, progress=progress)
        if done is not None:
            return done
    return graph.set_inferred(find_closure(graph).triples)


def is_large(graph: Graph) -> bool:
    """Whether so much is asserted that sets are faster than tuple at a time."""
    return next(islice(find_asserted(graph), SMALL, None), None) is not None


def find_closure(graph: Graph) -> Closure:
    """What follows from a graph and is not asserted in it, sorted, where what its articles say has a part in it.

    What follows from the ontology alone is left out, but for classes of what the articles name and for relations
    between two such.
    """
    ground = ground_of(graph)
    drawn = draw(ground, list(find_asserted(graph)))
    written = dict.fromkeys(fact for fact in find_written(drawn, ground) if not is_asserted(graph, fact))
    triples = sorted((Triple(*fact) for fact in written), key=str)  # type: ignore[arg-type]  # shown facts are triples
    return Closure(tuple(triples), tuple(find_large(drawn.same)))


def draw(ground: Ground, asserted: list[Fact]) -> Drawn:
    """What follows from assertions, in memory."""
    same, view = ground.same.copy(), Layered(ground.facts)
    same.merge_all((one, other) for one, predicate, other in asserted if predicate == SAME_AS and is_pair(one, other))
    start = [fact for fact in map(same.fact, asserted) if fact[1] != SAME_AS and view.add(fact)]
    start += [fact for node, _ in moved(ground.same, same) for fact in restate(view, same, node)]
    names, rules = dict[Node, Node](), ground.rules
    named = constants(rules)
    while start or any(same.rep(node) != names.get(node, node) for node in named):
        fresh = {node: same.rep(node) for node in named if same.rep(node) != names.get(node, node)}
        if fresh:
            names |= fresh
            rules = renamed(ground.rules, same)
            start += [fact for node in fresh.values() for fact in about(view, node)]
        run(view, rules, same, start)
        start = []
    focus = {same.rep(node) for fact in asserted for node in (fact[0], fact[2]) if is_named(node)}
    return Drawn(view.top, same, focus)


def constants(rules: RuleSet) -> set[Node]:
    """The nodes that rules name."""
    patterns = [p for rule in rules.rules for p in (*rule.body, *([rule.head] if rule.head else []))]
    return {term for pattern in patterns for term in pattern.terms if not isinstance(term, Variable)}


def renamed(rules: RuleSet, same: Sames) -> RuleSet:
    """Rules with representatives in the place of the nodes that they name (eq-rep)."""

    def rename(pattern: Pattern) -> Pattern:
        return Pattern(*(term if isinstance(term, Variable) else same.rep(term) for term in pattern.terms))

    found = [
        replace(rule, body=tuple(map(rename, rule.body)), head=rename(rule.head) if rule.head else None)
        for rule in rules.rules
    ]
    return rule_set([*found, *rules.denials], rules.ignored)


def about(view: Layered, node: Node) -> list[Fact]:
    """All triples with a node in any place."""
    return list(dict.fromkeys([*view.about(node), *view.match(None, node, None)]))


def moved(before: Sames, now: Sames) -> Iterator[tuple[Node, Node]]:
    """The nodes that no longer represent themselves, with what does."""
    for representative, names in now.sets():
        for name in names:
            if name != representative and before.rep(name) == name:
                yield name, representative


def restate(view: Layered, same: Sames, node: Node) -> list[Fact]:
    """What is known of a node, told of its representative; what is new of that."""
    return [fact for fact in map(same.fact, view.about(node)) if view.add(fact)]


def find_written(drawn: Drawn, ground: Ground) -> Iterator[Fact]:
    """The inferences to be written down: under every name, and nothing that is only about OWL."""
    same = drawn.same
    for fact in (*drawn.facts, *find_grounded(drawn, ground)):
        yield from expand(fact, same)
    for representative, names in same.sets():
        yield from same_facts(representative, names)


def expand(fact: Fact, same: Sames) -> Iterator[Fact]:
    """A fact under every name that is written down (eq-rep-s, eq-rep-o)."""
    for subject in same.expanded(fact[0]):
        for object_ in same.expanded(fact[2]):
            named = (subject, fact[1], object_)
            if is_shown(named):
                yield named


def same_facts(representative: Node, names: list[Node]) -> Iterator[Fact]:
    """Who is the same as whom (eq-sym, eq-trans); of a large set, who represents it."""
    found = [(one, SAME_AS, other) for one in names for other in names] if len(names) <= MOST_NAMES else []
    yield from filter(is_shown, found or [(name, SAME_AS, representative) for name in names])


def find_grounded(drawn: Drawn, ground: Ground) -> Iterator[Fact]:
    """What follows from the ontology alone and is written down: of what the articles name, and of what is merged."""
    merged = {name for _, names in drawn.same.sets() for name in names}
    for node in sorted(drawn.focus | merged, key=str):
        yield from grounded_facts(ground.facts, node, lambda other: other in drawn.focus or other in merged)


def grounded_facts(facts: View, node: Node, in_focus: Callable[[Node], bool]) -> Iterator[Fact]:
    """What the ontology alone gives a node that the articles name: classes, and relations to others of these."""
    for fact in facts.match(node, None, None):
        if fact[1] == TYPE or in_focus(fact[2]):
            yield fact


def find_large(same: Sames) -> Iterator[str]:
    """A line for each set of names that was kept at its representative."""
    for representative, names in same.sets():
        if len(names) > MOST_NAMES:
            yield f"{len(names):,} names of {representative} are the same; what is inferred stands at this one"


def is_asserted(graph: Graph, fact: Fact) -> bool:
    """Whether an article, an analyst or the ontology says it."""
    quads = graph.store.quads_for_pattern(fact[0], fact[1], fact[2], None)  # type: ignore[arg-type]  # a triple's places
    return any(isinstance(quad.graph_name, NamedNode) and quad.graph_name != graph.inferred for quad in quads)
