"""A rule as SQL over the tables of its relations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, Variable

from kg.reason.bulk.tables import Relation, Tables, relation_of
from kg.reason.rules import Pattern, Rule, Term, Test


@dataclass(slots=True)
class Joined:
    """A body as SQL: tables with their aliases, conditions, and the column of each variable.

    ``values`` are columns by which a variable that may be a literal is compared with others.
    """

    sources: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    columns: dict[Variable, str] = field(default_factory=dict)
    values: dict[Variable, str] = field(default_factory=dict)
    objects: set[Variable] = field(default_factory=set)

    @property
    def sql(self) -> str:
        """FROM and WHERE."""
        return f"FROM {', '.join(self.sources)} WHERE {' AND '.join(self.conditions) or 'true'}"


def relations_of(tables: Tables, rule: Rule) -> list[Relation]:
    """The relations of a rule's body."""
    return [relation_of(tables.ids, pattern) for pattern in rule.body]


def find_compared(body: Sequence[Pattern], tests: Sequence[Test] = ()) -> set[Term]:
    """What in a body may be a literal and is compared: by its value, whatever the way to write it."""
    subjects = {pattern.subject for pattern in body}
    places = Counter(pattern.object for pattern in body)
    compared = {term for test in tests if test.kind == "unequal" for term in (test.one, test.other)}
    found: set[Term] = {
        term for term, number in places.items() if isinstance(term, Variable) and (number > 1 or term in compared)
    }
    return (found - subjects) | {term for term in places if isinstance(term, Literal)}


def join(
    tables: Tables, body: Sequence[Pattern], tests: Sequence[Test] = (), rounds: Mapping[int, str] | None = None
) -> Joined:
    """A body joined; ``rounds`` is what the round of a pattern's facts must be, by its number in the body."""
    found, compared = Joined(), find_compared(body, tests)
    found.objects = {p.object for p in body if isinstance(p.object, Variable)} - {p.subject for p in body}
    for number, pattern in enumerate(body):
        relation, alias = relation_of(tables.ids, pattern), f"t{number}"
        by_value = not relation.is_class and pattern.object in compared
        found.sources.append(f"{with_values(tables.table(relation)) if by_value else tables.table(relation)} {alias}")
        _place(tables, found, pattern.subject, f"{alias}.s", f"{alias}.s")
        if not relation.is_class:
            _place(tables, found, pattern.object, f"{alias}.o", f"{alias}.{'v' if by_value else 'o'}")
        if rounds and number in rounds:
            found.conditions.append(f"{alias}.g {rounds[number]}")
    return found


def with_values(table: str) -> str:
    """A relation with a column ``v`` for the literal that stands for all of its object's value."""
    return f"(SELECT f.*, coalesce(w.v, f.o) AS v FROM {table} f LEFT JOIN value w ON w.id = f.o)"


def _place(tables: Tables, found: Joined, term: Term, column: str, value: str) -> None:
    if isinstance(term, Literal):
        constant = tables.ids[term]
        found.conditions.append(f"{value} = coalesce((SELECT v FROM value WHERE id = {constant}), {constant})")
    elif not isinstance(term, Variable):
        found.conditions.append(f"{column} = {tables.ids[term]}")
    elif term in found.columns:
        found.conditions.append(f"{value} = {found.values[term]}")
    else:
        found.columns[term], found.values[term] = column, value


def select(tables: Tables, rule: Rule, rounds: Mapping[int, str] | None = None) -> str:
    """SQL for what a rule gives."""
    assert rule.head is not None
    joined = join(tables, rule.body, rule.tests, rounds)
    add_tests(joined, rule.tests)
    subject, relation = rule.head.subject, relation_of(tables.ids, rule.head)
    if isinstance(subject, Variable) and subject in joined.objects:  # a literal is never a subject
        joined.conditions.append(f"{joined.columns[subject]} >= 0")
    terms = (subject,) if relation.is_class else (subject, rule.head.object)
    columns = [joined.columns[term] if isinstance(term, Variable) else str(tables.ids[term]) for term in terms]
    named = ", ".join(f"{column} AS {name}" for column, name in zip(columns, relation.columns, strict=True))
    return f"SELECT {named} {joined.sql}"


def add_tests(joined: Joined, tests: Sequence[Test]) -> None:
    """Put a rule's tests among the conditions."""
    for test in tests:
        column, value = joined.columns[test.one], joined.values[test.one]
        match test.kind, test.other:
            case "node", _:
                joined.conditions.append(f"{column} >= 0")
            case "literal", _:
                joined.conditions.append(f"{column} < 0")
            case (("differ" | "unequal"), Variable() as other):
                joined.conditions.append(f"{value} <> {joined.values[other]}")
            case kind, datatype:
                joined.conditions.append(f"{column} IN (SELECT id FROM {lying(kind, str(datatype))})")


def lying(kind: str, datatype: str) -> str:
    """The table of the literals inside or outside a datatype."""
    return '"' + f"{kind} {datatype}".replace('"', '""') + '"'


def select_merges(tables: Tables, rule: Rule) -> str:
    """SQL for pairs that a rule makes the same.

    Where both sides of the rule ask the same, each node goes with the least that has the same: linear, not quadratic.
    """
    differ = next((test for test in rule.tests if test.kind == "differ"), None)
    if differ is not None and isinstance(differ.other, Variable):
        one, other = differ.one, differ.other
        half = [pattern for pattern in rule.body if other not in pattern.variables()]
        rest = [pattern for pattern in rule.body if one not in pattern.variables()]
        if {renamed(pattern, one, other) for pattern in half} == set(rest):
            return _select_least(tables, half, one, {v for p in half for v in p.variables()} - {one}, rest)
    return f"SELECT DISTINCT s, o FROM ({select(tables, rule)}) WHERE s <> o AND s >= 0 AND o >= 0"


def _select_least(
    tables: Tables, half: Sequence[Pattern], one: Variable, shared: set[Variable], rest: Sequence[Pattern]
) -> str:
    """Each node with the least of those that have the same for what both sides of a merging rule share."""
    joined = join(tables, half, [Test("unequal", variable, variable) for variable in shared])
    if one in joined.objects:
        joined.conditions.append(f"{joined.columns[one]} >= 0")
    keys = sorted(joined.values[v] for v in shared if any(v in pattern.variables() for pattern in rest))
    column = joined.columns[one]
    inner = f"SELECT {column} AS s, min({column}) OVER (PARTITION BY {', '.join(keys) or '1'}) AS o {joined.sql}"
    return f"SELECT DISTINCT s, o FROM ({inner}) WHERE s <> o"


def renamed(pattern: Pattern, one: Variable, other: Variable) -> Pattern:
    """A pattern with another variable in the place of one."""
    subject, predicate, object_ = (other if term == one else term for term in pattern.terms)
    return Pattern(subject, predicate, object_)
