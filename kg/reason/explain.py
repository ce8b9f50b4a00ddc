"""Why a triple holds: a proof whose leaves are sentences.

Found backwards: a rule whose head is the triple and whose body the graph holds, then the same for what of the body
is itself inferred. Every such body is in the closure, so each step is a look-up. Of several proofs the flattest
is given; a triple is never its own premise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple, Variable

from kg.graph import Graph, shelf, terms
from kg.graph.terms import OBJECT, PREDICATE, SUBJECT, term
from kg.names import provenance_graph
from kg.reason.old_rules import Pattern, Rule, compile_rules
from kg.reason.old_rules import Term as Node

MOST_STEPS = 12
DEFAULT = DefaultGraph()
Bindings = dict[Variable, NamedNode | BlankNode | Literal | Triple]
Origin = OneOf["article", "ontology", "analyst", "inferred"]


@dataclass(frozen=True, slots=True)
class Source:
    """Words of an article that show a triple, in their sentence; offsets count into the article's text."""

    article: str
    title: str | None
    publisher: str | None
    issued: str | None
    sentence: str
    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple and what it rests on: sentences, the ontology, an analyst, or premises and the axiom that joins them."""

    triple: Triple
    origin: Origin
    rule: str = ""
    axiom: Triple | None = None
    premises: tuple["Proof", ...] = ()
    sources: tuple[Source, ...] = ()


def explain(graph: Graph, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> Proof | None:
    """The flattest proof of a triple, None where the graph does not hold it.

    An inference by an axiom that has no rule here is a proof without rule and premises.
    """
    triple = Triple(subject, predicate, object_)
    if Quad(subject, predicate, object_) not in graph.store:
        return None
    rules = compile_rules(graph.store, graph.ontology)
    for steps in range(MOST_STEPS):
        proof = _prove(graph, rules, triple, steps, ())
        if proof:
            return proof
    return Proof(triple, "inferred") if Quad(subject, predicate, object_, graph.inferred) in graph.store else None


def _prove(graph: Graph, rules: list[Rule], triple: Triple, steps: int, above: tuple[Triple, ...]) -> Proof | None:
    """A proof of at most so many steps, which uses none of the triples above it."""
    leaf = find_leaf(graph, triple)
    if leaf or not steps or triple in above:
        return leaf
    for rule in rules:
        bound = unify(rule.head, triple, {})
        if bound is None:
            continue
        for bindings in solve(graph.store, rule.body, bound):
            body = [fill(pattern, bindings) for pattern in rule.body]
            premises = [_prove(graph, rules, part, steps - 1, (*above, triple)) for part in body]
            if all(premises):
                return Proof(triple, "inferred", rule.name, rule.axiom, tuple(p for p in premises if p))
    return None


def find_leaf(graph: Graph, triple: Triple) -> Proof | None:
    """The proof of a triple that is asserted: by articles, else by the ontology, else by an analyst."""
    quads = graph.store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    holders = {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}
    named = {holder.value for holder in holders if isinstance(holder, NamedNode)}
    articles = sorted(iri for iri in named if shelf.is_article(graph.store, iri))
    if articles:
        return Proof(
            triple, "article", sources=tuple(s for iri in articles for s in find_sources(graph.store, iri, triple))
        )
    own = sorted(iri for iri in named if iri.endswith("#provenance"))
    if own:
        return Proof(triple, "article")
    if graph.ontology in holders:
        return Proof(triple, "ontology")
    return Proof(triple, "analyst") if graph.corrected in holders else None


def find_sources(store: Store, article: str, triple: Triple) -> Iterator[Source]:
    """The words of an article that show a triple: evidence of the triple, else of the node that it describes."""
    graph = NamedNode(provenance_graph(article))
    found = list(_evidence_of_triple(store, graph, triple)) or [
        quad.subject for quad in store.quads_for_pattern(None, term("evidenceFor"), triple.subject, graph)
    ]
    sources = [_source(store, graph, article, node) for node in found if isinstance(node, NamedNode)]
    yield from sorted(sources, key=lambda source: (source.start, source.end, source.pattern))


def _evidence_of_triple(store: Store, graph: NamedNode, triple: Triple) -> Iterator[object]:
    for quad in store.quads_for_pattern(None, SUBJECT, triple.subject, graph):
        if (
            Quad(quad.subject, PREDICATE, triple.predicate, graph) in store
            and Quad(quad.subject, OBJECT, triple.object, graph) in store
        ):
            yield quad.subject


def _source(store: Store, graph: NamedNode, article: str, node: NamedNode) -> Source:
    facts = {quad.predicate: quad.object for quad in store.quads_for_pattern(node, None, None, graph)}
    sentence = facts.get(term("sentence"))
    texts = store.quads_for_pattern(sentence, term("text"), None, graph) if isinstance(sentence, NamedNode) else ()
    text = next((quad.object.value for quad in texts if isinstance(quad.object, Literal)), "")
    return Source(
        article,
        shelf.value(store, article, terms.TITLE),
        shelf.value(store, article, terms.PUBLISHER),
        shelf.value(store, article, terms.ISSUED),
        text,
        int(_text(facts.get(term("start"))) or 0),
        int(_text(facts.get(term("end"))) or 0),
        _text(facts.get(term("pattern"))),
    )


def _text(node: object) -> str:
    return node.value if isinstance(node, Literal) else ""


def unify(pattern: Pattern, triple: Triple, bindings: Bindings) -> Bindings | None:
    """The bindings under which a pattern is a triple, None where there are none."""
    found = dict(bindings)
    pairs = (
        (pattern.subject, triple.subject),
        (pattern.predicate, triple.predicate),
        (pattern.object, triple.object),
    )
    for wanted, node in pairs:
        if isinstance(wanted, Variable):
            if found.setdefault(wanted, node) != node:
                return None
        elif wanted != node:
            return None
    return found


def solve(store: Store, body: tuple[Pattern, ...], bindings: Bindings) -> Iterator[Bindings]:
    """Every way in which the graph holds all patterns, in order."""
    if not body:
        yield bindings
        return
    first, rest = body[0], body[1:]
    subject, predicate, object_ = (_bound(node, bindings) for node in (first.subject, first.predicate, first.object))
    quads = store.quads_for_pattern(subject, predicate, object_, DEFAULT)  # type: ignore[arg-type]  # what a head binds fits
    for triple in sorted((quad.triple for quad in quads), key=str):
        found = unify(first, triple, bindings)
        if found is not None:
            yield from solve(store, rest, found)


def _bound(node: Node, bindings: Bindings) -> object:
    return bindings.get(node) if isinstance(node, Variable) else node


def fill(pattern: Pattern, bindings: Bindings) -> Triple:
    """A pattern with its variables bound."""
    subject, predicate, object_ = (
        _bound(node, bindings) for node in (pattern.subject, pattern.predicate, pattern.object)
    )
    return Triple(subject, predicate, object_)  # type: ignore[arg-type]  # what a triple bound fits
