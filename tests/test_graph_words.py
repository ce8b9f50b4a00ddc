"""The words beside a graph: kept current by its writer, noticed when stale, made anew when missing or damaged."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import Correction, Graph, open_graph, words
from kg.graph.__main__ import main
from kg.graph.terms import ALT_LABEL, LABEL, TYPE
from kg.names import OWL, Names
from shell.backends import LocalBackend
from shell.vocabulary import Vocabulary
from shell.words import make_words, read_vocabularies

E, ONTOLOGY = Names().prefixes["e"], Names().prefixes[""]
GRAPH = NamedNode("https://w3id.org/newsgraph/graph/own")


def named(name: str, *labels: str) -> list[Quad]:
    node = NamedNode(f"{E}{name}")
    first = [Quad(node, LABEL, Literal(labels[0]), GRAPH)]
    return first + [Quad(node, ALT_LABEL, Literal(label), GRAPH) for label in labels[1:]]


def met(name: str, other: str) -> Quad:
    return Quad(NamedNode(f"{E}{name}"), NamedNode(f"{ONTOLOGY}met"), NamedNode(f"{E}{other}"), GRAPH)


def entries(graph: Path) -> dict[str, words.Entry]:
    found = words.open_words(graph)
    assert found is not None
    all_ = {entry.iri.rpartition("#")[2].rpartition("/")[2]: entry for entry in found.below("", 10_000)}
    found.close()
    return all_


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        graph.edit((), [*named("Mike_Pompeo", "Mike Pompeo", "Michael Pompeo"), *named("Pompeii", "Pompeii")])
        graph.edit(
            (),
            [met("Pompeii", "Mike_Pompeo"), Quad(NamedNode(f"{ONTOLOGY}Town"), TYPE, NamedNode(f"{OWL}Class"), GRAPH)],
        )
    return tmp_path / "g.kg"


def test_a_writer_leaves_the_words_of_the_graph_as_it_is(graph: Path) -> None:
    found = entries(graph)
    assert found["Mike_Pompeo"].names == ("Mike Pompeo", "Michael Pompeo")
    assert found["Mike_Pompeo"].uses == 1
    assert {name: found[name].kind for name in ("Town", "met", "Pompeii")} == {
        "Town": "class",
        "met": "property",
        "Pompeii": "entity",
    }


def test_what_is_renamed_added_and_taken_out_is_read_anew_and_nothing_else(
    graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    renew = words.renew
    monkeypatch.setattr(words, "renew", lambda file, store, iri: (read.append(iri), renew(file, store, iri)))
    with open_graph(graph, write=True) as opened:
        opened.edit(named("Pompeii", "Pompeii"), named("Latvia", "Latvia"))
        opened.edit((), [met("Latvia", "Mike_Pompeo")])
    found = entries(graph)
    assert "Pompeii" not in found
    assert found["Latvia"].names == ("Latvia",)
    assert sorted(read) == [f"{E}Latvia", f"{E}Pompeii"]
    assert words_found(graph, "latv") == [f"{E}Latvia"]
    assert words_found(graph, "pompeii") == []


def test_classes_and_properties_are_known_once_they_are_used(graph: Path) -> None:
    node = NamedNode(f"{E}Probe")
    quads = [Quad(node, TYPE, NamedNode(f"{ONTOLOGY}Gadget"), GRAPH), Quad(node, NamedNode(f"{ONTOLOGY}frobs"), node)]
    with open_graph(graph, write=True) as opened:
        opened.edit((), [quads[0], Quad(*quads[1].triple, GRAPH)])
    found = entries(graph)
    assert (found["Gadget"].kind, found["frobs"].kind) == ("class", "property")


def test_classes_and_properties_that_nothing_uses_any_more_are_forgotten(graph: Path) -> None:
    node, other = NamedNode(f"{E}Probe"), NamedNode(f"{E}Other")
    gadget, frobs = NamedNode(f"{ONTOLOGY}Gadget"), NamedNode(f"{ONTOLOGY}frobs")
    quads = [Quad(node, TYPE, gadget, GRAPH), Quad(node, frobs, node, GRAPH), Quad(other, frobs, node, GRAPH)]
    with open_graph(graph, write=True) as opened:
        opened.edit((), quads)
    with open_graph(graph, write=True) as opened:
        opened.edit(quads[:2], ())
    found = entries(graph)
    assert "Gadget" not in found
    assert "frobs" in found
    with open_graph(graph, write=True) as opened:
        opened.edit(quads[2:], ())
    assert "frobs" not in entries(graph)


def test_a_property_of_a_correction_is_forgotten_once_it_is_taken_back(graph: Path) -> None:
    added = Correction("added", met("Pompeii", "Mike_Pompeo").triple)
    added = replace(added, triple=Triple(added.triple.subject, NamedNode(f"{ONTOLOGY}frobs"), added.triple.object))
    with open_graph(graph, write=True) as opened:
        opened.correct(added)
    assert "frobs" in entries(graph)
    with open_graph(graph, write=True) as opened:
        opened.undo(added)
    assert "frobs" not in entries(graph)


def test_what_a_process_wrote_that_died_is_read_by_the_next(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    opened = open_graph(graph, write=True)
    with monkeypatch.context() as patch:
        patch.setattr(Graph, "_end", die)
        patch.setattr(words, "keep", die)
        with pytest.raises(KeyboardInterrupt):
            opened.edit((), named("Bertha", "Bertha"))
        with pytest.raises(KeyboardInterrupt):
            opened.close()
    with open_graph(graph, write=True):
        pass
    assert words_found(graph, "bertha") == [f"{E}Bertha"]


def test_a_writer_does_not_wait_for_who_makes_the_words(graph: Path) -> None:
    with FileLock(graph / "words.lock"), open_graph(graph, write=True) as opened:
        opened.edit((), named("Latvia", "Latvia"))
    assert "Latvia" not in entries(graph)
    with open_graph(graph, write=True):
        pass
    assert "Latvia" in entries(graph)


def words_found(graph: Path, beginning: str) -> list[str]:
    found = words.open_words(graph)
    assert found is not None
    iris = [entry.iri for entry in found.named(beginning, 100)]
    found.close()
    return iris


def test_read_anew_in_part_they_are_as_read_as_a_whole(graph: Path) -> None:
    with open_graph(graph, write=True) as opened:
        opened.edit(named("Pompeii", "Pompeii"), [*named("Latvia", "Latvia", "Latvija"), *named("Pompeii", "Pompei")])
        opened.edit([met("Pompeii", "Mike_Pompeo")], [met("Latvia", "Pompeii"), *named("Mike_Pompeo", "Mike Pompeo")])
        opened.edit([Quad(NamedNode(f"{ONTOLOGY}Town"), TYPE, NamedNode(f"{OWL}Class"), GRAPH)], ())
    in_part = entries(graph)
    (graph / words.FILE).unlink()
    assert main(graph) == 0
    whole = entries(graph)
    # A count may lag behind until the whole is read.
    assert in_part.keys() == whole.keys()
    for name, entry in whole.items():
        assert replace(in_part[name], uses=0, names=tuple(sorted(in_part[name].names))) == replace(
            entry, uses=0, names=tuple(sorted(entry.names))
        )


def vocabulary(graph: Graph) -> list[Vocabulary]:
    return list(read_vocabularies(LocalBackend(graph)))


def test_a_shell_notices_that_the_words_are_stale_and_has_them_made(graph: Path) -> None:
    with open_graph(graph) as opened:
        assert len(vocabulary(opened)) == 2  # at once, and with named graphs
    (old := graph / "old").write_bytes((graph / words.FILE).read_bytes())
    with open_graph(graph, write=True) as opened:
        opened.edit((), named("Latvia", "Latvia"))
    old.replace(graph / words.FILE)  # as if the writer had been killed before it was done
    with open_graph(graph) as opened:
        found = read_vocabularies(LocalBackend(opened))
        first = next(found)
        assert first.named(("mike",), ("entity",))
        assert not first.named(("latvia",), ("entity",))
        assert [term.short for term in list(found)[-1].named(("latvia",), ("entity",))] == ["e:Latvia"]
    assert words_found(graph, "latvia") == [f"{E}Latvia"]


def test_a_reader_that_sees_an_older_graph_takes_its_words_for_no_newer_one(graph: Path) -> None:
    old = (graph / words.FILE).read_bytes()
    with open_graph(graph) as reader:
        with open_graph(graph, write=True) as opened:
            opened.edit((), named("Latvia", "Latvia"))
        (graph / words.FILE).write_bytes(old)
        words.update(reader, whole=True)
        assert words_found(graph, "latvia") == []
    assert main(graph) == 0
    assert words_found(graph, "latvia") == [f"{E}Latvia"]


@pytest.mark.parametrize("damage", ["missing", "no database", "another version", "half written"])
def test_words_that_cannot_be_used_are_made_anew(graph: Path, damage: str) -> None:
    file = graph / words.FILE
    if damage == "missing":
        file.unlink()
    elif damage == "no database":
        file.write_text("this is no database" * 100)
    else:
        change = "UPDATE setting SET value = '0' WHERE name = 'version'"
        if damage == "half written":
            change = "UPDATE setting SET value = '-1' WHERE name = 'generation'"
        connection = sqlite3.connect(file)
        connection.execute(change)
        connection.commit()
        connection.close()
    with open_graph(graph) as opened:
        assert vocabulary(opened)[-1].named(("mike", "pomp"), ("entity",))
    assert words_found(graph, "michael") == [f"{E}Mike_Pompeo"]


def test_without_a_file_of_words_a_shell_reads_the_graph(graph: Path) -> None:
    (graph / words.FILE).unlink()
    (graph / words.FILE).mkdir()  # so that none can be made
    with open_graph(graph) as opened:
        found = vocabulary(opened)[-1]
        assert [term.short for term in found.named(("mike",), ("entity",))] == ["e:Mike_Pompeo"]


def test_the_words_are_made_by_a_program_of_their_own(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (graph / words.FILE).unlink()
    done = subprocess.run([sys.executable, "-m", "kg.graph", str(graph)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert entries(graph)
    assert main(graph / "nothing") == 1
    assert "nothing" in capsys.readouterr().err


def test_no_module_of_the_current_folder_is_run(graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (graph / words.FILE).unlink()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "filelock.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    assert make_words(graph)
    assert entries(graph)


def test_names_of_any_text_are_kept(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as opened:
        opened.edit((), [*named("A", "\x00\x1b[31m'; DROP TABLE term --"), *named("B", "São Tomé 東京")])
    assert words_found(tmp_path / "g.kg", "sao") == [f"{E}B"]
    assert words_found(tmp_path / "g.kg", "東") == [f"{E}B"]
    assert words_found(tmp_path / "g.kg", "drop") == [f"{E}A"]
    assert entries(tmp_path / "g.kg")["A"].names == ("\x00\x1b[31m'; DROP TABLE term --",)
