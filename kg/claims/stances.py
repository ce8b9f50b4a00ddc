"""What a claim says is so, and what it says is not so."""

from kg.claims.drafts import Draft
from kg.model import Matter, Proposition
from kg.scenes import Scene


def find_matters(
    scene: Scene, draft: Draft, said: tuple[Proposition, ...], *, within: int | None, disputed: bool
) -> tuple[Matter, ...]:
    """The matters that a claim holds, or those that it disputes; none for a claim that was not made.

    Who denies that Latvia is a member disputes it, and who says that it is no member does. Demands, questions,
    promises and the like hold nothing, nor does what is only said to be possible.
    """
    tbox = scene.ontology.tbox
    ancestors = tbox.ancestors(draft.cls)
    if not draft.mood.holds or within is not None or draft.cls in scene.ontology.unasserted:
        return ()
    denies = "Denial" in ancestors
    return tuple(
        _matter(scene, each)
        for each in said
        if each.modality == "actual" and ((each.polarity == "negative") != denies) == disputed
    )


def _matter(scene: Scene, said: Proposition) -> Matter:
    """Of a symmetric relation the lesser IRI comes first."""
    if said.property in scene.ontology.tbox.symmetric and isinstance(said.object, str) and said.object < said.subject:
        return Matter(said.object, said.property, said.subject)
    return Matter(said.subject, said.property, said.object)
