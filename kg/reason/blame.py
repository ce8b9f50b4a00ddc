"""Contradictions in a graph, each with its proofs, and whose sentences are in most of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.graph import Graph
from kg.reason.contradictions import Contradiction, find_denied, find_merged
from kg.reason.engine import draw
from kg.reason.explain import Proof, Reason, Source, Writer, prover_of
from kg.reason.facts import find_asserted, ground_of
from kg.reason.index import Layered, Sames
from kg.reason.lines import axiom_text, leaves, proof_json, proof_lines
from kg.reason.proofs import Step
from kg.reason.rules import View
from kg.reason.values import is_malformed
from kg.reason.views import StoreSames, StoreView


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What cannot be: the rule and axioms that say so, and the proofs of all that it takes.

    ``sources`` are the sentences it rests on, those first that are in most inconsistencies.
    """

    rule: str
    axioms: tuple[Reason, ...]
    premises: tuple[Proof, ...]
    sources: tuple[Source, ...]

    @property
    def words(self) -> str:
        """What does not go together, in the labels of the graph."""
        return " but ".join(premise.words for premise in self.premises)


def find_inconsistencies(graph: Graph) -> list[Inconsistency]:
    """Every inconsistency; what the article and the sentence most to blame are in comes first."""
    ground = ground_of(graph)
    if graph.stale:
        drawn = draw(ground, list(find_asserted(graph)))
        view, same = Layered(drawn.facts, StoreView(graph.store), ground.facts), drawn.same  # type: ignore[arg-type]  # an index
    else:
        view, same = Layered(StoreView(graph.store), ground.facts), StoreSames(graph.store, ground.same)
    prover, writer, found = prover_of(graph, view), Writer(graph), list[Inconsistency]()
    for each in find_all(graph, view, same):
        steps = [prover.find(fact) or Step(fact) for fact in each.premises]
        premises = tuple(writer.write(step) for step in steps)
        axioms = tuple(writer.reason(axiom) for axiom in each.axioms)
        found.append(Inconsistency(each.name, axioms, premises, sources_of(premises)))
    return in_order_of_blame(found)


def find_all(graph: Graph, view: View, same: Sames) -> Iterator[Contradiction]:
    """Every contradiction once, whatever the names of what it is about."""
    compiled = ground_of(graph).compiled
    for each in find_denied(view, compiled):
        if all(same.rep(node) == node or isinstance(node, Literal) for fact in each.premises for node in fact):
            yield each
    yield from find_merged(view, compiled, same)
    for fact in dict.fromkeys(find_asserted(graph)):
        if isinstance(fact[2], Literal) and is_malformed(fact[2]):
            yield Contradiction("dt-not-type", (), (fact,))


def sources_of(premises: tuple[Proof, ...]) -> tuple[Source, ...]:
    """The sentences that proofs rest on, each once."""
    return tuple(dict.fromkeys(source for proof in premises for leaf in leaves(proof) for source in leaf.sources))


def in_order_of_blame(found: list[Inconsistency]) -> list[Inconsistency]:
    """Sorted by how many inconsistencies the worst article and the worst sentence of each are in."""
    articles, sentences = Counter[str](), Counter[tuple[str, str]]()
    for each in found:
        articles.update({source.article for source in each.sources})
        sentences.update({(source.article, source.sentence) for source in each.sources})

    def blame(source: Source) -> tuple[int, int]:
        return articles[source.article], sentences[source.article, source.sentence]

    sorted_ones = [
        Inconsistency(each.rule, each.axioms, each.premises, tuple(sorted(each.sources, key=blame, reverse=True)))
        for each in found
    ]
    return sorted(sorted_ones, key=lambda each: blame(each.sources[0]) if each.sources else (0, 0), reverse=True)


def inconsistency_lines(each: Inconsistency, prefixes: Mapping[str, str]) -> list[str]:
    """An inconsistency as lines: what, by which rule, and the proof of each side."""
    files = dict.fromkeys(axiom.file for axiom in each.axioms if axiom.file)
    rule = ", ".join([f"rule {each.rule}", *(f"ontology/{file}" for file in files)])
    lines = [f"{each.words} ({rule})"]
    lines += [f"  ruled out by {axiom_text(axiom, prefixes)}" for axiom in each.axioms]
    if each.sources:
        first = each.sources[0]
        lines.append(f"  look first at “{first.sentence}” ({first.title or first.article})")
    for premise in each.premises:
        lines += [f"  {line}" for line in proof_lines(premise, prefixes) if line]
    return lines


def inconsistency_json(each: Inconsistency, prefixes: Mapping[str, str]) -> dict[str, object]:
    """The same as an object for ``json.dumps``."""
    return {
        "words": each.words,
        "rule": each.rule,
        "axioms": [{"axiom": axiom_text(axiom, prefixes), "file": axiom.file} for axiom in each.axioms],
        "premises": [proof_json(premise, prefixes) for premise in each.premises],
    }
