"""Matches of event classes become events."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import names
from kg.claims import Attributed, Draft, find_teller
from kg.figures import does_itself, find_bystanders, find_scenes, is_figure, is_of_words
from kg.model import Event, Span
from kg.occasions import (
    find_blow,
    find_counted,
    find_harms,
    find_place_tokens,
    find_places,
    find_struck,
    find_when,
    goes_on,
    is_nominal,
    is_scheduled,
)
from kg.patterns import Match
from kg.predications import find_doers, find_surface_subjects, is_infinitive, is_passive
from kg.predications.walks import conjuncts, verb_above
from kg.prospects import is_considered, is_known, is_unreal
from kg.quotes import quote_at
from kg.scenes import Scene, find_best, find_owners
from kg.senses import has_other_sense
from kg.sightings import Found, confirm, merge


def read_events(scene: Scene, matches: list[Match], attributed: Attributed) -> list[Event]:
    """Every event that the article itself presents as past, present or scheduled, in text order.

    One that only somebody in the article tells counts where the article presents it too.
    """
    found: list[Found] = []
    told: list[Found] = []
    best = _heaviest(scene, matches)
    told_of = {word for match in best.values() for word in match.words}
    for head, match in sorted(best.items()):
        if (is_nominal(scene, match) and head in told_of) or not _is_real(scene, match) or is_figure(scene, match):
            continue
        own = _is_own(scene, match, attributed)
        nouns = [best[word] for word in match.words if word in best and not is_figure(scene, best[word])]
        for event in _read(scene, match, nouns):
            if own:
                merge(scene, found, event)
            else:
                told.append(event)
    for event in told:
        confirm(scene, found, event, attributed)
    found = [_at_home(scene, event) for event in found]
    numbers: dict[int, int] = {}
    return [_event(scene, each, numbers) for each in sorted(found, key=lambda each: each.trigger)]


def _heaviest(scene: Scene, matches: list[Match]) -> dict[int, Match]:
    """The best match of each trigger."""
    kinds = scene.ontology.kinds
    events = (match for match in matches if kinds[match.pattern.term] == "event")
    return find_best(scene, (match for match in events if not has_other_sense(scene, match)))


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
    scheduled = is_scheduled(scene, head) or _is_arranged(scene, match)
    if mood.modality == "questioned" and is_known(scene, match):
        return True
    if mood.modality != "actual" and not (mood.modality == "expected" and scheduled):
        return False
    return not is_unreal(scene, head) if is_nominal(scene, match) else not is_considered(scene, head)


def _is_own(scene: Scene, match: Match, attributed: Attributed) -> bool:
    """Whether the article says it in its own voice."""
    head = match.predication.head
    if scene.is_quoted_verb(head) or (match.predication.kind == "adjective" and quote_at(scene.quotes, head)):
        return False
    holder = find_teller(scene, attributed, head)
    while holder is not None and _is_nobodys(scene, holder, match) and _is_beside(scene, holder, match):
        holder = attributed.innermost(holder.at, apart=holder.at)
    return holder is None or _presupposes(scene, holder, head, is_nominal(scene, match))


def _is_nobodys(scene: Scene, holder: Draft, match: Match) -> bool:
    """Is expected to meet; teachers plan to march, and call others to it; the leaders agreed to meet on Monday."""
    tree = scene.tree
    arranged = tree.lemmas[holder.at].lower() in scene.ontology.words["arranging"]
    called = arranged and tree.heads[match.predication.head] == holder.at
    kinds = ("Dissent", "Diplomacy") if scene.ontology.tbox.is_a(holder.cls, "Promise") else ("Dissent",)
    return not holder.claimants or (called and scene.ontology.tbox.is_a(match.pattern.term, *kinds))


def _is_beside(scene: Scene, holder: Draft, match: Match) -> bool:
    """Anna Berg, who flew to Riga, is expected to meet Lind on Monday: nobody expects her to have flown.

    Nor is it anybody's opinion that they meet on Monday.
    """
    tree, at = scene.tree, match.predication.head
    if tree.heads[at] == holder.at and _is_arranged(scene, match):
        return True
    while tree.heads[at] != at and at < holder.at:
        if tree.deps[at] == "relcl":
            return True
        at = tree.heads[at]
    return False


def _is_arranged(scene: Scene, match: Match) -> bool:
    """The ministers are expected to meet on Monday: a day makes what parties do with each other an appointment.

    So does a journey: will fly to Riga to meet Lind.
    """
    tree, head = scene.tree, match.predication.head
    above = tree.heads[head]
    if not is_infinitive(tree, head) or not scene.ontology.tbox.is_a(match.pattern.term, "Diplomacy", "Dissent"):
        return False
    travel = any(p.term == "Visit" for p in scene.ontology.patterns.by_trigger.get(tree.lemmas[above].lower(), ()))
    if tree.deps[head] in ("advcl", "xcomp") and travel and is_scheduled(scene, above):
        return scene.mood(above).polarity == "positive"
    arranged = tree.deps[head] == "xcomp" and tree.lemmas[above].lower() in scene.ontology.words["arranging"]
    return arranged and find_when(scene, match) is not None


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
    return tree.lemmas[at].lower() in scene.ontology.words["ending"] and tree.child(noun, "poss", "det") is not None


def _read(scene: Scene, match: Match, nouns: list[Match]) -> Iterator[Found]:
    """The event of a match; attacks on several places are as many events.

    ``nouns`` are the matches of its own words: a deal between Chad and Mali was signed.
    """
    term, is_a, nominal = match.pattern.term, scene.ontology.tbox.is_a, is_nominal(scene, match)
    actors, parties = _find_parties(scene, match, nouns)
    where = dict.fromkeys((*_entities(scene, match, "place"), *find_places(scene, match)))
    if nominal and is_a(term, "Attack"):
        where.update(dict.fromkeys(find_scenes(scene, match)))
    if is_a(term, "Dissent") and _are_states(scene, actors):
        if not nominal:
            return  # Paris protests to Berlin: a complaint
        where.update(dict.fromkeys(actors))
        actors = ()
    targets = tuple(iri for iri in parties if iri not in actors)
    if is_a(term, "Harm", "Detention"):
        targets = tuple(iri for iri in targets if scene.linked.entity(iri).cls != "Place")
    if nominal and is_a(term, "Attack") and not targets:
        targets = _once(_struck(scene, match))
    forceful = is_a(term, "Conflict")
    if forceful:
        where.update(dict.fromkeys(iri for iri in targets if scene.linked.entity(iri).cls == "Place"))
    places = tuple(iri for iri in where if iri not in actors and (forceful or iri not in targets))
    if nominal and (is_of_words(scene, match, actors, targets, places) or (is_a(term, "Appointment") and not targets)):
        return  # her attacks on Lind, the party's nomination
    peopled = is_a(term, "Election") and not nominal and bool(match.tokens("actor"))  # Danes go to the polls
    if is_a(term, "Election"):
        actors, targets = (), ()
    if nominal and is_a(term, "Attack") and not targets and not scene.is_definite(match.predication.head):
        targets = _once(_hurt(scene, match))
    bare = not (actors or targets or places or peopled)
    when = find_when(scene, match, own=bare and nominal and not is_a(term, "Election"))
    told = when and (nominal or is_a(term, "Election"))
    if bare and not told and not (nominal and match.pattern.kind == "noun" and goes_on(scene, match.predication.head)):
        return
    undone = not actors and not nominal and any(True for _ in match.predication.fillers("subject"))
    head, wording = match.predication.head, match.pattern.text
    for each_targets, each_places in _split(scene, match, targets, places) if forceful else [(targets, places)]:
        yield Found(head, term, actors, each_targets, each_places, when, wording, nominal, undone)


def _find_parties(scene: Scene, match: Match, nouns: list[Match]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts in the event of a match, and at whom it is directed."""
    term, is_a, nominal = match.pattern.term, scene.ontology.tbox.is_a, is_nominal(scene, match)
    actors, parties = _once(_entities(scene, match, "actor")), list(_entities(scene, match, "target"))
    if nominal and is_a(term, "Attack"):
        apart = set(find_bystanders(scene, match))
        actors, parties = (
            tuple(iri for iri in actors if iri not in apart),
            [iri for iri in parties if iri not in apart],
        )
    if not actors and nominal and does_itself(scene, match):
        actors, parties = _once(parties), []
    if not actors and nominal and is_a(term, "Diplomacy"):
        actors = _once(_joining(scene, match))
    if not actors and nominal and is_a(term, "Battle"):
        actors = _once(_fighting(scene, match.predication.head))
    if not actors and nominal:
        actors = _once(_done_by(scene, match.predication.head))
    elif not actors and is_a(term, "Conflict", "Harm"):
        actors = _once(_armed(scene, match))
    aimed = any(slot.name == "target" for slot in match.pattern.slots)
    for noun in nouns if not parties and (aimed or not actors) else ():
        actors = actors or _once(_entities(scene, noun, "actor"))
        parties.extend(_entities(scene, noun, "target"))
    if not actors and is_a(term, "Sanction"):  # was placed under Norwegian sanctions
        actors = _once(iri for noun in nouns for iri in _entities(scene, noun, "actor") if iri not in parties)
    return actors, _once(parties)


