"""Which triples are drawn: those of an answer, around an entity, or of all articles; and which are too many."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.draw.asking import UNDRAWN, Ask, Row, ask_about, ask_rows, iri_of, is_vocabulary, text_of
from kg.names import ONTOLOGY, OWL, RDFS, provenance_graph

Forms = Mapping[str, set[tuple[str, bool]]]

MOST_NODES = 300
LINKS_FOR_EACH_NODE = 4
LINK = f"FILTER (isIRI(?o) && ?p NOT IN ({UNDRAWN}))"
FROM = f"SELECT ?s ?p ?o {{ VALUES ?s {{ {{values}} }} ?s ?p ?o {LINK} }}"
TO = f"SELECT ?s ?p ?o {{ VALUES ?o {{ {{values}} }} ?s ?p ?o {LINK} }}"
IN = f"SELECT ?s ?p ?o {{ VALUES ?g {{ {{values}} }} GRAPH ?g {{ ?s ?p ?o }} {LINK} }}"
AXIOMS = f"""SELECT ?p ?how ?q {{ {{ ?p <{RDFS}subPropertyOf> ?q BIND ("broader" AS ?how) }}
 UNION {{ ?p <{OWL}inverseOf> ?q BIND ("inverse" AS ?how) }}
 UNION {{ ?p a <{OWL}SymmetricProperty> BIND (?p AS ?q) BIND ("inverse" AS ?how) }} }}"""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is drawn, sorted, and how much there would be."""

    nodes: tuple[str, ...]
    triples: tuple[Triple, ...]
    all_nodes: int
    all_triples: int


def links_from(ask: Ask, iris: Iterable[str]) -> list[Triple]:
    """The links that begin at nodes."""
    return list(to_triples(ask_about(ask, FROM, map(written, iris))))


def links_to(ask: Ask, iris: Iterable[str]) -> list[Triple]:
    """The links that end at nodes."""
    return list(to_triples(ask_about(ask, TO, map(written, iris))))


def links_of_articles(ask: Ask) -> list[Triple]:
    """The links that articles and analysts state; where there are no named graphs, all there are."""
    graphs = sorted({iri_of(row[0]) for row in ask_rows(ask, "SELECT ?g { GRAPH ?g { } }")} - {""})
    said = [iri for iri in graphs if not iri.endswith((provenance_graph(""), "/graph/ontology", "/graph/inferred"))]
    if graphs:
        return list(to_triples(ask_about(ask, IN, map(written, said), size=50)))
    return list(to_triples(ask_rows(ask, f"SELECT ?s ?p ?o {{ ?s ?p ?o {LINK} }}")))


def written(iri: str) -> str:
    """An IRI as a query has it."""
    return f"<{iri}>"


def to_triples(rows: Iterable[Row]) -> Iterator[Triple]:
    """The triples that link what is no word of the ontology or of RDF."""
    for subject, predicate, object_ in rows:
        if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and isinstance(object_, NamedNode):
            ends = subject.value, object_.value
            if all(map(is_drawn, ends)) and ends[0] != ends[1]:
                yield Triple(subject, predicate, object_)


def is_drawn(iri: str) -> bool:
    """Whether an IRI can be a node: it is no word of the ontology or of RDF."""
    return not iri.startswith(ONTOLOGY) and not is_vocabulary(iri)


def ends_of(triples: Iterable[Triple]) -> set[str]:
    """The nodes that triples link."""
    return {iri_of(end) for triple in triples for end in (triple.subject, triple.object)} - {""}


def choose(
    triples: Iterable[Triple], nodes: Iterable[str], scenes: set[str], *, centre: Sequence[str] = (), most: int
) -> Choice:
    """The nodes with the most links and what links them, at most so many.

    ``scenes`` are the claims and events: one counts as much as the least linked of those it is about, so that it is not
    drawn without them. ``centre`` is always drawn.
    """
    found = sorted(dict.fromkeys(triples), key=str)
    everything = sorted({*nodes, *ends_of(found), *centre})
    rank = rank_nodes(found, everything, scenes, centre)
    order = sorted(everything, key=lambda iri: (-rank[iri], iri in scenes, iri))
    kept = set(order[:most])
    inside = [triple for triple in found if ends_of([triple]) <= kept]
    return Choice(tuple(sorted(kept)), tuple(inside), len(everything), len(found))


def rank_nodes(
    triples: Sequence[Triple], nodes: Iterable[str], scenes: set[str], centre: Sequence[str]
) -> dict[str, float]:
    """How much each node matters: the number of its links; for a claim or event, that of its least linked entity."""
    times = Counter(iri_of(end) for triple in triples for end in (triple.subject, triple.object))
    rank: dict[str, float] = {iri: times[iri] for iri in nodes}
    rank |= dict.fromkeys(centre, float("inf"))
    entities: dict[str, list[float]] = defaultdict(list)
    for triple in triples:
        start, end = iri_of(triple.subject), iri_of(triple.object)
        for scene, other in ((start, end), (end, start)):
            if scene in scenes and other not in scenes and other not in centre:
                entities[scene].append(rank[other])
    return rank | {iri: min(entities[iri], default=0.5) for iri in rank if iri in scenes and iri not in centre}


def read_axioms(ask: Ask) -> Forms:
    """What follows from each property: the other one, and whether it goes the other way."""
    forms: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for property_, how, other in ask_rows(ask, AXIOMS):
        if iri_of(property_) and iri_of(other):
            turned = text_of(how) == "inverse"
            forms[iri_of(property_)].add((iri_of(other), turned))
            if turned:
                forms[iri_of(other)].add((iri_of(property_), turned))
    return forms


def implied_by(forms: Forms, triples: Iterable[Triple]) -> set[Triple]:
    """What triples say in other words: by a broader property, or the other way round."""
    closed: dict[str, set[tuple[str, bool]]] = {}
    found = set()
    for triple in triples:
        property_ = triple.predicate.value
        if property_ not in closed:
            closed[property_] = close(forms, property_)
        for other, turned in closed[property_]:
            start, end = (triple.object, triple.subject) if turned else (triple.subject, triple.object)
            if isinstance(start, NamedNode):
                found.add(Triple(start, NamedNode(other), end))
    return found


def close(forms: Forms, property_: str) -> set[tuple[str, bool]]:
    """Every property that follows from one, with whether it goes the other way; not itself."""
    found, todo = {(property_, False)}, [(property_, False)]
    while todo:
        name, turned = todo.pop()
        new = {(other, turned != turn) for other, turn in forms.get(name, ())} - found
        found |= new
        todo += new
    return found - {(property_, False)}
