"""Matches of event classes become events."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg import names
from kg.claims import Attributed, Draft
from kg.dates import is_length, resolve
from kg.model import Event, Span, When
from kg.patterns import Match
from kg.predications import find_nominal
from kg.predications.walks import conjuncts, find_surface_subjects
from kg.scenes import Scene
from kg.sightings import Found, confirm, merge


def read_events(scene: Scene, matches: list[Match], attributed: Attributed) -> list[Event]:
    """Every event that the article itself presents as past, present or scheduled, in text order.

    One that only somebody in the article tells counts where the article presents it too.
    """
    found: list[Found] = []
    told: list[Found] = []
    for match in _heaviest(scene, matches):
        if not _is_real(scene, match):
            continue
        own = _is_own(scene, match, attributed)
        for event in _read(scene, match):
            if own:
                merge(scene, found, event)
            else:
                told.append(event)
    for event in told:
        confirm(scene, found, event)
    found = [_at_home(scene, event) for event in found]
    numbers: dict[int, int] = {}
    return [_event(scene, each, numbers) for each in sorted(found, key=lambda each: each.trigger)]


def _heaviest(scene: Scene, matches: list[Match]) -> list[Match]:
    """The best match of each trigger, in text order; a noun that another match speaks of is none of its own."""
    best: dict[int, Match] = {}
    for match in matches:
        if scene.ontology.kinds[match.pattern.term] == "event":
            head = match.predication.head
            if head not in best or match.weight > best[head].weight:
                best[head] = match
    told = {word for match in best.values() for word in match.words}
    return [best[head] for head in sorted(best) if best[head].pattern.kind != "noun" or head not in told]


def _event(scene: Scene, found: Found, numbers: dict[int, int]) -> Event:
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


def _is_real(scene: Scene, match: Match) -> bool:
    """Whether it is told as a fact or an appointment, by whomever."""
    head = match.predication.head
    mood = scene.mood(head)
    if mood.polarity == "negative":
        return False
    if mood.modality != "actual" and not (mood.modality == "expected" and _is_scheduled(scene, head)):
        return False
    return match.pattern.kind != "noun" or not _is_unreal(scene, head)


def _is_unreal(scene: Scene, noun: int) -> bool:
    """Cancelled a visit, a possible attack, the threat of war; nor is "election" in "election result" an event."""
    tree, unreal = scene.tree, scene.ontology.unreal
    if tree.deps[noun] == "compound":
        return True
    if any(
        tree.lemmas[kid].lower() in unreal or tree.words[kid].lower() in unreal
        for kid in tree.children(noun, "amod", "det")
    ):
        return True
    at = tree.heads[noun]
    if tree.deps[noun] == "pobj":
        at = tree.heads[at]
    elif tree.deps[noun] not in ("dobj", "nsubjpass"):
        return False
    return tree.lemmas[at].lower() in unreal


def _is_own(scene: Scene, match: Match, attributed: Attributed) -> bool:
    """Whether the article says it in its own voice."""
    holder = attributed.innermost(match.predication.head)
    return holder is None or _presupposes(scene, holder, match.predication.head, match.pattern.kind == "noun")


def _is_scheduled(scene: Scene, head: int) -> bool:
    tree = scene.tree
    if any(tree.tags[kid] == "MD" for kid in tree.children(head, "aux")):
        return True
    return tree.deps[head] in ("xcomp", "ccomp") and tree.lemmas[tree.heads[head]].lower() in scene.ontology.scheduling


def _presupposes(scene: Scene, holder: Draft, token: int, nominal: bool) -> bool:
    """Somebody condemned the arrest of the bishop, who had been beaten: so both are facts.

    A phrase in plain speech must be definite: "commented on yesterday's attack", not "spoke of an attack".
    """
    tree = scene.tree
    if nominal and _is_ended(scene, token):
        return True
    if holder.cls not in scene.ontology.presupposing and not (
        nominal and holder.cls not in scene.ontology.strong and tree.child(token, "poss") is not None
    ):
        return False
    at, relative = token, False
    while tree.heads[at] != at and at != holder.at:
        if tree.pos[at] in ("VERB", "AUX") and tree.deps[at] != "conj":
            if tree.deps[at] not in ("relcl", "acl"):
                return False
            relative = True
        at = tree.heads[at]
    return nominal or relative


def _is_ended(scene: Scene, noun: int) -> bool:
    """Called for an end to the attacks: so there are attacks."""
    tree, at = scene.tree, scene.tree.heads[noun]
    if tree.deps[noun] == "pobj":
        at = tree.heads[at]
    elif tree.deps[noun] != "dobj":
        return False
    return tree.lemmas[at].lower() in scene.ontology.ending and tree.child(noun, "poss", "det") is not None


def _read(scene: Scene, match: Match) -> Iterator[Found]:
    """The event of a match; attacks on several places are as many events."""
    head, nominal = match.predication.head, match.pattern.kind == "noun"
    actors = tuple(dict.fromkeys(_entities(scene, match, "actor")))
    if not actors and nominal and scene.ontology.tbox.is_a(match.pattern.term, "Diplomacy"):
        actors = tuple(dict.fromkeys(_joining(scene, head)))
    targets = tuple(iri for iri in dict.fromkeys(_entities(scene, match, "target")) if iri not in actors)
    if scene.ontology.tbox.is_a(match.pattern.term, "Harm"):
        targets = tuple(iri for iri in targets if scene.linked.entity(iri).cls != "Place")
    where = dict.fromkeys((*_entities(scene, match, "place"), *_places(scene, match)))
    forceful = scene.ontology.tbox.is_a(match.pattern.term, "Conflict")
    if forceful:
        where.update(dict.fromkeys(iri for iri in targets if scene.linked.entity(iri).cls == "Place"))
    places = tuple(iri for iri in where if iri not in actors and (forceful or iri not in targets))
    if scene.ontology.tbox.is_a(match.pattern.term, "Election"):
        actors, targets = (), ()
    when = _when(scene, match)
    if not (actors or targets or places or (when and scene.ontology.tbox.is_a(match.pattern.term, "Election"))):
        return
    for each_targets, each_places in _split(scene, match, targets, places) if forceful else [(targets, places)]:
        yield Found(head, match.pattern.term, actors, each_targets, each_places, when, match.pattern.text, nominal)


def _at_home(scene: Scene, event: Found) -> Found:
    """An election told without a place is in the state that the article names most."""
    if event.places or not scene.ontology.tbox.is_a(event.cls, "Election"):
        return event
    iris = (scene.linked.at(head) for head, mention in scene.heads.items() if mention.kind == "name")
    named = Counter(iri for iri in iris if iri is not None and "Place" in scene.linked.entity(iri).classes)
    best = named.most_common(2)
    clear = best and best[0][1] > 2 and (len(best) == 1 or best[0][1] > best[1][1])
    return replace(event, places=(best[0][0],)) if clear else event


def _split(
    scene: Scene, match: Match, targets: tuple[str, ...], places: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Attacks in Jabla and Tartus"""
    tree = scene.tree
    listed = {
        scene.at(token)
        for token in _place_tokens(scene, match)
        for other in (token, *tree.children(token, "conj"))
        if tree.deps[token] == "conj" or other != token
    }
    parted = [iri for iri in places if iri in listed]
    if len(parted) < 2:
        yield targets, places
        return
    rest = tuple(iri for iri in places if iri not in parted)
    for place in parted:
        yield tuple(iri for iri in targets if iri == place or iri not in parted), (place, *rest)


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
    filler = match.filler(slot)
    if filler is None:
        return
    for token in filler.tokens:
        iri = scene.at(token) if scene.tree.tags[token] != "DT" else None  # "those arrested" are nobody in particular
        if iri is None and scene.counts_people(token):
            iri = scene.linked.unnamed(token, "Group")
        if iri is not None:
            yield iri


