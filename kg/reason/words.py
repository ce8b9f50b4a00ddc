"""Triples in words: the labels that the graph has for what they speak of."""

import re

from pyoxigraph import Literal, NamedNode, Store

from kg.graph.terms import LABEL, SAME_AS, TYPE, term
from kg.reason.rules import Fact, Node
from kg.reason.views import DEFAULT

_CLAIMANT = term("claimant")
_PREPOSITIONS = frozenset({"of", "by", "in", "for", "with", "to", "from", "about", "within"})


class Speaker:
    """Says triples with the labels of a store; ``known`` are names found before, to which others are added."""

    def __init__(self, store: Store, known: dict[object, str] | None = None) -> None:
        self._store = store
        self._known = dict[object, str]() if known is None else known

    def say(self, fact: Fact) -> str:
        """A triple as a clause."""
        subject, predicate, object_ = fact
        if predicate == TYPE:
            kind = self.name(object_)
            return f"{self.name(subject)} is {'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"
        if predicate == SAME_AS:
            return f"{self.name(subject)} is the same as {self.name(object_)}"
        return f"{self.name(subject)} {as_verb(self.name(predicate))} {self.name(object_)}"

    def name(self, node: Node) -> str:
        """What a node is called."""
        if isinstance(node, Literal):
            return f"“{node.value}”"
        if not isinstance(node, NamedNode):
            return "something unnamed"
        if node not in self._known:
            self._known[node] = self._label(node) or self._description(node) or local(node)
        return self._known[node]

    def _label(self, node: NamedNode) -> str:
        quads = self._store.quads_for_pattern(node, LABEL, None, DEFAULT)
        labels = {" ".join(quad.object.value.split()) for quad in quads if isinstance(quad.object, Literal)}
        return min(labels - {""}, default="")

    def _description(self, node: NamedNode) -> str:
        """A claim or event by its class and who makes it."""
        if "#" not in node.value:
            return ""
        makers = [quad.object for quad in self._store.quads_for_pattern(node, _CLAIMANT, None, DEFAULT)]
        by = f" by {self.name(min(makers, key=str))}" if makers else ""
        cls = self._class(node, made=bool(makers))
        return f"the {self.name(cls)}{by}" if cls else ""

    def _class(self, node: NamedNode, *, made: bool) -> Node | None:
        """The first class of a node by its article; of what somebody ``made``, else by any graph."""
        article = NamedNode(node.value.partition("#")[0])
        for graph in (article, None) if made else (article,):
            for quad in self._store.quads_for_pattern(node, TYPE, None, graph):
                return quad.object
        return None


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
