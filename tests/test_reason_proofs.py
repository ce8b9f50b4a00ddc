"""Every step of a proof is an instance of the rule it names: checked against the tables of OWL 2 RL, not our rules.

And no proof is flatter: what the tables give is drawn round by round, and a triple comes in the round of its height.
40 graphs here; ``HUNT=N`` proves all that follows from N times as many.
"""

import gc
import json
from collections.abc import Iterator

import pytest
from hunting import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple
from test_reason_bulk import ARTICLE, both_ways, graph_of, inferred, triples

from kg.draw.proofs import prove
from kg.graph import Graph
from kg.graph.terms import SAME_AS
from kg.names import OWL, RDF, RDFS
from kg.reason.blame import find_inconsistencies
from kg.reason.engine import materialise
from kg.reason.explain import explain, prover_of
from kg.reason.facts import ground_of, is_shown
from kg.reason.lines import leaves, proof_json, proof_lines
from kg.reason.opaque import is_opaque
from kg.reason.proofs import MOST_LOOKS, Prover, Step, height_of
from kg.reason.reference import close_with_owlrl
from kg.reason.rules import Fact

EXAMPLES = examples(40)
TABLE = {  # rule: axiom, more of the ontology; premises; conclusion. Words without colon, digit or "#" vary.
    "prp-dom": ("p rdfs:domain c", "x p y", "x a c"),
    "prp-rng": ("p rdfs:range c", "x p y", "y a c"),
    "prp-fp": ("p a owl:FunctionalProperty", "x p y ; x p z", "y owl:sameAs z"),
    "prp-ifp": ("p a owl:InverseFunctionalProperty", "y p x ; z p x", "y owl:sameAs z"),
    "prp-symp": ("p a owl:SymmetricProperty", "x p y", "y p x"),
    "prp-trp": ("p a owl:TransitiveProperty", "x p y ; y p z", "x p z"),
    "prp-spo1": ("p rdfs:subPropertyOf q", "x p y", "x q y"),
    "prp-spo2": ("q owl:propertyChainAxiom l ; l 0 p ; l 1 r", "x p y ; y r z", "x q z"),
    "prp-eqp1": ("p owl:equivalentProperty q", "x p y", "x q y"),
    "prp-eqp2": ("p owl:equivalentProperty q", "x q y", "x p y"),
    "prp-inv1": ("p owl:inverseOf q", "x p y", "y q x"),
    "prp-inv2": ("p owl:inverseOf q", "x q y", "y p x"),
    "cls-svf1": ("c owl:someValuesFrom d ; c owl:onProperty p", "x p y ; y a d", "x a c"),
    "cls-avf": ("c owl:allValuesFrom d ; c owl:onProperty p", "x a c ; x p y", "y a d"),
    "cls-hv1": ("c owl:hasValue v ; c owl:onProperty p", "x a c", "x p v"),
    "cls-hv2": ("c owl:hasValue v ; c owl:onProperty p", "x p v", "x a c"),
    "cls-int1": ("c owl:intersectionOf l ; l 0 d ; l 1 e", "x a d ; x a e", "x a c"),
    "cls-int2": ("c owl:intersectionOf l ; l n d", "x a c", "x a d"),
    "cls-uni": ("c owl:unionOf l ; l n d", "x a d", "x a c"),
    "cax-sco": ("c rdfs:subClassOf d", "x a c", "x a d"),
    "cax-eqc1": ("c owl:equivalentClass d", "x a c", "x a d"),
    "cax-eqc2": ("c owl:equivalentClass d", "x a d", "x a c"),
    "prp-key": ("c owl:hasKey l ; l 0 p ; l # 1", "x a c ; x p v ; y a c ; y p v", "x owl:sameAs y"),
    "prp-key of two": (
        "c owl:hasKey l ; l 0 p ; l 1 q ; l # 2",
        "x a c ; x p v ; x q w ; y a c ; y p v ; y q w",
        "x owl:sameAs y",
    ),
    "cls-maxc2": ("c owl:maxCardinality 1 ; c owl:onProperty p", "x a c ; x p y ; x p z", "y owl:sameAs z"),
    "cls-maxqc3": (
        "c owl:maxQualifiedCardinality 1 ; c owl:onProperty p ; c owl:onClass d",
        "x a c ; y a d ; z a d ; x p y ; x p z",
        "y owl:sameAs z",
    ),
    "cls-maxqc4": (
        "c owl:maxQualifiedCardinality 1 ; c owl:onProperty p ; c owl:onClass owl:Thing",
        "x a c ; x p y ; x p z",
        "y owl:sameAs z",
    ),
    "eq-sym": ("", "x owl:sameAs y", "y owl:sameAs x"),
    "eq-trans": ("", "x owl:sameAs y ; y owl:sameAs z", "x owl:sameAs z"),
    "eq-rep-s": ("", "x owl:sameAs z ; x p y", "z p y"),
    "eq-rep-o": ("", "y owl:sameAs z ; x p y", "x p z"),
}
P, C = st.sampled_from([f":p{n}" for n in range(4)]), st.sampled_from([f":C{n}" for n in range(4)])
OTHER = st.sampled_from([f":D{n}" for n in range(4)])
E = st.sampled_from([f"e:{name}" for name in "abcdef"])
KINDS = st.sampled_from(["Symmetric", "Transitive", "Functional", "InverseFunctional"])
AXIOMS = st.one_of(
    *(st.builds(f"{{}} {name} {{}} .".format, P, C) for name in ("rdfs:domain", "rdfs:range")),
    *(
        st.builds(f"{{}} {name} {{}} .".format, P, P)
        for name in ("rdfs:subPropertyOf", "owl:equivalentProperty", "owl:inverseOf")
    ),
    st.builds("{} a owl:{}Property .".format, P, KINDS),
    st.builds("{} owl:propertyChainAxiom ( {} {} ) .".format, P, P, P),
    *(st.builds(f"{{}} {name} {{}} .".format, C, C) for name in ("rdfs:subClassOf", "owl:equivalentClass")),
    *(st.builds(f"{{}} {name} ( :C0 {{}} ) .".format, OTHER, OTHER) for name in ("owl:intersectionOf", "owl:unionOf")),
    *(
        st.builds(f":{name}{{}} owl:onProperty {{}} ; owl:{name} {{}} .".format, st.integers(0, 9), P, C)
        for name in ("someValuesFrom", "allValuesFrom")
    ),
    st.builds(":V owl:onProperty {} ; owl:hasValue {} .".format, P, E),
    st.builds("{} rdfs:subClassOf {} .".format, C, st.sampled_from([":V", ":allValuesFrom1", ":D1"])),
    st.builds("{} owl:hasKey ( {} ) .".format, C, P),
    st.builds("{} owl:hasKey ( {} {} ) .".format, C, P, P),
    st.builds("{} owl:maxCardinality 1 ; owl:onProperty {} .".format, C, P),
    st.builds("{} owl:maxQualifiedCardinality 1 ; owl:onProperty {} ; owl:onClass {} .".format, C, P, C),
    st.builds("{} owl:maxQualifiedCardinality 1 ; owl:onProperty {} ; owl:onClass owl:Thing .".format, C, P),
)
FACTS = st.one_of(
    st.builds("{} {} {} .".format, E, P, E),
    st.builds("{} a {} .".format, E, C | OTHER),
    st.builds("{} owl:sameAs {} .".format, E, E),
)


