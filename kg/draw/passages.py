"""The sentences behind nodes and links, with the words that show them marked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.draw.asking import Ask, Row, ask_about, can_be_named, in_brackets, iri_of, text_of
from kg.draw.choices import written
from kg.draw.model import Passage, Source, Way

MOST_PASSAGES = 12  # for one node or link
OF_NODES = """SELECT ?s ?node ?start ?end { VALUES ?s { {values} }
 ?e :evidenceFor ?s ; :sentence ?node ; :start ?start ; :end ?end }"""
OF_TRIPLES = """SELECT ?s ?p ?o ?node ?start ?end { VALUES (?s ?p ?o) { {values} }
 ?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; :sentence ?node ; :start ?start ; :end ?end }"""
SENTENCES = (
    "SELECT ?s ?text ?start ?article { VALUES ?s { {values} } ?s :text ?text ; :start ?start ; :inArticle ?article }"
)
ARTICLES = """SELECT ?s ?title ?publisher ?date ?address { VALUES ?s { {values} }
 OPTIONAL { ?s dcterms:title ?title }
 OPTIONAL { ?s dcterms:publisher ?publisher } OPTIONAL { ?s dcterms:issued ?date }
 OPTIONAL { ?s dcterms:source ?address } }"""
THERE = "SELECT ?s ?p ?o { VALUES (?s ?p ?o) { {values} } ?s ?p ?o }"
HOLDERS = "SELECT ?s ?p ?o ?g { VALUES (?s ?p ?o) { {values} } GRAPH ?g { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence, by their place in the article."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and where it begins in its article."""

    text: str
    start: int
    article: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages of nodes and of triples, and the articles they stand in."""

    nodes: dict[str, tuple[Passage, ...]]
    triples: dict[Triple, tuple[Passage, ...]]
    sources: dict[str, Source]
    left_out: int = 0


def read_evidence(ask: Ask, nodes: Iterable[str], triples: Iterable[Triple]) -> Evidence:
    """The passages behind nodes and triples, by date, title and place in the text."""
    of_nodes: dict[str, set[Mark]] = defaultdict(set)
    for subject, *rest in ask_about(ask, OF_NODES, map(written, sorted(nodes))):
        of_nodes[iri_of(subject)].add(to_mark(rest))
    of_triples: dict[Triple, set[Mark]] = defaultdict(set)
    for subject, predicate, object_, *rest in ask_about(
        ask, OF_TRIPLES, map(in_brackets, filter(can_be_named, sorted(triples, key=str)))
    ):
        of_triples[Triple(subject, predicate, object_)].add(to_mark(rest))  # type: ignore[arg-type]  # as they were given
    marks = [mark for found in (*of_nodes.values(), *of_triples.values()) for mark in found]
    sentences = read_sentences(ask, {mark.sentence for mark in marks})
    sources = read_sources(ask, {sentence.article for sentence in sentences.values()})
    everything = [to_passages(found, sentences, sources) for found in (*of_nodes.values(), *of_triples.values())]
    shown = [found[:MOST_PASSAGES] for found in everything]
    return Evidence(
        dict(zip(of_nodes, shown, strict=False)),
        dict(zip(of_triples, shown[len(of_nodes) :], strict=True)),
        sources,
        sum(len(found) - len(kept) for found, kept in zip(everything, shown, strict=True)),
    )


def to_mark(cells: Sequence[Row | object]) -> Mark:
    """The last three cells of a row: a sentence, and where the words begin and end."""
    sentence, start, end = (text_of(cell) for cell in cells)  # type: ignore[arg-type]  # cells of a row
    return Mark(sentence, to_number(start), to_number(end))


def to_number(text: str) -> int:
    """A whole number; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def read_sentences(ask: Ask, nodes: Iterable[str]) -> dict[str, Sentence]:
    """The sentences with these IRIs."""
    found: dict[str, Sentence] = {}
    for node, text, start, article in ask_about(ask, SENTENCES, map(written, sorted(nodes))):
        one = Sentence(text_of(text), to_number(text_of(start)), iri_of(article))
        found[iri_of(node)] = min(one, found.get(iri_of(node), one), key=lambda each: (each.text, each.start))
    return found


def read_sources(ask: Ask, articles: Iterable[str]) -> dict[str, Source]:
    """How articles are named."""
    found: dict[str, Source] = {}
    for article, *cells in ask_about(ask, ARTICLES, map(written, sorted(articles))):
        title, publisher, date, address = map(text_of, cells)
        one = Source(title, publisher, date[:10], address)
        known = found.get(iri_of(article), one)
        found[iri_of(article)] = min(one, known, key=lambda each: (each.title, each.publisher, each.date, each.address))
    return found


def to_passages(
    marks: Iterable[Mark], sentences: dict[str, Sentence], sources: dict[str, Source]
) -> tuple[Passage, ...]:
    """Each sentence once, with all its marked words."""
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mark in marks:
        if mark.sentence in sentences:
            spans[mark.sentence].add((mark.start, mark.end))

    def place(node: str) -> tuple[str, str, int, str]:
        sentence = sentences[node]
        return sources[sentence.article].date, sentence.article, sentence.start, node

    return tuple(to_passage(sentences[node], spans[node]) for node in sorted(spans, key=place))


def to_passage(sentence: Sentence, spans: Iterable[tuple[int, int]]) -> Passage:
    """A sentence in parts, by turns plain and marked; spans that overlap are one.

    >>> to_passage(Sentence("He said so.", 100, "a"), [(103, 107), (105, 110)]).parts
    ('He ', 'said so', '.')
    """
    parts, done = [""], 0
    for start, end in sorted(spans):
        first = min(max(start - sentence.start, done), len(sentence.text))
        last = min(end - sentence.start, len(sentence.text))
        if last <= first:
            continue
        if first == done and len(parts) > 1:
            parts[-2] += sentence.text[first:last]
        else:
            parts[-1] += sentence.text[done:first]
            parts += [sentence.text[first:last], ""]
        done = last
    parts[-1] += sentence.text[done:]
    return Passage(tuple(parts), sentence.article)


def read_holders(ask: Ask, triples: Iterable[Triple]) -> dict[Triple, set[str]]:
    """The named graphs that hold each triple, an empty name for one in none; what is nowhere is missing."""
    found: dict[Triple, set[str]] = defaultdict(set)
    asked = set(triples)
    wanted = sorted(filter(can_be_named, asked), key=str)
    for subject, predicate, object_, graph in ask_about(ask, HOLDERS, map(in_brackets, wanted)):
        found[Triple(subject, predicate, object_)].add(iri_of(graph))  # type: ignore[arg-type]  # as they were given
    rest = [triple for triple in wanted if triple not in found]
    for subject, predicate, object_ in ask_about(ask, THERE, map(in_brackets, rest)):
        found[Triple(subject, predicate, object_)].add("")  # type: ignore[arg-type]  # as they were given
    for triple in sorted(asked.difference(wanted), key=str):
        found[triple].add("")
    return dict(found)


def way_of(holders: set[str]) -> Way:
    """How a triple comes into the graph, by the named graphs that hold it; where none does, the query made it."""
    endings = {"inferred": "/graph/inferred", "known": "/graph/ontology", "added": "/graph/corrections"}
    kinds = {next((way for way, end in endings.items() if iri.endswith(end)), "stated") for iri in holders}
    order: tuple[Way, ...] = ("stated", "added", "known", "inferred")
    return next((way for way in order if way in kinds), "asked")
