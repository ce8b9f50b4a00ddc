"""Triples in memory, by every place, and who is the same as whom."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from pyoxigraph import Literal

from kg.reason.rules import Fact, Node, View
from kg.reason.values import canonical

Thing = TypeVar("Thing")
MOST_NAMES = 50  # a larger set of names is kept at its representative


class Sames:
    """Sets of nodes that are the same, each with the node that represents it: the first in the order of text."""

    def __init__(self) -> None:
        self._first: dict[Node, Node] = {}
        self._members: dict[Node, list[Node]] = {}

    def copy(self) -> "Sames":
        """The same sets, to be changed apart."""
        other = Sames()
        other._first = dict(self._first)
        other._members = {node: list(names) for node, names in self._members.items()}
        return other

    def rep(self, node: Node) -> Node:
        """The representative."""
        return self._first.get(node, node)

    def fact(self, fact: Fact) -> Fact:
        """A triple of representatives."""
        return self.rep(fact[0]), self.rep(fact[1]), self.rep(fact[2])

    def members(self, node: Node) -> Sequence[Node]:
        """All names of a representative, itself among them."""
        return self._members.get(node, (node,))

    def expanded(self, node: Node) -> Sequence[Node]:
        """The names under which what is known of a representative is written down."""
        names = self.members(node)
        return names if len(names) <= MOST_NAMES else (node,)

    def merge(self, one: Node, other: Node) -> tuple[Node, Node] | None:
        """Make two the same; who represents them now and who did before, None where nothing changed."""
        first, second = sorted((self.rep(one), self.rep(other)), key=str)
        if first == second:
            return None
        moved = self._members.pop(second, [second])
        self._members.setdefault(first, [first]).extend(moved)
        self._first.update(dict.fromkeys(moved, first))
        return first, second

    def sets(self) -> Iterator[tuple[Node, list[Node]]]:
        """Each representative with all its names."""
        yield from self._members.items()

    def merge_all(self, pairs: Iterable[tuple[Node, Node]]) -> None:
        """Make many pairs the same at once, in time that does not grow with the order they come in."""
        parent: dict[Node, Node] = {}

        def find(node: Node) -> Node:
            root = node
            while (above := parent.get(root, root)) != root:
                root = above
            while (above := parent.get(node, node)) != root:
                parent[node], node = root, above
            return root

        for one, other in pairs:
            first, second = find(self.rep(one)), find(self.rep(other))
            if first != second:
                low, high = sorted((first, second), key=str)
                parent[high] = low
        for node in list(parent):
            root = find(node)
            if node != root:
                moved = self._members.pop(node, [node])
                self._members.setdefault(root, [root]).extend(moved)
                self._first.update(dict.fromkeys(moved, root))


class Found(Generic[Thing]):
    """What a search finds, each when it is first asked for, and kept."""

    __slots__ = ("_kept", "_more")

    def __init__(self, more: Iterator[Thing]) -> None:
        self._kept, self._more = list[Thing](), more

    def __iter__(self) -> Iterator[Thing]:
        number, kept = 0, self._kept
        while True:
            while number < len(kept):
                yield kept[number]
                number += 1
            one = next(self._more, None)
            if one is None:
                return
            kept.append(one)


class Index:
    """A set of triples that answers which fit a pattern, whatever of it is known."""

    def __init__(self, facts: Iterable[Fact] = ()) -> None:
        self._objects: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._subjects: dict[Node, dict[Node, dict[Node, None]]] = {}
        self._from: dict[Node, dict[Node, None]] = {}
        self._into: dict[Node, dict[Node, None]] = {}
        self._writings: dict[Node, dict[Node, None]] = {}
        self.size = 0
        for fact in facts:
            self.add(fact)

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Fact]:
        for predicate, subjects in self._objects.items():
            for subject, objects in subjects.items():
                for object_ in objects:
                    yield subject, predicate, object_

    def add(self, fact: Fact) -> bool:
        """Put a triple in; whether it was not there."""
        subject, predicate, object_ = fact
        objects = self._objects.setdefault(predicate, {}).setdefault(subject, {})
        if object_ in objects:
            return False
        objects[object_] = None
        self._subjects.setdefault(predicate, {}).setdefault(object_, {})[subject] = None
        self._from.setdefault(subject, {})[predicate] = None
        self._into.setdefault(object_, {})[predicate] = None
        if isinstance(object_, Literal):
            self._writings.setdefault(canonical(object_), {})[object_] = None
        self.size += 1
        return True

    def discard(self, fact: Fact) -> None:
        """Take a triple out."""
        subject, predicate, object_ = fact
        if self.holds(fact):
            del self._objects[predicate][subject][object_]
            del self._subjects[predicate][object_][subject]
            self.size -= 1

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        return fact[2] in self._objects.get(fact[1], {}).get(fact[0], ())

    def knows(self, node: Node) -> bool:
        """Whether any triple has a node as subject or object."""
        return node in self._from or node in self._into

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> list[Fact]:
        """All triples that fit; a literal fits in every way to write its value."""
        if isinstance(object_, Literal):
            written = self._writings.get(canonical(object_), ())
            return [fact for other in written for fact in self._match(subject, predicate, other)]
        return self._match(subject, predicate, object_)

    def _match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> list[Fact]:
        if predicate is None:
            if subject is not None:
                predicates: Iterable[Node] = self._from.get(subject, ())
            elif object_ is not None:
                predicates = self._into.get(object_, ())
            else:
                predicates = self._objects
            return [fact for known in list(predicates) for fact in self._match(subject, known, object_)]
        if subject is not None:
            objects = self._objects.get(predicate, {}).get(subject, {})
            if object_ is None:
                return [(subject, predicate, found) for found in objects]
            return [(subject, predicate, object_)] if object_ in objects else []
        if object_ is not None:
            return [(found, predicate, object_) for found in self._subjects.get(predicate, {}).get(object_, ())]
        return [
            (one, predicate, found) for one, objects in self._objects.get(predicate, {}).items() for found in objects
        ]

    def about(self, node: Node) -> list[Fact]:
        """All triples with a node as subject, predicate or object."""
        found = dict.fromkeys(self.match(node, None, None))
        found.update(dict.fromkeys(self.match(None, None, node)))
        if node in self._objects:
            found.update(dict.fromkeys(self.match(None, node, None)))
        return list(found)


class Layered:
    """Triples of several views, and those that are new."""

    def __init__(self, *below: View) -> None:
        self.below, self.top = below, Index()

    def match(self, subject: Node | None, predicate: Node | None, object_: Node | None) -> Sequence[Fact]:
        """All triples that fit."""
        found = self.top.match(subject, predicate, object_)
        for view in self.below:
            found.extend(view.match(subject, predicate, object_))
        return found

    def holds(self, fact: Fact) -> bool:
        """Whether a triple is there."""
        return self.top.holds(fact) or any(view.holds(fact) for view in self.below)

    def add(self, fact: Fact) -> bool:
        """Put a triple in; whether it was not there."""
        return not any(view.holds(fact) for view in self.below) and self.top.add(fact)

    def discard(self, fact: Fact) -> None:
        """Take a new triple out again."""
        self.top.discard(fact)

    def about(self, node: Node) -> list[Fact]:
        """All triples with a node as subject or object."""
        return list(dict.fromkeys([*self.match(node, None, None), *self.match(None, None, node)]))
