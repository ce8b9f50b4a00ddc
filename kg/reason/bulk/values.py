"""Literals by their value: which forms mean the same, and which lie in a datatype."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.reason.bulk.queries import find_compared, lying
from kg.reason.bulk.tables import Relation, Tables, number, relation_of
from kg.reason.rules import Rule
from kg.reason.values import canonical, has_type


def make_values(tables: Tables, rules: Iterable[Rule]) -> None:
    """Fill ``value``: for each literal that another one stands for, which; where rules compare literals at all."""
    if not any(find_compared(rule.body, rule.tests) for rule in rules):
        return
    typed = "id < 0 AND NOT ends_with(text, '\"') AND ends_with(text, '>')"
    found = [str(text) for (text,) in tables.run(f"SELECT DISTINCT text FROM term WHERE {typed}")]
    pairs = [(text, str(canonical(node))) for text, node in zip(found, read_literals(found), strict=True)]
    tables.connection.execute(
        f"""INSERT INTO value SELECT {number("a")}, {number("b")}
        FROM (SELECT unnest($1::VARCHAR[]) AS a, unnest($2::VARCHAR[]) AS b) WHERE a <> b""",
        [[one for one, _ in pairs], [other for _, other in pairs]],
    )


def make_kinds(tables: Tables, rule: Rule, others: Iterable[Relation]) -> None:
    """The literals inside or outside the datatypes that a rule asks for.

    They are those in the relations it reads, those in ``others`` that may come into these, and those of rules.
    """
    for test in rule.tests:
        if test.kind in ("inside", "outside") and isinstance(test.other, NamedNode):
            name = lying(test.kind, str(test.other))
            tables.connection.execute(f"CREATE TABLE IF NOT EXISTS {name} (id BIGINT)")
            own = [relation_of(tables.ids, pattern) for pattern in rule.body if pattern.object == test.one]
            ids = [f"SELECT o AS id FROM {tables.table(r)} WHERE o < 0" for r in {*own, *others} if not r.is_class]
            constants = [id_ for term, id_ in tables.ids.items() if isinstance(term, Literal)]
            ids.append(f"SELECT unnest({constants}::BIGINT[])")
            query = f"SELECT text FROM term SEMI JOIN ({' UNION ALL '.join(ids)}) used USING (id)"
            found, wanted = [str(text) for (text,) in tables.run(query)], test.kind == "inside"
            nodes = zip(found, read_literals(found), strict=True)
            fits = [text for text, node in nodes if has_type(node, test.other.value) is wanted]
            tables.connection.execute(
                f"""INSERT INTO {name} SELECT id FROM (SELECT {number("text")} AS id FROM (
                SELECT unnest($1::VARCHAR[]) AS text)) WHERE id NOT IN (SELECT id FROM {name})""",
                [fits],
            )


def read_literals(texts: Iterable[str]) -> Iterator[Literal]:
    """Literals of N-Triples, in order."""
    lines = "".join(f"<urn:s> <urn:p> {text} .\n" for text in texts)
    for quad in parse(lines, RdfFormat.N_TRIPLES):
        assert isinstance(quad.object, Literal)
        yield quad.object
