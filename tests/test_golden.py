"""What each example article asserts, and what follows from it, is what the golden files show."""

import pytest
from goldens import EXAMPLES, GOLDEN, Example, golden_texts, read_examples


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.article.stem)
def test_an_example_gives_its_golden_graphs(example: Example) -> None:
    for name, text in golden_texts(example).items():
        path = GOLDEN / name
        assert path.is_file(), f"{name} is missing; make golden writes it, and somebody reads it"
        assert text == path.read_text(encoding="utf8"), f"{name} differs; make golden, and read the diff"


def test_every_golden_file_belongs_to_an_example() -> None:
    stems = {path.stem for path in EXAMPLES.glob("*.txt")}
    wanted = {f"{stem}{ending}" for stem in stems for ending in (".ttl", ".inferred.ttl")}
    assert {path.name for path in GOLDEN.iterdir()} == wanted
