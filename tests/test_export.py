"""Every format, read back by readers that are not ours."""

import csv
import io
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple
from readings import NAMES, make_article, make_entity, make_reading

from kg.__main__ import main
from kg.errors import StoreError
from kg.export import FORMATS, export, find_format
from kg.export.files import pieces
from kg.export.turtle import Terms, graph_blocks, to_turtle
from kg.graph import Correction, Graph, open_graph
from kg.graph.disk import workplace
from kg.graph.rdf_files import is_rdf, parse_file
from kg.model import Statement, Value
from kg.names import ONTOLOGY, XSD

NASTY = (
    '"quoted" \\back\\ \n\t\r \x1b[31m <script>alert(1)</script>'
    " ]]> & =cmd() \u202e\u200f 😀 \x00 \x0b > . } ; ''' é \ufffe"
)
TRIPLES = ("ttl", "nt", "rdf", "jsonld")
OXIGRAPH = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}
QUADS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def nasty() -> Graph:
    """A graph with hard text in every place that takes text, an inference and a correction."""
    reading = make_reading()
    person = make_entity(f"<b> {NASTY}", "Person", "Agent", names=(NASTY, "=1+1", "plain"))
    article = replace(reading.article, title=NASTY, publisher="=HYPERLINK(1)", url="not a \\ url <>")
    office = Statement(person.iri, "holdsOffice", Value(NASTY), 0, 9, NASTY)
    age = Statement(person.iri, "age", Value("-5", "integer"), 0, 9, "age")
    graph = open_graph(None)
    graph.add(
        replace(reading, article=article, entities=(*reading.entities, person), facts=(*reading.facts, office, age))
    )
    graph.correct(Correction("added", Triple(node("NATO"), relation("opposes"), node("Étoile_ß"))))
    graph.correct(Correction("retracted", Triple(node("Minsk"), relation("label"), Literal(NASTY)), NASTY))
    graph.set_inferred([Triple(node("NATO"), relation("hasMember"), node("Latvia"))])
    return graph


def node(name: str) -> NamedNode:
    return NamedNode(NAMES.entity(name))


def relation(name: str) -> NamedNode:
    return NamedNode(ONTOLOGY + name)


def triples_in(graph: Graph, *, provenance: bool = False) -> set[str]:
    found = set()
    for quad in graph.store:
        graph_name = str(quad.graph_name)
        ours = graph_name not in ("DEFAULT", str(graph.ontology)) and "#retraction-" not in str(quad.subject)
        if ours and (provenance or not graph_name.endswith("#provenance>")):
            found.add(str(quad.triple))
    return found


def in_xml(triples: set[str]) -> set[str]:
    """Triples as N-Triples with what XML cannot hold replaced."""
    return {re.sub(r"\\u00(?:00|0B|1B)|\\uFFFE|\\uFFFF", "\ufffd", triple) for triple in triples}


def written(graph: Graph, name: str, *, provenance: bool = False, without_text: bool = False) -> bytes:
    return b"".join(pieces(graph, FORMATS[name], provenance=provenance, without_text=without_text))


@pytest.mark.parametrize("name", TRIPLES)
@pytest.mark.parametrize("provenance", [False, True])
def test_oxigraph_reads_the_same_triples(name: str, provenance: bool) -> None:
    graph = nasty()
    data = written(graph, name, provenance=provenance)
    wanted = triples_in(graph, provenance=provenance)
    found = {str(quad.triple) for quad in pyoxigraph.parse(data, OXIGRAPH[name])}
    assert found == (in_xml(wanted) if name == "rdf" else wanted)


RDFLIB_WARNS = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # of its own calls


@RDFLIB_WARNS
@pytest.mark.parametrize("name", TRIPLES)
def test_rdflib_reads_the_same_triples(name: str) -> None:
    graph = nasty()
    read = rdflib.Graph()
    read.parse(data=written(graph, name, provenance=True), format=RDFLIB[name])
    wanted = triples_in(graph, provenance=True)
    plain = rdflib.Graph()
    plain.parse(data="\n".join(f"{t} ." for t in (in_xml(wanted) if name == "rdf" else wanted)), format="nt")
    assert set(read) == set(plain)
    assert len(read) == len(wanted)


