"""Words of an event's pattern that mean something else beside these fillers: gathered signatures, named in a report."""

from kg.patterns import Match
from kg.predications import is_passive
from kg.predications.walks import nouns_behind
from kg.scenes import Scene


def has_other_sense(scene: Scene, match: Match) -> bool:
    """Whether the words of a match mean something else beside these fillers, so that another pattern may fit better."""
    tests = (
        _is_other_gathering,
        _is_other_naming,
        _is_undergone,
        _is_conquest,
        _is_other_blow,
        _is_other_taking,
        _is_win,
        _is_slight,
        _is_other_rally,
        _is_rest,
        _is_without_out,
        _is_enabling,
    )
    return any(test(scene, match) for test in tests)


def _is_other_gathering(scene: Scene, match: Match) -> bool:
    """Tourists gathered, protesters gathered signatures; not: protesters gathered."""
    if match.predication.lemma not in scene.ontology.words["gathering"] or match.pattern.term != "Protest":
        return False
    gathered = match.predication.fillers("object")
    return bool(gathered) or not any(_is_protester(scene, token) for token in match.tokens("actor"))


def _is_protester(scene: Scene, token: int) -> bool:
    """Demonstrators gathered, hundreds of protesters gathered; not: tourists gathered, guards of the protesters."""
    tree, words = scene.tree, scene.ontology.words
    if scene.counts_people(token) or tree.lemmas[token].lower() in words["quantifying"]:
        return any(_is_protester(scene, noun) for noun in nouns_behind(tree, token))
    return tree.lemmas[token].lower() in words["dissenting"]


def _is_other_naming(scene: Scene, match: Match) -> bool:
    """Named in the report, as the suspect; nor does a report appoint. Not: named premier, its coach, to the court.

    Whoever is designated for fraud or as a terrorist group is under sanctions, what is designated as a park is not.
    """
    tree, verb, words = scene.tree, match.predication.head, scene.ontology.words
    if tree.lemmas[verb].lower() not in words["nominating"]:
        return False
    links = {tree.words[link].lower(): tree.child(link, "pobj") for link in tree.children(verb, "prep")}
    second = list(tree.children(verb, "dobj"))[1:]  # designated the town a park
    role = tree.child(verb, "oprd", "attr") or links.get("as") or next(iter(second), None)
    if not scene.ontology.tbox.is_a(match.pattern.term, "Appointment"):
        return role is not None and not scene.is_agent(role)
    if any(tree.lemmas[namer].lower() in words["document"] for namer in match.predication.fillers("subject")):
        return True
    if role is None:
        return words["seating"].isdisjoint(links)
    own = any(_is_body(scene, owner) for owner in tree.children(role, "poss"))
    return not own and tree.lemmas[role].lower() not in (
        scene.ontology.offices | words["deputizing"] | words["succeeding"]
    )


def _is_body(scene: Scene, owner: int) -> bool:
    """The club named Berg as [its] coach; not: as [his] killer, [their] suspect."""
    iri = scene.linked.at(owner)
    return iri is not None and not {"Organization", "State"}.isdisjoint(scene.linked.entity(iri).classes)


def _is_undergone(scene: Scene, match: Match) -> bool:
    """The food left for Berg: what has it done to it does not do it, as whoever left for Chile does."""
    found, roles = match.predication, {slot.role for slot in match.pattern.slots}
    acts = found.kind == "verb" and "subject" in roles and "object" not in roles
    return acts and not match.words and not found.fillers("subject") and is_passive(scene.tree, found.head)


def _is_conquest(scene: Scene, match: Match) -> bool:
    """The army captured Lusk: what is known by one name alone may be a town, which is not detained."""
    found, tbox = match.predication, scene.ontology.tbox
    if not tbox.is_a(match.pattern.term, "Detention") or not match.tokens("target"):
        return False
    terms = {pattern.term for pattern in scene.ontology.patterns.by_trigger.get(found.lemma, ())}
    taken = (scene.linked.at(token) for token in match.tokens("target"))
    known = [scene.linked.entity(iri) for iri in taken if iri is not None]
    bare = (each.named and not each.gazetteer and not each.names and " " not in each.label for each in known)
    return any(tbox.is_a(term, "Conflict") for term in terms) and any(bare)


def _is_other_blow(scene: Scene, match: Match) -> bool:
    """A storm hit the port, Norland hit Lusk with tariffs; not: jets hit the port, Norland struck the garrison."""
    tree, found, words = scene.tree, match.predication, scene.ontology.words
    if found.kind != "verb" or found.lemma not in words["striking"] or match.pattern.term != "Attack":
        return False
    doers, means = found.fillers("subject"), found.fillers("prep:with")
    if any(_is_armed(scene, token) for token in (*doers, *means)):
        return False
    armies = words["martial"] | words["soldiery"]
    fights = any(scene.stands_for(token, "State") or tree.lemmas[token].lower() in armies for token in doers)
    aimed = any(
        scene.stands_for(token, "Place", exactly=True) or tree.lemmas[token].lower() in words["soldiery"]
        for token in match.tokens("target")
    )
    aimed = aimed or (bool(match.words) and not any(_is_own_aim(scene, token) for token in match.words))
    return bool(means) or not (fights and aimed)


