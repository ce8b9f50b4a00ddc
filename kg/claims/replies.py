"""Denials in interviews: "Did you pay the guards?" "We did not." denies that they were paid."""

from collections.abc import Iterable
from dataclasses import replace

from kg.claims.drafts import Draft
from kg.claims.pointing import ANSWER, points
from kg.claims.runs import Run, trim
from kg.claims.verdicts import is_never
from kg.predications import is_asked
from kg.scenes import Scene

_LABELS = 2
"""At most so many sentences of labels stand between a question and its answer."""
_FELT = ("Belief", "Intention", "Expectation", "Denial")
"""What somebody is asked to think, want or expect is no fact to deny; nor is that they deny one."""


def find_reply(scene: Scene, draft: Draft) -> list[Draft]:
    """The denial that an answer begins with, if it is one, and what goes on behind it.

    What is denied is the question, or what that points at (Is that true?), or what the answer itself negates.
    """
    if draft.origin != "layout" or len(draft.content) != 1 or not draft.claimants:
        return []
    first, last = draft.content[0]
    end = min(last, scene.tree.sentences[scene.tree.sentence_of[first]].last)
    said, asked = trim(scene.tree, (first, end)), _question_before(scene, first)
    if said is None or asked is None or not _is_of_fact(scene, asked):
        return []
    brief = _is_brief_no(scene, replace(draft, content=(said,)))
    if not brief and not _begins_with_no(scene, said):
        return []
    own = not brief and _is_negative(scene, range(said[0] + 1, said[1]))
    if not brief and not own:  # No, I was in Lusk
        if _is_negative(scene, range(*asked)):
            return []  # Did you not pay them? No, we did.
        said, end = (first, first + 1), first + 2
    back = _asks_back(scene, asked)
    denial = replace(draft, cls="Denial", content=(said if own or back else asked,), form=ANSWER if back else "")
    rest = trim(scene.tree, (end, last)) if end < last else None
    return [denial] if rest is None else [denial, replace(draft, at=end, cue=(), content=(rest,))]


def _question_before(scene: Scene, first: int) -> Run | None:
    """The question that ends before this token, but for the label of who answers."""
    tree = scene.tree
    number = tree.sentence_of[first]
    for each in range(number - 1, max(-1, number - 2 - _LABELS), -1):
        sentence = tree.sentences[each]
        words = [word for word in tree.words[sentence.first : sentence.last] if not word.isspace()]
        if words and words[-1] == "?":
            return trim(tree, (sentence.first, sentence.last))
        if words and words[-1] != ":" and sentence.kind != "imprint":
            return None
    return None


def _asks_back(scene: Scene, asked: Run) -> bool:
    """Is that true?"""
    affirming = scene.ontology.words["affirming"]
    said = range(*asked)
    return any(points(scene, t) for t in said) and any(scene.tree.lemmas[t].lower() in affirming for t in said)


def _is_of_fact(scene: Scene, asked: Run) -> bool:
    """Did you pay them? Not: will you pay them, why did you pay them, do you want to pay them?"""
    tree, ontology = scene.tree, scene.ontology
    for verb in range(*asked):
        if tree.pos[verb] not in ("VERB", "AUX") or not is_asked(tree, verb):
            continue
        aids = tree.children(verb, "aux", "auxpass")
        terms = {pattern.term for pattern in ontology.patterns.by_trigger.get(tree.lemmas[verb].lower(), ())}
        felt = any(ontology.tbox.is_a(term, cls) for term in terms for cls in _FELT)
        return not felt and all(tree.tags[aid] != "MD" for aid in aids)
    return False


def _is_brief_no(scene: Scene, draft: Draft) -> bool:
    """No. We did not. Never."""
    tree = scene.tree
    said = [token for token in range(*draft.content[0]) if tree.words[token][0].isalnum()]
    if _is_no(scene, said[:1]) and (len(said) == 1 or _is_elliptic(scene, said[1:])):
        return True
    return is_never(scene, draft) or _is_elliptic(scene, said)


def _is_elliptic(scene: Scene, said: list[int]) -> bool:
    """We did not, it has not; not: we did not pay."""
    tree = scene.tree
    if len(said) < 2 or tree.lemmas[said[-1]].lower() not in ("not", "n't"):
        return False
    return tree.lemmas[said[-2]].lower() in ("be", "do", "have") and all(tree.tags[t] == "PRP" for t in said[:-2])


def _begins_with_no(scene: Scene, said: Run) -> bool:
    """No, nobody was paid."""
    first = said[0]
    return _is_no(scene, [first]) and scene.tree.words[first + 1 : first + 2] in ([","], ["."], ["!"], [";"])


def _is_no(scene: Scene, tokens: Iterable[int]) -> bool:
    return any(scene.tree.words[token].lower() == "no" for token in tokens)


def _is_negative(scene: Scene, said: Iterable[int]) -> bool:
    """We did not steal anything; nobody stole."""
    tree, words = scene.tree, scene.ontology.words["negation"]
    return any(tree.deps[token] == "neg" or tree.lemmas[token].lower() in words for token in said)
