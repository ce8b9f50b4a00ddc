"""Whether triples follow from others: looked up in the closure, or by refutation.

By refutation: the negation is added and a contradiction looked for; an axiom is asked of a fresh individual.
Sound for OWL 2's RDF-based semantics, and complete for no more than OWL 2 RL.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, Variable

from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.names import OWL, RDF, RDFS
from kg.reason.close import Closed, close
from kg.reason.compile.lists import objects, owl, rdfs, read_list
from kg.reason.contradictions import find_contradictions
from kg.reason.index import Index
from kg.reason.rules import Fact, Node, Pattern, Term, View, in_order, solve
from kg.reason.values import DATATYPES, is_narrower

Question = tuple[list[Fact], list[Fact]]  # what to add, and what must follow then; nothing: a contradiction
_A, _B, _C, _D = (NamedNode(f"urn:fresh:{name}") for name in "abcd")
_NOT, _DENIAL = NamedNode("urn:fresh:not"), NamedNode("urn:fresh:denial")
_ANNOTATIONS = {rdfs(name) for name in ("label", "comment", "seeAlso", "isDefinedBy")} | {
    owl(name) for name in ("versionInfo", "deprecated", "priorVersion", "backwardCompatibleWith", "incompatibleWith")
}
_CLASS_WORDS = {rdfs("subClassOf"), owl("equivalentClass"), owl("disjointWith"), owl("complementOf")}


def is_consistent(triples: Iterable[Triple]) -> bool:
    """Whether no rule finds a contradiction."""
    return next(contradictions_of(close(triples, unnamed=True)), None) is None


def contradictions_of(closed: Closed) -> Iterator[object]:
    """The contradictions in a closure."""
    return find_contradictions(closed.index, closed.compiled, closed.same)


def entails(premises: Iterable[Triple], conclusions: Iterable[Triple], *, refute: bool = True) -> bool:
    """Whether all conclusions follow together; their blank nodes stand for anything."""
    given = list(premises)
    closed = close(given, unnamed=True, reflexive=True)
    if next(contradictions_of(closed), None):
        return True
    wanted = [fact for triple in conclusions if not is_free(fact := _fact(triple), closed.index)]
    if holds(closed, wanted):
        return True
    if not refute:
        return False
    return all(_follows(given, closed, part) for part in _parts(wanted))


def _fact(triple: Triple) -> Fact:
    return triple.subject, triple.predicate, triple.object


def is_free(fact: Fact, view: View) -> bool:
    """Whether a triple holds whatever is said: everything is a thing and itself, what is used as a class is one."""
    subject, predicate, object_ = fact
    if predicate == SAME_AS:
        return subject == object_
    if predicate in (owl("imports"), owl("versionIRI")):
        return True
    if predicate != TYPE or isinstance(subject, BlankNode):
        return False
    if object_ in (owl("Thing"), rdfs("Resource"), owl("Ontology"), owl("NamedIndividual")):
        return True
    if object_ in (owl("ObjectProperty"), NamedNode(f"{RDF}Property")):
        return bool(view.match(None, subject, None) or view.match(subject, rdfs("subPropertyOf"), None))
    if object_ == owl("AnnotationProperty"):  # prp-ap
        return subject in _ANNOTATIONS
    if object_ == rdfs("Datatype"):  # dt-type1
        return isinstance(subject, NamedNode) and subject.value in DATATYPES
    if object_ in (owl("Class"), rdfs("Class")):
        if subject in (owl("Thing"), owl("Nothing")):  # cls-thing, cls-nothing1
            return True
        return any(view.match(subject, p, None) or view.match(None, p, subject) for p in _CLASS_WORDS)
    return False


def holds(closed: Closed, facts: list[Fact]) -> bool:
    """Whether a closure has these triples; blank nodes stand for anything, what is below itself is known."""
    same = closed.same
    names: dict[Node, Term] = {}

    def place(node: Node) -> Term:
        return names.setdefault(node, Variable(f"b{len(names)}")) if isinstance(node, BlankNode) else same.rep(node)

    patterns = []
    for subject, predicate, object_ in facts:
        if predicate == SAME_AS and not isinstance(subject, BlankNode) and not isinstance(object_, BlankNode):
            if same.rep(subject) != same.rep(object_):
                return False
            continue
        patterns.append(Pattern(place(subject), place(predicate), place(object_)))
    return next(solve(closed.index, in_order(patterns, set()), {}), None) is not None


def _parts(facts: list[Fact]) -> Iterator[list[Fact]]:
    """The conclusions in groups that share no blank node."""
    groups: list[tuple[set[Node], list[Fact]]] = []
    for fact in facts:
        blanks = {node for node in fact if isinstance(node, BlankNode)}
        joined = [group for group in groups if group[0] & blanks]
        merged = (blanks.union(*(group[0] for group in joined)), [f for group in joined for f in group[1]] + [fact])
        groups = [group for group in groups if group not in joined] + [merged]
    for _, facts_of_group in groups:
        yield facts_of_group


def _follows(given: list[Triple], closed: Closed, part: list[Fact]) -> bool:
    if holds(closed, part) or (len(part) == 1 and _has_narrower_range(closed, part[0])):
        return True
    unlike = _unlike(part)
    if unlike:
        return all(_follows(given, closed, [(one, DIFFERENT_FROM, other)]) for one, other in unlike)
    root = [fact for fact in part if not isinstance(fact[0], BlankNode)]
    shape = [fact for fact in part if isinstance(fact[0], BlankNode)]
    if len(root) != 1:
        return False
    questions = list(_questions(root[0], shape))
    for added, asked in questions:
        told = close([*given, *(Triple(*fact) for fact in (*shape, *added))], unnamed=True)  # type: ignore[arg-type]
        if next(contradictions_of(told), None) or (asked and holds(told, asked)):
            continue
        return False
    return bool(questions)


def _has_narrower_range(closed: Closed, fact: Fact) -> bool:
    """Whether a range is asked for that holds a datatype which is one."""
    known = objects(closed.index, fact[0], rdfs("range")) if fact[1] == rdfs("range") else []
    names = [node.value for node in (fact[2], *known) if isinstance(node, NamedNode)]
    return len(names) > 1 and any(is_narrower(name, names[0]) for name in names[1:])


def _unlike(part: list[Fact]) -> list[tuple[Node, Node]]:
    """The pairs of an AllDifferent that is asked for."""
    view = Index(part)
    heads = [fact[0] for fact in part if fact[1:] == (TYPE, owl("AllDifferent"))]
    lists = [node for head in heads for p in ("members", "distinctMembers") for node in objects(view, head, owl(p))]
    return [pair for node in lists for pair in combinations(read_list(view, node), 2)]


def _questions(fact: Fact, shape: list[Fact]) -> Iterator[Question]:
    """What to ask for a triple, all of it; ``shape`` describes the unnamed class in it."""
    subject, predicate, object_ = fact
    other = [part[2] for part in shape if part[:2] == (object_, owl("complementOf"))]
    if predicate == TYPE and other:
        yield [(subject, TYPE, other[0])], []
        return
    if predicate == TYPE and object_ in _KINDS:
        yield from _KINDS[object_](subject)
    elif predicate in _AXIOMS:
        yield from _AXIOMS[predicate](subject, object_)
    elif predicate == TYPE:
        yield [(_NOT, owl("complementOf"), object_), (subject, TYPE, _NOT)], []
    elif isinstance(predicate, NamedNode) and not predicate.value.startswith((OWL, RDF, RDFS)):
        target = owl("targetValue") if isinstance(object_, Literal) else owl("targetIndividual")
        parts = ((owl("sourceIndividual"), subject), (owl("assertionProperty"), predicate), (target, object_))
        yield [(_DENIAL, name, value) for name, value in parts], []


def _sub_class(c: Node, d: Node) -> Iterator[Question]:
    yield [(_A, TYPE, c), (_NOT, owl("complementOf"), d), (_A, TYPE, _NOT)], []


def _sub_property(p: Node, q: Node) -> Iterator[Question]:
    yield [(_A, p, _B)], [(_A, q, _B)]


def _both(ask: Callable[[Node, Node], Iterator[Question]]) -> Callable[[Node, Node], Iterator[Question]]:
    def both(one: Node, other: Node) -> Iterator[Question]:
        yield from ask(one, other)
        yield from ask(other, one)

    return both


def _inverse(p: Node, q: Node) -> Iterator[Question]:
    yield [(_A, p, _B)], [(_B, q, _A)]
    yield [(_A, q, _B)], [(_B, p, _A)]


def _range(p: Node, c: Node) -> Iterator[Question]:
    yield [(_A, p, _B)], [(_B, TYPE, c)]


_AXIOMS: dict[Node, Callable[[Node, Node], Iterator[Question]]] = {
    SAME_AS: lambda one, other: iter([([(one, DIFFERENT_FROM, other)], [])]),
    DIFFERENT_FROM: lambda one, other: iter([([(one, SAME_AS, other)], [])]),
    rdfs("subClassOf"): _sub_class,
    owl("equivalentClass"): _both(_sub_class),
    owl("disjointWith"): lambda c, d: iter([([(_A, TYPE, c), (_A, TYPE, d)], [])]),
    rdfs("subPropertyOf"): _sub_property,
    owl("equivalentProperty"): _both(_sub_property),
    owl("inverseOf"): _inverse,
    owl("propertyDisjointWith"): lambda p, q: iter([([(_A, p, _B), (_A, q, _B)], [])]),
    rdfs("domain"): lambda p, c: iter([([(_A, p, _B)], [(_A, TYPE, c)])]),
    rdfs("range"): _range,
}
_KINDS: dict[Node, Callable[[Node], Iterator[Question]]] = {
    owl("FunctionalProperty"): lambda p: iter([([(_A, p, _B), (_A, p, _C)], [(_B, SAME_AS, _C)])]),
    owl("InverseFunctionalProperty"): lambda p: iter([([(_B, p, _A), (_C, p, _A)], [(_B, SAME_AS, _C)])]),
    owl("SymmetricProperty"): lambda p: iter([([(_A, p, _B)], [(_B, p, _A)])]),
    owl("TransitiveProperty"): lambda p: iter([([(_A, p, _B), (_B, p, _C)], [(_A, p, _C)])]),
    owl("AsymmetricProperty"): lambda p: iter([([(_A, p, _B), (_B, p, _A)], [])]),
    owl("IrreflexiveProperty"): lambda p: iter([([(_A, p, _A)], [])]),
}
