"""Connections to an endpoint: sent on only to the same host, and known by their sockets, so that they can be closed."""

import http.client
import socket
import ssl
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import IO

from kg.errors import StoreError
from shell.render import clean

KEPT = frozenset({301, 302, 307, 308})
PORTS: Mapping[str, int] = {"http": 80, "https": 443}


class Connection(http.client.HTTPConnection):
    """A connection that tells of its socket."""

    def __init__(self, opened: Callable[[socket.socket], object], host: str, *, timeout: float) -> None:
        self.opened = opened
        super().__init__(host, timeout=timeout)

    def connect(self) -> None:
        """Reach the server."""
        super().connect()
        self.opened(self.sock)


class SafeConnection(http.client.HTTPSConnection):
    """The same by TLS."""

    def __init__(self, opened: Callable[[socket.socket], object], host: str, *, timeout: float) -> None:
        self.opened = opened
        super().__init__(host, timeout=timeout, context=ssl.create_default_context())

    def connect(self) -> None:
        """Reach the server."""
        super().connect()
        self.opened(self.sock)


@dataclass
class Connecting(urllib.request.AbstractHTTPHandler):
    """Opens connections that tell of their sockets."""

    opened: Callable[[socket.socket], object]

    def __post_init__(self) -> None:
        super().__init__()

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """An answer by HTTP."""
        return self.do_open(partial(Connection, self.opened), request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        """An answer by HTTPS."""
        return self.do_open(partial(SafeConnection, self.opened), request)

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_


class SameHost(urllib.request.HTTPRedirectHandler):
    """Sends a query on to another address of the same host only, so that no password goes anywhere else."""

    def redirect_request(  # noqa: PLR0917  # the signature is that of urllib
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The same request at the new address."""
        if not is_same_host(req.full_url, newurl):
            fp.close()
            raise StoreError(
                f"sends on to {clean(newurl)}", place=req.full_url, remedy="open that one, if you trust it"
            )
        kept = code in KEPT
        sent = {name: value for name, value in req.header_items() if kept or not name.lower().startswith("content-")}
        return urllib.request.Request(newurl, req.data if kept else None, sent, unverifiable=True)


def is_same_host(old: str, new: str) -> bool:
    """Whether an address is at the host and port of another, or at the same host by https where that one is by http.

    >>> is_same_host("http://a.example/x", "https://a.example/y"), is_same_host("https://a.example/", "http://a.example/")
    (True, False)
    """
    one, other = urllib.parse.urlsplit(old), urllib.parse.urlsplit(new)
    try:
        ports = [each.port or PORTS.get(each.scheme) for each in (one, other)]
    except ValueError:
        return False
    if one.hostname != other.hostname or None in ports:
        return False
    if one.scheme == other.scheme:
        return ports[0] == ports[1]
    return (one.scheme, other.scheme) == ("http", "https") and ports == [80, 443]
