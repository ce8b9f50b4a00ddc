"""What the scorer sees of a draft."""

from collections.abc import Collection, Iterator
from itertools import chain

from kg.claims.drafts import Draft
from kg.claims.holders import find_inside
from kg.quotes import quote_at
from kg.scenes import Scene
from kg.trees import Tree

_LENGTHS = (1, 2, 4, 8, 16, 32)
_FAR = 12
_LINKS = frozenset({"PUNCT", "SPACE", "ADP", "SCONJ"})
"""Words before the head of a content: of, that."""


def find_features(scene: Scene, draft: Draft, outer: Draft | None, beside: Collection[Draft] = ()) -> Iterator[str]:
    """Names of the features that hold.

    ``outer`` is the draft whose content holds this one, ``beside`` are the drafts of the same sentence.
    """
    source = _source(scene, draft)
    yield "bias"
    yield f"origin={draft.origin}"
    yield f"source={source}"
    yield f"form,source={draft.form} {source.split(':')[0]}"
    yield f"block={scene.tree.sentences[scene.tree.sentence_of[draft.at]].kind}"
    yield from _of_cue(scene.tree, draft, source.split(":")[0])
    yield from _of_place(scene.tree, draft)
    yield from _of_speaker(scene, draft)
    yield from _of_content(scene, draft)
    yield from _of_nesting(scene, draft, outer, source)
    yield from _of_rivals(draft, [each for each in beside if each.at != draft.at])


def _source(scene: Scene, draft: Draft) -> str:
    """none, pronoun:he, Person:name, Group:noun, noun:report."""
    if not draft.claimants:
        return "none"
    token = draft.claimants[0]
    tree = scene.tree
    word = tree.words[token].lower()
    if tree.tags[token] in ("PRP", "PRP$", "WP", "WDT", "DT"):
        return f"pronoun:{word}"
    iri = scene.linked.at(token)
    if iri is None:
        return f"noun:{tree.lemmas[token].lower()}"
    entity = scene.linked.entity(iri)
    return f"{entity.cls}:{'name' if entity.named else tree.lemmas[token].lower()}"


def _of_cue(tree: Tree, draft: Draft, source: str) -> Iterator[str]:
    head = draft.at
    lemma, tag, label = tree.lemmas[head].lower(), tree.tags[head], tree.deps[head]
    yield f"lemma={lemma}"
    yield f"form={draft.form}"
    yield f"lemma,form={lemma} {draft.form}"
    yield f"class={draft.cls}"
    yield f"lemma,source={lemma} {source}"
    yield f"tag={tag}"
    yield f"lemma,tag={lemma} {tag}"
    yield f"dep={label}"
    yield f"tag,dep,source={tag} {label} {source}"
    yield f"tag,form={tag} {draft.form}"
    yield f"tag,origin={tag} {draft.origin}"
    yield f"lemma,tag,dep={lemma} {tag} {label}"
    yield f"mood={draft.mood.polarity} {draft.mood.modality}"
    yield f"auxiliaries={_auxiliaries(tree, head)}"
    if draft.origin != "learnt":
        yield f"wording={draft.pattern}"
    particle = tree.child(head, "prt")
    if particle is not None:
        yield f"lemma,particle={lemma} {tree.lemmas[particle].lower()}"


def _auxiliaries(tree: Tree, head: int) -> str:
    return " ".join(tree.lemmas[kid].lower() for kid in tree.children(head, "aux", "auxpass", "neg"))


def _of_place(tree: Tree, draft: Draft) -> Iterator[str]:
    """What the cue hangs on and stands between."""
    head = draft.at
    lemma, label, above = tree.lemmas[head].lower(), tree.deps[head], tree.heads[head]
    after = tree.words[head + 1].lower() if head + 1 < len(tree.words) else ""
    yield f"parent={tree.lemmas[above].lower() if above != head else ''} {label}"
    yield f"parent,pos={tree.pos[above]} {label}"
    yield f"dep,form={label} {draft.form}"
    yield f"lemma,dep={lemma} {label}"
    yield f"next={after}"
    yield f"previous={tree.words[head - 1].lower() if head else ''}"
    yield f"lemma,next={lemma} {after}"


