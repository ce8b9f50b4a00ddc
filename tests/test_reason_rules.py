"""What the W3C's test cases leave open: what follows from small ontologies, and what must not."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.names import XSD
from kg.reason.close import Closed, close
from kg.reason.contradictions import Contradiction
from kg.reason.entail import contradictions_of
from kg.reason.values import are_distinct, canonical, has_type, is_malformed

PREFIXES = """
@prefix : <urn:test:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE)]


def closed(text: str) -> Closed:
    return close(triples(text))


def holds(closure: Closed, text: str) -> bool:
    facts = [(triple.subject, triple.predicate, triple.object) for triple in triples(text)]
    return all(closure.index.holds(closure.same.fact(fact)) for fact in facts)


def same(closure: Closed, one: str, other: str) -> bool:
    return closure.same.rep(NamedNode(f"urn:test:{one}")) == closure.same.rep(NamedNode(f"urn:test:{other}"))


def found(text: str) -> list[str]:
    """The rules of the contradictions in triples."""
    return [each.name for each in contradictions_of(closed(text)) if isinstance(each, Contradiction)]


def test_an_inverse_functional_property_merges_only_who_shares_a_value() -> None:
    closure = closed(":key a owl:InverseFunctionalProperty . :a :key :x . :b :key :x . :c :key :y . :d :key :z .")
    assert same(closure, "a", "b")
    assert not same(closure, "a", "c")
    assert not same(closure, "c", "d")


def test_a_functional_property_merges_only_the_values_of_one_subject() -> None:
    closure = closed(":born a owl:FunctionalProperty . :a :born :x , :y . :b :born :z .")
    assert same(closure, "x", "y")
    assert not same(closure, "x", "z")


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        ('"1"^^xsd:integer , "01"^^xsd:integer , "1.0"^^xsd:decimal', []),
        ('"1"^^xsd:integer , "2"^^xsd:integer', ["prp-fp + dt-diff"]),
        ('"a" , "b"', ["prp-fp + dt-diff"]),
        ('"a"@en , "a"@EN', []),
        ('"a"@en , "a"', ["prp-fp + dt-diff"]),
        ('"0.0"^^xsd:double , "-0.0"^^xsd:double', ["prp-fp + dt-diff"]),
        ('"1"^^xsd:double , "1.0E0"^^xsd:double', []),
        ('"0.1"^^xsd:float , "0.100000001"^^xsd:float', []),
        ('"1"^^xsd:integer , "1"^^xsd:double', ["prp-fp + dt-diff"]),
        ('"P1Y"^^xsd:duration , "P12M"^^xsd:duration', []),
        ('"one"^^:own , "two"^^:own', []),
        ('"<b></b>"^^rdf:XMLLiteral , "<b/>"^^rdf:XMLLiteral', []),
        ('"2020-01-01T00:00:00Z"^^xsd:dateTime , "2020-01-01T00:00:00.0+00:00"^^xsd:dateTime', []),
        ('"2020-01-01"^^xsd:date , "2020-01-02"^^xsd:date', ["prp-fp + dt-diff"]),
    ],
)
def test_two_values_of_a_functional_property_clash_only_where_they_are_known_to_differ(
    values: str, rules: list[str]
) -> None:
    assert found(f":age a owl:FunctionalProperty . :a :age {values} .") == rules


def test_a_functional_property_whose_values_are_different_names_is_a_contradiction() -> None:
    assert found(":p a owl:FunctionalProperty . :a :p :x , :y . :x owl:differentFrom :y .") == ["eq-diff1"]
    assert found(":p a owl:FunctionalProperty . :a :p :x , :y .") == []


@pytest.mark.parametrize("predicate", ["owl:members", "owl:distinctMembers"])
def test_of_an_all_different_of_two_and_of_three_every_pair_counts(predicate: str) -> None:
    assert found(f"[] a owl:AllDifferent ; {predicate} ( :a :b ) . :a owl:sameAs :b .") == ["eq-diff2"]
    for one, other in (("a", "b"), ("a", "c"), ("b", "c")):
        text = f"[] a owl:AllDifferent ; {predicate} ( :a :b :c ) . :{one} owl:sameAs :{other} ."
        assert found(text) == ["eq-diff2"], text
    assert found(f"[] a owl:AllDifferent ; {predicate} ( :a :b :c ) . :a owl:sameAs :d .") == []


