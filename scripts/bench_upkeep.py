"""Measure one article more, one less and one explanation, in a graph of many articles on disk.

usage: bench_upkeep.py [TRIPLES [GRAPH]]

By default 1,000,000 asserted triples, under the shipped ontology and that of ``synthetic.py``; GRAPH is where the
graph is kept for the next time. Prints a table in Markdown: in one process that goes on, then what each costs as a
command of its own.
"""

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise
from math import nan
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import synthetic
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.articles import fingerprint
from kg.graph import Graph, open_graph
from kg.model import Article, Block, Entity, EntityMention, Reading, Span, Statement
from kg.names import ONTOLOGY, Names
from kg.reason.explain import explain
from kg.reason.upkeep import bring_up_to_date
from kg.tbox import ontology_files

Times = tuple[float, float]
TIMES, EXPLAINED = 100, 500
SHORT = 20  # triples of a short article; a long one has as many as those in the graph
TYPE = synthetic.TYPE[1:-1]
WORDS = ("minister", "border", "talks", "rally", "court", "treaty", "vote", "strike", "river", "harvest", "fleet")


def declared_ontology() -> str:
    """The synthetic ontology with all its terms declared, as ``kg build`` asks for."""
    text = synthetic.ontology()
    names = sorted(set(re.findall(r"(?<!\w):(\w+)", text)))
    kinds = ("ObjectProperty" if name[0].islower() else "Class" for name in names)
    return text + "".join(f":{name} a owl:{kind} .\n" for name, kind in zip(names, kinds, strict=True))


def make_graph(path: Path, ontology: Path, triples: int) -> None:
    """A graph directory of so many asserted triples with all that follows."""
    quads = path.with_suffix(".nq")
    synthetic.write_quads(quads, synthetic.triples(triples))
    with open_graph(path, write=True) as graph:
        graph.set_ontology(ontology_files(), [ontology])
        graph.store.bulk_load(path=quads, format=RdfFormat.N_QUADS)
        bring_up_to_date(graph)
        graph.store.optimize()
    quads.unlink()


def make_readings(triples: int, size: int) -> Iterator[Reading]:
    """Articles of a size that might come next: of the same things, none of them in the graph."""
    further = islice(synthetic.triples(triples, further=(TIMES + 1) * size), triples, None)
    for number in range(TIMES + 1):
        lines = "".join(f"{line} .\n" for line in islice(further, size))
        yield make_reading(f"{size}-{number}", [quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES)])


