"""What a graph gives to reason over: the schema, what articles and analysts assert, and the gazetteer around that.

Never the contents of claims, evidence or sentences. Of the gazetteer, the facts about whatever the articles name,
and upwards what those lie in.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.graph import Graph
from kg.graph.terms import ALT_LABEL, COMMENT, LABEL, TYPE, term
from kg.names import LEXICON, ONTOLOGY, OWL, RDF, RDFS, SKOS
from kg.reason.facts import find_sources

_SCHEMA = (RDFS, OWL, RDF)
_FACTS_OF_OWL = {NamedNode(f"{OWL}sameAs"), NamedNode(f"{OWL}differentFrom")}
_WORDS = {LABEL, COMMENT, ALT_LABEL} | {
    term(name) for name in ("cue", "text", "quoted", "polarity", "modality", "date", "earliest", "latest", "dateText")
}
TRANSITIVE = NamedNode(f"{OWL}TransitiveProperty")
_DECLARATIONS = {
    NamedNode(f"{OWL}{name}")
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
}
_CONTENT = {term("content"), term("states")}


@dataclass(frozen=True, slots=True)
class Facts:
    """What to reason over. ``focus`` are the nodes that articles and analysts speak of."""

    schema: tuple[Triple, ...]
    asserted: tuple[Triple, ...]
    gazetteer: tuple[Triple, ...]
    focus: frozenset[NamedNode]


def find_facts(graph: Graph) -> Facts:
    """What to reason over, of a graph."""
    ontology = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.ontology)]
    # From a declaration only axioms about OWL itself follow (scm-cls, scm-op), at a price.
    schema = tuple(triple for triple in ontology if is_schema(triple) and triple.object not in _DECLARATIONS)
    asserted = tuple(dict.fromkeys(find_asserted(graph)))
    nodes = {node for triple in asserted for node in (triple.subject, triple.object) if isinstance(node, NamedNode)}
    focus = frozenset(node for node in nodes if not node.value.startswith(ONTOLOGY))
    transitive = {t.subject for t in schema if t.predicate == TYPE and t.object == TRANSITIVE}
    return Facts(schema, asserted, tuple(find_around(graph, focus, transitive)), focus)


def is_schema(triple: Triple) -> bool:
    """Whether a triple of the ontology says something about classes and properties, in OWL's own words."""
    predicate = triple.predicate.value
    if triple.predicate in _WORDS or triple.predicate in _FACTS_OF_OWL or not predicate.startswith(_SCHEMA):
        return False
    if triple.predicate == TYPE:
        return isinstance(triple.object, NamedNode) and triple.object.value.startswith(_SCHEMA)
    return True


def find_asserted(graph: Graph) -> Iterator[Triple]:
    """What articles, files and analysts assert, without the contents of claims and without words."""
    store = graph.store
    kinds = (term("Proposition"), term("Retraction"))
    about = {quad.subject for kind in kinds for quad in store.quads_for_pattern(None, TYPE, kind, None)}
    for name in find_sources(graph):
        for quad in store.quads_for_pattern(None, None, None, name):
            if quad.subject in about or quad.predicate in _CONTENT or quad.predicate in _WORDS:
                continue
            if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode):
                yield quad.triple


def find_around(graph: Graph, focus: Set[NamedNode], transitive: Set[object]) -> Iterator[Triple]:
    """The gazetteer's facts about these nodes, and what leads on from them by transitive properties."""
    store, found, frontier = graph.store, dict[Triple, None](), list(focus)
    for node in focus:
        quads = store.quads_for_pattern(node, None, None, graph.ontology)
        found.update(dict.fromkeys(quad.triple for quad in quads if is_fact(quad)))
    seen = set(frontier)
    while frontier:
        for quad in store.quads_for_pattern(frontier.pop(), None, None, graph.ontology):
            if quad.predicate in transitive:
                found[quad.triple] = None
                if isinstance(quad.object, NamedNode) and quad.object not in seen:
                    seen.add(quad.object)
                    frontier.append(quad.object)
    yield from found


def is_fact(quad: Quad) -> bool:
    """Whether a triple of the ontology is a fact of the gazetteer that something may follow from."""
    annotation = quad.predicate in _WORDS or quad.predicate.value.startswith((LEXICON, SKOS))
    return not annotation and not isinstance(quad.object, BlankNode | Literal) and not is_schema(quad.triple)
