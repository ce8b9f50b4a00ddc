"""The constructions of verbs and adjectives. A construction's docstring is the sentence it matches."""

from collections.abc import Callable, Iterator

from kg.predications.model import Argument
from kg.predications.walks import (
    RELATIVE_TAGS,
    antecedent,
    is_absolute,
    is_aside,
    is_infinitive,
    is_passive,
    is_subjunctive,
)
from kg.trees import Tree

Construction = Callable[[Tree, int, int], Iterator[Argument]]

CONSTRUCTIONS: dict[str, list[Construction]] = {}


def construction(*labels: str) -> Callable[[Construction], Construction]:
    """Register a construction for the verb's children with one of these labels."""

    def register(function: Construction) -> Construction:
        for label in labels:
            CONSTRUCTIONS.setdefault(label, []).append(function)
        return function

    return register


@construction("nsubj", "csubj")
def active_subject(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme bought Beta."""
    if not is_passive(tree, verb):
        yield Argument("subject", antecedent(tree, kid))
    elif is_absolute(tree, verb):
        yield Argument("object", antecedent(tree, kid))


@construction("nsubjpass")
def passive_subject(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Beta was bought by Acme. Beta was given money by Acme."""
    yield Argument("object", antecedent(tree, kid))
    if tree.child(verb, "dobj") is not None:
        yield Argument("dative", antecedent(tree, kid))


@construction("auxpass")
def parted_subject(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Beta was itself bought by Acme."""
    for subject in tree.children(kid, "nsubj", "nsubjpass"):
        yield Argument("object", antecedent(tree, subject))


@construction("agent")
def by_agent(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Beta was bought by Acme."""
    for actor in tree.children(kid, "pobj"):
        yield Argument("subject", antecedent(tree, actor))


@construction("dobj")
def direct_object(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme bought Beta."""
    if not (tree.deps[verb] in ("advcl", "ccomp") and is_aside(tree, kid)):
        yield Argument("object", antecedent(tree, kid))


@construction("ccomp")
def free_relative(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme condemned what it called a plot."""
    what = tree.left[kid]
    if tree.words[what].lower() == "what" and tree.deps[what] == "dobj" and tree.heads[what] == kid > verb:
        yield Argument("object", kid)


@construction("dobj")
def told_without_that(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme told the press it was beaten: the parser takes what is told for a clause about the press."""
    for clause in tree.children(kid, "relcl"):
        subject = tree.child(clause, "nsubj", "nsubjpass")
        whole = tree.child(clause, "nsubjpass", "dobj", "acomp", "attr", "ccomp") is not None
        if whole and subject is not None and tree.left[subject] == kid + 1 and tree.tags[kid + 1] not in RELATIVE_TAGS:
            yield Argument("clause", clause)


@construction("dative")
def indirect_object(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme sold Beta a firm. Acme sold a firm to Beta."""
    if tree.tags[kid] in ("IN", "TO"):
        for taker in tree.children(kid, "pobj"):
            yield Argument("dative", antecedent(tree, taker))
            yield Argument("prep:" + tree.lemmas[kid].lower(), antecedent(tree, taker))
    else:
        yield Argument("dative", antecedent(tree, kid))


@construction("prep")
def prepositional(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme accused Beta of fraud. Acme accused Beta of cheating."""
    word = tree.lemmas[kid].lower()
    labels = ("pobj", "pcomp", "amod") if word == "as" else ("pobj", "pcomp")  # described it as absurd
    for filler in tree.children(kid, *labels):
        yield Argument(f"prep:{word}", antecedent(tree, filler))
        if word == "as":
            yield from _shifted_object(tree, verb, kid, filler)
    for inner in tree.children(kid, "prep"):
        for filler in tree.children(inner, "pobj", "pcomp"):
            yield Argument(f"prep:{tree.lemmas[inner].lower()}", antecedent(tree, filler))


def _shifted_object(tree: Tree, verb: int, link: int, filler: int) -> Iterator[Argument]:
    """Acme rejected as absurd an accusation by Beta: an adjective before the article is a complement.

    Likewise: rejected as interference a statement by Beta; as false claims that it had paid; as "absurd" Beta's claim.
    """
    if tree.child(verb, "dobj", "nsubjpass") is not None:
        return
    closed = [at for at in range(link + 2, filler) if tree.tags[at] == "''"] if tree.tags[link + 1] == "``" else []
    if closed:
        yield Argument("object", filler)
        yield Argument("complement", closed[0] - 1)
        return
    article = tree.child(filler, "det")
    for adjective in (*tree.children(filler, "amod"), *tree.children(link, "amod")):
        told = any(tree.words[tree.left[kid]].lower() == "that" for kid in tree.children(filler, "relcl", "acl"))
        if adjective < filler and (adjective < article if article is not None else told):
            yield Argument("object", filler)
            yield Argument("complement", adjective)
    for thing in tree.children(filler, "dobj") if tree.pos[filler] == "NOUN" else ():
        yield Argument("object", thing)
        yield Argument("complement", filler)


@construction("ccomp")
def clausal(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme said that Beta fell. Acme asked Beta to leave."""
    if is_infinitive(tree, kid):
        for subject in tree.children(kid, "nsubj", "nsubjpass"):
            yield Argument("object", antecedent(tree, subject))
        yield Argument("infinitive", kid)
    elif tree.tags[kid] == "VBG" and tree.child(kid, "aux", "nsubj") is None:
        yield Argument("gerund", kid)
    elif tree.pos[kid] in ("ADJ", "NOUN") and tree.child(kid, "nsubj") is not None and kid > verb:
        yield from _small_clause(tree, kid)
    elif kid < verb and tree.child(verb, "nsubj", "nsubjpass") is None and tree.deps[verb] != "conj":
        return  # the parser took the subject's relative clause for what is said
    elif _is_question(tree, kid):
        yield Argument("question", kid)
    else:
        yield Argument("clause", kid)
        if is_subjunctive(tree, kid):
            yield Argument("infinitive", kid)


def _small_clause(tree: Tree, kid: int) -> Iterator[Argument]:
    """Acme holds Beta responsible for the loss."""
    for subject in tree.children(kid, "nsubj"):
        yield Argument("object", antecedent(tree, subject))
    yield Argument("complement", kid)
    for preposition in tree.children(kid, "prep"):
        yield from prepositional(tree, kid, preposition)


def _is_question(tree: Tree, clause: int) -> bool:
    """Acme asked whether Beta fell. Acme did not say how many fell."""
    for kid in tree.kids[clause]:
        if tree.deps[kid] == "mark" and tree.lemmas[kid].lower() in ("whether", "if"):
            return True
    first = tree.left[clause]
    return tree.tags[first] in ("WRB", "WP", "WDT") and first < clause


@construction("xcomp")
def open_clause(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme promised to sell. Acme denied selling. Acme called the claim baseless."""
    if is_infinitive(tree, kid):
        yield Argument("infinitive", kid)
        for subject in tree.children(kid, "nsubj"):
            yield Argument("object", antecedent(tree, subject))
    elif tree.tags[kid] == "VBG" or any(tree.tags[aux] == "VBG" for aux in tree.children(kid, "aux", "auxpass")):
        yield Argument("gerund", kid)
    else:
        yield Argument("complement", kid)


@construction("oprd", "attr")
def complement(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme called the claim a lie."""
    yield Argument("complement", kid)


@construction("acomp")
def state(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme pleaded guilty."""
    yield Argument("state", kid)


@construction("advcl")
def infinitive_with_for(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme called for Beta to leave."""
    if is_infinitive(tree, kid) and any(tree.lemmas[mark].lower() == "for" for mark in tree.children(kid, "mark")):
        for subject in tree.children(kid, "nsubj", "nsubjpass"):
            yield Argument("prep:for", antecedent(tree, subject))
        yield Argument("infinitive", kid)


@construction("advcl")
def infinitive_after_addressee(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme called on Beta to leave, appealed to Beta to leave."""
    if is_infinitive(tree, kid) and any(tree.right[link] == tree.left[kid] for link in tree.children(verb, "prep")):
        yield Argument("infinitive", kid)


@construction("advcl")
def asked_if(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Asked if Beta fell, Acme smiled."""
    first = tree.left[kid]
    if tree.words[first].lower() in ("if", "whether") and verb < first <= verb + 1:
        yield Argument("question", kid)


@construction("parataxis")
def inserted_quote(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme said: Beta lied."""
    if kid > verb:
        yield Argument("clause", kid)
