"""Bad axioms and bad facts: each is told with its place, its axiom and what to do; nothing hangs, nothing stops."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import rdflib
from test_check import shape

from kg.commandline.checks import LISTS, Finding, Kind, check_files, find_contradictions, find_mistakes
from kg.commandline.graphs import open_facts
from kg.graph import Graph, open_graph
from kg.reason.bulk import materialise_in_bulk
from kg.reason.engine import find_closure
from kg.reason.facts import ground_of
from kg.tbox import read_with_mistakes

HEAD = """@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
# a dot. And a "mark; the axioms below go by their own names, so that no case has a part in another
"""
CASES: list[
    tuple[str, Kind, str, str]
] = [  # Turtle, on a line of its own; what is found; words of it; words of the rest
    (
        ":A1 owl:disjointWith :A1 .",
        "impossible",
        ":A1 can have no members (rule cax-dw, ",
        "change one of these axioms",
    ),
    (":A2 rdfs:subClassOf :Person , :State .", "impossible", ":A2 can have no members (rule cax-adc", "core.ttl:"),
    (":A3 owl:complementOf :A3 .", "impossible", ":A3 can have no members (rule cls-com, ", ":A3 owl:complementOf :A3"),
    (":A4 rdfs:subClassOf owl:Nothing .", "impossible", ":A4 can have no members", "cls-nothing2"),
    (":B4 rdfs:subClassOf :A4 .", "impossible", ":A4 can have no members", "so it is with :B4"),
    (":p4 rdfs:range :A4 .", "impossible", ":A4 can have no members", ":p4"),
    (":p5 rdfs:domain :C5 . :C5 owl:disjointWith :C5 .", "impossible", ":C5 can have no members", ":p5"),
    (":p6 rdfs:domain owl:Nothing .", "impossible", ":p6 can relate nothing (rule prp-dom + cls-nothing2", "supposed"),
    (
        ":p7 a owl:IrreflexiveProperty , owl:ReflexiveProperty .",
        "left out",
        "draws nothing from owl:ReflexiveProperty: :p7",
        "",
    ),
    (
        ":p8 owl:propertyDisjointWith :q8 ; rdfs:subPropertyOf :q8 .",
        "impossible",
        ":p8 can relate nothing (rule prp-pdw, ",
        "",
    ),
    (
        "e:a1 owl:sameAs e:b1 ; owl:differentFrom e:b1 .",
        "contradiction",
        "a1 is different from b1 but a1 is the same as b1 (rule eq-diff1)",
        "in {place}",
    ),
    ("e:a2 owl:differentFrom e:a2 .", "contradiction", "(rule eq-diff1)", "in {place}"),
    (
        "[] a owl:AllDifferent ; owl:members ( e:a3 e:b3 ) . e:a3 owl:sameAs e:b3 .",
        "contradiction",
        "a3 is the same as b3, which cannot be (rule eq-diff2, {place})",
        "[ a owl:AllDifferent ] owl:members ( e:a3 e:b3 )",
    ),
    (
        ":D1 rdfs:subClassOf :D2 . :D2 rdfs:subClassOf :D3 . :D3 rdfs:subClassOf :D1 .",
        "circle",
        "{place}: each is below the others, so all are one class: :D1, :D2, :D3; take one rdfs:subClassOf away",
        "",
    ),
    (
        ":p9 rdfs:subPropertyOf :q9 . :q9 rdfs:subPropertyOf :p9 .",
        "circle",
        "{place}: each is below the others, so all are one property: :p9, :q9; ",
        "",
    ),
    (
        ":c1 owl:propertyChainAxiom ( :c1 ) .",
        "circle",
        "{place}: a chain leads back to itself: :c1 owl:propertyChainAxiom ( :c1 )",
        "",
    ),
    (":c2 owl:propertyChainAxiom ( :d2 :c2 :d2 ) .", "circle", "{place}: a chain leads back to itself: :c2", ""),
    (
        ":c3 owl:propertyChainAxiom ( :d3 :e3 ) . :d3 owl:propertyChainAxiom ( :c3 :e3 ) .",
        "circle",
        "{place}: a chain leads back to itself: :c3",
        "",
    ),
    (
        ":E1 owl:unionOf _:l . _:l rdf:first :E2 ; rdf:rest _:l .",
        "left out",
        "{place}: owl:unionOf of :E1 is left out: its list runs in a circle; write it as ( :One :Two )",
        "",
    ),
    (
        ":E3 owl:intersectionOf [ rdf:first :E2 ] .",
        "left out",
        "{place}: owl:intersectionOf of :E3 is left out: its list breaks off or forks; write it as",
        "",
    ),
    (
        ":E4 owl:unionOf ( :E2 'E2' ) .",
        "left out",
        "{place}: owl:unionOf of :E4 is left out: its list has a literal",
        "",
    ),
    (
        ":F1 rdfs:subClassOf 'text one' .",
        "left out",
        '{place}: a literal is no class and no property: :F1 rdfs:subClassOf "text one"; write its IRI',
        "",
    ),
    (":f2 rdfs:subPropertyOf 'text two' .", "left out", "{place}: a literal is no class and no property: :f2", ""),
    (
        "e:a4 a 'text three' .",
        "left out",
        '{place}: a literal is no class and no property: e:a4 rdf:type "text three"',
        "",
    ),
    (
        ":G1 owl:onProperty :g1 ; owl:maxCardinality 'one'^^xsd:integer .",
        "left out",
        "{place}: a cardinality is a whole number: :G1; write 0 or 1",
        "",
    ),
    (
        "e:a5 :g2 'x5'^^xsd:integer .",
        "contradiction",
        "(rule dt-not-type)",
        'e:a5 :g2 "x5"^^xsd:integer\n    in {place}',
    ),
    (
        "e:a8 owl:sameAs 'text four' .",
        "left out",
        '{place}: a literal is no thing with an IRI: e:a8 owl:sameAs "text',
        "",
    ),
    ("e:a9 owl:differentFrom 'text five' .", "left out", "{place}: a literal is no thing with an IRI: e:a9", ""),
    (
        ":c9 owl:propertyChainAxiom () .",
        "left out",
        "{place}: owl:propertyChainAxiom of :c9 is left out: its list is",
        "",
    ),
    (":E9 owl:hasKey () .", "left out", "{place}: owl:hasKey of :E9 is left out: its list is empty; write it as", ""),
    ("e:a7 :g4 '2019-02-29'^^xsd:date .", "contradiction", "(rule dt-not-type)", "in {place}"),
    (
        ":g3 rdfs:range xsd:date . e:a6 :g3 '2020-13-45'^^xsd:date .",
        "contradiction",
        "(rule prp-rng + dt-not-type, {place})",
        "in {place}",
    ),
    (
        ":H1 rdfs:subClassOf [ owl:onProperty :h1 ; owl:someValuesFrom :H2 ] .",
        "left out",
        "{place}: OWL 2 RL does not conclude owl:someValuesFrom from a class: :H1",
        "",
    ),
]
LEGAL = """
:L1 rdfs:subClassOf :L2 . :L2 rdfs:subClassOf :L1 . :L1 owl:equivalentClass :L2 .
:l3 owl:propertyChainAxiom ( :l3 :l3 ) . :l4 owl:propertyChainAxiom ( :l4 :l5 ) .
:l6 owl:propertyChainAxiom ( :l5 :l6 ) .
:L7 rdfs:subClassOf :L7 . e:l8 owl:differentFrom e:l9 . :L8 owl:disjointWith :L9 . :l10 owl:hasKey ( :l11 ) .
"""


FOLDER = TemporaryDirectory()


def write(folder: str | Path, text: str) -> Path:
    path = Path(folder) / "bad.ttl"
    path.write_text(text, encoding="utf-8")
    return path


@lru_cache(maxsize=1)
def all_together() -> tuple[Path, Graph, list[Finding]]:
    """The cases in one file, each on its line; the graph of it, and what is found."""
    path = write(FOLDER.name, HEAD + "".join(f"{case[0]}\n" for case in CASES))
    graph = open_facts([path])
    return path, graph, list(find_contradictions(graph))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_what_is_bad_is_told_with_place_axiom_and_remedy(number: int) -> None:
    path, _, findings = all_together()
    _, kind, first, rest = CASES[number]
    place = f"{path}:{HEAD.count(chr(10)) + number + 1}"
    found = [
        each
        for each in findings
        if each.kind == kind
        and first.format(place=place) in each.lines[0]
        and rest.format(place=place) in "\n".join(each.lines)
    ]
    assert len(found) == 1, [each.lines for each in findings]


def test_nothing_else_is_told_and_each_once() -> None:
    _, _, findings = all_together()
    same_finding = {":B4", ":p4"}  # told with :A4
    assert len(findings) == len({each.lines for each in findings})
    assert len(findings) == len(CASES) - len(same_finding)


def test_from_bad_axioms_the_rest_is_drawn_in_both_ways() -> None:
    _, graph, _ = all_together()
    by_tuples = set(find_closure(graph).triples)
    assert materialise_in_bulk(graph) == len(by_tuples)
    assert {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)} == by_tuples
    assert len(list(find_contradictions(graph))) == len(all_together()[2]), "also of a graph that is up to date"


def test_what_is_legal_is_not_told_and_the_shipped_ontology_is_sound(tmp_path: Path) -> None:
    graph = open_facts([write(tmp_path, HEAD + LEGAL)])
    assert [each.lines for each in find_contradictions(graph)] == []
    assert ground_of(graph).rules.denials


def test_a_file_of_another_syntax_is_named_without_a_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.rdf"
    path.write_text(
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://www.w3.org/2000/01/rdf-schema#">\n'
        '<r:Description r:about="urn:x:F"><s:subClassOf>Köln</s:subClassOf></r:Description></r:RDF>\n',
        encoding="utf-8",
    )
    (found,) = find_contradictions(open_facts([path]))
    assert found.lines == (
        f'{path}: a literal is no class and no property: <urn:x:F> rdfs:subClassOf "Köln"; '
        "write its IRI, as :Name, without quotation marks",
    )


MISTAKES = """:X rdfs:subClassOf :X .
:Yacht a owl:Class ; rdfs:subClassOf :Botz .
:sails a owl:ObjectProperty ; rdfs:domain :Persn ;
    rdfs:range :Botz ; lex:pattern "{subject} sails {object}" .
