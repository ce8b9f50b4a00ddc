"""Things that are blamed, which are no agents: nobody is accused by that."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.claims.drafts import Draft
from kg.claims.runs import Run, merge_runs
from kg.scenes import Scene


def without_things(scene: Scene, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Blamed [the drought] for the famine: what is said has the drought in it, which is not accused.

    Whatever is accused of a deed is taken for somebody: accused the mine of hiding a report.
    """
    for draft in drafts:
        blamed = [token for slot, token in draft.targets if slot == "accused" and draft.form != "verb prep:of"]
        things = [token for token in blamed if _is_thing(scene, token)]
        if not things:
            yield draft
            continue
        runs = (_phrase(scene, draft.at, thing) for thing in things)
        yield replace(
            draft,
            targets=tuple(target for target in draft.targets if target[1] not in things),
            content=merge_runs(scene.tree, [*draft.content, *runs]),
        )


def _is_thing(scene: Scene, token: int) -> bool:
    """A common noun for nobody: corruption, a gas leak; not: an Acme offshoot, Maltese looters."""
    known = scene.linked.at(token) is not None or scene.is_agent(token)
    of_somebody = any(scene.tree.words[kid][:1].isupper() for kid in scene.tree.children(token, "amod", "compound"))
    return scene.tree.pos[token] == "NOUN" and not known and not of_somebody


def _phrase(scene: Scene, cue: int, thing: int) -> Run:
    """Blamed [the drought], blamed the famine [on the drought]."""
    tree, link = scene.tree, scene.tree.heads[thing]
    top = link if tree.deps[thing] == "pobj" and tree.heads[link] == cue else thing
    return tree.left[top], tree.right[top]
