"""What changes a graph, and what writes it to a file."""

from pathlib import Path

from kg.errors import QueryError
from shell.commands.registry import command
from shell.redirects import split_words
from shell.render import clean
from shell.session import Session, local


@command("N [M|all]|TRIPLE")
def wrong(session: Session, argument: str) -> str:
    r"""Retract what an article says: the triple behind row N, or one that is written.

    The retraction is kept in the corrections graph and outlives reading again. Where several triples are behind the
    row, they are shown, and M says which one; of an inferred triple, what it rests on is. After # stands the reason:
    \wrong 3 # it was Latvia
    """
    from shell.corrections import call_wrong  # noqa: PLC0415  # changes need more modules than most sessions do

    return call_wrong(session, argument)


@command("ENTITY ENTITY")
def merge(session: Session, argument: str) -> str:
    r"""State that two names are one entity's: \merge e:Pompeo e:Mike_Pompeo.

    It is an owl:sameAs in the corrections graph. undo takes it back.
    """
    from shell.corrections import merge as merge_names  # noqa: PLC0415  # as above

    return merge_names(session, argument)


@command()
def undo(session: Session, argument: str) -> str:
    """Take the last change of this shell back, then the one before."""
    from shell.changes import undo as take_back  # noqa: PLC0415  # as above

    return take_back(session)


@command()
def diff(session: Session, argument: str) -> str:
    """Show what this shell changed in the graph, change by change."""
    from shell.changes import differences  # noqa: PLC0415  # as above

    return differences(session)


@command("FILE…")
def load(session: Session, argument: str) -> str:
    """Read articles or RDF files into the graph.

    Text, HTML and JSON Lines are read as articles, as kg build reads them; Turtle and its kin are added as they are.
    """
    from shell.loading import load_paths  # noqa: PLC0415  # reading articles needs spaCy, which takes seconds

    local(session, write=True)
    if not argument:
        raise QueryError("which file?", remedy=r"\load FILE")
    return load_paths(session, [Path(part).expanduser() for part in split_words(argument)])


@command("FILE.ttl|TURTLE")
def define(session: Session, argument: str) -> str:
    r"""Add classes and properties: an ontology file, or Turtle as typed.

    A file is read again when it changes, and its terms are completed at once. Articles are read with them from the
    next \load or kg build on. For example: \define :mocks a owl:ObjectProperty ; rdfs:domain :Agent ; rdfs:range :Agent
    """
    from shell.loading import define as define_terms  # noqa: PLC0415  # as above

    local(session, write=True)
    if not argument:
        raise QueryError("which file?", remedy=r"\define FILE.ttl, or Turtle")
    return define_terms(session, argument)


@command()
def reason(session: Session, argument: str) -> str:
    """Draw the inferences anew from what is asserted now."""
    from shell.changes import draw_inferences, writing  # noqa: PLC0415  # as above

    with writing(session) as graph:
        return f"{draw_inferences(graph, anew=True)}\n"


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
