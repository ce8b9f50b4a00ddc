"""What a common noun phrase says of whom it stands for: determiner, number, modifiers, possessor, complement."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from kg.gazetteer import Gender, Lexicon
from kg.predications.walks import is_ordinal
from kg.trees import Tree

Reach = Literal["definite", "single", "bare", "none"]

_MODIFIERS = ("amod", "compound", "nmod", "nummod", "poss")
_CLAUSES = ("relcl", "acl")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The noun phrase of ``head``. Other fields are tokens, or lemmas in lower case.

    ``reach`` is definite (the, this), single (a, another), bare, or none (any, no). ``complement`` is the noun of an
    of- or for-phrase, ``preposition`` its preposition. ``restricted`` where a clause narrows the noun.
    """

    head: int
    noun: str
    plural: bool
    reach: Reach
    modifiers: frozenset[str]
    named: tuple[int, ...]
    number: str | None = None
    possessor: int | None = None
    preposition: int | None = None
    complement: int | None = None
    restricted: bool = False

    @property
    def holders(self) -> tuple[int, ...]:
        """Whose it is, by the words before the noun: the Iraqi government, Assad's regime."""
        return self.named if self.possessor is None else (*self.named, self.possessor)


def read_phrase(tree: Tree, head: int, lexicon: Lexicon) -> Phrase:
    """Read the noun phrase that ``head`` heads."""
    words, deps, lemmas = tree.words, tree.deps, tree.lemmas
    reach: Reach = "bare"
    modifiers, named, number, possessor, preposition, complement = set(), [], None, None, None, None
    restricted = False
    for kid in tree.kids[head]:
        dep, lower = deps[kid], words[kid].lower()
        if dep == "det":
            reach = _reach(lower, lexicon)
            if lower in lexicon.words["reciprocal"]:
                modifiers.add(lower)
        elif dep == "nummod":
            number = lower
        elif dep == "poss":
            possessor = kid
        elif dep in _MODIFIERS and not lexicon.word("inside", lower):  # gathered outside parliament
            if words[kid][0].isupper():
                named.append(kid)
            modifiers.add(lemmas[kid].lower())
        elif dep == "prep" and complement is None and kid > head and lower in lexicon.words["complementLink"]:
            preposition, complement = kid, tree.child(kid, "pobj")
        elif dep in _CLAUSES and kid > head:
            restricted = restricted or words[max(tree.left[kid] - 1, 0)] != ","
    return Phrase(
        head=head,
        noun=_noun(tree, head, lexicon),
        plural=tree.tags[head] in ("NNS", "NNPS"),
        reach="definite" if possessor is not None and reach == "bare" else reach,
        modifiers=frozenset(modifiers),
        named=tuple(named),
        number=number,
        possessor=possessor,
        preposition=preposition,
        complement=complement,
        restricted=restricted,
    )


def near(tree: Tree, phrase: Phrase) -> Iterator[int]:
    """The words before the noun, and the noun of its of-phrase."""
    yield from range(tree.left[phrase.head], phrase.head)
    if phrase.complement is not None:
        yield phrase.complement


def owners_of(tree: Tree, phrase: Phrase) -> Iterator[int]:
    """Who it may be of, by a phrase after it or by the noun that it stands before: Kenya's opposition leader."""
    at = phrase.head
    for link in tree.children(at, "prep"):
        yield from tree.children(link, "pobj")
    while tree.deps[at] in ("compound", "nmod") and tree.heads[at] != at:
        at = tree.heads[at]
        yield from (kid for kid in tree.children(at, "poss", "amod", "compound", "nmod") if kid < phrase.head)


def is_in_compound(tree: Tree, token: int) -> bool:
    """The US-backed government, a Singapore-listed firm: what it is of is neither the US nor Singapore."""
    return tree.words[token + 1 : token + 2] == ["-"] and tree.tags[token + 2 : token + 3] in (["VBN"], ["VBD"])


def _noun(tree: Tree, head: int, lexicon: Lexicon) -> str:
    """The lemma, or the one that stands for its synonyms: press secretary, spokesman."""
    noun = tree.lemmas[head].lower()
    pair = f"{tree.words[head - 1].lower()} {noun}" if head else ""
    return lexicon.synonyms.get(pair) or lexicon.synonyms.get(noun, noun)


def _reach(word: str, lexicon: Lexicon) -> Reach:
    if word in lexicon.words["definite"]:
        return "definite"
    if word in lexicon.words["single"]:
        return "single"
    return "none" if word in lexicon.words["whatever"] else "bare"


