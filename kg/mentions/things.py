"""Names of ships, which are neither somebody nor a place: the tanker Sea Star, HMS Kent."""

from collections.abc import Collection, Iterator

from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.trees import Tree

_CAPITALS = frozenset({"NNP", "NNPS", "JJ", "NN", "NNS"})


def find_things(tree: Tree, lexicon: Lexicon, names: list[Mention]) -> frozenset[int]:
    """The tokens of the names of ships; one that is told to be a ship's once is a ship's everywhere."""
    known = {(name.first, name.last) for name in names if name.gazetteer is not None}
    runs = [run for run in _runs(tree, lexicon) if run and (run.start, run.stop) not in known]
    called: dict[str, set[tuple[str, ...]]] = {}
    for run in (run for run in runs if _is_capital(tree, run.start)):
        called.setdefault(tree.words[run.start], set()).add(tuple(tree.words[run.start : run.stop]))
    found = {token for run in runs for token in run}
    for first, word in enumerate(tree.words):
        for each in called.get(word, ()):
            if tuple(tree.words[first : first + len(each)]) == each:
                found.update(range(first, first + len(each)))
    return frozenset(found)


def without_things(mentions: list[Mention], things: Collection[int]) -> list[Mention]:
    """The mentions that are not of ships."""
    return [mention for mention in mentions if mention.head not in things]


def _runs(tree: Tree, lexicon: Lexicon) -> Iterator[range]:
    """The tanker Sea Star; the Sea Star, a tanker; HMS Kent; not: the boat Berg bought."""
    ships, prefixes = lexicon.words["ship"], lexicon.words["shipPrefix"]
    for token, lemma in enumerate(tree.lemmas):
        if tree.words[token].lower() in prefixes and _is_capital(tree, token + 1):
            yield _run(tree, token)
            if token and tree.tags[token - 1] == "NN":
                yield range(token - 1, token)  # the aircraft carrier USS Kent: no airline
        if lemma.lower() not in ships or lemma.lower() in lexicon.nouns or tree.tags[token] not in ("NN", "JJ"):
            continue  # what an ontology makes a class of is somebody or a place
        after, above = _run(tree, token + 1), tree.heads[token]
        if after and not any(tree.deps[tree.heads[at]] == "relcl" for at in after if tree.deps[at][:5] == "nsubj"):
            yield after
        elif tree.deps[token] == "appos" and above < token and _is_capital(tree, above):
            while _is_capital(tree, above - 1):
                above -= 1
            yield _run(tree, above)


def _run(tree: Tree, first: int) -> range:
    last = first
    while _is_capital(tree, last):
        last += 1
    return range(first, last)


def _is_capital(tree: Tree, token: int) -> bool:
    return 0 <= token < len(tree.words) and tree.words[token][0].isupper() and tree.tags[token] in _CAPITALS
