"""The graph: a store of quads, what it keeps beside them, and the lock of its one writer."""

import json
import sqlite3
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import TYPE_CHECKING, Self
from typing import Literal as OneOf

from filelock import BaseFileLock
from pyoxigraph import NamedNode, Quad, Store, Triple

from kg.errors import StoreError
from kg.graph import changes, corrections, disk, kept, noting, shelf, snapshots, terms, words
from kg.graph.copies import find_original, mend, relink
from kg.graph.corrections import Act, Correction
from kg.graph.loading import choose_files, digest_of, ontology_triples, read_ontology
from kg.graph.shelf import ArticleInfo, Change
from kg.graph.terms import term
from kg.names import Names, provenance_graph

if TYPE_CHECKING:
    from kg.model import Article, Reading

FLUSH_AFTER = 50_000  # quads; what is not flushed, every reader that opens replays


class Graph:
    """News as triples: each article's in its own named graphs, beside ontology, inferences and corrections.

    Queries go to ``store``: its default graph is the union of all named graphs, each triple in it once.
    """

    def __init__(self, path: Path | None, names: Names, beside: sqlite3.Connection, lock: BaseFileLock | None) -> None:
        self.path, self.names = path, names
        self._kept, self._lock = beside, lock
        self._extra: dict[str, Path] = {}
        self.read_from: tuple[Path, ...] = ()  # RDF files that it asserts, as they were given
        self.ontology, self.inferred, self.corrected = (
            NamedNode(names.graph(name)) for name in ("ontology", "inferred", "corrections")
        )
        self.seen, self._unflushed = self.generation, 0  # the generation that the store shows, or one before it
        self._snapshot = snapshots.open_snapshot(path) if path and not lock else None
        self.store = self._snapshot.store if self._snapshot else Store(path / "store" if path else None)
        if lock and kept.get_setting(beside, "loading") == "1":  # the process ended in load_inferred
            changes.sweep_union(self.store)
            kept.set_settings(beside, loading="0")
        if lock and not self.journal:
            kept.set_settings(beside, journal=f"{self.seen}-{token_hex(8)}")
        if lock and self.stale:
            mend(self.store, beside)
        self._retracted = dict(corrections.retractions(self.store, self.corrected))
        self._uses = noting.Uses()
        self.reasoning: object = None  # what kg.reason keeps of the ontology
        self.spoken: dict[object, str] = {}  # names of nodes, as long as the graph stays as it is
        self.pending: list[tuple[list[Quad], list[Quad], frozenset[Quad]]] | None = None if self.stale else []

    @property
    def writable(self) -> bool:
        """Whether this handle may change the graph."""
        return self.path is None or self._lock is not None

    @property
    def generation(self) -> int:
        """A number that grows with every change, also one that another process makes."""
        with disk.storing(self.path):
            return int(kept.get_setting(self._kept, "generation", "0"))

    @property
    def stale(self) -> bool:
        """Whether anything changed since the inferences were drawn."""
        with disk.storing(self.path):
            return kept.get_setting(self._kept, "stale") == "1"

    def refresh(self) -> bool:
        """Let a reader see what was written since it opened; whether there was anything."""
        if self.path is None or self._lock or self.generation == self.seen:
            return False
        with disk.storing(self.path):
            self.seen, old = self.generation, self._snapshot
            self._snapshot = snapshots.open_snapshot(self.path)
            self.store = self._snapshot.store
            if old:
                snapshots.release(old)
            self._retracted = dict(corrections.retractions(self.store, self.corrected))
            self.reasoning, self.spoken = None, {}
        return True

    def close(self) -> None:
        """Finish writing and give the lock back, also where the disk is full."""
        try:
            with disk.storing(self.path):
                if self._lock:
                    self.store.flush()
                    words.keep(self)
        finally:
            self._kept.close()
            self.store = Store()
            if self._snapshot:
                snapshots.release(self._snapshot)
            if self._lock:
                self._lock.release()
            self._snapshot = self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self) -> None:
        """Check that this handle may write, and note that the inferences are about to be out of date."""
        if not self.writable:
            raise StoreError("the graph is open for reading only", place=str(self.path), remedy="open it for writing")
        if not self.stale:  # each time settings are written, the disk is waited for
            kept.set_settings(self._kept, stale="1")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A change of the graph: of one that ends in an error it is not known how far it went."""
        with disk.storing(self.path):
            self._begin()
            try:
                yield
            except BaseException:
                self.pending = None
                raise

    def _end(self, *, stale: bool = True, **settings: str) -> None:
        generation = str(self.generation + 1)
        kept.set_settings(self._kept, generation=generation, stale="1" if stale else "0", **settings)
        self.seen, self.spoken = self.generation, {}
        if not stale:
            self.pending = []
        if self.path and self._unflushed > FLUSH_AFTER:
            self.store.flush()
            self._unflushed = 0

    def _replace(self, removed: Sequence[Quad], added: Sequence[Quad], *, alone: Collection[Quad] = ()) -> None:
        noting.note(self._kept, (removed, added), lambda: self._uses.hardly_used(self.store, removed, added))
        changes.replace(self.store, removed, added, alone=alone)
        self._unflushed += len(removed) + len(added)

    @property
    def journal(self) -> str:
        """Tells what is noted of names from what any other graph notes; empty where nothing was ever noted."""
        with disk.storing(self.path):
            return kept.get_setting(self._kept, "journal")

    def renamed_since(self, generation: int) -> list[str]:
        """The IRIs of which the names may be others than they were at a generation."""
        return kept.renamed_since(self._kept, generation)

    # Articles

    def digest(self, article: "Article") -> str:
        """Tells this text, and the ontology and model that read it, from every other."""
        facts = {name: value for name, value in kept.facts_of(article).items() if name != "path"}
        reader = kept.get_setting(self._kept, "reader"), kept.get_setting(self._kept, "ontology")
        return sha256(json.dumps([facts, *reader], sort_keys=True).encode()).hexdigest()

    def has(self, article: "Article") -> bool:
        """Whether the graph holds exactly this article as it would be read now."""
        with disk.storing(self.path):
            return shelf.is_current(self.store, article.iri, self.digest(article))

    def add(self, reading: "Reading", *, fingerprint: Sequence[int] = ()) -> Change:
        """Put in what an article says, in place of what the same key said before; all or nothing.

        ``fingerprint`` is that of ``kg.articles``; nearly the same text under another key gives ``:copyOf``.
        """
        from kg.graph.quads import article_quads  # noqa: PLC0415 - a shell that only asks needs none of it

        article = reading.article
        with self._changing():
            digest = self.digest(article)
            new = corrections.take_out(article_quads(reading, digest), self._retracted, self.corrected)
            original = find_original(self.store, self._kept, article.iri, fingerprint)
            if original:
                provenance = NamedNode(provenance_graph(article.iri))
                new.append(Quad(NamedNode(article.iri), term("copyOf"), NamedNode(original), provenance))
            before = {article.iri, *shelf.with_key(self.store, article.key)}
            old = [quad for iri in before for quad in shelf.quads_of(self.store, iri, self.corrected)]
            known, wanted = set(old), set(new)
            added, removed = [q for q in new if q not in known], [q for q in old if q not in wanted]
            kept.put_article(self._kept, article, digest, fingerprint)
            novel = frozenset[Quad]() if old else changes.find_novel(self.store, added, NamedNode(article.iri))
            self._replace(removed, added)
            self._note(removed, added, novel=novel)
            for iri in before:
                kept.sweep(self._kept, iri, digest if iri == article.iri else None)
            relink(self.store, self._kept, before, article.iri)
            self._end()
        changed: OneOf["replaced", "unchanged"] = "replaced" if added or removed else "unchanged"
        return Change(changed if old else "added", article.iri, len(added), len(removed), original)

    def remove(self, article: str) -> Change:
        """Take an article out with all it said; named by IRI, by the end of its IRI, or by key.

        Raises:
            StoreError: no such article, or more than one.
        """
        iri = self.find(article)
        with self._changing():
            old = shelf.quads_of(self.store, iri, self.corrected)
            self._replace(old, [])
            self._note(old, [])
            kept.sweep(self._kept, iri, None)
            relink(self.store, self._kept, {iri}, None)
            self._end()
        return Change("removed", iri, 0, len(old))

    def find(self, article: str) -> str:
        """The IRI of an article named by its IRI, the end of it, or its key.

        Raises:
            StoreError: no such article, or more than one.
        """
        return shelf.find(self.store, article, base=self.names.base, place=str(self.path or ""))

    @property
    def empty(self) -> bool:
        """Whether there is no article in the graph."""
        return not any(True for _ in shelf.find_articles(self.store))

    def articles(self) -> list[ArticleInfo]:
        """What is in the graph, by publication date and IRI."""
        found = [shelf.info(self.store, iri) for iri in shelf.article_iris(self.store)]
        return sorted(found, key=lambda info: (info.issued or "", info.iri))

    def kept(self) -> Iterator["Article"]:
        """The articles as they were read, so that all can be read anew."""
        for iri in shelf.article_iris(self.store):
            article = self.article(iri)
            if article:
                yield article

    def article(self, iri: str) -> "Article | None":
        """An article as it was read, None where its text is not kept."""
        with disk.storing(self.path):
            return kept.get_article(self._kept, iri, shelf.digest(self.store, iri))

    # Ontology

    def set_reader(self, **facts: str) -> None:
        """Note what reads the articles (model, versions): another reader makes ``has`` false."""
        with disk.storing(self.path):
            self._check_settings(reader=json.dumps(facts, sort_keys=True))

    def reader(self) -> dict[str, str]:
        """What read the articles, as last noted."""
        found = json.loads(kept.get_setting(self._kept, "reader", "{}"))
        return {str(name): str(value) for name, value in found.items()}

    def _check_settings(self, **values: str) -> None:
        if any(kept.get_setting(self._kept, name) != value for name, value in values.items()):
            self._begin()
            kept.set_settings(self._kept, **values)

    def set_ontology(self, shipped: Sequence[Path], extra: Sequence[Path] = ()) -> bool:
        """Put the shipped files, those kept from before and ``extra`` into the ontology graph; whether it changed.

        A file of ``extra`` takes the place of the kept one of its name.

        Raises:
            OntologyError: a file that cannot be read or is not Turtle; the graph stays as it was.
        """
        chosen = choose_files(self.extra_files(), extra)
        files = [(path, read_ontology(path)) for path in (*shipped, *chosen.values())]
        digest = digest_of(file for _, file in files)
        self._extra = chosen
        with disk.storing(self.path):
            if kept.get_setting(self._kept, "ontology") == digest:
                return False
            triples = [t for path, file in files for t in ontology_triples(file, self.names, place=str(path))]
            self._begin()
            self.reasoning, self.pending = None, None
            kept.set_settings(self._kept, ontology="")  # until it is whole it is neither the one nor the other
            old = list(self.store.quads_for_pattern(None, None, None, self.ontology))
            noting.note(self._kept, (old, triples), lambda: self._uses.hardly_used(self.store, old, triples))
            changes.replace_graph(self.store, self.ontology, triples)
            if self.path:
                (self.path / "ontology").mkdir(exist_ok=True)
                for path, file in files[len(shipped) :]:
                    disk.write_whole(self.path / "ontology" / path.name, file.turtle)
            kept.set_settings(self._kept, ontology=digest, edited="0")
            self._end()
        return True

    @property
    def ontology_digest(self) -> str:
        """Tells the ontology from every other, as long as it is that of its files; empty where that is not known."""
        with disk.storing(self.path):
            edited = kept.get_setting(self._kept, "edited") != "0"
            return "" if edited else kept.get_setting(self._kept, "ontology")

    def extra_files(self) -> list[Path]:
        """The ontology files that do not come with newsgraph, as the graph keeps them."""
        if self.path:
            return sorted((self.path / "ontology").glob("*.ttl"))
        return [self._extra[name] for name in sorted(self._extra)]

    # What is asserted, inferred and corrected

    def set_inferred(self, triples: Iterable[Triple]) -> int:
        """Put these in place of what was inferred before; how many they are."""
        with self._changing():
            new = {Quad(t.subject, t.predicate, t.object, self.inferred): None for t in triples}
            old = dict.fromkeys(self.store.quads_for_pattern(None, None, None, self.inferred))
            self._replace([q for q in old if q not in new], [q for q in new if q not in old])
            self._end(stale=False, inferred=str(len(new)))
        return len(new)

    def update_inferred(self, removed: Iterable[Triple], added: Iterable[Triple], said: Container[Triple]) -> None:
        """Take some inferences out, put some in; they are up to date then. ``said`` has what may stand elsewhere."""
        gone, new = ([Quad(t.subject, t.predicate, t.object, self.inferred) for t in part] for part in (removed, added))
        with self._changing():
            before = self.count_inferred()
            odd = kept.get_setting(self._kept, "evidence_edited") == "1"  # it may hold what is inferred, too
            self._replace(gone, new, alone=() if odd else {quad for quad in gone if quad.triple not in said})
            self._end(stale=False, inferred=str(before + len(new) - len(gone)))

    def count_inferred(self) -> int:
        """How many inferences there are."""
        with disk.storing(self.path):
            known = kept.get_setting(self._kept, "inferred")
            if not known:
                return sum(1 for _ in self.store.quads_for_pattern(None, None, None, self.inferred))
        return int(known)

    def load_inferred(self, added: Path, removed: Path, count: int) -> None:
        """Take the inferences of a file of N-Triples out and put those of ``added`` in, as ``load_graph`` reads it.

        ``count`` are there then.
        """
        with self._changing():
            kept.set_settings(self._kept, loading="1")
            self._uses.forget()
            changes.load_graph(self.store, self.inferred, added, removed, whole=self.path is None)
            self._end(stale=False, loading="0", inferred=str(count))

    def _note(self, removed: list[Quad], added: list[Quad], *, novel: frozenset[Quad] = frozenset()) -> None:
        """Remember a change of what is asserted until inferences follow; the triples of ``novel`` were nowhere."""
        if self.pending is not None:
            self.pending.append((removed, added, novel))

    def corrections(self) -> list[Correction]:
        """What an analyst corrected, sorted."""
        return corrections.read_corrections(self.store, self.corrected)

    def correct(self, correction: Correction) -> None:
        """Carry out a correction now and after every reading."""
        self._corrected(corrections.apply, correction)

    def undo(self, correction: Correction) -> None:
        """Take a correction back."""
        self._corrected(corrections.undo, correction)

    def edit(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Take quads of named graphs out and put others in, all or none, as SPARQL Update asks.

        What lies in the corrections graph outlives reading again, what lies in an article's does not.
        """
        out, new = list(removed), list(added)
        with self._changing():
            if edited := any(quad.graph_name == self.ontology for quad in (*out, *new)):
                kept.set_settings(self._kept, edited="1")
            if evidence := any(terms.is_evidence(quad.graph_name) for quad in (*out, *new)):
                kept.set_settings(self._kept, evidence_edited="1")
            self._replace(out, new)
            noted = f"<{self.corrected.value}#retraction-"
            self._note(*([q for q in part if not str(q.subject).startswith(noted)] for part in (out, new)))
            self.reasoning, self.pending = None, None if edited or evidence else self.pending
            self._retracted = dict(corrections.retractions(self.store, self.corrected))
            self._end()

    def _corrected(self, act: Act, correction: Correction) -> None:
        with self._changing():
            before = corrections.holders(self.store, correction.triple, self.inferred)
            noting.note(self._kept, ([correction.triple],), lambda: self._uses.hardly_used(self.store, [*before], ()))
            self._uses.forget()  # more may go out than that
            act(self.store, self.corrected, {NamedNode(iri) for iri in shelf.article_iris(self.store)}, correction)
            after = corrections.holders(self.store, correction.triple, self.inferred)
            self._note(list(before - after), list(after - before))
            if terms.is_axiom(correction.triple.predicate, correction.triple.object):
                self.reasoning = None
            self._retracted = dict(corrections.retractions(self.store, self.corrected))
            self._end()
