"""Why a triple holds: a proof whose leaves are sentences; for one that does not hold, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

import ontology
from kg.graph import Graph
from kg.graph.loading import ontology_triples, read_ontology
from kg.reason.evidence import Origin, Source, find_origin
from kg.reason.facts import ground_of
from kg.reason.proofs import Prover, Step, find_missing
from kg.reason.rules import Axiom, Fact, Node, View
from kg.reason.views import Beside, StoreView
from kg.reason.words import Speaker


@dataclass(frozen=True, slots=True)
class Reason:
    """An axiom that a step goes by, and the name of the ontology file it stands in, where that is known."""

    text: str
    file: str = ""


MOST_PROOFS = 100
"""So many are shown where every proof of a triple is asked for."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple and what it rests on: sentences, the ontology, an analyst, or premises and the rule that joins them.

    ``words`` say the triple in the labels of the graph.
    """

    triple: Triple
    origin: Origin
    rule: str = ""
    axioms: tuple[Reason, ...] = ()
    premises: tuple["Proof", ...] = ()
    sources: tuple[Source, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A rule that would give a triple: what of its body holds, and what does not, with names of variables as text."""

    rule: str
    axioms: tuple[Reason, ...]
    held: tuple[Fact, ...]
    missing: tuple[tuple[str | Node, str | Node, str | Node], ...]
    words: str = ""


def explain(graph: Graph, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal) -> Proof | None:
    """A proof of a triple of the least height, None where the graph does not hold it.

    An inference for which no rule is found is a proof without rule and premises.
    """
    found = explain_all(graph, subject, predicate, object_, limit=1)
    return found[0] if found else None


def explain_all(
    graph: Graph, subject: NamedNode, predicate: NamedNode, object_: NamedNode | Literal, *, limit: int = MOST_PROOFS
) -> list[Proof]:
    """Every proof of a triple that differs in its last step, flattest first; none where the graph does not hold it."""
    fact: Fact = (subject, predicate, object_)
    if Quad(subject, predicate, object_) not in graph.store:
        return []
    prover, writer = prover_of(graph), Writer(graph)
    first = prover.find(fact)
    if first is None:
        return [Proof(Triple(subject, predicate, object_), "inferred", words=writer.speaker.say(fact))]
    steps = [first]
    if limit > 1:
        more = [step for step in prover.all(fact, limit) if (step.rule, step.premises) != (first.rule, first.premises)]
        steps += more
    return [writer.write(step) for step in steps[:limit]]


def explain_absence(graph: Graph, fact: Fact, *, limit: int = 12) -> list[Lacking]:
    """For a triple that the graph does not hold: what its rules are missing, least first."""
    ground, writer = ground_of(graph), Writer(graph)
    found = find_missing(Beside(StoreView(graph.store), ground.facts), ground.rules, fact, limit)
    return [
        Lacking(each.rule, tuple(map(writer.reason, each.axioms)), each.held, each.missing, writer.speaker.say(fact))
        for each in found
    ]


def prover_of(graph: Graph, view: View | None = None) -> Prover:
    """What searches proofs in a graph as it is now, or in another view of it."""
    ground, store = ground_of(graph), graph.store
    inferred = graph.inferred if not graph.stale else None

    def is_leaf(fact: Fact) -> bool:
        if inferred and Quad(*fact, inferred) in store:  # type: ignore[arg-type]  # a triple's places
            return False  # what is inferred, nobody asserts
        quads = store.quads_for_pattern(fact[0], fact[1], fact[2], None)  # type: ignore[arg-type]  # a triple's places
        return any(isinstance(quad.graph_name, NamedNode) and quad.graph_name != graph.inferred for quad in quads)

    return Prover(view or Beside(StoreView(store), ground.facts), ground.rules, is_leaf)


class Writer:
    """Turns steps into proofs with sources, files and words."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.speaker = graph, Speaker(graph.store)

    def write(self, step: Step) -> Proof:
        """A proof, down to sentences."""
        triple, words = Triple(*step.fact), self.speaker.say(step.fact)  # type: ignore[arg-type]  # a triple's places
        if not step.rule:
            origin, sources = find_origin(self.graph, step.fact)
            return Proof(triple, origin, sources=sources, words=words)
        axioms = tuple(self.reason(axiom) for axiom in step.axioms)
        premises = tuple(self.write(premise) for premise in step.premises)
        return Proof(triple, "inferred", step.rule, axioms, premises, words=words)

    def reason(self, axiom: Axiom) -> Reason:
        """An axiom with the file it stands in."""
        return Reason(axiom.text, find_file(self.graph, axiom.triple))


def find_file(graph: Graph, axiom: Triple) -> str:
    """The name of the ontology file that an axiom stands in, empty where it follows from others."""
    ground = ground_of(graph)
    if not ground.files:
        ground.files.update(_read_files(graph))
    return ground.files.get(axiom, "")


def _read_files(graph: Graph) -> Mapping[Triple, str]:
    found: dict[Triple, str] = {}
    for path in (*ontology.files(), *graph.extra_files()):
        for triple in ontology_triples(read_ontology(path), graph.names, place=str(path)):
            found.setdefault(triple, path.name)
    return found


__all__ = ["Lacking", "Proof", "Reason", "Source", "explain", "explain_absence", "explain_all"]
