"""A proof as lines of text and as JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.export.turtle import term
from kg.reason.explain import Lacking, Proof, Reason, Source

INDENT = "  "
_ORIGINS = {
    "ontology": "in the ontology",
    "file": "in a file that was loaded",
    "analyst": "added by an analyst",
    "article": "said of the article itself",
    "supposed": "supposed",
}
_LONGEST = 300
MOST_SHOWN = 300  # triples of a proof; of a larger one each part is shown once


def proof_lines(proof: Proof, prefixes: Mapping[str, str], *, base: str | None = None) -> list[str]:
    """The proof: in words where it is an inference, then each triple above what it rests on, sentences as leaves.

    Text of articles stays as it is: whoever prints it to a terminal cleans it.
    """
    return [*summary(proof), *tree_lines(proof, prefixes, base)]


def summary(proof: Proof) -> list[str]:
    """An inference in words: what follows, why, the sentences that show it, the rule and the file of its axiom."""
    if not proof.premises:
        return []
    what, *why = proof.told
    rule = rule_and_places(proof.rule, proof.axioms)
    quoted = dict.fromkeys(f"{INDENT}“{source.sentence}”" for leaf in leaves(proof) for source in leaf.sources[:1])
    return [f"{what} because {' and '.join(why)} ({rule})", *quoted, ""]


def rule_and_places(rule: str, axioms: Iterable[Reason]) -> str:
    """A rule by its name and the files of the axioms that it goes by."""
    places = dict.fromkeys(str(axiom.place) for axiom in axioms if axiom.place.file)
    return ", ".join([f"rule {rule}", *places])


def leaves(proof: Proof) -> Iterator[Proof]:
    """What a proof rests on in the end; what several of its parts share comes once."""
    agenda, seen = [proof], set[int]()
    while agenda:
        part = agenda.pop()
        if id(part) not in seen:
            seen.add(id(part))
            agenda += reversed(part.premises)
            if not part.premises:
                yield part


def parts_once(proof: Proof) -> set[int] | None:
    """Where the parts that were shown are noted, so that each is shown once; None for a proof that is not large."""
    sizes: dict[int, int] = {}

    def size(part: Proof) -> int:
        known = sizes.get(id(part))
        if known is None:
            known = sizes[id(part)] = 1 + sum(map(size, part.premises))
        return known

    return set() if size(proof) > MOST_SHOWN else None


def is_above(proof: Proof, shown: set[int] | None) -> bool:
    """Whether a part of a large proof was shown before; from now on it was."""
    if shown is None or not proof.premises:
        return False
    before = id(proof) in shown
    shown.add(id(proof))
    return before


def tree_lines(proof: Proof, prefixes: Mapping[str, str], base: str | None = None) -> list[str]:
    """Each triple of a proof above what it rests on."""
    return _tree(proof, prefixes, base, parts_once(proof))


def _tree(proof: Proof, prefixes: Mapping[str, str], base: str | None, shown: set[int] | None) -> list[str]:
    if is_above(proof, shown):
        return [f"{triple_text(proof.triple, prefixes, base)}   [as above]"]
    rule = f"   [{rule_text(proof, prefixes, base)}]" if proof.origin == "inferred" else ""
    lines = [triple_text(proof.triple, prefixes, base) + rule]
    for source in proof.sources:
        lines.append(f"{INDENT}“{source.sentence}”")
        lines.append(f"{INDENT}{INDENT}{source_text(source)}")
    if proof.origin != "inferred" and not proof.sources:
        lines.append(f"{INDENT}{_origin(proof)}")
    for premise in proof.premises:
        lines += [INDENT + line for line in _tree(premise, prefixes, base, shown)]
    return lines


def _origin(proof: Proof) -> str:
    """Who says a triple that no sentence shows; of a file of the analyst's own, where."""
    return f"in {proof.place}" if proof.place.file and not proof.place.shipped else _ORIGINS[proof.origin]


def triple_text(triple: Triple, prefixes: Mapping[str, str], base: str | None) -> str:
    """A triple as Turtle writes it."""
    return " ".join(term(node, prefixes, base) for node in (triple.subject, triple.predicate, triple.object))


