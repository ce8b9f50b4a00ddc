"""Clauses that the model runs into each other where no word opens the second: no "which", no second "that"."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens, take_place, text_before
from kg.arcs.words import find_words, saying_words
from kg.trees import FINITE_TAGS, SUBJECTS

_RAISED = ("advcl", "appos", "acl", "relcl", "conj", "dep")
"""What the model takes a verb of saying at the end of a sentence for."""
_BESIDE = ("appos", "conj", "dep")
"""What it takes those for who say it."""


def part_unopened(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Part such clauses, and hang what stands between a clause and its verb, or at its end, where it belongs."""
    part_contacts(doc, heads, deps)
    part_clauses(doc, heads, deps)
    raise_speakers(doc, heads, deps)
    lower_dates(doc, heads)


def part_contacts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Part a noun from the name that begins its clause: "Berg lied, an allegation Norland has always denied".

    No name has "an" before it and a noun in between. The model makes one name of them, which denies what stands before,
    or an object of the noun, as in "an apple he eats".
    """
    indefinite = find_words("indefinite")
    for name in find_tokens(doc, "DEP", ("nsubj", "nsubjpass"), first=4):
        noun, verb = doc[name.i - 1], name.head
        joined = noun.head == name and noun.dep_ == "compound"
        fronted = noun.head == verb and noun.dep_ == "dobj"
        if name.pos_ != "PROPN" or noun.tag_ != "NN" or not (joined or fronted):
            continue
        article = name.left_edge if joined else noun.left_edge
        if article.lower_ not in indefinite or text_before(article) != "," or verb.i < name.i:
            continue
        before = _clause_before(verb, article, heads, deps)
        if before is not None:
            take_place(before, verb, heads, deps)
            for kid in (*verb.lefts, *verb.rights):
                if kid != before and (kid.i < article.i or kid.pos_ == "PUNCT"):
                    heads[kid.i] = before.i
        elif verb.head.i < article.i:
            before = verb.head
        else:
            continue
        heads[noun.i], deps[noun.i] = before.i, "dep"
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        for kid in name.lefts:
            if kid != noun:
                heads[kid.i] = noun.i


def _clause_before(verb: Token, article: Token, heads: list[int], deps: list[str]) -> Token | None:
    """The verb of the clause that the model hangs on the verb of the second; "ties soured" may be ties that were."""
    for kid in verb.lefts:
        if kid.i < article.i and kid.dep_ == "ccomp":
            return kid
        done = next((each for each in kid.rights if each.dep_ == "acl" and each.tag_ in ("VBD", "VBN")), None)
        if kid.i < article.i and kid.dep_ in SUBJECTS and done is not None:
            heads[kid.i], deps[kid.i] = done.i, "nsubj"
            return done
    return None


def lower_resumptions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make an aside of what the model takes for the sentence: "Mali says the fort fell, something Niger disputes".

    Two subjects in a row show it.
    """
    for noun in find_tokens(doc, "LOWER", find_words("resumptive"), first=2):
        verb = noun.head
        if noun.dep_ not in SUBJECTS or text_before(noun) != "," or verb.i < noun.i:
            continue
        said = next((kid for kid in verb.lefts if kid.dep_ == "ccomp" and kid.i < noun.i), None)
        own = next((kid for kid in verb.lefts if kid.dep_ in SUBJECTS and kid.i > noun.i), None)
        if said is None or own is None or own.left_edge.i != noun.i + 1:
            continue
        take_place(said, verb, heads, deps)
        heads[noun.i], deps[noun.i] = said.i, "npadvmod"
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        heads[noun.i - 1] = said.i
        if verb.head == verb and verb.right_edge.is_punct:
            heads[verb.right_edge.i] = said.i


