"""Subjects that the model gives to the wrong verb, or takes for no subject."""

from collections import Counter

from spacy.tokens import Doc, Token

from kg.arcs.tokens import OPENING, find_tokens, make_root, take_place, text_before
from kg.arcs.words import find_words, saying_words
from kg.trees import FINITE_TAGS, SUBJECTS, Sentence

_ASIDE = ("appos", "npadvmod")
_CLOSING = frozenset("\"”»’'")
_COMPLETE = frozenset({"aux", "auxpass", "dobj", "ccomp", "xcomp", "nsubjpass"})
"""What a verb has that is no passive without an auxiliary."""
_TAKEN_FOR = ("dobj", "npadvmod", "dative", "nsubj")
"""What the model takes the subject of a clause for behind the verb that tells it."""
_TITLES = 6
"""A name with its titles has at most so many words."""


def return_speakers(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give a verb after a quotation its speaker: "The mill," said Anna Berg, a farmer, "has burned."

    The model may take her for the subject of what goes on in quotation marks, across the mark that opens them.
    """
    for verb in find_tokens(doc, "TAG", FINITE_TAGS, first=2):
        if doc[verb.i - 1].text not in _CLOSING or doc[verb.i - 2].text != ",":
            continue
        if any(kid.dep_ == "nsubj" for kid in verb.rights):
            continue
        for token in doc[verb.i + 1 : verb.sent.end]:
            if token.text in OPENING:
                break
            if token.dep_ in ("nsubj", "nsubjpass") and any(
                each.text in OPENING for each in doc[token.i : max(token.i, token.head.i)]
            ):
                heads[token.i], deps[token.i] = verb.i, "nsubj"
                break


def return_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give a verb its subject that the model takes for an apposition: "He met Oscar Lind, Anna Berg told us".

    Or for one of several: "The head is Anna Berg and the treasurer is Oscar Lind".
    """
    for verb in find_tokens(doc, "TAG", FINITE_TAGS, first=2):
        if any(kid.dep_ in SUBJECTS for kid in verb.children):
            continue
        for name in doc[max(0, verb.i - _TITLES) : verb.i]:
            before = name.left_edge.nbor(-1) if name.left_edge.i else name
            beside = name.dep_ == "appos" and before.text == "," and verb.dep_ in ("conj", "ROOT")
            other = name.dep_ == "conj" and before.dep_ == "cc" and verb.dep_ in ("conj", "ccomp")
            if (beside or other) and name.right_edge.i == verb.i - 1 and name.pos_ in ("NOUN", "PROPN"):
                heads[name.i], deps[name.i] = verb.i, "nsubj"
                break


def lower_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give a clause its subject that the model takes for what is said: "Said Unit 9, known as the Lions, had fled"."""
    for clause in find_tokens(doc, "DEP", ("ccomp",), first=4):
        comma, verb = clause.left_edge.i - 1, clause.head
        finite = clause.tag_ in FINITE_TAGS or clause.left_edge.tag_ in FINITE_TAGS
        if doc[comma].text != "," or comma < verb.i or not finite or any(kid.dep_ in SUBJECTS for kid in clause.lefts):
            continue
        for noun in verb.rights:
            beside = next((kid for kid in noun.rights if kid.dep_ in ("acl", "relcl", "appos")), None)
            taken = noun.dep_ in _TAKEN_FOR and noun.right_edge.i == comma - 1
            if taken and beside is not None and text_before(beside.left_edge) == ",":
                passive = any(kid.dep_ == "auxpass" for kid in clause.lefts)
                heads[noun.i], deps[noun.i] = clause.i, "nsubjpass" if passive else "nsubj"
                heads[comma] = noun.i
                break


def free_verbs(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a sentence of what the model takes for a noun with words before it: "Berg hammers Acme director".

    No third person of a verb stands so before a noun.
    """
    for verb in find_tokens(doc, "TAG", ("VBZ",), first=1):
        noun = verb.head
        if verb.dep_ != "compound" or noun.i < verb.i:
            continue
        name = verb.nbor(-1)
        if name.head not in (noun, verb) or name.dep_ != "compound":
            continue
        for kid in (*noun.children, *verb.lefts):
            if kid.i > noun.i or kid.i < name.i:
                heads[kid.i] = verb.i if kid.i > noun.i else name.i
        take_place(verb, noun, heads, deps)
        heads[name.i], deps[name.i] = verb.i, "nsubj"
        heads[noun.i], deps[noun.i] = verb.i, "dobj"


def free_pasts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a sentence of what the model takes for an attribute: "The capture of Kabul shocked Norway".

    No past tense stands so before a name, where what comes before has no other verb.
    """
    for verb in find_tokens(doc, "TAG", ("VBD",), first=3):
        name, before, noun = verb.head, verb.nbor(-1), verb.sent.root
        if verb.dep_ != "amod" or name.i != verb.i + 1 or name.pos_ != "PROPN" or before.pos_ not in ("PROPN", "NUM"):
            continue
        if noun.pos_ != "NOUN" or noun.i > before.i or (before.head != name and name.head != before):
            continue
        if before.head == name:
            take_place(before, name, heads, deps)
        for kid in name.lefts:
            if kid.i < before.i:
                heads[kid.i] = before.i
        make_root(verb, noun, heads, deps, "nsubj")
        heads[name.i], deps[name.i] = verb.i, "dobj"


def lend_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give each verb its own subject where the model gives one two, or takes it for a part of the verb.

    A man who the police say stole the car: it is he who stole. The foreign ministry disputes that: no noun "disputes".
    Acme director quits: it is one subject; and a miner, Oscar Lind, said so: he is the miner.
    """
    several = Counter(head for head, label in zip(heads, deps, strict=True) if label == "nsubj")
    taken = [token.i for token in find_tokens(doc, "TAG", ("NNS", "VBZ")) if token.dep_ == "ROOT"]
    for verb in (doc[at] for at in sorted({*taken, *(at for at, number in several.items() if number > 1)})):
        before = [kid for kid in verb.lefts if deps[kid.i] == "nsubj" and heads[kid.i] == verb.i]
        said = next((kid for kid in verb.rights if kid.dep_ in ("xcomp", "ccomp")), None)
        if len(before) == 2 and before[0].tag_ in ("WP", "WDT") and said is not None and _lacks_subject(said):
            heads[before[0].i], deps[said.i] = said.i, "ccomp"
        if len(before) == 2 and before[0].tag_ == "NNP" and before[1].tag_ == "NN" and before[0].i + 1 == before[1].i:
            heads[before[0].i], deps[before[0].i] = before[1].i, "compound"
        if len(before) == 2 and _is_named_beside(*before):
            heads[before[1].i], deps[before[1].i] = before[0].i, "appos"
        noun = verb.nbor(-1) if verb.i else verb
        told = any(kid.dep_ == "dobj" for kid in verb.rights)
        beside = noun.dep_ == "compound" or (noun.dep_ == "amod" and noun.text[0].isupper())  # Lund disputes that
        lacking = verb.tag_ == "NNS" or (verb.tag_ == "VBZ" and not before)
        if lacking and verb.dep_ == "ROOT" and noun.head == verb and beside and told:
            deps[noun.i] = "nsubj"


def _is_named_beside(noun: Token, name: Token) -> bool:
    """A person close to the talks, [Otto Lind,] denied it: the name between commas is that of the noun before."""
    between = text_before(name.left_edge) == "," and name.nbor(1).text == ","
    near = noun.right_edge.i == name.left_edge.i - 2
    return between and near and noun.tag_ == "NN" and name.tag_ == "NNP" and name.ent_type_ == "PERSON"


def _lacks_subject(verb: Token) -> bool:
    return not any(kid.tag_ == "TO" or kid.dep_ in SUBJECTS for kid in verb.children)


def lower_participles(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make what is said of a noun and its participle: "Three killed in blast, police say".

    "Three men arrested in Riga, police in Norland say, are guards": the noun is the subject of what is said.
    """
    unpassive = find_words("unpassive")
    for verb in find_tokens(doc, "DEP", ("acl",), first=1):
        noun, said = verb.head, verb.head.head
        speaker = next((kid for kid in said.lefts if kid.dep_ == "nsubj" and kid.i > verb.i), None)
        if verb.tag_ not in ("VBN", "VBD") or noun.dep_ not in ("nsubj", "dep") or speaker is None:
            continue
        comma = speaker.left_edge.i - 1
        ends = noun.right_edge == verb.right_edge and noun.right_edge.i == comma - 1 and doc[comma].text == ","
        if ends and said.dep_ == "parataxis":
            heads[noun.i] = said.head.i
        elif ends and verb.nbor(-1).text != ",":
            heads[verb.i], deps[verb.i] = said.i, "ccomp"
            heads[noun.i], deps[noun.i] = verb.i, "nsubj" if verb.lemma_ in unpassive else "nsubjpass"


def pass_subjects(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Make a passive of a participle that stands for a sentence: "Norland accused of fraud", as headlines have it.

    The model says that Norland accused, or hangs the participle on a noun that is all of the sentence.
    """
    _pass_headlines(doc, sentences, heads, deps)
    _pass_supposed(doc, deps)
    charging = find_words("charging")
    for verb in find_tokens(doc, "TAG", ("VBN", "VBD"), first=1):
        if any(kid.dep_ in _COMPLETE for kid in verb.children):
            continue
        links = [kid for kid in verb.rights if kid.dep_ == "prep"]
        if not any(f"{verb.lemma_} {link.lower_}" in charging for link in links):
            continue
        noun = verb.head
        if verb.dep_ == "acl" and noun.dep_ == "ROOT" and noun.pos_ in ("NOUN", "PROPN") and noun.i == verb.i - 1:
            make_root(verb, noun, heads, deps, "nsubjpass")
            continue
        subject = next((kid for kid in verb.lefts if kid.dep_ == "nsubj"), None)
        if subject is not None and deps[verb.i] != "relcl":  # a woman Norland accused of fraud
            deps[subject.i] = "nsubjpass"


def _pass_supposed(doc: Doc, deps: list[str]) -> None:
    """The man believed to be behind the raid, to be held there: nobody "believed to be" or "to have" in the active."""
    supposing = find_words("supposing")
    for verb in find_tokens(doc, "TAG", ("VBN", "VBD"), first=1):
        said = next((kid for kid in verb.rights if kid.dep_ == "xcomp"), None)
        if said is None or verb.lemma_ not in supposing or said.left_edge.i != verb.i + 1:
            continue
        aids = [kid for kid in said.lefts if kid.dep_ in ("aux", "auxpass")]
        to_be = said.lemma_ == "be" or any(kid.lemma_ in ("be", "have") for kid in aids)
        finite = any(kid.dep_ in ("aux", "auxpass") for kid in verb.lefts)
        subject = next((kid for kid in verb.lefts if kid.dep_ == "nsubj"), None)
        if to_be and not finite and subject is not None and any(kid.tag_ == "TO" for kid in aids):
            deps[subject.i] = "nsubjpass"


def _pass_headlines(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """ "Miners freed after nine days", "Dozens hurt in blast": who acts in a headline does so in the present tense.

    Of "Sri Lankan tycoon freed" the model makes a person called so, and a tycoon by the way.
    """
    befalling = find_words("befalling")
    for sentence in sentences:
        for verb in doc[sentence.first : sentence.last] if sentence.kind == "headline" else ():
            if verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "ROOT" or verb.lemma_ not in befalling:
                continue
            subject = next((kid for kid in verb.lefts if kid.dep_ == "nsubj"), None)
            others = (kid for kid in verb.rights if kid.dep_ == "conj")
            acting = any(kid.lemma_ not in befalling for kid in others)  # soldiers executed and looted
            if subject is None or acting or any(kid.dep_ in _COMPLETE for kid in verb.children):
                continue
            noun = verb.nbor(-1)
            if noun.dep_ in _ASIDE and noun.nbor(-1) == subject and noun.ent_type_ not in ("DATE", "TIME"):
                heads[subject.i], deps[subject.i] = noun.i, "compound"
                subject = noun
            deps[subject.i] = "nsubjpass"


def free_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a subject of what the model takes for something done: "Visiting officials praised the mayor".

    To visit them praises nobody, and does not take a plural: "Visiting officials praise".
    """
    saying = saying_words()
    for verb in find_tokens(doc, "TAG", FINITE_TAGS, first=2):
        if verb.tag_ == "VBZ" or (verb.tag_ == "VBD" and verb.lemma_ not in saying):
            continue
        doing = next((kid for kid in verb.lefts if kid.dep_ == "csubj" and kid.tag_ == "VBG"), None)
        if doing is None or doing.left_edge != doing or any(kid.dep_ in SUBJECTS for kid in verb.children):
            continue
        noun = next((kid for kid in doing.rights if kid.dep_ == "dobj" and kid.tag_ in ("NNS", "NNPS")), doing)
        if noun.left_edge.i != doing.i + 1 or noun.left_edge.dep_ in ("det", "poss"):
            continue
        heads[noun.i], deps[noun.i] = verb.i, "nsubj"
        heads[doing.i], deps[doing.i] = noun.i, "amod"
        for kid in doing.rights:
            if kid != noun:
                heads[kid.i] = noun.i
