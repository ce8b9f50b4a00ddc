"""Contradictions in a graph, each with its proofs, and whose sentences are most to blame for them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from kg.graph import Graph, shelf
from kg.graph.terms import term
from kg.reason.contradictions import Contradiction, find_denied, find_merged
from kg.reason.engine import draw, is_asserted
from kg.reason.explain import Proof, Reason, Source, Writer, prover_of
from kg.reason.facts import find_asserted, ground_of
from kg.reason.index import Layered, Sames
from kg.reason.lines import axiom_json, axiom_text, leaves, proof_json, proof_lines, rule_and_places, source_json
from kg.reason.proofs import Step
from kg.reason.rules import Fact, Node, View
from kg.reason.values import is_malformed
from kg.reason.views import StoreSames, StoreView

_NO_DATE = "9"


@dataclass(frozen=True, slots=True)
class Blame:
    """A sentence of a contradiction, and what tells how much it is to blame.

    In how many contradictions its article and itself are, and how many articles say the same.
    """

    source: Source
    of_article: int
    of_sentence: int
    said_by: int

    @property
    def key(self) -> tuple[int, int, int, str, str, int, int, str]:
        """Sorts whoever is most to blame first; of equals the older one, those without a date last."""
        source = self.source
        when = source.issued or _NO_DATE
        place = (source.article, source.start, source.end, source.pattern)
        return -self.of_article, -self.of_sentence, self.said_by, when, *place


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What cannot be: the rule and axioms that say so, and the proofs of all that it takes.

    ``blame`` are the sentences it rests on, those first that are most to blame.
    """

    rule: str
    axioms: tuple[Reason, ...]
    premises: tuple[Proof, ...]
    blame: tuple[Blame, ...] = ()

    @property
    def words(self) -> str:
        """What does not go together, in the labels of the graph."""
        words = " but ".join(premise.words for premise in self.premises)
        return words if len(self.premises) > 1 else f"{words}, which cannot be"


def find_inconsistencies(graph: Graph) -> list[Inconsistency]:
    """Every inconsistency; what the article and the sentence most to blame are in comes first."""
    ground = ground_of(graph)
    if graph.stale:
        drawn = draw(ground, list(find_asserted(graph)))
        view, same = Layered(drawn.facts, StoreView(graph.store), ground.facts), drawn.same  # type: ignore[arg-type]  # an index
    else:
        stored = StoreView(graph.store)
        view, same = Layered(stored, ground.facts), StoreSames(stored, ground.same)
    writer, found = Writer(graph), list[Inconsistency]()
    with closing(prover_of(graph, view)) as prover:
        for each in find_all(graph, view, same):
            steps = [prover.find(fact) or Step(fact) for fact in each.premises]
            premises = tuple(writer.write(step) for step in steps)
            axioms = tuple(writer.reason(axiom) for axiom in each.axioms)
            found.append(Inconsistency(each.name, axioms, premises))
    return in_order_of_blame(found, lambda article: shelf.value(graph.store, article, term("copyOf")) or article)


def find_all(graph: Graph, view: View, same: Sames) -> Iterator[Contradiction]:
    """Every contradiction once, whatever the names of what it is about."""
    compiled = ground_of(graph).compiled
    told = set[Fact]()
    for each in find_denied(view, compiled):
        if all(same.rep(node) == node or isinstance(node, Literal) for fact in each.premises for node in fact):
            told.update(each.premises if each.name.endswith("dt-not-type") else ())
            yield each
    yield from without_repeats(graph, find_merged(view, compiled, same), same)
    ontology = graph.store.quads_for_pattern(None, None, None, graph.ontology)
    told_there = (
        (quad.subject, quad.predicate, quad.object)
        for quad in ontology
        if not quad.predicate.value.endswith("ardinality")  # a malformed one is told as what is left out
    )
    for fact in dict.fromkeys((*find_asserted(graph), *told_there)):
        if isinstance(fact[2], Literal) and is_malformed(fact[2]) and fact not in told:
            yield Contradiction("dt-not-type", (), (fact,))


