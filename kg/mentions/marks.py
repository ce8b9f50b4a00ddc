"""What single tokens show of proper names: capitals, gazetteer forms, what the recogniser found, title nouns."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.gazetteer import KEY, Form, Lexicon
from kg.headlines import is_title_case
from kg.mentions.spans import find_people, is_business, is_hour, is_open
from kg.trees import HEADINGS, NamedSpan, Sentence, Tree

NER_CLASSES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
}
"""Labels of the recogniser that name agents or places."""
OPENING, CLOSING = frozenset('"“'), frozenset('"”')
"""Marks around what somebody is called inside the name: Robert "Bob" Lind."""

_LONG = 4
"""Letters; shorter words may have none in title case."""
_TITLE_CASE = 0.6
"""The share of long words with a capital from which on a capital shows no name."""
_LONGEST = 60
"""Characters of a gazetteer form in capitals."""


@dataclass(frozen=True, slots=True)
class GazetteerHit:
    """A gazetteer form that ends before token ``last``."""

    last: int
    form: Form


@dataclass(frozen=True, slots=True)
class Marks:
    """``capital[i]`` is 1 where token i may be a word of a name; ``named[i]`` is the recognised span it lies in.

    ``covered[i]`` is 1 where a gazetteer form of several tokens goes over token i. ``surnames`` end full names,
    ``inside`` are the words that no sentence begins with, somewhere at least, ``nouns`` common nouns and their lemmas.
    """

    capital: bytearray
    covered: bytearray
    hits: dict[int, GazetteerHit]
    named: list[NamedSpan | None]
    surnames: frozenset[str]
    inside: frozenset[str]
    nouns: frozenset[str]

    def opens_person(self, token: int) -> bool:
        """Whether the recogniser takes a token for the first of somebody's name."""
        span = self.named[token]
        return span is not None and span.first == token and span.ner_label == "PERSON"


def mark(tree: Tree, lexicon: Lexicon) -> Marks:
    """Look at every token once."""
    named: list[NamedSpan | None] = [None] * len(tree.words)
    for span in _with_particles(tree, lexicon):
        if span.ner_label in NER_CLASSES:
            for token in range(span.first, span.last):
                named[token] = span
    capital = bytearray(len(tree.words))
    for sentence in tree.sentences:
        _mark_sentence(tree, lexicon, sentence, named, capital)
    surnames = frozenset(_surnames(tree, lexicon))
    alone = frozenset(_alone(tree))
    for sentence in tree.sentences:
        known = surnames | alone if sentence.kind in HEADINGS else surnames
        if tree.words[sentence.first] in known and _may_be_name(tree, sentence.first):
            capital[sentence.first] = 1  # Baker blames the state: the tagger takes it for a noun
    _mark_title_case(tree, lexicon, named, capital)
    _mark_labels(tree, capital)
    covered = bytearray(len(tree.words))
    hits = _hits(tree, lexicon, capital, covered)
    inside = frozenset(word for each in tree.sentences for word in tree.words[each.first + 1 : each.last])
    nouns = {at for at, tag in enumerate(tree.tags) if tag in ("NN", "NNS")}
    common = frozenset(word for at in nouns for word in (tree.words[at], tree.lemmas[at]))
    return Marks(capital, covered, hits, named, surnames, inside, common)


def _with_particles(tree: Tree, lexicon: Lexicon) -> Iterator[NamedSpan]:
    """What the recogniser found, without a border at the particles of somebody's name: [Ursula von der] [Leyen]."""
    done = 0
    for span in tree.named:
        last = span.last
        if span.ner_label == "PERSON":
            while last < len(tree.words) and tree.words[last].islower() and lexicon.word("particle", tree.words[last]):
                last += 1
            inside = last < len(tree.words) and lexicon.word("particle", tree.words[last - 1])
            if inside and tree.words[last - 1].islower() and tree.words[last][0].isupper():
                last += 1
            else:
                last = span.last
        if span.first >= done:
            yield span if last == span.last else NamedSpan(span.first, last, span.ner_label)
            done = last


def _may_be_name(tree: Tree, token: int) -> bool:
    """Not the young people, price rises, nor the gates of a palace."""
    return tree.deps[token] not in ("amod", "compound") and tree.words[token + 1 : token + 2] != ["of"]


def _surnames(tree: Tree, lexicon: Lexicon) -> Iterator[str]:
    """Baker, where Anna Baker is told of: the last words of recognised people, titles before names left out."""
    for span in find_people(tree):
        title = tree.words[span.last - 2].lower()
        if lexicon.nouns.get(title) != "Person" and not is_business(lexicon, title):
            yield tree.words[span.last - 1]


def _alone(tree: Tree) -> Iterator[str]:
    """Voss, where "Voss said" is told: recognised people of one word that no sentence begins with."""
    firsts = {sentence.first for sentence in tree.sentences}
    for span in tree.named:
        if span.ner_label == "PERSON" and span.last == span.first + 1 and span.first not in firsts:
            yield tree.words[span.first]


