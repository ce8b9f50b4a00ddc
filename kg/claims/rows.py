"""Verbs of saying in a row with one subject: said it was late, adding that it was lost, and urged us to wait."""

from kg.claims.drafts import Draft
from kg.scenes import Scene
from kg.trees import Tree


def goes_on(scene: Scene, draft: Draft, outer: Draft) -> bool:
    """Whether a claim that stands in another's content is one more of the same speaker."""
    return bool(outer.claimants) and (
        _is_participle_beside(scene.tree, draft.at) or _is_second_verb(scene, draft, outer)
    )


def _is_participle_beside(tree: Tree, at: int) -> bool:
    label = tree.deps[at] in ("advcl", "acl", "conj")
    return label and tree.tags[at] == "VBG" and tree.words[tree.left[at] - 1] == ","


def _is_second_verb(scene: Scene, draft: Draft, outer: Draft) -> bool:
    """ "noted that the ferry was late and added that its crew was tired": no ferry adds anything.

    "said the alliance had no troops there and denied that it planned any": what somebody is, has or plans, they do not
    say.
    """
    tree, clause = scene.tree, scene.tree.heads[draft.at]
    if any(may(tree, draft.at, outer.at) for may in (_is_later_verb, _is_second_participle, _is_of_one)):
        return True
    says = draft.form.endswith(("clause", "question")) or draft.denied is not None or _is_addressed(scene, draft)
    if says and _is_of_other_tense(tree, draft.at, outer.at):
        return True
    if tree.deps[draft.at] != "conj" or not says or tree.tags[draft.at] != tree.tags[outer.at]:
        return False
    if tree.heads[clause] != outer.at or tree.child(draft.at, "nsubj", "nsubjpass", "aux") is not None:
        return False
    acting = [subject for subject in tree.children(clause, "nsubj", "nsubjpass") if scene.is_agent(subject)]
    lemma = tree.lemmas[clause].lower()
    being = lemma in scene.ontology.words["being"]
    if (being or lemma in scene.ontology.moods.expecting) and _is_addressed(scene, draft):
        return True
    denies = scene.ontology.tbox.is_a(draft.cls, "Denial")
    return not acting or (denies and being and tree.child(clause, "acomp") is None)


def _is_second_participle(tree: Tree, at: int, outer: int) -> bool:
    """ "noting that it had freed them and urging others to follow": of what it had done none is a participle."""
    clause = tree.heads[at]
    alike = tree.deps[at] == "conj" and tree.tags[at] == tree.tags[outer] == "VBG" != tree.tags[clause]
    return alike and tree.heads[clause] == outer and tree.child(at, "nsubj", "nsubjpass", "aux") is None


def _is_of_one(tree: Tree, at: int, outer: int) -> bool:
    """ "says guards had fled and demands an inquiry": no guards demands it."""
    clause = tree.heads[at]
    subjects = [tree.tags[kid] for kid in tree.children(clause, "nsubj", "nsubjpass")]
    alike = tree.deps[at] == "conj" and tree.heads[clause] == outer and tree.tags[at] == tree.tags[outer] == "VBZ"
    return alike and bool(subjects) and all(tag in ("NNS", "NNPS") for tag in subjects)


def _is_later_verb(tree: Tree, at: int, outer: int) -> bool:
    """ "denied that its aircraft had crossed the border and accused Moldova": who denies accuses, of what had been."""
    clause = tree.heads[at]
    if tree.deps[at] != "conj" or tree.heads[clause] != outer or tree.tags[outer] != "VBD":
        return False
    past = tree.tags[at] == "VBD" or (tree.tags[at] == "VBN" and tree.words[at].lower().endswith("ed"))
    if not past or tree.child(at, "nsubj", "nsubjpass", "aux") is not None:
        return False  # that it had burned and fallen
    return any(tree.words[kid].lower() == "had" for kid in tree.children(clause, "aux"))


def _is_of_other_tense(tree: Tree, at: int, outer: int) -> bool:
    """ "has said that the ferry is late and promised that it would come": nobody is late and promised."""
    clause = tree.heads[at]
    if tree.deps[at] != "conj" or tree.heads[clause] != outer or tree.tags[at] != "VBD":
        return False
    told = tree.tags[outer] in ("VBD", "VBN") and tree.tags[clause] in ("VBZ", "VBP")
    return told and tree.child(at, "nsubj", "nsubjpass", "aux") is None


def _is_addressed(scene: Scene, draft: Draft) -> bool:
    """Urged somebody to do something, accused somebody: what a speaker does."""
    return bool(draft.targets) and not draft.form.endswith("target") and not is_plain(scene, draft.cls)


def is_plain(scene: Scene, cls: str) -> bool:
    """A kind of claim without a stronger class between it and :Claim."""
    ancestors = scene.ontology.tbox.ancestors(cls)
    return not any(strong in ancestors for strong in scene.ontology.strong)