def _of_speaker(scene: Scene, draft: Draft) -> Iterator[str]:
    """Whether an agent speaks, and how far from the cue."""
    tree, kind = scene.tree, "none"
    if draft.claimants:
        token = draft.claimants[0]
        kind = "agent" if scene.is_agent(token) else "pronoun" if tree.pos[token] == "PRON" else "thing"
        yield f"speaker,dep={tree.deps[token]}"
        yield f"distance={min(abs(token - draft.at), _FAR) // 3} {token < draft.at}"
    yield f"speaker={kind}"
    yield f"speaker,form={kind} {draft.form}"
    yield f"speaker,lemma={kind} {tree.lemmas[draft.at].lower()}"


def _of_content(scene: Scene, draft: Draft) -> Iterator[str]:
    tree, lemma = scene.tree, scene.tree.lemmas[draft.at].lower()
    size = sum(last - first for first, last in draft.content)
    length = sum(size > bound for bound in _LENGTHS)
    yield f"length={length}"
    yield f"length,form={length} {draft.form}"
    yield f"length,origin={length} {draft.origin}"
    yield f"length,lemma={min(length, 3)} {lemma}"
    yield f"quoted={draft.quoted}"
    yield f"quoted,origin={draft.quoted} {draft.origin}"
    yield f"quoted,lemma={draft.quoted} {lemma}"
    yield f"runs={min(len(draft.content), 3)}"
    if draft.content:
        first = draft.content[0][0]
        yield f"first={tree.words[first].lower()}"
        yield f"first,form={tree.tags[first]} {draft.form}"
        yield f"before={first < draft.at}"
        yield from _of_content_head(scene, draft, _head_of(tree, *draft.content[0]))


def _head_of(tree: Tree, first: int, last: int) -> int:
    """The word that the rest of a run hangs on, behind "of" or "that"."""
    words = [token for token in range(first, last) if tree.pos[token] not in _LINKS]
    tops = (token for token in words if not first <= tree.heads[token] < last or tree.heads[token] == token)
    below = (token for token in words if tree.heads[token] == first)
    return next(chain(tops, below), first)


def _of_content_head(scene: Scene, draft: Draft, head: int) -> Iterator[str]:
    tree, form = scene.tree, draft.form
    yield f"head={tree.tags[head]}"
    yield f"head,form={tree.tags[head]} {form}"
    yield f"head,lemma={tree.lemmas[head].lower()}"
    yield f"head,pos,lemma={tree.pos[head]} {tree.lemmas[draft.at].lower()}"
    yield f"head,dep={tree.deps[head]} {form}"
    yield f"subject={tree.child(head, 'nsubj', 'nsubjpass', 'expl') is not None} {form}"
    if tree.pos[head] in ("NOUN", "PROPN"):
        article, iri = tree.child(head, "det", "poss"), scene.linked.at(head)
        word = "" if article is None else tree.lemmas[article].lower() if tree.deps[article] == "det" else "poss"
        yield f"article={word} {form}"
        yield f"head,class={scene.linked.entity(iri).cls if iri is not None else ''} {form}"


def _of_nesting(scene: Scene, draft: Draft, outer: Draft | None, source: str) -> Iterator[str]:
    in_quote = quote_at(scene.quotes, draft.at) is not None
    lemma = scene.tree.lemmas[draft.at].lower()
    yield f"inquote={in_quote}"
    yield f"inquote,form={in_quote} {draft.quoted} {draft.form}"
    yield f"inquote,lemma={in_quote} {lemma}"
    yield f"outer,lemma={outer is not None} {lemma}"
    if outer is None:
        yield f"top,form={draft.form}"
        yield f"top,origin={draft.origin}"
        return
    yield f"nested={outer.quoted} {in_quote}"
    yield f"nested,source={source.split(':', maxsplit=1)[0]}"
    yield f"nested,form={draft.form}"
    yield f"nested,quoted,form={outer.quoted} {draft.form}"
    yield f"nested,class={outer.cls} {draft.cls}"
    yield f"nested,origin={outer.origin} {outer.form.split(' ')[0]} {draft.origin}"


def _of_rivals(draft: Draft, beside: list[Draft]) -> Iterator[str]:
    """What else the sentence may say."""
    words = {token for run in draft.content for token in range(*run)}
    places = [each.at for each in beside]
    yield f"rivals={min(len(beside), 4)}"
    yield f"rivals,sure={min(sum(each.origin != 'learnt' for each in beside), 3)} {draft.origin}"
    yield f"rivals,inside={any(True for _ in find_inside(places, draft.content))} {draft.form}"
    yield f"rivals,same={any(each.content == draft.content for each in beside)} {draft.origin}"
    yield f"rivals,shared={any(not words.isdisjoint(range(*run)) for each in beside for run in each.content)}"
