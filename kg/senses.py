"""Words of an event's pattern that mean something else beside these fillers: gathered signatures, named in a report."""

from kg.offices import is_post
from kg.patterns import Match
from kg.predications import is_infinitive, is_passive
from kg.predications.walks import nouns_behind
from kg.scenes import Scene


def has_other_sense(scene: Scene, match: Match) -> bool:
    """Whether the words of a match mean something else beside these fillers, so that another pattern may fit better."""
    tests = (
        _is_other_gathering,
        _is_other_throng,
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
        _is_other_arrival,
        _is_other_holding,
        _is_other_leaving,
        _is_of_victim,
        _is_profit,
    )
    return any(test(scene, match) for test in tests)


def _is_other_gathering(scene: Scene, match: Match) -> bool:
    """Tourists gathered, protesters gathered signatures; not: protesters gathered, a crowd did outside the embassy."""
    if match.predication.lemma not in scene.ontology.words["gathering"] or match.pattern.term != "Protest":
        return False
    if any(not _is_fronted(scene, token) for token in match.predication.fillers("object")):
        return True
    if _is_to(scene, match.predication.head, scene.ontology.words["demonstrating"]):
        return False
    if match.predication.particle or _is_to(scene, match.predication.head, scene.ontology.words["greeting"]):
        return True
    actors, before = match.tokens("actor"), _is_before_power(scene, match.predication.head)
    return not any(_is_protester(scene, token) or (before and _is_crowd(scene, token)) for token in actors)


def _is_other_throng(scene: Scene, match: Match) -> bool:
    """Smoke filled the streets, fans poured into them, thousands to celebrate; not: thousands, students did."""
    if match.predication.lemma not in scene.ontology.words["thronging"] or match.pattern.term != "Protest":
        return False
    if _is_to(scene, match.predication.head, scene.ontology.words["greeting"]):
        return True
    return not any(_is_crowd(scene, token) and not _is_unknown(scene, token) for token in match.tokens("actor"))


def _is_to(scene: Scene, verb: int, words: frozenset[str]) -> bool:
    """Whether an aim is one of these: gathered in Riga to protest, poured into the streets to celebrate."""
    tree = scene.tree
    aims = (kid for kid in tree.children(verb, "advcl", "xcomp") if is_infinitive(tree, kid))
    return any(tree.lemmas[aim].lower() in words for aim in aims)


def _is_before_power(scene: Scene, verb: int) -> bool:
    """Outside the embassy, in front of the palace; not: outside the museum."""
    tree, words = scene.tree, scene.ontology.words
    links = [link for link in tree.children(verb, "prep") if tree.words[link].lower() in words["fronting"]]
    places = [place for link in links for place in tree.children(link, "pobj")]
    places.extend(place for place in tree.children(verb, "dobj") if _is_fronted(scene, place))
    for front in nouns_behind(tree, verb):
        places.extend(nouns_behind(tree, front) if tree.lemmas[front].lower() in words["fronting"] else ())
    return any(tree.lemmas[place].lower() in words["power"] for place in places)


def _is_fronted(scene: Scene, noun: int) -> bool:
    """Gathered outside parliament, where the parser takes the place for an object."""
    before = scene.tree.words[scene.tree.left[noun] : noun]
    return any(word.lower() in scene.ontology.words["fronting"] for word in before)


def _is_crowd(scene: Scene, token: int) -> bool:
    """About 300 people, dozens of students; not: mourners, dozens of reporters."""
    called = (token, *nouns_behind(scene.tree, token))
    return all(scene.tree.lemmas[each].lower() not in scene.ontology.words["onlooking"] for each in called)


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
    if match.pattern.term != "Injury" or found.kind != "verb" or match.tokens("actor"):
        return False
    if found.lemma not in scene.ontology.words["slighting"]:
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


def _is_other_arrival(scene: Scene, match: Match) -> bool:
    """A jet landed in Lima, Berg in trouble, landed a job, is expected in Lima to win; not: landed, is due in Lima."""
    found, tree = match.predication, scene.tree
    if match.pattern.term != "Visit" or found.lemma not in scene.ontology.words["arriving"]:
        return False
    if found.fillers("infinitive") or (found.fillers("object") and not is_passive(tree, found.head)):
        return True
    if not (match.tokens("actor") and match.tokens("place")):
        return True
    inside = (noun for noun in found.fillers("prep:in") if noun not in scene.times)
    return any(tree.tags[noun] == "NN" and tree.child(noun, "det", "poss") is None for noun in inside)  # in prison


def _is_other_holding(scene: Scene, match: Match) -> bool:
    """Seized on it, was held responsible, held back; not: was seized, is being held, was held in Lima."""
    found, tree, words = match.predication, scene.tree, scene.ontology.words
    if match.pattern.term != "Detention" or match.pattern.words or found.lemma not in words["keeping"]:
        return False
    if any(_is_unknown(scene, token) for token in match.tokens("target")):
        return True
    if _is_of_thing(scene, match) or any(
        tree.words[kid].lower() in words["restraining"] for kid in tree.children(found.head, "advmod", "prt")
    ):
        return True
    if found.lemma != "hold":
        on = (*found.fillers("prep:on"), *found.fillers("prep:upon"))
        return any(tree.lemmas[noun].lower() not in words["indicting"] for noun in on)
    if any(found.fillers(role) for role in ("complement", "state", "prep:to")) or found.particle:
        return True
    return not is_passive(tree, found.head) or not _is_kept(scene, match)


