"""Readings made by hand, as the stages before the store would give them."""

from kg.model import (
    Article,
    Claim,
    Denied,
    Entity,
    EntityMention,
    Event,
    Proposition,
    Reading,
    Span,
    Statement,
    Target,
    When,
)
from kg.names import Names, part

NAMES = Names()
TEXT = (
    "Alexander Lukashenko accused NATO of massing troops. "
    "Oana Lungescu, a spokeswoman for NATO, denied the accusation: “It is baseless.” "
    "Latvia is a member of NATO. "
    "Thousands rallied in Minsk on Sunday."
)


def make_article(key: str = "a", text: str = TEXT, **facts: str) -> Article:
    """An article whose IRI follows from its key."""
    return Article(key=key, iri=NAMES.article("rally", key), text=text, title="Rally", published="2020-08-16", **facts)


def span(text: str, words: str) -> Span:
    """Where words stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def make_entity(name: str, *classes: str, names: tuple[str, ...] = ()) -> Entity:
    """A named entity with its classes, nearest first."""
    return Entity(NAMES.entity(name), classes[0], classes, name, names)


def make_claim(article: Article, cue: str, cls: str, claimant: str | None, **facts: object) -> Claim:
    """A made claim, other values as given."""
    where = span(article.text, cue)
    values: dict[str, object] = {
        "iri": part(article.iri, "claim", where.start, 0),
        "cls": cls,
        "classes": (cls, "Claim"),
        "made": True,
        "polarity": "positive",
        "modality": "actual",
        "claimant": claimant,
        "behalf": None,
        "targets": (),
        "about": (),
        "within": None,
        "quoted": False,
        "date": None,
        "propositions": (),
        "source": (),
        "cue": (where,),
        "content": (),
        "pattern": f"{{claimant}} {cue}",
    }
    return Claim(**(values | facts))  # type: ignore[arg-type]  # the values are those of the record


def make_reading(key: str = "a", text: str = TEXT, *, made: bool = True) -> Reading:
    """The reading of ``TEXT``: an accusation, its denial on behalf of NATO, a fact and a rally.

    Without ``made`` the claims are only expected.
    """
    article = make_article(key, text)
    lukashenko = make_entity("Alexander Lukashenko", "Person", "Agent", names=("Lukashenka",))
    lungescu = make_entity("Oana Lungescu", "Person", "Agent")
    nato = make_entity("NATO", "Alliance", "Organization", "Agent")
    latvia = make_entity("Latvia", "State", "Organization", "Place", "Agent")
    minsk = make_entity("Minsk", "Place")
    entities = (lukashenko, nato, lungescu, latvia, minsk)
    accusation = make_claim(
        article,
        "accused",
        "Accusation",
        lukashenko.iri,
        made=made,
        modality="actual" if made else "expected",
        targets=(Target("accused", nato.iri),),
        about=(nato.iri,),
        content=(span(text, "massing troops"),),
        propositions=(Proposition(nato.iri, "opposes", NAMES.entity("Belarus")),),
    )
    denial = make_claim(
        article,
        "denied",
        "Denial",
        lungescu.iri,
        made=made,
        behalf=nato.iri,
        content=(span(text, "It is baseless"),),
        quoted=True,
        denied=Denied(lukashenko.iri, accusation.iri),
    )
    trigger = span(text, "rallied")
    rally = Event(
        part(article.iri, "event", trigger.start, 0),
        "Rally",
        ("Rally", "Event"),
        trigger,
        (),
        (),
        (minsk.iri,),
        When("on Sunday", "2020-08-16", "2020-08-16", "2020-08-16"),
        "{actor} rallies",
    )
    member = span(text, "Latvia is a member of NATO")
    fact = Statement(latvia.iri, "memberOf", nato.iri, member.start, member.end, "{subject} is a member of {object}")
    return Reading(
        article,
        tuple(span(text, sentence) for sentence in sentences(text)),
        entities,
        tuple(EntityMention(*find(text, entity.label), entity.iri) for entity in entities),
        (accusation, denial),
        (rally,),
        (fact,),
        negated=(Proposition(lukashenko.iri, "allyOf", nato.iri, polarity="negative"),),
    )


def find(text: str, words: str) -> tuple[int, int]:
    """Start and end of words in a text."""
    found = span(text, words)
    return found.start, found.end


def sentences(text: str) -> list[str]:
    """Sentences that end in a full stop and a blank."""
    parts = text.replace("” ", "”|").replace(". ", ".|").split("|")
    return [part for part in parts if part]
