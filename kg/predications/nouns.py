"""The constructions of nouns: who is it, whose is it, what is it about."""

from collections.abc import Iterator
from dataclasses import replace

from kg.predications.model import Argument, Predication
from kg.predications.walks import (
    COPULAS,
    RELATIVE_TAGS,
    antecedent,
    conjuncts,
    find_surface_subjects,
    is_infinitive,
    is_passive,
    naming_copula,
)
from kg.trees import Tree


def find_nominal(tree: Tree, noun: int, light: frozenset[str] = frozenset()) -> Predication:
    """The predication of a noun.

    ``light`` are the lemmas of verbs that lend their subject to their object: "Acme issued a warning".
    """
    found: list[Argument] = []
    for kid in tree.kids[noun]:
        found.extend(_of_kid(tree, noun, kid))
    found.extend(_bearer(tree, noun))
    found.extend(_whole(tree, noun))
    if not any(argument.role in ("poss", "prep:by") for argument in found):
        found.extend(_lent(tree, noun, light))
    expanded = [
        replace(argument, token=token)
        for argument in found
        for token in ([argument.token] if _is_alone(tree, noun, argument) else conjuncts(tree, argument.token))
    ]
    return Predication(noun, "noun", tree.lemmas[noun].lower(), "", tuple(dict.fromkeys(expanded)))


def _is_alone(tree: Tree, noun: int, argument: Argument) -> bool:
    """Of "Peru, an ally of Mali, and Chad" Chad is no ally of Mali."""
    beside = argument.role == "self" and tree.deps[noun] == "appos" and tree.tags[noun] == "NN"
    return argument.role == "clause" or (beside and tree.child(noun, "predet", "appos") is None)


def _of_kid(tree: Tree, noun: int, kid: int) -> Iterator[Argument]:
    """Acme's claim that Beta fell. The claim by Acme. The pledge to sell. The Acme claim. The Belarusian claim."""
    label = tree.deps[kid]
    if label == "poss":
        yield Argument("poss", antecedent(tree, kid))
    elif label in ("compound", "nmod", "amod", "npadvmod"):
        yield Argument("compound", kid)
    elif label in ("prep", "agent") and not _is_ruled_out(tree, kid):
        for filler in tree.children(kid, "pobj", "pcomp"):
            yield Argument(f"prep:{tree.lemmas[kid].lower()}", antecedent(tree, filler))
            if tree.lemmas[kid].lower() in ("by", "from", "of"):
                for clause in tree.children(filler, "acl", "ccomp", "relcl"):
                    yield from _clause(tree, clause)
            if tree.lemmas[kid].lower() == "by":  # a request by the pilots for more pay
                for late in tree.children(filler, "prep"):
                    for thing in tree.children(late, "pobj", "pcomp"):
                        yield Argument(f"prep:{tree.lemmas[late].lower()}", antecedent(tree, thing))
    elif label in ("acl", "ccomp", "relcl", "appos", "xcomp", "advcl"):
        yield from _clause(tree, kid)


def find_doers(tree: Tree, noun: int) -> Iterator[int]:
    """The release by Acme, the expulsion of two envoys by Acme, her appointment as minister by Acme"""
    for link in tree.children(noun, "prep", "agent"):
        word = tree.lemmas[link].lower()
        if word == "by":
            yield from (each for doer in tree.children(link, "pobj") for each in conjuncts(tree, doer))
        elif word in ("of", "as"):
            for filler in tree.children(link, "pobj"):
                yield from find_doers(tree, filler)


def find_gerund(tree: Tree, noun: int, verb: str) -> Predication | None:
    """The signing of the treaty by Acme: the noun is read as its verb, which has to have an object."""
    roles = {"prep:of": "object", "poss": "subject", "prep:by": "subject"}
    found = find_nominal(tree, noun).arguments
    if not any(argument.role == "prep:of" for argument in found):
        return None
    arguments = [replace(a, role=roles.get(a.role, a.role)) for a in found if a.role in roles or a.role[:5] == "prep:"]
    if not any(argument.role == "subject" for argument in arguments):
        arguments.extend(Argument("subject", doer) for doer in find_doers(tree, noun))
    return Predication(noun, "verb", verb, "", tuple(arguments))


