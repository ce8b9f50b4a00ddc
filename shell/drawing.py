"""The answer of a query as a picture: the triples behind its rows, or those it is made of."""

from collections.abc import Sequence
from pathlib import Path

from kg.draw import MOST_NODES, Material, draw_answer, draw_around, to_page
from kg.draw.entities import find_entities
from kg.draw.model import Picture
from kg.draw.passages import read_holders
from kg.errors import QueryError, StoreError
from kg.export.files import write_files
from kg.export.formats import File
from kg.query import Answer, Rows, Truth
from shell.backends import LocalBackend
from shell.origins import triples_behind_rows
from shell.session import Session


def draw_result(material: Material, text: str, answer: Answer, *, title: str, most: int) -> Picture:
    """The picture of an answer.

    Raises:
        QueryError: a query that gives yes or no.
    """
    if isinstance(answer, Truth):
        raise QueryError("yes or no cannot be drawn", remedy="ask with SELECT, CONSTRUCT or DESCRIBE")
    notes = [] if answer.complete else ["The answer is not complete: the query was stopped or cut off."]
    if isinstance(answer, Rows):
        # What a FILTER NOT EXISTS asks for is a pattern of the query, but not in the graph.
        triples = list(read_holders(material.ask, triples_behind_rows(material.ask, text, answer)))
        terms = [cell for row in answer.rows for cell in row if cell is not None]
    else:
        triples, terms = list(answer.triples), []
    return draw_answer(material, title, triples, terms, most=most, question=text.strip(), notes=notes)


def write_picture(session: Session, path: Path, entities: Sequence[str]) -> list[str]:
    """Write the page of the last answer, or of what surrounds entities; what to say of it.

    Raises:
        QueryError: there is no answer, or one that cannot be drawn.
        StoreError: no such entity, or a file that cannot be written.
    """
    backend = session.backend
    material = Material(backend.ask, backend.graph if isinstance(backend, LocalBackend) else None)
    if entities:
        found = [entity for each in entities for entity in find_entities(material.ask, backend.prefixes, each)]
        title = f"{backend.name}: around {', '.join(entity.label for entity in found)}"
        picture = draw_around(material, title, [entity.iri for entity in found], most=MOST_NODES)
    elif session.last is None:
        raise QueryError("there is no answer to draw", remedy="run a query first, or name an entity")
    else:
        picture = draw_result(material, session.last.text, session.last.answer, title=backend.name, most=MOST_NODES)
    if not picture.nodes:
        raise StoreError("there is nothing to draw", place=backend.name, remedy="ask for entities, claims or events")
    write_files(path, [File("", [to_page(picture)])])
    return [*picture.notes, f"{path} written; open it in a browser"]
