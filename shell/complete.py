"""Text, cursor and vocabulary -> suggestions, best first. Pure: nothing here asks the graph or the terminal."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from types import MappingProxyType
from typing import Literal

from kg.graph.words import words_of
from kg.names import ONTOLOGY
from kg.query.tokens import Token, find_tokens
from shell.positions import Position, Slot, position_after
from shell.vocabulary import Term, TermKind, Vocabulary

SuggestionKind = Literal[
    "command", "argument", "keyword", "function", "prefix", "variable", "class", "property", "entity", "graph", "value"
]

NEVER: Mapping[str, int] = MappingProxyType({})
LIMIT = 60
RANKED = 500
NOWHERE = "no IRI begins like this"
KEYWORDS: dict[Slot, tuple[str, ...]] = {
    "start": ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX"),
    "prologue": (),
    "projection": ("DISTINCT", "REDUCED", "WHERE", "FROM"),
    "dataset": ("WHERE", "FROM", "NAMED"),
    "describe": ("WHERE",),
    "subject": ("FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH", "BIND", "VALUES", "SELECT", "SERVICE"),
    "predicate": ("a",),
    "object": (),
    "after": ("FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH", "BIND", "VALUES"),
    "constraint": ("NOT EXISTS", "EXISTS"),
    "expression": ("IN", "NOT IN", "NOT EXISTS", "EXISTS", "AS", "DISTINCT", "true", "false"),
    "opening": ("EXISTS", "WHERE", "DATA"),
    "graph": (),
    "values": ("UNDEF",),
    "modifier": ("ORDER BY", "GROUP BY", "HAVING", "LIMIT", "OFFSET", "VALUES"),
    "order": ("BY", "DESC(", "ASC(", "HAVING", "LIMIT", "OFFSET"),
    "number": (),
}
AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
FUNCTIONS = (
    *AGGREGATES,
    *(
        "BOUND",
        "REGEX",
        "CONTAINS",
        "STRSTARTS",
        "STRENDS",
        "STRLEN",
        "SUBSTR",
        "STRBEFORE",
        "STRAFTER",
        "LCASE",
        "UCASE",
    ),
    *("STR", "LANG", "LANGMATCHES", "DATATYPE", "IRI", "IF", "COALESCE", "CONCAT", "REPLACE", "isIRI", "isLITERAL"),
    *("sameTerm", "YEAR", "MONTH", "DAY", "NOW", "ABS", "ROUND", "CEIL", "FLOOR", "xsd:date", "xsd:integer"),
)
TERM_KINDS: dict[Slot, tuple[TermKind, ...]] = {
    "subject": ("entity",),
    "predicate": ("property",),
    "object": ("entity",),
    "describe": ("entity", "class", "property"),
    "graph": ("graph",),
    "values": ("entity", "class", "property"),
    "expression": ("entity", "class", "property"),
}
WITH_VARIABLES = frozenset(
    {"projection", "subject", "predicate", "object", "expression", "describe", "order", "graph", "values", "constraint"}
)
NAME_CHARACTER = re.compile(r"[\w'’.-]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``text`` is to stand in place of what is written from ``start`` to the cursor."""

    text: str
    start: int
    kind: SuggestionKind
    label: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What has been typed of the next token, from ``start`` on."""

    text: str
    start: int
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What has a result at the cursor: IRIs and other terms as they are typed, each with how often it occurs."""

    iris: Mapping[str, int]
    values: Mapping[str, int] = field(default_factory=dict)


def complete(
    text: str,
    cursor: int,
    vocabulary: Vocabulary,
    *,
    found: Found | None = None,
    used: Mapping[str, int] = NEVER,
) -> list[Suggestion]:
    """Find what may be typed at the cursor, best first, at most ``LIMIT``.

    Of terms only those ``found``, where it is known which have a result; ``used`` is how often each was typed before.
    Never raises, whatever the text.
    """
    before = text[: max(cursor, 0)]
    if before.lstrip().startswith("\\"):
        return complete_command(before, vocabulary)
    written = written_at(before)
    if written.token is not None and written.token.kind in {"comment", "string", "open string", "number", "lang"}:
        return []
    position = position_after(before[: written.start])
    if position.slot == "prologue":
        return complete_prologue(written, vocabulary)
    if found is None:
        named = list(terms(before, written, position, vocabulary, used))
    else:
        named = list(found_terms(before, written, vocabulary, found, used))
    kept = list(variables(text, written, position))
    others = [*keywords(written, position), *functions(written, position), *prefixes(written, position, vocabulary)]
    # A class or a property is rarely a variable; what stands at the ends of a triple mostly is.
    if named_first(position) or written.text:
        return [*named, *others, *kept][:LIMIT] if written.text[:1] not in {"?", "$"} else kept[:LIMIT]
    return [*kept, *named, *others][:LIMIT] if found else [*kept, *others, *named][:LIMIT]