def _is_ruled_out(tree: Tree, preposition: int) -> bool:
    """A member of the EU but not of NATO"""
    return preposition > 0 and tree.lemmas[preposition - 1].lower() == "not" and tree.deps[preposition - 1] == "neg"


def _clause(tree: Tree, kid: int) -> Iterator[Argument]:
    """The claim that Beta fell. The pledge to sell."""
    if is_infinitive(tree, kid):
        yield Argument("infinitive", kid)
    elif tree.deps[kid] in ("acl", "ccomp") and tree.child(kid, "mark", "nsubj", "nsubjpass", "expl") is not None:
        yield Argument("clause", kid)
    elif tree.deps[kid] == "relcl" and tree.child(kid, "mark") == tree.left[kid]:
        yield Argument("clause", kid)  # a denial that the books were lost: in a relative clause "that" is no mark
    elif tree.deps[kid] == "relcl" and _is_said_to_come(tree, kid):
        yield Argument("clause", kid)


def _is_said_to_come(tree: Tree, kid: int) -> bool:
    """A warning that the bank could fail: the parser takes "that" for the object, but nobody fails a warning."""
    first = tree.left[kid]
    modal = any(tree.tags[aux] == "MD" for aux in tree.children(kid, "aux"))
    return modal and tree.words[first].lower() == "that" and tree.child(kid, "dobj") == first


def _bearer(tree: Tree, noun: int) -> Iterator[Argument]:
    """Acme is a member of NATO. Acme, a member of NATO, fell. The head of Acme is Anna Berg."""
    label, head = tree.deps[noun], tree.heads[noun]
    if label == "attr" and tree.lemmas[head] in COPULAS:
        for subject in tree.children(head, "nsubj"):
            yield Argument("self", antecedent(tree, subject))
        if tree.deps[head] == "conj" and tree.child(head, "nsubj") is None:
            for subject in tree.children(tree.heads[head], "nsubj"):
                yield Argument("self", antecedent(tree, subject))
        if tree.deps[head] == "relcl" and tree.child(head, "nsubj") is None:
            yield Argument("self", tree.heads[head])
    elif naming_copula(tree, noun) is not None:
        yield from (Argument("self", name) for name in tree.children(head, "attr"))
    elif label == "appos":
        yield Argument("self", _nearest(tree, noun, head))
    elif label == "conj" and (tree.deps[head] == "attr" or _is_second(tree, noun, head)):
        yield from _bearer(tree, head)
    for kid in tree.children(noun, "appos"):
        if tree.child(kid, "neg") is None:  # not: the mayor, not Anna Berg, left
            yield Argument("self", kid)


def _is_second(tree: Tree, noun: int, first: int) -> bool:
    """Anna Berg, the wife of Lind and a senator, fell; not: the mayor, Anna Berg, and the chief of police met."""
    nouns = tree.child(first, "det") is not None and tree.child(noun, "det") is not None  # a Democrat and a member
    link = tree.child(first, "cc")
    return tree.deps[first] == "appos" and nouns and link is not None and tree.pos[link - 1] != "PUNCT"


def _whole(tree: Tree, noun: int) -> Iterator[Argument]:
    """NATO, of which Latvia is a member, met."""
    clause = tree.heads[noun]
    if tree.deps[noun] == "attr" and tree.deps[clause] == "relcl" and tree.lemmas[clause] in COPULAS:
        for kid in tree.children(clause, "prep", "dep"):
            if kid == tree.left[clause] and any(
                tree.tags[each] in RELATIVE_TAGS for each in tree.children(kid, "pobj")
            ):
                yield Argument(f"prep:{tree.lemmas[kid].lower()}", tree.heads[clause])


def _nearest(tree: Tree, noun: int, head: int) -> int:
    """Between Acme and Beta, an ally of Iran: Beta alone is the ally; "allies of Iran" are both."""
    if tree.tags[noun] != "NN" or tree.child(noun, "predet", "appos") is not None:
        return head
    if not any(tree.words[kid].lower() in ("a", "an", "the") for kid in tree.children(noun, "det")):
        return head
    listed = [token for token in conjuncts(tree, head) if token < noun]
    return max(listed, default=head)


def _is_moved(tree: Tree, verb: int) -> bool:
    """Took over the talks, held up a raid: whoever does so does not act in it; not: carried out a raid."""
    return any(tree.words[particle].lower() != "out" for particle in tree.children(verb, "prt"))


