"""Who does something, where the grammar of its clause leaves that to what the words around it mean."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.predications import (
    Argument,
    Predication,
    antecedent,
    find_nominal,
    find_surface_subjects,
    is_infinitive,
    is_passive,
)
from kg.predications.walks import conjuncts

if TYPE_CHECKING:
    from kg.scenes.scene import Scene


def with_doer(scene: "Scene", found: Predication) -> Predication:
    """The predication with the subject that it has by its meaning."""
    return _of_wielding(scene, _of_blame(scene, _of_issuing(scene, _of_person(scene, found))))


def _of_person(scene: "Scene", found: Predication) -> Predication:
    """Anna Berg, the head of the bank, who was jailed; the deputy head of the navy, whom Lind accused: not the bank."""
    tree, verb = scene.tree, found.head
    while tree.deps[verb] in ("conj", "xcomp", "ccomp") and tree.heads[verb] != verb:
        verb = tree.heads[verb]
    noun = tree.heads[verb]
    asked = (tree.words[token].lower() in ("who", "whom") for token in range(tree.left[verb], verb))
    if tree.deps[verb] != "relcl" or not any(asked) or _is_somebody(scene, noun):
        return found
    person = noun
    while not _is_somebody(scene, person):
        if tree.deps[person] == "pobj" and tree.deps[tree.heads[person]] == "prep":
            person = tree.heads[tree.heads[person]]
        elif tree.deps[person] == "appos":
            person = tree.heads[person]
        else:
            return found
    return replace(found, arguments=tuple(replace(a, token=person) if a.token == noun else a for a in found.arguments))


def _is_somebody(scene: "Scene", token: int) -> bool:
    """Whether a person or several people stand at a token, or somebody of whom only a role is known."""
    return any(scene.stands_for(token, cls) for cls in ("Person", "Group"))


def _of_issuing(scene: "Scene", found: Predication) -> Predication:
    """Acme issued a statement saying that Beta fell. Acme lost the vote, saying that Beta cheated: Acme says it."""
    tree, verb = scene.tree, found.head
    noun = tree.heads[verb]
    if tree.deps[verb] != "acl" or tree.tags[verb] != "VBG" or found.fillers("subject") != [noun]:
        return found
    if tree.pos[noun] != "NOUN" or scene.is_agent(noun):
        return found
    above = tree.heads[noun]
    issued = tree.lemmas[noun].lower() in scene.ontology.words["document"] and tree.deps[noun] == "dobj"
    if issued and tree.lemmas[above].lower() in scene.ontology.words["light"]:
        if not scene.mood(above).holds:
            return found  # did not issue a statement saying
    else:
        if tree.words[tree.left[verb] - 1] != ",":
            return found
        while tree.pos[above] not in ("VERB", "AUX") and tree.heads[above] != above:
            above = tree.heads[above]
    everybody = (each for token in find_surface_subjects(tree, above) for each in conjuncts(tree, token))
    subjects = [token for token in dict.fromkeys(everybody) if scene.is_agent(token)]
    return _done_by(found, subjects) if subjects and tree.pos[above] in ("VERB", "AUX") else found


def _of_blame(scene: "Scene", found: Predication) -> Predication:
    """Jailed Berg for ordering a raid, kept Berg from it: Berg, though who won a prize for cutting costs cut them."""
    tree, link = scene.tree, scene.tree.heads[found.head]
    above = tree.heads[link]
    if (
        tree.deps[found.head] != "pcomp"
        or tree.words[link].lower() not in scene.ontology.words["blaming"]
        or is_passive(tree, above)
    ):
        return found
    whom = [person for kid in tree.children(above, "dobj") if scene.is_agent(person := antecedent(tree, kid))]
    taken_over = set(found.fillers("subject")) <= set(find_surface_subjects(tree, above))
    return _done_by(found, whom) if whom and taken_over else found


def _of_wielding(scene: "Scene", found: Predication) -> Predication:
    """Police used tear gas to disperse them: it is not the gas that does."""
    tree, verb = scene.tree, scene.tree.heads[found.head]
    if (
        tree.deps[found.head] not in ("xcomp", "advcl")
        or tree.lemmas[verb].lower() not in scene.ontology.words["wielding"]
    ):
        return found
    things = set(tree.children(verb, "dobj"))
    if not is_infinitive(tree, found.head) or not set(found.fillers("subject")) <= things:
        return found
    if any(scene.is_agent(thing) or scene.counts_people(thing) for thing in things):
        return found  # sent soldiers to attack them
    return _done_by(found, find_surface_subjects(tree, verb))


def _done_by(found: Predication, doers: Iterable[int]) -> Predication:
    others = (argument for argument in found.arguments if argument.role != "subject")
    return replace(found, arguments=(*others, *(Argument("subject", token) for token in doers)))


def find_owners(scene: "Scene", noun: int) -> Iterator[int]:
    """Norwegian jets, jets of the army, the army's jets, jets belonging to the army, jets flown by it"""
    tree = scene.tree
    for argument in find_nominal(tree, noun).arguments:
        if argument.role in ("compound", "poss", "prep:of") and scene.is_agent(argument.token):
            yield argument.token
    for verb in tree.children(noun, "acl"):
        for link in tree.children(verb, "prep", "agent"):
            if tree.lemmas[link] in ("to", "by"):
                yield from (token for token in tree.children(link, "pobj") if scene.is_agent(token))


