"""An ontology that was compiled before is read back as it was; whatever becomes of the file, the rules are the same."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from kg.graph import Graph, open_graph
from kg.reason.cache import from_rows, to_rows
from kg.reason.facts import Ground, compile_ground, ground_of
from kg.tbox import ontology_files


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "caches"))
    return tmp_path / "caches"


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = open_graph(None)
    graph.set_ontology(ontology_files())
    return graph


def asked(graph: Graph) -> Ground:
    graph.reasoning = None
    return ground_of(graph)


def parts(ground: Ground) -> tuple[object, ...]:
    compiled, sets = ground.compiled, [(first, sorted(map(str, names))) for first, names in ground.same.sets()]
    rules = compiled.rules
    return (
        (rules.rules, rules.denials, rules.ignored, compiled.facts, compiled.different, compiled.hidden),
        (set(ground.facts), set(ground.axioms), sets),
    )


def test_what_is_written_is_read_back(graph: Graph) -> None:
    made = compile_ground(graph)
    read = from_rows(to_rows(made))
    assert read
    assert parts(read) == parts(made)


def test_a_second_process_reads_what_the_first_compiled(graph: Graph, cache: Path) -> None:
    first = asked(graph)
    (file,) = cache.rglob("rules-*.json")
    written = file.stat().st_mtime_ns, file.read_bytes()
    second = asked(graph)
    assert second is not first
    assert parts(second) == parts(first)
    assert file.read_bytes() == written[1]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"nodes": [["l"]]}', '{"nodes": []}', "[" * 100_000])
def test_a_broken_file_is_compiled_anew_and_mended(graph: Graph, cache: Path, content: str) -> None:
    first = asked(graph)
    (file,) = cache.rglob("rules-*.json")
    good = file.read_bytes()
    file.write_text(content, encoding="utf8")
    assert parts(asked(graph)) == parts(first)
    assert file.read_bytes() == good


def test_a_folder_that_cannot_be_written_is_no_error(graph: Graph, cache: Path) -> None:
    cache.write_text("a file in the place of the folder", encoding="utf8")
    assert asked(graph).rules.rules


def test_a_small_ontology_is_not_kept(cache: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text("<urn:a> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <urn:b> .", encoding="utf8")
    graph = open_graph(None)
    graph.set_ontology([file])
    assert asked(graph).rules.rules
    assert not list(cache.rglob("*.json"))


def test_an_axiom_of_an_analyst_is_another_ontology(cache: Path) -> None:
    graph = open_graph(None)
    graph.set_ontology(ontology_files())
    before = asked(graph)
    axiom = "https://w3id.org/newsgraph/ontology#allyOf a <http://www.w3.org/2002/07/owl#TransitiveProperty>"
    graph.store.update(f"INSERT DATA {{ GRAPH {graph.corrected} {{ <{axiom.replace(' a ', '> a ')} }} }}")
    after = asked(graph)
    assert len(after.rules.rules) == len(before.rules.rules) + 1
    assert len(list(cache.rglob("rules-*.json"))) == 2


def test_an_ontology_that_was_edited_is_compiled_anew(cache: Path, tmp_path: Path) -> None:
    graph = open_graph(None)
    graph.set_ontology(ontology_files())
    before = parts(asked(graph))
    one, other = NamedNode("urn:one"), NamedNode("urn:other")
    new = Quad(one, NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"), other, graph.ontology)
    graph.edit([], [new])
    assert not graph.ontology_digest
    assert any(rule.body[0].object == one for rule in asked(graph).rules.rules)
    graph.edit([new], [])
    assert parts(asked(graph)) == before
