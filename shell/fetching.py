"""RDF from an address, for LOAD."""

import http.client
import urllib.error
import urllib.request

from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import StoreError
from shell.render import clean

ACCEPT = "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7"
LARGEST = 1 << 28
SECONDS = 60


def fetch(address: str) -> list[Triple]:
    """The triples at an address, each once.

    Raises:
        StoreError: it is no web address, cannot be reached, or has no RDF.
    """
    if not address.startswith(("http://", "https://")):
        raise StoreError("no web address", place=address, remedy=r"\load FILE reads a file")
    request = urllib.request.Request(address, headers={"Accept": ACCEPT, "User-Agent": "newsgraph"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as response:
            kind, body = response.headers.get_content_type(), response.read(LARGEST)
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise StoreError(f"cannot be reached: {reason}", place=address, remedy="check the address") from error
    format = RdfFormat.from_media_type(kind) or RdfFormat.from_extension(address.rpartition(".")[2])
    if format is None:
        raise StoreError(f"has {clean(kind)}, which is no RDF", place=address, remedy="give the address of RDF")
    try:
        return list(dict.fromkeys(quad.triple for quad in parse(body, format=format, base_iri=address)))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"has RDF that cannot be read: {error}", place=address) from error