def _places(scene: Scene, match: Match) -> Iterator[str]:
    for token in _place_tokens(scene, match):
        iri = scene.at(token)
        if iri is not None:
            yield iri


def _place_tokens(scene: Scene, match: Match) -> Iterator[int]:
    """In Minsk, near the border, the Minsk protest, detained 30 people in Minsk, attacks on Minsk"""
    tree, head = scene.tree, match.predication.head
    parties = [token for name in ("actor", "target") for token in match.tokens(name) if token > head]
    arguments = [*match.predication.arguments]
    for noun in sorted({*match.words, *parties} - {head}):
        arguments.extend(
            a for a in find_nominal(tree, noun).arguments if noun in match.words or a.role.startswith("prep:")
        )
    if match.pattern.kind == "noun":
        arguments.extend(
            a for verb in _verbs_of(scene, head) for a in scene.verbal(verb).arguments if a.role != "object"
        )
    for argument in arguments:
        role = argument.role
        if role == "compound" and scene.stands_for(argument.token, "Place", exactly=True):
            yield argument.token
        elif role.startswith("prep:") and role[5:] in scene.ontology.places:
            yield from _nested(scene, argument.token, role[5:])
    if scene.ontology.tbox.is_a(match.pattern.term, "Conflict"):
        yield from (token for token in match.tokens("target") if scene.stands_for(token, "Place"))


