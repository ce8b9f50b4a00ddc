"""The ontology files; ``kg.tbox`` reads them."""

from functools import cache
from importlib import resources
from pathlib import Path


@cache
def files() -> tuple[Path, ...]:
    """The Turtle files that come with newsgraph, sorted."""
    folder = resources.files(__name__)
    return tuple(sorted(Path(str(item)) for item in folder.iterdir() if item.name.endswith(".ttl")))


def tokens_file() -> Path:
    """The one of them that the tokenizer needs, before anything is parsed."""
    return Path(str(resources.files(__name__) / "tokens.ttl"))
