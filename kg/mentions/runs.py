"""Runs of words that names may be made of: capitalised ones, with the particles, links and marks between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.gazetteer import Lexicon
from kg.mentions.classes import has_link, heads_name, is_for_cause, is_given_word, takes_link
from kg.mentions.marks import CLOSING, OPENING, Marks
from kg.mentions.spans import is_open
from kg.trees import Tree


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int


def find_runs(tree: Tree, lexicon: Lexicon, marks: Marks) -> Iterator[Run]:
    """The runs of name words, in text order, none overlapping."""
    token, size = 0, len(tree.words)
    while token < size:
        if not marks.capital[token]:
            token += 1
            continue
        last = _run_end(tree, lexicon, marks, token)
        other = _is_portfolio(tree, lexicon, marks, token) or _is_field(tree, lexicon, marks, token)
        if not (other or (token not in marks.hits and _is_kind(tree, lexicon, token, last))):
            yield Run(_run_start(tree, lexicon, token), last)
        token = last


def _is_portfolio(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether words with capitals only say of what somebody is minister: the minister of Energy and Mines.

    Of what there is a prime or a foreign minister is a state.
    """
    span = marks.named[token]
    if token < 2 or token in marks.hits or (span is not None and span.ner_label in ("GPE", "LOC", "PERSON")):
        return False
    at = token - 1
    if tree.tags[at] == "CC" and tree.words[at - 1][0].isupper():
        while at > 1 and (tree.tags[at] == "CC" or tree.words[at] == "," or tree.words[at][0].isupper()):
            at -= 1
    holder = tree.words[at - 1]
    if lexicon.word("ofState", f"{tree.words[at - 2]} {holder}".lower()):
        return False
    return tree.words[at] in ("of", "for") and lexicon.word("ministerial", holder) and holder.islower()


def _is_kind(tree: Tree, lexicon: Lexicon, first: int, last: int) -> bool:
    """Whether capitals only say what somebody is: Oscar Lind, a Copt, said; herself a Green; not: a Jan Roth."""
    named = last - first > 1 and is_given_word(lexicon, tree.words[first].lower())
    before, after = tree.words[max(first - 2, 0) : first], tree.words[last : last + 1]
    apposed = before[:1] == [","] or (before[:1] and before[0].endswith("self"))
    indefinite = bool(before[1:]) and lexicon.word("indefinite", before[1])
    return bool(apposed) and indefinite and not named and (not after or not after[0].isalnum())


