"""Whom a common noun phrase stands for: somebody named, somebody unnamed spoken of before, or somebody new."""

from collections.abc import Iterable, Iterator

from kg.entities.again import Told, is_same
from kg.entities.definites import Definites
from kg.entities.drafts import BODIES, Draft, split
from kg.entities.introduced import absorb, find_same, is_elsewhere, is_plain_definite
from kg.entities.items import Items
from kg.entities.organs import Organ, find_seats, organ_of_phrase
from kg.entities.phrases import (
    Phrase,
    is_in_compound,
    near,
    owners_of,
    qualifiers,
    read_phrase,
    shown_gender,
    written,
)
from kg.entities.pronouns import Walk
from kg.entities.rivals import is_another, owners_by_name, which_of
from kg.entities.ties import possessor_of, states_of, ties_of
from kg.gazetteer import Lexicon
from kg.model import Mention
from kg.predications.walks import COPULAS, antecedent, is_role, is_settled, office_taker
from kg.trees import Tree


class Antecedents:
    """Resolves the noun phrases of one article."""

    def __init__(self, tree: Tree, lexicon: Lexicon, walk: Walk) -> None:
        self.tree, self.lexicon, self.walk = tree, lexicon, walk
        self._by_noun: dict[tuple[str, bool], list[Draft]] = {}
        self._named: list[Draft] = []
        self._here: list[Draft] = []
        self._past: set[Draft] = set()
        self._items = Items(tree, {})
        self._definites = Definites(tree, lexicon, walk, self._here)
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
                    if item.end - item.first <= 8 and self.tree.tags[item.first] != "WP$":
                        draft.phrases.setdefault(" ".join(self.tree.slice(item.first, item.end).split()))

        self._here[:] = self._named
        self._items = Items(self.tree, self.walk.owners)

    def borders(self) -> list[int]:
        """The first tokens of the items, where the article is a digest."""
        return self._items.borders

    def begin(self, first: int, last: int) -> None:
        """Go on to another item of a digest, tokens ``first`` to ``last``: nobody was spoken of there."""
        inside = range(first, last)
        self._here[:] = (draft for draft in self._named if any(each.first in inside for each in draft.mentions))
        for key, line in self._by_noun.items():
            self._by_noun[key] = [draft for draft in line if draft.named]
            self._past.update(self._by_noun[key])

    def _add_role(self, draft: Draft, phrase: Phrase) -> None:
        which = qualifiers(self.tree, phrase, self.lexicon)
        if which or phrase.noun not in draft.roles:
            draft.roles[phrase.noun] = which

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
        phrase = read_phrase(tree, head, self.lexicon)
        taker = office_taker(tree, self.lexicon.words, head) if mention.cls == "Person" else None
        said = tree.deps[head] in ("attr", "oprd") or (
            mention.cls == "Person" and is_role(tree, self.lexicon.words, head)
        )
        if said or taker is not None:
            told = self._learn_told(phrase, taker)
            self._new(mention, phrase, note=False, told=told)
            return
        draft = self._bearer(phrase) or self._body(mention, phrase) or self._holder(mention, phrase)
        if draft is not None:
            self._past.discard(draft)
        draft = draft or self._definites.find(mention, phrase)
        if draft is None:
            draft = self._again(mention, phrase)
        if draft is None:
            self._new(mention, phrase)
            return
        if draft.named:
            draft.phrases.setdefault(written(tree, phrase))
            self._add_role(draft, phrase)
            draft.which |= which_of(tree, self.lexicon, phrase)
        else:
            self._merge(draft, phrase)
        self.walk.settle(mention, draft)

    def introduce(self, mention: Mention, draft: Draft) -> None:
        """The minister, Anna Berg, said: whoever was called a minister just before is she."""
        if draft.cls != "Person" or mention.kind != "name":
            return
        for item in mention.descriptions:
            phrase = read_phrase(self.tree, item.head, self.lexicon)
            beside = self.tree.deps[mention.head] == "appos" and self.tree.heads[mention.head] == item.head
            if not beside or not is_plain_definite(self.tree, self.lexicon, phrase):
                continue
            line = self._by_noun.get((phrase.noun, False), [])
            same = find_same(self.tree, phrase, draft, line)
            if same is not None and not is_elsewhere(self.tree, self.walk.owners, phrase, same):
                line.remove(same)
                self._add_role(draft, read_phrase(self.tree, same.head, self.lexicon))
                absorb(self.walk, draft, same)

    def _learn_told(self, phrase: Phrase, taker: int | None) -> bool:
        """Whether somebody named is told to be it, and is later called so: Lind is the mayor, was elected president."""
        tree, verb = self.tree, self.tree.heads[phrase.head]
        if taker is None:
            gives = tree.lemmas[verb] in COPULAS or self.lexicon.word("appointing", tree.lemmas[verb].lower())
            taker = tree.child(verb, "nsubj", "nsubjpass") if gives else None
        else:
            verb = tree.heads[verb]
        sure = is_settled(tree, self.lexicon.words, verb)
        draft = self.walk.owners.get(antecedent(tree, taker)) if taker is not None and sure else None
        if draft is None or not draft.named or draft.cls != "Person" or draft.plural or phrase.plural:
            return False
        self._add_role(draft, phrase)
        draft.ties |= ties_of(tree, self.walk, phrase)
        return True

    def _bearer(self, phrase: Phrase) -> Draft | None:
        """The name beside a noun of sort: the city of Gomel, the Lombardy region; not: the Iraqi, a Lusk newspaper."""
        if phrase.plural or phrase.reach == "single" or not self.lexicon.word("sort", phrase.noun):
            return None
        owners = self.walk.owners
        cls = self.lexicon.nouns.get(phrase.noun, "")
        beside = [
            token
            for token in phrase.named
            if token == phrase.head - 1 and (self.tree.tags[token] != "JJ" or cls == "MediaOutlet")
        ]
        if phrase.complement is not None and phrase.preposition is not None and cls in ("Place", "State"):
            beside.append(phrase.complement)
        for token in beside:
            draft = owners.get(token)
            if draft is not None and draft.named and draft.cls and self._same_kind(cls, draft.cls):
                return draft
            if draft is not None and self._reports_daily(phrase, draft):
                return draft
        return None

    def _reports_daily(self, phrase: Phrase, draft: Draft) -> bool:
        """The United Nations daily reported: no newspaper is called after an alliance, so it did that every day."""
        return self.lexicon.word("periodic", phrase.noun) and draft.gazetteer is not None and draft.cls == "Alliance"

    def _holder(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """The founder and CEO, founder and CEO Anna Berg: one person, if the second has no article."""
        tree, head, first = self.tree, phrase.head, self.tree.heads[phrase.head]
        if mention.cls != "Person" or phrase.plural:
            return None
        link, named = tree.child(head, "cc"), tree.child(head, "conj")
        if link is not None and named is not None:
            titled = self._is_holder(phrase.noun, tree.lemmas[link + 1].lower()) and head + 1 == link
            return self._person_at(named) if titled or self._has_both(phrase, link, named) else None
        beside = tree.child(first, "appos") if tree.deps[head] == "conj" else None
        if beside is not None and beside > head and phrase.reach == "bare" and self._is_titled(first, beside):
            return self._person_at(beside)
        one = tree.deps[head] == "conj" and tree.tags[first] in ("NN", "NNP") and tree.child(first, "nummod") is None
        if not one or phrase.reach != "bare" or not self._is_holder(tree.lemmas[first].lower(), phrase.noun):
            return None
        return self._person_at(first)

    def _is_titled(self, noun: int, name: int) -> bool:
        """Whether one person stands in commas behind two nouns: its prime minister and foreign minister, Anna Berg."""
        tree = self.tree
        single = tree.tags[noun] in ("NN", "NNP") and self.lexicon.nouns.get(tree.lemmas[noun].lower()) == "Person"
        alone = tree.child(name, "conj", "cc") is None and not _are_many(tree, tree.heads[noun])
        return single and alone and tree.words[tree.left[name] - 1] == ","

    def _has_both(self, phrase: Phrase, link: int, name: int) -> bool:
        """Norway's Deputy Premier and Foreign Minister Anna Berg: one person; not: its king and Premier Anna Berg."""
        tree = self.tree
        told = [
            kid for kid in tree.children(name, "compound", "nmod") if link < kid < name and tree.tags[kid][:2] == "NN"
        ]
        title = next((kid for kid in told if self.lexicon.nouns.get(tree.lemmas[kid].lower()) == "Person"), None)
        if title is None or tree.words[link].lower() != "and" or _are_many(tree, tree.heads[phrase.head]):
            return False
        owner = possessor_of(tree, self.walk, phrase)
        bodies = owner is not None and owner.named and owner.cls != "Person"
        apart = any(tree.child(each, "det") is not None for each in (phrase.head, title, name))
        alike = tree.words[phrase.head].islower() == tree.words[title].islower()
        return not apart and (phrase.reach == "bare" or (bodies and alike))

    def _is_holder(self, one: str, other: str) -> bool:
        """Whether one of two nouns is an office, which whoever the other says may well have."""
        pairs = ((one, other), (other, one))
        return any(self.lexicon.word("anyone", left) and self.lexicon.word("office", right) for left, right in pairs)

    def _person_at(self, token: int) -> Draft | None:
        found = self.walk.owners.get(token)
        return found if found is not None and found.cls == "Person" else None

    def _same_kind(self, noun_cls: str, cls: str) -> bool:
        return noun_cls == cls or (noun_cls == "Organization" and cls in BODIES)

    def _body(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """A body named by whose it is: the Iraqi government, Assad's regime."""
        if phrase.plural or mention.cls not in ("Organization", "Alliance"):
            return None
        owners = owners_by_name(self.tree, self.lexicon, self.walk, phrase)
        organ = self._organ(phrase)
        called = organ if owners or phrase.complement is None else None
        found = next((draft for draft in self._named if called is not None and draft.organ == called), None)
        if not owners or found is not None:
            return found
        for draft in self._by_noun.get((phrase.noun, False), ()):
            other = is_another(self.tree, self.lexicon, self.walk, phrase, draft)
            if draft.ties & owners and not other and (organ is None or draft.organ in (None, organ)):
                return draft
        holder = {word for token in phrase.holders for word in split(self.tree.words[token])}
        for draft in self._named:
            if draft.cls in BODIES and any(self._is_called(words, phrase.noun, holder) for words in draft.words()):
                return draft
        return None

    def _organ(self, phrase: Phrase) -> Organ | None:
        tokens = {*near(self.tree, phrase), *owners_of(self.tree, phrase)}
        tokens = {at for at in tokens if not is_in_compound(self.tree, at)}
        known = {at: own.gazetteer for at in tokens if (own := self.walk.owners.get(at)) and own.gazetteer}
        states = {token: iri for token, iri in known.items() if self.lexicon.known[iri].cls == "State"}
        capitals = {token: self._capitals[iri] for token, iri in known.items() if iri in self._capitals}
        told = {draft.gazetteer for draft in self._named if draft.gazetteer is not None} if capitals else set[str]()
        return organ_of_phrase(self.tree, self.lexicon, phrase, states, capitals, told=told)

    def _is_called(self, words: list[str], noun: str, holder: set[str]) -> bool:
        """``Asad dictatorship`` for the Asad regime."""
        return len(words) > 1 and self.lexicon.synonyms.get(words[-1], words[-1]) == noun and holder == set(words[:-1])

    def _again(self, mention: Mention, phrase: Phrase) -> Draft | None:
        """Somebody unnamed who was spoken of with the same noun and nothing that speaks against it."""
        if phrase.reach in ("single", "none") or (
            not phrase.plural and phrase.reach == "bare" and mention.cls == "Person"
        ):
            return None
        if self._is_elsewhere(phrase):
            return None
        states = frozenset(states_of(self.tree, self.walk, phrase))
        told = Told(phrase, possessor_of(self.tree, self.walk, phrase), self._complement(phrase), states)
        spoken_of = (each for each in self._spoken_of(phrase) if states or each not in self._past)
        spoken_of = (each for each in spoken_of if not self._items.is_apart(phrase.head, each))
        same = [draft for draft in spoken_of if is_same(self.tree, self.lexicon, told, draft)]
        same = [each for each in same if not is_another(self.tree, self.lexicon, self.walk, phrase, each)]
        return None if not same or self._are_of_two_states(told, same) else same[0]

    def _are_of_two_states(self, told: Told, same: list[Draft]) -> bool:
        """Dutch officials met US officials. Officials said so: of either state."""
        if told.states or len(same) == 1 or not told.phrase.plural:
            return False
        of, last = self.tree.sentence_of, same[0].mentions[-1]
        beside = (each for each in same[1:] if of[each.mentions[-1].head] == of[last.head])
        return any(each.ties and same[0].ties and not each.ties & same[0].ties for each in beside)

    def _is_elsewhere(self, phrase: Phrase) -> bool:
        """The Gomel police chief: the police of there, and no other."""
        tree = self.tree
        compound = tree.deps[phrase.head] in ("compound", "nmod")
        owners = (self.walk.owners.get(token) for token in owners_of(tree, phrase) if token != phrase.head)
        return compound and any(owner is not None and owner.cls == "Place" for owner in owners)

    def _spoken_of(self, phrase: Phrase) -> Iterator[Draft]:
        """Who was spoken of with the same noun, the last one first; the police are those of a police spokesman."""
        words = self.tree.words
        yield from reversed(self._by_noun.get((phrase.noun, phrase.plural), []))
        if words[phrase.head].lower() == phrase.noun:
            others = reversed(self._by_noun.get((phrase.noun, not phrase.plural), []))
            yield from (each for each in others if words[each.head].lower() == phrase.noun)

    def _complement(self, phrase: Phrase) -> str | None:
        return self.tree.lemmas[phrase.complement].lower() if phrase.complement is not None else None

    def _merge(self, draft: Draft, phrase: Phrase) -> None:
        if not draft.modifiers and len(phrase.modifiers) == 1 and phrase.number is None:
            draft.head = phrase.head
        draft.modifiers |= phrase.modifiers
        draft.number = draft.number or phrase.number
        draft.possessor = draft.possessor or possessor_of(self.tree, self.walk, phrase)
        draft.ties |= ties_of(self.tree, self.walk, phrase) | states_of(self.tree, self.walk, phrase)
        draft.phrases.setdefault(written(self.tree, phrase))

    def _new(self, mention: Mention, phrase: Phrase, *, note: bool = True, told: bool = False) -> None:
        """Begin an entity; nothing goes back to it if it is only what somebody named is told to be."""
        owners = owners_by_name(self.tree, self.lexicon, self.walk, phrase)
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
            possessor=possessor_of(self.tree, self.walk, phrase),
            complement=self._complement(phrase),
            restricted=phrase.restricted,
        )
        draft.organ = organ if is_body else None
        draft.which = which_of(self.tree, self.lexicon, phrase)
        draft.ties = (
            ties_of(self.tree, self.walk, phrase)
            | states_of(self.tree, self.walk, phrase)
            | (owners if is_body else set())
        )
        self._add_role(draft, phrase)
        draft.gender = shown_gender(self.tree, phrase, self.lexicon)
        draft.phrases.setdefault(written(self.tree, phrase))
        if not told:
            self._by_noun.setdefault((phrase.noun, phrase.plural), []).append(draft)
        if note:
            self.walk.settle(mention, draft)
        else:
            self.walk.owners.setdefault(mention.head, draft)
            draft.mentions.append(mention)


def _are_many(tree: Tree, verb: int) -> bool:
    """Whether a verb has more than one subject by its form: have, were."""
    forms = (verb, *tree.children(verb, "aux", "auxpass"))
    return any(tree.tags[each] == "VBP" or tree.words[each].lower() == "were" for each in forms)
