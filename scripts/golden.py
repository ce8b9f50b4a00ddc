"""Write the golden graphs of the example articles, and what the README's commands print, anew.

The diff is to be read as a review of meaning.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from consoles import fill_tables, rally_session, run_again, run_kg, type_again
from goldens import EXAMPLES, GOLDEN, RALLY, ROOT, golden_texts, rally_text, read_examples


def write(path: Path, text: str) -> None:
    """Write a file that differs and name it."""
    if not path.is_file() or path.read_text(encoding="utf8") != text:
        path.write_text(text, encoding="utf8")
        print(f"wrote {path.relative_to(ROOT)}")


def main() -> None:
    """Write what differs and name it."""
    texts = {name: text for example in read_examples() for name, text in golden_texts(example).items()}
    for path in GOLDEN.glob("*.ttl"):
        if path.name not in texts:
            path.unlink()
            print(f"removed {path.relative_to(ROOT)}")
    for name, text in texts.items():
        write(GOLDEN / name, text)
    write(RALLY, rally_text())
    for page in (ROOT / "README.md", ROOT / "docs" / "reasoning.md"):
        with TemporaryDirectory() as folder:
            shutil.copytree(EXAMPLES, Path(folder, "examples"))
            os.chdir(folder)
            shown = run_again(fill_tables(page.read_text(encoding="utf8")), run_kg)
            os.chdir(ROOT)
        write(page, shown)
    guide = ROOT / "docs" / "shell.md"
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        typed = type_again(fill_tables(guide.read_text(encoding="utf8")), rally_session(Path(folder)))
        os.chdir(ROOT)
    write(guide, typed)


if __name__ == "__main__":
    main()
