"""Answers between processes and endpoints: bytes in, the records of ``kg.query`` out."""

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.query import Rows, Triples, Truth


def read_results(data: bytes, format: QueryResultsFormat, *, complete: bool = True) -> Rows | Truth:
    """Read a result of SELECT or ASK in one of SPARQL's formats.

    Raises:
        SyntaxError: it is in no such format.
    """
    found = parse_query_results(data, format=format)
    if isinstance(found, QueryBoolean):
        return Truth(bool(found))
    if not isinstance(found, QuerySolutions):
        raise SyntaxError("neither rows nor a truth value")
    names = tuple(variable.value for variable in found.variables)
    return Rows(names, tuple(tuple(solution) for solution in found), complete)


def read_triples(data: bytes, format: RdfFormat = RdfFormat.N_TRIPLES, *, complete: bool = True) -> Triples:
    """Read triples in one of RDF's formats, each once.

    Raises:
        SyntaxError: they are in no such format.
    """
    return Triples(tuple(dict.fromkeys(quad.triple for quad in parse(data, format=format))), complete)
