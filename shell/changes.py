"""Changing the graph that a shell has open: shown first, asked about on a terminal, made at once, taken back.

A shell never keeps the lock of its graph: it takes it for the moment of a change, so that builds go on beside it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Triple

from kg.errors import StoreError
from kg.graph import Graph, open_graph
from kg.query.tokens import find_tokens
from shell.backends import LocalBackend
from shell.edits import Edit, Held
from shell.evidence import in_words
from shell.render import clean, count_line
from shell.session import Session, local
from shell.updates import plan_update

EXPORT_OPTIONS = ("asserted", "inferred", "provenance", "without-text")
FEW = 10
FOR_EVER = -1.0
YES = frozenset({"y", "yes"})


@contextmanager
def writing(session: Session) -> Iterator[Graph]:
    """The graph for writing, its lock held; on a terminal another writer is waited for until Ctrl-C.

    Raises:
        StoreError: another process writes it, or it may not be written.
    """
    backend, graph = local(session, write=True)
    if graph.path is None:
        try:
            with backend.busy:
                yield graph
        finally:
            session.forget()
        return
    try:
        writer = open_graph(graph.path, write=True)
    except StoreError as error:
        if session.ask is None or "being written" not in error.message:
            raise
        session.remark(f"{clean(error.message)}; waiting for it to end, Ctrl-C gives up\n")
        writer = open_graph(graph.path, write=True, wait=FOR_EVER)
    try:
        yield writer
    finally:
        writer.close()
        session.forget()


def change(session: Session, plan: Callable[[Held], Edit], why: str = "it is so already") -> str:
    """Plan a change, show it, ask, make it, and bring the inferences up to date; what came of it.

    ``why`` is said of a plan that does nothing and does not say why.

    Raises:
        KgError: it cannot be planned or made; nothing is changed then.
    """
    backend, graph = local(session, write=True)
    while True:
        planned = graph.generation
        if backend.refresh():
            session.forget()
        edit = plan(Held.of(graph))
        if not edit:
            return "nothing changed" + "".join(f"\n  {note}" for note in edit.notes or [why]) + "\n"
        if not agreed(session, edit):
            return "nothing changed\n"
        with writing(session) as writer:
            if writer.generation == planned:
                return make(session, writer, edit)
        session.remark("somebody else changed the graph meanwhile; looked at anew\n")


def why_nothing(text: str) -> str:
    """Why an update without notes does nothing.

    >>> why_nothing("INSERT DATA { e:NATO :opposes e:Russia }")
    'what should come is there already'
    """
    words = {token.keyword for token in find_tokens(text)}
    goes = ["what should go is not there"] if words & {"DELETE", "CLEAR", "DROP", "MOVE", "COPY"} else []
    comes = ["what should come is there already"] if words & {"INSERT", "LOAD", "ADD", "MOVE", "COPY"} else []
    return ", ".join(goes + comes) or "there is nothing to do"


def make(session: Session, graph: Graph, edit: Edit) -> str:
    """Make a change and remember how to take it back."""
    graph.edit(edit.removed, edit.added)
    session.edits.append(edit)
    done = f"{count_line(len(edit.gone), 'triple')} went, {len(edit.come):,} came"
    try:
        return f"{done}; {draw_inferences(graph)}\n"
    finally:
        session.forget()


def agreed(session: Session, edit: Edit) -> bool:
    """Show what a change does, and ask whether to make it; without a terminal nobody is asked."""
    if session.ask is None:
        return True
    print("".join(f"{line}\n" for line in summary_of(session, edit)), end="")
    while True:
        answer = session.ask("change the graph? [y/n/d: show all] " if is_long(edit) else "change the graph? [y/n] ")
        if answer.lower() != "d":
            return answer.lower() in YES
        print("".join(f"{line}\n" for line in lines_of(session, edit)), end="")


def is_long(edit: Edit) -> bool:
    """Whether an edit has more triples than are shown at once."""
    return len(edit.gone) + len(edit.come) > FEW


def summary_of(session: Session, edit: Edit) -> Iterator[str]:
    """How many triples go and come, and the first of them."""
    gone, come = len(edit.gone), len(edit.come)
    yield f"{count_line(gone, 'triple')} {'goes' if gone == 1 else 'go'}, {come:,} {'comes' if come == 1 else 'come'}"
    few = FEW // 2
    yield from lines_of(session, Edit(gone=edit.gone[: FEW - min(come, few)], come=edit.come[: FEW - min(gone, few)]))
    if is_long(edit):
        yield f"and {gone + come - min(gone, FEW - min(come, few)) - min(come, FEW - min(gone, few)):,} more"
    yield from (f"({note})" for note in edit.notes)


def lines_of(session: Session, edit: Edit) -> Iterator[str]:
    """A line for each triple: ``-`` before what goes, ``+`` before what comes."""
    look = session.screen.look
    for sign, triples in (("-", edit.gone), ("+", edit.come)):
        for triple in triples:
            yield f"{look.accent}{sign}{look.reset} {in_words(session, triple)}"


def update(session: Session, text: str) -> str:
    """Carry out a SPARQL Update; without GRAPH it is about corrections."""
    backend, _ = local(session, write=True)

    def plan(held: Held) -> Edit:
        return plan_update(
            held, text, backend.prefixes, timeout=session.timeout, network=backend.network, load=fetch_triples
        )

    return change(session, plan, why_nothing(text))


def fetch_triples(address: str) -> list[Triple]:
    """What LOAD loads."""
    from shell.fetching import fetch  # noqa: PLC0415  # urllib only where it is needed

    return fetch(address)


def undo(session: Session) -> str:
    """Take the last change of this shell back."""
    if not session.edits:
        raise StoreError("there is nothing to take back", remedy="only what this shell changed can be")
    last = session.edits[-1]

    def plan(held: Held) -> Edit:
        back = last.reverse
        there = all(quad in held.store for quad in back.removed)
        if not there or any(quad in held.store for quad in back.added):
            raise StoreError(
                "what the last change did was changed again since", remedy="look at it, and say what to do by an update"
            )
        return back

    before = len(session.edits)
    said = change(session, plan)
    if len(session.edits) > before:
        del session.edits[-2:]
    return said


def draw_inferences(graph: Graph, *, anew: bool = False) -> str:
    """Bring the inferences up to date, or draw all of them anew; how many there are and how many there were."""
    from kg.reason.engine import materialise  # noqa: PLC0415  # rdflib takes a while to import
    from kg.reason.upkeep import bring_up_to_date  # noqa: PLC0415

    before = graph.count_inferred()
    now = materialise(graph) if anew else bring_up_to_date(graph)
    return f"{count_line(now, 'triple')} inferred, {before:,} before"


def differences(session: Session) -> str:
    """What this shell changed, change by change."""
    parts = [
        f"{session.screen.look.dim}── {number}{session.screen.look.reset}\n"
        + "".join(f"{line}\n" for line in lines_of(session, edit))
        for number, edit in enumerate(session.edits, 1)
    ]
    return "".join(parts) or "this shell changed nothing\n"


def export_graph(backend: LocalBackend, path: Path, options: Iterable[str]) -> str:
    """Write the graph to a file in the format of its ending; which files were written."""
    from kg.export import export  # noqa: PLC0415  # rdflib and networkx take long to import

    chosen = frozenset(options)
    with backend.busy:
        written = export(
            backend.graph,
            path,
            asserted="inferred" not in chosen,
            inferred="asserted" not in chosen,
            provenance="provenance" in chosen,
            without_text="without-text" in chosen,
        )
    return "".join(f"{clean(str(file))} written\n" for file in written)
