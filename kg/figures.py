"""What is worded like an event and is none: attacked her rival's plan, was met with anger, a farmer named Lund."""

from collections.abc import Iterator

from kg.model import Entity
from kg.occasions import find_harms, is_nominal
from kg.offices import is_post
from kg.patterns import Match
from kg.predications import is_passive
from kg.predications.walks import with_particle
from kg.scenes import Scene, is_charge, is_of_arms, is_with_words


def is_figure(scene: Scene, match: Match) -> bool:
    """Whether a match of an event's pattern tells no such event."""
    if match.pattern.kind == "noun":
        tests = (_is_in_name, _is_stoppage, _is_paid, _is_named_after, _is_at_once, _is_in_tale, _is_handed_over)
        return any(test(scene, match) for test in tests)
    deeds = (_is_judged, _is_met_with, _is_verbal, _is_launched, _is_of_thing, _is_state, _is_judgment, _is_of_weather)
    people = (_is_called, _is_of_counsel, _is_of_guards, _is_at_once)
    return any(test(scene, match) for test in (*people, _is_in_tale, *deeds))


def _is_in_name(scene: Scene, match: Match) -> bool:
    """The North Atlantic Treaty"""
    head = match.predication.head
    return scene.tree.pos[head] == "PROPN" and any(
        mention.first <= head < mention.last for mention in scene.heads.values() if mention.kind == "name"
    )


def _is_stoppage(scene: Scene, match: Match) -> bool:
    """The teachers' strike went on, hurt commuters, lightning strikes killed nine; not: a strike that killed nine."""
    if match.pattern.term != "Airstrike" or match.pattern.text != "strike":
        return False
    tree, words = scene.tree, scene.ontology.words
    if any(tree.lemmas[kid].lower() in words["weather"] for kid in tree.children(match.predication.head, "compound")):
        return True
    harms = (verb for verb in find_harms(scene, match) if tree.lemmas[verb].lower() not in words["slighting"])
    hurt = (token for verb in harms for token in scene.verbal(verb).fillers("object"))
    return not any(scene.counts_people(token) or scene.is_agent(token) for token in hurt)


def _is_paid(scene: Scene, match: Match) -> bool:
    """Spent $4 million in attacks on Berg: on advertisements."""
    tree, noun = scene.tree, match.predication.head
    if not scene.ontology.tbox.is_a(match.pattern.term, "Attack"):
        return False  # spent $4 million on a visit
    sum_of = tree.heads[tree.heads[noun]]
    paid = tree.deps[noun] == "pobj" and any(each.ner_label == "MONEY" for each in tree.named_in(sum_of, sum_of + 1))
    return paid and tree.words[tree.heads[noun]].lower() in ("in", "on")


def _is_named_after(scene: Scene, match: Match) -> bool:
    """The Lusk trade agreement: Lusk alone makes none."""
    if not scene.ontology.tbox.is_a(match.pattern.term, "Agreement") or match.tokens("target"):
        return False
    actors = match.tokens("actor")
    return len(actors) == 1 and scene.tree.deps[actors[0]] in ("compound", "nmod")


def _is_in_tale(scene: Scene, match: Match) -> bool:
    """In the film rebels shoot a priest, the novel follows a nurse who kills her husband; not: was made as he died."""
    tree, at = scene.tree, match.predication.head
    hurt = scene.ontology.tbox.is_a(match.pattern.term, "Harm") and not match.tokens("actor")
    while True:
        if tree.pos[at] in ("VERB", "AUX"):
            around = (noun for link in tree.children(at, "prep") for noun in _within(scene, link))
            told = at != match.predication.head and tree.lemmas[at].lower() in scene.ontology.words["narrating"]
            tellers = tree.children(at, "nsubj") if told else ()
            if any(_is_tale(scene, noun) and not (hurt and _is_drill(scene, noun)) for noun in (*around, *tellers)):
                return True
        if tree.heads[at] == at or tree.deps[at] == "advcl":
            return False
        at = tree.heads[at]


def _within(scene: Scene, link: int) -> Iterator[int]:
    """In the film, in a scene of the film"""
    tree = scene.tree
    for noun in tree.children(link, "pobj") if tree.lemmas[link].lower() in ("in", "of") else ():
        yield noun
        for inner in tree.children(noun, "prep"):
            yield from _within(scene, inner)


