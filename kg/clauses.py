"""Clauses that the model hangs on the wrong word.

Speakers inserted between commas: "Norway, said a farmer, would never agree". Second verbs of who speaks: "said the dam
would hold and asked them to stay". Prefixes: "the ex-mayor said".
"""

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.trees import FINITE_TAGS

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_TAKEN_FOR = ("nsubj", "nsubjpass", "dobj")
"""What the model takes an inserted speaker for."""
_MARKS = frozenset("\"“‘'")
_QUOTES = frozenset('"“”')
_TITLES = 6
"""A name with its titles has at most so many words."""
_REACH = 16
"""A speaker's phrase has at most so many words."""


@dataclass(frozen=True, slots=True)
class _Insertion:
    """A verb, its speaker, the comma behind, and the verb of the clause around them."""

    verb: Token
    speaker: Token
    comma: Token
    main: Token


def part_insertions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang an inserted verb and its speaker on the clause around them, each with the subject that it has.

    The model may say that Norway said so, or that the farmer would never agree; ``heads`` and ``deps`` are changed.
    """
    for verb in doc[2:]:
        if verb.dep_ == "parataxis" and verb.head.dep_ in ("aux", "auxpass"):
            heads[verb.i] = verb.head.head.i
        inserted = _find(verb)
        if inserted is not None:
            _part(inserted, heads, deps)


def _find(verb: Token) -> _Insertion | None:
    if verb.tag_ not in FINITE_TAGS or verb.nbor(-1).text != "," or verb.dep_ == "conj":
        return None
    speaker = _speaker(verb)
    comma = _comma_after(speaker) if speaker is not None else None
    if speaker is None or comma is None:
        return None
    main = _main(verb, speaker, comma)
    return _Insertion(verb, speaker, comma, main) if main is not None else None


def _speaker(verb: Token) -> Token | None:
    """The noun phrase right after a verb, whose subject or that of a later one it is."""
    if verb.i + 1 >= verb.sent.end:
        return None
    for token in verb.doc[verb.i + 1 : min(verb.i + _REACH, verb.sent.end)]:
        if token.text == ",":
            return None
        own = token.head == verb or token.head.i > token.i
        if token.dep_ in _TAKEN_FOR and token.left_edge.i == verb.i + 1 and own:
            return token
    return None


def _comma_after(speaker: Token) -> Token | None:
    """The comma that ends the insertion."""
    for token in speaker.doc[speaker.i + 1 : min(speaker.i + _REACH, speaker.sent.end)]:
        if token.text == ",":
            return token
        if token.pos_ in ("VERB", "AUX") and not speaker.is_ancestor(token):
            return None
    return None


def _main(verb: Token, speaker: Token, comma: Token) -> Token | None:
    """The verb after an insertion."""
    if speaker.head != verb:
        return speaker.head if speaker.head.i > comma.i else None
    if verb.dep_ in ("parataxis", "ccomp") and verb.head.i > comma.i:
        return verb.head
    linked = any(kid.dep_ == "cc" and kid.i > verb.i for kid in verb.children)
    labels = ("ccomp",) if linked else ("ccomp", "conj")
    return next((kid for kid in verb.children if kid.dep_ in labels and kid.i > comma.i), None)


def _part(inserted: _Insertion, heads: list[int], deps: list[str]) -> None:
    verb, speaker, comma, main = inserted.verb, inserted.speaker, inserted.comma, inserted.main
    passive = any(kid.dep_ == "auxpass" for kid in main.children)
    own = next((kid for kid in main.children if kid.dep_ in _SUBJECTS and kid.i > comma.i), None)
    beside = (kid for kid in speaker.children if kid.dep_ == "appos" and comma.i < kid.i <= kid.right_edge.i < main.i)
    late = next((kid for kid in beside if kid.right_edge.nbor(1).text != ","), None)
    before = (kid for token in (verb, main) for kid in token.children if kid.i < verb.i - 1)
    early = next((kid for kid in before if kid.dep_ in _SUBJECTS), None)
    parted = early is not None and early.right_edge.i >= verb.i - 2 and not _closes(verb.nbor(-1), early)
    rest = own or late
    if rest is not None:  # if it rains, said the farmer, Norway will win
        heads[speaker.i], deps[speaker.i] = verb.i, "nsubj"
        heads[rest.i], deps[rest.i] = main.i, own.dep_ if own else "nsubjpass" if passive else "nsubj"
        if early is None or early.head != verb:
            return
        _part_title(rest, speaker, comma, heads, deps)  # Mali, said the farmer, Niger and Chad had agreed
    if early is None or not parted:
        return
    if main.head == verb:
        heads[main.i], deps[main.i] = (main.i if verb.head == verb else verb.head.i), verb.dep_
        for kid in verb.children:
            if kid.i < verb.i or kid.i > main.i:
                heads[kid.i] = main.i
    heads[early.i], deps[early.i] = main.i, "nsubjpass" if passive else "nsubj"
    heads[speaker.i], deps[speaker.i] = verb.i, "nsubj"
    heads[verb.i], deps[verb.i] = main.i, "parataxis"


def _part_title(noun: Token, speaker: Token, comma: Token, heads: list[int], deps: list[str]) -> None:
    """Mali, said Anna Berg, [a farmer,] Niger and Chad had agreed: of a list the first stands beside the speaker."""
    rest = next((kid for kid in noun.children if kid.dep_ == "conj"), None)
    if rest is None or noun.left_edge.i != comma.i + 1 or rest.left_edge.nbor(-1).text != ",":
        return
    heads[rest.i], deps[rest.i] = heads[noun.i], deps[noun.i]
    heads[noun.i], deps[noun.i] = speaker.i, "appos"


def join_prefixes(doc: Doc, heads: list[int], deps: list[str], prefixes: Collection[str]) -> None:
    """Hang a prefix on its noun: of "the ex-mayor said" the model makes three that said so."""
    for hyphen in doc[1:-1]:
        word, noun = hyphen.nbor(-1), hyphen.nbor(1)
        if hyphen.text == "-" and word.lower_ in prefixes and noun.pos_ in ("NOUN", "PROPN"):
            heads[word.i], deps[word.i] = noun.i, "compound"
            heads[hyphen.i], deps[hyphen.i] = noun.i, "punct"


def return_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give a verb its subject that the model takes for an apposition: "He met Oscar Lind, Anna Berg told us".

    Or for one of several: "The head is Anna Berg and the treasurer is Oscar Lind".
    """
    for verb in doc[2:]:
        if verb.tag_ not in FINITE_TAGS or any(kid.dep_ in _SUBJECTS for kid in verb.children):
            continue
        for name in doc[max(0, verb.i - _TITLES) : verb.i]:
            before = name.left_edge.nbor(-1) if name.left_edge.i else name
            beside = name.dep_ == "appos" and before.text == "," and verb.dep_ in ("conj", "ROOT")
            other = name.dep_ == "conj" and before.dep_ == "cc" and verb.dep_ in ("conj", "ccomp")
            if (beside or other) and name.right_edge.i == verb.i - 1 and name.pos_ in ("NOUN", "PROPN"):
                heads[name.i], deps[name.i] = verb.i, "nsubj"
                break


