"""Completion as tables of cases: ``|`` is the cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.names import ONTOLOGY, RDF, Names
from kg.query.tokens import find_tokens, is_complete, offset_of, place_of
from shell.complete import Suggestion, complete
from shell.positions import find_patterns, position_after
from shell.vocabulary import CommandWord, Term, Vocabulary, make_vocabulary, short_name

NAMES = Names()
PREFIXES = tuple(NAMES.prefixes.items())


def term(short: str, kind: str, *names: str, count: int = 1) -> Term:
    prefix, _, local = short.partition(":")
    return Term(NAMES.prefixes[prefix] + local, short, kind, names, f"about {short}", count)  # type: ignore[arg-type]  # a kind


VOCABULARY = make_vocabulary(
    [
        term(":Person", "class", "person", count=40),
        term(":Place", "class", "place", count=30),
        term(":Claim", "class", "claim", count=90),
        term(":leads", "property", "leads", count=20),
        term(":memberOf", "property", "member of", count=50),
        term(":madeBy", "property", "made by", count=60),
        term("rdfs:label", "property", "label", count=99),
        term("e:Mike_Pompeo", "entity", "Mike Pompeo", "Michael Richard Pompeo", count=9),
        term("e:Pompeii", "entity", "Pompeii", count=2),
        term("e:Alexander_Lukashenko", "entity", "Alexander Lukashenko", "Aliaksandr Lukashenka", count=30),
        term("e:São_Tomé", "entity", "São Tomé", count=1),
        Term(NAMES.graph("inferred"), f"<{NAMES.graph('inferred')}>", "graph"),
    ],
    PREFIXES,
    [
        CommandWord("help", "\\help [COMMAND]", "List the commands."),
        CommandWord("format", "\\format FORMAT", "How answers are shown.", ("table", "tsv", "turtle")),
        CommandWord("source", "\\source N|TRIPLE", "Show the sentences."),
    ],
)


def at_cursor(marked: str, vocabulary: Vocabulary = VOCABULARY) -> list[Suggestion]:
    before, after = marked.split("|", 1)
    return complete(before + after, len(before), vocabulary)


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("sel|", ["SELECT"]),
        ("|", ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX"]),
        ("PREFIX sk|", ["skos: <http://www.w3.org/2004/02/skos/core#>"]),
        ("SELECT ?who ?what { ?who :leads ?w|", ["?who", "?what"]),
        ("SELECT | { ?a :leads ?b }", ["?a", "?b"]),
        ("SELECT * { ?x a |", [":Claim", ":Person", ":Place"]),
        ("SELECT * { ?x a P|", [":Person", ":Place"]),
        ("SELECT * { ?x a :P|", [":Person", ":Place"]),
        ("SELECT * { ?x rdf:type :Cl|", [":Claim"]),
        ("SELECT * { ?x |", [":madeBy", ":memberOf", ":leads", "rdfs:label"]),
        ("SELECT * { ?x :m|", [":madeBy", ":memberOf"]),
        ("SELECT * { ?x member|", [":memberOf"]),
        ("SELECT * { ?x :leads/|", [":madeBy"]),
        ("SELECT * { ?x ^:mem|", [":memberOf"]),
        ("SELECT * { ?x (:leads/le|", [":leads"]),
        ("SELECT * { ?x :leads ?y ; :made|", [":madeBy"]),
        ("SELECT * { ?x :leads pomp|", ["e:Pompeii", "e:Mike_Pompeo"]),
        ("SELECT * { ?x :leads mike pomp|", ["e:Mike_Pompeo"]),
        ("SELECT * { ?x :leads richard|", ["e:Mike_Pompeo"]),
        ("SELECT * { ?x :leads e:Luka|", ["e:Alexander_Lukashenko"]),
        ("SELECT * { ?x :leads lukashenka|", ["e:Alexander_Lukashenko"]),
        ("SELECT * { ?x :leads sao|", ["e:São_Tomé"]),
        ("SELECT * { mike|", ["e:Mike_Pompeo"]),
        ("SELECT * { ?x :leads ?y, luka|", ["e:Alexander_Lukashenko"]),
        ("SELECT * { ?x :leads ?y . fil|", ["FILTER"]),
        ("SELECT * { ?x :leads ?y } or|", ["ORDER BY"]),
        ("SELECT * { ?x :leads ?y } ORDER BY |", ["?x", "?y"]),
        ("SELECT * { ?x :leads ?y FILTER(str|", ["STRSTARTS(", "STRENDS(", "STRLEN("]),
        ("SELECT * { ?x :leads ?y FILTER(?x = pompeii|", ["e:Pompeii"]),
        ("SELECT * { OPTIONAL { ?x :memb|", [":memberOf"]),
        ("SELECT * { { ?x :leads ?y } UNION { ?y :memb|", [":memberOf"]),
        ("SELECT * { GRAPH |", [f"<{NAMES.graph('inferred')}>"]),
        ("SELECT * { GRAPH ?g { ?x a |", [":Claim"]),
        ("SELECT * { VALUES ?x { pomp|", ["e:Pompeii", "e:Mike_Pompeo"]),
        ("DESCRIBE pomp|", ["e:Pompeii", "e:Mike_Pompeo"]),
        (r"\fo|", [r"\format"]),
        (r"\format t|", ["table", "tsv", "turtle"]),
        (r"\source pomp|", ["e:Pompeii", "e:Mike_Pompeo"]),
        ("SELECT * { ?x rdfs:label 'pomp|", []),
        ("SELECT * { # pomp|", []),
        ("SELECT * { ?x :leads nope:pomp|", []),
    ],
)
def test_the_position_decides_what_comes_first(marked: str, first: list[str]) -> None:
    found = [suggestion.text for suggestion in at_cursor(marked)]
    assert found[: len(first)] == first
    assert first or not found


@pytest.mark.parametrize(
    ("marked", "kinds"),
    [
        ("SELECT * { ?x a :|", {"class"}),
        ("SELECT * { ?x :|", {"property"}),
        ("SELECT * { ?x :leads e:|", {"entity"}),
        ("SELECT ?x { ?x a ?y . ?|", {"variable"}),
    ],
)
def test_only_what_fits_is_offered(marked: str, kinds: set[str]) -> None:
    assert {suggestion.kind for suggestion in at_cursor(marked)} == kinds


def test_a_suggestion_replaces_all_words_of_a_name() -> None:
    [found] = at_cursor("SELECT * { ?x :leads mike pomp|")
    assert found.start == len("SELECT * { ?x :leads ")
    assert (found.label, found.comment) == ("Mike Pompeo", "about e:Mike_Pompeo")


@given(st.text(), st.integers(min_value=-3, max_value=60))
def test_completion_never_raises_on_any_text(text: str, cursor: int) -> None:
    assert all(suggestion.start <= max(cursor, 0) for suggestion in complete(text, cursor, VOCABULARY))


PUNCTUATION = ["{", "}", "(", ")", "[", "]", ".", ";", ",", "/", "^", "!", "|", "\\", "#", "\n", "'x", '"""', "<http"]
WORDS = [
    "?x",
    "$y",
    "a",
    ":leads",
    "e:",
    "SELECT",
    "FILTER",
    "VALUES",
    "GRAPH",
    "PREFIX",
    "ORDER",
    "BY",
    "LIMIT",
    "EXISTS",
]
PIECES = st.sampled_from([*PUNCTUATION, *WORDS])


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_completion_never_raises_on_pieces_of_queries(text: str) -> None:
    complete(text, len(text), VOCABULARY)
    position_after(text)
    is_complete(text)


