"""What changes a graph, and what writes it to a file."""

from pathlib import Path

from kg.errors import QueryError
from shell.commands.registry import command
from shell.redirects import split_words
from shell.render import clean
from shell.session import Session, local


@command("FILE…")
def load(session: Session, argument: str) -> str:
    """Read RDF files or articles into the graph.

    Turtle and its kin are added as they are; text, HTML and JSON Lines are read as articles.
    """
    from shell.changes import load_paths  # noqa: PLC0415  # reading articles needs spaCy, which takes seconds

    backend, _ = local(session, write=True)
    if not argument:
        raise QueryError("which file?", remedy=r"\load FILE")
    try:
        return load_paths(backend, [Path(part).expanduser() for part in split_words(argument)])
    finally:
        session.forget()


@command()
def reason(session: Session, argument: str) -> str:
    """Draw the inferences anew from what is asserted now."""
    from shell.changes import draw_inferences  # noqa: PLC0415  # owlrl and rdflib take half a second to import

    backend, _ = local(session, write=True)
    try:
        return draw_inferences(backend)
    finally:
        session.forget()


@command("FILE [OPTION…]")
def export(session: Session, argument: str) -> str:
    """Write the graph to a file; its ending says the format.

    Options: asserted or inferred for one part only, provenance for evidence and sentences as well, without-text to
    leave the words of articles out.
    """
    from shell.changes import EXPORT_OPTIONS, export_graph  # noqa: PLC0415  # rdflib and networkx take long to import

    backend, _ = local(session)
    words = split_words(argument)
    unknown = [word for word in words[1:] if word not in EXPORT_OPTIONS]
    if not words or unknown:
        what = f"{clean(unknown[0])!r} is no option" if unknown else "to which file?"
        raise QueryError(what, remedy=f"\\export FILE, then any of {' '.join(EXPORT_OPTIONS)}")
    return export_graph(backend, Path(words[0]).expanduser(), frozenset(words[1:]))