def _hurt(scene: Scene, match: Match) -> Iterator[str]:
    """Whom it killed: a suicide bombing killed nine officers"""
    for verb in find_harms(scene, match):
        for token in scene.verbal(verb).fillers("object"):
            iri = scene.at(token)
            if iri is None and scene.counts_people(token):
                iri = scene.linked.unnamed(token, "Group")
            if iri is not None and "Agent" in scene.linked.entity(iri).classes:
                yield iri


def _struck(scene: Scene, match: Match) -> Iterator[str]:
    """What it hit: air strikes hit a mosque, bombs rocked Lima; not: the attack shook the mayor."""
    verb = find_blow(scene, match)
    direct = verb is not None and scene.tree.lemmas[verb].lower() in scene.ontology.words["striking"]
    hit = {"Agent", "Place"} if direct else {"Place"}
    for token in find_struck(scene, match):
        iri = scene.at(token)
        if iri is not None and not hit.isdisjoint(scene.linked.entity(iri).classes):
            yield iri


def _done_by(scene: Scene, noun: int) -> Iterator[str]:
    """The release of the hostages by rebels"""
    for doer in find_doers(scene.tree, noun):
        iri = scene.at(doer)
        if iri is not None and "Agent" in scene.linked.entity(iri).classes:
            yield iri


