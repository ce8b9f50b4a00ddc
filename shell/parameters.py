"""Parameters of queries (``$state``), and queries saved under a name."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from kg.errors import QueryError, StoreError
from kg.query.tokens import Token, find_tokens
from shell.render import clean

NAME = re.compile(r"\w[\w-]*")
ENDING = ".rq"


def substitute(text: str, values: Mapping[str, str]) -> str:
    """A query with its parameters filled in: ``$name`` becomes the value set for it, other variables stay.

    >>> substitute("ASK { $state a :State . $x :p '$state' }", {"state": "e:Belarus"})
    "ASK { e:Belarus a :State . $x :p '$state' }"
    """
    if not values or "$" not in text:
        return text
    parts, at = [], 0
    for token in find_tokens(text):
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] in values:
            parts += [text[at : token.start], values[token.text[1:]]]
            at = token.end
    return "".join([*parts, text[at:]])


def read_value(name: str, text: str) -> str:
    """The value of a parameter: one term as in a query, so that nothing else can come in by it.

    Raises:
        QueryError: the name or the value is none.
    """
    if not re.fullmatch(r"\w+", name):
        raise QueryError(f"{clean(name)!r} cannot name a parameter", remedy="use letters and digits")
    value = text.strip()
    if not is_term(find_tokens(value)):
        remedy = 'write one term as in a query: e:Belarus, <http://…>, "text"@en, 5'
        raise QueryError(f"{clean(value)!r} is no value for ${name}", remedy=remedy)
    return value


def is_term(tokens: list[Token]) -> bool:
    """Whether tokens are one term: an IRI, a literal, a number, true or false."""
    kinds = [token.kind for token in tokens]
    texts = [token.text for token in tokens]
    gaps = any(before.end != after.start for before, after in pairwise(tokens))
    if gaps or not tokens:
        return False
    if kinds[0] == "string":
        tail = texts[1:2] == ["^^"] and kinds[2:] in (["iri"], ["pname"])
        return kinds[1:] in ([], ["lang"]) or tail
    if texts[0] in {"-", "+"}:
        return kinds[1:] == ["number"]
    return len(tokens) == 1 and (kinds[0] in {"iri", "pname", "number"} or texts[0] in {"true", "false"})


def read_assignment(text: str) -> tuple[str, str]:
    """Name and value of ``name=value`` or ``name value``.

    Raises:
        QueryError: it is neither, or no value.
    """
    name, _, value = text.partition("=") if re.match(r"\s*\w+\s*=", text) else text.strip().partition(" ")
    return name.strip(), read_value(name.strip(), value)


def query_path(folder: Path, name: str) -> Path:
    """Where a saved query is.

    Raises:
        QueryError: the name is none for a file.
    """
    if not NAME.fullmatch(name):
        raise QueryError(f"{clean(name)!r} cannot name a query", remedy="use letters, digits, _ and -")
    return folder / f"{name}{ENDING}"


def save_query(folder: Path, name: str, text: str) -> Path:
    """Keep a query under a name, in place of the one that had it.

    Raises:
        StoreError: it cannot be written.
    """
    path = query_path(folder, name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text.rstrip() + "\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", place=str(path), remedy="check the folder") from error
    return path


def load_query(folder: Path, name: str) -> str:
    """The query that was saved under a name, or that a file holds.

    Raises:
        QueryError: there is none.
        StoreError: it cannot be read.
    """
    path = Path(name).expanduser() if name.endswith(ENDING) else query_path(folder, name)
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        known = ", ".join(saved_queries(folder)) or r"none yet; \save NAME keeps the last one"
        raise QueryError(f"there is no query {clean(name)}", remedy=f"saved ones: {known}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"cannot be read: {error}", place=str(path), remedy="check the file") from error


def saved_queries(folder: Path) -> list[str]:
    """The names of the saved queries."""
    return sorted(path.stem for path in folder.glob(f"*{ENDING}")) if folder.is_dir() else []


def missing_parameters(text: str, values: Mapping[str, str]) -> list[str]:
    """The ``$names`` of a query that have no value, each once.

    >>> missing_parameters("ASK { $a :p $b, $a }", {"b": "1"})
    ['a']
    """
    found = (token.text[1:] for token in find_tokens(text) if token.kind == "variable" and token.text[0] == "$")
    return list(dict.fromkeys(name for name in found if name not in values))
