"""Proper names: runs of words, cut where titles, gazetteer names and recognised names show a border."""

from collections.abc import Iterator
from dataclasses import replace

from kg.gazetteer import KEY, Lexicon
from kg.mentions.classes import (
    class_beside,
    class_of,
    has_link,
    heads_office,
    is_given_apart,
    word_class,
)
from kg.mentions.compatriots import is_compatriot
from kg.mentions.marks import NER_CLASSES, OPENING, GazetteerHit, Marks, mark
from kg.mentions.metonyms import stands_for_speaker
from kg.mentions.runs import Run, find_runs
from kg.mentions.spans import head_of, is_business, is_open, make
from kg.mentions.titles import is_title, link_before, next_title, title_end, title_start
from kg.model import Mention
from kg.trees import HEADINGS, Tree


def find_names(tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """The proper names, demonyms and metonyms, in text order, none overlapping."""
    marks = mark(tree, lexicon)
    runs = find_runs(tree, lexicon, marks)
    return [name for run in runs for name in _cut(tree, lexicon, marks, run.first, run.last)]


def _cut(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> Iterator[Mention]:
    """The names of one run: left of a title, and right of it."""
    at = first + _opens_with_trade(tree, lexicon, first, last)
    while at < last:
        title = next_title(tree, lexicon, marks, at, last)
        if title is None:
            yield from _words(tree, lexicon, marks, at, last)
            return
        before = title_start(tree, lexicon, marks, at, title)
        link = link_before(tree, lexicon, at, before)
        if link is not None and _ends_body(tree, lexicon, marks, link, Run(title, last)):
            yield make(tree, at, last, "name", cls="Organization")
            return
        if before > at:
            yield from _words(tree, lexicon, marks, at, before if link is None else link)
        at = title_end(tree, lexicon, marks, title, last)
        yield from _inside_title(tree, lexicon, marks, title, at)
        person = next_title(tree, lexicon, marks, at, last)
        end = last if person is None else person
        if at < end and marks.capital[at] and not is_title(tree, lexicon, marks, at):
            stop = _person_end(tree, lexicon, marks, at, end)
            yield make(tree, at, stop, "name", cls="Person")
            at = stop


def _ends_body(tree: Tree, lexicon: Lexicon, marks: Marks, link: int, rest: Run) -> bool:
    """Whether a title only completes the name of a body, and no holder follows: the Office of Legal Counsel."""
    title, last = rest.first, rest.last
    body = lexicon.name_words.get(tree.words[link - 1].lower(), "")
    linked = title + 1 < last and tree.words[title + 1].lower() in lexicon.words["nameLink"]
    alone = linked or title_end(tree, lexicon, marks, title, last) == last
    return (lexicon.is_a(body, "Organization") or tree.tags[title] in ("NNPS", "NNS")) and alone


def _opens_with_trade(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether a sentence begins with what a firm is before its name: Drugmaker Brunn; not: Airline Pilots' Union."""
    opens = tree.sentences[tree.sentence_of[first]].first == first and last - first > 1
    noun = tree.words[first].lower()
    if not opens or noun in lexicon.name_words or not is_business(lexicon, noun):
        return False
    return not any(
        word in lexicon.name_words or word in lexicon.nouns
        for word in (tree.words[at].lower() for at in range(first + 1, last))
    )


def _inside_title(tree: Tree, lexicon: Lexicon, marks: Marks, title: int, end: int) -> Iterator[Mention]:
    """The names inside a title: CEO of the Refugee Council, CEO of Norvik; not: Minister of Health."""
    for token in range(title + 1, end):
        hit = marks.hits.get(token)
        if hit and hit.last <= end:
            yield _known(tree, lexicon, token, hit)
    first = end - 1
    while first > title + 1 and marks.capital[first - 1]:
        first -= 1
    if any(marks.hits.get(token) for token in range(first, end)):
        return
    if end - first > 1 and lexicon.name_words.get(tree.words[end - 1].lower()) == "Organization":
        yield make(tree, first, end, "name", cls="Organization")
    elif end - first == 1 and tree.words[first - 1].lower() == "of" and _is_led(tree, lexicon, marks, title, first):
        yield make(tree, first, end, "name", cls=class_of(tree, lexicon, marks, first, end))


def _is_led(tree: Tree, lexicon: Lexicon, marks: Marks, title: int, token: int) -> bool:
    """Whether the word that completes an office is a name by the recogniser, and no portfolio: Secretary of State."""
    span, word, lemma = marks.named[token], tree.words[token].lower(), tree.lemmas[token].lower()
    one = span is not None and span.last - span.first == 1 and tree.tags[token] == "NNP"
    if span is None or not one or span.ner_label not in ("ORG", "GPE", "LOC"):
        return False
    common = word in lexicon.name_words or word in lexicon.nouns or lemma in lexicon.nouns
    return not (common or lexicon.word("portfolio", word) or lexicon.word("ministerial", tree.lemmas[title].lower()))


def _person_end(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, end: int) -> int:
    span = marks.named[first]
    cut = span is not None and lexicon.word("particle", tree.words[span.last - 1])  # Ursula von der [Leyen]
    cut = cut or not OPENING.isdisjoint(tree.words[first:end])  # Sheriff Robert C. "Bob" Lind
    if span and span.ner_label == "PERSON" and first < span.last < end and tree.words[span.last] != "-" and not cut:
        others = any(marks.named[token] is not None or token in marks.hits for token in range(span.last, end))
        return span.last if others else end
    return end


def _words(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> Iterator[Mention]:
    """The names among words without titles."""
    hits = [(start, hit) for start in range(first, last) if (hit := marks.hits.get(start)) and hit.last <= last]
    prefixed = is_open(tree, first) and tree.words[first - 1] == "-"
    if hits and not (prefixed and hits[0][0] == first):
        whole = _whole_class(tree, lexicon, marks, Run(first, last), hits)
        if whole is not None:
            yield make(tree, first, last, "name", cls=whole)
            return
    if any(_is_joined(tree, lexicon, Run(first, last), start, hit) for start, hit in hits):
        told = lexicon.nouns.get(tree.words[first - 1].lower()) if _is_called(tree, lexicon, first) else None
        yield make(tree, first, last, "name", cls=told or class_of(tree, lexicon, marks, first, last))
        return
    at = first
    directions = lexicon.words["direction"]
    for start, hit in hits:
        if start < at:
            continue
        if _is_ethnic(tree, lexicon, marks, start, hit):
            at = hit.last
            continue
        if start - at == 1 and tree.words[at].lower() in directions:
            yield make(tree, at, hit.last, "name", cls="Place")
            at = hit.last
            continue
        if start > at:
            yield from _plain(tree, lexicon, marks, at, start)
        elif start == first and _is_part(tree, lexicon, start, hit):
            yield make(tree, start - 1, hit.last, "name", cls="Place", gazetteer=_part(tree, lexicon, start, hit))
            at = hit.last
            continue
        at = hit.last
        if at < last and tree.words[at].lower() in directions and lexicon.known[hit.form.iri].cls == "Place":
            at += 1
            yield make(tree, start, at, "name", cls="Place")
        else:
            yield _known(tree, lexicon, start, hit)
    if at < last:
        yield from _plain(tree, lexicon, marks, at, last)


def _is_joined(tree: Tree, lexicon: Lexicon, run: Run, start: int, hit: GazetteerHit) -> bool:
    """Whether a particle makes one name of what the gazetteer knows and what stands beside: Folha do Planalto."""
    beside = [at for at in (start - 1, hit.last) if run.first < at < run.last - 1]
    called = _is_called(tree, lexicon, run.first)
    open_ = [at for at in beside if called or not is_open(tree, at + 1)]
    return any(lexicon.word("particle", tree.words[at]) for at in open_)


def _is_called(tree: Tree, lexicon: Lexicon, first: int) -> bool:
    """Whether a noun for a body stands right before its name: the channel Yemen al-Youm."""
    return first > 0 and lexicon.word("namedBody", tree.words[first - 1].lower())


def _is_ethnic(tree: Tree, lexicon: Lexicon, marks: Marks, start: int, hit: GazetteerHit) -> bool:
    """Whether an adjective of a state is of a people in another: the Bosnian Serb leader, an ethnic Hungarian mayor."""
    if hit.form.kind != "demonym" or not start or tree.tags[start] in ("NNS", "NNPS"):
        return False
    if lexicon.known[hit.form.iri].cls != "State":
        return False  # the US Democratic senator
    before = next((marks.hits[at] for at in range(max(start - 3, 0), start) if at in marks.hits), None)
    of_state = before is not None and before.last == start and lexicon.known[before.form.iri].cls == "State"
    people = marks.named[start]
    beside = of_state and people is not None and people.ner_label == "NORP"
    return beside or lexicon.word("ethnic", tree.words[start - 1].lower())


def _is_part(tree: Tree, lexicon: Lexicon, start: int, hit: GazetteerHit) -> bool:
    """Whether a direction in lower case stands before the name of a place: eastern Aleppo."""
    before = tree.words[start - 1] if start else ""
    known = lexicon.known[hit.form.iri]
    return hit.form.kind == "name" and lexicon.is_a(known.cls, "Place") and lexicon.word("direction", before)


def _part(tree: Tree, lexicon: Lexicon, start: int, hit: GazetteerHit) -> str | None:
    """The gazetteer entity of that part, where there is one (Eastern Ukraine)."""
    name = f"{tree.words[start - 1].capitalize()} {hit.form.text}"
    form = lexicon.form_at(name, 0, name[:KEY])
    return form.iri if form is not None and form.text == name else None


def _whole_class(
    tree: Tree, lexicon: Lexicon, marks: Marks, run: Run, hits: list[tuple[int, GazetteerHit]]
) -> str | None:
    """The class of words that are one name although a gazetteer name is among them."""
    first, last = run.first, run.last
    start, hit = hits[0]
    if start == first and hit.last == last:
        return None
    if hit.form.kind == "demonym" and _is_surname(tree, lexicon, Run(first, last), start):
        return "Person"
    unlike = word_class(tree, lexicon, hit.last, last) is None  # not: a reporter for U.S. News
    if start == first and last - hit.last > 1 and unlike and _is_sent_to(tree, lexicon, first, hit):
        return None
    if start == first and hit.last == last - 1 and lexicon.word("slogan", tree.words[hit.last].lower()):
        return class_beside(tree, lexicon, marks, first, last) or "Organization"
    by_word = word_class(tree, lexicon, first, last)
    if (beside := class_beside(tree, lexicon, marks, first, last)) in ("Organization", "MediaOutlet"):
        return beside
    if beside == "Party" and lexicon.known[hit.form.iri].cls == "Party":
        return beside  # the opposition Democratic Choice
    span = marks.named[first]
    spans_all = span is not None and span.first <= first and span.last >= last
    ending = hits[-1][1]
    is_org = spans_all and span is not None and span.ner_label == "ORG"
    open_end = ending.last < last or is_org or ending.form.kind in ("people", "demonym")
    if by_word and tree.words[last - 1] != "-" and (open_end or has_link(tree, lexicon, first, last)):
        return by_word
    if len(hits) == 2 and start == first and ending.last == last and _is_branch(tree, lexicon, hit, hits[1]):
        return "Organization"
    if len(hits) == 1 and start == first and _is_of_group(tree, lexicon, hit, last):
        return "Organization"
    if spans_all and span is not None and len(hits) == 1:
        if span.ner_label == "PERSON" and hit.form.kind == "name":
            return "Person"
        if span.ner_label in ("ORG", "FAC") and hit.form.kind != "metonym":
            return NER_CLASSES[span.ner_label]
    return None


def _is_sent_to(tree: Tree, lexicon: Lexicon, first: int, hit: GazetteerHit) -> bool:
    """Whether a name begins with where an envoy is sent: ambassador to [Kenya] Anna Berg; not: spoke to Chad Berg."""
    if first < 2 or tree.words[first - 1].lower() not in ("to", "in", "for") or hit.form.kind != "name":
        return False
    return lexicon.nouns.get(tree.lemmas[first - 2].lower()) == "Person"


def _is_surname(tree: Tree, lexicon: Lexicon, run: Run, at: int) -> bool:
    """Whether an adjective of a people ends somebody's name: Mark Cuban said; not: asked Mark Cuban friends."""
    given = tree.words[run.first].lower()
    known = given in lexicon.words["male"] or given in lexicon.words["female"]
    ends = at == run.last - 1 > run.first and tree.deps[at] not in ("amod", "compound", "nmod")
    return known and ends and tree.tags[at] not in ("NNS", "NNPS")


def _is_of_group(tree: Tree, lexicon: Lexicon, hit: GazetteerHit, last: int) -> bool:
    """Whether a body's name goes on as that of a part of it, of which the recogniser knows nothing: Gazprom Neft."""
    if hit.form.kind != "name" or lexicon.known[hit.form.iri].cls != "Organization":
        return False
    others = any(span.ner_label != "ORG" for span in tree.named_in(hit.last, last))
    return not others and all(tree.tags[token] == "NNP" for token in range(hit.last, last))


def _is_branch(tree: Tree, lexicon: Lexicon, body: GazetteerHit, where: tuple[int, GazetteerHit]) -> bool:
    """Whether the name of a state or place ends that of a body: Amnesty International Kenya."""
    start, hit = where
    cls = lexicon.known[hit.form.iri].cls
    if lexicon.known[body.form.iri].cls != "Organization" or body.last != start or cls not in ("State", "Place"):
        return False
    together = tree.deps[start - 1] == "compound" and tree.heads[start - 1] in (hit.last - 1, tree.heads[hit.last - 1])
    return hit.form.kind == "name" and together


def _plain(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> Iterator[Mention]:
    """One name, or several where the recogniser shows borders between them."""
    at = first
    while at < last:
        if tree.words[at] in lexicon.words["nameLink"] or tree.tags[at] in ("DT", "CC"):
            at += 1
            continue
        end = _border(tree, lexicon, marks, at, last)
        if end - at > 1 and tree.tags[at] in ("JJ", "VBN", "VB") and marks.named[at] is not None and at == first:
            span = marks.named[at]
            if span is not None and span.ner_label == "PERSON":
                at += 1
        if end - at > 1 and at > 1 and tree.words[at - 1] == "-" and is_open(tree, at) and tree.words[at - 2].islower():
            at += 1  # the pro-Western Dawn party
        if end - at > 1 or not _is_no_name(tree, lexicon, marks, at):
            yield make(tree, at, end, "name", cls=class_of(tree, lexicon, marks, at, end))
        at = end


def _border(tree: Tree, lexicon: Lexicon, marks: Marks, at: int, last: int) -> int:
    """Where the name that begins at ``at`` ends: before a recognised person, or between two recognised names.

    Not inside a name that has a nickname: Robert C. "Bob" Lind.
    """
    if not OPENING.isdisjoint(tree.words[at:last]):
        return last
    span = marks.named[at]
    between = span is not None and at < span.last < last and marks.named[span.last] is not None
    between = between and not heads_office(tree, lexicon, span.last if span else at)
    between = between and not is_given_apart(marks, at)
    if span is not None and between and word_class(tree, lexicon, at, last) is None:
        return span.last
    for token in range(at + 1, last):
        after = marks.named[token]
        if after is not None and after.first == token and after.last - token > 2 and heads_office(tree, lexicon, token):
            return token + 1
        person = after is not None and after.first == token and after.ner_label == "PERSON" and after.last <= last
        if person and tree.words[token - 1].lower() in lexicon.name_words:
            return token
    return last


def _is_no_name(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a lone capitalised word names nobody, as a letter that ends a sentence: wrote on X."""
    letter = len(tree.words[token]) == 2 and tree.words[token].endswith(".")
    common = _is_common(tree, lexicon, marks, token) or _opens_heading(tree, marks, token)
    common = common or _is_side(tree, lexicon, token)
    return letter or common or _is_faith(tree, lexicon, marks, token)


def _is_side(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """Whether a direction with a capital only begins a sentence: Eastern commander Anna Berg."""
    opens = tree.sentences[tree.sentence_of[token]].first == token
    before = tree.words[token + 1].islower() if token + 1 < len(tree.words) else False
    return opens and before and lexicon.word("direction", tree.words[token].lower()) and tree.heads[token] > token


def _opens_heading(tree: Tree, marks: Marks, token: int) -> bool:
    """Whether the first word of a heading is a noun that the article has without a capital: Rice exports banned."""
    sentence, word = tree.sentences[tree.sentence_of[token]], tree.words[token]
    if sentence.first != token or sentence.kind not in HEADINGS or word in marks.surnames:
        return False
    return word not in marks.inside and word.lower() in marks.nouns


def _is_faith(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether an adjective of a people or a faith only says what others are: Jewish students."""
    span = marks.named[token]
    if span is None or span.ner_label != "NORP" or tree.tags[token] != "JJ" or tree.deps[token] != "amod":
        return False
    return tree.words[tree.heads[token]].islower() and class_of(tree, lexicon, marks, token, token + 1) is None


def _is_common(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a lone capitalised word is a common noun all the same: the Court, the Government, People."""
    lower = tree.words[token].lower()
    span = marks.named[token]
    if tree.words[token] in marks.surnames and not lexicon.word("office", lower):
        return False
    if span is None and (lower in lexicon.name_words or lexicon.word("instrument", lower)):
        return True
    if lower not in lexicon.nouns and tree.lemmas[token].lower() not in lexicon.nouns:
        return False
    return span is None or span.ner_label not in ("PERSON", "GPE")


def _are_states(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether the name of a region ends in what it is made of: Baltic states, Gulf States."""
    plural = tree.tags[noun] in ("NNS", "NNPS")
    return plural and any(
        lexicon.nouns.get(word.lower()) == "State" for word in (tree.lemmas[noun], tree.words[noun][:-1])
    )


def _known(tree: Tree, lexicon: Lexicon, first: int, hit: GazetteerHit) -> Mention:
    """A gazetteer form: the entity itself, the body it stands for, or people of that state."""
    head = head_of(tree, first, hit.last)
    form = hit.form
    plural = tree.tags[head] in ("NNPS", "NNS")
    of_state = form.kind == "demonym" and lexicon.known[form.iri].cls == "State"
    one = of_state and not plural and is_compatriot(tree, lexicon, first, hit.last)
    if form.kind == "people" or one or (form.kind == "demonym" and plural):
        plural = plural or (form.text.endswith("s") and not one)
        return make(tree, first, hit.last, "nominal", cls="Group" if plural else "Person", head=head)
    if tree.ends[hit.last - 1] > tree.starts[first] + len(form.text):  # "U.S.-Iraq" as one token
        iri = form.iri
        whole = make(tree, first, hit.last, "name", cls=lexicon.known[iri].cls, gazetteer=iri, head=head)
        return replace(whole, end=tree.starts[first] + len(form.text))
    region = form.kind == "name" and lexicon.known[form.iri].cls == "Place"
    if region and _are_states(tree, lexicon, head) and stands_for_speaker(tree, lexicon, head):
        return make(tree, first, hit.last, "name", cls="Group", head=head)  # the Baltic states said
    if form.speaker is not None and stands_for_speaker(tree, lexicon, head):
        cls = lexicon.known[form.speaker].cls
        return make(tree, first, hit.last, "name", cls=cls, gazetteer=form.speaker, head=head)
    return make(tree, first, hit.last, "name", cls=lexicon.known[form.iri].cls, gazetteer=form.iri, head=head)
