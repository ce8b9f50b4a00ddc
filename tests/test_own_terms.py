"""Classes and relations of an analyst's own beside those that come with newsgraph."""

from pathlib import Path

import pytest
from test_bad_input import kg

HEAD = """@prefix : <https://w3id.org/newsgraph/ontology#> .
@prefix lex: <https://w3id.org/newsgraph/lexicon#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
MORE = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
DELIVERY = 'lex:pattern "{actor} delivers weapons to {target}"'
PASSIVE, RELATIVE = "Weapons were delivered to Mali by Chad.", "Chad, which delivers weapons to Mali, left."
BLAME = 'lex:pattern "{claimant} blames {accused} for {content}"'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.ttl"


@pytest.mark.parametrize(
    ("block", "sentence", "told"),
    [
        (f":Zarms a owl:Class ; rdfs:subClassOf :Aid ; {DELIVERY} .", "Syria delivered weapons to Hezbollah.", "Zarms"),
        (f":Zarms a owl:Class ; rdfs:subClassOf :Event ; {DELIVERY} .", PASSIVE, "Zarms"),
        (f":Arms a owl:Class ; rdfs:subClassOf :Event ; {DELIVERY} .", RELATIVE, "Arms"),
        (f":Blame a owl:Class ; rdfs:subClassOf :Accusation ; {BLAME} .", "Chad blamed Mali for the raid.", "Blame by"),
        (f":Zany a owl:Class ; rdfs:subClassOf :Claim ; {BLAME} .", "Mali is blamed for the raid by Chad.", "Zany by"),
    ],
)  # fmt: skip
def test_a_wording_of_ones_own_gives_ones_own_class(block: str, sentence: str, told: str, own: Path) -> None:
    own.write_text(HEAD + block, encoding="utf8")
    found = [line.split(" “")[0] for line in kg("try", sentence, "--ontology", own).stdout.splitlines()]
    assert any(line.startswith(f"  {told}") for line in found), found


def test_what_a_noun_of_ones_own_is_of_does_not_act(own: Path) -> None:
    own.write_text(f'{HEAD}:Overflight a owl:Class ; rdfs:subClassOf :Event ; lex:noun "overflight" .', encoding="utf8")
    told = kg("try", "Chad's overflight of Mali on Tuesday shocked Acme.", "--ontology", own).stdout
    assert "actor: Chad" in told
    assert "actor: Mali" not in told


@pytest.mark.parametrize("sentence", ["The overflight lasted nine minutes.", "Chad's overflight lasted nine minutes."])
def test_what_a_noun_of_ones_own_names_is_an_event_without_parties(sentence: str, own: Path) -> None:
    own.write_text(f'{HEAD}:Overflight a owl:Class ; rdfs:subClassOf :Event ; lex:noun "overflight" .', encoding="utf8")
    assert "Overflight “overflight”" in kg("try", sentence, "--ontology", own).stdout


@pytest.mark.parametrize("sentence", ["Mali's airspace was violated by Chad.", "Chad violated Malian airspace."])
def test_whose_something_is_fills_the_slot_behind_of(sentence: str, own: Path) -> None:
    wording = 'lex:pattern "{subject} violates the airspace of {object}"'
    own.write_text(f"{HEAD}:enters a owl:ObjectProperty ; {ENDS} ; {wording} .", encoding="utf8")
    assert "e:Chad :enters e:Mali" in kg("try", sentence, "--ontology", own).stdout


def test_a_pattern_in_another_language_that_cannot_be_read_is_told_as_such(own: Path) -> None:
    own.write_text(
        f'{HEAD}:funds a owl:ObjectProperty ; {ENDS} ; lex:pattern "{{subject}} finance le parti {{object}}"@fr .',
        encoding="utf8",
    )
    result = kg("try", "Chad left.", "--ontology", own)
    assert "is marked as not English" in result.stdout + result.stderr


def test_of_two_classes_of_ones_own_the_narrower_is_given(own: Path) -> None:
    wording = 'lex:pattern "{actor} outwits {target}"'
    own.write_text(
        f"{HEAD}:Crime a owl:Class ; rdfs:subClassOf :Event ; {wording} .\n"
        f":Whitening a owl:Class ; rdfs:subClassOf :Crime ; {wording} .\n"
        f":Amiss a owl:Class ; rdfs:subClassOf :Whitening ; {wording} .\n",
        encoding="utf8",
    )
    assert "  Amiss “outwitted”" in kg("try", "Chad outwitted Mali.", "--ontology", own).stdout


def test_a_pattern_that_another_file_has_too_is_placed_where_its_own_term_has_it(own: Path) -> None:
    own.write_text(
        f"{HEAD}:Arms a owl:Class ; rdfs:subClassOf :Event ;\n    {DELIVERY} .\n"
        f":Zarms a owl:Class ; rdfs:subClassOf :Arms ;\n    {DELIVERY} .\n"
        ':Broken a owl:Class ; rdfs:subClassOf :Event ;\n    lex:pattern "{actor} delivers weapons to {nobody}" .\n'
        ':Cracked a owl:Class ; rdfs:subClassOf :Event ;\n    lex:pattern "{actor} delivers weapons to {nobody}" .\n',
        encoding="utf8",
    )
    told = kg("check", own).stdout
    assert f'{own}:10: the pattern "{{actor}} delivers weapons to {{nobody}}" has an unknown slot' in told
    assert f'{own}:12: the pattern "{{actor}} delivers weapons to {{nobody}}" has an unknown slot' in told


def test_two_classes_that_share_a_wording_are_told_which_one_is_given(own: Path) -> None:
    own.write_text(f"{HEAD}:Arms a owl:Class ; rdfs:subClassOf :Event ; {DELIVERY} .\n", encoding="utf8")
    (line,) = kg("check", own).stdout.splitlines()
    assert line.startswith(f"{own}:5: ")
    assert line.endswith(" of :Arms and of :Aid, and gives :Arms only; reword one, or make :Arms a subclass of :Aid")


BUYS = 'lex:pattern "{subject} buys {object}"'
RULE = 'sh:rule [ a sh:SPARQLRule ; sh:construct "CONSTRUCT { $this :opposes ?b } WHERE { $this :borders ?b }" ]'
ENDS = "rdfs:domain :Agent ; rdfs:range :Agent"
SLIPS = [
    (":T a owl:Class ; rdfs:subclassOf :Event .", "mend its name (is it rdfs:subClassOf?)"),
    (f":Hire a owl:Class . :Hire a owl:ObjectProperty ; {ENDS} .", ":Hire is a class and a relation; "),
    (":owns a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range xsd:string .", "make it an owl:DatatypeProperty"),
    (f':t a owl:ObjectProperty ; {ENDS} ; lex:pattern "{{actor}} buys {{target}}" .', "has no {subject}; "),
    (':T a owl:Class ; lex:pattern "{actor} buys {target}" .', ":T has patterns and is no kind of event or claim; "),
    (
        ":worth a owl:DatatypeProperty ; rdfs:domain :Agent ; rdfs:range xsd:decimal ;"
        ' lex:pattern "{subject} is worth {object}" .',
        "has no word that shows it",
    ),
    (":R a sh:NodeShape ; sh:targetClass :Persn .", "is it :Person?"),
    (":Kidnapping a owl:Clas .", "owl:Clas means nothing; mend its name (is it owl:Class?)"),
    (f":owes a owl:ObjectProperty ; {ENDS} ; rdfs:subPropertyOf :opposes .", "no words, and nothing else gives it"),
    (":Raid a owl:Class ; rdfs:subClassOf :Event .", "so that no article can; add a lex:pattern, or an axiom"),
    (":Trawler a owl:Class ; rdfs:subClassOf :Group .", "so that no article can; add a lex:noun, or an axiom"),
    (
        f':t a owl:ObjectProperty ; {ENDS} ; lex:verb "buyed" ; {BUYS} .',
        'states lex:verb "buyed", and its patterns are',
    ),
    (f":R a sh:NodeShape ; {RULE} .", ":R does not say what $this is in its rule"),
    (f":R a sh:NodeShape, owl:Clas ; sh:targetClass :Agent ; {RULE} .", "is it owl:Class?"),
    (":R a sh:NodeShape ; sh:targetclass :Agent .", "is it sh:targetClass?"),
]
WELL = [
    f':soldTo a owl:ObjectProperty ; owl:inverseOf :t . :t a owl:ObjectProperty ; {ENDS} ; lex:verb "buy" ; {BUYS} .',
    ":Raid a owl:Class ; rdfs:subClassOf :Event . :Night a owl:Class ; rdfs:subClassOf :Raid ; "
    'lex:pattern "{actor} raids {target} by {vessel}" . :vessel a owl:ObjectProperty ; rdfs:range :Agent .',
    f":kin a owl:ObjectProperty ; {ENDS} . :R a sh:NodeShape ; sh:targetClass :Agent ; sh:rule [ a sh:SPARQLRule ; "
    'sh:construct "CONSTRUCT { $this :kin ?b } WHERE { $this :spouseOf ?b }" ] .',
    f":kin a owl:ObjectProperty ; {ENDS} ; owl:propertyChainAxiom ( :spouseOf :spouseOf ) .",
    ":Shop a owl:Class ; rdfs:subClassOf :Organization . <urn:a> a :Shop .",
    ":Agent a sh:NodeShape, owl:Class ; sh:rule [ a sh:SPARQLRule ; "
    'sh:construct "CONSTRUCT { $this :opposes ?b } WHERE { $this :borders ?b }" ] .',
]  # fmt: skip


@pytest.mark.parametrize(("block", "words"), SLIPS)
def test_a_slip_in_a_block_of_ones_own_is_told_with_its_line(block: str, words: str, own: Path) -> None:
    own.write_text(f"{HEAD}{MORE}{block}\n", encoding="utf8")
    (line,) = kg("check", own).stdout.splitlines()
    assert line.startswith(f"{own}:6: ")
    assert words in line


@pytest.mark.parametrize("fact", ["e:Chad :owes e:Mali", "e:Chad a :Debtor"])
def test_a_term_that_facts_in_another_file_have_needs_no_words(fact: str, own: Path) -> None:
    facts = own.with_name("facts.ttl")
    facts.write_text(f"{HEAD}@prefix e: <https://w3id.org/newsgraph/entity/> .\n{fact} .\n", encoding="utf8")
    own.write_text(
        f"{HEAD}:owes a owl:ObjectProperty ; {ENDS} .\n:Debtor a owl:Class ; rdfs:subClassOf :Agent .\n",
        encoding="utf8",
    )
    (line,) = kg("check", own, facts).stdout.splitlines()
    assert f":{'Debtor' if 'owes' in fact else 'owes'} has no words" in line


@pytest.mark.parametrize("block", WELL)
def test_a_term_that_an_axiom_rule_slot_or_fact_gives_needs_no_words(block: str, own: Path) -> None:
    own.write_text(f"{HEAD}{MORE}{block}\n", encoding="utf8")
    assert kg("check", own).stdout == ""


STUDY = 'lex:pattern "{subject} studies at {object}"'


@pytest.mark.parametrize(
    ("written", "meant", "told"),
    [
        ("newsgraph/lexicon#", "newsgraph/lexikon#", "2: the prefix lex: is <https://w3id.org/newsgraph/lexikon#>"),
        ("newsgraph/ontology#", "newsgraph/ontology/", "1: the prefix : is <https://w3id.org/newsgraph/ontology/>"),
        ('{object}"', '{object}"@fr', '6: "{subject} studies at {object}"@fr is marked as not English'),
        ("rdfs:domain :Person", "rdfs:domain :Event", "5: :studiedAt has rdfs:domain :Event, and no event or claim"),
        ("rdfs:range :Agent", "rdfs:range :Denial", "5: :studiedAt has rdfs:range :Denial, and no event or claim"),
        ("rdfs:range :Agent", "rdfs:range :Agent", "nothing contradicts itself"),
        ("studies at", "enforces a no-fly zone over", "nothing contradicts itself"),
        ("studies at", "never studies at", '6: the pattern "{subject} never studies at {object}" is negated'),
        ("studies at", "says no to", "nothing contradicts itself"),
        ('{object}"', '{object}"@en-GB', "nothing contradicts itself"),
    ],
)
def test_a_block_that_would_read_nothing_is_told_with_its_line(written: str, meant: str, told: str, own: Path) -> None:
    block = f"{HEAD}:studiedAt a owl:ObjectProperty ; rdfs:domain :Person ; rdfs:range :Agent ;\n    {STUDY} .\n"
    own.write_text(block.replace(written, meant, 1), encoding="utf8")
    result = kg("check", own)
    assert told in result.stdout + result.stderr


EXAMPLES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:outwitted a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range :Agent ;
    lex:pattern "{subject} outwits {object}" ;
    skos:example "Mali was outwitted by Chad." ;
    skos:example "Chad got the better of Mali." , "Mali s'est laissé duper."@fr ;
    lex:counterexample "Chad may outwit Mali." ;
    lex:counterexample "Chad outwitted \\"brave\\" Mali." .
:Ruse a owl:Class ; rdfs:subClassOf :Accusation ;
    lex:pattern "{claimant} suspects {accused} of {content}" ;
    skos:example "Chad suspected Mali of hiding weapons." ;
    lex:counterexample "Chad did not suspect Mali of hiding weapons." .
"""


def test_examples_of_ones_own_are_read_and_each_that_fails_is_told_with_its_line(own: Path) -> None:
    own.write_text(HEAD + EXAMPLES, encoding="utf8")
    found = kg("check", own).stdout.splitlines()
    assert [line.removeprefix(f"{own}:").partition("”")[0] for line in found] == [
        "9: :outwitted is not read in its example “Chad got the better of Mali.",
        '11: :outwitted is read in its counterexample “Chad outwitted "brave" Mali.',
    ]
    assert "by “{subject} outwits {object}”; reword that pattern" in found[1]


def test_examples_are_tried_beside_other_slips_and_not_where_a_pattern_cannot_be_used(own: Path) -> None:
    own.write_text(HEAD + EXAMPLES + ":Empty a owl:Class .\n", encoding="utf8")
    assert len(kg("check", own).stdout.splitlines()) == 3
    own.write_text(HEAD + EXAMPLES.replace("outwits", "outwits the {nobody} and", 1), encoding="utf8")
    assert "its example" not in kg("check", own).stdout