def part_predicates(
    doc: Doc, heads: list[int], deps: list[str], judging: Collection[str], naming: Collection[str]
) -> None:
    """Called the plan "absurd", the court "a farce": the model takes what is quoted for a part of the phrase.

    Likewise an adjective after the object of a verb that judges or names: holds the rebels responsible for the raid,
    called the charges politically motivated.
    """
    for word in doc[2:]:
        noun = word.head
        if word.dep_ not in ("amod", "appos", "acl") or noun.dep_ != "dobj":
            continue
        beside = noun.i < word.left_edge.i <= noun.i + 2 and noun.nbor().text in _MARKS
        named = word.dep_ == "appos" and noun.head.lemma_ in {*judging, *naming}  # not: met the singer "Ola"
        if (word.dep_ == "amod" or named) and beside and noun.head.pos_ == "VERB":
            heads[word.i], deps[word.i] = noun.head.i, "oprd"
        after = word.dep_ == "amod" and word.i == noun.i + 1 and any(kid.dep_ == "prep" for kid in word.children)
        after = after and noun.left_edge.lower_ not in ("a", "an")  # considered a plan similar to Lind's
        if after and noun.head.lemma_ in judging:
            heads[word.i], deps[word.i] = noun.head.i, "ccomp"
            heads[noun.i], deps[noun.i] = word.i, "nsubj"
        said = word.tag_ in ("JJ", "VBN") and word.dep_ in ("acl", "amod") and word.left_edge.i == noun.i + 1
        if said and word.right_edge == word and noun.head.lemma_ in naming:
            heads[word.i], deps[word.i] = noun.head.i, "oprd"


