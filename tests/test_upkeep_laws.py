"""Whatever is added, replaced, removed, corrected or defined anew: what follows is what starting over gives.

``HUNT=80`` tries 2,000 sequences instead of a few.
"""

import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readings import NAMES, make_article
from test_upkeep import PREFIXES, C, N, P, change, make_axiom

from kg.graph import Correction, Graph, different, kept, open_graph, same
from kg.model import Entity, EntityMention, Reading, Span, Statement
from kg.reason import falls
from kg.reason.blame import find_inconsistencies
from kg.reason.engine import find_closure
from kg.reason.index import MOST_NAMES
from kg.reason.upkeep import bring_up_to_date

EXAMPLES = examples(25)
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
dice_rolls = st.randoms(use_true_random=False)


def define(dice: random.Random, graph: Graph, folder: Path) -> None:
    axioms = [make_axiom(dice) for _ in range(dice.randint(1, 5))]
    c, d, p, q = dice.choice(C), dice.choice(C), dice.choice(P), dice.choice(P)
    axioms += [f":{c} owl:disjointWith :{d} ."] * (c != d) + [f":{p} owl:propertyDisjointWith :{q} ."] * (p != q)
    for kind, place, names in (("DisjointClasses", ":", C), ("DisjointProperties", ":", P), ("Different", "e:", N)):
        if dice.random() < 0.4:
            members = " ".join(place + name for name in dice.sample(names, dice.randint(2, len(names))))
            axioms.append(f"[] a owl:All{kind} ; owl:members ( {members} ) .")
    file = folder / "own.ttl"
    file.write_text(PREFIXES + "\n".join(axioms), encoding="utf8")
    graph.set_ontology([file])


def inferred(graph: Graph) -> set[object]:
    return {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.inferred)}


def check(graph: Graph) -> None:
    count = bring_up_to_date(graph)
    found = inferred(graph)
    assert found == set(find_closure(graph).triples)
    assert count == len(found)
    assert not graph.stale


def ruled_out(graph: Graph) -> set[object]:
    return {(each.rule, frozenset(premise.triple for premise in each.premises)) for each in find_inconsistencies(graph)}


@many
@given(dice_rolls)
def test_after_any_changes_also_of_the_ontology(dice: random.Random) -> None:
    done, keys = list[Correction](), set[str]()
    with TemporaryDirectory() as folder:
        graph = open_graph(None)
        define(dice, graph, Path(folder))
        for _ in range(7):
            if dice.random() < 0.15:
                define(dice, graph, Path(folder))
            for _ in range(dice.choice((1, 1, 1, 2, 3))):
                change(dice, graph, done, keys)
            check(graph)


