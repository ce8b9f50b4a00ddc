"""What the README shows of the program: commands after ``$`` with what they print, and tables of what there is."""

import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from click.testing import CliRunner

from kg.__main__ import main
from kg.export import FORMATS
from kg.names import Names
from shell.backends import LocalBackend
from shell.commands import COMMANDS, run_command
from shell.render import BOXED
from shell.session import Session, run_input
from shell.show import Screen
from shell.tutorial import open_rally

_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_TYPED = re.compile(r"(?<=^```kg\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_TABLE = re.compile(r"^(<!-- (\w+) -->\n)(?:\|.*\n)*", re.MULTILINE)


def commands(text: str) -> list[str]:
    """The commands of all console blocks, in order."""
    return [line for block in _BLOCK.findall(text) for line in _commands(block)]


def _commands(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def run_again(text: str, run: Callable[[str], str]) -> str:
    """The document with what its commands print now."""
    return _BLOCK.sub(lambda block: "".join(_shown(_commands(block[1]), run)), text)


def _shown(lines: Iterable[str], run: Callable[[str], str]) -> Iterator[str]:
    for line in lines:
        output = "".join(f"{shown.rstrip()}\n" for shown in run(line).splitlines())
        yield f"$ {line}\n{output}"


def run_kg(line: str) -> str:
    """What a ``kg`` command prints on standard output; it must not fail."""
    program, *arguments = shlex.split(line)
    assert program == "kg", line
    done = CliRunner().invoke(main, arguments)
    told = done.exit_code == 1 and line.startswith("kg explain") and "error:" not in done.output
    assert done.exit_code == 0 or told, f"{line}\n{done.output}"  # 1: what is asked does not hold, and why
    return done.stdout


def type_again(text: str, session: Session) -> str:
    """The document with what a shell prints now to what is typed in it, block after block."""
    return _TYPED.sub(lambda block: "".join(_answered(_typed(block[1]), session)), text)


def typed_lines(text: str) -> list[str]:
    """What is typed at the prompt in all blocks of a document, in order."""
    return [line for block in _TYPED.findall(text) for line in _typed(block)]


def _typed(block: str) -> list[str]:
    return [line[4:] for line in block.splitlines() if line.startswith("kg> ")]


def _answered(lines: Iterable[str], session: Session) -> Iterator[str]:
    for line in lines:
        with redirect_stdout(StringIO()) as shown, redirect_stderr(shown):
            run_input(session, line, run_command)
        yield "".join(f"{part.rstrip()}\n" for part in [f"kg> {line}", *shown.getvalue().splitlines()])


def rally_session(folder: Path) -> Session:
    """A shell on the tutorial's graph as on a terminal without colours; whoever is asked says yes.

    ``folder`` gets a file to be loaded.
    """
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Names().prefixes.items())
    (folder / "facts.ttl").write_text(f"{prefixes}e:Latvia :mocks e:Lithuania .\n", encoding="utf8")
    screen = Screen(terminal=True, width=100, look=BOXED)
    backend = LocalBackend(open_rally(), name="tutorial")
    return Session(backend, screen, write=True, folder=Path("queries"), ask=_agree)


def _agree(question: str) -> str:
    sys.stdout.write(f"{question}y\n")
    return "y"


def fill_tables(text: str) -> str:
    """The document with a table, as the program gives it, below each ``<!-- NAME -->``."""
    made = {
        "commands": _table("command", _command_rows()),
        "formats": _table(
            "ending", ((" ".join(f"`.{end}`" for end in each.endings), each.description) for each in FORMATS.values())
        ),
        "shell": _table("command", ((f"`{each.usage}`", each.summary) for each in COMMANDS.values())),
    }
    return _TABLE.sub(lambda found: found[1] + made[found[2]], text)


def _command_rows() -> Iterator[tuple[str, str]]:
    for name, command in main.commands.items():
        context = command.make_context(name, [], resilient_parsing=True)
        usage = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
        yield f"`kg {name} {usage}`", command.get_short_help_str(100)


def _table(first: str, rows: Iterable[tuple[str, str]]) -> str:
    """A table of two columns; a bar within a cell is escaped."""
    cells = (tuple(cell.rstrip(".").replace("|", "\\|") for cell in row) for row in rows)
    return f"| {first} | does |\n| --- | --- |\n" + "".join(f"| {name} | {does} |\n" for name, does in cells)
