"""Every IRI and prefix is minted here, nowhere else."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from kg.escapes import without_escapes

ONTOLOGY = "https://w3id.org/newsgraph/ontology#"
LEXICON = "https://w3id.org/newsgraph/lexicon#"
DEFAULT_BASE = "https://w3id.org/newsgraph/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SHACL = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
BARE_NAME = re.compile(r"(?<![\w:/<#-]):([A-Za-z][\w-]*)")
"""A name of the ontology as Turtle, SPARQL and messages have it: ``:Person``."""


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs under one base, which ends in ``/`` or ``#``."""

    base: str = DEFAULT_BASE

    def entity(self, name: str) -> str:
        """The IRI of a named entity.

        >>> Names().entity("Alexander Lukashenko")
        'https://w3id.org/newsgraph/entity/Alexander_Lukashenko'
        """
        return f"{self.base}entity/{local_name(name)}"

    def article(self, words: str, key: str) -> str:
        """The IRI of an article: readable words and 8 hex digits of its key."""
        return f"{self.base}article/{slug(words, key)}"

    def graph(self, name: str) -> str:
        """The IRI of the ontology, inferred or corrections graph."""
        return f"{self.base}graph/{name}"

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes known without being declared."""
        return {
            "": ONTOLOGY,
            "e": f"{self.base}entity/",
            "lex": LEXICON,
            "rdf": RDF,
            "rdfs": RDFS,
            "owl": OWL,
            "xsd": XSD,
            "skos": SKOS,
            "dcterms": DCTERMS,
            "prov": PROV,
        }


def local_name(name: str) -> str:
    """What an entity's IRI ends in: NFC, and ``_`` for all but letters, digits, ``_`` and ``-``.

    >>> local_name("Lukashenko’s  ally <b>")
    'Lukashenko_s_ally_b'
    """
    text = unicodedata.normalize("NFC", without_escapes(name))
    return re.sub(r"[^\w-]+", "_", text).strip("_") or "_"


def slug(words: str, key: str) -> str:
    """At most eight readable words and 8 hex digits of the digest of ``key``.

    >>> slug("Rally in Minsk!", "a")
    'rally-in-minsk-ca978112'
    """
    plain = unicodedata.normalize("NFKD", without_escapes(words)).encode("ascii", "ignore").decode().lower()
    readable = "-".join(re.findall(r"[a-z0-9]+", plain)[:8])[:60].strip("-") or "article"
    return f"{readable}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def provenance_graph(article: str) -> str:
    """The graph of an article's evidence and sentences."""
    return f"{article}#provenance"


def matter(article: str, subject: str, property_: str, thing: str) -> str:
    """The IRI of what claims agree or disagree about, the same in every article under one base.

    >>> matter("http://x/article/a", "http://x/entity/Latvia", "memberOf", "http://x/entity/NATO")
    'http://x/matter/latvia-memberof-nato-a0f5f830'
    """
    base, _, _ = article.partition("article/")
    return f"{base}matter/{slug(matter_words(subject, property_, thing), f'{subject} {property_} {thing}')}"


def matter_words(subject: str, property_: str, thing: str) -> str:
    """What a matter is called: the last part of each of its three names."""
    return " ".join(re.split(r"[/#]", each)[-1].replace("_", " ") for each in (subject, property_, thing))


def part(article: str, kind: str, start: int, number: int | None = None) -> str:
    """The IRI of an unnamed entity, claim, event, sentence or evidence of an article."""
    tail = f"-{number}" if number is not None else ""
    return f"{article}#{kind}-{start}{tail}"
