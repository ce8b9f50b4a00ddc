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
    """Said it was late, adding that it was lost."""
    beside = tree.deps[at] in ("advcl", "acl", "conj")
    return beside and tree.tags[at] == "VBG" and tree.words[tree.left[at] - 1] == ","


def _is_second_verb(scene: Scene, draft: Draft, outer: Draft) -> bool:
    """ "noted that the ferry was late and added that its crew was tired": no ferry adds anything.

    "said the alliance had no troops there and denied that it planned any": what somebody is, has or plans, they do not
    say.
    """
    tree, verb, cue = scene.tree, draft.at, outer.at
    clause = tree.heads[verb]
    if tree.deps[verb] != "conj" or tree.heads[clause] != cue:
        return False
    if tree.child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return False  # said that it had burned and fallen, that guards fled and the mayor says so
    if any(goes(tree, verb, clause, cue) for goes in (_is_later, _is_participle_as, _is_singular_as)):
        return True
    says = draft.form.endswith(("clause", "question")) or draft.denied is not None or _is_addressed(scene, draft)
    if says and _is_of_other_tense(tree, verb, clause, cue):
        return True
    if not says or tree.tags[verb] != tree.tags[cue]:
        return False
    acting = [subject for subject in tree.children(clause, "nsubj", "nsubjpass") if scene.is_agent(subject)]
    lemma = tree.lemmas[clause].lower()
    being = lemma in scene.ontology.words["being"]
    if (being or lemma in scene.ontology.moods.expecting) and _is_addressed(scene, draft):
        return True
    denies = scene.ontology.tbox.is_a(draft.cls, "Denial")
    return not acting or (denies and being and tree.child(clause, "acomp") is None)


def _is_later(tree: Tree, verb: int, clause: int, cue: int) -> bool:
    """ "denied that its aircraft had crossed the border and accused Moldova": who denies accuses, of what had been."""
    past = tree.tags[verb] == "VBD" or (tree.tags[verb] == "VBN" and tree.words[verb].lower().endswith("ed"))
    before = any(tree.words[kid].lower() == "had" for kid in tree.children(clause, "aux"))
    return past and before and tree.tags[cue] == "VBD"


def _is_participle_as(tree: Tree, verb: int, clause: int, cue: int) -> bool:
    """ "noting that it had freed them and urging others to follow": of what it had done none is a participle."""
    return tree.tags[verb] == tree.tags[cue] == "VBG" != tree.tags[clause]


def _is_singular_as(tree: Tree, verb: int, clause: int, cue: int) -> bool:
    """ "says guards had fled and demands an inquiry": no guards demands it."""
    subjects = [tree.tags[kid] for kid in tree.children(clause, "nsubj", "nsubjpass")]
    alike = tree.tags[verb] == tree.tags[cue] == "VBZ"
    return alike and bool(subjects) and all(tag in ("NNS", "NNPS") for tag in subjects)


def _is_of_other_tense(tree: Tree, verb: int, clause: int, cue: int) -> bool:
    """ "has said that the ferry is late and promised that it would come": nobody is late and promised."""
    told = tree.tags[cue] in ("VBD", "VBN") and tree.tags[clause] in ("VBZ", "VBP")
    return told and tree.tags[verb] == "VBD"


def _is_addressed(scene: Scene, draft: Draft) -> bool:
    """Urged somebody to do something, accused somebody: what a speaker does."""
    return bool(draft.targets) and not draft.form.endswith("target") and not is_plain(scene, draft.cls)


def is_plain(scene: Scene, cls: str) -> bool:
    """Whether a kind of claim has no stronger class between it and :Claim."""
    ancestors = scene.ontology.tbox.ancestors(cls)
    return not any(strong in ancestors for strong in scene.ontology.strong)