def without_repeats(graph: Graph, found: Iterable[Contradiction], same: Sames) -> Iterator[Contradiction]:
    """Of what is different from itself under several names, what is asserted; else the first by its text."""
    by_thing: dict[Node, list[Contradiction]] = {}
    for each in found:
        if each.name == "eq-diff1":
            by_thing.setdefault(same.rep(each.premises[0][0]), []).append(each)
        else:
            yield each
    for repeats in by_thing.values():
        told = {each.premises[0]: each for each in repeats if is_asserted(graph, each.premises[0])}
        yield from told.values() or [min(repeats, key=lambda each: (len(each.premises) == 1, str(each.premises)))]


def in_order_of_blame(
    found: Sequence[Inconsistency], original: Callable[[str], str] = lambda article: article
) -> list[Inconsistency]:
    """Sorted by how much the article and the sentence are to blame that each has most to blame; without any, last.

    ``original`` names the article that another one is nearly a copy of: both are one voice.
    """
    articles, sentences, all_shown = Counter[str](), Counter[tuple[str, str]](), list[dict[Source, int]]()
    for each in found:
        shown = dict[Source, int]()  # each with how many articles say the same, at least
        for leaf in (leaf for premise in each.premises for leaf in leaves(premise)):
            number = len({original(source.article) for source in leaf.sources})
            for source in leaf.sources:
                shown[source] = min(number, shown.get(source, number))
        articles.update({source.article for source in shown})
        sentences.update({(source.article, source.sentence) for source in shown})
        all_shown.append(shown)
    blamed = []
    for each, shown in zip(found, all_shown, strict=True):
        blame = [
            Blame(source, articles[source.article], sentences[source.article, source.sentence], said_by)
            for source, said_by in shown.items()
        ]
        blamed.append(replace(each, blame=tuple(sorted(blame, key=lambda one: one.key))))
    return sorted(blamed, key=lambda each: (0, *each.blame[0].key) if each.blame else (1,))


def ranking(found: Sequence[Inconsistency]) -> list[dict[str, object]]:
    """The articles that contradictions rest on, each with its sentences, most to blame first; for ``json.dumps``."""
    by_article: dict[str, dict[str, Blame]] = {}
    for blame in sorted((blame for each in found for blame in each.blame), key=lambda one: one.key):
        by_article.setdefault(blame.source.article, {}).setdefault(blame.source.sentence, blame)
    return [
        {
            "article": article,
            "title": next(iter(sentences.values())).source.title,
            "contradictions": next(iter(sentences.values())).of_article,
            "sentences": [
                {"sentence": sentence, "contradictions": blame.of_sentence} for sentence, blame in sentences.items()
            ],
        }
        for article, sentences in by_article.items()
    ]


def inconsistency_lines(each: Inconsistency, prefixes: Mapping[str, str]) -> list[str]:
    """An inconsistency as lines: what, by which rule, and the proof of each side."""
    lines = [f"{each.words} ({rule_and_places(each.rule, each.axioms)})"]
    lines += [f"  ruled out by {axiom_text(axiom, prefixes)}" for axiom in each.axioms]
    if each.rule == "dt-not-type":
        lines.append("  the text of the literal is none of its datatype; mend one of the two")
    if each.blame:
        first = each.blame[0].source
        lines.append(f"  look first at “{first.sentence}” ({first.title or first.article})")
    for premise in each.premises:
        lines += [f"  {line}" for line in proof_lines(premise, prefixes) if line]
    return lines


def inconsistency_json(each: Inconsistency, prefixes: Mapping[str, str]) -> dict[str, object]:
    """The same as an object for ``json.dumps``."""
    return {
        "words": each.words,
        "rule": each.rule,
        "axioms": [axiom_json(axiom, prefixes) for axiom in each.axioms],
        "proof": [proof_json(premise, prefixes) for premise in each.premises],
        "sentences": [
            source_json(blame.source)
            | {
                "blame": {
                    "contradictions_of_article": blame.of_article,
                    "contradictions_of_sentence": blame.of_sentence,
                    "articles_that_say_it": blame.said_by,
                }
            }
            for blame in each.blame
        ],
    }
