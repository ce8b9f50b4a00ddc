"""Cues that stand between commas inside what is said, of which the parser may make a clause of another kind."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.predications import RELATIVE_TAGS, Argument, Predication, is_infinitive
from kg.scenes.ontology import Ontology
from kg.trees import FINITE_TAGS, Tree

Run = tuple[int, int]
_BESIDE_AS = frozenset({"subject", "prep:on", "prep:in", "prep:to", "prep:at"})
_BESIDE = 8
"""How many words may follow the speaker before the comma: told reporters, said in a statement on Monday."""


def with_inserted(tree: Tree, found: Predication, ontology: Ontology, is_agent: Callable[[int], bool]) -> Predication:
    """The army, a diplomat told us, has fled; unless it rains, a farmer told us, the mill will burn.

    The parser takes the first for what the army is told, the second for what burns. It may coordinate a cue at the end.
    """
    verb = found.head
    worded = is_worded(tree, verb, ontology)
    if tree.deps[verb] not in ("relcl", "ccomp", "conj", "advcl") or not (worded or found.lemma in ontology.telling):
        return found
    if any(argument.role in ("clause", "question", "infinitive", "gerund") for argument in found.arguments):
        return found
    if tree.deps[verb] == "advcl":
        said = Argument("clause", _around(tree, verb), outer=True)
        stated = (worded or found.lemma in ontology.stating) and _is_as(tree, found, is_agent)
        return replace(found, arguments=(*found.arguments, said)) if stated else found
    if tree.deps[verb] == "conj":
        said = Argument("clause", tree.heads[verb], outer=True)
        return replace(found, arguments=(*found.arguments, said)) if _is_tag(tree, verb) else found
    gap = _find_gap(tree, verb)
    clause = _around(tree, verb)
    if gap is None or clause <= gap[1]:
        return found
    empty = {kid for kid in tree.children(verb, "nsubjpass") if _is_hearsay(tree, kid)} | {tree.heads[verb]}
    arguments = (a for a in found.arguments if a.role != "object" or a.token not in empty)
    return replace(found, arguments=(*arguments, Argument("clause", clause, outer=True)))


def find_halves(tree: Tree, cue: int, ontology: Ontology) -> list[Run]:
    """Both halves of a clause that a cue parts, where the parser may hang one of them on the cue alone.

    It was not true, a farmer said, that the mill had burned. Had he slept, said Berg, it would have burned.
    """
    gap = _find_gap(tree, cue)
    if gap is None:
        return []
    sentence = tree.sentences[tree.sentence_of[cue]]
    before, after = (sentence.first, gap[0]), (gap[1], sentence.last)
    rest = _extraposed(tree, before, after, ontology.meanwhile) or _conclusion(tree, before, after)
    rest = rest or _parted(tree, before, after)
    if rest is None and tree.deps[cue] in ("relcl", "ccomp") and _around(tree, cue) > gap[1]:
        rest = (gap[1], tree.right[_around(tree, cue)])
        before = (min(tree.left[_around(tree, cue)], gap[0]), gap[0])
    return [before, rest] if rest is not None else []


def is_worded(tree: Tree, verb: int, ontology: Ontology) -> bool:
    """The mill, as a farmer put it, has burned; not: put it on the shelf; pledged to pay, as she put it."""
    link, speaker, thing = tree.child(verb, "mark"), tree.child(verb, "nsubj"), tree.child(verb, "dobj")
    if tree.lemmas[verb].lower() not in ontology.words["wording"] or tree.deps[verb] != "advcl":
        return False
    if link is None or link != tree.left[verb] or tree.words[link].lower() != "as":
        return False
    said = _around(tree, verb)
    says = ontology.patterns.by_trigger.get(tree.lemmas[said].lower(), ())
    goes_on = is_infinitive(tree, said) or any(ontology.kinds[pattern.term] == "claim" for pattern in says)
    named = speaker is not None and (tree.pos[speaker] != "PRON" or not goes_on)
    alone = thing is not None and tree.words[thing].lower() == "it" and thing + 1 == _last(tree, verb)
    return named and alone and _is_apart(tree, link)


def _is_as(tree: Tree, found: Predication, is_agent: Callable[[int], bool]) -> bool:
    """As a farmer told us, it has burned; not: as he told us of it, it burned; it did not burn as he said."""
    verb = found.head
    link, speaker = tree.child(verb, "mark", "advmod"), tree.child(verb, "nsubj")
    if link is None or link != tree.left[verb] or tree.words[link].lower() != "as" or speaker is None:
        return False
    others = [a for a in found.arguments if a.role not in _BESIDE_AS and tree.words[a.token].lower() != "it"]
    aimed = [argument for argument in others if argument.role in ("object", "dative") and is_agent(argument.token)]
    return tree.tags[verb] in (*FINITE_TAGS, "VBN") and _is_apart(tree, link) and len(aimed) == len(others)


def _last(tree: Tree, verb: int) -> int:
    """One past the last word of a clause, without the comma behind it."""
    return tree.right[verb] - (tree.words[tree.right[verb] - 1] == ",")


def _is_apart(tree: Tree, link: int) -> bool:
    """Whether a comma parts the clause that "as" opens from the said one; not: is not, as he put it, a spy."""
    verb = tree.heads[link]
    if link > 1 and tree.deps[link - 2] == "neg" and tree.words[link - 1] == ",":
        return False
    beside = link - 1 if link > tree.heads[verb] else _last(tree, verb)
    return tree.words[beside : beside + 1] == [","]  # arcs may cross: the clause may end with the text


def _is_tag(tree: Tree, verb: int) -> bool:
    """It had never burned, a farmer told us."""
    clause, speaker = tree.heads[verb], tree.child(verb, "nsubj")
    if (
        tree.tags[verb] not in FINITE_TAGS
        or speaker is None
        or speaker > verb
        or any(clause < kid < verb for kid in tree.children(clause, "cc"))
    ):
        return False
    return tree.words[tree.left[speaker] - 1] == "," and tree.child(clause, "nsubj", "nsubjpass", "expl") is not None


def _find_gap(tree: Tree, verb: int) -> Run | None:
    """From the comma before a verb and its speaker to the word after the comma behind."""
    speaker = tree.child(verb, "nsubj", "nsubjpass")
    if speaker is None or tree.tags[speaker] in RELATIVE_TAGS:
        return None  # his son, who commands the army, has not spoken
    if tree.tags[verb] not in FINITE_TAGS and not _is_hearsay(tree, speaker):
        return None
    start, end = min(tree.left[speaker], verb), max(verb + 1, _phrase_end(tree, speaker))
    sentence = tree.sentences[tree.sentence_of[verb]]
    if start - 1 <= sentence.first or tree.words[start - 1] != ",":
        return None
    for at in range(end, min(end + _BESIDE, sentence.last)):
        if tree.words[at] == ",":
            return (start - 1, at + 1)
        if tree.pos[at] in ("VERB", "AUX", "SCONJ"):
            return None
    return None


def _is_hearsay(tree: Tree, subject: int) -> bool:
    """The mill, it is believed, has burned."""
    return tree.deps[subject] == "nsubjpass" and tree.words[subject].lower() == "it"


def _phrase_end(tree: Tree, noun: int) -> int:
    """The end of a noun phrase at its first comma, or behind the relative clause that begins there."""
    comma = next((at for at in range(noun, tree.right[noun]) if tree.words[at] == ","), tree.right[noun])
    clauses = (kid for kid in tree.children(noun, "relcl") if tree.tags[tree.left[kid]] in RELATIVE_TAGS)
    return max([comma, *(tree.right[kid] for kid in clauses if tree.left[kid] == comma + 1)])


def _around(tree: Tree, verb: int) -> int:
    """The verb of the clause that an inserted one stands in."""
    at = tree.heads[verb]
    while tree.pos[at] not in ("VERB", "AUX") and tree.heads[at] != at:
        at = tree.heads[at]
    return at


def _extraposed(tree: Tree, before: Run, after: Run, meanwhile: frozenset[str]) -> Run | None:
    """It was not true […] that the mill had burned; it would be wrong […] to burn it; it did […] because he slept."""
    first = after[0]
    clause, verbs = tree.heads[first], list(_with_subject(tree, before))
    if tree.deps[first] not in ("mark", "aux") or clause < first or not verbs:
        return None
    empty = any(tree.words[kid].lower() == "it" for verb in verbs for kid in tree.children(verb, "nsubj"))
    said = empty if is_infinitive(tree, clause) else tree.words[first].lower() not in meanwhile
    return (first, max(clause + 1, min(tree.right[clause], after[1]))) if said else None


def _conclusion(tree: Tree, before: Run, after: Run) -> Run | None:
    """Had the farmer slept […] it would have burned; unless it rains […] it will burn."""
    first = before[0] + (tree.deps[before[0]] == "cc")
    condition = tree.heads[first]
    if not first < condition < before[1]:
        return None
    if tree.deps[first] not in ("mark", "aux", "auxpass") and tree.tags[first] != "WRB":
        return None
    for clause in _with_subject(tree, after):
        if tree.child(clause, "mark") is None and not is_infinitive(tree, clause):
            top = tree.heads[clause] if tree.deps[clause] == "auxpass" else clause
            return (after[0], max(clause + 1, min(tree.right[top], after[1])))
    return None


def _parted(tree: Tree, before: Run, after: Run) -> Run | None:
    """It had […] killed nobody: of one verb the parser may make two."""
    first, last = after[0], before[1] - 1
    helps = tree.lemmas[last] in ("have", "be") and tree.pos[last] == "VERB"
    split = helps and tree.tags[first] in ("VBD", "VBN") and tree.child(first, "nsubj", "nsubjpass") is None
    return (first, min(tree.right[first], after[1])) if split else None


def _with_subject(tree: Tree, run: Run) -> Iterator[int]:
    """The verbs in a run that have their subject there, too."""
    for at in range(*run):
        if tree.deps[at] in ("nsubj", "nsubjpass", "expl") and run[0] <= tree.heads[at] < run[1]:
            yield tree.heads[at]
