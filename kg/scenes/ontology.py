"""What reading needs of the ontology, made ready once for all articles."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.patterns import Pattern, PatternIndex
from kg.predications import MoodWords
from kg.scorer import Scorer, load_scorer
from kg.tbox import TBox, ontology_files


@dataclass(frozen=True, slots=True)
class Ontology:
    """What reading needs of the ontology, made ready once for all articles."""

    tbox: TBox
    words: defaultdict[str, frozenset[str]]
    """The word classes of the lexicon, by their local names; what each is for, its comment in Turtle says."""
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
    accusing: frozenset[str]
    """Verbs of accusations: blame, charge."""
    denying: frozenset[str]
    """Verbs that deny what somebody else said, with nothing more: deny, reject; not: call it a lie."""
    refusing: frozenset[str]
    """Verbs that refuse a demand as well as they may deny a claim: reject."""
    stating: frozenset[str]
    """Those of them that say so only: said, reported; not promised or warned."""
    unasserted: frozenset[str]
    """Claim classes whose content is not held to be so: a demand, a question, a promise."""
    meanwhile: frozenset[str]
    """Conjunctions of what the writer adds to what is said: while others deny it, as the war went on."""
    office_words: frozenset[str]
    offices: frozenset[str]
    """Nouns for offices: senator, prime minister."""
    limiting: frozenset[str]
    """Words before an office that make it one of a part, or under it: provincial, deputy."""
    led: frozenset[str]
    """Properties of who leads, which say nothing of the whole where a part is led."""
    by_name: frozenset[str]
    """Properties that take no adjective of a state for their object: employed by."""
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
        """Sort words and terms by what reading asks of them."""
        words, unasserted = tbox.words, _marked(tbox, "unasserted")
        nouns = _claim_nouns(tbox, unasserted)
        kinds = {name: _kind(tbox, name) for name in tbox.terms}
        strong = _marked(tbox, "performative")
        verbs = [each for each in patterns.patterns if each.kind == "verb" and kinds[each.term] == "claim"]
        told = (each for each in verbs if each.text.startswith("{"))  # not: the court hears that
        clausal = [each for each in told if _has_slot(each, role="clause", name="content")]
        return cls(
            tbox=tbox,
            words=words,
            patterns=patterns,
            moods=MoodWords.of(words),
            claim_nouns=nouns["Claim"],
            nouns_of=nouns,
            telling=_triggers(clausal),
            addressing=_triggers(each for each in verbs if _has_slot(each, role="object", takes="entity")),
            accusing=_triggers(each for each in verbs if tbox.is_a(each.term, "Accusation")),
            denying=_triggers(
                each
                for each in verbs
                if not each.words and "Denial" in tbox.ancestors(each.term) and _has_slot(each, role="object")
            ),
            refusing=_triggers(
                each
                for each in patterns.patterns
                if each.term == "Refusal" and _has_slot(each, role="object", name="content")
            ),
            stating=_triggers(each for each in clausal if each.term not in strong),
            unasserted=unasserted,
            meanwhile=words["contrasting"] | words["accompanying"],
            office_words=words["officeAdjective"] | words["portfolio"],
            offices=frozenset(tbox.terms["holdsOffice"].nouns) if "holdsOffice" in tbox.terms else frozenset(),
            limiting=words["limiting"] | words["deputizing"],
            led=_marked(tbox, "leading"),
            by_name=_marked(tbox, "byName"),
            presupposing=_marked(tbox, "presupposes"),
            strong=strong,
            identifying=_marked(tbox, "identifies"),
            scorer=load_scorer(),
            shipped=str(ontology_files()[0].parent),
            kinds=kinds,
        )


def _triggers(patterns: Iterable[Pattern]) -> frozenset[str]:
    return frozenset(trigger for pattern in patterns for trigger in pattern.triggers)


def _has_slot(pattern: Pattern, role: str, *, name: str = "", takes: str = "") -> bool:
    """Whether a pattern has a slot of a role, and of a name or kind of filler where these are given."""
    return any(slot.role == role and name in ("", slot.name) and takes in ("", slot.takes) for slot in pattern.slots)


def _claim_nouns(tbox: TBox, unasserted: frozenset[str]) -> dict[str, frozenset[str]]:
    """The nouns of each claim class and of what specialises it; those of ``Claim`` without what nobody can deny."""
    terms = [term for term in tbox.terms.values() if "Claim" in term.ancestors]
    found = {
        cls.name: frozenset(noun for term in terms if cls.name in term.ancestors for noun in term.nouns)
        for cls in terms
    }
    found["Claim"] = frozenset(noun for term in terms if term.name not in unasserted for noun in term.nouns)
    return found


def _marked(tbox: TBox, name: str) -> frozenset[str]:
    """The terms that a word of the lexicon is true of, with what specialises them."""
    marked = tbox.marked.get(name, frozenset())
    return frozenset(name for name, term in tbox.terms.items() if not marked.isdisjoint(term.ancestors))


def _kind(tbox: TBox, name: str) -> str:
    term = tbox.terms[name]
    if term.kind != "class":
        return "relation"
    return "claim" if "Claim" in term.ancestors else "event" if "Event" in term.ancestors else "entity"
