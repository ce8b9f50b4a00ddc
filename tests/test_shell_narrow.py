"""Forty columns, and names in wide, combined and joined characters: every command, and what must not break."""

import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from consoles import rally_session
from terminals import CONTROL, terminal_shell

from kg.names import Names
from shell.commands import COMMANDS, run_command
from shell.greeting import greeted
from shell.render import width_of
from shell.session import Session, run_input

COLUMNS = 40
PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Names().prefixes.items())
FACTS = f"""{PREFIXES}
e:Z a :Person ; rdfs:label "习近平主席在北京会见了白俄罗斯总统亚历山大·卢卡申科"
    ; :opposes e:Y ; :date "2020-08-01"^^xsd:date .
e:Y a :Person ; rdfs:label "e\u0301te\u0301 Zoe\u0308 e\u0301te\u0301 Zoe\u0308 👩‍👩‍👧‍👦 🇧🇾 ☂️"
    ; :opposes e:Z ; :date "2020-08-31"^^xsd:date .
"""
OPPOSED = "SELECT ?a ?b ?d { ?a :opposes ?b ; :date ?d } ORDER BY ?d"
COUNTED = "SELECT ?a (COUNT(*) AS ?n) { VALUES ?a { e:Y e:Z } ?a :opposes ?b } GROUP BY ?a ORDER BY ?a"
# What is typed, with * before it where each line must fit; prose and queries may be broken by the terminal.
TYPED = rf"""
\load wide.ttl
*{OPPOSED}
*\chart
*\x
*{OPPOSED}
*\x
*{COUNTED}
*\chart
\chart on
*{COUNTED}
\chart off
*\help
*\help why
*\iri
*{OPPOSED}
\iri off
\format markdown
{OPPOSED}
\format table
{OPPOSED}
\source 1
\why 1
\wrong 1
\undo
\merge e:Z e:Y
\diff
\undo
\graph wide.html
\set who e:Z
*\set
ASK {{ $who :opposes e:Nobody }}
\empty
\save 名
*\run
\run 名
\unset who
\define :mocks a owl:ObjectProperty ; rdfs:label "嘲笑"
\reason
\export wide.nq
\timing
\timing off
*\timeout 30
*\timeout 0
*\memory 0
\limit 5
*\theme
\asserted
\inferred
\all
\pager off
\keys
SELECT * {{ ?a :opposes ?b ; rdfs:label "习近平主席在北京会见了白俄罗斯总统亚历山大·卢卡申科"@zh }} LIMIT 0
"""
ALONE = {"e", "watch", "quit", "tutorial"}
"""Commands that need a terminal, or end."""


def answer(session: Session, line: str) -> str:
    with redirect_stdout(StringIO()) as shown, redirect_stderr(shown):
        run_input(session, line, run_command)
    return shown.getvalue()


def test_every_command_copes_with_forty_columns_and_wide_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wide.ttl").write_text(FACTS, encoding="utf-8")
    session = rally_session(tmp_path)
    session.screen = replace(session.screen, width=COLUMNS)
    typed = TYPED.strip().split("\n")
    for line in typed:
        shown = answer(session, line.lstrip("*"))
        assert "should not happen" not in shown, shown
        too_wide = [text for text in shown.split("\n") if line.startswith("*") and width_of(text) > COLUMNS]
        assert not too_wide, too_wide
    names = {match[1] for line in typed if (match := re.match(r"\*?\\(\w+)", line))}
    assert names | ALONE == set(COMMANDS)


def test_a_caret_stands_under_its_token_where_the_line_is_wider_than_the_screen(tmp_path: Path) -> None:
    (tmp_path / "wide.ttl").write_text(FACTS, encoding="utf-8")
    with terminal_shell(tmp_path, ["wide.ttl"], columns=COLUMNS) as terminal:
        terminal.type(OPPOSED, "# │ a", r"1 │ 习近平", "2 rows")
        terminal.type(
            'ASK { ?a rdfs:label "习近平主席在北京会见了白俄罗斯总统亚历" ; nope:is ?b . ?b a ?c }',
            r"\n  (…[^\n]*)nope:is[^\n]*\n +\^{7}\s*\n",
        )
    line, caret = re.findall(r"\n  (…[^\n]*nope:is[^\n]*?)\r?\n([ ^]+)", CONTROL.sub("", terminal.raw))[-1]
    assert width_of(line.partition("nope:is")[0]) + 2 == caret.index("^")
    assert width_of(line) + 2 <= COLUMNS


def test_the_greeting_is_broken_at_blanks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    session, out = rally_session(tmp_path), StringIO()
    with redirect_stdout(out), greeted(session.backend, write=False):
        pass
    *greeting, _ = out.getvalue().splitlines()
    assert len(greeting) > 1
    assert max(map(len, greeting)) <= COLUMNS
    assert " ".join(greeting).endswith(". \\help lists the commands, Tab completes, Ctrl-D leaves.")
