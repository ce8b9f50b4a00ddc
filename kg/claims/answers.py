"""Denials by what went before: an answer of "No", a verdict, "there was no truth in" what is said, "rejected that"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.claims.drafts import Draft, source_run
from kg.claims.holders import find_inside
from kg.claims.pointing import ANSWER, is_pointing
from kg.claims.replies import find_reply
from kg.claims.runs import Run, merge_runs
from kg.claims.verdicts import find_verdict, is_never
from kg.predications import Mood
from kg.scenes import Scene

_NEAR = 2
"""How many sentences after an accusation "No" still answers it."""


def fold_answers(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts with such denials in the place of what is said, and without the questions they answer."""
    by_at = {draft.at: draft for draft in drafts}
    places = sorted(by_at)
    accusing = [at for at in places if scene.ontology.tbox.is_a(by_at[at].cls, "Accusation")]
    told = _who_tells(scene, drafts)
    for draft in drafts:
        if "Inquiry" in scene.ontology.tbox.ancestors(draft.cls):
            _answer(scene, draft, by_at)
        elif draft.at in told:
            _verdict(scene, draft, told[draft.at], by_at)
        elif is_pointing(scene, draft) and scene.tree.lemmas[draft.at].lower() in scene.ontology.denying:
            _reject(scene, draft, by_at, places)
        elif draft.cls == "Claim" and by_at.get(draft.at) is draft:
            _protest(scene, draft, by_at, accusing, places)
    return [by_at[at] for at in sorted(by_at)]


def _answer(scene: Scene, inquiry: Draft, by_at: dict[int, Draft]) -> None:
    """Asked if the army fired, Acme replied: "No." Asked about a buildup, Acme said there was "no such buildup"."""
    tree = scene.tree
    verb = tree.heads[inquiry.at]
    said = by_at.get(verb)
    if said is None and not inquiry.claimants and _says_no(scene, verb):
        del by_at[inquiry.at]
        by_at[verb] = _refusing(scene, inquiry, verb)
        return
    if said is None or inquiry.claimants or not said.claimants or not _is_negative(scene, said):
        return
    del by_at[inquiry.at]
    by_at[said.at] = replace(said, cls="Denial", content=inquiry.content, targets=(), denied=None)


def _says_no(scene: Scene, verb: int) -> bool:
    """Asked if he would resign, the director said no."""
    tree = scene.tree
    answer = tree.child(verb, "intj", "dobj")
    told = tree.lemmas[verb].lower() in scene.ontology.telling and tree.child(verb, "nsubj") is not None
    return told and answer is not None and tree.words[answer].lower() == "no" and scene.mood(verb).modality == "actual"


def _refusing(scene: Scene, inquiry: Draft, verb: int) -> Draft:
    speaker = scene.tree.children(verb, "nsubj")
    claimants = tuple(speaker)
    source = tuple(source_run(scene.tree, token, verb) for token in claimants)
    cue = merge_runs(scene.tree, [(verb, verb + 1)])
    return replace(inquiry, cls="Denial", at=verb, cue=cue, claimants=claimants, source=source, mood=Mood())


def _is_negative(scene: Scene, draft: Draft) -> bool:
    """Whether the content is "no" or "never", begins with "No," or speaks of "no such" thing."""
    words = [scene.tree.words[token].lower() for first, last in draft.content for token in range(first, last)]
    spoken = [word for word in words if word.isalpha()]
    if spoken[:1] == ["no"] and (len(spoken) == 1 or words[words.index("no") + 1] in (",", ".", "!")):
        return True
    such = any(one == "no" and two == "such" for one, two in pairwise(spoken))
    return is_never(scene, draft) or such or _is_elliptic_no(scene, draft)


def _is_elliptic_no(scene: Scene, draft: Draft) -> bool:
    """Asked whether she had lied, Berg said she had not; not: Berg said her husband had not."""
    tree = scene.tree
    said = [token for first, last in draft.content for token in range(first, last) if tree.words[token][0].isalnum()]
    if len(said) < 2 or tree.deps[said[-1]] != "neg" or tree.pos[said[-2]] not in ("AUX", "VERB"):
        return False
    return all(tree.tags[token] == "PRP" or tree.pos[token] in ("SCONJ", "AUX") for token in said[:-2])


def _is_protest(scene: Scene, draft: Draft) -> bool:
    """ "No, we did not steal anything": the word before a clause that is negative itself."""
    tree = scene.tree
    if not draft.content or not draft.claimants or not draft.mood.holds:
        return False
    first = draft.content[0][0]
    clause = tree.heads[first]
    return tree.words[first].lower() == "no" and tree.pos[first] == "INTJ" and tree.child(clause, "neg") is not None


