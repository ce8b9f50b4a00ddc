"""Noun phrases that say what a named mention is: titles before it and appositions beside it."""

from collections.abc import Iterator
from dataclasses import replace

from kg.gazetteer import Lexicon
from kg.mentions.aliases import bearer_of
from kg.mentions.classes import word_class
from kg.mentions.spans import find_people, is_business, noun_class
from kg.model import Description, Mention
from kg.trees import Tree

_CLAUSE_END = frozenset({"attr", "dobj", "pobj", "conj"})
_TITLE_TAGS = frozenset({"JJ", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "HYPH", "POS", "VBN", "VBG"})
_REACH = 12


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
            beside = _appositions(tree, lexicon, name, head_of_name, title.first if title else name.first)
            holder = title is not None and noun_class(tree, title.head, lexicon) == "Person"
            found.extend(
                item
                for item in beside
                if title is None
                or (item.head != title.head and (not holder or noun_class(tree, item.head, lexicon) == "Person"))
            )
        whole = whole_of_list(tree, name)
        described.append(_with(tree, lexicon, name, [item for item in found if item.head != whole]))
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


def _with(tree: Tree, lexicon: Lexicon, name: Mention, found: list[Description]) -> Mention:
    if not found:
        return name
    cls = name.cls
    if name.gazetteer is None and name.kind == "name":
        shown = next((shown for item in found if (shown := _shown(tree, lexicon, name, item.head))), None)
        places = ("Place", "State")
        body = name.last - name.first > 1 and lexicon.is_a(shown or "", "Organization")  # the channel Canal Azul
        body = body or (cls == "Place" and any(_is_called(tree, lexicon, name, item) for item in found))
        town = cls == "Person" and shown == "Place"  # the port city, Lantz
        alike = cls is None or (shown in places) == (cls in places) or shown == "Person" or body or town
        alike = (alike or _is_firm(tree, lexicon, name, found[0])) and not _is_called_body(tree, lexicon, name, shown)
        body = cls == "Person" or lexicon.is_a(cls or "", "Organization")  # Lusk Watch, a group
        body = body and not (cls == "Person" and bearer_of(tree, lexicon, name) == found[0].head)  # hackers known as X
        if shown and alike and not (body and shown == "Group"):
            cls = shown
    return replace(name, cls=cls, descriptions=tuple(found))


def _is_called(tree: Tree, lexicon: Lexicon, name: Mention, item: Description) -> bool:
    """The daily Koha, the militia Ansaru, whatever the recogniser says; not: police station Lusk."""
    noun = item.head
    beside = noun == name.first - 1 and tree.words[noun].islower() and tree.tags[noun] not in ("NNS", "NNPS")
    first = tree.words[item.first].lower()
    article = first in ("a", "an", "the") or _word_before(tree, item.first)[-1:] in (["a"], ["an"], ["the"])
    return beside and article and lexicon.word("namedBody", tree.lemmas[noun].lower())


def _is_called_body(tree: Tree, lexicon: Lexicon, name: Mention, shown: str | None) -> bool:
    """The junior partner, the Civic Union: a body by its own words and article, whatever noun for people it has."""
    words = word_class(tree, lexicon, name.first, name.last) if name.last - name.first > 1 else None
    body = lexicon.is_a(words or "", "Organization") and lexicon.is_a(name.cls or "", "Organization")
    return shown == "Person" and body and "the" in (tree.words[name.first].lower(), *_word_before(tree, name.first))


def _word_before(tree: Tree, first: int) -> list[str]:
    return [word.lower() for word in tree.words[max(first - 1, 0) : first]]


def _is_firm(tree: Tree, lexicon: Lexicon, name: Mention, title: Description) -> bool:
    """Whether a name is a firm's whatever the recogniser says: the steelmaker Brunn, not the brewer Anna Berg."""
    noun = tree.lemmas[title.head].lower()
    opens = tree.sentences[tree.sentence_of[title.head]].first == title.head
    beside = title.end == name.first and (opens or tree.words[title.head].islower())
    return is_business(lexicon, noun) and beside and not _is_trader(tree, lexicon, name, title.head)


