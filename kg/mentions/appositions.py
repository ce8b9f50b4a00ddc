"""Noun phrases beside a name that say what it is: X, the president of Y; the president of Y, X."""

from collections.abc import Iterator

from kg.gazetteer import Lexicon
from kg.mentions.aliases import bearer_of
from kg.mentions.spans import noun_class
from kg.model import Description, Mention
from kg.trees import Tree

_CLAUSE_END = frozenset({"attr", "dobj", "pobj", "conj"})
_ENDS = frozenset({"nsubj", "attr", "dobj"})
"""What may end a clause where its verb stands before it: said the minister, is the mayor, arrested the mayor."""
REACH = 12


def find_appositions(
    tree: Tree, lexicon: Lexicon, name: Mention, head_of_name: dict[int, int], start: int
) -> Iterator[Description]:
    """``X, the president of Y``; ``the president of Y, X``; ``start`` is where a name begins with its title."""
    known = bearer_of(tree, lexicon, name)
    if known is not None and known not in head_of_name and noun_class(tree, known, lexicon) is not None:
        first = _phrase_start(tree, known)
        yield Description(first, known + 1, known, current=is_current(tree, lexicon, first, known, known + 1))
    for noun in (*tree.children(name.head, "appos"), *_also(tree, lexicon, name, head_of_name)):
        if _is_whose(tree, noun):
            continue  # Acme, whose head, Berg, left
        called = any(kid in head_of_name and tree.left[kid] == noun + 1 for kid in tree.children(noun, "appos"))
        others = noun in head_of_name or called or _is_of_body(tree, lexicon, name, noun, head_of_name)
        others = others or _is_quoted(tree, noun) or ":" in tree.words[name.last : noun]  # Norway: army to leave
        if not others and fits(tree, lexicon, noun, name) and _is_beside(tree, name.last, noun):
            first, end = _phrase_start(tree, noun), tree.right[noun]
            yield Description(first, end, noun, current=is_current(tree, lexicon, first, noun, noun + 1))
    yield from _was(tree, lexicon, name, head_of_name)
    before = _before_comma(tree, lexicon, name, start)
    if before is None and tree.heads[name.head] in head_of_name:
        before = _beside_body(tree, lexicon, name)
    denied = tree.child(name.head, "neg") is not None  # the mayor, not Jan Roth
    if (tree.deps[name.head] == "appos" or before is not None) and not denied:
        noun = tree.heads[name.head] if before is None else before
        if noun < start and tree.tags[start - 1] == "IN":
            return  # the father of footballer Oscar Lind
        for each in _apposed_to(tree, noun):
            beside = each < name.first and _is_beside(tree, each, name.first)
            if beside and each not in head_of_name and fits(tree, lexicon, each, name):
                first, end = _phrase_start(tree, each), start if start > each else name.first
                while end > each + 1 and _is_of_name(tree, lexicon, end - 1):
                    end -= 1
                yield Description(first, end, each, current=is_current(tree, lexicon, first, each, each + 1))


def _was(tree: Tree, lexicon: Lexicon, name: Mention, head_of_name: dict[int, int]) -> Iterator[Description]:
    """Oscar Lind, a banker and until May [the country's trade minister], left: what he no longer is."""
    links = (kid for kid in tree.children(name.head, "conj") if lexicon.word("bounding", tree.words[kid].lower()))
    for noun in (noun for link in links for noun in tree.children(link, "pobj")):
        if noun not in head_of_name and noun_class(tree, noun, lexicon) == "Person" and fits(tree, lexicon, noun, name):
            yield Description(_phrase_start(tree, noun), tree.right[noun], noun, current=False)


def _is_of_name(tree: Tree, lexicon: Lexicon, token: int) -> bool:
    """A spokesman for the army[, Col.] Anna Berg: what stands between is no part of what she is."""
    word = tree.words[token]
    form = tree.words[token - 1] == "," and lexicon.word("honorific", word.lower())
    return form or not word[0].isalnum() or tree.tags[token] == "DT"


