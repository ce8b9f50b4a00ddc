"""What an ontology file says that can be used, and is hardly meant: told by kg check, refused by nobody."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.namespace import SH as SHAPES
from rdflib.term import Node

from kg.definitions import SH, Source, find_defined, foreign, line_of, local, meant
from kg.errors import OntologyError, UnusedTermError
from kg.names import BARE_NAME, DEFAULT_BASE, LEXICON, ONTOLOGY, Names

_PATTERN, _ALSO = URIRef(LEXICON + "pattern"), URIRef(LEXICON + "alsoMeans")
_SLOT = re.compile(r"\{\w+(?::(\w+))?\}")
_SLOTS = re.compile(r"[{:](\w+)(?=[:}])")
_NEGATION = re.compile(
    r"(?<![\w-])(?:not|never|no(?! to\b)|nor|nobody|cannot)(?![\w-])|n['’]t\b"
)  # not: a no-fly zone, says no to
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_TERM = Namespace(ONTOLOGY)
_WORDED = (OWL.Class, RDFS.Class, *_PROPERTIES)
_GIVEN_BY = (
    OWL.propertyChainAxiom,
    OWL.inverseOf,
    OWL.equivalentProperty,
    OWL.equivalentClass,
    OWL.oneOf,
    OWL.unionOf,
    OWL.intersectionOf,
    OWL.disjointUnionOf,
)
_PATTERNED = {_TERM.Claim, _TERM.Event}
_LANGUAGES = {"owl:": OWL, "rdf:": RDF, "rdfs:": RDFS, "xsd:": XSD, "skos:": SKOS, "sh:": SHAPES}
_WORDS = tuple(URIRef(LEXICON + name) for name in ("pattern", "noun", "nameWord", "honorific"))
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_SAYS_WHAT = ((RDFS.domain, "rdfs:domain"), (RDFS.range, "rdfs:range"), (RDFS.label, "rdfs:label"))


def find_doubts(shipped: Graph, whole: Graph, sources: Iterable[Source]) -> Iterator[OntologyError]:
    """What is hardly meant in analysts' files; ``whole`` is the shipped ontology with all of them."""
    for each in sources:
        path, text, own = each.path, each.text, each.graph
        yield from _elsewhere(own, path, text)
        yield from _foreign(own, path, text)
        yield from _negated(whole, own, path, text)
        yield from _unfilled(whole, own, path, text)
        yield from _unknown(whole, own, path, text)
        yield from _misspelt(own, path, text)
        yield from _ranges(whole, own, path, text)
        yield from _values(whole, own, path, text)
        yield from _redefined(shipped, own, path, text)
        yield from _rules(whole, own, path, text)
        yield from _aimless(own, path, text)
        yield from _shared(whole, own, path, text)
        yield from _verbs(whole, own, path, text)


def find_wordless(
    shipped: Graph, whole: Graph, sources: Iterable[Source], told: Iterable[OntologyError]
) -> Iterator[UnusedTermError]:
    """Analysts' classes and relations without words that no axiom, rule, slot or fact names, so that nothing has them.

    None whose name or line was ``told`` of: what it lacks may be what is misspelt.
    """
    said = {each for triple in whole for each in triple[1:]}
    texts = " ".join(str(each) for each in said if isinstance(each, Literal) and ("{" in each or ":" in each))
    named = {*BARE_NAME.findall(texts), *_SLOTS.findall(texts)}
    named.update(name for each in told for name in BARE_NAME.findall(each.message))
    places = {each.place for each in told}
    for each in sources:
        terms = {term for kind in _WORDED for term in each.graph.subjects(RDF.type, kind)} - said
        for term in sorted(term for term in terms if isinstance(term, URIRef) and str(term).startswith(ONTOLOGY)):
            given = local(term) in named or any((term, word, None) in whole for word in (*_WORDS, *_GIVEN_BY))
            place = f"{each.path}:{line_of(each.text, ':' + local(term))}"
            if not given and place not in places and (term, RDF.type, None) not in shipped:
                word = "lex:pattern" if _is_property(whole, term) or _line(whole, term) & _PATTERNED else "lex:noun"
                yield UnusedTermError(
                    f":{local(term)} has no words, and nothing else gives it, so that no article can",
                    term=str(term),
                    place=place,
                    remedy=f"add a {word}, or an axiom or rule that it follows from",
                )


