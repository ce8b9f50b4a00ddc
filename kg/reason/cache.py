"""The compiled rules of a large ontology are kept between runs, by a digest of the ontology and of what compiles it.

What is kept is JSON: one list of nodes, and everything else as numbers into it.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, Variable

from kg.caches import cache_file, digest_of_code, read_json, write_json
from kg.graph import Graph
from kg.reason.compile import Compiled
from kg.reason.facts import Ground, is_schema
from kg.reason.index import Index, Sames
from kg.reason.opaque import is_opaque
from kg.reason.rules import Axiom, Pattern, Rule, Term, Test, rule_set

LARGE = 1 << 18  # bytes of N-Triples; a smaller ontology is compiled as soon as read


def load_ground(graph: Graph, make: Callable[[], Ground]) -> Ground:
    """What ``make`` gives for the ontology of a graph, from an earlier run where there was one."""
    digest = graph.ontology_digest
    ontology = f"{digest} {graph.names.base}".encode() if digest else dump(graph)
    if not digest and len(ontology) < LARGE:
        return make()
    added = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.corrected)]
    schema = "\n".join(sorted(str(triple) for triple in added if is_schema(triple)))
    key = hashlib.sha256(b"\0".join((code().encode(), ontology, schema.encode()))).hexdigest()[:32]
    path = cache_file("rules", key)
    known = from_rows(read_json(path))
    if known is not None:
        return known
    made = make()
    if digest and len(dump(graph)) < LARGE:
        return made
    rows = to_rows(made)
    if rows is None:
        return made
    write_json(path, rows)
    return from_rows(rows) or made  # the same order of everything, whether it was known or not


def dump(graph: Graph) -> bytes:
    """The ontology of a graph as N-Triples."""
    return graph.store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph.ontology) or b""


def code() -> str:
    """The digest of what decides which rules an ontology gives."""
    return digest_of_code("reason/*.py", "reason/compile/*.py", "graph/terms.py", "graph/loading.py", "names.py")


class Nodes:
    """Nodes and variables by number."""

    def __init__(self) -> None:
        self.numbers: dict[Term, int] = {}

    def __call__(self, term: Term) -> int:
        return self.numbers.setdefault(term, len(self.numbers))

    def all(self, terms: Iterable[Term]) -> list[int]:
        """The numbers of several."""
        return [self(term) for term in terms]

    def pattern(self, pattern: Pattern | None) -> list[int] | None:
        """A pattern, or none."""
        return self.all(pattern.terms) if pattern else None

    def axiom(self, axiom: Axiom) -> list[Any]:
        """An axiom."""
        triple = axiom.triple
        return [*self.all((triple.subject, triple.predicate, triple.object)), axiom.text]


def to_rows(ground: Ground) -> dict[str, Any] | None:
    """An ontology as JSON, None where it has nodes that are triples."""
    nodes, compiled = Nodes(), ground.compiled
    rows: dict[str, Any] = {
        "facts": [nodes.all(fact) for fact in ground.facts],
        "axioms": [nodes.all(fact) for fact in ground.axioms],
        "same": [nodes.all((first, *names)) for first, names in ground.same.sets()],
        "rules": [_rule(rule, nodes) for rule in (*compiled.rules.rules, *compiled.rules.denials)],
        "ignored": list(compiled.rules.ignored),
        "given": [nodes.all(fact) for fact in compiled.facts],
        "different": [[nodes.axiom(axiom), nodes.all(members)] for axiom, members in compiled.different],
        "hidden": compiled.hidden,
        "opaque": is_opaque(ground),
    }
    if any(isinstance(node, Triple) for node in nodes.numbers):
        return None
    return rows | {"nodes": [_node(node) for node in nodes.numbers]}


def _rule(rule: Rule, nodes: Nodes) -> list[Any]:
    tests = [[test.kind, nodes(test.one), None if test.other is None else nodes(test.other)] for test in rule.tests]
    body = [nodes.pattern(pattern) for pattern in rule.body]
    return [rule.name, body, nodes.pattern(rule.head), [nodes.axiom(axiom) for axiom in rule.axioms], tests]


def _node(node: Term) -> list[str]:
    if isinstance(node, Literal):
        return ["l", node.value, node.datatype.value, node.language or ""]
    kind = "n" if isinstance(node, NamedNode) else "b" if isinstance(node, BlankNode) else "v"
    return [kind, node.value]  # type: ignore[union-attr]  # no triples


def from_rows(rows: Any) -> Ground | None:
    """An ontology from JSON, None where it is none."""
    try:
        nodes = [_term(*row) for row in rows["nodes"]]
        rules = [_rule_of(row, nodes) for row in rows["rules"]]
        facts, axioms = (Index(_triple(row, nodes) for row in rows[name]) for name in ("facts", "axioms"))
        given = tuple(_triple(row, nodes) for row in rows["given"])
        different = tuple(
            (_axiom(axiom, nodes), tuple(nodes[number] for number in members)) for axiom, members in rows["different"]
        )
        opaque = bool(rows["opaque"])
        compiled = Compiled(rule_set(rules, tuple(rows["ignored"])), given, different, bool(rows["hidden"]))
        same = Sames()
        for first, *names in rows["same"]:
            same.merge_all((nodes[first], nodes[name]) for name in names)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None
    return Ground(compiled, facts, same, axioms, opaque=opaque)


def _term(kind: str, value: str, datatype: str = "", language: str = "") -> Any:
    if kind == "l":
        return Literal(value, language=language) if language else Literal(value, datatype=NamedNode(datatype))
    return {"n": NamedNode, "b": BlankNode, "v": Variable}[kind](value)


def _triple(row: Sequence[int], nodes: list[Any]) -> Any:
    subject, predicate, object_ = row
    return nodes[subject], nodes[predicate], nodes[object_]


def _axiom(row: Sequence[Any], nodes: list[Any]) -> Axiom:
    subject, predicate, object_, text = row
    return Axiom(Triple(nodes[subject], nodes[predicate], nodes[object_]), str(text))


def _rule_of(row: Sequence[Any], nodes: list[Any]) -> Rule:
    name, body, head, axioms, tests = row
    return Rule(
        str(name),
        tuple(Pattern(*_triple(pattern, nodes)) for pattern in body),
        Pattern(*_triple(head, nodes)) if head else None,
        tuple(_axiom(axiom, nodes) for axiom in axioms),
        tuple(Test(kind, nodes[one], None if other is None else nodes[other]) for kind, one, other in tests),
    )