class Ontology:
    """The axioms, with the members of lists as triples ``list number member``."""

    def __init__(self, found: list[Triple]) -> None:
        self.facts = {(t.subject, t.predicate, t.object) for t in found}
        self._given, self._closed = found, set[Triple]()
        self.members: set[tuple[object, str, object]] = set()
        first, rest = ({f[0]: f[2] for f in self.facts if f[1].value == RDF + n} for n in ("first", "rest"))  # type: ignore[union-attr]
        for head in first:
            at, number = head, 0
            while at in first:
                self.members.add((head, str(number), first[at]))
                at, number = rest[at], number + 1  # type: ignore[assignment]
            self.members.add((head, "#", str(number)))

    def closed(self) -> set[Triple]:
        """The axioms with all that owlrl draws from them."""
        self._closed = self._closed or close_with_owlrl(self._given)[0]
        return self._closed


def parse(text: str) -> list[list[str]]:
    return [part.split() for part in text.split(";") if part.strip()]


def constant(word: str) -> object:
    if word == "a":
        return NamedNode(f"{RDF}type")
    prefix, _, name = word.partition(":")
    return NamedNode({"owl": OWL, "rdfs": RDFS}[prefix] + name)


def bind(template: list[str], fact: tuple[object, ...], known: dict[str, object]) -> dict[str, object] | None:
    """What the letters of a template stand for, where a triple fits it."""
    found = dict(known)
    for place, (word, node) in enumerate(zip(template, fact, strict=True)):
        if ":" in word or (word == "a" and place == 1):
            if constant(word) != node:
                return None
        elif word.isdigit() or word == "#":
            if word != (node.value if isinstance(node, Literal) else node):
                return None
        elif found.setdefault(word, node) != node:
            return None
    return found