@RDFLIB_WARNS
@pytest.mark.parametrize("name", QUADS)
def test_quads_keep_their_graphs(name: str) -> None:
    graph = nasty()
    found = {str(quad) for quad in pyoxigraph.parse(written(graph, name, provenance=True), QUADS[name])}
    articles = {str(quad) for quad in graph.store if str(quad.graph_name) not in ("DEFAULT", str(graph.corrected))}
    corrected = {
        str(q) for q in graph.store.quads_for_pattern(node("NATO"), relation("opposes"), None, graph.corrected)
    }
    assert found == articles | corrected
    read = rdflib.Dataset()
    read.parse(data=written(graph, name, provenance=True), format={"nq": "nquads", "trig": "trig"}[name])
    assert len(list(read.quads())) == len(found)


def run_reader(command: list[str], data: bytes) -> set[str]:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed: apt-get install raptor2-utils serdi")
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return {str(quad.triple) for quad in pyoxigraph.parse(done.stdout, RdfFormat.N_TRIPLES)}


def tame() -> Graph:
    """The same graph without NUL and U+FFFE, which these readers cannot hold."""
    graph = nasty()
    tamed = open_graph(None)
    quads = [quad for quad in graph.store if not re.search(r"\\u0000|\\uFFFE", str(quad))]
    tamed.store.extend(quads)
    return tamed


@pytest.mark.parametrize(("name", "syntax"), [("ttl", "turtle"), ("nt", "ntriples"), ("rdf", "rdfxml")])
def test_rapper_reads_the_same_triples(name: str, syntax: str) -> None:
    graph = tame()
    command = ["rapper", "-q", "-i", syntax, "-o", "ntriples", "-", "https://w3id.org/newsgraph/"]
    wanted = triples_in(graph, provenance=True)
    assert run_reader(command, written(graph, name, provenance=True)) == (in_xml(wanted) if name == "rdf" else wanted)


@pytest.mark.parametrize(
    ("name", "syntax"), [("ttl", "turtle"), ("nt", "ntriples"), ("nq", "nquads"), ("trig", "trig")]
)
def test_serdi_reads_the_same_triples(name: str, syntax: str) -> None:
    graph = tame()
    command = ["serdi", "-q", "-i", syntax, "-o", "ntriples", "-"]
    assert run_reader(command, written(graph, name, provenance=True)) == triples_in(graph, provenance=True)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "neo4j"])
def test_the_same_graph_gives_the_same_bytes(name: str) -> None:
    one, other = open_graph(None), open_graph(None)
    for graph, keys in ((one, "ab"), (other, "ba")):
        for key in keys:
            graph.add(make_reading(key))
    assert written(one, name, provenance=True) == written(other, name, provenance=True)


def test_turtle_is_prefixed_sorted_and_relative() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    text = written(graph, "ttl").decode()
    iri = make_article().iri.removeprefix(NAMES.base)
    assert text.startswith(f"@base <{NAMES.base}> .\n@prefix : <{ONTOLOGY}> .\n")
    assert f"<{iri}#claim-21-0> a :Accusation ;\n    :about e:NATO ;\n    :accused e:NATO ;" in text
    assert 'e:Alexander_Lukashenko a :Person ;\n    rdfs:label "Alexander Lukashenko" ;' in text
    subjects = [line.split(" ")[0] for line in text.splitlines() if line and line[0] in "<e:"]
    assert subjects.index(f"<{iri}#claim-21-0>") < subjects.index(f"<{iri}#claim-92-0>")
    assert "prov:" not in text


