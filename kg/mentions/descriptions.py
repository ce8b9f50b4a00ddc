"""Noun phrases that say what a named mention is: titles before it and appositions beside it."""

from collections.abc import Iterator

from kg.gazetteer import Lexicon
from kg.mentions.appositions import REACH, find_appositions, fits, is_current
from kg.mentions.shown import is_given, is_surname, is_trader, with_shown
from kg.mentions.spans import is_business, noun_class
from kg.model import Description, Mention
from kg.trees import Tree

_TITLE_TAGS = frozenset({"JJ", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "HYPH", "POS", "VBN", "VBG"})

_LONG = 9
"""Words of an office with its complement: Secretary of State for Health and Social Care."""


def describe(names: list[Mention], tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """The same names, each with what is said of it beside it."""
    head_of_name = {name.head: at for at, name in enumerate(names)}
    starts = {name.last: name.first for name in names}
    described: list[Mention] = []
    for name in names:
        found = []
        if name.gazetteer is None or name.cls != "State" or tree.deps[name.head] != "amod":
            title = _title(tree, lexicon, name, starts)
            if title is not None:
                found.extend([title, *_before_rank(tree, lexicon, name, title)])
            beside = find_appositions(tree, lexicon, name, head_of_name, title.first if title else name.first)
            holder = title is not None and noun_class(tree, title.head, lexicon) == "Person"
            found.extend(
                item
                for item in beside
                if title is None
                or (item.head != title.head and (not holder or noun_class(tree, item.head, lexicon) == "Person"))
            )
        whole = whole_of_list(tree, name)
        described.append(with_shown(tree, lexicon, name, [item for item in found if item.head != whole]))
    return described


def whole_of_list(tree: Tree, name: Mention) -> int | None:
    """The plural noun beside several names, each of which is one of them: two firms, Acme and Beta."""
    first = name.head
    while tree.deps[first] == "conj" and tree.heads[first] < first:
        first = tree.heads[first]
    noun = tree.heads[first]
    of = tree.child(noun, "prep") if tree.tags[noun] == "CD" else None  # two of his aides, Anna Berg and Oscar Lind
    counted = tree.child(of, "pobj") if of is not None and tree.words[of] == "of" else None
    noun = noun if counted is None else counted
    listed = tree.deps[first] == "appos" and tree.child(first, "conj") is not None and noun < first
    return noun if listed and tree.tags[noun] == "NNS" else None


def _title(tree: Tree, lexicon: Lexicon, name: Mention, starts: dict[int, int]) -> Description | None:
    """The title that stands without a gap before a name: Belarusian leader X, Secretary of State X."""
    kind, floor = tree.sentences[tree.sentence_of[name.first]].kind, name.first
    while floor > max(0, name.first - REACH) and tree.sentences[tree.sentence_of[floor - 1]].kind == kind:
        floor -= 1  # a dateline is no title
    head = _title_head(tree, lexicon, name, floor)
    if head is None or _begins_relative(tree, name, head):
        return None
    first = head
    while first > floor and not _is_closed(tree, first - 1):
        if first in starts:
            first = starts[first]
        elif _is_border(tree, first, starts):
            break
        elif (tree.tags[first - 1] in _TITLE_TAGS and ":" not in tree.words[first - 1]) or (
            first < head and _joins(tree, lexicon, first - 1)
        ):
            first -= 1
        else:
            break
    while first < head and (tree.tags[first] in ("POS", "HYPH", "VBG") or _is_verb(tree, first)):
        first += 1
    return Description(first, name.first, head, current=is_current(tree, lexicon, first, head, name.first))


def _begins_relative(tree: Tree, name: Mention, noun: int) -> bool:
    """Whether a name begins what is said of the noun before it: a man Acme called a liar, the party Anna Berg led."""
    verb = tree.heads[name.head]
    clause = tree.deps[name.head] == "nsubj" and tree.deps[verb] == "relcl"
    return clause and tree.left[verb] == name.first and tree.heads[verb] == noun


def _before_rank(tree: Tree, lexicon: Lexicon, name: Mention, title: Description) -> Iterator[Description]:
    """The ministry spokesman, where Colonel Anna Berg is called both."""
    noun = title.head - 1
    if (
        name.cls == "Person"
        and noun >= title.first
        and tree.words[noun].islower()
        and tree.words[title.head][0].isupper()
    ) and noun_class(tree, noun, lexicon) == "Person":
        yield Description(title.first, title.head, noun, current=title.current)


def _is_verb(tree: Tree, token: int) -> bool:
    """Had named minister Anna Berg a suspect: a verb, unlike "appointed minister"."""
    return tree.tags[token] == "VBN" and tree.deps[token] not in ("amod", "compound", "nmod")


def _is_border(tree: Tree, first: int, starts: dict[int, int]) -> bool:
    """Where another phrase ends: ``its investigation`` before ``former``; a possessor that is no name."""
    before = tree.tags[first - 1]
    if before == "POS":
        return first - 1 not in starts
    return tree.tags[first] in ("JJ", "VBN", "CD") and before in ("NN", "NNS")


def _joins(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """``France's interior and overseas minister``; not: Minister of Finance and Prime Minister."""
    whole = token > 1 and tree.words[token - 2].lower() in lexicon.words["nameLink"]
    return tree.tags[token] == "CC" and lexicon.word("portfolio", tree.words[token - 1].lower()) and not whole


def _title_head(tree: Tree, lexicon: Lexicon, name: Mention, floor: int) -> int | None:
    """The noun of the title; of ``Secretary of State`` the first noun; none in ``the president of Kenya and X``."""
    at = name.first - 1
    if at >= floor and tree.tags[at] in ("CC", "DT"):
        return None  # the director of the Lusk mine
    if name.cls == "Person" and _is_field(tree, lexicon, at, floor):
        return at - 2
    while at >= floor and tree.words[at].lower() in lexicon.words["honorific"]:
        if at and f"{tree.words[at - 1]} {tree.words[at]}".lower() in lexicon.nouns:
            return at  # the first lady
        at -= 1
    address = name.first - 1
    is_office = address > at and lexicon.word("office", tree.words[address].lower()) and name.cls == "Person"
    if is_office and (at < floor or not _is_title_noun(tree, lexicon, at, name)):
        return address  # presiding judge Anna Berg
    if at < floor:
        return None
    if tree.words[at].lower() in lexicon.words["formerly"] and at - 2 >= floor and tree.words[at - 1] == "-":
        at -= 2
    if _is_title_noun(tree, lexicon, at, name):
        whole = _before_title(tree, lexicon, name, at, floor)
        return at if whole is None else whole
    return _complemented(tree, lexicon, name, at, floor)


def _before_title(tree: Tree, lexicon: Lexicon, name: Mention, title: int, floor: int) -> int | None:
    """The noun of an office before another title: [Chief] of Defence General Anna Berg; not: a spokesman for Mayor."""
    if tree.tags[title] != "NNP" or not lexicon.word("office", tree.words[title].lower()):
        return None
    noun = _complemented(tree, lexicon, name, title - 1, floor)
    if noun is None or tree.tags[noun] != "NNP" or "CC" in tree.tags[noun:title]:
        return None  # Minister of Finance and Prime Minister Anna Berg
    pair = " ".join(tree.words[noun : noun + 3]).lower()
    return noun if lexicon.word("office", tree.words[noun].lower()) or pair in lexicon.nouns else None


def _complemented(tree: Tree, lexicon: Lexicon, name: Mention, at: int, floor: int) -> int | None:
    """The noun of an office with a complement that ends at a token: [Secretary] of State, US [ambassador] to Kenya."""
    for step in range(at, max(floor, at - _LONG), -1):
        link = tree.words[step].lower()
        sent = lexicon.word("dealing", link) and tree.deps[step - 1] == "nmod" and tree.heads[step - 1] == name.head
        sent = sent and lexicon.word("office", tree.lemmas[step - 1].lower())
        if tree.tags[step] in ("IN", "TO") and (link in lexicon.words["nameLink"] or sent):
            if step == at or name.cls != "Person":
                return None
            if _is_title_noun(tree, lexicon, step - 1, name):
                return step - 1
            continue  # Secretary of State for Health
        if tree.tags[step] not in ("NNP", "NNPS", "CC", "DT"):
            return None
    return None


def _is_field(tree: Tree, lexicon: Lexicon, token: int, floor: int) -> bool:
    """Minister of [Justice] Anna Berg: what her office is for; not: a spokesman for Justice Anna Berg."""
    if token - 2 < floor or tree.words[token - 1].lower() not in lexicon.words["nameLink"]:
        return False
    minister = lexicon.word("ministerial", tree.lemmas[token - 2].lower())
    return minister and lexicon.word("portfolio", tree.words[token].lower())


def _is_title_noun(tree: Tree, lexicon: Lexicon, token: int, name: Mention) -> bool:
    if token < 0 or tree.tags[token] not in ("NN", "NNP", "JJ"):
        return False
    if _is_periodical(tree, lexicon, token, name):
        return True
    if tree.tags[token] == "JJ" and not (name.cls == "Person" and tree.words[token][0].isupper()):
        return False
    cls = noun_class(tree, token, lexicon)
    apart = tree.deps[name.head] == "appos" and tree.heads[name.head] == token == name.first - 1
    if cls == "Group":  # the opposition Green Party
        body = name.cls is not None and lexicon.is_a(name.cls, "Organization")
        return apart and body and not fits(tree, lexicon, token, name)
    if cls is None or (cls == "State" and name.cls not in ("State", "Place", None)):
        return False  # the state Privatization Agency
    if cls == "Person" or is_trader(tree, lexicon, name, token):
        return name.gazetteer is None or name.cls == "State"
    agrees = name.cls is None or lexicon.is_a(cls, name.cls) or lexicon.is_a(name.cls, cls)
    beside = tree.deps[token] in ("compound", "nmod") and tree.heads[token] == name.head  # the rights group Lantz
    if (beside or apart) and name.cls == "Person" and lexicon.is_a(cls, "Organization"):
        return not (is_given(tree, lexicon, name) or is_surname(tree, lexicon, name))
    if beside and name.cls == "Place" and name.gazetteer is None and is_business(lexicon, tree.lemmas[token].lower()):
        return True  # the drugmaker Brunn
    return agrees and tree.heads[token] != token


def _is_periodical(tree: Tree, lexicon: Lexicon, token: int, name: Mention) -> bool:
    """The daily Novi Glas: a noun for a body that the parser takes for an adjective of the name."""
    named = tree.tags[token] == "JJ" and tree.heads[token] == name.head
    named = named and (tree.words[token - 1].lower() == "the" or tree.words[token - 1][0].isupper())
    return named and tree.words[token].islower() and noun_class(tree, token, lexicon) == "MediaOutlet"


def _is_closed(tree: Tree, token: int) -> bool:
    return tree.words[token] in (",", "\n") or tree.pos[token] == "SPACE"
