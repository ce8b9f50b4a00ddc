"""What an analyst meets whose ontology file has a mistake, or says more than is drawn from."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_reason_bulk import both_ways, graph_of, triples

from kg.__main__ import main
from kg.commandline.checks import find_contradictions
from kg.errors import OntologyError
from kg.reason.mistakes import check_rules

HEAD = """@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:funds a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range :Agent .
:Funder a owl:Class .  # a dot. And a "mark
"""
RULE = ":S a sh:NodeShape ; sh:targetClass :Agent ;\n  sh:rule [ a sh:SPARQLRule ; {more}\n    sh:construct {text} ] ."
GOOD = '"CONSTRUCT { $this a :Funder } WHERE { $this :funds ?x }"'
FACTS = "\ne:NATO :funds e:Poland . e:Poland a :State ."
KINDS = ":State rdfs:subClassOf :Agent . :Alliance rdfs:subClassOf :Agent ."
LEFT_OUT = [  # Turtle, the line of it that is told, and what is told
    (":Funder\n  rdfs:subClassOf [ owl:onProperty :funds ;\n  owl:someValuesFrom :Agent ] .", 3, "someValuesFrom"),
    (":One a owl:Class ; owl:unionOf _:a . _:a rdfs:label 'no list' .", 1, "its list breaks off or forks"),
    (
        ":Two a owl:Class ; owl:unionOf _:b . _:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> :Agent ;\n"
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:b .",
        1,
        "runs in a circle",
    ),
    (":funds a owl:ReflexiveProperty .", 1, "draws nothing from owl:ReflexiveProperty"),
    ("\n:Funder rdfs:subClassOf [ owl:onProperty :funds ; owl:maxCardinality 7 ] .", 2, "counts to one only"),
]
NONSENSE = [
    ':Funder rdfs:subClassOf "a literal" . e:NATO a :Funder .',
    "e:NATO a 'Funder' . e:NATO :funds 'x'^^xsd:integer .",
    ":Funder rdfs:subClassOf :Other . :Other rdfs:subClassOf :Funder ; owl:disjointWith :Funder .",
    ":funds rdfs:subPropertyOf :pays . :pays rdfs:subPropertyOf :funds ; owl:inverseOf :pays .",
    ":funds owl:propertyChainAxiom ( :funds :funds ) ; owl:disjointWith :funds ; a owl:AsymmetricProperty .",
]


def write(folder: Path, text: str) -> Path:
    path = folder / "own.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def follows(text: str, triple: str = "e:NATO a :Funder") -> bool:
    """Whether a triple follows from an ontology and facts, in either way of drawing."""
    facts = f"{FACTS} e:NATO a :Alliance ."
    wanted = set(triples(f"{triple} ."))
    return wanted <= both_ways(f"{HEAD} {KINDS} {text}", facts)


@pytest.mark.parametrize(
    ("more", "text", "line", "words"),
    [
        ("", '"CONSTRUCT { $this a :Funder } WHERE { $this :funds }"', 8, "its SPARQL cannot be read"),
        ("", '"CONSTRUCT { $this a :Funder } WHERE { OPTIONAL { $this :funds ?x } }"', 8, "not of LeftJoin"),
        ("", '"""\n CONSTRUCT { $this a ?y }\n WHERE { $this :funds ?x }"""', 9, "is not bound by its triples"),
        ("", '"CONSTRUCT { $this a :Funder } WHERE { $this :funds ?x FILTER (?x > 3) }"', 8, "of filters only"),
        ("", '"SELECT * { $this :funds ?x }"', 8, "no CONSTRUCT"),
        ("", '"CONSTRUCT { $this owl:sameAs ?x } WHERE { $this :funds ?x }"', 8, "owl:sameAs is not for rules"),
        ("sh:condition [ sh:nodeKind sh:IRI ] ;", GOOD, 8, "asks sh:nodeKind"),
        ("sh:condition [ sh:property [ sh:path :funds ; sh:maxCount 3 ] ] ;", GOOD, 8, "more than sh:hasValue"),
        ("", '"CONSTRUCT { $this a :Funder } WHERE { $this :funds ?x FILTER (true) }"', 8, "of filters only"),
        ('sh:prefixes [ sh:declare [ sh:prefix "x" ; sh:namespace "no iri" ] ] ;', GOOD, 8, "nvalid"),
        ('sh:prefixes [ sh:declare [ sh:prefix "x" ] ] ;', GOOD, 8, "not one sh:prefix with one sh:namespace"),
        ("", '"CONSTRUCT { $this a x:Funder } WHERE { $this :funds ?x }"', 8, "x"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_with_file_line_and_remedy(
    more: str, text: str, line: int, words: str, tmp_path: Path
) -> None:
    path = write(tmp_path, RULE.format(more=more, text=text))
    with pytest.raises(OntologyError) as refused:
        check_rules([path])
    assert refused.value.place == f"{path}:{line}"
    assert words in refused.value.message
    assert "sh:SPARQLRule" in refused.value.remedy


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", True),
        ("sh:deactivated true ;", False),
        ("sh:order 2 ;", True),
        ("sh:condition [ sh:class :Alliance ] ;", True),
        ("sh:condition [ sh:class :State ] ;", False),
        ("sh:condition [ sh:property [ sh:path :funds ; sh:hasValue e:Poland ] ] ;", True),
        ("sh:condition [ sh:property [ sh:path :funds ; sh:hasValue e:Latvia ] ] ;", False),
        ("sh:condition [ sh:property [ sh:path :funds ; sh:minCount 1 ] ] ;", True),
        ("sh:condition [ sh:property [ sh:path :leads ; sh:minCount 1 ] ] ;", False),
    ],
)
def test_what_a_rule_says_of_itself_holds(more: str, expected: bool) -> None:
    assert follows(RULE.format(more=more, text=GOOD)) is expected


def test_a_condition_may_have_a_name() -> None:
    rule = RULE.format(more="sh:condition [ sh:property :Named ] ;", text=GOOD)
    assert follows(f":Named sh:path :funds ; sh:minCount 1 . {rule}")


def test_a_rule_uses_the_prefixes_it_declares() -> None:
    declared = 'sh:prefixes [ sh:declare [ sh:prefix "my" ; sh:namespace "https://w3id.org/newsgraph/ontology#" ] ] ;'
    text = '"CONSTRUCT { $this a my:Funder } WHERE { $this my:funds ?x }"'
    assert follows(RULE.format(more=declared, text=text))


@pytest.mark.parametrize(("target", "expected"), [("sh:targetSubjectsOf", True), ("sh:targetObjectsOf", False)])
def test_a_rule_is_about_what_its_shape_targets(target: str, expected: bool) -> None:
    rule = RULE.format(more="", text='"CONSTRUCT { $this a :Funder } WHERE { $this a :Alliance }"')
    assert follows(rule.replace("sh:targetClass :Agent", f"{target} :funds")) is expected


def test_a_rule_of_a_shape_that_is_off_gives_nothing() -> None:
    rule = RULE.format(more="", text=GOOD).replace("sh:targetClass", "sh:deactivated true ; sh:targetClass")
    assert not follows(rule)


def test_what_is_left_out_is_said_with_its_line(tmp_path: Path) -> None:
    text = "\n".join(block for block, _, _ in LEFT_OUT)
    path = write(tmp_path, text)
    for result in (kg("reason", path, "--into", tmp_path / "all.ttl"), kg("check", path)):
        for block, line, words in LEFT_OUT:
            (told,) = [each for each in result.output.splitlines() if words in each]
            above = HEAD.count("\n") + text[: text.index(block)].count("\n")
            assert told.startswith(f"{path}:{above + line}: ")


def test_a_rule_is_drawn_from_by_the_command(tmp_path: Path) -> None:
    path = write(tmp_path, f"e:NATO a :Alliance . {RULE.format(more='', text=GOOD)} {FACTS}")
    result = kg("reason", path, "--into", tmp_path / "all.ttl")
    assert (result.exit_code, result.exception) == (0, None)
    assert kg("query", tmp_path / "all.ttl", "ASK { e:NATO a :Funder }").output.strip() == "true"


@pytest.mark.parametrize("text", NONSENSE)
def test_axioms_that_make_no_sense_end_without_an_error(text: str) -> None:
    facts = f"{FACTS} e:NATO a :Funder ."
    both_ways(f"{HEAD} {KINDS} {text}", facts)
    graph = graph_of(f"{HEAD} {KINDS} {text}", facts)
    assert isinstance(list(find_contradictions(graph)), list)