def _is_tale(scene: Scene, noun: int) -> bool:
    """A series of raids is none."""
    tree = scene.tree
    counts = any(tree.lemmas[link] == "of" for link in tree.children(noun, "prep"))
    return tree.lemmas[noun].lower() in scene.ontology.words["invented"] and not counts


def _is_drill(scene: Scene, noun: int) -> bool:
    """Two soldiers were killed in a drill; not: in the drill, soldiers attacked a village."""
    return scene.tree.lemmas[noun].lower() in scene.ontology.words["exercising"]


def _is_of_thing(scene: Scene, match: Match) -> bool:
    """Lawyers released it: nothing that is freed, held or hurt is called so."""
    held = scene.ontology.tbox.is_a(match.pattern.term, "Repression", "Harm")
    return held and any(scene.tree.words[token].lower() == "it" for token in match.tokens("target"))


def _is_state(scene: Scene, match: Match) -> bool:
    """Guards armed with sticks, armed with a lead in the polls: nobody gave them arms, nor do blunders arm a rival."""
    if not scene.ontology.tbox.is_a(match.pattern.term, "Aid") or match.tokens("actor"):
        return False
    if scene.tree.deps[match.predication.head] in ("acl", "amod"):
        return True
    aside = scene.tree.deps[match.predication.head] == "advcl" or bool(match.predication.fillers("subject"))
    return aside and not match.pattern.words  # a ship delivered aid


def _is_at_once(scene: Scene, match: Match) -> bool:
    """Dead on arrival: nobody in particular arrives."""
    tree, noun = scene.tree, match.predication.head
    bare = not any(kid < noun for kid in tree.kids[noun]) and tree.child(noun, "prep") is None
    return match.pattern.term == "Visit" and is_nominal(scene, match) and bare and tree.deps[noun] == "pobj"


def _is_of_guards(scene: Scene, match: Match) -> bool:
    """Police blocked roads: not because they protest; not: nurses and police blocked them."""
    tree, guards = scene.tree, scene.ontology.words["soldiery"] | scene.ontology.words["policing"]
    actors = match.tokens("actor")
    if match.pattern.term != "Protest" or match.predication.lemma != "block" or not (match.words and actors):
        return False
    return all(tree.lemmas[token].lower() in guards or scene.stands_for(token, "State") for token in actors)


def _is_judgment(scene: Scene, match: Match) -> bool:
    """Was dismissed as a liar: that is what is thought of somebody, who loses no office; not: dismissed as mayor."""
    found = match.predication
    told = found.fillers("prep:as") if match.pattern.term == "Dismissal" and found.lemma == "dismiss" else ()
    return bool(told) and not any(is_post(scene, noun) for noun in told)


def _is_of_counsel(scene: Scene, match: Match) -> bool:
    """A lawyer appeared in court, the nurse did as a witness: whom nobody tries there."""
    tree, head, words = scene.tree, match.predication.head, scene.ontology.words
    if match.predication.lemma not in words["attendance"] or match.pattern.term != "Trial":
        return False
    roles = [token for role in ("subject", "prep:as") for token in match.predication.fillers(role)]
    titles = [title for role in roles for title in (role, *tree.children(role, "compound", "appos"))]
    charged = any(is_charge(scene, thing) for link in tree.children(head, "prep") for thing in tree.kids[link])
    return not charged and any(tree.lemmas[title].lower() in words["counsel"] for title in titles)


def _is_handed_over(scene: Scene, match: Match) -> bool:
    """Took over the talks from Lind: it is not with him that anybody talks."""
    tree, head = scene.tree, match.predication.head
    if with_particle(tree, tree.heads[head]) not in scene.ontology.words["takingOver"]:
        return False
    givers = match.predication.fillers("prep:from")
    parties = (*match.tokens("actor"), *match.tokens("target"))
    return bool(givers) and all(token in givers for token in parties)


def _is_of_weather(scene: Scene, match: Match) -> bool:
    """Rain pounded the town; not: a wave of jets did."""
    tree, weather = scene.tree, scene.ontology.words["weather"]
    doers = (token for token in match.predication.fillers("subject") if tree.child(token, "prep") is None)
    strikes = scene.ontology.tbox.is_a(match.pattern.term, "Conflict")
    return strikes and any(tree.lemmas[token].lower() in weather for token in doers)


def _is_called(scene: Scene, match: Match) -> bool:
    """A farmer named Tom Lund"""
    tree, head = scene.tree, match.predication.head
    return tree.deps[head] == "acl" and any(tree.tags[name] == "NNP" for name in tree.children(head, "oprd", "attr"))


