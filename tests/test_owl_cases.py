"""The W3C's OWL 2 test cases: approved ones of the RDF-based semantics, as their manifest lists them.

The manifest is no part of the project; it is looked for as ``shared/data/owl2/all.rdf`` beside it or further up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse

from kg.names import RDF
from kg.reason.entail import entails, is_consistent

NAME = Path("shared", "data", "owl2", "all.rdf")
WORDS = "http://www.w3.org/2007/OWL/testOntology#"
LEFT_OUT = {
    "WebOnt-I5.8-008": "two ranges that overlap: which datatype is their intersection, no rule of OWL 2 RL says",
    "WebOnt-I5.8-009": "the same: 0 alone lies in both ranges, and in the one that is asked for",
    "WebOnt-I5.5-005": "asks for an unnamed union that nobody mentions; rules make no new nodes",
    "WebOnt-I5.26-010": "asks for an unnamed restriction that nobody mentions; rules make no new nodes",
    "New-Feature-ReflexiveProperty-001": "OWL 2 RL has no reflexive properties; they are reported as ignored",
}
NOT_RDF = {"string-integer-clash", "Plus and Minus Zero are Distinct", "functionality-clash"}  # functional syntax only


@dataclass(frozen=True, slots=True)
class Case:
    """A test case; ``premises`` and ``conclusions`` are RDF/XML, empty where the manifest has none."""

    name: str
    kinds: frozenset[str]
    profiles: frozenset[str]
    premises: str
    conclusions: str
    others: str
    imported: tuple[str, ...]

    @property
    def is_of_rules(self) -> bool:
        """Whether it is one of those that exercise the rules of OWL 2 RL, one by one."""
        return self.name.lower().startswith("rdfbased-sem")


def find_manifest() -> Path | None:
    return next((above / NAME for above in Path(__file__).resolve().parents if (above / NAME).is_file()), None)


@cache
def cases() -> tuple[Case, ...]:
    manifest = find_manifest()
    if manifest is None:
        pytest.skip(f"no test cases: there is no {NAME} beside the project")
    store = Store()
    store.extend(quad for quad in parse(readable(manifest.read_text(encoding="utf8")), format=RdfFormat.RDF_XML))
    return tuple(sorted(read_cases(store), key=lambda case: case.name))


def readable(text: str) -> str:
    """RDF/XML whose entities are in the quotes that the parser takes."""
    return re.sub(r"(<!ENTITY\s+\S+\s+)'([^']*)'", r'\1"\2"', text)


def read_cases(store: Store) -> Iterator[Case]:
    def values(node: object, name: str) -> list[object]:
        assert isinstance(node, NamedNode)
        predicate = NamedNode(f"{RDF}type" if name == "type" else WORDS + name)
        return [quad.object for quad in store.quads_for_pattern(node, predicate, None, None)]

    def words(node: object, name: str) -> frozenset[str]:
        return frozenset(str(value.value).removeprefix(WORDS) for value in values(node, name))  # type: ignore[attr-defined]

    def text(node: object, name: str) -> str:
        return next((value.value for value in values(node, name) if isinstance(value, Literal)), "")

    for quad in store.quads_for_pattern(None, NamedNode(f"{WORDS}status"), NamedNode(f"{WORDS}Approved"), None):
        node = quad.subject
        if "RDF-BASED" in words(node, "semantics"):
            imported = [text(each, "rdfXmlInputOntology") for each in values(node, "importedOntology")]
            yield Case(
                text(node, "identifier"),
                words(node, "type"),
                words(node, "profile"),
                text(node, "rdfXmlPremiseOntology"),
                text(node, "rdfXmlConclusionOntology"),
                text(node, "rdfXmlNonConclusionOntology"),
                tuple(filter(None, imported)),
            )


def triples(text: str) -> list[Triple]:
    if not text:
        return []
    quads = parse(readable(text), format=RdfFormat.RDF_XML, base_iri="http://example.org/", rename_blank_nodes=True)
    return [quad.triple for quad in quads]


def premises(case: Case) -> list[Triple]:
    return [triple for text in (case.premises, *case.imported) for triple in triples(text)]


def of_kind(kind: str, *, rules: bool) -> list[Case]:
    """The cases of a kind: those of single rules, or all others that lie in the RL profile."""
    found = [case for case in cases() if kind in case.kinds and case.is_of_rules == rules]
    return [case for case in found if rules or "RL" in case.profiles]


def test_every_entailment_of_the_rules_is_drawn() -> None:
    asked = of_kind("PositiveEntailmentTest", rules=True)
    assert len(asked) == 66
    assert [case.name for case in asked if not entails(premises(case), triples(case.conclusions))] == []


def test_every_inconsistency_of_the_rules_is_found() -> None:
    asked = of_kind("InconsistencyTest", rules=True)
    assert len(asked) == 21
    assert [case.name for case in asked if is_consistent(premises(case))] == []


def test_of_the_profile_all_entailments_but_those_listed_are_drawn() -> None:
    asked = of_kind("PositiveEntailmentTest", rules=False)
    assert len(asked) == 26
    missed = {case.name for case in asked if not entails(premises(case), triples(case.conclusions))}
    assert missed == set(LEFT_OUT)
    assert len(asked) - len(missed) >= 16


def test_of_the_profile_every_inconsistency_is_found() -> None:
    asked = of_kind("InconsistencyTest", rules=False)
    assert {case.name for case in asked if not case.premises} == NOT_RDF
    asked = [case for case in asked if case.premises]
    assert len(asked) == 11
    assert [case.name for case in asked if is_consistent(premises(case))] == []


def test_refutation_finds_nothing_that_does_not_follow() -> None:
    asked = [case for case in cases() if "NegativeEntailmentTest" in case.kinds and case.others and is_small(case)]
    assert len(asked) == 8
    assert [case.name for case in asked if entails(premises(case), triples(case.others))] == []


def test_what_is_consistent_has_no_contradiction_whatever_its_profile() -> None:
    asked = [case for case in cases() if "ConsistencyTest" in case.kinds and is_small(case)]
    assert len(asked) == 210
    assert [case.name for case in asked if not is_consistent(premises(case))] == []


def is_small(case: Case) -> bool:
    """Whether a case takes no seconds; there are some of many hundreds of triples."""
    return 0 < len(premises(case)) < 900
