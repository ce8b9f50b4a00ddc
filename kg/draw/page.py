"""A picture as one HTML file that asks nothing of any network.

What comes from articles stands in a block of JSON and becomes text nodes in the browser, never markup; a content
security policy lets only the scripts and styles run whose digests it names.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files

from kg.draw.model import Link, Node, Passage, Picture
from kg.errors import StoreError

STYLES = ("page.css", "drawing.css")
SCRIPTS = ("shapes.js", "layout.js", "scene.js", "labels.js", "panel.js", "legend.js", "save.js", "main.js")
# Control characters, direction controls and what XML cannot hold, which an exported SVG would choke on.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")


def to_page(picture: Picture) -> bytes:
    """The page; the same picture always gives the same bytes."""
    style, drawing = (read_template(name) for name in STYLES)
    library, script = read_library(), "".join(read_template(name) for name in SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {digest(library)} {digest(script)}; "
        f"style-src {digest(style)} {digest(drawing)}; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "policy": escape(policy),
        "title": escape(plain(picture.title)),
        "style": style,
        "drawing": drawing,
        "licence": read_template("licence.txt"),
        "data": to_json(picture),
        "library": library,
        "script": script,
    }
    # One pass: what is put in is not looked at again.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], read_template("page.html")).encode()


def read_template(name: str) -> str:
    """A file of this package."""
    return (files("kg.draw") / "templates" / name).read_text(encoding="utf8")


def read_library() -> str:
    """The source of D3.

    Raises:
        StoreError: the package that has it is not installed.
    """
    try:
        return (files("xstatic.pkg.d3") / "data" / "d3.js").read_text(encoding="utf8")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise StoreError("the drawing library is not installed", remedy="pip install xstatic-d3") from error


def digest(text: str) -> str:
    """What a content security policy calls a script or style by."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def plain(text: str) -> str:
    """One line of text without anything that is no letter but acts on those around it.

    >>> plain("a\\u202e\\tb\\x00")
    'a b'
    """
    return _UNSAFE.sub("", _BLANKS.sub(" ", text))


def to_json(picture: Picture) -> str:
    """What the scripts draw, as JSON that no HTML parser takes for markup."""
    passages: dict[Passage, int] = {}

    def number(passage: Passage) -> int:
        return passages.setdefault(passage, len(passages))

    places = {node.iri: place for place, node in enumerate(picture.nodes)}
    nodes = [node_data(node, [number(passage) for passage in node.passages]) for node in picture.nodes]
    links = [
        link_data(link, places, [number(passage) for passage in link.passages])
        for link in picture.links
        if link.start in places and link.end in places
    ]
    articles = {iri: place for place, iri in enumerate(sorted({passage.article for passage in passages}))}
    whole = {
        "title": plain(picture.title),
        "question": plain(picture.question),
        "notes": [plain(note) for note in picture.notes],
        "nodes": nodes,
        "links": links,
        "passages": [{"parts": list(map(plain, each.parts)), "article": articles[each.article]} for each in passages],
        "articles": [article_data(picture, iri) for iri in articles],
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def node_data(node: Node, passages: list[int]) -> dict[str, object]:
    """A node as the scripts read it."""
    return {
        "iri": plain(node.iri),
        "label": plain(node.label),
        "kind": node.kind,
        "group": node.group,
        "stance": node.stance,
        "made": node.made,
        "classes": list(map(plain, node.classes)),
        "names": list(map(plain, node.names)),
        "details": [[plain(name), plain(text)] for name, text in node.details],
        "passages": passages,
    }


def link_data(link: Link, places: Mapping[str, int], passages: list[int]) -> dict[str, object]:
    """A link as the scripts read it; its ends are numbers of nodes."""
    return {
        "source": places[link.start],
        "target": places[link.end],
        "label": plain(link.label),
        "way": link.way,
        "mutual": link.mutual,
        "because": list(map(plain, link.because)),
        "passages": passages,
    }


def article_data(picture: Picture, iri: str) -> dict[str, str]:
    """An article as it is named under a sentence; its address is shown, not linked."""
    source = picture.sources[iri]
    return {
        "title": plain(source.title or iri),
        "publisher": plain(source.publisher),
        "date": plain(source.date),
        "address": plain(source.address),
    }
