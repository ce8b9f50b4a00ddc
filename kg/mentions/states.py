"""States that the gazetteer does not know: what has a foreign minister or an embassy once is a state everywhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.gazetteer import Lexicon
from kg.mentions.classes import word_class
from kg.mentions.spans import find_people, make, noun_class
from kg.model import Mention
from kg.trees import Tree

_BEFORE = ("amod", "compound", "nmod")
_MOVES = 6
_PEOPLE = frozenset({"JJ", "NNP", "NNPS", "NNS"})
_STEM, _ENDING = 4, 4
"""The fewest letters of what an adjective has of a name, and the most of its own."""


@dataclass(frozen=True, slots=True)
class _Recognised:
    """What the recogniser took tokens for, and which of them stand in people's full names."""

    labels: dict[int, str]
    people: frozenset[int]

    @classmethod
    def of(cls, tree: Tree) -> "_Recognised":
        labels = {token: span.ner_label for span in tree.named for token in range(span.first, span.last)}
        return cls(labels, frozenset(token for span in find_people(tree) for token in range(span.first, span.last)))


def with_states(names: list[Mention], tree: Tree, lexicon: Lexicon) -> list[Mention]:
    """The same names, those of states as such, and the adjectives of their peoples that are none yet.

    A name that the text shows to be a town's, a body's or somebody's is left as it is.
    """
    seen = _Recognised.of(tree)
    unknown = [name for name in names if name.gazetteer is None and name.kind == "name"]
    texts = {name.first: tree.text[name.start : name.end] for name in unknown}
    barred = {texts[name.first] for name in unknown if _is_barred(tree, lexicon, name, seen)}
    barred |= {tree.words[span.last - 1] for span in find_people(tree)}
    peoples = {texts[name.first] for name in unknown if name.cls == "State" and tree.tags[name.head] == "JJ"}
    shown = {texts[name.first] for name in unknown if _has_organ(tree, lexicon, name, seen)}
    known = {name.head: name for name in names if name.gazetteer is not None}
    shown |= {texts[name.first] for name in unknown if _is_called_state(tree, lexicon, name, known)}
    guarded = set(_with_guards(tree, lexicon, unknown, texts)) - barred
    peoples |= guarded
    by_head = {name.head: texts[name.first] for name in unknown}
    shown |= {by_head[head] for head in _own(tree, lexicon, set(by_head))}
    derived = {stem for people in peoples for stem in _stems_in(people)}
    shown |= {text for text in texts.values() if _stem(text) in derived}
    states = shown - barred - peoples
    if not states:
        return names
    heads = {name.head for name in unknown if texts[name.first] in states}
    states |= {texts[name.first] for name in unknown if _is_beside(tree, name, heads, seen)} - barred - peoples
    by_stem = _by_stem(states)
    peoples |= {text for text in texts.values() if _is_of_any(text, by_stem)}
    taken = {token for name in names for token in range(name.first, name.last)}

    def is_meant(name: Mention) -> bool:
        text = texts.get(name.first, "")
        return text in states or _is_people(tree, name, text, peoples, guarded)

    return [
        *(replace(name, cls="State") if is_meant(name) else name for name in names),
        *_peoples(tree, by_stem, states, taken),
    ]


def _is_people(tree: Tree, name: Mention, text: str, peoples: set[str], guarded: set[str]) -> bool:
    """Whether a name is an adjective of a state's people before a noun; ``guarded`` are surely adjectives."""
    people = text in guarded or (text in peoples and tree.tags[name.head] == "JJ")
    return people and tree.deps[name.head] in _BEFORE


def is_demonym(word: str, name: str) -> bool:
    """Whether an adjective may be derived from a name.

    >>> is_demonym("Veldanian", "Veldania")
    True
    """
    return _stem(name) in _stems_in(word)


def _stem(name: str) -> str:
    """What an adjective derived from a name begins with."""
    return name[:-1] if name[-1] in "aeiouy" else name


def _stems_in(word: str) -> set[str]:
    """What a word may begin with that is derived from a name."""
    return {word[:end] for end in range(max(_STEM, len(word) - _ENDING), len(word))}


