"""All rules over all tables until nothing is new."""

from collections.abc import Callable, Sequence

from kg.reason.bulk import sames
from kg.reason.bulk.queries import relations_of, select, select_merges
from kg.reason.bulk.strata import Stratum, find_strata
from kg.reason.bulk.tables import DRAWN, Relation, Tables, relation_of, unknown
from kg.reason.bulk.values import make_kinds
from kg.reason.rules import Rule, is_merge

Progress = Callable[[str], None]
Parts = Callable[[Rule], list[str]]


def close_tables(tables: Tables, rules: Sequence[Rule], progress: Progress | None = None) -> None:
    """Draw all that follows, into the tables; ``same`` gains who turns out to be the same."""
    merging = [rule for rule in rules if is_merge(rule)]
    done = 0
    while True:
        strata = find_strata(tables, rules)
        for at, stratum in enumerate(strata):
            done += run_stratum(tables, stratum)
            if progress:
                progress(f"step {at + 1} of {len(strata)}, {done:,} triples drawn")
        queries = [select_merges(tables, rule) for rule in merging if is_filled(tables, rule)]
        if not queries or not sames.merge(tables, " UNION ALL ".join(queries)):
            return
        sames.rewrite(tables)


def run_stratum(tables: Tables, stratum: Stratum) -> int:
    """Draw what the rules of a stratum give; how many facts are new."""
    own = set(stratum.relations)
    rules = [rule for rule in stratum.rules if all(tables.size(r) or r in own for r in relations_of(tables, rule))]
    for rule in rules:
        make_kinds(tables, rule, stratum.relations if stratum.again else ())
    if not rules:
        return 0
    if not stratum.again:
        return insert(tables, stratum.relations[0], [select(tables, rule) for rule in rules], DRAWN)
    names = [tables.table(relation) for relation in stratum.relations]
    last = 1 + max(tables.count(f"SELECT greatest(coalesce(max(g), 0), 0) FROM {name}") for name in names)
    new = total = _round(tables, stratum, rules, lambda rule: [select(tables, rule)], last)
    while new:
        last += 1
        new = _round(tables, stratum, rules, lambda rule, round_=last: _parts(tables, own, rule, round_), last)  # type: ignore[misc]  # a default binds it
        total += new
    return total


def _parts(tables: Tables, own: set[Relation], rule: Rule, round_: int) -> list[str]:
    """What a rule gives from what the round before gave: that in each place in turn, older facts in those before."""
    places = [n for n, relation in enumerate(relations_of(tables, rule)) if relation in own]
    found = []
    for at in places:
        rounds = {n: f"< {round_ - 1}" if n < at else f"< {round_}" for n in places}
        found.append(select(tables, rule, rounds | {at: f"= {round_ - 1}"}))
    return found


def _round(tables: Tables, stratum: Stratum, rules: list[Rule], parts: Parts, round_: int) -> int:
    """Put what rules give into their relations, as facts of a round; how many are new."""
    new, ready = 0, [rule for rule in rules if is_filled(tables, rule)]
    for relation in stratum.relations:
        giving = [rule for rule in ready if rule.head and relation_of(tables.ids, rule.head) == relation]
        queries = [part for rule in giving for part in parts(rule)]
        if queries:
            new += insert(tables, relation, queries, round_)
    return new


def is_filled(tables: Tables, rule: Rule) -> bool:
    """Whether no relation of a rule's body is empty."""
    return all(tables.size(relation) for relation in relations_of(tables, rule))


def insert(tables: Tables, relation: Relation, queries: Sequence[str], round_: int) -> int:
    """Put facts into a relation that it does not have; how many."""
    name, columns = tables.table(relation), ", ".join(relation.columns)
    found = f"SELECT DISTINCT {columns}, {round_} FROM ({' UNION ALL '.join(queries)}) n WHERE true"
    new = tables.count(f"INSERT INTO {name} {found}{unknown(tables, relation)}")
    tables.sizes[relation] += new
    return new