@given(st.text())
def test_tokens_cover_all_but_blanks(text: str) -> None:
    at = 0
    for token in find_tokens(text):
        assert token.end > token.start
        assert text[token.start : token.end] == token.text
        assert not text[at : token.start].strip()
        at = token.end
    assert not text[at:].strip()


@given(st.text(alphabet="ab\n"), st.integers(min_value=0, max_value=20))
def test_a_place_leads_back_to_its_character(text: str, offset: int) -> None:
    within = min(offset, len(text))
    assert offset_of(text, *place_of(text, within)) == within


@pytest.mark.parametrize(
    ("text", "complete_"),
    [
        ("", True),
        ("SELECT", False),
        ("SELECT * {", False),
        ("SELECT * { ?s ?p ?o }", True),
        ("SELECT * { ?s ?p ?o } ORDER BY", False),
        ("SELECT * { ?s ?p ?o } LIMIT 3", True),
        ("SELECT * { ?s ?p '}' ", False),
        ("SELECT * { ?s ?p '''}\n", False),
        ("SELECT * { ?s ?p '} # }' }", True),
        ("SELECT * { ?s ?p ?o } }", True),
        ("SELECT * { ?s ?p ?o # }", False),
        ("PREFIX a: <b:>", False),
        ("DESCRIBE e:NATO", True),
        ("ASK { ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } WHERE {", False),
        (r"\source", True),
        ("hello", True),
        ("SELECT * {\n\n", True),
    ],
)
def test_enter_runs_what_is_complete(text: str, complete_: bool) -> None:
    assert is_complete(text) is complete_


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("SELECT ", "projection"),
        ("SELECT (COUNT(", "expression"),
        ("SELECT (COUNT(?x) AS ?n) ", "projection"),
        ("SELECT * WHERE { ", "subject"),
        ("SELECT * { ?x a :A ; ", "predicate"),
        ("SELECT * { ?x :p ?y . FILTER NOT EXISTS { ?x ", "predicate"),
        ("SELECT * { ?x :p [ :q ?y ] . ", "subject"),
        ("SELECT * { [ :q ?y ] ", "predicate"),
        ("SELECT * { ?x :p* ", "object"),
        ("SELECT * { ?x (:p/:q)+ ", "object"),
        ("SELECT * { FILTER(?x < 3) ", "subject"),
        ("SELECT * { BIND(1 AS ?x) ?x ", "predicate"),
        ("SELECT * { VALUES (?x ?y) { (1 2) } ?x ", "predicate"),
        ("SELECT * { { SELECT ?x { ?x a :A } LIMIT 3 } ", "subject"),
        ("SELECT * { ?x :p ?y } GROUP BY ", "order"),
        ("SELECT * { ?x :p ?y } LIMIT ", "number"),
        ("SELECT * FROM ", "graph"),
        ("SELECT * { FILTER(EXISTS { ?x a :A } && ", "expression"),
    ],
)
def test_the_position_after_a_text(text: str, slot: str) -> None:
    assert position_after(text).slot == slot


def test_the_patterns_of_a_query_are_found_with_their_paths() -> None:
    found = find_patterns("SELECT * { ?x a :A ; :p|^:q ?y , 'z'@en . FILTER(?x = 1) OPTIONAL { ?y (:r)+ [ :s 3 ] } }")
    shown = [(p.subject.text, p.predicate.text, p.object.text, p.path) for p in found]
    assert shown == [
        ("?x", "a", ":A", False),
        ("?x", ":q", "?y", True),
        ("?x", ":q", "'z'", True),
        ("[]", ":s", "3", False),
        ("?y", ")", "[]", True),
    ]


@given(st.text(alphabet=st.characters(categories=("L", "N", "M", "P")), max_size=12))
def test_a_short_name_is_what_sparql_takes_for_the_iri(local: str) -> None:
    iri = ONTOLOGY + local
    short = short_name(iri, PREFIXES)
    if short.startswith("<"):
        return
    [triple] = list(Store().query(f"CONSTRUCT {{ {short} a {short} }} {{}}", prefixes=dict(PREFIXES)))
    assert triple.subject.value == iri
    assert triple.predicate.value == f"{RDF}type"
