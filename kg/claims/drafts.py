"""A draft of a claim: who, which cue, which content, as tokens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kg.claims.runs import Run, merge_runs, trim
from kg.patterns import Filler, Match
from kg.predications import Mood, is_passive
from kg.scenes import Scene, is_charge
from kg.trees import Tree

Origin = Literal["ontology", "analyst", "learnt", "layout"]
"""Whose wording it is: a shipped pattern's, an analyst's own, the scorer's, or that of a quotation's layout."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its entities are known; every field counts tokens.

    ``denied`` is the claim noun or clause that a denial denies or a refusal refuses, ``at`` where the claim stands in
    the text.
    """

    cls: str
    at: int
    cue: tuple[Run, ...]
    claimants: tuple[int, ...]
    targets: tuple[tuple[str, int], ...]
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    mood: Mood
    pattern: str
    quoted: bool = False
    denied: int | None = None
    reciprocal: bool = False
    follows: int | None = None
    """The draft (by ``at``) whose speaker goes on."""
    form: str = ""
    """The kind of cue and the role of its content: ``verb clause``."""
    origin: Origin = "ontology"


def cue_runs(tree: Tree, match: Match, said: Filler | None = None) -> tuple[Run, ...]:
    """The trigger, its particle, the literal words of the pattern and the preposition of what is ``said``."""
    head = match.predication.head
    tokens = {head, *match.words}
    particle = tree.child(head, "prt")
    if match.pattern.particle and particle is not None:
        tokens.add(particle)
    if match.pattern.kind == "adjunct":
        tokens.update(tree.children(head, "prep"))
    tokens.update(_own_preposition(tree, match, said))
    return merge_runs(tree, [(token, token + 1) for token in sorted(tokens)])


def _own_preposition(tree: Tree, match: Match, said: Filler | None) -> Iterator[int]:
    """Called [for] peace, its opposition [to] the war; not: accused Beta of theft, was accused of it, seen as bad."""
    head = match.predication.head
    if said is None or said.slot.role[:5] != "prep:" or said.slot.role == "prep:as":
        return
    if " it " in match.pattern.text or any(slot.role == "object" for slot in match.pattern.slots):
        return
    beside = (tree.child(head, "prt") or head) + 1
    yield from (kid for kid in tree.children(head, "prep") if kid == beside and kid == tree.heads[said.tokens[0]])


def source_run(tree: Tree, token: int, cue: int) -> Run:
    """The claimant's noun phrase without the clauses that hang on it, or the relative pronoun for it."""
    for kid in tree.children(cue, "nsubj", "nsubjpass"):
        if tree.tags[kid] in ("WP", "WDT") and kid != token:
            return (kid, kid + 1)
    last = tree.right[token]
    for kid in tree.kids[token]:
        if kid > token and tree.deps[kid] in ("relcl", "acl", "advcl", "conj", "cc") and tree.left[kid] < last:
            last = max(token + 1, tree.left[kid])
    return trim(tree, (tree.left[token], last)) or (token, token + 1)


def holds_token(draft: Draft, token: int) -> bool:
    """Whether a token stands in the draft's content."""
    return any(first <= token < last for first, last in draft.content)


def is_accusing(scene: Scene, draft: Draft) -> bool:
    """Beta is held on a charge of theft; Anna Berg, accused of theft, fled; not: men accused of theft."""
    tree = scene.tree
    if draft.form.startswith("noun"):
        return bool(draft.targets) and is_charge(scene, draft.at)
    known = (
        any(scene.of_class(token, "Agent") for _, token in draft.targets) or tree.words[tree.left[draft.at] - 1] == ","
    )
    beside = tree.deps[draft.at] in ("acl", "advcl", "relcl") and scene.ontology.tbox.is_a(draft.cls, "Accusation")
    whom = bool(draft.targets) and not draft.form.endswith("target")
    return known and beside and whom and is_passive(tree, draft.at)


def with_content(tree: Tree, draft: Draft, runs: Iterable[Run], *, quoted: bool | None = None) -> Draft:
    """The draft with more content; what comes after all that it has is held against its last run only."""
    added, kept = list(runs), draft.content
    sorted_in = kept if kept and all(run[0] >= kept[-1][0] for run in added) else ()
    before = sorted_in[:-1]
    return replace(
        draft,
        content=(*before, *merge_runs(tree, [*kept[len(before) :], *added])),
        quoted=draft.quoted if quoted is None else quoted,
    )