def _is_own_aim(scene: Scene, target: int) -> bool:
    """Norland hit its target, a climate target; not: struck military targets, rebel targets in Lusk."""
    tree, armies = scene.tree, scene.ontology.words["martial"] | scene.ontology.words["soldiery"]
    kinds = (kid for kid in tree.children(target, "compound") if tree.tags[kid] in ("NN", "NNS"))
    return tree.child(target, "poss") is not None or any(tree.lemmas[kid].lower() not in armies for kid in kinds)


def _is_armed(scene: Scene, token: int) -> bool:
    """Jets, artillery fire, a volley of rockets; not: a drone maker, the company Shell."""
    tree, arms = scene.tree, scene.ontology.words["bombarding"]
    if token in scene.heads and scene.heads[token].kind == "name":
        return False
    fire = tree.lemmas[token].lower() in scene.ontology.words["volley"]
    before = (*tree.children(token, "compound"), *nouns_behind(tree, token)) if fire else ()
    return any(tree.lemmas[each].lower() in arms for each in (token, *before))


def _is_other_taking(scene: Scene, match: Match) -> bool:
    """Took over the bank, took over in the town; not: takes over at the bank, took over as its head."""
    tree, found, pattern = scene.tree, match.predication, match.pattern
    roles = [slot.role for slot in pattern.slots]
    if pattern.term != "Appointment" or not pattern.particle or roles != ["subject"]:
        return False
    links = {tree.words[link].lower() for link in tree.children(found.head, "prep")}
    into = scene.ontology.words["entering"]
    return bool(found.fillers("object")) or into.isdisjoint(links)


def _is_win(scene: Scene, match: Match) -> bool:
    """Captured nine delegates, won 3 million votes: that is no arrest and no victory; not: won the vote, a seat."""
    tree, found, words = scene.tree, match.predication, scene.ontology.words
    if match.pattern.term not in ("Detention", "ElectionVictory") or found.lemma not in words["winning"]:
        return False
    won = [*match.words, *match.tokens("target")]
    counted = (token for token in won if tree.tags[token] == "NNS")
    return any(tree.lemmas[token].lower() in words["winnings"] for token in counted)


def _is_slight(scene: Scene, match: Match) -> bool:
    """The scandal hurt Anna Berg, lack of money hurts her party; not: the blast hurt her, a crash hurt six."""
    tree, found = scene.tree, match.predication
    if match.pattern.term != "Injury" or found.kind != "verb" or found.lemma != "hurt" or match.tokens("actor"):
        return False
    causes = [token for token in found.fillers("subject") if tree.pos[token] == "NOUN"]
    hurt = match.tokens("target")
    if not causes or any(scene.counts_people(token) for token in hurt):
        return False
    return not any(_is_armed(scene, token) or _is_blow(scene, token) for token in causes)


def _is_blow(scene: Scene, noun: int) -> bool:
    """A blast, a raid, a crash"""
    lemma = scene.tree.lemmas[noun].lower()
    patterns = scene.ontology.patterns.by_trigger.get(lemma, ())
    forceful = any(scene.ontology.tbox.is_a(each.term, "Conflict") for each in patterns if each.kind == "noun")
    return forceful or lemma in scene.ontology.words["accident"]


def _is_other_rally(scene: Scene, match: Match) -> bool:
    """Rallied the remnants of the party, demonstrated a device: who shows what they want does it to nobody."""
    found, pattern = match.predication, match.pattern
    roles = {slot.role for slot in pattern.slots}
    dissent = scene.ontology.tbox.is_a(pattern.term, "Dissent") and found.kind == "verb"
    if not dissent or "object" in roles or pattern.words or pattern.particle:
        return False
    rallying = found.lemma in scene.ontology.words["rallying"]
    return rallying and any(token not in scene.times for token in found.fillers("object"))


def _is_rest(scene: Scene, match: Match) -> bool:
    """Nine towns were left to visit: nobody leaves them."""
    found = match.predication
    left = match.pattern.term == "Departure" and found.lemma == "leave"
    return left and not match.tokens("actor") and (is_passive(scene.tree, found.head) or not found.fillers("subject"))


def _is_without_out(scene: Scene, match: Match) -> bool:
    """Walked the streets of Lusk: not out of Lusk."""
    tree, head = scene.tree, match.predication.head
    if match.predication.kind != "verb" or " out of " not in match.pattern.text:
        return False
    following = tree.words[head : tree.sentences[tree.sentence_of[head]].last]
    return "out" not in (word.lower() for word in following)


def _is_enabling(scene: Scene, match: Match) -> bool:
    """The result freed Anna Berg to attack her rivals; not: guards freed her to please Norway."""
    found, tree = match.predication, scene.tree
    if match.pattern.term != "Release" or found.lemma != "free" or match.tokens("actor"):
        return False
    things = any(tree.pos[token] in ("NOUN", "PRON") for token in found.fillers("subject"))
    return things and bool(found.fillers("infinitive"))
