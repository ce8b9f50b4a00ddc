"""What a verb takes from the clause around it. A function's docstring is the sentence it matches."""

from collections.abc import Callable, Iterator

from kg.predications.model import Argument
from kg.predications.verbs import by_agent
from kg.predications.walks import (
    RELATIVE_TAGS,
    antecedent,
    coordinated_with,
    find_surface_subjects,
    is_aside,
    is_infinitive,
    is_passive,
)
from kg.trees import Tree

Inheritance = Callable[[Tree, int, list[Argument]], Iterator[Argument]]

_INHERITANCES: dict[str, list[Inheritance]] = {}


def inheritance(*labels: str) -> Callable[[Inheritance], Inheritance]:
    """Register what a verb takes from its surroundings when it has one of these labels itself."""

    def register(function: Inheritance) -> Inheritance:
        for label in labels:
            _INHERITANCES.setdefault(label, []).append(function)
        return function

    return register


def find_inheritances(label: str) -> list[Inheritance]:
    """Those of a verb with a label, in the order in which they take what the ones before left."""
    return _INHERITANCES.get(label, [])


@inheritance("parataxis")
def inserted_speech(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """ "Our offer," Acme said, "remains open"."""
    if not any(argument.role in ("clause", "question") for argument in found):
        yield Argument("clause", tree.heads[verb], outer=True)


@inheritance("conj")
def shared_subject(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """Acme bought Beta and sold Gamma. Beta was bought and sold."""
    head = coordinated_with(tree, verb)
    roles = {argument.role for argument in found}
    if tree.child(verb, "nsubj", "nsubjpass", "csubj") is not None or tree.child(verb, "expl") is not None:
        return
    passive = is_passive(tree, verb)
    wanted = "object" if passive else "subject"
    if wanted not in roles:
        surface = find_surface_subjects(tree, head)
        yield from (Argument(wanted, token) for token in surface)
    if is_passive(tree, head) and passive and "subject" not in roles:
        for agent in tree.children(head, "agent"):
            yield from by_agent(tree, head, agent)


@inheritance("xcomp")
def controlled_subject(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """Acme wants to buy Beta. Acme urged Beta to buy Gamma."""
    if tree.child(verb, "nsubj", "nsubjpass") is not None:
        return
    head = tree.heads[verb]
    objects = [antecedent(tree, kid) for kid in tree.children(head, "dobj")]
    subjects = objects or find_surface_subjects(tree, head)
    yield from (Argument("object" if is_passive(tree, verb) else "subject", token) for token in subjects)


@inheritance("advcl", "pcomp")
def adverbial_subject(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """Accusing Beta of fraud, Acme left. Asked about fraud, Acme left."""
    if any(tree.child(at, "nsubj", "nsubjpass", "csubj", "expl") for at in (verb, *tree.children(verb, "auxpass"))):
        return
    if tree.tags[verb] not in ("VBG", "VBN") and not is_infinitive(tree, verb):
        return
    wanted = "object" if is_passive(tree, verb) else "subject"
    quoted = _as_saying(tree, verb)
    yield from (Argument(wanted, token) for token in quoted or find_surface_subjects(tree, tree.heads[verb]))


def _as_saying(tree: Tree, verb: int) -> list[int]:
    """Acme quoted Beta as saying that Gamma fell: Beta said it."""
    preposition = tree.heads[verb]
    if tree.deps[verb] != "pcomp" or tree.lemmas[preposition].lower() != "as":
        return []
    governor = tree.heads[preposition]
    if is_passive(tree, governor):
        return find_surface_subjects(tree, governor)
    return [antecedent(tree, kid) for kid in tree.children(governor, "dobj")]


@inheritance("acl")
def participle(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """The firm bought by Acme. The woman leading Acme."""
    head = tree.heads[verb]
    if tree.tags[verb] == "VBG":
        yield Argument("subject", head)
    elif tree.tags[verb] == "VBN" and tree.child(verb, "nsubj") is None and tree.child(verb, "mark") is None:
        yield Argument("object", head)


@inheritance("relcl")
def reduced_relative(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """The firm Acme bought. The firm that Acme wants to buy. Beta is sound, which Acme denies; not: where Acme met."""
    roles = {argument.role for argument in found}
    pronouns = {*RELATIVE_TAGS, "WRB"}
    has_pronoun = any(tree.tags[token] in pronouns for token in range(tree.left[verb], verb))
    if not has_pronoun and "object" not in roles and "subject" in roles and "clause" not in roles:
        yield Argument("object", tree.heads[verb])


@inheritance("relcl", "advcl", "ccomp")
def relative_to_clause(tree: Tree, verb: int, found: list[Argument]) -> Iterator[Argument]:
    """Beta is sound, which Acme denies."""
    for kid in tree.children(verb, "dobj"):
        if is_aside(tree, kid) and not any(argument.role == "clause" for argument in found):
            clause = tree.heads[verb]
            while tree.pos[clause] not in ("VERB", "AUX") and tree.heads[clause] != clause:
                clause = tree.heads[clause]
            if tree.pos[clause] in ("VERB", "AUX") and (clause < kid or tree.deps[verb] != "relcl"):
                yield Argument("clause", clause)  # not: the firm, which Acme runs, denies it
