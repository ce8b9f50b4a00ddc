"""Interviews told as questions and answers: labels before the paragraphs, or their own words, say which is which."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.articles.layouts import load_layout
from kg.articles.paragraphs import Paragraph

_QUOTED = re.compile(r"[\"“„«][^\"”»]*[\"”»]?")
_NAMED = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}: ")
"""BERG: The ferry was late."""
_LEAST = 2
"""So many questions to "you", and so many answers of an "I", make an interview without labels."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a paragraph of an interview is, and how many of its first characters are the label."""

    answers: bool
    label: int = 0


def find_turns(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Turn]:
    """The turns among these paragraphs, by their number; none where nobody asks.

    What stands between an answer and the next question goes on answering; after the last one the writer may go on.
    Where no label says "answer", as where those who answer are named, there are only questions.
    """
    labelled = _find_labelled(text, paragraphs)
    found = _find_named(paragraphs, labelled) or _find_bare(paragraphs, labelled)
    if found:
        return dict(sorted({**found, **labelled}.items()))
    if not any(turn.answers for turn in labelled.values()):
        return labelled
    turns: dict[int, Turn] = {}
    for number in range(min(labelled), max(labelled) + 1):
        before = turns.get(number - 1)
        if number in labelled:
            turns[number] = labelled[number]
        elif before and before.answers:
            turns[number] = Turn(answers=True)
    return turns


def _find_labelled(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Turn]:
    """Q: Will it close? A: It will."""
    layout = load_layout()
    labelled: dict[int, Turn] = {}
    for number, paragraph in enumerate(paragraphs):
        for answers, label in ((False, layout.question), (True, layout.answer)):
            found = label.match(text, paragraph.start, paragraph.end)
            if found and found.end() < paragraph.end and (answers <= bool(labelled)):
                labelled[number] = Turn(answers, found.end() - paragraph.start)
    return labelled


def _find_named(paragraphs: Sequence[Paragraph], labelled: Mapping[int, Turn]) -> dict[int, Turn]:
    """POST: Will it close? BERG: It will. ¶ Nobody asked us. The turns beside those that tell by name who speaks.

    None where nobody asks again and again.
    """
    names = {
        number: found.group()
        for number, paragraph in enumerate(paragraphs)
        if number not in labelled and (found := _NAMED.match(paragraph.words))
    }
    times = Counter(names.values())
    asked = Counter(name for number, name in names.items() if _voice(paragraphs[number].words).asks)
    askers = {name for name, count in asked.items() if count >= _LEAST and count * 2 >= times[name]}
    asks = [turn for turn in labelled.values() if not turn.answers]
    speakers = {name for name, count in times.items() if count >= _LEAST} - askers
    if not speakers or len(asks) < len(labelled) or not (askers or len(asks) >= _LEAST):
        return {}
    numbers = sorted({*labelled, *(number for number, name in names.items() if name in speakers | askers)})
    turns: dict[int, Turn] = {}
    answers = False
    for number in range(numbers[0], numbers[-1] + 1):
        if number in names:
            answers = names[number] not in askers
            if not answers:
                turns[number] = Turn(answers=False, label=len(names[number]))
        elif number in labelled:
            answers = labelled[number].answers
        else:
            turns[number] = Turn(answers)
    return turns


@dataclass(frozen=True, slots=True)
class _Voice:
    """How a paragraph speaks outside quotation marks: whether it asks, says "you", says "I", says "I" or "we"."""

    asks: bool
    addresses: bool
    alone: bool
    own: bool


def _voice(words: str) -> _Voice:
    layout, said = load_layout(), _QUOTED.sub(" ", words)
    alone = layout.alone.search(said) is not None
    return _Voice(
        asks=said.rstrip().endswith("?"),
        addresses=layout.addressing.search(said) is not None,
        alone=alone,
        own=alone or layout.together.search(said) is not None,
    )


def _find_bare(paragraphs: Sequence[Paragraph], labelled: Mapping[int, Turn]) -> dict[int, Turn]:
    """Will you close it? ¶ I will not. The turns without labels, none where too few ask "you" and answer as "I"."""
    voices = [_voice(paragraph.words) for paragraph in paragraphs]
    asked = [number for number, voice in enumerate(voices[:-1]) if voice.asks and not voices[number + 1].asks]
    answered = [voices[number + 1] for number in asked]
    if (
        sum(voices[number].addresses for number in asked) < _LEAST
        or sum(voice.alone for voice in answered) < _LEAST
        or sum(voice.own for voice in answered) * 2 < len(answered)
    ):
        return {}
    first = next(number for number in asked if voices[number + 1].own)
    if first == 0:
        return {}  # a speech
    turns: dict[int, Turn] = {}
    for number in range(first, _end(asked[-1], voices)):
        named = _NAMED.match(paragraphs[number].words) is not None
        if number in labelled or not named:  # BERG: It will not. Whoever is named there says it
            turns[number] = Turn(answers=not (voices[number].asks or _is_put(number, voices)))
    return turns


def _is_put(number: int, voices: Sequence[_Voice]) -> bool:
    """ "The union says your guards fled." What is put to somebody, between two answers, as good as asks."""
    around = [voices[each].asks for each in (number - 1, number + 1) if each < len(voices)]
    return voices[number].addresses and not voices[number].own and around == [False, False]


def _end(last: int, voices: Sequence[_Voice]) -> int:
    """Where the answer to the last question ends: what is told as "I" goes on, then the writer does."""
    end = last + 2
    while end < len(voices) and voices[end].own:
        end += 1
    return end