def _mark_sentence(
    tree: Tree, lexicon: Lexicon, sentence: Sentence, named: list[NamedSpan | None], capital: bytearray
) -> None:
    words, tags = tree.words, tree.tags
    not_names = lexicon.words.get("notName", frozenset())
    opening = True
    for token in range(sentence.first, sentence.last):
        word = words[token]
        initial = word[0]
        if not initial.isalnum():
            continue
        span = named[token]
        tag, lower = tags[token], word.lower()
        ends = tag == "NNP" and lower in lexicon.name_words and token > sentence.first and capital[token - 1]
        person = (span is not None and span.ner_label == "PERSON") or _is_no_month(tree, lexicon, token)
        rubric = opening and tree.words[token + 1 : token + 2] == [":"] and lexicon.word("rubric", lower)
        if is_hour(tree, token, lexicon) or rubric:
            continue
        named_so = lower not in not_names or person or ends or _opens_body(tree, lexicon, token)
        if initial.isupper() and named_so:  # Indonesia Corruption Watch
            if _is_in_slogan(tree, lexicon, token) or (not opening and _is_in_slogan(tree, lexicon, token - 1)):
                capital[token] = 1
            elif opening and (_is_faction(tree, lexicon, token, span) or _are_arms(tree, lexicon, token)):
                capital[token] = 0
            elif tag in ("NNP", "NNPS"):
                capital[token] = 1
            elif span is not None:
                capital[token] = tag not in ("DT", "IN", "PRP", "PRP$", "CC", "TO", "WP", "WRB")
            elif not opening and tag in ("NN", "NNS", "JJ", "VBG", "VBN", "VBZ", "VBP", "VB"):
                capital[token] = 1
        opening = False