def _is_judged(scene: Scene, match: Match) -> bool:
    """Called a strike illegal, the strike a crime: something is said of it, and nobody called one."""
    things = {scene.tree.deps[word] for word in match.words} & {"dobj"}
    return bool(things) and scene.tree.child(match.predication.head, "oprd") is not None


def _is_met_with(scene: Scene, match: Match) -> bool:
    """The plan was met with anger: nothing that has no object is done to anything. Lind met with anger: with nobody."""
    pattern, tree, head = match.pattern, scene.tree, match.predication.head
    passive = is_passive(tree, head)
    if pattern.term == "Meeting" and match.predication.fillers("prep:with") and _has_partner(scene, match):
        return passive or not match.tokens("target")
    roles = {slot.role for slot in pattern.slots} | {word.role for word in pattern.words}
    return "object" not in roles and passive and tree.child(head, "nsubjpass", "auxpass") is not None


def _has_partner(scene: Scene, match: Match) -> bool:
    """Whether the predicate of a match may have behind "with" whoever takes part: meets with, confers with."""
    patterns = scene.ontology.patterns.by_trigger.get(match.predication.lemma, ())
    told = (slot for each in patterns if each.term == match.pattern.term and not each.words for slot in each.slots)
    return any(slot.role == "prep:with" for slot in told)


def _is_verbal(scene: Scene, match: Match) -> bool:
    """Berg attacked her rival, Norway for it; the union attacked the judges, calling them cowards: with words alone."""
    tree, head = scene.tree, match.predication.head
    verbs = {match.predication.lemma, *(f"{match.predication.lemma} {tree.lemmas[kid]}" for kid in tree.kids[head])}
    if verbs.isdisjoint(scene.ontology.words["figurative"]) or match.pattern.words:
        return False
    actors, targets = match.tokens("actor"), match.tokens("target")
    if any(scene.stands_for(token, "Place") for token in targets):
        cities = any(scene.stands_for(token, "Place", exactly=True) for token in targets)
        talk = all(scene.of_class(token, "Person") or scene.stands_for(token, "State") for token in actors)
        return bool(actors) and talk and not cities and is_with_words(scene, match.predication)
    if not actors:
        return _is_without_arms(scene, match)
    if all(scene.of_class(token, "Person") for token in actors):
        return not is_of_arms(scene, match.predication, actors, targets)
    said = any(
        tree.lemmas[kid].lower() in _telling(scene) for kid in tree.children(head, "advcl") if tree.tags[kid] == "VBG"
    )
    return said or (bool(match.predication.fillers("object")) and is_with_words(scene, match.predication))


def _is_without_arms(scene: Scene, match: Match) -> bool:
    """An advertisement attacked Berg, who was attacked for her record; not: a drone attacked the garrison."""
    found, words = match.predication, scene.ontology.words
    targets = match.tokens("target")
    things = [token for token in found.fillers("subject") if scene.tree.pos[token] == "NOUN"]
    if any(scene.of_class(token, "Organization") for token in targets):
        return False
    if things:
        arms = words["arms"] | words["bombarding"] | words["volley"] | words["martial"] | words["soldiery"]
        return all(scene.tree.lemmas[token].lower() not in arms for token in things)
    people = bool(targets) and all(scene.of_class(token, "Person") for token in targets)
    return people and is_with_words(scene, found)


def is_of_words(
    scene: Scene, match: Match, actors: tuple[str, ...], targets: tuple[str, ...], places: tuple[str, ...]
) -> bool:
    """Berg's attacks on Lind, Labour attacks on her record; not: her attack in Lusk, Lind's attack that killed two."""
    words, found = scene.ontology.words, match.predication
    if found.lemma not in words["sparring"] or find_harms(scene, match):
        return False
    who, parties = ([scene.linked.entity(iri) for iri in iris] for iris in (actors, (*actors, *targets)))
    if any(_bears_arms(scene, each) for each in parties):
        return False  # a bitter battle between rebels and troops
    if _is_scathing(scene, found.head) and not (places and all(each.cls in ("Place", "State") for each in parties)):
        return True  # not: a bitter battle for Lusk
    people = any(each.named for each in parties) and all(each.cls in ("Agent", "Person") for each in parties)
    if people and (len(parties) > 1 or scene.ontology.tbox.is_a(match.pattern.term, "Battle")):
        return True  # the battle with Berg, Lind's offensive against Berg in Lusk
    if places:
        return False
    if not parties:
        return is_with_words(scene, found)  # the battle for the bill began
    speaks = all((each.cls == "Person" and _has_office(scene, each)) or each.cls == "Party" for each in who)
    return bool(who) and speaks


