"""Why an inferred link holds: its premises in words, and the asserted triples under them."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import Graph
from kg.reason.explain import prover_of
from kg.reason.proofs import Step
from kg.reason.words import Speaker

MOST_PROOFS = 400


@dataclass(frozen=True, slots=True)
class Because:
    """A proof in short."""

    lines: tuple[str, ...]
    leaves: tuple[Triple, ...]


def prove(graph: Graph, triples: Iterable[Triple]) -> dict[Triple, Because]:
    """The proofs of inferred triples, as far as there are any; after ``MOST_PROOFS`` no more are searched."""
    speaker, found = Speaker(graph.store), dict[Triple, Because]()
    with closing(prover_of(graph)) as prover:
        for triple in sorted(triples, key=str)[:MOST_PROOFS]:
            subject, object_ = triple.subject, triple.object
            if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode | Literal):
                continue
            step = prover.find((subject, triple.predicate, object_))
            if step is not None and step.rule:
                lines = [speaker.say(premise.fact) for premise in step.premises]
                found[triple] = Because((*lines, f"rule {step.rule}"), tuple(dict.fromkeys(leaves(step))))
    return found


def leaves(step: Step) -> Iterable[Triple]:
    """The triples that a proof rests on in the end."""
    agenda, seen = [step], set[int]()
    while agenda:
        part = agenda.pop()
        if id(part) not in seen:  # parts of a proof are shared
            seen.add(id(part))
            agenda += reversed(part.premises)
            if not part.rule:
                yield Triple(*part.fact)  # type: ignore[arg-type]  # a triple's places
