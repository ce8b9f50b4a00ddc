"""Names of one article that are one entity: full and short names, spellings, acronyms."""

from collections.abc import Iterable
from dataclasses import replace

from kg.entities.brackets import find_brackets, find_shorts, is_short
from kg.entities.drafts import Draft, split, titles_of
from kg.entities.kin import find_owners, is_relative
from kg.entities.organs import Organ, core_of, find_known, find_seats, organ_of
from kg.entities.phrases import word_gender
from kg.entities.spelling import alike
from kg.gazetteer import Gender, Lexicon
from kg.mentions.aliases import bearer_of, first_of_list
from kg.mentions.classes import is_code, is_given_word
from kg.mentions.given import given_gender
from kg.mentions.metonyms import stands_behind
from kg.mentions.states import is_demonym
from kg.model import Mention
from kg.trees import HEADINGS, Tree

_KEY = 2


class Joiner:
    """The named entities of an article; ``by_first`` leads from a mention's first token to its entity."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree, self.lexicon = tree, lexicon
        self.by_first: dict[int, Draft] = {}
        self.drafts: list[Draft] = []
        self._by_iri: dict[str, Draft] = {}
        self._exact: dict[str, Draft] = {}
        self._near: dict[str, list[Draft]] = {}
        self._acronyms: dict[str, Draft] = {}
        self._bodies: set[str] = set()
        self._organs: dict[Organ, Draft] = {}
        self._organ_at: dict[int, Organ] = {}
        self._relatives: dict[str, Mention] = {}

    def run(self, mentions: Iterable[Mention]) -> None:
        """Join names, longer ones first, so that a short one finds the full one wherever that stands."""
        named = self._people_first([mention for mention in mentions if mention.kind == "name"])
        named = self._own_first(named)
        self._relatives = dict(find_owners(self.tree, self.lexicon, named))
        named = [replace(item, cls="Person") if self._has_relative(item) else item for item in named]
        shorts = frozenset(find_shorts(self.tree, self.lexicon, named))
        named = [replace(item, cls=None) if is_short(self.tree, item, shorts) else item for item in named]
        brackets = find_brackets(self.tree, named, shorts)
        for mention in named:
            if mention.gazetteer is not None:
                self._add(self.known(mention.gazetteer, mention.first), mention)
        unknown = [mention for mention in named if mention.gazetteer is None]
        self._bodies = self._find_bodies(unknown)
        states = {item.head: item.gazetteer for item in named if item.gazetteer is not None and item.cls == "State"}
        state_of = find_seats(self.lexicon)
        capitals = {item.head: state_of[item.gazetteer] for item in named if item.gazetteer in state_of}
        for mention in unknown:
            if organ := organ_of(self.tree, self.lexicon, mention, states, capitals):
                self._organ_at[mention.first] = organ
        for mention in sorted(unknown, key=self._order):
            draft = self.by_first.get(brackets.get(mention.first, -1))
            firm = self._find_firm(mention) if draft is None else None
            if firm is not None:
                self._add(firm, replace(mention, cls=None))  # the recogniser takes it for a place or a person
                continue
            if draft is None or self.is_person(draft):
                draft = self._find(mention)
            mistaken = draft is not None and self._is_mistaken(draft, mention)
            self._add(draft or self._new(mention), replace(mention, cls=None) if mistaken else mention)
        for draft in self.drafts:
            draft.settle(self.lexicon)
        self._merge_aliases(named)
        self.drafts.sort(key=lambda draft: draft.born)

    def _is_mistaken(self, draft: Draft, mention: Mention) -> bool:
        """Whether the recogniser takes a name for something else than what the article has shown it to be."""
        if self.is_person(draft):
            return mention.cls in ("Place", "Organization")
        return mention.cls == "Person" and "Place" in draft.votes and self._is_at(mention)

    def _new(self, mention: Mention) -> Draft:
        organ = self._organ_at.get(mention.first)
        iri = find_known(organ, self.lexicon) if organ is not None else None
        if iri is not None:
            return self.known(iri, mention.first)
        draft = Draft(named=True, born=mention.first, organ=organ)
        self.drafts.append(draft)
        return draft

    def _people_first(self, named: list[Mention]) -> list[Mention]:
        """In an article about Jim Jordan, ``Jordan`` alone is he and no state.

        Where "Berg" is somebody, so is "Nino Berg", which the recogniser takes for a place or a body.
        """
        words = self.tree.words
        people = [item for item in named if item.gazetteer is None and item.cls == "Person"]
        family = {words[item.last - 1] for item in people if item.last - item.first > 1}
        alone = {words[item.first] for item in people if item.last - item.first == 1}

        def is_person(item: Mention) -> bool:
            if item.last - item.first == 1:
                return item.gazetteer is not None and words[item.first] in family
            if item.gazetteer is not None or words[item.last - 1] not in alone or self._has_body_word(item):
                return False
            if item.cls not in ("Organization", None):
                return item.cls == "Place" and not self._is_at(item)
            return words[item.last - 1] not in family and self._is_plain(item)

        return [replace(item, cls="Person", gazetteer=None) if is_person(item) else item for item in named]

    def _own_first(self, named: list[Mention]) -> list[Mention]:
        """In an article about the Rada Force, ``Rada`` alone is that force and no parliament, unless it has both."""
        words = self.tree.words
        known = {item.gazetteer for item in named if item.last - item.first > 1}
        begun = {words[item.first] for item in named if item.gazetteer is None and item.last - item.first > 1}

        def is_own(item: Mention) -> bool:
            word, before = words[item.first], words[item.first - 1].lower() if item.first else ""
            short = item.last - item.first == 1 and word in begun and not word.isupper()
            if item.gazetteer is None or item.gazetteer in known or item.cls != "Organization" or before == "the":
                return False
            return short and self.lexicon.known[item.gazetteer].label.lower() != word.lower()

        return [replace(item, gazetteer=None) if is_own(item) else item for item in named]

    def _is_plain(self, item: Mention) -> bool:
        """Whether all words are names by their tags, the last no given one, and none begins a sentence."""
        tree, given = self.tree, is_given_word(self.lexicon, self.tree.words[item.last - 1].lower())
        opens = tree.sentences[tree.sentence_of[item.first]].first == item.first
        return not (opens or given) and set(tree.tags[item.first : item.last]) == {"NNP"}

    def _has_body_word(self, item: Mention) -> bool:
        """Whether a name has a word for a body: the Berg Foundation, Bank Berg."""
        inside = (self.tree.words[at].lower() for at in (item.first, item.last - 1))
        return any(word in self.lexicon.name_words or self.lexicon.word("corporate", word) for word in inside)

    def _has_relative(self, mention: Mention) -> bool:
        """Whether somebody is called so of whom a relative with the same name is told: a person."""
        alone = mention.gazetteer is None and mention.last - mention.first == 1
        return alone and self.tree.words[mention.first] in self._relatives

    def _order(self, mention: Mention) -> tuple[bool, bool, int, bool, bool, int]:
        """Poland's Army before the Army, full names before short ones, "Mr Obama" before "Obama".

        Last what is somewhere by its preposition, and somebody only by the recogniser: lines to Lusk.
        """
        of_state, length = mention.first in self._organ_at, mention.first - mention.last
        unsure = length == -1 and mention.cls == "Person" and self._is_at(mention)
        return not of_state, self._is_heading(mention), length, unsure, not self._address(mention), mention.first

    def known(self, iri: str, first: int) -> Draft:
        """The entity of the gazetteer, which may be new in the article."""
        draft = self._by_iri.get(iri)
        if draft is None:
            draft = self._by_iri[iri] = Draft(named=True, born=first, gazetteer=iri)
            self.drafts.append(draft)
        return draft

    def _merge_aliases(self, named: list[Mention]) -> None:
        """Give an entity the other names that the text says it has: the Security Service, known as KSB."""
        at_head = {item.head: item for item in named}
        for item in named:
            bearer = bearer_of(self.tree, self.lexicon, item)
            known = at_head.get(bearer) if bearer is not None else None
            known = known or (at_head.get(first_of_list(self.tree, item.head)) if bearer is not None else None)
            if known is None or known is item:
                continue
            one, other = self.by_first[known.first], self.by_first[item.first]
            place = one.cls in ("State", "Place") and other.gazetteer is None  # the mission in Somalia, known as X
            free = one.gazetteer is None or other.gazetteer is None
            if one is not other and not place and free and self._is_only(other, item):
                self._merge(one, other)

    def _is_only(self, draft: Draft, mention: Mention) -> bool:
        """Whether an entity has no name but that of a mention: Lind, dubbed Nero by rivals, is no Claudius Nero."""
        if draft.gazetteer is not None:
            return draft.cls != "Person"
        name = set(split(self.tree.text[mention.start : mention.end]))
        return all(name.issuperset(words) for words in draft.words())

    def _merge(self, one: Draft, other: Draft) -> None:
        """Make one entity of two; the second has a name by which the first is known, too."""
        kept, gone = (other, one) if one.gazetteer is None and other.gazetteer is not None else (one, other)
        kept.called |= set(other.names) - set(one.names)
        told = bool(kept.votes) or any(map(is_code, kept.names))
        for mention in gone.mentions:
            kept.add(replace(mention, cls=None) if told else mention, self.tree)
            self.by_first[mention.first] = kept
        self.drafts.remove(gone)
        kept.settle(self.lexicon)

    def _add(self, draft: Draft, mention: Mention) -> None:
        draft.add(mention, self.tree)
        self.by_first[mention.first] = draft
        words = split(self.tree.text[mention.start : mention.end])
        if organ := self._organ_at.get(mention.first):
            draft.organ = organ
            self._organs.setdefault(organ, draft)
        if mention.gazetteer is None:
            self._exact.setdefault(" ".join(words), draft)
            for word in words:
                line = self._near.setdefault(word[:_KEY], [])
                if draft not in line:
                    line.append(draft)
        if len(words) > 1 and (mention.gazetteer is None or self.lexicon.is_a(mention.cls or "", "Organization")):
            self._acronyms.setdefault(self._initials(mention), draft)

    def _initials(self, mention: Mention) -> str:
        words = self.tree.words[mention.first : mention.last]
        return "".join(word[0] for word in words if word[0].isupper())

    def _find(self, mention: Mention) -> Draft | None:
        """The entity whose fuller name this is a form of."""
        text = self.tree.text[mention.start : mention.end]
        words = split(text)
        if not words:
            return None
        if len(words) == 1 and (state := self._half(mention)) is not None:
            return state
        if self._organs and (found := self._find_organ(mention)) is not None:
            return found
        if mention.first in self._organ_at:
            return None
        is_body = len(words) == 1 and words[0] in self._bodies and not self._address(mention)
        if len(words) > 1 or mention.cls != "Person" or is_body:
            exact = self._exact.get(" ".join(words))
            if exact is not None and not (len(words) == 1 and self.is_person(exact)):
                return exact if self._is_introduced(exact, mention) else None
        elif (place := self._exact.get(words[0])) is not None and "Place" in place.votes and self._is_at(mention):
            return place  # lines to Lusk, which the recogniser takes for a person
        if is_body:
            return None
        if text.isupper() and text in self._acronyms and len(text) > 1:
            return self._acronyms[text]
        candidates = dict.fromkeys(draft for word in words for draft in self._near.get(word[:_KEY], ()))
        fitting = [
            draft for draft in candidates if any(self._is_form(mention, words, full, draft) for full in draft.words())
        ]
        if not fitting and len(words) == 1 and (mention.cls in ("Person", None) or not self._is_in(mention)):
            given = [draft for draft in candidates if self.is_person(draft) and self._is_given(words[0], draft)]
            return given[0] if len(given) == 1 else None
        return self._choose(mention, [draft for draft in fitting if self._is_introduced(draft, mention)])

    def _find_firm(self, mention: Mention) -> Draft | None:
        """The firm that the first word of its name stands for: Norvik, of Norvik Shipping; not in Norvik."""
        words = split(self.tree.text[mention.start : mention.end])
        if len(words) != 1 or self._is_in(mention) or self._address(mention):
            return None
        near = list(dict.fromkeys([*self._near.get(words[0][:_KEY], ()), *self._by_iri.values()]))
        if any(self.is_person(draft) and full[-1] == words[0] for draft in near for full in draft.words()):
            return None

        def is_firm(full: list[str]) -> bool:
            firm = len(full) > 1 and full[0] == words[0] and self.lexicon.word("corporate", full[-1])
            body = mention.cls == "Organization" and self.lexicon.name_words.get(full[-1]) == "Organization"
            body = body and not self.lexicon.word("organ", full[-1])  # Asad is not the Asad regime
            return firm or (body and len(full) == 2 and full[0] == words[0])

        fitting = [draft for draft in near if not self.is_person(draft) and any(map(is_firm, draft.words()))]
        alone = self._exact.get(words[0])  # a place, since it was somewhere in it
        return fitting[0] if len(fitting) == 1 and alone in (None, fitting[0]) else None

    def _is_in(self, mention: Mention) -> bool:
        """Whether something is in what has the name."""
        return stands_behind(self.tree, self.lexicon, "inside", mention.head)

    def _is_at(self, mention: Mention) -> bool:
        """Whether a preposition of place stands before the name: in, to and from Lusk."""
        return stands_behind(self.tree, self.lexicon, "placeCue", mention.head)

    def _half(self, mention: Mention) -> Draft | None:
        """The North, in an article that names North Korea."""
        word, before = self.tree.words[mention.first], self.tree.words[mention.first - 1 : mention.first]
        if not self.lexicon.word("direction", word.lower()) or [each.lower() for each in before] != ["the"]:
            return None
        states = [iri for iri in self._by_iri if self.lexicon.known[iri].cls == "State"]
        named = [self._by_iri[iri] for iri in states if self.lexicon.known[iri].label.startswith(f"{word} ")]
        return named[0] if len(named) == 1 else None

    def _find_organ(self, mention: Mention) -> Draft | None:
        """The organ of that state; where no state is said, the one that was named last before."""
        organ = self._organ_at.get(mention.first)
        if organ is not None:
            return self._organs.get(organ)
        core = core_of(" ".join(self.tree.slice(mention.first, mention.last).split()), self.lexicon)
        found = [draft for each, draft in self._organs.items() if each.core == core]
        return self._choose(mention, [draft for draft in found if self._is_introduced(draft, mention)])

    def _is_introduced(self, draft: Draft, mention: Mention) -> bool:
        """Whether the article may mean an organ by then: Foreign Ministry officials are of no state named later."""
        if draft.organ is None or self.tree.sentences[self.tree.sentence_of[mention.first]].kind in HEADINGS:
            return True
        state = self._by_iri.get(draft.organ.state)
        return any(each.first < mention.first for one in (draft, state) if one is not None for each in one.mentions)

    def _find_bodies(self, unknown: list[Mention]) -> set[str]:
        """Names of one word that are a body's though a person has them as well: Norvik, founded by Knut Norvik.

        The text says what it is ("the shipping group Norvik"), or is of it before it comes to the person, as of a body.
        """
        votes, started, bodies = dict[str, int](), dict[str, int](), set[str]()
        for mention in unknown:
            words = split(self.tree.text[mention.start : mention.end])
            if len(words) > 1 and mention.cls == "Person":
                started.setdefault(words[-1], mention.first)
            if len(words) != 1 or self._is_headed(mention) or self._address(mention):
                continue
            is_body = mention.cls not in (None, "Person", "Place", "State")
            if is_body and mention.descriptions:
                bodies.add(words[0])
            if words[0] not in started:
                votes[words[0]] = votes.get(words[0], 0) + (1 if is_body else -1 if mention.cls else 0)
        return bodies | {word for word, balance in votes.items() if balance > 0 and word in started}

    def _is_given(self, word: str, draft: Draft) -> bool:
        return any(len(full) > 1 and full[0] == word for full in draft.words())

    def _choose(self, mention: Mention, fitting: list[Draft]) -> Draft | None:
        """Of a husband and a wife the one of the right gender, else with the title, else the one named last before.

        Not who only came in as a relative of another: Berg and his wife, Eva Berg, left; Berg said.
        """
        gender = self._address(mention)
        relative = self._relatives.get(self.tree.words[mention.first]) if self._has_relative(mention) else None
        if relative is not None and mention.first < relative.first:
            fitting = [draft for draft in fitting if draft is not self.by_first.get(relative.first)]
        if len(fitting) == 1 and gender:
            known = gender_of(fitting[0], self.tree, self.lexicon)
            return fitting[0] if known in ("", gender) else None
        titles = titles_of(self.tree, [mention])  # Mayor Berg is not Oscar Berg, a builder
        fitting = [draft for draft in fitting if titles & titles_of(self.tree, draft.mentions)] or fitting
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        if not gender and (owner := self._owner(mention, fitting)) is not None:
            return owner
        if not gender:
            fitting = [draft for draft in fitting if not self._is_only_kin(draft, mention.first)] or fitting
        same = [draft for draft in fitting if gender and gender_of(draft, self.tree, self.lexicon) == gender]
        before = [
            (other.first, at)
            for at, draft in enumerate(same or fitting)
            for other in draft.mentions
            if other.first < mention.first
        ]
        return (same or fitting)[max(before)[1]] if before else (same or fitting)[0]

    def _is_only_kin(self, draft: Draft, first: int) -> bool:
        """Whether all that was told before a token is whose relative somebody is."""
        before = [each for each in draft.mentions if each.first < first]
        return bool(before) and all(is_relative(self.tree, self.lexicon, each.head) for each in before)

    def _owner(self, mention: Mention, fitting: list[Draft]) -> Draft | None:
        """Who was called by the name alone before anybody else came in who has it: Braga, not his brother Paulo."""
        alone = self.tree.text[mention.start : mention.end]
        owner = min(fitting, key=lambda draft: draft.born)
        others = min(draft.born for draft in fitting if draft is not owner)
        called = (each.first for each in owner.mentions if self.tree.text[each.start : each.end] == alone)
        return owner if mention.first > others and any(first < others for first in called) else None

    def _address(self, mention: Mention) -> Gender:
        word = self.tree.words[mention.first - 1].lower() if mention.first else ""
        return word_gender(word, self.lexicon) if self.lexicon.word("honorific", word) else ""

    def is_person(self, draft: Draft) -> bool:
        """Whether most mentions so far show a person."""
        return bool(draft.votes) and max(draft.votes, key=lambda cls: draft.votes[cls]) == "Person"

    def _is_heading(self, mention: Mention) -> bool:
        """Whether the first word may be no name but the first of a heading."""
        sentence = self.tree.sentences[self.tree.sentence_of[mention.first]]
        if sentence.first != mention.first or self.lexicon.word("corporate", self.tree.words[mention.last - 1].lower()):
            return False
        return sentence.kind in HEADINGS or self.tree.tags[mention.first] not in ("NNP", "NNPS")

    def _is_headed(self, mention: Mention) -> bool:
        """Whether a name stands in a heading, which tells a surname before the full name."""
        kind = self.tree.sentences[self.tree.sentence_of[mention.first]].kind
        return kind in HEADINGS or self._is_heading(mention)

    def _is_form(self, mention: Mention, words: list[str], full: list[str], draft: Draft) -> bool:
        if self.is_person(draft):
            if len(words) == 1:
                full = self._without_suffix(full)
                return full[-1] == words[0] or (len(full) > 1 and alike(full[-1], words[0]))
            if self._is_heading(mention) and words[-1] == full[-1] and len(full) > 1:
                return True  # "Defiant Lukashenko refuses", where the adjective was taken for a name
            if len(words) > len(full) or len(full) < 2:
                return False
            if words == full[-len(words) :]:
                return True
            pairs = [(words[0], full[0]), (words[-1], full[-1])]
            if len(words) == len(full):
                pairs = list(zip(words, full, strict=True))
            return all(left == right or alike(left, right) for left, right in pairs)
        if len(words) == len(full) == 1 and mention.cls in ("State", "Group") and not self.is_person(draft):
            return is_demonym(words[0], full[0]) or is_demonym(full[0], words[0])
        if mention.cls in ("Person", "Place") or "Place" in draft.votes:
            return False
        return 1 < len(words) < len(full) and (full[-len(words) :] == words or full[: len(words)] == words)

    def _without_suffix(self, name: list[str]) -> list[str]:
        """Robert Kane Jr is Kane, too, unless the article tells of a Robert Kane as well."""
        ends = len(name) > 1 and self.lexicon.word("nameSuffix", name[-1])
        return name[:-1] if ends and " ".join(name[:-1]) not in self._exact else name


def gender_of(draft: Draft, tree: Tree, lexicon: Lexicon) -> Gender:
    """What forms of address, titles and the given name show."""
    for mention in draft.mentions:
        word = tree.words[mention.first - 1].lower() if mention.first else ""
        if lexicon.word("honorific", word) and word_gender(word, lexicon):
            return word_gender(word, lexicon)
        for description in mention.descriptions:
            gender = word_gender(tree.lemmas[description.head].lower(), lexicon)
            if gender:
                return gender
    for full in draft.words():
        gender = word_gender(full[0], lexicon) or given_gender(full[0]) if len(full) > 1 else ""
        if gender:
            return gender
    return ""
