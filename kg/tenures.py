"""Whether somebody gives up again what they came to hold: became mayor in May and resigned in June."""

from collections.abc import Iterable

from kg.patterns import Match
from kg.predications.walks import office_taker, verb_above
from kg.scenes import Scene

_ENDS = {"Resignation": "actor", "Dismissal": "target"}
"""Events by which an office ends, and which slot has whoever held it."""


def find_ends(scene: Scene, matches: Iterable[Match]) -> list[Match]:
    """The matches that tell that somebody resigned, was sacked or left an office; not: left for Lima, will resign."""
    words = scene.ontology.words
    return [
        match
        for match in matches
        if match.pattern.term in _ENDS
        and match.predication.kind == "verb"
        and (match.pattern.words or match.predication.lemma not in words["quitting"])
        and scene.mood(match.predication.head).holds
    ]


def is_given_up(scene: Scene, noun: int, holder: str, ends: Iterable[Match]) -> bool:
    """Whether the same sentence or the next tells that the holder of an office, who came to it there, left it since."""
    tree, words = scene.tree, scene.ontology.words
    verb = verb_above(tree, noun)
    lemma = tree.lemmas[verb].lower()
    taken = lemma == "become" or lemma in words["appointing"] or office_taker(tree, words, noun) is not None
    if not taken or tree.pos[verb] not in ("VERB", "AUX"):
        return False
    following = tree.sentences[min(tree.sentence_of[verb] + 1, len(tree.sentences) - 1)]
    return any(verb < end.predication.head < following.last and _is_end(scene, end, noun, holder) for end in ends)


def _is_end(scene: Scene, end: Match, noun: int, holder: str) -> bool:
    """Whether it is this office that the holder gave up; not: another one, a party."""
    tree = scene.tree
    if all(scene.at(token) != holder for token in end.tokens(_ENDS[end.pattern.term])):
        return False
    others = (scene.at(token) for token in end.predication.fillers("prep:from"))
    if any(iri is not None and scene.linked.entity(iri).named for iri in others):
        return False
    return all(tree.lemmas[token] == tree.lemmas[noun] for token in end.predication.fillers("prep:as"))