def _protest(
    scene: Scene, draft: Draft, by_at: dict[int, Draft], accusing: Sequence[int], places: Sequence[int]
) -> None:
    """ "No, we did not." "That is not true." "It is a lie," Acme said of the report that the mine was sold."""
    reply = find_reply(scene, draft)
    if reply:
        _put(by_at, *reply)
        return
    accusations = _accusations(scene, draft, by_at, accusing)
    verdict = find_verdict(scene, draft, accusations)
    no = draft.quoted and bool(accusations) and _is_protest(scene, draft)
    denies = no or (
        verdict is not None and (verdict.sure or bool(accusations) or _is_of_said(scene, draft, by_at, places))
    )
    if not denies and not _is_of_such(scene, draft, by_at, places):
        return
    noun = verdict.denied if verdict is not None else None
    draft, further = _first_said(scene, draft)
    content = draft.content
    if noun is not None and draft.form == "verb complement":
        content = merge_runs(scene.tree, [_span(scene, noun)])  # called [the report] pure fiction
    elif noun is not None and not any(first <= noun < last for first, last in content):
        content = merge_runs(scene.tree, [*content, _span(scene, noun)])
    _put(by_at, replace(draft, cls="Denial", targets=(), content=content, denied=noun, form=ANSWER), further)


def _put(by_at: dict[int, Draft], denial: Draft, further: Draft | None = None) -> None:
    """A denial in the place of what is said, and what goes on behind it."""
    by_at[denial.at] = denial
    if further is not None and further.at not in by_at:
        by_at[further.at] = further


def _first_said(scene: Scene, draft: Draft) -> tuple[Draft, Draft | None]:
    """The first sentence of a paragraph that somebody says, which denies, and what goes on behind it."""
    if draft.origin != "layout" or len(draft.content) != 1:
        return draft, None
    (first, last) = draft.content[0]
    border = scene.tree.sentences[scene.tree.sentence_of[first]].last
    if border >= last:
        return draft, None
    further = replace(draft, at=border, cue=(), content=((border, last),))
    return replace(draft, content=merge_runs(scene.tree, [(first, border)])), further


def _is_of_such(scene: Scene, draft: Draft, by_at: dict[int, Draft], places: Sequence[int]) -> bool:
    """Acme spoke of an offer, and Beta said that no such offer was made; not: that parliament had no such power."""
    tree, clause = scene.tree, _clause_of(scene, draft)
    if clause is None or not draft.claimants or not draft.mood.holds:
        return False
    said = [token for first, last in draft.content for token in range(first, last)]
    such = (two for one, two in pairwise(said) if (tree.words[one] + tree.words[two]).lower() == "nosuch")
    nouns = {tree.lemmas[tree.heads[each]].lower() for each in such if tree.heads[tree.heads[each]] == clause}
    if not nouns:
        return False
    own = _entities(scene, draft.claimants)
    told = {
        tree.lemmas[token].lower()
        for other in _shortly_before(scene, draft, by_at, places)
        if other.cls not in scene.ontology.unasserted and own.isdisjoint(_entities(scene, other.claimants))
        for first, last in other.content
        for token in range(first, last)
    }
    return not nouns.isdisjoint(told)


def _span(scene: Scene, token: int) -> Run:
    return scene.tree.left[token], scene.tree.right[token]


def _is_of_said(scene: Scene, draft: Draft, by_at: dict[int, Draft], places: Sequence[int]) -> bool:
    """Called this nonsense, after somebody else said that it is so; not: called it nonsense, which a thing may be."""
    thing = scene.tree.child(draft.at, "dobj") if draft.form == "verb complement" else None
    if thing is None or scene.tree.words[thing].lower() == "it":
        return False
    return _last_asserted(scene, draft, by_at, places) is not None


def _last_asserted(scene: Scene, draft: Draft, by_at: dict[int, Draft], places: Sequence[int]) -> Draft | None:
    """What somebody else said last, if it is that something is so."""
    own = _entities(scene, draft.claimants)
    near = (each for each in _shortly_before(scene, draft, by_at, places) if each.origin != "learnt")
    others = (each for each in near if own.isdisjoint(_entities(scene, each.claimants)))
    said = max(others, key=lambda each: each.at, default=None)
    return said if said is not None and said.claimants and _is_asserted(scene, said, own) else None


def _reject(scene: Scene, draft: Draft, by_at: dict[int, Draft], places: Sequence[int]) -> None:
    """Rejected that, after somebody else said that it is so; not: after somebody wanted it, asked for or offered it."""
    said = _last_asserted(scene, draft, by_at, places)
    if said is None:
        return
    thing = scene.tree.words[next(scene.tree.children(draft.at, "dobj"))].lower()
    if thing != "it" or scene.is_called_untrue(draft.at) or not _names_thing(scene, said, draft.at):
        by_at[draft.at] = replace(draft, cls="Denial", targets=())


