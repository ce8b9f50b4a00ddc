"""try: what a sentence yields and which pattern gave it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.articles import to_published
from kg.commandline.builds import check_date
from kg.commandline.guards import note, say
from kg.errors import ArticleError
from kg.model import Article, Block, Claim, Event, Proposition, Reading, Span, Statement, Value
from kg.models import MODEL
from kg.names import Names
from kg.parser import load_model, parse
from kg.patterns import PatternIndex
from kg.pipeline import prepare, read
from kg.trees import Tree

MOST = 5
"""Patterns that nearly matched; more of them are of no help."""
NAMES = Names()


def try_sentence(sentence: str, ontology: tuple[Path, ...], *, model: str | None, date: str | None) -> int:
    """Print what a sentence yields."""
    if not sentence.strip():
        raise ArticleError("there is no sentence", remedy='write one, such as "Latvia is a member of NATO."')
    check_date(date)
    name, published = model or MODEL, date and to_published(date)
    terms, lexicon = prepare(ontology, name)
    article = Article("try", NAMES.article("try", "try"), sentence, (Block(0, len(sentence)),), published=published)
    for _, tree in parse(load_model(name), [article], lexicon):
        reading = read(article, tree, terms, lexicon, NAMES)
        lines = list(describe(reading)) or ["nothing found"]
        is_told = reading.facts or reading.claims or reading.events
        near = list(find_near(tree, terms.patterns, reading, ontology)) if ontology or not is_told else []
        if near:
            lines += ["nearly (the words are there, a slot is not filled)", *near]
        say("\n".join(lines))
        if not is_told and os.path.exists(sentence):
            note(f"{sentence} is a file, and kg try takes a sentence; kg extract {sentence} reads it")
    return 0


def describe(reading: Reading) -> Iterator[str]:
    """What was read, a heading for each kind of thing."""
    labels = {entity.iri: entity.label for entity in reading.entities}
    parts = {
        "entities": (f"  {entity.cls}  {entity.label}  {short(entity.iri)}" for entity in reading.entities),
        "facts": (f"  {fact_line(fact)}\n      pattern: {fact.pattern}" for fact in reading.facts),
        "negated": (f"  {proposition_line(each)}" for each in reading.negated),
        "claims": (line for claim in reading.claims for line in claim_lines(claim, reading.article.text, labels)),
        "to be looked at": (f"  {issue.message}" for issue in reading.issues),
        "events": (line for event in reading.events for line in event_lines(event, reading.article.text, labels)),
    }
    for heading, lines in parts.items():
        found = list(lines)
        if found:
            yield from (heading, *found)


def claim_lines(claim: Claim, text: str, labels: dict[str, str]) -> Iterator[str]:
    """A claim: who, at whom, in which words, and what it says as triples that nobody asserts."""
    who = named(claim.claimant, labels)
    behalf = f" for {named(claim.behalf, labels)}" if claim.behalf else ""
    made = "" if claim.made else f" (not made: {claim.polarity}, {claim.modality})"
    yield f"  {claim.cls} by {who}{behalf}{made}"
    for target in claim.targets:
        yield f"      {target.property}: {named(target.entity, labels)}"
    if claim.content:
        yield f"      content: “{words(claim.content, text)}”"
    if claim.denied:
        what = "a claim" if claim.denied.claim else "what is said"
        yield f"      denies: {what} by {named(claim.denied.claimant, labels)}"
    for proposition in claim.propositions:
        yield f"      proposition: {proposition_line(proposition)}"
    yield f"      pattern: {claim.pattern}"


def event_lines(event: Event, text: str, labels: dict[str, str]) -> Iterator[str]:
    """An event: who, at whom, where and when."""
    yield f"  {event.cls} “{words([event.trigger], text)}”"
    for role, entities in (("actor", event.actors), ("target", event.targets), ("place", event.places)):
        for iri in entities:
            yield f"      {role}: {named(iri, labels)}"
    if event.when:
        yield f"      date: {event.when.text}{f' = {event.when.value}' if event.when.value else ''}"
    yield f"      pattern: {event.pattern}"


def fact_line(triple: Statement | Proposition) -> str:
    """A triple with prefixes."""
    value = triple.object
    shown = f'"{value.text}"' if isinstance(value, Value) else short(value)
    return f"{short(triple.subject)} :{triple.property} {shown}"


def proposition_line(proposition: Proposition) -> str:
    """A triple that is said, and how."""
    ways = [way for way in (proposition.polarity, proposition.modality) if way not in ("positive", "actual")]
    return fact_line(proposition) + (f" ({', '.join(ways)})" if ways else "")


def named(iri: str | None, labels: dict[str, str]) -> str:
    """An entity by its label."""
    return "somebody unknown" if iri is None else labels.get(iri, short(iri))


def short(iri: str) -> str:
    """An entity's IRI with its prefix, or its end where it has no name."""
    prefix = NAMES.entity("x")[:-1]
    return f"e:{iri[len(prefix) :]}" if iri.startswith(prefix) else iri.rpartition("/")[2]


def words(spans: Iterable[Span], text: str) -> str:
    """The text of spans."""
    return " … ".join(text[span.start : span.end] for span in spans)


def find_near(tree: Tree, index: PatternIndex, reading: Reading, ontology: tuple[Path, ...]) -> Iterator[str]:
    """Patterns all of whose words stand in the sentence and which gave nothing; the user's own first."""
    lemmas = {lemma.lower() for lemma in tree.lemmas}
    gave = {each.pattern for found in (reading.facts, reading.claims, reading.events) for each in found}
    own = {str(path) for path in ontology}
    near = [
        pattern
        for lemma in sorted(lemmas)
        for pattern in index.by_trigger.get(lemma, ())
        if pattern.text not in gave and {word.lemma for word in pattern.words} <= lemmas
    ]
    near = list(dict.fromkeys(pattern for pattern in near if not own or pattern.place.rpartition(":")[0] in own))
    near.sort(key=lambda pattern: (-pattern.weight, pattern.term, pattern.text))
    for pattern in near[:MOST]:
        yield f"  :{pattern.term}  {pattern.text}  ({pattern.place})"
