"""Matches of properties become statements, or propositions where the article does not assert them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.bodies import are_in_pairs, is_nonce, is_of_part, is_quality, may_stand_in
from kg.dates import resolve
from kg.gazetteer import KEY
from kg.model import Modality, Polarity, Proposition, Span, Statement, Value
from kg.offices import office_text
from kg.patterns import Match, Slot
from kg.predications import is_infinitive, naming_copula
from kg.predications.walks import conjuncts, nouns_behind, office_taker, substitutes
from kg.quotes import quote_at
from kg.scenes import Scene
from kg.scenes.bearers import is_to_come
from kg.tenures import find_ends, is_given_up
from kg.trees import Tree

_SOME_DAY = "2000-07-01"
"""Stands for the day of publication where that is not known."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation read at a trigger. ``presupposed`` where its words only describe: "Belarusian leader X"."""

    subject: str
    property: str
    object: str | Value
    trigger: int
    span: Span
    pattern: str
    presupposed: bool
    mood_holds: bool
    negative: bool
    current: bool

    def to_statement(self) -> Statement:
        """As asserted by the article."""
        return Statement(self.subject, self.property, self.object, self.span.start, self.span.end, self.pattern)

    def to_proposition(self) -> Proposition:
        """As said by somebody, or negated."""
        polarity: Polarity = "negative" if self.negative else "positive"
        modality: Modality = "actual" if self.mood_holds or self.negative else "hypothetical"
        return Proposition(self.subject, self.property, self.object, polarity, modality)


def read_relations(scene: Scene, matches: list[Match]) -> list[Relation]:
    """Every relation of the article, asserted or not, by trigger in text order, none twice."""
    found: dict[tuple[str, str, object, int], Relation] = {}
    ends = find_ends(scene, matches)
    for match in matches:
        if scene.ontology.kinds[match.pattern.term] == "relation" and not _is_of_task(scene, match):
            describes = match.pattern.kind in ("noun", "preposition")
            for read in _read(scene, match):
                over = describes and is_given_up(scene, read.trigger, read.subject, ends)
                relation = replace(read, current=False) if over else read
                found.setdefault((relation.subject, relation.property, relation.object, relation.trigger), relation)
    return [*_with_wholes(scene, found.values()), *_citizens(scene)]


def _is_of_task(scene: Scene, match: Match) -> bool:
    """Took over the talks from Lind: nobody's successor; not: took over the ministry from him."""
    done = match.predication.fillers("object") if match.pattern.term == "successorOf" else ()
    return match.predication.kind == "verb" and any(scene.may_tell(token, "Event") for token in done)


def _citizens(scene: Scene) -> Iterator[Relation]:
    """Anna Berg, a Norwegian, left; not: never a Norwegian, a Norwegian by descent, a Norwegian firm."""
    tree = scene.tree
    for name in sorted(scene.heads):
        told = scene.of_class(name, "Person") and tree.child(name, "neg") is None
        subject = scene.linked.at(name) if told else None
        for noun in tree.children(name, "appos") if subject is not None else ():
            state = _state_of(scene, noun)
            if subject is not None and state is not None and scene.mood(noun).holds:
                span = Span(scene.heads[name].start, tree.ends[noun])
                yield _described(
                    subject, "citizenOf", scene.linked.known(state, noun), noun, span, pattern="{subject}, a {object}"
                )


def _described(subject: str, name: str, thing: str, trigger: int, span: Span, *, pattern: str) -> Relation:
    """A relation that words only presuppose, by a rule and no pattern of the ontology."""
    return Relation(
        subject, name, thing, trigger, span, pattern, presupposed=True, mood_holds=True, negative=False, current=True
    )


