"""Patterns are parsed like any sentence, with several fillers and tenses; the reading is what the parses agree on."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.language import Language

from kg.definitions import foreign
from kg.errors import OntologyError
from kg.model import Article
from kg.parser import spelled_out, to_tree
from kg.patterns.fillings import Filled, fill, find_futures, first_word
from kg.patterns.model import Pattern, Slot
from kg.patterns.readings import Reading, read
from kg.patterns.sources import SLOT, Source, slot_type
from kg.tbox import TBox

_AGREEMENT = 0.5
_CORE = frozenset({"object", "clause", "question", "infinitive", "gerund"})
"""Roles without which a verb tells nothing."""
_NEGATED = re.compile(r"\b(no|not)\b")


def compile_patterns(sources: Sequence[Source], tbox: TBox, nlp: Language) -> list[Pattern]:
    """Compile patterns of an ontology.

    Raises:
        OntologyError: an unknown slot, a pattern without a verb, or one whose parses do not agree.
    """
    with nlp.select_pipes(disable=[name for name in ("ner",) if name in nlp.pipe_names]):
        futures = find_futures({word for source in sources if (word := first_word(source.text.text))}, nlp)
        filled = [list(fill(source, tbox, futures)) for source in sources]
        readings = _read_all(
            [group[: _enough(source, len(group))] for source, group in zip(sources, filled, strict=True)], nlp
        )
        rest = [
            group[len(found) :] if len(set(found)) > 1 else [] for group, found in zip(filled, readings, strict=True)
        ]
        more = _read_all(rest, nlp)
    parsed = zip(sources, readings, more, strict=True)
    return [_compile(source, [*some, *others], tbox) for source, some, others in parsed]


def _compile(source: Source, readings: Iterable[Reading | None], tbox: TBox) -> Pattern:
    """The pattern of a source; what is marked as of another language and cannot be read is told as such."""
    try:
        return _agree(source, readings, tbox)
    except OntologyError as problem:
        if source.text.language:
            raise foreign(source.text.text, source.text.language, source.text.place) from problem
        raise


def _enough(source: Source, number: int) -> int:
    """How many of a pattern's sentences decide, if they are read alike: what the rest would say changes nothing."""
    return number if source.term.verb else -(-2 * number // 3)


def _read_all(groups: Sequence[Sequence[Filled]], nlp: Language) -> list[list[Reading | None]]:
    """The readings of the sentences of each pattern."""
    docs = nlp.pipe([sentence.text for group in groups for sentence in group], batch_size=256)
    return [
        [read(to_tree(next(docs), Article("", "", sentence.text)), sentence) for sentence in group] for group in groups
    ]


def _agree(source: Source, readings: Iterable[Reading | None], tbox: TBox) -> Pattern:
    """The reading that at least half of the parses give."""
    all_readings = list(readings)
    seen_as = [reading for reading in all_readings if reading is not None and not reading.lost]
    found = [replace(reading, lemma=_verb_of(source, reading)) for reading in seen_as]
    if source.term.verb:
        stated = [reading for reading in found if reading.lemma == source.term.verb]
        found = stated or found
        all_readings = [*found]
    votes = Counter(found).most_common(2)
    text, place = source.text.text, source.text.place
    lost = Counter(word for reading in all_readings if reading is not None for word in reading.lost)
    if lost and (not votes or votes[0][1] < _AGREEMENT * len(all_readings)):
        raise OntologyError(
            f'in the pattern "{text}" nothing asks for "{lost.most_common(1)[0][0]}", so that it would fit without it',
            place=place,
            remedy="reword it so that the word depends on the verb",
        )
    if not votes:
        raise OntologyError(
            f'the pattern "{text}" has no verb or role noun that all its slots depend on',
            place=place,
            remedy='write a main clause such as "{subject} joins {object}", or state the verb with lex:verb',
        )
    best, count = votes[0]
    if count < _AGREEMENT * len(all_readings) or (len(votes) > 1 and votes[1][1] == count):
        seen = "; or ".join(str(reading) for reading, _ in votes)
        raise OntologyError(
            f'the pattern "{text}" can be read in more than one way: {seen}',
            place=place,
            remedy="reword it, or state the verb with lex:verb",
        )
    spellings = sorted({reading.lemma for reading in seen_as if _verb_of(source, reading) == best.lemma})
    return _to_pattern(source, best, tbox, spellings)


def _verb_of(source: Source, reading: Reading) -> str:
    """The trigger's lemma, spelled out where it is the verb after the first slot."""
    verb = first_word(source.text.text)
    return spelled_out(verb, reading.lemma) if verb and reading.kind == "verb" else reading.lemma


def _to_pattern(source: Source, reading: Reading, tbox: TBox, spellings: Iterable[str]) -> Pattern:
    is_open = source.term.kind == "class" and _says_enough(source, reading)
    narrower = {match.group(1): match.group(2) for match in SLOT.finditer(source.text.text)}
    slots = []
    for name, role, via in reading.slots:
        takes, cls = slot_type(source, tbox, name, narrower.get(name))
        is_open_slot = name == "accused" or (is_open and name != "claimant")
        slots.append(Slot(name, role, takes, cls, _is_required(source, reading, name, role), via, open=is_open_slot))
    triggers = tuple(dict.fromkeys((reading.lemma, *spellings)))
    return Pattern(
        source.term.name,
        source.text.text,
        source.text.place,
        reading.kind,
        triggers if reading.office is None else _nouns_of(source, reading.office, tbox),
        reading.particle,
        tuple(slots),
        reading.words,
        source.term.barred,
        _NEGATED.search(source.text.text) is not None,
        reading.office,
    )


def _is_required(source: Source, reading: Reading, name: str, role: str) -> bool:
    """Whether a slot must be filled: both of a relation, of a class those without which nothing is told."""
    roles = [each for _, each, _ in reading.slots]
    core = not _CORE.isdisjoint(roles)
    if source.term.kind != "class" or any(other != name and place == role for other, place, _ in reading.slots):
        return True  # between Canada and Norway: each has one
    if len(roles) == 1 and not reading.words:
        return True
    if role == "subject":
        return not core and not reading.words and not any(each.startswith("prep:") for each in roles)
    return role in _CORE or (role.startswith("prep:") and not core and reading.kind == "verb")


def _nouns_of(source: Source, slot: str, tbox: TBox) -> tuple[str, ...]:
    """The nouns that fill the slot after "is", which show that the pattern is meant."""
    term = tbox.terms.get(source.term.name if slot == "object" else slot)
    if term is None or not term.nouns:
        raise OntologyError(
            f'the pattern "{source.text.text}" has no word that shows it, only {{{slot}}} after its verb',
            place=source.text.place,
            remedy='write a verb or noun that says what is meant, such as "{subject} is a member of {object}"',
        )
    return term.nouns


def _says_enough(source: Source, reading: Reading) -> bool:
    """A clause, an infinitive or "of doing" beside an object leaves no doubt that the object is an agent."""
    return any(
        name == "content" and role in ("clause", "question", "infinitive", "prep:of") for name, role, _ in reading.slots
    )
