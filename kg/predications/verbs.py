"""The constructions of verbs and adjectives. A construction's docstring is the sentence it matches."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kg.predications.model import Argument, Predication
from kg.predications.walks import (
    RELATIVE_TAGS,
    antecedent,
    conjuncts,
    coordinated_with,
    find_surface_subjects,
    is_absolute,
    is_infinitive,
    is_passive,
    that_of,
)
from kg.trees import Tree

Construction = Callable[[Tree, int, int], Iterator[Argument]]
Inheritance = Callable[[Tree, int, list[Argument]], Iterator[Argument]]

CONSTRUCTIONS: dict[str, list[Construction]] = {}
_INHERITANCES: dict[str, list[Inheritance]] = {}


def construction(*labels: str) -> Callable[[Construction], Construction]:
    """Register a construction for the verb's children with one of these labels."""

    def register(function: Construction) -> Construction:
        for label in labels:
            CONSTRUCTIONS.setdefault(label, []).append(function)
        return function

    return register


def inheritance(*labels: str) -> Callable[[Inheritance], Inheritance]:
    """Register what a verb takes from its surroundings when it has one of these labels itself."""

    def register(function: Inheritance) -> Inheritance:
        for label in labels:
            _INHERITANCES.setdefault(label, []).append(function)
        return function

    return register


def find_verbal(tree: Tree, verb: int) -> Predication:
    """The predication of a verb or adjective, whatever the form of its clause."""
    found: list[Argument] = []
    anchor = _anchor(tree, verb)
    for kid in tree.kids[verb]:
        for rule in CONSTRUCTIONS.get(tree.deps[kid], ()):
            found.extend(rule(tree, verb, kid))
    if anchor != verb:
        found.extend(_of_copula(tree, anchor, verb))
    for inherit in _INHERITANCES.get(tree.deps[anchor], ()):
        found.extend(inherit(tree, anchor, found))
    particle = tree.child(verb, "prt")
    kind = "adjective" if tree.pos[verb] == "ADJ" else "verb"
    return Predication(
        head=verb,
        kind="adjective" if kind == "adjective" else "verb",
        lemma=tree.lemmas[verb].lower(),
        particle=tree.lemmas[particle].lower() if particle is not None else "",
        arguments=tuple(dict.fromkeys(_expanded(tree, found))),
    )


def _anchor(tree: Tree, verb: int) -> int:
    """The verb that an adjective belongs to: "is" in "NATO is convinced that"."""
    if tree.deps[verb] in ("acomp", "oprd") and tree.tags[verb] not in ("VB", "VBP", "VBZ"):
        return tree.heads[verb]
    return verb


def _of_copula(tree: Tree, copula: int, complement: int) -> Iterator[Argument]:
    """NATO is convinced that the missiles exist."""
    for kid in tree.kids[copula]:
        if kid == complement:
            continue
        if tree.deps[kid] in ("nsubj", "nsubjpass"):
            yield Argument("subject", antecedent(tree, kid))
        elif tree.deps[kid] in ("ccomp", "xcomp", "prep"):
            for rule in CONSTRUCTIONS[tree.deps[kid]]:
                yield from rule(tree, copula, kid)


def _expanded(tree: Tree, found: list[Argument]) -> Iterator[Argument]:
    """Each argument and what is coordinated with it: "Acme and Gamma joined NATO"."""
    for argument in found:
        if argument.role in ("clause", "question") or argument.outer:
            yield argument
            continue
        for token in conjuncts(tree, argument.token):
            yield replace(argument, token=token)


@construction("nsubj", "csubj")
def active_subject(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Acme bought Beta."""
    if not is_passive(tree, verb):
        yield Argument("subject", antecedent(tree, kid))
    elif is_absolute(tree, verb):
        yield Argument("object", antecedent(tree, kid))


@construction("nsubjpass")
def passive_subject(tree: Tree, verb: int, kid: int) -> Iterator[Argument]:
    """Beta was bought by Acme."""
    yield Argument("object", antecedent(tree, kid))


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
        if _is_subjunctive(tree, kid):
            yield Argument("infinitive", kid)


def _is_subjunctive(tree: Tree, clause: int) -> bool:
    """Acme asked that Beta leave, that Beta be sold: what is wanted, as in "asked Beta to leave"."""
    if that_of(tree, clause) is None:
        return False
    helpers = list(tree.children(clause, "aux", "auxpass"))
    return tree.tags[helpers[0] if helpers else clause] == "VB"


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
    """The firm Acme bought. The firm that Acme wants to buy. Beta is sound, which Acme denies."""
    roles = {argument.role for argument in found}
    has_pronoun = any(tree.tags[token] in RELATIVE_TAGS for token in range(tree.left[verb], verb))
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


def is_aside(tree: Tree, pronoun: int) -> bool:
    """Whether ", which" opens a relative clause about what was said before; not so ", which Acme denies buying"."""
    verb = tree.heads[pronoun]
    follows = any(kid > verb for kid in tree.children(verb, "dobj", "xcomp", "ccomp"))
    return tree.words[pronoun].lower() == "which" and pronoun > 0 and tree.words[pronoun - 1] == "," and not follows