def _state_of(scene: Scene, noun: int) -> str | None:
    """The state that somebody is one of the people of: a Norwegian, a Dane."""
    tree, lexicon = scene.tree, scene.ontology.tbox.lexicon
    article = tree.child(noun, "det")
    single = article is not None and lexicon.word("indefinite", tree.words[article].lower())
    single = single and tree.tags[noun] in ("JJ", "NN", "NNP")
    if not single or tree.child(noun, "prep", "conj", "compound", "poss") is not None or _is_former(scene, noun):
        return None
    start = tree.starts[noun]
    form = lexicon.form_at(tree.text, start, tree.text[start : start + KEY])
    whole = form is not None and form.kind in ("demonym", "people") and form.text == tree.words[noun]
    return form.iri if form is not None and whole and lexicon.known[form.iri].cls == "State" else None


def _with_wholes(scene: Scene, relations: Iterable[Relation]) -> Iterator[Relation]:
    """Eastern Aleppo lies in Aleppo; what lies in northern Iraq lies in Iraq."""
    wholes = _wholes(scene)
    told = set()
    for relation in relations:
        part = wholes.get(str(relation.object)) if relation.property == "locatedIn" else None
        if part is not None:
            told.add(relation.object)
            yield replace(relation, object=part[0])
        else:
            yield relation
    for iri, (whole, head) in wholes.items():
        if iri not in told:
            span = Span(scene.heads[head].start, scene.heads[head].end)
            yield _described(iri, "locatedIn", whole, head, span, pattern="{direction} {object}")


def _wholes(scene: Scene) -> dict[str, tuple[str, int]]:
    """From a part of a place to the place, both named in the article, and where the part's name stands."""
    names = {
        scene.tree.slice(mention.first, mention.last): mention.head
        for mention in reversed(scene.heads.values())
        if mention.kind == "name" and scene.of_class(mention.head, "Place")
    }
    wholes = {}
    for name, head in reversed(names.items()):
        direction, _, rest = name.partition(" ")
        if direction.lower() in scene.ontology.words["direction"] and rest in names:
            part, whole = scene.linked.at(head), scene.linked.at(names[rest])
            if part is not None and whole is not None and part != whole and not scene.linked.entity(part).gazetteer:
                wholes[part] = (whole, head)
    return wholes


def _read(scene: Scene, match: Match) -> Iterator[Relation]:
    pattern = match.pattern
    subject_slot = next((filler.slot for filler in match.fillers if filler.slot.name == "subject"), None)
    if subject_slot is None or (pattern.kind == "preposition" and not _are_known(scene, match)):
        return
    subjects, objects = list(_subjects(scene, match)), list(_objects(scene, match))
    in_pairs = are_in_pairs(scene, match, len(subjects), [token for _, _, token in objects])
    for number, subject_token in enumerate(subjects):
        subject = entity_at(scene, subject_token, subject_slot)
        if subject is None or not _may_bear(scene, match, subject, subject_token):
            continue
        for name, value, token in objects[number : number + 1] if in_pairs else objects:
            if value != subject:
                yield _relation(scene, match, (subject, subject_token), name, (value, token))
        if pattern.office is not None:
            head = match.predication.head
            office = Value(office_text(scene, head))
            yield _relation(scene, match, (subject, subject_token), pattern.office, (office, head))


def _are_known(scene: Scene, match: Match) -> bool:
    """Whether every filler has the class of its slot: "of" alone makes no party of the law in "the rule of law"."""
    found = [(filler.slot.cls, scene.at(token)) for filler in match.fillers for token in filler.tokens]
    return all(not cls or iri is None or cls in scene.linked.entity(iri).classes for cls, iri in found)


def _subjects(scene: Scene, match: Match) -> Iterator[int]:
    """Who the relation is of: in "Aleppo and other towns in Syria" it is Aleppo too."""
    tree = scene.tree
    for token in _substitutes(scene, match) or match.tokens("subject"):
        yield token
        if tree.deps[token] == "conj" and any(
            tree.lemmas[kid] in scene.ontology.words["reciprocal"] for kid in tree.children(token, "amod")
        ):
            yield tree.heads[token]


