"""A draft with everything that is known of it: names, classes, stances, sentences and proofs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Triple

from kg.draw.asking import Ask, iri_of
from kg.draw.choices import LINKS_FOR_EACH_NODE, implied_by, read_axioms
from kg.draw.descriptions import (
    OWN,
    Description,
    Taxonomy,
    describe,
    in_words,
    kind_of,
    read_contents,
    read_labels,
)
from kg.draw.model import Link, Node, Passage, Picture, Way
from kg.draw.passages import Evidence, read_evidence, read_holders, way_of
from kg.draw.proofs import MOST_PROOFS, Because, prove
from kg.graph import Graph
from kg.names import ONTOLOGY

# Roles that are drawn from the agent to the claim or event, as one reads them.
DOERS = frozenset(f"{ONTOLOGY}{name}" for name in ("claimant", "madeBy", "onBehalfOf", "actor"))
ROLES = DOERS | {f"{ONTOLOGY}target"}
ASIDE = f"{ONTOLOGY}about"
RANK: dict[Way, int] = {"stated": 0, "added": 1, "known": 2, "inferred": 3, "asked": 4}
# What goes without saying.
USUAL = frozenset({("polarity", "positive"), ("modality", "actual"), ("quoted", "false")})
LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Material:
    """What is drawn from: a way to ask, and the graph itself where it is of this machine, which gives proofs."""

    ask: Ask
    graph: Graph | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The nodes and links to draw, before anything is known of them."""

    title: str
    nodes: tuple[str, ...]
    triples: tuple[Triple, ...]
    notes: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What was found out about the nodes and links of a draft; ``made`` are the claims that were made."""

    taxonomy: Taxonomy
    known: Mapping[str, Description]
    evidence: Evidence
    ways: Mapping[Triple, Way]
    proofs: Mapping[Triple, Because]

    def group(self, iri: str) -> str:
        """The class that gives a node its shape."""
        return self.taxonomy.group(self.known[iri].classes) if iri in self.known else ""

    def passages(self, triple: Triple) -> tuple[Passage, ...]:
        """The sentences that show a triple: its own, else those of the claim or event it is of."""
        own = self.evidence.triples.get(triple, ())
        subject = iri_of(triple.subject)
        if own or kind_of(self.group(subject)) == "entity":
            return own
        return self.evidence.nodes.get(subject, ())


def finish(material: Material, taxonomy: Taxonomy, draft: Draft, *, most: int, inferred: bool = True) -> Picture:
    """The picture of a draft."""
    ask, notes = material.ask, list(draft.notes)
    holders = read_holders(ask, draft.triples)
    ways = {triple: way_of(holders.get(triple, set())) for triple in draft.triples}
    triples = without_repeats(ask, [t for t in draft.triples if inferred or ways[t] != "inferred"], ways)
    room = most * LINKS_FOR_EACH_NODE
    if len(triples) > room:
        notes.append(f"Shown are {room:,} of {len(triples):,} links; inferred ones and those of the ontology gave way.")
    triples = triples[:room]
    drawn = [triple for triple in triples if ways[triple] == "inferred"]
    proofs = prove(material.graph, drawn) if material.graph and drawn else {}
    if proofs and len(drawn) > MOST_PROOFS:
        notes.append(f"The proof is given for {MOST_PROOFS:,} of {len(drawn):,} inferred links.")
    leaves = {leaf for because in proofs.values() for leaf in because.leaves}
    known = describe(ask, {*draft.nodes, *(iri_of(leaf.subject) for leaf in leaves)} - {""})
    evidence = read_evidence(ask, known, {*triples, *leaves})
    if evidence.left_out:
        notes.append(f"{evidence.left_out:,} more sentences stand behind what is shown; the graph has them.")
    sketch = Sketch(taxonomy, known, evidence, ways, proofs)
    nodes, links = draw_nodes(ask, sketch, draft.nodes, triples), draw_links(ask, sketch, triples)
    return Picture(draft.title, nodes, links, evidence.sources, tuple(notes), draft.question)


def without_repeats(ask: Ask, triples: Iterable[Triple], ways: Mapping[Triple, Way]) -> list[Triple]:
    """Triples, those that articles state first, without those that say again what another one says.

    By a broader word or backwards, that is; what articles state in two ways is kept, since each has its sentences. The
    roles of a claim are no such statement, and whom it has a role for need not be mentioned by it as well.
    """
    forms = read_axioms(ask)

    def narrow(triple: Triple) -> tuple[int, int, str]:
        return RANK[ways[triple]], -len(implied_by(forms, [triple])), str(triple)

    kept, said = list[Triple](), set[Triple]()
    order = sorted(triples, key=narrow)
    roles = {(triple.subject, triple.object) for triple in order if triple.predicate.value != ASIDE}
    for triple in order:
        aside = triple.predicate.value == ASIDE and (triple.subject, triple.object) in roles
        stated = ways[triple] in {"stated", "added", "asked"} and triple.predicate.value not in ROLES
        if not aside and (stated or triple not in said):
            kept.append(triple)
            said |= implied_by(forms, [triple])
    return kept


def draw_nodes(ask: Ask, sketch: Sketch, iris: Iterable[str], triples: Iterable[Triple]) -> tuple[Node, ...]:
    """The nodes, sorted."""
    wanted = sorted(iris)
    claims = [iri for iri in wanted if sketch.group(iri) == "Claim"]
    contents = read_contents(ask, claims)
    used = {name for iri in wanted for name in (*sketch.known[iri].values, *sketch.known[iri].classes)}
    labels = read_labels(ask, used)
    roles = {(iri_of(triple.subject), triple.predicate.value) for triple in triples}
    only_said = {iri for iri, role in roles if role == f"{ONTOLOGY}claimant"}
    made = {iri for iri, role in roles if role == f"{ONTOLOGY}madeBy"}
    return tuple(
        draw_node(sketch, iri, labels, contents.get(iri, []), made=iri in made or iri not in only_said)
        for iri in wanted
    )


def draw_node(sketch: Sketch, iri: str, labels: Mapping[str, str], contents: list[str], *, made: bool) -> Node:
    """One node."""
    about, group = sketch.known[iri], sketch.group(iri)
    kind = kind_of(group)
    classes = tuple(labels[cls] for cls in sketch.taxonomy.line(about.classes) if cls in labels)
    label = about.names[0] if about.names else in_words(iri)
    if kind == "claim":
        words = about.value("text") or about.value("cue")
        label = f"“{shorten(words)}”" if words else (classes or ("claim",))[0]
    elif kind == "event" and not about.names:
        label = (classes or ("event",))[0]
    values = ((name, "; ".join(texts)) for name, texts in about.values.items() if name not in OWN)
    details = [(labels[name], text) for name, text in values if (name.removeprefix(ONTOLOGY), text) not in USUAL]
    if kind == "claim":
        details = [("words", about.value("text")), *(("content", each) for each in contents), *details]
        made = made and about.made
    stance = sketch.taxonomy.stance(about.classes) if kind == "claim" else ""
    return Node(
        iri,
        label,
        kind,
        group,
        stance,
        made=made or kind != "claim",
        classes=classes,
        names=tuple(about.names[1:]),
        details=tuple(detail for detail in details if detail[1]),
        passages=sketch.evidence.nodes.get(iri, ()),
    )


def draw_links(ask: Ask, sketch: Sketch, triples: list[Triple]) -> tuple[Link, ...]:
    """The links, in order."""
    forms = read_axioms(ask)
    backwards = {name: min((o for o, turned in found if turned), default="") for name, found in forms.items()}
    names = {triple.predicate.value for triple in triples}
    labels = read_labels(ask, {*names, *(backwards.get(name, "") for name in names)} - {""})
    return tuple(draw_link(sketch, triple, labels, backwards) for triple in triples)


def draw_link(sketch: Sketch, triple: Triple, labels: Mapping[str, str], backwards: Mapping[str, str]) -> Link:
    """One link; a claim's maker and an event's actor stand at its beginning."""
    start, name, end = iri_of(triple.subject), triple.predicate.value, iri_of(triple.object)
    way, label, other = sketch.ways[triple], labels[name], backwards.get(name, "")
    kind = kind_of(sketch.group(start))
    if kind != "entity" and way == "stated":
        way = "mentioned" if name == ASIDE else "said" if kind == "claim" else "part"
    if name in DOERS and kind != "entity":
        start, end, label = end, start, labels.get(other, label)
    because = sketch.proofs.get(triple)
    passages = list(sketch.passages(triple))
    for leaf in because.leaves if because else ():
        passages += sketch.passages(leaf)
    return Link(
        start,
        end,
        label,
        way,
        mutual=other == name,
        because=because.lines if because else (),
        passages=tuple(dict.fromkeys(passages)),
    )


def shorten(text: str) -> str:
    """One line of at most ``LONGEST_LABEL`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 1].rstrip()}…"
