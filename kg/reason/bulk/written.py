"""What of a closure is written down: under every name, apart from what is asserted, nothing that is only about OWL."""

from pyoxigraph import NamedNode

from kg.duck import quoted
from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.names import LEXICON, ONTOLOGY
from kg.reason.bulk.sames import represented
from kg.reason.bulk.tables import ASSERTED, Relation, Tables, among, look_up, nodes_of, relations_in
from kg.reason.facts import BUILT_IN, is_read, is_shown
from kg.reason.index import MOST_NAMES
from kg.reason.rules import Node

SOMEBODY, SOMETHING = NamedNode("urn:somebody"), NamedNode("urn:something")


def write_down(tables: Tables, into: str) -> None:
    """Make the table ``(s, p, o)`` of the inferences, from all relations and what else ``rest`` and ``ground`` hold.

    ``rest`` are assertions in no relation, ``ground`` what the ontology alone holds, ``source`` all that is asserted.
    Most of what was drawn is written as it lies: where nothing has other names, what reasoning reads of the assertions
    lies in the relations already, and each fact only once. The others are named, counted once and looked up.
    """
    make_names(tables)
    look_up(tables, tables.names)
    run = tables.connection.execute
    gather(tables)
    parts = (of_relations(), of_rest(), of_ground(tables), of_names(tables))
    run(f"CREATE TABLE drawn AS {' UNION ALL '.join(parts)}")
    found = relations_in(tables, "drawn")
    look_up(tables, found)
    hidden = [relation for relation in found if not is_written(tables, relation)]
    identity = ", ".join(map(str, identities(tables)))
    run(
        f"""CREATE TABLE {into} AS SELECT s, p, o FROM lying WHERE plain AND g > {ASSERTED}
        UNION ALL (SELECT DISTINCT s, p, o FROM drawn n
        WHERE NOT EXISTS (SELECT 1 FROM source k WHERE k.s = n.s AND k.p = n.p AND k.o = n.o)
        AND NOT EXISTS (SELECT 1 FROM unshown u WHERE u.id = n.s)
        AND NOT EXISTS (SELECT 1 FROM blank b WHERE b.id = n.o)
        AND NOT {among(hidden, tables.ids[TYPE])} AND (s <> o OR p NOT IN ({identity})))"""
    )
    run("DROP TABLE drawn")
    run("DROP TABLE lying")


def make_names(tables: Tables) -> None:
    """Make the tables that writing looks things up in.

    ``merged`` has every name of every set with the one that represents it, ``name`` those under which facts are
    written, ``blank``, ``unshown`` and ``unnamed`` the terms that are no object, no subject, no thing of the articles;
    ``special`` those of which a fact is not written as it lies.
    """
    run = tables.connection.execute
    run("CREATE TABLE merged AS SELECT id, rep FROM same UNION ALL SELECT DISTINCT rep, rep FROM same")
    small = f"SELECT rep FROM merged GROUP BY rep HAVING count(*) <= {MOST_NAMES}"
    run(f"CREATE TABLE name AS SELECT rep, id FROM merged SEMI JOIN ({small}) USING (rep)")
    run("CREATE TABLE blank AS SELECT id FROM term WHERE starts_with(text, '_:')")
    for table, words in (("unnamed", (ONTOLOGY, *BUILT_IN)), ("unshown", (ONTOLOGY, LEXICON, *BUILT_IN))):
        begins = " OR ".join(f"starts_with(text, {quoted('<' + word)})" for word in words)
        run(f"CREATE TABLE {table} AS SELECT id FROM term WHERE {begins} UNION ALL SELECT id FROM blank")
    run(
        """CREATE TABLE special AS SELECT id FROM merged UNION SELECT id FROM unshown UNION SELECT id FROM blank
        UNION SELECT s FROM known"""
    )


def is_written(tables: Tables, relation: Relation) -> bool:
    """Whether facts of a relation are ever written down."""
    predicate, cls = nodes_of(tables, relation)
    return is_shown((SOMEBODY, predicate, cls or SOMETHING))


def expanded(facts: str) -> str:
    """SQL for facts under every name (eq-rep-s, eq-rep-o)."""
    return f"""SELECT coalesce(a.id, f.s) AS s, f.p, coalesce(b.id, f.o) AS o FROM ({facts}) f
        LEFT JOIN name a ON a.rep = f.s LEFT JOIN name b ON b.rep = f.o"""