def _is_quoted(tree: Tree, noun: int) -> bool:
    """Called Lind "the best man in my team": in somebody's words."""
    first = _phrase_start(tree, noun)
    return first > 0 and tree.words[first - 1] in ('"', "“", "«", "„")


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
    """A noun, and what it stands beside itself: her rival, the former banker X; not: the bank, whose head, X, left."""
    yield noun
    while tree.deps[noun] == "appos" and tree.heads[noun] < noun and not _is_whose(tree, noun):
        noun = tree.heads[noun]
        yield noun


def _is_whose(tree: Tree, noun: int) -> bool:
    """Whether a noun is of what stands before it: Acme, whose head."""
    return any(tree.tags[kid] == "WP$" for kid in tree.children(noun, "poss"))


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
    if noun >= 0 and (trained := _trained(tree, lexicon, name, noun)) is not None:
        return trained
    if name.cls != "Person" or noun < 0 or tree.words[noun + 1] != ",":
        return None
    after = _tag_after(tree, name.last)
    link = tree.heads[noun]
    of_body = tree.words[link] == "for" and noun_class(tree, noun, lexicon) != "Person"
    if tree.deps[noun] == "pobj" and (tree.words[link] == "of" or of_body) and link < noun:
        noun = tree.heads[link]
        if after == "VB" and tree.deps[noun] in _CLAUSE_END:
            return None  # Norway is no member of NATO, Anna Berg said
    whole = noun
    while tree.deps[whole] == "conj":
        whole = tree.heads[whole]
    ends = tree.deps[whole] == "pobj" or (tree.deps[whole] in _ENDS and tree.heads[whole] < whole)
    if after == "VB" and ends:
        return None  # according to the minister, Anna Berg left; police arrested the mayor, Anna Berg said
    if noun_class(tree, noun, lexicon) != "Person":
        return None
    title = any(tree.deps[kid] in ("poss", "det") for kid in tree.kids[noun])
    return noun if title and after in (",", "VB", ".") else None


def _trained(tree: Tree, lexicon: Lexicon, name: Mention, last: int) -> int | None:
    """[A plumber] by trade, Oscar Lind said: what the sentence begins with is told of its subject."""
    first, link = tree.sentences[tree.sentence_of[last]].first, tree.heads[last]
    noun = tree.heads[link]
    opens = tree.words[last + 1] == "," and tree.left[noun] == first and first <= noun < link < last
    by = tree.deps[last] == "pobj" and tree.words[link].lower() == "by" and tree.tags[noun] == "NN"
    subject = tree.deps[name.head] == "nsubj" and name.cls not in ("Place", "State")
    return noun if opens and by and subject and noun_class(tree, noun, lexicon) == "Person" else None


def _tag_after(tree: Tree, token: int) -> str:
    """How the tag begins of what comes after a name, past where its bearer is from: Anna Berg of Norland [said]."""
    if tree.words[token : token + 1] == ["of"] and tree.pos[token + 1 : token + 2] == ["PROPN"]:
        token += 1
        while token < len(tree.words) and tree.pos[token] == "PROPN":
            token += 1
    return tree.tags[token][:2] if token < len(tree.words) else ""


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


def fits(tree: Tree, lexicon: Lexicon, noun: int, name: Mention) -> bool:
    """Whether a noun can say what a name is; the recogniser is often wrong about an unknown name's class."""
    cls = noun_class(tree, noun, lexicon)
    if cls is None:
        return False
    if name.gazetteer is None:
        town = cls == "Place" and name.last - name.first == 1 and _is_town(tree, lexicon, noun)
        return name.cls != "Person" or cls not in ("Group", "Place", "State") or town
    return lexicon.is_a(cls, name.cls or "") or lexicon.is_a(name.cls or "", cls)


def _is_town(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """The capital, the port city: what nobody is called."""
    lemma = tree.lemmas[noun].lower()
    return lexicon.word("capitalNoun", lemma) or lexicon.word("town", lemma)


def is_current(tree: Tree, lexicon: Lexicon, first: int, head: int, end: int) -> bool:
    """Whether no word near a noun says that somebody was it: the former mayor, once mayor, ex-mayor."""
    words = lexicon.words["formerly"]
    opening = tree.sentences[tree.sentence_of[head]].first  # behind "Mayor is sacked" in a headline
    around = range(max(first - 2, opening), min(end, head + 3))
    return not any(tree.words[token].lower() in words for token in around if abs(token - head) < REACH)