def rule_text(proof: Proof, prefixes: Mapping[str, str], base: str | None) -> str:
    """The rule of a step, the file and its axioms."""
    if not proof.rule:
        return "inferred; the step cannot be shown"
    places = dict.fromkeys(axiom.place.short for axiom in proof.axioms if axiom.place.file)
    name = ", ".join([proof.rule, *places])
    axioms = " ; ".join(axiom_text(axiom, prefixes, base) for axiom in proof.axioms)
    return f"{name}: {axioms}" if axioms else name


def axiom_text(axiom: Reason, prefixes: Mapping[str, str], base: str | None = None) -> str:
    """An axiom in Turtle with prefixes."""
    return shorten(axiom.text, prefixes, base)


def shorten(text: str, prefixes: Mapping[str, str], base: str | None = None, *, longest: int | None = _LONGEST) -> str:
    """Text with prefixes in place of the beginnings of IRIs, and not too long."""
    short = re.sub(r"<([^<>\s]+)>", lambda found: term(NamedNode(found[1]), prefixes, base), text)
    return short if longest is None or len(short) <= longest else f"{short[:longest]} …"


def source_text(source: Source) -> str:
    """Where a sentence stands: publisher, title, date, offsets, and the pattern that fired."""
    where = ", ".join(part for part in (source.publisher, source.title, source.issued) if part) or source.article
    return f"{where}, characters {source.start} to {source.end}, pattern: {source.pattern}"


def missing_lines(missing: Iterable[Lacking], prefixes: Mapping[str, str], *, base: str | None = None) -> list[str]:
    """What a triple lacks to follow, by each rule that would give it."""
    lines = []
    for each in missing:
        lines.append(f"{each.words} would follow ({rule_and_places(each.rule, each.axioms)})")
        lines += [f"{INDENT}by       {axiom_text(axiom, prefixes, base)}" for axiom in each.axioms]
        lines += [f"{INDENT}holds    {_places(part, prefixes, base)}" for part in each.held]
        lines += [f"{INDENT}missing  {_places(part, prefixes, base)}" for part in each.missing]
    return lines


def _places(part: Iterable[object], prefixes: Mapping[str, str], base: str | None) -> str:
    return " ".join(each if isinstance(each, str) else term(each, prefixes, base) for each in part)  # type: ignore[arg-type]  # nodes


def missing_json(
    missing: Iterable[Lacking], prefixes: Mapping[str, str], *, base: str | None = None
) -> list[dict[str, object]]:
    """The same as objects for ``json.dumps``."""
    return [
        {
            "rule": each.rule,
            "axioms": [axiom_json(axiom, prefixes, base) for axiom in each.axioms],
            "holds": [_places(part, prefixes, base) for part in each.held],
            "missing": [_places(part, prefixes, base) for part in each.missing],
        }
        for each in missing
    ]


def proof_json(proof: Proof, prefixes: Mapping[str, str], *, base: str | None = None) -> dict[str, object]:
    """The proof as an object for ``json.dumps``; of a large one, what was told before is ``above``."""
    return _json(proof, prefixes, base, parts_once(proof))


def _json(proof: Proof, prefixes: Mapping[str, str], base: str | None, shown: set[int] | None) -> dict[str, object]:
    found: dict[str, object] = {
        "triple": [
            term(node, prefixes, base) for node in (proof.triple.subject, proof.triple.predicate, proof.triple.object)
        ],
        "words": proof.words,
        "origin": proof.origin,
    }
    if is_above(proof, shown):
        return found | {"rule": proof.rule, "above": True}
    if proof.origin == "inferred":
        found["rule"] = proof.rule
        found["axioms"] = [axiom_json(axiom, prefixes, base) for axiom in proof.axioms]
        found["premises"] = [_json(premise, prefixes, base, shown) for premise in proof.premises]
    if proof.place.file:
        found |= {"file": proof.place.file, "line": proof.place.line or None}
    if proof.sources:
        found["sources"] = [source_json(source) for source in proof.sources]
    return found


def axiom_json(axiom: Reason, prefixes: Mapping[str, str], base: str | None = None) -> dict[str, object]:
    """An axiom and where it stands; nulls where that is not known."""
    place = axiom.place
    return {
        "axiom": shorten(axiom.text, prefixes, base, longest=None),
        "file": place.file or None,
        "line": place.line or None,
    }


def source_json(source: Source) -> dict[str, object]:
    """A sentence and where it stands; nulls where that is not known."""
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