def _by_stem(names: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(_stem(name), set()).add(name)
    return found


def _is_of_any(word: str, by_stem: dict[str, set[str]]) -> bool:
    """Whether a word may be derived from one of the names, and not from itself."""
    return any(by_stem.get(stem, set()) - {word} for stem in _stems_in(word))


def _peoples(tree: Tree, by_stem: dict[str, set[str]], states: set[str], taken: set[int]) -> Iterator[Mention]:
    """Norvanian troops, where the article tells of Norvania"""
    for token, word in enumerate(tree.words):
        before = tree.tags[token] in _PEOPLE and tree.deps[token] in _BEFORE
        if before and token not in taken and word not in states and _is_of_any(word, by_stem):
            yield make(tree, token, token + 1, "name", cls="State")


def _is_barred(tree: Tree, lexicon: Lexicon, name: Mention, seen: _Recognised) -> bool:
    """Whether a name is said to be something else's: Mr Lind, the Hope party, the firm Norvik, Lusk's mayor."""
    told = any(noun_class(tree, item.head, lexicon) not in (None, "State") for item in name.descriptions)
    honoured = name.first > 0 and lexicon.word("honorific", tree.words[name.first - 1].lower())
    body = name.last - name.first > 1 and word_class(tree, lexicon, name.first, name.last) not in (None, "State")
    acronym = tree.text[name.start : name.end].isupper()
    person = not seen.people.isdisjoint(range(name.first, name.last))
    if told or honoured or body or acronym or person or name.cls in ("Party", "MediaOutlet"):
        return True
    nouns = [
        tree.lemmas[noun].lower()
        for noun in (*_nouns_of(tree, lexicon, name, seen), name.last)
        if noun < len(tree.words)
    ]
    if any(lexicon.word("localBody", noun) and lexicon.nouns.get(noun) == "Person" for noun in nouns):
        return True
    after = tree.lemmas[name.last].lower() if tree.words[name.last : name.last + 1] else ""
    body = lexicon.word("corporate", after) or lexicon.word("ledBody", after) or lexicon.word("namedBody", after)
    return body or (lexicon.word("placeNoun", after) and not lexicon.word("ofState", after))


def _has_organ(tree: Tree, lexicon: Lexicon, name: Mention, seen: _Recognised) -> bool:
    """Whether a name is said to have what only states have or, if it is a place's, what of places only states have."""
    place = seen.labels.get(name.head) == "GPE" or name.cls in ("Place", "State")
    wanted = lexicon.words["ofState"] | (lexicon.words["ofCountry"] if place else frozenset())
    nouns = _nouns_of(tree, lexicon, name, seen)
    return any(is_one_of(tree, noun, wanted) or _governs(tree, lexicon, noun, name, seen) for noun in nouns)


def _is_called_state(tree: Tree, lexicon: Lexicon, name: Mention, known: Mapping[int, Mention]) -> bool:
    """The island nation of Norvania, the West African state of Norvania; not: the Indian state of Lusk."""
    noun = name.first - 2
    if noun < 0 or tree.words[noun + 1] != "of" or tree.heads[noun + 1] != noun or tree.tags[noun] != "NN":
        return False
    lemma = tree.lemmas[noun].lower()
    if lexicon.nouns.get(lemma) != "State" or not lexicon.word("sort", lemma):
        return False
    places = [known[kid].cls for kid in tree.children(noun, *_BEFORE) if kid in known]
    return "State" not in places and (lexicon.word("sovereign", lemma) or "Place" in places)


def _with_guards(tree: Tree, lexicon: Lexicon, unknown: Iterable[Mention], texts: Mapping[int, str]) -> Iterator[str]:
    """The adjective of Norvani border guards, in an article that tells of Norvan, whatever the model takes it for."""
    by_stem, endings = _by_stem(texts.values()), lexicon.words["demonymEnding"]
    for name in unknown:
        word, noun = texts[name.first], tree.heads[name.head]
        if (
            tree.deps[name.head] not in _BEFORE
            or noun < name.last
            or not is_one_of(tree, noun, lexicon.words["ofState"])
        ):
            continue
        stems = (stem for stem in _stems_in(word) if word[len(stem) :] in endings)
        if any(by_stem.get(stem, set()) - {word} for stem in stems):
            yield word


def _governs(tree: Tree, lexicon: Lexicon, noun: int, name: Mention, seen: _Recognised) -> bool:
    """The government of Norvania; Lind's government may be his."""
    lemma = tree.lemmas[noun].lower()
    governs = lexicon.word("governing", lemma) and lexicon.word("seated", lemma)
    return governs and noun < name.first and seen.labels.get(name.head) != "PERSON"


def is_one_of(tree: Tree, noun: int, wanted: frozenset[str]) -> bool:
    """Whether a noun, or two words that it ends, belong to some: foreign minister."""
    lemma = tree.lemmas[noun].lower()
    return lemma in wanted or (noun > 0 and f"{tree.words[noun - 1].lower()} {lemma}" in wanted)


def _is_beside(tree: Tree, name: Mention, states: set[int], seen: _Recognised) -> bool:
    """Norvania and Suderia signed"""
    left = tree.deps[name.head] == "conj" and tree.heads[name.head] in states
    right = any(kid in states for kid in tree.children(name.head, "conj"))
    return seen.labels.get(name.head) == "GPE" and (left or right)


def _own(tree: Tree, lexicon: Lexicon, heads: set[int]) -> Iterator[int]:
    """Norvania closed its border; Norvania said its prime minister had left"""
    for token, word in enumerate(tree.words):
        noun = at = tree.heads[token]
        thing = tree.tags[token] == "PRP$" and lexicon.word("thingPronoun", word.lower())
        if not thing or not is_one_of(tree, noun, lexicon.words["ofState"]):
            continue
        for _ in range(_MOVES):
            at = tree.heads[at]
            subject = tree.child(at, "nsubj", "nsubjpass")
            if subject is not None and subject < token:
                yield from {subject} & heads
                break


def _nouns_of(tree: Tree, lexicon: Lexicon, name: Mention, seen: _Recognised) -> Iterator[int]:
    """The nouns for whom or what a name has: its prime minister, Oscar Lind; the government of, an envoy to it."""
    head, above = name.head, tree.heads[name.head]
    while tree.deps[head] == "conj" and above < head:
        head, above = above, tree.heads[above]
    if tree.deps[head] == "poss" and above > head and seen.labels.get(name.head) != "PERSON":
        yield from (noun for noun in range(name.last, above + 1) if tree.tags[noun][:2] == "NN")
    elif tree.deps[head] == "pobj" and lexicon.word("dealing", tree.words[above].lower()) and tree.heads[above] < above:
        yield tree.heads[above]
