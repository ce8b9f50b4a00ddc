"""What the parse of a pattern's sentence shows: the predicate, and the roles of its slots and of its other words."""

from dataclasses import dataclass

from kg.patterns.fillings import AGENT_NOUNS, Filled
from kg.patterns.model import TriggerKind, Word
from kg.predications import COPULAS, Argument, Predication, find_adjunct, find_nominal, find_prepositional, find_verbal
from kg.trees import Tree

_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "npadvmod", "advmod", "poss", "det"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one parse shows."""

    kind: TriggerKind
    lemma: str
    particle: str
    slots: tuple[tuple[str, str, int | None], ...]
    words: tuple[Word, ...]
    office: str | None = None
    lost: tuple[str, ...] = ()
    """Words of the pattern that would not be asked for."""

    def __str__(self) -> str:
        roles = ", ".join(f"{name}={role}" for name, role, _ in self.slots)
        return f"{self.kind} {self.lemma!r} with {roles}"


def read(tree: Tree, filled: Filled) -> Reading | None:
    """The reading of one parse; None where some slot is not an argument of the predicate."""
    heads = {}
    for name, start, end in filled.spans:
        head = _head_of(tree, start, end)
        if head is None:
            return None
        heads[head] = name
    predication, kind, office = _trigger(tree, heads)
    if predication is None:
        return None
    slots: dict[str, tuple[str, int | None]] = {}
    words: list[Word] = []
    filler = {i for _, start, end in filled.spans for i in range(len(tree.words)) if start <= tree.starts[i] < end}
    asked = {predication.head, *filler}
    for argument in predication.arguments:
        if argument.token in heads:
            slots.setdefault(heads[argument.token], (_plain(argument.role), None))
        elif _is_literal(tree, argument, kind):
            words.append(Word(argument.role, tree.lemmas[argument.token].lower()))
            asked.add(argument.token)
            _through(tree, argument.token, heads, slots, len(words) - 1)
    if kind == "verb":
        for thing in predication.fillers("object"):
            _late(tree, thing, heads, slots)
    expected = {name for name in heads.values() if name != office}
    if set(slots) != expected:
        return None
    triples = tuple(sorted((name, role, via) for name, (role, via) in slots.items()))
    lemma = "" if office is not None else predication.lemma
    particle = predication.particle or _adverb(tree, predication)
    lost = _lost(tree, asked)
    return Reading(kind, lemma, particle, triples, tuple(sorted(set(words), key=str)), office, lost)


def _trigger(tree: Tree, heads: dict[int, str]) -> tuple[Predication | None, TriggerKind, str | None]:
    """The predicate of a pattern's sentence."""
    roots = [i for i in range(len(tree.words)) if tree.heads[i] == i and tree.deps[i] == "ROOT"]
    if len(roots) != 1:
        return None, "verb", None
    root = roots[0]
    if root in heads and tree.pos[root] in ("NOUN", "PROPN"):
        return _preposition_trigger(tree, root), "preposition", None
    if root in heads:
        return _adjunct_trigger(tree, root), "adjunct", None
    if tree.lemmas[root] in COPULAS:
        attr = tree.child(root, "attr")
        if attr is not None:
            return find_nominal(tree, attr), "noun", heads.get(attr)
        adjective = tree.child(root, "acomp")
        if adjective is not None and adjective not in heads:
            return find_verbal(tree, adjective), "adjective", None
        if tree.child(root, "prep") is None:
            return None, "adjective", None  # while "is on trial" is read like any verb
    if tree.pos[root] in ("NOUN", "PROPN"):
        return find_nominal(tree, root), "noun", None
    return find_verbal(tree, root), "verb", None


def _preposition_trigger(tree: Tree, root: int) -> Predication | None:
    """Acme in Beta."""
    for kid in tree.children(root, "prep", "appos", "poss"):
        return find_prepositional(tree, kid)
    return None


def _adjunct_trigger(tree: Tree, root: int) -> Predication | None:
    """According to Acme, prices rose. In Acme's view, prices rose."""
    for kid in tree.children(root, "prep"):
        nouns = [noun for noun in tree.children(kid, "pobj") if tree.pos[noun] == "NOUN"]
        deepest = nouns[0] if nouns and tree.words[nouns[0]] not in AGENT_NOUNS else kid
        found = find_adjunct(tree, deepest)
        if found is not None:
            return found
    return None


def _head_of(tree: Tree, start: int, end: int) -> int | None:
    """The one token of a filler whose head lies outside it."""
    inside = [i for i in range(len(tree.words)) if tree.starts[i] >= start and tree.ends[i] <= end]
    outer = [i for i in inside if tree.heads[i] not in inside or tree.heads[i] == i]
    return outer[0] if len(outer) == 1 else None


def _through(
    tree: Tree, word: int, heads: dict[int, str], slots: dict[str, tuple[str, int | None]], number: int
) -> None:
    """Slots that hang on a literal word: the "on" of "imposes sanctions on Canada"."""
    find = find_nominal if tree.pos[word] in ("NOUN", "PROPN") else find_verbal
    for argument in find(tree, word).arguments:
        if argument.token in heads:
            role = _plain(argument.role)  # a preposition may hang on the verb or on its noun: matching looks at both
            slots.setdefault(heads[argument.token], (role, None if role.startswith("prep:") else number))


def _late(tree: Tree, thing: int, heads: dict[int, str], slots: dict[str, tuple[str, int | None]]) -> None:
    """The "on" of "blames the fire on rebels", which the parser may hang on the fire: matching looks at both."""
    for argument in find_nominal(tree, thing).arguments:
        if argument.token in heads and argument.role.startswith("prep:") and thing in heads:
            slots.setdefault(heads[argument.token], (argument.role, None))


def _plain(role: str) -> str:
    """One name for "sold it to Beta" and "sold Beta it" where the parser is of two minds."""
    return "prep:to" if role == "dative" else role


def _is_literal(tree: Tree, argument: Argument, kind: TriggerKind) -> bool:
    """Whether an argument is a word of the pattern itself that an article must have, too."""
    if kind == "adjunct" and argument.role == "clause":
        return False
    return argument.role == "case" or _is_word(tree, argument.token)


def _is_word(tree: Tree, token: int) -> bool:
    return tree.pos[token] in ("NOUN", "ADJ", "VERB", "PROPN", "ADV", "NUM")


def _adverb(tree: Tree, predication: Predication) -> str:
    """The "away" of "waves away": what is no argument is a particle, whatever the parser calls it."""
    if predication.kind != "verb":
        return ""
    return next((tree.lemmas[kid].lower() for kid in tree.children(predication.head, "advmod")), "")


def _lost(tree: Tree, asked: set[int]) -> tuple[str, ...]:
    """The words that stand with none of those asked for: "fabricated", if "describes it as fabricated" is cut short.

    What only modifies a word is not asked for either: a phone call is a call.
    """
    found = []
    for token, pos in enumerate(tree.pos):
        at = token
        while at not in asked and tree.deps[at] in _MODIFIERS:
            at = tree.heads[at]
        word = pos in ("NOUN", "ADJ", "VERB", "PROPN") and tree.lemmas[token] not in COPULAS
        if word and at not in asked and tree.deps[at] != "prt":
            found.append(tree.words[token].lower())
    return tuple(found)
