"""Fixtures, all of them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hunting import HUNT
from hypothesis import settings

from kg.model import Article, Block, Reading
from kg.names import Names

ROOT = Path(__file__).parent.parent
for name in ("COLUMNS", "LINES"):
    os.environ.pop(name, None)  # of the terminal that the tests are started from, not of those they open
settings.register_profile("suite", derandomize=not HUNT, print_blob=True)
settings.load_profile("suite")
signal.signal(
    signal.SIGINT, signal.default_int_handler
)  # a shell may have left it ignored, for programs started here too


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    """The wheel of a clean copy of the project, with tests and examples in it as in a clone."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("kg", "shell", "ontology", "tests", "examples", "docs", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", folder / "dist", folder], check=True)
    return zipfile.Path(next((folder / "dist").glob("newsgraph-*.whl")))


@pytest.fixture
def shm(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such: a process that is killed loses nothing that it gave to the system."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def examples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of all example articles, built as `make demo` builds it."""
    from goldens import read_examples  # noqa: PLC0415 - most tests need none of what this loads

    from kg.__main__ import main  # noqa: PLC0415 - nor of what the command line does

    path = tmp_path_factory.mktemp("graphs") / "examples.kg"
    for example in read_examples():
        arguments = ["build", str(example.article), "--into", str(path), "-q"]
        arguments += ["--date", example.date, "--publisher", example.publisher]
        arguments += [word for file in example.ontology for word in ("--ontology", str(file))]
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="session")
def case_readings() -> dict[str, Reading]:
    """What every sentence of the case files gives; the model is loaded once."""
    from casefile import read_cases  # noqa: PLC0415 - most tests need none of what this loads

    from kg.articles import find_blocks  # noqa: PLC0415
    from kg.pipeline import read_articles  # noqa: PLC0415 - nor spaCy

    def blocks(text: str) -> tuple[Block, ...]:
        return find_blocks(text) if "\n" in text else (Block(0, len(text)),)

    cases = [case for path in sorted((ROOT / "tests" / "cases").glob("*.txt")) for case in read_cases(path)]
    articles = [
        Article(case.place, Names().article(case.place, case.place), case.sentence, blocks(case.sentence))
        for case in cases
    ]
    return {reading.article.text: reading for reading in read_articles(articles)}


@pytest.fixture(scope="session")
def read_text() -> Callable[[str], Reading]:
    """Reads one text; model and ontology are loaded once."""
    from kg.articles import find_blocks  # noqa: PLC0415 - most tests need none of what this loads
    from kg.parser import load_model, parse  # noqa: PLC0415
    from kg.pipeline import prepare, read  # noqa: PLC0415

    terms, lexicon = prepare()

    def read_one(text: str) -> Reading:
        article = Article("key", Names().article("article", "key"), text, find_blocks(text))
        ((_, tree),) = parse(load_model(), [article], lexicon)
        return read(article, tree, terms, lexicon, Names())

    return read_one


@pytest.fixture(scope="session")
def small_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two short articles, `rally` and `summit`; to be copied by whoever changes it."""
    from kg.__main__ import main  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("small")
    lines = [
        {"id": "rally", "title": "Rally in Minsk", "published": "2020-08-16", "publisher": "Baltic Dispatch"}
        | {"text": "Alexander Lukashenko accused Poland of plotting a coup. Thousands rallied in Minsk on Sunday."},
        {"id": "summit", "title": "Leaders meet", "published": "2020-11-24", "publisher": "Northern Ledger"}
        | {"text": "Latvia is a member of NATO. Jens Stoltenberg denied that NATO was massing troops."},
    ]
    (folder / "two.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")
    arguments = ["build", str(folder / "two.jsonl"), "--into", str(folder / "small.kg"), "-q"]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return folder / "small.kg"
