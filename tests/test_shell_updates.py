"""SPARQL Update on graphs that are named does what Oxigraph alone does; without GRAPH it is a correction."""

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from kg.errors import KgError
from kg.graph import Graph, open_graph
from kg.names import Names
from shell.edits import Edit, Held
from shell.updates import plan_update

PREFIXES = {**Names().prefixes, "x": "http://x.example/"}
TRIG = (
    "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    + """
x:g { e:A :likes e:B ; :age 41 ; rdfs:label "A"@en . e:B :likes e:C }
x:h { e:A :likes e:B . e:D :likes e:A }
x:k { e:C :knows e:D , e:E ; :note "two\\nlines" }
"""
)
# All of it names its graphs, so that it is about no correction.
UPDATES = """
INSERT DATA { GRAPH x:g { e:C :likes e:D } }
INSERT DATA { GRAPH x:new { e:C :likes e:D . e:D :n 1 , 2.5 , "a;b" , true } GRAPH x:g { e:Z :likes e:Z } }
INSERT DATA { GRAPH x:g { e:A :likes e:B } }
DELETE DATA { GRAPH x:g { e:A :likes e:B } }
DELETE DATA { GRAPH x:g { e:A :likes e:B ; :age 41 } GRAPH x:k { e:C :knows e:D } }
DELETE DATA { GRAPH x:g { e:A :likes e:Nobody } }
DELETE WHERE { GRAPH x:g { ?a :likes ?b } }
DELETE WHERE { GRAPH ?g { e:A ?p ?o } }
DELETE { GRAPH x:g { ?a :likes ?b } } INSERT { GRAPH x:g { ?b :likedBy ?a } } WHERE { GRAPH x:g { ?a :likes ?b } }
DELETE { GRAPH ?g { ?a :likes ?b } } INSERT { GRAPH x:all { ?a :likes ?b } } WHERE { GRAPH ?g { ?a :likes ?b } }
DELETE { GRAPH x:g { ?a ?p ?o } } WHERE { GRAPH x:g { ?a ?p ?o FILTER(ISLITERAL(?o)) } }
INSERT { GRAPH x:new { ?a :pair ?c } } WHERE { ?a :likes ?b . ?b :likes ?c }
INSERT { GRAPH x:new { ?a :n ?n } } WHERE { SELECT ?a (COUNT(*) AS ?n) { GRAPH ?g { ?a :likes ?b } } GROUP BY ?a }
INSERT { GRAPH x:g { ?a :text ?t } } WHERE { GRAPH x:g { ?a :age ?n BIND(CONCAT("is ", STR(?n)) AS ?t) } }
INSERT { GRAPH x:g { ?a :seen ?b } } WHERE { GRAPH x:g { ?a :likes ?b } MINUS { GRAPH x:h { ?a :likes ?b } } }
INSERT { GRAPH x:g { ?a :maybe ?c } } WHERE { GRAPH x:g { ?a :likes ?b } OPTIONAL { GRAPH x:k { ?b :knows ?c } } }
INSERT { GRAPH x:g { ?a :reaches ?b } } WHERE { ?a :likes+ ?b }
WITH x:g DELETE { ?a :likes ?b } WHERE { ?a :likes ?b }
WITH x:g DELETE { ?a :likes ?b } INSERT { ?b :likedBy ?a } WHERE { ?a :likes ?b }
WITH x:g INSERT { ?a :likes e:E } WHERE { ?a :age ?n FILTER(?n > 40) }
WITH x:g DELETE { ?a :likes ?b } INSERT { GRAPH x:h { ?a :likes ?b } } WHERE { ?a :likes ?b }
INSERT { GRAPH x:new { ?a :is ?b } } USING x:h WHERE { ?a :likes ?b }
INSERT { GRAPH x:new { ?a :is ?b } } USING x:h USING x:k WHERE { ?a ?p ?b FILTER(ISIRI(?b)) }
INSERT { GRAPH x:new { ?a :is ?g } } USING NAMED x:h WHERE { GRAPH ?g { ?a :likes ?b } }
WITH x:g DELETE { ?a :likes ?b } USING x:h WHERE { ?a :likes ?b }
CLEAR GRAPH x:g
CLEAR SILENT GRAPH x:none
DROP GRAPH x:k
DROP SILENT GRAPH x:none
CREATE GRAPH x:new
CREATE SILENT GRAPH x:g
COPY x:g TO x:h
COPY GRAPH x:g TO GRAPH x:new
COPY x:g TO x:g
MOVE x:g TO x:h
MOVE GRAPH x:k TO x:new
ADD x:g TO x:h
ADD SILENT GRAPH x:k TO GRAPH x:new
INSERT DATA { GRAPH x:g { e:Q :likes e:A } } ; DELETE WHERE { GRAPH x:g { ?a :likes e:A } } ; COPY x:g TO x:new
MOVE x:g TO x:new ; WITH x:new DELETE { ?a :likes ?b } INSERT { ?b :likes ?a } WHERE { ?a :likes ?b } ; DROP GRAPH x:k
DELETE DATA { GRAPH x:g { e:A :likes e:B } } ; INSERT DATA { GRAPH x:g { e:A :likes e:B } }
""".strip().split("\n")


def filled() -> Graph:
    """A graph in memory: three named graphs, and in the default one the union of them."""
    graph = open_graph(None)
    graph.store.load(TRIG.encode(), format=RdfFormat.TRIG)
    graph.store.extend([Quad(q.subject, q.predicate, q.object) for q in named(graph.store)])
    return graph


def named(store: Store) -> set[Quad]:
    """The quads of graphs that have a name."""
    return {quad for quad in store if isinstance(quad.graph_name, NamedNode)}


def carried_out(graph: Graph, update: str) -> Edit:
    """What an update changed."""
    edit = plan_update(Held.of(graph), update, PREFIXES)
    graph.edit(edit.removed, edit.added)
    return edit


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_of_named_graphs_leaves_what_oxigraph_leaves(update: str) -> None:
    graph, alone = filled(), Store()
    alone.extend(graph.store)
    before = named(alone)
    alone.update(update, prefixes=PREFIXES)
    edit = carried_out(graph, update)
    assert named(graph.store) == named(alone)
    assert bool(edit) == (named(alone) != before)
    # The default graph, which queries see, is still the union of the others.
    bare = {(q.subject, q.predicate, q.object) for q in graph.store if not isinstance(q.graph_name, NamedNode)}
    assert bare == {(q.subject, q.predicate, q.object) for q in named(graph.store)}


@pytest.mark.parametrize(
    ("update", "corrected", "gone"),
    [
        ("INSERT DATA { e:P :likes e:Q }", {"P likes Q"}, 0),
        ("INSERT DATA { e:A :likes e:B }", set(), 0),
        ("INSERT { ?b :likedBy ?a } WHERE { ?a :likes ?b . ?b :likes ?c }", {"B likedBy A", "A likedBy D"}, 0),
        ("INSERT DATA { e:P :likes e:Q } ; DELETE DATA { e:P :likes e:Q }", set(), 0),
        ("DELETE DATA { e:D :likes e:A }", set(), 1),
        ("DELETE DATA { e:A :likes e:B }", set(), 2),
        ("DELETE WHERE { ?a :likes ?b }", set(), 4),
        ("DELETE { ?a :age ?n } INSERT { ?a :age 42 } WHERE { ?a :age ?n }", {"A age 42"}, 1),
    ],
)
def test_without_a_graph_an_update_is_about_corrections(update: str, corrected: set[str], gone: int) -> None:
    graph = filled()
    before = named(graph.store)
    carried_out(graph, update)
    added = named(graph.store) - before
    assert {quad.graph_name for quad in added} <= {Held.of(graph).corrected}
    said = {" ".join(word_of(term) for term in (q.subject, q.predicate, q.object)) for q in added}
    assert corrected <= said
    assert {text for text in said if "likes" in text or "age" in text} == {
        text for text in corrected if "likes" in text or "age" in text
    }
    assert len(before - named(graph.store)) == gone


def word_of(term: object) -> str:
    """The last word of a term."""
    return str(getattr(term, "value", term)).rpartition("/")[2].rpartition("#")[2]


@pytest.mark.parametrize("form", ["CLEAR", "DROP"])
@pytest.mark.parametrize("target", ["DEFAULT", "NAMED", "ALL"])
def test_all_graphs_at_once_are_neither_cleared_nor_dropped(form: str, target: str) -> None:
    graph = filled()
    before = set(graph.store)
    with pytest.raises(KgError, match="the default graph is all the others together; name a graph"):
        carried_out(graph, f"{form} {target}")
    assert set(graph.store) == before


@pytest.mark.parametrize("update", ["COPY DEFAULT TO x:g", "MOVE x:g TO DEFAULT", "ADD DEFAULT TO x:new"])
def test_the_default_graph_is_neither_copied_nor_moved(update: str) -> None:
    with pytest.raises(KgError, match="the default graph is all the others together"):
        carried_out(filled(), update)
