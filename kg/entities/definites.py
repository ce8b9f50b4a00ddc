"""Whom a definite noun phrase stands for, of those that are named: the president, the country, the court."""

from kg.entities.drafts import BODIES, Draft
from kg.entities.phrases import Phrase, is_of_speaker, qualifiers, shown_gender
from kg.entities.pronouns import Walk
from kg.entities.rivals import is_another
from kg.entities.salience import REAL_SUBJECTS, Test, clauses_above, subject_of
from kg.entities.spelling import plain
from kg.entities.ties import possessor_of, ties_of
from kg.gazetteer import Gender, Lexicon
from kg.model import Mention
from kg.predications.walks import conjuncts, office_taker
from kg.trees import Tree

_FAR = 1000
_NEAR = 2


class Definites:
    """Finds them among ``named``, which whoever walks through the article adds to."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: Walk, named: list[Draft]) -> None:
        self.tree, self.lexicon, self.walk, self._named = tree, lexicon, walk, named
        self._strong = lexicon.words["deputizing"] | {pair.split()[0] for pair in lexicon.words["inseparable"]}

    def find(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """Who was named or spoken of so; None where the phrase does not say that one is meant, or nobody fits."""
        if mention.cls == "Person" and phrase.reach == "bare" and (found := self._in_headline(phrase)) is not None:
            return found
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

    def _person(self, phrase: Phrase) -> Draft | None:
        """By title, then by a noun of no office for whoever is spoken of."""
        gender, ties = shown_gender(self.tree, phrase, self.lexicon), ties_of(self.tree, self.walk, phrase)
        own = possessor_of(self.tree, self.walk, phrase)
        if (own is not None and own.cls == "Person") or is_of_speaker(self.tree, phrase, self.lexicon):
            return None

        wanted = qualifiers(self.tree, phrase, self.lexicon)

        def by_role(draft: Draft) -> bool:
            if self._is_replaced(draft, phrase) and len(self._holders(phrase, gender)) > 1:
                return False  # nobody calls her the president after he came
            if draft.cls != "Person" or draft.plural or not self._has_role(draft, phrase, wanted):
                return False
            if self._names_others(draft, phrase):
                return False
            return (not draft.gender or not gender or draft.gender == gender) and (not ties or bool(ties & draft.ties))

        found = self._former(phrase, gender) or self.walk.salience.holder(phrase.head, by_role)
        if found is not None:
            return found
        later = [draft for draft in self._named if by_role(draft)]
        only = later[0] if len(later) == 1 else self._leader(phrase, ties, gender)
        if ties or phrase.complement is not None:
            return only
        if phrase.modifiers and not self.lexicon.word("generic", phrase.noun) and not self._is_office(phrase):
            return only
        return self._spoken_of(phrase, gender) or only or self._untitled(phrase, ties)

    def _former(self, phrase: Phrase, gender: Gender) -> Draft | None:
        """The former president: of those who were said to be president the one who was followed, else the first of two.

        Not where somebody was called the former president already.
        """
        if not phrase.modifiers & self.lexicon.words["formerly"] or not self.lexicon.word("office", phrase.noun):
            return None
        holders = self._holders(phrase, gender)
        if any(draft.roles[phrase.noun] & phrase.modifiers for draft in holders):
            return None
        replaced = [draft for draft in holders if self._is_replaced(draft, phrase)]
        sentences = {self.tree.sentence_of[draft.born] for draft in holders}
        two = len(holders) == len(sentences) == 2 and holders[0].ties == holders[1].ties
        found = replaced or (holders[:1] if two else [])
        return found[0] if len(found) == 1 else None

    def _holders(self, phrase: Phrase, gender: Gender) -> list[Draft]:
        """Who was said to have an office, in the order in which they came in."""
        ties = ties_of(self.tree, self.walk, phrase)
        found = [draft for draft in self.walk.salience.counts if draft.cls == "Person" and phrase.noun in draft.roles]
        found = [draft for draft in found if not gender or draft.gender in ("", gender)]
        return sorted((draft for draft in found if not ties or ties & draft.ties), key=lambda draft: draft.born)

    def _is_replaced(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether somebody follows another in the office by the words before: who succeeded her, her successor."""
        tree = self.tree
        for at in (each.head for each in draft.mentions if each.head < phrase.head):
            above = tree.heads[at]
            if not self.lexicon.word("replacing", tree.lemmas[above].lower()):
                continue
            if tree.deps[at] in ("dobj", "nsubjpass") and tree.tags[above] in ("VBD", "VBN"):
                return True
            owner = self.walk.owners.get(above)
            told = office_taker(tree, self.lexicon.words, above) is not None or (owner is not None and owner.named)
            if tree.deps[at] == "poss" and told:
                return True
        return False

    def _is_headed(self, phrase: Phrase) -> bool:
        return self.tree.sentences[self.tree.sentence_of[phrase.head]].kind == "headline"

    def _in_headline(self, phrase: Phrase) -> Draft | None:
        """Former minister goes on trial: the only one that the article names who has that role."""
        if phrase.plural or not self._is_headed(phrase):
            return None
        ties, wanted = ties_of(self.tree, self.walk, phrase), qualifiers(self.tree, phrase, self.lexicon)
        named = [each for each in self._named if each.cls == "Person" and self._has_role(each, phrase, wanted)]
        only = named[0] if len(named) == 1 and not self._names_others(named[0], phrase) else None
        if only is not None and (not ties or ties & only.ties or self._is_from_one(phrase, only)):
            return only
        return self._leader(phrase, ties, "") if not named else None

    def _is_from_one(self, phrase: Phrase, draft: Draft) -> bool:
        """A Sri Lankan tycoon: the only one that the article names, whom it says to be of no other state."""
        return not self.lexicon.word("office", phrase.noun) and all(tie.cls != "State" for tie in draft.ties)

    def _leader(self, phrase: Phrase, ties: set[Draft], gender: Gender) -> Draft | None:
        """The Norvik boss, the Finnish leader: the only one told to have the highest office of that body or state."""
        lexicon, others = self.lexicon, len(phrase.modifiers) > len(phrase.named)
        if not ties or others or not lexicon.word("topNoun", phrase.noun):
            return None
        bodies = any(tie.cls in BODIES for tie in ties)

        def leads(draft: Draft) -> bool:
            if draft.cls != "Person" or not ties & draft.ties or (gender and draft.gender not in ("", gender)):
                return False
            own = bodies or not any(tie.cls in BODIES for tie in draft.ties)  # no president of a Finnish union
            names = {word.lower() for tie in draft.ties for name in tie.names for word in name.split()}
            return own and any(self._is_top(role, which - names) for role, which in draft.roles.items())

        found = [draft for draft in self._named if leads(draft)]
        return found[0] if len(found) == 1 else None

    def _is_top(self, role: str, which: frozenset[str]) -> bool:
        """Whether an office is the highest: the prime minister, no vice president and no party chairman."""
        which -= {"chief"} if role == "ceo" else set()
        return len(which) < 2 and self.lexicon.word("topOffice", " ".join((*which, role)))

    def _names_others(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether a phrase names who or what was not told of somebody: the Norvik CEO is not Lind, the CEO of Acme."""
        tree, lexicon, owners = self.tree, self.lexicon, self.walk.owners
        told = {plain(word) for text in (*draft.phrases, *draft.names) for word in text.split()}

        def is_other(token: int) -> bool:
            owner, word = owners.get(token), tree.words[token].lower()
            if owner is not None:
                return owner.cls == "Person" and owner is not draft and owner not in draft.ties
            if tree.tags[token] not in ("NNP", "NNPS") or plain(word) in told or word in tree.small:
                return False
            return not (lexicon.word("portfolio", word) or lexicon.word("formerly", word) or word in lexicon.nouns)

        return any(is_other(token) for token in phrase.named)

    def _spoken_of(self, phrase: Phrase, gender: Gender) -> Draft | None:
        """Who was spoken of just before, else most, and may be called by a noun that names no office of theirs."""
        lexicon, salience = self.lexicon, self.walk.salience
        above = self._subjects_above(phrase.head)

        def in_question(draft: Draft) -> bool:
            if draft.cls != "Person" or draft.plural or not draft.named or draft in above:
                return False
            if gender and draft.gender and draft.gender != gender:
                return False
            if lexicon.word("generic", phrase.noun):
                return all(self._befell(draft, kid) for kid in self.tree.children(phrase.head, "amod"))
            told = all(lexicon.word("generic", role) for role in draft.roles) and not self._leads_a_body(draft)
            return lexicon.word("office", phrase.noun) and told

        sentence = self.tree.sentences[self.tree.sentence_of[phrase.head]].first
        found = salience.prominent(sentence, _NEAR, in_question)
        topic = salience.topic(lambda draft: draft.cls == "Person" and draft.named)
        if found is None or (topic is not None and topic is not found and salience.counts[topic] > 2):
            return topic if topic is not None and in_question(topic) else found
        return found

    def _leads_a_body(self, draft: Draft) -> bool:
        """A union leader is no mayor; the Finnish leader may be the president."""
        told = any(len(text.split()) > 1 for text in draft.phrases) and bool(draft.roles)
        return told and not any(tie.cls == "State" for tie in draft.ties)

    def _befell(self, draft: Draft, adjective: int) -> bool:
        """The captured man is who was captured; the tall man may be anybody."""
        tree = self.tree
        if tree.tags[adjective] not in ("VBN", "VBD"):
            return True
        verbs = (tree.lemmas[tree.heads[mention.head]].lower() for mention in draft.mentions)
        lemma = tree.lemmas[adjective].lower()
        return lemma in self.lexicon.words["incriminating"] or lemma in verbs

    def _has_role(self, draft: Draft, phrase: Phrase, wanted: frozenset[str]) -> bool:
        """Whether it holds this office: "the secretary" is the Defense Secretary, "the president" no vice president.

        Nor is "the minister" the prime minister; "the former minister" may be a former defence minister.
        """
        held = draft.roles.get(phrase.noun)
        if held is None:
            return False
        strong = self._strong
        fields, field = held - strong, wanted - strong
        return (held & strong) == (wanted & strong) and (not fields or not field or fields == field)

    def _is_office(self, phrase: Phrase) -> bool:
        return all(self.lexicon.word("portfolio", word) for word in phrase.modifiers)

    def _subjects_above(self, token: int) -> set[Draft]:
        """Anna Berg said that the minister was tired: she would be "she"; so two guards, Anna Berg and Oscar Lind."""
        tree = self.tree
        found = (subject_of(tree, verb) for verb in clauses_above(tree, token))
        subjects = [subject for subject in found if subject is not None and subject != token]
        named = [name for subject in subjects for name in tree.children(subject, "appos")]
        several = (each for first in (*subjects, *named) for each in conjuncts(tree, first))
        owners = (self.walk.owners.get(each) for each in several)
        return {draft for draft in owners if draft is not None}

    def _untitled(self, phrase: Phrase, ties: set[Draft]) -> Draft | None:
        """Where one title lacks a person and one person a title, they belong together."""
        if ties or not phrase.modifiers or not self._is_office(phrase):
            return None
        people = [draft for draft in self._named if draft.cls == "Person" and not draft.roles]
        return people[0] if len(people) == 1 and len(people[0].mentions) > 1 else None

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
        if phrase.complement is not None or phrase.named:
            return None
        salience, noun, lexicon = self.walk.salience, phrase.noun, self.lexicon
        if noun in lexicon.words["capitalNoun"]:
            own = possessor_of(self.tree, self.walk, phrase) or salience.topic(lambda draft: draft.cls == "State")
            city = lexicon.capitals.get(own.gazetteer or "") if own is not None else None
            return next((draft for draft in self._named if draft.gazetteer == city), None) if city else None

        def bears(draft: Draft) -> bool:
            body = draft.cls in BODIES and any(words[-1:] == [noun] for words in draft.words())  # the Grand Hotel said
            place = draft.cls == "Place" and (noun in draft.roles or any(noun in words for words in draft.words()))
            return body or place

        found = salience.latest(phrase.head, _FAR, bears)
        if found is None and lexicon.word("town", noun) and not (phrase.modifiers or self._is_placed(phrase)):
            return salience.town(phrase.head, _NEAR, lexicon.regions)
        return found

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
        acting = self._acting(phrase.head)

        def bears(draft: Draft) -> bool:
            if (
                draft is acting
                or draft.cls not in BODIES
                or (ties and not ties & draft.ties)
                or self._is_other(draft, phrase, stem)
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
        if self._is_headed(phrase):
            later = [draft for draft in self._named if bears(draft)]
            if len(later) == 1:
                return later[0]
        if cls in ("Alliance", "Party", "MediaOutlet") and phrase.complement is None:
            own = (
                possessor_of(self.tree, self.walk, phrase) if cls == "Alliance" else None
            )  # whose coalition fell: no European Union

            def is_theirs(draft: Draft) -> bool:
                known = draft.cls == cls and draft.named and draft is not acting
                return known and (own is None or own in draft.ties or draft in own.ties)

            return salience.latest(phrase.head, _FAR, is_theirs)
        if not self.lexicon.word("generic", noun) or phrase.complement is not None:
            return None
        of_people = any(self.lexicon.nouns.get(word) == "Person" for word in phrase.modifiers)  # the terrorist group
        private = of_people or self.lexicon.word("commercial", noun) or self.lexicon.word("irregular", noun)
        official = self.lexicon.word("official", noun)

        def is_spoken_of(draft: Draft) -> bool:
            known = draft.cls == "Organization" and draft.named and draft is not acting
            organ = draft.organ is not None and not official
            other = organ or self._is_headed_by(draft, "seated") or (private and self._is_public(draft))
            return known and not other

        above = self._subjects_above(phrase.head)  # the bank accused the company: of itself it would say "itself"

        def is_other(draft: Draft) -> bool:
            return is_spoken_of(draft) and draft not in above

        return self._of_whom_told(salience.latest(phrase.head, _NEAR, is_other), phrase.head, is_other)

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
        return self.walk.owners.get(subject) if subject is not None else None

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

    def _heads(self, words: list[str]) -> set[str]:
        """The words of a name that may head it: Supreme Court of Cassation, Flag Project."""
        links = self.lexicon.words["nameLink"]
        return {word for at, word in enumerate(words) if at in (0, len(words) - 1) or words[at + 1] in links}


def _is_of_person(draft: Draft) -> bool:
    """Whether a body is named after its head: the Monti government is not any government."""
    return not draft.names and any(tie.cls not in ("State", "Place", "Alliance") for tie in draft.ties)
