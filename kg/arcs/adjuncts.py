"""Adverbial clauses that the model hangs on a verb beside their own: "as Acme claimed", "after Acme fell"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens, take_place, text_before
from kg.arcs.words import find_words, saying_words
from kg.trees import FINITE_TAGS, SUBJECTS

_HELPERS = frozenset({"aux", "auxpass"})
_BESIDE = frozenset({"conj", "ccomp", "advcl", "dep"})
"""Arcs of a clause that the model hangs on the verb before."""


def hang_adjuncts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang such clauses where the forms of the verbs allow."""
    raise_early(doc, heads)
    open_temporals(doc, heads, deps)
    lower_as_clauses(doc, heads)
    raise_occasions(doc, heads)
    open_meanwhile(doc, heads, deps)
    open_as_clauses(doc, heads, deps)
    free_parts(doc, deps)
    free_means(doc, deps)


def raise_early(doc: Doc, heads: list[int]) -> None:
    """Hang on its verb what stands before a clause: "told aides, according to a guest, that the talks had failed"."""
    for that in find_tokens(doc, "LOWER", ("that",), first=3):
        clause = that.head
        if that.dep_ != "mark" or clause.dep_ != "ccomp" or not clause.head.i < clause.left_edge.i < that.i:
            continue
        for kid in clause.lefts:
            if kid.i < that.i and kid.dep_ in ("advcl", "prep", "punct"):
                heads[kid.i] = clause.head.i


def free_means(doc: Doc, deps: list[str]) -> None:
    """Take what somebody agrees by for nobody who acts: "agreed by telephone to reopen the bridge"."""
    means = find_words("means")
    for link in find_tokens(doc, "DEP", ("agent",)):
        thing = next(link.rights, None)
        if thing is not None and thing.lemma_ in means and not any(kid.dep_ in ("det", "poss") for kid in thing.lefts):
            deps[link.i] = "prep"


def free_parts(doc: Doc, deps: list[str]) -> None:
    """Take "for its part" for no argument: "Russia, for its part, offered support". It only says whose turn it is."""
    for link in find_tokens(doc, "LOWER", ("for",)):
        part = next(link.rights, None)
        if link.dep_ != "prep" or part is None or part.lower_ != "part" or part.nbor(-1).tag_ != "PRP$":
            continue
        if all(kid.dep_ == "punct" for kid in part.rights):  # not: thanked Norland for its part in the talks
            deps[link.i], deps[part.i] = "advmod", "dep"


def lower_as_clauses(doc: Doc, heads: list[int]) -> None:
    """Hang who claims it on what is denied: "Berg denied that guards had fired, as Acme had claimed"."""
    claiming, denying = saying_words(), find_words("rebutting")
    for link in find_tokens(doc, "LOWER", ("as",), first=3):
        clause = link.head
        verb = clause.head
        if link.dep_ not in ("mark", "advmod") or link.i != clause.left_edge.i or text_before(link) != ",":
            continue
        if clause.dep_ != "advcl" or clause.lemma_ not in claiming or verb.lemma_ not in denying:
            continue
        denied = next((each for each in _contents(verb) if each.right_edge.i == link.i - 2), None)
        if denied is not None:
            heads[clause.i], heads[link.i - 1] = denied.i, denied.i


def _contents(verb: Token) -> Iterator[Token]:
    """What is denied, or what the report says that is denied."""
    for kid in verb.rights:
        if kid.dep_ == "ccomp":
            yield kid
        if kid.dep_ == "dobj":
            yield from (each for each in kid.rights if each.dep_ == "acl" and each.i > kid.i + 1)


def raise_occasions(doc: Doc, heads: list[int]) -> None:
    """Hang what had come before on the order: "ordered two envoys to leave after prosecutors charged an aide".

    What is still to be done comes after nothing that has its own past tense; not so "told Berg to call after he spoke".
    """
    for link in find_tokens(doc, "LOWER", ("after",), first=3):
        clause = link.head
        deed = clause.head
        if link.dep_ != "mark" or clause.dep_ != "advcl" or deed.dep_ != "xcomp" or deed.i > link.i:
            continue
        named = any(kid.dep_ in SUBJECTS and kid.pos_ != "PRON" for kid in clause.lefts)
        to_come = deed.tag_ == "VB" and any(kid.lower_ == "to" for kid in deed.lefts)
        verb = deed.head
        if (
            named
            and _is_past(clause)
            and to_come
            and verb.lemma_ in saying_words()
            and not any(kid.dep_ == "mark" for kid in verb.lefts)
        ):
            heads[clause.i] = verb.i


def _is_past(verb: Token) -> bool:
    helping = [kid for kid in verb.lefts if kid.dep_ in ("aux", "auxpass")]
    return (helping[0] if helping else verb).tag_ == "VBD"


