"""Compiled patterns are kept between runs: parsing several hundred takes seconds, reading them back milliseconds.

Each is kept by itself, so that an ontology with a few patterns of its own costs the parsing of those few.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.caches import cache_file, digest_of_code, read_json, write_json
from kg.errors import OntologyError
from kg.models import model_version
from kg.patterns.model import Pattern, PatternIndex, Slot, Word
from kg.patterns.sources import describe_source, find_event_nouns, find_sources
from kg.tbox import TBox, read_ontology
from ontology import tokens_file

if TYPE_CHECKING:
    from spacy.language import Language

MOST_PATTERNS = 20_000


def load_patterns(tbox: TBox, model: Callable[[], "Language"], name: str) -> PatternIndex:
    """The patterns of an ontology, parsed where they are not known from an earlier run.

    ``model`` loads the pipeline called ``name`` when it is needed.

    Raises:
        OntologyError: a pattern that cannot be used.
    """
    sources = find_sources(tbox)
    keys = [_digest(describe_source(source, tbox)) for source in sources]
    path = _file(name)
    known = _kept(path)
    unknown = {key: source for key, source in zip(keys, sources, strict=True) if key not in known}
    if unknown:
        from kg.patterns.compile import compile_patterns  # noqa: PLC0415 - importing spaCy takes seconds

        new = dict(zip(unknown, compile_patterns(list(unknown.values()), tbox, model()), strict=True))
        known = new | known if len(known) < MOST_PATTERNS else new | {key: known[key] for key in keys if key in known}
        write_json(path, {key: asdict(pattern) for key, pattern in known.items()})
    patterns = [replace(known[key], place=source.text.place) for key, source in zip(keys, sources, strict=True)]
    return PatternIndex.of((*patterns, *find_event_nouns(tbox)))


def compile_unknown(tbox: TBox, name: str) -> None:
    """Parse the patterns of an ontology that are not known from an earlier run; without any, nothing is loaded.

    Raises:
        OntologyError: a pattern that cannot be used.
    """
    load_patterns(tbox, lambda: _load(name), name)


def find_bad_patterns(tbox: TBox, name: str) -> Iterator[OntologyError]:
    """What is wrong with each pattern that cannot be used."""
    try:
        yield from _unused_verbs(tbox, load_patterns(tbox, lambda: _load(name), name))
    except OntologyError:
        from kg.patterns.compile import compile_patterns  # noqa: PLC0415 - importing spaCy takes seconds

        compile_unknown(read_ontology(), name)  # so that those that come with newsgraph are known
        known = _kept(_file(name))
        for source in find_sources(tbox):
            try:
                if _digest(describe_source(source, tbox)) not in known:
                    compile_patterns([source], tbox, _load(name))
            except OntologyError as mistake:
                yield mistake


def _unused_verbs(tbox: TBox, index: PatternIndex) -> Iterator[OntologyError]:
    """Verbs that are stated of terms and that none of their patterns has."""
    used = {(pattern.term, trigger) for pattern in index.patterns for trigger in pattern.triggers}
    for term in tbox.terms.values():
        if term.verb and term.patterns and (term.name, term.verb) not in used:
            triggers = ", ".join(sorted(trigger for name, trigger in used if name == term.name))
            yield OntologyError(
                f':{term.name} states lex:verb "{term.verb}", and its patterns are read with {triggers} instead',
                place=term.patterns[0].place,
                remedy="write the verb as a dictionary has it, or leave it out",
            )


def _load(name: str) -> "Language":
    from kg.parser import load_model  # noqa: PLC0415 - importing spaCy takes seconds

    return load_model(name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _file(model: str) -> Path:
    """Where the patterns are that this parser, normaliser and compiler made with this pipeline."""
    code = digest_of_code("parser.py", "arcs/*.py", "trees.py", "predications/*.py", "patterns/*.py")
    tokens = tokens_file().read_text(encoding="utf8")
    key = _digest(f"{code} {tokens} {model} {model_version(model)}")
    return cache_file("patterns", key)


def _kept(path: Path) -> dict[str, Pattern]:
    """Patterns by what they were compiled from."""
    try:
        return {key: _pattern(row) for key, row in read_json(path).items()}  # type: ignore[attr-defined]  # or it fails
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _pattern(row: dict[str, Any]) -> Pattern:
    parts = {
        "triggers": tuple(row["triggers"]),
        "barred": tuple(row["barred"]),
        "slots": tuple(Slot(**slot) for slot in row["slots"]),
        "words": tuple(Word(**word) for word in row["words"]),
    }
    return Pattern(**{**row, **parts})
