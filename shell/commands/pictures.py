"""Pictures."""

from pathlib import Path

from shell.commands.registry import command
from shell.redirects import split_words
from shell.render import clean
from shell.session import Session


@command("[ENTITY] [FILE]", confirms=True)
def graph(session: Session, argument: str) -> str:
    r"""Draw the last answer, or what surrounds an entity, as a page for a browser.

    The page needs no network: click for the sentences, search, save it as SVG. An entity is an IRI or a name, in
    quotation marks where it has blanks; the file ends in .html, and is graph.html where none is given. For example:
    \graph "Alexander Lukashenko" minsk.html
    """
    from shell.drawing import write_picture  # noqa: PLC0415 - few sessions draw, all want to start at once

    words = split_words(argument)
    files = [word for word in words if word.lower().endswith((".html", ".htm"))]
    entities = [word for word in words if word not in files]
    path = Path(files[0] if files else "graph.html").expanduser()
    return "".join(f"{clean(line)}\n" for line in write_picture(session, path, entities))