def open_meanwhile(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give "while" a clause: "Acme paid, while Beta, which owns parts of it, called for talks".

    The model takes "while" for a preposition of Beta, and "called" for what the parts are.
    """
    for link in find_tokens(doc, "DEP", ("prep",), first=2):
        noun = next((kid for kid in link.rights if kid.dep_ in SUBJECTS), None)
        above = link.head
        if noun is None or text_before(link) != ",":
            continue
        verb = next((each for each in doc[noun.i + 1 : link.sent.end] if _is_late(each, noun)), None)
        if verb is not None:
            heads[verb.i], deps[verb.i] = above.i, "advcl"
            heads[link.i], deps[link.i] = verb.i, "mark"
            heads[noun.i] = verb.i
            heads[verb.i - 1] = noun.i


def open_as_clauses(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give "as" a clause: "rebels left as Acme, bombing two towns, moved south".

    The model takes "as" for a preposition, and hangs what Acme did, bombing and moving, on the verb of the rebels.
    """
    for link in find_tokens(doc, "LOWER", ("as",), first=1):
        above, noun = link.head, next((kid for kid in link.rights if kid.dep_ == "pobj"), None)
        if link.dep_ != "prep" or above.pos_ != "VERB" or noun is None or noun.right_edge.i != noun.i:
            continue
        deed = next((kid for kid in above.rights if kid.i == noun.i + 2 and kid.tag_ == "VBG"), None)
        if deed is None or deed.dep_ != "advcl" or deed.nbor(-1).text != ",":
            continue
        verb = next((each for each in (above.head, *above.rights) if _is_of_as(each, above, deed)), None)
        if verb is None:
            continue
        if verb == above.head:
            take_place(above, verb, heads, deps)
        heads[verb.i], deps[verb.i] = above.i, "advcl"
        heads[link.i], deps[link.i] = verb.i, "mark"
        heads[noun.i], deps[noun.i] = verb.i, "nsubj"
        heads[deed.i] = verb.i


def _is_of_as(verb: Token, above: Token, deed: Token) -> bool:
    """What stands behind a comma after the deed, with no subject or conjunction of its own."""
    last = deed.right_edge.i  # which may be the comma
    beside = (verb.dep_ in ("conj", "advcl", "dep") and verb.head == above) or (
        verb.dep_ == "ROOT" and above.dep_ == "ccomp"
    )
    close = verb.i in (last + 1, last + 2) and text_before(verb) == ","
    return beside and close and verb.tag_ in FINITE_TAGS and not any(kid.dep_ in SUBJECTS for kid in verb.children)


def _is_late(verb: Token, noun: Token) -> bool:
    """What follows an aside of the noun, in which the model hangs it."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBD", "VBN") or text_before(verb) != ",":
        return False
    aside = next((each for each in verb.ancestors if each.dep_ in ("acl", "relcl") and each.head == noun), None)
    return aside is not None and text_before(aside.left_edge) == ","


def open_temporals(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a clause of what the model takes for a phrase and a second verb: "after her father, Tom Berg, was killed".

    The verb follows the comma behind the name, has no subject and nothing that joins it to the verb before.
    """
    for link in find_tokens(doc, "LOWER", find_words("temporal")):
        noun = next((kid for kid in link.rights if kid.dep_ == "pobj"), None)
        verb = _verb_after_name(link, noun) if link.dep_ == "prep" and noun is not None else None
        if noun is None or verb is None:
            continue
        passive = any(kid.dep_ == "auxpass" for kid in verb.children)
        heads[verb.i], deps[verb.i] = link.head.i, "advcl"
        heads[link.i], deps[link.i] = verb.i, "mark"
        heads[noun.i], deps[noun.i] = verb.i, "nsubjpass" if passive else "nsubj"
        for name in doc[noun.i + 1 : verb.left_edge.i]:
            if name.tag_ == "NNP" and not noun.i < name.head.i < verb.left_edge.i:
                heads[name.i], deps[name.i] = noun.i, "appos"


def _verb_after_name(link: Token, noun: Token) -> Token | None:
    """The verb without a subject right behind "after her father, Tom Berg,"."""
    for verb in link.head.sent:
        first = verb.left_edge
        if verb.i < noun.i or verb.dep_ not in _BESIDE or verb.head.i > link.i or first.i < noun.i + 4:
            continue
        kinds = {kid.dep_ for kid in verb.children}
        finite = verb.tag_ in FINITE_TAGS or any(kid.tag_ in FINITE_TAGS for kid in verb.lefts if kid.dep_ in _HELPERS)
        between = link.doc[noun.i + 1 : first.i]
        named = between[0].text == between[-1].text == "," and all(each.tag_ == "NNP" for each in between[1:-1])
        if finite and named and kinds.isdisjoint((*SUBJECTS, "mark", "advmod")):
            return verb
    return None
