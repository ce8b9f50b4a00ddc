"""A broken query -> where it is broken, why, and what is meant; ``^`` in a query marks the place."""

import socket
from pathlib import Path

import pytest
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError
from kg.graph import open_graph
from kg.names import Names
from kg.query import run
from kg.query.syntax import check, explain_failure

PREFIXES = Names().prefixes
CASES = Path(__file__).with_name("mistakes.txt").read_text(encoding="utf-8")


def read_cases() -> list[tuple[str, str, str]]:
    """The marked query, a part of the message, and the query that is meant, empty where none is sure."""
    blocks = (block.split("\n") for block in CASES.strip().split("\n\n") if not block.startswith("#"))
    found = [(plain(query), message.strip(), plain(meant.strip())) for query, message, meant in blocks]
    return [(query, message, "" if meant == "-" else meant) for query, message, meant in found]


def plain(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\u200b", "\u200b")


def diagnose(text: str) -> QueryError | None:
    """What is said of a text, as the shell and ``kg query`` say it."""
    update = text.startswith(("INSERT", "DELETE"))
    try:
        check(text, PREFIXES, network=False, update=update)
        ask = Store().update if update else Store().query
        ask(text, prefixes=PREFIXES)
    except QueryError as error:
        return error
    except SyntaxError as error:
        return explain_failure(text, PREFIXES, error, update=update)
    return None


@pytest.mark.parametrize(("marked", "message", "corrected"), read_cases())
def test_a_mistake_is_placed_named_and_mended(marked: str, message: str, corrected: str) -> None:
    at = marked.index("^^^") + 2 if "^^^" in marked else marked.index("^")
    text = marked[:at] + marked[at + 1 :]
    found = diagnose(text)
    assert found is not None
    before = text[:at]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert (found.line, found.column) == place, f"{found}"
    assert message in found.message
    assert found.remedy
    assert found.corrected == corrected
    assert not corrected or diagnose(corrected) is None


PIECES = (
    'SELECT ASK ?x ?y { } ( ) a :Claim foo:x foo . ; , \' "s" < <a:b> ^^ == & | FILTER COUNT GROUP BY LIMIT 5 AS @en '
    "UNION VALUES"
)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=12))
def test_any_text_is_diagnosed_and_what_is_offered_can_be_asked(words: list[str]) -> None:
    text = " ".join(words)
    found = diagnose(text)
    if found is not None and found.corrected:
        assert diagnose(found.corrected) is None


@pytest.mark.parametrize("text", ["INSERT DATA { } ; LAOD <{}>", "ASK { SERVCE <{}> { ?s ?p ?o } }"])
def test_looking_for_what_is_meant_reaches_no_other_machine(text: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        assert diagnose(text.replace("<{}>", f"<http://127.0.0.1:{server.getsockname()[1]}/a>")) is not None
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_separator_without_parenthesis_is_diagnosed() -> None:
    assert diagnose("SELECT (GROUP_CONCAT, ?x AS ?n) { ?x ?p ?o }") is not None


def test_the_library_says_the_same() -> None:
    with pytest.raises(QueryError) as caught:
        run(open_graph(None), "SELECT ?x { ?x a :Claim FILTER(?x == 3) }")
    assert caught.value.corrected == "SELECT ?x { ?x a :Claim FILTER(?x = 3) }"