def named_first(position: Position) -> bool:
    """Whether terms come before variables here."""
    return position.slot == "predicate" or is_class_position(position)


def is_class_position(position: Position) -> bool:
    """Whether a class belongs here: the object of ``a``."""
    predicate = position.predicate
    return position.slot == "object" and predicate is not None and predicate.text in {"a", "rdf:type"}


def written_at(before: str) -> Written:
    """The token that the cursor touches from the right; an empty one after a blank or a bracket."""
    tokens = find_tokens(before)
    if not tokens or tokens[-1].end < len(before):
        return Written("", len(before))
    last = tokens[-1]
    if last.kind == "punct" and last.text not in {"?", "$"}:
        return Written("", len(before))
    return Written(last.text, last.start, last)


def complete_command(before: str, vocabulary: Vocabulary) -> list[Suggestion]:
    r"""``\fo`` -> ``\format``; ``\format t`` -> ``table``, ``tsv``, ``turtle``; else terms by any name."""
    start = len(before) - len(before.lstrip())
    name, blank, rest = before[start:].partition(" ")
    if not blank:
        return [
            Suggestion(f"\\{command.name}", start, "command", command.usage, command.summary)
            for command in vocabulary.commands
            if command.name.startswith(name[1:])
        ]
    choices = next((command.choices for command in vocabulary.commands if f"\\{command.name}" == name), ())
    if choices:
        return [
            Suggestion(choice, len(before) - len(rest), "argument")
            for choice in choices
            if choice.startswith(rest.strip())
        ]
    written = written_at(before)
    kinds: tuple[TermKind, ...] = ("entity", "property", "class")
    return (
        [as_suggestion(term, written.start) for term in matching(written.text, kinds, vocabulary)]
        if written.text
        else []
    )


def complete_prologue(written: Written, vocabulary: Vocabulary) -> list[Suggestion]:
    """``PREFIX sk`` -> the whole declaration."""
    return [
        Suggestion(f"{prefix}: <{iri}>", written.start, "prefix")
        for prefix, iri in vocabulary.prefixes
        if f"{prefix}:".startswith(written.text)
    ]


def variables(text: str, written: Written, position: Position) -> Iterator[Suggestion]:
    """The variables of the whole query, in text order; the one under the cursor only where it stands elsewhere, too."""
    typed = written.text[:1] in {"?", "$"}
    if not typed and (written.text or position.slot not in WITH_VARIABLES):
        return
    seen = {
        token.text: None
        for token in find_tokens(text)
        if token.kind == "variable" and not token.start <= written.start < token.end
    }
    for name in seen:
        if name.startswith(written.text) and name != written.text:
            yield Suggestion(name, written.start, "variable")


def keywords(written: Written, position: Position) -> Iterator[Suggestion]:
    """The keywords that fit, once their first letter is typed or nothing else could help."""
    if written.token is not None and written.token.kind != "word":
        return
    offered = KEYWORDS[position.slot]
    if position.slot == "subject" and position.depth == 0:
        offered = KEYWORDS["modifier"]
    for keyword in offered:
        if keyword.lower().startswith(written.text.lower()):
            yield Suggestion(keyword, written.start, "keyword")


def functions(written: Written, position: Position) -> Iterator[Suggestion]:
    """Functions inside expressions, aggregates also where columns are named."""
    offered = {"expression": FUNCTIONS, "constraint": FUNCTIONS, "order": AGGREGATES, "projection": ()}.get(
        position.slot, ()
    )
    if written.token is not None and written.token.kind not in {"word", "pname"}:
        return
    for function in offered:
        if function.lower().startswith(written.text.lower()):
            yield Suggestion(f"{function}(", written.start, "function")


def prefixes(written: Written, position: Position, vocabulary: Vocabulary) -> Iterator[Suggestion]:
    """``sk`` -> ``skos:``, where a term may stand."""
    if position.slot not in TERM_KINDS or not written.text or written.token is None or written.token.kind != "word":
        return
    for prefix, iri in vocabulary.prefixes:
        if prefix and prefix.startswith(written.text):
            yield Suggestion(f"{prefix}:", written.start, "prefix", comment=iri)


