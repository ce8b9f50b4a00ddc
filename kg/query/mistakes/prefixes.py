"""Prefixes that nothing declares."""

from collections.abc import Mapping

from kg.query.mistakes.broken import Repair
from kg.query.tokens import Token
from kg.spellings import find_near

# What is written in many graphs; a query that uses one of these means it.
WELL_KNOWN = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def undeclared(text: str, token: Token, known: Mapping[str, str]) -> Repair:
    """A name whose prefix is unknown: the line that declares it, or the prefix that is meant."""
    prefix = token.text.partition(":")[0]
    message = f"unknown prefix {prefix}:"
    if prefix.lower() in {"http", "https", "urn", "mailto"}:
        address = text[token.start :].split(maxsplit=1)[0]
        message = f"{prefix}: begins an address, which stands in angle brackets"
        changed = f"{text[: token.start]}<{address}>{text[token.start + len(address) :]}"
        return Repair(token.start, message, f"write <{address}>", changed)
    if prefix.lower() in known and prefix.lower() != prefix:
        return spelt(text, token, prefix, prefix.lower(), message)
    if prefix in WELL_KNOWN:
        line = f"PREFIX {prefix}: <{WELL_KNOWN[prefix]}>"
        return Repair(token.start, message, f"add the line {line}", f"{line}\n{text}")
    near = find_near(prefix, (name for name in known if len(name) > 1))
    if near:
        return spelt(text, token, prefix, near[0], message)
    names = " ".join(f"{name}:" for name in known)
    return Repair(token.start, message, f"declare it: PREFIX {prefix}: <…>, or use one of {names}")


def spelt(text: str, token: Token, wrong: str, right: str, message: str) -> Repair:
    """The same name with the prefix that is meant."""
    changed = f"{text[: token.start]}{right}{text[token.start + len(wrong) :]}"
    return Repair(token.start, message, f"write {right}:, or add a line PREFIX {wrong}: <…>", changed)
