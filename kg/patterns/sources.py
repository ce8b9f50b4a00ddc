"""Patterns as the ontology has them, and what their slots take."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.errors import OntologyError
from kg.patterns.model import Pattern, Slot, Takes, Word
from kg.tbox import PatternText, TBox, Term

SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Source:
    """A pattern and the term it belongs to."""

    term: Term
    text: PatternText


def find_sources(tbox: TBox) -> list[Source]:
    """Every pattern of the ontology, sorted by term and text."""
    return [Source(term, text) for term in tbox.terms.values() for text in term.patterns]


def describe_source(source: Source, tbox: TBox) -> str:
    """All of the ontology that decides what a pattern compiles to, its place apart.

    Raises:
        OntologyError: an unknown slot or class, a brace too many, a slot that is missing or there twice.
    """
    _look_at_slots(source, tbox)
    slots = [
        (name, slot_type(source, tbox, name, narrower or None), tbox.terms[name].nouns if name in tbox.terms else ())
        for name, narrower in SLOT.findall(source.text.text)
    ]
    return repr((replace(source.term, patterns=()), source.text.text, slots))


def _look_at_slots(source: Source, tbox: TBox) -> None:
    """Refuse braces that make no slot, a slot that is there twice, a relation with one end only."""
    text, term = source.text.text, source.term
    names, rest = [match.group(1) for match in SLOT.finditer(text)], SLOT.sub("", text)
    if "{" in rest or "}" in rest:
        message, remedy = "has braces that make no slot", "write a slot as {subject} or {subject:Party}"
    elif len(set(names)) < len(names):
        message, remedy = "has a slot twice", "name each slot once"
    elif not names or term.kind == "class" or any(name not in {"subject", "object", *tbox.terms} for name in names):
        return  # what is no slot at all is told of each
    elif "subject" not in names:
        message, remedy = "has no {subject}", "a relation has two ends: name both in a pattern"
    elif not {"object", term.name} & set(names):
        message, remedy = "has no {object}", "a relation has two ends: name both in a pattern"
    else:
        return
    raise OntologyError(f'the pattern "{text}" {message}', place=source.text.place, remedy=remedy)


def slot_type(source: Source, tbox: TBox, name: str, narrower: str | None = None) -> tuple[Takes, str]:
    """What a slot takes, and of which class: ``{subject:Party}`` narrows it.

    Raises:
        OntologyError: no such slot, or no such class.
    """
    takes, cls = _declared_type(source, tbox, name)
    if narrower is None:
        return takes, cls
    if narrower not in tbox.terms or tbox.terms[narrower].kind != "class":
        raise OntologyError(
            f'the pattern "{source.text.text}" names an unknown class {narrower}',
            place=source.text.place,
            remedy=f"define :{narrower} a owl:Class, or mend its name",
        )
    return takes, narrower


def _declared_type(source: Source, tbox: TBox, name: str) -> tuple[Takes, str]:
    term = source.term
    if term.kind != "class" and name in ("subject", "object"):
        cls = (term.domain if name == "subject" else term.range) or ""
        if name == "object" and term.kind == "literal property":
            return "text", cls
        return _takes(term.slot if name == "object" else None, cls)
    if name == "content" and term.kind == "class":
        return "content", ""
    other = tbox.terms.get(name)
    if other is None or other.kind == "class":
        known = "subject, object" if term.kind != "class" else "the name of a property, such as actor or claimant"
        raise OntologyError(
            f'the pattern "{source.text.text}" has an unknown slot {{{name}}}',
            place=source.text.place,
            remedy=f"slots here are {known}",
        )
    if other.kind == "literal property":
        return "text", other.range or ""
    if other.range is not None and tbox.is_a(other.range, "Claim"):
        return "content", other.range
    return _takes(other.slot, other.range or "")


def _takes(slot: str | None, cls: str) -> tuple[Takes, str]:
    if slot == "claim":
        return "content", ""
    if slot in ("date", "text"):
        return ("date" if slot == "date" else "text"), cls
    return "entity", {"agent": "Agent", "place": "Place"}.get(slot or "", cls)


def find_event_nouns(tbox: TBox) -> Iterator[Pattern]:
    """A noun of an event class is such an event by itself; its possessor is the actor.

    Who stands behind "of" may as well be the target, as in the overflight of Estonia: a pattern has to tell.
    """
    actor = Slot("actor", "owner", "entity", "Agent", required=False)
    for term in tbox.terms.values():
        if term.kind == "class" and "Event" in term.ancestors:
            for noun in term.nouns:
                *before, head = noun.split()
                words = tuple(Word("compound", word) for word in before)
                yield Pattern(term.name, noun, "", "noun", (head,), "", (actor,), words)
