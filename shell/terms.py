"""A graph -> the vocabulary that completion offers, by a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.names import RDF, RDFS, SKOS
from kg.query import Answer, Rows
from shell.labels import Ask
from shell.vocabulary import CommandWord, Term, TermKind, Vocabulary, make_vocabulary, short_name

ENTITIES = 200_000
ALT_LABEL = f"{SKOS}altLabel"
BUILT_IN = (f"{RDF}type", f"{RDFS}label", f"{RDFS}comment", ALT_LABEL)

CLASSES = """SELECT ?term (COUNT(?x) AS ?n) {
  { ?term a owl:Class } UNION { ?term a rdfs:Class } UNION { SELECT DISTINCT ?term { ?y a ?term } }
  OPTIONAL { ?x a ?term } FILTER(isIRI(?term))
} GROUP BY ?term"""
PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term"
DECLARED = """SELECT DISTINCT ?term {
  VALUES ?kind { rdf:Property owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
  ?term a ?kind FILTER(isIRI(?term))
}"""
NAMES = f"""SELECT ?term ?name ?p {{
  VALUES ?p {{ rdfs:label skos:prefLabel skos:altLabel }} ?term ?p ?name FILTER(isIRI(?term))
}} LIMIT {ENTITIES}"""
COMMENTS = "SELECT ?term ?comment { ?term rdfs:comment ?comment FILTER(isIRI(?term)) }"
GRAPHS = "SELECT DISTINCT ?term { GRAPH ?term { } }"
SOME = """{{ SELECT ?term {{ {pattern} FILTER(isIRI(?term)) }} LIMIT {rows} }}"""
SAMPLED = "SELECT ?term (COUNT(*) AS ?n) {{ " + SOME + " }} GROUP BY ?term"
SAMPLED_GRAPHS = "SELECT DISTINCT ?term {{ GRAPH ?term {{ ?s ?p ?o }} }} LIMIT 200"
USES = f"SELECT ?term (COUNT(*) AS ?n) {{ ?term rdfs:label ?name . ?s ?p ?term }} GROUP BY ?term LIMIT {ENTITIES}"


@dataclass(frozen=True, slots=True)
class Questions:
    """What a graph is asked for its vocabulary."""

    classes: tuple[str, ...] = (CLASSES,)
    properties: tuple[str, ...] = (PROPERTIES,)
    declared: str = DECLARED
    names: str = NAMES
    comments: str = COMMENTS
    graphs: str = GRAPHS
    uses: str = USES


def sampled(rows: int) -> Questions:
    """The questions for a graph of any size: each looks at so many triples."""
    declared = SAMPLED.format(pattern="VALUES ?kind { owl:Class rdfs:Class } ?term a ?kind", rows=rows)
    return Questions(
        (declared, SAMPLED.format(pattern="?x a ?term", rows=rows)),
        (SAMPLED.format(pattern="?s ?term ?o", rows=rows),),
        f"{DECLARED} LIMIT {rows}",
        NAMES.replace(f"LIMIT {ENTITIES}", f"LIMIT {rows}"),
        f"{COMMENTS} LIMIT {rows}",
        SAMPLED_GRAPHS.format(),
        SAMPLED.format(pattern="?term rdfs:label ?name . ?s ?p ?term", rows=rows),
    )


def forgiving(ask: Ask) -> Ask:
    """The same, with no row where there is no answer: what is known without it is still worth completing."""

    def ask_once(text: str) -> Answer:
        try:
            return ask(text)
        except KgError:
            return Rows((), ())

    return ask_once


def read_vocabulary(
    ask: Ask, prefixes: Mapping[str, str], commands: Iterable[CommandWord] = (), *, sample: int | None = None
) -> Vocabulary:
    """Ask a graph for its terms; each is of the first kind that fits: class, property, graph, entity.

    With ``sample``, so many triples are looked at for each question, and questions without an answer are passed over.
    """
    questions = sampled(sample) if sample else Questions()
    ask = forgiving(ask) if sample else ask
    properties = dict.fromkeys((*BUILT_IN, *first_column(ask(questions.declared))), 0)
    classes: dict[str, int] = {}
    for found, asked in ((classes, questions.classes), (properties, questions.properties)):
        for question in asked:
            found.update(counts(ask(question)))
    names, uses = read_names(ask(questions.names)), counts(ask(questions.uses))
    comments = dict(pairs(ask(questions.comments)))
    graphs = dict.fromkeys(first_column(ask(questions.graphs)), 0)
    entities = {iri: uses.get(iri, 0) for iri in names}
    kinds: tuple[tuple[TermKind, dict[str, int]], ...] = (
        ("class", classes),
        ("property", properties),
        ("graph", graphs),
        ("entity", entities),
    )
    seen: set[str] = set()
    terms: list[Term] = []
    known = tuple(prefixes.items())
    for kind, found in kinds:
        for iri, count in found.items():
            if iri not in seen:
                seen.add(iri)
                terms.append(
                    Term(iri, short_name(iri, known), kind, tuple(names.get(iri, ())), comments.get(iri, ""), count)
                )
    return make_vocabulary(terms, known, commands)


def read_names(answer: Answer) -> dict[str, list[str]]:
    """The names of each term, its label first."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = answer.rows if isinstance(answer, Rows) else ()
    others: list[tuple[str, str]] = []
    for term, name, by in rows:
        if isinstance(term, NamedNode) and isinstance(name, Literal) and isinstance(by, NamedNode):
            if by.value == ALT_LABEL:
                others.append((term.value, name.value))
            else:
                found[term.value].append(name.value)
    for iri, other in sorted(others):
        found[iri].append(other)
    return found


def counts(answer: Answer) -> dict[str, int]:
    """The first column's IRIs with the second's numbers."""
    return {iri: int(number) for iri, number in pairs(answer) if number.isdigit()}


def pairs(answer: Answer) -> Iterable[tuple[str, str]]:
    """The first two columns, IRI and literal."""
    for row in answer.rows if isinstance(answer, Rows) else ():
        if isinstance(row[0], NamedNode) and isinstance(row[1], Literal):
            yield row[0].value, row[1].value


def first_column(answer: Answer) -> list[str]:
    """The IRIs of the first column."""
    return [row[0].value for row in answer.rows if isinstance(row[0], NamedNode)] if isinstance(answer, Rows) else []
