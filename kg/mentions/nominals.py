"""Noun phrases headed by a noun for agents or places, and pronouns."""

from collections.abc import Iterator

from kg.gazetteer import Lexicon
from kg.mentions.spans import make, noun_class
from kg.model import Mention
from kg.trees import Tree

_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "VBN", "VBG", "HYPH", "DT", "PDT"})

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "appos", "conj"})


def find_nominals(tree: Tree, lexicon: Lexicon, taken: bytearray) -> Iterator[Mention]:
    """Common noun phrases, in text order: from the modifiers after the last name on the left to the noun."""
    ages, words, tags = lexicon.words["ageNoun"], tree.words, tree.tags
    endings = tuple(sorted(lexicon.words.get("peopleEnding", ())))
    free = 0
    for token, tag in enumerate(tags):
        if taken[token]:
            continue
        if tag in _NOUN_TAGS and (cls := noun_class(tree, token, lexicon)) is not None:
            before = tree.deps[token] == "compound" or (tag == "NN" and cls == "Person" and _is_modifier(tree, token))
            if before and not _is_actor(tree, token, cls, lexicon):
                continue
            if _is_office(tree, token, lexicon) or _is_abstract(tree, token, lexicon):
                continue
        elif tag == "NNS" and tree.deps[token] in _ARGUMENTS and words[token].endswith(endings):
            cls = "Group"
        elif words[token] in ages and words[token - 1] == "-" and tree.deps[token] in _ARGUMENTS:
            cls = "Person"
        elif tag == "CD" and tree.deps[token] in _ARGUMENTS and _is_part(tree, token, lexicon):
            cls = "Group"
        else:
            continue
        first = _first(tree, token, taken, max(free, tree.sentences[tree.sentence_of[token]].first))
        yield make(tree, first, token + 1, "nominal", cls=cls, head=token)
        free = token + 1


def _is_part(tree: Tree, number: int, lexicon: Lexicon) -> bool:
    """Two of the miners, three of its neighbours; not: one of them, two of the bridges."""
    links = (link for link in tree.children(number, "prep") if tree.words[link] == "of")
    whole = next((noun for link in links for noun in tree.children(link, "pobj")), None)
    people = whole is not None and tree.tags[whole] == "NNS" and noun_class(tree, whole, lexicon) == "Group"
    return people and tree.lemmas[number].lower() != "one"


def _is_modifier(tree: Tree, token: int) -> bool:
    """Whether a bare noun stands right before another that it is of: student protests; not: mayor and sheriff."""
    beside = tree.deps[token] in ("nmod", "amod", "nsubj") and tree.heads[token] == token + 1
    return beside and tree.pos[token + 1] == "NOUN" and tree.words[token + 1].islower() and not tree.kids[token]


def _is_actor(tree: Tree, token: int, cls: str | None, lexicon: Lexicon) -> bool:
    """Whether a noun before a noun is an agent by itself: police crackdown; not: state television, left-wing mayor."""
    if token and tree.words[token - 1] == "-":
        return False
    after = tree.lemmas[token + 1].lower() if token + 1 < len(tree.lemmas) else ""
    return cls in ("Group", "Organization") and f"{tree.words[token].lower()} {after}" not in lexicon.nouns


def _is_office(tree: Tree, token: int, lexicon: Lexicon) -> bool:
    """Whether a noun says which office somebody has: Secretary of State, chief of staff."""
    if token < 2:
        return False
    if tree.words[token - 1] == "of" and " ".join(tree.words[token - 2 : token + 1]).lower() in lexicon.nouns:
        return True
    if tree.tags[token] != "NNP" or tree.words[token - 1] not in lexicon.words["nameLink"]:
        return False
    return lexicon.nouns.get(tree.words[token - 2].lower()) == "Person"


def _is_abstract(tree: Tree, token: int, lexicon: Lexicon) -> bool:
    """Whether a noun for a body or somebody means none alone: took office, on board; a ship's anchor."""
    if lexicon.word("thingAlone", tree.lemmas[token].lower()):
        return True
    if tree.tags[token] != "NN" or not lexicon.word("abstractAlone", tree.lemmas[token].lower()):
        return False
    headline = tree.sentences[tree.sentence_of[token]].kind == "headline"
    alone = not any(kid < token for kid in tree.kids[token])
    return alone and not headline and tree.deps[token] in ("dobj", "pobj", "nmod")


def _first(tree: Tree, head: int, taken: bytearray, floor: int) -> int:
    """The first modifier that stands without a gap before the noun and below it in the tree."""
    first = head
    while (
        first > floor and not taken[first - 1] and tree.tags[first - 1] in _MODIFIERS and tree.left[head] <= first - 1
    ):
        first -= 1
    while first < head and not tree.words[first][0].isalnum():
        first += 1
    return first


def find_pronouns(tree: Tree, lexicon: Lexicon) -> Iterator[Mention]:
    """Personal and possessive pronouns; relative ones are left to whoever reads the clause."""
    persons, things = lexicon.words["personPronoun"], lexicon.words["thingPronoun"]
    groups, others = lexicon.words["groupPronoun"], lexicon.words["otherPronoun"]
    for token, tag in enumerate(tree.tags):
        if not tag.startswith("PRP") and not (tag == "WP" and tree.deps[tree.heads[token]] != "relcl"):
            continue
        word = tree.words[token].lower()
        if word in persons:
            yield make(tree, token, token + 1, "pronoun", cls="Person", head=token)
        elif word in groups:
            yield make(tree, token, token + 1, "pronoun", cls="Group", head=token)
        elif word in things:
            yield make(tree, token, token + 1, "pronoun", cls="Organization", head=token)
        elif word in others:
            yield make(tree, token, token + 1, "pronoun", cls=None, head=token)
