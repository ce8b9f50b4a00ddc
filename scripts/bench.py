"""Measure reading: the time it takes beyond spaCy's own, and whether memory stays flat over articles.

usage: bench.py [SHARED]

SHARED is the folder with the articles, by default ``../shared``; without it nothing is measured.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3


def texts(split: Path) -> list[tuple[str, str]]:
    """The names and texts of a corpus split, sorted by name."""
    return [(path.stem, path.read_text(encoding="utf8")) for path in sorted((split / "text").glob("*.txt"))]


def speed(split: Path) -> str:
    """Seconds that ``nlp.pipe`` and the whole reading take, and what reading adds as a share; the best of three rounds.

    Both see the same articles in the same batches in this process, with the same components, loaded beforehand.
    """
    from kg.articles.blocks import find_blocks  # noqa: PLC0415 - the memory of this process is measured without
    from kg.model import Article  # noqa: PLC0415
    from kg.names import Names  # noqa: PLC0415
    from kg.parser import BATCH, load_model, to_doc  # noqa: PLC0415
    from kg.pipeline import prepare, read_articles  # noqa: PLC0415

    names = Names()
    articles = [Article(key, names.article(key, key), text, find_blocks(text)) for key, text in texts(split)]
    nlp = load_model()
    _, lexicon = prepare()
    words = sum(len(nlp.make_doc(article.text)) for article in articles)
    parsing, reading = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in nlp.pipe((to_doc(nlp, article, lexicon) for article in articles), batch_size=BATCH):
            pass
        parsed = time.perf_counter()
        for _ in read_articles(articles):
            pass
        parsing.append(parsed - start)
        reading.append(time.perf_counter() - parsed)
    best, whole = min(parsing), min(reading)
    return (
        f"reading speed   {len(articles)} articles, {words} tokens: spaCy {best:.1f} s, reading {whole:.1f} s, "
        f"beyond spaCy {100 * (whole - best) / best:.0f} % (at most 35 %), {words / whole:.0f} tokens/s"
    )


def resident(split: Path, number: int) -> float:
    """The most memory, in MiB, that ``kg extract`` holds over so many articles."""
    with TemporaryFile() as given:
        for key, text in texts(split)[:number]:
            given.write(json.dumps({"id": key, "text": text}).encode() + b"\n")
        given.seek(0)
        command = [sys.executable, "-m", "kg", "extract", "-q", "-"]
        process = subprocess.Popen(command, cwd=ROOT, stdin=given, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg extract ended with {process.returncode}")
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def memory(split: Path, few: int = 84, many: int = 840) -> str:
    """The same over few and many articles of one corpus."""
    small, large = resident(split, few), resident(split, many)
    return (
        f"resident memory {few} articles {small:.0f} MiB, {many} articles {large:.0f} MiB ({large / small:.2f} times)"
    )


def main() -> None:
    """Measure and print."""
    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared").resolve() / "data" / "polnear"
    if not corpus.is_dir():
        print(f"nothing measured: no articles in {corpus}")
        return
    print(memory(corpus / "train"), flush=True)  # first, while this process is small: a child starts with its size
    print(speed(corpus / "dev"))


if __name__ == "__main__":
    main()