def is_part_of_name(scene: "Scene", token: int) -> bool:
    """Accused a member of the Greens, the head of state, the spokesman for the army: that is who, and no deed."""
    tree, link = scene.tree, scene.tree.heads[token]
    noun, words = tree.heads[link], scene.ontology.words
    raised = tree.pos[noun] == "VERB"  # the parser hangs it on the verb
    if raised:
        noun = next((kid for kid in tree.children(noun, "dobj") if kid == link - 1), noun)
    if tree.deps[token] != "pobj" or noun > link or not scene.is_agent(noun):
        return False
    mention = scene.heads.get(noun)
    if mention is not None and mention.first <= token < mention.last:
        return True  # the Bank of Meridia
    if tree.pos[noun] != "NOUN":
        return False
    titled = not tree.kids[token] and tree.lemmas[token].lower() in words["headed"] | words["portfolio"]
    return titled or scene.is_agent(token) or (not raised and scene.stands_for(token, "Place"))


def is_deed(scene: "Scene", token: int) -> bool:
    """Denied meeting Lind: the parser takes the gerund for a part of the name."""
    tree, verb, first = scene.tree, scene.tree.heads[token], scene.tree.left[token]
    gerund = tree.words[first].endswith("ing") and tree.deps[first] in ("compound", "amod")
    owned = tree.lemmas[verb].lower() in scene.ontology.words["owning"]
    return gerund and owned and tree.heads[first] == token and first == verb + 1


def is_with_words(scene: "Scene", found: Predication) -> bool:
    """Attacked the judges for it: with words; not: attacked them for hours, for the third time."""
    words, when = scene.ontology.words, scene.times
    why = (
        a.token for a in found.arguments if a.role.removeprefix("prep:") in words["reproach"] and a.token not in when
    )
    return any(scene.tree.lemmas[token].lower() not in words["occasion"] for token in why)


def is_of_arms(scene: "Scene", found: Predication, actors: Iterable[int], targets: Iterable[int]) -> bool:
    """General Berg attacked government forces: who is called so anywhere does it with arms, to those who bear them."""
    words, nouns = scene.ontology.words, {scene.tree.lemmas[token].lower() for token in targets}
    entities = [scene.linked.entity(iri) for token in actors if (iri := scene.at(token)) is not None]
    armed = all(
        any(word in words["martial"] for name in entity.names for word in name.lower().split()) for entity in entities
    )
    return bool(entities and nouns) and armed and nouns <= words["soldiery"] and not is_with_words(scene, found)
