"""check: what contradicts itself in a graph or in files, where articles disagree, mistakes in ontology files."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.commandline.graphs import LargeSet, bring_up, draw_aloud, find_large_sets, open_facts, read_quads
from kg.commandline.guards import FAILED, note, say, told_when_stopped, write_json
from kg.errors import KgError, OntologyError, StoreError, UnusedTermError
from kg.graph import Graph, open_graph
from kg.graph.rdf_files import is_rdf
from kg.graph.terms import TYPE
from kg.names import BARE_NAME, LEXICON, ONTOLOGY, OWL, SHACL
from kg.query import Rows, run
from kg.readers import Reader
from kg.reason.blame import Inconsistency, find_inconsistencies, inconsistency_json, inconsistency_lines, ranking
from kg.reason.circles import find_axiom_circles
from kg.reason.compile.misused import is_misused, misuse
from kg.reason.facts import find_asserted, ground_of
from kg.reason.impossible import find_impossible, impossible_json, impossible_lines
from kg.reason.lines import shorten as shorten_axiom
from kg.reason.places import Place, Places

Kind = OneOf["mistake", "left out", "circle", "impossible", "contradiction", "disagreement"]
LISTS: Mapping[Kind, str] = {
    "mistake": "mistakes",
    "left out": "left_out",
    "circle": "circles",
    "impossible": "impossible",
    "contradiction": "contradictions",
    "disagreement": "disagreements",
}
DISAGREEMENTS = """SELECT DISTINCT ?s ?p ?o ?one ?other WHERE {
  ?other :states ?said . ?said rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; :polarity "negative" .
  GRAPH ?one { ?s ?p ?o } ?one a :Article . FILTER (?one != ?other)
} ORDER BY ?s ?p ?o ?one ?other"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: what it is, as lines of text, and as an object for ``json.dumps``."""

    kind: Kind
    lines: tuple[str, ...]
    data: Mapping[str, object]
    inconsistency: Inconsistency | None = None


def check_all(targets: Sequence[Path], *, as_json: bool = False) -> int:
    """Print what is wrong, as lines or as one object; 1 where anything is, or a target cannot be read."""
    closed = dict[Path, StoreError]()
    for path in targets:
        if not is_rdf(path):
            try:
                bring_up(path)
            except StoreError as error:
                closed[path] = error
    with told_when_stopped(lambda: "stopped; nothing was changed; the same command starts over"):
        return _check_all(targets, closed, as_json=as_json)


def _check_all(targets: Sequence[Path], closed: Mapping[Path, StoreError], *, as_json: bool) -> int:
    files = [path for path in targets if is_rdf(path)]
    found: list[tuple[tuple[Path, ...], list[Finding]]] = []
    large = list[LargeSet]()
    for path in targets:
        if path in closed:
            found.append(((path,), [mistake_of(closed[path])]))
        elif path not in files:
            with open_graph(path) as graph:
                found.append(((path,), list(check_graph(graph))))
                large += find_large_sets(graph)
    if files:
        found.append((tuple(files), list(check_files(files, large))))
    for each in large:
        note(str(each))
    if as_json:
        write_json(report(targets, found, large))
    else:
        for places, findings in found:
            before = f"{places[0]}: " if not is_rdf(places[0]) and places[0] not in closed else ""
            for line in (line for finding in findings for line in finding.lines):
                say(before + line)
    if any(findings for _, findings in found):
        return FAILED
    if len(files) < len(targets) or not all(map(is_empty, files)):
        note("nothing contradicts itself, no mistake found")
    return 0


def report(
    targets: Sequence[Path], found: Sequence[tuple[tuple[Path, ...], list[Finding]]], large: Sequence[LargeSet]
) -> dict[str, object]:
    """All that was found as one object; every list is there, also where it is empty."""
    rows: dict[str, list[object]] = {name: [] for name in LISTS.values()}
    blame = list[object]()
    for places, findings in found:
        where: dict[str, object] = {"targets": list(map(str, places))}
        for finding in findings:
            rows[LISTS[finding.kind]].append(where | dict(finding.data))
        wrong = [finding.inconsistency for finding in findings if finding.inconsistency]
        blame += [where | article for article in ranking(wrong)]
    number = sum(map(len, rows.values()))
    sets = [{"name": each.name, "names": each.names} for each in large]
    return {"targets": list(map(str, targets)), "found": number, **rows, "blame": blame, "large_sets": sets}


def check_graph(graph: Graph) -> Iterator[Finding]:
    """What is wrong in a graph."""
    mistakes = find_mistakes(graph, tuple(graph.extra_files()))
    yield from mistakes
    yield from find_contradictions(graph, told(mistakes))
    yield from find_disagreements(graph)


