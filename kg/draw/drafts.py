"""What is drawn: everything, what surrounds entities, or an answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode, Triple

from kg.draw import choices
from kg.draw.asking import Ask, ask_about, iri_of
from kg.draw.choices import Choice, choose, ends_of, links_from, links_to, written
from kg.draw.descriptions import Taxonomy, kind_of, read_taxonomy
from kg.draw.model import Picture
from kg.draw.passages import read_holders, way_of
from kg.draw.pictures import Draft, Material, finish
from kg.graph.terms import TYPE
from kg.names import ONTOLOGY

TYPES = "SELECT DISTINCT ?s ?c { VALUES ?s { {values} } ?s a ?c }"
ASIDES = frozenset(f"{ONTOLOGY}{name}" for name in ("about", "within"))


def draw_whole(material: Material, title: str, *, most: int, inferred: bool = True) -> Picture:
    """What all articles say, as far as ``most`` nodes go."""
    taxonomy, found = read_taxonomy(material.ask), choices.links_of_articles(material.ask)
    scenes = find_scenes(material.ask, taxonomy, ends_of(found))
    choice = choose(found, (), scenes, most=most)
    return finish(material, taxonomy, between(material, title, choice), most=most, inferred=inferred)


def draw_around(material: Material, title: str, centre: Sequence[str], *, most: int, inferred: bool = True) -> Picture:
    """What is said of some entities and what they say: their neighbours, and what links those."""
    ask, taxonomy = material.ask, read_taxonomy(material.ask)
    near = [*links_from(ask, centre), *links_to(ask, centre)]
    holders = read_holders(ask, near)
    ways = {triple: way_of(holders.get(triple, set())) for triple in near}
    found = [triple for triple in near if ways[triple] not in {"known", "inferred"}] or near
    scenes = find_scenes(ask, taxonomy, ends_of(found))
    found += participants(ask, scenes, ends_of(found))
    choice = choose(found, (), scenes, centre=centre, most=most)
    return finish(material, taxonomy, between(material, title, choice), most=most, inferred=inferred)


def draw_answer(
    material: Material,
    title: str,
    triples: Iterable[Triple],
    terms: Iterable[object],
    *,
    most: int,
    question: str = "",
    notes: Sequence[str] = (),
) -> Picture:
    """What an answer speaks of: its triples, its terms, and for claims and events whose they are.

    Where nothing in it links two of its terms, what links them in the graph is drawn.
    """
    ask, taxonomy, triples = material.ask, read_taxonomy(material.ask), list(triples)
    found = list(choices.to_triples((t.subject, t.predicate, t.object) for t in triples if t.predicate != TYPE))
    ends = [end for triple in triples for end in (triple.subject, triple.object)]
    nodes = {iri_of(term) for term in (*terms, *ends) if isinstance(term, NamedNode)} | ends_of(found)
    nodes = {iri for iri in nodes if choices.is_drawn(iri)}
    first = choose(found, nodes, find_scenes(ask, taxonomy, nodes), most=most)
    scenes = find_scenes(ask, taxonomy, first.nodes)
    more = participants(ask, scenes, set(first.nodes))
    choice = choose([*first.triples, *more], first.nodes, scenes, most=most)
    choice = replace(choice, all_nodes=choice.all_nodes + first.all_nodes - len(first.nodes))
    if not choice.triples:
        draft = between(material, title, choice)
    else:
        draft = Draft(title, choice.nodes, choice.triples, tuple(left_out(choice)))
    draft = replace(draft, question=question, notes=(*notes, *draft.notes))
    return finish(material, taxonomy, draft, most=most)


def participants(ask: Ask, scenes: Iterable[str], drawn: set[str]) -> list[Triple]:
    """The links from claims and events to whose they are; what else a claim mentions only where that is drawn."""
    found = links_from(ask, sorted(scenes))
    return [triple for triple in found if triple.predicate.value not in ASIDES or iri_of(triple.object) in drawn]


def between(material: Material, title: str, choice: Choice) -> Draft:
    """The chosen nodes with everything that links one of them to another."""
    kept = set(choice.nodes)
    found = [triple for triple in links_from(material.ask, choice.nodes) if iri_of(triple.object) in kept]
    triples = sorted({*choice.triples, *found}, key=str)
    return Draft(title, choice.nodes, tuple(triples), tuple(left_out(choice)))


def left_out(choice: Choice) -> list[str]:
    """What did not fit."""
    if choice.all_nodes <= len(choice.nodes):
        return []
    left = choice.all_nodes - len(choice.nodes)
    shown = f"Shown are {len(choice.nodes):,} of {choice.all_nodes:,} nodes, those with the most links"
    return [f"{shown}; {left:,} are left out."]


def find_scenes(ask: Ask, taxonomy: Taxonomy, iris: Iterable[str]) -> set[str]:
    """The claims and events among nodes."""
    classes: dict[str, set[str]] = {}
    for subject, cls in ask_about(ask, TYPES, map(written, sorted(iris))):
        classes.setdefault(iri_of(subject), set()).add(iri_of(cls))
    groups = {names: taxonomy.group(names) for names in map(frozenset, classes.values())}
    return {iri for iri, names in classes.items() if kind_of(groups[frozenset(names)]) != "entity"}
