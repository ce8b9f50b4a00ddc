"""Nouns that the tagger took for names: who opens a sentence has a capital anyway."""

from dataclasses import replace

from kg.gazetteer import Lexicon
from kg.trees import Tree


def with_commons(tree: Tree, lexicon: Lexicon) -> Tree:
    """The tree with the plurals that are nouns for people tagged so: Rebels, led by a priest, fled."""
    found = {token: word[:-1] for token, word in _plurals(tree) if lexicon.nouns.get(word[:-1]) == "Person"}
    if not found:
        return tree
    tags, pos, lemmas = list(tree.tags), list(tree.pos), list(tree.lemmas)
    for token, lemma in found.items():
        tags[token], pos[token], lemmas[token] = "NNS", "NOUN", lemma
    return replace(tree, tags=tags, pos=pos, lemmas=lemmas)


def _plurals(tree: Tree) -> list[tuple[int, str]]:
    """Names that are written as a plural is, without a capital, or alone at the head of a sentence, and no body's."""
    bodies = {token for span in tree.named if span.ner_label == "ORG" for token in range(span.first, span.last)}
    firsts = {sentence.first for sentence in tree.sentences}
    return [
        (token, word.lower())
        for token, word in enumerate(tree.words)
        if tree.tags[token] in ("NNP", "NNPS")
        and word.endswith("s")
        and (word.islower() or (token in firsts and token not in bodies))
        and tree.deps[token] != "compound"
    ]
