"""A proof as lines of text and as JSON."""

from collections.abc import Mapping

from pyoxigraph import Triple

from kg.export.turtle import term
from kg.reason.explain import Proof, Source

INDENT = "  "
_WORDS = {"ontology": "in the ontology", "analyst": "added by an analyst", "article": "said of the article itself"}


def proof_lines(proof: Proof, prefixes: Mapping[str, str], *, base: str | None = None) -> list[str]:
    """The proof, each triple above what it rests on, sentences as leaves.

    Text of articles stays as it is: whoever prints it to a terminal cleans it.
    """
    rule = f"   [{rule_text(proof, prefixes, base)}]" if proof.origin == "inferred" else ""
    lines = [triple_text(proof.triple, prefixes, base) + rule]
    for source in proof.sources:
        lines.append(f"{INDENT}“{source.sentence}”")
        lines.append(f"{INDENT}{INDENT}{source_text(source)}")
    if proof.origin != "inferred" and not proof.sources:
        lines.append(f"{INDENT}{_WORDS[proof.origin]}")
    for premise in proof.premises:
        lines += [INDENT + line for line in proof_lines(premise, prefixes, base=base)]
    return lines


def triple_text(triple: Triple, prefixes: Mapping[str, str], base: str | None) -> str:
    """A triple as Turtle writes it."""
    return " ".join(term(node, prefixes, base) for node in (triple.subject, triple.predicate, triple.object))


def rule_text(proof: Proof, prefixes: Mapping[str, str], base: str | None) -> str:
    """The rule of a step and its axiom; the parts of a chain as they were used."""
    if proof.axiom is None:
        return proof.rule or "inferred; the step cannot be shown"
    if proof.rule == "prp-spo2":
        parts = " ".join(term(premise.triple.predicate, prefixes, base) for premise in proof.premises)
        return f"{proof.rule}: {term(proof.axiom.subject, prefixes, base)} owl:propertyChainAxiom ( {parts} )"
    return f"{proof.rule}: {triple_text(proof.axiom, prefixes, base)}"


def source_text(source: Source) -> str:
    """Where a sentence stands: publisher, title, date, offsets, and the pattern that fired."""
    where = ", ".join(part for part in (source.publisher, source.title, source.issued) if part) or source.article
    return f"{where}, characters {source.start} to {source.end}, pattern: {source.pattern}"


def proof_json(proof: Proof, prefixes: Mapping[str, str], *, base: str | None = None) -> dict[str, object]:
    """The proof as an object for ``json.dumps``."""
    found: dict[str, object] = {
        "triple": [
            term(node, prefixes, base) for node in (proof.triple.subject, proof.triple.predicate, proof.triple.object)
        ],
        "origin": proof.origin,
    }
    if proof.origin == "inferred":
        found["rule"] = proof.rule
        if proof.axiom is not None:
            found["axiom"] = rule_text(proof, prefixes, base).partition(": ")[2]
        found["premises"] = [proof_json(premise, prefixes, base=base) for premise in proof.premises]
    if proof.sources:
        found["sources"] = [_source_json(source) for source in proof.sources]
    return found


def _source_json(source: Source) -> dict[str, object]:
    return {
        "article": source.article,
        "title": source.title,
        "publisher": source.publisher,
        "issued": source.issued,
        "sentence": source.sentence,
        "start": source.start,
        "end": source.end,
        "pattern": source.pattern,
    }