def _substitutes(scene: Scene, match: Match) -> list[int]:
    """Vidal replaced Suarez with Moss: Moss follows Suarez."""
    if match.pattern.term != "successorOf" or match.predication.kind != "verb":
        return []
    return [token for token in substitutes(scene.tree, match.predication.head) if scene.stands_for(token, "Person")]


def _objects(scene: Scene, match: Match) -> Iterator[tuple[str, str | Value, int]]:
    listed = match.pattern.kind == "preposition" and len(match.tokens("object")) > 1
    if listed and scene.tree.deps[match.predication.head] == "appos":
        return  # the Baltic states, Estonia, Lithuania and Latvia
    for filler in match.fillers:
        slot = filler.slot
        if slot.name == "subject":
            continue
        name = match.pattern.term if slot.name == "object" else slot.name
        for token in filler.tokens:
            if slot.takes == "entity":
                aside = is_of_part(scene, match, name, token) or is_quality(scene, match, filler, token)
                aside = aside or _is_none(scene, token)
                iri = None if aside else entity_at(scene, token, slot)
                if iri is None or _is_vague(scene, match, iri, token):
                    continue
                if may_stand_in(scene, match, filler, name, token):
                    yield name, iri, token
            else:
                tree = scene.tree
                yield name, Value(tree.slice(tree.left[token], tree.right[token])), token


def _is_none(scene: Scene, token: int) -> bool:
    """Belongs to no party."""
    words = scene.ontology.words["negation"]
    return any(scene.tree.lemmas[kid].lower() in words for kid in scene.tree.children(token, "det"))


def _is_vague(scene: Scene, match: Match, iri: str, token: int) -> bool:
    """ "Beat his opponents", "left his party" say no more than whose they are; "Embattled leader X" names no body."""
    entity, tree = scene.linked.entity(iri), scene.tree
    mention, owner = scene.heads.get(token), tree.child(token, "poss")
    if owner in match.tokens("subject") and mention is not None and mention.kind != "name":
        return True
    if not entity.named:
        own = iri == scene.linked.at(match.predication.head)
        return own or (entity.cls in ("Person", "Group") and owner is not None)
    return entity.cls == "Agent" and tree.deps[token] in ("amod", "compound")


def entity_at(scene: Scene, token: int, slot: Slot) -> str | None:
    """The entity that fills a slot; it takes the slot's class where its own is not known."""
    iri = scene.at(token)
    if iri is not None and slot.cls:
        scene.linked.narrow(iri, slot.cls)
    return iri


def _may_bear(scene: Scene, match: Match, subject: str, token: int) -> bool:
    """Whether a noun says something of the subject, not only who is meant.

    "Haiti's rivals", "members of parliament", "the party's nominee", "the Lombardy region" only name a group, a person
    or a place by it, and "the mayor denied it" does not say who is mayor; but a spokeswoman for NATO speaks for NATO,
    named or not.
    """
    pattern = match.pattern
    named = scene.linked.entity(subject).named
    picked = (scene.tree.lemmas[kid].lower() for kid in scene.tree.children(token, "det"))
    if pattern.kind == "noun" and _is_in_marks(scene, match.predication.head, token):
        return False
    if not named and any(word in scene.ontology.words["whatever"] for word in picked):
        return False  # no Norland official took part
    if pattern.term in scene.ontology.led and pattern.kind == "noun" and _is_one_of(scene, match.predication.head):
        return False
    if pattern.term == "locatedIn":
        if scene.linked.entity(subject).cls == "State" and pattern.kind == "preposition":
            return False  # Ghana's neighbour Togo
        return named and not (pattern.kind == "noun" and token == match.predication.head)
    if pattern.kind == "preposition" and any(_is_apart(scene, noun) for noun in conjuncts(scene.tree, token)):
        return False
    if pattern.office is not None:
        return named and _is_told(scene, match, token)
    if named or (pattern.kind != "preposition" and (pattern.kind != "noun" or token != match.predication.head)):
        return True
    return pattern.term in scene.ontology.identifying


