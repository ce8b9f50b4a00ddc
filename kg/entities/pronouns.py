"""Whom a personal or possessive pronoun stands for."""

from collections.abc import Sequence
from typing import Protocol

from kg.entities.accused import SpeechVerbs, find_accused
from kg.entities.drafts import Draft
from kg.entities.phrases import word_gender
from kg.entities.returning import Returning
from kg.entities.salience import REAL_SUBJECTS, Salience, Seen, Test, clauses_above, subject_of
from kg.entities.several import Several
from kg.entities.speaking import Speaking, may_be
from kg.gazetteer import Lexicon
from kg.mentions.states import is_one_of
from kg.model import Mention
from kg.predications.walks import antecedent, office_taker
from kg.quotes import Quote, quote_at
from kg.trees import Tree

_REACH = 3
"""How many sentences back somebody is looked for."""


class Walk(Protocol):
    """What resolving needs of the walk through an article."""

    owners: dict[int, Draft]
    salience: Salience

    def settle(self, mention: Mention, draft: Draft) -> None:
        """Say that a nominal or pronoun stands for an entity."""


class Pronouns:
    """Resolves the pronouns of one article."""

    def __init__(
        self,
        tree: Tree,
        lexicon: Lexicon,
        walk: Walk,
        *,
        quotes: Sequence[Quote],
        verbs: SpeechVerbs,
    ) -> None:
        self.tree, self.lexicon, self.walk = tree, lexicon, walk
        self.quotes, self.verbs = quotes, verbs
        self.several = Several(tree, lexicon, walk, verbs.telling | verbs.addressing | verbs.denying)
        self._returning = Returning(tree, lexicon, walk, verbs.telling)
        self._speaking = Speaking(tree, lexicon, walk, quotes, verbs.telling)

    def resolve(self, mention: Mention) -> None:
        """Find the antecedent of a third-person pronoun; the others are left to whoever knows the speaker."""
        word = self.tree.words[mention.head].lower()
        draft = None
        if mention.cls == "Person":
            gender = word_gender(word, self.lexicon)
            draft = self._conjoined(mention.head, lambda item: may_be(item, gender))
            draft = draft or self._find(mention.head, lambda item: may_be(item, gender))
            if draft is not None and not draft.gender:
                draft.gender = gender
        elif mention.cls == "Group":
            draft = None if self._are_several(mention.head) else self._plural(mention.head)
        elif mention.cls == "Organization" and not self._is_empty(mention.head):
            draft = self._conjoined(mention.head, _is_thing) or self._thing(mention.head)
        if draft is not None:
            self.walk.settle(mention, draft)

    def _conjoined(self, token: int, test: Test) -> Draft | None:
        """Norland accused Sudmark and [its] president: whoever stands before the "and", not who does it."""
        tree, noun = self.tree, self.tree.heads[token]
        first = tree.heads[noun]
        joined = tree.deps[token] == "poss" and tree.deps[noun] == "conj" and tree.left[noun] == token
        if not joined or tree.tags[token - 1] != "CC" or not first < token - 1:
            return None
        draft = self.walk.owners.get(first)
        return draft if draft is not None and test(draft) else None

    def _accused(self, token: int, test: Test) -> Draft | None:
        """Who of those that are accused or told passes a test."""
        owned = (self.walk.owners.get(each) for each in find_accused(self.tree, self.lexicon, self.verbs, token))
        return next((draft for draft in owned if draft is not None and test(draft)), None)

    def _viewer(self, token: int, test: Test) -> Draft | None:
        """The clerk was fired by the mayor over what [he] called a plot: in the eyes of who did it for that.

        The mayor asked the clerk to explain what [he] called a plot: of who asks.
        """
        tree, clause = self.tree, self.tree.heads[token]
        free = any(tree.words[kid].lower() == "what" for kid in tree.kids[clause] if kid < token)
        if tree.deps[token] != "nsubj" or not free:
            return None
        verb = tree.heads[clause]
        verb = tree.heads[verb] if tree.deps[verb] == "prep" else verb
        viewers = [kid for by in tree.children(verb, "agent") for kid in tree.children(by, "pobj")]
        asking = subject_of(tree, tree.heads[verb]) if self._controller(verb) is not None else None
        viewers += [] if asking is None else [asking]
        owned = (self.walk.owners.get(viewer) for viewer in viewers if viewer < token)
        return next((draft for draft in owned if draft is not None and test(draft)), None)

    def _find(self, token: int, test: Test) -> Draft | None:
        """Subjects of the clauses above, then who else stands in the sentence, then the sentences before."""
        accused = self._accused(token, test) or self._viewer(token, test)
        if accused is not None:
            return accused
        banned = self._banned(token) | self._speaking.named_by(token)
        for subject in self._subjects_above(token):
            draft = self.walk.owners.get(subject)
            if draft is not None and draft not in banned and test(draft):
                return draft
        sentence = self.tree.sentence_of[token]
        salience = self.walk.salience
        here = [seen for seen in self._here(token) if seen.draft not in banned and test(seen.draft)]
        before = salience.prominent(
            self.tree.sentences[sentence].first, _REACH, lambda item: item not in banned and test(item)
        )
        before = self._returning.find(token, before, lambda item: item not in banned and test(item)) or before
        subjects = [seen for seen in here if seen.subject]
        vague = before is None or (not before.named and not before.gender and any(seen.draft.named for seen in here))
        if subjects or (here and (vague or not self._is_main(token))):
            again = [seen for seen in here if self.tree.tags[seen.token] == "PRP$"]  # his aide, whom Berg knew, hit him
            return (again or subjects or here)[-1].draft
        return before or salience.topic(lambda item: item not in banned and test(item))

    def _here(self, token: int) -> list[Seen]:
        """The mentions before a pronoun in its sentence; of "We asked the court," said its director, not the court."""
        seen = self.walk.salience.in_sentence(self.tree.sentence_of[token], token)
        if not self.quotes or quote_at(self.quotes, token) is not None:
            return seen
        return [each for each in seen if quote_at(self.quotes, each.token) is None]

    def _subjects_above(self, token: int) -> list[int]:
        """The subjects of the clauses that a pronoun stands in, innermost first, its own phrase left out."""
        found, telling = [], self._is_told_aside(token)
        for verb in clauses_above(self.tree, token):
            subject = subject_of(self.tree, verb)
            if subject is None and not telling:
                subject = self._controller(verb)
            if subject is not None and not self.tree.left[subject] <= token < self.tree.right[subject]:
                found.append(antecedent(self.tree, subject))
        return found

    def _is_told_aside(self, token: int) -> bool:
        """Accused the club of paying men who [it] says stole: it is the accuser that says so, not whoever paid."""
        tree, verb = self.tree, self.tree.heads[token]
        aside = tree.deps[token] == "nsubj" and tree.deps[verb] == "relcl" and tree.child(verb, "ccomp") is not None
        return aside and tree.lemmas[verb].lower() in self.verbs.telling

    def _controller(self, verb: int) -> int | None:
        """Who is to act in ``press the army to end its attacks``, acts in ``accused the army of selling its gas``."""
        tree, above = self.tree, self.tree.heads[verb]
        if tree.deps[verb] == "pcomp" and self.lexicon.word("blaming", tree.words[above].lower()):
            return tree.child(tree.heads[above], "dobj", "dative")
        return tree.child(above, "dobj", "dative") if tree.deps[verb] == "xcomp" and above != verb else None

    def _is_main(self, token: int) -> bool:
        """Whether a pronoun is the subject of its sentence."""
        verb = self.tree.heads[token]
        return self.tree.deps[token] in ("nsubj", "nsubjpass") and self.tree.heads[verb] == verb

    def _is_object(self, token: int) -> bool:
        return self.tree.deps[token] in ("dobj", "dative", "pobj")

    def _banned(self, token: int) -> set[Draft]:
        """Who cannot be meant: the subject beside an object (accused him), and who is quoted with these words."""
        tree = self.tree
        subjects = [
            *self._speaking.quoting(token),
            *self._asking(token),
            *self._told_of(token),
            *self._following(token),
        ]
        if self._is_object(token) and tree.tags[token] != "PRP$" and not tree.words[token].endswith(("self", "selves")):
            verb = next(clauses_above(tree, token), None)
            subject = subject_of(tree, verb) if verb is not None else None
            if subject is None and verb is not None and tree.deps[verb] == "advcl" and tree.tags[verb] == "VBG":
                subject = subject_of(tree, tree.heads[verb])  # accusing it of theft, Norland left
            if subject is not None:
                subjects.append(antecedent(tree, subject))
        around = self._spoken_of(token)
        if around is not None:
            subjects.append(around)
        banned = {self.walk.owners[subject] for subject in subjects if subject in self.walk.owners}
        speaker = self._speaking.speaker(token)
        return banned if speaker is None else banned | {speaker}

    def _told_of(self, token: int) -> list[int]:
        """The nurse, who he said was there: not the nurse."""
        tree, verb = self.tree, self.tree.heads[token]
        return [tree.heads[verb]] if tree.deps[token] == "nsubj" and tree.deps[verb] == "relcl" else []

    def _following(self, token: int) -> list[int]:
        """The judge was sworn in as [her] successor: not the judge's own."""
        noun, words = self.tree.heads[token], self.lexicon.words
        taker = office_taker(self.tree, words, noun) if self.tree.deps[token] == "poss" else None
        return [] if taker is None or not self.lexicon.word("replacing", self.tree.lemmas[noun].lower()) else [taker]

    def _asking(self, token: int) -> list[int]:
        """Asked by a guard whether he knew, he said yes: not the guard."""
        tree = self.tree
        above = list(clauses_above(tree, token))
        verbs = (verb for at in above for verb in (at, *tree.children(at, "advcl")) if tree.deps[verb] == "advcl")
        links = (link for verb in verbs if tree.tags[verb] == "VBN" for link in tree.children(verb, "agent"))
        return [actor for link in links if link < token for actor in tree.children(link, "pobj")]

    def _spoken_of(self, token: int) -> int | None:
        """The driver, she added, had fled; a driver who, she added: the parted subject is somebody else."""
        tree, cue = self.tree, self.tree.heads[token]
        if tree.deps[token] != "nsubj" or tree.deps[cue] != "parataxis" or tree.words[token - 1] != ",":
            return None
        subject = subject_of(tree, tree.heads[cue])
        return antecedent(tree, subject) if subject is not None and subject < token < cue < tree.heads[cue] else None

    def _is_inserted(self, token: int) -> bool:
        """The money, [it] said, was lost: whoever said so was spoken of before."""
        tree, verb = self.tree, self.tree.heads[token]
        inserted = tree.deps[token] == "nsubj" and tree.deps[verb] == "parataxis" and verb < tree.heads[verb]
        return inserted and tree.lemmas[verb].lower() in self.verbs.telling

    def _are_several(self, token: int) -> bool:
        """They: Mali and Chad, both of them."""
        above, accused = self._subjects_above(token), find_accused(self.tree, self.lexicon, self.verbs, token)
        return bool(self.several.find(token, above, self._banned(token), accused=accused))

    def _plural(self, token: int) -> Draft | None:
        """They: a group, else a body of people that is the subject above. One of them: of those who were counted."""
        counted = self._find_recent(token, _is_counted) if self._is_part(token) else None
        found = counted or self._accused(token, lambda draft: _is_plural(draft) or _is_body(draft))
        found = found or self._find_recent(token, _is_plural)
        if found is not None:
            return found
        subjects = (self.walk.owners.get(subject) for subject in self._subjects_above(token))
        return next((draft for draft in subjects if draft is not None and _is_body(draft)), None)

    def _is_part(self, token: int) -> bool:
        """One of them, many of whom."""
        link = self.tree.heads[token]
        whole = self.tree.words[link].lower() == "of" and self.tree.deps[token] == "pobj"
        return whole and self.tree.tags[self.tree.heads[link]] in ("CD", "DT", "JJ", "JJS", "JJR")

    def _thing(self, token: int) -> Draft | None:
        """It: a body, state or place that is the subject above or just before; a thing in between wins.

        Iran said that Iraq had accused it: not Iraq. Of its embassy it is a state.
        """
        noun = self.tree.heads[token]
        if self.tree.tags[token] == "PRP$" and is_one_of(self.tree, noun, self.lexicon.words["ofState"]):
            state = self._find_recent(token, lambda draft: draft.cls == "State")
            if state is not None:
                return state
        accused = self._accused(token, _may_be_thing) or self._viewer(token, _is_thing)
        if accused is not None:
            return accused
        addressed = self.tree.lemmas[self.tree.heads[token]].lower() in self.verbs.addressing
        banned = self._banned(token) if addressed else set()
        for subject in self._subjects_above(token):
            draft = self.walk.owners.get(subject)
            if draft is not None:
                if _is_thing(draft) and draft not in banned:
                    return draft
            elif self._is_inserted(token):
                continue
            elif self.tree.pos[subject] == "NOUN" and subject < token:
                return None  # not: its chairman left, a spokeswoman said
        found = self._find_recent(token, _is_thing, subjects_only=self._is_main(token))
        return None if found is not None and self._is_doubtful(token, found) else found

    def _is_doubtful(self, token: int, found: Draft) -> bool:
        """The party made a charge that the court rejects. [Its] head: of either; but of the party that said so."""
        tree, noun = self.tree, self.tree.heads[token]
        if tree.tags[token] != "PRP$" or self.lexicon.nouns.get(tree.lemmas[noun].lower()) != "Person":
            return False
        last = next(self.walk.salience.before(tree.sentences[tree.sentence_of[token]].first, 1), None)
        line = self.walk.salience.in_sentence(last.sentence, token) if last is not None else []
        own = [seen for seen in line if seen.subject and seen.draft is found]
        others = [seen for seen in line if seen.subject and _is_thing(seen.draft) and seen.draft is not found]
        speaks = any(tree.lemmas[tree.heads[seen.token]].lower() in self.verbs.telling for seen in own)
        return bool(own) and not speaks and any(self._is_told_of_object(seen.token) for seen in others)

    def _is_told_of_object(self, subject: int) -> bool:
        """Made a charge that the court rejects: whether a clause tells of what the verb before it is about."""
        tree, verb = self.tree, self.tree.heads[subject]
        above = tree.heads[verb]
        told = tree.deps[verb] in ("relcl", "acl") and tree.deps[above] not in REAL_SUBJECTS
        free = any(tree.tags[kid] == "WP" for kid in tree.kids[verb]) and tree.deps[verb] in ("ccomp", "pcomp")
        return told or free

    def _find_recent(self, token: int, test: Test, *, subjects_only: bool = False) -> Draft | None:
        banned = self._banned(token)
        sentence = self.tree.sentence_of[token]
        salience = self.walk.salience
        for subject in self._subjects_above(token):
            draft = self.walk.owners.get(subject)
            if draft is not None and draft not in banned and test(draft):
                return draft
        here = [seen for seen in self._here(token) if seen.draft not in banned and test(seen.draft)]
        subjects = [seen for seen in here if seen.subject]
        first = self.tree.sentences[sentence].first
        if here and not subjects and self._is_speakers(token):
            told = salience.prominent(first, 1, lambda item: item not in banned and test(item), subjects_only=True)
            if told is not None:
                return told
        if subjects or (here and not subjects_only):
            return (subjects or here)[-1].draft
        here_other = not self._is_inserted(token) and self._other_subject(sentence, token)
        if here_other or self._other_subject(sentence - 1, token):
            return None
        return salience.prominent(first, 1, lambda item: item not in banned and test(item), subjects_only=subjects_only)

    def _is_speakers(self, token: int) -> bool:
        """The fault lay with Manila, [its] spokesman said: of whoever spoke before, more likely than of Manila."""
        tree, noun = self.tree, self.tree.heads[token]
        verb = tree.heads[noun]
        told = (
            tree.deps[token] == "poss"
            and tree.deps[noun] == "nsubj"
            and tree.lemmas[verb].lower() in self.verbs.telling
        )
        clause = tree.child(verb, "ccomp") if told else None
        return clause is not None and clause < token

    def _other_subject(self, sentence: int, pronoun: int) -> bool:
        """Whether a sentence is about something that is no entity; of the number of the pronoun."""
        if sentence < 0:
            return False
        tree, span = self.tree, self.tree.sentences[sentence]
        for token in range(span.first, span.last):
            if tree.heads[token] == token:
                subject = tree.child(token, "nsubj", "nsubjpass")
                if subject is None or subject >= pronoun or subject in self.walk.owners:
                    return False
                one = tree.words[pronoun].lower().startswith("it")
                alike = one == (tree.tags[subject] == "NN")
                return tree.tags[subject] == "DT" or (tree.pos[subject] == "NOUN" and alike)
        return False

    def _is_empty(self, token: int) -> bool:
        """``It is unacceptable that``, ``denied it``: no antecedent, or none that acts; but who is warned does."""
        tree = self.tree
        if tree.deps[token] == "expl":
            return True
        verb = tree.heads[token]
        lemma = tree.lemmas[verb].lower()
        if tree.deps[token] == "dobj" and lemma in self.verbs.telling and lemma not in self.verbs.addressing:
            beside = (tree.lemmas[kid].lower() for kid in tree.children(verb, "prep"))
            links = ("attending", "receiving")  # denied it on Monday, denied it to reporters
            told = all(any(self.lexicon.word(name, link) for name in links) for link in beside)
            return told and tree.child(verb, "ccomp", "xcomp") is None
        return tree.deps[token] == "nsubj" and tree.lemmas[verb] == "be"


def _is_plural(draft: Draft) -> bool:
    return draft.cls == "Group"


def _is_counted(draft: Draft) -> bool:
    return draft.cls == "Group" and draft.number is not None


def _is_body(draft: Draft) -> bool:
    return draft.cls not in ("Person", "Place", "Group", "State", None)


def _may_be_thing(draft: Draft) -> bool:
    """What is accused is no mere place, whatever the name looks like."""
    return draft.cls not in ("Person", "Group") and not draft.plural


def _is_thing(draft: Draft) -> bool:
    return draft.cls not in ("Person", "Group", "Place", None) and not draft.plural
