"""The store: articles in and out, one writer, readers beside it, corrections, copies."""

import multiprocessing
import os
import re
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from readings import NAMES, TEXT, make_article, make_claim, make_entity, make_reading, span

from kg.articles import fingerprint
from kg.errors import OntologyError, StoreError
from kg.graph import Correction, Graph, different, open_graph, same
from kg.graph.quads import article_quads
from kg.model import Article, Denied, Reading, Span, Statement, Value
from kg.names import ONTOLOGY, OWL, RDF, XSD
from kg.query import Rows, Truth, run
from kg.tbox import ontology_files

SHIPPED = ontology_files()
SMALL = [path for path in SHIPPED if path.name == "core.ttl"]


def ask(graph: Graph, pattern: str) -> bool:
    answer = run(graph, f"ASK {{ {pattern} }}")
    assert isinstance(answer, Truth)
    return answer.value


def rows(graph: Graph, query: str) -> list[tuple[str | None, ...]]:
    answer = run(graph, query)
    assert isinstance(answer, Rows)
    return [tuple(term.value if term is not None else None for term in row) for row in answer.rows]  # type: ignore[union-attr]  # no triple terms


def dump(graph: Graph) -> set[str]:
    return {str(quad) for quad in graph.store}


def test_an_article_asserts_entities_facts_claims_and_events() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    assert ask(graph, 'e:NATO a :Alliance ; rdfs:label "NATO"')
    assert ask(graph, 'e:Alexander_Lukashenko skos:altLabel "Lukashenka"')
    assert ask(graph, "e:Latvia :memberOf e:NATO")
    assert ask(graph, '?c a :Accusation ; :madeBy e:Alexander_Lukashenko ; :accused e:NATO ; :text "massing troops"')
    assert ask(graph, '?r a :Rally ; :place e:Minsk ; :dateText "on Sunday" ; :date "2020-08-16"^^xsd:date')


def test_what_is_said_is_a_proposition_and_no_triple() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    assert ask(graph, "?c :content ?p . ?p a :Proposition ; rdf:subject e:NATO ; rdf:predicate :opposes")
    assert not ask(graph, "e:NATO :opposes ?anything")
    assert not ask(graph, "e:Alexander_Lukashenko :allyOf ?anything")
    assert ask(graph, '?article :states ?p . ?p rdf:predicate :allyOf ; :polarity "negative"')


def test_a_claim_that_is_not_made_has_a_claimant_alone() -> None:
    graph = open_graph(None)
    graph.add(make_reading(made=False))
    assert ask(graph, '?c a :Accusation ; :claimant e:Alexander_Lukashenko ; :modality "expected"')
    assert not ask(graph, "?c :madeBy ?x")
    assert not ask(graph, "?c :onBehalfOf ?x")


def test_a_denial_points_to_the_claim_that_it_denies() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    assert ask(graph, "?d a :Denial ; :onBehalfOf e:NATO ; :deniedClaim ?c . ?c a :Accusation")


def test_a_denial_of_an_unknown_claim_gets_a_node_for_it() -> None:
    article = make_article()
    denial = make_claim(
        article,
        "denied",
        "Denial",
        NAMES.entity("Oana Lungescu"),
        denied=Denied(NAMES.entity("Alexander Lukashenko")),
        content=(span(TEXT, "massing troops"),),
    )
    graph = open_graph(None)
    graph.add(Reading(article, (), (), (), (denial,), (), ()))
    pattern = '?d a :Denial ; :deniedClaim ?c . ?c a :Claim ; :claimant e:Alexander_Lukashenko ; :text "massing troops"'
    assert ask(graph, pattern)
    assert not ask(graph, "?d :deniedClaim ?c . ?c :madeBy ?anyone")


def test_every_asserted_relation_claim_event_and_class_has_evidence_in_its_sentence() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    evidence = "?v a :Evidence ; :sentence ?s ; :start ?b ; :end ?e ; :pattern ?p . ?s :text ?t ; :inArticle ?a ."
    relation = "rdf:subject e:Latvia ; rdf:predicate :memberOf ; rdf:object e:NATO"
    assert rows(graph, f"SELECT ?t ?d WHERE {{ {evidence} ?v {relation} ; :asOf ?d }}") == [
        ("Latvia is a member of NATO.", "2020-08-16")
    ]
    for cls in ("Accusation", "Denial", "Rally", "Alliance", "Person", "State", "Place"):
        assert ask(graph, f"{evidence} ?v :evidenceFor ?n . ?n a :{cls}"), cls
    for start, end, text, first in rows(
        graph, f"SELECT ?b ?e ?t ?f WHERE {{ {evidence} ?s :start ?f FILTER(?b >= ?f) }}"
    ):
        assert TEXT[int(start or 0) : int(end or 0)] in (text or ""), first


