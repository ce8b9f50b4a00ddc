"""The tutorial: ten steps over the graph of two short articles, which comes with the shell.

steps.py   what is to be typed, and how it is told that it was
rally.trig what two of the example articles say, written by ``make golden``
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.graph import Graph, open_graph
from kg.tbox import ontology_files
from shell.backends import LocalBackend
from shell.render import wrap
from shell.session import Session
from shell.show import Style
from shell.tutorial.steps import STEPS, Typed

GRAPH = "rally.trig"
WIDEST = 100
PATIENCE = 2
"""Tries after which the hint is given without being asked for."""
OWN = (
    *("backend", "style", "view", "write", "last", "labels", "parameters"),
    *("typed", "running", "edits", "watched", "timeout"),
)
"""What a session has for itself during the tutorial, and gets back after it."""


@dataclass(slots=True)
class Lesson:
    """Where somebody is in the tutorial; ``before`` is the session as it was, ``tries`` those at this step."""

    before: Session
    number: int = 0
    tries: int = 0


def open_rally() -> Graph:
    """The graph of the tutorial, in memory: ontology, two articles with their sentences, and what follows."""
    graph = open_graph(None)
    graph.set_ontology(ontology_files())
    with as_file(files("shell.tutorial") / GRAPH) as path:
        load_rally(graph, path)
    return graph


def load_rally(graph: Graph, path: Path) -> None:
    """Put articles, their provenance and inferences from a file into a graph."""
    quads = list(parse(path=str(path), format=RdfFormat.TRIG))
    graph.edit((), [quad for quad in quads if quad.graph_name != graph.inferred])
    graph.set_inferred(quad.triple for quad in quads if quad.graph_name == graph.inferred)


def begin(session: Session, number: int = 0) -> str:
    """Open the tutorial's graph in place of the session's, and say what is to be done first."""
    if session.lesson is None:
        backend = LocalBackend(open_rally(), name="tutorial")
        session.lesson = Lesson(replace(session))
        session.backend, session.write, session.view, session.timeout = backend, True, "all", None
        session.style, session.last, session.typed, session.running = Style(), None, "", ""
        session.labels, session.parameters, session.edits, session.watched = {}, {}, [], {}
        session.changed()
    return go_to(session, session.lesson, number)


def end(session: Session, lesson: Lesson) -> str:
    """Give the session its own graph back."""
    for name in OWN:
        setattr(session, name, getattr(lesson.before, name))
    session.lesson = None
    session.changed()
    return f"the tutorial is over; the graph is {session.backend.name} again\n"


def go_to(session: Session, lesson: Lesson, number: int) -> str:
    """Say what a step is about; behind the last one the tutorial is over."""
    lesson.number, lesson.tries = number, 0
    if number >= len(STEPS):
        words = r"That is all. \help lists the commands, and \help COMMAND explains one; \tutorial begins again."
        return "".join(lines_of(session, words)) + end(session, lesson)
    # Nothing that a step sets may get into the way of the next one.
    session.view = "all"
    step, look = STEPS[number], session.screen.look
    head = f"{look.bold}── {number + 1} of {len(STEPS)}: {step.title}{look.reset}\n"
    task = "".join(f"  {look.accent}{line}{look.reset}\n" for line in step.task.split("\n"))
    return f"\n{head}{''.join(lines_of(session, step.words))}{task}"


def lines_of(session: Session, words: str) -> Iterator[str]:
    """Words in lines that fit the screen."""
    yield from (f"{line}\n" for line in wrap(words, min(session.screen.width or WIDEST, WIDEST), lines=40))


def hint(lesson: Lesson) -> str:
    """What to type, word for word."""
    return f"  type  {STEPS[lesson.number].hint}\n"


def follow(session: Session, text: str, status: int) -> str:
    """What the tutorial says to what was typed and came out with a status; nothing where there is no tutorial."""
    lesson = session.lesson
    if lesson is None or not text.strip():
        return ""
    typed, step = Typed(session, text.strip(), status), STEPS[lesson.number]
    if typed.command == "tutorial":
        return ""
    if step.done(typed):
        words = "".join(lines_of(session, step.seen))
        return f"{words}{go_to(session, lesson, lesson.number + 1)}"
    if note := step.on_the_way(typed):
        return "".join(lines_of(session, note))
    if typed.command and not status:
        return ""  # whoever looks around is let alone
    lesson.tries += 1
    if lesson.tries >= PATIENCE:
        return f"That is not it yet.\n{hint(lesson)}"
    return "That is not it yet; \\tutorial hint shows what to type, \\tutorial skip goes on.\n"
