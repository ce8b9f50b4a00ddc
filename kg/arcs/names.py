"""Names after a name that the model hangs on a noun: the EU and NATO; names that it joins with a month before them."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens, take_place, text_before
from kg.arcs.words import find_words

_NAMED = ("GPE", "LOC", "ORG")
"""Labels of what an office may be for."""


def list_names(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate two names that a phrase is of, not a name with its noun: a member of the EU and NATO since 2004."""
    for name in find_tokens(doc, "DEP", ("conj",), first=4):
        noun, before = name.head, name.left_edge.i - 2
        body = name.pos_ == "PROPN" and name.ent_type_ == "ORG" and noun.tag_ in ("NN", "NNS")
        if not body or before <= noun.i:
            continue
        if text_before(name.left_edge) not in find_words("uniting") or any(
            kid.tag_ in ("NN", "NNS") for kid in name.lefts
        ):
            continue
        link = next((kid for kid in noun.rights if kid.dep_ == "prep" and kid.i < name.i), None)
        other = doc[before] if link is not None and doc[before].dep_ == "pobj" else None
        if other is None or other.ent_type_ != "ORG" or other.head != link:
            continue
        heads[name.i] = other.i
        heads[name.left_edge.i - 1] = other.i


def part_sides(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate two sides of which the model makes one: fights between [the army] and [M23 rebels]."""
    for first in find_tokens(doc, "DEP", ("nmod",), first=2):
        noun, link = first.head, next((kid for kid in first.rights if kid.dep_ == "cc"), None)
        between = noun.dep_ == "pobj" and noun.head.lower_ == "between" and first.i < noun.i
        if not between or link is None or link.i != first.i + 1 or first.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
            continue
        for kid in noun.lefts:
            if kid.i < first.i:
                heads[kid.i] = first.i
        for kid in first.rights:
            if kid.dep_ == "conj":
                heads[kid.i], deps[kid.i] = noun.i, "compound"
        take_place(first, noun, heads, deps)
        heads[noun.i], deps[noun.i] = first.i, "conj"


def part_owners(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a body that has another on that one, not the other on its "of": the Bank of Norland's Office of Trade."""
    words = find_words("ofBody")
    for case in find_tokens(doc, "DEP", ("case",), first=3):
        last = case.head
        body = last.head if last.dep_ == "poss" else _second(last)
        link = last.head if body is None or body != last.head else body.head
        owner = link.head
        if body is None or body.head not in (link, owner) or link.lower_ != "of" or owner.i != link.i - 1:
            continue
        named = all(name.pos_ == "PROPN" for name in (owner, last, body)) and {owner.lower_, body.lower_} <= words
        if not named or last.left_edge.i != link.i + 1:
            continue
        take_place(body, owner, heads, deps)
        heads[owner.i], deps[owner.i] = body.i, "poss"
        heads[last.i], deps[last.i] = link.i, "pobj"
        heads[case.i] = owner.i
        for kid in owner.rights:
            if kid.i > body.i:
                heads[kid.i] = body.i


def _second(name: Token) -> Token | None:
    """The next word that the model gives the same preposition, or takes for coordinated though no word coordinates."""
    link = name.head
    beside = (kid for kid in link.head.rights if kid.dep_ == "conj" and kid.left_edge.i == name.right_edge.i + 1)
    return next((kid for kid in (*link.rights, *beside) if kid.i > name.i and kid.dep_ in ("pobj", "conj")), None)


def lower_names(doc: Doc, heads: list[int]) -> None:
    """Hang a name on the bare noun right before it, not on what is of that: the father of footballer Oscar Lind."""
    for name in find_tokens(doc, "DEP", ("appos",), first=3):
        if name.pos_ != "PROPN" or not name.left_edge.i:
            continue
        noun = name.left_edge.nbor(-1)
        bare = noun.tag_ == "NN" and noun.dep_ == "pobj" and not any(kid.dep_ in ("det", "poss") for kid in noun.lefts)
        if bare and noun.head.lower_ == "of" and noun.head.head == name.head:
            heads[name.i] = noun.i


def part_bearers(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a noun on the name behind what it is of: "UN spokesman for Norland Oscar Lind said" is said by Lind.

    The model makes one name of Norland and Oscar Lind. A noun with an article is rather somebody else.
    """
    for name in find_tokens(doc, "DEP", ("pobj",), first=4):
        first, link = _first_of_name(name), name.head
        sent = _is_sent_to(link)
        noun = link.nbor(-1) if sent else link.head
        whole = sent and first == link.i + 1 and name.i - first > 1  # of Kenya Anna Berg the model makes one name
        place = name.nbor(-2) if whole else doc[max(first - 1, 0)]
        known = name.ent_type_ == "PERSON" and (sent or place.ent_type_ in _NAMED)
        bare = noun.i == link.i - 1 and noun.tag_ in ("NN", "NNP") and not any(kid.dep_ == "det" for kid in noun.lefts)
        if not known or not bare or place.head != name or _first_of_name(place) != link.i + 1:
            continue
        heads[link.i] = noun.i
        take_place(name, noun, heads, deps)
        heads[noun.i], deps[noun.i] = name.i, "nmod"
        heads[place.i], deps[place.i] = link.i, "pobj"
        for kid in name.lefts:
            if link.i < kid.i < place.i:
                heads[kid.i] = place.i
        for kid in noun.rights:
            if kid.i > name.i:
                heads[kid.i] = name.i


def _is_sent_to(link: Token) -> bool:
    """Whether what follows is where somebody is sent, and so no person."""
    return link.lower_ == "to" and link.i > 0 and link.nbor(-1).lower_ in find_words("sent")


def _first_of_name(token: Token) -> int:
    """Where the recognised name begins that a token ends."""
    first = token.i
    while first and token.doc[first].ent_iob_ == "I":
        first -= 1
    return first


def part_months(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a month on its preposition, not on who does something in it: In March Chad closed its border."""
    for month in find_tokens(doc, "ORTH", find_words("month"), first=1):
        if _is_joined(month):
            heads[month.i], deps[month.i] = month.i - 1, "pobj"


def end_of_month(doc: Doc, first: int) -> int | None:
    """One past a month that begins a recognised date and is not of the name after it."""
    return first + 1 if first and doc[first].text in find_words("month") and _is_joined(doc[first]) else None


def _is_joined(month: Token) -> bool:
    """Whether the model takes a month for the first word of a subject that comes after it."""
    subject, before = month.head, month.nbor(-1)
    alone = before.dep_ == "prep" and not any(True for _ in before.rights)
    named = subject.pos_ == "PROPN" and subject.dep_ in ("nsubj", "nsubjpass", "poss", "compound")
    return alone and named and month.dep_ in ("compound", "nmod") and subject.i > month.i
