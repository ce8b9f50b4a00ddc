"""Write the golden graphs of the example articles anew. The diff is to be read as a review of meaning."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from goldens import GOLDEN, golden_texts, read_examples


def main() -> None:
    """Write what differs and name it."""
    texts = {name: text for example in read_examples() for name, text in golden_texts(example).items()}
    for path in GOLDEN.glob("*.ttl"):
        if path.name not in texts:
            path.unlink()
            print(f"removed {path.name}")
    for name, text in texts.items():
        path = GOLDEN / name
        if not path.is_file() or path.read_text(encoding="utf8") != text:
            path.write_text(text, encoding="utf8")
            print(f"wrote {name}")


if __name__ == "__main__":
    main()
