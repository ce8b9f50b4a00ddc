"""A reading as one JSON object: the stand-off form that other tools read."""

import json
from collections.abc import Callable, Iterable

from kg.model import Claim, Event, Proposition, Reading, Span, Statement, Value
from kg.names import Names

Shorten = Callable[[str | None], str | None]


def to_json(reading: Reading, base: Names) -> str:
    """One line of JSON. Spans are ``[start, end]`` in code points, IRIs under the entity prefix are shortened."""
    return json.dumps(_article(reading, base), ensure_ascii=False)


def _article(reading: Reading, base: Names) -> dict[str, object]:
    prefix = base.entity("x")[:-1]

    def short(iri: str | None) -> str | None:
        return "e:" + iri[len(prefix) :] if iri is not None and iri.startswith(prefix) else iri

    return {
        "article": reading.article.key,
        "title": reading.article.title,
        "text": reading.article.text,
        "entities": [
            {
                "id": short(entity.iri),
                "class": entity.cls,
                "classes": list(entity.classes),
                "label": entity.label,
                "names": list(entity.names),
            }
            for entity in reading.entities
        ],
        "mentions": [{"start": m.start, "end": m.end, "entity": short(m.entity)} for m in reading.mentions],
        "claims": [_claim(claim, short) for claim in reading.claims],
        "events": [_event(event, short) for event in reading.events],
        "facts": [_fact(fact, short) for fact in reading.facts],
        "issues": [{"start": issue.start, "end": issue.end, "message": issue.message} for issue in reading.issues],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _claim(claim: Claim, short: Shorten) -> dict[str, object]:
    item: dict[str, object] = {
        "id": claim.iri,
        "class": claim.cls,
        "classes": list(claim.classes),
        "made": claim.made,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "claimant": short(claim.claimant),
        "behalf": short(claim.behalf),
        "targets": [short(target.entity) for target in claim.targets],
        "within": claim.within,
        "quoted": claim.quoted,
        "date": claim.date,
        "propositions": [_proposition(each, short) for each in claim.propositions],
        "source": _spans(claim.source),
        "cue": _spans(claim.cue),
        "content": _spans(claim.content),
    }
    if claim.denied is not None:
        item["of"] = {"claimant": short(claim.denied.claimant), "claim": claim.denied.claim}
    return item


def _object(value: str | Value, short: Shorten) -> dict[str, object]:
    return {"value": value.text} if isinstance(value, Value) else {"object": short(value)}


def _proposition(each: Proposition, short: Shorten) -> dict[str, object]:
    return {
        "subject": short(each.subject),
        "property": each.property,
        **_object(each.object, short),
        "polarity": each.polarity,
        "modality": each.modality,
    }


def _fact(fact: Statement, short: Shorten) -> dict[str, object]:
    return {
        "subject": short(fact.subject),
        "property": fact.property,
        **_object(fact.object, short),
        "start": fact.start,
        "end": fact.end,
        "pattern": fact.pattern,
    }


def _event(event: Event, short: Shorten) -> dict[str, object]:
    return {
        "id": event.iri,
        "class": event.cls,
        "classes": list(event.classes),
        "trigger": [event.trigger.start, event.trigger.end],
        "actors": [short(iri) for iri in event.actors],
        "targets": [short(iri) for iri in event.targets],
        "places": [short(iri) for iri in event.places],
        "date": event.when.text if event.when else None,
    }