def found_terms(
    before: str, written: Written, vocabulary: Vocabulary, found: Found, used: Mapping[str, int]
) -> Iterator[Suggestion]:
    """What is found and fits what is typed, most used first; values that are no IRIs after the IRIs."""
    if written.text[:1] in {"?", "$", "_"}:
        return
    known = vocabulary.known_terms(list(found.iris))
    for phrase in phrases_before(before, written):
        wanted = wish(phrase.text, vocabulary)
        fit = [term for term in known if fits(wanted, term)] if phrase.text else known
        if fit:
            counted = (replace(term, count=found.iris[term.iri]) for term in fit)
            ranked = sorted(counted, key=lambda term: rank(phrase.text, term, used))[:LIMIT]
            yield from (as_suggestion(term, phrase.start, counted=True) for term in ranked)
            break
    low = written.text.lower()
    for value in sorted(found.values, key=lambda value: (-found.values[value], value)):
        if not low or value.lower().lstrip("\"'").startswith(low):
            yield Suggestion(value, written.start, "value", comment=f"{found.values[value]:,}")


def fits(wished: tuple[str, tuple[str, ...]], term: Term) -> bool:
    """Whether a term's IRI and names begin as is wished."""
    beginning, wanted = wished
    words = term.words or words_of(term.short.partition(":")[2] or term.iri)
    return term.iri.startswith(beginning) and all(any(word.startswith(want) for word in words) for want in wanted)


def wish(typed: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """How the IRI must begin, and the words that must begin words of a name."""
    if typed.startswith("<"):
        return typed[1:].rstrip(">"), ()
    if ":" in typed:
        prefix, _, local = typed.partition(":")
        return dict(vocabulary.prefixes).get(prefix, NOWHERE), words_of(local)
    return "", words_of(typed)


def terms(
    before: str, written: Written, position: Position, vocabulary: Vocabulary, used: Mapping[str, int]
) -> Iterator[Suggestion]:
    """Classes, properties, entities or graphs, by what the position takes; found by any of their names."""
    kinds = TERM_KINDS.get(position.slot, ())
    if is_class_position(position):
        kinds = ("class",)
    if not kinds or written.text[:1] in {"?", "$", "_"}:
        return
    for phrase in phrases_before(before, written):
        found = [as_suggestion(term, phrase.start) for term in matching(phrase.text, kinds, vocabulary, used)]
        if found:
            yield from found
            return


def phrases_before(before: str, written: Written) -> Iterator[Written]:
    """What is typed as one name, the longest reading first: ``:leads mike pomp`` -> ``mike pomp``, then ``pomp``."""
    if written.token is None or written.token.kind != "word":
        yield written
        return
    tokens = find_tokens(before)
    first = len(tokens) - 1
    while first > 0 and tokens[first - 1].kind == "word" and len(tokens) - first < 5:
        first -= 1
    for token in tokens[first:]:
        yield Written(before[token.start :], token.start, written.token)


def matching(
    typed: str, kinds: tuple[TermKind, ...], vocabulary: Vocabulary, used: Mapping[str, int] = NEVER
) -> list[Term]:
    """The terms of these kinds that fit what is typed, best first.

    A prefixed name or IRI is matched by its beginning or by words of its local part, anything else by the words of
    the term's names.
    """
    if not typed:
        return vocabulary.most_used(kinds, LIMIT)
    beginning, wanted = wish(typed, vocabulary)
    if not beginning and not wanted:
        return []
    if not wanted:
        return best(vocabulary.below(beginning, kinds, RANKED), typed, used)
    named = vocabulary.named(wanted, kinds)
    return best([term for term in named if term.iri.startswith(beginning)] if beginning else named, typed, used)


def best(found: list[Term], typed: str, used: Mapping[str, int]) -> list[Term]:
    """The best of the terms that fit, which stand most used first; of very many only some are compared."""
    if len(found) > RANKED:
        low = typed.lower()
        found = list(islice((term for term in found if begins(term, low)), RANKED)) or found[:RANKED]
    return sorted(found, key=lambda term: rank(typed, term, used))[:LIMIT]


def begins(term: Term, low: str) -> bool:
    """Whether the name of a term, with or without prefix, begins with what is typed in lower case."""
    short = term.short.lower()
    return short.startswith(low) or short.partition(":")[2].startswith(low)


def rank(typed: str, term: Term, used: Mapping[str, int]) -> tuple[bool, bool, float, str]:
    """Exact beginnings first, then what was typed before or occurs often, the ontology's own a little before others."""
    low = typed.lower()
    named = any(name.lower().startswith(low) for name in term.names)
    worth = math.log2(1 + term.count) + 3 * math.log2(1 + used.get(term.short, 0)) + term.iri.startswith(ONTOLOGY)
    return not begins(term, low), not named, -worth, term.short


def as_suggestion(term: Term, start: int, *, counted: bool = False) -> Suggestion:
    """A term as it is to be typed, with its label and comment, where wanted how often it occurs beside it."""
    beside = [f"{term.count:,}"] if counted else []
    return Suggestion(
        term.short, start, term.kind, term.label, "  ".join([*beside, *([term.comment] * bool(term.comment))])
    )