def qualifiers(tree: Tree, phrase: Phrase, lexicon: Lexicon) -> frozenset[str]:
    """What says which office a title is: prime; education (of ``minister of education``)."""
    found = set(phrase.modifiers & lexicon.words["portfolio"])
    at = phrase.head - 1
    while at >= 0 and lexicon.word("portfolio", tree.words[at].lower()):
        found.add(tree.words[at].lower())
        at -= 1
    pairs, before = lexicon.words["inseparable"], range(tree.left[phrase.head], phrase.head)
    told = [token for token in before if tree.words[token].lower() in found]
    inside = {tree.words[token].lower() for token in told if not is_ordinal(tree, pairs, token)}
    found -= {tree.words[token].lower() for token in told} - inside
    if phrase.complement is not None and phrase.preposition == phrase.head + 1 and phrase.complement == phrase.head + 2:
        found.add(tree.lemmas[phrase.complement].lower())
    return frozenset(found)


def bare_text(tree: Tree, phrase: Phrase, is_name: Callable[[int], bool]) -> str:
    """The words of a phrase to its noun, without determiner and possessor, in lower case but for names."""
    first = phrase.head
    floor = tree.left[phrase.head]
    if phrase.possessor is not None and phrase.possessor < phrase.head:
        floor = max(floor, tree.right[phrase.possessor])
    while first > floor and _belongs(tree, first - 1):
        first -= 1
    words = [_lowered(tree, token, is_name) for token in range(first, phrase.head + 1)]
    spaces = [tree.starts[token + 1] > tree.ends[token] for token in range(first, phrase.head)]
    return "".join(word + (" " if space else "") for word, space in zip(words, [*spaces, False], strict=True))


def _belongs(tree: Tree, token: int) -> bool:
    if _is_of_number(tree, token) or _is_of_verb(tree, token) or tree.tags[token] == "IN":
        return False
    if tree.deps[token] in ("det", "predet", "poss", "case", "neg") or tree.pos[token] in (
        "DET",
        "SPACE",
        "ADP",
        "CCONJ",
    ):
        return False
    if tree.pos[token] == "VERB" and (tree.deps[token] != "amod" or tree.tags[token] not in ("VBN", "VBG")):
        return False
    return tree.words[token][0].isalnum() or tree.words[token] in ("-", "–", "'", "’", ",")


def _is_of_verb(tree: Tree, token: int) -> bool:
    """Shot dead two miners"""
    return tree.tags[token] == "JJ" and tree.tags[token + 1] == "CD" and token > 0 and tree.pos[token - 1] == "VERB"


def _is_of_number(tree: Tree, token: int) -> bool:
    """At least 17, up to 400, nearly 1,000: how exact a number is."""
    at = tree.heads[token]
    while tree.deps[at] in ("advmod", "quantmod") and tree.heads[at] != at:
        at = tree.heads[at]
    own = tree.pos[token] in ("NOUN", "PROPN") or tree.tags[token] in ("CD", "JJ")  # World War II, 17 young miners
    return tree.tags[at] == "CD" and not own and tree.words[token][0].isalpha()


def _lowered(tree: Tree, token: int, is_name: Callable[[int], bool]) -> str:
    word = tree.words[token]
    return word if tree.tags[token] in ("NNP", "NNPS") or is_name(token) or _is_proper(tree, token) else word.lower()


def _is_proper(tree: Tree, token: int) -> bool:
    """Three Valdorian envoys: whether a capital is the word's own, and not that of a beginning or of a headline."""
    word = tree.words[token]
    begins = tree.sentences[tree.sentence_of[token]].first == token or not (
        tree.words[token - 1][-1].isalnum() or tree.words[token - 1] in ("-", ",")
    )
    return not begins and not word.islower() and not word.isupper() and word.lower() not in tree.small


def written(tree: Tree, phrase: Phrase, *, longest: int = 10) -> str:
    """A phrase as written, up to its noun or the end of its of-phrase."""
    first, last = tree.left[phrase.head], phrase.head + 1
    if phrase.complement is not None and tree.right[phrase.complement] - first <= longest:
        last = tree.right[phrase.complement]
    elif phrase.complement is not None and phrase.complement + 1 - first <= longest:
        last = phrase.complement + 1
    elif phrase.head - first > longest:
        first = phrase.head
    while first < phrase.head and (not tree.words[first][0].isalnum() or tree.deps[first] == "neg"):
        first += 1
    return " ".join(tree.slice(first, last).split())


def word_gender(word: str, lexicon: Lexicon) -> Gender:
    """What a noun, form of address, pronoun or given name shows."""
    return "male" if word in lexicon.words["male"] else "female" if word in lexicon.words["female"] else ""


def shown_gender(tree: Tree, phrase: Phrase, lexicon: Lexicon) -> Gender:
    """By the noun as written: a spokeswoman has the role of a spokesman."""
    return word_gender(tree.lemmas[phrase.head].lower(), lexicon)


def is_of_speaker(tree: Tree, phrase: Phrase, lexicon: Lexicon) -> bool:
    """ "My brother left," he said: the speaker's, while the article may have called him a brother himself."""
    words = [tree.pronoun(kid) for kid in tree.children(phrase.head, "poss")]
    return any(lexicon.word("firstPerson", word) for word in words) and not lexicon.word("office", phrase.noun)
