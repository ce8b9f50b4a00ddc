"""What stands inside a clause or behind it: "Norway, said a farmer, would agree"; "Berg, asked about it, agreed"."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.arcs.tokens import OPENING, find_tokens, make_root, take_place, text_before
from kg.arcs.words import find_words
from kg.headlines import parts_source
from kg.trees import FINITE_TAGS, SUBJECTS, Sentence

_TAKEN_FOR = ("nsubj", "nsubjpass", "dobj")
"""What the model takes an inserted speaker for."""
_LATER = ("ccomp", "conj", "dep")
"""What the model takes the verb of a sentence for behind a participle that it takes for that."""
_REACH = 16
"""A speaker's phrase has at most so many words."""
_SOURCE = 5
"""Whoever a headline ends with has at most so many words."""


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
    finite = find_tokens(doc, "TAG", FINITE_TAGS, first=2)
    for verb in sorted({*finite, *find_tokens(doc, "DEP", ("parataxis",), first=2)}):
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
    own = next((kid for kid in main.children if kid.dep_ in SUBJECTS and kid.i > comma.i), None)
    beside = (kid for kid in speaker.children if kid.dep_ == "appos" and comma.i < kid.i <= kid.right_edge.i < main.i)
    late = next((kid for kid in beside if kid.right_edge.nbor(1).text != ","), None)
    before = (kid for token in (verb, main) for kid in token.children if kid.i < verb.i - 1)
    early = next((kid for kid in before if kid.dep_ in SUBJECTS), None)
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
        take_place(main, verb, heads, deps)
        for kid in verb.children:
            if kid.i < verb.i or kid.i > main.i:
                heads[kid.i] = main.i
    heads[early.i], deps[early.i] = main.i, "nsubjpass" if passive else "nsubj"
    heads[speaker.i], deps[speaker.i] = verb.i, "nsubj"
    heads[verb.i], deps[verb.i] = main.i, "parataxis"


def _part_title(noun: Token, speaker: Token, comma: Token, heads: list[int], deps: list[str]) -> None:
    """Mali, said Anna Berg, [a farmer,] Niger and Chad had agreed: of a list the first stands beside the speaker."""
    rest = next((kid for kid in noun.children if kid.dep_ == "conj"), None)
    if rest is None or noun.left_edge.i != comma.i + 1 or text_before(rest.left_edge) != ",":
        return
    heads[rest.i], deps[rest.i] = heads[noun.i], deps[noun.i]
    heads[noun.i], deps[noun.i] = speaker.i, "appos"


def _closes(comma: Token, noun: Token) -> bool:
    """Whether a comma ends what another one began: the mayor, Anna Berg, said the miners, all of them old, live."""
    return any(token.text == "," for token in noun.doc[noun.i + 1 : comma.i])


