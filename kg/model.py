"""The records that travel along the pipeline.

All spans count Unicode code points into ``article.text``, end exclusive. An entity, claim or event
is named by its IRI (a string). Properties and classes are local names of the ontology namespace
(``memberOf``, ``Accusation``).
"""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["headline", "crosshead", "caption", "body", "answer", "boilerplate", "imprint", "credit"]
"""An answer is what whoever is interviewed says."""
UNREAD: frozenset[BlockKind] = frozenset({"boilerplate", "imprint", "credit"})
"""What says nothing of the story; an imprint (who publishes and wrote it, when) has no entities either."""
Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "hypothetical", "expected", "questioned", "demanded"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of an article and what it is; a sentence never crosses its border."""

    start: int
    end: int
    kind: BlockKind = "body"


@dataclass(frozen=True, slots=True)
class Article:
    """A text as published.

    ``key`` is the given id, else the canonical URL, else the digest of the text; ``iri`` is minted from it.
    ``published`` is ISO 8601 as far as known (``2020-08-16`` or ``2020-08-16T18:03:00+02:00``).
    ``blocks`` lie in text order, none overlapping.
    """

    key: str
    iri: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that says what a named mention is: title, apposition or copula complement.

    Tokens ``first`` to ``end`` (exclusive) of the tree, ``head`` its noun.
    ``current`` is false for former, acting, elect and would-be roles.
    """

    first: int
    end: int
    head: int
    current: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or describe something: tokens ``first`` to ``last`` (exclusive), ``head`` among them.

    ``start`` and ``end`` are the same in characters. ``kind`` is ``name`` (a proper name, a gazetteer name, a
    demonym), ``nominal`` (a common noun phrase) or ``pronoun``. ``cls`` is the class its own words show, if any.
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    kind: Literal["name", "nominal", "pronoun"]
    cls: str | None = None
    gazetteer: str | None = None
    descriptions: tuple[Description, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph. ``classes`` are ``cls`` and its ancestors, nearest first."""

    iri: str
    cls: str
    classes: tuple[str, ...]
    label: str
    names: tuple[str, ...] = ()
    named: bool = True
    gazetteer: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object. ``datatype`` is the local name of an XSD type."""

    text: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class Proposition:
    """A triple that is said, not asserted."""

    subject: str
    property: str
    object: str | Value
    polarity: Polarity = "positive"
    modality: Modality = "actual"


@dataclass(frozen=True, slots=True)
class Matter:
    """What claims agree or disagree about: a triple without a stance to it.

    Of a symmetric relation the lesser IRI is the subject, so that both ways round are one matter.
    """

    subject: str
    property: str
    object: str | Value


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple that the article itself asserts, with the span that shows it and the pattern that fired."""

    subject: str
    property: str
    object: str | Value
    start: int
    end: int
    pattern: str


@dataclass(frozen=True, slots=True)
class Target:
    """At whom a claim is directed: ``property`` is ``target`` or one of its sub-properties."""

    property: str
    entity: str


@dataclass(frozen=True, slots=True)
class Denied:
    """What a denial denies or a refusal refuses: the claim where the article has it, and its claimant if known."""

    claimant: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An attributed content. ``made`` only where the article itself reports it as made.

    ``within`` is the claim whose content holds this one. ``denied`` is given for a Denial only, ``refused`` for the
    Refusal of a demand. ``holds`` and ``disputes`` are what a claim that was made says is so and is not so.
    """

    iri: str
    cls: str
    classes: tuple[str, ...]
    made: bool
    polarity: Polarity
    modality: Modality
    claimant: str | None
    behalf: str | None
    targets: tuple[Target, ...]
    about: tuple[str, ...]
    within: str | None
    quoted: bool
    date: str | None
    propositions: tuple[Proposition, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    pattern: str
    denied: Denied | None = None
    refused: Denied | None = None
    holds: tuple[Matter, ...] = ()
    disputes: tuple[Matter, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A date as written and as resolved.

    ``value`` is an ISO date, ``YYYY-MM`` or ``YYYY``, None where unknown; ``earliest`` and ``latest`` are ISO dates.
    """

    text: str
    value: str | None = None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, happens or is scheduled. ``trigger`` is the word that shows it."""

    iri: str
    cls: str
    classes: tuple[str, ...]
    trigger: Span
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    when: When | None
    pattern: str


@dataclass(frozen=True, slots=True)
class EntityMention:
    """Where an entity stands in the text."""

    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A place of the text that could not be used or was guessed at, and why; ``about`` is the claim it is of."""

    start: int
    end: int
    message: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article gives; each tuple in text order. ``sentences`` cover every span used as evidence.

    ``negated`` are propositions that the article itself denies (``ARTICLE :states``).
    """

    article: Article
    sentences: tuple[Span, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[EntityMention, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    facts: tuple[Statement, ...]
    negated: tuple[Proposition, ...] = ()
    issues: tuple[Issue, ...] = ()