def _is_in_slogan(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether a word begins the name of a movement that is like a slogan: Nation First, One Kenya Now."""
    pair, last = tree.words[token : token + 2], tree.sentences[tree.sentence_of[token]].last
    if token + 1 >= last or tree.sentences[tree.sentence_of[token]].kind in HEADINGS:
        return False
    called = all(word[0].isupper() and not word.isupper() for word in pair)
    if called and tree.tags[token] == "CD":
        return _is_in_slogan(tree, lexicon, token + 1)
    ends = token + 2 >= last or not tree.words[token + 2][0].isupper()  # not: Kenya's First Lady
    return called and ends and tree.tags[token][:2] == "NN" and lexicon.word("slogan", pair[1].lower())


def _are_arms(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Jets struck the port; not: Jets coach Anna Berg."""
    word, tag = tree.words[token].lower(), tree.tags[token + 1] if token + 1 < len(tree.tags) else ""
    return word.endswith("s") and lexicon.word("bombarding", word[:-1]) and tag.startswith("VB")


def _opens_body(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether a hyphen joins a word to the name of a body: the Anti-Corruption Bureau; not: Anti-Orban rallies."""
    words, at = tree.words, token + 2
    start = tree.starts[at] if at < len(words) else 0
    if words[token + 1 : at] != ["-"] or lexicon.form_at(tree.text, start, tree.text[start : start + KEY]) is not None:
        return False  # an Anti-Kremlin Movement has the Kremlin in its name
    while at < len(words) and words[at][0].isupper():
        if at > token + 2 and lexicon.is_a(lexicon.name_words.get(words[at].lower(), ""), "Organization"):
            return True
        at += 1
    return False


def _is_no_month(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether what may be a month's short form is somebody's name: Jan Berg, Jan ten Brink; not: Jan 5, Jan was."""
    beside = tree.words[max(token - 1, 0) : token] + tree.words[token + 1 : token + 2]
    dated = any(word[0].isdigit() for word in beside)
    after = tree.words[token + 1] if token + 1 < len(tree.words) else ""
    joined = after[:1].isupper() or lexicon.word("particle", after)
    return (
        joined
        and not dated
        and tree.tags[token] == "NNP"
        and f"{tree.words[token].lower()}." in lexicon.words["notName"]
    )


def _is_faction(tree: Tree, lexicon: Lexicon, token: int, span: NamedSpan | None) -> bool:
    """Whether the first word of a sentence only says of which kind somebody is: Royalist lawyer Anna Berg."""
    after = tree.words[token + 1] if token + 1 < len(tree.words) else ""
    people = span is not None and span.ner_label == "NORP"
    return lexicon.word("factional", tree.words[token].lower()) and after.islower() and not people


def _mark_title_case(tree: Tree, lexicon: Lexicon, named: list[NamedSpan | None], capital: bytearray) -> None:
    """In a headline set In Title Case a capital shows nothing; a word is a name where the text below has it as one."""
    titles = [sentence for sentence in tree.sentences if _is_title_case(tree, sentence)]
    if not titles or len(titles) == len(tree.sentences):
        return
    inside = bytearray(len(tree.words))
    for sentence in titles:
        for token in range(sentence.first, sentence.last):
            inside[token] = 1
    below = {word for token, word in enumerate(tree.words) if capital[token] and not inside[token]}
    for token, word in enumerate(tree.words):
        if inside[token] and word not in below:
            span = named[token]
            given = lexicon.word("male", word.lower()) or lexicon.word("female", word.lower())
            full = given and span is not None and span.first == token and tree.words[span.last - 1] in below
            capital[token] = bool(full)


def _mark_labels(tree: Tree, capital: bytearray) -> None:
    """Voss: treaty was never signed. What labels a headline is a name where a name below ends in it."""
    for sentence in tree.sentences:
        first = sentence.first
        if sentence.kind in ("headline", "crosshead") and tree.words[first + 1 : first + 2] == [":"]:
            ends = (tree.words[at] for at in range(first + 2, len(tree.words)) if capital[at - 1] and capital[at])
            capital[first] = capital[first] or tree.words[first] in ends


def _is_title_case(tree: Tree, sentence: Sentence) -> bool:
    if sentence.kind not in ("headline", "crosshead"):
        return False
    tokens = (token for token in range(sentence.first, sentence.last) if tree.words[token][0].isalpha())
    words = [tree.slice(token, token + 1) for token in tokens]  # as written: the parser has read small letters
    return is_title_case(words, letters=_LONG, share=_TITLE_CASE)


def _hits(tree: Tree, lexicon: Lexicon, capital: bytearray, covered: bytearray) -> dict[int, GazetteerHit]:
    """The longest gazetteer form at each token that no earlier form covers; few begin with a small letter."""
    hits: dict[int, GazetteerHit] = {}
    text, words, starts, ends = tree.text, tree.words, tree.starts, tree.ends
    size, free = len(words), 0
    for token in range(size):
        word = words[token]
        start = starts[token]
        if token < free or not (word[0].isupper() or text[start : start + KEY] in lexicon.forms):
            continue
        form = lexicon.form_at(text, start, text[start : start + KEY]) if len(word) != KEY - 1 else None
        if form is None and len(word) < KEY:
            form = lexicon.form_at(text, start, text[start : start + KEY]) or lexicon.form_at(text, start, word)
        if form is None and len(word) > KEY and word.isupper():
            shouted = text[start : start + _LONGEST].title()  # "WASHINGTON (AP)"
            form = lexicon.form_at(shouted, 0, shouted[:KEY])
        form = form or _shouted_pair(tree, lexicon, token)
        if form is None or (is_open(tree, token) and words[token - 1][-1].isalnum()) or tree.pos[token] == "AUX":
            continue
        if (
            _is_of_party(tree, lexicon, token, form)
            or _is_field(tree, lexicon, token)
            or _is_anothers(tree, lexicon, hits, token, form)
        ):
            continue
        end, last = start + len(form.text), token + 1
        while last < size and ends[last - 1] < end:
            last += 1
        hits[token] = GazetteerHit(last, form)
        for at in range(token, last):
            capital[at] = 1
            covered[at] = last - token > 1
        free = last
    return hits


def _shouted_pair(tree: Tree, lexicon: Lexicon, token: int) -> Form | None:
    """The form of two words and more in capitals, of which the first is short: LA PAZ."""
    pair = tree.words[token : token + 2]
    if len(pair) < 2 or len(pair[0]) > KEY or not all(word.isupper() and len(word) > 1 for word in pair):
        return None
    shouted = tree.text[tree.starts[token] : tree.starts[token] + _LONGEST].title()
    form = lexicon.form_at(shouted, 0, shouted[:KEY])
    return form if form is not None and " " in form.text else None


def _is_anothers(tree: Tree, lexicon: Lexicon, hits: dict[int, GazetteerHit], token: int, form: Form) -> bool:
    """Whether a body of a state is said to be another state's: Pakistan's Foreign Office is not the British one."""
    whole = lexicon.known.get(lexicon.known[form.iri].whole or "")
    if whole is None or whole.cls != "State":
        return False
    end = token - (tree.tags[token - 1] == "POS") if token else 0
    near = (hits.get(at) for at in range(end - 4, end))
    beside = (hit.form for hit in near if hit is not None and hit.last == end)
    return any(lexicon.known[own.iri].cls == "State" and own.iri != whole.iri for own in beside)


def _is_field(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether a word only says of what somebody is minister: Labour Minister X, though Labour alone is a party."""
    after = tree.words[token + 1] if token + 1 < len(tree.words) else ""
    field = lexicon.word("portfolio", tree.words[token].lower())
    return field and after[:1].isupper() and lexicon.word("ministerial", after.lower())


def _is_of_party(tree: Tree, lexicon: Lexicon, token: int, form: Form) -> bool:
    """Whether an outlet's name is a party's here: the New Republic party."""
    if lexicon.known[form.iri].cls != "MediaOutlet":
        return False
    end = tree.starts[token] + len(form.text)
    after = next((at for at in range(token, len(tree.words)) if tree.starts[at] > end - 1), None)
    return after is not None and tree.words[after] == "party"