def check_files(files: Sequence[Path], large: list[LargeSet]) -> Iterator[Finding]:
    """What is wrong in files: with the words and terms of an ontology, and in what the files say together.

    ``large`` gets the things with too many names. No mistake is what may be defined in a file that cannot be parsed.
    """
    graph, broken = open_whole(files)
    yield from broken
    if not graph.read_from:
        return
    for path in filter(is_empty, graph.read_from):
        note(f"{path}: holds no triple, so it defines nothing")
    unread = {name for path in files if path not in graph.read_from for name in find_subjects(path)}
    mistakes = [
        each
        for each in find_mistakes(graph, tuple(path for path in graph.read_from if is_ontology(path)))
        if unread.isdisjoint(names_in(each))
    ]
    yield from mistakes
    yield from find_undefined(graph, {*unread, *(name for each in mistakes for name in names_in(each))})
    draw_aloud(graph)
    large += find_large_sets(graph)
    yield from find_contradictions(graph, told(mistakes))


def open_whole(files: Sequence[Path]) -> tuple[Graph, list[Finding]]:
    """What the files say that can be read and parsed, and what is wrong with each other one."""
    try:
        return open_facts(files), []
    except StoreError:
        failures = {path: failure for path in files if (failure := failure_of(path))}
    return open_facts([path for path in files if path not in failures]), list(map(mistake_of, failures.values()))


def failure_of(path: Path) -> StoreError | None:
    """Why a file cannot be read or parsed, if it cannot."""
    try:
        for _ in read_quads(path):
            pass
    except StoreError as error:
        return error
    return None


def find_subjects(path: Path) -> Iterator[str]:
    """The names of the ontology that lines of a file begin with, whether it can be parsed or not."""
    with suppress(OSError, ValueError), path.open(encoding="utf-8", errors="replace") as lines:
        yield from (found[1] for line in lines if (found := BARE_NAME.match(line)))


def is_empty(path: Path) -> bool:
    """Whether a file can be parsed and says nothing."""
    return next(read_quads(path), None) is None


def find_mistakes(graph: Graph, files: tuple[Path, ...]) -> list[Finding]:
    """All mistakes in the ontology files of a graph, in the order of their lines."""
    found = dict[str, KgError]()
    try:
        for error in Reader(files).mistakes() if files else ():
            found.setdefault(str(error), error)
    except KgError as error:
        found.setdefault(str(error), error)
    told = (
        error for error in found.values() if not (isinstance(error, UnusedTermError) and is_used(graph, error.term))
    )
    return [mistake_of(error) for error in sorted(told, key=line_of)]


def names_in(finding: Finding) -> list[str]:
    """The names of the ontology that a mistake speaks of."""
    return BARE_NAME.findall(str(finding.data["message"]))


def find_undefined(graph: Graph, known: Container[str]) -> Iterator[Finding]:
    """Classes and properties that facts use and nobody defines, none that is ``known``, each with its first place."""
    from kg.definitions import meant  # noqa: PLC0415 - rdflib takes a while to import

    defined = set(find_terms(graph, "?term a ?kind"))
    places = Places(graph)
    for what, used in (("class", "?s a ?term"), ("property", "?s ?term ?o")):
        for name in find_terms(graph, used):
            if name in defined or name in known:
                continue
            node = NamedNode(ONTOLOGY + name)
            pattern = (None, TYPE, node, None) if what == "class" else (None, node, None, None)
            quad = next(graph.store.quads_for_pattern(*pattern))
            property_of = "Datatype" if isinstance(quad.object, Literal) else "Object"
            kind = "Class" if what == "class" else f"{property_of}Property"
            yield mistake_of(
                OntologyError(
                    f":{name} is used as a {what} and is not defined",
                    place=str(places.of(quad.triple)),
                    remedy=f"define :{name} a owl:{kind}, or mend its name{meant(name, sorted(defined))}",
                )
            )


def find_terms(graph: Graph, pattern: str) -> Iterator[str]:
    """The names of the ontology that stand for ``?term`` in a pattern, sorted."""
    begins = f'STRSTARTS(STR(?term), "{ONTOLOGY}")'
    answer = run(graph, f"SELECT DISTINCT ?term WHERE {{ {pattern} FILTER (isIRI(?term) && {begins}) }} ORDER BY ?term")
    for row in answer.rows if isinstance(answer, Rows) else ():
        yield iri(row[0]).removeprefix(ONTOLOGY)


def is_used(graph: Graph, term: str) -> bool:
    """Whether anything has a property, or is of a class."""
    uses = graph.store.quads_for_pattern
    node = NamedNode(term)
    return any(True for _ in uses(None, node, None, None)) or any(True for _ in uses(None, TYPE, node, None))


