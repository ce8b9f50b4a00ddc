"""What may mend a part of a query that leaves nothing: other names, other directions, other literals, other graphs."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.names import RDFS
from kg.query import Answer, Rows, Term, View
from kg.query.tokens import find_tokens
from kg.spellings import find_near
from shell.backends import Backend
from shell.empty import (
    TYPE,
    Ask,
    Case,
    Finding,
    Part,
    Remedies,
    Remedy,
    UnansweredError,
    explain_empty,
    gives_rows,
    is_ask,
    occurs,
)
from shell.groups import names_in
from shell.slips import find_slips
from shell.vocabulary import short_name

MOST, MOST_SAMPLED = 20_000, 2_000
NAMED = "?_g"
PLACES = {"class": "as a class", "property": "as a property", "thing": "in such a place"}


def make_remedies(prefixes: Mapping[str, str], sample: int | None = None) -> Remedies:
    """What may mend a part, likeliest first, with names written by these prefixes.

    Near names are looked for among ``sample`` triples only, where that is given.
    """

    def find(case: Case) -> Iterator[Remedy]:
        kind = case.blamed.element.kind
        if kind == "triple":
            yield from other_names(case, prefixes, sample)
            yield from other_way(case)
            yield from other_objects(case, prefixes)
            yield from narrower(case)
            yield from other_graphs(case, prefixes)
        elif kind in {"filter", "minus"}:
            yield from other_comparisons(case)
            yield without_it(case, prefixes)

    return find


def put(case: Case, place: int, term: str, reason: str) -> Remedy | None:
    """The query with another term at a place of its triple: 0 the subject, 1 the predicate, 2 the object."""
    part, text = case.blamed.element, case.text
    old = part.terms[place]
    starts = {token.start for token in find_tokens(text)}
    within = [at for at in occurrences(text, old, part.start, part.end) if at in starts]
    earlier = [at for at in occurrences(text, old, 0, part.start) if at in starts] if place == 0 else []
    if not within and not earlier:
        return None
    at = earlier[-1] if not within else within[-1] if place == 2 else within[0]
    terms = [term if number == place else was for number, was in enumerate(part.terms)]
    alone = case.blamed.around(f"{' '.join(terms)} .")
    return Remedy(reason, text[:at] + term + text[at + len(old) :], alone)


def occurrences(text: str, piece: str, start: int, end: int) -> Iterator[int]:
    """Where a piece stands in a stretch of text."""
    at = text.find(piece, start, end) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1, end)


def is_name(term: str) -> bool:
    """Whether a term as it is written is an IRI or a prefixed name."""
    tokens = find_tokens(term)
    return len(tokens) == 1 and tokens[0].kind in {"iri", "pname"}


def other_names(case: Case, prefixes: Mapping[str, str], sample: int | None = None) -> Iterator[Remedy]:
    """For a name that never occurs, those that are spelt nearly so; in a path, too."""
    terms = case.blamed.element.terms
    for place, whole in enumerate(terms):
        for token in find_tokens(whole):
            term = token.text
            if token.kind not in {"iri", "pname"} or term in TYPE or whole.startswith(('"', "'")):
                continue
            if occurs(case, term, place):
                continue
            what = "class" if place == 2 and terms[1] in TYPE else "property" if place == 1 else "thing"
            for iri in nearest(
                term, (row[0].value for row in known_names(case, what, sample) if isinstance(row[0], NamedNode))
            ):
                name = short_name(iri, prefixes.items())
                changed = whole[: token.start] + name + whole[token.end :]
                reason = f"{term} never occurs {PLACES[what]}; the nearest name is {name}"
                if remedy := put(case, place, changed, reason):
                    yield remedy


def known_names(case: Case, what: str, sample: int | None) -> Iterable[tuple[Term | None, ...]]:
    """The names that the graph has for classes, properties or things."""
    patterns = {"class": "?_s a ?_n", "property": "?_s ?_n ?_o", "thing": f"?_n <{RDFS}label> ?_o"}
    for pattern in (patterns[what], "?_n ?_p ?_o"):
        body = pattern if sample is None else f"{{ SELECT ?_n {{ {pattern} }} LIMIT {sample} }}"
        if found := case.values("_n", body, MOST if sample is None else MOST_SAMPLED).rows:
            return found
    return ()


def nearest(term: str, iris: Iterable[str], most: int = 3) -> list[str]:
    """The IRIs whose local names are spelt most like that of a term, best first.

    >>> nearest("e:Mike_Pompeio", ["http://a.example/Mike_Pompeo", "http://a.example/Minsk"])
    ['http://a.example/Mike_Pompeo']
    """
    return find_near(local_part(term), iris, most, part=local_part)


def local_part(term: str) -> str:
    """What a name ends in, as it is compared."""
    return re.split(r"[/#:]", term.strip("<>"))[-1]


def other_way(case: Case) -> Iterator[Remedy]:
    """The triple with subject and object exchanged."""
    part = case.blamed.element
    subject, path, object_ = part.terms
    if not is_name(path) and not path.startswith("?"):
        return
    if path in TYPE or find_tokens(object_)[0].kind not in {"iri", "pname", "variable"} or object_.startswith("?_"):
        return
    alone = case.blamed.around(f"{object_} {path} {subject} .")
    reason = f"{path} points the other way: {object_} {path} {subject}"
    if " ".join(part.text.split()) == f"{subject} {path} {object_}":
        text = f"{case.text[: part.start]}{object_} {path} {subject}{case.text[part.end :]}"
        yield Remedy(reason, text, alone)
    elif is_name(path) and (remedy := put(case, 1, f"^{path}", reason)):
        yield remedy


def other_objects(case: Case, prefixes: Mapping[str, str]) -> Iterator[Remedy]:
    """What the graph has where a literal is asked for: one of that text in another language, type or case, else a thing
    of that name.
    """
    subject, path, object_ = case.blamed.element.terms
    word = bare(object_)
    if word is None:
        return
    triple = f"{case.context} {case.blamed.around(f'{subject} {path} ?_v .')}"
    literal = f"{triple} FILTER(ISLITERAL(?_v) && LCASE(STR(?_v)) = LCASE({word}))"
    for found in terms_of(case.values("_v", literal, 5), prefixes):
        reason = f"{path} is {found} in the graph, which is not the same as {object_}"
        if remedy := put(case, 2, found, reason):
            yield remedy
    thing = f"{triple} ?_v <{RDFS}label> ?_l FILTER(ISIRI(?_v) && LCASE(STR(?_l)) = LCASE({word}))"
    for found in terms_of(case.values("_v", thing, 3), prefixes):
        if remedy := put(case, 2, found, f"{path} leads to things, not to text: {object_} is {found}"):
            yield remedy


def terms_of(rows: Rows, prefixes: Mapping[str, str]) -> list[str]:
    """The first column of rows as terms of a query; blank nodes, which a query cannot name, are left out."""
    first = (row[0] for row in rows.rows)
    return [
        written(term) if isinstance(term, Literal) else short_name(term.value, prefixes.items())
        for term in first
        if isinstance(term, Literal | NamedNode)
    ]


def bare(term: str) -> str | None:
    """The text of a literal as a plain string of SPARQL; None for what is no literal."""
    first = find_tokens(term)[0] if term else None
    if first is not None and first.kind == "string":
        return first.text
    return f'"{term}"' if term in {"true", "false"} or re.fullmatch(r"[+-]?[\d.]+(?:[eE][+-]?\d+)?", term) else None


def written(literal: Literal) -> str:
    """A literal as a query has it; numbers and truth values bare."""
    plain = literal.datatype.value.rpartition("#")[2] in {"integer", "boolean"}
    return literal.value if plain and re.fullmatch(r"-?\d+|true|false", literal.value) else str(literal)


def narrower(case: Case) -> Iterator[Remedy]:
    """The same with the subclasses of a class, or the subproperties of a property."""
    part = case.blamed.element
    path, object_ = part.terms[1:]
    if path in TYPE and is_name(object_):
        reason = f"only subclasses of {object_} have members; kg reason adds them to {object_}, too"
        remedy = put(case, 1, f"a/<{RDFS}subClassOf>*", reason)
        if remedy:
            yield remedy
    elif is_name(path):
        below = case.values("_p", f"?_p <{RDFS}subPropertyOf>+ {path}", 30).rows
        names = [f"<{row[0].value}>" for row in below if isinstance(row[0], NamedNode)]
        reason = f"only subproperties of {path} are there; kg reason adds {path}, too"
        remedy = put(case, 1, f"({'|'.join([path, *names])})", reason) if names else None
        if remedy:
            yield remedy


def other_graphs(case: Case, prefixes: Mapping[str, str]) -> Iterator[Remedy]:
    """The same in any graph, where it was asked in one of them or in none."""
    part = case.blamed
    triple = " ".join(part.element.terms) + " ."
    inside = f"GRAPH {NAMED} {{ {triple} }}"
    found = [row[0] for row in case.values("_g", f"{case.context} {inside}", 1).rows]
    places = [short_name(node.value, prefixes.items()) for node in found if isinstance(node, NamedNode)]
    if part.graph and not part.graph.startswith(("?", "$")):
        for place in places:
            reason = f"{' '.join(part.element.terms)} is not in the graph {part.graph} but in {place}"
            text = regraphed(case.text, part, place)
            yield Remedy(reason, text, f"GRAPH {place} {{ {triple} }}")
    elif not part.graph and is_written_out(part):
        for place in places:
            element = part.element
            reason = f"{part.shown} is not in the default graph but in {place}"
            text = f"{case.text[: element.start]}GRAPH {place} {{ {element.text} }}{case.text[element.end :]}"
            yield Remedy(reason, text, f"GRAPH {place} {{ {triple} }}")


def is_written_out(part: Part) -> bool:
    """Whether a triple stands there as one, sharing no subject."""
    return " ".join(part.element.text.split()) == " ".join(part.element.terms)


def regraphed(text: str, part: Part, name: str) -> str:
    """A query with another name for the graph around a part."""
    before = [token for token in find_tokens(text) if token.start < part.element.start and token.text == part.graph]
    if not before:
        return text
    return text[: before[-1].start] + name + text[before[-1].end :]


def other_comparisons(case: Case) -> Iterator[Remedy]:
    """A filter that compares text, whatever its language, type and case."""
    part = case.blamed.element
    if part.kind != "filter" or part.groups:
        return
    string = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    exact = re.sub(rf"([?$]\w+)\s*=\s*{string}(?:@[\w-]+|\^\^\S+?(?=[\s)]))?", r"STR(\1) = \2", part.text)
    loose = re.sub(rf"STR\(([?$]\w+)\) = {string}", r"LCASE(STR(\1)) = LCASE(\2)", exact)
    inside = re.sub(
        rf"(?i)\b(CONTAINS|STRSTARTS|STRENDS)\(\s*(?:STR\(\s*)?([?$]\w+)\s*\)?\s*,\s*{string}\s*\)",
        r"\1(LCASE(STR(\2)), LCASE(\3))",
        part.text,
    )
    regex = re.sub(
        rf"(?i)\bREGEX\(\s*(?:STR\(\s*)?([?$]\w+)\s*\)?\s*,\s*{string}\s*\)", r'REGEX(STR(\1), \2, "i")', part.text
    )
    words = {
        exact: "language or type differ",
        loose: "upper and lower case differ",
        inside: "upper and lower case differ",
        regex: "upper and lower case differ",
    }
    for changed, what in words.items():
        if changed != part.text:
            text = case.text[: part.start] + changed + case.text[part.end :]
            yield Remedy(f"{case.blamed.shown} removes every row: {what}", text, case.blamed.around(changed))


def without_it(case: Case, prefixes: Mapping[str, str]) -> Remedy:
    """The query without a filter, with what its variables are."""
    part = case.blamed.element
    text = case.text[: part.start] + case.text[part.end :]
    return Remedy(f"{case.blamed.shown} removes every row{seen_values(case, prefixes)}", text, "")


def seen_values(case: Case, prefixes: Mapping[str, str]) -> str:
    """What the first variable of a filter is before it, in words."""
    name = next(iter(names_in(case.blamed.element.text)), "")
    if not name or case.blamed.element.kind != "filter":
        return ""
    if name not in set(names_in(case.context)):
        return f": nothing gives ?{name} a value"
    shown = terms_of(case.values(name, case.context, 3), prefixes)
    return f": ?{name} is for example {', '.join(shown)}" if shown else f": nothing gives ?{name} a value"


def asking(backend: Backend, view: View, end: float, most: int | None = None) -> Ask:
    """What asks a graph in a view until a moment of ``time.monotonic``; then, and of what fails, there is no answer.

    There is none either to more than ``most`` questions, where that is given.
    """
    questions = iter(range(most)) if most is not None else count()

    def ask(query: str) -> Answer:
        left = end - time.monotonic()
        if left <= 0 or next(questions, None) is None:
            raise UnansweredError
        try:
            return backend.probe(query, view=view, timeout=left)
        except KgError as error:
            raise UnansweredError from error

    return ask


def explain_answer(backend: Backend, text: str, view: View) -> str:
    """Why a query has no rows, or ASK says no, as lines; empty where it is not found in time, or not waited for."""
    end = time.monotonic() + backend.explain_seconds
    ask = asking(backend, view, end, backend.questions)
    try:
        if view != "all" and gives_rows(text, asking(backend, "all", end)):
            what = "the answer is yes" if is_ask(text) else "there are rows"
            return f"{what} where all is seen, asserted and inferred: \\all\n"
        slips = find_slips(text)
        for slip in slips:
            if slip.meant and gives_rows(mended := slip.mended(text), ask):
                return Finding((slip.text,), mended).text()
        found = explain_empty(text, ask, make_remedies(backend.prefixes, backend.sample_rows))
    except (UnansweredError, KeyboardInterrupt):
        return ""
    # What only looks odd stands behind what was seen.
    said = found.reasons if found else ()
    more = [slip.text for slip in slips if not any(f"?{slip.name} a value" in reason for reason in said)]
    return Finding((*said, *more), found.query if found else "").text()
