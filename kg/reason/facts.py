"""What a graph gives to reason over: its ontology, closed beforehand, and what articles and analysts assert.

Never the contents of claims, evidence or sentences: nothing is drawn from the words that only describe these.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.graph import Graph
from kg.graph.terms import ALT_LABEL, COMMENT, DIFFERENT_FROM, LABEL, SAME_AS, TYPE, is_evidence, term
from kg.names import DCTERMS, LEXICON, ONTOLOGY, OWL, RDF, RDFS, SKOS, XSD
from kg.reason.close import close, is_axiom
from kg.reason.compile import Compiled
from kg.reason.compile.misused import is_misused, misuse
from kg.reason.compile.unfold import without_inverses
from kg.reason.index import Index, Sames
from kg.reason.rules import Fact, Node, Rule, RuleSet, Term, rule_set

BUILT_IN = (OWL, RDF, RDFS, XSD)
UNWRITTEN = (ONTOLOGY, LEXICON, *BUILT_IN)
"""What is inferred of terms in these namespaces is not written down."""
_DESCRIPTIONS = frozenset(
    {LABEL, COMMENT, ALT_LABEL, *(NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object"))}
    | {
        term(name)
        for name in ("cue", "text", "quoted", "polarity", "modality", "date", "earliest", "latest", "dateText")
    }
    | {term(name) for name in ("content", "states", "evidenceFor", "sentence", "pattern", "start", "end", "asOf")}
    | {term(name) for name in ("inArticle", "copyOf", "readingDigest", "retractedFrom")}
)
_KINDS = frozenset(term(name) for name in ("Proposition", "Evidence", "Sentence", "Article", "Retraction"))
_DECLARATIONS = {
    NamedNode(f"{OWL}{name}")
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
}


@dataclass(slots=True)
class Ground:
    """An ontology: its rules, its facts with all that follows from them alone, and who is the same by it.

    ``files`` are those of its triples, ``opaque`` is that of ``opaque.py``, ``renamed`` whether what
    its rules name, ``named``, has other names in the graph; each once it was asked. ``alone`` are nodes that were found
    to have no other names, ``crowded`` those that have many and represent them, once it was asked, ``relinked`` those
    whose names changed since it was told which have many, None for any.
    """

    compiled: Compiled
    facts: Index
    same: Sames
    axioms: Index
    files: dict[Triple, Path] = field(default_factory=dict)
    opaque: bool | None = None
    renamed: bool | None = None
    named: frozenset[Node] | None = None
    alone: set[Node] = field(default_factory=set)
    crowded: set[Node] | None = None
    relinked: set[Node] | None = field(default_factory=set)

    @property
    def rules(self) -> RuleSet:
        """The rules for what is asserted beside the ontology."""
        return self.compiled.rules


def ground_of(graph: Graph) -> Ground:
    """The ontology of a graph, compiled when first asked for and after it changed."""
    if not isinstance(graph.reasoning, Ground):
        from kg.reason.cache import load_ground  # noqa: PLC0415 - it reads what is defined here

        graph.reasoning = load_ground(graph, lambda: compile_ground(graph))
    return graph.reasoning


def compile_ground(graph: Graph) -> Ground:
    """The ontology of a graph, compiled."""
    own = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.ontology)]
    added = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.corrected)]
    triples = [triple for triple in own if is_schema(triple) or is_fact(triple)]
    triples += [triple for triple in added if is_schema(triple)]
    misused = [triple for triple in triples if is_misused(triple)]
    closed = close((triple for triple in triples if not is_misused(triple)), unnamed=True)
    facts, axioms = Index(), Index()
    for fact in closed.index:
        (axioms if is_axiom(fact) else facts).add(fact)
    shown = compile_for(closed.given, closed.index, tuple(map(misuse, misused)))
    return Ground(shown, facts, closed.same, axioms)


def compile_for(given: frozenset[Fact], view: Index, ignored: tuple[str, ...]) -> Compiled:
    """The rules that go through no unnamed class, and read no words that only describe; more that is left out."""
    from kg.reason.compile import compile_rules  # noqa: PLC0415

    found = compile_rules(view, given.__contains__)
    turned = without_inverses((*found.rules.rules, *found.rules.denials), view)
    rules = [rule for rule in turned if reads_facts(rule)]
    return Compiled(rule_set(rules, (*found.rules.ignored, *ignored)), found.facts, found.different, found.hidden)


def reads_facts(rule: Rule) -> bool:
    """Whether all of a rule's premises are what reasoning reads."""
    return not any(is_description(pattern.predicate, pattern.object) for pattern in rule.body)


