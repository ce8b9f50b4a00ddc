"""Which entity is meant by what somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.draw.asking import Ask, ask_rows, iri_of, text_of
from kg.draw.descriptions import in_words
from kg.errors import StoreError
from kg.export.turtle import shorten_iri
from kg.graph.terms import is_iri

MOST_NAMED = 8
THERE = "SELECT ?x { VALUES ?x { {iri} } FILTER (EXISTS { ?x ?p ?o } || EXISTS { ?s ?q ?x }) }"
LABEL = "SELECT ?name { {iri} rdfs:label ?name } ORDER BY ?name"
NAMED = """SELECT DISTINCT ?x ?name ?label { VALUES ?naming { rdfs:label skos:altLabel skos:prefLabel }
 ?x ?naming ?name
 FILTER (CONTAINS(LCASE(STR(?name)), {text})) FILTER (!STRSTARTS(STR(?x), STR(:)))
 OPTIONAL { ?x rdfs:label ?label } }"""


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity and what it is called."""

    iri: str
    label: str


def find_entities(ask: Ask, prefixes: Mapping[str, str], text: str) -> list[Entity]:
    """The entity with this IRI or prefixed name, or all that are called so; a part of a name does where it fits one.

    Raises:
        StoreError: there is none, or a part of a name fits more than one.
    """
    iri = to_iri(prefixes, text)
    if iri and any(ask_rows(ask, THERE.replace("{iri}", f"<{iri}>"))):
        labels = [text_of(row[0]) for row in ask_rows(ask, LABEL.replace("{iri}", f"<{iri}>"))]
        return [Entity(iri, next(iter(labels), in_words(iri)))]
    wanted = " ".join(text.split()).lower()
    found: dict[str, set[tuple[bool, str]]] = {}
    for entity, name, label in ask_rows(ask, NAMED.replace("{text}", str(Literal(wanted)))) if wanted else ():
        found.setdefault(iri_of(entity), set()).add((text_of(name).lower() != wanted, text_of(label or name)))
    found.pop("", None)
    called = sorted(iri for iri, names in found.items() if not min(names)[0])
    fitting = called or sorted(found)
    if len(fitting) == 1 or 0 < len(called) <= MOST_NAMED:
        return [Entity(iri, min(found[iri])[1]) for iri in fitting]
    if not fitting:
        raise StoreError(f"no entity is called {text!r}", remedy="give a name, or an IRI as in e:NATO")
    names = ", ".join(shorten_iri(iri, prefixes) for iri in fitting[:MOST_NAMED])
    more = f" and {len(fitting) - MOST_NAMED} more" if len(fitting) > MOST_NAMED else ""
    raise StoreError(f"{text!r} may be {names}{more}", remedy="give one of them")


def to_iri(prefixes: Mapping[str, str], text: str) -> str:
    """The IRI that is typed whole, in angle brackets or with a prefix; empty where none is.

    >>> to_iri({"e": "http://e.org/"}, "e:NATO"), to_iri({}, "the president: today")
    ('http://e.org/NATO', '')
    """
    prefix, colon, rest = text.partition(":")
    typed = text.removeprefix("<").removesuffix(">")
    if colon and prefix in prefixes and is_iri(prefixes[prefix] + rest):
        return prefixes[prefix] + rest
    return NamedNode(typed).value if "://" in typed and is_iri(typed) else ""