def _lent(tree: Tree, noun: int, light: frozenset[str]) -> Iterator[Argument]:
    """Acme issued a warning. A warning was issued by Acme. The warning issued by Acme to Beta."""
    for verb in tree.children(noun, "acl"):
        if tree.tags[verb] == "VBN" and tree.lemmas[verb].lower() in light:
            yield from _lent_by_agent(tree, verb)
            yield from _lent_by_phrases(tree, verb)
    label, verb = tree.deps[noun], tree.heads[noun]
    if label not in ("dobj", "nsubjpass") or tree.lemmas[verb].lower() not in light or _is_moved(tree, verb):
        return
    if is_passive(tree, verb):
        yield from _lent_by_agent(tree, verb)
        return
    yield from (Argument("poss", token) for token in find_surface_subjects(tree, verb))
    yield from _lent_by_phrases(tree, verb)


def _lent_by_agent(tree: Tree, verb: int) -> Iterator[Argument]:
    for agent in tree.children(verb, "agent"):
        yield from (Argument("poss", actor) for actor in tree.children(agent, "pobj"))


def _lent_by_phrases(tree: Tree, verb: int) -> Iterator[Argument]:
    for kid in tree.children(verb, "prep"):
        for filler in tree.children(kid, "pobj", "pcomp"):
            yield Argument(f"prep:{tree.lemmas[kid].lower()}", antecedent(tree, filler))


def find_adjunct(tree: Tree, token: int) -> Predication | None:
    """According to Acme, Beta fell. In Acme's view, Beta fell. For Acme, Beta fell.

    ``token`` is the outer preposition, or the noun of its phrase. The clause that it belongs to is ``clause``, outer.
    """
    top = token if tree.deps[token] in ("prep", "advmod") else tree.heads[token]
    if tree.deps[top] not in ("prep", "advmod", "advcl", "pcomp", "agent"):
        return None
    while tree.deps[tree.heads[top]] == "prep" and tree.heads[top] != top:
        top = tree.heads[top]
    governor = tree.heads[top]
    if governor == top or (top == token and tree.pos[token] == "NOUN"):
        return None
    found = [Argument("clause", governor, outer=True)]
    if top == token or tree.deps[token] in ("prep", "advmod"):
        for kid in (token, *tree.children(token, "prep")):
            word = f"prep:{tree.lemmas[kid].lower()}" if kid != token else "pobj"
            for filler in tree.children(kid, "pobj"):
                found.extend(Argument(word, each) for each in conjuncts(tree, filler))
    else:
        found.extend(argument for argument in find_nominal(tree, token).arguments if argument.role != "self")
        found.append(Argument("case", tree.heads[token]))
    return Predication(token, "adjunct", tree.lemmas[token].lower(), "", tuple(found))


def is_judgement(tree: Tree, preposition: int) -> bool:
    """For Acme, the deal is a mistake. Not: For Acme, Beta bought the deal; the fee is ten pounds; a step for Acme."""
    clause = tree.heads[preposition]
    after = tree.right[preposition]
    if tree.lemmas[clause].lower() not in COPULAS or after >= len(tree.words) or tree.words[after] != ",":
        return False
    subject, noun = tree.child(clause, "nsubj"), tree.child(clause, "attr")
    return (
        subject is not None
        and noun is not None
        and preposition < noun
        and tree.pos[noun] == "NOUN"
        and tree.child(noun, "det") is not None
        and tree.child(noun, "nummod") is None
    )


def find_prepositional(tree: Tree, token: int) -> Predication | None:
    """Acme in Beta. Acme, Beta. The apposition counts as the preposition ","."""
    governor = tree.heads[token]
    if governor == token or tree.pos[governor] not in ("NOUN", "PROPN"):
        return None
    if tree.deps[token] == "appos":
        before = max(tree.left[token] - 1, 0)
        if tree.child(token, "neg") is not None or tree.deps[before] == "neg":
            return None  # Kent, not Sussex
        fillers, lemma = [token], ","
    elif tree.deps[token] == "poss":
        fillers, lemma = [token], "'s"
    else:
        fillers, lemma = list(tree.children(token, "pobj")), tree.lemmas[token].lower()
    found = [Argument("governor", governor)]
    found.extend(Argument("pobj", each) for filler in fillers for each in conjuncts(tree, filler))
    return Predication(token, "preposition", lemma, "", tuple(found))
