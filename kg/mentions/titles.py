"""Titles among capitalised words: where one begins and ends, and what is a surname instead."""

from kg.gazetteer import Lexicon
from kg.mentions.marks import Marks
from kg.mentions.runs import holder_after, is_of_people, opens_person
from kg.trees import Tree


def is_title(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a capitalised word is a title: a noun for a person or a form of address, and no surname."""
    lower = tree.words[token].lower()
    if marks.covered[token] or _ends_outlet(tree, lexicon, marks, token):
        return False
    if tree.words[token + 1 : token + 2] in (["'"], ["’"]) and is_of_people(tree, lexicon, marks, token + 1):
        return False
    if lower in lexicon.words["honorific"]:
        if lower in lexicon.words["portfolio"] and _leads_body(tree, lexicon, marks, token):
            return False
        initials = len(lower) > 1 and tree.words[token].isupper() and _ends_run(marks, token)  # the broadcaster DR
        return (
            not initials and not _ends_name(tree, lexicon, marks, token) and not _is_within(tree, lexicon, marks, token)
        )
    if tree.tags[token] in ("NNPS", "NNS"):
        lower = tree.lemmas[token].lower()
    elif lower not in lexicon.nouns and lower[-1:] == "s":
        lower = lower[:-1]  # Prime Ministers: the parser takes them for a name
    trade = lower in lexicon.nouns and lexicon.word("trade", lower)
    if trade and not _is_full(tree, marks, token + 1):
        return False  # Brewer Carlberg is a firm, Brewer Anna Berg is not
    if not (lexicon.nouns.get(lower) == "Person" or trade) or token in marks.hits:
        return False
    return _may_lead(tree, lexicon, marks, token, lower) and not _is_surname(tree, lexicon, marks, token)


def _leads_body(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """The Justice Party, the Justice Forum."""
    after = tree.words[token + 1 : token + 2]
    return any(marks.capital[token + 1 : token + 2]) and after[0].lower() in lexicon.name_words


def _is_full(tree: Tree, marks: Marks, first: int) -> bool:
    """Whether a name has more than a surname, or one that somebody in the article has."""
    return any(marks.capital[first + 1 : first + 2]) or any(
        word in marks.surnames for word in tree.words[first : first + 1]
    )


def _ends_name(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a form of address is somebody's surname: Mehbooba Mufti; not: the Chief Justice."""
    inside = token > 0 and bool(marks.capital[token - 1]) and not tree.words[token].endswith(".")
    office = inside and f"{tree.words[token - 1]} {tree.words[token]}".lower() in lexicon.nouns
    return inside and not office and _ends_run(marks, token)


def _is_within(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a form of address stands behind a given name: Hassan Sheikh Mohamud."""
    before = tree.words[token - 1].lower() if token and marks.capital[token - 1] else ""
    given = lexicon.word("male", before) or lexicon.word("female", before)
    return given and before not in lexicon.nouns and before not in lexicon.words["honorific"]


def _ends_run(marks: Marks, token: int) -> bool:
    """Whether no word of a name follows."""
    return not any(marks.capital[token + 1 : token + 2])


def _ends_outlet(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a noun for a person ends the name of a newspaper: the Lusk Courier."""
    inside = token > 1 and bool(marks.capital[token - 1]) and tree.words[token - 2].lower() == "the"
    return inside and _ends_run(marks, token) and lexicon.name_words.get(tree.words[token].lower()) == "MediaOutlet"


def _may_lead(tree: Tree, lexicon: Lexicon, marks: Marks, token: int, noun: str) -> bool:
    """Whether what follows a title may be its holder: Senator X; not: National Convention, Refugee Council."""
    after = token + 1
    if after >= len(tree.words) or not marks.capital[after] or noun in lexicon.words["office"]:
        return after >= len(tree.words) or tree.words[after].lower() not in lexicon.name_words
    word = tree.words[after].lower()
    span = marks.named[after]
    if span is not None:
        return span.ner_label == "PERSON" and (span.first >= token)
    return any(word in lexicon.words[group] for group in ("male", "female", "honorific")) or (
        lexicon.nouns.get(word) == "Person"
    )


def _is_surname(tree: Tree, lexicon: Lexicon, marks: Marks, token: int) -> bool:
    """Whether a noun for a person is a name: Anna Baker and, where she is told of, Baker alone."""
    span = marks.named[token]
    if (
        _ends_run(marks, token)
        and tree.words[token] in marks.surnames
        and not lexicon.word("office", tree.words[token].lower())
    ):
        return True
    if span is None or span.first == token:
        return False
    if span.ner_label != "PERSON":
        return span.last > token + 1 and lexicon.name_words.get(tree.words[span.last - 1].lower()) is not None
    before = tree.words[token - 1].lower()
    plain = before not in lexicon.words["portfolio"] and lexicon.nouns.get(before) != "Person"
    return plain and before not in lexicon.words["honorific"] and token - 1 not in marks.hits


def next_title(tree: Tree, lexicon: Lexicon, marks: Marks, at: int, last: int) -> int | None:
    return next((token for token in range(at, last) if is_title(tree, lexicon, marks, token)), None)


def title_start(tree: Tree, lexicon: Lexicon, marks: Marks, at: int, title: int) -> int:
    """Where the words begin that belong to a title: Prime, Shadow Home, but not State Department."""
    start = title
    portfolio = lexicon.words["portfolio"]
    inside = [hit.last for begin in range(at, title) if (hit := marks.hits.get(begin))]
    floor = max(inside, default=at)
    while start > floor and link_before(tree, lexicon, at, start) is None:
        before = tree.words[start - 1].lower()
        span = marks.named[start - 1]
        named = span is not None and span.last <= title and span.ner_label in ("ORG", "GPE", "FAC")
        if span is not None and named and span.ner_label == "ORG" and span.last - span.first == 1:
            named = tree.words[start - 1].isupper() or not lexicon.word("ministerial", tree.words[start].lower())
        if before not in portfolio and (named or before in lexicon.name_words):
            break
        start -= 1
    if start == floor + 1 and start < title and tree.words[floor].lower() not in portfolio and inside:
        return floor
    return start


def link_before(tree: Tree, lexicon: Lexicon, first: int, at: int) -> int | None:
    """The preposition that leads to a word in a run of names, past an article: Office [of] the Prosecutor."""
    link = at - 2 if at and tree.tags[at - 1] == "DT" else at - 1
    return link if link > first and tree.words[link].lower() in lexicon.words["nameLink"] else None


def title_end(tree: Tree, lexicon: Lexicon, marks: Marks, title: int, last: int) -> int:
    """One past a title with further titles and its complement: Secretary of State, President-elect."""
    end = title + 1
    while end < last:
        word = tree.words[end].lower()
        if word == "-" and end + 1 < last and tree.words[end + 1].lower() in lexicon.words["formerly"]:
            end += 2
        elif word in lexicon.words["nameLink"] and end + 1 < last:
            end += 1 if tree.tags[end + 1] != "DT" or end + 2 >= last else 2
            end = _complement_end(tree, lexicon, marks, end, last)
        elif tree.tags[end] == "CC" and end + 1 < last:
            end = holder_after(tree, lexicon, marks, end + 1) or end + 2
        elif is_title(tree, lexicon, marks, end):
            end += 1
        else:
            break
    return end


def _complement_end(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> int:
    """Where the name ends that says of what a title is: the State of Secretary of State, a whole body's name."""
    hit, span, end = marks.hits.get(first), marks.named[first], first + 1
    if hit is not None:
        end = hit.last
    elif body := next((at for at in range(first, min(first + 5, last)) if _heads_body(tree, lexicon, at)), None):
        end = body + 1
    elif span is not None and span.first == first and span.last <= last and span.ner_label in ("GPE", "LOC"):
        end = span.last  # the Archbishop of Santa Clara
    elif holder := _holder(tree, lexicon, marks, first, last):
        end = holder  # the Director of National Intelligence Anna Berg
    while end < last and tree.tags[end] in ("NNS", "NNPS") and marks.named[end] is None:
        end += 1  # Under-Secretary for Political Affairs Anna Berg
    return end


def _holder(tree: Tree, lexicon: Lexicon, marks: Marks, first: int, last: int) -> int | None:
    """Where a holder's name begins, by a given name alone behind a portfolio: no Governor of Santa [Clara Berg]."""
    field = lexicon.word("portfolio", tree.words[first].lower())
    opens = (
        at
        for at in range(first + 1, min(first + 4, last))
        if marks.opens_person(at) or (field and opens_person(tree, lexicon, marks, at))
    )
    return next(opens, None)


def _heads_body(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    return lexicon.name_words.get(tree.words[token].lower()) == "Organization"
