"""The sentences that an ontology file gives for what its terms mean, held against what is read of them.

``skos:example`` on a class or property is a sentence that shows it, ``lex:counterexample`` a near one that does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SKOS

from kg.definitions import local
from kg.errors import OntologyError
from kg.model import Article, Block, Reading
from kg.names import LEXICON, ONTOLOGY, Names
from kg.tbox import TBox, read_ontology

_COUNTER = URIRef(LEXICON + "counterexample")
_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the name of the term that it is given for, whether it ``shows`` the term, and where it stands."""

    term: str
    sentence: str
    shows: bool
    place: str


def find_failing(files: Sequence[Path], model: str) -> Iterator[OntologyError]:
    """Examples of which their term is not read, and counterexamples of which it is; nothing is loaded without any.

    Raises:
        OntologyError: a file that cannot be used.
        KgError: no such pipeline.
    """
    examples = [example for path in files for example in _examples(path)]
    if not examples:
        return
    from kg.pipeline import read_articles  # noqa: PLC0415 - spaCy takes seconds

    tbox = read_ontology(files)
    readings = read_articles(map(_article, range(len(examples)), examples), ontology=tuple(files), model=model)
    for example, reading in zip(examples, readings, strict=True):
        pattern = _given(reading, tbox).get(example.term)
        if example.shows == (pattern is not None):
            continue
        if pattern is None:
            message = f":{example.term} is not read in its example “{example.sentence}”"
            remedy = "add a lex:pattern with its wording, or give what fills the slots a lex:noun"
        else:
            message = f":{example.term} is read in its counterexample “{example.sentence}”, by “{pattern}”"
            remedy = "reword that pattern"
        remedy += "; kg try SENTENCE --ontology FILE shows what is read"
        yield OntologyError(message, place=example.place, remedy=remedy)


def _examples(path: Path) -> Iterator[Example]:
    """Those in English, or in no language that is told, in the order of their lines."""
    text = path.read_text(encoding="utf-8-sig")
    graph = Graph().parse(data=text, format="turtle")
    found = list[tuple[int, Example]]()
    for predicate, shows in ((SKOS.example, True), (_COUNTER, False)):
        for term, sentence in graph.subject_objects(predicate):
            if isinstance(sentence, Literal) and (sentence.language or "en").startswith("en") and _is_term(term):
                line = _line_of(text, str(sentence))
                found.append((line, Example(local(term), str(sentence), shows, f"{path}:{line}")))
    yield from (example for _, example in sorted(found, key=lambda each: (each[0], each[1].term)))


def _is_term(node: object) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(ONTOLOGY)


def _line_of(text: str, sentence: str) -> int:
    """The line that a sentence begins in, by its first words: quotation marks may be written with a backslash."""
    start = sentence.strip().split('"')[0].splitlines()
    return text[: max(text.find(start[0]), 0)].count("\n") + 1 if start else 1


def _article(number: int, example: Example) -> Article:
    key = f"example-{number}"
    return Article(key, _NAMES.article(key, key), example.sentence, (Block(0, len(example.sentence)),))


def _given(reading: Reading, tbox: TBox) -> dict[str, str]:
    """The terms that a reading has, each with the pattern that gave it; of claims those that were made."""
    found = dict[str, str]()

    def note(names: Iterable[str], pattern: str) -> None:
        for name in names:
            found.setdefault(name, pattern)

    for fact in reading.facts:
        note(tbox.ancestors(fact.property), fact.pattern)
    for event in reading.events:
        note(event.classes, event.pattern)
    for claim in reading.claims:
        if claim.made:
            note(claim.classes, claim.pattern)
            for target in claim.targets:
                note(tbox.ancestors(target.property), claim.pattern)
    for entity in reading.entities:
        note(entity.classes, f"{entity.label} is a {entity.cls}")
    return found
