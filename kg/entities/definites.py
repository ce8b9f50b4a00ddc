"""Whom a definite noun phrase stands for, of those that are named: the president, the country, the court."""

from kg.entities.drafts import BODIES, Draft
from kg.entities.organs import state_in
from kg.entities.persons import Persons, is_headed, subjects_above
from kg.entities.phrases import Phrase, qualifiers
from kg.entities.pronouns import Walk
from kg.entities.rivals import is_another
from kg.entities.salience import REAL_SUBJECTS, Test, subject_of
from kg.entities.spelling import plain
from kg.entities.ties import possessor_of, states_of, ties_of
from kg.gazetteer import KEY, Lexicon
from kg.model import Mention
from kg.predications.walks import antecedent
from kg.trees import Tree

_FAR = 1000
_NEAR = 2
_COMPATRIOT = 3
"""Of two people from one state whoever alone was spoken of in so many sentences is meant."""


class Definites:
    """Finds them among ``named``, which whoever walks through the article adds to."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: Walk, named: list[Draft]) -> None:
        self.tree, self.lexicon, self.walk, self._named = tree, lexicon, walk, named
        self._persons = Persons(tree, lexicon, walk, named)

    def find(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """Who was named or spoken of so; None where the phrase does not say that one is meant, or nobody fits."""
        if mention.cls == "Person" and (named := self._named_beside(phrase)) is not None:
            return named
        bare = mention.cls == "Person" and phrase.reach == "bare"
        if bare and (found := self._persons.in_headline(phrase)) is not None:
            return found
        bare_title = phrase.reach == "bare" and self.tree.words[phrase.head][0].isupper() and not phrase.modifiers
        title = phrase.reach == "bare" and self.tree.tags[phrase.head] == "NNP"
        if phrase.plural and phrase.reach == "definite":
            return self._fighters(phrase)
        definite = phrase.reach == "definite" or self._is_before_noun(mention, phrase)
        if phrase.plural or not (definite or bare_title or title):
            return None
        other = phrase.modifiers & self.lexicon.words["reciprocal"]
        if other or (mention.cls == "Person" and phrase.restricted):
            return None
        if mention.cls == "Person":
            return self._compatriot(phrase) or self._persons.find(phrase)
        if mention.cls == "State":
            return self._state(phrase)
        if mention.cls == "Place":
            return self._place(phrase)
        return self._organization(mention, phrase)

    def _fighters(self, phrase: Phrase) -> Draft | None:
        """The rebels: the M23, if it was called the M23 rebels and no others were spoken of beside it or since."""
        word = self.tree.words[phrase.head]
        alone = not (phrase.modifiers or phrase.holders or phrase.number or phrase.restricted or phrase.complement)
        if not alone or not word.islower() or self.lexicon.nouns.get(phrase.noun) != "Person":
            return None

        def is_called(draft: Draft) -> bool:
            return draft.cls in BODIES and any(name.endswith(f" {word}") for name in draft.names)

        def is_so_called(draft: Draft) -> bool:
            return is_called(draft) or (draft.plural and draft.noun == phrase.noun)

        salience = self.walk.salience
        found = salience.latest(phrase.head, _FAR, is_so_called)
        if found is None or not is_called(found):
            return None
        last = next(seen.sentence for seen in salience.before(phrase.head, _FAR) if seen.draft is found)
        beside = salience.in_sentence(last, phrase.head)
        return found if all(seen.draft is found or not is_so_called(seen.draft) for seen in beside) else None

    def _named_beside(self, phrase: Phrase) -> Draft | None:
        """A Kenyan, Oscar Lind, said; the first Kenyan to win, Oscar Lind"""
        name = self.tree.child(phrase.head, "appos")
        found = self.walk.owners.get(name) if name is not None and self._state_of(phrase) is not None else None
        return found if found is not None and found.named and found.cls == "Person" and not phrase.plural else None

    def _state_of(self, phrase: Phrase) -> str | None:
        """The state whose people a noun is of: the Kenyan, a Swede."""
        word = self.tree.words[phrase.head]
        form = self.lexicon.form_at(word, 0, word[:KEY])
        known = form is not None and form.text == word and self.lexicon.known[form.iri].cls == "State"
        return form.iri if form is not None and known else None

    def _compatriot(self, phrase: Phrase) -> Draft | None:
        """The Kenyan, the Swede: who of the people last spoken of is from there, if it is one only."""
        state = self._state_of(phrase)
        if state is None or phrase.named:
            return None
        people = {each for each in self.walk.salience.counts if each.named and each.cls in ("Person", "Agent", None)}
        from_there = {draft for draft in people if not draft.plural and self._is_from(draft, state)}
        for reach in range(_COMPATRIOT):
            near = {seen.draft for seen in self.walk.salience.before(phrase.head, reach)} & from_there
            if near:
                return next(iter(near)) if len(near) == 1 else None
        return next(iter(from_there)) if len(from_there) == 1 else None

    def _is_from(self, draft: Draft, state: str) -> bool:
        """Kenya's Oscar Lind, the Kenyan runner Oscar Lind, Oscar Lind of Kenya; not: the envoy to Kenya."""
        tree, owners = self.tree, self.walk.owners
        heads = [mention.head for mention in draft.mentions if mention.kind == "name"]
        told = [item for mention in draft.mentions for item in mention.descriptions]
        beside = [token for head in heads for token in range(tree.left[head], head)]
        beside += [token for item in told for token in range(item.first, item.end)]
        beside += [
            noun for head in heads for link in tree.children(head, "prep") for noun in tree.children(link, "pobj")
        ]
        there = {token for token in beside if owners.get(token) is not None and owners[token].gazetteer == state}
        if there:
            return any(self._tells_home(token) for token in there)
        return any(each.gazetteer == state for each in draft.ties)

    def _tells_home(self, token: int) -> bool:
        """Whether a state's name beside a person's says where they are from: of Kenya; not: to Kenya, anti-Kenyan."""
        tree = self.tree
        behind = tree.deps[token] == "pobj" and tree.words[tree.heads[token]] not in ("from", "of")
        return not behind and (token == 0 or tree.words[token - 1] != "-")

    def _is_before_noun(self, mention: Mention, phrase: Phrase) -> bool:
        """The commission spokesman, agency officials: the body spoken of is whose they are; not: college students."""
        tree, head = self.tree, phrase.head
        noun = tree.lemmas[tree.heads[head]].lower()
        theirs = any(self.lexicon.word(group, noun) for group in ("office", "relational", "topNoun", "generic"))
        beside = phrase.reach == "bare" and tree.deps[head] in ("compound", "nmod") and tree.heads[head] == head + 1
        plain_body = mention.cls in BODIES and not phrase.modifiers and tree.words[head].islower()
        return beside and plain_body and theirs and self.lexicon.nouns.get(noun) == "Person"

    def _state(self, phrase: Phrase) -> Draft | None:
        """The country: of whose country it is, else the state spoken of most, of several the last to act."""
        own = possessor_of(self.tree, self.walk, phrase)
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
        salience, noun, lexicon = self.walk.salience, phrase.noun, self.lexicon
        if noun in lexicon.words["capitalNoun"]:
            return self._capital(phrase)
        if phrase.complement is not None or phrase.named:
            return None

        def bears(draft: Draft) -> bool:
            body = draft.cls in BODIES and any(words[-1:] == [noun] for words in draft.words())  # the Grand Hotel said
            place = draft.cls == "Place" and (noun in draft.roles or any(noun in words for words in draft.words()))
            return body or place

        found = salience.latest(phrase.head, _FAR, bears)
        if found is None and lexicon.word("town", noun) and not (phrase.modifiers or self._is_placed(phrase)):
            return salience.town(phrase.head, _NEAR, lexicon.regions)
        return found

    def _capital(self, phrase: Phrase) -> Draft | None:
        """The capital, the Kenyan capital, the capital of Kenya; not: the former capital, the capital of tango."""
        states = [draft for draft in states_of(self.tree, self.walk, phrase) if draft.cls == "State"]
        told = {self.tree.lemmas[token].lower() for token in phrase.named}
        if not phrase.modifiers <= told or (not states and phrase.holders) or (phrase.complement and not states):
            return None
        own = next(iter(states)) if len(states) == 1 else self.walk.salience.topic(lambda draft: draft.cls == "State")
        city = self.lexicon.capitals.get(own.gazetteer or "") if own is not None else None
        return next((draft for draft in self._named if draft.gazetteer == city), None) if city else None

    def _is_placed(self, phrase: Phrase) -> bool:
        """The port at Sund is not the town that was spoken of."""
        tree, link = self.tree, phrase.head + 1
        placing = link < len(tree.words) and self.lexicon.word("placing", tree.words[link].lower())
        return placing and any(kid in self.walk.owners for kid in tree.children(link, "pobj"))

    def _organization(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """The court that was named, then the alliance or the agency just spoken of."""
        noun, cls = phrase.noun, mention.cls or ""
        ties = ties_of(self.tree, self.walk, phrase)
        stem = plain(self.tree.lemmas[phrase.head])
        states = {each.gazetteer for each in states_of(self.tree, self.walk, phrase) if each.cls == "State"}
        acting, owner = self._acting(phrase.head), possessor_of(self.tree, self.walk, phrase)

        def bears(draft: Draft) -> bool:
            if (
                draft is acting
                or draft.cls not in BODIES
                or (ties and not ties & draft.ties)
                or self._is_elsewhere(draft, states)
                or self._is_other(draft, phrase, stem)
                or self._is_anothers(draft, owner)
            ):
                return False
            return noun in draft.roles or any(stem in self._heads(words) for words in draft.words())

        salience = self.walk.salience
        found = self._of_whom_told(salience.latest(phrase.head, _NEAR, bears), phrase.head, bears)
        found = found or salience.latest(
            phrase.head, _FAR, lambda draft: draft.named and bears(draft) and not _is_of_person(draft)
        )
        if found is not None or ties or self._names(phrase):
            return found
        if is_headed(self.tree, phrase):
            later = [draft for draft in self._named if bears(draft)]
            if len(later) == 1:
                return later[0]
        if self.lexicon.word("calledSo", noun):
            return None
        if cls in ("Alliance", "Party", "MediaOutlet") and phrase.complement is None:
            own = (
                possessor_of(self.tree, self.walk, phrase) if cls == "Alliance" else None
            )  # whose coalition fell: no European Union

            def is_theirs(draft: Draft) -> bool:
                known = draft.cls == cls and draft.named and draft is not acting
                known = known and not self._is_anothers(draft, owner)
                return known and (own is None or own in draft.ties or draft in own.ties)

            return salience.latest(phrase.head, _FAR, is_theirs)
        if not self.lexicon.word("generic", noun) or phrase.complement is not None or self._is_kind(phrase):
            return None
        of_people = any(self.lexicon.nouns.get(word) == "Person" for word in phrase.modifiers)  # the terrorist group
        private = of_people or self.lexicon.word("commercial", noun) or self.lexicon.word("irregular", noun)
        official = self.lexicon.word("official", noun)

        def is_spoken_of(draft: Draft) -> bool:
            known = draft.cls == "Organization" and draft.named and draft is not acting
            organ = draft.organ is not None and not official
            other = organ or self._is_headed_by(draft, "seated") or (private and self._is_public(draft))
            return known and not other

        # The bank accused the company: of itself it would say "itself".
        above = subjects_above(self.tree, self.walk, phrase.head)

        def is_other(draft: Draft) -> bool:
            return is_spoken_of(draft) and draft not in above

        return self._of_whom_told(salience.latest(phrase.head, _NEAR, is_other), phrase.head, is_other)

    def _is_anothers(self, body: Draft, own: Draft | None) -> bool:
        """Berg, of the Dawn Party, sacked Lind. [His party] left: of whom it is told is another."""
        if own is None or own.cls != "Person" or body in own.ties:
            return False
        members = [self._member_at(mention.head) for mention in body.mentions if mention.kind == "name"]
        return own not in members and any(each is not None and each.cls == "Person" for each in members)

    def _member_at(self, name: int) -> Draft | None:
        """Whose body it is by the words beside its name: Berg of the Dawn Party, the Dawn Party's Anna Berg."""
        tree, above = self.tree, self.tree.heads[name]
        if tree.deps[name] == "pobj" and tree.words[above].lower() in ("of", "from"):
            return self.walk.owners.get(tree.heads[above])
        return self.walk.owners.get(above) if tree.deps[name] in ("poss", "compound", "nmod") else None

    def _is_kind(self, phrase: Phrase) -> bool:
        """A central bank is more than a bank: not every body just spoken of is called so."""
        pair = f"{self.tree.words[phrase.head - 1].lower()} {phrase.noun}" if phrase.head else ""
        return pair in self.lexicon.nouns and not self.lexicon.word("generic", pair)

    def _of_whom_told(self, found: Draft | None, token: int, test: Test) -> Draft | None:
        """The Lions, who are allied with the Wolves, said so. The group left: the Lions did, of whom that is told."""
        seen = next((each for each in self.walk.salience.before(token, _NEAR) if each.draft is found), None)
        if found is None or seen is None:
            return found
        tree, at = self.tree, seen.token
        while tree.heads[at] != at and tree.deps[at] != "relcl":
            at = tree.heads[at]
        noun = tree.heads[at]
        owner = self.walk.owners.get(noun) if tree.deps[at] == "relcl" and tree.deps[noun] in REAL_SUBJECTS else None
        return owner if owner is not None and test(owner) else found

    def _acting(self, token: int) -> Draft | None:
        """Who does what the body at a token is the object of: who left the coalition is not the coalition."""
        tree = self.tree
        if tree.deps[token] == "pobj":
            token = tree.heads[token]
        verb = tree.heads[token]
        if tree.deps[token] not in ("dobj", "prep", "agent", "dative") or tree.pos[verb] != "VERB":
            return None
        subject = subject_of(tree, verb)
        return self.walk.owners.get(antecedent(tree, subject)) if subject is not None else None

    def _is_public(self, draft: Draft) -> bool:
        """The Commerce Department is no company."""
        return draft.organ is not None or self._is_headed_by(draft, "public")

    def _is_headed_by(self, draft: Draft, group: str) -> bool:
        """Whether the noun of a body's name is one of a word class: a ministry is none that was called a group."""
        return any(self.lexicon.word(group, self._head(words)) for words in draft.words() if words)

    def _head(self, words: list[str]) -> str:
        """The noun of a name: Ministry of Defence, Government Accountability Office."""
        links = self.lexicon.words["nameLink"]
        return next((words[at - 1] for at, word in enumerate(words) if at and word in links), words[-1])

    def _is_other(self, draft: Draft, phrase: Phrase, stem: str) -> bool:
        """The interior ministry is no Foreign Ministry, the district court no Supreme Court."""
        tree = self.tree
        if is_another(tree, self.lexicon, self.walk, phrase, draft):
            return True
        if any(all(name not in words for words in draft.words()) for name in self._names(phrase)):
            return True
        limits = set(qualifiers(tree, phrase, self.lexicon))
        if phrase.complement is not None and phrase.complement in self.walk.owners:
            limits.discard(tree.lemmas[phrase.complement].lower())  # the government of Chad
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
        owners, ties = self.walk.owners, ties_of(self.tree, self.walk, phrase)
        return {plain(self.tree.words[token]) for token in phrase.named if owners.get(token) not in ties}

    def _is_elsewhere(self, draft: Draft, states: set[str | None]) -> bool:
        """Whether a body is of none of these states, but of another: Mali's army chief is not of the Chadian army."""
        if not states:
            return False
        theirs = {tie.gazetteer for tie in draft.ties if tie.cls == "State"}
        theirs |= {draft.organ.state} if draft.organ is not None else set()
        theirs |= {state for name in draft.names if (state := state_in(name, self.lexicon)) is not None}
        return bool(theirs) and not states & theirs

    def _heads(self, words: list[str]) -> set[str]:
        """The words of a name that may head it: Supreme Court of Cassation, Flag Project."""
        links = self.lexicon.words["nameLink"]
        return {word for at, word in enumerate(words) if at in (0, len(words) - 1) or words[at + 1] in links}


def _is_of_person(draft: Draft) -> bool:
    """Whether a body is named after its head: the Monti government is not any government."""
    return not draft.names and any(tie.cls not in ("State", "Place", "Alliance") for tie in draft.ties)
