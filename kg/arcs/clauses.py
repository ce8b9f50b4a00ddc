"""Clauses that the model hangs too high or too low: headlines joined by "as", relative clauses, "according to"."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import OPENING, find_tokens, make_root, take_place, text_before
from kg.arcs.words import find_words, saying_words
from kg.trees import FINITE_TAGS, SUBJECTS, Sentence

_BESIDE = ("appos", "prep", "relcl", "acl")
"""What may stand between commas beside a noun."""


def raise_as_clauses(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Hang the "as" clause of a headline on its main verb: "Acme accuses Beta of fraud as shares fall".

    Headlines join two stories so; the model, trained on running text, takes the second for a part of the fraud, or its
    verb for that of the first: "Acme in crisis as director quits".
    """
    for sentence in sentences:
        if sentence.kind != "headline":
            continue
        for token in doc[sentence.first : sentence.last]:
            _part_story(token, heads, deps)
            _list_story(token, heads, deps)
            clause, verb = token.head, token.sent.root
            if token.dep_ != "mark" or token.lower_ != "as" or clause.dep_ != "advcl" or verb.pos_ != "VERB":
                continue
            if verb.i < token.i and any(kid.dep_ in ("nsubj", "nsubjpass") for kid in clause.children):
                heads[clause.i] = verb.i


def _part_story(link: Token, heads: list[int], deps: list[str]) -> None:
    """Give the verb after "as director" that for its subject."""
    noun = next(link.children, link)
    verb = noun.right_edge.nbor() if noun.right_edge.i + 1 < len(link.doc) else link
    if link.head.tag_ == "VBN" and link.head.i + 1 == link.i:
        return  # a man known as Tiger dies
    if link.lower_ != "as" or link.dep_ != "prep" or noun.dep_ != "pobj" or verb.dep_ not in ("ROOT", "conj"):
        return
    if verb.tag_ not in ("VBZ", "VBP") or (verb.dep_ == "conj" and any(kid.dep_ in SUBJECTS for kid in verb.children)):
        return
    first = next((kid for kid in verb.lefts if kid.dep_ in SUBJECTS and kid.i < link.i), None)
    if first is not None:  # Acme in crisis as director quits
        heads[first.i], deps[first.i] = verb.i, "dep"
    elif verb.dep_ == "conj":
        deps[verb.i] = "advcl"
    heads[noun.i], deps[noun.i] = verb.i, "nsubj"
    heads[link.i], deps[link.i] = verb.i, "mark"


def _list_story(link: Token, heads: list[int], deps: list[str]) -> None:
    """Give the verb after "as Norway, Acme" both for its subjects."""
    first = next(link.children, link)
    if link.lower_ != "as" or link.dep_ != "prep" or first.i != link.i + 1 or first.i + 3 >= link.sent.end:
        return
    comma, second = first.nbor(), first.nbor(2)
    verb = second.head
    named = first.pos_ == second.pos_ == "PROPN" and comma.text == ","
    if not named or second.dep_ != "nsubj" or verb.tag_ == "VBZ" or verb.i < second.i:
        return
    heads[first.i], deps[first.i] = verb.i, "nsubj"
    heads[second.i], deps[second.i] = first.i, "conj"
    heads[link.i], deps[link.i] = verb.i, "mark"
    heads[comma.i] = first.i
    main = next((kid for kid in verb.lefts if kid.dep_ == "ccomp" and kid.i < link.i), None)
    if main is not None:
        take_place(main, verb, heads, deps)
        heads[verb.i], deps[verb.i] = main.i, "advcl"