def _is_of_thing(scene: Scene, match: Match) -> bool:
    """Held in Lima by traffic, seized with fear, by the arm; not: by police, with nine others."""
    found = match.predication
    means = (*found.fillers("prep:with"), *found.fillers("prep:by"))
    if any(not (scene.is_agent(noun) or scene.counts_people(noun) or noun in scene.times) for noun in means):
        return True
    return not match.tokens("actor") and any(scene.tree.pos[noun] == "NOUN" for noun in found.fillers("subject"))


def _is_kept(scene: Scene, match: Match) -> bool:
    """Is being held, was held in Lima, has been held since May; not: is being held in contempt, was held in esteem."""
    found, tree = match.predication, scene.tree
    inside = found.fillers("prep:in")
    there = any(scene.stands_for(noun, "Place") for noun in inside)
    bare = (noun for noun in inside if tree.pos[noun] == "NOUN" and noun not in scene.times)
    if any(tree.child(noun, "det", "poss") is None and not scene.stands_for(noun, "Place") for noun in bare):
        return False
    lasting, links = scene.ontology.words["lastingFrom"], tree.children(found.head, "prep")
    being = any(tree.words[kid].lower() == "being" for kid in tree.children(found.head, "auxpass"))
    return being or there or any(tree.words[link].lower() in lasting for link in links)


def _is_unknown(scene: Scene, token: int) -> bool:
    """Whether a name may be that of anything: the Copa, the Anna Berg Trophy was held in Lima."""
    iri = scene.at(token)
    entity = scene.linked.entity(iri) if iri is not None else None
    prize = scene.tree.tags[token] == "NNP" and scene.tree.child(token, "det") is not None
    return entity is not None and (entity.cls == "Agent" or (entity.cls == "Person" and entity.named and prize))


def _is_other_leaving(scene: Scene, match: Match) -> bool:
    """Left the firm in ruins, exposed, the army withdrew; not: Berg left the firm in May, the candidate withdrew."""
    found, tree, pattern = match.predication, scene.tree, match.pattern
    if pattern.term != "Resignation":
        return False
    if not match.tokens("actor") and any(tree.pos[token] == "NOUN" for token in found.fillers("subject")):
        return True  # the team bowed out of the race
    if found.lemma not in scene.ontology.words["quitting"]:
        return False
    if not pattern.words:
        return not _stands_no_more(scene, match)
    guards = any(tree.lemmas[token].lower() in scene.ontology.words["soldiery"] for token in match.tokens("actor"))
    if guards or is_passive(tree, found.head) or len(found.fillers("object")) > 1:
        return True  # guards left their post, left the firm a fortune
    if any(map(scene.is_indefinite, match.words)):
        return True  # left a post on Facebook
    bare = all(tree.child(word, "det", "poss") is None for word in match.words)  # left office with a smile
    return found.lemma == "leave" and not bare and _is_left_so(scene, match)


def _is_left_so(scene: Scene, match: Match) -> bool:
    """Left the firm in ruins, exposed, to a son; not: left it in May, left the firm founded by Berg."""
    found, tree = match.predication, scene.tree
    so = (kid for word in match.words for kid in tree.children(word, "acl") if tree.tags[kid] == "VBN")
    if found.fillers("complement") or found.fillers("gerund") or any(tree.child(kid, "agent") is None for kid in so):
        return True
    roles = ("prep:in", "prep:to", "prep:with", "prep:without")
    return any(noun not in scene.times for role in roles for noun in found.fillers(role))


def _stands_no_more(scene: Scene, match: Match) -> bool:
    """The candidate withdrew, Berg stood aside as leader; not: withdrew the claim, to her room, from the debate."""
    found, tree, words = match.predication, scene.tree, scene.ontology.words
    aims = [noun for role in ("object", "prep:from", "prep:into", "prep:to") for noun in found.fillers(role)]
    if any(noun not in scene.times and not scene.may_tell(noun, "Election") for noun in aims):
        return False
    called = [each for token in match.tokens("actor") for each in (token, *tree.children(token, "appos", "compound"))]
    roles = found.fillers("prep:as")
    stood = any(tree.lemmas[each].lower() in words["contending"] for each in (*called, *roles))
    return stood or any(is_post(scene, noun) for noun in roles)


def _is_of_victim(scene: Scene, match: Match) -> bool:
    """The judge's killing: of whom another pattern says that he was killed; not: the rebels' killing of the judge."""
    if (
        match.predication.kind != "noun"
        or match.tokens("target")
        or not scene.ontology.tbox.is_a(match.pattern.term, "Death")
    ):
        return False
    single = scene.tree.tags[match.predication.head] == "NN"  # not: the gang's murders
    owners = match.predication.fillers("poss") if single else ()
    return any(
        token in owners and (scene.stands_for(token, "Person") or scene.stands_for(token, "Group"))
        for token in match.tokens("actor")
    )


def _is_profit(scene: Scene, match: Match) -> bool:
    """Made a killing on bonds: nobody makes a death."""
    tree, noun = scene.tree, match.predication.head
    made = tree.deps[noun] == "dobj" and tree.lemmas[tree.heads[noun]].lower() == "make"
    return made and scene.ontology.tbox.is_a(match.pattern.term, "Death")