def lower_relatives(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a relative clause of what the model takes for the sentence: "The fund, of which Berg is head, collapsed"."""
    for link in doc[1:]:
        pronoun = next((kid for kid in link.children if kid.dep_ == "pobj" and kid.tag_ in ("WDT", "WP")), None)
        verb = link.head
        while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head
        if pronoun is None or pronoun.i != link.i + 1 or link.nbor(-1).text != "," or verb.dep_ != "ROOT":
            continue
        noun = next((kid for kid in verb.children if kid.dep_ in _SUBJECTS and kid.i < link.i - 1), None)
        later = (kid for kid in verb.children if kid.dep_ == "conj" and kid.tag_ in FINITE_TAGS and kid.i > verb.i)
        main = next((kid for kid in later if kid.nbor(-1).text == ","), None)
        if noun is None or main is None or noun.right_edge.i >= link.i:
            continue
        heads[main.i], deps[main.i] = main.i, "ROOT"
        heads[noun.i], deps[noun.i] = main.i, "nsubj"
        heads[verb.i], deps[verb.i] = noun.i, "relcl"
        heads[link.i] = verb.i
        for kid in verb.children:
            if kid.i > main.i:
                heads[kid.i] = main.i


def part_second_objects(doc: Doc, deps: list[str]) -> None:
    """Take what follows a comma for no second object: accused the court of bias, a charge that it denies."""
    for verb in doc:
        things = [kid for kid in verb.rights if kid.dep_ == "dobj"]
        for thing in things[1:]:
            before = thing.left_edge
            if before.i and before.nbor(-1).text == "," and not any(kid.dep_ == "cc" for kid in thing.lefts):
                deps[thing.i] = "dep"


def open_relatives(doc: Doc, deps: list[str]) -> None:
    """The charge Norland denied: the model may take what has a subject of its own for a participle."""
    for verb in doc:
        if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
            subject = next((kid for kid in verb.children if kid.dep_ == "nsubj"), None)
            open_ = not any(kid.dep_ in ("mark", "auxpass", "dobj", "ccomp", "xcomp") for kid in verb.children)
            apart = verb.left_edge.i and verb.left_edge.nbor(-1).is_punct  # Protests in Peru: police blamed for deaths
            first = subject is not None and subject.left_edge == verb.left_edge and subject.lower_ != "that"
            if open_ and first and not apart:
                deps[verb.i] = "relcl"


def raise_predicates(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a sentence of what the model takes for a noun: "The Greens, a small party, called for talks"."""
    for verb in doc[2:]:
        if verb.dep_ != "acl" or verb.tag_ != "VBD" or verb.nbor(-1).text != ",":
            continue
        beside = verb.head.dep_ == "appos"
        noun = verb.head.head if beside else verb.head
        kids = (kid for kid in noun.children if kid.right_edge.i == verb.i - 2 and kid.i > noun.i)
        ends = beside or any(kid.dep_ in ("appos", "prep") and kid.left_edge.nbor(-1).text == "," for kid in kids)
        if noun.dep_ != "ROOT" or not ends:
            continue
        heads[verb.i], deps[verb.i] = verb.i, "ROOT"
        heads[verb.i - 1] = noun.i  # the comma
        heads[noun.i], deps[noun.i] = verb.i, "nsubj"
        for kid in noun.children:
            if kid.i > verb.i:
                heads[kid.i] = verb.i


def rehang_conjuncts(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Coordinate verbs of one form: no dam "would hold and asked us to stay", nobody "urged us to stay and warned us".

    The model hangs the second verb too low (would hold and asked), too high (told us to wait, sit and hope), or takes a
    list of past tenses for a clause (urged us to wait, called on them to sit and hoped).
    """
    for token in doc:
        labels = {kid.dep_ for kid in token.children}
        if labels & {*_SUBJECTS, "aux", "auxpass", "mark", "advmod"} or token.head.i >= token.i:
            continue
        past = token.tag_ == "VBD" and token.lemma_ != token.lower_  # would sell it and cut jobs
        if token.dep_ == "advcl" and token.head.tag_ == "VBD" and (past or _is_listed(token, labels)):
            deps[token.i] = "conj" if token.left_edge.nbor(-1).text == "," else "advcl"
        above = _finite_above(token) if past and token.dep_ == "conj" else None
        below = _infinitive_below(token) if token.tag_ == "VB" and token.dep_ in ("conj", "dep") else None
        verb = above or below
        if verb is None:
            continue
        heads[token.i], deps[token.i] = verb.i, "conj"
        for kid in token.head.children:
            if kid.dep_ in ("cc", "punct") and max(verb.i, token.head.i) < kid.i < token.i:
                heads[kid.i] = verb.i


def raise_attributions(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang "according to Berg" at the end of a sentence on its verb: "They believe it fell, according to Berg".

    The model hangs it on whatever stands before.
    """
    for token in doc[1:]:
        if token.lower_ != "according" or token.nbor(-1).text != ",":
            continue
        root, at_end = token.sent.root, token.right_edge.i >= token.sent.end - 2
        if token.head != root and at_end and root.i < token.i and root.pos_ == "VERB":
            heads[token.i], deps[token.i] = root.i, "prep"
            heads[token.i - 1] = root.i


def rehang_after_quotes(
    doc: Doc, heads: list[int], deps: list[str], pleading: Collection[str], mute: Collection[str]
) -> None:
    """Hang a verb of speech on one outside the quotation before it: said it "has no end", and called for talks.

    The model coordinates it with one inside, or takes it for what goes on there: "You know," said Berg, adding that.
    """
    for sentence in doc.sents:
        marks = [token.i for token in sentence if token.text in _QUOTES]
        quoted = {at for first, last in zip(marks[::2], marks[1::2], strict=False) for at in range(first, last + 1)}
        for token in sentence if quoted else ():
            verb = _cue_between(token, quoted) if token.dep_ == "advcl" else _verb_before(token, quoted, pleading, mute)
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


def _verb_before(token: Token, quoted: set[int], pleading: Collection[str], mute: Collection[str]) -> Token | None:
    """The verb before a quotation that a verb after it goes with, which is coordinated with one inside.

    Said the soldiers "fired on us" and killed two: what is no speech may be part of what is told.
    """
    inside = token.head.i in quoted
    beside = any(at in quoted for at in range(token.head.i, token.i)) and _lacks_speaker(token.head, mute)
    if token.dep_ != "conj" or token.lemma_ not in pleading or token.head.i > token.i or not (inside or beside):
        return None
    if token.i in quoted or token.tag_ not in FINITE_TAGS or any(kid.dep_ in _SUBJECTS for kid in token.lefts):
        return None
    verb = token.head
    while verb.head != verb and (verb.i in quoted or verb.pos_ not in ("VERB", "AUX") or _lacks_speaker(verb, mute)):
        verb = verb.head
    return verb if verb.i < token.head.i and verb.i not in quoted and not _lacks_speaker(verb, mute) else None


def lower_outcomes(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang an outcome on the clause before it: "blamed it for spying on Monday after a bomb went off, killing nine".

    The model coordinates it with the spying, without any "and".
    """
    for token in doc[2:]:
        if token.dep_ != "conj" or token.tag_ != "VBG":
            continue
        comma = token.left_edge.i - 1
        linked = any(kid.dep_ == "cc" for each in (token, token.head) for kid in each.children)
        if linked or doc[comma].text != ",":
            continue
        between = (verb for verb in doc[token.head.i + 1 : comma] if verb.dep_ == "advcl" and verb.tag_ in FINITE_TAGS)
        clause = next((verb for verb in between if verb.head == token.head), None)
        if clause is not None:
            heads[token.i], deps[token.i] = clause.i, "advcl"


def _lacks_speaker(verb: Token, mute: Collection[str]) -> bool:
    """It showed that, which showed that."""
    return any(kid.dep_ == "nsubj" and kid.pos_ == "PRON" and kid.lower_ in mute for kid in verb.children)


def _is_listed(token: Token, labels: set[str]) -> bool:
    """Urged us to wait, [called] on them to help and warned you: the model may take it for a participle."""
    later = any(kid.dep_ == "conj" and kid.i > token.i for kid in token.head.children)
    last = token.right_edge.i + 1 < len(token.doc) and token.right_edge.nbor(1).dep_ == "cc"
    return token.tag_ == "VBN" and token.lower_.endswith("ed") and later and last and "agent" not in labels


def _finite_above(token: Token) -> Token | None:
    """The verb that a past tense goes with, below which it is coordinated with an infinitive or a modal."""
    clause, labels = token.head, {kid.dep_ for kid in token.children}
    low = any(kid.dep_ == "aux" and kid.tag_ in ("MD", "TO") for kid in clause.children)
    if not low or (clause.tag_ == "VBN" and not labels & {"dobj", "ccomp", "xcomp", "prep"}):
        return None  # said the dam would be closed and repaired
    verb = clause.head
    while verb.head != verb and verb.i < clause.i and verb.tag_ not in FINITE_TAGS:
        verb = verb.head
    told = clause.dep_ in ("ccomp", "xcomp", "advcl") and verb.tag_ in FINITE_TAGS and verb.i < clause.i
    return verb if told and clause.i < token.i else None


def _infinitive_below(token: Token) -> Token | None:
    """The infinitive that a base form goes with, which is coordinated with the verb above it."""
    verb = token.head
    if verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    below = (kid for kid in verb.children if kid.tag_ == "VB" and verb.i < kid.i < token.i)
    return next((kid for kid in below if any(aux.tag_ == "TO" for aux in kid.children)), None)


def _closes(comma: Token, noun: Token) -> bool:
    """Whether a comma ends what another one began: the mayor, Anna Berg, said the miners, all of them old, live."""
    return any(token.text == "," for token in noun.doc[noun.i + 1 : comma.i])


def lend_subjects(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Give each verb its own subject where the model gives one two, or takes it for a part of the verb.

    A man who the police say stole the car: it is he who stole. The foreign ministry disputes that: no noun "disputes".
    """
    for verb in doc:
        before = [kid for kid in verb.lefts if deps[kid.i] == "nsubj" and heads[kid.i] == verb.i]
        said = next((kid for kid in verb.rights if kid.dep_ in ("xcomp", "ccomp")), None)
        if len(before) == 2 and before[0].tag_ in ("WP", "WDT") and said is not None and _lacks_subject(said):
            heads[before[0].i], deps[said.i] = said.i, "ccomp"
        noun = verb.nbor(-1) if verb.i else verb
        told = any(kid.dep_ == "dobj" for kid in verb.rights)
        if verb.tag_ == "NNS" and verb.dep_ == "ROOT" and noun.head == verb and noun.dep_ == "compound" and told:
            deps[noun.i] = "nsubj"


def _lacks_subject(verb: Token) -> bool:
    return not any(kid.tag_ == "TO" or kid.dep_ in _SUBJECTS for kid in verb.children)
