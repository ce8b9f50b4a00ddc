"""Every error a user can cause, each with its place and a remedy."""


class KgError(Exception):
    """Broken input: what happened, where, and what to do.

    ``str()`` reads ``place: message; remedy``, where place is a file, ``file:line`` or
    ``file:line:column``.

    >>> str(OntologyError(":acquired has no rdfs:domain", place="business.ttl:14", remedy="add one"))
    'business.ttl:14: :acquired has no rdfs:domain; add one'
    """

    def __init__(self, message: str, *, place: str = "", remedy: str = "") -> None:
        self.message, self.place, self.remedy = message, place, remedy
        text = f"{place}: {message}" if place else message
        super().__init__(f"{text}; {remedy}" if remedy else text)


class ArticleError(KgError):
    """An article that cannot be read."""


class OntologyError(KgError):
    """An ontology file that cannot be used."""


class UnusedTermError(OntologyError):
    """A term that nothing in an ontology gives; ``term`` is its IRI, since a fact elsewhere may have it."""

    def __init__(self, message: str, *, term: str, place: str, remedy: str) -> None:
        self.term = term
        super().__init__(message, place=place, remedy=remedy)


class QueryError(KgError):
    """SPARQL that cannot be run; ``line`` and ``column`` count from 1, 0 where unknown.

    ``corrected`` is the query as it is meant, empty where that is unsure.
    """

    def __init__(
        self,
        message: str,
        *,
        place: str = "",
        remedy: str = "",
        line: int = 0,
        column: int = 0,
        corrected: str = "",
    ) -> None:
        self.line, self.column, self.corrected = line, column, corrected
        super().__init__(message, place=place, remedy=remedy)


class StoreError(KgError):
    """A graph that cannot be opened, locked or written."""


class SpaceError(StoreError):
    """What is to be done takes more memory than it may."""
