"""Triples in words: the labels that the graph has for what they speak of."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.terms import LABEL, SAME_AS, TYPE, term
from kg.reason.rules import Fact, Node
from kg.reason.views import DEFAULT

_CLAIMANT = term("claimant")
_PREPOSITIONS = frozenset({"of", "by", "in", "for", "with", "to", "from", "about", "within"})


@dataclass(frozen=True, slots=True)
class _Description:
    """What a node without a name is called by: its class, in words, and who makes it."""

    kind: str
    maker: Node | None


class Speaker:
    """Says triples with the labels of a store; ``known`` are names found before, to which others are added."""

    def __init__(self, store: Store, known: dict[object, str] | None = None) -> None:
        self._store = store
        self._known = dict[object, str]() if known is None else known

    def say(self, fact: Fact) -> str:
        """A triple as a clause."""
        return clause(fact, self.name)

    def say_together(self, facts: Sequence[Fact]) -> list[str]:
        """Triples as clauses of one sentence, in which a claim or event is told of by its class alone where that does.

        It is "an accusation" at first, by whom only where nobody told yet who made it, then "that accusation".
        """
        nodes = dict.fromkeys(node for fact in facts for node in fact)
        described = {node: self._description(node) for node in nodes if not self._label(node)}
        kinds = Counter(found.kind for found in described.values() if found)
        told = set[Node]()

        def name(node: Node) -> str:
            found, again = described.get(node), node in told
            told.add(node)
            if found is None or kinds[found.kind] > 1 or not (again or found.maker in told):
                return self.name(node)
            return f"that {found.kind}" if again else with_article(found.kind)

        return [clause(fact, name) for fact in facts]

    def name(self, node: Node) -> str:
        """What a node is called."""
        if isinstance(node, Literal):
            return f"“{node.value}”"
        if not isinstance(node, NamedNode):
            return "something unnamed"
        if node not in self._known:
            self._known[node] = self._label(node) or self._by_description(node) or local(node)
        return self._known[node]

    def _label(self, node: Node) -> str:
        if not isinstance(node, NamedNode):
            return ""
        quads = self._store.quads_for_pattern(node, LABEL, None, DEFAULT)
        labels = {" ".join(quad.object.value.split()) for quad in quads if isinstance(quad.object, Literal)}
        return min(labels - {""}, default="")

    def _by_description(self, node: NamedNode) -> str:
        found = self._description(node)
        by = f" by {self.name(found.maker)}" if found and found.maker else ""
        return f"the {found.kind}{by}" if found else ""

    def _description(self, node: Node) -> _Description | None:
        """The class of a claim or event, and who makes it."""
        if not isinstance(node, NamedNode) or "#" not in node.value:
            return None
        makers = [quad.object for quad in self._store.quads_for_pattern(node, _CLAIMANT, None, DEFAULT)]
        cls = self._class(node, made=bool(makers))
        return _Description(self.name(cls), min(makers, key=str, default=None)) if cls else None

    def _class(self, node: NamedNode, *, made: bool) -> Node | None:
        """The first class of a node by its article; of what somebody ``made``, else by any graph."""
        article = NamedNode(node.value.partition("#")[0])
        for graph in (article, None) if made else (article,):
            for quad in self._store.quads_for_pattern(node, TYPE, None, graph):
                return quad.object
        return None


def clause(fact: Fact, name: Callable[[Node], str]) -> str:
    """A triple as a clause; ``name`` says what its nodes are called, in the order in which they come."""
    subject, predicate, object_ = fact
    if predicate == TYPE:
        return f"{name(subject)} is {with_article(name(object_))}"
    if predicate == SAME_AS:
        return f"{name(subject)} is the same as {name(object_)}"
    return f"{name(subject)} {as_verb(name(predicate))} {name(object_)}"


def with_article(noun: str) -> str:
    """A noun as one of several.

    >>> with_article("claim"), with_article("accusation")
    ('a claim', 'an accusation')
    """
    return f"{'an' if noun[:1].lower() in tuple('aeiou') else 'a'} {noun}"


def as_verb(label: str) -> str:
    """The label of a property as the verb of a clause.

    >>> [as_verb(label) for label in ("denies a claim of", "accused", "made by", "member of", "claimant")]
    ['denies a claim of', 'accused', 'is made by', 'is member of', 'has the claimant']
    """
    words = label.split()
    if words[0].endswith("s") or (len(words) == 1 and (label.endswith("ed") or label == "made")):
        return label
    return f"is {label}" if words[-1] in _PREPOSITIONS else f"has the {label}"


def local(node: NamedNode) -> str:
    """The end of an IRI as words.

    >>> local(NamedNode("https://w3id.org/newsgraph/entity/Alexander_Lukashenko"))
    'Alexander Lukashenko'
    >>> local(NamedNode("https://w3id.org/newsgraph/ontology#allyOf"))
    'ally of'
    """
    name = re.split(r"[/#]", node.value)[-1].replace("_", " ") or node.value
    return re.sub(r"(?<=[a-z])[A-Z]", lambda found: f" {found[0].lower()}", name) if name[0].islower() else name