@settings(max_examples=examples(150), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=12),
            st.sampled_from(["string", "integer", "boolean", "date", "token"]),
            st.text(
                st.characters(categories=["L", "N", "Pd"], exclude_characters="\u00a0") | st.sampled_from("_.~%:/#"),
                max_size=8,
            ),
        ),
        max_size=5,
    )
)
def test_any_text_and_name_gives_valid_turtle(parts: list[tuple[str, str, str]]) -> None:
    triples = set()
    for text, datatype, name in parts:
        try:
            subject, value = NamedNode(f"{ONTOLOGY}{name}"), Literal(text, datatype=NamedNode(XSD + datatype))
        except ValueError:
            continue
        triples |= {
            Triple(subject, relation("p"), value),
            Triple(
                subject,
                relation("q"),
                NamedNode(f"{NAMES.base}article/{name}") if re.fullmatch(r"\w*", name) else subject,
            ),
        }
    turtle = to_turtle(triples, NAMES.prefixes, base=NAMES.base)
    assert {quad.triple for quad in pyoxigraph.parse(turtle, RdfFormat.TURTLE)} == triples
    terms = Terms(NAMES.prefixes, NAMES.base)
    body = "".join(graph_blocks(NamedNode("https://e.org/g"), sorted(triples, key=str), terms))
    trig = terms.head() + body
    assert {quad.triple for quad in pyoxigraph.parse(trig, RdfFormat.TRIG)} == triples


def test_blank_nodes_get_the_same_names_however_they_were_read() -> None:
    one = [Triple(BlankNode("x"), relation("p"), BlankNode("y")), Triple(BlankNode("y"), relation("q"), Literal("z"))]
    other = [Triple(BlankNode("b"), relation("q"), Literal("z")), Triple(BlankNode("a"), relation("p"), BlankNode("b"))]
    assert to_turtle(one, NAMES.prefixes) == to_turtle(other, NAMES.prefixes)


def test_networkx_reads_the_graphml() -> None:
    graph = nasty()
    read = networkx.read_graphml(io.BytesIO(written(graph, "graphml")), force_multigraph=True)
    nato, latvia = NAMES.entity("NATO"), NAMES.entity("Latvia")
    assert read.nodes[nato]["label"] == "NATO"
    assert read.nodes[nato]["class"] == "Alliance"
    between = [data for _, target, data in read.edges(nato, data=True) if target == latvia]
    assert between == [{"label": "hasMember", "inferred": True}]
    claims = [data for _, data in read.nodes(data=True) if data.get("class") == "Accusation"]
    assert [data["label"] for data in claims] == ["Accusation: massing troops"]
    assert any("\ufffd[31m <script>" in data.get("holdsOffice", "") for _, data in read.nodes(data=True))
    drawn = {
        str(quad.triple)
        for quad in graph.store.quads_for_pattern(None, None, None, DefaultGraph())
        if str(quad.triple) in triples_in(graph)
        and isinstance(quad.object, NamedNode)
        and not quad.object.value.startswith(ONTOLOGY)
    }
    assert read.number_of_edges() == len(drawn)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_neo4j_gets_nodes_edges_and_no_formulas(tmp_path: Path) -> None:
    nodes_file, edges_file = export(nasty(), tmp_path / "news.csv")
    assert (nodes_file.name, edges_file.name) == ("news-nodes.csv", "news-edges.csv")
    nodes, edges = read_csv(nodes_file), read_csv(edges_file)
    ids = [row["iri:ID"] for row in nodes]
    assert len(ids) == len(set(ids))
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} <= set(ids)
    assert {":TYPE": "hasMember", "inferred:boolean": "true"}.items() <= next(
        row for row in edges if row[":TYPE"] == "hasMember"
    ).items()
    assert next(row for row in nodes if row["label"] == "NATO")[":LABEL"] == "Alliance"
    for row in (*nodes, *edges):
        for cell in row.values():
            assert "\n" not in cell
            assert not cell.startswith(("=", "+", "@")), cell
            assert not cell.startswith("-") or cell == "-5"