def raise_predicates(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a sentence of what the model takes for a noun: "The Greens, a small party, called for talks".

    Likewise where the past tense of a verb that has an object shows it: "The king named Anna Berg as premier".
    And "The coalition, backed by the cleric Omar Bane, called for talks"; "Acme, which owns parts of the mine, called
    for talks"; "About 200 people protested in Minsk".
    """
    unpassive = find_words("unpassive")
    for verb in find_tokens(doc, "DEP", ("acl",), first=2):
        if verb.lemma_ in unpassive and (noun := _told_of(verb)) is not None:
            make_root(verb, noun, heads, deps, "nsubj")
            continue
        if _is_told_right_after(verb):
            make_root(verb, verb.head, heads, deps, "nsubj")
            continue
        if verb.nbor(-1).text != "," or not _is_told(verb):
            continue
        beside = verb.head.dep_ == "appos"
        noun = verb.head.head if beside else verb.head
        kids = (kid for kid in noun.children if kid.right_edge.i in (verb.i - 2, verb.i - 1) and kid.i > noun.i)
        ends = beside or any(kid.dep_ in _BESIDE and text_before(kid.left_edge) == "," for kid in kids)
        if noun.dep_ != "ROOT" and (aside := _aside_around(noun)) is not None:
            noun, ends = aside.head, True
        if noun.dep_ != "ROOT" or not ends:
            continue
        make_root(verb, noun, heads, deps, "nsubj")
        heads[verb.i - 1] = noun.i  # the comma


def _is_told_right_after(verb: Token) -> bool:
    """Whether a past tense with an object, or with what somebody is to do, follows the noun taken for the sentence."""
    noun = verb.head
    ends = noun.dep_ == "ROOT" and noun.i == verb.i - 1 and noun.pos_ in ("NOUN", "PROPN")
    given = any(kid.dep_ in ("dobj", "oprd") for kid in verb.rights)
    asks = verb.tag_ == "VBD" and any(kid.dep_ == "xcomp" for kid in verb.rights)
    return ends and (asks or (given and (verb.tag_ == "VBD" or _is_naming(verb) or _is_active(verb))))


def _is_active(verb: Token) -> bool:
    """Rebel fighters killed nine soldiers: a participle of a verb that in the passive has no object."""
    things = [kid for kid in verb.rights if kid.dep_ == "dobj" and kid.ent_type_ not in ("DATE", "TIME")]
    return bool(things) and verb.tag_ == "VBN" and verb.lemma_ not in find_words("twofold")


def _is_naming(verb: Token) -> bool:
    """The board named Berg [as its chair]; not: a man named Berg; named Berg as a suspect."""
    indefinite = find_words("indefinite")
    links = (kid for kid in verb.rights if kid.dep_ == "prep" and kid.lower_ == "as")
    beside = any(link.nbor().lower_ not in indefinite for link in links)
    known = verb.head.left_edge.lower_ not in indefinite
    return known and beside and verb.tag_ == "VBN" and verb.lemma_ in find_words("appointing")


def _told_of(verb: Token) -> Token | None:
    """The noun before a verb, or the one that this belongs to, which the model takes for the sentence."""
    noun = verb.head
    if verb.nbor(-1).pos_ not in ("NOUN", "PROPN") or any(kid.dep_ in ("agent", "auxpass") for kid in verb.children):
        return None
    whole = noun.head.head if noun.dep_ == "pobj" else noun
    return whole if whole.dep_ == "ROOT" and whole.pos_ in ("NOUN", "PROPN", "NUM") else None


def _aside_around(noun: Token) -> Token | None:
    """The aside of "The rebels, backed by Berg," or "who back Berg", whose last noun the model gives the verb."""
    aside = next((each for each in noun.ancestors if each.dep_ in ("acl", "relcl")), None)
    if aside is None or aside.head.dep_ != "ROOT" or text_before(aside.left_edge) != ",":
        return None
    return aside if aside.head.pos_ in ("NOUN", "PROPN") else None


def _is_told(verb: Token) -> bool:
    """Whether a verb may head a sentence: a past tense, or what the model takes for a participle that has an object."""
    complete = any(kid.dep_ in ("xcomp", "ccomp", "dobj") for kid in verb.children)
    second = (
        any(kid.dep_ == "acl" and kid.i < verb.i for kid in verb.head.rights) or _aside_around(verb.head) is not None
    )
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and (complete or (second and _is_whole(verb))))


def _is_whole(verb: Token) -> bool:
    """Norland, hit by floods, asked for help. What ends with a full stop has a verb, which is no passive's."""
    ends = verb.sent[-1].text == "." and verb.right_edge.i >= verb.sent.end - 2
    return ends and not any(kid.dep_ in ("agent", "auxpass", "oprd") for kid in verb.children)


def lower_relatives(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a relative clause of what the model takes for the sentence: "The fund, of which Berg is head, collapsed".

    Likewise "Berg, whose party lost nine seats, resigned", of which the model may make one that ends with the sentence,
    and "Acme, whose founder, Jan Lind, is deaf, closed the mine", where it may hang the founder on Acme.
    """
    for pronoun in find_tokens(doc, "TAG", ("WDT", "WP", "WP$"), first=2):
        link = pronoun.head if pronoun.dep_ == "pobj" else pronoun
        if link.nbor(-1).text != "," or pronoun.i > link.i + 1 or pronoun.dep_ not in ("pobj", "poss"):
            continue
        verb, owned = _verb_above(pronoun), pronoun.head
        noun, main = _noun_of_relative(verb, link), _verb_behind(verb)
        beside = pronoun == link and owned.dep_ == "appos"
        if noun is None or main is None or (noun.right_edge.i >= link.i and verb.dep_ == "ROOT" and not beside):
            continue
        make_root(main, noun, heads, deps, "nsubj")
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        if link != pronoun:
            heads[link.i] = verb.i
        elif beside:
            heads[owned.i], deps[owned.i] = verb.i, "nsubj"
        for kid in verb.children:
            if kid.i > main.i:
                heads[kid.i] = main.i


def _noun_of_relative(verb: Token, link: Token) -> Token | None:
    """The noun that a relative clause tells of: the subject before it, or what the model makes a sentence of."""
    if verb.dep_ == "relcl":
        return verb.head if verb.head.dep_ == "ROOT" and verb.head.pos_ in ("NOUN", "PROPN") else None
    subjects = (kid for kid in verb.lefts if kid.dep_ in SUBJECTS and kid.i < link.i - 1)
    return next(subjects, None) if verb.dep_ == "ROOT" else None


def _verb_above(token: Token) -> Token:
    """The verb of the clause that a token stands in."""
    verb = token.head
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    return verb


def _verb_behind(verb: Token) -> Token | None:
    """The verb that follows a clause, right behind a comma, which the model hangs on that of the clause."""
    later = (kid for kid in verb.rights if kid.dep_ in ("conj", "advcl") and text_before(kid.left_edge) == ",")
    return next((kid for kid in later if _opens(kid)), None)


def _opens(verb: Token) -> bool:
    """Whether a verb, or the first of those that help it, is finite and stands first in its clause."""
    first = verb.left_edge
    return first.tag_ in (*FINITE_TAGS, "MD") and (first == verb or first.dep_ in ("aux", "auxpass"))


def part_before_colons(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate two sentences that a colon parts: "Acme is worried: a lawyer said that the mine had closed".

    The model takes the first for what the lawyer said, who said something else.
    """
    for clause in find_tokens(doc, "DEP", ("ccomp",)):
        verb = clause.head
        if verb.dep_ not in ("ROOT", "ccomp") or clause.i > verb.i:
            continue
        colon = next((mark for mark in doc[clause.i + 1 : verb.i] if mark.text == ":"), None)
        if colon is None or colon.head not in (clause, verb) or not colon.nbor(-1).text.isalnum():
            continue
        own = any(kid.dep_ in SUBJECTS and colon.i < kid.left_edge.i < verb.i for kid in verb.lefts)
        if own and any(kid.dep_ in ("ccomp", "xcomp", "dobj") for kid in verb.rights):
            heads[clause.i] = clause.i if verb.dep_ == "ROOT" else heads[verb.i]
            deps[clause.i], heads[verb.i], deps[verb.i] = verb.dep_, clause.i, "conj"


def open_relatives(doc: Doc, deps: list[str]) -> None:
    """The charge Norland denied: the model may take what has a subject of its own for a participle."""
    for verb in find_tokens(doc, "DEP", ("acl",)):
        if verb.tag_ in ("VBN", "VBD"):
            subject = next((kid for kid in verb.children if kid.dep_ == "nsubj"), None)
            open_ = not any(kid.dep_ in ("mark", "auxpass", "dobj", "ccomp", "xcomp") for kid in verb.children)
            apart = verb.left_edge.i and verb.left_edge.nbor(-1).is_punct  # Protests in Peru: police blamed for deaths
            first = subject is not None and subject.left_edge == verb.left_edge and subject.lower_ != "that"
            if open_ and first and not apart:
                deps[verb.i] = "relcl"


def raise_attributions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang "according to Berg" at the end of a sentence on its verb: "They believe it fell, according to Berg".

    The model hangs it on whatever stands before.
    """
    for token in find_tokens(doc, "LOWER", ("according",), first=1):
        if token.nbor(-1).text != ",":
            continue
        root, at_end = token.sent.root, token.right_edge.i >= token.sent.end - 2
        if token.head != root and at_end and root.i < token.i and root.pos_ == "VERB":
            heads[token.i], deps[token.i] = root.i, "prep"
            heads[token.i - 1] = root.i


def lower_quotations(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a quotation on the verb of saying before its colon: "Berg wrote that Lind once told her: "Go."".

    The model hangs it on the verb above that, or the other way round.
    """
    for colon in find_tokens(doc, "ORTH", (":",), first=3):
        quoted = colon.i + 2 < len(doc) and doc[colon.i + 1].text in OPENING
        verb = _saying_before(colon) if quoted else None
        if verb is None:
            continue
        above = verb.head
        said = next((kid for kid in above.rights if kid.dep_ == "ccomp" and kid.i > colon.i), None)
        if said is not None:
            heads[said.i] = verb.i
        elif above.dep_ in ("ccomp", "parataxis") and above.head.i > colon.i:
            said = above.head
            take_place(above, said, heads, deps)
            heads[said.i], deps[said.i] = verb.i, "ccomp"
            for kid in said.lefts:
                if kid.i < colon.i and kid != above:
                    heads[kid.i] = above.i


def _saying_before(colon: Token) -> Token | None:
    """The last verb before a colon, in somebody's clause, if it says something and nothing follows that is said."""
    saying = saying_words()
    for verb in reversed(colon.doc[colon.sent.start : colon.i]):
        if verb.pos_ == "VERB":
            own = any(kid.dep_ == "nsubj" for kid in verb.lefts)
            whole = any(kid.dep_ in ("ccomp", "xcomp") for kid in verb.rights)
            told = verb.lemma_ in saying and own and not whole
            return verb if told and verb.dep_ == "ccomp" and verb.head.i < verb.i else None
    return None
