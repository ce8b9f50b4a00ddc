"""The README and the docs say what is so."""

import re
import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner
from consoles import commands, fill_tables, rally_session, run_again, run_kg, type_again, typed_lines
from rdflib import RDF, RDFS, Graph, Literal
from rdflib.namespace import OWL

from kg.__main__ import main
from kg.export import FORMATS
from kg.names import LEXICON
from kg.tbox import ontology_files
from shell.commands import COMMANDS
from shell.settings import Settings, read_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
ONTOLOGY_GUIDE = (ROOT / "docs" / "ontology.md").read_text(encoding="utf8")
REASONING_GUIDE = (ROOT / "docs" / "reasoning.md").read_text(encoding="utf8")
SHELL_GUIDE = (ROOT / "docs" / "shell.md").read_text(encoding="utf8")
INFERRED = re.compile(r"\d+ triples? inferred, \d+ before")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(text) if name == language]


@pytest.mark.parametrize("page", [README, REASONING_GUIDE], ids=["readme", "reasoning"])
def test_every_command_prints_what_is_shown(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    assert len(commands(page)) >= 6
    assert run_again(page, run_kg) == page, "make golden writes what the commands print now"


def test_the_tables_of_the_readme_are_those_of_the_program() -> None:
    assert "| `kg build" in fill_tables(README)
    assert fill_tables(README) == README, "make golden writes them"


def test_what_is_typed_in_the_shell_guide_prints_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(typed_lines(SHELL_GUIDE)) > 40
    shown = type_again(fill_tables(SHELL_GUIDE), rally_session(tmp_path))
    # How much follows changes with every word of the ontology; the README counts it.
    assert INFERRED.sub("N", shown) == INFERRED.sub("N", SHELL_GUIDE), "make golden writes what the shell prints now"


def test_the_shell_guide_shows_every_command() -> None:
    words = {line.split()[0].removeprefix("\\") for line in typed_lines(SHELL_GUIDE) if line.startswith("\\")}
    told = {name for name in COMMANDS if SHELL_GUIDE.count(f"`\\{name}") > 1}
    assert [name for name in COMMANDS if name not in words | told] == []


def test_the_settings_of_the_shell_guide_are_settings(tmp_path: Path) -> None:
    (shown,) = blocks(SHELL_GUIDE, "toml")
    (tmp_path / "shell.toml").write_text(shown, encoding="utf8")
    settings = read_settings(tmp_path / "shell.toml")
    assert (settings.theme, settings.keys, settings.parameters) == ("light", "vi", {"state": "e:Belarus"})
    assert all(f"\n{field.name} =" in f"\n{shown}" for field in fields(Settings) if field.name != "parameters")


def test_the_readme_names_every_command_format_and_shell_command() -> None:
    assert [name for name in main.commands if f"`kg {name}" not in README] == []
    assert [name for name, each in FORMATS.items() if f"`.{each.endings[0]}`" not in README] == []
    assert [name for name in COMMANDS if f"`\\{name}" not in README] == []


def test_the_readme_begins_with_the_two_commands() -> None:
    first = blocks(README, "sh")[0].splitlines()
    assert [line.split("#")[0].strip() for line in first] == ["make demo", "make test"]


def test_the_relation_shown_in_the_readme_is_the_one_of_the_example() -> None:
    (shown,) = blocks(README, "turtle")
    assert shown in (ROOT / "examples" / "fisheries.ttl").read_text(encoding="utf8")


def test_the_rule_shown_in_the_reasoning_guide_is_the_one_of_the_example() -> None:
    (shown,) = blocks(REASONING_GUIDE, "turtle")
    assert shown in (ROOT / "examples" / "leaders.ttl").read_text(encoding="utf8")


def test_the_guide_explains_every_word_of_the_lexicon() -> None:
    graph = Graph()
    for path in ontology_files():
        graph.parse(path, format="turtle")
    words = {str(term).removeprefix(LEXICON) for term in graph.subjects(RDF.type, OWL.AnnotationProperty)}
    assert "pattern" in words
    assert [word for word in sorted(words) if f"| `lex:{word}`" not in ONTOLOGY_GUIDE] == []


def test_the_blocks_of_the_guide_are_an_ontology_that_loads(tmp_path: Path) -> None:
    shown = [block for block in blocks(ONTOLOGY_GUIDE, "turtle") if not block.startswith('"')]
    whole = "\n".join(sorted({line for block in shown for line in block.splitlines() if line.startswith("@prefix")}))
    whole += "\n".join(re.sub(r"^@prefix.*\n", "", block, flags=re.MULTILINE) for block in shown)
    path = tmp_path / "guide.ttl"
    path.write_text(whole, encoding="utf8")
    graph = Graph().parse(path, format="turtle")
    assert (None, RDFS.label, Literal("blockade")) in graph
    done = CliRunner().invoke(main, ["check", str(path)])
    assert done.exit_code == 0, done.output


def test_every_document_that_is_linked_exists() -> None:
    for name in ("README.md", "docs/ontology.md", "docs/shell.md"):
        page = ROOT / name
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf8")):
            assert (page.parent / link).exists(), f"{name}: {link}"