def _shown(tree: Tree, lexicon: Lexicon, name: Mention, noun: int) -> str | None:
    """The class that a noun shows of a name; who trades is a firm or somebody: the oil trader Norvik; so are rivals."""
    cls = noun_class(tree, noun, lexicon)
    anyone = lexicon.word("anyone", tree.lemmas[noun].lower()) and not _is_in_office_of(tree, lexicon, noun)
    if anyone and lexicon.is_a(name.cls or "", "Organization"):
        return None
    if cls not in ("Person", "Organization") or not lexicon.word("trade", tree.lemmas[noun].lower()):
        return cls
    if cls == "Organization":
        return "Person" if _is_trader(tree, lexicon, name, noun) else cls
    firm = name.last - name.first == 1 or lexicon.is_a(name.cls or "", "Organization")
    return "Organization" if firm and tree.words[noun].islower() else cls


def _is_in_office_of(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun is for who has or had somebody's office, and so is somebody: his predecessor, Lind's successor."""
    if not lexicon.word("succeeding", tree.lemmas[noun].lower()):
        return False
    surnames = {tree.words[span.last - 1] for span in find_people(tree)}
    owners = (tree.words[owner] for owner in tree.children(noun, "poss"))
    return any(owner in surnames or lexicon.word("personPronoun", owner.lower()) for owner in owners)


def _is_trader(tree: Tree, lexicon: Lexicon, name: Mention, noun: int) -> bool:
    """Whether a noun for firms and people is said of a person: the brewer Anna Berg."""
    trades = name.cls == "Person" and lexicon.word("trade", tree.lemmas[noun].lower())
    return trades and (name.last - name.first > 1 or _is_surname(tree, lexicon, name))


def _title(tree: Tree, lexicon: Lexicon, name: Mention, starts: dict[int, int]) -> Description | None:
    """The title that stands without a gap before a name: Belarusian leader X, Secretary of State X."""
    floor = max(0, name.first - _REACH)
    while tree.sentences[tree.sentence_of[floor]].kind != tree.sentences[tree.sentence_of[name.first]].kind:
        floor += 1  # a dateline is no title
    head = _title_head(tree, lexicon, name, floor)
    if head is None:
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
    return Description(first, name.first, head, current=_is_current(tree, lexicon, first, head, name.first))


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
    """``France's interior and overseas minister``."""
    return tree.tags[token] == "CC" and lexicon.word("portfolio", tree.words[token - 1].lower())


def _title_head(tree: Tree, lexicon: Lexicon, name: Mention, floor: int) -> int | None:
    """The noun of the title; of ``Secretary of State`` the first noun; none in ``the president of Kenya and X``."""
    at = name.first - 1
    if at >= floor and tree.tags[at] == "CC":
        return None
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
        return at
    for step in range(at, max(floor, at - 4), -1):  # the complement of an office: Secretary of State
        if tree.tags[step] == "IN" and tree.words[step].lower() in lexicon.words["nameLink"]:
            return (
                step - 1
                if step < at and name.cls == "Person" and _is_title_noun(tree, lexicon, step - 1, name)
                else None
            )
        if tree.tags[step] not in ("NNP", "NNPS", "CC", "DT"):
            return None
    return None


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
        return apart and body and not _fits(tree, lexicon, token, name)
    if cls is None or (cls == "State" and name.cls not in ("State", "Place", None)):
        return False  # the state Privatization Agency
    if cls == "Person" or _is_trader(tree, lexicon, name, token):
        return name.gazetteer is None or name.cls == "State"
    agrees = name.cls is None or lexicon.is_a(cls, name.cls) or lexicon.is_a(name.cls, cls)
    beside = tree.deps[token] in ("compound", "nmod") and tree.heads[token] == name.head  # the rights group Lantz
    if (beside or apart) and name.cls == "Person" and lexicon.is_a(cls, "Organization"):
        return not (_is_given(tree, lexicon, name) or _is_surname(tree, lexicon, name))
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


def _is_current(tree: Tree, lexicon: Lexicon, first: int, head: int, end: int) -> bool:
    words = lexicon.words["formerly"]
    around = range(max(first - 2, 0), min(end, head + 3))
    return not any(tree.words[token].lower() in words for token in around if abs(token - head) < _REACH)


def _appositions(
    tree: Tree, lexicon: Lexicon, name: Mention, head_of_name: dict[int, int], start: int
) -> Iterator[Description]:
    """``X, the president of Y``; ``the president of Y, X``; ``start`` is where a name begins with its title."""
    known = bearer_of(tree, lexicon, name)
    if known is not None and known not in head_of_name and noun_class(tree, known, lexicon) is not None:
        first = _phrase_start(tree, known)
        yield Description(first, known + 1, known, current=_is_current(tree, lexicon, first, known, known + 1))
    for noun in (*tree.children(name.head, "appos"), *_also(tree, lexicon, name, head_of_name)):
        called = any(kid in head_of_name and tree.left[kid] == noun + 1 for kid in tree.children(noun, "appos"))
        others = noun in head_of_name or called or _is_of_body(tree, lexicon, name, noun, head_of_name)
        if not others and _fits(tree, lexicon, noun, name) and _is_beside(tree, name.last, noun):
            first, end = _phrase_start(tree, noun), tree.right[noun]
            yield Description(first, end, noun, current=_is_current(tree, lexicon, first, noun, noun + 1))
    before = _before_comma(tree, lexicon, name, start)
    if before is None and tree.heads[name.head] in head_of_name:
        before = _beside_body(tree, lexicon, name)
    if tree.deps[name.head] == "appos" or before is not None:
        noun = tree.heads[name.head] if before is None else before
        if noun < start and tree.tags[start - 1] == "IN":
            return  # the father of footballer Oscar Lind
        for each in _apposed_to(tree, noun):
            beside = each < name.first and _is_beside(tree, each, name.first)
            if beside and each not in head_of_name and _fits(tree, lexicon, each, name):
                first, end = _phrase_start(tree, each), start if start > each else name.first
                while end > each + 1 and (not tree.words[end - 1][0].isalnum() or tree.tags[end - 1] == "DT"):
                    end -= 1
                yield Description(first, end, each, current=_is_current(tree, lexicon, first, each, each + 1))


def _also(tree: Tree, lexicon: Lexicon, name: Mention, head_of_name: dict[int, int]) -> Iterator[int]:
    """Anna Berg, once a judge [and now minister of justice], left: what else she is, by a word for the present."""
    first = list(tree.children(name.head, "appos"))
    for noun in [kid for one in (*first[:1], name.head) for kid in tree.children(one, "conj")]:
        words = (tree.words[kid].lower() for kid in tree.children(noun, "advmod") if kid < noun)
        now = bool(first) and any(lexicon.word("nowadays", word) for word in words)
        now = now or _is_another_office(tree, lexicon, first, noun)
        if now and noun not in head_of_name and noun_class(tree, noun, lexicon) == "Person":
            yield noun


def _is_another_office(tree: Tree, lexicon: Lexicon, first: list[int], noun: int) -> bool:
    """The mayor of Lusk [and the party's secretary], set between commas: one person has both offices."""
    if not first or tree.heads[noun] != first[0] or tree.tags[noun] != "NN" or tree.tags[first[0]] != "NN":
        return False
    offices = all(lexicon.word("office", tree.lemmas[each].lower()) for each in (first[0], noun))
    inside = any(tree.words[at] == "," for at in range(tree.left[first[0]], noun))
    return offices and not inside and tree.words[tree.right[noun] : tree.right[noun] + 1] == [","]


def _apposed_to(tree: Tree, noun: int) -> Iterator[int]:
    """A noun, and what it stands beside itself: her rival, the former banker X."""
    yield noun
    while tree.deps[noun] == "appos" and tree.heads[noun] < noun:
        noun = tree.heads[noun]
        yield noun


def _phrase_start(tree: Tree, noun: int) -> int:
    """The first word of a noun's phrase, without marks that the parser hangs on it: "We lost," the mayor, X, said."""
    first = tree.left[noun]
    while first < noun and (not tree.words[first][0].isalnum() or tree.tags[first] == "RB"):
        first += 1
    return first


def _is_of_body(tree: Tree, lexicon: Lexicon, name: Mention, noun: int, head_of_name: dict[int, int]) -> bool:
    """``X, who heads Y, a bank``: a noun for a body after the clause about somebody is of the name that ends it."""
    first = tree.left[noun]
    cls = noun_class(tree, noun, lexicon)
    clause = next((kid for kid in tree.children(name.head, "relcl") if name.head < kid < first), None)
    if clause is None or cls in (None, "Person") or tree.words[first - 1] != ",":
        return False
    return any(name.last <= head < first and tree.left[clause] <= head for head in head_of_name)


def _before_comma(tree: Tree, lexicon: Lexicon, name: Mention, start: int) -> int | None:
    """``Malaysia's Prime Minister, Najib Razak said``, ``the mayor of Lusk, X, said``, however it was parsed."""
    noun = start - 2
    if name.cls != "Person" or noun < 0 or tree.words[noun + 1] != ",":
        return None
    after = tree.tags[name.last][:2] if name.last < len(tree.words) else ""
    link = tree.heads[noun]
    of_body = tree.words[link] == "for" and noun_class(tree, noun, lexicon) != "Person"
    if tree.deps[noun] == "pobj" and (tree.words[link] == "of" or of_body) and link < noun:
        noun = tree.heads[link]
        if after == "VB" and tree.deps[noun] in _CLAUSE_END:
            return None  # Norway is no member of NATO, Anna Berg said
    if after == "VB" and (tree.deps[noun] == "pobj" or (tree.deps[noun] == "nsubj" and tree.heads[noun] < noun)):
        return None  # according to the minister, Anna Berg left; if asked, said the minister, Anna Berg leaves
    if noun_class(tree, noun, lexicon) != "Person":
        return None
    title = any(tree.deps[kid] in ("poss", "det") for kid in tree.kids[noun])
    return noun if title and after in (",", "VB", ".") else None


def _beside_body(tree: Tree, lexicon: Lexicon, name: Mention) -> int | None:
    """``A lawyer for Berg, Oscar Lind, said``: nobody has two names, so Lind is the lawyer.

    Likewise ``a lawyer for Berg in Lusk, Oscar Lind, said``.
    """
    body = tree.heads[name.head]
    link = tree.heads[body]
    if tree.deps[name.head] != "appos" or tree.deps[body] != "pobj" or tree.words[name.first - 1] != ",":
        return None
    if tree.deps[tree.heads[link]] == "pobj" and lexicon.word("inside", tree.words[link].lower()):
        link = tree.heads[tree.heads[link]]
    noun = tree.heads[link]
    full = name.cls in ("Person", None) and name.last - name.first > 1 and name.gazetteer is None
    return noun if full and noun < link and noun_class(tree, noun, lexicon) == "Person" else None


def _is_beside(tree: Tree, left: int, right: int) -> bool:
    """Whether no bracket stays open between a name and its apposition."""
    between = [tree.words[token] for token in range(left, right)]
    return between.count("(") == between.count(")")


def _fits(tree: Tree, lexicon: Lexicon, noun: int, name: Mention) -> bool:
    """Whether a noun can say what a name is; the recogniser is often wrong about an unknown name's class."""
    cls = noun_class(tree, noun, lexicon)
    if cls is None:
        return False
    if name.gazetteer is None:
        town = cls == "Place" and name.last - name.first == 1 and _is_town(tree, lexicon, noun)
        return name.cls != "Person" or cls not in ("Group", "Place", "State") or town
    return lexicon.is_a(cls, name.cls or "") or lexicon.is_a(name.cls or "", cls)


def _is_given(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name begins with a given name."""
    first = tree.words[name.first].lower()
    return lexicon.word("male", first) or lexicon.word("female", first)


def _is_surname(tree: Tree, lexicon: Lexicon, name: Mention) -> bool:
    """Whether a name ends somebody's full one: the party Berg leads, where the article tells of Anna Berg."""
    if name.last - name.first > 1:
        return False
    people = (span for span in find_people(tree) if tree.words[span.last - 1] == tree.words[name.first])
    return any(not is_business(lexicon, tree.words[span.first].lower()) for span in people)  # Brewer Carlberg


def _is_town(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """The capital, the port city: what nobody is called."""
    lemma = tree.lemmas[noun].lower()
    return lexicon.word("capitalNoun", lemma) or lexicon.word("town", lemma)