def _bears_arms(scene: Scene, entity: Entity) -> bool:
    """General Berg, the rebels, government troops"""
    arms = scene.ontology.words["martial"] | scene.ontology.words["soldiery"]
    called = {word for name in (entity.label, *entity.names) for word in name.lower().split()}
    return any(word in arms or word.removesuffix("s") in arms for word in called)


def _is_scathing(scene: Scene, noun: int) -> bool:
    """A scathing attack, an election battle"""
    kinds = scene.tree.children(noun, "amod", "compound")
    return not scene.ontology.words["scathing"].isdisjoint(scene.tree.words[kid].lower() for kid in kinds)


def _is_launched(scene: Scene, match: Match) -> bool:
    """Launched a scathing attack on Lind: with words."""
    blows = (word for word in match.words if scene.tree.lemmas[word].lower() in scene.ontology.words["sparring"])
    return any(_is_scathing(scene, noun) for noun in blows)


def _has_office(scene: Scene, entity: Entity) -> bool:
    """Anna Berg, the senator; not: the gunman."""
    return entity.named or not scene.ontology.offices.isdisjoint(entity.label.lower().split())


def _telling(scene: Scene) -> frozenset[str]:
    return scene.ontology.telling | scene.ontology.addressing | scene.ontology.words["labelling"]


def find_bystanders(scene: Scene, match: Match) -> Iterator[str]:
    """Who neither made an attack nor suffered it by what its noun says: the Norland raid, an attack from Norland.

    An attack "of the embassy" and raids "of the Lund Group" may be either, unless it is told on whom or by whom.
    """
    tree, words = scene.tree, scene.ontology.words
    armies, targets = words["martial"] | words["soldiery"], match.tokens("target")
    sides = (*match.tokens("actor"), *targets)
    yield from find_scenes(scene, match)
    for argument in match.predication.arguments:
        token, iri = argument.token, scene.at(argument.token)
        if iri is None or token not in sides:
            continue
        classes = scene.linked.entity(iri).classes
        alone = argument.role == "prep:of" and len(sides) == 1
        body = "Organization" in classes and "Place" not in classes
        either = token in targets if tree.lemmas[token].lower() in armies else body
        if (alone and either) or (argument.role == "prep:from" and "Place" in classes):
            yield iri


def find_scenes(scene: Scene, match: Match) -> Iterator[str]:
    """Where an attack was that is named after a state: the Norland attack; not: a U.S. attack, a Norland airstrike.

    Nor is the Norland attack on Lusk in Norland.
    """
    tree, targets = scene.tree, match.tokens("target")
    for argument in match.predication.arguments:
        token = argument.token
        if any(scene.stands_for(other, "Place") for other in targets if other != token):
            continue
        short = tree.words[token].isupper() or "." in tree.words[token]
        there = token in targets or (match.pattern.term == "Attack" and not short)
        named = argument.role == "compound" and tree.tags[token] == "NNP" and there
        iri = scene.at(token) if named and scene.stands_for(token, "State", exactly=True) else None
        if iri is not None and tree.words[token] in scene.linked.entity(iri).label:
            yield iri


def does_itself(scene: Scene, match: Match) -> bool:
    """Police shootings, Saudi arrests, the party's nomination: the body before such a noun does it; not Lind's."""
    tbox, tokens = scene.ontology.tbox, match.tokens("target")
    if not tbox.is_a(match.pattern.term, "Shooting", "Bombing", "Appointment", "Detention"):
        return False
    roles = ("compound", "poss") if tbox.is_a(match.pattern.term, "Appointment") else ("compound",)
    before = {argument.token for argument in match.predication.arguments if argument.role in roles}
    if tbox.is_a(match.pattern.term, "Detention") and all(scene.stands_for(token, "State") for token in tokens):
        return set(tokens) <= before
    named = (token for token in tokens if scene.tree.deps[token] != "amod")  # the Liberal nomination
    return set(tokens) <= before and not any(
        scene.stands_for(token, each) for token in named for each in ("Person", "Place")
    )
