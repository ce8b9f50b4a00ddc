"""HTML as saved from a news site: headline and body without menus, date, author, publisher."""

import json
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.articles.blocks import shape_of
from kg.articles.drafts import Draft, to_published
from kg.articles.paragraphs import plain
from kg.errors import ArticleError

if TYPE_CHECKING:
    from trafilatura.settings import Document

FEWEST_WORDS = 20
"""Of sentences; a page with fewer has no article."""

_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate",
    "publish-date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
)  # fmt: skip
_META = re.compile(r"<meta\b[^>]{1,600}>", re.IGNORECASE)
_NAME = re.compile(r"\b(?:property|name|itemprop)\s*=\s*[\"']?([\w:.-]+)", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_LINKED_DATA = re.compile(r"<script\b[^>]{0,200}\bld\+json\b[^>]{0,200}>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_TIME = re.compile(r"<time\b[^>]{0,300}?\bdatetime\s*=\s*[\"']([^\"']{8,40})[\"']", re.IGNORECASE)
_BROKEN = (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError, AssertionError)
"""What trafilatura and lxml are known to raise on pages that no browser would show."""


def read_page(html: str, place: str, path: str | None, stem: str) -> Draft:
    """The article of a page; its text is the headline and, after blank lines, the paragraphs of its body.

    Raises:
        ArticleError: there is no article on it.
    """
    found = _extract(html)
    if found is None or not found.text:
        raise _no_article(place)
    paragraphs = [line for line in (" ".join(line.split()) for line in found.text.splitlines()) if line]
    if sum(line.count(" ") + 1 for line in paragraphs if shape_of(line) == "sentence") < FEWEST_WORDS:
        raise _no_article(place)
    title = " ".join((found.title or "").split()) or None
    if title and plain(paragraphs[0]) != plain(title):
        paragraphs.insert(0, title)
    return Draft(
        text="\n\n".join(paragraphs),
        place=place,
        title=title,
        published=_published(html) or to_published(found.date or ""),
        publisher=found.sitename or None,
        url=found.url if found.url and re.match(r"https?://", found.url) else None,
        author=found.author or None,
        path=path,
        stem=stem,
    )


def _extract(html: str) -> "Document | None":
    import trafilatura  # noqa: PLC0415 - takes a third of a second, and most articles are not HTML
    from lxml.etree import LxmlError  # noqa: PLC0415

    log = logging.getLogger("trafilatura")
    if not log.handlers:
        log.addHandler(logging.NullHandler())  # what it has to say of a page is said by our error
    try:
        found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False, include_tables=False)
    except (*_BROKEN, LxmlError):
        return None
    return None if isinstance(found, dict) else found


def _no_article(place: str) -> ArticleError:
    return ArticleError(
        "there is no article on the page", place=place, remedy="save the article's own page, or its text as .txt"
    )


def _published(html: str) -> str | None:
    """The date the page declares, with time and zone, which trafilatura leaves out."""
    dates = (to_published(text) for text in _declared(html))
    return next((value for value in dates if value), None)


def _declared(html: str) -> Iterator[str]:
    metas: dict[str, str] = {}
    for tag in _META.findall(html):
        name, content = _NAME.search(tag), _CONTENT.search(tag)
        if name and content:
            metas.setdefault(name[1].lower(), content[1] or content[2] or "")
    yield from (metas[name] for name in _DATE_METAS if name in metas)
    for script in _LINKED_DATA.findall(html):
        try:
            yield from _dates_in(json.loads(script))
        except (ValueError, RecursionError):
            continue
    yield from (found for found in _TIME.findall(html)[:1])


def _dates_in(node: object) -> Iterator[str]:
    """Every datePublished in linked data, outermost first."""
    if isinstance(node, dict):
        if isinstance(value := node.get("datePublished"), str):
            yield value
        for child in node.values():
            yield from _dates_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from _dates_in(child)