def test_of_disjoint_properties_and_classes_every_pair_counts() -> None:
    for pair in ("p q", "p r", "q r"):
        one, other = pair.split()
        facts = f":a :{one} :b ; :{other} :b ."
        assert found(f"[] a owl:AllDisjointProperties ; owl:members ( :p :q :r ) . {facts}") == ["prp-adp"], pair
        types = f":a a :{one} , :{other} ."
        assert found(f"[] a owl:AllDisjointClasses ; owl:members ( :p :q :r ) . {types}") == ["cax-adc"], pair
    assert found("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :a :p :b ; :q :b .") == ["prp-adp"]
    assert found("[] a owl:AllDisjointProperties ; owl:members ( :p :q ) . :a :p :b ; :q :c .") == []


def test_a_key_merges_members_of_its_class_that_share_all_of_it() -> None:
    text = ":C owl:hasKey ( :p :q ) . :a a :C ; :p :x ; :q {a} . :b a :C ; :p :x ; :q {b} . :c :p :x ; :q {a} ."
    assert same(closed(text.format(a='"1"^^xsd:int', b='"1.0"^^xsd:decimal')), "a", "b")
    assert not same(closed(text.format(a='"1"', b='"2"')), "a", "b")
    assert not same(closed(text.format(a='"1"', b='"1"')), "a", "c")
    half = ":C owl:hasKey ( :p :q ) . :a a :C ; :p :x . :b a :C ; :p :x ; :q :y ."
    assert not same(closed(half), "a", "b")


def test_a_literal_is_never_a_subject_and_never_the_same_as_anything() -> None:
    closure = closed(
        ':p owl:inverseOf :q ; rdfs:range :C ; a owl:SymmetricProperty . :a :p "x" . :q rdfs:domain :D . '
        ':f a owl:FunctionalProperty . :a :f "1" , :b .'
    )
    assert holds(closure, ':a :p "x" .')
    assert not any(isinstance(fact[0], Literal) for fact in closure.index)
    assert not any(isinstance(name, Literal) for _, names in closure.same.sets() for name in names)


def test_data_that_brings_axioms_is_reasoned_with_them() -> None:
    closure = closed(
        ":means rdfs:subPropertyOf rdfs:subClassOf . :A :means :B . :a a :A . "
        ":kind rdfs:subPropertyOf rdf:type . :p :kind owl:TransitiveProperty . :x :p :y . :y :p :z ."
    )
    assert holds(closure, ":A rdfs:subClassOf :B . :a a :B . :x :p :z .")
    closure = closed(":p owl:sameAs :q . :a :p :b . :A owl:sameAs :B . :a a :A . :B rdfs:subClassOf :C .")
    assert holds(closure, ":a :q :b ; a :B , :C .")


def test_members_of_a_class_by_enumeration_and_by_value_are_found() -> None:
    closure = closed(
        ":C owl:oneOf ( :a :b ) ; rdfs:subClassOf :D . "
        ':V owl:onProperty :p ; owl:hasValue "1"^^xsd:integer . :c :p "01"^^xsd:int . :d :p "2"^^xsd:integer .'
    )
    assert holds(closure, ":a a :C , :D . :b a :D . :c a :V .")
    assert not holds(closure, ":d a :V .")


def test_values_are_what_is_compared() -> None:
    integer, short = NamedNode(f"{XSD}integer"), NamedNode(f"{XSD}short")
    assert canonical(Literal("+05", datatype=integer)) == canonical(Literal("5", datatype=short))
    assert canonical(Literal("5", datatype=integer)) != canonical(Literal("5"))
    assert canonical(Literal("12:00:00.50Z", datatype=NamedNode(f"{XSD}time"))).value == "12:00:00.5Z"
    assert not are_distinct(Literal("12x", datatype=integer), Literal("13", datatype=integer))
    assert has_type(Literal("40000", datatype=integer), f"{XSD}short") is False


