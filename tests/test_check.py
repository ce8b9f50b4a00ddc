"""What `kg check` says of contradictions: the shape of its JSON, and whom it blames first."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Triple
from test_reason_bulk import graph_of, triples

from kg.__main__ import main
from kg.commandline.graphs import find_large_sets, note_large_sets, read_quads
from kg.graph import open_graph
from kg.graph.corrections import Correction
from kg.graph.terms import TYPE, term
from kg.names import Names
from kg.reason.blame import Inconsistency, in_order_of_blame, ranking
from kg.reason.engine import materialise
from kg.reason.explain import Proof, Source
from kg.reason.upkeep import bring_up_to_date

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "reasoning.md").read_text(encoding="utf8")


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments], catch_exceptions=False)


def source(article: str, sentence: str, issued: str | None = "2020-08-17") -> Source:
    return Source(article, article.title(), None, issued, sentence, 0, 9, "pattern")


def clash(*said: tuple[Source, ...]) -> Inconsistency:
    """A contradiction between as many triples, each shown by some sentences."""
    fact = Triple(NamedNode("urn:a"), TYPE, NamedNode("urn:b"))
    return Inconsistency("cax-dw", (), tuple(Proof(fact, "article", sources=each) for each in said))


def blamed(*found: Inconsistency) -> list[str]:
    """The sentence most to blame of each contradiction, in order."""
    return [each.blame[0].source.sentence for each in in_order_of_blame(found)]


def test_the_article_in_most_contradictions_comes_first() -> None:
    wrong, other, third = source("wrong", "W1"), source("wrong", "W2"), source("right", "R")
    rest, less = source("x", "X"), source("y", "Y")
    assert blamed(clash((third,), (rest,)), clash((less,), (other,)), clash((wrong,))) == ["W2", "W1", "R"]


def test_of_an_article_the_sentence_in_most_contradictions_comes_first() -> None:
    often, once = source("wrong", "often", None), source("wrong", "once")
    found = in_order_of_blame([clash((once, often)), clash((often,), (source("x", "X"),))])
    assert [[blame.source.sentence for blame in each.blame] for each in found] == [["often", "once"], ["often", "X"]]


def test_what_one_article_alone_says_is_more_to_blame_than_what_several_say() -> None:
    alone, first, second = source("z", "alone"), source("a", "first"), source("b", "second")
    assert blamed(clash((first, second), (alone,))) == ["alone"]
    copied = in_order_of_blame([clash((first, second), (alone,))], lambda article: "a" if article == "b" else article)
    assert copied[0].blame[0].source.sentence == "first", "a copy is no second voice"


def test_of_equals_the_older_one_comes_first_and_one_without_a_date_last() -> None:
    old, new, undated = source("c", "old", "2019"), source("b", "new", "2020"), source("a", "undated", None)
    (found,) = in_order_of_blame([clash((undated,), (new,), (old,))])
    assert [blame.source.sentence for blame in found.blame] == ["old", "new", "undated"]


def test_a_contradiction_that_no_sentence_shows_comes_last() -> None:
    assert in_order_of_blame([clash(()), clash((source("a", "A"),))])[1].blame == ()


def test_articles_are_ranked_with_their_sentences() -> None:
    found = in_order_of_blame([clash((source("a", "A1"),)), clash((source("a", "A2"),), (source("b", "B"),))])
    assert [(row["article"], row["contradictions"]) for row in ranking(found)] == [("a", 2), ("b", 1)]
    assert ranking(found)[0]["sentences"] == [
        {"sentence": "A1", "contradictions": 1},
        {"sentence": "A2", "contradictions": 1},
    ]


def test_a_graph_with_a_contradiction_is_told_as_json_of_the_documented_shape(
    small_graph: Path, tmp_path: Path
) -> None:
    path = tmp_path / "g.kg"
    shutil.copytree(small_graph, path)
    with open_graph(path, write=True) as graph:
        latvia = NamedNode(Names().entity("Latvia"))
        graph.correct(Correction("added", Triple(latvia, TYPE, term("Person"))))
    done = kg("check", path, "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    (wrong,) = found["contradictions"]
    assert found["found"] == 1
    assert (wrong["targets"], wrong["rule"]) == ([str(path)], "cax-adc")
    (axiom,) = wrong["axioms"]
    assert axiom["file"] == "ontology/core.ttl"
    (first,) = wrong["sentences"]
    assert first["sentence"] == "Latvia is a member of NATO."
    assert first["blame"] == {
        "contradictions_of_article": 1,
        "contradictions_of_sentence": 1,
        "articles_that_say_it": 1,
    }
    assert found["blame"][0]["article"] == first["article"]
    assert {proof["origin"] for proof in wrong["proof"]} == {"analyst", "inferred"}
    for each in (found, wrong, axiom, first["blame"]):
        assert [name for name in each if f'"{name}"' not in shape()] == [], "docs/reasoning.md shows every name"
    assert kg("reason", path, "-q").exit_code == 0
    assert kg("query", path, "ASK { e:Latvia :affiliatedWith e:NATO }").stdout == "true\n"


LINKS = "".join(f"e:n{n} owl:sameAs e:n{n + 1} .\n" for n in range(60))


def test_of_files_sets_of_many_names_are_told_too(tmp_path: Path) -> None:
    path = tmp_path / "links.ttl"
    prefixes = "@prefix e: <https://w3id.org/newsgraph/entity/> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    path.write_text(prefixes + LINKS, encoding="utf8")
    done = kg("check", path)
    assert done.exit_code == 0
    assert "61 names are the same as <https://w3id.org/newsgraph/entity/n0>; what is inferred" in done.stderr
    assert [each["names"] for each in json.loads(kg("check", path, "--json").stdout)["large_sets"]] == [61]
    assert "61 names are the same as" in kg("reason", path, "--into", tmp_path / "all.nt").stderr


@pytest.mark.parametrize("held", [False, True])
def test_a_large_graph_with_inferences_out_of_date_is_brought_up_by_sets_and_that_is_said(
    held: bool, small_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "g.kg"
    shutil.copytree(small_graph, path)
    with open_graph(path, write=True) as graph:
        graph.correct(Correction("added", Triple(NamedNode(Names().entity("Latvia")), TYPE, term("Person"))))
    before = kg("check", path)
    assert "out of date" not in before.stderr, "a small one is drawn for the question"
    monkeypatch.setattr("kg.reason.engine.SMALL", 0)
    with open_graph(path, write=True) if held else nullcontext():
        done = kg("check", path)
    assert (done.exit_code, done.stdout) == (1, before.stdout)
    assert done.stderr.startswith(f"the inferences of {path} are out of date; they are drawn anew and kept\n")
    assert ("until then they are drawn for each question" in done.stderr) is held
    with open_graph(path) as graph:
        assert graph.stale is held


def test_the_shape_that_is_documented_is_one_of_json() -> None:
    names = json.loads(re.sub(r"…", "", shape()))
    assert set(names) >= {"contradictions", "disagreements", "mistakes", "left_out", "blame", "large_sets"}


def shape() -> str:
    return GUIDE.partition("`kg check --json`")[2].partition("```json\n")[2].partition("```")[0]


def test_an_ontology_is_checked_without_what_parses_sentences_once_its_patterns_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = [str(ROOT / "examples" / "leaders.ttl")]
    code = "import sys; from kg.commandline.checks import check_all; from pathlib import Path\n"
    code += "check_all([Path(sys.argv[1])]); sys.exit('spacy' in sys.modules)"
    assert kg("check", *words).exit_code == 0
    assert subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True).returncode == 0


def test_a_datatype_of_the_ontology_may_be_a_range(tmp_path: Path) -> None:
    file = tmp_path / "age.ttl"
    head = "@prefix : <https://w3id.org/newsgraph/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    head += "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    file.write_text(f"{head}:age a owl:DatatypeProperty ; rdfs:range :Age .\n", encoding="utf8")
    assert "Age" in kg("check", file).output
    file.write_text(f"{head}:Age a rdfs:Datatype . :age a owl:DatatypeProperty ; rdfs:range :Age .\n", encoding="utf8")
    assert ":Age" not in kg("check", file).output


def test_a_class_or_property_of_the_data_that_nobody_defines_is_told_with_its_line(tmp_path: Path) -> None:
    names = Names()
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names.prefixes.items())
    rows = "e:A a :Persn ;\n    :meets e:B ;\n    :aged 5 ; :leads e:B .\ne:B a :State .\n"
    (tmp_path / "data.ttl").write_text(prefixes + rows, encoding="utf8")
    first = prefixes.count("\n") + 1
    found = json.loads(kg("check", "--json", tmp_path / "data.ttl").stdout)["mistakes"]
    assert {(each["message"].split()[0], each["remedy"].split(",")[0]) for each in found} == {
        (":Persn", "define :Persn a owl:Class"),
        (":meets", "define :meets a owl:ObjectProperty"),
        (":aged", "define :aged a owl:DatatypeProperty"),
    }
    assert "is it :Person?" in next(each["remedy"] for each in found if ":Persn" in each["message"])
    assert all(each["place"].startswith(f"{tmp_path / 'data.ttl'}:") for each in found)
    assert int(min(each["place"].rpartition(":")[2] for each in found)) >= first


def test_a_verb_without_a_pattern_is_told(tmp_path: Path) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Names().prefixes.items())
    owl = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix lex: <https://w3id.org/newsgraph/lexicon#> .\n"
    block = ':Ship a owl:Class ; lex:noun "ship" ; {} .\n'
    for text, told in (('lex:verb "sails"', True), ('lex:noun "boat"', False)):
        (tmp_path / "ship.ttl").write_text(prefixes + owl + block.format(text), encoding="utf8")
        assert ("no lex:pattern whose verb that is" in kg("check", tmp_path / "ship.ttl").output) == told


def test_nodes_without_a_name_of_two_files_are_two(tmp_path: Path) -> None:
    for name in ("one", "other"):
        text = f"_:x <http://www.w3.org/2002/07/owl#onProperty> <urn:{name}> ."
        (tmp_path / f"{name}.nt").write_text(text, encoding="utf8")
    read = [list(read_quads(tmp_path / name)) for name in ("one.nt", "other.nt", "one.nt")]
    assert read[0] == read[2]
    assert read[0][0].subject != read[1][0].subject


def test_many_names_are_told_of_what_changed_only(capsys: pytest.CaptureFixture[str]) -> None:
    graph = graph_of(
        ":p rdfs:domain :C .", "".join(f"e:a owl:sameAs e:n{n} . e:b owl:sameAs e:m{n} ." for n in range(60))
    )
    materialise(graph)
    note_large_sets(graph)
    assert told(capsys) == ["61 names are the same as e:a", "61 names are the same as e:b"]
    note_large_sets(graph)
    assert told(capsys) == []
    for one, other in (("e:b", "e:m60"), ("e:x", "e:y")):
        (link,) = triples(f"{one} owl:sameAs {other} .")
        graph.correct(Correction("same", link))
    bring_up_to_date(graph)
    note_large_sets(graph)
    assert told(capsys) == ["62 names are the same as e:b"]
    assert [each.names for each in find_large_sets(graph)] == [61, 62]


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    entities = Names().prefixes["e"]
    lines = capsys.readouterr().err.replace(f"<{entities}", "e:").replace(">", "").splitlines()
    return [line.partition(";")[0] for line in lines]


def test_a_file_that_says_nothing_is_told_and_not_called_faultless(tmp_path: Path) -> None:
    empty = tmp_path / "empty.ttl"
    for text in ("", "# :Rally a owl:Class .\n"):
        empty.write_text(text, encoding="utf-8")
        result = kg("check", empty)
        assert (result.exit_code, result.stderr) == (0, f"{empty}: holds no triple, so it defines nothing\n")


def test_each_target_is_told_of_though_others_cannot_be_read(tmp_path: Path) -> None:
    names = ("missing.ttl", "broken.ttl", "missing.kg", "slip.ttl", "cut.nt", "text.txt")
    missing, broken, no_graph, slip, cut, text = targets = [tmp_path / name for name in names]
    broken.write_text(":a :b :c .\n", encoding="utf8")
    slip.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<urn:a> a owl:Clas, owl:Class .\n", encoding="utf8"
    )
    cut.write_text("<urn:a> <urn:b>\n", encoding="utf8")
    text.write_text("Chad left.\n", encoding="utf8")
    done = kg("check", *targets)
    assert done.exit_code == 1
    told = [f"{missing}: cannot be read: ", f"{broken}:1:1: ", f"{no_graph}: no graph here; ", f"{slip}:2: owl:Clas"]
    told += [f"{cut}:2:1: ", f"{text}: a file, and a graph is a folder; "]
    for each in told:
        assert len([line for line in done.stdout.splitlines() if line.startswith(each)]) == 1, each
    found = json.loads(kg("check", *targets, "--json").stdout)
    assert found["found"] == len(found["mistakes"]) == len(told)
    assert found["targets"] == list(map(str, targets))
    assert not no_graph.exists()
