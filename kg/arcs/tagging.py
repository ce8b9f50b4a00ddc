"""Words that the model takes for another part of speech, tagged anew where their form allows one reading only."""

from spacy.tokens import Doc, Token

from kg.arcs.tokens import find_tokens
from kg.arcs.words import find_words, saying_words

_NAMES = frozenset({"acomp", "attr", "dobj", "oprd", "ccomp"})
"""What the model takes for an argument of the supposed verb, and is what its noun is called."""

_THINGS = ("dobj", "pobj")
_OWN = ("nsubj", "nsubjpass", "dobj", "dative", "ccomp", "xcomp")
"""What only a verb has."""


def retag(doc: Doc) -> None:
    """Tag such words anew, before anything else reads the document: ``doc`` itself is changed."""
    _retag_nouns(doc)
    _retag_periodicals(doc)
    _retag_pointers(doc)
    _retag_offices(doc)


def _retag_nouns(doc: Doc) -> None:
    """Make a noun of what the model takes for a verb or adverb: "called that claim fanciful", "rejects reports that".

    After "that" or "this" a verb would have another ending; what is an object is no verb, unless it has a subject or
    an object; "rejects" is no noun before "claims", which it would not agree with; and only a noun is between two
    sides, as in "fighting between the army and rebels", or somebody's, as in "Chad's overflight".
    """
    for token in doc:
        tag = token.tag_
        if token.i > 1 and ((tag == "VBP" and _is_noun(token)) or (tag == "VBG" and _is_named_deed(token))):
            _retag(token)
        elif tag == "VBZ" and token.dep_ in _THINGS and not any(kid.dep_ in _OWN for kid in token.children):
            token.tag_, token.pos_ = "NNS", "NOUN"
        elif tag == "VBZ" and token.i > 1 and _is_denied(token):
            _part_denied(token)
        elif (tag == "VBG" and _is_between(token)) or (tag == "RB" and _is_owned(token)):
            token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def _is_denied(token: Token) -> bool:
    """Whether what the model takes for the verb is what somebody denies: Acme [rejects] [claims] that."""
    verb = token.nbor(-1)
    mine = verb.head == token and verb.dep_ == "nsubj" and verb.tag_ in ("NNS", "VBZ")
    return mine and verb.text.islower() and verb.lemma_ in find_words("rebutting")


def _is_owned(token: Token) -> bool:
    """Chad's overflight lasted: no adverb is anybody's."""
    taken = token.dep_ in ("nsubj", "nsubjpass", "dobj")
    return taken and any(kid.dep_ == "poss" and kid.right_edge.i == token.i - 1 for kid in token.lefts)


def _is_between(token: Token) -> bool:
    """Fighting between two sides: what is between some is a noun's, and no object's."""
    if token.dep_ not in ("nsubj", "pobj", "dobj") or token.i + 1 == len(token.doc):
        return False
    after = token.nbor()
    return after.dep_ == "prep" and after.head == token and after.lower_ == "between"


def _is_named_deed(token: Token) -> bool:
    """Called the [sacking] a mistake: behind an article it is a noun, whose object is what it is called."""
    det, verb = token.nbor(-1), token.nbor(-2)
    known = det.dep_ == "det" and det.head == token and token.dep_ == "dobj" and token.head == verb
    return known and verb.lemma_ in find_words("labelling") and any(kid.dep_ in _NAMES for kid in token.rights)


def _is_noun(token: Token) -> bool:
    """Right after a verb and a determiner; not: groups that claim victory."""
    det, verb = token.nbor(-1), token.nbor(-2)
    return det.tag_ == "DT" and det.lower_ in ("that", "this") and det.head == token and token.head == verb


def _retag(token: Token) -> None:
    det, verb = token.nbor(-1), token.head
    token.tag_, token.pos_, token.lemma_, token.dep_, det.dep_ = "NN", "NOUN", token.lower_, "dobj", "det"
    for kid in list(token.rights):
        if kid.dep_ in _NAMES:
            kid.head, kid.dep_ = verb, "oprd"
        elif kid.dep_ == "punct":
            kid.head = verb


def _retag_pointers(doc: Doc) -> None:
    """Make a pronoun of what the model takes for a conjunction, or for an article: "called that "a lie""."""
    naming = find_words("labelling")
    for token in find_tokens(doc, "LOWER", ("that", "this"), first=1):
        verb, name = token.nbor(-1), token.head
        if verb.lemma_ not in naming:
            continue
        if name.head == verb and name.i > token.i and _is_named_so(token, name):
            token.head, token.dep_, name.dep_, token.pos_ = verb, "dobj", "oprd", "PRON"
        if token.tag_ == "IN" and token.dep_ == "dobj" and token.head == verb:
            token.tag_, token.pos_ = "DT", "PRON"


def _is_named_so(that: Token, name: Token) -> bool:
    """Called that [absurd], [a lie], [nonsense]: no conjunction before a name, no article before what has none."""
    second = any(kid.dep_ == "det" and kid.i > that.i for kid in name.lefts)
    scorned = name.i == that.i + 1 and name.lemma_ in find_words("scorning") and not any(name.rights)
    named = that.dep_ == "det" and name.dep_ == "dobj" and (second or scorned)
    return (that.dep_ == "mark" and name.dep_ == "oprd") or named


def _part_denied(claim: Token) -> None:
    """Give what is denied, "claims that", to the verb before it, and that one the name before it for its subject."""
    verb = claim.nbor(-1)
    verb.tag_, verb.pos_, verb.dep_, verb.head = "VBZ", "VERB", claim.dep_, verb if claim.head == claim else claim.head
    for kid in [*claim.children]:
        if kid != verb and (kid.i < verb.i or kid.dep_ == "punct"):
            kid.head = verb
    for kid in list(verb.lefts):
        if kid.dep_ in ("compound", "amod") and kid.i == verb.i - 1:
            kid.dep_ = "nsubj"
        elif kid.dep_ in ("compound", "amod", "det"):
            kid.head = verb.nbor(-1)
    claim.tag_, claim.pos_, claim.dep_, claim.head = "NNS", "NOUN", "dobj", verb
    for kid in claim.rights:
        kid.dep_ = "acl" if kid.dep_ == "ccomp" else kid.dep_


def _retag_periodicals(doc: Doc) -> None:
    """Make a noun of what the model takes for an adverb: "the Novi Glas daily reported"."""
    for token in find_tokens(doc, "LOWER", find_words("periodic"), first=2):
        name, after = token.nbor(-1), doc[token.i + 1 : token.i + 2]
        if token.tag_ not in ("RB", "JJ") or not _is_name(name) or not after or not _says(after[0]):
            continue
        if any(kid.lower_ == "the" for kid in (*name.lefts, *token.lefts)):
            _make_periodical(token, name)


def _retag_offices(doc: Doc) -> None:
    """Make a noun of what the model takes for an adjective: "the court's director-general"."""
    for token in find_tokens(doc, "LOWER", find_words("unpartedOffice")):
        if token.tag_ == "JJ":
            token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper()  # not: the minister daily reported


def _says(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ") and verb.lemma_ in saying_words()


def _make_periodical(token: Token, name: Token) -> None:
    """Give a noun for a newspaper the place of the name before it, which becomes a part of it."""
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    if name.head != token:
        token.head, token.dep_ = name.head, name.dep_
        for kid in list(name.lefts):
            if kid.dep_ == "det":
                kid.head = token
    name.head, name.dep_ = token, "compound"
