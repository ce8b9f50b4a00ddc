"""Case files: a sentence, then the facts it gives, one an indented line. ``tests/cases/*.txt`` and STYLE say how."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model import Claim, Event, Reading, Statement, Value

SHAPES = {"relation": 4, "claim": 5, "denies": 4, "event": 6, "unmade": 6, "within": 5, "behalf": 3, "refuses": 4}
"""How many columns a line of each kind has, the kind among them."""
OPTIONAL = ("unmade", "within", "behalf", "refuses")
"""Kinds that are compared in a case that has a line of them: ``unmade | claimant | class | target | content | mood``,
``within | claimant | class | content | claimant of the outer claim``, ``behalf | claimant | for whom``,
``refuses | claimant | whose demand | content``."""
PARAGRAPH = " ¶ "
Forms = Callable[[str | None], frozenset[str]]
_LEADING = re.compile(r"^(?:that|whether|if|to|of|for|about|on|from|against|over|with|at|in|upon)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a case. ``known_miss`` where it is marked with ``~``: right, and it must stay missed.

    ``known_surplus`` where it is marked with ``+``: wrong, and it must stay found.
    """

    columns: tuple[str, ...]
    known_miss: bool = False
    known_surplus: bool = False

    def __str__(self) -> str:
        return " | ".join(self.columns)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, or paragraphs of them, and all that they must give."""

    place: str
    sentence: str
    facts: tuple[Fact, ...]


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; a line that is none of sentence, fact, heading or blank is an error."""
    cases: list[Case] = []
    sentence, facts, at = "", list[Fact](), 0
    for number, line in enumerate([*path.read_text(encoding="utf8").splitlines(), ""], 1):
        if not line.strip() or line.startswith("# "):
            if sentence:
                assert facts, f"{path.name}:{at}: the sentence has neither facts nor (none)"
                cases.append(Case(f"{path.name}:{at}", sentence, tuple(f for f in facts if f.columns != ("(none)",))))
            sentence, facts = "", []
        elif line.startswith("    "):
            facts.append(_fact(line.strip(), f"{path.name}:{number}"))
        else:
            assert not sentence, f"{path.name}:{number}: a second sentence before a blank line"
            sentence, at = line.strip().replace(PARAGRAPH, "\n\n"), number
    return cases


def _fact(text: str, place: str) -> Fact:
    columns = tuple(cell.strip() for cell in text.lstrip("~+ ").split(" | "))
    if columns != ("(none)",):
        assert len(columns) == SHAPES.get(columns[0]), f"{place}: not a fact: {text}"
    return Fact(columns, text.startswith("~"), text.startswith("+"))


def fold(name: str) -> str:
    """A name or phrase without articles, case and punctuation."""
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", name).lower())
    return " ".join(word for word in words if word not in ("the", "a", "an"))


@dataclass(frozen=True, slots=True)
class Found:
    """A fact of a reading: each column as the set of its folded forms."""

    kind: str
    columns: tuple[frozenset[str], ...]
    shown: str

    def meets(self, fact: Fact) -> bool:
        """Whether this is the fact of a line."""
        return self.kind == fact.columns[0] and all(
            (fold(_LEADING.sub("", cell)) if cell != "-" else "-") in forms
            for cell, forms in zip(fact.columns[1:], self.columns, strict=True)
        )


def found_in(reading: Reading) -> Iterator[Found]:
    """The asserted relations, the claims with how they stand, the denials and the events."""
    names = {entity.iri: [entity.label, *entity.names] for entity in reading.entities}

    def forms(iri: str | None) -> frozenset[str]:
        return frozenset(fold(name) for name in names[iri]) if iri is not None else frozenset(("-",))

    for fact in reading.facts:
        yield _relation(fact, forms)
    outer = {claim.iri: claim for claim in reading.claims}
    for claim in reading.claims:
        said = frozenset((_content(claim, reading.article.text),))
        kind = frozenset((fold(claim.cls),))
        if not claim.made:
            mood = frozenset((fold(f"{claim.polarity} {claim.modality}"),))
            yield _shown("unmade", (forms(claim.claimant), kind, _targets(claim, forms), said, mood))
        elif claim.within is not None:
            yield _shown("within", (forms(claim.claimant), kind, said, forms(outer[claim.within].claimant)))
        else:
            yield _claim(claim, said, forms)
            if claim.refused is not None:
                yield _shown("refuses", (forms(claim.claimant), forms(claim.refused.claimant), said))
            if claim.behalf is not None:
                yield _shown("behalf", (forms(claim.claimant), forms(claim.behalf)))
    for event in reading.events:
        yield _event(event, forms)


def _relation(fact: Statement, forms: Forms) -> Found:
    value = frozenset((fold(fact.object.text),)) if isinstance(fact.object, Value) else forms(fact.object)
    columns = (forms(fact.subject), frozenset((fold(fact.property),)), value)
    return _shown("relation", columns)


def _claim(claim: Claim, said: frozenset[str], forms: Forms) -> Found:
    if claim.denied is not None:
        return _shown("denies", (forms(claim.claimant), forms(claim.denied.claimant), said))
    return _shown("claim", (forms(claim.claimant), frozenset((fold(claim.cls),)), _targets(claim, forms), said))


def _content(claim: Claim, text: str) -> str:
    words = " ".join(text[span.start : span.end] for span in claim.content)
    return fold(_LEADING.sub("", words)) or "-"


def _targets(claim: Claim, forms: Forms) -> frozenset[str]:
    return frozenset[str]().union(*(forms(target.entity) for target in claim.targets)) or frozenset(("-",))


def _event(event: Event, forms: Forms) -> Found:
    def one(iris: tuple[str, ...]) -> frozenset[str]:
        return frozenset[str]().union(*(forms(iri) for iri in iris)) or frozenset(("-",))

    when = frozenset((fold(event.when.text) if event.when else "-",))
    return _shown(
        "event", (frozenset((fold(event.cls),)), one(event.actors), one(event.targets), one(event.places), when)
    )


def _shown(kind: str, columns: tuple[frozenset[str], ...]) -> Found:
    return Found(kind, columns, " | ".join([kind, *("/".join(sorted(forms)) for forms in columns)]))


def compare(case: Case, reading: Reading) -> list[str]:
    """What is wrong with a reading: missed, surplus, known misses that are found and known surplus that is gone."""
    asked = {fact.columns[0] for fact in case.facts if not fact.known_surplus}
    left = [found for found in found_in(reading) if found.kind not in OPTIONAL or found.kind in asked]
    wrong = []
    for fact in sorted(case.facts, key=lambda each: each.known_surplus):
        match = next((found for found in left if found.meets(fact)), None)
        if match is not None:
            left.remove(match)
        if fact.known_miss and match is not None:
            wrong.append(f"found, so take away the ~: {fact}")
        elif fact.known_surplus and match is None:
            wrong.append(f"gone, so take away the line: {fact}")
        elif not fact.known_miss and match is None:
            wrong.append(f"missed: {fact}")
    return [*wrong, *(f"surplus: {found.shown}" for found in left)]
