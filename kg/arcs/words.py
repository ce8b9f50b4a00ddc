"""The words of ``tokens.ttl``, which are needed before anything is parsed, and before the ontology is read."""

from functools import cache

from rdflib import Graph, URIRef

from kg.names import LEXICON
from ontology import tokens_file


@cache
def find_words(name: str) -> frozenset[str]:
    """The words of a class."""
    return frozenset(map(str, _tokens().objects(URIRef(LEXICON + name), URIRef(LEXICON + "word"))))


def saying_words() -> frozenset[str]:
    """The verbs by which somebody says something, to whomever, or asks for it."""
    return find_words("pleading") | find_words("stating") | find_words("telling")


@cache
def _tokens() -> Graph:
    return Graph().parse(tokens_file())
