"""Events as they are found at one trigger each; what is told twice becomes one."""

from dataclasses import dataclass, replace

from kg.claims import Attributed
from kg.model import When
from kg.scenes import Scene


@dataclass(frozen=True, slots=True)
class Found:
    """An event at one trigger."""

    trigger: int
    cls: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    when: When | None
    pattern: str
    nominal: bool
    undone: bool = False
    """Whether the subject of its verb is nobody who acts: the sanctions freeze the funds of Acme."""


def merge(scene: Scene, found: list[Found], event: Found) -> None:
    """Add an event, or tell it together with one that it does not contradict."""
    number = next((number for number, other in enumerate(found) if _is_same(scene, other, event)), None)
    if number is None:
        found.append(event)
    else:
        found[number] = _together(scene, found[number], event)


def confirm(scene: Scene, found: list[Found], event: Found, attributed: Attributed) -> None:
    """Take what somebody tells where the article tells it too, or its headline tells the like of both parties.

    A headline in which somebody says something, or accuses somebody of it, tells nothing itself, nor does a quoted one.
    """
    number = next((number for number, other in enumerate(found) if _is_same(scene, other, event)), None)
    if number is not None:
        found[number] = _together(scene, found[number], event)
    elif event.actors and event.targets and _is_headlined(scene, found, event, attributed):
        merge(scene, found, event)


def _is_headlined(scene: Scene, found: list[Found], event: Found, attributed: Attributed) -> bool:
    """Whether the headline tells the like of both parties, or of one of them and the event opens the article."""
    tree = scene.tree
    kinds = [sentence.kind for sentence in tree.sentences]
    heads = [token for token in scene.heads if kinds[tree.sentence_of[token]] == "headline"]
    own = {number for number in {tree.sentence_of[token] for token in heads} if _is_own(scene, attributed, number)}
    if not any(_tells(scene, found, event, number) for number in own):
        return False
    there = {iri for iri in (scene.at(token) for token in heads if tree.sentence_of[token] in own) if iri is not None}
    parties = {*event.actors, *event.targets}
    opens = "body" in kinds and tree.sentence_of[event.trigger] <= kinds.index("body") + 1
    return parties <= there or (opens and not parties.isdisjoint(there))


def _is_own(scene: Scene, attributed: Attributed, number: int) -> bool:
    """Whether a sentence claims nothing and has no verb between marks, as "Norland 'invaded' Sudmark" has."""
    sentence = scene.tree.sentences[number]
    if attributed.in_sentence(scene.tree, sentence.first):
        return False
    return not any(map(scene.is_quoted_verb, range(sentence.first, sentence.last)))


def _tells(scene: Scene, found: list[Found], event: Found, number: int) -> bool:
    """Whether a sentence has an event of that kind or its verb, or tells of talks, which are a meeting."""
    tree, tbox = scene.tree, scene.ontology.tbox
    inside = range(tree.sentences[number].first, tree.sentences[number].last)
    like = (each for each in found if tbox.is_a(each.cls, event.cls) or tbox.is_a(event.cls, each.cls))
    talk = any(tree.lemmas[at].lower() in scene.ontology.words["conversing"] for at in inside)
    verb = tree.lemmas[event.trigger].lower()  # the model may take the headline's for a noun
    same = any(tree.words[at].lower().startswith(verb) for at in inside)
    return same or any(each.trigger in inside for each in like) or (talk and tbox.is_a(event.cls, "Meeting"))


def _together(scene: Scene, one: Found, two: Found) -> Found:
    actors, targets = _fuller(one.actors, two.actors), _fuller(one.targets, two.targets)
    return replace(
        one,
        cls=_narrower(scene, one.cls, two.cls),
        actors=actors,
        targets=tuple(iri for iri in targets if iri not in actors),  # three hold a meeting, one met the two others
        places=one.places or two.places,
        when=one.when or two.when,
    )


def _fuller(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...]:
    """The parties, with those that the second telling adds to the first's: sanctions on the generals and two firms."""
    return two if set(one) <= set(two) else one


def _is_same(scene: Scene, one: Found, two: Found) -> bool:
    """Whether two mentions tell one event: of one kind, with a party or place in common, and nothing that differs."""
    tbox = scene.ontology.tbox
    if not (tbox.is_a(one.cls, two.cls) or tbox.is_a(two.cls, one.cls)):
        return False
    if one.when and two.when and one.when.value and two.when.value and one.when.value != two.when.value:
        return False
    if _is_bare(two):
        return tbox.is_a(one.cls, two.cls)
    if _is_bare(one) and one.when is None:
        return tbox.is_a(two.cls, one.cls)
    if _are_others(scene, one, two):
        return False
    parties = {*one.actors, *one.targets} & {*two.actors, *two.targets}
    if not (one.nominal or two.nominal) and one.trigger != two.trigger and not parties:
        return False
    if one.undone and two.actors:
        return False
    if set(one.actors) & set(two.targets) and set(one.targets) & set(two.actors):
        return True  # one met the other, who met him
    pairs = ((one.actors, two.actors), (one.targets, two.targets), (one.places, two.places))
    shared = tbox.is_a(one.cls, "Election") or any(set(a) & set(b) for a, b in pairs)
    return shared and all(not a or not b or set(a) & set(b) for a, b in pairs)


def _is_bare(event: Found) -> bool:
    """Whether nothing but a day is told of what a noun means: Monday's attack is the one that was told of before."""
    return event.nominal and not (event.actors or event.targets or event.places)


def _are_others(scene: Scene, one: Found, two: Found) -> bool:
    """Whether others do it with each other: Chad and Mali signed a deal, Chad and Niger reached one."""
    first, second = {*one.actors, *one.targets}, {*two.actors, *two.targets}
    mutual = scene.ontology.tbox.is_a(one.cls, "Meeting", "Call", "Agreement", "Battle")
    return mutual and min(len(first), len(second)) > 1 and not (first <= second or second <= first)


def _narrower(scene: Scene, one: str, two: str) -> str:
    return two if scene.ontology.tbox.is_a(two, one) else one