@pytest.mark.parametrize(("few", "many"), [(0, 1_000), (1_000, 0)])
def test_it_is_the_same_where_triples_fall_only_without_a_proof(
    few: int, many: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(falls, "FEW", few)
    monkeypatch.setattr(falls, "MANY", many)
    for seed in range(max(EXAMPLES // 5, 1)):
        dice, done, keys, graph = random.Random(seed), list[Correction](), set[str](), open_graph(None)
        define(dice, graph, tmp_path)
        for _ in range(7):
            change(dice, graph, done, keys)
            check(graph)


@many
@given(dice_rolls)
def test_what_is_ruled_out_is_the_same_as_when_all_is_drawn_anew(dice: random.Random) -> None:
    done, keys = list[Correction](), set[str]()
    with TemporaryDirectory() as folder:
        graph = open_graph(None)
        define(dice, graph, Path(folder))
        for _ in range(5):
            change(dice, graph, done, keys)
            check(graph)
            kept_up = ruled_out(graph)
            kept.set_settings(graph._kept, stale="1")
            assert {rule for rule, _ in ruled_out(graph)} == {rule for rule, _ in kept_up}
            kept.set_settings(graph._kept, stale="0")


def grow_and_shrink(dice: random.Random, graph: Graph, limit: int) -> None:
    """Link names with one, near to the limit; then more of them and fewer, and other changes between."""
    done, keys, hub = list[Correction](), set[str](), NAMES.entity(dice.choice(N))
    links = [same(hub, NAMES.entity(f"{dice.choice('0z')}name{number}")) for number in range(limit + 3)]
    left, made = links[limit - 2 :], links[: limit - 2]
    for link in made:
        graph.correct(link)
    graph.add(make_reading("many", (f"{dice.choice('0z')}name3", dice.choice(P), dice.choice(N))))
    check(graph)
    for _ in range(11):
        share = dice.random()
        if left and share < 0.5:
            made.append(left.pop(0))
            graph.correct(made[-1])
        elif made and share < 0.75:
            left.insert(0, made.pop(dice.randrange(len(made))))
            graph.undo(left[0])
        else:
            change(dice, graph, done, keys)
        check(graph)


def test_sets_of_names_grow_over_what_is_written_out_and_shrink_below() -> None:
    file = Path(__file__).with_name("few_names.py")
    done = subprocess.run([sys.executable, str(file), "0", str(EXAMPLES)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@settings(parent=many, max_examples=max(EXAMPLES // 12, 1))
@given(dice_rolls)
def test_sets_of_fifty_names_grow_and_shrink(dice: random.Random) -> None:
    with TemporaryDirectory() as folder:
        graph = open_graph(None)
        define(dice, graph, Path(folder))
        grow_and_shrink(dice, graph, MOST_NAMES)


def make_reading(key: str, *facts: tuple[str, str, str], classes: tuple[tuple[str, str], ...] = ()) -> Reading:
    """An article that says these of ``e:`` entities."""
    said = tuple(Statement(NAMES.entity(s), p, NAMES.entity(o), 0, 3, "pattern") for s, p, o in facts)
    entities = tuple(Entity(NAMES.entity(name), cls, (cls,), name, ()) for name, cls in classes)
    mentions = tuple(EntityMention(0, 3, entity.iri) for entity in entities)
    return Reading(make_article(key, "T" * 20), (Span(0, 20),), entities, mentions, (), (), said)


def open_with(tmp_path: Path, *axioms: str) -> Graph:
    graph, file = open_graph(None), tmp_path / "own.ttl"
    file.write_text(PREFIXES + "\n".join(axioms), encoding="utf8")
    graph.set_ontology([file])
    return graph


def test_what_two_articles_say_stays_until_both_are_gone(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":p rdfs:subPropertyOf :q .", ":q rdfs:domain :A .")
    graph.add(make_reading("x", ("a", "p", "b")))
    graph.add(make_reading("y", ("a", "p", "b")))
    check(graph)
    all_of_it = inferred(graph)
    assert len(all_of_it) == 2
    graph.remove("x")
    check(graph)
    assert inferred(graph) == all_of_it
    graph.remove("y")
    check(graph)
    assert not inferred(graph)


def test_what_one_article_says_and_another_gives_reason_for_is_inferred_once_only_the_reason_is_left(
    tmp_path: Path,
) -> None:
    graph = open_with(tmp_path, ":p rdfs:subPropertyOf :q .")
    graph.add(make_reading("x", ("a", "q", "b")))
    graph.add(make_reading("y", ("a", "p", "b")))
    check(graph)
    assert not inferred(graph)
    graph.remove("x")
    check(graph)
    assert len(inferred(graph)) == 1


def test_who_is_the_same_comes_and_goes_with_an_article(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":p a owl:FunctionalProperty .", ":q a owl:SymmetricProperty .")
    graph.add(make_reading("x", ("a", "p", "b"), ("b", "q", "d")))
    check(graph)
    before = inferred(graph)
    for _ in range(2):
        graph.add(make_reading("y", ("a", "p", "c"), ("c", "q", "f")))
        check(graph)
        assert len(inferred(graph)) > len(before) + 4
        graph.remove("y")
        check(graph)
        assert inferred(graph) == before


def test_a_contradiction_comes_and_goes_with_an_article(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":A owl:disjointWith :B .", ":p rdfs:domain :B .")
    graph.add(make_reading("x", classes=(("a", "A"),)))
    check(graph)
    for _ in range(2):
        assert not ruled_out(graph)
        graph.add(make_reading("y", ("a", "p", "b")))
        check(graph)
        assert [rule for rule, _ in ruled_out(graph)] == ["cax-dw"]
        graph.remove("y")
        check(graph)


def test_what_fell_does_not_come_back_under_another_name(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":s a owl:FunctionalProperty .")
    graph.correct(same(NAMES.entity("d"), NAMES.entity("f")))
    graph.add(make_reading("x", ("d", "p", "b")))
    check(graph)
    graph.add(make_reading("x", ("c", "s", "a"), ("c", "s", "b")))
    check(graph)


def test_a_large_set_of_names_gets_and_loses_the_first_of_them_in_the_order_of_text(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":p rdfs:domain :A .")
    names = [NAMES.entity(f"m{number}") for number in range(MOST_NAMES + 4)]
    for name in names[1:]:
        graph.correct(same(names[0], name))
    graph.add(make_reading("x", ("m7", "p", "m9")))
    check(graph)
    for first in (NAMES.entity("a1"), NAMES.entity("a0"), NAMES.entity("z")):
        graph.correct(same(names[3], first))
        check(graph)
    for first in (NAMES.entity("a0"), NAMES.entity("a1")):
        graph.undo(same(names[3], first))
        check(graph)
    graph.undo(same(names[0], names[3]))
    check(graph)


def test_what_is_different_from_itself_is_so_under_every_name_it_gets(tmp_path: Path) -> None:
    graph = open_with(tmp_path, ":r a owl:FunctionalProperty .")
    graph.correct(different(NAMES.entity("d"), NAMES.entity("c")))
    graph.correct(same(NAMES.entity("c"), NAMES.entity("d")))
    check(graph)
    for _ in range(2):
        graph.add(make_reading("x", ("b", "r", "a"), ("b", "r", "c")))
        check(graph)
        graph.remove("x")
        check(graph)
