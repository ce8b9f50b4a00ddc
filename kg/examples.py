"""The sentences that an ontology file gives for what its terms mean, held against what is read of them.

``skos:example`` on a class or property is a sentence that shows it, ``lex:counterexample`` a near one that does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import SKOS

from kg.definitions import Source, line_of, local
from kg.errors import OntologyError
from kg.model import Article, Block, Reading
from kg.names import LEXICON, ONTOLOGY, Names
from kg.tbox import TBox

_COUNTER = URIRef(LEXICON + "counterexample")
_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the name of the term that it is given for, whether it ``shows`` the term, and where it stands."""

    term: str
    sentence: str
    shows: bool
    place: str


def find_failing(sources: Sequence[Source], tbox: TBox, model: str) -> Iterator[OntologyError]:
    """Examples of which their term is not read, and counterexamples of which it is; nothing is loaded without any.

    ``tbox`` is the shipped ontology with these files.

    Raises:
        OntologyError: a file that cannot be used.
        KgError: no such pipeline.
    """
    examples = [example for source in sources for example in _examples(source)]
    if not examples:
        return
    from kg.pipeline import read_articles  # noqa: PLC0415 - spaCy takes seconds

    files = tuple(source.path for source in sources)
    readings = read_articles(map(_article, range(len(examples)), examples), ontology=files, model=model)
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


def _examples(source: Source) -> Iterator[Example]:
    """Those in English, or in no language that is told, in the order of their lines."""
    found = list[tuple[int, Example]]()
    for predicate, shows in ((SKOS.example, True), (_COUNTER, False)):
        for term, sentence in source.graph.subject_objects(predicate):
            if isinstance(sentence, Literal) and (sentence.language or "en").startswith("en") and _is_term(term):
                line = line_of(source.text, _opening(str(sentence)), f":{local(term)}")
                found.append((line, Example(local(term), str(sentence), shows, f"{source.path}:{line}")))
    yield from (example for _, example in sorted(found, key=lambda each: (each[0], each[1].term)))


def _is_term(node: object) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(ONTOLOGY)


def _opening(sentence: str) -> str:
    """A sentence as far as it is sure to be written so: quotation marks may be escaped, a line may end."""
    return sentence.partition('"')[0].strip().partition("\n")[0]


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
