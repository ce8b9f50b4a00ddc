"""RDF files as quads, whatever their syntax."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat, parse

from kg.errors import StoreError
from kg.graph.loading import blank_names
from kg.syntax import place_of, plain_message, syntax_remedy

_OTHER_ENDINGS = {".turtle": RdfFormat.TURTLE, ".owl": RdfFormat.RDF_XML, ".json-ld": RdfFormat.JSON_LD}
RDF_ENDINGS = (".ttl", ".nt", ".nq", ".trig", ".n3", ".rdf", ".xml", ".jsonld", *_OTHER_ENDINGS)


def is_rdf(path: Path) -> bool:
    """Whether a path is that of a file of triples and not of a graph directory."""
    return path.suffix.lower() in RDF_ENDINGS and not path.is_dir()


def parse_file(path: Path) -> Iterator[Quad]:
    """The quads of a file, its blank nodes named after it, so that no other file's are taken for the same.

    Raises:
        StoreError: it cannot be read, or is not what its ending says.
    """
    ending = path.suffix.lower()
    if ending not in RDF_ENDINGS:
        raise StoreError("no RDF file", place=str(path), remedy=f"its name must end in one of {' '.join(RDF_ENDINGS)}")
    format = _OTHER_ENDINGS.get(ending) or RdfFormat.from_extension(ending[1:])
    try:
        with path.open("rb") as file:
            skip_mark(file)
            yield from with_own_blanks(parse(file, format=format), path)
    except SyntaxError as error:
        raise StoreError(plain_message(error), place=place_of(error, path), remedy=syntax_remedy(error)) from error
    except (OSError, ValueError) as error:  # ValueError: a name with NUL
        reason = getattr(error, "strerror", None) or error
        raise StoreError(f"cannot be read: {reason}", place=str(path), remedy="check the name") from error


def skip_mark(file: BufferedReader) -> None:
    """Go past the byte order mark that some editors put before UTF-8."""
    if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):  # a pipe has no way back
        file.read(len(BOM_UTF8))


def with_own_blanks(quads: Iterable[Quad], path: Path) -> Iterator[Quad]:
    """Quads with blank nodes that are the same whenever a file is read."""
    named = blank_names(str(path.resolve()))
    for quad in quads:
        subject, object_ = quad.subject, quad.object
        if isinstance(subject, BlankNode) or isinstance(object_, BlankNode):
            subject = named(subject) if isinstance(subject, BlankNode) else subject
            object_ = named(object_) if isinstance(object_, BlankNode) else object_
            yield Quad(subject, quad.predicate, object_, quad.graph_name)
        else:
            yield quad
