"""The shipped ontology says of every term what a reader, a reasoner and the extractor need."""

import re
from collections import Counter
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS

import kg
import ontology
from kg.names import LEXICON, ONTOLOGY
from kg.predications import MoodWords

FOLDER = Path(ontology.__file__).parent
CASES = Path(__file__).parent / "cases"
PATTERN, ALSO = URIRef(LEXICON + "pattern"), URIRef(LEXICON + "alsoMeans")
SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}
RELATIONS = [
    "memberOf",
    "allyOf",
    "opposes",
    "leads",
    "holdsOffice",
    "officeIn",
    "spokespersonFor",
    "citizenOf",
    "locatedIn",
    "borders",
    "partOf",
    "spouseOf",
    "childOf",
    "successorOf",
    "founded",
    "employedBy",
]
EVENTS = [
    "Protest",
    "Rally",
    "Election",
    "Meeting",
    "Call",
    "Visit",
    "Attack",
    "Battle",
    "Deployment",
    "Crackdown",
    "Detention",
    "Release",
    "Sanction",
    "Death",
    "Injury",
    "Agreement",
    "Appointment",
    "Resignation",
    "Departure",
    "Trial",
    "Aid",
    "Announcement",
]


@lru_cache(maxsize=1)
def whole() -> Graph:
    graph = Graph()
    for file in sorted(FOLDER.glob("*.ttl")):
        graph.parse(file, format="turtle")
    return graph


def term(name: str) -> URIRef:
    return URIRef(ONTOLOGY + name)


def local(iri: object) -> str:
    return re.split(r"[#/]", str(iri))[-1]


def declared(*kinds: URIRef) -> set[URIRef]:
    graph = whole()
    return {s for kind in kinds for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}


def patterns() -> list[tuple[URIRef, str]]:
    return sorted((s, str(o)) for s, o in whole().subject_objects(PATTERN) if isinstance(s, URIRef))


def worded() -> list[URIRef]:
    return sorted({subject for subject, _ in patterns()})


def shape(pattern: str) -> str:
    """The words of a pattern and the classes of its slots."""
    return SLOT.sub(lambda slot: "{" + (slot[2] or "") + "}", pattern)


def line(subject: URIRef) -> set[URIRef]:
    """A term and all above it."""
    graph = whole()
    found = set(graph.transitive_objects(subject, RDFS.subClassOf))
    found |= set(graph.transitive_objects(subject, RDFS.subPropertyOf))
    return {above for above in found if isinstance(above, URIRef)}


def sections(file: Path) -> list[list[tuple[str, list[str]]]]:
    """The sentences of a case file with their facts, by heading."""
    found: list[list[tuple[str, list[str]]]] = []
    for row in file.read_text(encoding="utf8").splitlines():
        if row.startswith("# "):
            found.append([])
        elif row[:1].isspace() and row.strip():
            found[-1][-1][1].append(row.strip())
        elif row.strip():
            found[-1].append((row.strip(), []))
    return found


def given(fact: str) -> str | None:
    """The property or class that a fact of a case is about."""
    cells = [cell.strip() for cell in fact.split("|")]
    column = {"relation": 2, "event": 1}.get(cells[0])
    return cells[column] if column else None


def test_every_file_of_the_ontology_is_turtle_that_says_something() -> None:
    files = sorted(FOLDER.glob("*.ttl"))
    assert {"core.ttl", "politics.ttl", "events.ttl"} <= {file.name for file in files}
    assert all(len(Graph().parse(file, format="turtle")) for file in files)


def test_every_class_and_property_has_one_label_and_one_comment() -> None:
    graph = whole()
    terms = declared(OWL.Class, *PROPERTIES)
    wrong = [
        f"{local(subject)}: {len(set(graph.objects(subject, what)))} {local(what)}s"
        for subject in sorted(terms)
        for what in (RDFS.label, RDFS.comment)
        if len(set(graph.objects(subject, what))) != 1
    ]
    assert not wrong


def test_two_classes_or_two_properties_never_share_a_label() -> None:
    graph = whole()
    for kinds in ((OWL.Class,), PROPERTIES[:2]):
        labels = Counter(str(graph.value(subject, RDFS.label)) for subject in declared(*kinds))
        assert [label for label, count in labels.items() if count > 1] == []


def test_terms_are_named_in_the_case_of_their_kind() -> None:
    graph = whole()
    classes = [local(s) for s in declared(OWL.Class) if str(s).startswith(ONTOLOGY)]
    properties = [local(s) for s in declared(*PROPERTIES) if str(s).startswith((ONTOLOGY, LEXICON))]
    assert [name for name in classes if not re.fullmatch(r"[A-Z][A-Za-z]+", name)] == []
    assert [name for name in properties if not re.fullmatch(r"[a-z][A-Za-z]*", name)] == []
    assert len(graph) > len(classes)