def test_words_that_no_sentence_holds_are_their_own_evidence() -> None:
    reading = replace(make_reading(), sentences=(Span(0, 10),))
    graph = open_graph(None)
    graph.add(reading)
    assert ask(graph, '?v rdf:predicate :memberOf ; :sentence/:text "Latvia is a member of NATO"')


def test_the_same_reading_gives_the_same_quads_in_the_same_order() -> None:
    assert article_quads(make_reading(), "d") == article_quads(make_reading(), "d")
    assert len(set(article_quads(make_reading(), "d"))) == len(article_quads(make_reading(), "d"))


def test_a_value_is_a_typed_literal_and_a_string_is_plain() -> None:
    person = NAMES.entity("Sergei Lavrov")
    office = Statement(person, "holdsOffice", Value("foreign minister"), 0, 4, "p")
    graph = open_graph(None)
    graph.add(Reading(make_article(), (), (), (), (), (), (office,)))
    assert ask(graph, 'e:Sergei_Lavrov :holdsOffice "foreign minister"')


def test_two_articles_that_say_the_same_give_one_row() -> None:
    graph = open_graph(None)
    graph.add(make_reading("a"))
    graph.add(make_reading("b"))
    assert rows(graph, "SELECT ?x WHERE { ?x :memberOf e:NATO }") == [(NAMES.entity("Latvia"),)]
    assert len(rows(graph, "SELECT ?g WHERE { GRAPH ?g { ?x :memberOf e:NATO } }")) == 2


def test_the_same_key_replaces_what_it_said() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    change = graph.add(replace(make_reading(), facts=()))
    assert change.kind == "replaced"
    assert change.removed > 0
    assert not ask(graph, "e:Latvia :memberOf e:NATO")
    alone = open_graph(None)
    alone.add(replace(make_reading(), facts=()))
    assert dump(graph) == dump(alone)


def test_the_same_key_under_another_title_replaces_too() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    moved = replace(make_reading().article, iri=NAMES.article("another title", "a"))
    assert graph.add(Reading(moved, (), (), (), (), (), ())).kind == "replaced"
    assert [info.iri for info in graph.articles()] == [moved.iri]


def test_the_same_reading_changes_nothing() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    assert graph.add(make_reading()).kind == "unchanged"


def test_a_triple_stays_while_another_article_says_it() -> None:
    graph = open_graph(None)
    graph.add(make_reading("a"))
    graph.add(make_reading("b"))
    graph.remove("a")
    assert ask(graph, "e:Latvia :memberOf e:NATO")
    graph.remove("b")
    assert not ask(graph, "e:Latvia :memberOf e:NATO")
    assert len(graph.store) == 0


def test_articles_are_listed_and_found_by_key_iri_and_slug() -> None:
    graph = open_graph(None)
    article = make_reading("k").article
    graph.add(make_reading("k"))
    (info,) = graph.articles()
    assert (info.key, info.title, info.issued, info.iri) == ("k", "Rally", "2020-08-16", article.iri)
    assert info.triples > 20
    for name in ("k", article.iri, article.iri.rpartition("/")[2]):
        assert graph.find(name) == article.iri
    with pytest.raises(StoreError, match="no article 'x' in the graph"):
        graph.remove("x")