DAYS = [
    *(("2020-02-29", "date"), ("2000-02-29Z", "date"), ("2020-04-30T24:00:00", "dateTime"), ("--02-29", "gMonthDay")),
    *(("0000-02-29", "date"), ("-0004-02-29", "date"), ("12020-02-29", "date"), ("-400000-02-29", "date")),
    *(("9" * 5000 + "-02-28", "date"), (" 2020-02-29\n", "date"), ("-0000", "gYear"), ("24:00:00", "time")),
]
NO_DAYS = [
    *(("2020-02-30", "date"), ("2019-02-29", "date"), ("1900-02-29", "date"), ("2020-04-31", "date")),
    *(("-0001-02-29", "date"), ("12100-02-29", "date"), ("9" * 5000 + "-02-29", "date"), ("--04-31", "gMonthDay")),
    *(("2020-06-31T00:00:00", "dateTime"), ("2020-11-31T24:00:00Z", "dateTimeStamp"), ("--02-30", "gMonthDay")),
    *(("2020-02-01T24:00:01", "dateTime"), ("02020-01-01", "date"), ("020", "gYear"), ("2020-00-01", "date")),
    *(("٢٠٢٠-01-01", "date"), ("٣", "integer"), ("\u00a05", "integer"), ("1.٥", "decimal"), ("٢", "double")),
]


@pytest.mark.parametrize(("text", "datatype"), DAYS)
def test_a_day_that_exists_is_well_formed_whatever_the_year(text: str, datatype: str) -> None:
    assert not is_malformed(Literal(text, datatype=NamedNode(XSD + datatype)))


@pytest.mark.parametrize(("text", "datatype"), NO_DAYS)
def test_a_day_that_does_not_exist_is_malformed_and_so_are_digits_of_other_scripts(text: str, datatype: str) -> None:
    literal = Literal(text, datatype=NamedNode(XSD + datatype))
    assert is_malformed(literal)
    assert has_type(literal, XSD + datatype) is False
    assert not are_distinct(literal, Literal("2020-01-01", datatype=NamedNode(f"{XSD}date")))


def test_a_number_of_ten_thousand_digits_is_read_like_any_other() -> None:
    long = Literal("9" * 10_000, datatype=NamedNode(f"{XSD}integer"))
    assert not is_malformed(long)
    assert is_malformed(Literal("9" * 10_000, datatype=NamedNode(f"{XSD}int")))
    assert canonical(Literal("0" + "9" * 10_000, datatype=NamedNode(f"{XSD}integer"))) == canonical(long)
    assert found(f':a :p "{long.value}"^^xsd:integer . :p rdfs:range xsd:integer .') == []


@pytest.mark.parametrize(
    "cells",
    [
        "rdf:first :A ; rdf:rest _:b . _:b rdf:first :B ; rdf:rest _:a .",
        "rdf:first :A .",
        "rdf:rest rdf:nil .",
        "rdf:first :A , :B ; rdf:rest rdf:nil .",
        "rdf:first :A ; rdf:rest rdf:nil , _:b . _:b rdf:first :B ; rdf:rest rdf:nil .",
    ],
)
def test_a_list_that_does_not_end_breaks_off_or_forks_is_left_out_and_said(cells: str) -> None:
    closure = closed(f":C owl:unionOf _:a . _:a {cells} :x a :A . :A rdfs:subClassOf :D .")
    assert holds(closure, ":x a :D .")
    assert not holds(closure, ":x a :C .")
    (line,) = closure.compiled.rules.ignored
    assert line.startswith("owl:unionOf of <urn:test:C> is left out: its list ")


def test_what_lies_outside_the_profile_is_said_once_an_axiom() -> None:
    closure = closed(
        ":C owl:equivalentClass [ owl:oneOf ( :a :b ) ] . :p a owl:ReflexiveProperty ."
        ':C rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality "many" ] .'
    )
    starts = [
        "OWL 2 RL does not conclude owl:oneOf",
        "OWL 2 RL draws nothing from",
        "a cardinality is a whole number: ",
    ]
    ignored = closure.compiled.rules.ignored
    assert [line.startswith(start) for line, start in zip(ignored, starts, strict=True)] == [True] * 3


def test_axioms_in_circles_and_against_themselves_end() -> None:
    assert "cax-dw" in found(":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :A owl:disjointWith :B . :x a :A .")
    assert found(":A owl:complementOf :A . :x a :A .") == ["cls-com"]
    closure = closed(":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :A ] . :x a :A . :y :p :x .")
    assert holds(closure, ":y a :A .")