:owns a owl:ObjectProperty ; rdfs:domain :Person ; lex:pattern "{subject} owns {object}" .
[] rdfs:subClassOf :Nix .
:buys a owl:ObjectProperty ; rdfs:domain :Person ; rdfs:range :Agent ; lex:pattern "{subject} buys {thing}" , "buys" .
:R a owl:Class ; lex:noun "rook" ; sh:rule [ sh:construct "CONSTRUCT { ?x :owns ?y } WHERE { ?x :buys" ] .
:R2 a owl:Class ; lex:noun "rail" ; sh:rule [ sh:construct "CONSTRUCT { ?x :owns ?y } WHERE { ?x :buys ?z }" ] .
:A1 a owl:Class ; owl:disjointWith :A1 .
"""
TOLD = [
    *((6, ":X uses :X, which is not defined"), (7, ":Yacht uses :Botz"), (8, ":sails uses :Persn")),
    *((9, ":sails uses :Botz"), (10, ":owns has no rdfs:range"), (11, "a term without a name uses :Nix")),
    *(
        (12, 'the pattern "buys" has no slot'),
        (12, "has an unknown slot {thing}"),
        (13, "#R> cannot be used: its SPARQL"),
    ),
    (14, "#R2> cannot be used: a variable"),
]


def test_all_mistakes_of_a_file_are_told_each_with_its_line_and_its_remedy_and_what_contradicts_itself(
    tmp_path: Path,
) -> None:
    words = "@prefix lex: <https://w3id.org/newsgraph/lexicon#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    path = write(tmp_path, HEAD.replace("# a dot", f"{words}# a dot") + MISTAKES)
    found = list(check_files([path], []))
    mistakes = [each.lines[0] for each in found if each.kind == "mistake"]
    assert len(mistakes) == len(TOLD), mistakes
    for line, (number, text) in zip(mistakes, TOLD, strict=True):
        assert line.startswith(f"{path}:{number}: "), line
        assert text in line
        assert "; " in line.partition(text)[2], "a remedy"
    assert [each.kind for each in found if each.kind != "mistake"] == ["impossible"], "no rule is told twice"


def test_files_that_are_no_turtle_are_each_told(tmp_path: Path) -> None:
    kind = "<urn:C> a <http://www.w3.org/2002/07/owl#Class> .\n"
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text(f"{kind}<urn:C> <urn:p> .\n", encoding="utf-8")
    files = tuple(tmp_path / f"{name}.ttl" for name in ("one", "two"))
    told = [each.lines[0].partition(": not Turtle")[0] for each in find_mistakes(open_graph(None), files)]
    assert told == [f"{path}:2:17" for path in files]


def test_every_kind_of_finding_has_the_documented_shape() -> None:
    _, _, findings = all_together()
    for each in findings:
        assert [name for name in each.data if f'"{name}"' not in shape()] == [], each.kind
    assert all(f'"{name}": [' in shape() for name in LISTS.values())


def test_what_is_whole_is_checked_beside_files_that_cannot_be_parsed(tmp_path: Path) -> None:
    kind = "<urn:C> a <http://www.w3.org/2002/07/owl#Class> .\n"
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text(f"<urn:C> <urn:p> .\n{kind}", encoding="utf-8")
    wrong = "@prefix : <https://w3id.org/newsgraph/ontology#> . <urn:x> a :Person , :Event .\n"
    (tmp_path / "whole.ttl").write_text(wrong, encoding="utf-8")
    found = list(check_files([tmp_path / f"{name}.ttl" for name in ("one", "whole", "two")], []))
    assert [each.kind for each in found] == ["mistake", "mistake", "contradiction"]
    places = [each.lines[0].partition(": ")[0] for each in found[:2]]
    assert [place.rsplit(":", 1)[0] for place in places] == [f"{tmp_path / name}.ttl:1" for name in ("one", "two")]


def test_what_may_be_defined_in_a_file_that_cannot_be_parsed_is_not_called_undefined(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.ttl", tmp_path / "broken.ttl"
    kinds = ":Dove a owl:Class ; rdfs:subClassOf :Hawk .\n:Wren a owl:Class ; rdfs:subClassOf :Kite .\n"
    whole.write_text(HEAD + kinds, encoding="utf-8")
    broken.write_text(f"{HEAD}:Hawk a owl:Class\n:Crow a owl:Class ; rdfs:subClassOf :Kite .\n", encoding="utf-8")
    told = [each.lines[0] for each in check_files([whole, broken], [])]
    assert len(told) == 2, told
    assert told[0].startswith(f"{broken}:")
    assert ":Wren uses :Kite, which is not defined" in told[1]


def test_an_ontology_file_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, HEAD)
    texts, parse = [], rdflib.Graph.parse

    def counted(graph: rdflib.Graph, *args: Any, **kwargs: Any) -> rdflib.Graph:
        texts.append(kwargs.get("data"))
        return parse(graph, *args, **kwargs)

    monkeypatch.setattr(rdflib.Graph, "parse", counted)
    read_with_mistakes([path])
    assert texts.count(path.read_text(encoding="utf-8")) == 1
