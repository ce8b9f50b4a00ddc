"""What to call an IRI on the screen."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from kg.names import DCTERMS, ONTOLOGY, RDF, RDFS, SKOS, XSD
from kg.query import Answer, Rows, Term
from shell.vocabulary import short_name

Ask = Callable[[str], Answer]
# In order of preference; claims and sentences are called by their words.
NAMING = (f"{RDFS}label", f"{SKOS}prefLabel", f"{DCTERMS}title", f"{ONTOLOGY}text", f"{ONTOLOGY}cue")
NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long"))
EVENT = "#event-"
"""What the IRIs of events have."""
BATCH = 1000
LONGEST = 120


def read_labels(ask: Ask, iris: Iterable[str]) -> dict[str, str]:
    """What to call each IRI that has a name, or is an event."""
    found = read_given(ask, iris)
    events = [iri for iri in iris if EVENT in iri and iri not in found]
    if events:
        found |= read_events(ask, events)
    return {iri: name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for iri, name in found.items()}


def read_given(ask: Ask, iris: Iterable[str]) -> dict[str, str]:
    """The best label of each IRI that has one; English ones and plain ones before others, then by alphabet."""
    found: dict[str, str] = {}
    for naming in NAMING:
        wanted = [iri for iri in iris if iri not in found]
        for first in range(0, len(wanted), BATCH):
            found |= read_names(ask, naming, wanted[first : first + BATCH])
    return found


def read_events(ask: Ask, iris: Sequence[str]) -> dict[str, str]:
    """What to call each of these events, which have no name: "coup: soldiers → Hassane Oumarou, 2023-07".

    Those that would be called the same are left out.
    """
    parts: dict[str, dict[str, dict[str, None]]] = {}
    for first in range(0, len(iris), BATCH):
        for event, role, value in _ask_parts(ask, iris[first : first + BATCH]):
            parts.setdefault(event, {}).setdefault(role, {})[value] = None
    values = {value for roles in parts.values() for found in roles.values() for value in found}
    names = read_given(ask, sorted(value for value in values if "://" in value))
    called = {event: _event_name(roles, names) for event, roles in parts.items() if "type" in roles}
    return without_doubles(called, called)


def _ask_parts(ask: Ask, iris: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The class of each event, who took part and when, as the article says it: event, role, IRI or date."""
    values = " ".join(f"(<{iri}> <{iri.partition('#')[0]}>)" for iri in iris)
    roles = f"(<{RDF}type> 'type') " + " ".join(
        f"(<{ONTOLOGY}{role}> '{role}')" for role in ("actor", "target", "date")
    )
    query = f"""
        SELECT ?event ?role ?value {{
            VALUES (?event ?article) {{ {values} }} VALUES (?property ?role) {{ {roles} }}
            GRAPH ?article {{ ?event ?property ?value }} }}"""
    answer = ask(query)
    for event, role, value in answer.rows if isinstance(answer, Rows) else ():
        if isinstance(event, NamedNode) and isinstance(role, Literal) and isinstance(value, NamedNode | Literal):
            yield event.value, role.value, value.value


def _event_name(roles: Mapping[str, Iterable[str]], names: Mapping[str, str]) -> str:
    def listed(role: str) -> str:
        return ", ".join(
            sorted(names.get(iri) or article_part(iri) or short_name(iri, ()) for iri in roles.get(role, ()))
        )

    target = listed("target")
    sides = f"{listed('actor')}{f' → {target}' if target else ''}".strip()
    when = ", ".join(sorted(roles.get("date", ())))
    return ": ".join(filter(None, (listed("type"), ", ".join(filter(None, (sides, when))))))


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
