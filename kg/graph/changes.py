"""One transaction of a store: quads in and out, and the default graph kept as their union.

Oxigraph's own union of named graphs gives a triple once for every graph that holds it; SPARQL wants it once.
So every triple lies in the default graph too, as long as any named graph holds it.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, parse

_DEFAULT = DefaultGraph()
_BATCH = 20_000  # quads that go out at once
_SOME = 3  # quads of one subject that go out, from which on it pays to look whether it is spoken of elsewhere at all


def replace(store: Store, removed: Iterable[Quad], added: Iterable[Quad], *, alone: Collection[Quad] = ()) -> None:
    """Take quads of named graphs out and put others in, all or none; no blank nodes among the removed.

    ``alone`` are those of the removed of which it is known that no other named graph holds the triple.
    """
    out, new = dict.fromkeys(removed), list(added)
    if not (out or new):
        return
    union = [Quad(quad.subject, quad.predicate, quad.object) for quad in new]
    if not out:
        store.extend([*new, *union])
        return
    kept, private = set(union), find_private(store, out.keys() - alone if alone else out)
    for quad in list(out):
        bare = Quad(quad.subject, quad.predicate, quad.object)
        if bare not in kept and (quad in alone or quad.subject in private or not _elsewhere(store, quad, out)):
            out[bare] = None
    store.update(f"DELETE DATA {{ {_data(out)} }} ; INSERT DATA {{ {_data([*new, *union])} }}")


def find_private(store: Store, quads: Iterable[Quad]) -> set[object]:
    """The subjects of several of these quads of which all that is said in named graphs stands in one and the same."""
    graphs: dict[object, Counter[object]] = {}
    for quad in quads:
        if quad.graph_name != _DEFAULT:
            graphs.setdefault(quad.subject, Counter())[quad.graph_name] += 1
    several = (item for item in graphs.items() if len(item[1]) == 1 and item[1].total() >= _SOME)
    pairs = [f"({subject} {name})" for subject, names in several for name in names]
    if not pairs:
        return set()
    found = store.query(f"""
        SELECT ?s {{
            VALUES (?s ?own) {{ {" ".join(pairs)} }}
            FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != ?own) }} }}""")
    assert isinstance(found, QuerySolutions)
    return {row[0] for row in found}


def find_novel(store: Store, quads: Iterable[Quad], graph: NamedNode) -> frozenset[Quad]:
    """Those of a named graph's quads whose triples no graph holds yet."""
    own = (quad for quad in quads if quad.graph_name == graph)
    return frozenset(quad for quad in own if Quad(quad.subject, quad.predicate, quad.object) not in store)


def _elsewhere(store: Store, quad: Quad, removed: dict[Quad, None]) -> bool:
    """Whether a named graph goes on holding the triple of a removed quad, whose numbers may be written otherwise."""
    for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None):
        same = Quad(quad.subject, quad.predicate, quad.object, other.graph_name)
        if other.graph_name != _DEFAULT and other not in removed and same not in removed:
            return True
    return False


def replace_graph(store: Store, graph: NamedNode, triples: Iterable[Triple]) -> None:
    """Put other triples into a named graph, blank nodes allowed.

    First what is new goes in, at once; then what is left over goes out. Interrupted, it leaves a little too much
    and can be run again.
    """
    wanted = {Quad(t.subject, t.predicate, t.object, graph): None for t in triples}
    known = set(store.quads_for_pattern(None, None, None, graph))
    added = [quad for quad in wanted if quad not in known]
    store.extend([*added, *(Quad(quad.subject, quad.predicate, quad.object) for quad in added)])
    out = dict.fromkeys(quad for quad in known if quad not in wanted)
    for quad in out:
        if not _elsewhere(store, quad, out):
            store.remove(Quad(quad.subject, quad.predicate, quad.object))
        store.remove(quad)


def load_graph(store: Store, graph: NamedNode, added: Path, removed: Path, *, whole: bool) -> None:
    """Take the triples of a file of N-Triples out of a named graph and put those of a file of N-Quads in.

    The latter has each triple twice, in the graph and in none, in the words of a store. Not all or nothing:
    interrupted, it may leave triples in only one of the two, for ``sweep_union``. ``whole`` loads the file as one
    transaction, which is faster in memory.
    """
    gone = (Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parse(path=removed))
    while batch := list(islice(gone, _BATCH)):
        replace(store, batch, [])
    if added.stat().st_size:
        load = store.load if whole else store.bulk_load
        with added.open("rb") as file:
            load(cast(BinaryIO, _Heard(file)), RdfFormat.N_QUADS, lenient=True)


class _Heard:
    """A file that is read in Python, where Ctrl-C is heard: a store that opens it hears nothing until its end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Some of the file."""
        return self._file.read(size)


def sweep_union(store: Store) -> None:
    """Take out of the default graph what no named graph has, and put in what it lacks."""
    store.update("""
        DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } } ;
        INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }""")


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL data; the terms write themselves, so that no text can end a literal."""
    lines = []
    for quad in quads:
        triple = f"{quad.subject} {quad.predicate} {quad.object} ."
        lines.append(triple if quad.graph_name == _DEFAULT else f"GRAPH {quad.graph_name} {{ {triple} }}")
    return "\n".join(lines)
