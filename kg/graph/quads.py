"""What one article gives, as quads: one function per record, as DESIGN's table has it.

The article's graph holds what it asserts, ``ARTICLE#provenance`` its sentences and evidence. The same
triples lie in the default graph as well, which is the union that queries see, each triple in it once.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph import terms
from kg.graph.terms import LABEL, OBJECT, PREDICATE, SUBJECT, TYPE, term
from kg.model import Article, Claim, Entity, Event, Matter, Proposition, Reading, Span, Statement, Value, When
from kg.names import matter, matter_words, part, provenance_graph

Numbers = Counter[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that show something: a triple, or a node and its class."""

    start: int
    end: int
    pattern: str
    what: Triple | NamedNode


def article_quads(reading: Reading, digest: str) -> list[Quad]:
    """Every quad of an article in its two named graphs, none twice, in text order."""
    article = NamedNode(reading.article.iri)
    provenance = NamedNode(provenance_graph(reading.article.iri))
    quads = dict.fromkeys(Quad(t.subject, t.predicate, t.object, article) for t in asserted(reading))
    evidence = (Quad(t.subject, t.predicate, t.object, provenance) for t in provenance_triples(reading, digest))
    quads.update(dict.fromkeys(evidence))
    return list(quads)


def asserted(reading: Reading) -> Iterator[Triple]:
    """The triples that the article asserts: entities, facts, claims, events and what it negates."""
    article = reading.article
    for entity in reading.entities:
        yield from entity_triples(entity)
    for fact in reading.facts:
        yield fact_triple(fact)
    numbers: Numbers = Counter()
    for claim in reading.claims:
        yield from claim_triples(claim, article, numbers)
    for event in reading.events:
        yield from event_triples(event)
    for number, proposition in enumerate(reading.negated):
        node = NamedNode(part(article.iri, "negated", number))
        yield Triple(NamedNode(article.iri), term("states"), node)
        yield from proposition_triples(node, proposition)


def entity_triples(entity: Entity) -> Iterator[Triple]:
    """Class, name and other names."""
    node = NamedNode(entity.iri)
    yield Triple(node, TYPE, term(entity.cls))
    yield Triple(node, LABEL, terms.text(entity.label))
    for name in entity.names:
        if name != entity.label:
            yield Triple(node, terms.ALT_LABEL, terms.text(name))


def fact_triple(fact: Statement) -> Triple:
    """The triple of a statement."""
    return Triple(NamedNode(fact.subject), term(fact.property), _object(fact.object))


def _object(value: str | Value) -> NamedNode | Literal:
    return NamedNode(value) if isinstance(value, str) else terms.literal(value)


def mint(article: Article, kind: str, start: int, numbers: Numbers) -> NamedNode:
    """The next node of this kind at this place; ``numbers`` counts them."""
    numbers[kind, start] += 1
    return NamedNode(part(article.iri, kind, start, numbers[kind, start] - 1))


def claim_triples(claim: Claim, article: Article, numbers: Numbers) -> Iterator[Triple]:
    """A claim, its parts and its content."""
    node = NamedNode(claim.iri)
    start = claim.cue[0].start if claim.cue else claim.content[0].start if claim.content else 0
    yield Triple(node, TYPE, term(claim.cls))
    yield Triple(node, term("polarity"), terms.text(claim.polarity))
    yield Triple(node, term("modality"), terms.text(claim.modality))
    yield Triple(node, term("quoted"), terms.boolean(claim.quoted))
    yield Triple(node, term("cue"), terms.text(verbatim(article.text, claim.cue)))
    yield from _speakers(claim, node)
    for target in claim.targets:
        yield Triple(node, term(target.property), NamedNode(target.entity))
    if claim.within:
        yield Triple(node, term("within"), NamedNode(claim.within))
    if claim.date:
        yield Triple(node, term("date"), terms.date(claim.date) or terms.text(claim.date))
    holders = [node]
    for answered, property_, kind, cls in (
        (claim.denied, "deniedClaim", "denied-claim", "Claim"),
        (claim.refused, "refusedDemand", "refused-demand", "Demand"),
    ):
        if answered:
            other = NamedNode(answered.claim) if answered.claim else mint(article, kind, start, numbers)
            yield Triple(node, term(property_), other)
            if claim.denied and claim.made and not claim.within:
                yield Triple(node, term("contradicts"), other)
            if not answered.claim:
                holders.append(other)
                yield Triple(other, TYPE, term(cls))
                if answered.claimant:
                    yield Triple(other, term("claimant"), NamedNode(answered.claimant))
    yield from _content(claim, holders, article, start, numbers)
    for property_, matters in (("holds", claim.holds), ("disputes", claim.disputes)):
        for about in matters:
            yield from matter_triples(node, property_, about, article)


