"""From a row of an answer to the triples behind it, and from a triple to the sentences that show it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.query import Answer, Rows, Term, Triples
from kg.query.tokens import Token, find_tokens
from shell.positions import TriplePattern, find_patterns

Ask = Callable[[str], Answer]
SOLUTIONS = 5  # a row of a grouped answer stands for many; so many of them are shown
BATCH = 500  # rows

EXACT = """SELECT DISTINCT ?sentence ?from ?start ?end ?article ?title ?publisher ?date ?address {{
  ?evidence rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} ; :sentence ?node ; :start ?start ; :end ?end .
  ?node :text ?sentence ; :start ?from ; :inArticle ?article .
  OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article dcterms:publisher ?publisher }}
  OPTIONAL {{ ?article dcterms:issued ?date }} OPTIONAL {{ ?article dcterms:source ?address }}
}} ORDER BY ?date ?article ?start"""
OF_NODE = """SELECT DISTINCT ?sentence ?from ?start ?end ?article ?title ?publisher ?date ?address {{
  GRAPH ?article {{ {s} {p} {o} }}
  ?evidence :evidenceFor {s} ; :sentence ?node ; :start ?start ; :end ?end .
  ?node :text ?sentence ; :start ?from ; :inArticle ?article .
  OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?article dcterms:publisher ?publisher }}
  OPTIONAL {{ ?article dcterms:issued ?date }} OPTIONAL {{ ?article dcterms:source ?address }}
}} ORDER BY ?date ?article ?start"""
GRAPHS = "SELECT DISTINCT ?graph {{ GRAPH ?graph {{ {s} {p} {o} }} }} ORDER BY ?graph"


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of an article; ``start`` and ``end`` are the words of it that show a triple."""

    sentence: str
    start: int
    end: int
    article: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    address: str = ""


def triples_behind(ask: Ask, text: str, row: Mapping[str, Term]) -> list[Triple]:
    """The triples that a row of a query's answer rests on, sorted; none where the query has only paths."""
    query = origin_query(text, [row], solutions=SOLUTIONS)
    found = ask(query) if query else None
    return sorted(dict.fromkeys(found.triples), key=str) if isinstance(found, Triples) else []


def triples_behind_rows(ask: Ask, text: str, answer: Rows) -> list[Triple]:
    """The triples that the rows of a query's answer rest on, sorted; none where the query has only paths."""
    names = answer.variables
    rows = [{n: cell for n, cell in zip(names, row, strict=True) if cell is not None} for row in answer.rows]
    triples: set[Triple] = set()
    for first in range(0, len(rows), BATCH):
        query = origin_query(text, rows[first : first + BATCH])
        found = ask(query) if query else None
        triples |= set(found.triples if isinstance(found, Triples) else ())
    return sorted(triples, key=str)


def origin_query(text: str, rows: Sequence[Mapping[str, Term]], *, solutions: int | None = None) -> str | None:
    """A CONSTRUCT that gives the triples behind rows of a SELECT, None where it has no plain triple pattern.

    >>> origin_query("SELECT ?s { ?s a :State }", [{"s": NamedNode("http://a.example/b")}], solutions=5)
    'CONSTRUCT { ?s a :State . } WHERE { { SELECT * { ?s a :State } } } LIMIT 5 VALUES (?s) { (<http://a.example/b>) }'
    """
    tokens = [token for token in find_tokens(text) if token.kind != "comment"]
    body = body_of(tokens)
    if body is None:
        return None
    first, last = body
    inner = text[first.end : last.start].strip()
    patterns = [p for p in find_patterns(text[: last.end]) if first.start < p.subject.start and is_plain(p)]
    template = " ".join(f"{p.subject.text} {p.predicate.text} {object_text(text, p.object)} ." for p in patterns)
    if not template:
        return None
    start = next(token.start for token in tokens if token.keyword in {"SELECT", "ASK", "CONSTRUCT"})
    limit = f" LIMIT {solutions}" if solutions else ""
    query = f"CONSTRUCT {{ {template} }} WHERE {{ {{ SELECT * {{ {inner} }} }} }}{limit}{values_of(inner, rows)}"
    return text[:start] + query