def make_reading(number: str, triples: Iterable[Triple]) -> Reading:
    """The reading of an article that says these, each in a sentence; who is the same is for analysts to say."""
    dice, names = random.Random(number), Names()
    sentences = [" ".join(dice.choices(WORDS, k=14)).capitalize() + "." for _ in range(30)]
    text, starts = "\n".join(sentences), [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    spans = tuple(Span(start, end - 1) for start, end in pairwise(starts))
    key = f"further-{number}"
    article = Article(key, names.article(key, key), text, blocks=tuple(Block(*_ends(span), "body") for span in spans))
    entities, facts = list[Entity](), list[Statement]()
    for triple in triples:
        span, name = dice.choice(spans), triple.predicate.value.removeprefix(ONTOLOGY)
        if triple.predicate.value == TYPE and isinstance(triple.object, NamedNode):
            kind = triple.object.value.removeprefix(ONTOLOGY)
            entities.append(Entity(triple.subject.value, kind, (kind,), triple.subject.value.rpartition("/")[2], ()))
        elif isinstance(triple.object, NamedNode) and name != triple.predicate.value:
            facts.append(Statement(triple.subject.value, name, triple.object.value, span.start, span.end, "pattern"))
    mentions = tuple(EntityMention(0, 8, entity.iri) for entity in entities)
    return Reading(article, spans, tuple(entities), mentions, (), (), tuple(facts))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def timed(act: Callable[[], object]) -> Times:
    """Milliseconds by the clock, and those in which this thread had a processor."""
    start, own = time.perf_counter(), time.thread_time()
    act()
    return (time.perf_counter() - start) * 1000, (time.thread_time() - own) * 1000


def measure(path: Path, triples: int, articles: int) -> Iterator[tuple[str, list[Times]]]:
    """Milliseconds of each article added, removed and each triple explained, in one process."""
    dice = random.Random(1)
    with open_graph(path, write=True) as graph:
        for size in (SHORT, synthetic.PER_ARTICLE):
            first, *others = make_readings(triples, size)
            name = f"article of {size} triples"
            yield f"{name}, added first", [timed(lambda: add(graph, first))]  # noqa: B023 - called at once
            yield f"{name}, added", [timed(lambda: add(graph, reading)) for reading in others]  # noqa: B023
            chosen = [reading.article.iri for reading in others]
            yield f"{name}, removed again", [timed(lambda: remove(graph, iri)) for iri in chosen]  # noqa: B023
        chosen = [f"{synthetic.BASE}article/{number}" for number in dice.sample(range(articles), TIMES)]
        yield "article from amid the graph, removed", [timed(lambda: remove(graph, iri)) for iri in chosen]  # noqa: B023
    first_told, *others_told = choose(path, dice)
    with open_graph(path) as graph:
        yield "triple explained first", [timed(lambda: tell(graph, first_told))]
        yield "triple explained", [timed(lambda: tell(graph, triple)) for triple in others_told]  # noqa: B023


def add(graph: Graph, reading: Reading) -> None:
    """One article more, with what follows."""
    graph.add(reading, fingerprint=fingerprint(reading.article.text))
    bring_up_to_date(graph)


def remove(graph: Graph, iri: str) -> None:
    """One article less, and what followed from it."""
    graph.remove(iri)
    bring_up_to_date(graph)


def tell(graph: Graph, triple: Triple) -> None:
    """A proof."""
    proof = explain(graph, triple.subject, triple.predicate, triple.object)  # type: ignore[arg-type]  # no blank nodes
    if proof is None or not proof.premises:
        raise SystemExit(f"no proof of {triple}")


def choose(path: Path, dice: random.Random) -> list[Triple]:
    """Inferences by chance."""
    with open_graph(path) as graph:
        inferred = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)]
    return dice.sample(inferred, EXPLAINED + 1)


def commands(path: Path, articles: int) -> Iterator[tuple[str, list[Times]]]:
    """Milliseconds of commands, each a process of its own."""
    article = path.with_suffix(".txt")
    kg = [str(Path(sys.executable).with_name("kg"))]
    for number in range(3):
        article.write_text(f"NATO opposes Russia.\n\nStory {number}. Alexander Lukashenko leads Belarus.\n")
        name = "`kg build` of one short article" + (", the first time" if not number else ", once more" * (number > 1))
        yield name, [run([*kg, "build", str(article), "--into", str(path)])]
    yield (
        "`kg remove` of one article",
        [run([*kg, "remove", str(path), f"{synthetic.BASE}article/{articles - number}"]) for number in range(2, 5)],
    )
    triple = choose(path, random.Random(2))[0]
    yield "`kg explain` of one triple", [run([*kg, "explain", str(path), str(triple)]) for _ in range(3)]


def run(command: list[str]) -> Times:
    """Milliseconds of a process that must go well, by the clock alone."""
    clock, _ = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    return clock, nan


def measures(found: list[float]) -> tuple[float, float]:
    """The median, and the value that 95 % do not exceed."""
    return median(found), quantiles(found, n=20, method="inclusive")[-1] if len(found) > 1 else found[0]


def main() -> None:
    """Measure and print."""
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with TemporaryDirectory() as folder:
        path, ontology = Path(folder, "news.kg"), Path(folder, "synthetic.ttl")
        ontology.write_text(declared_ontology(), encoding="utf-8")
        made = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "made.kg")
        if not made.exists():
            make_graph(made, ontology, triples)
        shutil.copytree(made, path)
        articles = -(-triples // synthetic.PER_ARTICLE)
        with open_graph(path) as graph:
            print(f"{triples:,} triples of {articles:,} articles, {graph.count_inferred():,} inferred\n", flush=True)
        print("| what | times | median ms | p95 ms | most ms | median, thread | p95, thread |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for source in (measure(path, triples, articles), commands(path, articles)):
            for name, found in source:
                clock, thread = (list(times) for times in zip(*found, strict=True))
                (middle, high), (own, own_high) = measures(clock), measures(thread)
                row = f"| {name} | {len(found)} | {middle:.1f} | {high:.1f} | {max(clock):.1f} "
                print(f"{row}| {own:.1f} | {own_high:.1f} |".replace("nan", ""), flush=True)


if __name__ == "__main__":
    main()
