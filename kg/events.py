"""Matches of event classes become events; what is told twice becomes one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg import names
from kg.claims import Attributed, Draft
from kg.dates import resolve
from kg.model import Event, Span, When
from kg.patterns import Match
from kg.predications import find_nominal
from kg.predications.walks import find_surface_subjects
from kg.scenes import Scene


@dataclass(frozen=True, slots=True)
class _Found:
    """An event at one trigger."""

    trigger: int
    cls: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    when: When | None
    pattern: str
    nominal: bool


def read_events(scene: Scene, matches: list[Match], attributed: Attributed) -> list[Event]:
    """Every event that the article itself presents as past, present or scheduled, in text order."""
    best: dict[int, Match] = {}
    for match in matches:
        if scene.ontology.kinds[match.pattern.term] == "event":
            head = match.predication.head
            if head not in best or match.weight > best[head].weight:
                best[head] = match
    told = {word for match in best.values() for word in match.words}
    found: list[_Found] = []
    for head in sorted(best):
        match = best[head]
        if match.pattern.kind == "noun" and head in told:
            continue
        if _is_presented(scene, match, attributed):
            event = _read(scene, match)
            if event is not None:
                _merge(scene, found, event)
    numbers: dict[int, int] = {}
    return [_event(scene, each, numbers) for each in sorted(found, key=lambda each: each.trigger)]


def _event(scene: Scene, found: _Found, numbers: dict[int, int]) -> Event:
    tree = scene.tree
    start = tree.starts[found.trigger]
    number = numbers.get(start, 0)
    numbers[start] = number + 1
    return Event(
        iri=names.part(scene.article.iri, "event", start, number),
        cls=found.cls,
        classes=scene.ontology.tbox.ancestors(found.cls),
        trigger=Span(start, tree.ends[found.trigger]),
        actors=found.actors,
        targets=found.targets,
        places=found.places,
        when=found.when,
        pattern=found.pattern,
    )


def _is_presented(scene: Scene, match: Match, attributed: Attributed) -> bool:
    """Whether the article says it in its own voice and as a fact or an appointment."""
    head = match.predication.head
    mood = scene.mood(head)
    if mood.polarity == "negative":
        return False
    if mood.modality != "actual" and not (mood.modality == "expected" and _is_scheduled(scene, head)):
        return False
    holder = attributed.innermost(head)
    return holder is None or (match.pattern.kind == "noun" and _presupposes(scene, holder, head))


def _is_scheduled(scene: Scene, head: int) -> bool:
    tree = scene.tree
    if any(tree.tags[kid] == "MD" for kid in tree.children(head, "aux")):
        return True
    return tree.deps[head] in ("xcomp", "ccomp") and tree.lemmas[tree.heads[head]].lower() in scene.ontology.scheduling


def _presupposes(scene: Scene, holder: Draft, token: int) -> bool:
    """Somebody condemned the arrest of the bishop: so there was one."""
    if holder.cls not in scene.ontology.presupposing:
        return False
    tree, at = scene.tree, token
    while tree.heads[at] != at and at != holder.at:
        if tree.pos[at] in ("VERB", "AUX") and tree.deps[at] not in ("relcl", "acl"):
            return False
        at = tree.heads[at]
    return True


def _read(scene: Scene, match: Match) -> _Found | None:
    actors = tuple(dict.fromkeys(_entities(scene, match, "actor")))
    if not actors and match.pattern.kind == "noun" and scene.ontology.tbox.is_a(match.pattern.term, "Diplomacy"):
        actors = tuple(dict.fromkeys(_joining(scene, match.predication.head)))
    targets = tuple(iri for iri in dict.fromkeys(_entities(scene, match, "target")) if iri not in actors)
    places = tuple(dict.fromkeys((*_entities(scene, match, "place"), *_places(scene, match))))
    named = tuple(iri for iri in targets if scene.linked.entity(iri).cls == "Place")
    places = tuple(dict.fromkeys((*(p for p in places if p not in actors and p not in targets), *named)))
    when = _when(scene, match)
    nominal = match.pattern.kind == "noun"
    if nominal and not (actors or targets or places or when):
        return None
    return _Found(
        match.predication.head, match.pattern.term, actors, targets, places, when, match.pattern.text, nominal
    )


def _joining(scene: Scene, noun: int) -> Iterator[str]:
    """During a trip to Poland, Acme urged Beta to sell."""
    tree = scene.tree
    preposition = tree.heads[noun]
    if tree.deps[noun] != "pobj" or tree.lemmas[preposition].lower() not in scene.ontology.attending:
        return
    at = tree.heads[preposition]
    while tree.heads[at] != at and tree.pos[at] not in ("VERB", "AUX"):
        at = tree.heads[at]
    for token in find_surface_subjects(tree, at):
        iri = scene.linked.at(token)
        if iri is not None and "Agent" in scene.linked.entity(iri).classes:
            yield iri


def _entities(scene: Scene, match: Match, slot: str) -> Iterator[str]:
    for token in match.tokens(slot):
        iri = scene.linked.at(token)
        if iri is not None:
            yield iri


def _places(scene: Scene, match: Match) -> Iterator[str]:
    """In Minsk, near the border, the Minsk protest."""
    within = [argument for word in match.words for argument in find_nominal(scene.tree, word).arguments]
    for argument in (*match.predication.arguments, *within):
        role = argument.role
        if role == "compound" or (role.startswith("prep:") and role[5:] in scene.ontology.places):
            iri = scene.linked.at(argument.token)
            if iri is not None and "Place" in scene.linked.entity(iri).classes:
                if role != "compound" or scene.linked.entity(iri).cls == "Place":
                    yield iri


def _when(scene: Scene, match: Match) -> When | None:
    tree, head = scene.tree, match.predication.head
    sentence = tree.sentence_of[head]
    clause = head if tree.pos[head] in ("VERB", "AUX") else _clause_of(scene, head)
    for span in tree.named:
        if span.ner_label != "DATE" or tree.sentence_of[span.first] != sentence:
            continue
        governor = span.last - 1
        while tree.heads[governor] != governor and (
            span.first <= tree.heads[governor] < span.last or tree.deps[governor] in ("pobj", "prep", "pcomp")
        ):
            governor = tree.heads[governor]
        governor = tree.heads[governor] if span.first <= governor < span.last or tree.deps[governor] == "prep" else governor
        if governor in (head, clause):
            tense = "past" if tree.tags[clause] in ("VBD", "VBN") else "future" if _is_scheduled(scene, clause) else "past"
            return resolve(tree.slice(span.first, span.last), scene.article.published, tense=tense)
    return None


def _clause_of(scene: Scene, noun: int) -> int:
    tree, at = scene.tree, noun
    while tree.heads[at] != at and tree.pos[at] not in ("VERB", "AUX"):
        at = tree.heads[at]
    return at


def _merge(scene: Scene, found: list[_Found], event: _Found) -> None:
    """Add an event, or tell it together with one that it does not contradict."""
    for number, other in enumerate(found):
        if _same(scene, other, event):
            found[number] = replace(
                other,
                cls=_narrower(scene, other.cls, event.cls),
                actors=other.actors or event.actors,
                targets=other.targets or event.targets,
                places=other.places or event.places,
                when=other.when or event.when,
            )
            return
    found.append(event)


def _same(scene: Scene, one: _Found, two: _Found) -> bool:
    tbox = scene.ontology.tbox
    if not (tbox.is_a(one.cls, two.cls) or tbox.is_a(two.cls, one.cls)):
        return False
    if not (one.nominal or two.nominal) and one.trigger != two.trigger and not set(one.actors) & set(two.actors):
        return False
    if one.when and two.when and one.when.value and two.when.value and one.when.value != two.when.value:
        return False
    pairs = ((one.actors, two.actors), (one.targets, two.targets), (one.places, two.places))
    shared = any(set(a) & set(b) for a, b in pairs)
    return shared and all(not a or not b or set(a) & set(b) for a, b in pairs)


def _narrower(scene: Scene, one: str, two: str) -> str:
    return two if scene.ontology.tbox.is_a(two, one) else one