def _armed(scene: Scene, match: Match) -> Iterator[str]:
    """Norwegian jets bombed the port: Norway did."""
    if not _is_of_blow(scene, match):
        return
    slot = next((slot for slot in match.pattern.slots if slot.name == "actor"), None)
    for thing in match.predication.fillers("subject") if slot is not None and slot.role == "subject" else ():
        if scene.tree.lemmas[thing].lower() in scene.ontology.words["arms"]:
            for owner in find_owners(scene, thing):
                iri = scene.at(owner)
                if iri is not None:
                    yield iri


def _is_of_blow(scene: Scene, match: Match) -> bool:
    """Bombed the port, killing two; not: a jet was shot down, crashed or sank, killing two."""
    tree, head = scene.tree, match.predication.head
    tbox, above = scene.ontology.tbox, tree.heads[head]
    if tree.deps[head] not in ("advcl", "conj") or tbox.is_a(match.pattern.term, "Conflict"):
        return True
    return not is_passive(tree, above) and scene.may_tell(above, "Conflict")


def _are_states(scene: Scene, iris: tuple[str, ...]) -> bool:
    return bool(iris) and all(scene.linked.entity(iri).cls == "State" for iri in iris)


def _at_home(scene: Scene, event: Found) -> Found:
    """An election told without a place is in the state that the article names most, if it names no town as often."""
    if event.places or not scene.ontology.tbox.is_a(event.cls, "Election"):
        return event
    iris = (scene.linked.at(head) for head, mention in scene.heads.items() if mention.kind == "name")
    named = Counter(iri for iri in iris if iri is not None and "Place" in scene.linked.entity(iri).classes)
    best = named.most_common(2)
    clear = best and best[0][1] > 2 and (len(best) == 1 or best[0][1] > best[1][1])
    return replace(event, places=(best[0][0],)) if clear and _are_states(scene, (best[0][0],)) else event


def _split(
    scene: Scene, match: Match, targets: tuple[str, ...], places: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Attacks in Jabla and Tartus"""
    tree = scene.tree
    listed = {
        scene.at(token)
        for token in find_place_tokens(scene, match)
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


def _joining(scene: Scene, match: Match) -> Iterator[str]:
    """During a trip to Poland, Acme urged Beta to sell. Berg left after a meeting with Lind, after hours of talks."""
    tree, head = scene.tree, match.predication.head
    noun = find_counted(scene, head)
    verb = verb_above(scene.tree, noun)
    link = tree.lemmas[tree.heads[noun]].lower()
    met = scene.ontology.tbox.is_a(match.pattern.term, "Meeting", "Call", "Visit")
    partners = noun != head or any(True for _ in match.tokens("target"))
    clear = is_passive(tree, verb) or not scene.may_tell(verb, "Repression")  # not: held Berg after a talk with Lind
    over = link in scene.ontology.words["sequel"] and met and partners and clear
    if over or link in scene.ontology.words["attending"]:
        yield from _acting(scene, noun)


def _fighting(scene: Scene, head: int) -> Iterator[str]:
    """The army took the town after two days of fighting with rebels: who struck has fought."""
    tree, words, noun = scene.tree, scene.ontology.words, find_counted(scene, head)
    link = tree.lemmas[tree.heads[noun]].lower()
    if link in words["attending"] | words["sequel"] and scene.may_tell(verb_above(scene.tree, noun), "Conflict"):
        yield from _acting(scene, noun)


def _acting(scene: Scene, noun: int) -> Iterator[str]:
    """The subject of the clause that a prepositional phrase stands in."""
    if scene.tree.deps[noun] != "pobj":
        return
    for token in find_surface_subjects(scene.tree, verb_above(scene.tree, noun)):
        for each in conjuncts(scene.tree, token):
            iri = scene.linked.at(each)
            if iri is not None and "Agent" in scene.linked.entity(iri).classes:
                yield iri


def _once(iris: Iterable[str]) -> tuple[str, ...]:
    """Each of them once, in order."""
    return tuple(dict.fromkeys(iris))


def _entities(scene: Scene, match: Match, slot: str) -> Iterator[str]:
    filler = match.filler(slot)
    if filler is None:
        return
    for token in filler.tokens:
        bare = scene.tree.tags[token] == "DT"
        if bare and scene.tree.heads[match.predication.head] == token:
            continue  # those arrested are nobody in particular
        iri = scene.at(token) if not bare else None
        if iri is None and scene.counts_people(token):
            iri = scene.linked.unnamed(token, "Group")
        if iri is not None:
            yield iri