def _elsewhere(own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Prefixes that begin as newsgraph's do and are none of them: what is written with them says nothing."""
    names = Names()
    prefixes = names.prefixes
    ours = (*prefixes.values(), names.graph(""), f"{DEFAULT_BASE}article/")
    for prefix, space in sorted(own.namespaces()):
        start = str(space)
        is_near = re.match(rf"https?://{re.escape(DEFAULT_BASE.partition('://')[2])}.", start) is not None
        if (is_near and not start.startswith(ours)) or (prefix == "lex" and start != LEXICON):
            right = prefixes.get(prefix, ONTOLOGY)
            yield OntologyError(
                f"the prefix {prefix}: is <{start}>, of which newsgraph knows nothing",
                place=f"{path}:{line_of(text, f'<{start}>')}",
                remedy=f"write @prefix {prefix}: <{right}> .",
            )


def _foreign(own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Words and patterns that are marked as of another language."""
    for subject, predicate, value in sorted(own):
        language = value.language if isinstance(value, Literal) and str(predicate).startswith(LEXICON) else None
        if language and language.partition("-")[0] != "en":
            yield foreign(str(value), language, f"{path}:{line_of(text, f'@{language}', f':{local(subject)}')}")


def _negated(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Patterns of relations that say no: what an article negates is a proposition, and never a relation."""
    for term, pattern in sorted(own.subject_objects(_PATTERN)):
        if isinstance(term, URIRef) and _is_property(whole, term) and _NEGATION.search(str(pattern)):
            yield OntologyError(
                f'the pattern "{pattern}" is negated, and no relation follows from what somebody does not do',
                place=f"{path}:{line_of(text, str(pattern), ':' + local(term))}",
                remedy='write it without the negation, and ask for what is stated with :polarity "negative"',
            )


def _unfilled(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Relations with patterns of which one end is an event or a claim, which no noun of an article is as an entity."""
    for term in sorted({term for term in own.subjects(_PATTERN) if isinstance(term, URIRef)}):
        for end, name in _SAYS_WHAT[:2] if _is_property(whole, term) else ():
            for kind in sorted((each for each in whole.objects(term, end) if _line(whole, each) & _PATTERNED), key=str):
                slot = "subject" if end == RDFS.domain else "object"
                if slot == "subject" or (term, URIRef(LEXICON + "slot"), None) not in whole:
                    yield OntologyError(
                        f":{local(term)} has {name} :{local(kind)}, and no event or claim fills {{{slot}}}, "
                        "so that its patterns give nothing",
                        place=f"{path}:{line_of(text, name, f':{local(term)}')}",
                        remedy="name a class of agents or places, or make it an event with {actor} and {target}",
                    )


def _unknown(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Things of a class, and triples with a property, that nobody defines."""
    defined = find_defined(whole)
    kinds = (each for each in own.objects(None, RDF.type) if str(each).startswith(ONTOLOGY))
    used = [(local(each), "class", "Class") for each in kinds]
    used += [(local(each), "property", "ObjectProperty") for each in own.predicates() if str(each).startswith(ONTOLOGY)]
    for name, what, kind in sorted(set(used)):
        if name not in defined:
            yield OntologyError(
                f":{name} is used as a {what} and is not defined",
                place=f"{path}:{line_of(text, ':' + name)}",
                remedy=f"define :{name} a owl:{kind}, or mend its name{meant(name, defined)}",
            )


def _misspelt(own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Names of the languages that an ontology is written in which these do not have: owl:Clas, rdfs:subclassOf."""
    found = {str(node) for triple in own for node in triple if isinstance(node, URIRef)}
    for prefix, language in _LANGUAGES.items():
        start = str(language)
        known = {str(each).removeprefix(start) for each in dir(language)} | {"class"}  # rdflib calls sh:class otherwise
        for node in sorted(node for node in found if node.startswith(start)):
            name = node.removeprefix(start)
            if name and name not in known and not re.fullmatch(r"_[0-9]+", name):
                yield OntologyError(
                    f"{prefix}{name} means nothing",
                    place=f"{path}:{line_of(text, prefix + name)}",
                    remedy=f"mend its name{meant(name, known, prefix)}",
                )


def _ranges(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """A relation whose object is to be a text, a property of texts whose value is to be a thing."""
    for subject, value in sorted(own.subject_objects(RDFS.range)):
        kinds, is_text = set(whole.objects(subject, RDF.type)), str(value).startswith(str(XSD))
        if (OWL.ObjectProperty in kinds and is_text) or (OWL.DatatypeProperty in kinds and _is_class(whole, value)):
            shown = f"xsd:{str(value).removeprefix(str(XSD))}" if is_text else f":{local(value)}"
            what, other = ("relates things", "Datatype") if is_text else ("takes texts, numbers or dates", "Object")
            yield OntologyError(
                f":{local(subject)} {what}, and its rdfs:range {shown} is {'none' if is_text else 'a class of things'}",
                place=f"{path}:{line_of(text, 'rdfs:range', ':' + local(subject))}",
                remedy=f"make it an owl:{other}Property, or give it another range",
            )


def _is_class(whole: Graph, term: Node) -> bool:
    return not {OWL.Class, RDFS.Class}.isdisjoint(whole.objects(term, RDF.type))


def _values(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """A text where a relation takes a thing, a thing where a property takes a text."""
    for subject, predicate, value in sorted(own):
        kinds = set(whole.objects(predicate, RDF.type)) if isinstance(predicate, URIRef) else set()
        place = f"{path}:{line_of(text, ':' + local(predicate), 'e:' + str(subject).rpartition('/')[2])}"
        if OWL.ObjectProperty in kinds and isinstance(value, Literal):
            yield OntologyError(
                f":{local(predicate)} relates things, and “{value}” is a text",
                place=place,
                remedy="name the thing by an IRI, such as e:Name, without quotation marks",
            )
        elif OWL.DatatypeProperty in kinds and not isinstance(value, Literal):
            yield OntologyError(
                f":{local(predicate)} takes texts, numbers or dates, and <{value}> is a thing",
                place=place,
                remedy="put the value in quotation marks, or make the property an owl:ObjectProperty",
            )


def _redefined(shipped: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """A term that comes with newsgraph is given another meaning."""
    for predicate, name in _SAYS_WHAT:
        for subject, value in sorted(own.subject_objects(predicate)):
            theirs = sorted(shipped.objects(subject, predicate), key=str)
            is_term = str(subject).startswith(ONTOLOGY)
            if is_term and theirs and value not in theirs:
                said = local(theirs[0]) if isinstance(theirs[0], Literal) else f":{local(theirs[0])}"
                yield OntologyError(
                    f":{local(subject)} comes with newsgraph, with {name} {said}, and both hold",
                    place=f"{path}:{line_of(text, name, ':' + local(subject))}",
                    remedy="give the new term a name of its own, or leave this out",
                )


def _rules(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Names in SHACL rules that nobody defines, where the rule has no prefixes of its own."""
    defined = find_defined(whole)
    for rule, construct in sorted(own.subject_objects(SH.construct)):
        if (rule, SH.prefixes, None) in own or "prefix" in str(construct).lower():
            continue
        for name in sorted(set(BARE_NAME.findall(re.sub(r'"[^"]*"', '""', str(construct)))) - set(defined)):
            yield OntologyError(
                f"a rule uses :{name}, which is not defined",
                place=f"{path}:{line_of(text, ':' + name)}",
                remedy=f"define :{name}, or mend its name{meant(name, defined)}",
            )


def _aimless(own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """Rules about $this in shapes that do not say what that is."""
    for shape, rule in sorted(own.subject_objects(SH.rule)):
        is_class = not {OWL.Class, RDFS.Class}.isdisjoint(own.objects(shape, RDF.type))
        about = any(re.search(r"[$?]this\b", str(each)) for each in own.objects(rule, SH.construct))
        if about and not is_class and not any((shape, target, None) in own for target in _TARGETS):
            name = f":{local(shape)}" if isinstance(shape, URIRef) else "a shape without a name"
            yield OntologyError(
                f"{name} does not say what $this is in its rule, so that it is whatever the triples of the rule fit",
                place=f"{path}:{line_of(text, 'sh:rule', name)}",
                remedy="say sh:targetClass, sh:targetSubjectsOf or sh:targetObjectsOf",
            )


def _shared(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """A wording of two terms, neither above the other, where none says so by lex:alsoMeans.

    Relations are given both; of two kinds of claim or event, the analyst's own.
    """
    by_shape: dict[str, set[URIRef]] = {}
    for term, pattern in whole.subject_objects(_PATTERN):
        if isinstance(term, URIRef):
            by_shape.setdefault(_shape(str(pattern)), set()).add(term)
    named = ((term, pattern) for term, pattern in own.subject_objects(_PATTERN) if isinstance(term, URIRef))
    for term, pattern in sorted(named):
        others = sorted(by_shape[_shape(str(pattern))] - {term})
        for other in (each for each in others if _are_rivals(whole, term, each)):
            one, two = f":{local(term)}", f":{local(other)}"
            both, mine = _is_property(whole, term), (other, _PATTERN, pattern) not in own
            gives = "both" if both else f"{one} only" if mine else "one of them only"
            remedy = f"say lex:alsoMeans {two} where both are meant" if both else f"make {one} a subclass of {two}"
            yield OntologyError(
                f'"{pattern}" is a pattern of {one} and of {two}, and gives {gives}',
                place=f"{path}:{line_of(text, str(pattern), one)}",
                remedy=f"reword one, or {remedy}",
            )


def _verbs(whole: Graph, own: Graph, path: Path, text: str) -> Iterator[OntologyError]:
    """A verb of patterns that are not there: alone it gives nothing."""
    for term, verb in sorted(own.subject_objects(URIRef(LEXICON + "verb"))):
        if (term, _PATTERN, None) not in whole:
            yield OntologyError(
                f':{local(term)} has lex:verb "{verb}" and no lex:pattern whose verb that is, so that it gives nothing',
                place=f"{path}:{line_of(text, 'lex:verb', ':' + local(term))}",
                remedy="add a lex:pattern, or leave it out",
            )


def _shape(pattern: str) -> str:
    """The words of a pattern and the classes of its slots."""
    return _SLOT.sub(lambda slot: "{" + (slot[1] or "") + "}", pattern)


def _are_rivals(whole: Graph, one: URIRef, other: URIRef) -> bool:
    """Two properties, two kinds of claim or of event, neither above the other, of which none also means the other."""
    above = _line(whole, one), _line(whole, other)
    shared = above[0] & above[1] & _PATTERNED
    properties = _is_property(whole, one) and _is_property(whole, other)
    stated = (one, _ALSO, other) in whole or (other, _ALSO, one) in whole
    return (bool(shared) or properties) and other not in above[0] and one not in above[1] and not stated


def _is_property(whole: Graph, term: URIRef) -> bool:
    return not set(_PROPERTIES).isdisjoint(whole.objects(term, RDF.type))


def _line(whole: Graph, term: Node) -> set[object]:
    """A term and all above it."""
    return {*whole.transitive_objects(term, RDFS.subClassOf), *whole.transitive_objects(term, RDFS.subPropertyOf)}
