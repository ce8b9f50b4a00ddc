"""An answer that is shown while it comes: its first rows on a terminal, every row to a program or in a script."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.query import Answer, Rows, Term, write
from shell.answers import in_text_order
from shell.charts import chart
from shell.records import records
from shell.redirects import find_pager
from shell.render import Align, clean, count_line, roomy, shorten, table, width_of
from shell.show import counted, for_screen, has_chart, is_numeric, labels_for, markdown, to_cells

if TYPE_CHECKING:
    from shell.session import Session

EXACT = ("csv", "tsv", "json")
"""Formats whose rows do not depend on each other, so that a script gets the same however slowly they come."""
PATIENCE = 0.4
"""What is done within so many seconds is shown as a whole, with columns as wide as they need be."""
MEASURED, NUMBERS = 200, 6
"""Rows that the widths of columns are taken from, and the width of row numbers."""
SLICE = 500
PIECE = 4096
"""So many bytes a pipe takes as a whole or not at all, so that Ctrl-C leaves no half row to who reads it slowly."""
BINDINGS, END = '"bindings": [', "\n  ]\n }\n}\n"


@dataclass(slots=True)
class Stream:
    """What came of an answer, and how much of it was shown.

    On a terminal with a pager no more than a screen is; then it is only ``held``, and told how much there is.
    """

    session: "Session"
    text: str
    output: Callable[[str], object]
    started: float = field(default_factory=time.perf_counter)
    names: tuple[str, ...] = ()
    rows: list[tuple[Term | None, ...]] = field(default_factory=list)
    shown: int = 0
    lines: int = 0
    held: bool = False
    said: str = ""
    status: int = 0
    widths: list[int] = field(default_factory=list)
    align: list[Align] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    paged: bool = False
    portion: int = SLICE

    def take(self, more: Rows | int) -> None:
        """Hear of further rows, or how many triples there are."""
        if isinstance(more, int):
            if self.is_late:
                self.say(f"{count_line(more, 'triple')} so far; Ctrl-C stops")
            return
        rows = in_text_order(more, self.text)
        self.names = rows.variables
        self.rows.extend(rows.rows)
        if not self.session.screen.terminal:
            self.put(len(self.rows))
        elif self.rows and self.is_late:
            self.show()

    @property
    def is_late(self) -> bool:
        """Whether something should be seen by now."""
        return time.perf_counter() - self.started > PATIENCE

    def show(self) -> None:
        """Show on the terminal what came, as far as there is room, and how much there is."""
        if self.shown < len(self.rows) and not self.held:
            self.unsay()
            self.paged = self.session.pager and bool(find_pager())
        while self.shown < len(self.rows) and not self.held:
            room = self.session.screen.height - 3 - self.lines if self.paged else SLICE
            self.put(min(self.shown + max(room // 3, 1), len(self.rows)))
            self.held = self.paged and self.lines >= self.session.screen.height - 3
        self.say(f"{count_line(len(self.rows), 'row')} so far; Ctrl-C stops")

    def put(self, end: int) -> None:
        """Write the rows that were not shown yet, up to a number; to a program in pieces of whole rows."""
        pieces = not self.session.screen.terminal
        while self.shown < end:
            stop = min(end, self.shown + self.portion) if pieces else end
            part = self.part(Rows(self.names, tuple(self.rows[self.shown : stop])))
            size = len(part.encode(errors="replace")) if pieces else 0
            if size > PIECE and stop > self.shown + 1:
                self.portion = (stop - self.shown) // 2
                continue
            self.portion *= 1 + (size < PIECE // 2)
            self.shown, self.lines = stop, self.lines + part.count("\n")
            self.output(part)

    def part(self, rows: Rows) -> str:
        """Rows that follow those which are shown, in the format of the session."""
        style, screen, prefixes = self.session.style, self.session.screen, self.session.backend.prefixes
        if style.format in EXACT:
            return for_screen(text_part(rows, style.format, prefixes, begun=bool(self.shown)), screen)
        cells = to_cells(rows, self.labels(rows), prefixes)
        if style.format == "markdown":
            return markdown(rows.variables, cells) if not self.shown else markdown((), cells).split("\n", 2)[2]
        if style.expanded:
            return records(rows.variables, cells, width=screen.width, look=screen.look, first=self.shown + 1)
        return self.table_part(cells)

    def table_part(self, cells: list[list[str]]) -> str:
        """Rows as they go on with the table on the screen."""
        screen = self.session.screen
        numbered = [[str(number), *row] for number, row in enumerate(cells, self.shown + 1)]
        if not self.widths:
            self.measure()
        return table(
            ["#", *self.names],
            numbered,
            look=screen.look,
            align=self.align,
            fixed=self.widths,
            headless=bool(self.shown),
        )

    def measure(self) -> None:
        """Choose the widths and sides of columns by the first rows."""
        screen = self.session.screen
        first = Rows(self.names, tuple(self.rows[:MEASURED]))
        cells = to_cells(first, self.labels(first), self.session.backend.prefixes)
        columns = list(zip(*cells, strict=True))
        sizes = [
            max(map(width_of, map(clean, (name, *column)))) for name, column in zip(self.names, columns, strict=True)
        ]
        between = len(screen.look.between)
        room = (screen.width or 100) - NUMBERS - between
        self.widths = [NUMBERS, *(roomy(sizes, room, between) if sizes else ())]
        numeric = map(is_numeric, zip(*first.rows, strict=True))
        self.align = ["right", *("right" if each else "left" for each in numeric)]

    def labels(self, rows: Rows) -> dict[str, str]:
        """The labels of what is in rows; one label is that of one thing, as long as the answer lasts."""
        session = self.session
        if session.style.iris:
            return {}
        found = labels_for(session.backend.ask, rows, session.labels, session.backend.prefixes)
        return {iri: label for iri, label in found.items() if self.owners.setdefault(label, iri) == iri}

    def rest(self, answer: Answer) -> str | None:
        """What is left to show of the whole answer; None where it is to be shown as a whole, be it once more."""
        self.unsay()
        if not self.shown or not isinstance(answer, Rows):
            return None
        screen, style = self.session.screen, self.session.style
        if style.format in EXACT and not screen.terminal:
            self.rows = list(answer.rows)
            self.put(len(self.rows))
        left = Rows(answer.variables, answer.rows[self.shown :])
        text = self.part(left) if left.rows and not self.held else ""
        if self.held or (self.paged and self.lines + text.count("\n") >= screen.height):
            return None
        if style.format in EXACT:
            return text + (END if style.format == "json" else "")
        if style.format == "markdown":
            return text
        if style.charted and has_chart(answer):
            text += "\n" + chart(
                answer, self.labels(answer), self.session.backend.prefixes, width=screen.width, look=screen.look
            )
        return text + counted(len(answer.rows), "row", screen, complete=answer.complete)

    def broken(self) -> Rows | None:
        """End what will not go on; the rows that were shown, None where none were."""
        if self.rows and self.session.screen.terminal:
            self.show()
        self.unsay()
        if not self.shown:
            return None
        rows = Rows(self.names, tuple(self.rows), complete=False)
        self.output(counted(len(self.rows), "row", self.session.screen, complete=False))
        return rows

    def say(self, text: str) -> None:
        """Say below the rows how far it is, in place of what was said there before."""
        if self.session.screen.terminal and text != self.said:
            self.said = text
            look, line = self.session.screen.look, shorten(text, (self.session.screen.width or 100) - 1)
            self.output(f"\r{look.dim}{line}{look.reset}{' ' * (self.status - len(line))}")
            self.status = max(len(line), self.status)

    def unsay(self) -> None:
        """Wipe out what was said, and the ``^C`` that a terminal may have added."""
        if self.status:
            blanks = min(self.status + 2, (self.session.screen.width or 100) - 1)
            self.output(f"\r{' ' * blanks}\r")
            self.status, self.said = 0, ""


def begin_stream(session: "Session", text: str) -> Stream | None:
    """What shows an answer while it comes; None where it is to be shown as a whole."""
    exact, terminal = session.style.format in EXACT, session.screen.terminal
    shown = session.style.format in {"table", "markdown"}
    if session.output is None or not (exact or (terminal and shown)):
        return None
    return Stream(session, text, session.output)


def text_part(rows: Rows, format: str, prefixes: Mapping[str, str], *, begun: bool) -> str:
    """Rows in an exact format, without its end; where it was ``begun`` before, without its beginning either."""
    text = write(rows, format, prefixes=prefixes)
    if format != "json":
        return text.partition("\n")[2] if begun else text
    before, mark, bindings = text.partition(BINDINGS)
    bindings = bindings.removesuffix(END)
    return f",{bindings}" if begun else f"{before}{mark}{bindings}"
