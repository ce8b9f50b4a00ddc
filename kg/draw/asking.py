"""Small queries about many terms at once, so that a graph elsewhere is asked a few times and not a thousand."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.names import DCTERMS, OWL, RDF, RDFS, SKOS, XSD
from kg.query import Answer, Rows, Term

Ask = Callable[[str], Answer]
Row = tuple[Term | None, ...]
BATCH = 200
_RDF_WORDS = (RDF, RDFS, OWL, XSD, SKOS, DCTERMS)

# What describes a node or shows where it was read; the rest links nodes.
UNDRAWN = f"""rdf:type, rdf:subject, rdf:predicate, rdf:object, :evidenceFor, :sentence, :inArticle, :content, :states,
 :copyOf, skos:exactMatch, rdfs:subClassOf, rdfs:subPropertyOf, rdfs:domain, rdfs:range, rdfs:isDefinedBy,
 dcterms:source, dcterms:publisher, dcterms:creator, <{RDF}first>, <{RDF}rest>"""


def ask_rows(ask: Ask, query: str) -> Iterator[Row]:
    """The rows of a SELECT."""
    answer = ask(query)
    if isinstance(answer, Rows):
        yield from answer.rows


def ask_about(ask: Ask, template: str, values: Iterable[str], *, size: int = BATCH) -> Iterator[Row]:
    """The rows of a SELECT about terms or triples, which are written as in VALUES and stand for ``{values}``."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield from ask_rows(ask, template.replace("{values}", " ".join(batch)))


def in_brackets(triple: Triple) -> str:
    """A triple as a row of VALUES."""
    return f"({triple.subject} {triple.predicate} {triple.object})"


def can_be_named(triple: Triple) -> bool:
    """Whether a query can ask about a triple: not where it has a blank node, which another query cannot name."""
    return not any(isinstance(term, BlankNode | Triple) for term in triple)


def iri_of(term: Term | None) -> str:
    """An IRI, empty for what is none."""
    return term.value if isinstance(term, NamedNode) else ""


def text_of(term: Term | None) -> str:
    """The text of a literal, else an IRI or nothing."""
    return term.value if isinstance(term, Literal | NamedNode) else ""


def is_vocabulary(iri: str) -> bool:
    """Whether an IRI is a word of RDF itself."""
    return iri.startswith(_RDF_WORDS)