def is_instance(step: Step, ontology: Ontology) -> bool:
    """Whether a step is an instance of the rule it names, by an axiom that stands in the ontology."""
    name, fact = step.rule, step.fact
    if name.endswith(" + eq-sym"):
        name, fact = name.removesuffix(" + eq-sym"), (fact[2], fact[1], fact[0])
    if name == "prp-key" and len(step.premises) > 4:
        name = "prp-key of two"
    axiom, body, head = TABLE[name]
    axioms, premises = parse(axiom), [premise.fact for premise in step.premises]
    options: list[dict[str, object]] = [{}]
    if axioms:
        (main,) = step.axioms
        triple = (main.triple.subject, main.triple.predicate, main.triple.object)
        assert triple in ontology.facts or main.triple in ontology.closed(), main.text
        options = [found for found in [bind(axioms[0], triple, {})] if found is not None]
        for more in axioms[1:]:
            told = [*ontology.facts, *ontology.members]
            options = [new for old in options for each in told if (new := bind(more, each, old)) is not None]
    return any(fits(parse(body), premises, parse(head)[0], fact, known) for known in options)


def fits(body: list[list[str]], premises: list[Fact], head: list[str], fact: Fact, known: dict[str, object]) -> bool:
    found: dict[str, object] | None = known
    for template, premise in zip(body, premises, strict=True):
        found = bind(template, premise, found) if found is not None else None
    return found is not None and bind(head, fact, found) is not None


def check(step: Step, ontology: Ontology, graph: Graph, above: tuple[Fact, ...] = ()) -> None:
    assert step.fact not in above, "a proof that runs in a circle"
    if not step.rule:
        subject, predicate, object_ = step.fact
        assert next(graph.store.quads_for_pattern(subject, predicate, object_, NamedNode(ARTICLE)), None), step.fact  # type: ignore[arg-type]  # a triple's places
        return
    assert is_instance(step, ontology), step
    for premise in step.premises:
        check(premise, ontology, graph, (*above, step.fact))


class Rounds:
    """What the tables give from some facts, with the round in which each triple comes: its least height.

    ``axioms`` are those that follow from others and that proofs go by beside the ontology's own.
    """

    def __init__(self, ontology: Ontology, axioms: set[Triple], given: set[Fact]) -> None:
        told = {*ontology.facts, *((t.subject, t.predicate, t.object) for t in axioms & ontology.closed())}
        self.rules: list[tuple[list[list[str]], list[str], dict[str, object]]] = []
        for axiom, body, head in TABLE.values():
            options: list[dict[str, object]] = [{}]
            for part in parse(axiom):
                among = ontology.members if part[1] in ("#", "n") or part[1].isdigit() else told
                options = [new for old in options for each in among if (new := bind(part, each, old)) is not None]
            self.rules += [(parse(body), parse(head)[0], known) for known in options]
        self.heights = dict.fromkeys(given, 0)
        self._by: dict[tuple[int, object], list[Fact]] = {}
        fresh, height = list(given), 0
        while fresh:
            for fact in fresh:
                for place in (0, 1):
                    self._by.setdefault((place, fact[place]), []).append(fact)
            height += 1
            fresh = list({fact for rule in self.rules for fact in self.conclusions(*rule)} - set(self.heights))
            self.heights.update(dict.fromkeys(fresh, height))

    def conclusions(self, body: list[list[str]], head: list[str], known: dict[str, object]) -> Iterator[Fact]:
        if not body:
            yield tuple(value(word, place, known) for place, word in enumerate(head))  # type: ignore[misc]  # three nodes
            return
        first, *rest = body
        predicate, subject = value(first[1], 1, known), value(first[0], 0, known)
        among = self._by.get((0, subject) if subject else (1, predicate), ()) if subject or predicate else self.heights
        for fact in among:
            found = bind(first, fact, known)
            if found is not None:
                yield from self.conclusions(rest, head, found)


def value(word: str, place: int, known: dict[str, object]) -> object | None:
    """What a word of a template stands for, None where it is open."""
    return constant(word) if ":" in word or (word == "a" and place == 1) else known.get(word)


