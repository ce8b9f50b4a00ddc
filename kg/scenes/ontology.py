"""What reading needs of the ontology, made ready once for all articles."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.patterns import PatternIndex
from kg.predications import MoodWords
from kg.scorer import Scorer, load_scorer
from kg.tbox import TBox, ontology_files


@dataclass(frozen=True, slots=True)
class Ontology:
    """What reading needs of the ontology, made ready once for all articles."""

    tbox: TBox
    patterns: PatternIndex
    moods: MoodWords
    claim_nouns: frozenset[str]
    """Nouns for claims that can be denied."""
    nouns_of: dict[str, frozenset[str]]
    """For each class of claims the nouns that are one; for ``Claim`` those that can be denied."""
    telling: frozenset[str]
    """Verbs that take what is said for a clause."""
    addressing: frozenset[str]
    """Verbs of claims whose object is who is told or accused: warned it; not what is said: denied it."""
    refusing: frozenset[str]
    """Verbs that refuse a demand as well as they may deny a claim: reject."""
    stating: frozenset[str]
    """Those of them that say so only: said, reported; not promised or warned."""
    representing: frozenset[str]
    """Nouns that say whom a speaker speaks for: on behalf of."""
    unasserted: frozenset[str]
    """Claim classes whose content is not held to be so: a demand, a question, a promise."""
    light: frozenset[str]
    first_person: frozenset[str]
    reciprocal: frozenset[str]
    quantifiers: frozenset[str]
    """Words for people that are no nouns: many, others, some."""
    documents: frozenset[str]
    """Nouns for what speaks for its author: a statement, a report."""
    obtaining: frozenset[str]
    """Verbs whose subject got a document that somebody else wrote."""
    raising: frozenset[str]
    """Verbs whose subject belongs to what they say: seem."""
    mute: frozenset[str]
    """Nouns for what says nothing of its own: a law, a clock."""
    opining: frozenset[str]
    """Prepositions that say whose view a judgement is: for her, the deal is a mistake."""
    naming: frozenset[str]
    """Verbs whose passive says how a source is given: asked not to be named."""
    meanwhile: frozenset[str]
    """Conjunctions of what the writer adds to what is said: while others deny it, as the war went on."""
    wielding: frozenset[str]
    """Verbs whose object is what somebody does something with: use."""
    arms: frozenset[str]
    """Nouns for arms, with which whoever has them acts: a warplane."""
    places: frozenset[str]
    """Prepositions of place."""
    attending: frozenset[str]
    """Prepositions that put the subject of a clause into an event: during a trip to Poland."""
    scheduling: frozenset[str]
    figurative: frozenset[str]
    """Verbs of force that people use of words: attacked her rival."""
    arranging: frozenset[str]
    """Verbs that make an appointment of what has a day: is expected to meet on Monday."""
    happening: frozenset[str]
    """Verbs, with their particle, of what goes on: clashes broke out in Goma."""
    measuring: frozenset[str]
    """Nouns that count what happens: a round of talks."""
    office_words: frozenset[str]
    offices: frozenset[str]
    """Nouns for offices: senator, prime minister."""
    formerly: frozenset[str]
    """Words before a role that is not held at present."""
    factional: frozenset[str]
    """Words before a leader that say that a part is led: opposition, separatist."""
    limiting: frozenset[str]
    """Words before an office that make it one of a part, or under it: provincial, deputy."""
    whole: frozenset[str]
    """Nouns for what acts as its state: government."""
    led: frozenset[str]
    """Properties of who leads, which say nothing of the whole where a part is led."""
    by_name: frozenset[str]
    """Properties that take no adjective of a state for their object: employed by."""
    closed: dict[str, frozenset[str]]
    """From property to the classes whose members are nobody's object in it: nobody leads a person."""
    appointing: frozenset[str]
    """Verbs whose complement is an office that they give."""
    lasting: frozenset[str]
    """Verbs whose past tense says that it is over."""
    place_nouns: frozenset[str]
    """Nouns that a name of a place follows with "of": the town of Jabla."""
    directions: frozenset[str]
    locating: frozenset[str]
    """Prepositions that make an unknown name a place."""
    ending: frozenset[str]
    """Words whose object is there: an end to the attacks."""
    unreal: frozenset[str]
    """Words that make the event of their noun one that need not be: cancel, possible, threat."""
    presupposing: frozenset[str]
    """Claim classes whose noun phrases are presupposed: who condemns an attack takes it as a fact."""
    strong: frozenset[str]
    """Claim classes that do something by being said: a demand, a promise, an accusation."""
    identifying: frozenset[str]
    """Properties that an unnamed bearer's own noun is worth reporting for: a spokeswoman for NATO."""
    scorer: Scorer
    """What decides over likely cues, and which lemmas it may take for cues though no pattern has them."""
    shipped: str
    """The folder of the ontology files that come with newsgraph."""
    kinds: dict[str, str]
    """From term to ``claim``, ``event`` or ``relation``."""

    @classmethod
    def of(cls, tbox: TBox, patterns: PatternIndex) -> "Ontology":
        """Take the word classes from the ontology."""

        def words(name: str) -> frozenset[str]:
            return tbox.words.get(name, frozenset())

        moods = MoodWords(
            words("negating"),
            words("expecting"),
            words("reporting"),
            words("hypothetical"),
            words("future"),
            words("negation"),
            words("light"),
            words("denying"),
            words("resuming"),
            words("hearsay"),
            words("withholding"),
        )
        unasserted = frozenset(_marked(tbox, "unasserted"))
        nouns = _claim_nouns(tbox, unasserted)
        kinds = {name: _kind(tbox, name) for name in tbox.terms}
        return cls(
            tbox=tbox,
            patterns=patterns,
            moods=moods,
            claim_nouns=nouns["Claim"],
            nouns_of=nouns,
            telling=frozenset(_telling(patterns, kinds)),
            addressing=frozenset(_addressing(patterns, kinds)),
            refusing=frozenset(_refusing(patterns)),
            stating=frozenset(_telling(patterns, kinds, apart=frozenset(_marked(tbox, "performative")))),
            representing=words("representing"),
            unasserted=unasserted,
            light=words("light"),
            first_person=words("firstPerson"),
            reciprocal=words("reciprocal"),
            quantifiers=words("quantifying"),
            documents=words("document"),
            obtaining=words("obtaining"),
            raising=words("raising"),
            mute=words("mute"),
            opining=words("opining"),
            naming=words("naming"),
            meanwhile=words("contrasting") | words("accompanying"),
            wielding=words("wielding"),
            arms=words("arms"),
            places=words("placing"),
            attending=words("attending"),
            scheduling=words("scheduling"),
            figurative=words("figurative"),
            arranging=words("arranging"),
            happening=words("happening"),
            measuring=words("measuring"),
            office_words=words("officeAdjective") | words("portfolio"),
            offices=frozenset(tbox.terms["holdsOffice"].nouns) if "holdsOffice" in tbox.terms else frozenset(),
            formerly=words("formerly"),
            factional=words("factional"),
            limiting=words("limiting") | words("deputizing"),
            whole=words("governing"),
            led=frozenset(_marked(tbox, "leading")),
            by_name=frozenset(_marked(tbox, "byName")),
            closed=tbox.closed,
            appointing=words("appointing"),
            lasting=words("lasting"),
            place_nouns=words("placeNoun"),
            directions=words("direction"),
            locating=words("locating"),
            ending=words("ending"),
            unreal=words("unreal"),
            presupposing=frozenset(_marked(tbox, "presupposes")),
            strong=frozenset(_marked(tbox, "performative")),
            identifying=frozenset(_marked(tbox, "identifies")),
            scorer=load_scorer(),
            shipped=str(ontology_files()[0].parent),
            kinds=kinds,
        )