def line_of(error: KgError) -> tuple[str, int]:
    """The file of an error, and the line, to sort by."""
    place = re.fullmatch(r"(.*?):(\d+)(?::\d+)?", error.place)
    return (place[1], int(place[2])) if place else (error.place, 0)


def mistake_of(error: KgError) -> Finding:
    """A mistake as it is told."""
    said = {"place": error.place or None, "message": error.message, "remedy": error.remedy or None}
    return Finding("mistake", (str(error),), said)


def told(mistakes: Sequence[Finding]) -> frozenset[str]:
    """What was said, so that it is not said again of what is left out for that reason."""
    return frozenset(f"{each.data['message']}; {each.data['remedy']}" for each in mistakes)


def is_ontology(path: Path) -> bool:
    """Whether a file speaks of classes or properties, gives them words, or has shapes or rules."""
    kinds = {NamedNode(f"{OWL}{name}") for name in ("Class", "ObjectProperty", "DatatypeProperty")}

    def is_definition(quad: Quad) -> bool:
        of_term = isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ONTOLOGY)
        is_kind = quad.predicate == TYPE and quad.object in kinds
        return of_term or is_kind or quad.predicate.value.startswith((LEXICON, SHACL))

    return path.suffix.lower() == ".ttl" and any(map(is_definition, read_quads(path)))


def find_contradictions(graph: Graph, known: Container[str] = ()) -> Iterator[Finding]:
    """What of the ontology is left out, leads back to itself or can never be, and what the axioms rule out.

    Of what is left out, nothing that is ``known``.
    """
    prefixes, places = graph.names.prefixes, Places(graph)
    for message in (each for each in ground_of(graph).rules.ignored if each not in known):
        yield placed("left out", places.of_message(message), shorten_axiom(message, prefixes))
    for fact in dict.fromkeys(find_asserted(graph)):
        triple = Triple(*fact)  # type: ignore[arg-type]  # what is asserted are triples
        if is_misused(triple):
            yield placed("left out", places.of(triple), shorten_axiom(misuse(triple), prefixes))
    for circle in find_axiom_circles(graph):
        place, text = places.of(circle.axiom, circle.message), f"{circle.message}; {circle.remedy}"
        terms = [shorten_axiom(term, prefixes) for term in circle.terms]
        yield placed("circle", place, shorten_axiom(text, prefixes), terms=terms)
    for each in find_impossible(graph):
        yield Finding("impossible", tuple(impossible_lines(each, prefixes)), impossible_json(each, prefixes))
    for wrong in find_inconsistencies(graph):
        yield Finding(
            "contradiction", tuple(inconsistency_lines(wrong, prefixes)), inconsistency_json(wrong, prefixes), wrong
        )


def placed(kind: Kind, place: Place, text: str, **more: object) -> Finding:
    """A finding of one line, after its place where that is known."""
    where = {"file": place.file or None, "line": place.line or None}
    return Finding(kind, (f"{place}: {text}" if place.file else text,), {**where, "message": text, **more})


def find_disagreements(graph: Graph) -> Iterator[Finding]:
    """What one article states and another one negates."""
    answer = run(graph, DISAGREEMENTS)
    for row in answer.rows if isinstance(answer, Rows) else ():
        subject, predicate, object_ = (shorten(str(cell), graph) for cell in row[:3])
        one, other = (article_name(cell, graph) for cell in row[3:])
        line = f"articles disagree about {subject} {predicate} {object_}: {one} states it; {other} negates it"
        data = {"triple": [subject, predicate, object_], "states": iri(row[3]), "negates": iri(row[4])}
        yield Finding("disagreement", (line,), data)


def article_name(cell: object, graph: Graph) -> str:
    """An article as a reader knows it: publisher, title and day, then its IRI."""
    answer = run(
        graph,
        f"SELECT ?publisher ?title (STR(?issued) AS ?day) {{ OPTIONAL {{ {cell} dcterms:publisher ?publisher }} "
        f"OPTIONAL {{ {cell} dcterms:title ?title }} OPTIONAL {{ {cell} dcterms:issued ?issued }} }} LIMIT 1",
    )
    row = answer.rows[0] if isinstance(answer, Rows) and answer.rows else ()
    known = ", ".join(part.value for part in row if isinstance(part, Literal))
    return f"{known} ({shorten(str(cell), graph)})" if known else shorten(str(cell), graph)


def iri(cell: object) -> str:
    """The IRI of a cell."""
    return cell.value if isinstance(cell, NamedNode) else str(cell)


def shorten(text: str, graph: Graph) -> str:
    """A message with prefixes in place of the beginnings of IRIs."""
    for prefix, start in sorted(graph.names.prefixes.items(), key=lambda pair: -len(pair[1])):
        text = re.sub(rf"<?{re.escape(start)}([\w-]+)>?", rf"{prefix}:\1", text)
    return text
