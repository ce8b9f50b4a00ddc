"""Whether somebody gives up again what they came to hold: became mayor in May and resigned in June."""

from kg.predications.walks import office_taker, verb_above
from kg.scenes import Scene


def is_given_up(scene: Scene, noun: int, holder: str) -> bool:
    """Whether the same sentence or the next tells that the holder resigned, was sacked or left the office since."""
    tree, words = scene.tree, scene.ontology.words
    verb = verb_above(tree, noun)
    lemma = tree.lemmas[verb].lower()
    taken = lemma == "become" or lemma in words["appointing"] or office_taker(tree, words, noun) is not None
    if not taken or tree.pos[verb] not in ("VERB", "AUX"):
        return False
    following = tree.sentences[min(tree.sentence_of[verb] + 1, len(tree.sentences) - 1)]
    return any(_is_end(scene, later, noun, holder) for later in range(verb + 1, following.last))


def _is_end(scene: Scene, verb: int, noun: int, holder: str) -> bool:
    """Whether a verb tells that the holder gave up the office; not: another one, will resign."""
    tree = scene.tree
    if tree.pos[verb] != "VERB" or not scene.mood(verb).holds:
        return False
    told = scene.verbal(verb)
    leavers = told.fillers("subject") if scene.may_tell(verb, "Resignation") else []
    leavers += told.fillers("object") if scene.may_tell(verb, "Dismissal") else []
    if all(scene.at(token) != holder for token in leavers):
        return False
    others = [
        token for token in told.fillers("prep:from") if (iri := scene.at(token)) is not None and _named(scene, iri)
    ]
    return not others and all(tree.lemmas[token] == tree.lemmas[noun] for token in told.fillers("prep:as"))


def _named(scene: Scene, iri: str) -> bool:
    return scene.linked.entity(iri).named
