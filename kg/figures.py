"""What is worded like an event and is none: attacked her rival's plan, was met with anger, a farmer named Lund."""

from collections.abc import Iterator

from kg.patterns import Match
from kg.predications import is_passive
from kg.scenes import Scene, is_charge, is_of_arms, is_with_words


def is_figure(scene: Scene, match: Match) -> bool:
    """Whether a match of an event's pattern tells no such event."""
    if match.pattern.kind == "noun":
        return _is_in_name(scene, match) or _is_in_tale(scene, match)
    deeds = (_is_judged, _is_met_with, _is_verbal, _is_of_thing, _is_state, _is_of_weather)
    return any(test(scene, match) for test in (_is_called, _is_of_counsel, _is_in_tale, *deeds))


def _is_in_name(scene: Scene, match: Match) -> bool:
    """The North Atlantic Treaty"""
    head = match.predication.head
    return scene.tree.pos[head] == "PROPN" and any(
        mention.first <= head < mention.last for mention in scene.heads.values() if mention.kind == "name"
    )


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
    """Guards armed with sticks: nobody gave them arms."""
    aid = scene.ontology.tbox.is_a(match.pattern.term, "Aid")
    return aid and scene.tree.deps[match.predication.head] in ("acl", "amod") and not match.tokens("actor")


def _is_of_counsel(scene: Scene, match: Match) -> bool:
    """A lawyer appeared in court, the nurse did as a witness: whom nobody tries there."""
    tree, head, words = scene.tree, match.predication.head, scene.ontology.words
    if match.predication.lemma not in words["attendance"] or match.pattern.term != "Trial":
        return False
    roles = [token for role in ("subject", "prep:as") for token in match.predication.fillers(role)]
    titles = [title for role in roles for title in (role, *tree.children(role, "compound", "appos"))]
    charged = any(is_charge(scene, thing) for link in tree.children(head, "prep") for thing in tree.kids[link])
    return not charged and any(tree.lemmas[title].lower() in words["counsel"] for title in titles)


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
    """Berg attacked her rival; the union attacked the judges for it, calling them cowards: with words alone."""
    tree, head = scene.tree, match.predication.head
    if match.predication.lemma not in scene.ontology.words["figurative"] or match.pattern.words:
        return False
    actors, targets = match.tokens("actor"), match.tokens("target")
    if not actors or any(scene.stands_for(token, "Place") for token in targets):
        return False
    if all(scene.of_class(token, "Person") for token in actors):
        return not is_of_arms(scene, match.predication, actors, targets)
    said = any(
        tree.lemmas[kid].lower() in _telling(scene) for kid in tree.children(head, "advcl") if tree.tags[kid] == "VBG"
    )
    return said or is_with_words(scene, match.predication)


def _telling(scene: Scene) -> frozenset[str]:
    return scene.ontology.telling | scene.ontology.addressing | scene.ontology.words["labelling"]


def does_itself(scene: Scene, match: Match) -> bool:
    """Police shootings, the party's nomination of Lind: the body before such a noun does it; not a Lind nomination."""
    tbox, tokens = scene.ontology.tbox, match.tokens("target")
    if not tbox.is_a(match.pattern.term, "Shooting", "Bombing", "Appointment"):
        return False
    before = {argument.token for argument in match.predication.arguments if argument.role == "compound"}
    return set(tokens) <= before and not any(
        scene.stands_for(token, each) for token in tokens for each in ("Person", "Place")
    )
