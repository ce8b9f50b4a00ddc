"""Attributions read, held against attributions annotated: as ``score_attribution.py`` of ``../shared/eval`` does it."""

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT.parent / "shared" / "eval")]

import score_attribution as scoring  # noqa: E402

from kg.articles import find_blocks  # noqa: E402
from kg.model import Article, Span  # noqa: E402
from kg.names import Names  # noqa: E402
from kg.parser import load_model, parse  # noqa: E402
from kg.tbox import read_ontology  # noqa: E402
from kg.trees import Tree  # noqa: E402

Roles = dict[str, list[tuple[int, int]]]
"""The spans of an attribution's source, cue and content, in characters."""
Covered = dict[str, frozenset[int]]
"""The same as numbers of words."""


def read_trees(split: Path) -> list[tuple[Article, Tree, list[Roles]]]:
    """A corpus, parsed."""
    rows = list(scoring.read_split(split))
    articles = [Article(key, Names().article(key, key), text, find_blocks(text, None)) for key, text, _ in rows]
    parsed = parse(load_model(), articles, read_ontology().lexicon)
    return [(article, tree, gold) for (article, tree), (_, _, gold) in zip(parsed, rows, strict=True)]


def roles_of(source: Iterable[Span], cue: Iterable[Span], content: Iterable[Span]) -> Roles:
    """What was read, as what is annotated is given."""
    spans = {"source": source, "cue": cue, "content": content}
    return {role: [(span.start, span.end) for span in each] for role, each in spans.items()}


def cover(text: str, attributions: list[Roles]) -> list[Covered]:
    """The words that each role of each attribution covers."""
    words = [(match.start(), match.end()) for match in scoring.WORD.finditer(text)]
    return [{role: scoring.covered(each[role], words) for role in scoring.ROLES} for each in attributions]


def align(wanted: list[Covered], found: list[Covered]) -> list[tuple[int, int]]:
    """Pairs of an annotated and a found attribution, one to one, the likest first."""
    pairs = sorted(
        (
            (scoring.dice(one["content"], two["content"]) + 0.5 * bool(one["cue"] & two["cue"]), i, j)
            for i, one in enumerate(wanted)
            for j, two in enumerate(found)
            if one["content"] & two["content"] or one["cue"] & two["cue"]
        ),
        reverse=True,
    )
    aligned: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if i not in aligned and j not in taken:
            aligned[i] = j
            taken.add(j)
    return list(aligned.items())


def agrees(one: Covered, two: Covered) -> bool:
    """attr_soft: half of the content's words are shared, and the sources share a word or both have none."""
    same_source = bool(one["source"] & two["source"]) or not (one["source"] or two["source"])
    return scoring.dice(one["content"], two["content"]) >= 0.5 and same_source
