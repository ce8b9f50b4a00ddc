"""The pattern matches of an article."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.model import UNREAD
from kg.patterns import Match, Pattern, match_predication
from kg.predications import (
    Argument,
    Predication,
    find_adjunct,
    find_gerund,
    find_prepositional,
    find_surface_subjects,
    is_judgement,
)
from kg.scenes.pairs import with_named
from kg.scenes.scene import Scene

_VERBS = frozenset({"verb", "adjective"})
_ADDRESSED = ("clause", "question", "infinitive")
"""What is said to somebody, beside whom it is said to."""


def find_matches(scene: Scene) -> list[Match]:
    """Every pattern match of the article, by trigger in text order.

    Sentences of boilerplate, imprints and credits are left out.
    """
    found: list[Match] = []
    tree = scene.tree
    table = scene.ontology.patterns.by_trigger
    for sentence in tree.sentences:
        if sentence.kind in UNREAD:
            continue
        for token in range(sentence.first, sentence.last):
            patterns = _of_lemma(scene, token) or _of_participle(scene, token)
            if patterns is not None:
                found.extend(_match_at(scene, token, patterns))
            found.extend(_of_gerund(scene, token))
            found.extend(_of_bare_gerund(scene, token))
            if tree.deps[token] == "poss" and "'s" in table:
                found.extend(_matches(scene, find_prepositional(tree, token), table["'s"]))
            if tree.deps[token] == "appos" and "," in table:
                found.extend(_matches(scene, find_prepositional(tree, token), table[","]))
    return found


def find_best(scene: Scene, matches: Iterable[Match]) -> dict[int, Match]:
    """The match at each trigger that says most; of those that say as much an analyst's own, of the narrowest term."""
    best: dict[int, Match] = {}
    for match in matches:
        head = match.predication.head
        if head not in best or _is_better(scene, match, best[head]):
            best[head] = match
    return best


def is_shipped(scene: Scene, match: Match) -> bool:
    """Whether a wording comes with newsgraph, as a noun by itself may, of which no place is known."""
    return not match.pattern.place or match.pattern.place.startswith(scene.ontology.shipped)


def _is_better(scene: Scene, one: Match, other: Match) -> bool:
    """Whether a match is to be preferred to one that stands before it."""
    if one.weight != other.weight:
        return one.weight > other.weight
    tbox, term, rival = scene.ontology.tbox, one.pattern.term, other.pattern.term
    if is_shipped(scene, one) or tbox.is_a(rival, term):
        return False
    return is_shipped(scene, other) or tbox.is_a(term, rival)


def _of_lemma(scene: Scene, token: int) -> tuple[Pattern, ...]:
    """The patterns of a word, and those of it with the word before: chief executive. A chief of staff is no chief."""
    tree, table = scene.tree, scene.ontology.patterns.by_trigger
    lemma = tree.lemmas[token].lower()
    after = tree.words[token + 1 : token + 3]
    if len(after) == 2 and after[0] == "of" and (whole := table.get(f"{lemma} of {after[1].lower()}")):
        return whole
    found = table.get(lemma, ())
    joined = token > 1 and tree.words[token - 1] == "-"  # a sit-in
    before = f"{tree.words[token - 2].lower()}-" if joined else f"{tree.words[token - 1].lower()} "
    pair = table.get(before + lemma, ()) if token else ()
    return (*found, *(pattern for pattern in pair if pattern not in found)) if pair else found


def _of_participle(scene: Scene, token: int) -> tuple[Pattern, ...] | None:
    """The patterns of "is convinced that" where the parser takes the participle for an adjective."""
    tree, table = scene.tree, scene.ontology.patterns.by_trigger
    word = tree.words[token].lower()
    if tree.pos[token] != "ADJ" or tree.deps[token] not in ("acomp", "oprd") or not word.endswith("ed"):
        return None
    return next((table[stem] for stem in (word[:-1], word[:-2]) if stem in table), None)


def _of_gerund(scene: Scene, token: int) -> Iterator[Match]:
    """The events of "the signing of the treaty", which are those of "sign", where the noun has no patterns itself."""
    tree, table = scene.tree, scene.ontology.patterns.by_trigger
    word, kinds = tree.words[token].lower(), scene.ontology.kinds
    noun = tree.pos[token] == "NOUN" or tree.child(token, "det") is not None
    if not word.endswith("ing") or not noun or any(pattern.kind == "noun" for pattern in table.get(word, ())):
        return
    stem = word[:-3]
    for verb in dict.fromkeys((stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem)):
        patterns = tuple(p for p in table.get(verb, ()) if p.kind == "verb" and kinds[p.term] == "event")
        yield from _matches(scene, find_gerund(tree, token, verb) if patterns else None, patterns)