def _nested(scene: Scene, token: int, preposition: str) -> Iterator[int]:
    """At a hotel in Tarn, on the margins of the meeting in Tarn"""
    iri = scene.at(token)
    if iri is not None and scene.linked.entity(iri).named:
        if scene.linked.entity(iri).cls == "Agent" and preposition in scene.ontology.locating:
            scene.linked.narrow(iri, "Place")
        if scene.stands_for(token, "Place"):
            yield token
        return
    if iri is not None and not scene.stands_for(token, "Place"):
        return
    if iri is not None:
        yield token
    for place in scene.tree.children(token, "nmod"):  # in Jabla and Tartus and Regime Actions
        yield from (each for each in conjuncts(scene.tree, place) if scene.stands_for(each, "Place"))
    for argument in find_nominal(scene.tree, token).arguments:
        word = argument.role.removeprefix("prep:")
        if word != argument.role and (word == "of" or word in scene.ontology.places) and argument.token != token:
            yield from _nested(scene, argument.token, word)


def _verbs_of(scene: Scene, noun: int) -> list[int]:
    """The summit was held in Vienna; a summit set to take place in Vienna."""
    tree, verb, light = scene.tree, scene.tree.heads[noun], scene.ontology.light
    if tree.deps[noun] in ("nsubj", "nsubjpass"):
        return [verb] if tree.lemmas[verb].lower() in light else []
    verbs = [*tree.children(noun, "acl", "relcl")]
    verbs += [kid for verb in verbs for kid in tree.children(verb, "xcomp", "advcl")]
    return [verb for verb in verbs if tree.lemmas[verb].lower() in light]


def _when(scene: Scene, match: Match) -> When | None:
    tree, head = scene.tree, match.predication.head
    sentence = tree.sentence_of[head]
    verbal = tree.pos[head] in ("VERB", "AUX")
    clause = head if verbal else _clause_of(scene, head)
    governors = {head, clause} if verbal or _is_main(scene, head, clause) else {head, *_verbs_of(scene, head)}
    hours = {token for span in tree.named if span.ner_label == "TIME" for token in range(span.first, span.last)}
    for span in tree.named:
        if span.ner_label not in ("DATE", "TIME") or tree.sentence_of[span.first] != sentence:
            continue
        if is_length(tree.slice(span.first, span.last)):
            continue  # jailed for ten years
        governor = span.last - 1
        while tree.heads[governor] != governor and (
            span.first <= tree.heads[governor] < span.last
            or tree.deps[governor] in ("pobj", "prep", "pcomp")
            or (tree.deps[governor] == "compound" and tree.heads[governor] in hours)  # on Tuesday morning
        ):
            governor = tree.heads[governor]
        governor = (
            tree.heads[governor] if span.first <= governor < span.last or tree.deps[governor] == "prep" else governor
        )
        if governor in governors:
            tense = (
                "past" if tree.tags[clause] in ("VBD", "VBN") else "future" if _is_scheduled(scene, clause) else "past"
            )
            when = resolve(tree.slice(span.first, span.last), scene.article.published, tense=tense)
            if span.ner_label == "DATE" or when.latest:  # "on Monday night" is a day, "at noon" is none
                return when
    return None


def _is_main(scene: Scene, noun: int, verb: int) -> bool:
    """Whether a clause dates the event that its noun names: not "on Saturday condemned the crackdown"."""
    tree = scene.tree
    return tree.deps[noun] in ("nsubj", "nsubjpass") or tree.lemmas[verb].lower() in scene.ontology.light


def _clause_of(scene: Scene, noun: int) -> int:
    tree, at = scene.tree, noun
    while tree.heads[at] != at and tree.pos[at] not in ("VERB", "AUX"):
        at = tree.heads[at]
    return at