def test_every_worded_property_has_a_domain_and_a_range() -> None:
    graph = whole()
    properties = declared(*PROPERTIES)
    wrong = [
        f"{local(subject)} lacks {local(what)}"
        for subject in worded()
        if subject in properties
        for what in (RDFS.domain, RDFS.range)
        if (subject, what, None) not in graph
    ]
    assert not wrong


def test_every_worded_term_is_a_declared_class_or_property() -> None:
    assert [local(s) for s in worded() if s not in declared(OWL.Class, *PROPERTIES)] == []


def test_slots_are_named_after_properties_and_their_classes_exist() -> None:
    properties, classes = declared(*PROPERTIES), declared(OWL.Class)
    wrong = []
    for subject, pattern in patterns():
        own = {"subject", "object"} if subject in properties else set()
        for name, cls in SLOT.findall(pattern):
            if name not in own and term(name) not in properties and name != "content":
                wrong.append(f"{local(subject)}: {pattern}: no property {name}")
            if cls and term(cls) not in classes:
                wrong.append(f"{local(subject)}: {pattern}: no class {cls}")
    assert not wrong


def test_every_pattern_has_words_and_each_slot_once() -> None:
    wrong = []
    for subject, pattern in patterns():
        names = [name for name, _ in SLOT.findall(pattern)]
        rest = SLOT.sub("", pattern)
        if not names or len(names) != len(set(names)) or "{" in rest or "}" in rest or not rest.strip():
            wrong.append(f"{local(subject)}: {pattern}")
        if pattern != " ".join(pattern.split()) or pattern.endswith("."):
            wrong.append(f"{local(subject)}: {pattern!r} has stray blanks or a full stop")
    assert not wrong


def test_patterns_of_a_property_have_both_its_slots() -> None:
    properties = declared(*PROPERTIES)
    wrong = []
    for subject, pattern in patterns():
        names = {name for name, _ in SLOT.findall(pattern)}
        own = {"subject", "object"}, {"subject", local(subject)}
        if subject in properties and not any(pair <= names for pair in own):
            wrong.append(f"{local(subject)}: {pattern}")
    assert not wrong


def siblings(one: URIRef, other: URIRef) -> bool:
    """Two properties, two kinds of claim or two kinds of event, neither above the other."""
    above = line(one), line(other)
    kind = {term("Claim"), term("Event")} & above[0] & above[1] or {one, other} <= declared(*PROPERTIES)
    return one < other and bool(kind) and other not in above[0] and one not in above[1]


def test_no_wording_stands_for_two_sibling_terms_unless_they_say_so() -> None:
    graph = whole()
    by_shape: dict[str, set[URIRef]] = {}
    for subject, pattern in patterns():
        by_shape.setdefault(shape(pattern), set()).add(subject)
    wrong = [
        f"{words}: {local(one)} and {local(other)}"
        for words, terms in sorted(by_shape.items())
        for one in sorted(terms)
        for other in sorted(terms)
        if siblings(one, other) and (one, ALSO, other) not in graph and (other, ALSO, one) not in graph
    ]
    assert not wrong


def test_no_term_repeats_a_wording_of_a_term_above_it() -> None:
    own = {(subject, shape(pattern)) for subject, pattern in patterns()}
    wrong = [
        f"{local(subject)}: {words}"
        for subject, words in sorted(own)
        if any((above, words) in own for above in line(subject) - {subject})
    ]
    assert not wrong


def test_axioms_name_only_terms_that_exist() -> None:
    graph, known = whole(), declared(OWL.Class, *PROPERTIES)
    links = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, OWL.inverseOf, OWL.propertyDisjointWith, ALSO)
    wrong = [
        f"{local(s)} {local(link)} {local(o)}"
        for link in links
        for s, o in graph.subject_objects(link)
        if isinstance(o, URIRef) and str(o).startswith(ONTOLOGY) and o not in known
    ]
    wrong += [
        f"{local(s)} range {local(o)}"
        for s, o in graph.subject_objects(RDFS.range)
        if str(o).startswith(ONTOLOGY) and o not in known
    ]
    assert not wrong


def test_blank_nodes_stand_only_in_lists_disjointness_and_restrictions() -> None:
    graph = whole()
    blank = {s for s in graph.subjects() if isinstance(s, BNode)}
    kinds = (OWL.AllDisjointClasses, OWL.Restriction)
    assert all((s, RDF.first, None) in graph or any((s, RDF.type, kind) in graph for kind in kinds) for s in blank)


