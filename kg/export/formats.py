"""FORMATS: one function per format, registered by its decorator."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.export.cells import neutral
from kg.export.source import Source
from kg.export.tables import Table, xml_text
from kg.export.turtle import Terms, blocks, graph_blocks, shorten_iri
from kg.names import ONTOLOGY, RDF, XSD


@dataclass(frozen=True, slots=True)
class File:
    """A file, piece by piece; its name is that of the export with ``suffix`` in place of the ending, if any."""

    suffix: str
    pieces: Iterable[bytes]


PIECE = 1 << 20  # bytes
Writer = Callable[[Source], list[File]]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a graph; ``endings`` are those of its files."""

    name: str
    endings: tuple[str, ...]
    description: str
    write: Writer


FORMATS: dict[str, Format] = {}


def format(name: str, *endings: str) -> Callable[[Writer], Writer]:
    """Register a format; its description is the first line of the function's docstring."""

    def register(writer: Writer) -> Writer:
        description = (writer.__doc__ or "").partition("\n")[0].rstrip(".")
        FORMATS[name] = Format(name, endings or (name,), description, writer)
        return writer

    return register


@format("ttl", "ttl", "turtle")
def write_turtle(source: Source) -> list[File]:
    """Turtle: prefixed, sorted, the same bytes every time."""
    terms = Terms(source.graph.names.prefixes, source.graph.names.base)

    def body() -> Iterator[str]:
        for number, block in enumerate(blocks(source.by_subject(), terms)):
            yield "\n" * (number > 0) + block

    return [File("", _headed(terms, body(), source.folder))]


@format("nt")
def write_ntriples(source: Source) -> list[File]:
    """N-Triples: one triple a line."""
    return [File("", _pieces(source.lines))]


@format("nq")
def write_nquads(source: Source) -> list[File]:
    """N-Quads: one triple and its graph a line."""
    return [File("", _pieces(lambda: source.lines(with_graphs=True)))]


@format("trig")
def write_trig(source: Source) -> list[File]:
    """TriG: Turtle with a block for each article and for the inferences."""
    terms = Terms(source.graph.names.prefixes, source.graph.names.base)

    def body() -> Iterator[str]:
        for number, (name, triples) in enumerate(source.by_graph()):
            yield "\n" * (number > 0)
            yield from graph_blocks(name, triples, terms)

    return [File("", _headed(terms, body(), source.folder))]


def _headed(terms: Terms, body: Iterable[str], folder: Path) -> Iterator[bytes]:
    """The declarations that a body turns out to need, and the body."""
    path = folder / "body"
    with path.open("w", encoding="utf8", newline="\n") as file:
        file.writelines(body)
    head = terms.head()
    yield f"{head}\n".encode() if head and path.stat().st_size else head.encode()
    yield from _pieces(lambda: path)


def _pieces(make: Callable[[], Path]) -> Iterator[bytes]:
    """A file that is made when its first piece is asked for."""
    with make().open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


@format("jsonld", "jsonld", "json-ld")
def write_jsonld(source: Source) -> list[File]:
    """JSON-LD: properties and classes by their plain names."""
    return [File("", (piece.encode() for piece in _json_pieces(source)))]


def _json_pieces(source: Source) -> Iterator[str]:
    prefixes = {name: iri for name, iri in source.graph.names.prefixes.items() if name}
    context = {"@base": source.graph.names.base, "@vocab": ONTOLOGY, **prefixes}
    head, found = json.dumps({"@context": context, "@graph": []}, ensure_ascii=False, indent=1), False
    triples = source.triples()  # which may fail, before anything is written
    yield head.removesuffix("]\n}")
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        node = json.dumps(_json_node(subject, group, prefixes), ensure_ascii=False, indent=1)
        yield "," * found + "\n" + "\n".join(f"  {line}" for line in node.split("\n"))
        found = True
    yield "\n " * found + "]\n}\n"


def _json_node(subject: object, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, object]:
    node: dict[str, object] = {"@id": _json_id(subject, prefixes)}
    for predicate, group in groupby(triples, key=lambda triple: triple.predicate):
        objects = [triple.object for triple in group]
        if predicate.value == f"{RDF}type":
            node["@type"] = [_json_word(o, prefixes) for o in objects]
        else:
            node[_json_word(predicate, prefixes)] = [_json_value(o, prefixes) for o in objects]
    return node


def _json_id(node: object, prefixes: Mapping[str, str]) -> str:
    return shorten_iri(node.value, prefixes) if isinstance(node, NamedNode) else str(node)


