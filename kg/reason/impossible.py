"""Classes that nothing can be a member of, properties that nothing can have: seen by supposing that something is.

Of each class and property that rules read, one thing is supposed to be a member, or two to be related; what follows
from that and the ontology alone is drawn, and looked at for a contradiction.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from pyoxigraph import BlankNode, NamedNode

from kg.export.turtle import term as name_of
from kg.graph import Graph
from kg.graph.terms import TYPE
from kg.reason.explain import Proof, Reason, Writer
from kg.reason.facts import BUILT_IN, Ground, ground_of
from kg.reason.forward import run
from kg.reason.index import Layered
from kg.reason.lines import axiom_json, axiom_text, proof_json, rule_and_places, tree_lines
from kg.reason.proofs import Prover, Step, premises_of
from kg.reason.rules import Fact, Rule, Term, Triggers, keys, passes, solve, triggers_of, unify

SOMETHING, OTHER = BlankNode("something"), BlankNode("other")
REMEDY = "change one of these axioms, or take it away"


@dataclass(frozen=True, slots=True)
class Impossible:
    """A class or property that nothing can have, the rule and axioms that say so, and the proofs of what they forbid.

    ``also`` are others that come to this one.
    """

    term: NamedNode
    kind: str
    rule: str
    axioms: tuple[Reason, ...]
    premises: tuple[Proof, ...]
    also: tuple[NamedNode, ...]


def find_impossible(graph: Graph) -> list[Impossible]:
    """All of a graph's ontology, sorted; of those that come to one another only the first has a proof."""
    ground, writer = ground_of(graph), Writer(graph)
    denials = triggers_of(ground.rules.denials)
    supposed = [found for fact in _suppositions(ground) if (found := _suppose(ground, denials, fact))]
    roots: dict[Fact, list[NamedNode]] = {}
    first_of = dict[Fact, Supposition]()
    for found in sorted(supposed, key=lambda each: each.facts.top.size):
        root = next((fact for fact in roots if comes_to(found, fact)), found.fact)
        first_of.setdefault(root, found)
        roots.setdefault(root, []).append(_term(found.fact))
    return sorted(
        (_told(first_of[fact], writer, ground, also) for fact, also in roots.items()), key=lambda each: str(each.term)
    )


@dataclass(frozen=True, slots=True)
class Supposition:
    """What follows once something is supposed, and one rule that forbids it."""

    fact: Fact
    facts: Layered
    rule: Rule
    forbidden: tuple[Fact, ...]


def comes_to(found: Supposition, fact: Fact) -> bool:
    """Whether what is supposed gives another supposition, of either of its things."""
    return found.facts.holds(fact) or (fact[1] == TYPE and found.facts.holds((OTHER, TYPE, fact[2])))


def _term(fact: Fact) -> NamedNode:
    found = fact[2] if fact[1] == TYPE else fact[1]
    assert isinstance(found, NamedNode)
    return found


def _suppositions(ground: Ground) -> Iterator[Fact]:
    """A member of each class and a use of each property that rules read, sorted; not of what OWL itself has."""
    rules = (*ground.rules.rules, *ground.rules.denials)
    read = {pattern for rule in rules for pattern in rule.body}
    classes = {pattern.object for pattern in read if pattern.predicate == TYPE}
    properties = {pattern.predicate for pattern in read} - {TYPE}
    for each in sorted(filter(_is_own, classes), key=str):
        yield SOMETHING, TYPE, each
    for each in sorted(filter(_is_own, properties), key=str):
        yield SOMETHING, each, OTHER


def _is_own(term: Term) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode) and not term.value.startswith(BUILT_IN)


def _suppose(ground: Ground, denials: Triggers, fact: Fact) -> Supposition | None:
    """What a supposition comes to, None where nothing forbids it."""
    view, same = Layered(ground.facts), ground.same.copy()
    view.add(fact)
    run(view, ground.rules, same, [fact])
    for known in view.top:
        for key in keys(known):
            for trigger in denials.get(key, ()):
                first = unify(trigger.pattern, known, {})
                for bindings in solve(view, trigger.rest, first) if first is not None else ():
                    if passes(trigger.rule, bindings):
                        forbidden = next(iter(premises_of(view, trigger.rule, bindings)))
                        return Supposition(fact, view, trigger.rule, tuple(dict.fromkeys(forbidden)))
    return None


def _told(found: Supposition, writer: Writer, ground: Ground, also: list[NamedNode]) -> Impossible:
    writer.supposed = found.fact
    prover = Prover(found.facts, ground.rules, lambda fact: fact == found.fact or ground.facts.holds(fact))
    premises = tuple(writer.write(prover.find(fact) or Step(fact)) for fact in found.forbidden)
    axioms = tuple(map(writer.reason, found.rule.axioms))
    term, kind = _term(found.fact), "class" if found.fact[1] == TYPE else "property"
    others = tuple(dict.fromkeys(each for each in also if each != term))
    return Impossible(term, kind, found.rule.name, axioms, premises, others)


def impossible_lines(each: Impossible, prefixes: Mapping[str, str]) -> list[str]:
    """What cannot be, as lines: the term, the rule and axioms, the proof of each side, what else comes to it."""
    told = "can have no members" if each.kind == "class" else "can relate nothing"
    lines = [f"{name_of(each.term, prefixes)} {told} ({rule_and_places(each.rule, each.axioms)}); {REMEDY}"]
    lines += [f"  ruled out by {axiom_text(axiom, prefixes)}" for axiom in each.axioms]
    for premise in each.premises:
        lines += [f"  {line}" for line in tree_lines(premise, prefixes)]
    if each.also:
        lines.append(f"  so it is with {', '.join(name_of(other, prefixes) for other in each.also)}")
    return lines


def impossible_json(each: Impossible, prefixes: Mapping[str, str]) -> dict[str, object]:
    """The same as an object for ``json.dumps``."""
    return {
        "term": name_of(each.term, prefixes),
        "kind": each.kind,
        "rule": each.rule,
        "axioms": [axiom_json(axiom, prefixes) for axiom in each.axioms],
        "proof": [proof_json(premise, prefixes) for premise in each.premises],
        "also": [name_of(other, prefixes) for other in each.also],
        "remedy": REMEDY,
    }
