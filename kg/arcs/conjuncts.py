"""What is coordinated: verbs of one form, verbs of speech around a quotation, people with their titles."""

from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens, take_place, text_before
from kg.arcs.words import find_words, saying_words
from kg.trees import FINITE_TAGS, SUBJECTS

_QUOTES = frozenset('"“”')
_BESIDE = ("dep", "npadvmod", "nsubj")
"""What the model takes the first of two names for."""
_TITLES = 5
"""So many words of a title may stand before a name."""


def rehang_conjuncts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate verbs of one form: no dam "would hold and asked us to stay", nobody "urged us to stay and warned us".

    The model hangs the second verb too low (would hold and asked), too high (told us to wait, sit and hope), or takes a
    list of past tenses for a clause (urged us to wait, called on them to sit and hoped).
    """
    for token in find_tokens(doc, "DEP", ("advcl", "conj", "dep")):
        labels = {kid.dep_ for kid in token.children}
        when = any(kid.tag_ == "WRB" for kid in token.children if kid.dep_ == "advmod")
        if when or labels & {*SUBJECTS, "aux", "auxpass", "mark"} or token.head.i >= token.i:
            continue
        past = token.tag_ == "VBD" and token.lemma_ != token.lower_  # would sell it and cut jobs
        if token.dep_ == "advcl" and token.head.tag_ == "VBD" and (past or _is_listed(token, labels)):
            deps[token.i] = "conj" if text_before(token.left_edge) == "," else "advcl"
        above = _finite_above(token) if past and token.dep_ == "conj" else None
        below = _infinitive_below(token) if token.tag_ == "VB" and token.dep_ in ("conj", "dep") else None
        verb = above or below
        if verb is None:
            continue
        heads[token.i], deps[token.i] = verb.i, "conj"
        for kid in token.head.children:
            if kid.dep_ in ("cc", "punct") and max(verb.i, token.head.i) < kid.i < token.i:
                heads[kid.i] = verb.i


def _is_listed(token: Token, labels: set[str]) -> bool:
    """Urged us to wait, [called] on them to help and warned you: the model may take it for a participle."""
    later = any(kid.dep_ == "conj" and kid.i > token.i for kid in token.head.children)
    last = token.right_edge.i + 1 < len(token.doc) and token.right_edge.nbor(1).dep_ == "cc"
    return token.tag_ == "VBN" and token.lower_.endswith("ed") and later and last and "agent" not in labels


def _finite_above(token: Token) -> Token | None:
    """The verb that a past tense goes with, below which it is coordinated with an infinitive or a modal.

    Or with what speaks less than it does: said the farmers were cut off, or that prices fell, and urged us to help.
    """
    clause, labels = token.head, {kid.dep_ for kid in token.children}
    low = any(kid.dep_ == "aux" and kid.tag_ in ("MD", "TO") for kid in clause.children)
    pleads = token.lemma_ in find_words("pleading") and clause.lemma_ not in find_words("pleading")
    low = low or (pleads and _is_mute(clause))
    if not low or (clause.tag_ == "VBN" and not labels & {"dobj", "ccomp", "xcomp", "prep"}):
        return None  # said the dam would be closed and repaired
    verb = clause.head
    while verb.head != verb and verb.i < clause.i and verb.tag_ not in FINITE_TAGS:
        verb = verb.head
    told = clause.dep_ in ("ccomp", "xcomp", "advcl") and verb.tag_ in FINITE_TAGS and verb.i < clause.i
    return verb if told and clause.i < token.i else None


def _is_mute(clause: Token) -> bool:
    """Whether a clause tells of no doer, or stands apart from the verb of speech after it."""
    passive = any(kid.dep_ == "auxpass" for kid in clause.children)
    idle = clause.lemma_ in find_words("undergoing") | find_words("happening")
    idle = idle and not any(kid.dep_ == "dobj" for kid in clause.children)  # closed the border
    return (
        passive or idle or clause.lemma_ == "be" or any(kid.text == "," and kid.i > clause.i for kid in clause.children)
    )


def _infinitive_below(token: Token) -> Token | None:
    """The infinitive that a base form goes with, which is coordinated with the verb above it."""
    verb = token.head
    if verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    below = (kid for kid in verb.children if kid.tag_ == "VB" and verb.i < kid.i < token.i)
    return next((kid for kid in below if any(aux.tag_ == "TO" for aux in kid.children)), None)


def list_verbs(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate a verb without a subject with the one that has it: said it was late, told us to wait and left.

    The model takes the one for what is said with the other.
    """
    for token in find_tokens(doc, "DEP", ("ccomp",)):
        first, second = sorted((token, token.head), key=lambda each: each.i)
        alike = first.tag_ == second.tag_ and second.tag_ in ("VBD", "VBZ") and text_before(second) == ","
        own = any(kid.dep_ in (*SUBJECTS, "csubj", "aux", "auxpass", "mark") for kid in second.children)
        subject = next((kid for kid in first.lefts if kid.dep_ == "nsubj"), None)
        if not alike or own or subject is None or (text_before(first) == "," and subject.i == first.i - 2):
            continue  # the mayor, asked whether it was late, said no
        if first == token:
            if not any(kid.dep_ == "ccomp" for kid in first.children):
                continue  # it was late, said Berg
            take_place(first, second, heads, deps)
            for kid in second.children:
                if kid.i < first.i:
                    heads[kid.i] = first.i
        heads[second.i], deps[second.i] = first.i, "conj"