def return_rests(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Hang on a clause what goes on behind the speaker: "He signed it, Berg said, "under protest"".

    Where or when somebody said it stays with that, unless it stands in quotation marks.
    """
    for token in find_tokens(doc, "DEP", ("ccomp", "parataxis"), first=1):
        verb, main = (token, _main_of(token)) if token.dep_ == "parataxis" else (token.head, token)
        subject = next((kid for kid in verb.children if kid.dep_ == "nsubj"), None)
        comma = _comma_behind(verb, subject) if subject is not None and main.i < verb.i else None
        if comma is None:
            continue
        quoted = comma.nbor().text in OPENING
        if verb == token:
            heads[verb.i] = main.i
        for kid in verb.rights:
            if kid.i > comma.i and (quoted or (kid.dep_ == "prep" and kid.lower_ not in find_words("whereSaid"))):
                heads[kid.i] = main.i


def _main_of(verb: Token) -> Token:
    """The verb that an inserted one stands beside, though the model hangs it on what that says of its subject."""
    return verb.head.head if verb.head.i > verb.i and verb.head.dep_ in ("acomp", "attr") else verb.head


def _comma_behind(verb: Token, subject: Token) -> Token | None:
    """The comma that ends "Berg said" or "said Berg" between commas, unless it ends the sentence, too."""
    first, last = min(verb.i, subject.left_edge.i), max(verb.i, subject.i)
    after = verb.doc[last + 1 : verb.sent.end - 1]
    return after[0] if len(after) and after[0].text == "," and text_before(verb.doc[first]) == "," else None


def part_insets(doc: Doc, heads: list[int], deps: list[str]) -> None:
    """Make a participle of what the model takes for the sentence: "Berg, asked about the report, said that it lies".

    ``heads`` and ``deps`` are changed.
    """
    for verb in find_tokens(doc, "TAG", ("VBD", "VBN"), first=2):
        subject = next((kid for kid in verb.lefts if kid.dep_ == "nsubj"), None)
        if (
            subject is None
            or verb.nbor(-1).text != ","
            or any(mark.text == "," for mark in doc[subject.i : verb.i - 1])
        ):
            continue  # Anna Berg, a farmer, asked whether
        main = _main_after(verb)
        if main is None:
            continue
        make_root(main, subject, heads, deps, "nsubj")
        heads[verb.i], deps[verb.i] = subject.i, "acl"
        for kid in verb.children:
            if kid.i > main.i or kid.dep_ == "punct":
                heads[kid.i] = main.i


def _main_after(verb: Token) -> Token | None:
    """The verb right behind the comma after a clause, which has no subject of its own."""
    if verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT" and verb.head.i > verb.i:
        own = any(kid.dep_ in SUBJECTS for kid in verb.head.lefts)
        whole = any(kid.dep_ in ("ccomp", "xcomp", "dobj") for kid in verb.head.rights)
        return verb.head if whole and not own and verb.head.nbor(-1).text == "," else None
    if verb.dep_ != "ROOT":
        return None
    later = (kid for kid in verb.rights if kid.dep_ in _LATER and kid.tag_ in FINITE_TAGS)
    return next((kid for kid in later if kid.nbor(-1).text == "," and kid.left_edge == kid), None)


def part_sources(doc: Doc, sentences: list[Sentence], heads: list[int], deps: list[str]) -> None:
    """Free what a headline ends with from what it tells: "Three soldiers killed in blast: police".

    The model may say that soldiers are police, that a blast killed the governor, or that a "Lesbos - coastguard" sank.
    """
    for sentence in sentences:
        mark = _mark_before_source(doc, sentence) if sentence.kind == "headline" else None
        if mark is None:
            continue
        told, source = range(sentence.first, mark), range(mark + 1, sentence.last)
        astray = [at for at in told if heads[at] in source]
        top = next((at for at in source if heads[at] not in source or heads[at] == at), mark + 1)  # else a circle
        if astray:
            above = heads[top] if heads[top] in told else astray[-1]
            heads[astray[-1]], deps[astray[-1]] = above, deps[top]
            for at in astray[:-1]:
                heads[at] = astray[-1]
        root = next((at for at in told if heads[at] == at), None)
        for at in (mark, *source):
            if root is not None and (at == mark or heads[at] not in source or heads[at] == at):
                heads[at], deps[at] = root, "punct" if at == mark else "dep"


def _mark_before_source(doc: Doc, sentence: Sentence) -> int | None:
    """The colon or dash after what is told, behind which a headline has only a noun phrase."""
    last = sentence.last - 1
    while last > sentence.first and doc[last].pos_ == "SPACE":
        last -= 1
    for at in range(last - 1, max(sentence.first, last - _SOURCE - 1), -1):
        if doc[at + 1].pos_ not in ("NOUN", "PROPN", "ADJ") and doc[at + 1].tag_ != "POS":
            return None
        if parts_source(doc[at].text, spaced=doc[at - 1].whitespace_ != ""):
            return at if any(token.pos_ in ("VERB", "ADP") for token in doc[sentence.first : at]) else None
    return None
