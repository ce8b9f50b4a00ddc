"""What the scorer sees of a draft."""

from collections.abc import Iterator

from kg.claims.drafts import Draft
from kg.scenes import Scene
from kg.trees import Tree

_LENGTHS = (1, 2, 4, 8, 16, 32)


def find_features(scene: Scene, draft: Draft, outer: Draft | None) -> Iterator[str]:
    """Names of the features that hold; ``outer`` is the draft whose content holds this one."""
    tree, head = scene.tree, draft.at
    lemma = tree.lemmas[head].lower()
    source = _source(scene, draft)
    yield "bias"
    yield f"origin={draft.origin}"
    yield f"lemma={lemma}"
    yield f"form={draft.form}"
    yield f"lemma,form={lemma} {draft.form}"
    yield f"class={draft.cls}"
    yield f"source={source}"
    yield f"form,source={draft.form} {source.split(':')[0]}"
    yield f"lemma,source={lemma} {source.split(':')[0]}"
    yield f"tag={tree.tags[head]}"
    yield f"lemma,tag={lemma} {tree.tags[head]}"
    yield f"dep={tree.deps[head]}"
    yield f"tag,dep,source={tree.tags[head]} {tree.deps[head]} {source.split(':')[0]}"
    yield f"mood={draft.mood.polarity} {draft.mood.modality}"
    yield f"block={tree.sentences[tree.sentence_of[head]].kind}"
    yield from _of_content(scene, draft)
    yield from _of_nesting(scene, draft, outer, source)


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


def _of_content(scene: Scene, draft: Draft) -> Iterator[str]:
    tree = scene.tree
    size = sum(last - first for first, last in draft.content)
    yield f"length={sum(size > bound for bound in _LENGTHS)}"
    yield f"quoted={draft.quoted}"
    if draft.content:
        first = draft.content[0][0]
        yield f"first={tree.words[first].lower()}"
        yield f"first,form={tree.tags[first]} {draft.form}"
        yield f"before={first < draft.at}"
    yield f"runs={min(len(draft.content), 3)}"


def _of_nesting(scene: Scene, draft: Draft, outer: Draft | None, source: str) -> Iterator[str]:
    in_quote = any(quote.first <= draft.at < quote.last for quote in scene.quotes)
    yield f"inquote={in_quote}"
    if outer is not None:
        yield f"nested={outer.quoted} {in_quote}"
        yield f"nested,source={source.split(':', maxsplit=1)[0]}"
        yield f"nested,form={draft.form}"
    yield f"auxiliaries={_auxiliaries(scene.tree, draft.at)}"


def _auxiliaries(tree: Tree, head: int) -> str:
    return " ".join(tree.lemmas[kid].lower() for kid in tree.children(head, "aux", "auxpass", "neg"))
