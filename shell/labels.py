"""What to call an IRI on the screen."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from kg.names import DCTERMS, ONTOLOGY, RDFS, SKOS, XSD
from kg.query import Answer, Rows, Term
from shell.vocabulary import short_name

Ask = Callable[[str], Answer]
# In order of preference; claims and sentences are called by their words.
NAMING = (f"{RDFS}label", f"{SKOS}prefLabel", f"{DCTERMS}title", f"{ONTOLOGY}text", f"{ONTOLOGY}cue")
NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))
BATCH = 1000
LONGEST = 120


def read_labels(ask: Ask, iris: Iterable[str]) -> dict[str, str]:
    """The best label of each IRI that has one; English ones and plain ones before others, then by alphabet."""
    found: dict[str, str] = {}
    for naming in NAMING:
        wanted = [iri for iri in iris if iri not in found]
        for first in range(0, len(wanted), BATCH):
            found |= read_names(ask, naming, wanted[first : first + BATCH])
    return {iri: name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for iri, name in found.items()}


def read_names(ask: Ask, naming: str, iris: Iterable[str]) -> dict[str, str]:
    """The best value that a property has for each IRI that has one."""
    # One property at a time: with several in VALUES, Oxigraph reads all of their triples.
    values = " ".join(f"<{iri}>" for iri in iris)
    answer = ask(f"SELECT ?x ?name {{ VALUES ?x {{ {values} }} ?x <{naming}> ?name }}")
    best: dict[str, tuple[bool, str]] = {}
    for node, name in answer.rows if isinstance(answer, Rows) else ():
        if isinstance(node, NamedNode) and isinstance(name, Literal):
            rank = (not (name.language or "en").startswith("en"), name.value)
            best[node.value] = min(rank, best.get(node.value, rank))
    return {iri: name for iri, (_, name) in best.items()}


def cell_text(term: Term | None, labels: Mapping[str, str], prefixes: Iterable[tuple[str, str]]) -> str:
    """A cell as it is shown: a label, a short name, the bare text of a literal."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return labels.get(term.value) or short_name(term.value, prefixes)
    if isinstance(term, Literal):
        return term.value
    return str(term)


def article_part(iri: str) -> str:
    """What tells the node of an article from others, without its base; empty for any other IRI.

    >>> article_part("https://w3id.org/newsgraph/article/rally-ca978112#event-171-0")
    'rally-ca978112#event-171-0'
    """
    return iri.rpartition("/article/")[2] if "/article/" in iri and "#" in iri else ""


def without_doubles(labels: Mapping[str, str], iris: Iterable[str]) -> dict[str, str]:
    """The labels of these IRIs but those that two of them share, so that no row shows two things as one."""
    own = {iri: labels[iri] for iri in iris if iri in labels}
    times = Counter(own.values())
    return {iri: name for iri, name in own.items() if times[name] == 1}
