"""Turtle and TriG: prefixed, sorted, the same bytes for the same triples."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, Triple

from kg.names import RDF, XSD

# PN_CHARS_BASE of the Turtle grammar, and what may follow in a local name.
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL = re.compile(f"[{_BASE}_0-9](?:[{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040-]*)")
_RELATIVE = re.compile(r"[a-z]+/[A-Za-z0-9#/_-]+")
_TYPE = f"{RDF}type"
_INTEGER = re.compile(r"[+-]?[0-9]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HIDDEN = (
    "\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff"  # what moves text about
)
_TO_ESCAPE = re.compile(f'[\\\\"{_HIDDEN}]')
_IN_IRI = re.compile(f"[{_HIDDEN}]")

Node = NamedNode | BlankNode | Literal | Triple
MOST_KNOWN = 200_000  # names that are kept


class Terms:
    """Writes terms as Turtle does, and knows which prefixes they took."""

    def __init__(self, prefixes: Mapping[str, str], base: str | None) -> None:
        self._prefixes, self._base = prefixes, base
        self._used = set[str]()
        self._names: dict[NamedNode, str] = {}

    def write(self, node: Node) -> str:
        """A term, with a prefix or relative to the base where that is possible."""
        if isinstance(node, Literal):
            self.write(node.datatype)
        if not isinstance(node, NamedNode):
            return term(node, self._prefixes, self._base)
        name = self._names.get(node)
        if name is None:
            name = term(node, self._prefixes, self._base)
            if not name.startswith("<"):
                self._used.add(name.partition(":")[0])
            if len(self._names) == MOST_KNOWN:
                self._names.clear()
            self._names[node] = name
        return name

    def head(self) -> str:
        """The declarations of what was used."""
        lines = [f"@base <{self._base}> .\n"] if self._base else []
        return "".join([*lines, *(f"@prefix {n}: <{iri}> .\n" for n, iri in self._prefixes.items() if n in self._used)])


def to_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str], *, base: str | None = None) -> str:
    """Triples as Turtle: subjects, then properties (the class first), then objects in order of their IRIs.

    IRIs under ``base`` that no prefix shortens are relative to it. Blank nodes get canonical names.
    """
    terms = Terms(prefixes, base)
    body = "\n".join(blocks(in_order(canonical(set(triples))), terms))
    head = terms.head()
    return f"{head}\n{body}" if head and body else head + body


def canonical(triples: set[Triple]) -> set[Triple]:
    """The same triples with names for blank nodes that do not depend on how they were read."""
    if not any(isinstance(node, BlankNode) for triple in triples for node in (triple.subject, triple.object)):
        return triples
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def in_order(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Triples one subject after the other.

    The numbers in an IRI count as numbers, so that a text's nodes stand in text order.
    """
    subjects: dict[Node, list[Triple]] = {}
    for triple in triples:
        subjects.setdefault(triple.subject, []).append(triple)
    for subject in sorted(subjects, key=_natural):
        yield from subjects[subject]


def blocks(triples: Iterable[Triple], terms: Terms) -> Iterator[str]:
    """A block for each subject, of triples that come one subject after the other."""
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        objects: dict[NamedNode, list[Node]] = {}
        for triple in group:
            objects.setdefault(triple.predicate, []).append(triple.object)
        lines = []
        for predicate in sorted(objects, key=lambda node: (node.value != _TYPE, node.value)):
            name = terms.write(predicate)
            values = " , ".join(map(terms.write, sorted(objects[predicate], key=str)))
            lines.append(f"{'a' if predicate.value == _TYPE else name} {values}")
        yield f"{terms.write(subject)} " + " ;\n    ".join(lines) + " .\n"


def graph_blocks(name: NamedNode, triples: Iterable[Triple], terms: Terms) -> Iterator[str]:
    """A graph of TriG, piece by piece."""
    yield f"{terms.write(name)} {{\n"
    for number, block in enumerate(blocks(triples, terms)):
        lines = block.removesuffix("\n").split("\n")
        yield "\n" * (number > 0) + "".join(f"    {line}\n" for line in lines)
    yield "}\n"


def _natural(node: Node) -> list[tuple[int, str, str]]:
    parts = re.split(r"([0-9]+)", str(node))
    return [(-1, part, "") if number % 2 == 0 else _number(part) for number, part in enumerate(parts)]


def _number(digits: str) -> tuple[int, str, str]:
    """A key in the order of numbers, whatever their length: int() refuses more than 4300 digits."""
    plain = digits.lstrip("0")
    return len(plain), plain, digits


def term(node: Node, prefixes: Mapping[str, str], base: str | None = None) -> str:
    """A term as Turtle writes it.

    >>> term(NamedNode("https://w3id.org/newsgraph/ontology#Claim"), {"": "https://w3id.org/newsgraph/ontology#"})
    ':Claim'
    """
    match node:
        case NamedNode():
            return _iri(node.value, prefixes, base)
        case Literal():
            return _literal(node, prefixes)
        case BlankNode():
            return str(node)
    raise ValueError(f"not a term of RDF 1.1: {node}")


def shorten_iri(iri: str, prefixes: Mapping[str, str]) -> str:
    """A prefixed name where one is valid, else the IRI itself.

    >>> shorten_iri("https://e.org/a b", {"e": "https://e.org/"})
    'https://e.org/a b'
    """
    return _iri(iri, prefixes, None).removeprefix("<").removesuffix(">")


def _iri(iri: str, prefixes: Mapping[str, str], base: str | None) -> str:
    for name, start in prefixes.items():
        if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
            return f"{name}:{iri[len(start) :]}"
    if base and iri.startswith(base) and _RELATIVE.fullmatch(iri, len(base)):
        return f"<{iri[len(base) :]}>"
    return "<" + _IN_IRI.sub(lambda found: _escape(found[0]), iri) + ">"


def _literal(literal: Literal, prefixes: Mapping[str, str]) -> str:
    text, datatype = literal.value, literal.datatype.value
    if datatype == f"{XSD}boolean" and text in ("true", "false"):
        return text
    if datatype == f"{XSD}integer" and _INTEGER.fullmatch(text):
        return text
    quoted = '"' + _TO_ESCAPE.sub(lambda found: _escape(found[0]), text) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return quoted if datatype == f"{XSD}string" else f"{quoted}^^{_iri(datatype, prefixes, None)}"


def _escape(character: str) -> str:
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
