"""What a query gives."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer of SELECT; a cell is None where its variable is unbound.

    ``complete`` is false where a limit cut the rows off.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer of ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer of CONSTRUCT and DESCRIBE, each triple once."""

    triples: tuple[Triple, ...]
    complete: bool = True


Answer = Rows | Truth | Triples
