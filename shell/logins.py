"""Who logs in at an endpoint: from the environment, the address, or the file ``netrc``."""

import base64
import netrc
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from kg.errors import StoreError

REMEDY = "set KG_TOKEN, or KG_USER and KG_PASSWORD, or add the host to ~/.netrc"


def split_login(address: str) -> tuple[str, str]:
    """An address without the name and password in it, and ``name:password``, empty where it has none.

    >>> split_login("https://ann:secret@db.example:8080/sparql")
    ('https://db.example:8080/sparql', 'ann:secret')
    """
    parts = urlsplit(address)
    login, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=host)), unquote(login) if at else ""


def find_login(address: str, given: str = "", environment: Mapping[str, str] | None = None) -> str:
    """The Authorization header for an address, empty where nobody logs in.

    ``KG_TOKEN`` comes first, then ``KG_USER`` and ``KG_PASSWORD``, then what was ``given``, then the host's entry in
    the file that ``NETRC`` names or ``~/.netrc``; its ``default`` is for no host in particular, and so for none.

    Raises:
        StoreError: a netrc file that cannot be read.
    """
    known = os.environ if environment is None else environment
    if token := known.get("KG_TOKEN", "").strip():
        return f"Bearer {token}"
    if user := known.get("KG_USER", ""):
        return basic(user, known.get("KG_PASSWORD", ""))
    if given:
        user, _, password = given.partition(":")
        return basic(user, password)
    return from_netrc(urlsplit(address), known)


def from_netrc(parts: SplitResult, known: Mapping[str, str]) -> str:
    """The login of a host in the netrc file."""
    named = known.get("NETRC", "")
    path = Path(named).expanduser() if named else Path.home() / ".netrc"
    try:
        hosts = netrc.netrc(str(path)).hosts
    except FileNotFoundError:
        return ""
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        raise StoreError(f"cannot be read: {error}", place=str(path), remedy="mend it") from error
    entry = hosts.get(parts.hostname or "") if parts.hostname != "default" else None
    return basic(entry[0], entry[2]) if entry else ""


def basic(user: str, password: str) -> str:
    """Name and password as HTTP's Basic scheme has them."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