def _json_word(node: object, prefixes: Mapping[str, str]) -> str:
    """A class or property: a plain name where it is the ontology's."""
    if isinstance(node, NamedNode) and node.value.startswith(ONTOLOGY):
        word = node.value[len(ONTOLOGY) :]
        if word.isidentifier() and word not in prefixes:
            return word
    return _json_id(node, prefixes)


def _json_value(node: object, prefixes: Mapping[str, str]) -> object:
    if not isinstance(node, Literal):
        return {"@id": _json_id(node, prefixes)}
    datatype = node.datatype.value
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if datatype == f"{XSD}string":
        return node.value
    return {"@value": node.value, "@type": shorten_iri(datatype, prefixes)}


@format("rdf", "rdf", "xml", "owl")
def write_rdfxml(source: Source) -> list[File]:
    """RDF/XML: for older tools; characters that XML cannot hold become U+FFFD."""

    def make() -> Path:
        triples = (Triple(t.subject, t.predicate, _xml_object(t.object)) for t in source.triples())  # type: ignore[arg-type]  # a term as before
        path = source.folder / "xml"
        serialize(triples, path, RdfFormat.RDF_XML, prefixes=dict(source.graph.names.prefixes))
        return path

    return [File("", chain((piece.replace(b"\r", b"&#xD;") for piece in _pieces(make)), [b"\n"]))]


def _xml_object(node: object) -> object:
    if isinstance(node, Literal) and xml_text(node.value) != node.value:
        clean = xml_text(node.value)
        return Literal(clean, language=node.language) if node.language else Literal(clean, datatype=node.datatype)
    return node


@format("graphml")
def write_graphml(source: Source) -> list[File]:
    """GraphML: nodes and edges for Gephi, yEd and networkx; characters that XML cannot hold become U+FFFD."""
    return [File("", (f"{line}\n".encode() for line in _graphml_lines(Table.of(source))))]


def _graphml_lines(table: Table) -> Iterator[str]:
    names = ["label", "class", *(name for name in table.columns if name not in ("label", "class"))]
    keys = {name: f"n{number}" for number, name in enumerate(names)}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name, key in keys.items():
        yield f'<key id="{key}" for="node" attr.name={_attribute(name)} attr.type="string"/>'
    yield '<key id="e0" for="edge" attr.name="label" attr.type="string"/>'
    yield '<key id="e1" for="edge" attr.name="inferred" attr.type="boolean"/>'
    yield '<graph edgedefault="directed">'
    for node in table.nodes():
        values = {**node.values, "label": node.label, "class": node.classes[0] if node.classes else ""}
        cells = [f'<data key="{keys[name]}">{_text(values[name])}</data>' for name in names if name in values]
        yield f"<node id={_attribute(node.iri)}>{''.join(cells)}</node>"
    for number, edge in enumerate(table.edges()):
        ends = f"source={_attribute(edge.start)} target={_attribute(edge.end)}"
        drawn = "true" if edge.inferred else "false"
        data = f'<data key="e0">{_text(edge.property)}</data><data key="e1">{drawn}</data>'
        yield f'<edge id="{number}" {ends}>{data}</edge>'
    yield from ("</graph>", "</graphml>")


def _text(text: str) -> str:
    return escape(xml_text(text), {"\r": "&#xD;"})


def _attribute(text: str) -> str:
    return quoteattr(xml_text(text))


@format("neo4j", "csv")
def write_neo4j(source: Source) -> list[File]:
    """CSV for Neo4j's importer: NAME-nodes.csv and NAME-edges.csv; no cell is a formula."""
    table = Table.of(source)
    return [File("-nodes.csv", _csv(_node_rows(table))), File("-edges.csv", _csv(_edge_rows(table)))]


def _node_rows(table: Table) -> Iterator[list[str]]:
    columns = [name for name in table.columns if name not in ("label", "class")]
    yield ["iri:ID", "label", *columns, ":LABEL"]
    for node in table.nodes():
        yield [node.iri, node.label, *(node.values.get(name, "") for name in columns), ";".join(node.classes)]


def _edge_rows(table: Table) -> Iterator[list[str]]:
    yield [":START_ID", ":END_ID", ":TYPE", "inferred:boolean"]
    for edge in table.edges():
        yield [edge.start, edge.end, edge.property, "true" if edge.inferred else "false"]


def _csv(rows: Iterable[list[str]]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([neutral(" ".join(cell.split())) for cell in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
