"""Classes and properties in order: drawn at once what the rules of table 9 draw one by one."""

from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from test_reason_bulk import both_ways

from kg.names import OWL, RDFS
from kg.reason.index import Index
from kg.reason.orders import put_in_order
from kg.reason.rules import Fact

SUB, SUB_PROPERTY, DOMAIN, RANGE = (RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range"))
SAME, SAME_PROPERTY = OWL + "equivalentClass", OWL + "equivalentProperty"
C, P = st.sampled_from([f"urn:C{n}" for n in range(6)]), st.sampled_from([f"urn:p{n}" for n in range(5)])
AXIOMS = st.one_of(
    st.tuples(C, st.sampled_from([SUB, SUB, SAME]), C),
    st.tuples(P, st.sampled_from([SUB_PROPERTY, SUB_PROPERTY, SAME_PROPERTY]), P),
    st.tuples(P, st.sampled_from([DOMAIN, RANGE]), C),
)


def one_by_one(known: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """The rules as the standard has them, until nothing is new."""
    while True:
        new = set()
        for a, p, b in known:
            if p in (SAME, SAME_PROPERTY):
                below = SUB if p == SAME else SUB_PROPERTY
                new |= {(a, below, b), (b, below, a)}
            for c, q, d in known:
                if b == c and p == q and p in (SUB, SUB_PROPERTY):
                    new.add((a, p, d))
                    new |= {(a, SAME if p == SUB else SAME_PROPERTY, b)} if a == d else set()
                if p in (DOMAIN, RANGE) and q == SUB and b == c:
                    new.add((a, p, d))
                if p in (DOMAIN, RANGE) and q == SUB_PROPERTY and a == d:
                    new.add((c, p, b))
        if new <= known:
            return known
        known = known | new


def node(fact: tuple[str, str, str]) -> Fact:
    one, predicate, other = map(NamedNode, fact)
    return one, predicate, other


@settings(max_examples=examples(60), deadline=None)
@given(st.sets(AXIOMS, max_size=10))
def test_what_is_put_in_order_is_what_the_rules_draw(axioms: set[tuple[str, str, str]]) -> None:
    index = Index(map(node, sorted(axioms)))
    found = put_in_order(index)
    assert set(index) == set(map(node, one_by_one(axioms)))
    assert len(found) == len(set(found)) == len(index) - len(axioms)
    assert put_in_order(index) == []


def test_all_of_a_circle_have_the_members_of_each() -> None:
    circle = "\n".join(f":C{n} rdfs:subClassOf :C{(n + 1) % 20} ." for n in range(20))
    assert len(both_ways(circle, "e:a a :C3 . e:b a :C9 .")) == 38