def test_the_code_asks_for_every_class_of_words_and_for_no_other() -> None:
    code = "\n".join(path.read_text(encoding="utf8") for path in Path(kg.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r'\b(?:find_)?words?(?:\[|\.get\(|\()"(\w+)"', code))
    asked |= {"attending", "receiving"} | {each.name for each in fields(MoodWords)}  # chosen at run time
    known = {str(cls).removeprefix(LEXICON) for cls in whole().subjects(RDF.type, URIRef(LEXICON + "WordClass"))}
    assert asked == known | {"honorific"}  # whose words stand with the titles


def test_a_class_of_words_is_declared_in_one_file() -> None:
    kind = URIRef(LEXICON + "WordClass")
    declared = [
        (each, path.name) for path in FOLDER.glob("*.ttl") for each in Graph().parse(path).subjects(RDF.type, kind)
    ]
    files = Counter(each for each, _ in declared)
    assert len(files) > 100
    assert [str(each) for each, count in files.items() if count > 1] == []


def test_no_class_is_under_two_disjoint_ones() -> None:
    graph = whole()
    groups = [set(Collection(graph, node)) for node in graph.objects(None, OWL.members)]
    wrong = [local(cls) for cls in declared(OWL.Class) for group in groups if len(group & line(cls)) > 1]
    assert groups
    assert not wrong


def test_shared_properties_have_no_domain() -> None:
    graph = whole()
    shared = ("text", "start", "end", "date", "target", "place")
    assert [name for name in shared if (term(name), RDFS.domain, None) in graph] == []


@pytest.mark.parametrize("name", ["allyOf", "opposes", "borders", "spouseOf"])
def test_relations_that_go_both_ways_are_symmetric(name: str) -> None:
    assert (term(name), RDF.type, OWL.SymmetricProperty) in whole()


@pytest.mark.parametrize("name", ["partOf", "locatedIn"])
def test_relations_of_parts_are_transitive(name: str) -> None:
    assert (term(name), RDF.type, OWL.TransitiveProperty) in whole()


def test_nothing_but_words_gives_an_ally() -> None:
    graph = whole()
    assert (None, RDFS.subPropertyOf, term("allyOf")) not in graph
    assert (term("allyOf"), OWL.propertyChainAxiom, None) not in graph
    assert (term("allyOf"), RDF.type, OWL.TransitiveProperty) not in graph


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_is_a_property_that_some_wording_gives(name: str) -> None:
    slots = {slot for _, pattern in patterns() for slot, _ in SLOT.findall(pattern)}
    assert term(name) in declared(OWL.ObjectProperty, OWL.DatatypeProperty)
    assert term(name) in worded() or name in slots


@pytest.mark.parametrize("name", EVENTS)
def test_every_kind_of_event_is_a_worded_class_below_event(name: str) -> None:
    assert term(name) in worded()
    assert term("Event") in line(term(name))


def test_notations_are_classes_of_plover() -> None:
    assert {str(o) for o in whole().objects(None, SKOS.notation)} <= PLOVER


def test_an_event_keeps_the_notation_of_the_class_above_it_or_narrows_it() -> None:
    graph = whole()
    wrong = []
    for cls in sorted(declared(OWL.Class)):
        above = [parent for parent in graph.objects(cls, RDFS.subClassOf) if (parent, SKOS.notation, None) in graph]
        if above and (cls, SKOS.notation, None) not in graph:
            wrong.append(local(cls))
    assert not wrong


@pytest.mark.parametrize("name", ["relations.txt", "events.txt"])
def test_every_section_of_the_cases_has_a_sentence_that_gives_and_one_that_does_not(name: str) -> None:
    wrong = []
    for section in sections(CASES / name):
        gives = [any(given(fact) for fact in facts) for _, facts in section]
        if all(gives) or not any(gives) or not all(facts for _, facts in section):
            wrong.append(section[0][0])
    assert not wrong


def test_every_worded_relation_and_event_has_a_case() -> None:
    owed = {local(s) for s in worded() if s in declared(*PROPERTIES) or term("Event") in line(s)}
    files = (CASES / "relations.txt", CASES / "events.txt")
    cases = {given(fact) for file in files for section in sections(file) for _, facts in section for fact in facts}
    assert owed - cases == set()


@pytest.mark.parametrize("name", ["relations.txt", "events.txt"])
def test_known_misses_are_few(name: str) -> None:
    facts = [fact for section in sections(CASES / name) for _, facts in section for fact in facts]
    assert len(facts) > 50
    assert sum(fact.startswith("~") for fact in facts) <= 0.15 * len(facts)
