"""Whom a definite noun phrase for a person stands for: the president, the former minister, the general."""

from kg.entities.drafts import BODIES, Draft
from kg.entities.phrases import Phrase, is_of_speaker, qualifiers, read_phrase, shown_gender
from kg.entities.pronouns import Walk
from kg.entities.salience import clauses_above, subject_of
from kg.entities.spelling import plain
from kg.entities.ties import possessor_of, ties_of
from kg.gazetteer import Gender, Lexicon
from kg.mentions.classes import has_age
from kg.predications.walks import antecedent, conjuncts, is_settled, office_taker
from kg.trees import Tree

_NEAR = 2


class Persons:
    """Finds them among ``named``, which whoever walks through the article adds to."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: Walk, named: list[Draft]) -> None:
        self.tree, self.lexicon, self.walk, self._named = tree, lexicon, walk, named
        self._strong = lexicon.words["deputizing"] | {pair.split()[0] for pair in lexicon.words["inseparable"]}

    def find(self, phrase: Phrase) -> Draft | None:
        """Who was named or spoken of so: by title, then by a noun of no office; None where nobody fits."""
        gender, ties = shown_gender(self.tree, phrase, self.lexicon), ties_of(self.tree, self.walk, phrase)
        own = possessor_of(self.tree, self.walk, phrase)
        if (own is not None and own.cls == "Person") or is_of_speaker(self.tree, phrase, self.lexicon):
            return None

        wanted = qualifiers(self.tree, phrase, self.lexicon)

        def by_role(draft: Draft) -> bool:
            if self._is_replaced(draft, phrase):
                return False  # nobody calls her the president after he came
            if draft.cls != "Person" or draft.plural or not self._has_role(draft, phrase, wanted):
                return False
            if self._names_others(draft, phrase) or self._is_of_another(draft, phrase):
                return False
            return (not draft.gender or not gender or draft.gender == gender) and (not ties or bool(ties & draft.ties))

        found = self._former(phrase, gender) or self.walk.salience.holder(phrase.head, by_role)
        if found is not None:
            return found
        later = [draft for draft in self._named if by_role(draft)]
        only = later[0] if len(later) == 1 else self._leader(phrase, ties, gender)
        if ties or phrase.complement is not None or self.tree.child(phrase.head, "poss") is not None:
            return only  # demands honesty from our president: nobody who was just spoken of
        if phrase.modifiers and not self.lexicon.word("generic", phrase.noun) and not self._is_office(phrase):
            return only
        bodies = (self.lexicon.nouns.get(word, "") for word in phrase.modifiers)
        if any(cls == "Group" or self.lexicon.is_a(cls, "Organization") for cls in bodies):
            return only  # the opposition leader is no president who was just spoken of
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
        for head in (each.head for each in draft.mentions if each.head < phrase.head):
            at = tree.heads[head] if tree.deps[head] == "appos" else head  # the mayor, Anna Berg, was replaced
            above = tree.heads[at]
            if not self.lexicon.word("replacing", tree.lemmas[above].lower()) or self._is_elsewhere(above, phrase.noun):
                continue
            if tree.deps[at] in ("dobj", "nsubjpass") and tree.tags[above] in ("VBD", "VBN"):
                return is_settled(tree, self.lexicon.words, above)
            owner = self.walk.owners.get(above)
            told = office_taker(tree, self.lexicon.words, above) is not None or (owner is not None and owner.named)
            if tree.deps[at] == "poss" and told:
                return True
        return False

    def _is_elsewhere(self, replacing: int, office: str) -> bool:
        """Whether it is another office that somebody is followed in: the mayor was replaced as party chairman."""
        tree = self.tree
        links = (kid for kid in tree.children(replacing, "prep") if tree.words[kid].lower() == "as")
        named = [tree.lemmas[noun].lower() for link in links for noun in tree.children(link, "pobj")]
        return bool(named) and office not in (self.lexicon.synonyms.get(noun, noun) for noun in named)

    def in_headline(self, phrase: Phrase) -> Draft | None:
        """Former minister goes on trial: the only one that the article names who has that role."""
        if phrase.plural or not is_headed(self.tree, phrase):
            return None
        ties, wanted = ties_of(self.tree, self.walk, phrase), qualifiers(self.tree, phrase, self.lexicon)
        named = [each for each in self._named if each.cls == "Person" and self._has_role(each, phrase, wanted)]
        only = named[0] if len(named) == 1 and not self._names_others(named[0], phrase) else None
        if only is not None and (not ties or ties & only.ties or _tells(only, ties) or self._is_from_one(phrase, only)):
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

    def _is_of_another(self, draft: Draft, phrase: Phrase) -> bool:
        """Whether somebody is the same of something else: the director of the port is no director of the mine."""
        here = self._domain(phrase)
        if not here:
            return False
        told = [(each.head, *(item.head for item in each.descriptions)) for each in draft.mentions]
        phrases = (read_phrase(self.tree, head, self.lexicon) for heads in told for head in heads)
        known = [token for each in phrases if each.noun == phrase.noun for token in self._domain(each)]
        return bool(known) and not any(self._may_be_one(new, old) for new in here for old in known)

    def _domain(self, phrase: Phrase) -> list[int]:
        """The nouns for what an office is of: the head of the tax office, the mine director."""
        tree = self.tree
        tokens = [kid for kid in tree.children(phrase.head, "compound") if tree.tags[kid] in ("NN", "NNS")]
        return tokens if phrase.complement is None else [*tokens, phrase.complement]

    def _may_be_one(self, new: int, old: int) -> bool:
        """Whether a noun may stand for what an office was said to be of: the head of Acme is the head of the firm."""
        lemmas, owners = self.tree.lemmas, self.walk.owners
        cls, body = self.lexicon.nouns.get(lemmas[new].lower()), owners.get(old)
        if lemmas[new].lower() == lemmas[old].lower() or (body is not None and body is owners.get(new)):
            return True
        if cls is None or body is None or body.cls is None or not body.named or new in owners:
            return False
        return body.cls == cls or (body.cls != "State" and self.lexicon.is_a(body.cls, cls))

    def _spoken_of(self, phrase: Phrase, gender: Gender) -> Draft | None:
        """Who was spoken of just before, else most, and may be called by a noun that names no office of theirs."""
        lexicon, salience = self.lexicon, self.walk.salience
        above = subjects_above(self.tree, self.walk, phrase.head) | self._told_with_subject(phrase.head)

        def in_question(draft: Draft) -> bool:
            if draft.cls != "Person" or draft.plural or not draft.named or draft in above:
                return False
            if gender and draft.gender and draft.gender != gender:
                return False
            if lexicon.word("generic", phrase.noun):
                return all(self._befell(draft, kid) for kid in self.tree.children(phrase.head, "amod"))
            told = all(lexicon.word("generic", role) for role in draft.roles) and not self._leads_a_body(draft)
            former = bool(phrase.modifiers & lexicon.words["formerly"])
            return lexicon.word("office", phrase.noun) and told and (former or not self._is_aged(draft))

        sentence = self.tree.sentences[self.tree.sentence_of[phrase.head]].first
        found = salience.prominent(sentence, _NEAR, in_question)
        topic = salience.topic(lambda draft: draft.cls == "Person" and draft.named)
        if found is None or (topic is not None and topic is not found and salience.counts[topic] > 2):
            return topic if topic is not None and in_question(topic) else found
        return found

    def _told_with_subject(self, token: int) -> set[Draft]:
        """Who is named beside the subject of a clause: the paper Anna Berg owned accused the mayor, who is another."""
        tree = self.tree
        verb = next(clauses_above(tree, token), None)
        subject = subject_of(tree, verb) if verb is not None else None
        if subject is None or subject > token:
            return set()
        owners = (self.walk.owners.get(at) for at in range(tree.left[subject], min(tree.right[subject], token)))
        return {owner for owner in owners if owner is not None and owner.named}

    def _is_aged(self, draft: Draft) -> bool:
        """Ketut Putra, 52, an engineer: news tells the age of those who hold no office."""
        return any(has_age(self.tree, mention.last) for mention in draft.mentions)

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

    def _untitled(self, phrase: Phrase, ties: set[Draft]) -> Draft | None:
        """Where one title lacks a person and one person a title, they belong together."""
        if ties or not phrase.modifiers or not self._is_office(phrase):
            return None
        people = [draft for draft in self._named if draft.cls == "Person" and not draft.roles]
        only = people[0] if len(people) == 1 and len(people[0].mentions) > 1 else None
        return only if only is not None and not self._is_aged(only) else None


def _tells(draft: Draft, ties: set[Draft]) -> bool:
    """Whether all ties are unnamed and told of one: Opposition leader freed; Berg, the Serbian opposition leader."""
    told = {word.lower() for text in draft.phrases for word in text.split()}
    return all(not tie.named and tie.noun in told for tie in ties)


def is_headed(tree: Tree, phrase: Phrase) -> bool:
    """Whether a phrase stands in a headline."""
    return tree.sentences[tree.sentence_of[phrase.head]].kind == "headline"


def subjects_above(tree: Tree, walk: Walk, token: int) -> set[Draft]:
    """Anna Berg said that the minister was tired: she would be "she"; so two guards, Anna Berg and Oscar Lind."""
    found = (subject_of(tree, verb) for verb in clauses_above(tree, token))
    subjects = [antecedent(tree, subject) for subject in found if subject is not None and subject != token]
    named = [name for subject in subjects for name in tree.children(subject, "appos")]
    several = (each for first in (*subjects, *named) for each in conjuncts(tree, first))
    owners = (walk.owners.get(each) for each in several)
    return {draft for draft in owners if draft is not None}
