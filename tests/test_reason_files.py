"""Large files are closed from file to file: the same bytes as by way of a graph in memory, and nothing half written."""

from pathlib import Path

import pytest
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_bad_input import kg

from kg.commandline import graphs

PREFIXES = """@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix e: <https://w3id.org/newsgraph/entity/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
AXIOMS = (
    ":p a owl:TransitiveProperty .",
    ":p rdfs:domain :C ; rdfs:range :D .",
    ":q rdfs:subPropertyOf :p ; owl:inverseOf :r .",
    ":r owl:propertyChainAxiom ( :p :q ) .",
    ":C rdfs:subClassOf [ owl:onProperty :q ; owl:hasValue e:a ] .",
    ":q a owl:FunctionalProperty .",
    ":C owl:disjointWith :D .",
    "e:a owl:sameAs e:b .",
)
NAMES = ("e:a", "e:b", "e:c", "e:é", "_:x", "_:y")
VALUES = ('"one two"', '"a \\"b\\" \\\\ \\n c"@en', '"2020-01-01"^^xsd:date', '"日本"', '"x\\u0001y"')
VALUES += ("01", "1", "1.50", '"2020-01-01T24:00:00Z"^^xsd:dateTime')
facts = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from((":p", ":q", ":r", "owl:sameAs")),
    st.one_of(st.sampled_from(NAMES), st.sampled_from(VALUES)),
).map(lambda fact: " ".join(fact) + " .")


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The closure of files both ways, as bytes, with what was said."""

    def close(*files: Path) -> list[tuple[bytes, str]]:
        found = []
        for large in (0, 1 << 30):
            monkeypatch.setattr(graphs, "LARGE_FILES", large)
            into = tmp_path / f"closed-{large}.nt"
            done = kg("reason", *files, "--into", into)
            assert done.exit_code == 0, done.output
            found.append((into.read_bytes(), done.stderr))
        return found

    return close


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(AXIOMS), max_size=4), st.lists(facts, min_size=1, max_size=12))
def test_from_file_to_file_the_same_follows_in_the_same_bytes(both, tmp_path, axioms, said) -> None:
    file = tmp_path / "facts.ttl"
    file.write_text(PREFIXES + "\n".join((*axioms, *said)), encoding="utf-8")
    large, small = both(file)
    assert large == small


def test_several_files_and_graphs_of_one_are_closed_together(both, tmp_path: Path) -> None:
    first, second = tmp_path / "one.ttl", tmp_path / "two.nq"
    first.write_text(PREFIXES + ":p a owl:TransitiveProperty . e:a :p e:b . _:x :p e:a .", encoding="utf-8")
    entity, p = "https://w3id.org/newsgraph/entity/", "<https://w3id.org/newsgraph/ontology#p>"
    second.write_text(
        f"<{entity}b> {p} <{entity}c> <urn:article> .\n_:x {p} <{entity}b> <urn:article> .\n"
        f"<{entity}x> {p} <{entity}a> <https://w3id.org/newsgraph/graph/inferred> .\n",
        encoding="utf-8",
    )
    (large, told), small = both(first, second)
    assert (large, told) == small
    assert f"<{entity}a> {p} <{entity}c> .".encode() in large
    assert b"entity/x>" not in large  # what was inferred before is not asserted


def test_what_is_left_out_and_things_with_many_names_are_told(both, tmp_path: Path) -> None:
    file = tmp_path / "facts.ttl"
    names = "".join(f"e:a owl:sameAs e:n{number} . " for number in range(60))
    file.write_text(f"{PREFIXES}{names}\n:C rdfs:subClassOf [ a owl:Restriction ] . e:a :p e:c .", encoding="utf-8")
    (_, told), (_, as_told) = both(file)
    assert told == as_told
    assert "61 names are the same as" in told


def test_a_mistake_in_a_file_is_told_and_the_old_result_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "LARGE_FILES", 0)
    file, into = tmp_path / "facts.nt", tmp_path / "closed.nt"
    file.write_text("<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> .\n", encoding="utf-8")
    into.write_text("old\n", encoding="utf-8")
    done = kg("reason", file, "--into", into)
    assert done.exit_code == 1
    assert f"{file}:2" in done.stderr
    assert into.read_text(encoding="utf-8") == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["closed.nt", "facts.nt"]


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "LARGE_FILES", 0)
    file = tmp_path / "facts.nt"
    file.write_text("<urn:a> <urn:p> <urn:b> .\n", encoding="utf-8")
    (tmp_path / "taken.nt").mkdir()
    for place in (tmp_path / "nowhere" / "closed.nt", tmp_path / "taken.nt"):
        done = kg("reason", file, "--into", place)
        assert done.exit_code == 1
        assert f"{place}: cannot be written" in done.stderr


def test_owlrl_reads_files_as_well(tmp_path: Path) -> None:
    file = tmp_path / "facts.ttl"
    file.write_text(f"{PREFIXES}e:a :allyOf e:b .", encoding="utf-8")
    printed = [kg("reason", file, "--reasoner", reasoner).stdout for reasoner in ("compiled", "owlrl")]
    assert printed[0] == printed[1]
    assert "e:b a :Agent ;\n    :allyOf e:a ." in printed[0]
