"""Why a triple holds: a proof whose leaves are sentences; for one that does not hold, what is missing."""

from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import Graph
from kg.reason.evidence import Origin, Source, find_origin
from kg.reason.facts import ground_of
from kg.reason.places import NOWHERE, Place, Places
from kg.reason.proofs import Prover, Step, find_missing
from kg.reason.rules import Axiom, Fact, Node, View
from kg.reason.views import Beside, StoreView
from kg.reason.words import Speaker


@dataclass(frozen=True, slots=True)
class Reason:
    """An axiom that a step goes by, and where it stands, as far as that is known."""

    text: str
    place: Place = NOWHERE


MOST_PROOFS = 100
"""So many are shown where every proof of a triple is asked for."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple and what it rests on: sentences, the ontology, an analyst, or premises and the rule that joins them.

    ``words`` say the triple in the labels of the graph; ``told`` says it and its premises as clauses of one sentence,
    where that was asked for; ``place`` is that of what a file says.
    """

    triple: Triple
    origin: Origin
    rule: str = ""
    axioms: tuple[Reason, ...] = ()
    premises: tuple["Proof", ...] = ()
    sources: tuple[Source, ...] = ()
    words: str = ""
    told: tuple[str, ...] = ()
    place: Place = NOWHERE


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
    writer = Writer(graph)
    with closing(prover_of(graph)) as prover:
        first = prover.find(fact)
        every = prover.all(fact, limit) if first and limit > 1 else []
    if first is None:
        return [Proof(Triple(subject, predicate, object_), "inferred", words=writer.speaker.say(fact))]
    steps = [first, *(step for step in every if (step.rule, step.premises) != (first.rule, first.premises))]
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
    """What searches proofs in a graph as it is now, or in another view of it; to be closed."""
    ground, store = ground_of(graph), graph.store
    inferred = graph.inferred if not graph.stale else None

    @cache
    def is_leaf(fact: Fact) -> bool:
        if inferred:  # what holds and is not inferred, somebody asserts
            named, bare = Quad(*fact, inferred), Quad(*fact)  # type: ignore[arg-type]  # a triple's places
            return named not in store and bare in store
        quads = store.quads_for_pattern(fact[0], fact[1], fact[2], None)  # type: ignore[arg-type]  # a triple's places
        return any(isinstance(quad.graph_name, NamedNode) and quad.graph_name != graph.inferred for quad in quads)

    return Prover(view or Beside(StoreView(store), ground.facts), ground.rules, is_leaf)


class Writer:
    """Turns steps into proofs with sources, files and words; one triple may be ``supposed``."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.speaker, self.places = graph, Speaker(graph.store, graph.spoken), Places(graph)
        self.supposed: Fact | None = None
        self._written: dict[int, tuple[Step, Proof]] = {}  # parts of proofs are shared: each is written once

    def write(self, step: Step) -> Proof:
        """A proof, down to sentences."""
        if not step.premises:
            return self._part(step)
        together = [step.fact, *(premise.fact for premise in step.premises)]
        return replace(self._part(step), told=tuple(self.speaker.say_together(together)))

    def _part(self, step: Step) -> Proof:
        known = self._written.get(id(step))
        if known is None:
            known = self._written[id(step)] = step, self._write(step)
        return known[1]

    def _write(self, step: Step) -> Proof:
        triple, words = Triple(*step.fact), self.speaker.say(step.fact)  # type: ignore[arg-type]  # a triple's places
        if not step.rule:
            if step.fact == self.supposed:
                return Proof(triple, "supposed", words=words)
            origin, sources = find_origin(self.graph, step.fact)
            place = self.places.of(triple) if origin in ("file", "ontology") else NOWHERE
            return Proof(triple, origin, sources=sources, words=words, place=place)
        axioms = tuple(self.reason(axiom) for axiom in step.axioms)
        premises = tuple(map(self._part, step.premises))
        return Proof(triple, "inferred", step.rule, axioms, premises, words=words)

    def reason(self, axiom: Axiom) -> Reason:
        """An axiom with the place where it stands."""
        return Reason(axiom.text, self.places.of(axiom.triple, axiom.text))


__all__ = ["Lacking", "Proof", "Reason", "Source", "explain", "explain_absence", "explain_all"]