def _is_one_of(scene: Scene, noun: int) -> bool:
    """A commander of the brigade, a party leader: there are others; not: the union has a leader."""
    return scene.is_indefinite(noun) and not _is_had(scene, noun)


def _is_in_marks(scene: Scene, noun: int, token: int) -> bool:
    """Anna Berg, "the best mayor", left; Lind, a "minister" without a state: only somebody calls them so."""
    quote = quote_at(scene.quotes, noun)
    return quote is not None and not quote.first <= token < quote.last


def _is_apart(scene: Scene, noun: int) -> bool:
    """Whether a noun says that somebody does not belong to what it is of: a critic, a former member of a party."""
    ontology = scene.ontology
    patterns = ontology.patterns.by_trigger.get(scene.tree.lemmas[noun].lower(), ())
    told = {each.term for each in patterns if each.kind == "noun" and ontology.kinds[each.term] == "relation"}
    other = bool(told) and not any(ontology.tbox.is_a(term, "affiliatedWith") for term in told)
    return scene.tree.pos[noun] == "NOUN" and (other or _is_former(scene, noun))


def _is_told(scene: Scene, match: Match, token: int) -> bool:
    """Whether an office is said of somebody and not only used to mean him: "the mayor denied it"."""
    tree, noun = scene.tree, match.predication.head
    if tree.tags[noun] in ("NNS", "NNPS") or is_nonce(scene, noun, token):
        return False
    if token == noun and tree.deps[noun] == "pobj" and tree.words[tree.heads[noun]].lower() == "as":
        return False  # her years as secretary of state
    link = tree.heads[noun]
    if tree.deps[noun] == "pobj" and tree.words[link].lower() == "for" and tree.child(noun, "det", "poss") is None:
        return False  # the candidate for mayor
    own = scene.heads.get(noun)
    if own is not None and own.kind == "name" and scene.linked.at(noun) == scene.linked.at(token):
        return False  # Larry King left
    with_body = any(filler.slot.name == "officeIn" for filler in match.fillers)
    return token != noun or with_body or (tree.words[noun][0].isupper() and tree.tags[noun] == "NNP")


def _relation(
    scene: Scene,
    match: Match,
    subject: tuple[str, int],
    name: str,
    thing: tuple[str | Value, int],
) -> Relation:
    tree, head = scene.tree, match.predication.head
    mood = scene.mood(head)
    tokens = (head, subject[1], thing[1])
    described = scene.described.get(head)
    taken = office_taker(tree, scene.ontology.words, head) is not None
    said = tree.deps[head] in ("attr", "oprd", "ROOT") or naming_copula(tree, head) is not None or taken
    said = said or _is_had(scene, head) or (tree.deps[head] == "appos" and not mood.holds)  # Lind, never the mayor
    presupposed = match.pattern.kind in ("noun", "preposition") and not said
    holds = mood.holds and not _is_to_come(scene, head)
    current = (described is None or described[1].current) and not _is_former(scene, head) and not _is_over(scene, match)
    if match.pattern.kind in ("noun", "preposition"):
        current = current and not _is_bounded(scene, head)
    return Relation(
        subject=subject[0],
        property=name,
        object=thing[0],
        trigger=head,
        span=Span(min(tree.starts[t] for t in tokens), max(tree.ends[t] for t in tokens)),
        pattern=match.pattern.text,
        presupposed=presupposed,
        mood_holds=holds or presupposed,
        negative=mood.polarity == "negative" and mood.modality == "actual" and not presupposed,
        current=current,
    )


def _verb_of(tree: Tree, head: int) -> int:
    """The verb of a predicate: itself, or the copula of what somebody is or becomes."""
    return tree.heads[head] if tree.deps[head] == "attr" or naming_copula(tree, head) is not None else head