def gather(tables: Tables) -> None:
    """Make the table ``lying(s, p, o, g, plain)`` of what is in relations; ``plain`` is written down as it lies."""
    odd, parts = set(find_unread(tables)), list[str]()
    merged = {*tables.numbers("SELECT id FROM merged"), *identities(tables)}
    for relation, table in tables.names.items():
        if tables.size(relation) and is_written(tables, relation):
            object_ = relation.cls if relation.is_class else "o"
            plain = relation not in odd and relation.predicate not in merged
            chosen = f"s, {relation.predicate} AS p, {object_} AS o, g, {plain} AS plain"
            parts.append(f"SELECT {chosen} FROM {table} WHERE g >= {ASSERTED}")
    parts = parts or ["SELECT 0::BIGINT AS s, 0::BIGINT AS p, 0::BIGINT AS o, 0 AS g, false AS plain WHERE false"]
    special = "(s IN (SELECT id FROM special) OR o IN (SELECT id FROM special))"
    tables.connection.execute(  # put together first: joined with each part, the parts take as long as they are many
        f"""CREATE TABLE lying AS WITH part AS MATERIALIZED ({" UNION ALL ".join(parts)})
        SELECT s, p, o, g, plain AND NOT {special} AS plain FROM part"""
    )


def of_relations() -> str:
    """What was drawn and is not plain, and what is asserted of one that has other names."""
    named = "s IN (SELECT rep FROM merged) OR o IN (SELECT rep FROM merged)"
    return expanded(f"SELECT s, p, o FROM lying WHERE NOT plain AND (g > {ASSERTED} OR {named})")


def identities(tables: Tables) -> tuple[int, int]:
    """The properties that say who is and who is not the same."""
    return tables.ids[SAME_AS], tables.ids[DIFFERENT_FROM]


def find_unread(tables: Tables) -> list[Relation]:
    """The relations whose assertions reasoning does not read."""
    found = relations_in(tables, "given")
    look_up(tables, found)
    return [relation for relation in found if not is_read((SOMEBODY, *as_pair(nodes_of(tables, relation))))]


def as_pair(nodes: tuple[Node, Node | None]) -> tuple[Node, Node]:
    """A property and a class, or anything where there is none."""
    return nodes[0], nodes[1] or SOMETHING


def of_rest() -> str:
    """What no rule reads, of one that has other names."""
    named = "s IN (SELECT rep FROM merged) OR o IN (SELECT rep FROM merged)"
    facts = f"SELECT DISTINCT s, p, o FROM {represented('rest', 't.was')} WHERE was OR {named}"
    told = f"""SELECT DISTINCT s, p, o FROM {represented("ground")} n WHERE was AND NOT EXISTS
        (SELECT 1 FROM ground k WHERE k.s = n.s AND k.p = n.p AND k.o = n.o)"""
    return expanded(f"{facts} UNION ALL {told}")


def of_ground(tables: Tables) -> str:
    """What follows from the ontology alone: classes of what the articles name, and relations between two such."""
    run = tables.connection.execute
    nodes = "SELECT s AS id FROM ground UNION SELECT o FROM ground WHERE o >= 0"
    said = " UNION ALL ".join(
        f"SELECT coalesce(m.rep, g.{place}) AS id FROM told g LEFT JOIN same m ON m.id = g.{place} "
        f"WHERE g.{place} NOT IN (SELECT id FROM unnamed)"
        for place in "so"
    )
    said = f"{said} UNION ALL SELECT id FROM merged"
    run(f"CREATE TABLE focus AS SELECT id FROM ({nodes}) SEMI JOIN ({said}) t USING (id)")
    wanted = f"p = {tables.ids[TYPE]} OR o IN (SELECT id FROM focus)"
    return expanded(f"SELECT s, p, o FROM ground WHERE s IN (SELECT id FROM focus) AND ({wanted})")


def of_names(tables: Tables) -> str:
    """Who is the same as whom; of a large set, who represents it."""
    same = tables.ids[SAME_AS]
    return f"""SELECT a.id AS s, {same} AS p, b.id AS o FROM name a JOIN name b USING (rep)
        UNION ALL SELECT id, {same}, rep FROM merged ANTI JOIN name USING (rep)"""