def _of_bare_gerund(scene: Scene, token: int) -> Iterator[Match]:
    """Shelling resumed in Goma: the parser takes a noun for a verb that is a subject, though it has no object."""
    tree = scene.tree
    if (
        tree.tags[token] != "VBG"
        or tree.deps[token] not in ("nsubj", "csubj")
        or tree.child(token, "dobj", "nsubj", "ccomp", "xcomp")
    ):
        return
    patterns = scene.ontology.patterns.by_trigger.get(tree.words[token].lower(), ())
    nouns = tuple(p for p in patterns if p.kind == "noun" and scene.ontology.kinds[p.term] == "event")
    yield from _matches(scene, replace(scene.nominal(token), lemma=tree.words[token].lower()) if nouns else None, nouns)


def _is_title(scene: Scene, token: int) -> bool:
    """Maltese national Joseph Grech: the parser takes such a noun for an adjective."""
    tree = scene.tree
    if token in scene.described:
        return True
    name = scene.heads.get(tree.heads[token])
    return tree.deps[token] == "amod" and name is not None and name.kind == "name" and name.first == token + 1


def _match_at(scene: Scene, token: int, patterns: tuple[Pattern, ...]) -> Iterator[Match]:
    kinds = {pattern.kind for pattern in patterns}
    pos = scene.tree.pos[token]
    clausal = pos == "NOUN" and scene.tree.deps[token] in ("ROOT", "ccomp", "relcl")
    if kinds & _VERBS and (clausal or pos in ("VERB", "AUX", "ADJ")):
        yield from _matches(scene, _with_told(scene, _with_speaker(scene, scene.verbal(token))), patterns)
    if "noun" in kinds and (pos in ("NOUN", "PROPN") or _is_title(scene, token)):
        yield from _matches(scene, scene.nominal(token), patterns)
    if pos in ("ADP", "SCONJ", "NOUN", "VERB", "ADV") and "adjunct" in kinds and _is_adjunct(scene, token, patterns):
        yield from _matches(scene, find_adjunct(scene.tree, token), patterns)
    if pos == "ADP" and "preposition" in kinds:
        yield from _matches(scene, find_prepositional(scene.tree, token), patterns)


def _is_adjunct(scene: Scene, token: int, patterns: tuple[Pattern, ...]) -> bool:
    """Whether "for Acme" judges; whether a noun is one in the pattern, too: an accord is no "according to"."""
    lemma = scene.tree.lemmas[token].lower()
    if scene.tree.pos[token] == "NOUN":
        words = {lemma, scene.tree.words[token].lower()}
        return any(p.kind == "adjunct" and not words.isdisjoint(re.findall(r"\w+", p.text.lower())) for p in patterns)
    return lemma not in scene.ontology.words["opining"] or is_judgement(scene.tree, token)


def _with_told(scene: Scene, found: Predication) -> Predication:
    """Acme told a guard that it had seen smoke: the parser takes it for a clause about the guard.

    Acme said on its website that it had: it takes it for a clause that says when.
    """
    tree = scene.tree
    if found.lemma not in scene.ontology.telling or any(a.role in _ADDRESSED for a in found.arguments):
        return found
    for clause in tree.children(found.head, "advcl") if not found.fillers("object") else ():
        first = tree.left[clause]
        if found.head < first and tree.words[first].lower() == "that" and tree.deps[first] != "nsubj":
            return replace(found, arguments=(*found.arguments, Argument("clause", clause)))
    for person in found.fillers("object"):
        if person > found.head and scene.is_agent(person):
            for clause in tree.children(person, "acl"):
                first = tree.left[clause]
                mine = tree.child(clause, "mark") == first and tree.child(clause, "nsubj", "nsubjpass") is not None
                if mine and tree.words[first].lower() == "that":
                    return replace(found, arguments=(*found.arguments, Argument("clause", clause)))
    return found


def _with_speaker(scene: Scene, found: Predication) -> Predication:
    """Acme said the mine was unsafe and urged the miners to leave: no mine urges anybody."""
    tree, verb = scene.tree, found.head
    clause = tree.heads[verb]
    outer = tree.heads[clause]
    subjects = found.fillers("subject")
    if tree.deps[verb] != "conj" or tree.deps[clause] != "ccomp" or tree.tags[verb] != tree.tags[outer] != "VB":
        return found
    addressed = bool(found.fillers("object")) and any(a.role in _ADDRESSED for a in found.arguments)
    told = addressed and tree.lemmas[outer].lower() in scene.ontology.telling
    own = tree.child(verb, "nsubj", "nsubjpass", "aux", "auxpass") is not None or any(map(scene.is_agent, subjects))
    if not told or own or not subjects:
        return found
    speakers = (Argument("subject", token) for token in find_surface_subjects(tree, outer))
    return replace(found, arguments=(*(a for a in found.arguments if a.role != "subject"), *speakers))


def _matches(scene: Scene, predication: Predication | None, patterns: tuple[Pattern, ...]) -> Iterator[Match]:
    if predication is None:
        return
    named, kinds = with_named(scene, predication), scene.ontology.kinds
    if named is predication:
        yield from match_predication(scene.tree, predication, patterns, scene.fits)
        return
    for pattern in patterns:  # who claims something is quoted as the article words it
        found = predication if kinds[pattern.term] == "claim" else named
        yield from match_predication(scene.tree, found, (pattern,), scene.fits)
