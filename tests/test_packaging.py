"""What is installed: the packages with their data, and nothing else."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHIPPED = ("kg", "shell", "ontology")


def files(wheel: zipfile.Path) -> set[str]:
    return {name for name in wheel.root.namelist() if not name.endswith("/")}


def test_the_wheel_holds_every_module_and_every_file_that_they_read(wheel: zipfile.Path) -> None:
    wanted = {
        str(path.relative_to(ROOT))
        for name in SHIPPED
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert wanted <= files(wheel)


def test_the_wheel_holds_no_test_no_example_and_no_script(wheel: zipfile.Path) -> None:
    folders = {name.split("/")[0] for name in files(wheel)}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]["version"]
    assert folders == {*SHIPPED, f"newsgraph-{version}.dist-info"}


def test_the_wheel_carries_the_licence_and_the_command(wheel: zipfile.Path) -> None:
    names = {name.split("/", 1)[1] for name in files(wheel) if ".dist-info/" in name}
    assert "licenses/LICENSE" in names
    commands = next(name for name in files(wheel) if name.endswith("entry_points.txt"))
    assert "kg = kg.starts:main" in wheel.root.read(commands).decode()


def test_what_is_installed_reads_a_sentence_from_any_directory(wheel: zipfile.Path, tmp_path: Path) -> None:
    wheel.root.extractall(tmp_path / "installed")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kg.__main__ import main; main()"
    command = [sys.executable, "-P", "-c", program, tmp_path / "installed", "try", "Latvia is a member of NATO."]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "memberOf" in done.stdout


def test_every_dependency_is_pinned_with_a_hash_and_named_by_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf8")
    assert "://" not in lock
    blocks = [block for block in lock.split("\n") if block and not block.startswith((" ", "#"))]
    assert all("==" in block and block.endswith("\\") for block in blocks)
    assert lock.count("--hash=sha256:") >= len(blocks)
    names = {block.split("==")[0] for block in blocks}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {name.split(">")[0].split("=")[0].strip() for name in wanted} <= names
