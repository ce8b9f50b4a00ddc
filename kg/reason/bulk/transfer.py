"""From a graph's store into tables, and what was drawn back into the store; or from a file into another."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Variable

from kg.duck import lines_of, quoted, write_lines
from kg.graph import Graph, shelf
from kg.graph.disk import workplace
from kg.graph.terms import DIFFERENT_FROM, SAME_AS, TYPE
from kg.names import provenance_graph
from kg.reason.bulk import sames
from kg.reason.bulk.fixpoint import Progress, close_tables
from kg.reason.bulk.queries import relations_of
from kg.reason.bulk.strata import count_instances, instantiate, is_open, is_open_type
from kg.reason.bulk.tables import (
    ASSERTED,
    DRAWN,
    GROUND,
    Tables,
    among,
    fill,
    has_collision,
    load,
    node,
    open_tables,
    put_facts,
    relation_of,
    relations_in,
    remember,
    texts,
)
from kg.reason.bulk.values import make_values
from kg.reason.bulk.written import find_unread, write_down
from kg.reason.facts import Ground, find_sources, ground_of, is_description
from kg.reason.index import MOST_NAMES
from kg.reason.rules import Node, Rule, is_merge

MOST_RULES = 20_000  # that variables for properties and classes may stand for
WORK = "reasoning-"


def materialise_in_bulk(graph: Graph, *, progress: Progress | None = None, memory: str | None = None) -> int | None:
    """Bring the inferred graph up to date; how many triples it has, None where this cannot be done in bulk.

    ``memory`` ("500MB") is what tables may take before they go to disk. Interrupted, the graph is as it was.
    """
    ground = ground_of(graph)
    with workplace(graph.path, WORK) as folder, open_tables(folder, memory=memory) as tables:
        dump_graph(graph, ground, folder)
        read_files(tables, ground, folder)
        if not draw(tables, ground, progress):
            return None
        added, removed = folder / "added.nq", folder / "removed.nt"
        write_file(tables, "SELECT * FROM inferred ANTI JOIN old USING (s, p, o)", added, graph.inferred)
        write_file(tables, "SELECT * FROM old ANTI JOIN inferred USING (s, p, o)", removed)
        count = tables.count("SELECT count(*) FROM inferred")
        tables.connection.close()
        graph.load_inferred(added, removed, count)
    return count


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """How many triples follow, and the things with many names: IRI and number of names."""

    inferred: int
    large: tuple[tuple[str, int], ...]


def close_file(graph: Graph, given: Path, closed: Path, *, progress: Progress | None = None) -> ClosedFile | None:
    """Write the triples of a file of N-Triples and all that follows from them to another one, sorted, each once.

    ``graph`` has the ontology, that of the file too. Other files are made beside ``given`` meanwhile. None where this
    cannot be done in bulk.
    """
    ground, folder = ground_of(graph), given.parent
    with open_tables(folder) as tables:
        dump(graph, [graph.ontology], folder / "known.nt")
        (folder / "old.nt").touch()
        read_files(tables, ground, folder, given)
        if not draw(tables, ground, progress):
            return None
        inferred = tables.count("SELECT count(*) FROM inferred")
        many = f"SELECT rep, count(*) AS names FROM merged GROUP BY rep HAVING count(*) > {MOST_NAMES}"
        large = tables.run(f"SELECT text, names FROM ({many}) JOIN term ON id = rep ORDER BY text")
        inferred_lines = in_words("SELECT * FROM inferred")
        lines = f"SELECT line FROM {lines_of(given)} UNION ALL SELECT line || ' .' FROM ({inferred_lines})"
        write_lines(tables.connection, f"SELECT DISTINCT line FROM ({lines}) ORDER BY line", closed)
    return ClosedFile(inferred, tuple((str(text)[1:-1], int(str(names))) for text, names in large))


def draw(tables: Tables, ground: Ground, progress: Progress | None) -> bool:
    """Make the table ``inferred`` of what is to be written; False where this cannot be done in bulk."""
    rules = read_rules(tables, ground)
    if rules is None or has_collision(tables):
        return False
    fill_relations(tables, rules)
    make_values(tables, rules)
    close_tables(tables, rules, progress)
    write_down(tables, "inferred")
    return True


def dump_graph(graph: Graph, ground: Ground, folder: Path) -> None:
    """Write what is asserted, what the ontology says, and what was inferred before to files."""
    articles = [NamedNode(iri) for iri in shelf.article_iris(graph.store)]
    dump(graph, find_sources(graph), folder / "given.nt")
    others = [graph.ontology]
    if any(rule.head and is_description(rule.head.predicate, rule.head.object) for rule in ground.rules.rules):
        others += [NamedNode(provenance_graph(article.value)) for article in articles]
    dump(graph, others, folder / "known.nt")
    dump(graph, [graph.inferred], folder / "old.nt")


def read_files(tables: Tables, ground: Ground, folder: Path, given: Path | None = None) -> None:
    """Make the tables ``given``, ``source``, ``ground``, ``old`` and ``same``; the files go, but for ``given``."""
    for name in ("given", "known", "old"):
        path = folder / f"{name}.nt"
        load(tables, path, name)
        if path != given:
            path.unlink()
    tables.connection.execute("CREATE VIEW source AS SELECT s, p, o FROM given UNION ALL SELECT s, p, o FROM known")
    remember(tables, (TYPE, SAME_AS, DIFFERENT_FROM))
    remember(tables, (each for _, names in ground.same.sets() for each in names))
    put_facts(tables, ground.facts, "ground")
    sames.start(tables, ground.same)


def dump(graph: Graph, names: Iterable[NamedNode], path: Path) -> None:
    """Write the triples of named graphs to a file."""
    with path.open("wb") as file:
        for name in names:
            graph.store.dump(file, RdfFormat.N_TRIPLES, from_graph=name)


def read_rules(tables: Tables, ground: Ground) -> list[Rule] | None:
    """The rules, none with a variable for a property or a class; None where these would be too many."""
    rules = list(ground.rules.rules)
    patterns = [pattern for rule in rules for pattern in (*rule.body, *([rule.head] if rule.head else []))]
    remember(tables, {term for pattern in patterns for term in pattern.terms if not isinstance(term, Variable)})
    if not any(map(is_open, rules)):
        return rules
    known = [*relations_in(tables, "given"), *relations_in(tables, "ground")]
    known += [
        relation_of(tables.ids, p) for p in patterns if not isinstance(p.predicate, Variable) and not is_open_type(p)
    ]
    predicates = read_nodes(tables, (relation.predicate for relation in known))
    classes = read_nodes(tables, (relation.cls for relation in known if relation.cls is not None))
    if count_instances(rules, len(predicates), len(classes)) > MOST_RULES:
        return None
    return list(instantiate(rules, predicates, classes))


def read_nodes(tables: Tables, ids: Iterable[int]) -> list[Node]:
    """The properties or classes of integers, sorted, and remembered."""
    found = {node(text): id_ for id_, text in texts(tables, dict.fromkeys(ids)).items()}
    tables.ids.update(found.items())
    return sorted(found, key=str)


def fill_relations(tables: Tables, rules: list[Rule]) -> None:
    """Put the facts that rules read into their relations, and the other ones into ``rest``; in representatives.

    ``told`` are all that reasoning reads of what is asserted.
    """
    run, kind, same = tables.connection.execute, tables.ids[TYPE], tables.ids[SAME_AS]
    unread = find_unread(tables)
    run(f"CREATE VIEW told AS SELECT s, p, o FROM given WHERE NOT {among(unread, kind)}")
    sames.merge(tables, f"SELECT s, o FROM told WHERE p = {same} AND o >= 0")
    for name, source in (("facts", f"(SELECT * FROM told WHERE p <> {same})"), ("grounded", "ground")):
        chosen = f"SELECT s, p, o, bool_and(was) AS was FROM {sames.represented(source)} GROUP BY s, p, o"
        run(f"CREATE TABLE {name} AS {chosen}")
    heads = [relation_of(tables.ids, rule.head) for rule in rules if rule.head and not is_merge(rule)]
    ruled = dict.fromkeys([*(r for rule in rules for r in relations_of(tables, rule)), *heads])
    for name, round_ in (("grounded", GROUND), ("facts", ASSERTED)):
        present = set(relations_in(tables, name))
        told = f"CASE WHEN was THEN {DRAWN} ELSE {round_} END"
        fill(tables, (relation for relation in ruled if relation in present), name, told)
    alone = "SELECT 1 FROM grounded k WHERE k.s = n.s AND k.p = n.p AND k.o = n.o"  # the ontology's, told again
    run(f"CREATE TABLE rest AS SELECT * FROM facts n WHERE NOT {among(ruled, kind)} AND NOT EXISTS ({alone})")
    run("DROP TABLE facts")
    run("DROP TABLE grounded")


def write_file(tables: Tables, query: str, path: Path, graph: NamedNode | None = None) -> None:
    """Write triples of integers to a file of N-Triples; of N-Quads, each in ``graph`` and in none, where that is given.

    A store takes them fastest one subject after the other.
    """
    lines = in_words(f"SELECT * FROM ({query}) ORDER BY s, p, o")
    ends = ["' .'"] if graph is None else ["e' .\\n'", "line", quoted(f" {graph} .")]
    write_lines(tables.connection, f"SELECT {' || '.join(['line', *ends])} FROM ({lines})", path)


def in_words(triples: str) -> str:
    """SQL for triples of integers as ``line``, the texts of their terms."""
    return f"""SELECT a.text || ' ' || b.text || ' ' || c.text AS line FROM ({triples}) t
        JOIN term a ON a.id = t.s JOIN term b ON b.id = t.p JOIN term c ON c.id = t.o"""
