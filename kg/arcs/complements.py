"""What belongs to a verb and what the model hangs on a word beside it.

What is said, after where it is said: "said in a letter that it would appeal". What stands before a name: "accused
neighbouring Norland of".
"""

from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.arcs.tokens import OPENING, find_governors, find_tokens, text_before
from kg.arcs.words import find_words, saying_words
from kg.trees import SUBJECTS

_OBJECTS = frozenset({"ccomp", "dobj", "xcomp", "oprd", "parataxis"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp"})
_CLOSING = frozenset({'"', "”"})
"""Marks that close a quotation and are no apostrophe."""
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


def raise_contents(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang what is said on its verb, not on where it is said: "said in a letter that it would appeal".

    The model takes it for what the letter is about. A verb of telling has a hearer too: "told us in a letter that".
    """
    stating, telling = find_words("stating"), find_words("telling")
    for that in find_tokens(doc, "LOWER", ("that",), first=3):
        clause, verb = that.head, _verb_of_place(that)
        if verb is None or verb.lemma_ not in stating | telling or not _is_whole(clause, that):
            continue
        others = {kid.dep_ for kid in verb.children if kid != clause} & _OBJECTS
        if others - {"dobj"} or (others and verb.lemma_ not in telling):
            continue
        if any(token.text in _CLOSING for token in doc[verb.sent.start : verb.i]):
            continue  # "It fell," she said in a letter that …
        heads[clause.i], deps[clause.i], deps[that.i] = verb.i, "ccomp", "mark"


def free_contents(doc: Doc, deps: list[str]) -> None:
    """Make what is said of what the model takes for a preposition: said only that he was "following developments"."""
    saying = saying_words()
    for that in find_tokens(doc, "LOWER", ("that",), first=1):
        clause = that.head
        verb = clause.head
        beside = verb.i < that.i and all(word.pos_ == "ADV" for word in doc[verb.i + 1 : that.i])
        if clause.dep_ in ("prep", "advcl") and verb.lemma_ in saying and beside and _is_whole(clause, that):
            deps[clause.i] = "ccomp"


def _verb_of_place(that: Token) -> Token | None:
    """The verb of "said in a letter", where a clause with "that" hangs on the letter."""
    clause = that.head
    if clause.dep_ not in _CLAUSES or clause.left_edge != that:
        return None
    noun = clause.head
    while noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN") and noun.head.head.i > 1:
        noun = noun.head.head  # in a post on the site
    place = noun.head
    if noun.dep_ != "pobj" or not noun.i < that.i or place.dep_ != "prep" or place.head.pos_ != "VERB":
        return None
    if place.lower_ in find_words("concerning"):
        return None  # warned of reports that it fell
    return place.head if place.head.i < place.i else None


def _is_whole(clause: Token, that: Token) -> bool:
    """Whether a clause has a subject of its own, which "that" is not."""
    return any(kid.dep_ in SUBJECTS and kid != that and kid.i > that.i for kid in clause.children)


def lower_pasts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang on what was said what had been done before: "said that it was sorry and had paid".

    The model coordinates it with the saying, which is a tense later.
    """
    stating = find_words("stating") | find_words("telling")
    for verb in find_tokens(doc, "DEP", ("conj",), first=2):
        said = verb.head
        past = any(kid.dep_ == "aux" and kid.lower_ == "had" for kid in verb.children)
        if not past or said.tag_ != "VBD" or said.lemma_ not in stating or said.i > verb.i:
            continue
        content = next(
            (kid for kid in doc[said.i + 1 : verb.i] if heads[kid.i] == said.i and deps[kid.i] == "ccomp"), None
        )
        if content is None or any(kid.dep_ in SUBJECTS for kid in verb.children):
            continue
        heads[verb.i] = content.i
        for kid in said.children:
            if kid.dep_ in ("cc", "punct") and content.i < kid.i < verb.i:
                heads[kid.i] = content.i


def free_attributes(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make an attribute of what the model takes for something done: "accused neighbouring Norland of a raid".

    Not after a verb that a participle completes: "denied starving prisoners".
    """
    doing = find_words("doing")
    for word in find_tokens(doc, "TAG", ("VBG",), first=1):
        if word.dep_ != "xcomp" or word.i + 1 == len(doc):
            continue
        verb, noun = word.head, word.nbor()
        if verb.i != word.i - 1 or verb.lemma_ in doing:
            continue
        while noun.dep_ in ("compound", "amod", "nummod") and noun.head.i == noun.i + 1:
            noun = noun.head
        if noun.dep_ != "dobj" or noun.head != word or noun.tag_ not in _NOUNS or noun.left_edge.i != word.i + 1:
            continue
        heads[noun.i] = verb.i
        heads[word.i], deps[word.i] = noun.i, "amod"
        for kid in word.children:
            if kid.i > noun.i:
                heads[kid.i] = verb.i


def raise_gerunds(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a deed of what the model takes for an attribute: "accused police of [beating demonstrators], which"."""
    charging = find_words("charging")
    for word in find_tokens(doc, "TAG", ("VBG",), first=2):
        noun, of = word.head, word.nbor(-1)
        if word.dep_ != "amod" or noun.head != of or noun.left_edge != word:
            continue
        verb = of.head if of.head.pos_ == "VERB" else of.head.head
        if (
            f"{verb.lemma_} {of.lower_}" in charging
            and verb.i < word.i
            and (of.head == verb or of.head.dep_ in ("dobj", *SUBJECTS))
        ):
            heads[of.i] = verb.i
            heads[word.i], deps[word.i] = of.i, "pcomp"
            heads[noun.i], deps[noun.i] = word.i, "dobj"


def complete_phrasals(doc: Doc, deps: list[str]) -> None:
    """Make a complement of a participle right after a verb's particle: "ruled out sending arms"."""
    for particle in find_tokens(doc, "DEP", ("prt",)):
        word = particle.nbor() if particle.i + 1 < len(doc) else particle
        if word.tag_ == "VBG" and word.dep_ == "advcl" and word.head == particle.head:
            deps[word.i] = "xcomp"


def join_titles(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make one phrase of a noun and the name right after it: "officials at the miner Kolva said" has one subject.

    Likewise of a place and what it is: "in Lusk, the old capital, the mayor said"; of a number and the names of those
    that it counts: "three of them, Anna Berg, Oscar Lind and Ines Falk, said".
    """
    for verb in find_governors(doc, ("nsubj", "nsubjpass")):
        subjects = [kid for kid in verb.lefts if kid.dep_ in ("nsubj", "nsubjpass")]
        for one, name in pairwise(subjects):
            if not name.left_edge.i:
                continue  # arcs may cross
            noun = name.left_edge.nbor(-1)
            if name.pos_ == "PROPN" and noun.tag_ == "NN" and noun == one.right_edge:
                heads[name.i], deps[name.i] = noun.i, "appos"
                continue
            if one.tag_ == "CD" and name.pos_ == "PROPN" and noun.text == "," and noun.i == one.right_edge.i + 1:
                heads[name.i], deps[name.i] = one.i, "appos"
                continue
            place = one.left_edge.nbor(-2) if one.left_edge.i > 1 else one
            aside = (one.left_edge.i - 1, name.left_edge.i - 1)
            beside = one.right_edge.i in (aside[1] - 1, aside[1]) and all(doc[at].text == "," for at in aside)
            if place.dep_ == "pobj" and beside:
                heads[one.i], deps[one.i] = place.i, "appos"


def free_things(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Called the charges invented, the charges groundless: what is called so is the verb's object.

    The model takes it for the subject of a clause, or both for one phrase.
    """
    naming = find_words("labelling")
    for word in find_tokens(doc, "DEP", ("ccomp",), first=2):
        thing = next((kid for kid in word.children if kid.dep_ in SUBJECTS), None)
        alone = all(kid == thing or kid.dep_ == "punct" for kid in word.children)
        named = alone and word.tag_ in ("VBD", "VBN") and word.head.lemma_ in naming
        if named and thing is not None and thing.left_edge.i == word.head.i + 1:
            heads[thing.i], deps[thing.i], deps[word.i] = word.head.i, "dobj", "oprd"
    for word in find_tokens(doc, "DEP", ("oprd",), first=2):
        noun = word.nbor(-1)
        if word.pos_ == "ADJ" and word.head.lemma_ in naming and noun.head == word and noun.dep_ == "compound":
            heads[noun.i], deps[noun.i] = word.head.i, "dobj"
            for kid in word.lefts:
                heads[kid.i] = heads[kid.i] if kid == noun else noun.i


def part_predicates(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Called the plan "absurd", the court "a farce": the model takes what is quoted for a part of the phrase.

    Likewise an adjective after the object of a verb that judges or names: holds the rebels responsible for the raid,
    called the charges politically motivated.
    """
    judging, naming, indefinite = find_words("judging"), find_words("labelling"), find_words("indefinite")
    for word in find_tokens(doc, "DEP", ("amod", "appos", "acl"), first=2):
        noun = word.head
        if noun.dep_ != "dobj":
            continue
        beside = noun.i < word.left_edge.i <= noun.i + 2 and noun.nbor().text in OPENING
        named = word.dep_ == "appos" and noun.head.lemma_ in judging | naming  # not: met the singer "Ola"
        if (word.dep_ == "amod" or named) and beside and noun.head.pos_ == "VERB":
            heads[word.i], deps[word.i] = noun.head.i, "oprd"
        after = word.dep_ == "amod" and word.i == noun.i + 1 and any(kid.dep_ == "prep" for kid in word.children)
        after = after and noun.left_edge.lower_ not in indefinite  # considered a plan similar to Lind's
        if after and noun.head.lemma_ in judging:
            heads[word.i], deps[word.i] = noun.head.i, "ccomp"
            heads[noun.i], deps[noun.i] = word.i, "nsubj"
        said = word.tag_ in ("JJ", "VBN") and word.dep_ in ("acl", "amod") and word.left_edge.i == noun.i + 1
        if said and word.right_edge == word and noun.head.lemma_ in naming:
            heads[word.i], deps[word.i] = noun.head.i, "oprd"


def raise_charges(doc: Doc, heads: list[int]) -> None:
    """Hang what somebody is accused of on the verb: accused the company of greed, the head of police of fraud.

    The model makes it the company's. What has an article or a name may be: accused the head of the bank; so may what
    somebody is head of by title: accused the head of state. Likewise of who accuses: accused by rights groups of greed.
    """
    charging, bodies = find_words("charging"), find_words("headed") | find_words("portfolio")
    for link in find_tokens(doc, "LOWER", ("of",), first=2):
        thing = next(link.children, None)
        if thing is None or thing.lemma_ in bodies or not _is_bare(thing):
            continue
        verb = _verb_by_whom(link)
        if verb is not None and f"{verb.lemma_} of" in charging and thing.tag_ in ("NN", "NNS", "VBG"):
            heads[link.i] = verb.i
            continue
        noun = link.head
        while noun.dep_ == "pobj" and noun.head.head.i < noun.head.i < noun.i:
            noun = noun.head.head
        deed = (thing.dep_, thing.tag_) in (("pobj", "NN"), ("pcomp", "VBG"))
        accused = deed and noun.dep_ == "dobj" and noun.head.i < noun.i and thing.right_edge == noun.right_edge
        if accused and f"{noun.head.lemma_} of" in charging:
            heads[link.i] = noun.head.i


def _is_bare(thing: Token) -> bool:
    return all(kid.lower_ not in ("the", "this", "that") and kid.dep_ != "poss" for kid in thing.lefts)


def _verb_by_whom(link: Token) -> Token | None:
    """The passive verb whose actor a phrase hangs on: accused by Norway, by rights groups [of]; not: by leaders of.

    No gerund is anybody's: accused by leaders of the opposition of lying.
    """
    actor, gerund = link.head, any(kid.dep_ == "pcomp" for kid in link.children)
    while gerund and actor.dep_ == "pobj" and actor.head.dep_ == "prep":
        actor = actor.head.head
    if actor.dep_ != "pobj" or actor.head.dep_ != "agent":
        return None
    kind = actor.tag_ == "NNS" and any(kid.dep_ in ("amod", "compound") for kid in actor.lefts)
    return actor.head.head if kind or gerund or actor.tag_ in ("NNP", "NNPS") else None


def raise_accusers(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang on the passive verb by whom somebody is accused: accused of corruption [by the opposition].

    The model takes what stands last in what they are accused of for the doer's.
    """
    charging = find_words("charging")
    for by in find_tokens(doc, "LOWER", ("by",), first=3):
        link = by.head
        while link.pos_ not in ("ADP", "SCONJ") or f"{link.head.lemma_} {link.lower_}" not in charging:
            if link.head == link or link.head.i > by.i:
                break
            link = link.head
        verb = link.head
        passive = verb.tag_ == "VBN" and not any(kid.dep_ in ("agent", "dobj") for kid in verb.children)
        doers = [kid for kid in by.children if kid.dep_ == "pobj" and (kid.tag_ != "NN" or kid.left_edge != kid)]
        closing = by.right_edge == link.right_edge and len(doers) == 1  # not: of beating guards by night
        if by.head != verb and _is_done(by.head):
            continue
        if f"{verb.lemma_} {link.lower_}" in charging and passive and closing and verb.i < link.i < by.i:
            heads[by.i], deps[by.i] = verb.i, "agent"


def _is_done(verb: Token) -> bool:
    """Whether a verb in the passive has a doer of its own: of being bribed by Acme, of taking cash sent by Acme."""
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or any(kid.dep_ == "auxpass" for kid in verb.lefts))


def part_second_objects(doc: Doc, deps: list[str]) -> None:
    """Take what follows a comma for no second object: accused the court of bias, a charge that it denies.

    Nor for one beside a clause: denied taking money, a claim that followed him.
    """
    for thing in find_tokens(doc, "DEP", ("dobj",), first=3):
        before = (kid for kid in thing.head.rights if kid.i < thing.i)
        if not any(kid.dep_ in ("dobj", "xcomp", "ccomp") for kid in before):
            continue
        if text_before(thing.left_edge) == "," and not any(kid.dep_ == "cc" for kid in thing.lefts):
            deps[thing.i] = "dep"


def part_receivers(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Part who receives something from it: "gave Norland weapons", "offered Anna Berg asylum", of which two are one."""
    giving = find_words("giving")
    for name in find_tokens(doc, "DEP", ("compound",), first=1):
        thing, verb = name.head, name.head.head
        if thing.dep_ != "dobj" or verb.lemma_ not in giving or name.left_edge.i != verb.i + 1:
            continue
        if thing.tag_ in ("NN", "NNS") and name.tag_ == "NNP" and name.ent_type_ in ("GPE", "PERSON"):
            heads[name.i], deps[name.i] = verb.i, "dative"


def lower_prepositions(doc: Doc, heads: list[int]) -> None:
    """Give a noun the preposition that it takes: denied any role in the plot, rejected the charges against him."""
    taken = find_words("valency")
    for link in find_tokens(doc, "DEP", ("prep",), first=2):
        noun = next((kid for kid in link.head.rights if kid.dep_ == "dobj"), None)
        if noun is not None and noun.right_edge.i == link.i - 1 and f"{noun.lemma_} {link.lower_}" in taken:
            heads[link.i] = noun.i


def lower_infinitives(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang what somebody planned or tried on that: charged her with planning to burn the mill."""
    for verb in find_tokens(doc, "DEP", ("advcl",), first=3):
        trying, to = doc[verb.left_edge.i - 1], verb.left_edge
        if to.tag_ != "TO" or not trying.lower_.endswith("ing") or trying.dep_ not in ("pobj", "pcomp"):
            continue
        if trying.head.dep_ == "prep" and trying.head.head == verb.head and next(trying.lefts, None) is None:
            heads[verb.i], deps[verb.i] = trying.i, "acl"
