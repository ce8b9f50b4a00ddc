"""What a query with an answer may have meant otherwise: misspelt variables, optional terms that never occur."""

import time
from collections.abc import Iterator
from contextlib import suppress

from kg.query import View
from shell.backends import Backend
from shell.empty import Ask, Case, Part, UnansweredError, unheard_of
from shell.groups import Element, Group, all_triples, find_where
from shell.products import find_products
from shell.remedies import asking, other_names
from shell.slips import find_slips

SECONDS, SECONDS_FAR = 0.4, 1.0
"""How long the graph is asked: one of this machine, and an endpoint."""
QUESTIONS = 6
"""So many questions an endpoint is asked."""
MOST = 3
LOOSE = frozenset({"optional", "union", "minus", "filter"})
"""Parts that may have no result while the query has."""


def hints(backend: Backend, text: str, view: View) -> str:
    """Lines to stand below an answer that has rows; mostly none. An endpoint is asked little."""
    odd = bool(find_products(text))
    lines = [s.text for s in find_slips(text) if (odd and s.meant) or s.reason.startswith("nothing")]
    remote = backend.questions is not None
    ask = asking(backend, view, time.monotonic() + (SECONDS_FAR if remote else SECONDS), QUESTIONS if remote else None)
    with suppress(UnansweredError, KeyboardInterrupt):
        lines += loose_terms(text, ask, backend)
    return "".join(f"{line}\n" for line in dict.fromkeys(lines[:MOST]))


def loose_terms(text: str, ask: Ask, backend: Backend) -> list[str]:
    """What is to be said of terms that never occur, in parts that need no result."""
    where = find_where(text)
    found = []
    for triple in loose_triples(where) if where else ():
        case = Case(text, ask, (), Part(triple))
        remedy = next(other_names(case, backend.prefixes, backend.sample_rows), None)
        strange = "" if remedy else next(unheard_of(case), "")
        found += [remedy.reason] if remedy else [f"{strange} never occurs there"] if strange else []
    return found


def loose_triples(group: Group) -> Iterator[Element]:
    """The triples of a group that it can do without."""
    for part in group.elements:
        for inner in part.groups:
            yield from all_triples(inner) if part.kind in LOOSE else loose_triples(inner)
