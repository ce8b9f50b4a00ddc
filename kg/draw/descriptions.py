"""What nodes, classes and properties are called, what kind a node is, and which stance a claim takes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.draw.asking import Ask, ask_about, ask_rows, iri_of, text_of
from kg.draw.choices import written
from kg.draw.model import Kind, Stance
from kg.names import ONTOLOGY, RDF, RDFS, SKOS

VALUES = "SELECT ?s ?p ?o { VALUES ?s { {values} } ?s ?p ?o FILTER (isLiteral(?o) || ?p = rdf:type) }"
LABELS = "SELECT ?s ?o { VALUES ?s { {values} } ?s rdfs:label ?o }"
CONTENTS = """SELECT ?s ?x ?p ?o ?polarity { VALUES ?s { {values} } ?s :content ?c .
 ?c rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?o . OPTIONAL { ?c :polarity ?polarity } }"""
CLASSES = "SELECT ?c ?d ?notation { ?c rdfs:subClassOf ?d FILTER isIRI(?d) OPTIONAL { ?c skos:notation ?notation } }"
# The classes that have a shape of their own; a class without takes that of the nearest one above it.
GROUPS = (
    *("Person", "State", "Alliance", "Party", "MediaOutlet", "Organization", "Group", "Place", "Agent"),
    *("Event", "Claim"),
)
# By PLOVER's classes, which the ontology notes on its kinds of claims.
STANCES: dict[str, Stance] = {
    "SUPPORT": "supports",
    "AGREE": "supports",
    "ACCUSE": "accuses",
    "REJECT": "denies",
    "REQUEST": "demands",
    "THREATEN": "warns",
}
NAMING = (f"{RDFS}label", f"{SKOS}prefLabel", "http://purl.org/dc/terms/title")
OTHER_NAMES = frozenset({*NAMING, f"{SKOS}altLabel"})
OWN = tuple(f"{ONTOLOGY}{name}" for name in ("text", "cue", "start", "end", "pattern", "digest", "key"))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The classes above each class, and the notations of classes."""

    above: Mapping[str, frozenset[str]]
    notations: Mapping[str, str]

    def line(self, classes: Iterable[str]) -> list[str]:
        """Classes and those above them, nearest first, equally near ones by name."""
        found, layer = dict[str, None](), sorted(set(classes), key=self.depth)
        while layer:
            found |= dict.fromkeys(layer)
            layer = sorted({above for cls in layer for above in self.above.get(cls, ())} - set(found), key=self.depth)
        return list(found)

    def depth(self, cls: str) -> tuple[int, str]:
        """Deeper classes first, then by name."""
        seen, todo = set[str](), [cls]
        while todo:
            new = self.above.get(todo.pop(), frozenset()) - seen
            seen |= new
            todo += new
        return -len(seen), cls

    def group(self, classes: Iterable[str]) -> str:
        """The nearest class that has a shape, empty where there is none."""
        names = (cls.removeprefix(ONTOLOGY) for cls in self.line(classes) if cls.startswith(ONTOLOGY))
        return next((name for name in names if name in GROUPS), "")

    def stance(self, classes: Iterable[str]) -> Stance:
        """The stance of a claim of these classes."""
        notations = (self.notations.get(cls, "") for cls in self.line(classes))
        return next((STANCES[notation] for notation in notations if notation in STANCES), "")


@dataclass(slots=True)
class Description:
    """What is known of a node: its classes, its names, and its values by property, as sorted lists."""

    classes: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """The first value of one of the ontology's properties."""
        return next(iter(self.values.get(ONTOLOGY + name, [])), "")

    @property
    def made(self) -> bool:
        """Whether a claim is one that was made: neither negated nor only possible."""
        return self.value("polarity") != "negative" and self.value("modality") in {"", "actual", "demanded"}


def read_taxonomy(ask: Ask) -> Taxonomy:
    """The classes of the graph's ontology."""
    above, notations = defaultdict[str, set[str]](set), dict[str, str]()
    for cls, other, notation in ask_rows(ask, CLASSES):
        if iri_of(cls) != iri_of(other):
            above[iri_of(cls)].add(iri_of(other))
        if notation is not None:
            notations[iri_of(cls)] = min(text_of(notation), notations.get(iri_of(cls), "~"))
    return Taxonomy({cls: frozenset(found) for cls, found in above.items()}, notations)


def describe(ask: Ask, iris: Iterable[str]) -> dict[str, Description]:
    """What is known of nodes."""
    wanted = sorted(set(iris))
    found = {iri: Description() for iri in wanted}
    names: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, object_ in ask_about(ask, VALUES, map(written, wanted)):
        iri, property_ = iri_of(subject), iri_of(predicate)
        if property_ == f"{RDF}type" and isinstance(object_, NamedNode):
            found[iri].classes.append(object_.value)
        elif property_ in OTHER_NAMES and isinstance(object_, Literal):
            names[iri].add((property_ not in NAMING or not (object_.language or "en").startswith("en"), object_.value))
        elif isinstance(object_, Literal):
            values[iri][property_].add(object_.value)
    for iri, description in found.items():
        description.classes = sorted(set(description.classes))
        description.names = list(dict.fromkeys(name for _, name in sorted(names[iri])))
        description.values = {name: sorted(texts) for name, texts in sorted(values[iri].items())}
    return found


def read_contents(ask: Ask, claims: Iterable[str]) -> dict[str, list[str]]:
    """What claims say as triples, in words; nobody but the claimant asserts them."""
    rows = list(ask_about(ask, CONTENTS, map(written, sorted(claims))))
    labels = read_labels(ask, {iri_of(cell) for row in rows for cell in row[1:4]} - {""})
    found: dict[str, set[str]] = defaultdict(set)
    for claim, subject, predicate, object_, polarity in rows:
        words = [labels.get(iri_of(cell)) or text_of(cell) for cell in (subject, predicate, object_)]
        words[1:1] = ["not:"] if text_of(polarity) == "negative" else []
        found[iri_of(claim)].add(" ".join(words))
    return {claim: sorted(words) for claim, words in found.items()}


def read_labels(ask: Ask, iris: Iterable[str]) -> dict[str, str]:
    """What classes and properties are called: their label, else the end of their IRI as words."""
    wanted = sorted(set(iris))
    labels: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    for subject, label in ask_about(ask, LABELS, map(written, wanted)):
        if isinstance(label, Literal):
            labels[iri_of(subject)].add((not (label.language or "en").startswith("en"), label.value))
    return {iri: min(labels[iri])[1] if labels[iri] else in_words(iri) for iri in wanted}


def in_words(iri: str) -> str:
    """The end of an IRI as words.

    >>> in_words("https://w3id.org/newsgraph/ontology#memberOf"), in_words("http://e.org/Jane_Doe")
    ('member of', 'Jane Doe')
    """
    end = re.split(r"[#/]", iri.rstrip("#/"))[-1]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", end) if re.fullmatch("[a-z]+([A-Z][a-z0-9]*)+", end) else end
    return (words.lower() if words != end else words.replace("_", " ")) or iri


def kind_of(group: str) -> Kind:
    """Whether nodes of a group are claims, events or anything else."""
    return {"Claim": "claim", "Event": "event"}.get(group, "entity")  # type: ignore[return-value]  # a literal of Kind
