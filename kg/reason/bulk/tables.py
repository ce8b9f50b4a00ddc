"""N-Triples as tables of integers.

A term's integer is a digest of its text, below zero for a literal, so that nothing has to be looked up to have it;
``term`` gives the text back. Facts lie in a table a property, ``r…(s, o, g)``, and a table a class, ``c…(s, g)``. ``g``
is the round that gave the fact: ``GROUND`` what the ontology holds alone, ``ASSERTED`` what is asserted beside it, from
``DRAWN`` on what follows.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.duck import connect, lines_of
from kg.graph.terms import TYPE
from kg.reason.rules import Fact, Node, Pattern, Term

GROUND, ASSERTED, DRAWN = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Relation:
    """The facts of a property, or of a class; by integers, as ``rdf:type`` and a class are."""

    predicate: int
    cls: int | None = None

    @property
    def is_class(self) -> bool:
        """Whether these are members of a class."""
        return self.cls is not None

    @property
    def columns(self) -> tuple[str, ...]:
        """What a fact of it has beside its round."""
        return ("s",) if self.is_class else ("s", "o")


@dataclass(slots=True)
class Tables:
    """A DuckDB connection and what lies in it.

    ``sizes`` are the numbers of rows of each relation, ``nodes`` the properties and classes that were looked up.
    """

    connection: duckdb.DuckDBPyConnection
    ids: dict[Term, int] = field(default_factory=dict)
    names: dict[Relation, str] = field(default_factory=dict)
    sizes: dict[Relation, int] = field(default_factory=dict)
    nodes: dict[int, Node] = field(default_factory=dict)

    def run(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return self.connection.execute(query, list(values)).fetchall()

    def count(self, query: str) -> int:
        """The number that a query gives, or of the rows that it put in or took out."""
        row = self.connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    def numbers(self, query: str) -> list[int]:
        """The integers that a query gives."""
        return [int(row[0]) for row in self.connection.execute(query).fetchall()]

    def table(self, relation: Relation) -> str:
        """The name of a relation's table, made where there is none."""
        if relation not in self.names:
            name = f"{'c' if relation.is_class else 'r'}{len(self.names)}"
            columns = ", ".join(f"{column} BIGINT" for column in relation.columns)
            self.connection.execute(f"CREATE TABLE {name} ({columns}, g INTEGER)")
            self.names[relation], self.sizes[relation] = name, 0
        return self.names[relation]

    def size(self, relation: Relation) -> int:
        """How many facts a relation has."""
        return self.sizes.get(relation, 0)


@contextmanager
def open_tables(folder: Path, *, memory: str | None = None) -> Iterator[Tables]:
    """Empty tables; what does not fit into memory, or into ``memory`` ("500MB"), goes to files in ``folder``.

    Raises:
        KeyboardInterrupt: Ctrl-C, of which DuckDB makes an error of its own.
        StoreError: no space for the files, or no memory.
    """
    with connect(folder, failing="inferences could not be drawn", memory=memory) as connection:
        connection.execute("CREATE TABLE term (id BIGINT, text VARCHAR)")
        connection.execute("CREATE TABLE value (id BIGINT, v BIGINT)")
        yield Tables(connection)


def number(text: str) -> str:
    """SQL for the integer of a term's text."""
    return f"(CASE WHEN starts_with({text}, '\"') THEN -1 ELSE 1 END * CAST(hash({text}) >> 2 AS BIGINT))"


def read_lines(path: Path) -> str:
    """SQL for the texts of a file of N-Triples, one blank between terms; triples with blank nodes are left out."""
    return f"""
        SELECT s, p, substr(line, length(s) + length(p) + 3, length(line) - length(s) - length(p) - 4) AS o
        FROM (SELECT line, split_part(line, ' ', 1) AS s, split_part(line, ' ', 2) AS p
              FROM {lines_of(path)})
        WHERE NOT starts_with(s, '_:') AND NOT starts_with(o, '_:')"""


def load(tables: Tables, path: Path, into: str) -> None:
    """Read a file of N-Triples into a table of integers ``(s, p, o)``, each fact once, and remember the texts."""
    run = tables.connection.execute
    run(f"CREATE TABLE text AS {read_lines(path)}")
    run(f"CREATE TABLE {into} AS SELECT DISTINCT {number('s')} AS s, {number('p')} AS p, {number('o')} AS o FROM text")
    parts = " UNION ALL ".join(f"(SELECT DISTINCT {place} AS text FROM text)" for place in "spo")
    learn(tables, parts)
    run("DROP TABLE text")


def learn(tables: Tables, texts: str) -> None:
    """Remember the texts that a query gives in its column ``text``."""
    tables.connection.execute(
        f"""INSERT INTO term SELECT id, text FROM (SELECT DISTINCT {number("text")} AS id, text FROM ({texts})) fresh
        WHERE NOT EXISTS (SELECT 1 FROM term k WHERE k.id = fresh.id AND k.text = fresh.text)"""
    )


