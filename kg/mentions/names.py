"""Proper names: runs of capitalised words, cut where titles, gazetteer names and recognised names show a border."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.gazetteer import KEY, Lexicon
from kg.mentions.classes import (
    class_beside,
    class_of,
    has_link,
    heads_name,
    heads_office,
    is_given_apart,
    takes_link,
    word_class,
)
from kg.mentions.marks import NER_CLASSES, GazetteerHit, Marks, mark
from kg.mentions.metonyms import stands_for_speaker
from kg.mentions.spans import head_of, is_open, make
from kg.mentions.titles import is_title, next_title, title_end, title_start
from kg.model import Mention
from kg.trees import Tree


def find_names(tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """The proper names, demonyms and metonyms, in text order, none overlapping."""
    marks = mark(tree, lexicon)
    found: list[Mention] = []
    token, size = 0, len(tree.words)
    while token < size:
        if not marks.capital[token]:
            token += 1
            continue
        last = _run_end(tree, lexicon, marks, token)
        if not _is_portfolio(tree, lexicon, marks, token):
            found.extend(_cut(tree, lexicon, marks, _run_start(tree, lexicon, token), last))
        token = last
    return found


def _is_portfolio(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether words with capitals only say of what somebody is minister: the minister of Energy and Mines."""
    span = marks.named[token]
    if token < 2 or token in marks.hits or (span is not None and span.ner_label in ("GPE", "LOC", "PERSON")):
        return False
    at = token - 1
    if tree.tags[at] == "CC" and tree.words[at - 1][0].isupper():
        while at > 1 and (tree.tags[at] == "CC" or tree.words[at] == "," or tree.words[at][0].isupper()):
            at -= 1
    holder = tree.words[at - 1]
    return tree.words[at] in ("of", "for") and lexicon.word("ministerial", holder) and holder.islower()


def _run_start(tree: Tree, lexicon: Lexicon, token: int) -> int:
    """One further to the left where a particle is joined by a hyphen (``al-Qaida``) or a direction stands there."""
    if token >= 2 and tree.words[token - 1] == "-" and lexicon.word("particle", tree.words[token - 2]):
        return token - 2
    return token


def _run_end(tree: Tree, lexicon: Lexicon, marks: Marks, first: int) -> int:
    """One past the last token of the run of name words that begins at ``first``."""
    end, capital, words = first + 1, marks.capital, tree.words
    size = len(words)
    hit = marks.hits.get(first)
    if hit:
        end = hit.last
    while end < size:
        if capital[end]:
            hit = marks.hits.get(end)
            end = hit.last if hit else end + 1
            continue
        step = _bridge(tree, lexicon, marks, first, end)
        if not step:
            break
        end = step
    while end > first + 1 and not words[end - 1][-1].isalnum() and words[end - 1][-1] != ".":
        end -= 1
    return end


def _bridge(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, at: int) -> int:
    """Where a run goes on after the lower-case word or mark at ``at``; 0 where it ends."""
    words, capital, size = tree.words, marks.capital, len(tree.words)
    word, after = words[at], at + 1
    if after >= size:
        return 0
    together = marks.named[at - 1] is not None and marks.named[at - 1] is marks.named[after]
    if word in ("-", "–", "/") and is_open(tree, at) and is_open(tree, after):
        return _after_hyphen(tree, lexicon, marks, first, after, together=together)
    span = marks.named[after]
    closes = span is not None and words[span.last - 1].lower() in lexicon.name_words
    if tree.tags[at] == "POS" and together and closes and not _is_owner(tree, marks, at):
        return after + 1
    if word in ("'", "’", ".", "&", "+"):
        return after + 1 if together or (word == "&" and capital[after]) else 0
    lower = word.lower()
    if lower in lexicon.words["particle"]:
        following = after
        while following + 1 < size and (words[following] == "-" or words[following] in lexicon.words["particle"]):
            following += 1
        if capital[following]:
            return following + 1
    if lower in lexicon.words["nameLink"]:
        target = after + 1 if tree.tags[after] == "DT" and after + 1 < size else after
        if capital[target] and (together or marks.named[at] is not None or takes_link(tree, lexicon, first, at, lower)):
            return target if marks.hits.get(target) else target + 1
    target = after + 1 if tree.tags[after] == "DT" and after + 1 < size else after
    if tree.tags[at] == "CC" and capital[target]:
        span = marks.named[at]
        same = span is not None and span is marks.named[target] and span.ner_label == "ORG"
        person = marks.named[target]
        full = person is not None and person.ner_label == "PERSON" and person.last > target + 1 and not same
        apart = target in marks.hits or full  # the Center for Trade and Anna Berg
        linked = not apart and has_link(tree, lexicon, first, at)
        if linked or (same and heads_name(tree, lexicon, first)):
            return target + 1
    return 0


