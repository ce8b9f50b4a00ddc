"""What is answered in an interview is said by whom the article introduces before the first question."""

from collections.abc import Iterator

from kg.claims.drafts import Draft
from kg.claims.runs import run_of, trim
from kg.model import Mention
from kg.predications import Mood
from kg.predications.walks import conjuncts
from kg.scenes import Scene


def find_answers(scene: Scene) -> Iterator[Draft]:
    """A draft for each paragraph that answers, in text order; without a claimant where nobody was introduced."""
    runs = [run_of(scene.tree, block) for block in scene.article.blocks if block.kind == "answer"]
    speaker = _find_interviewed(scene, runs[0][0]) if runs else None
    for run in runs:
        content = trim(scene.tree, run)
        if content is not None:
            yield Draft(
                cls="Claim",
                at=max(run[0] - 1, 0),
                cue=(),
                claimants=() if speaker is None else (speaker.head,),
                targets=(),
                source=() if speaker is None else ((speaker.first, speaker.last),),
                content=(content,),
                mood=Mood(),
                pattern="A: CONTENT",
                form="layout clause",
                origin="layout",
            )


def _find_interviewed(scene: Scene, before: int) -> Mention | None:
    """The first mention of whoever is named most before this token; nobody where two people are named together."""
    named: dict[str, list[Mention]] = {}
    for head in sorted(head for head in scene.heads if head < before):
        iri = scene.at(head)
        if iri is not None and scene.stands_for(head, "Person"):
            named.setdefault(iri, []).append(scene.heads[head])
    found = max(named.values(), key=len) if named else []
    together = any(len([*conjuncts(scene.tree, mention.head)]) > 1 for mention in found)
    return found[0] if found and not together else None
