"""What is answered in an interview is said by whom the article introduces before the first question."""

from collections.abc import Iterable, Iterator

from kg.claims.drafts import Draft
from kg.claims.runs import Run, run_of, trim
from kg.model import Mention
from kg.predications import Mood
from kg.predications.walks import conjuncts
from kg.quotes import quote_at
from kg.scenes import Scene

LONGEST_LABEL = 6
"""A label has at most this many words."""


def find_answers(scene: Scene) -> Iterator[Draft]:
    """A draft for each paragraph that answers, in text order; without a claimant where nobody was introduced.

    None where nobody was, and nobody says "I".
    """
    blocks = scene.article.blocks
    runs = {number: run_of(scene.tree, block) for number, block in enumerate(blocks) if block.kind == "answer"}
    introduced = _find_interviewed(scene, next(iter(runs.values()))[0]) if runs else None
    if introduced is None and not _is_spoken(scene, runs.values()):
        return
    speaker = introduced
    for number, run in runs.items():
        if number - 1 not in runs:
            before = blocks[number - 1]
            label = _find_label(scene, run_of(scene.tree, before)) if before.kind == "body" else None
            speaker = _find_named(scene, label) if label else introduced
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


def _is_spoken(scene: Scene, runs: Iterable[Run]) -> bool:
    """Whether whoever answers says "I" or "we": what readers may ask, the article answers in its own voice."""
    said = (token for run in runs for token in range(*run) if scene.is_first_person(token))
    return any(quote_at(scene.quotes, token) is None for token in said)


def _find_label(scene: Scene, run: Run) -> range | None:
    """What stands before a colon where the paragraph before an answer begins: BERG: It will not. ¶ Nobody asked us."""
    words = scene.tree.words[run[0] : run[0] + LONGEST_LABEL + 1]
    asks = "?" in scene.tree.words[run[1] - 2 : run[1]]
    return range(run[0], run[0] + words.index(":")) if ":" in words and not asks else None


def _find_named(scene: Scene, label: range) -> Mention | None:
    return next((scene.heads[at] for at in reversed(label) if at in scene.heads and scene.is_agent(at)), None)


def _find_interviewed(scene: Scene, before: int) -> Mention | None:
    """The first mention of whoever is named most before this token; nobody where two people are named together."""
    named: dict[str, list[Mention]] = {}
    for head in sorted(head for head in scene.heads if head < before):
        iri = scene.at(head)
        if iri is not None and scene.stands_for(head, "Person"):
            named.setdefault(iri, []).append(scene.heads[head])
    found = max(named.values(), key=len) if named else []
    return found[0] if found and not any(_is_of_several(scene, mention.head) for mention in found) else None


def _is_of_several(scene: Scene, head: int) -> bool:
    """Anna Berg and Oscar Lind; not: Anna Berg, on the mine, Norland and why she left."""
    beside = (each for each in conjuncts(scene.tree, head) if scene.stands_for(each, "Person"))
    return len({scene.at(each) for each in beside}) > 1
