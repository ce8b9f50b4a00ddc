"""Whom a common noun phrase stands for: somebody named, somebody unnamed spoken of before, or somebody new."""

from collections.abc import Iterable

from kg.entities.again import Told, is_same
from kg.entities.drafts import Draft, split
from kg.entities.organs import Organ, find_seats, organ_of_phrase
from kg.entities.phrases import (
    Phrase,
    is_of_speaker,
    near,
    owners_of,
    qualifiers,
    read_phrase,
    shown_gender,
    written,
)
from kg.entities.pronouns import Walk
from kg.entities.salience import clauses_above, subject_of
from kg.entities.spelling import plain
from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.predications.walks import antecedent
from kg.trees import Tree

_FAR = 1000
_NEAR = 2
_BODIES = ("Organization", "Alliance", "Party", "MediaOutlet")


class Antecedents:
    """Resolves the noun phrases of one article."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: Walk) -> None:
        self.tree, self.lexicon, self.walk = tree, lexicon, walk
        self._by_noun: dict[tuple[str, bool], list[Draft]] = {}
        self._named: list[Draft] = []
        self._capitals = find_seats(lexicon)

    def learn(self, drafts: Iterable[Draft]) -> None:
        """Take the roles of the named from their titles and appositions."""
        for draft in drafts:
            self._named.append(draft)
            for mention in draft.mentions:
                for item in mention.descriptions:
                    phrase = read_phrase(self.tree, item.head, self.lexicon)
                    self._add_role(draft, phrase)
                    draft.ties |= self._around(item.first, item.end, draft)
                    if item.end - item.first <= 8:
                        draft.phrases.setdefault(" ".join(self.tree.slice(item.first, item.end).split()))

    def _add_role(self, draft: Draft, phrase: Phrase) -> None:
        which = qualifiers(self.tree, phrase, self.lexicon)
        if which or phrase.noun not in draft.roles:
            draft.roles[phrase.noun] = which

    def _has_role(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether it holds this office: "the secretary" is the Defense Secretary, "the president" no vice president."""
        held = draft.roles.get(phrase.noun)
        if held is None:
            return False
        wanted = qualifiers(self.tree, phrase, self.lexicon)
        strong = self.lexicon.words["deputizing"]
        return (held & strong) == (wanted & strong) and (not held or not wanted or held == wanted)

    def _around(self, first: int, end: int, draft: Draft) -> set[Draft]:
        owners = self.walk.owners
        return {owners[token] for token in range(first, end) if token in owners and owners[token] is not draft}

    def resolve(self, mention: Mention) -> None:
        """Give a noun phrase its entity."""
        tree, head = self.tree, mention.head
        owned = self.walk.owners.get(head)
        if owned is not None:
            self.walk.salience.note(owned, head)
            return
        if tree.deps[head] in ("attr", "oprd"):
            self._new(mention, read_phrase(tree, head, self.lexicon), note=False)
            return
        phrase = read_phrase(tree, head, self.lexicon)
        draft = self._bearer(phrase) or self._body(mention, phrase) or self._definite(mention, phrase)
        if draft is None:
            draft = self._again(mention, phrase)
        if draft is None:
            self._new(mention, phrase)
            return
        if draft.named:
            draft.phrases.setdefault(written(tree, phrase))
            self._add_role(draft, phrase)
        else:
            self._merge(draft, phrase)
        self.walk.settle(mention, draft)

    def _bearer(self, phrase: Phrase) -> Draft | None:
        """The name beside a noun of sort: the city of Gomel, the Lombardy region."""
        if phrase.plural or not self.lexicon.word("sort", phrase.noun):
            return None
        owners = self.walk.owners
        cls = self.lexicon.nouns.get(phrase.noun, "")
        beside = [token for token in phrase.named if token == phrase.head - 1 and self.tree.tags[token] != "JJ"]
        if phrase.complement is not None and phrase.preposition is not None and cls in ("Place", "State"):
            beside.append(phrase.complement)
        for token in beside:
            draft = owners.get(token)
            if draft is not None and draft.named and draft.cls and self._same_kind(cls, draft.cls):
                return draft
        return None

    def _same_kind(self, noun_cls: str, cls: str) -> bool:
        return noun_cls == cls or (noun_cls == "Organization" and cls in _BODIES)

    def _body(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """A body named by whose it is: the Iraqi government, Assad's regime."""
        if phrase.plural or mention.cls not in ("Organization", "Alliance"):
            return None
        owners = [draft for token in phrase.holders if (draft := self.walk.owners.get(token)) and draft.named]
        organ = self._organ(phrase)
        called = organ if owners or phrase.complement is None else None
        found = next((draft for draft in self._named if called is not None and draft.organ == called), None)
        if not owners or found is not None:
            return found
        for draft in self._by_noun.get((phrase.noun, False), ()):
            if draft.ties & set(owners) and (organ is None or draft.organ in (None, organ)):
                return draft
        holder = {word for token in phrase.holders for word in split(self.tree.words[token])}
        for draft in self._named:
            if draft.cls in _BODIES and any(self._is_called(words, phrase.noun, holder) for words in draft.words()):
                return draft
        return None

    def _organ(self, phrase: Phrase) -> Organ | None:
        tokens = {*near(self.tree, phrase), *owners_of(self.tree, phrase)}
        known = {at: own.gazetteer for at in tokens if (own := self.walk.owners.get(at)) and own.gazetteer}
        states = {token: iri for token, iri in known.items() if self.lexicon.known[iri].cls == "State"}
        capitals = {token: self._capitals[iri] for token, iri in known.items() if iri in self._capitals}
        told = {draft.gazetteer for draft in self._named if draft.gazetteer is not None}
        return organ_of_phrase(self.tree, self.lexicon, phrase, states, capitals, told=told)

    def _is_called(self, words: list[str], noun: str, holder: set[str]) -> bool:
        """``Asad dictatorship`` for the Asad regime."""
        return len(words) > 1 and self.lexicon.synonyms.get(words[-1], words[-1]) == noun and holder == set(words[:-1])

    def _definite(self, mention: Mention, phrase: Phrase) -> Draft | None:
        bare_title = phrase.reach == "bare" and self.tree.words[phrase.head][0].isupper() and not phrase.modifiers
        title = phrase.reach == "bare" and self.tree.tags[phrase.head] == "NNP"
        if phrase.plural or not (phrase.reach == "definite" or bare_title or title):
            return None
        other = phrase.modifiers & self.lexicon.words["reciprocal"]
        if other or (mention.cls == "Person" and phrase.restricted):
            return None
        if mention.cls == "Person":
            return self._person(phrase)
        if mention.cls == "State":
            return self._state(phrase)
        if mention.cls == "Place":
            return self._place(phrase)
        return self._organization(mention, phrase)

    def _ties(self, phrase: Phrase) -> set[Draft]:
        tokens = [*phrase.named, phrase.possessor, phrase.complement]
        found = {self.walk.owners.get(token) for token in tokens if token is not None}
        return {draft for draft in found if draft is not None and draft.cls != "Person"}

    def _person(self, phrase: Phrase) -> Draft | None:
        """By title, then by a noun of no office for whoever is spoken of."""
        noun, head, lexicon = phrase.noun, phrase.head, self.lexicon
        gender = shown_gender(self.tree, phrase, self.lexicon)
        ties = self._ties(phrase)
        own = self._possessing(phrase)
        if (own is not None and own.cls == "Person") or is_of_speaker(self.tree, phrase, self.lexicon):
            return None

        def by_role(draft: Draft) -> bool:
            if draft.cls != "Person" or draft.plural or not self._has_role(draft, phrase):
                return False
            return (not draft.gender or not gender or draft.gender == gender) and (not ties or bool(ties & draft.ties))

        salience = self.walk.salience
        found = salience.holder(head, by_role)
        if found is not None:
            return found
        later = [draft for draft in self._named if by_role(draft)]
        only = later[0] if len(later) == 1 else None
        if ties or phrase.complement is not None:
            return only

        above = self._subjects_above(head)

        def in_question(draft: Draft) -> bool:
            if draft.cls != "Person" or draft.plural or not draft.named or draft in above:
                return False
            if gender and draft.gender and draft.gender != gender:
                return False
            if lexicon.word("generic", noun):
                return True
            return lexicon.word("office", noun) and all(lexicon.word("generic", role) for role in draft.roles)

        if phrase.modifiers and not lexicon.word("generic", noun) and not self._is_office(phrase):
            return only
        sentence = self.tree.sentences[self.tree.sentence_of[head]].first
        found = salience.prominent(sentence, _NEAR, in_question)
        topic = salience.topic(lambda draft: draft.cls == "Person" and draft.named)
        if found is None or (topic is not None and topic is not found and salience.counts[topic] > 2):
            found = topic if topic is not None and in_question(topic) else found
        return found or only or self._untitled(phrase, ties)

    def _subjects_above(self, token: int) -> set[Draft]:
        """Anna Berg said that the minister was tired: she would be "she"."""
        subjects = (subject_of(self.tree, verb) for verb in clauses_above(self.tree, token))
        owners = (self.walk.owners.get(subject) for subject in subjects if subject is not None and subject != token)
        return {draft for draft in owners if draft is not None}

    def _untitled(self, phrase: Phrase, ties: set[Draft]) -> Draft | None:
        """Where one title lacks a person and one person a title, they belong together."""
        if ties or not phrase.modifiers or not self._is_office(phrase):
            return None
        people = [draft for draft in self._named if draft.cls == "Person" and not draft.roles]
        return people[0] if len(people) == 1 and len(people[0].mentions) > 1 else None

    def _is_office(self, phrase: Phrase) -> bool:
        return all(self.lexicon.word("portfolio", word) for word in phrase.modifiers)

    def _possessing(self, phrase: Phrase) -> Draft | None:
        if phrase.possessor is None:
            return None
        return self.walk.owners.get(antecedent(self.tree, phrase.possessor))  # the union, whose members marched

    def _state(self, phrase: Phrase) -> Draft | None:
        """The country: of whose country it is, else the state spoken of most, of several the last to act."""
        own = self._possessing(phrase)
        if own is not None:
            state = next(
                (draft for draft in sorted(own.ties, key=lambda item: item.born) if draft.cls == "State"), None
            )
            if state is not None:
                return state
            if own.cls == "State":
                return None
        if phrase.complement is not None or phrase.named:
            return None
        if not self.lexicon.word("sovereign", phrase.noun) and not self.tree.words[phrase.head][0].isupper():
            return None
        salience, first = self.walk.salience, self.tree.sentences[self.tree.sentence_of[phrase.head]].first
        before = salience.prominent(first, 1, lambda draft: draft.cls == "State", subjects_only=True)
        topic = salience.topic(lambda draft: draft.cls == "State")
        return before if before is not None and salience.counts[before] == salience.counts[topic or before] else topic

    def _place(self, phrase: Phrase) -> Draft | None:
        if phrase.complement is not None or phrase.named:
            return None
        salience, noun, lexicon = self.walk.salience, phrase.noun, self.lexicon
        if noun in lexicon.words["capitalNoun"]:
            own = self._possessing(phrase) or salience.topic(lambda draft: draft.cls == "State")
            city = lexicon.capitals.get(own.gazetteer or "") if own is not None else None
            return next((draft for draft in self._named if draft.gazetteer == city), None) if city else None

        def bears(draft: Draft) -> bool:
            return draft.cls == "Place" and (noun in draft.roles or any(noun in words for words in draft.words()))

        found = salience.latest(phrase.head, _FAR, bears)
        if found is None and lexicon.word("town", noun) and not phrase.modifiers:
            return salience.town(phrase.head, _NEAR, lexicon.regions)
        return found

    def _organization(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """The court that was named, then the alliance or the agency just spoken of."""
        noun, cls = phrase.noun, mention.cls or ""
        ties = self._ties(phrase)
        stem = plain(self.tree.lemmas[phrase.head])

        def bears(draft: Draft) -> bool:
            if draft.cls not in _BODIES or (ties and not ties & draft.ties) or self._is_other(draft, phrase, stem):
                return False
            return noun in draft.roles or any(stem in self._heads(words) for words in draft.words())

        salience = self.walk.salience
        found = salience.latest(phrase.head, _NEAR, bears)
        found = found or salience.latest(
            phrase.head, _FAR, lambda draft: draft.named and bears(draft) and not _is_of_person(draft)
        )
        if found is not None or ties or self._names(phrase):
            return found
        if self.tree.sentences[self.tree.sentence_of[phrase.head]].kind == "headline":
            later = [draft for draft in self._named if bears(draft)]
            if len(later) == 1:
                return later[0]
        if cls in ("Alliance", "Party", "MediaOutlet") and phrase.complement is None:
            own = self._possessing(phrase) if cls == "Alliance" else None  # whose coalition fell: no European Union

            def is_theirs(draft: Draft) -> bool:
                return draft.cls == cls and draft.named and (own is None or own in draft.ties or draft in own.ties)

            return salience.latest(phrase.head, _FAR, is_theirs)
        if not self.lexicon.word("generic", noun) or phrase.complement is not None:
            return None
        commercial = self.lexicon.word("commercial", noun)

        def is_spoken_of(draft: Draft) -> bool:
            return draft.cls == "Organization" and draft.named and not (commercial and self._is_public(draft))

        return salience.latest(phrase.head, _NEAR, is_spoken_of)

    def _is_public(self, draft: Draft) -> bool:
        """The Commerce Department is no company."""
        heads = (head for words in draft.words() for head in self._heads(words))
        return draft.organ is not None or any(self.lexicon.word("public", head) for head in heads)

    def _is_other(self, draft: Draft, phrase: Phrase, stem: str) -> bool:
        """The interior ministry is no Foreign Ministry, the district court no Supreme Court."""
        tree = self.tree
        if any(all(name not in words for words in draft.words()) for name in self._names(phrase)):
            return True
        limits = set(qualifiers(tree, phrase, self.lexicon))
        if not self.lexicon.word("generic", phrase.noun):
            nouns = (kid for kid in tree.children(phrase.head, "compound") if kid not in phrase.named)
            limits.update(tree.words[kid].lower() for kid in nouns)
        told = set(draft.modifiers | draft.roles.get(phrase.noun, frozenset()))
        for words in draft.words():
            told.update(words if stem in self._heads(words) else ())
        return bool(limits and told - {stem}) and not limits & told

    def _names(self, phrase: Phrase) -> set[str]:
        """The Dawn party is named so, and is not the Liberal Party."""
        if self.tree.words[phrase.head][0].isupper():
            return set()
        owners, ties = self.walk.owners, self._ties(phrase)
        return {plain(self.tree.words[token]) for token in phrase.named if owners.get(token) not in ties}

    def _heads(self, words: list[str]) -> set[str]:
        """The words of a name that may head it: Supreme Court of Cassation, Flag Project."""
        links = self.lexicon.words["nameLink"]
        return {word for at, word in enumerate(words) if at in (0, len(words) - 1) or words[at + 1] in links}

    def _again(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """Somebody unnamed who was spoken of with the same noun and nothing that speaks against it."""
        if phrase.reach in ("single", "none") or (
            not phrase.plural and phrase.reach == "bare" and mention.cls == "Person"
        ):
            return None
        states = frozenset(self._whole(phrase))
        told = Told(phrase, self._possessing(phrase), self._complement(phrase), states)
        before = reversed(self._by_noun.get((phrase.noun, phrase.plural), []))
        return next((draft for draft in before if is_same(self.tree, self.lexicon, told, draft)), None)

    def _whole(self, phrase: Phrase) -> set[Draft]:
        """The states it is of, by its own words or, before another noun, by those of that noun."""
        beside = {self.walk.owners.get(token) for token in owners_of(self.tree, phrase)} | self._ties(phrase)
        return {draft for draft in beside if draft is not None and draft.cls == "State"}

    def _complement(self, phrase: Phrase) -> str | None:
        return self.tree.lemmas[phrase.complement].lower() if phrase.complement is not None else None

    def _merge(self, draft: Draft, phrase: Phrase) -> None:
        if not draft.modifiers and len(phrase.modifiers) == 1 and phrase.number is None:
            draft.head = phrase.head
        draft.modifiers |= phrase.modifiers
        draft.number = draft.number or phrase.number
        draft.possessor = draft.possessor or self._possessing(phrase)
        draft.ties |= self._ties(phrase) | self._whole(phrase)
        draft.phrases.setdefault(written(self.tree, phrase))

    def _new(self, mention: Mention, phrase: Phrase, *, note: bool = True) -> None:
        owners = {draft for token in phrase.holders if (draft := self.walk.owners.get(token)) and draft.named}
        organ = self._organ(phrase) if owners or phrase.complement is None else None
        is_body = bool(owners or organ) and not phrase.plural and self.lexicon.word("organ", phrase.noun)
        draft = Draft(
            named=is_body,
            born=mention.first,
            cls=mention.cls,
            head=phrase.head,
            noun=phrase.noun,
            plural=phrase.plural,
            modifiers=phrase.modifiers,
            number=phrase.number,
            possessor=self._possessing(phrase),
            complement=self._complement(phrase),
            restricted=phrase.restricted,
        )
        draft.organ = organ if is_body else None
        draft.ties = self._ties(phrase) | self._whole(phrase) | (owners if is_body else set())
        self._add_role(draft, phrase)
        draft.gender = shown_gender(self.tree, phrase, self.lexicon)
        draft.phrases.setdefault(written(self.tree, phrase))
        self._by_noun.setdefault((phrase.noun, phrase.plural), []).append(draft)
        if note:
            self.walk.settle(mention, draft)
        else:
            self.walk.owners.setdefault(mention.head, draft)
            draft.mentions.append(mention)


def _is_of_person(draft: Draft) -> bool:
    """Whether a body is named after its head: the Monti government is not any government."""
    return not draft.names and any(tie.cls not in ("State", "Place", "Alliance") for tie in draft.ties)