def _is_owner(tree: Tree, marks: Marks, at: int) -> bool:
    """Whether somebody or something known ends before ``at``: Haftar's Libyan National Army."""
    return tree.words[at - 1] in marks.surnames or any(hit.last == at for hit in marks.hits.values())


def _after_hyphen(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, after: int, *, together: bool) -> int:
    """``Cheng Chung-tai``, ``Q-West`` go on; ``U.S.-Iraq``, ``Brussels-based`` do not."""
    word = tree.words[after]
    ends_in_gazetteer = any(hit.last == after - 1 for start in range(first, after) if (hit := marks.hits.get(start)))
    if after in marks.hits and not ends_in_gazetteer and _is_prefixed(tree, lexicon, marks, after):
        return marks.hits[after].last
    if after in marks.hits or ends_in_gazetteer:
        return 0
    if marks.capital[after]:
        return after + 1
    if word.lower() in lexicon.words["formerly"]:
        return after + 1
    is_name = together or tree.tags[after] in ("NNP", "NNPS") or (after - first >= 3 and tree.tags[after][0] == "N")
    return after + 1 if is_name and word[0].isalpha() and tree.tags[after] not in ("VBN", "JJ", "VBG") else 0


def _is_prefixed(tree: Tree, lexicon: Lexicon, marks: Marks, after: int) -> bool:
    """Whether an adjective after a hyphen goes on as the name of a body: the Inter-American Court."""
    hit, at = marks.hits[after], marks.hits[after].last
    if hit.form.kind != "demonym":
        return False
    while at < len(tree.words) and marks.capital[at] and at not in marks.hits:
        if tree.words[at].lower() in lexicon.name_words:
            return True
        at += 1
    return False