def _is_field(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a word that begins a sentence only says of what somebody is minister: Interior minister Anna Berg."""
    after = tree.lemmas[token + 1].lower() if token + 1 < len(tree.words) else ""
    if tree.sentences[tree.sentence_of[token]].first != token:
        return False
    field = token not in marks.hits and lexicon.word("portfolio", tree.words[token].lower())
    return field and lexicon.word("ministerial", after) and tree.words[token + 1].islower()


def _run_start(tree: Tree, lexicon: Lexicon, token: int) -> int:
    """Where a run begins: farther to the left where a particle is joined to it by a hyphen (``al-Qaida``)."""
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
        step = _nickname_end(tree, lexicon, marks, end) or _bridge(tree, lexicon, marks, first, end)
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
    if word in ("'", "’") and capital[after] and after not in marks.hits and is_of_people(tree, lexicon, marks, at):
        return after + 1
    if word in ("'", "’", ".", "&", "+"):
        return after + 1 if together or (word == "&" and capital[after]) else 0
    lower = word.lower()
    if lower in lexicon.words["particle"]:
        following = after
        while following + 1 < size and (words[following] == "-" or words[following] in lexicon.words["particle"]):
            following += 1
        counted = tree.tags[at] == "CD" and tree.heads[at - 1] != following  # Erik ten Hag; not: in Lusk ten Poles died
        if capital[following] and not counted:
            return following + 1
    if lower in lexicon.words["nameLink"]:
        target = after + 1 if tree.tags[after] == "DT" and after + 1 < size else after
        joined = together or marks.named[at] is not None or takes_link(tree, lexicon, first, at, lower)
        if capital[target] and (joined or is_for_cause(tree, lexicon, marks, first, after)):
            return target if marks.hits.get(target) else target + 1
    target = after + 1 if tree.tags[after] == "DT" and after + 1 < size else after
    if tree.tags[at] == "CC" and capital[target]:
        span = marks.named[at]
        same = span is not None and span is marks.named[target] and span.ner_label == "ORG"
        person = marks.named[target]
        full = person is not None and person.ner_label == "PERSON" and person.last > target + 1 and not same
        apart = target in marks.hits or full  # the Center for Trade and Anna Berg
        linked = not apart and (has_link(tree, lexicon, first, at) or _is_held(tree, lexicon, marks, first, at))
        if linked or (same and heads_name(tree, lexicon, first)) or _is_inside(tree, lexicon, marks, first, at):
            return target + 1
    return 0


def _nickname_end(tree: Tree, lexicon: Lexicon, marks: Marks, at: int) -> int:
    """Past the mark that closes what somebody is called inside the name, Robert ["Bob"] Lind; 0 where none does."""
    words, given = tree.words, at - 2 if at > 1 and tree.words[at - 1].endswith(".") else at - 1
    if words[at] not in OPENING:
        return 0
    close = next((token for token in range(at + 2, min(at + 5, len(words) - 1)) if words[token] in CLOSING), 0)
    inside = (given, *range(at + 1, close), close + 1)
    if not close or not all(marks.capital[token] and token not in marks.hits for token in inside):
        return 0
    span, first = marks.named[given], words[given].lower()
    return close + 1 if is_given_word(lexicon, first) or (span is not None and span.ner_label == "PERSON") else 0


def _is_held(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, link: int) -> bool:
    """Minister of Foreign Affairs [and] Trade Anna Berg: a title, of what it is, and behind the "and" who has it."""
    title = next((at for at in range(first, link - 2) if lexicon.word("ministerial", tree.lemmas[at].lower())), None)
    if title is None or tree.words[title + 1].lower() not in lexicon.words["nameLink"]:
        return False
    field = lexicon.word("portfolio", tree.words[title + 2].lower())
    return field and holder_after(tree, lexicon, marks, link + 1) is not None


def holder_after(tree: Tree, lexicon: Lexicon, marks: Marks, first: int) -> int | None:
    """Where a full name begins behind one word or two of what its bearer is head of: Trade [Anna Berg]."""
    words = tree.words
    if opens_person(tree, lexicon, marks, first) or lexicon.nouns.get(words[first].lower()) == "Person":
        return None
    for at in range(first + 1, min(first + 3, len(words) - 1)):
        if not (marks.capital[at - 1] and marks.capital[at] and marks.capital[at + 1]) or at - 1 in marks.hits:
            return None
        if opens_person(tree, lexicon, marks, at):
            return at
    return None


def opens_person(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a word begins a name of a person by the recogniser, or is a given name before a capital."""
    word = tree.words[token].lower()
    if marks.opens_person(token) and not lexicon.word("portfolio", word):
        return True
    return is_given_word(lexicon, word) and any(marks.capital[token + 1 : token + 2]) and token not in marks.hits


def _is_inside(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, link: int) -> bool:
    """The Law and Society Trust: one noun for a body, and before it two words of which neither is a name."""
    half, span = link - 1, marks.named[link - 1]
    body = tree.heads[half]
    if tree.deps[half] not in ("nmod", "compound"):
        body = _paired_with(tree, lexicon, half)
    if body < link + 2 or tree.heads[link] != half:
        return False
    cls = lexicon.name_words.get(tree.words[body].lower())
    called = all(marks.capital[at] or tree.words[at] == "-" for at in range(link + 1, body + 1))
    if cls is None or not lexicon.is_a(cls, "Organization") or not called:
        return False
    named = span is not None and span.last <= link and span.ner_label != "GPE"  # no place has an article
    words = (tree.words[at].lower() for at in range(first, link))
    apart = named or any(word in lexicon.name_words for word in words)
    hits = any(at in marks.hits for at in range(first, body + 1))
    article = tree.words[first - 1 : first] in (["the"], ["The"]) or tree.tags[first - 1 : first] == ["POS"]
    return article and not apart and not hits and tree.words[half] not in marks.surnames


def _paired_with(tree: Tree, lexicon: Lexicon, half: int) -> int:
    """The noun that the parser takes for another subject beside a word, and is none; else -1.

    The Ethics and Food Commission says or said; not with a plural verb, nor the Army and Food Commission.
    """
    verb, other = tree.heads[half], tree.child(half, "conj")
    one = tree.tags[next(tree.children(verb, "aux", "auxpass"), verb)] in ("VBZ", "VBD", "MD")
    agent = tree.lemmas[half].lower() in lexicon.nouns
    return other if other is not None and one and not agent else -1


def is_of_people(tree: Tree, lexicon: Lexicon, marks: Marks, at: int) -> bool:
    """The Norland Workers' Front, the Soldiers' Mothers Committee: a plural with a capital, and a word for a body."""
    people, after = at - 1, at + 1
    several = tree.tags[people] in ("NNS", "NNPS") or lexicon.nouns.get(tree.words[people].lower()[:-1]) == "Person"
    if not marks.capital[people] or not several or _is_owner(tree, marks, at):
        return False
    while after < min(at + 4, len(tree.words)) and marks.capital[after]:
        if tree.words[after].lower() in lexicon.name_words:
            return True
        after += 1
    beside = tree.lemmas[after].lower() if after < len(tree.words) and tree.words[after].islower() else ""
    return after > at + 1 and lexicon.is_a(lexicon.nouns.get(beside, ""), "Organization")  # the Workers' Dawn party


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
