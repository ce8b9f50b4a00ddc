"""What the ontology knows of entities and of the nouns for them, made ready for look-up.

The words themselves live in ``ontology/*.ttl``: names, demonyms and metonyms on the entities, nouns, name words and
honorifics on the classes.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from rdflib import Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.names import LEXICON, ONTOLOGY

FormKind = Literal["name", "demonym", "people", "metonym"]
Gender = Literal["male", "female", ""]

KEY = 3
"""Forms are found by their first three characters, which does not depend on how the parser cuts words."""

_KINDS: tuple[tuple[FormKind, URIRef], ...] = (
    ("name", RDFS.label),
    ("name", SKOS.altLabel),
    ("demonym", URIRef(LEXICON + "demonym")),
    ("people", URIRef(LEXICON + "people")),
    ("metonym", URIRef(LEXICON + "metonym")),
)


@dataclass(frozen=True, slots=True)
class Form:
    """A wording of a gazetteer entity, without a leading article.

    ``speaker`` is the state or body that the place of this name stands for when it speaks or acts.
    """

    text: str
    iri: str
    kind: FormKind
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An entity of the gazetteer; ``names`` are its label and other names, not its demonyms or metonyms.

    ``demonym`` is the adjective that its bodies are named by, ``whole`` what it is said to be part of.
    """

    iri: str
    cls: str
    label: str
    names: tuple[str, ...]
    demonym: str | None = None
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The gazetteer and the nouns of the entity classes; every word in lower case but the forms.

    ``forms`` goes from the first three characters to forms, longest first. ``nouns`` goes from lemma to class,
    ``synonyms`` from lemma to the lemma that stands for its set, ``fields`` likewise from the field of a ministry.
    ``words`` goes from the local name of a ``lex:WordClass`` to its words, none for an unknown one. ``ancestors`` are a
    class and its ancestors, nearest first; ``capitals`` goes from a state to its capital, ``regions`` are what places
    lie in, capitals left out.
    """

    known: dict[str, Known]
    forms: dict[str, tuple[Form, ...]]
    nouns: dict[str, str]
    name_words: dict[str, str]
    synonyms: dict[str, str]
    fields: dict[str, str]
    words: defaultdict[str, frozenset[str]]
    ancestors: dict[str, tuple[str, ...]]
    capitals: dict[str, str]
    regions: frozenset[str]

    def form_at(self, text: str, start: int, prefix: str) -> Form | None:
        """The longest form that ``text`` has from ``start`` to a word's end."""
        for form in self.forms.get(prefix, ()):
            if text.startswith(form.text, start):
                end = start + len(form.text)
                if end == len(text) or not text[end].isalnum():
                    return form
        return None

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether ``cls`` is ``ancestor`` or a descendant of it."""
        return ancestor in self.ancestors.get(cls, (cls,))

    def word(self, group: str, word: str) -> bool:
        """Whether ``word``, in lower case, belongs to the word class ``group``."""
        return word in self.words.get(group, ())


def read_lexicon(graph: Graph) -> Lexicon:
    """Take gazetteer and nouns from the parsed ontology."""
    ancestors = _ancestors(graph)
    known = _known(graph, ancestors)
    words = _words(graph)
    capitals = {str(state): str(city) for state, city in sorted(graph.subject_objects(URIRef(ONTOLOGY + "capital")))}
    return Lexicon(
        known=known,
        forms=_forms(graph, known),
        nouns=_class_words(graph, "noun", ancestors),
        name_words=_class_words(graph, "nameWord", ancestors),
        synonyms=_synonyms(words.get("synonyms", frozenset())),
        fields=_synonyms(words.get("field", frozenset())),
        words=words,
        ancestors=ancestors,
        capitals=capitals,
        regions=frozenset(str(whole) for whole in graph.objects(None, URIRef(ONTOLOGY + "locatedIn")))
        - frozenset(capitals.values()),
    )


def _local(term: object) -> str | None:
    text = str(term)
    return text[len(ONTOLOGY) :] if text.startswith(ONTOLOGY) else None


def _ancestors(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Breadth first, so that nearer classes come first."""
    parents: dict[str, list[str]] = {}
    for child, parent in sorted(graph.subject_objects(RDFS.subClassOf)):
        lower, upper = _local(child), _local(parent)
        if lower and upper:
            parents.setdefault(lower, []).append(upper)
    names = {name for cls in graph.subjects(RDF.type, OWL.Class) if (name := _local(cls))} | set(parents)
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        line = [name]
        for cls in line:
            line.extend(parent for parent in parents.get(cls, ()) if parent not in line)
        found[name] = tuple(line)
    return found


