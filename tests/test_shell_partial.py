"""Completion offers what has a result, and what has one is offered: partial queries on the graph of the examples."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.graph import Graph, open_graph
from kg.names import Names
from shell.backends import LocalBackend, load_file
from shell.candidates import MOST, Candidates
from shell.completer import suggest
from shell.groups import all_triples, find_where
from shell.partial import find_partial
from shell.terms import read_vocabulary
from shell.vocabulary import KINDS, short_name

ROOT = Path(__file__).parent.parent
PREFIXES = Names().prefixes
PAIRS = tuple(PREFIXES.items())
G = Names().graph("ontology")
# What is typed up to the cursor, and the ASK that says of a term, §, whether it has a result there.
CASES = [
    ("SELECT * { ?x |", "?x § ?o"),
    ("SELECT * { ?x a |", "?x a §"),
    ("SELECT * { ?x a :|", "?x a §"),
    ("SELECT * { ?x a :Person . ?x |", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a :Person ; |", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a :Person ; :|", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a :Claim ; |", "?x a :Claim ; § ?o"),
    ("SELECT * { ?x a :Denial ; |", "?x a :Denial ; § ?o"),
    ("SELECT * { ?x a :Event ; |", "?x a :Event ; § ?o"),
    ("SELECT * { ?x a :State ; |", "?x a :State ; § ?o"),
    ("SELECT * { ?x a owl:ObjectProperty ; |", "?x a owl:ObjectProperty ; § ?o"),
    ("SELECT * { ?x a :State ; :memberOf |", "?x a :State ; :memberOf §"),
    ("SELECT * { ?x a :State . ?x :memberOf e:|", "?x a :State ; :memberOf §"),
    ("SELECT * { ?x :memberOf ?y . ?y a |", "?x :memberOf ?y . ?y a §"),
    ("SELECT * { ?x :memberOf ?y . ?y |", "?x :memberOf ?y . ?y § ?o"),
    ("SELECT * { e:NATO |", "e:NATO § ?o"),
    ("SELECT * { e:NATO a |", "e:NATO a §"),
    ("SELECT * { ?c :madeBy |", "?c :madeBy §"),
    ("SELECT * { ?c :madeBy ?who . ?who |", "?c :madeBy ?who . ?who § ?o"),
    ("SELECT * { ?c :madeBy ?who ; |", "?c :madeBy ?who ; § ?o"),
    ("SELECT * { ?c :madeBy ?who ; :about |", "?c :madeBy ?who ; :about §"),
    ("SELECT * { ?c :polarity |", "?c :polarity §"),
    ("SELECT * { ?c a :Accusation ; :accused |", "?c a :Accusation ; :accused §"),
    ("SELECT * { ?c :madeBy e:Alexander_Lukashenko ; |", "?c :madeBy e:Alexander_Lukashenko ; § ?o"),
    ("SELECT * { ?c :content ?p . ?p |", "?c :content ?p . ?p § ?o"),
    ("SELECT * { ?c :content ?p . ?p rdf:predicate |", "?c :content ?p . ?p rdf:predicate §"),
    ("SELECT * { ?c :content [ |", "?c :content ?p . ?p § ?o"),
    ("SELECT * { ?c :content [ rdf:predicate |", "?c :content ?p . ?p rdf:predicate §"),
    ("SELECT * { ?x :opposes |", "?x :opposes §"),
    ("SELECT * { ?x :opposes ?y , |", "?x :opposes ?y , §"),
    ("SELECT * { ?x :leads/|", "?x :leads/§ ?o"),
    ("SELECT * { ?x :leads/:memberOf |", "?x :leads/:memberOf §"),
    ("SELECT * { ?x ^|", "?o § ?x"),
    ("SELECT * { ?x a :Person . ?x ^|", "?x a :Person . ?o § ?x"),
    ("SELECT * { ?x (:leads|", "?x § ?o . ?x :leads ?z"),
    ("SELECT * { ?x (:madeBy/|", "?x :madeBy ?m . ?m § ?o"),
    ("SELECT * { ?x a :Claim . ?x :madeBy/|", "?x a :Claim ; :madeBy/§ ?o"),
    ("SELECT * { ?x :madeBy|", "?x § ?o . ?x :madeBy ?z"),
    ("SELECT * { ?x a :Person OPTIONAL { ?x |", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a :Person OPTIONAL { ?x :leads ?y . ?y |", "?x a :Person ; :leads ?y . ?y § ?o"),
    ("SELECT * { { ?x a :Person ; |", "?x a :Person ; § ?o"),
    ("SELECT * { { ?x a :Person } UNION { ?x a :Event ; |", "?x a :Event ; § ?o"),
    ("SELECT * { { ?x a :Person ; | } UNION { ?x a :Event } }", "?x a :Person ; § ?o"),
    ("SELECT * { GRAPH ?g { ?x |", "GRAPH ?g { ?x § ?o }"),
    ("SELECT * { GRAPH ?g { ?x a :Denial ; |", "GRAPH ?g { ?x a :Denial ; § ?o }"),
    (f"SELECT * {{ GRAPH <{G}> {{ ?x a |", f"GRAPH <{G}> {{ ?x a § }}"),
    ("SELECT * { ?x a :Person FILTER NOT EXISTS { ?x |", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a :Claim FILTER EXISTS { ?x :madeBy ?y . ?y |", "?x a :Claim ; :madeBy ?y . ?y § ?o"),
    ("SELECT * { ?x a :Person MINUS { ?x |", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a ?k FILTER(?k = |", "?x a §"),
    ("SELECT * { ?x :memberOf ?y FILTER(?y = |", "?x :memberOf §"),
    ("SELECT * { ?x :memberOf ?y FILTER(?y IN (e:NATO, |", "?x :memberOf §"),
    ("SELECT * { VALUES ?y { | } ?x :memberOf ?y }", "?x :memberOf §"),
    ("SELECT ?x (COUNT(?y) AS ?n) { ?x a :Person ; | } GROUP BY ?x", "?x a :Person ; § ?o"),
    ("SELECT * { ?x a :Person . ?x |\n ?x :leads ?y . }", "?x a :Person ; :leads ?y ; § ?o"),
    ("SELECT * { ?x | ?y . ?y a :Alliance }", "?y a :Alliance . ?x § ?y"),
    ("SELECT * { ?z a :Article . ?x a :Denial ; |", "?x a :Denial ; § ?o"),
    ("SELECT * { { SELECT ?x { ?x a :Event ; |", "?x a :Event ; § ?o"),
    ("PREFIX n: <https://w3id.org/newsgraph/ontology#> SELECT * { ?x a n:Person ; |", "?x a :Person ; § ?o"),
    ("ASK { ?x a :Claim ; :madeBy ?y BIND(?y AS ?z) ?z |", "?x a :Claim ; :madeBy ?z . ?z § ?o"),
    ("CONSTRUCT { ?x :p ?y } WHERE { ?x a :Person ; |", "?x a :Person ; § ?o"),
    ("SELECT * { ?x rdfs:label ?l FILTER(STRLEN(?l) > 12) ?x |", "?x rdfs:label ?l ; § ?o FILTER(STRLEN(?l) > 12)"),
]  # fmt: skip


def make_graph() -> Graph:
    graph = open_graph(None)
    graph.set_ontology(sorted((ROOT / "ontology").glob("*.ttl")))
    for path in sorted((ROOT / "tests" / "golden").glob("*.ttl")):
        load_file(graph, path)
    return graph


@pytest.fixture(scope="module")
def backend() -> LocalBackend:
    return LocalBackend(make_graph())


def test_what_is_offered_has_a_result_and_what_has_one_is_offered(backend: LocalBackend) -> None:
    store = backend.graph.store
    properties = [t.value for t in {quad.predicate for quad in store}]
    objects = [t.value for t in {quad.object for quad in store} if isinstance(t, NamedNode)]
    vocabulary = read_vocabulary(backend.ask, backend.prefixes)
    wrong: list[tuple[str, str]] = []
    wanted = there = 0
    assert len(CASES) >= 60
    for marked, pattern in CASES:
        before, _, after = marked.rpartition("|")
        candidates = Candidates(backend)
        suggest(before + after, len(before), vocabulary, candidates, {})
        end = time.monotonic() + 60
        while candidates.busy and time.monotonic() < end:
            time.sleep(0.002)  # the background counts, which the menu shows when they are there
        shown = suggest(before + after, len(before), vocabulary, candidates, {})
        offered = [s.text for s in shown if s.kind in KINDS]

        def has_result(term: str, pattern: str = pattern) -> bool:
            return bool(store.query(f"ASK {{ {pattern.replace('§', term)} }}", prefixes=PREFIXES))

        wrong += [(marked, term) for term in offered if not has_result(term)]
        position = pattern.partition("§")[2].strip()
        pool = properties if position.startswith(("?o", "?x", "?y")) else objects
        typed = before.split()[-1] if before.split()[-1].endswith(":") else ""
        truth = {short for iri in pool if (short := short_name(iri, PAIRS)).startswith(typed) and has_result(short)}
        if marked.endswith(("(:leads|", ":madeBy|")):
            truth = {marked.split("|")[0].rpartition("(")[2].split()[-1]}
        wanted += min(len(truth), 30)
        there += min(len(truth & set(offered[:30])), 30)
    assert not wrong
    assert there / wanted >= 0.95, f"{there} of {wanted}"


@pytest.mark.parametrize(
    ("marked", "body"),
    [
        ("SELECT * { ?x a :Person . ?x :le|", "?x a :Person . ?x ?_here ?_other ."),
        ("SELECT * { ?x :p ?y . ?a :q ?b . ?b |", "?a :q ?b . ?b ?_here ?_other ."),
        ("SELECT * { ?x :p|^:q| ?y . ?y a :B }", "?y ?_here ?x . ?y a :B ."),
        ("SELECT * { ?x (^:p/!:q/|", "?x ^:p/:q ?_step . ?_step ?_here ?_other ."),
        ("SELECT * { ?x :p ?n FILTER(?n > 3) ?x |", "?x :p ?n . FILTER(?n > 3) ?x ?_here ?_other ."),
        ("SELECT * { ?x :q 'a'@en , 'b'^^xsd:date ; |", "?x :q 'a'@en . ?x :q 'b'^^xsd:date . ?x ?_here ?_other ."),
        ("SELECT * { | :leads ?y }", "?_here :leads ?y ."),
        ("SELECT * { ?x a :A FILTER(?x != |", "?x a :A . BIND(?x AS ?_here)"),
        ("SELECT * { ?x a :A } ORDER BY |", None),
        ("SELECT * { FILTER(|", None),
        ("SELECT * { ?x :p ?y BIND(STR(|", None),
    ],
)  # fmt: skip
def test_the_partial_query_around_the_cursor(marked: str, body: str | None) -> None:
    before, _, after = marked.rpartition("|")
    if marked.count("|") == 3:
        before, after = "SELECT * { ?x :p|^:q", " ?y . ?y a :B }"
    start = len(before) - (3 if before.endswith(":le") else 2 if before.endswith("^:q") else 0)
    found = find_partial(before + after, start, len(before))
    assert (found.body if found else None) == body


@given(st.text(alphabet="?x:pa{}()[].;,/^|'\"<> \nFILTERUNO", max_size=60), st.integers(0, 60))
def test_any_text_has_a_partial_query_or_none(text: str, at: int) -> None:
    find_partial(text, min(at, len(text)), min(at, len(text)))
    where = find_where(text)
    assert where is None or all(part.terms for part in all_triples(where))


def test_labels_find_an_entity_among_those_that_have_a_result(backend: LocalBackend) -> None:
    vocabulary = read_vocabulary(backend.ask, backend.prefixes)
    text = "SELECT * { ?x a :Claim ; :madeBy lukash"
    shown = suggest(text, len(text), vocabulary, Candidates(backend), {})
    assert next(s.text for s in shown if s.kind == "entity") == "e:Alexander_Lukashenko"
    used = suggest("SELECT * { ?x a ", 16, vocabulary, Candidates(backend), {":Denial": 50})
    assert used[0].text == ":Denial"


def test_values_that_are_no_iris_are_offered_as_they_are_typed(backend: LocalBackend) -> None:
    vocabulary = read_vocabulary(backend.ask, backend.prefixes)
    text = "SELECT * { ?x :polarity "
    shown = [s.text for s in suggest(text, len(text), vocabulary, Candidates(backend), {}) if s.kind == "value"]
    assert '"negative"' in shown
    turtle = "".join(f"<a:b> <a:c> {value} .\n" for value in shown)
    assert all(isinstance(quad.object, Literal) for quad in parse(turtle.encode(), format=RdfFormat.TURTLE))


def test_a_name_is_found_among_more_terms_than_are_counted() -> None:
    lines = [f'e:P{n} rdfs:label "Person {n}" . e:x :met e:P{n} . e:y :met e:P{n} .\n' for n in range(MOST + 100)]
    lines.append('e:Zoe rdfs:label "Zoe" . e:x :met e:Zoe .\n')
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    graph = open_graph(None)
    graph.store.load((prefixes + "".join(lines)).encode(), format=RdfFormat.TURTLE)
    many = LocalBackend(graph)
    vocabulary, candidates = read_vocabulary(many.ask, many.prefixes), Candidates(many)
    text = "SELECT * { ?a :met zoe"
    for _ in range(3):  # the first sample, what is counted, what is looked at
        shown = suggest(text, len(text), vocabulary, candidates, {})
        end = time.monotonic() + 60
        while candidates.busy and time.monotonic() < end:
            time.sleep(0.002)
    assert "e:Zoe" in [suggestion.text for suggestion in shown]
    assert not candidates.sampled(find_partial(text, 19, 22)).whole