def _telling(patterns: PatternIndex, kinds: dict[str, str], apart: frozenset[str] = frozenset()) -> Iterator[str]:
    """The verbs of claims that take a clause, but for claims of the classes in ``apart``."""
    for pattern in patterns.patterns:
        clausal = any(slot.name == "content" and slot.role == "clause" for slot in pattern.slots)
        if clausal and pattern.kind == "verb" and kinds[pattern.term] == "claim" and pattern.term not in apart:
            yield from pattern.triggers


def _addressing(patterns: PatternIndex, kinds: dict[str, str]) -> Iterator[str]:
    for pattern in patterns.patterns:
        aimed = any(slot.role == "object" and slot.takes == "entity" for slot in pattern.slots)
        if aimed and pattern.kind == "verb" and kinds[pattern.term] == "claim":
            yield from pattern.triggers


def _refusing(patterns: PatternIndex) -> Iterator[str]:
    for pattern in patterns.patterns:
        if pattern.term == "Refusal" and any(
            slot.name == "content" and slot.role == "object" for slot in pattern.slots
        ):
            yield from pattern.triggers


def _claim_nouns(tbox: TBox, unasserted: frozenset[str]) -> dict[str, frozenset[str]]:
    """The nouns of each claim class and of what specialises it; those of ``Claim`` without what nobody can deny."""
    terms = [term for term in tbox.terms.values() if "Claim" in term.ancestors]
    found = {
        cls.name: frozenset(noun for term in terms if cls.name in term.ancestors for noun in term.nouns)
        for cls in terms
    }
    found["Claim"] = frozenset(noun for term in terms if term.name not in unasserted for noun in term.nouns)
    return found


def _marked(tbox: TBox, name: str) -> Iterator[str]:
    marked = tbox.marked.get(name, frozenset())
    return (name for name, term in tbox.terms.items() if marked & set(term.ancestors))


def _kind(tbox: TBox, name: str) -> str:
    term = tbox.terms[name]
    if term.kind != "class":
        return "relation"
    return "claim" if "Claim" in term.ancestors else "event" if "Event" in term.ancestors else "entity"
