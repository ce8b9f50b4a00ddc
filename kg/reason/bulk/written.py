"""What of a closure is written down: under every name, apart from what is asserted, nothing that is only about OWL."""

from pyoxigraph import NamedNode

from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.names import LEXICON, ONTOLOGY
from kg.reason.bulk.sames import represented
from kg.reason.bulk.tables import ASSERTED, Relation, Tables, among, nodes_of, quoted, relations_in
from kg.reason.facts import BUILT_IN, is_shown
from kg.reason.index import MOST_NAMES

SOMEBODY, SOMETHING = NamedNode("urn:somebody"), NamedNode("urn:something")


def write_down(tables: Tables, into: str) -> None:
    """Make the table ``(s, p, o)`` of the inferences, from all relations and what else ``rest`` and ``ground`` hold.

    ``rest`` are assertions in no relation, ``ground`` what the ontology alone holds, ``source`` all that is asserted.
    """
    make_names(tables)
    run = tables.connection.execute
    parts = (of_relations(tables), of_rest(), of_ground(tables), of_names(tables))
    run(f"CREATE TABLE drawn AS {' UNION ALL '.join(parts)}")
    hidden = [relation for relation in relations_in(tables, "drawn") if not is_written(tables, relation)]
    identity = f"{tables.ids[SAME_AS]}, {tables.ids[DIFFERENT_FROM]}"
    run(
        f"""CREATE TABLE {into} AS SELECT DISTINCT s, p, o FROM drawn n
        WHERE NOT EXISTS (SELECT 1 FROM source k WHERE k.s = n.s AND k.p = n.p AND k.o = n.o)
        AND NOT EXISTS (SELECT 1 FROM unshown u WHERE u.id = n.s)
        AND NOT EXISTS (SELECT 1 FROM blank b WHERE b.id = n.o)
        AND NOT {among(hidden, tables.ids[TYPE])} AND (s <> o OR p NOT IN ({identity}))"""
    )
    run("DROP TABLE drawn")


def make_names(tables: Tables) -> None:
    """Make the tables that writing looks things up in.

    ``merged`` has every name of every set with the one that represents it, ``name`` those under which facts are
    written, ``blank``, ``unshown`` and ``unnamed`` the terms that are no object, no subject, no thing of the articles.
    """
    run = tables.connection.execute
    run("CREATE TABLE merged AS SELECT id, rep FROM same UNION ALL SELECT DISTINCT rep, rep FROM same")
    small = f"SELECT rep FROM merged GROUP BY rep HAVING count(*) <= {MOST_NAMES}"
    run(f"CREATE TABLE name AS SELECT rep, id FROM merged SEMI JOIN ({small}) USING (rep)")
    run("CREATE TABLE blank AS SELECT id FROM term WHERE starts_with(text, '_:')")
    for table, words in (("unnamed", (ONTOLOGY, *BUILT_IN)), ("unshown", (ONTOLOGY, LEXICON, *BUILT_IN))):
        begins = " OR ".join(f"starts_with(text, {quoted('<' + word)})" for word in words)
        run(f"CREATE TABLE {table} AS SELECT id FROM term WHERE {begins} UNION ALL SELECT id FROM blank")


def is_written(tables: Tables, relation: Relation) -> bool:
    """Whether facts of a relation are ever written down."""
    predicate, cls = nodes_of(tables, relation)
    return is_shown((SOMEBODY, predicate, cls or SOMETHING))


def expanded(facts: str) -> str:
    """SQL for facts under every name (eq-rep-s, eq-rep-o)."""
    return f"""SELECT coalesce(a.id, f.s) AS s, f.p, coalesce(b.id, f.o) AS o FROM ({facts}) f
        LEFT JOIN name a ON a.rep = f.s LEFT JOIN name b ON b.rep = f.o"""


def of_relations(tables: Tables) -> str:
    """What was drawn, and what is asserted of one that has other names."""
    parts = ["SELECT NULL::BIGINT AS s, NULL::BIGINT AS p, NULL::BIGINT AS o, NULL::INTEGER AS g WHERE false"]
    for relation, table in tables.names.items():
        if tables.size(relation) and is_written(tables, relation):
            object_ = relation.cls if relation.is_class else "o"
            parts.append(f"SELECT s, {relation.predicate}, {object_}, g FROM {table} WHERE g >= {ASSERTED}")
    named = "s IN (SELECT rep FROM merged) OR o IN (SELECT rep FROM merged)"
    return expanded(f"SELECT s, p, o FROM ({' UNION ALL '.join(parts)}) WHERE g > {ASSERTED} OR {named}")


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
