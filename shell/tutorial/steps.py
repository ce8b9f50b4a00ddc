"""The ten steps: what each shows, what is to be typed, and how it is told that it was."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import KgError
from kg.query import Rows, Truth
from kg.query.tokens import find_tokens
from shell.redirects import split_redirect
from shell.session import Session

ACCUSES = "SELECT ?who ?whom { ?who :accuses ?whom }"
SAID = "SELECT ?said { ?claim :text ?said ; :claimant e:Alexander_Lukashenko }"
COUNT = "SELECT ?who (COUNT(*) AS ?claims) { ?claim :claimant ?who } GROUP BY ?who ORDER BY DESC(?claims)"
BY = "SELECT ?said { ?claim :claimant $who ; :text ?said }"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in a session, and with what status it came out."""

    session: Session
    text: str
    status: int

    @property
    def command(self) -> str:
        """The name of the command that was typed; an empty one for a query."""
        from shell.commands.registry import find_command  # noqa: PLC0415  # the commands know the tutorial

        if not self.text.startswith("\\"):
            return ""
        try:
            return find_command(self.text)[0].name
        except KgError:
            return ""

    @property
    def rows(self) -> Rows | None:
        """The rows of the query that was typed."""
        last = self.session.last
        is_query = not self.status and not self.command
        return last.answer if is_query and last is not None and isinstance(last.answer, Rows) else None

    def ran(self, *commands: str) -> bool:
        """Whether it is one of these commands, and worked."""
        return not self.status and self.command in commands

    def names(self, *words: str) -> bool:
        """Whether a query names all of these terms."""
        texts = {token.text for token in find_tokens(self.text)}
        return not self.command and texts.issuperset(words)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``words`` before the ``task``, ``seen`` after it was ``done``; ``on_the_way`` is said to half of it."""

    title: str
    words: str
    task: str
    hint: str
    seen: str
    done: Callable[[Typed], bool]
    on_the_way: Callable[[Typed], str] = lambda _: ""


def answers(typed: Typed, query: str) -> bool:
    """Whether the rows are those of a query, whatever the columns are called and however many there are."""
    found = typed.rows
    wanted = typed.session.backend.ask(query)
    if found is None or not isinstance(wanted, Rows) or not found.rows:
        return False
    here, there = [set(row) for row in found.rows], [set(row) for row in wanted.rows]
    covered = all(any(one <= other for other in here) for one in there)
    return covered and all(any(other <= one for other in there) for one in here)


def is_whole(typed: Typed) -> bool:
    """Whether a question of two lines was answered."""
    last = typed.session.last
    asked = not typed.status and not typed.command and last is not None
    return asked and "\n" in typed.text and isinstance(last.answer, Truth) if last else False


def is_unseen(typed: Typed) -> bool:
    """Whether it was asked what nobody says."""
    return typed.session.view == "asserted" and typed.names(":accuses") and typed.rows is not None


def next_word(typed: Typed, command: str, words: str) -> str:
    """What is said after a command that is half of what is to be done."""
    return words if typed.ran(command) else ""


STEPS = (
    Step(
        "a question",
        "This graph holds what two outlets wrote about the same days in Minsk. Anything that is no command is SPARQL. "
        "The prefixes : (ontology) and e: (entities) are known, and Enter runs a query once it is whole. "
        "Ask who accuses whom:",
        ACCUSES,
        ACCUSES,
        "Each row has a number, and shows labels in place of IRIs (\\iri shows those).",
        lambda typed: answers(typed, ACCUSES),
    ),
    Step(
        "the sentence behind a row",
        "Nothing here has to be believed. Ask where row 1 comes from:",
        r"\source 1",
        f"{ACCUSES}    and then    \\source 1",
        "Publisher, date, headline, and the sentence with the words that show it.",
        lambda typed: typed.ran("source"),
    ),
    Step(
        "the proof",
        "No article says “accuses” as a fact: it is inferred. Ask for the proof:",
        r"\why 1",
        f"{ACCUSES}    and then    \\why 1",
        "Each line rests on those further in; the leaves are sentences. What somebody says is a :Claim, with claimant, "
        "words and target. It is never taken for a fact.",
        lambda typed: typed.ran("why"),
    ),
    Step(
        "names",
        "Terms are completed while you type: entities by any word of any of their names, properties and classes where "
        "they give a result. Arrows and Tab choose. Ask for what Lukashenko says: choose him, and close the brace.",
        "SELECT ?said { ?claim :text ?said ; :claimant luka",
        SAID,
        "Verbatim words. Rows that are too long for the screen wrap; \\x shows them a line for each value.",
        lambda typed: answers(typed, SAID) and typed.names("e:Alexander_Lukashenko"),
    ),
    Step(
        "several lines",
        "Enter breaks the line while a bracket is open. Type this, Enter, and then the closing brace:",
        "ASK { e:Poland a :State",
        "ASK { e:Poland a :State    and in the next line    }",
        "Alt-Enter breaks the line anywhere. Ctrl-R searches what you typed before, \\e opens it in your editor.",
        is_whole,
    ),
    Step(
        "a picture",
        "Count the claims of each claimant, then draw the answer:",
        f"{COUNT}\n\\chart",
        r"\chart    after the query",
        "Bars for numbers, a timeline for dates. \\graph draws the same as a page for a browser.",
        lambda typed: typed.ran("chart"),
        lambda typed: r"Now \chart." if typed.rows is not None else "",
    ),
    Step(
        "a question for many",
        "A parameter stands for one term. Set one, and use it in a query as $who:",
        f"\\set who e:Emmanuel_Macron\n{BY}",
        f"\\set who e:Emmanuel_Macron    and then    {BY}",
        "\\save NAME keeps a query, and \\run NAME who=e:NATO asks it of somebody else.",
        lambda typed: (
            bool(typed.rows and typed.rows.rows) and "$who" in typed.text and "who" in typed.session.parameters
        ),
        lambda typed: next_word(typed, "set", "Now the query with $who."),
    ),
    Step(
        "asserted and inferred",
        "Look only at what articles and the ontology say, and ask the first question again:",
        f"\\asserted\n{ACCUSES}",
        f"\\asserted    and then    {ACCUSES}",
        "No row: accusing is inferred from accusations. (\\all shows everything again; the tutorial does it for you.)",
        is_unseen,
        lambda typed: next_word(typed, "asserted", "Now the question."),
    ),
    Step(
        "a correction",
        "One outlet says that Ales Kavalchuk is a member of the Coordination Council, the other one denies it. "
        "Suppose that you know better: retract it, say y to the question, and then take that back. "
        "(Graphs of your own are changed only with kg shell --write.)",
        "\\wrong e:Ales_Kavalchuk :memberOf e:Coordination_Council\n\\undo",
        "\\wrong e:Ales_Kavalchuk :memberOf e:Coordination_Council    then    \\undo",
        "A correction is kept apart from what articles say, and outlives reading them again.",
        lambda typed: typed.ran("undo") and not typed.session.edits,
        lambda typed: r"Now \undo." if typed.ran("wrong") and typed.session.edits else "",
    ),
    Step(
        "to another program",
        "What is printed can go to a program (| less) or a file, whose ending says the format. Count the lines of the "
        "first answer:",
        f"{ACCUSES} | wc -l",
        f"{ACCUSES} | wc -l",
        "In scripts: kg shell GRAPH -c QUERY, -f FILE, or standard input.",
        lambda typed: not typed.status and split_redirect(typed.text).way in {"pipe", "file", "append"},
    ),
)