def values_of(inner: str, rows: Sequence[Mapping[str, Term]]) -> str:
    """A VALUES clause with the cells of rows whose variables a query's brackets know; empty where there is none."""
    inside = {token.text[1:] for token in find_tokens(inner) if token.kind == "variable"}
    bound = [{n: t for n, t in row.items() if n in inside and isinstance(t, NamedNode | Literal)} for row in rows]
    names = list(dict.fromkeys(name for row in bound for name in row))
    if not names:
        return ""
    lines = dict.fromkeys(f"({' '.join(str(row.get(name, 'UNDEF')) for name in names)})" for row in bound)
    return f" VALUES ({' '.join(f'?{name}' for name in names)}) {{ {' '.join(lines)} }}"


def body_of(tokens: list[Token]) -> tuple[Token, Token] | None:
    """The brackets of a query's WHERE: the last pair that stands in no other, but for VALUES after it."""
    depth, opened, found = 0, None, None
    for number, token in enumerate(tokens):
        if token.text == "{" and token.kind == "punct":
            depth += 1
            opened = token if depth == 1 and not is_data(tokens[:number]) else opened
        elif token.text == "}" and token.kind == "punct":
            depth -= 1
            if depth == 0 and opened is not None and not (found and found[0] is opened):
                found = (opened, token)
    return found


def is_data(before: list[Token]) -> bool:
    """Whether a bracket after these tokens opens the rows of VALUES."""
    words = [token.keyword for token in before[-30:] if token.keyword]
    return bool(words) and words[-1] == "VALUES"


def is_plain(pattern: TriplePattern) -> bool:
    """Whether a pattern can stand in a template for one triple: no path, no unnamed node."""
    ends = (pattern.subject, pattern.object)
    return not pattern.path and not any(token.kind == "blank" for token in ends)


def object_text(text: str, token: Token) -> str:
    """An object as written, with the language or type of a literal."""
    if token.kind != "string":
        return token.text
    after = find_tokens(text[token.end :])[:2]
    if after and after[0].start == 0 and after[0].kind == "lang":
        return token.text + after[0].text
    if len(after) == 2 and after[0].start == 0 and after[0].text == "^^":
        return f"{token.text}^^{after[1].text}"
    return token.text


def find_shown(ask: Ask, triple: Triple) -> list[Shown]:
    """The sentences that show a triple: its own evidence, else that of the node of which the article says it."""
    parts = {"s": str(triple.subject), "p": str(triple.predicate), "o": str(triple.object)}
    if any(part.startswith("_:") for part in parts.values()):
        return []
    found = list(read_shown(ask(EXACT.format(**parts))))
    return list(dict.fromkeys(found or read_shown(ask(OF_NODE.format(**parts)))))


def read_shown(result: Answer) -> Iterator[Shown]:
    """The rows of an evidence query."""
    for row in result.rows if isinstance(result, Rows) else ():
        sentence, begin, start, end, article, title, publisher, date, address = (
            cell.value if isinstance(cell, NamedNode | Literal) else "" for cell in row
        )
        shift = int(begin)
        yield Shown(sentence, int(start) - shift, int(end) - shift, article, title, publisher, date, address)


def find_graphs(ask: Ask, triple: Triple) -> list[str]:
    """The named graphs that hold a triple."""
    parts = {"s": str(triple.subject), "p": str(triple.predicate), "o": str(triple.object)}
    if any(part.startswith("_:") for part in parts.values()):
        return []
    found = ask(GRAPHS.format(**parts))
    rows = found.rows if isinstance(found, Rows) else ()
    return [row[0].value for row in rows if isinstance(row[0], NamedNode)]
