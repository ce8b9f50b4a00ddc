"""Rules that an analyst adds as SHACL rules: ``sh:SPARQLRule`` with a CONSTRUCT.

Reference: SHACL Advanced Features, section 8.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store, Triple, Variable
from pyparsing import ParseBaseException
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import BNode, Identifier, URIRef
from rdflib.term import Literal as RdfLiteral
from rdflib.term import Variable as RdfVariable

from kg.graph.terms import SAME_AS, TYPE
from kg.names import SHACL, Names
from kg.reason.compile.lists import objects, owl, pairs, rdfs
from kg.reason.rules import Axiom, Node, Pattern, Rule, Term, Test, View

THIS, OTHER = Variable("this"), Variable("targeted")
REMEDY = "a rule is a sh:SPARQLRule whose CONSTRUCT has triples and FILTER (?x != ?y)"


def sh(name: str) -> NamedNode:
    """A word of SHACL."""
    return NamedNode(SHACL + name)


OFF = sh("deactivated")
_ASKING = (
    *("class", "property", "path", "hasValue", "minCount", "maxCount", "node", "datatype", "nodeKind", "in", "pattern"),
    *("and", "or", "not", "xone", "closed", "equals", "disjoint", "lessThan", "lessThanOrEquals", "sparql"),
    *("minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "languageIn"),
    *("uniqueLang", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount", "deactivated"),
)
WORDS = frozenset(sh(name) for name in _ASKING)


@dataclass(frozen=True, slots=True)
class BadRule:
    """A rule of a shape that cannot be used: its CONSTRUCT as written, why not, and what to do."""

    shape: Node
    text: str
    reason: str

    @property
    def message(self) -> str:
        """Which rule it is and why it cannot be used."""
        return f"a rule of {self.shape} cannot be used: {self.reason}"

    def __str__(self) -> str:
        return f"{self.message}; {REMEDY}"


def shape_rules(view: View) -> tuple[list[Rule], list[BadRule]]:
    """The rules of all shapes, and those that cannot be used.

    ``sh:order`` changes nothing: rules run until nothing new follows, and none takes anything back.
    """
    found, bad = list[Rule](), list[BadRule]()
    for shape, node in pairs(view, sh("rule")):
        if _is_off(view, shape) or _is_off(view, node):
            continue
        labels = [label for label in objects(view, node, rdfs("label")) if isinstance(label, Literal)]
        name = f"sh:rule {labels[0].value}" if labels else "sh:rule"
        texts = [text.value for text in objects(view, node, sh("construct")) if isinstance(text, Literal)]
        if not texts:
            bad.append(BadRule(shape, "", "it has no sh:construct; of SHACL rules only sh:SPARQLRule is read"))
        for text in texts:
            axiom = Axiom(Triple(shape, sh("rule"), node), " ".join(text.split()))  # type: ignore[arg-type]
            try:
                focus = Focus(tuple(_targets(view, shape)), tuple(_conditions(view, node)), _prefixes(view, node))
                found.extend(_rules(name, text, focus, axiom))
            except (SyntaxError, ParseBaseException, ValueError) as error:
                bad.append(BadRule(shape, text, _reason(error)))
    return found, bad


def _is_off(view: View, node: Node) -> bool:
    return any(isinstance(value, Literal) and value.value in ("true", "1") for value in objects(view, node, OFF))


def _reason(error: Exception) -> str:
    text = str(error).splitlines()[0] if str(error) else "it cannot be read"
    return f"its SPARQL cannot be read: {text}" if isinstance(error, SyntaxError) else text


def _prefixes(view: View, node: Node) -> dict[str, str]:
    """The prefixes that are known everywhere, and those that ``sh:prefixes`` of a rule leads to."""
    known = dict(Names().prefixes)
    for owner in objects(view, node, sh("prefixes")):
        for declared in objects(view, owner, sh("declare")):
            names, spaces = objects(view, declared, sh("prefix")), objects(view, declared, sh("namespace"))
            if len(names) != 1 or len(spaces) != 1 or not isinstance(spaces[0], Literal | NamedNode):
                raise NotARuleError(f"a sh:declare of {owner} is not one sh:prefix with one sh:namespace")
            if isinstance(names[0], Literal):
                known[names[0].value] = spaces[0].value
    return known


def _targets(view: View, shape: Node) -> list[Pattern]:
    """What the nodes that a shape is about match; none where it names no target.

    Raises:
        NotARuleError: it has a target that no triple pattern says.
    """
    places = list[Pattern]()
    classes = objects(view, shape, sh("targetClass"))
    if (shape, TYPE, owl("Class")) in set(view.match(shape, TYPE, None)):
        classes.append(shape)
    places += [Pattern(THIS, TYPE, each) for each in classes]
    places += [Pattern(THIS, each, OTHER) for each in objects(view, shape, sh("targetSubjectsOf"))]
    places += [Pattern(OTHER, each, THIS) for each in objects(view, shape, sh("targetObjectsOf"))]
    for kind in ("targetNode", "target"):
        if objects(view, shape, sh(kind)):
            raise NotARuleError(f"sh:{kind} is not for rules; use sh:targetClass")
    return places


def _conditions(view: View, node: Node) -> Iterator[Pattern]:
    """What ``sh:condition`` asks of a node: its classes, that it has a property, or has it with a value.

    Raises:
        NotARuleError: a condition that asks more.
    """
    for shape in objects(view, node, sh("condition")):
        classes = objects(view, shape, sh("class"))
        if (shape, TYPE, owl("Class")) in set(view.match(shape, TYPE, None)):
            classes.append(shape)
        parts = [Pattern(THIS, TYPE, each) for each in classes]
        parts += [_asked(view, each) for each in objects(view, shape, sh("property"))]
        more = {fact[1] for fact in view.match(shape, None, None)} & WORDS - {sh("class"), sh("property"), OFF}
        if more or not parts:
            told = ", ".join(sorted(str(word).replace(SHACL, "sh:").strip("<>") for word in more))
            raise NotARuleError(f"its sh:condition {f'asks {told}' if more else 'asks nothing that a rule can test'}")
        if not _is_off(view, shape):
            yield from parts


def _asked(view: View, node: Node) -> Pattern:
    """A property shape with one path and either ``sh:hasValue`` or ``sh:minCount 1``."""
    said = {fact[1]: fact[2] for fact in view.match(node, None, None) if fact[1] in WORDS}
    path, value, least = said.pop(sh("path"), None), said.pop(sh("hasValue"), None), said.pop(sh("minCount"), None)
    once = isinstance(least, Literal) and least.value == "1"
    if said or not isinstance(path, NamedNode) or (value is None) == (least is None) or (least and not once):
        raise NotARuleError("its sh:condition has a property that asks more than sh:hasValue or sh:minCount 1")
    some = Variable(re.sub(r"\W", "_", f"some{node}", flags=re.ASCII))
    return Pattern(THIS, path, some if value is None else value)


class NotARuleError(ValueError):
    """SPARQL that says more than a rule can."""


@dataclass(frozen=True, slots=True)
class Focus:
    """What a rule is about, one pattern of ``targets`` at a time; what it asks of that; the prefixes of its text."""

    targets: tuple[Pattern, ...]
    conditions: tuple[Pattern, ...]
    prefixes: dict[str, str]


def _rules(name: str, text: str, focus: Focus, axiom: Axiom) -> Iterator[Rule]:
    """The rules of a CONSTRUCT, one for each triple it gives."""
    known = focus.prefixes
    Store().query(text, prefixes=known)  # says what is wrong with the syntax
    query = prepareQuery(text, initNs=known).algebra
    if query.name != "ConstructQuery" or query.template is None:
        raise NotARuleError("it is no CONSTRUCT with a template")
    triples, tests = _body(query.p)
    body = [*(_pattern(triple) for triple in triples), *focus.conditions]
    shared = {variable for pattern in body for variable in pattern.variables()}
    for target in focus.targets if THIS in shared and focus.targets else [None]:
        first = (target,) if target is not None else ()
        for triple in query.template:
            head = _pattern(triple)
            if not head.variables() <= shared:
                raise NotARuleError("a variable that it constructs with is not bound by its triples")
            yield Rule(name, (*first, *body), head, (axiom,), tuple(tests))


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


def _tests(expression: CompValue | Identifier) -> Iterator[Test]:
    one = other = None
    if isinstance(expression, CompValue):
        if expression.name == "ConditionalAndExpression":
            for each in (expression.expr, *expression.other):
                yield from _tests(each)
            return
        if expression.get("op") == "!=":
            one, other = expression.expr, expression.other
    if not isinstance(one, RdfVariable) or not isinstance(other, RdfVariable):
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