def test_asserted_inferred_provenance_and_text_can_be_chosen(tmp_path: Path) -> None:
    graph = nasty()

    def text(**choice: bool) -> str:
        (path,) = export(graph, tmp_path / "g.ttl", **choice)
        return path.read_text(encoding="utf-8")

    assert ":hasMember" in text()
    assert ":hasMember" not in text(inferred=False)
    assert ":memberOf" not in text(asserted=False)
    assert ":Evidence" not in text()
    assert ":Evidence" in text(provenance=True)
    assert "Latvia is a member of NATO." in text(provenance=True)
    bare = text(provenance=True, without_text=True)
    assert ":Evidence" in bare
    assert "Latvia is a member of NATO." not in bare
    assert "massing troops" not in bare
    assert ":Retraction" not in text(provenance=True)


def test_every_ending_has_its_format() -> None:
    endings = [ending for format in FORMATS.values() for ending in format.endings]
    assert len(endings) == len(set(endings))
    assert all(format.description for format in FORMATS.values())
    assert {find_format(Path(f"x.{ending}")).name for ending in endings} == set(FORMATS)
    for name, message in (("x.doc", r"ending \.doc"), ("x", "no ending")):
        with pytest.raises(StoreError, match=message):
            find_format(Path(name))


def test_what_is_exported_as_rdf_is_read_back_by_its_ending(tmp_path: Path) -> None:
    graph = open_graph(None)
    graph.edit([], [Quad(NamedNode("urn:a"), NamedNode("urn:x/b"), NamedNode("urn:c"), NamedNode("urn:g"))])
    for format in (FORMATS[name] for name in FORMATS if name not in ("graphml", "neo4j")):
        for ending in format.endings:
            (path,) = export(graph, tmp_path / f"g.{ending}")
            assert is_rdf(path)
            assert [quad.object for quad in parse_file(path)] == [NamedNode("urn:c")], ending


def test_a_format_is_called_by_its_name_or_an_ending(small_graph: Path) -> None:
    for name in ("csv", ".csv", "neo4j"):
        assert find_format(Path("-"), name).name == "neo4j"
    done = CliRunner().invoke(main, ["export", str(small_graph), "-", "--format", "csv"])
    assert (done.exit_code, done.stderr) == (1, "error: csv needs 2 files; give a file name\n")
    done = CliRunner().invoke(main, ["export", str(small_graph), "-", "--format", "doc"])
    assert done.stderr.startswith("error: unknown format doc; choose one of ttl, nt, ")


def test_an_unwritable_target_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    graph = nasty()
    (tmp_path / "folder.ttl").mkdir()
    for target in (tmp_path / "missing" / "g.ttl", tmp_path / "folder.ttl"):
        with pytest.raises(StoreError, match="cannot be written"):
            export(graph, target)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.ttl"]


