"""What is answered in an interview is said by whom the article introduces before the first question."""

from collections.abc import Iterator

from kg.claims.drafts import Draft
from kg.claims.runs import trim
from kg.model import Mention
from kg.predications import Mood
from kg.scenes import Scene


def find_answers(scene: Scene) -> Iterator[Draft]:
    """A draft for each paragraph that answers, in text order; without a claimant where nobody was introduced."""
    tree, token, begun = scene.tree, 0, -1
    speaker: Mention | None = None
    for block in scene.article.blocks:
        while token < len(tree.starts) and tree.starts[token] < block.start:
            token += 1
        if block.kind != "answer":
            continue
        if begun < 0:
            begun, speaker = token, _find_interviewed(scene, token)
        last = token
        while last < len(tree.starts) and tree.starts[last] < block.end:
            last += 1
        content = trim(tree, (token, last))
        if content is not None:
            yield Draft(
                cls="Claim",
                at=max(token - 1, 0),
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
    """The first mention of whoever is named most before this token."""
    named: dict[str, list[Mention]] = {}
    for head in sorted(head for head in scene.heads if head < before):
        iri = scene.at(head)
        if iri is not None and scene.stands_for(head, "Person"):
            named.setdefault(iri, []).append(scene.heads[head])
    return max(named.values(), key=len)[0] if named else None
