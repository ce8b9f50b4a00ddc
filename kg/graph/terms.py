"""The IRIs of the ontology as nodes of the store, and literals that no text can break."""

import re
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.names import DCTERMS, ONTOLOGY, OWL, RDF, RDFS, SHACL, SKOS, XSD, provenance_graph

if TYPE_CHECKING:
    from kg.model import Value

TYPE = NamedNode(f"{RDF}type")
SUBJECT, PREDICATE, OBJECT = (NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object"))
LABEL = NamedNode(f"{RDFS}label")
COMMENT = NamedNode(f"{RDFS}comment")
ALT_LABEL = NamedNode(f"{SKOS}altLabel")
SAME_AS = NamedNode(f"{OWL}sameAs")
DIFFERENT_FROM = NamedNode(f"{OWL}differentFrom")
IDENTIFIER, TITLE, PUBLISHER, ISSUED, SOURCE, CREATOR = (
    NamedNode(f"{DCTERMS}{name}") for name in ("identifier", "title", "publisher", "issued", "source", "creator")
)
_EVIDENCE = provenance_graph("")
_WORDS = (RDF, RDFS, OWL, SHACL)
_NOT_AXIOMS = {SAME_AS, DIFFERENT_FROM, LABEL, COMMENT}
_INTEGER, _BOOLEAN = NamedNode(f"{XSD}integer"), NamedNode(f"{XSD}boolean")
_DATES = {
    re.compile(r"\d{4}-\d\d-\d\d"): NamedNode(f"{XSD}date"),
    re.compile(r"\d{4}-\d\d"): NamedNode(f"{XSD}gYearMonth"),
    re.compile(r"\d{4}"): NamedNode(f"{XSD}gYear"),
    re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"): NamedNode(f"{XSD}dateTime"),
}


@cache
def term(name: str) -> NamedNode:
    """The class or property with this local name in the ontology.

    >>> term("Claim").value
    'https://w3id.org/newsgraph/ontology#Claim'
    """
    return NamedNode(ONTOLOGY + name)


def is_axiom(predicate: object, object_: object) -> bool:
    """Whether a triple is about classes and properties, in the words of OWL, RDF Schema or SHACL.

    >>> is_axiom(TYPE, NamedNode(f"{OWL}TransitiveProperty"))
    True
    """
    if not isinstance(predicate, NamedNode) or predicate in _NOT_AXIOMS or not predicate.value.startswith(_WORDS):
        return False
    if predicate == TYPE:
        return isinstance(object_, NamedNode) and object_.value.startswith(_WORDS)
    return True


def is_evidence(graph: object) -> bool:
    """Whether a graph is one of those of articles' evidence and sentences."""
    return isinstance(graph, NamedNode) and graph.value.endswith(_EVIDENCE)


def text(string: str) -> Literal:
    """A plain string; a lone surrogate, which no encoding can write, becomes U+FFFD so that offsets stay."""
    try:
        return Literal(string)
    except ValueError:
        return Literal(re.sub(r"[\ud800-\udfff]", "\ufffd", string))


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=_INTEGER)


def boolean(value: bool) -> Literal:
    """``true`` or ``false``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def date(value: str) -> Literal | None:
    """A date typed by its form, None where it has none of the forms.

    >>> date("2020-08").datatype.value.rsplit("#")[-1]
    'gYearMonth'
    >>> date("last week") is None
    True
    """
    for form, datatype in _DATES.items():
        if form.fullmatch(value):
            return Literal(value, datatype=datatype)
    return None


def literal(value: "Value") -> Literal:
    """The literal of a value, plain where it is a string."""
    if value.datatype == "string":
        return text(value.text)
    return Literal(text(value.text).value, datatype=NamedNode(XSD + value.datatype))


def is_iri(value: str) -> bool:
    """Whether this can be an IRI of the graph.

    >>> is_iri("e:NATO"), is_iri("a b")
    (True, False)
    """
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True
