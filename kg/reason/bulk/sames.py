"""Who is the same as whom, in tables: ``same(id, rep)`` of every name that does not represent itself."""

from collections.abc import Iterable

from kg.reason.bulk.tables import DRAWN, Relation, Tables, unknown
from kg.reason.index import Sames


def start(tables: Tables, ground: Sames) -> None:
    """Take over who is the same by an ontology."""
    run = tables.connection.execute
    run("CREATE TABLE same (id BIGINT, rep BIGINT)")
    pairs = [(name, first) for first, names in ground.sets() for name in names if name != first]
    put = [tables.ids[name] for name, _ in pairs], [tables.ids[first] for _, first in pairs]
    run("INSERT INTO same SELECT unnest($1::BIGINT[]), unnest($2::BIGINT[])", list(put))


def merge(tables: Tables, pairs: str) -> bool:
    """Make the same what a query gives in columns ``s`` and ``o``; whether anything is new of that.

    ``moved(old, new)`` then holds the nodes that represented themselves before and no longer do; the terms of rules
    have the integers of their representatives.
    """
    chosen = f"""SELECT DISTINCT coalesce(a.rep, n.s), coalesce(b.rep, n.o)
        FROM ({pairs}) n LEFT JOIN same a ON a.id = n.s LEFT JOIN same b ON b.id = n.o
        WHERE coalesce(a.rep, n.s) <> coalesce(b.rep, n.o)"""
    rows = tables.connection.execute(chosen).fetchall()
    if not rows:
        return False
    roots = find_roots(rows)
    run = tables.connection.execute
    run(
        """CREATE OR REPLACE TABLE moved AS
        WITH part AS (SELECT unnest($1::BIGINT[]) AS id, unnest($2::BIGINT[]) AS root),
        first AS (SELECT root, arg_min(id, text) AS rep FROM part JOIN term USING (id) GROUP BY root)
        SELECT id AS old, rep AS new FROM part JOIN first USING (root) WHERE id <> rep""",
        [list(roots), list(roots.values())],
    )
    run("UPDATE same SET rep = moved.new FROM moved WHERE same.rep = moved.old")
    run("INSERT INTO same SELECT old, new FROM moved")
    gone = moved(tables)
    tables.ids.update({node: gone[id_] for node, id_ in tables.ids.items() if id_ in gone})
    return True


def moved(tables: Tables) -> dict[int, int]:
    """From what was merged last to what represents it."""
    rows = tables.run("SELECT old, new FROM moved")
    return {int(str(old)): int(str(new)) for old, new in rows}


def find_roots(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each number in pairs, one that all have that hang together by them."""
    above: dict[int, int] = {}

    def find(one: int) -> int:
        root = one
        while above.setdefault(root, root) != root:
            root = above[root]
        while above[one] != root:
            above[one], one = root, above[one]
        return root

    for one, other in pairs:
        above[find(one)] = find(other)
    return {one: find(one) for one in above}


def represented(table: str, before: str = "false") -> str:
    """SQL for a table of triples with representatives in place of names.

    ``was`` is true of the triples that had other names, or of which ``before`` says so.
    """
    places = [f"coalesce({place}_.rep, t.{place}) AS {place}" for place in "spo"]
    joins = " ".join(f"LEFT JOIN same {place}_ ON {place}_.id = t.{place}" for place in "spo")
    changed = " OR ".join((before, *(f"{place}_.rep IS NOT NULL" for place in "spo")))
    return f"(SELECT {', '.join(places)}, {changed} AS was FROM {table} t {joins})"


def rewrite(tables: Tables) -> None:
    """Put representatives in the place of what they now represent, everywhere.

    A fact of the ontology alone that is changed by it counts as drawn.
    """
    for relation in [relation for relation in tables.names if tables.sizes[relation]]:
        rewrite_relation(tables, relation)
    gone = moved(tables)
    for relation in list(tables.names):
        if relation.predicate in gone or relation.cls in gone:
            cls = None if relation.cls is None else gone.get(relation.cls, relation.cls)
            move(tables, relation, Relation(gone.get(relation.predicate, relation.predicate), cls))


def rewrite_relation(tables: Tables, relation: Relation) -> None:
    """The same in one relation."""
    name, columns = tables.table(relation), relation.columns
    touched = " OR ".join(f"{column} IN (SELECT old FROM moved)" for column in columns)
    if not tables.count(f"SELECT count(*) FROM {name} WHERE {touched}"):
        return
    chosen = ", ".join(f"coalesce({c}_.new, t.{c}) AS {c}" for c in columns)
    joins = " ".join(f"LEFT JOIN moved {c}_ ON {c}_.old = t.{c}" for c in columns)
    changed = " OR ".join(f"{c}_.new IS NOT NULL" for c in columns)
    tables.connection.execute(
        f"""CREATE OR REPLACE TABLE {name} AS SELECT {", ".join(columns)}, CAST(min(g) AS INTEGER) AS g
        FROM (SELECT {chosen}, CASE WHEN {changed} THEN greatest(g, {DRAWN}) ELSE g END AS g FROM {name} t {joins})
        GROUP BY ALL"""
    )
    tables.sizes[relation] = tables.count(f"SELECT count(*) FROM {name}")


def move(tables: Tables, one: Relation, other: Relation) -> None:
    """Put the facts of a relation whose property or class has another representative into that one's."""
    name, target, columns = tables.table(one), tables.table(other), ", ".join(one.columns)
    found = f"SELECT {columns}, greatest(g, {DRAWN}) FROM {name} n WHERE true{unknown(tables, other)}"
    tables.sizes[other] += tables.count(f"INSERT INTO {target} {found}")
    tables.connection.execute(f"DELETE FROM {name}")
    tables.sizes[one] = 0
