"""The ontology files; ``kg.tbox`` reads them."""

from importlib import resources
from pathlib import Path


def files() -> list[Path]:
    """The Turtle files that come with newsgraph, sorted."""
    folder = resources.files(__name__)
    return sorted(Path(str(item)) for item in folder.iterdir() if item.name.endswith(".ttl"))


def tokens_file() -> Path:
    """The one of them that the tokenizer needs, before anything is parsed."""
    return Path(str(resources.files(__name__) / "tokens.ttl"))