def part_relatives(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Part a noun from the name that begins a clause about it: "warned of a plot, a charge Riga called absurd"."""
    indefinite = find_words("indefinite")
    for noun in find_tokens(doc, "DEP", ("compound",), first=3):
        name, verb = noun.head, noun.head.head
        beside = noun.tag_ == "NN" and name.tag_ == "NNP" and name.i == noun.i + 1 and name.dep_ == "nsubj"
        first = name.left_edge
        if not beside or first.lower_ not in indefinite or text_before(first) != "," or verb.dep_ == "ROOT":
            continue
        heads[noun.i], deps[noun.i] = verb.head.i, "dep"
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        for kid in (*name.lefts, *verb.lefts):
            if kid.i < noun.i:
                heads[kid.i] = noun.i if kid.i >= first.i else verb.head.i


def lower_gapped(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a relative clause of what the model takes for the sentence: "warned of a war, a step Berg said was near".

    What Berg said lacks its subject, which the noun beside his name must be; the union did the warning.
    """
    for said in find_tokens(doc, "DEP", ("ccomp", "oprd"), first=4):
        verb = said.head
        main = _told_before(verb) if _is_gapped(said) else None
        names = _noun_and_name(verb) if main is not None else None
        if main is None or names is None:
            continue
        noun, name = names
        first = noun.left_edge if noun.i < name.left_edge.i else name.left_edge
        if text_before(first) != "," or first.i < main.i:
            continue
        near = first.nbor(-2)
        summed = first.lower_ in find_words("indefinite")
        if main.head == verb:
            take_place(main, verb, heads, deps)
        beside = near.i if not summed and near.pos_ in ("NOUN", "PROPN") else main.i
        heads[noun.i], deps[noun.i] = beside, "appos" if beside != main.i else "npadvmod"
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        heads[name.i], deps[name.i] = verb.i, "nsubj"
        for kid in (*name.lefts, *verb.children):
            if kid.i < noun.i and kid != main:
                heads[kid.i] = noun.i if kid.i >= first.i else main.i
        if verb.dep_ == "ROOT":
            for kid in verb.rights:
                if kid.dep_ == "punct":
                    heads[kid.i] = main.i


def _is_gapped(said: Token) -> bool:
    """Said [would cost jobs], called [unfair], right behind the verb; not: called him unfair."""
    if said.left_edge.i != said.head.i + 1 or any(kid.dep_ in SUBJECTS for kid in said.children):
        return False
    if said.dep_ == "oprd":
        return not any(kid.dep_ in ("dobj", "nsubjpass") for kid in said.head.children)
    return said.left_edge.tag_ in (*FINITE_TAGS, "MD")


def _told_before(verb: Token) -> Token | None:
    """The verb of a whole clause before the speaker, which the model takes for what is said or for another one."""
    listed = verb.dep_ == "conj" and not any(kid.dep_ == "cc" for kid in verb.head.rights)
    clauses = [verb.head] if listed else [kid for kid in verb.lefts if kid.dep_ == "ccomp"]
    return next((kid for kid in clauses if any(each.dep_ in SUBJECTS for each in kid.lefts)), None)


def _noun_and_name(verb: Token) -> tuple[Token, Token] | None:
    """The noun and the speaker beside it, of which the model makes one phrase, or two subjects: a step Berg [said]."""
    name = verb.nbor(-1)
    if name.dep_ == "appos" and name.head.dep_ == "nsubj" and name.left_edge.i == name.head.i + 1:
        return name.head, name
    if name.head != verb or name.dep_ != "nsubj":
        return None
    other = name.left_edge.nbor(-1) if name.left_edge.i else name
    if other.head == verb and other.dep_ in ("nsubj", "npadvmod"):
        return other, name
    noun = next((kid for kid in name.lefts if kid.dep_ == "compound" and kid.tag_ in ("NN", "NNS")), None)
    if noun is None or (name.tag_ == "NNS" and name.left_edge.lower_ not in find_words("indefinite")):
        return None
    return (noun, name) if name.tag_ in ("NNP", "NNPS", "NNS") else None


def part_clauses(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Begin a clause behind ", and": "She thanked Norland, and Veria, which abstained, said it would pay".

    The model may make one subject of both; but what stands right behind a preposition or a verb is its object.
    """
    saying = saying_words()
    for first in find_tokens(doc, "DEP", ("nsubj",), first=2):
        link = next((kid for kid in first.rights if kid.dep_ == "cc"), None)
        second = next((kid for kid in first.rights if kid.dep_ == "conj"), None)
        verb, above = first.head, doc[max(0, first.left_edge.i - 1)]
        if link is None or second is None or text_before(link) != "," or second.left_edge.i != link.i + 1:
            continue
        main = next((kid for kid in verb.lefts if kid.dep_ == "ccomp" and kid.i < first.i), None)
        if main is None and verb.dep_ == "ccomp" and verb.head.i < first.i:
            main = verb.head
        alone = above.dep_ == "prep" and not any(above.rights)
        done = above == main and above.lemma_ not in saying and not any(kid.dep_ == "dobj" for kid in above.rights)
        if main is None or not (alone or done) or verb.tag_ not in FINITE_TAGS or verb.i < second.i:
            continue
        if verb.head != main:
            take_place(main, verb, heads, deps)
        heads[first.i], deps[first.i] = above.i, "pobj" if alone else "dobj"
        heads[second.i], deps[second.i] = verb.i, "nsubj"
        heads[verb.i], deps[verb.i] = main.i, "conj"
        for mark in (link, doc[link.i - 1]):
            heads[mark.i] = main.i


def raise_speakers(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang a sentence on who tells it at its end: "Nine fell in fights with the Lions, farmers and a nurse said".

    The model may take the farmers for what the Lions are, and what they said for a part of the sentence.
    """
    saying = saying_words()
    for verb in find_tokens(doc, "TAG", ("VBD", "VBZ", "VBP"), first=4):
        if verb.lemma_ not in saying or not _is_last(verb):
            continue
        if verb.dep_ == "ROOT":
            speaker = _beside(verb) if not any(kid.dep_ in SUBJECTS for kid in verb.lefts) else None
            if speaker is not None:
                heads[speaker.i], deps[speaker.i] = verb.i, "nsubj"
        if verb.dep_ not in _RAISED:
            continue
        speaker = next((each for each in verb.lefts if _is_speaker(each, verb)), None) or _beside(verb)
        root = verb.sent.root
        if speaker is None or root.i > speaker.left_edge.i or root.pos_ not in ("VERB", "AUX"):
            continue
        for kid in verb.lefts:
            if kid.i < speaker.left_edge.i and kid.dep_ in ("mark", *SUBJECTS):
                _lower(kid, verb, root, heads, deps)
        heads[speaker.i], deps[speaker.i] = verb.i, "nsubj"
        heads[verb.i], deps[verb.i] = verb.i, "ROOT"
        heads[root.i], deps[root.i] = verb.i, "ccomp"


def _is_last(verb: Token) -> bool:
    """Whether nothing but the stop follows in the sentence."""
    return all(each.is_punct or each.is_space for each in verb.doc[verb.i + 1 : verb.sent.end])


def _is_speaker(token: Token, verb: Token) -> bool:
    return token.dep_ == "nsubj" and token.right_edge.i == verb.i - 1 and text_before(token.left_edge) == ","


def _beside(verb: Token) -> Token | None:
    """The noun that the words between the last comma and a verb hang on."""
    for noun in verb.doc[verb.sent.start : verb.i]:
        ends = noun.right_edge.i == verb.i - 1 and text_before(noun.left_edge) == ","
        if ends and noun.dep_ in _BESIDE and noun.pos_ in ("NOUN", "PROPN"):
            return noun
    return None


def _lower(kid: Token, verb: Token, root: Token, heads: list[int], deps: list[str]) -> None:
    """After three days of fights: the model takes the days for who says it."""
    mark = next((each for each in verb.lefts if each.dep_ == "mark" and each.i < kid.i), None)
    if kid.dep_ == "mark":
        heads[kid.i], deps[kid.i] = root.i, "prep"
    elif mark is not None:
        heads[kid.i], deps[kid.i] = mark.i, "pobj"


def lower_contacts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a relative clause of the first of two verbs in a row: "The union Anna Berg had led called a strike".

    The model takes her for the union, or the union for a part of her name.
    """
    for first in find_tokens(doc, "TAG", ("VBD", "VBZ", "MD"), first=3):
        noun = _noun_before(first.nbor(-1))
        verb = _verb_helped(first) if noun is not None else None
        last = _clause_end(verb) if verb is not None else None
        main = _main_after(last) if last is not None else None
        if noun is None or verb is None or last is None or main is None:
            continue
        name, group = first.nbor(-1), doc[first.i : last.i + 1]
        kids = [kid for each in group for kid in each.children if kid not in (main, noun) and kid not in group]
        whole = next((kid for kid in kids if kid.dep_ in SUBJECTS and kid.i < noun.i), None)
        if main.head in group:
            take_place(main, verb, heads, deps)
        for kid in (*kids, *name.lefts):
            if kid.i < noun.i and kid.head == name:
                heads[kid.i] = noun.i
            elif kid != noun and (kid.i > main.i or kid.i < noun.i):
                heads[kid.i] = main.i
        if whole is None and noun.dep_ != "pobj":
            heads[noun.i], deps[noun.i] = main.i, "nsubj"
        heads[name.i], deps[name.i] = verb.i, "nsubj"
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        for each in group:
            if each != verb and each.head not in group:
                heads[each.i] = verb.i


def _verb_helped(first: Token) -> Token | None:
    """The verb that a finite one helps, or that one itself; none whose object could not stand before it.

    "The man Berg said fled" is a man of whom she said so, and "the mayor Berg was found shot" is she.
    """
    verb, helping = first, find_words("helping")
    while verb.i + 1 < len(verb.doc) and (verb.tag_ in ("MD", "RB") or verb.lemma_ in helping):
        verb = verb.nbor()
    if verb == first:
        return verb if verb.lemma_ not in saying_words() else None
    unreal = verb.lemma_ in find_words("stating") or any(kid.dep_ == "auxpass" for kid in verb.lefts)
    return verb if verb.tag_ in ("VB", "VBN", "VBG") and not unreal else None


def _clause_end(verb: Token) -> Token:
    """The last word of a clause that ends with its verb or a phrase: used to [lead], works [for], met in [Oslo]."""
    last, doc = verb, verb.doc
    while last.i + 2 < len(doc) and doc[last.i + 1].tag_ == "TO" and doc[last.i + 2].tag_ == "VB":
        last = doc[last.i + 2]
    if last.i + 1 < len(doc) and last.nbor().tag_ in ("IN", "RP"):
        link = last.nbor()
        ends = not any(link.rights) or (link.head == last and link.right_edge.i < len(doc) - 1)
        last = link.right_edge if ends else last
    return last


def lower_unlinked(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a relative clause of what no word links to the verb before: "jailed a man Norvik called a liar".

    Its subject stands right behind the object of that verb, and its own object is that noun.
    """
    for verb in find_tokens(doc, "DEP", ("conj", "ccomp"), first=3):
        above, subject = verb.head, next((kid for kid in verb.lefts if kid.dep_ == "nsubj"), None)
        noun = subject.left_edge.nbor(-1) if subject is not None and subject.left_edge.i else verb
        told = verb.dep_ == "ccomp" and above.lemma_ in saying_words()
        if subject is None or told or noun.dep_ != "dobj" or noun.head != above or noun.tag_ not in ("NN", "NNS"):
            continue
        whole = any(kid.dep_ in ("dobj", "ccomp", "cc", "aux") for kid in verb.children)
        if verb.tag_ in ("VBD", "VBZ") and not whole and noun.left_edge.dep_ == "det" and subject.right_edge.i < verb.i:
            heads[verb.i], deps[verb.i] = noun.i, "relcl"


def _noun_before(name: Token) -> Token | None:
    """The union of "the union Anna Berg", which have no comma between them."""
    if name.dep_ == "appos":
        noun = name.head if name.left_edge.i == name.head.i + 1 else None
        first = noun.left_edge if noun is not None else name
    else:
        noun = next((kid for kid in name.lefts if kid.dep_ == "compound" and kid.tag_ in ("NN", "NNS")), None)
        first = name.left_edge if name.dep_ == "nsubj" else name
    if noun is None or name.tag_ not in ("NNP", "NNPS") or not noun.is_lower:
        return None
    return noun if first.dep_ == "det" and noun.nbor().is_title else None


def _main_after(verb: Token) -> Token | None:
    """The verb that follows right behind another, if it is finite and has no subject of its own."""
    second = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    main = second.head if second.dep_ in ("aux", "auxpass") and second.head.i > second.i else second
    finite = second.tag_ in (*FINITE_TAGS, "MD") or (second.tag_ == "VBN" and _is_past(second, verb))
    own = any(kid.dep_ in SUBJECTS and kid.i > verb.i for kid in main.lefts)
    return main if finite and main.pos_ in ("VERB", "AUX") and not own else None


def _is_past(second: Token, verb: Token) -> bool:
    """Whether what the model takes for a participle after a verb is the past tense: had called [left] the talks.

    It takes the verb before for a helping one, or it has an object, or no passive.
    """
    whole = second.lemma_ in find_words("unpassive") or any(kid.dep_ == "dobj" for kid in second.rights)
    return verb.dep_ in ("aux", "auxpass") or whole


def lower_dates(doc: Doc, heads: list[int]) -> None:
    """Hang a date between a subject and its verb on the verb: "Ministers on Monday met"."""
    for link in find_tokens(doc, "DEP", ("prep",), first=1):
        noun, after = link.head, link.right_edge.i + 1
        if noun.dep_ not in SUBJECTS or noun.i > link.i or after >= len(doc):
            continue
        day, verb = next(link.rights, None), noun.head
        dated = day is not None and day.ent_type_ == "DATE" and verb.i > link.i
        if dated and (doc[after] == verb or (doc[after].head == verb and doc[after].dep_ in ("aux", "auxpass"))):
            heads[link.i] = verb.i