def test_drafts_of_processes_that_were_killed_are_removed_by_the_next_writer(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, running = (tmp_path / f".g.ttl.{number}.part" for number in (gone.pid, os.getppid()))
    for path in (left, running, tmp_path / ".g.ttl.backup.part"):
        path.touch()
    export(nasty(), tmp_path / "g.ttl")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".g.ttl.backup.part", running.name, "g.ttl"])


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    graph = nasty()
    target = tmp_path / "g.csv"
    kept = tmp_path / "g-nodes.csv"
    kept.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            export(graph, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert kept.read_text() == "old"
    assert os.listdir(tmp_path) == ["g-nodes.csv"]


def test_an_empty_graph_is_valid_in_every_format(tmp_path: Path) -> None:
    graph = open_graph(None)
    for name, format in FORMATS.items():
        for path in export(graph, tmp_path / f"empty.{format.endings[0]}"):
            assert path.exists(), name
    assert networkx.read_graphml(tmp_path / "empty.graphml").number_of_nodes() == 0
    assert list(pyoxigraph.parse(path=tmp_path / "empty.rdf")) == []


def graph_of(triples: Iterable[Triple]) -> Graph:
    """A graph that asserts triples."""
    graph = open_graph(None)
    graph.store.extend(Quad(*triple, NamedNode("https://e.org/g")) for triple in triples)
    return graph


def test_nodes_and_edges_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    # "a#b" comes before "a/b" and after "a", whatever ends a name in a line of triples; of "a!" nothing is said.
    names = [NamedNode(f"https://example.org/{name}") for name in ("a", "a!", "a#b", "a/b", "é", "z")]
    said = [Triple(one, relation("knows"), names[1]) for one in reversed(names) if one != names[1]]
    said += [Triple(names[0], relation(name), names[5]) for name in ("q", "p")]
    nodes_file, edges_file = export(graph_of(said), tmp_path / "order.csv")
    assert [row["iri:ID"] for row in read_csv(nodes_file)] == [
        name.value for name in sorted(names, key=lambda name: name.value)
    ]
    edges = [(row[":START_ID"], row[":END_ID"], row[":TYPE"]) for row in read_csv(edges_file)]
    assert edges == sorted(edges)
    assert len(edges) == len(said)


def test_a_bare_graph_needs_no_article() -> None:
    graph = graph_of([Triple(node("A"), relation("p"), node("B"))])
    assert written(graph, "ttl").endswith(b"e:A :p e:B .\n")


@settings(deadline=None, max_examples=examples(15))
@given(st.lists(st.text("0123459aé#-_", min_size=1, max_size=12), min_size=30, max_size=60))
def test_turtle_sorted_on_disk_is_turtle_sorted_in_memory(names: list[str]) -> None:
    some = [Triple(node(name), relation(kind), node("B")) for name in names for kind in ("p", "q")]
    assert written(graph_of(some), "ttl").decode() == to_turtle(some, NAMES.prefixes, base=NAMES.base)


def test_numbers_of_any_length_are_in_order() -> None:
    some = [Triple(node(part + "1" * 57_000), relation("p"), node("B")) for part in ("a", "a1", "a0", "b")]
    assert written(graph_of(some), "ttl").decode() == to_turtle(some, NAMES.prefixes, base=NAMES.base)


def test_long_texts_are_sorted_in_more_memory_where_it_takes_that(monkeypatch: pytest.MonkeyPatch) -> None:
    some = [Triple(node(f"A{n}"), relation("p"), Literal(f"{n} " * 400_000)) for n in range(100, 140)]
    monkeypatch.setattr("kg.export.source.MEMORY", "40MB")
    data = written(graph_of(some), "nt").decode()
    assert data.splitlines() == [f"{triple} ." for triple in some]


@pytest.mark.parametrize("name", ["ttl", "trig"])
def test_blank_nodes_are_written_the_same_however_they_came(name: str) -> None:
    texts = set()
    for one, other in (("x", "y"), ("b", "a")):
        first, second = BlankNode(one), BlankNode(other)
        some = [Triple(first, relation("p"), second), Triple(second, relation("q"), Literal("z"))]
        texts.add(written(graph_of([*some, Triple(node("A"), relation("p"), first)]), name))
    assert len(texts) == 1


def test_an_export_leaves_nothing_beside_it_but_what_a_killed_one_left_goes(tmp_path: Path) -> None:
    (tmp_path / ".g.ttl-export-killed").mkdir()
    (tmp_path / ".g.ttl-export-killed" / "sorted").write_text("")
    export(nasty(), tmp_path / "g.ttl")
    assert os.listdir(tmp_path) == ["g.ttl"]


def test_two_exports_to_one_file_do_not_disturb_each_other(tmp_path: Path) -> None:
    with workplace(tmp_path, ".g.ttl-export-") as other:
        export(nasty(), tmp_path / "g.ttl")
        assert other.is_dir()
    assert os.listdir(tmp_path) == ["g.ttl"]


@pytest.mark.parametrize("name", ["~", "a 'b' \"c\"", "é[1]*", os.fsdecode(b"\xff")])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).mkdir()
    export(nasty(), Path(name) / f"{name}.ttl")
    assert os.listdir(name) == [f"{name}.ttl"]
