"""Events that a noun or gerund names, and that need not be: a possible attack, calls for a strike, planned talks."""

from kg.occasions import begins, is_nominal, is_over_before, is_past, is_scheduled
from kg.patterns import Match
from kg.predications import find_doers
from kg.predications.walks import verb_above, with_particle
from kg.scenes import Scene


def is_unreal(scene: Scene, noun: int) -> bool:
    """Cancelled a visit, a possible attack, a heart attack, the threat of war; nor is an election result one."""
    tree, unreal, bloodless = scene.tree, scene.ontology.words["unreal"], scene.ontology.words["bloodless"]
    if tree.deps[noun] == "compound":
        return True
    if any(tree.lemmas[kid].lower() in bloodless for kid in tree.children(noun, "amod", "compound")):
        return True
    supposed = tree.deps[noun] == "nsubj" and scene.mood(tree.heads[noun]).modality == "hypothetical"
    if supposed and tree.child(noun, "poss") is None and not scene.is_definite(noun):
        return True  # an attack in Lima could kill many
    if _is_brought_about(scene, noun):
        return True
    begun = tree.deps[noun] == "nsubj" and begins(scene, tree.heads[noun])  # the delayed trial opened
    if tree.deps[noun] == "nsubj" and is_over_before(scene, tree.heads[noun]):
        return True
    if any(
        tree.words[kid].lower() in unreal or (tree.lemmas[kid].lower() in unreal and not begun)
        for kid in tree.children(noun, "amod", "det")
    ):
        return True
    at = tree.heads[noun]
    if tree.deps[noun] == "pobj":
        if _is_called_for(scene, at):
            return True
        if _is_given(scene, at):
            return False
        at = tree.heads[at]
    elif tree.deps[noun] not in ("dobj", "nsubjpass"):
        return False
    elif tree.lemmas[at].lower() in scene.ontology.words["conversing"]:
        told = tree.child(noun, "relcl") is not None  # an attack in which two died
        return not told and not scene.is_definite(noun)
    return tree.lemmas[at].lower() in unreal or with_particle(tree, at) in unreal


def _is_brought_about(scene: Scene, noun: int) -> bool:
    """The law could lead to clashes, seeks to arrange a meeting; not: could not speak of attacks, end the attacks."""
    tree, words = scene.tree, scene.ontology.words
    if tree.deps[noun] == "dobj" and with_particle(tree, tree.heads[noun]) in words["light"] | words["bringing"]:
        mood = scene.mood(tree.heads[noun])
        new = tree.child(noun, "poss") is None and not scene.is_definite(noun)
        return new and mood.modality in ("hypothetical", "expected") and not is_scheduled(scene, tree.heads[noun])
    if tree.child(noun, "det", "poss") is not None or tree.deps[noun] not in ("dobj", "pobj"):
        return False
    if tree.deps[noun] == "pobj" and tree.words[tree.heads[noun]].lower() not in ("for", "into", "to"):
        return False
    verb = verb_above(tree, noun)
    mood = scene.mood(verb)
    ended = tree.lemmas[verb].lower() in words["ending"]
    return mood.modality == "hypothetical" and mood.polarity == "positive" and not ended


def _is_called_for(scene: Scene, link: int) -> bool:
    """Calls for a strike, rumours of a coup: nobody in particular wants or says it, but it need not be."""
    tree, nouns = scene.tree, scene.ontology.nouns_of
    noun, word = tree.lemmas[tree.heads[link]].lower(), tree.lemmas[link].lower()
    if tree.pos[tree.heads[link]] != "NOUN":
        return False
    wanted = word in ("for", "of") and noun in nouns["Demand"]
    return wanted or (word == "of" and noun in nouns["Accusation"] | nouns["Warning"] | scene.ontology.words["rumour"])


def _is_given(scene: Scene, link: int) -> bool:
    """Called off the vote after an attack, halted aid because of the coup: what comes to nothing is something else."""
    tree, verb, presupposing = scene.tree, scene.tree.heads[link], scene.ontology.words["presupposing"]
    given = not presupposing.isdisjoint((tree.words[link].lower(), tree.words[tree.left[link]].lower()))
    return given and tree.pos[verb] == "VERB" and scene.mood(verb).holds


def is_known(scene: Scene, match: Match) -> bool:
    """Was arrested for the murder of Anna Lund: whoever did it, she is dead; not: for his murder of her, a murder."""
    tree, noun, victims = scene.tree, match.predication.head, match.tokens("target")
    deadly = scene.ontology.tbox.is_a(match.pattern.term, "Death", "Assassination")
    told = deadly and is_nominal(scene, match) and scene.is_definite(noun) and not match.tokens("actor")
    if not told or any(True for _ in find_doers(tree, noun)) or is_unreal(scene, noun):
        return False
    return bool(victims) and all(scene.of_class(token, "Person") for token in victims)


def is_considered(scene: Scene, verb: int) -> bool:
    """Shelling towns wins no war, shelling them would be a crime; not: shelling the town killed two.

    So is what is said of a noun that comes to nothing: a rally planned for Friday was called off.
    """
    tree, above = scene.tree, scene.tree.heads[verb]
    if tree.deps[verb] == "acl" and tree.deps[above] == "nsubjpass":
        return with_particle(tree, tree.heads[above]) in scene.ontology.words["unreal"]
    if tree.tags[verb] != "VBG" or tree.deps[verb] not in ("csubj", "nsubj", "csubjpass"):
        return False
    return not (is_past(tree, above) and scene.mood(above).holds)