def _names_thing(scene: Scene, said: Draft, at: int) -> bool:
    """Said that [the offer] was fair: it may be the offer that is rejected. Not: that Norland had bribed a judge."""
    tree = scene.tree
    between = tree.sentences[tree.sentence_of[said.at]].last, tree.sentences[tree.sentence_of[at]].first
    return any(
        tree.tags[token] == "NN" and tree.child(token, "det", "poss") is not None and not scene.is_agent(token)
        for first, last in (*said.content, between)
        for token in range(first, last)
    )


def _entities(scene: Scene, tokens: Iterable[int]) -> set[str]:
    return {iri for token in tokens if (iri := scene.linked.at(token)) is not None}


def _is_asserted(scene: Scene, draft: Draft, deniers: set[str]) -> bool:
    """Whether what is said is held to be so: that it is, not to do it or that it should be done."""
    if draft.cls in scene.ontology.unasserted:
        return False
    if scene.ontology.tbox.is_a(draft.cls, "Accusation"):
        return True
    return (draft.quoted or draft.form.endswith("clause")) and not _is_wished(scene, draft, deniers)


def _is_wished(scene: Scene, draft: Draft, deniers: set[str]) -> bool:
    """Said that it wanted a cap, that it would mediate, that Norland should pay; not: that the denier wanted a war."""
    tree, words = scene.tree, scene.ontology.words
    clause = _clause_of(scene, draft)
    if clause is None:
        return False
    subjects = list(tree.children(clause, "nsubj", "nsubjpass"))
    modals = {tree.lemmas[kid].lower() for kid in tree.children(clause, "aux")}
    if not words["obliging"].isdisjoint({*modals, tree.lemmas[clause].lower()}):
        return "have" not in modals  # it must have burned
    if not deniers.isdisjoint(_entities(scene, subjects)):
        return False
    speakers = _entities(scene, draft.claimants)
    mine = any(map(scene.is_first_person, subjects)) or not speakers.isdisjoint(_entities(scene, subjects))
    states = [tree.lemmas[kid].lower() for kid in (clause, *tree.children(clause, "acomp"))]
    wishes = any(lemma in words["wishing"] for lemma in states)
    return wishes or (mine and not modals.isdisjoint({"would", *scene.ontology.moods.future}))


def _clause_of(scene: Scene, draft: Draft) -> int | None:
    """The verb of what is said."""
    tree = scene.tree
    said = {token for first, last in draft.content for token in range(first, last)}
    return next((t for t in sorted(said) if tree.heads[t] not in said and tree.pos[t] in ("VERB", "AUX")), None)


def _accusations(scene: Scene, draft: Draft, by_at: dict[int, Draft], places: Sequence[int]) -> list[Draft]:
    """Where somebody accused somebody shortly before."""
    near = _shortly_before(scene, draft, by_at, places)
    return [each for each in near if scene.ontology.tbox.is_a(each.cls, "Accusation")]


def _shortly_before(scene: Scene, draft: Draft, by_at: dict[int, Draft], places: Sequence[int]) -> Iterator[Draft]:
    """The claims made at most some sentences before; ``places`` are those of drafts, in order."""
    tree = scene.tree
    earliest = tree.sentences[max(0, tree.sentence_of[draft.at] - _NEAR)].first
    near = (by_at.get(at) for at in places[bisect_left(places, earliest) : bisect_left(places, draft.at)])
    return (each for each in near if each is not None and each.mood.holds)


def _who_tells(scene: Scene, drafts: list[Draft]) -> dict[int, list[int]]:
    """For each denial without a denier the drafts, by ``at``, that tell it."""
    told: dict[int, list[int]] = {
        draft.at: [] for draft in drafts if not draft.claimants and "Denial" in scene.ontology.tbox.ancestors(draft.cls)
    }
    places = sorted(told)
    for draft in drafts:
        for at in find_inside(places, draft.content) if draft.claimants else ():
            told[at].append(draft.at)
    return told


def _verdict(scene: Scene, denial: Draft, told: list[int], by_at: dict[int, Draft]) -> None:
    """There was not a shred of truth in the allegation, Acme said: Acme denies it."""
    outer = next((by_at[at] for at in told if at in by_at), None)
    if outer is None or scene.tree.pos[denial.at] == "VERB":
        return
    del by_at[denial.at]
    by_at[outer.at] = replace(outer, cls="Denial", content=denial.content, denied=denial.denied)