def is_description(predicate: Term, object_: Term) -> bool:
    """Whether a triple only describes a claim's content, evidence, a sentence, an article or a thing in words."""
    if predicate in _DESCRIPTIONS or (isinstance(predicate, NamedNode) and predicate.value.startswith(DCTERMS)):
        return True
    return predicate == TYPE and object_ in _KINDS


def fact_of(triple: Triple | Quad) -> Fact:
    """A triple as reasoning has it."""
    return triple.subject, triple.predicate, triple.object


def is_schema(triple: Triple) -> bool:
    """Whether a triple of the ontology says something about classes and properties, in OWL's own words.

    From a declaration only axioms about OWL itself follow (scm-cls, scm-op); it is left out.
    """
    return is_axiom(fact_of(triple)) and not (triple.predicate == TYPE and triple.object in _DECLARATIONS)


def is_fact(triple: Triple) -> bool:
    """Whether a triple of the ontology is a fact of the gazetteer that something may follow from."""
    fact = fact_of(triple)
    words = triple.predicate.value.startswith((LEXICON, SKOS)) or is_description(triple.predicate, triple.object)
    return not words and not is_axiom(fact) and not (triple.predicate == TYPE and triple.object in _DECLARATIONS)


def find_sources(graph: Graph) -> list[NamedNode]:
    """The graphs of articles and of RDF files that were loaded, sorted, and the corrections."""
    aside = {graph.ontology, graph.inferred, graph.corrected}
    names = [name for name in graph.store.named_graphs() if isinstance(name, NamedNode) and name not in aside]
    said = (name for name in names if not is_evidence(name))
    return [*sorted(said, key=lambda name: name.value), graph.corrected]


def find_asserted(graph: Graph) -> Iterator[Fact]:
    """What articles and analysts assert and reasoning reads."""
    store = graph.store
    for source in find_sources(graph):
        for quad in store.quads_for_pattern(None, None, None, source):
            fact = fact_of(quad)
            if is_read(fact):
                yield fact


def is_read(fact: Fact) -> bool:
    """Whether reasoning reads a triple that is asserted."""
    subject, predicate, object_ = fact
    if isinstance(subject, BlankNode) or isinstance(object_, BlankNode) or is_description(predicate, object_):
        return False
    return not is_axiom(fact)


def is_shown(fact: Fact) -> bool:
    """Whether an inference is about individuals and in a graph's own words, not in those of OWL."""
    subject, predicate, object_ = fact
    if not is_written_of(subject):
        return False
    if isinstance(object_, BlankNode) or not isinstance(predicate, NamedNode):
        return False
    if predicate == TYPE:
        return isinstance(object_, NamedNode) and not object_.value.startswith(BUILT_IN)
    if predicate in (SAME_AS, DIFFERENT_FROM):
        return subject != object_
    return not predicate.value.startswith(BUILT_IN)


def is_written_of(node: Node) -> bool:
    """Whether what is inferred of a node is written down: it has an IRI and is no term of an ontology."""
    return isinstance(node, NamedNode) and not node.value.startswith(UNWRITTEN)


def is_named(node: Node) -> bool:
    """Whether a node is a thing that articles may speak of, not a term of the ontology or a value."""
    return isinstance(node, NamedNode) and not node.value.startswith((ONTOLOGY, *BUILT_IN))


def is_asserting(graph: Graph, quad: Quad) -> bool:
    """Whether a quad stands where articles, analysts or the ontology assert, not where things are inferred."""
    name = quad.graph_name
    return isinstance(name, NamedNode) and name != graph.inferred and not isinstance(quad.subject, Literal)