def matter_triples(claim: NamedNode, stance: str, about: Matter, article: Article) -> Iterator[Triple]:
    """A claim's stance to a matter, and the matter."""
    thing = about.object if isinstance(about.object, str) else about.object.text
    node = NamedNode(matter(article.iri, about.subject, about.property, thing))
    yield Triple(claim, term(stance), node)
    yield Triple(node, TYPE, term("Matter"))
    yield Triple(node, LABEL, terms.text(matter_words(about.subject, about.property, thing)))


def _speakers(claim: Claim, node: NamedNode) -> Iterator[Triple]:
    """Who makes the claim, and for whom; ``:claimant`` alone where the article itself does not report it as made."""
    reported = claim.made and not claim.within
    if claim.claimant:
        yield Triple(node, term("claimant"), NamedNode(claim.claimant))
    if reported and claim.claimant:
        yield Triple(node, term("madeBy"), NamedNode(claim.claimant))
    if reported and claim.behalf:
        yield Triple(node, term("onBehalfOf"), NamedNode(claim.behalf))


def _content(
    claim: Claim, holders: list[NamedNode], article: Article, start: int, numbers: Numbers
) -> Iterator[Triple]:
    """What is claimed, for the claim and for the one it denies where the article has no node for that."""
    for holder in holders:
        if claim.content:
            yield Triple(holder, term("text"), terms.text(verbatim(article.text, claim.content)))
        for entity in claim.about:
            yield Triple(holder, term("about"), NamedNode(entity))
    for proposition in claim.propositions:
        said = mint(article, "proposition", start, numbers)
        for holder in holders:
            yield Triple(holder, term("content"), said)
        yield from proposition_triples(said, proposition)


def proposition_triples(node: NamedNode, said: Proposition) -> Iterator[Triple]:
    """A triple that is said, as a node."""
    yield Triple(node, TYPE, term("Proposition"))
    yield Triple(node, SUBJECT, NamedNode(said.subject))
    yield Triple(node, PREDICATE, term(said.property))
    yield Triple(node, OBJECT, _object(said.object))
    yield Triple(node, term("polarity"), terms.text(said.polarity))
    yield Triple(node, term("modality"), terms.text(said.modality))


def event_triples(event: Event) -> Iterator[Triple]:
    """An event, who took part, where and when."""
    node = NamedNode(event.iri)
    yield Triple(node, TYPE, term(event.cls))
    for name, fillers in (("actor", event.actors), ("target", event.targets), ("place", event.places)):
        for filler in fillers:
            yield Triple(node, term(name), NamedNode(filler))
    if event.when:
        yield from _when(node, event.when)


def _when(node: NamedNode, when: When) -> Iterator[Triple]:
    yield Triple(node, term("dateText"), terms.text(when.text))
    for name, value in (("date", when.value), ("earliest", when.earliest), ("latest", when.latest)):
        typed = terms.date(value) if value else None
        if typed:
            yield Triple(node, term(name), typed)


def verbatim(text: str, spans: Iterable[Span]) -> str:
    """The words of the spans as written; a gap that holds other words is shown by an ellipsis.

    >>> verbatim("We won, he said, and they lost.", [Span(0, 7), Span(17, 30)])
    'We won, … and they lost'
    """
    words, end = "", None
    for span in spans:
        gap = text[end : span.start] if end is not None else ""
        words += (gap if not gap.strip() else " … ") + text[span.start : span.end]
        end = span.end
    return words