def test_a_graph_keeps_texts_ontology_reader_and_base(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("@prefix : <https://w3id.org/newsgraph/ontology#> .\n:bought a :Thing .\n", encoding="utf-8")
    with open_graph(tmp_path / "g.kg", base="https://example.org/x/", write=True) as graph:
        assert graph.set_ontology(SMALL, [own])
        graph.set_reader(model="en 1")
        graph.add(make_reading())
    own.unlink()
    with open_graph(tmp_path / "g.kg") as graph:
        assert [article.text for article in graph.kept()] == [TEXT]
        assert [path.name for path in graph.extra_files()] == ["own.ttl"]
        assert graph.reader() == {"model": "en 1"}
        assert graph.names.base == "https://example.org/x/"
        assert ask(graph, ":bought a :Thing")
        assert graph.has(make_article())


def test_another_reader_or_ontology_makes_an_article_due_again() -> None:
    graph = open_graph(None)
    graph.set_reader(model="one")
    graph.add(make_reading())
    assert graph.has(make_article())
    assert not graph.has(make_article(text=TEXT + " More."))
    graph.set_reader(model="two")
    assert not graph.has(make_article())
    graph.add(make_reading())
    assert graph.has(make_article())
    graph.set_ontology(SMALL)
    assert not graph.has(make_article())


def test_an_ontology_that_changed_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    prefix = "@prefix : <https://w3id.org/newsgraph/ontology#> .\n"
    own.write_text(f"{prefix}:x :y ( :a :b ) .\n", encoding="utf-8")
    graph = open_graph(None)
    assert graph.set_ontology(SMALL, [own])
    assert not graph.set_ontology(SMALL, [own])
    own.write_text(f"{prefix}:x :y :c .\n", encoding="utf-8")
    assert graph.set_ontology(SMALL, [own])
    assert rows(graph, "SELECT ?o WHERE { :x :y ?o }") == [(f"{ONTOLOGY}c",)]
    fresh = open_graph(None)
    fresh.set_ontology(SMALL, [own])
    assert dump(graph) == dump(fresh)


def test_broken_turtle_names_its_place_and_leaves_the_graph(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("@prefix : <https://e.org/> .\n:a :b .\n", encoding="utf-8")
    graph = open_graph(None)
    graph.set_ontology(SMALL)
    before = dump(graph)
    with pytest.raises(OntologyError, match=r"own\.ttl:2:"):
        graph.set_ontology(SMALL, [own])
    assert dump(graph) == before


def test_gazetteer_entities_move_with_the_base(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text("<https://w3id.org/newsgraph/entity/Atlantis> a <https://w3id.org/newsgraph/ontology#State> .\n")
    graph = open_graph(None, base="https://example.org/")
    graph.set_ontology([], [own])
    assert rows(graph, "SELECT ?x WHERE { ?x a :State }") == [("https://example.org/entity/Atlantis",)]


def test_a_graph_that_lost_its_format_or_has_a_damaged_file_says_what_helps(tmp_path: Path) -> None:
    path = tmp_path / "g.kg"
    open_graph(path, write=True).close()
    (path / "kept.sqlite").write_bytes(b"junk" * 1000)
    with pytest.raises(StoreError, match="put back a copy"):
        open_graph(path)
    text = (path / "graph.json").read_text()
    (path / "graph.json").unlink()
    for write in (False, True):
        with pytest.raises(StoreError, match=re.escape(text.strip())):
            open_graph(path, write=write)


def test_a_graph_that_is_not_there_or_is_something_else_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph here"):
        open_graph(tmp_path / "g.kg")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="something else"):
        open_graph(tmp_path / "mine", write=True)
    with open_graph(tmp_path / "g.kg", write=True):
        pass
    with pytest.raises(StoreError, match="base"):
        open_graph(tmp_path / "g.kg", base="https://example.org/")
    (tmp_path / "g.kg" / "graph.json").write_text('{"format": 99, "base": "https://e.org/"}')
    with pytest.raises(StoreError, match="format 99"):
        open_graph(tmp_path / "g.kg")


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True):
        with pytest.raises(StoreError, match=f"process {os.getpid()} on .* since 20"):
            open_graph(tmp_path / "g.kg", write=True)
        with pytest.raises(StoreError, match="is being written"):
            open_graph(tmp_path / "g.kg", write=True, wait=0.1)
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        assert graph.writable


def test_a_reader_beside_the_writer_sees_new_articles_when_it_refreshes(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as writer, open_graph(tmp_path / "g.kg") as early:
        writer.add(make_reading("a"))
        with open_graph(tmp_path / "g.kg") as reader:
            assert ask(reader, "e:Latvia :memberOf e:NATO")
            with pytest.raises(StoreError, match="for reading only"):
                reader.add(make_reading("b"))
            writer.add(make_reading("b"))
            assert len(reader.articles()) == 1
            assert reader.refresh()
            assert len(reader.articles()) == 2
            assert not reader.refresh()
        assert early.refresh()
        assert len(early.articles()) == 2


def test_a_reader_keeps_what_it_saw_while_the_writer_tidies_up(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as writer:
        for number in range(12):
            writer.add(make_reading(f"k{number}"))
            writer.store.flush()
        with open_graph(tmp_path / "g.kg") as reader:
            writer.remove("k3")
            writer.store.optimize()
            assert len(reader.articles()) == 12
            assert len(rows(reader, "SELECT ?a WHERE { ?a a :Accusation }")) == 12
            assert list((tmp_path / "g.kg" / "readers").iterdir())
        assert not list((tmp_path / "g.kg" / "readers").iterdir())


def test_what_a_killed_reader_left_is_taken_away(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        graph.add(make_reading())
    code = (
        "import os, sys; from pathlib import Path; from kg.graph import open_graph; "
        "graph = open_graph(Path(sys.argv[1])); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "g.kg")], check=True)
    assert list((tmp_path / "g.kg" / "readers").iterdir())
    with open_graph(tmp_path / "g.kg", write=True):
        assert not list((tmp_path / "g.kg" / "readers").iterdir())


def test_a_full_disk_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        graph.add(make_reading("a"))
        before = dump(graph)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    graph = open_graph(tmp_path / "g.kg", write=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (45_000, hard))
    try:
        with pytest.raises(StoreError, match="check space"):
            graph.add(make_reading("b"))
        with pytest.raises(StoreError, match="check space"):
            graph.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with open_graph(tmp_path / "g.kg", write=True) as again:
        assert dump(again) == before
        assert again.add(make_reading("b")).kind == "added"


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        graph.add(make_reading())
    (tmp_path / "g.kg" / "store" / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError, match=r"g\.kg"):
        open_graph(tmp_path / "g.kg", write=True)


def write_until_killed(path: Path, ready: "multiprocessing.synchronize.Event") -> None:
    with open_graph(path, write=True) as graph:
        number = 0
        while True:
            graph.add(make_reading(f"k{number % 3}", TEXT + f" Part {number}."))
            number += 1
            if number == 4:
                ready.set()


def test_a_writer_that_is_killed_leaves_whole_articles_and_no_lock(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    child = context.Process(target=write_until_killed, args=(tmp_path / "g.kg", ready))
    child.start()
    assert ready.wait(60)
    os.kill(child.pid or 0, signal.SIGKILL)
    child.join()
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        assert len(graph.articles()) == 3
        for article in graph.kept():
            alone = open_graph(None)
            alone.add(make_reading(article.key, article.text))
            assert {quad for quad in dump(graph) if article.iri in quad} == dump_of(alone, article)


def dump_of(graph: Graph, article: Article) -> set[str]:
    return {quad for quad in dump(graph) if article.iri in quad}


def test_what_is_retracted_stays_out_when_the_article_is_read_again() -> None:
    graph = open_graph(None)
    graph.add(make_reading("a"))
    before = dump(graph)
    triple = Triple(
        NamedNode(NAMES.entity("Latvia")), NamedNode(f"{ONTOLOGY}memberOf"), NamedNode(NAMES.entity("NATO"))
    )
    correction = Correction("retracted", triple, "it is not")
    graph.correct(correction)
    assert not ask(graph, "e:Latvia :memberOf e:NATO")
    graph.add(make_reading("a", TEXT + " More."))
    graph.add(make_reading("a"))
    graph.add(make_reading("b"))
    assert not ask(graph, "e:Latvia :memberOf e:NATO")
    assert graph.corrections() == [correction]
    graph.remove("b")
    graph.undo(correction)
    assert dump(graph) == before


def test_added_triples_and_identities_outlive_reading_and_can_be_taken_back() -> None:
    graph = open_graph(None)
    one, other = NAMES.entity("Lukashenko"), NAMES.entity("Alexander Lukashenko")
    added = Correction("added", Triple(NamedNode(one), NamedNode(f"{RDF}type"), NamedNode(f"{ONTOLOGY}Person")))
    given = [added, different(one, NAMES.entity("NATO")), same(one, other)]
    for correction in given:
        graph.correct(correction)
    graph.add(make_reading())
    assert ask(graph, f"e:Lukashenko a :Person ; <{OWL}sameAs> e:Alexander_Lukashenko")
    assert graph.corrections() == given
    for correction in given:
        graph.undo(correction)
    assert graph.corrections() == []
    assert not ask(graph, "e:Lukashenko ?p ?o")


def test_inferences_are_apart_and_go_stale_with_every_change() -> None:
    graph = open_graph(None)
    graph.add(make_reading())
    assert graph.stale
    triple = Triple(
        NamedNode(NAMES.entity("NATO")), NamedNode(f"{ONTOLOGY}hasMember"), NamedNode(NAMES.entity("Latvia"))
    )
    assert graph.set_inferred([triple]) == 1
    assert not graph.stale
    assert run(graph, "ASK { e:NATO :hasMember ?x }", view="asserted") == Truth(False)
    assert run(graph, "ASK { e:NATO :hasMember ?x }", view="inferred") == Truth(True)
    assert run(graph, "ASK { ?x :memberOf e:NATO }", view="inferred") == Truth(False)
    graph.add(make_reading("b"))
    assert graph.stale
    graph.set_inferred([])
    assert not ask(graph, "e:NATO :hasMember ?x")


def test_nearly_the_same_text_is_kept_as_a_copy() -> None:
    graph = open_graph(None)
    text = TEXT + " They stood for hours in the rain, sang old songs and went home when the last trams left the square."
    other = text.replace("Thousands", "Many")
    assert graph.add(make_reading("a", text), fingerprint=fingerprint(text)).copy_of is None
    change = graph.add(make_reading("b", other), fingerprint=fingerprint(other))
    assert change.copy_of == make_article("a").iri
    third = graph.add(make_reading("c", text), fingerprint=fingerprint(text))
    assert third.copy_of == make_article("a").iri
    graph.remove("a")
    first, second = make_article("c").iri, make_article("b").iri
    assert {info.iri: info.copy_of for info in graph.articles()} == {first: second, second: None}
    words = "Quite another text."
    graph.add(Reading(make_article("b", words), (), (), (), (), (), ()), fingerprint=fingerprint(words))
    assert {info.copy_of for info in graph.articles()} == {None}


def test_another_text_is_no_copy() -> None:
    graph = open_graph(None)
    graph.add(make_reading("a"), fingerprint=fingerprint(TEXT))
    assert graph.add(make_reading("b"), fingerprint=fingerprint("quite another text")).copy_of is None


NASTY = "\"quoted\" \\back\\ \n\r\t \x1b[31m <script> =cmd() \u202e\u200f 😀 \x00 \ud800 > . } ; 'x'"


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=40) | st.just(NASTY), st.text(min_size=1, max_size=20) | st.just(NASTY))
def test_any_text_goes_in_comes_out_and_can_be_replaced(words: str, name: str) -> None:
    entity = make_entity(name, "Person", "Agent", names=(words,))
    article = make_article(text=f"{name} {words}")
    reading = Reading(article, (Span(0, len(article.text)),), (entity,), (), (), (), ())
    office = Statement(entity.iri, "holdsOffice", Value(words), 0, len(article.text), words)
    graph = open_graph(None)
    graph.add(replace(reading, facts=(office,)))
    graph.add(reading)
    graph.add(replace(reading, facts=(office,)))
    once = open_graph(None)
    once.add(replace(reading, facts=(office,)))
    assert dump(graph) == dump(once)
    written = serialize(iter(graph.store), format=RdfFormat.N_QUADS) or b""
    assert {str(quad) for quad in parse(written, RdfFormat.N_QUADS)} == dump(graph)
    kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in words)
    found = [
        quad.object for quad in graph.store.quads_for_pattern(None, NamedNode(f"{ONTOLOGY}holdsOffice"), None, None)
    ]
    assert set(found) == {Literal(kept, datatype=NamedNode(f"{XSD}string"))}
    graph.remove("a")
    assert len(graph.store) == 0


def test_a_graph_is_read_where_nothing_can_be_written_beside_it(tmp_path: Path) -> None:
    with open_graph(tmp_path / "g.kg", write=True) as graph:
        graph.add(make_reading())
        articles = graph.articles()
    (tmp_path / "g.kg" / "kept.sqlite-shm").mkdir()
    with open_graph(tmp_path / "g.kg") as graph:
        assert graph.articles() == articles
        assert list(graph.kept())
        assert graph.stale


def test_copies_whose_original_goes_are_copies_of_one_of_them() -> None:
    graph = open_graph(None)
    for key in "abcdef":
        graph.add(make_reading(key), fingerprint=fingerprint(TEXT))
    for key in "abcd":
        graph.remove(key)
        links = {info.iri: info.copy_of for info in graph.articles()}
        (original,) = (iri for iri, link in links.items() if link is None)
        assert {link for link in links.values() if link} == {original}
