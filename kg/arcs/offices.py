"""What somebody is: an office that the model hangs on a name or on whose office it is, or makes one phrase with it."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens, take_place, text_before
from kg.arcs.words import find_words
from kg.trees import SUBJECTS


def lower_negations(doc: Doc, heads: list[int]) -> None:
    """Hang "not" on what somebody is not, instead of on who is not it: "Anna Berg, not the mayor, left"."""
    for word in find_tokens(doc, "DEP", ("neg",), first=2):
        beside = (kid for kid in word.head.rights if kid.dep_ == "appos" and kid.left_edge.i == word.i + 1)
        noun = next(beside, None) if text_before(word) == "," else None
        if noun is not None:
            heads[word.i] = noun.i


def join_ranks(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make an office of what the model takes for a place: said Under Secretary Anna Berg."""
    for rank in find_tokens(doc, "LOWER", find_words("below"), first=1):
        office = next((kid for kid in rank.rights if kid.dep_ == "pobj"), rank)
        verb = rank.head
        if not rank.text.istitle() or office.left_edge.i != rank.i + 1 or office.left_edge.tag_ != "NNP":
            continue
        lacks = verb.pos_ == "VERB" and not any(kid.dep_ in SUBJECTS for kid in verb.children)
        heads[office.i], deps[office.i] = verb.i, "nsubj" if lacks else "dep"
        heads[rank.i], deps[rank.i] = rank.i + 1, "compound"


def part_offices(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a name on the office before its comma: "the court's director-general, Eva Prinz, left".

    The model takes the office for an adjective of the name, or of whose office it is.
    """
    for office in find_tokens(doc, "LOWER", find_words("unpartedOffice"), first=1):
        other = office.head
        if office.dep_ not in ("amod", "compound", "nmod") or office.i + 2 >= len(doc) or office.nbor().text != ",":
            continue
        if other.i > office.i and other.tag_ == "NNP":
            take_place(office, other, heads, deps)
            heads[other.i], deps[other.i] = office.i, "appos"
            below = [kid for kid in other.lefts if kid.i < office.i]
        elif office.nbor(-1).tag_ == "POS" and office.nbor(-1).head == other:
            take_place(office, other, heads, deps)
            heads[other.i], deps[other.i] = office.i, "poss"
            below = [kid for kid in other.rights if kid.i > office.i]
        else:
            continue
        for kid in below:
            heads[kid.i] = office.i


def join_prefixes(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a prefix on its noun: of "the ex-mayor said" the model makes three that said so."""
    prefixes = find_words("prefix")
    for hyphen in find_tokens(doc, "ORTH", ("-",), first=1):
        if hyphen.i + 1 == len(doc):
            break
        word, noun = hyphen.nbor(-1), hyphen.nbor(1)
        if word.lower_ in prefixes and noun.pos_ in ("NOUN", "PROPN"):
            if noun.head in (word, hyphen):  # the noun hangs where the model hangs what stands before it
                top = word if word.head not in (noun, hyphen) else hyphen
                take_place(noun, top, heads, deps)
            heads[word.i], deps[word.i] = noun.i, "compound"
            heads[hyphen.i], deps[hyphen.i] = noun.i, "punct"


def hang_offices(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang the office that somebody is given on its verb: "appointed Berg as chair", "appointed Berg chair".

    The model takes the second for one phrase.
    """
    for verb in find_tokens(doc, "LEMMA", find_words("appointing")):
        for kid in verb.rights if verb.pos_ == "VERB" else ():
            if kid.dep_ == "prep" and kid.lower_ == "as":
                office = next((each for each in kid.children if each.dep_ == "pobj" and _is_office(each)), None)
                name = next((each for each in verb.rights if each.dep_ == "oprd" and each.i < kid.i), None)
            else:
                alone = not any(each.dep_ == "dobj" and each != kid for each in verb.rights)
                name = _named_before(kid) if kid.dep_ in ("dobj", "oprd") and alone and _is_office(kid) else None
                office = kid if name is not None else None
            if office is not None:
                heads[office.i], deps[office.i] = verb.i, "oprd"
                if name is not None:
                    heads[name.i], deps[name.i] = verb.i, "dobj"


def _is_office(noun: Token) -> bool:
    """Chair, prime minister, its leader; not: a suspect."""
    return noun.tag_ in ("NN", "NNP") and noun.left_edge.lower_ not in find_words("indefinite")


def _named_before(office: Token) -> Token | None:
    """The last word of the name that an office begins with: Berg chair, Anna Berg CIA director.

    With no article and no name behind it the office is no object by itself, whoever the name is.
    """
    end = first = office.left_edge
    while end.i + 1 < office.i and end.nbor().tag_ == "NNP" and end.nbor().ent_type_ == first.ent_type_:
        end = end.nbor()
    bare = office.tag_ == "NN" or first.ent_type_ == "PERSON"
    below = office in (end.head, end.head.head)
    return end if bare and below and first.tag_ == end.tag_ == "NNP" and end != office else None