def provenance_triples(reading: Reading, digest: str) -> Iterator[Triple]:
    """The article's own node, then the evidence of everything it asserts and the sentences that hold it."""
    article = reading.article
    yield from article_triples(article, digest)
    numbers: Numbers = Counter()
    sentences: dict[Span, NamedNode] = {}
    as_of = terms.date(article.published[:10]) if article.published else None
    for shown in find_shown(reading):
        node = mint(article, "evidence", shown.start, numbers)
        span = sentence_around(reading.sentences, shown)
        sentence = sentences.get(span) or mint(article, "sentence", span.start, numbers)
        sentences[span] = sentence
        yield from _evidence(node, shown, sentence)
        if as_of and isinstance(shown.what, Triple):
            yield Triple(node, term("asOf"), as_of)
    for span, node in sentences.items():
        yield Triple(node, TYPE, term("Sentence"))
        yield Triple(node, term("text"), terms.text(article.text[span.start : span.end]))
        yield Triple(node, term("inArticle"), NamedNode(article.iri))
        yield from _extent(node, span.start, span.end)


def sentence_around(sentences: Sequence[Span], shown: Shown) -> Span:
    """The sentence that holds these words, or the words themselves where no single one does."""
    at = bisect_right(sentences, shown.start, key=lambda span: span.start) - 1
    found = at >= 0 and sentences[at].end >= shown.end
    return sentences[at] if found else Span(shown.start, shown.end)


def article_triples(article: Article, digest: str) -> Iterator[Triple]:
    """The article as a publication; ``digest`` tells whether it was read as it would be read now."""
    node = NamedNode(article.iri)
    yield Triple(node, TYPE, term("Article"))
    yield Triple(node, terms.IDENTIFIER, terms.text(article.key))
    yield Triple(node, term("readingDigest"), terms.text(digest))
    words = ((terms.TITLE, article.title), (terms.PUBLISHER, article.publisher), (terms.SOURCE, article.url))
    for property_, value in (*words, (terms.CREATOR, article.author)):
        if value:
            yield Triple(node, property_, terms.text(value))
    if article.published:
        yield Triple(node, terms.ISSUED, terms.date(article.published) or terms.text(article.published))


def find_shown(reading: Reading) -> Iterator[Shown]:
    """Everything that the article shows in its words: entities at their first mention, facts, claims, events."""
    first: dict[str, tuple[int, int]] = {}
    for mention in reading.mentions:
        first.setdefault(mention.entity, (mention.start, mention.end))
    for entity in reading.entities:
        if entity.iri in first:
            start, end = first[entity.iri]
            yield Shown(start, end, "gazetteer" if entity.gazetteer else "name", NamedNode(entity.iri))
    for fact in reading.facts:
        yield Shown(fact.start, fact.end, fact.pattern, fact_triple(fact))
    for claim in reading.claims:
        spans = claim.cue or claim.content or claim.source
        if spans:
            yield Shown(spans[0].start, spans[-1].end, claim.pattern, NamedNode(claim.iri))
    for event in reading.events:
        yield Shown(event.trigger.start, event.trigger.end, event.pattern, NamedNode(event.iri))


def _evidence(node: NamedNode, shown: Shown, sentence: NamedNode) -> Iterator[Triple]:
    yield Triple(node, TYPE, term("Evidence"))
    if isinstance(shown.what, Triple):
        yield Triple(node, SUBJECT, shown.what.subject)
        yield Triple(node, PREDICATE, shown.what.predicate)
        yield Triple(node, OBJECT, shown.what.object)
    else:
        yield Triple(node, term("evidenceFor"), shown.what)
    yield Triple(node, term("sentence"), sentence)
    yield Triple(node, term("pattern"), terms.text(shown.pattern))
    yield from _extent(node, shown.start, shown.end)


def _extent(node: NamedNode, start: int, end: int) -> Iterator[Triple]:
    yield Triple(node, term("start"), terms.integer(start))
    yield Triple(node, term("end"), terms.integer(end))
