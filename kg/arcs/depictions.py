"""What something is said to be after "as", before it or behind it."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import OPENING, find_tokens
from kg.arcs.words import find_words


def hang_depictions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang an adjective after "as" on it, and that on the verb: "described the report as "baseless and false"".

    Likewise a noun behind a pronoun: "dismissed that as "a bad lie"".
    """
    verbs = find_words("depicting")
    for link in find_tokens(doc, "LOWER", ("as",), first=2):
        verb = link.head if link.head.pos_ == "VERB" else link.head.head
        at = link.i + 1
        while at < len(doc) and (doc[at].text in OPENING or doc[at].dep_ == "advmod"):
            at += 1
        thing = next((kid for kid in verb.children if kid.dep_ == "dobj" and verb.i < kid.i < link.i), None)
        if thing == link.head and thing.lower_ in ("it", "that", "this") and verb.lemma_ in verbs:
            heads[link.i] = verb.i
        if at == len(doc) or doc[at].tag_ not in ("JJ", "VBN") or doc[at].head not in (link, verb):
            continue
        if thing is None or verb.lemma_ not in verbs or link.i - thing.right_edge.i > 1:
            continue
        heads[link.i], deps[link.i], heads[at], deps[at] = verb.i, "prep", link.i, "amod"


def part_depictions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give a verb its object behind what that is said to be: "rejected as "baseless" a claim", "as a lie Riga's claim".

    The model hangs the one on the other. Without an object before "as" what follows must hold it, too.
    """
    verbs = find_words("depicting") | find_words("rebutting")
    for link in find_tokens(doc, "LOWER", ("as",), first=2):
        verb = link.nbor(-1)
        if verb.lemma_ not in verbs or verb not in (link.head, link.head.head) or not _lacks_object(verb):
            continue
        after = doc[link.i + 1 : link.sent.end]
        kind = next((word for word in after if not word.is_punct and word.dep_ != "det"), None)
        thing = _depicted(kind, link) if kind is not None else None
        if kind is None or thing is None:
            continue
        heads[link.i], deps[link.i] = verb.i, "prep"
        heads[kind.i], deps[kind.i] = link.i, "pobj" if kind.pos_ == "NOUN" else "amod"
        heads[thing.i], deps[thing.i] = verb.i, "dobj"
        for token in (*link.children, *thing.lefts):
            if token.is_punct and token.i <= kind.i + 1:
                heads[token.i] = kind.i


def _lacks_object(verb: Token) -> bool:
    """Whether a verb is in the active and has no object: [he] rejected as false; not: was rejected as false."""
    kids = {kid.dep_ for kid in verb.children}
    active = verb.tag_ == "VBG" or "nsubj" in kids
    return active and verb.pos_ == "VERB" and kids.isdisjoint(("dobj", "nsubjpass", "auxpass"))


def _depicted(kind: Token, link: Token) -> Token | None:
    """The object behind what it is said to be, by the arc that the model draws between them."""
    if kind.dep_ in ("amod", "nmod", "compound") and kind.head.dep_ == "pobj" and kind.head.head == link:
        return kind.head
    below = [kid for kid in (*kind.rights, *link.rights) if kid.dep_ in ("dobj", "pobj") and kid.i > kind.i]
    return below[0] if kind.dep_ in ("pcomp", "advcl") and below else None
