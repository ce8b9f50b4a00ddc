"""Interviews told as questions and answers: a label before each paragraph says which of the two it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.articles.layouts import load_layout
from kg.articles.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Turn:
    """What a paragraph of an interview is, and how many of its first characters are the label."""

    answers: bool
    label: int = 0


def find_turns(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, Turn]:
    """The turns among these paragraphs, by their number; none where nobody asks.

    What stands between a labelled answer and the next question goes on answering; after the last one the writer may go
    on. Where no label says "answer", as where those who answer are named, there are only questions.
    """
    layout = load_layout()
    labelled: dict[int, Turn] = {}
    for number, paragraph in enumerate(paragraphs):
        for answers, label in ((False, layout.question), (True, layout.answer)):
            found = label.match(text, paragraph.start, paragraph.end)
            if found and found.end() < paragraph.end and (answers <= bool(labelled)):
                labelled[number] = Turn(answers, found.end() - paragraph.start)
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
