"""Rules that an analyst adds as SHACL rules: ``sh:SPARQLRule`` with a CONSTRUCT.

Reference: SHACL Advanced Features, section 8.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Store, Triple, Variable
from pyparsing import ParseBaseException
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Identifier, URIRef
from rdflib.term import Literal as RdfLiteral
from rdflib.term import Variable as RdfVariable

from kg.graph.terms import SAME_AS, TYPE
from kg.names import Names
from kg.reason.compile.lists import objects, owl, pairs, rdfs
from kg.reason.rules import Axiom, Node, Pattern, Rule, Term, Test, View

SH = "http://www.w3.org/ns/shacl#"
THIS = Variable("this")


def shape_rules(view: View) -> tuple[list[Rule], list[str]]:
    """The rules of all shapes, and a line for each that cannot be used."""
    found, ignored = list[Rule](), list[str]()
    for shape, node in pairs(view, NamedNode(f"{SH}rule")):
        targets = objects(view, shape, NamedNode(f"{SH}targetClass"))
        if (shape, TYPE, owl("Class")) in set(view.match(shape, TYPE, None)):
            targets.append(shape)
        labels = [label for label in objects(view, node, rdfs("label")) if isinstance(label, Literal)]
        name = f"sh:rule {labels[0].value}" if labels else "sh:rule"
        for construct in objects(view, node, NamedNode(f"{SH}construct")):
            text = construct.value if isinstance(construct, Literal) else ""
            axiom = Axiom(Triple(shape, NamedNode(f"{SH}rule"), node), " ".join(text.split()))  # type: ignore[arg-type]
            try:
                found.extend(_rules(name, text, targets, axiom))
            except (SyntaxError, ParseBaseException, NotARuleError) as error:
                reason = str(error).splitlines()[0]
                ignored.append(f"a sh:SPARQLRule of {shape} is left out: {reason}")
    return found, ignored


class NotARuleError(ValueError):
    """SPARQL that says more than a rule can."""


def _rules(name: str, text: str, targets: list[Node], axiom: Axiom) -> Iterator[Rule]:
    """The rules of a CONSTRUCT, one for each triple it gives."""
    known = Names().prefixes
    Store().query(text, prefixes=known)  # says what is wrong with the syntax
    query = prepareQuery(text, initNs=known).algebra
    if query.name != "ConstructQuery" or query.template is None:
        raise NotARuleError("it is no CONSTRUCT with a template")
    triples, tests = _body(query.p)
    body = [_pattern(triple) for triple in triples]
    shared = {variable for pattern in body for variable in pattern.variables()}
    for target in targets if THIS in shared and targets else [None]:
        focus = (Pattern(THIS, TYPE, target),) if target is not None else ()
        for triple in query.template:
            head = _pattern(triple)
            if not head.variables() <= shared:
                raise NotARuleError("a variable that it constructs with is not bound by its triples")
            yield Rule(name, (*focus, *body), head, (axiom,), tuple(tests))


def _body(part: CompValue) -> tuple[list[tuple[Identifier, ...]], list[Test]]:
    """The triples and tests of a WHERE."""
    if part.name in ("Project", "Distinct", "ToMultiSet"):
        return _body(part.p)
    if part.name == "BGP":
        return list(part.triples), []
    if part.name == "Join":
        (one, first), (other, second) = _body(part.p1), _body(part.p2)
        return one + other, first + second
    if part.name == "Filter":
        triples, tests = _body(part.p)
        return triples, [*tests, *_tests(part.expr)]
    raise NotARuleError(f"a rule is made of triples and FILTER (?x != ?y), not of {part.name}")


def _tests(expression: CompValue) -> Iterator[Test]:
    if expression.name == "ConditionalAndExpression":
        for each in (expression.expr, *expression.other):
            yield from _tests(each)
        return
    one, other = expression.expr, expression.get("other")
    if expression.get("op") != "!=" or not isinstance(one, RdfVariable) or not isinstance(other, RdfVariable):
        raise NotARuleError("of filters only FILTER (?x != ?y) is a test of a rule")
    yield Test("unequal", Variable(str(one)), Variable(str(other)))


def _pattern(triple: tuple[Identifier, ...]) -> Pattern:
    found = Pattern(*(_term(part) for part in triple))
    if found.predicate == SAME_AS and not isinstance(found.predicate, Variable):
        raise NotARuleError("owl:sameAs is not for rules")
    return found


def _term(node: Identifier) -> Term:
    match node:
        case RdfVariable():
            return Variable(str(node))
        case URIRef():
            return NamedNode(str(node))
        case RdfLiteral():
            return Literal(str(node), language=node.language) if node.language else _typed(node)
        case BNode():
            return Variable(f"blank{node}")
    raise NotARuleError(f"property paths such as {node} are not for rules")


def _typed(node: RdfLiteral) -> Literal:
    return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
