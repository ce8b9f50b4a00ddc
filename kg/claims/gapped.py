"""Accused the army of arson and the police of looting: a second claim whose verb is left out."""

from collections.abc import Iterator
from dataclasses import replace

from kg.claims.drafts import Draft
from kg.claims.runs import merge_runs, without
from kg.scenes import Scene


def with_gapped(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """The drafts in text order, with one for each further party that has its own content."""
    return sorted((each for draft in drafts for each in _parted(scene, draft)), key=lambda draft: draft.at)


def _parted(scene: Scene, draft: Draft) -> Iterator[Draft]:
    tree = scene.tree
    link = draft.content[0][0] if draft.content else -1
    if not draft.targets or not draft.form.startswith("verb prep:") or tree.deps[link] != "prep":
        yield draft
        return
    slot, end = draft.targets[0][0], tree.right[draft.at]
    for other, again in _find_gapped(scene, draft.at, link):
        first = tree.left[other] - 1  # the conjunction or comma before the party
        targets = tuple(target for target in draft.targets if target[1] < first) or draft.targets[:1]
        draft = replace(draft, targets=targets, content=merge_runs(tree, without(draft.content, [(first, end)])))
        content = merge_runs(tree, [(again, min(tree.right[again], end))])
        yield replace(draft, at=again, cue=((again, again + 1),), targets=((slot, other),), content=content)
        end = first
    yield draft


def _find_gapped(scene: Scene, verb: int, link: int) -> Iterator[tuple[int, int]]:
    """Each further party and the preposition after it, the last first: and [the police] [of] looting."""
    tree = scene.tree
    for again in reversed(range(link + 3, tree.right[verb] - 1)):
        other = again - 1
        if tree.deps[again] != "prep" or tree.lemmas[again] != tree.lemmas[link] or not scene.is_agent(other):
            continue
        joined = tree.deps[tree.left[other] - 1] == "cc" or tree.words[tree.left[other] - 1] == ","
        named = tree.pos[other] == "PROPN" and (other not in scene.heads or scene.heads[other].last == again)
        deed = tree.tags[again + 1] == "VBG" or (named and tree.tags[again + 1] == "NN")
        if joined and deed:
            yield other, again
