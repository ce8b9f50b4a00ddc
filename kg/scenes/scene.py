"""One article with everything reading has found so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.entities import Linked
from kg.model import Article, Description, Mention
from kg.patterns import Slot
from kg.predications import Mood, Predication, find_mood, find_nominal, find_verbal
from kg.quotes import Quote, quote_at
from kg.scenes.answered import with_answered, with_told
from kg.scenes.bearers import find_late_name, with_bearers
from kg.scenes.called import with_naming, with_verdict
from kg.scenes.charged import with_charged
from kg.scenes.doers import is_deed, is_part_of_name, with_doer
from kg.scenes.inserted import with_inserted
from kg.scenes.ontology import Ontology
from kg.scenes.quoted import with_quotation, without_quoted
from kg.scenes.times import find_times
from kg.trees import Tree

_RIVALLED = frozenset({"object", "prep:of", "prep:at", "prep:against"})
"""Roles where an agent is a target and anything else a content."""
_WHEN = frozenset({"prep:on", "prep:in", "prep:at", "prep:from"})
"""Roles that a time has as well as a content."""
_OF_WHOM = frozenset({"prep:of", "prep:for"})
"""Roles that a part of somebody's name or description has as well as a content."""


@dataclass(frozen=True, slots=True)
class Scene:
    """An article, its tree and its entities."""

    article: Article
    tree: Tree
    linked: Linked
    ontology: Ontology
    described: dict[int, tuple[Mention, Description]] = field(default_factory=dict)
    """From the noun of a title or apposition to the name it describes."""
    heads: dict[int, Mention] = field(default_factory=dict)
    """Every mention by its head token."""
    quotes: tuple[Quote, ...] = ()
    times: frozenset[int] = frozenset()
    """The heads of phrases that say when or how long."""

    @classmethod
    def of(
        cls,
        article: Article,
        tree: Tree,
        mentions: list[Mention],
        linked: Linked,
        ontology: Ontology,
        *,
        quotes: Sequence[Quote],
    ) -> "Scene":
        """Make look-up ready."""
        described = {d.head: (mention, d) for mention in mentions for d in mention.descriptions}
        heads = {mention.head: mention for mention in mentions}
        return cls(article, tree, linked, ontology, described, heads, tuple(quotes), frozenset(find_times(tree)))

    def verbal(self, token: int) -> Predication:
        """The predication of a verb; a quotation beside it is its clause where the parser saw none."""
        found = with_doer(self, find_verbal(self.tree, token))
        found = with_answered(self, with_verdict(self, with_naming(self, found)))
        found = without_quoted(self.tree, self.quotes, found)
        found = with_inserted(self.tree, found, self.ontology, self.is_agent)
        return with_quotation(self.tree, self.article, self.quotes, found, self.is_agent)

    def nominal(self, token: int) -> Predication:
        """The predication of a noun, with the name that it is a title or apposition of, or itself, as ``self``."""
        light = self.ontology.words["light"]
        if self.ontology.tbox.lexicon.nouns.get(self.tree.lemmas[token].lower()) == "Person":
            light &= self.ontology.words["being"]  # Acme has a chairman; not: Acme paid the mayor
        found = with_told(self, find_nominal(self.tree, token, light))
        return with_charged(self, with_bearers(self, found))

    def of_class(self, token: int, cls: str) -> bool:
        """Whether a named entity of a class stands at a token."""
        iri = self.linked.at(token)
        return iri is not None and self.linked.entity(iri).named and cls in self.linked.entity(iri).classes

    def at(self, token: int) -> str | None:
        """The entity of a phrase: by the name beside it where it has none itself.

        "her husband, the banker Otto Hahn", "the president of Latvia, Oscar Lind", "the town of Jabla".
        """
        iri = self.linked.at(token)
        if iri is None or self.linked.entity(iri).named:
            return iri
        tree = self.tree
        cls = self.linked.entity(iri).cls
        counted = tree.tags[token] == "CD"  # two of his aides, Anna Berg and Oscar Lind
        for kid in () if counted else tree.children(token, "appos"):
            beside = self.at(kid)
            if beside is not None and self._is_named_as(beside, cls):
                return beside
        late = find_late_name(self, token) if cls == "Person" else None
        if late is not None:
            return self.linked.at(late)
        if cls == "Place" and tree.lemmas[token].lower() in self.ontology.words["placeNoun"]:
            for preposition in tree.children(token, "prep"):
                if tree.lemmas[preposition] == "of":
                    for name in tree.children(preposition, "pobj"):
                        return self.at(name) or iri
        return iri

    def _is_named_as(self, iri: str, cls: str) -> bool:
        entity = self.linked.entity(iri)
        return entity.named and cls in entity.classes

    def mood(self, token: int) -> Mood:
        """The mood of the predicate at a token."""
        found = find_mood(self.tree, token, self.ontology.moods)
        if found.polarity == "negative" and self._negates_quoted(token):
            return replace(found, polarity="positive")
        return found

    def _negates_quoted(self, cue: int) -> bool:
        """ "Never," said Berg; "Nobody," Berg said, "came": the parser hangs what negates the quotation on its cue."""
        tree = self.tree
        if (
            not self.quotes
            or self._is_in_quotation(cue)
            or any(not self._is_in_quotation(t) for t in tree.children(cue, "neg"))
        ):
            return False
        return any(kid < cue and self._is_in_quotation(kid) for kid in tree.kids[cue])

    def _is_in_quotation(self, token: int) -> bool:
        return quote_at(self.quotes, token) is not None

    def is_a(self, iri: str, cls: str) -> bool:
        """Whether an entity is, or may be, of a class."""
        classes = self.linked.entity(iri).classes
        return cls in classes or (classes[0] == "Agent" and self.ontology.tbox.is_a(cls, "Agent"))

    def is_untrue(self, token: int) -> bool:
        """A lie, false; nonsense."""
        words = self.ontology.words
        return self.tree.lemmas[token].lower() in words["disproving"] | words["dismissive"]

    def is_called_untrue(self, verb: int) -> bool:
        """Rejected that as a lie."""
        links = (kid for kid in self.tree.children(verb, "prep") if self.tree.words[kid] == "as")
        return any(self.is_untrue(kid) for link in links for kid in self.tree.kids[link])

    def is_quoted_verb(self, token: int) -> bool:
        """Whether a word is a verb between marks, and so somebody else's word: Norland "invaded" Sudmark."""
        return self.tree.pos[token] == "VERB" and quote_at(self.quotes, token) is not None

    def is_first_person(self, token: int) -> bool:
        """I, us; not: the US."""
        return self.tree.pronoun(token) in self.ontology.words["firstPerson"]

    def may_tell(self, token: int, *classes: str) -> bool:
        """Whether a verb or noun may tell of an event of one of these classes."""
        patterns = self.ontology.patterns.by_trigger.get(self.tree.lemmas[token].lower(), ())
        return any(self.ontology.tbox.is_a(pattern.term, *classes) for pattern in patterns)

    def is_definite(self, noun: int) -> bool:
        """The envoy, those envoys: of whom it was said before who they are."""
        definite = self.ontology.words["definite"]
        return any(self.tree.words[kid].lower() in definite for kid in self.tree.children(noun, "det"))

    def is_indefinite(self, noun: int) -> bool:
        """An envoy, a plot: of which there may be others, and nothing was said before."""
        indefinite = self.ontology.words["indefinite"]
        return any(self.tree.words[kid].lower() in indefinite for kid in self.tree.children(noun, "det"))

    def resumes_clause(self, noun: int) -> bool:
        """Whether a word stands for all that was said before: Mali shelled the town, [something] Niger denies."""
        tree, first = self.tree, self.tree.left[noun]
        return tree.words[noun].lower() in self.ontology.words["resumptive"] and tree.words[max(first - 1, 0)] == ","

    def is_agent(self, token: int) -> bool:
        """Whether a token names or describes an agent."""
        iri = self.linked.at(token)
        if iri is None:
            sides = self.tree.tags[token] == "NNS" and self.tree.lemmas[token].lower() in self.ontology.words["either"]
            return sides or bool(self.linked.several(token))
        return "Agent" in self.linked.entity(iri).classes

    def fits(self, slot: Slot, token: int) -> bool:
        """Whether the phrase at a token can fill a slot."""
        if slot.takes == "content":
            return self._is_content(slot, token)
        if slot.takes == "entity":
            return self._is_entity(slot, token)
        return True

    def _is_content(self, slot: Slot, token: int) -> bool:
        tree = self.tree
        word, verb = tree.words[token].lower(), tree.heads[token]
        if slot.name == "deniedClaim" and tree.deps[token] == "dobj" and word in ("it", "this", "that"):
            told = word != "it" and tree.lemmas[verb].lower() not in self.ontology.refusing
            return told or self.is_called_untrue(verb)
        if slot.name == "deniedClaim" and self.resumes_clause(token):
            refusing = (
                kid for kid in tree.children(token, "relcl") if tree.lemmas[kid].lower() in self.ontology.refusing
            )
            return all(map(self.is_called_untrue, refusing))
        if slot.cls:
            return tree.lemmas[token].lower() in self.ontology.nouns_of.get(slot.cls, frozenset())
        if slot.role in ("clause", "question", "infinitive", "gerund") or tree.pos[token] in ("VERB", "AUX"):
            return True
        if word in ("who", "whom") or (slot.role in _WHEN and token in self.times) or self._is_while(slot, token):
            return False
        if slot.role in _OF_WHOM and is_part_of_name(self, token):
            return False
        if slot.open or slot.role not in _RIVALLED:
            return True
        counted = self.counts_people(token) and any(
            tree.deps[kid] == "det" or tree.words[kid].lower() == "of" for kid in tree.kids[token]
        )  # questioned the two, two of them; not: supported one
        return is_deed(self, token) or not (self.is_agent(token) or counted)

    def _is_while(self, slot: Slot, token: int) -> bool:
        """Lobbied for years, for months hoped that: how long, and nothing asked for; not: for years of talks."""
        tree = self.tree
        bare = tree.tags[token] == "NNS" and tree.child(token, "det", "nummod", "poss", "prep") is None
        return slot.role == "prep:for" and bare and token in self.times

    def _is_entity(self, slot: Slot, token: int) -> bool:
        if slot.role in _WHEN and token in self.times and token not in self.heads:
            return False
        iri = self.linked.at(token)
        if iri is not None:
            if slot.name == "target" and slot.cls == "Agent" and self.is_a(iri, "Place"):
                return True  # shelled the town, left for the coast
            return not slot.cls or self.is_a(iri, slot.cls) or self._speaks(iri, slot, token)
        if slot.name in ("actor", "target"):
            verb = self.tree.lemmas[self.tree.heads[token]].lower()
            hears = self.tree.tags[token] == "PRP" and verb in self.ontology.telling  # told her so, whoever she is
            told = slot.name == "target" and (hears or self.is_first_person(token))
            return slot.cls in ("Agent", "Group") and (told or self.counts_people(token))
        if self.ontology.kinds.get(slot.name) != "relation" or slot.name in ("subject", "object"):
            return False
        if self.tree.tags[token] in ("PRP", "PRP$", "DT", "WP", "WDT"):
            return slot.name != "place"  # whom it stands for is settled later, or stays open
        if self.tree.lemmas[token].lower() in self.ontology.words["reciprocal"] and slot.role == "object":
            return True
        if slot.open:
            return self.can_speak(token)
        return (
            slot.name == "claimant" and slot.role in ("subject", "poss", "prep:by", "prep:to") and self.can_speak(token)
        )

    def stands_for(self, token: int, cls: str, *, exactly: bool = False) -> bool:
        """Whether an entity of a class, named or not, stands at a token."""
        iri = self.at(token)
        return iri is not None and (
            self.linked.entity(iri).cls == cls if exactly else cls in self.linked.entity(iri).classes
        )

    def counts_people(self, token: int) -> bool:
        """Hundreds were hurt. Police detained 30. Thousands of them marched."""
        tree = self.tree
        if tree.tags[token] != "CD" and tree.lemmas[token].lower() not in self.ontology.words["quantifying"]:
            return False
        if any(span.ner_label == "MONEY" for span in tree.named_in(token, token + 1)):
            return False  # received $5 billion
        if token in self.times or (tree.deps[token] in ("amod", "det") and tree.heads[token] > token):
            return False  # the protests of 2012, other appointments
        links = (link for link in tree.children(token, "prep") if tree.lemmas[link] == "of")
        counted = [noun for of in links for noun in tree.children(of, "pobj")]
        return all(
            self.is_agent(noun) or tree.lemmas[noun].lower() in self.ontology.words["quantifying"] for noun in counted
        )

    def _speaks(self, iri: str, slot: Slot, token: int) -> bool:
        """A name that was taken for a place, but says something or is accused, is somebody's; a town says so, too."""
        entity = self.linked.entity(iri)
        if slot.name in ("accused", "addressee"):
            return slot.role == "object" and entity.named and not entity.gazetteer
        speaks = slot.name == "claimant" and slot.role in ("subject", "prep:to", "pobj") and not entity.gazetteer
        return speaks and (entity.named or self.tree.lemmas[token].lower() in self.ontology.words["placeNoun"])

    def can_speak(self, token: int) -> bool:
        """Whether an unknown noun may be a claimant: a report, a poll; not a date, a number or a clause."""
        tree = self.tree
        if tree.tags[token] == "CD":
            alone = [*tree.children(tree.heads[token], "nsubj")] == [token]
            spelled = alone and tree.words[token].isalpha()  # one said so
            return spelled or tree.child(token, "prep", "appos") is not None  # three of its neighbours
        if tree.deps[token] == "nsubj" and tree.tags[token] == "JJ" and tree.child(token, "det") is not None:
            return True  # a second said so, the accused said so
        return tree.pos[token] in ("NOUN", "PROPN") or tree.lemmas[token].lower() in self.ontology.words["quantifying"]