def _known(graph: Graph, ancestors: dict[str, tuple[str, ...]]) -> dict[str, Known]:
    """Every entity with a label whose class is an agent or a place; its most specific class counts."""
    classes: dict[str, str] = {}
    for subject, kind in sorted(graph.subject_objects(RDF.type)):
        cls = _local(kind)
        line = ancestors.get(cls or "", ())
        if cls and isinstance(subject, URIRef) and ("Agent" in line or "Place" in line):
            before = classes.get(str(subject))
            if before is None or len(line) > len(ancestors[before]):
                classes[str(subject)] = cls
    known: dict[str, Known] = {}
    for iri, cls in classes.items():
        labels = _texts(graph, URIRef(iri), RDFS.label)
        if labels:
            others = _texts(graph, URIRef(iri), SKOS.altLabel)
            usual = _texts(graph, URIRef(iri), URIRef(LEXICON + "usualDemonym"))
            demonyms = usual or _texts(graph, URIRef(iri), URIRef(LEXICON + "demonym"))
            wholes = sorted(map(str, graph.objects(URIRef(iri), URIRef(ONTOLOGY + "partOf"))))
            known[iri] = Known(
                iri,
                cls,
                labels[0],
                (*labels, *others),
                demonyms[0] if demonyms else None,
                wholes[0] if wholes else None,
            )
    return known


def _texts(graph: Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    """The English literals, sorted."""
    values = (value for value in graph.objects(subject, predicate) if isinstance(value, RdfLiteral))
    return sorted(str(value) for value in values if (value.language or "en").startswith("en"))


def _forms(graph: Graph, known: dict[str, Known]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, Form] = {}
    for kind, predicate in _KINDS:  # a name wins over a demonym, a demonym over a metonym
        for iri in known:
            for text in _texts(graph, URIRef(iri), predicate):
                bare = text.removeprefix("the ").removeprefix("The ")
                before = found.get(bare)
                if before is None:
                    found[bare] = Form(bare, iri, kind)
                elif kind == "metonym" and before.speaker is None and known[before.iri].cls == "Place":
                    found[bare] = replace(before, speaker=iri)
    by_key: dict[str, list[Form]] = {}
    for form in found.values():
        by_key.setdefault(form.text[:KEY], []).append(form)
    return {key: tuple(sorted(forms, key=lambda form: (-len(form.text), form.text))) for key, forms in by_key.items()}


def _class_words(graph: Graph, name: str, ancestors: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """From word to entity class; of two classes the more specific one."""
    found: dict[str, str] = {}
    for subject, word in sorted(graph.subject_objects(URIRef(LEXICON + name))):
        cls = _local(subject)
        line = ancestors.get(cls or "", ())
        if cls and ("Agent" in line or "Place" in line):
            key = str(word).lower()
            if key not in found or len(line) > len(ancestors[found[key]]):
                found[key] = cls
    return found


def _synonyms(words: frozenset[str]) -> dict[str, str]:
    """From each word of a set, words between bars, to the set's first word."""
    found: dict[str, str] = {}
    for line in sorted(words):
        parts = [part.strip() for part in line.split("|")]
        found.update(dict.fromkeys(parts, parts[0]))
    return found


def _words(graph: Graph) -> defaultdict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for subject, word in graph.subject_objects(URIRef(LEXICON + "word")):
        groups.setdefault(str(subject).removeprefix(LEXICON), set()).add(str(word).lower())
    for word in graph.objects(None, URIRef(LEXICON + "honorific")):
        groups.setdefault("honorific", set()).add(str(word).lower())
    return defaultdict(frozenset, {name: frozenset(found) for name, found in groups.items()})
