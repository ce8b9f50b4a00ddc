"""An answer as CSV, TSV, SPARQL JSON or Turtle."""

import csv
import io
import json
from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.names import XSD, Names
from kg.query.answers import Answer, Rows, Term, Triples, Truth

ANSWER_FORMATS = ("csv", "tsv", "json", "ttl")


def write(answer: Answer, format: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> str:
    """An answer in one of ``ANSWER_FORMATS``; triples in a table have columns subject, predicate and object.

    Raises:
        QueryError: an unknown format, or Turtle for what are no triples.
    """
    if format == "ttl":
        if not isinstance(answer, Triples):
            raise QueryError(
                "Turtle holds triples", remedy="ask with CONSTRUCT or DESCRIBE, or choose csv, tsv or json"
            )
        from kg.export.turtle import to_turtle  # noqa: PLC0415 - exports load much that rows need not

        return to_turtle(answer.triples, prefixes or Names().prefixes, base=base)
    if format not in ANSWER_FORMATS:
        raise QueryError(f"unknown format {format}", remedy=f"choose one of {', '.join(ANSWER_FORMATS)}")
    if isinstance(answer, Triples):
        rows = tuple((triple.subject, triple.predicate, triple.object) for triple in answer.triples)
        answer = Rows(("subject", "predicate", "object"), rows, answer.complete)
    return {"csv": to_csv, "tsv": to_tsv, "json": to_json}[format](answer)


def to_csv(answer: Rows | Truth) -> str:
    """Values without their types, for spreadsheets; what one would take for a formula gets an apostrophe."""
    if isinstance(answer, Truth):
        return _truth(answer)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.variables)
    writer.writerows([_cell(term) for term in row] for row in answer.rows)
    return out.getvalue()


def to_tsv(answer: Rows | Truth) -> str:
    """Terms in full, as SPARQL 1.1 has it: IRIs in angle brackets, literals in quotation marks."""
    if isinstance(answer, Truth):
        return _truth(answer)
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join("" if term is None else whole(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def to_json(answer: Rows | Truth) -> str:
    """SPARQL 1.1 query results in JSON."""
    if isinstance(answer, Truth):
        return json.dumps({"head": {}, "boolean": answer.value}) + "\n"
    rows = [
        {name: _json(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    whole = {"head": {"vars": list(answer.variables)}, "results": {"bindings": rows}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    from kg.export.cells import neutral  # noqa: PLC0415 - as above

    return neutral(term.value if isinstance(term, NamedNode | Literal) else str(term))


def whole(term: Term) -> str:
    """A term as it stands in TSV."""
    text = str(term).replace("\t", "\\t")
    return f"<<( {text} )>>" if isinstance(term, Triple) else text


def _json(term: Term) -> dict[str, str]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal():
            found = {"type": "literal", "value": term.value}
            if term.language:
                found["xml:lang"] = term.language
            elif term.datatype.value != f"{XSD}string":
                found["datatype"] = term.datatype.value
            return found
    return {"type": "triple", "value": str(term)}


def _truth(answer: Truth) -> str:
    return "true\n" if answer.value else "false\n"
