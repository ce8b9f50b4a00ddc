"""Fixtures, all of them."""

import csv
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).parent.parent


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


@pytest.fixture(scope="session")
def examples_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of all example articles, built as `make demo` builds it."""
    from kg.__main__ import main  # noqa: PLC0415 - most tests need none of what the command line loads

    path = tmp_path_factory.mktemp("graphs") / "examples.kg"
    with (ROOT / "examples" / "articles.tsv").open(encoding="utf8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            arguments = ["build", str(ROOT / "examples" / row["file"]), "--into", str(path), "-q"]
            arguments += ["--date", row["date"], "--publisher", row["publisher"]]
            if row["ontology"]:
                arguments += ["--ontology", str(ROOT / "examples" / row["ontology"])]
            done = CliRunner().invoke(main, arguments, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return path
