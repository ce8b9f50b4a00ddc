"""Whatever an article holds is data: graph, exports and terminal stay valid and clean, and any text can be read."""

import csv
import json
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner, Result
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.__main__ import main
from kg.export import FORMATS
from kg.export.files import pieces
from kg.graph import open_graph
from kg.model import Reading, Span

ESC, RTL, ISOLATE = "\x1b", "\u202e", "\u2067"
HOSTILE = (
    f"President Viktor Haugen accused Latvia of “{ESC}[31mplotting{ESC}[0m\\n a \\u0022coup\\u0022 > {RTL}today”.\n\n"
    "The =cmd() Ministry said that Norway \"bought <script>alert('x')</script> and 'more'\\\\\" on Monday.\n\n"
    f'Latvia is a member of <https://w3id.org/newsgraph/entity/NATO> "> . :a :b :c . {ISOLATE}🦊🏳️‍🌈\x07\n\n'
    "+1 Minister @SUM(A1) Egle Berzina denied the accusation of Viktor Haugen in Riga, =HYPERLINK(1) and -2+3 said.\n"
)
TITLE = f'Haugen "accuses" {ESC}]0;pwned\x07 <b>Latvia</b>; =1+1 {RTL}'


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def hostile_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the hostile article."""
    folder = tmp_path_factory.mktemp("hostile")
    line = {"id": f"a/../{ESC}<x>", "title": TITLE, "publisher": f"=evil() {ESC}[2J", "published": "2020-08-16"}
    (folder / "a.jsonl").write_text(json.dumps(line | {"text": HOSTILE}) + "\n", encoding="utf8")
    done = kg("build", folder / "a.jsonl", "--into", folder / "h.kg", "-q")
    assert done.exit_code == 0, done.output
    return folder / "h.kg"


def assert_clean(text: str) -> None:
    """Nothing that a terminal would obey or that would turn the direction of a line."""
    for sign in text.replace("\n", "").replace("\t", ""):
        assert unicodedata.category(sign) != "Cc", repr(sign)
        assert unicodedata.bidirectional(sign) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_the_article_is_read_and_makes_no_triples_of_its_own(hostile_graph: Path) -> None:
    query = "SELECT ?cue ?who { ?c :cue ?cue ; :claimant/rdfs:label ?who } ORDER BY ?cue"
    rows = list(csv.DictReader(kg("query", hostile_graph, query, "--format", "csv").stdout.splitlines()))
    assert {"accused", "denied"} <= {row["cue"] for row in rows}
    assert kg("query", hostile_graph, "ASK { :a :b :c }").stdout == "false\n"
    assert kg("query", hostile_graph, "ASK { ?s ?p <https://evil.example/> }").stdout == "false\n"


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if name not in ("graphml", "neo4j")])
def test_every_format_is_read_by_others(name: str, hostile_graph: Path) -> None:
    with open_graph(hostile_graph) as graph:
        data = b"".join(pieces(graph, FORMATS[name], provenance=True))
        wanted = sum(1 for _ in graph.store)
    kinds = {"ttl": "turtle", "nt": "nt", "nq": "nquads", "trig": "trig", "jsonld": "json-ld", "rdf": "xml"}
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # rdflib's own use of its old names
        read = rdflib.Dataset(default_union=True).parse(data=data, format=kinds[name])
    assert 0 < len(read) <= wanted
    if name != "jsonld":
        formats = {"ttl": "TURTLE", "nt": "N_TRIPLES", "nq": "N_QUADS", "trig": "TRIG", "rdf": "RDF_XML"}
        others = {q.triple for q in pyoxigraph.parse(data, getattr(pyoxigraph.RdfFormat, formats[name]))}
        assert len(others) == len(read)


def test_graph_tools_get_no_markup_and_spreadsheets_no_formulas(hostile_graph: Path, tmp_path: Path) -> None:
    assert kg("export", hostile_graph, tmp_path / "h.graphml").exit_code == 0
    read = networkx.read_graphml(tmp_path / "h.graphml", force_multigraph=True)
    values = [str(value) for _, data in read.nodes(data=True) for value in data.values()]
    assert any("<script>" in value for value in values)
    assert_clean("".join(values).replace(RTL, "").replace(ISOLATE, ""))
    assert kg("export", hostile_graph, tmp_path / "h.csv").exit_code == 0
    for path in (tmp_path / "h-nodes.csv", tmp_path / "h-edges.csv"):
        with path.open(encoding="utf8", newline="") as lines:
            assert not [cell for row in csv.reader(lines) for cell in row if cell.startswith(("=", "+", "@"))]


SHOWN = (
    ("query", "SELECT * { ?s ?p ?o }"),
    ("query", "SELECT ?text { GRAPH ?g { ?s :text ?text } }"),
    ("query", "CONSTRUCT WHERE { ?s ?p ?o }"),
    ("articles",),
    ("check",),
)


@pytest.mark.parametrize("words", SHOWN, ids=[" ".join(words)[:30] for words in SHOWN])
def test_nothing_that_is_shown_moves_the_terminal(words: tuple[str, ...], hostile_graph: Path) -> None:
    command, *rest = words
    done = kg(command, hostile_graph, *rest)
    assert done.exit_code == 0
    assert_clean(done.output)
    assert done.output.strip()


def test_trying_the_sentence_and_the_shell_stay_clean(hostile_graph: Path) -> None:
    assert_clean(kg("try", HOSTILE.partition("\n")[0]).output)
    for line in ("SELECT * { ?s rdfs:label ?o }", "\\source e:Latvia :memberOf e:NATO", "DESCRIBE e:Latvia"):
        assert_clean(kg("shell", hostile_graph, "-c", line).output)


PIECES = st.sampled_from(
    [
        *("Latvia", "Viktor Haugen", "the ministry", "NATO", "he", "Riga"),
        *("said", "accused", "denied", "that", "of", "is a member of", "according to", "will", "not", "would"),
        *(",", ".", "“", "”", '"', "'", "’", ":", ";", "(", ")", "—", "\n", "\n\n", "...", "?", "!", "[", "]"),
        *(
            "\x00",
            ESC,
            RTL,
            "\ufeff",
            "\u00ad",
            "e\u0301",
            "<p>",
            "\\",
            "{claimant}",
            "https://e.org/a b",
            "1999-13-40",
        ),
    ]
)


@settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=40).map(" ".join))
def test_any_text_can_be_read_and_its_graph_written(text: str, read_text: Callable[[str], Reading]) -> None:
    reading = read_text(text)
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
    with open_graph(None, write=True) as graph:
        graph.add(reading)
        turtle, trig = (b"".join(pieces(graph, FORMATS[name], provenance=True)) for name in ("ttl", "trig"))
        held = {quad.triple for quad in graph.store}
    for data, format in ((turtle, pyoxigraph.RdfFormat.TURTLE), (trig, pyoxigraph.RdfFormat.TRIG)):
        assert {quad.triple for quad in pyoxigraph.parse(data, format)} <= held


def spans(reading: Reading) -> list[Span]:
    """Every place in the text that a reading points to."""
    found = [*reading.sentences, *(Span(mention.start, mention.end) for mention in reading.mentions)]
    return found + [span for claim in reading.claims for span in (*claim.source, *claim.cue, *claim.content)]


@pytest.mark.parametrize(
    "text", ['Berg said Lind had left. He shouted: "', "Berg said that. “", 'NATO denied it. Lind said: "']
)
def test_what_ends_with_an_opening_mark_is_read(text: str, read_text: Callable[[str], Reading]) -> None:
    assert read_text(text).claims


def test_what_ends_with_two_names_is_read(read_text: Callable[[str], Reading]) -> None:
    assert read_text("In the Bureau , of Industry and Security").mentions
