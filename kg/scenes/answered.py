"""What a noun for a claim claims and who answers it: a claim that Beta fell, a claim that Beta denies."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.predications import Argument, Predication, is_aside
from kg.quotes import quote_beside, quote_head

if TYPE_CHECKING:
    from kg.scenes.scene import Scene


def with_answered(scene: "Scene", found: Predication) -> Predication:
    """A claim that Beta denies; an allegation of theft, which Beta denies: it denies the claim."""
    tree, verb = scene.tree, found.head
    if _is_answer_to(scene, tree.heads[verb], verb):
        return replace(found, arguments=(*found.arguments, Argument("object", tree.heads[verb])))
    if not any(is_aside(tree, kid) for kid in tree.children(verb, "dobj")):
        return found
    noun = tree.heads[verb]
    while tree.deps[noun] in ("pobj", "prep") and not _is_answerable(scene, noun, verb):
        noun = tree.heads[noun]
    if not _is_answerable(scene, noun, verb):
        return found
    others = tuple(a for a in found.arguments if a.role not in ("object", "clause"))
    return replace(found, arguments=(*others, Argument("object", noun)))


def with_told(scene: "Scene", found: Predication) -> Predication:
    """The predication of a noun with the clause that says what it claims, and without one that says who answers it."""
    noun = found.head
    arguments = tuple(a for a in found.arguments if a.role != "clause" or _tells(scene, noun, a.token))
    if not any(a.role in ("clause", "infinitive") for a in arguments):
        arguments = (*arguments, *_late_clauses(scene, noun))
    return replace(found, arguments=arguments)


def _tells(scene: "Scene", noun: int, clause: int) -> bool:
    """The claim that Beta fell; not: the claim that Beta denies, that Beta made."""
    return not (_is_answer_to(scene, noun, clause) or _is_lent_by(scene, clause))


def _is_answer_to(scene: "Scene", noun: int, verb: int) -> bool:
    """Whether "that Beta denies" says which claim is meant, not what it claims: nothing follows that is denied."""
    tree, first = scene.tree, scene.tree.left[verb]
    opens = tree.words[first].lower() == "that" and first in tree.children(verb, "mark", "dobj")
    if tree.deps[verb] not in ("acl", "relcl") or not opens or tree.child(verb, "nsubj") is None:
        return False
    follows = (kid for kid in tree.children(verb, "dobj", "ccomp", "xcomp") if kid != first)
    return _is_answerable(scene, noun, verb) and not any(tree.tags[kid] != "VBN" for kid in follows)


def _is_lent_by(scene: "Scene", verb: int) -> bool:
    """The claim that the bank made, has not addressed: whose it is, what is done with it, and not what it says."""
    tree, words = scene.tree, scene.ontology.words
    if tree.deps[verb] != "acl" or tree.lemmas[verb].lower() not in words["light"] | words["handling"]:
        return False
    modal = any(tree.tags[aux] == "MD" for aux in tree.children(verb, "aux"))  # the view that it would pay
    return tree.child(verb, "nsubj") is not None and tree.right[verb] == verb + 1 and not modal


def _is_answerable(scene: "Scene", noun: int, verb: int) -> bool:
    """Whether a noun is of the kind that a pattern of the verb denies or refuses."""
    patterns = scene.ontology.patterns.by_trigger.get(scene.tree.lemmas[verb].lower(), ())
    kinds = {slot.cls for pattern in patterns for slot in pattern.slots if slot.takes == "content" and slot.cls}
    lemma = scene.tree.lemmas[noun].lower()
    return scene.tree.pos[noun] == "NOUN" and any(lemma in scene.ontology.nouns_of.get(cls, ()) for cls in kinds)


def _late_clauses(scene: "Scene", noun: int) -> Iterator[Argument]:
    """Called the complaint that Beta fell a lie; the reply was short: "Beta fell"."""
    tree, verb = scene.tree, scene.tree.heads[noun]
    if tree.lemmas[noun].lower() not in scene.ontology.claim_nouns:
        return
    if tree.deps[noun] == "dobj":
        for kid in tree.children(verb, "ccomp"):
            mark = tree.child(kid, "mark")
            if mark is not None and tree.left[kid] == mark == tree.right[noun] and tree.words[mark] == "that":
                yield Argument("clause", kid)
    elif tree.deps[noun] == "nsubj" and scene.quotes and tree.lemmas[verb].lower() not in scene.ontology.telling:
        quote = quote_beside(tree, scene.article, scene.quotes, noun)
        if quote is not None and quote.first >= 2 and tree.words[quote.first - 2] == ":":
            yield Argument("clause", quote_head(tree, quote))
