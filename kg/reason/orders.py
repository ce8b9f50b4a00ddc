"""What lies above what: classes and properties in order, and what needs what in circles.

The rules of table 9 of OWL 2 Profiles that only order classes and properties (scm-sco, scm-eqc, scm-spo, scm-eqp) or
carry domains and ranges along (scm-dom, scm-rng) are drawn here all at once: of n classes in a circle, rule by rule n³
pairs would be looked at.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from kg.reason.compile.lists import owl, rdfs
from kg.reason.index import Index
from kg.reason.rules import Fact, Node

Thing = TypeVar("Thing")
Above = list[tuple[tuple[Node, ...], dict[Node, None]]]
"""Nodes, those in a circle together, with all that is above them; the topmost first."""


def put_in_order(index: Index) -> list[Fact]:
    """Put in all that these rules draw; what is new of that."""
    found = list[Fact]()
    classes = _put_above(index, rdfs("subClassOf"), owl("equivalentClass"), found)
    properties = _put_above(index, rdfs("subPropertyOf"), owl("equivalentProperty"), found)
    wider = {one: above for members, above in classes for one in members}
    for kind in (rdfs("domain"), rdfs("range")):
        _put_along(index, kind, properties, wider, found)
    return found


def _put_above(index: Index, below: NamedNode, same: NamedNode, found: list[Fact]) -> Above:
    links = dict[Node, dict[Node, None]]()
    onward = [*index.match(None, below, None), *index.match(None, same, None)]
    back = [(other, same, one) for one, _, other in index.match(None, same, None)]
    for one, _, other in (*onward, *back):
        if not isinstance(one, Literal):
            links.setdefault(one, {})[other] = None
            links.setdefault(other, {})
    order = list(find_above(links))
    for members, above in order:
        found += filter(index.add, ((one, below, other) for one in members for other in above))
        if members[0] in above:
            found += filter(index.add, ((one, same, other) for one in members for other in members))
    return order


def _put_along(
    index: Index, kind: NamedNode, properties: Above, wider: Mapping[Node, Mapping[Node, None]], found: list[Fact]
) -> None:
    """Give properties the domains, or ranges, of those above them, and what is above these."""
    own = dict[Node, dict[Node, None]]()
    for one, _, cls in index.match(None, kind, None):
        own.setdefault(one, {}).update({cls: None, **wider.get(cls, {})})
    alone: Above = [((one,), {}) for one in own]
    for members, above in (*alone, *properties):
        classes = dict.fromkeys(cls for one in (*members, *above) for cls in own.get(one, ()))
        found += filter(index.add, ((one, kind, cls) for one in members for cls in classes))


def find_above(links: Mapping[Node, Mapping[Node, None]]) -> Iterator[tuple[tuple[Node, ...], dict[Node, None]]]:
    """Nodes, those in a circle together, with all that is reached from them."""
    place, above = dict[Node, int](), list[dict[Node, None]]()
    for number, members in enumerate(find_circles(links)):
        place.update(dict.fromkeys(members, number))
        onward = {place[other]: other for one in members for other in links[one]}
        reached = dict.fromkeys(members) if number in onward else dict[Node, None]()
        for next_one in sorted(onward.keys() - {number}, reverse=True):  # what is far is reached through what is near
            if onward[next_one] not in reached:
                reached[onward[next_one]] = None
                reached.update(above[next_one])
        above.append(reached)
        yield members, reached


def find_circles(needs: Mapping[Thing, Iterable[Thing]]) -> Iterator[tuple[Thing, ...]]:
    """Things in sets that need each other, those that others need first (Tarjan's components)."""
    index, low, stack, placed = dict[Thing, int](), dict[Thing, int](), list[Thing](), set[Thing]()
    for start in needs:
        agenda = [] if start in index else [(start, iter(needs[start]))]
        while agenda:
            node, left = agenda[-1]
            if node not in index:
                index[node] = low[node] = len(index)
                stack.append(node)
            after = next((other for other in left if other not in placed), None)
            if after is not None and after not in index:
                agenda.append((after, iter(needs[after])))
                continue
            if after is not None:
                low[node] = min(low[node], low[after])
                continue
            agenda.pop()
            if agenda:
                low[agenda[-1][0]] = min(low[agenda[-1][0]], low[node])
            if low[node] == index[node]:
                members = list[Thing]()
                while not members or members[-1] != node:
                    members.append(stack.pop())
                members.reverse()
                placed.update(members)
                yield tuple(members)