def proved(axioms: str, facts: str) -> int:
    """How many triples follow, each with a proof that was checked."""
    graph = graph_of(axioms, facts)
    materialise(graph)
    found = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, graph.ontology)]
    ontology, prover, follows = Ontology(found), prover_of(graph), inferred(graph)
    used = {axiom.triple for rule in ground_of(graph).rules.rules for axiom in rule.axioms}
    heights = Rounds(ontology, used, {(t.subject, t.predicate, t.object) for t in triples(facts)}).heights
    for triple in follows:
        step = prover.find((triple.subject, triple.predicate, triple.object))
        assert step is not None, triple
        assert step.rule, triple
        check(step, ontology, graph)
        assert height_of(step) == heights[step.fact], step
    assert {fact for fact, height in heights.items() if height and is_shown(fact)} == {
        (t.subject, t.predicate, t.object) for t in follows
    }
    return len(follows)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOMS, min_size=3, max_size=9), st.lists(FACTS, min_size=3, max_size=8))
def test_every_step_of_every_proof_is_an_instance_of_its_rule(axioms: list[str], facts: list[str]) -> None:
    proved("\n".join(axioms), "\n".join(facts))


def test_the_checker_refuses_what_is_no_instance() -> None:
    ontology = Ontology(triples(":p rdfs:domain :C ."))
    graph = graph_of(":p rdfs:domain :C .", "e:a :p e:b .")
    materialise(graph)
    a, is_a, c = ((t.subject, t.predicate, t.object) for t in triples("e:a a :C .")).__next__()
    good = prover_of(graph).find((a, is_a, c))
    assert good is not None
    assert is_instance(good, ontology)
    assert not is_instance(Step((good.premises[0].fact[2], is_a, c), good.rule, good.axioms, good.premises), ontology)
    assert not is_instance(Step(good.fact, "prp-rng", good.axioms, good.premises), ontology)


def test_equal_values_are_shown_as_they_are_written() -> None:
    graph = graph_of(":C owl:hasKey ( :d ) . :d owl:propertyDisjointWith :e .", "e:a a :C ; :d 1 . e:b a :C ; :d 1.0 .")
    materialise(graph)
    found = {
        (t.subject, t.predicate, t.object): prover_of(graph).find((t.subject, t.predicate, t.object))
        for t in inferred(graph)
    }
    (key,) = (step for step in found.values() if step and step.rule == "prp-key")
    assert not any(premise.rule for premise in key.premises)
    assert all(step and step.rule for step in found.values())
    graph = graph_of(":d owl:propertyDisjointWith :e .", "e:a :d 1 ; :e 1.0 .")
    materialise(graph)
    (wrong,) = find_inconsistencies(graph)
    assert [premise.origin for premise in wrong.premises] == ["article", "article"]


def proof_of(graph: Graph, ontology: Ontology, turtle: str) -> Step:
    """The proof of a triple, which was checked."""
    (triple,) = triples(turtle)
    step = prover_of(graph).find((triple.subject, triple.predicate, triple.object))
    assert step is not None, turtle
    check(step, ontology, graph)
    return step


@pytest.mark.parametrize("names", [13, 45, 120])
def test_two_of_very_many_names_are_proved_the_same_along_what_links_them(names: int) -> None:
    axioms = ":p rdfs:subPropertyOf :q ."
    links = "".join(f"e:n{n:03} owl:sameAs e:n{n + 1:03} ." for n in range(names))
    graph, ontology = graph_of(axioms, f"{links} e:n{names // 2:03} :p e:z ."), Ontology(triples(axioms))
    materialise(graph)
    step = proof_of(graph, ontology, f"e:n{names:03} owl:sameAs e:n000 .")
    assert height_of(step) <= names.bit_length() + 1
    assert proof_of(graph, ontology, "e:n000 :q e:z .").rule


