"""Source, cue and content of a draft have no word in common; what a relative pronoun in them stands for."""

from collections.abc import Iterable
from dataclasses import replace

from kg.claims.drafts import Draft
from kg.claims.holders import Holders
from kg.claims.runs import Run, merge_runs, without
from kg.predications import RELATIVE_TAGS, antecedent, is_aside
from kg.scenes import Scene
from kg.trees import SUBJECTS, Tree


def keep_apart(tree: Tree, draft: Draft) -> Draft:
    """A word of the cue is said by nobody, and what is said is no part of who says it.

    Accused the auditors of fraud: the parser takes "auditors of fraud" for one phrase, here the source of a second
    accusation. Where all of the source lies in the content, as in a quotation that names its speaker, it is the content
    that has a gap.
    """
    content = without(without(draft.content, _literal(tree, draft)) or draft.content, draft.cue)
    source = without(draft.source, [*draft.cue, *content])
    if draft.source and not source:
        source = without(draft.source, draft.cue)
        content = without(content, source)
    return replace(draft, source=merge_runs(tree, source), content=merge_runs(tree, content))


def with_antecedent(tree: Tree, draft: Draft) -> Draft:
    """Left [the town], which guards say [was mined]: what the pronoun that a content begins with stands for."""
    first, last = draft.content[0] if draft.content else (0, 0)
    noun = antecedent(tree, first)
    if not draft.content or tree.deps[draft.at] != "relcl":
        return draft
    if tree.tags[first] not in RELATIVE_TAGS:
        return _with_noun(tree, draft)
    if not noun < first < draft.at:
        return draft
    return replace(draft, content=merge_runs(tree, [(tree.left[noun], first), (first + 1, last), *draft.content[1:]]))


def _with_noun(tree: Tree, draft: Draft) -> Draft:
    """Announced a ban, [a step] Berg said [would save lives], which has no pronoun in it."""
    noun, (first, _) = tree.heads[draft.at], draft.content[0]
    clause = tree.child(draft.at, "ccomp")
    bare = all(tree.tags[token] not in RELATIVE_TAGS for token in range(noun, first))
    gapped = clause is not None and clause >= first == draft.at + 1 and tree.child(clause, *SUBJECTS) is None
    if not (bare and gapped) or not noun < tree.left[draft.at]:
        return draft
    return replace(draft, content=merge_runs(tree, [(tree.left[noun], noun + 1), *draft.content]))


def without_remark(scene: Scene, draft: Draft) -> Draft:
    """Denied hiding gold[, a claim that followed him]: what is told of what is denied is no part of it.

    Not: denied that it was a lie, a threat or a promise.
    """
    tree = scene.tree
    if not draft.content or "Denial" not in scene.ontology.tbox.ancestors(draft.cls):
        return draft
    begin, end = draft.content[-1]
    for noun in range(begin + 2, end):
        first = tree.left[noun]
        told = tree.lemmas[noun].lower() in scene.ontology.claim_nouns and noun != draft.denied
        listed = tree.deps[noun] == "conj" or tree.child(noun, "conj") is not None
        opens = tree.words[first].lower() in scene.ontology.words["indefinite"] and tree.words[first - 1] == ","
        if told and not listed and opens and first > begin + 1 and tree.right[noun] >= end:
            content = without(draft.content, [(first - 1, end)])
            return replace(draft, content=merge_runs(tree, content))
    return draft


def recall_contents(scene: Scene, drafts: Iterable[Draft]) -> list[Draft]:
    """Mali accused Niger of [firing], which Niger denies: what was said is denied, not that it was said."""
    drafts, tree = list(drafts), scene.tree
    found = ((draft, _top(scene, draft.at)) for draft in drafts if _is_answer(scene, draft))
    tops = {draft.at: top for draft, top in found if top is not None}
    if not tops:
        return drafts
    told = [draft for draft in drafts if draft.origin != "learnt" and draft.content]
    by_at, holders = {draft.at: draft for draft in told}, Holders(told)
    recalled = {}
    for at, top in tops.items():
        around = (each for each in holders.at(tree.heads[top]) if each.at < at)
        said = by_at.get(_verb_above(tree, top)) or max(around, key=lambda each: each.at, default=None)
        recalled[at] = _said_before(tree, said, top) if said is not None else ()
    return [replace(draft, content=recalled.get(draft.at) or draft.content) for draft in drafts]


def _said_before(tree: Tree, said: Draft, top: int) -> tuple[Run, ...]:
    """A content without a clause and without the preposition that it begins with: accused of [firing]."""
    first, *rest = without(said.content, [(tree.left[top], tree.right[top])]) or [(0, 0)]
    return merge_runs(tree, [(first[0] + (tree.pos[first[0]] == "ADP"), first[1]), *rest])


def _top(scene: Scene, verb: int) -> int | None:
    """Where [, which Niger denies] and [, something Niger denies] hang on what was said."""
    tree, noun = scene.tree, scene.tree.heads[verb]
    if any(is_aside(tree, kid) for kid in tree.children(verb, "dobj")):
        return verb
    return noun if scene.resumes_clause(noun) else None


def _is_answer(scene: Scene, draft: Draft) -> bool:
    """Whether a draft denies or refuses what was said, without a noun for it."""
    if draft.denied is None:
        return "Denial" in scene.ontology.tbox.ancestors(draft.cls)
    return draft.cls == "Refusal" and draft.denied == _verb_above(scene.tree, draft.at)


def _verb_above(tree: Tree, token: int) -> int:
    """The next verb that a token hangs on."""
    token = tree.heads[token]
    while tree.pos[token] not in ("VERB", "AUX") and tree.heads[token] != token:
        token = tree.heads[token]
    return token


def _literal(tree: Tree, draft: Draft) -> list[Run]:
    """What hangs on the literal words of a cue: called the report "a [pure invention]"."""
    words = (token for first, last in draft.cue for token in range(first, last) if token != draft.at)
    return [(tree.left[word], tree.right[word]) for word in words if tree.heads[word] != draft.at]