def list_deeds(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate what one does in turn: "Berg handed Lind a note, thanked him and left", where no note thanked him.

    The model takes the first verb for what the second tells, or the second for what is said of the note.
    """
    for verb in find_tokens(doc, "TAG", ("VBD",), first=4):
        if text_before(verb) != "," or not any(kid.dep_ in ("dobj", "xcomp") for kid in verb.rights):
            continue
        told = next((kid for kid in verb.lefts if kid.dep_ == "ccomp" and kid.tag_ == "VBD"), None)
        if verb.dep_ == "ROOT" and told is not None and _does_both(verb, told):
            thing = next((kid for kid in verb.lefts if kid.dep_ == "nsubj"), None)
            heads[told.i], deps[told.i], heads[verb.i], deps[verb.i] = told.i, "ROOT", told.i, "conj"
            if thing is not None:
                heads[thing.i], deps[thing.i] = told.i, "dobj"
            for kid in verb.lefts:
                if kid.i < told.i:
                    heads[kid.i] = told.i
        elif verb.dep_ == "acl" and verb.head.dep_ == "dobj" and verb.head.head.tag_ == "VBD" and _goes_on(verb):
            heads[verb.i], deps[verb.i] = verb.head.head.i, "conj"


def _does_both(verb: Token, told: Token) -> bool:
    """Whether who does the first thing does the second as well; not: the ferry sank, reported Reuters."""
    says = verb.lemma_.lower() in saying_words() and not _goes_on(verb)
    if says or not any(kid.dep_ in SUBJECTS for kid in told.lefts):
        return False
    subjects = [kid for kid in verb.children if kid.dep_ in SUBJECTS]
    if not subjects:
        return True
    thing = subjects[0]
    beside = thing.i > told.i and thing.i == verb.i - 2 and thing.tag_ in ("NN", "NNS")
    apart = any(token.is_punct or token.dep_ in SUBJECTS for token in told.doc[told.i : thing.left_edge.i])
    return beside and not apart and not any(kid.dep_ == "dobj" for kid in told.rights)


def _goes_on(verb: Token) -> bool:
    return any(kid.dep_ == "conj" and kid.tag_ == "VBD" for kid in verb.rights)


def list_prepositions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate the nouns and not their preposition: "met with Lind and with Kral" has two whom somebody met.

    Not: met with Lind on Monday and with Kral on Friday; between Mali and Niger and between Chad and Togo.
    """
    for token in find_tokens(doc, "DEP", ("conj",)):
        beside = (token.head, *token.head.children)
        alike = (each for each in beside if each.tag_ == "IN" and each.lower_ == token.lower_ and each.i < token.i)
        first = next(alike, None)
        one, other = (
            next((kid for kid in each.children if kid.dep_ == "pobj"), None) if each else None
            for each in (first, token)
        )
        link = doc[max(token.i - 1, 0)]
        if one is None or other is None or link.dep_ != "cc" or one.right_edge.i != link.i - 1:
            continue
        if not any(kid.dep_ == "conj" for kid in one.children):
            heads[other.i], deps[other.i] = one.i, "conj"
            heads[token.i], deps[token.i] = one.i, "dep"
            heads[link.i] = one.i


def rehang_after_quotes(doc: Doc, heads: list[int]) -> None:
    """Hang a verb of speech on one outside the quotation before it: said it "has no end", and called for talks.

    The model coordinates it with one inside, or takes it for what goes on there: "You know," said Berg, adding that.
    """
    marks: dict[int, list[int]] = {}
    for mark in find_tokens(doc, "ORTH", _QUOTES):
        marks.setdefault(mark.sent.start, []).append(mark.i)
    quotations = {
        start: {at for first, last in zip(some[::2], some[1::2], strict=False) for at in range(first, last + 1)}
        for start, some in marks.items()
    }
    for token in find_tokens(doc, "DEP", ("advcl", "conj")) if marks else ():
        quoted = quotations.get(token.sent.start, set())
        verb = _cue_between(token, quoted) if token.dep_ == "advcl" else _verb_before(token, quoted)
        if verb is None:
            continue
        heads[token.i] = verb.i
        for kid in token.head.children:
            if kid.dep_ in ("cc", "punct") and token.head.i < kid.i < token.i and kid.i not in quoted:
                heads[kid.i] = verb.i


def _cue_between(token: Token, quoted: set[int]) -> Token | None:
    """The verb of saying between a quotation and a participle, which hangs on a verb inside."""
    if token.tag_ != "VBG" or token.i in quoted or token.head.i not in quoted:
        return None
    between = (kid for kid in token.head.children if token.head.i < kid.i < token.i and kid.i not in quoted)
    return next((kid for kid in between if kid.tag_ in FINITE_TAGS), None)


def _verb_before(token: Token, quoted: set[int]) -> Token | None:
    """The verb before a quotation that a verb after it goes with, which is coordinated with one inside.

    Said the soldiers "fired on us" and killed two: what is no speech may be part of what is told.
    """
    inside = token.head.i in quoted
    beside = any(at in quoted for at in range(token.head.i, token.i)) and _lacks_speaker(token.head)
    if token.lemma_ not in find_words("pleading") or token.head.i > token.i or not (inside or beside):
        return None
    if token.i in quoted or token.tag_ not in FINITE_TAGS or any(kid.dep_ in SUBJECTS for kid in token.lefts):
        return None
    verb = token.head
    while verb.head != verb and (verb.i in quoted or verb.pos_ not in ("VERB", "AUX") or _lacks_speaker(verb)):
        verb = verb.head
    return verb if verb.i < token.head.i and verb.i not in quoted and not _lacks_speaker(verb) else None


def _lacks_speaker(verb: Token) -> bool:
    """It showed that, which showed that."""
    return any(
        kid.dep_ == "nsubj" and kid.pos_ == "PRON" and kid.lower_ in find_words("speechless") for kid in verb.children
    )


def lower_outcomes(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang an outcome on the clause before it: "blamed it for spying on Monday after a bomb went off, killing nine".

    The model coordinates it with the spying, without any "and".
    """
    for token in find_tokens(doc, "TAG", ("VBG",), first=2):
        if token.dep_ != "conj":
            continue
        linked = any(kid.dep_ == "cc" for each in (token, token.head) for kid in each.children)
        if linked or text_before(token.left_edge) != ",":
            continue
        between = (
            verb
            for verb in doc[token.head.i + 1 : token.left_edge.i]
            if verb.dep_ == "advcl" and verb.tag_ in FINITE_TAGS
        )
        clause = next((verb for verb in between if verb.head == token.head), None)
        if clause is not None:
            heads[token.i], deps[token.i] = clause.i, "advcl"


def lower_alleged(doc: Doc, heads: list[int]) -> None:
    """Hang an outcome on the deed that it is alleged with: "accused Mali of shelling a port, killing nine".

    The model hangs it on the verb of who alleges the deed. Of what a passive is followed by only harm is alleged.
    """
    saying, harming = saying_words(), find_words("befalling")
    for token in find_tokens(doc, "TAG", ("VBG",), first=2):
        verb = token.head
        if token.dep_ != "advcl" or text_before(token.left_edge) != ",":
            continue
        passive = any(kid.dep_ == "nsubjpass" for kid in verb.lefts)  # been blamed for a delay, reflecting fears
        led = token.lemma_ in harming if passive else token.lemma_ not in saying
        deed = _alleged(verb) if led else None
        if deed is not None and verb.i < deed.i < token.i:
            heads[token.i] = deed.i


def _alleged(verb: Token) -> Token | None:
    """The deed of "accused Mali of shelling", "blamed Mali for shelling", "denied shelling"."""
    charging, denying = find_words("charging"), find_words("rebutting")
    near = [each for above in (verb, *verb.rights) if above == verb or above.dep_ == "dobj" for each in above.rights]
    links = [kid for kid in near if kid.dep_ == "prep" and f"{verb.lemma_} {kid.lower_}" in charging]
    kids = [kid for above in (verb, *links) for kid in above.rights if above != verb or verb.lemma_ in denying]
    return next((kid for kid in kids if kid.dep_ in ("pcomp", "xcomp") and kid.tag_ == "VBG"), None)


def part_names(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate two people of whom the model makes one: Prime Minister Anna Berg and Defence Minister Oscar Lind."""
    people = [ent for ent in doc.ents if ent.label_ == "PERSON"]
    for one, other in pairwise(people):
        first, second, link = one.end - 1, other.end - 1, one.end
        titles = range(link + 1, other.start)
        titled = all(doc[at].tag_ in ("NNP", "NN", "JJ") and doc[at].text[0].isupper() for at in titles)
        if not titles or len(titles) > _TITLES or doc[link].tag_ != "CC" or not titled:
            continue
        if deps[first] not in ("nmod", "compound") or not _hangs_on(heads, first, range(link, other.end)):
            continue
        above = first if heads[second] == second else heads[second]
        heads[first], deps[first], heads[second], deps[second] = above, deps[second], first, "conj"
        heads[link], deps[link] = first, "cc"
        for at in titles:
            if not link < heads[at] < other.end:
                heads[at], deps[at] = second, "compound"
        for at in range(max(one.sent.start, one.start - _TITLES), first):
            if link < heads[at] < other.end:
                heads[at], deps[at] = first, "compound"


def list_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate the two subjects of a headline, which a comma joins: "Carter, Iraqi premier discuss war".

    The verb is a plural's, so that the second is not what the first is. The model may as well hang the first beside
    the verb: "EU, Mercosur sign treaty". No comma closes what is a list: "the army, the navy and the police said".
    """
    for noun in find_tokens(doc, "DEP", ("nsubj",), first=2):
        verb, other, comma = noun.head, doc[noun.i - 2], text_before(noun)
        if noun.pos_ != "PROPN" or verb.tag_ == "VBZ" or verb.i < noun.i or comma != "," or noun.left_edge != noun:
            continue
        beside = other.pos_ == "PROPN" and other.dep_ in _BESIDE and other.ent_type_ not in ("DATE", "TIME")
        if beside and other.head == verb and noun.right_edge == noun:
            heads[other.i], deps[other.i] = verb.i, "nsubj"
            heads[noun.i], deps[noun.i] = other.i, "conj"
    for verb in find_tokens(doc, "TAG", ("VBP",), first=3):
        subject = next((kid for kid in verb.lefts if kid.dep_ == "nsubj" and kid.tag_ in ("NN", "NNP")), None)
        if subject is None or any(kid.dep_ == "cc" for kid in subject.children):
            continue
        for other in subject.rights:
            listed = other.dep_ == "appos" and text_before(other.left_edge) == ","
            if listed and other.right_edge.i == verb.i - 1 and other.tag_ in ("NN", "NNP"):
                deps[other.i] = "conj"
    for other in find_tokens(doc, "DEP", ("appos",), first=2):
        open_ = text_before(other.left_edge) == "," and {"cc", "conj"} <= {kid.dep_ for kid in other.rights}
        if open_ and other.right_edge.i + 1 == other.head.head.i and other.head.dep_ in SUBJECTS:
            deps[other.i] = "conj"  # the Air Force, the Navy and allies said
        elif other.head.ent_type_ == "DATE" and other.ent_type_ != "DATE":
            _list_after_date(other, heads, deps)


def _list_after_date(first: Token, heads: list[int], deps: list[str]) -> None:
    """On Wednesday, the army, the navy and the police said: the model takes the army for what Wednesday is."""
    verb = next((each for each in first.ancestors if each.pos_ == "VERB" and each.i > first.i), first)
    second = next((kid for kid in verb.lefts if kid.dep_ in SUBJECTS and kid.left_edge.i > first.right_edge.i), first)
    if second == first or second.left_edge.i != first.right_edge.i + 2 or text_before(second.left_edge) != ",":
        return
    if {"cc", "conj"} <= {kid.dep_ for kid in second.rights}:
        heads[first.i], deps[first.i] = verb.i, second.dep_
        heads[second.i], deps[second.i] = first.i, "conj"


def hang_names(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a name beside its noun that the model takes for a time: "She thanked her deputy, Brazile"."""
    for name in find_tokens(doc, "DEP", ("npadvmod",), first=3):
        first = name.left_edge
        if name.tag_ != "NNP" or first.i < 2 or text_before(first) != "," or name.ent_type_ in ("DATE", "TIME"):
            continue
        noun = doc[first.i - 2]
        if noun.tag_ == "NN" and noun.head == name.head and any(kid.dep_ == "poss" for kid in noun.lefts):
            heads[name.i], deps[name.i] = noun.i, "appos"


def _hangs_on(heads: list[int], token: int, others: range) -> bool:
    """Whether a token stands below one of others; the arcs of steps before may make a circle."""
    seen = set[int]()
    while token not in seen:
        seen.add(token)
        token = heads[token]
        if token in others:
            return True
    return False