def has_collision(tables: Tables) -> bool:
    """Whether two terms have the same integer; of ten million terms, in one graph of a hundred thousand."""
    return tables.count("SELECT count(*) - count(DISTINCT id) FROM term") > 0


def remember(tables: Tables, nodes: Iterable[Term]) -> None:
    """Keep the texts and integers of terms that rules and the ontology bring in."""
    fresh = {str(node): node for node in nodes if node not in tables.ids}
    if not fresh:
        return
    tables.connection.execute(
        "CREATE OR REPLACE TEMP TABLE fresh AS SELECT unnest($1::VARCHAR[]) AS text", [list(fresh)]
    )
    learn(tables, "SELECT text FROM fresh")
    for id_, text in tables.run(f"SELECT {number('text')}, text FROM fresh"):
        tables.ids[fresh[str(text)]] = int(id_)  # type: ignore[call-overload]  # the first column is an integer


def put_facts(tables: Tables, facts: Iterable[Fact], into: str) -> None:
    """Make a table of integers ``(s, p, o)`` of facts."""
    rows = list(facts)
    remember(tables, {node for fact in rows for node in fact})
    places = [[tables.ids[fact[n]] for fact in rows] for n in range(3)]
    parts = ", ".join(f"unnest(${n}::BIGINT[]) AS {place}" for n, place in enumerate("spo", 1))
    tables.connection.execute(f"CREATE TABLE {into} AS SELECT {parts}", places)


def relation_of(ids: Mapping[Term, int], pattern: Pattern) -> Relation:
    """Where the facts of a pattern lie; its predicate, and the class of a type, are no variables."""
    return Relation(ids[pattern.predicate], ids[pattern.object] if pattern.predicate == TYPE else None)


def relations_in(tables: Tables, source: str) -> list[Relation]:
    """The relations that a table of triples has facts of."""
    kind = tables.ids[TYPE]
    rows = tables.run(f"SELECT DISTINCT p, CASE WHEN p = {kind} THEN o END FROM {source}")
    return [Relation(int(p), None if o is None else int(o)) for p, o in rows]  # type: ignore[call-overload]  # integers


def texts(tables: Tables, ids: Iterable[int]) -> dict[int, str]:
    """The texts of integers."""
    rows = tables.run("SELECT id, text FROM term SEMI JOIN (SELECT unnest($1::BIGINT[]) AS id) USING (id)", list(ids))
    return {int(id_): str(text) for id_, text in rows}  # type: ignore[call-overload]  # the first column is an integer


def fill(tables: Tables, relations: Iterable[Relation], source: str, round_: str) -> None:
    """Put the facts of a table of triples, each once, into those of relations, but what is there."""
    for relation in relations:
        name, columns = tables.table(relation), ", ".join(relation.columns)
        test = f" AND o = {relation.cls}" if relation.is_class else ""
        found = f"SELECT {columns}, {round_} FROM {source} n WHERE p = {relation.predicate}{test}"
        tables.sizes[relation] += tables.count(f"INSERT INTO {name} {found}{unknown(tables, relation)}")


def unknown(tables: Tables, relation: Relation) -> str:
    """SQL for that a fact ``n`` is not in its relation, where anything is."""
    if not tables.size(relation):
        return ""
    same = " AND ".join(f"k.{column} = n.{column}" for column in relation.columns)
    return f" AND NOT EXISTS (SELECT 1 FROM {tables.table(relation)} k WHERE {same})"


def among(relations: Iterable[Relation], kind: int) -> str:
    """SQL for that a triple ``p``, ``o`` is in one of relations; ``kind`` is ``rdf:type``."""
    found = list(relations)
    properties = ", ".join(str(relation.predicate) for relation in found if not relation.is_class)
    classes = ", ".join(str(relation.cls) for relation in found if relation.is_class)
    parts = [f"p IN ({properties})"] if properties else []
    parts += [f"(p = {kind} AND o IN ({classes}))"] if classes else []
    return f"({' OR '.join(parts) or 'false'})"


def look_up(tables: Tables, relations: Iterable[Relation]) -> None:
    """Read the properties and classes of relations, all that are not known in one query."""
    ids = dict.fromkeys(id_ for r in relations for id_ in (r.predicate, r.cls) if id_ is not None)
    unknown_ones = [id_ for id_ in ids if id_ not in tables.nodes]
    if unknown_ones:
        tables.nodes.update((id_, node(text)) for id_, text in texts(tables, unknown_ones).items())


def nodes_of(tables: Tables, relation: Relation) -> tuple[Node, Node | None]:
    """The property of a relation, and the class."""
    look_up(tables, [relation])
    return tables.nodes[relation.predicate], None if relation.cls is None else tables.nodes[relation.cls]


def node(text: str) -> Node:
    """A term of N-Triples that may be a property or a class, or any literal for one that cannot."""
    if text.startswith(('"', "<<")):
        return Literal(text)
    return BlankNode(text[2:]) if text.startswith("_:") else NamedNode(text[1:-1])
