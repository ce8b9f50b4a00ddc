"""The whole flow: articles in, readings out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.claims import attribute, find_guesses, is_own_voice, read_claims
from kg.entities import SpeechVerbs, link
from kg.events import read_events
from kg.gazetteer import Lexicon
from kg.mentions import find_mentions, with_commons
from kg.model import Article, Claim, Event, Proposition, Reading, Span, Statement
from kg.models import MODEL
from kg.names import Names
from kg.parser import BATCH, load_model, parse
from kg.patterns import load_patterns
from kg.quotes import find_quotes
from kg.relations import is_asserted, read_relations
from kg.scenes import Ontology, Scene, find_matches
from kg.tbox import read_ontology
from kg.trees import Sentence, Tree


def read_articles(
    articles: Iterable[Article],
    *,
    ontology: tuple[Path, ...] = (),
    model: str = MODEL,
    base: Names | None = None,
    batch: int = BATCH,
) -> Iterator[Reading]:
    """Read articles in order.

    ``ontology`` are files beside the shipped ones.

    Raises:
        OntologyError: an ontology file that cannot be used.
        KgError: no such spaCy pipeline.
    """
    terms, lexicon = prepare(ontology, model)
    for article, tree in parse(load_model(model), articles, lexicon, batch=batch):
        yield read(article, tree, terms, lexicon, base or Names())


def prepare(ontology: tuple[Path, ...] = (), model: str = MODEL) -> tuple[Ontology, Lexicon]:
    """What is made ready once for all articles: patterns and gazetteer."""
    tbox = read_ontology(ontology)
    patterns = load_patterns(tbox, lambda: load_model(model), model)
    return Ontology.of(tbox, patterns), tbox.lexicon


def read(article: Article, tree: Tree, ontology: Ontology, lexicon: Lexicon, base: Names) -> Reading:
    """Read one parsed article."""
    scene = to_scene(article, tree, ontology, lexicon, base)
    tree, linked = scene.tree, scene.linked
    matches = find_matches(scene)
    attributed = attribute(scene, matches)
    relations = read_relations(scene, matches)
    claims = read_claims(scene, attributed, relations)
    events = read_events(scene, matches, attributed)
    own = [r for r in relations if r.presupposed or is_own_voice(scene, attributed, r.trigger)]
    facts = list(_distinct(r.to_statement() for r in own if is_asserted(r)))
    negated = tuple(r.to_proposition() for r in own if r.negative)
    used = set(_used(claims, events, facts, negated))
    return Reading(
        article=article,
        sentences=tuple(_span(sentence, tree) for sentence in tree.sentences),
        entities=tuple(linked.entities(used)),
        mentions=tuple(linked.mentions(used)),
        claims=tuple(claims),
        events=tuple(events),
        facts=tuple(facts),
        negated=negated,
        issues=tuple(find_guesses(scene, attributed, claims)),
    )


def to_scene(article: Article, tree: Tree, ontology: Ontology, lexicon: Lexicon, base: Names) -> Scene:
    """A parsed article with its mentions, entities and quotations."""
    tree = with_commons(tree, lexicon)
    mentions = find_mentions(tree, lexicon)
    quotes = find_quotes(tree, article)
    linked = link(
        mentions,
        tree,
        article,
        lexicon,
        base,
        quotes=quotes,
        verbs=SpeechVerbs(
            ontology.telling, ontology.addressing, ontology.accusing, ontology.denying, ontology.claim_nouns
        ),
    )
    return Scene.of(article, tree, mentions, linked, ontology, quotes=quotes)


def _span(sentence: Sentence, tree: Tree) -> Span:
    """A sentence without the blanks around it."""
    first, last = sentence.first, sentence.last - 1
    while first < last and tree.words[last].isspace():
        last -= 1
    while first < last and tree.words[first].isspace():
        first += 1
    return Span(tree.starts[first], tree.ends[last])


def _distinct(facts: Iterable[Statement]) -> Iterator[Statement]:
    """Each triple once, where it stands first."""
    seen = set()
    for fact in facts:
        triple = (fact.subject, fact.property, fact.object)
        if triple not in seen:
            seen.add(triple)
            yield fact


def _used(
    claims: list[Claim], events: list[Event], facts: list[Statement], negated: tuple[Proposition, ...]
) -> Iterator[str]:
    """The entities that something is said of."""
    for claim in claims:
        yield from (iri for iri in (claim.claimant, claim.behalf) if iri is not None)
        yield from (target.entity for target in claim.targets)
        yield from claim.about
        answered = (each.claimant for each in (claim.denied, claim.refused) if each is not None)
        yield from (iri for iri in answered if iri is not None)
        yield from _in_triples(claim.propositions)
    for event in events:
        yield from (*event.actors, *event.targets, *event.places)
    yield from _in_triples(facts)
    yield from _in_triples(negated)


def _in_triples(triples: Iterable[Statement | Proposition]) -> Iterator[str]:
    for triple in triples:
        yield triple.subject
        if isinstance(triple.object, str):
            yield triple.object
