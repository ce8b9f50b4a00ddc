"""One article with everything reading has found so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.entities import Linked
from kg.model import Article, Description, Mention
from kg.patterns import Slot
from kg.predications import Argument, Mood, Predication, find_mood, find_nominal, find_verbal, is_aside
from kg.quotes import Quote, quote_at, quote_beside, quote_head, quotes_in
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
_OF_NOUNS = frozenset({"compound", "nmod", "amod", "poss", "prep", "pobj", "npadvmod", "appos"})
"""From a word up to the noun of its phrase."""


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
        found = self._with_answered(self._with_verdict(self._with_naming(found)))
        found = without_quoted(self.tree, self.quotes, found)
        found = with_inserted(self.tree, found, self.ontology, self.is_agent)
        return with_quotation(self.tree, self.article, self.quotes, found, self.is_agent)

    def _with_naming(self, found: Predication) -> Predication:
        """Branded him a traitor, what they called a betrayal: the parser takes whom or what is named for a receiver."""
        patterns = self.ontology.patterns.by_trigger.get(found.lemma, ())
        if not any(slot.role == "complement" for pattern in patterns for slot in pattern.slots):
            return found
        receivers, things = found.fillers("dative"), found.fillers("object")
        if len(things) == 2 and self.tree.tags[things[0]] == "WP":
            receivers, things = things[:1], things[1:]
        if not receivers or len(things) != 1 or found.fillers("complement"):
            return found
        named = dict.fromkeys(receivers, "object") | dict.fromkeys(things, "complement")
        return replace(found, arguments=tuple(replace(a, role=named.get(a.token, a.role)) for a in found.arguments))

    def _with_verdict(self, found: Predication) -> Predication:
        """Called the charges "pure invention": a quotation after the object is its complement."""
        after = [a for a in found.arguments if a.role in ("object", "complement") and a.token > found.head]
        if not self.quotes or len({a.role for a in after}) != 1:
            return found
        thing = after[0].token  # of "called reports of a leak" the parser makes a complement
        if self.tree.lemmas[thing].lower() not in self.ontology.claim_nouns:
            return found
        last = self.tree.sentences[self.tree.sentence_of[found.head]].last
        for quote in quotes_in(self.quotes, thing, last):
            if thing < quote.first:
                head = next((t for t in range(quote.first, quote.last) if self.tree.pos[t] in ("NOUN", "ADJ")), None)
                if head is not None:
                    noun = next((t for t in range(head, quote.last) if self.tree.pos[t] == "NOUN"), head)
                    others = tuple(a for a in found.arguments if a not in after)
                    named = (*(replace(a, role="object") for a in after), Argument("complement", noun))
                    return replace(found, arguments=(*others, *named))
        return found

    def _with_answered(self, found: Predication) -> Predication:
        """A claim that Beta denies; an allegation of theft, which Beta denies: it denies the claim."""
        tree, verb = self.tree, found.head
        if self._is_answer_to(tree.heads[verb], verb):
            return replace(found, arguments=(*found.arguments, Argument("object", tree.heads[verb])))
        if not any(is_aside(tree, kid) for kid in tree.children(verb, "dobj")):
            return found
        noun = tree.heads[verb]
        while tree.deps[noun] in ("pobj", "prep") and not self._is_answerable(noun, verb):
            noun = tree.heads[noun]
        if not self._is_answerable(noun, verb):
            return found
        others = tuple(a for a in found.arguments if a.role not in ("object", "clause"))
        return replace(found, arguments=(*others, Argument("object", noun)))

    def _is_answer_to(self, noun: int, verb: int) -> bool:
        """Whether "that Beta denies" says which claim is meant, not what it claims: nothing follows that is denied."""
        tree, first = self.tree, self.tree.left[verb]
        opens = tree.words[first].lower() == "that" and first in tree.children(verb, "mark", "dobj")
        if tree.deps[verb] not in ("acl", "relcl") or not opens or tree.child(verb, "nsubj") is None:
            return False
        follows = (kid for kid in tree.children(verb, "dobj", "ccomp", "xcomp") if kid != first)
        return self._is_answerable(noun, verb) and not any(tree.tags[kid] != "VBN" for kid in follows)

    def _is_lent_by(self, verb: int) -> bool:
        """The claim that the bank made: whose it is, and not what it says."""
        if self.tree.deps[verb] != "acl" or self.tree.lemmas[verb].lower() not in self.ontology.words["light"]:
            return False
        tree = self.tree
        modal = any(tree.tags[aux] == "MD" for aux in tree.children(verb, "aux"))  # the view that it would pay
        return tree.child(verb, "nsubj") is not None and tree.right[verb] == verb + 1 and not modal

    def _is_answerable(self, noun: int, verb: int) -> bool:
        """Whether a noun is of the kind that a pattern of the verb denies or refuses."""
        patterns = self.ontology.patterns.by_trigger.get(self.tree.lemmas[verb].lower(), ())
        kinds = {slot.cls for pattern in patterns for slot in pattern.slots if slot.takes == "content" and slot.cls}
        lemma = self.tree.lemmas[noun].lower()
        return self.tree.pos[noun] == "NOUN" and any(lemma in self.ontology.nouns_of.get(cls, ()) for cls in kinds)

    def _late_clause(self, noun: int) -> Iterator[Argument]:
        """Called the complaint that Beta fell a lie; the reply was short: "Beta fell"."""
        tree, verb = self.tree, self.tree.heads[noun]
        if tree.lemmas[noun].lower() not in self.ontology.claim_nouns:
            return
        if tree.deps[noun] == "dobj":
            for kid in tree.children(verb, "ccomp"):
                mark = tree.child(kid, "mark")
                if mark is not None and tree.left[kid] == mark == tree.right[noun] and tree.words[mark] == "that":
                    yield Argument("clause", kid)
        elif tree.deps[noun] == "nsubj" and self.quotes and tree.lemmas[verb].lower() not in self.ontology.telling:
            quote = quote_beside(tree, self.article, self.quotes, noun)
            if quote is not None and quote.first >= 2 and tree.words[quote.first - 2] == ":":
                yield Argument("clause", quote_head(tree, quote))

    def nominal(self, token: int) -> Predication:
        """The predication of a noun, with the name that it is a title or apposition of, or itself, as ``self``."""
        found = find_nominal(self.tree, token, self.ontology.words["light"])
        tells = {a.token for a in found.arguments if a.role == "clause" and not self._is_answer_to(token, a.token)}
        tells = {clause for clause in tells if not self._is_lent_by(clause)}
        arguments = [a for a in found.arguments if a.role != "clause" or a.token in tells]
        if not any(argument.role in ("clause", "infinitive") for argument in arguments):
            arguments.extend(self._late_clause(token))
        described = self.described.get(token)
        if described is not None and not self._is_of(arguments, described[0]):
            mention, description = described
            arguments = [a for a in arguments if a.role != "self" and a.token != mention.head]
            arguments.append(Argument("self", mention.head))
            arguments.extend(self._late_of(mention, description))
            arguments.extend(self._early_owner(mention, description, arguments))
            arguments.extend(
                Argument("poss" if self.tree.deps[inner] == "poss" else "compound", inner)
                for inner in range(description.first, description.end)
                if inner != token
                and not any(a.token == inner for a in arguments)
                and (inner < token or (inner in self.heads and self._is_part(inner, token, mention.head)))
            )
        elif not any(a.role == "self" for a in arguments):
            arguments.extend(Argument("self", bearer) for bearer in self._bearers(token) or [token])
            if self.tree.deps[token] == "amod" and token - 1 in self.heads:
                arguments.append(Argument("compound", token - 1))
        return with_charged(self, replace(found, arguments=tuple(arguments)))

    def _is_part(self, inner: int, noun: int, bearer: int) -> bool:
        """Whether a name is a noun's own: not what is in a clause about it, nor where the body it is of lies."""
        tree, at = self.tree, inner
        while at != noun:
            if tree.deps[at] not in _OF_NOUNS or (at not in (inner, bearer) and at in self.heads):
                return False
            at = tree.heads[at]
        return True

    def _early_owner(self, mention: Mention, title: Description, found: list[Argument]) -> Iterator[Argument]:
        """Its Dutch rival Acme: the parser hangs whose rival it is on the name."""
        taken = {argument.token for argument in found}
        for owner in self.tree.children(mention.head, "poss"):
            if self.tree.right[owner] == title.first and owner not in taken:
                yield Argument("poss", owner)

    def _late_of(self, mention: Mention, title: Description) -> Iterator[Argument]:
        """President Anna Berg of Latvia: the parser hangs what her office is of on her name."""
        tree, after = self.tree, mention.last
        if title.head < mention.first and tree.words[after : after + 1] == ["of"] and tree.heads[after] == mention.head:
            bodies = (body for body in tree.children(after, "pobj") if not self.of_class(body, "Party"))
            yield from (Argument("prep:of", body) for body in bodies)

    @staticmethod
    def _is_of(arguments: list[Argument], mention: Mention) -> bool:
        """The mayor of Lusk is not Lusk, though the city of Mosul is Mosul."""
        return mention.cls == "Person" and any(a.token == mention.head and a.role == "prep:of" for a in arguments)

    def _bearers(self, noun: int) -> list[int]:
        """Acme was named chairman. The president of Latvia, Oscar Lind, nodded. Maltese national Joseph Grech left."""
        tree, verb = self.tree, self.tree.heads[noun]
        if tree.deps[noun] == "amod":
            return [verb]
        if tree.deps[noun] == "oprd" and tree.lemmas[verb].lower() in self.ontology.words["appointing"]:
            return self.verbal(verb).fillers("object")
        late = self._late_name(noun)
        return [late] if late is not None else []

    def _late_name(self, noun: int) -> int | None:
        """The person whose name the parser hung on the body that the office is of."""
        for preposition in self.tree.children(noun, "prep"):
            for body in self.tree.children(preposition, "pobj"):
                for name in self.tree.children(body, "appos"):
                    if self.of_class(name, "Person") and self.of_class(body, "Organization"):
                        return name
        return None

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
        late = self._late_name(token) if cls == "Person" else None
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
        if not self.quotes or self._is_quoted(cue) or any(not self._is_quoted(t) for t in tree.children(cue, "neg")):
            return False
        return any(kid < cue and self._is_quoted(kid) for kid in tree.kids[cue])

    def _is_quoted(self, token: int) -> bool:
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

    def is_quoted(self, token: int) -> bool:
        """A verb between marks is somebody else's word, named or not: Norland "invaded" Sudmark."""
        return self.tree.pos[token] == "VERB" and quote_at(self.quotes, token) is not None

    def is_first_person(self, token: int) -> bool:
        """I, us; not: the US."""
        return self.tree.pronoun(token) in self.ontology.words["firstPerson"]

    def is_definite(self, noun: int) -> bool:
        """The envoy, those envoys: of whom it was said before who they are."""
        definite = self.ontology.words["definite"]
        return any(self.tree.words[kid].lower() in definite for kid in self.tree.children(noun, "det"))

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
        if word in ("who", "whom") or (slot.role in _WHEN and token in self.times):
            return False
        if slot.role in _OF_WHOM and is_part_of_name(self, token):
            return False
        return slot.open or slot.role not in _RIVALLED or not self.is_agent(token) or is_deed(self, token)

    def _is_entity(self, slot: Slot, token: int) -> bool:
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
        if token in self.times or (tree.deps[token] in ("amod", "det") and tree.heads[token] > token):
            return False  # the protests of 2012, other appointments
        counted = [noun for of in tree.children(token, "prep") for noun in tree.children(of, "pobj")]
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