def _cut(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> Iterator[Mention]:
    """The names of one run: left of a title, and right of it."""
    at = first
    while at < last:
        title = next_title(tree, lexicon, marks, at, last)
        if title is None:
            yield from _words(tree, lexicon, marks, at, last)
            return
        before = title_start(tree, lexicon, marks, at, title)
        if before > at:
            yield from _words(tree, lexicon, marks, at, before)
        at = title_end(tree, lexicon, marks, title, last)
        yield from _inside_title(tree, lexicon, marks, title, at)
        person = next_title(tree, lexicon, marks, at, last)
        end = last if person is None else person
        if at < end and marks.capital[at] and not is_title(tree, lexicon, marks, at):
            stop = _person_end(tree, marks, at, end)
            yield make(tree, at, stop, "name", cls="Person")
            at = stop


def _inside_title(tree: Tree, lexicon: Lexicon, marks: Marks, title: int, end: int) -> Iterator[Mention]:
    """The names inside a title: CEO of the Refugee Council."""
    for token in range(title + 1, end):
        hit = marks.hits.get(token)
        if hit and hit.last <= end:
            yield _known(tree, lexicon, token, hit)
    first = end - 1
    while first > title + 1 and marks.capital[first - 1]:
        first -= 1
    body = end - first > 1 and not any(marks.hits.get(token) for token in range(first, end))
    if body and lexicon.name_words.get(tree.words[end - 1].lower()) == "Organization":
        yield make(tree, first, end, "name", cls="Organization")


def _person_end(tree: Tree, marks: Marks, first: int, end: int) -> int:
    span = marks.named[first]
    if span and span.ner_label == "PERSON" and first < span.last < end and tree.words[span.last] != "-":
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
        yield make(tree, first, last, "name", cls=class_of(tree, lexicon, marks, first, last))
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


def _is_joined(tree: Tree, lexicon: Lexicon, run: "Run", start: int, hit: GazetteerHit) -> bool:
    """Whether a particle makes one name of what the gazetteer knows and what stands beside: Folha do Planalto."""
    beside = [at for at in (start - 1, hit.last) if run.first < at < run.last - 1]
    open_ = [at for at in beside if not is_open(tree, at + 1)]
    return any(lexicon.word("particle", tree.words[at]) for at in open_)


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
    tree: Tree, lexicon: Lexicon, marks: Marks, run: "Run", hits: list[tuple[int, GazetteerHit]]
) -> str | None:
    """The class of words that are one name although a gazetteer name is among them."""
    first, last = run.first, run.last
    start, hit = hits[0]
    if start == first and hit.last == last:
        return None
    by_word = word_class(tree, lexicon, first, last)
    if (beside := class_beside(tree, lexicon, marks, first, last)) in ("Organization", "MediaOutlet"):
        return beside
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


def _is_of_group(tree: Tree, lexicon: Lexicon, hit: GazetteerHit, last: int) -> bool:
    """Whether a body's name goes on as that of a part of it, of which the recogniser knows nothing: Gazprom Neft."""
    if hit.form.kind != "name" or lexicon.known[hit.form.iri].cls != "Organization":
        return False
    others = any(span.first < last and span.last > hit.last and span.ner_label != "ORG" for span in tree.named)
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
        if end - at > 1 and tree.tags[at] in ("JJ", "VBN") and marks.named[at] is not None and at == first:
            span = marks.named[at]
            if span is not None and span.ner_label == "PERSON":
                at += 1
        if end - at > 1 and tree.tags[at] == "JJ" and at > 1 and tree.words[at - 1] == "-" and is_open(tree, at):
            at += 1  # the pro-Western Dawn party
        if end - at > 1 or not (_is_common(tree, lexicon, marks, at) or _is_faith(tree, lexicon, marks, at)):
            yield make(tree, at, end, "name", cls=class_of(tree, lexicon, marks, at, end))
        at = end


def _border(tree: Tree, lexicon: Lexicon, marks: Marks, at: int, last: int) -> int:
    """Where the name that begins at ``at`` ends: before a recognised person, or between two recognised names."""
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


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int


def _known(tree: Tree, lexicon: Lexicon, first: int, hit: GazetteerHit) -> Mention:
    """A gazetteer form: the entity itself, the body it stands for, or people of that state."""
    head = head_of(tree, first, hit.last)
    form = hit.form
    if form.kind == "people" or (form.kind == "demonym" and tree.tags[head] in ("NNPS", "NNS")):
        plural = tree.tags[head] in ("NNPS", "NNS") or form.text.endswith("s")
        return make(tree, first, hit.last, "nominal", cls="Group" if plural else "Person", head=head)
    if tree.ends[hit.last - 1] > tree.starts[first] + len(form.text):  # "U.S.-Iraq" as one token
        iri = form.iri
        whole = make(tree, first, hit.last, "name", cls=lexicon.known[iri].cls, gazetteer=iri, head=head)
        return replace(whole, end=tree.starts[first] + len(form.text))
    if form.speaker is not None and stands_for_speaker(tree, lexicon, head):
        cls = lexicon.known[form.speaker].cls
        return make(tree, first, hit.last, "name", cls=cls, gazetteer=form.speaker, head=head)
    return make(tree, first, hit.last, "name", cls=lexicon.known[form.iri].cls, gazetteer=form.iri, head=head)