def _is_to_come(scene: Scene, head: int) -> bool:
    """Becomes president next month, joins NATO in May; not: leads the party these days."""
    verb, words = _verb_of(scene.tree, head), scene.ontology.words
    return scene.tree.lemmas[verb].lower() not in words["being"] | words["lasting"] and is_to_come(scene, verb)


def _is_had(scene: Scene, noun: int) -> bool:
    """Berg has a son: told by the verb that lends its subject, and so only as true as that verb."""
    tree, words = scene.tree, scene.ontology.words
    lemma = tree.lemmas[tree.heads[noun]].lower()
    return tree.deps[noun] == "dobj" and lemma in words["light"] and lemma in words["being"]


def _is_over(scene: Scene, match: Match) -> bool:
    """Was mayor; served as mayor, had sided with Riga, used to lead it; not: has served, became a member."""
    tree, head = scene.tree, match.predication.head
    verb = _verb_of(tree, head)
    if is_infinitive(tree, verb) and tree.words[tree.heads[verb]].lower() == "used" and tree.deps[verb] == "xcomp":
        return True
    if verb == head and tree.lemmas[verb].lower() not in scene.ontology.words["lasting"]:
        before = any(tree.words[aid].lower() == "had" for aid in tree.children(verb, "aux"))
        return before and tree.lemmas[verb].lower() in scene.ontology.words["siding"]
    past = any(tree.tags[aid] == "VBD" for aid in tree.children(verb, "aux"))
    if verb != head and tree.lemmas[verb] == "become" and (match.pattern.office is None or _is_of_late(scene, verb)):
        return past
    return tree.tags[verb] == "VBD" or (tree.tags[verb] == "VBN" and past)


def _is_of_late(scene: Scene, verb: int) -> bool:
    """Became mayor in May, on Monday, last year; not: in 2003, five years ago, when she was young."""
    tree, base = scene.tree, scene.article.published or _SOME_DAY
    links = (verb, *tree.children(verb, "prep"))
    for time in (kid for link in links for kid in tree.children(link, "pobj", "npadvmod") if kid in scene.times):
        text = tree.slice(tree.left[time], tree.right[time])
        dated = scene.article.published is None and resolve(text, None).earliest is not None
        earliest = resolve(text, base).earliest
        if earliest is not None and not dated:
            return int(base[:4]) - int(earliest[:4]) <= 1
    return False


def _is_bounded(scene: Scene, noun: int) -> bool:
    """Mayor from 2001 to 2009, president of Kenya in the 1990s: a time beside a role is another than now."""
    tree, words = scene.tree, scene.ontology.words["bounding"]
    noun = tree.heads[noun] if tree.deps[noun] == "prep" else noun
    nouns = (noun, *nouns_behind(tree, noun))
    links = (link for each in nouns for link in tree.children(each, "prep") if link > noun)
    return any(
        tree.words[link].lower() in words and any(each in scene.times for each in (link, *tree.children(link, "pobj")))
        for link in links
    )


def _is_former(scene: Scene, noun: int) -> bool:
    """Brazil's one-time ally, the former mayor, the retired general, the alleged leader."""
    tree = scene.tree
    if tree.pos[noun] not in ("NOUN", "PROPN", "ADJ"):
        return False
    first = noun - 2 if tree.words[noun - 1] == "-" else tree.left[noun]  # ex-general, whatever the parser hangs where
    words = [tree.words[token].lower() for token in range(max(min(first, tree.left[noun]), noun - 5, 0), noun)]
    far = scene.ontology.words["formerly"] | scene.ontology.words["purported"]
    return not far.isdisjoint((*words, "".join(words[-3:])))


def is_asserted(relation: Relation) -> bool:
    """Whether the relation holds at the article's date, claims left aside."""
    return relation.mood_holds and relation.current and not relation.negative