@pytest.mark.parametrize(
    ("axioms", "facts"),
    [
        (":f a owl:FunctionalProperty .", "".join(f"e:a :f e:n{n:02} ." for n in range(20))),
        (
            ":f a owl:FunctionalProperty .",  # each pair is the same because the one before it is
            "".join(
                f"e:n{n:02} :f e:n{n + 1:02} . e:n{n:02} :f e:m{n + 1:02} . e:m{n:02} :f e:m{n + 1:02} ."
                for n in range(16)
            )
            + "".join(f"e:m{n:02} owl:sameAs e:k ." for n in range(1, 16)),
        ),
        (
            ":f a owl:FunctionalProperty . :g a owl:FunctionalProperty .",  # links that rest on links of the same names
            "".join(f"e:x{n:02} owl:sameAs e:x{n + 1:02} ." for n in (*range(6), *range(7, 10), *range(11, 14)))
            + "e:x02 :g e:x06 . e:x05 :g e:x07 . e:x09 :f e:x10 . e:x01 :f e:x11 .",
        ),
    ],
)
def test_names_that_a_rule_makes_many_have_proofs(axioms: str, facts: str) -> None:
    graph, ontology = graph_of(axioms, facts), Ontology(triples(axioms))
    materialise(graph)
    found = [triple for triple in inferred(graph) if triple.predicate == SAME_AS]
    assert len(found) > 150
    prover = prover_of(graph)
    for triple in sorted(found, key=str)[::29]:
        step = prover.find((triple.subject, triple.predicate, triple.object))
        assert step is not None
        check(step, ontology, graph)


def test_a_part_that_a_large_proof_has_often_is_shown_once() -> None:
    levels = range(12)
    axioms = "".join(
        f":C{n} rdfs:subClassOf :A{n} , :B{n} . :C{n + 1} owl:intersectionOf ( :A{n} :B{n} ) ." for n in levels
    )
    graph = graph_of(axioms, "e:x a :C0 .")
    materialise(graph)
    (triple,) = triples("e:x a :C12 .")
    proof = explain(graph, triple.subject, triple.predicate, triple.object)  # type: ignore[arg-type]  # no blank nodes
    assert proof is not None
    shown = proof_lines(proof, {})
    assert len(shown) < 100
    assert sum(line.endswith("[as above]") for line in shown) == 11
    assert json.dumps(proof_json(proof, {})).count('"above": true') == 11
    assert len(list(leaves(proof))) == 1


def test_an_unnamed_inverse_is_shown_as_the_property_the_other_way_round() -> None:
    axioms = "[ owl:inverseOf :p ] rdfs:subPropertyOf :q . :r owl:propertyChainAxiom ( [ owl:inverseOf :p ] :p ) ."
    assert both_ways(axioms, "e:a :p e:b , e:c .") == set(
        triples("e:b :q e:a ; :r e:b , e:c . e:c :q e:a ; :r e:b , e:c .")
    )
    graph = graph_of(axioms, "e:a :p e:b , e:c .")
    materialise(graph)
    assert not is_opaque(ground_of(graph))
    prover = prover_of(graph)
    for triple in inferred(graph):
        step = prover.find((triple.subject, triple.predicate, triple.object))
        assert step is not None
        assert [premise.rule for premise in step.premises] == [""] * len(step.premises)


def test_every_search_looks_as_far_as_the_first() -> None:
    graph = graph_of(":p rdfs:domain :C .", "e:a :p e:b .")
    materialise(graph)
    prover, (triple,) = prover_of(graph), triples("e:a a :C .")
    prover.looks = 2 * MOST_LOOKS
    assert prover.find((triple.subject, triple.predicate, triple.object)) is not None


def test_who_explained_leaves_nothing_half_read_to_whatever_thread_collects_garbage() -> None:
    graph = graph_of(":p rdfs:domain :C . :q rdfs:subPropertyOf :p .", "e:a :p e:b , e:c ; :q e:d .")
    materialise(graph)
    gc.collect()
    gc.disable()
    try:
        (triple,) = triples("e:a a :C .")
        assert triple in prove(graph, [triple])
        assert explain(graph, triple.subject, triple.predicate, triple.object)
        find_inconsistencies(graph)
        assert not [each for each in gc.get_objects() if isinstance(each, Prover)]
    finally:
        gc.enable()


def test_a_label_of_blanks_is_none() -> None:
    graph = graph_of(':p rdfs:subPropertyOf :q . :q rdfs:label " " .', 'e:a :p e:b ; rdfs:label "" .')
    materialise(graph)
    (triple,) = triples("e:a :q e:b .")
    proof = explain(graph, triple.subject, triple.predicate, triple.object)  # type: ignore[arg-type]  # no blank nodes
    assert proof is not None
    assert proof.words == "a has the q b"


def test_a_restriction_to_itself_that_is_false_gives_nothing() -> None:
    assert both_ways(":S owl:onProperty :p ; owl:hasSelf true .", "e:a a :S .") == set(triples("e:a :p e:a ."))
    assert both_ways(":S owl:onProperty :p ; owl:hasSelf false .", "e:a a :S .") == set()
