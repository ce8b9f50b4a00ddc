"""What the later stages ask: which entity stands at a token."""

from collections.abc import Collection, Sequence

from kg.entities.accused import SpeechVerbs
from kg.entities.drafts import Draft
from kg.entities.join import Joiner
from kg.entities.labels import Labels
from kg.entities.organs import state_in
from kg.entities.refer import Referrer
from kg.gazetteer import Lexicon
from kg.model import Article, Entity, EntityMention, Mention
from kg.names import Names, part
from kg.quotes import Quote
from kg.trees import Tree

UNKNOWN = "Agent"
"""The class of an entity of which only the name is known."""


class Linked:
    """The entities of one article, by token and by IRI.

    An entity gets its IRI when it is first asked for; ``entities`` and ``mentions`` give the named ones and those
    that the caller says are used.
    """

    def __init__(self, article: Article, names: Names, referrer: Referrer, drafts: list[Draft]) -> None:
        self._article, self._names = article, names
        self._tree, self._lexicon, self._owners = referrer.tree, referrer.lexicon, referrer.owners
        self._referrer = referrer
        self._labels = Labels(referrer.tree, referrer.lexicon, referrer.owners)
        self._by_iri: dict[str, Draft] = {}
        for draft in drafts:
            self._mint(draft)

    def at(self, token: int, speaker: str | None = None) -> str | None:
        """The entity that the word at a token stands for; a first-person pronoun stands for ``speaker``."""
        if speaker is not None and self._lexicon.word("firstPerson", self._tree.pronoun(token)):
            return speaker
        draft = self._owner(token)
        return self._mint(draft) if draft is not None else None

    def _owner(self, token: int, depth: int = 3) -> Draft | None:
        """Whose token it is; the tens of ``tens of thousands of protesters`` are the protesters."""
        draft = self._owners.get(token)
        if draft is not None and not (draft.head == token and self._is_part(token)):
            return draft
        if depth and self._is_part(token):
            link = self._tree.child(token, "prep")
            whole = self._tree.child(link, "pobj") if link is not None else None
            found = self._owner(whole, depth - 1) if whole is not None else None
            if found is not None and (found.plural or found.cls == "Group"):
                return found
        return draft

    def _is_part(self, token: int) -> bool:
        if not self._lexicon.word("partitive", self._tree.lemmas[token].lower()):
            return False
        link = self._tree.child(token, "prep")
        return link is not None and self._tree.lemmas[link] == "of"

    def several(self, token: int) -> tuple[int, ...]:
        """The heads of all that a pronoun stands for together, none where it stands for one."""
        return self._referrer.several(token)

    def noun_of(self, token: int) -> int:
        """The noun that a pronoun goes back to, by which somebody unnamed came in; else the word itself."""
        draft = self._owners.get(token) if self._tree.pos[token] == "PRON" else None
        return draft.head if draft is not None and draft.head >= 0 else token

    def unnamed(self, token: int, cls: str) -> str:
        """The entity that the noun phrase at a token stands for, made if there is none yet."""
        draft = self._owner(token)
        if draft is None:
            draft = Draft(named=False, born=token, cls=cls, head=token)
            self._owners[token] = draft
        return self._mint(draft)

    def known(self, iri: str, token: int) -> str:
        """The entity of the gazetteer of which a word speaks, made if the article has not named it."""
        if iri not in self._by_iri:
            self._mint(Draft(named=True, born=token, cls=self._lexicon.known[iri].cls, head=token, gazetteer=iri))
        return iri

    def entity(self, iri: str) -> Entity:
        """The record of an entity that ``at`` or ``unnamed`` gave."""
        draft = self._by_iri[iri]
        cls = draft.cls or UNKNOWN
        return Entity(
            iri=iri,
            cls=cls,
            classes=self._lexicon.ancestors.get(cls, (cls,)),
            label=self._labels.label(draft),
            names=tuple(self._labels.others(draft)),
            named=draft.named,
            gazetteer=draft.gazetteer is not None,
        )

    def narrow(self, iri: str, cls: str) -> None:
        """Take a class from a slot: for an unknown one, or a more specific one than is known."""
        draft = self._by_iri.get(iri)
        if draft is None or draft.gazetteer is not None:
            return
        if draft.cls in (None, UNKNOWN) or self._lexicon.is_a(cls, draft.cls or UNKNOWN):
            draft.cls = cls

    def detach(self, token: int, preposition: int) -> None:
        """Leave a phrase out of an entity's name, since it belongs to the verb: accused [the auditors] [of fraud]."""
        draft = self._owner(token)
        if draft is not None and draft.named:
            return
        self._labels.detached.add(preposition)
        if draft is not None:
            draft.label = None

    def state_of(self, iri: str) -> str | None:
        """The state of which an entity is a body: the Russian defence ministry."""
        draft = self._by_iri[iri]
        if draft.organ is None and draft.gazetteer is not None:
            return state_in(self._lexicon.known[draft.gazetteer].label, self._lexicon)
        return draft.organ.state if draft.organ is not None else None

    def recast(self, iri: str, cls: str) -> None:
        """Change the class of a name that is not in the gazetteer, since its sentence shows another."""
        draft = self._by_iri.get(iri)
        if draft is not None and draft.gazetteer is None:
            draft.cls = cls

    def entities(self, used: Collection[str] = ()) -> list[Entity]:
        """The named entities of known class and those in ``used``, by first mention."""
        return [self.entity(draft.iri) for draft in self._chosen(used) if draft.iri is not None]

    def mentions(self, used: Collection[str] = ()) -> list[EntityMention]:
        """Where the entities stand that ``entities`` gives, in text order."""
        found = {
            EntityMention(mention.start, mention.end, draft.iri)
            for draft in self._chosen(used)
            for mention in draft.mentions
            if draft.iri is not None
        }
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    def _chosen(self, used: Collection[str]) -> list[Draft]:
        chosen = [
            draft for iri, draft in self._by_iri.items() if iri in used or (draft.named and draft.cls is not None)
        ]
        return sorted(chosen, key=lambda draft: draft.born)

    def _mint(self, draft: Draft) -> str:
        if draft.iri is None:
            draft.iri = draft.gazetteer or (self._of_name(draft) if draft.named else self._of_place(draft))
            self._by_iri[draft.iri] = draft
        return draft.iri

    def _of_name(self, draft: Draft) -> str:
        """From the full name; qualified where that is another's already."""
        label = self._labels.label(draft)
        iri = self._names.entity(label)
        if iri in self._by_iri or iri in self._lexicon.known:
            iri = self._names.entity(f"{label} {draft.cls or UNKNOWN}")
        return iri if iri not in self._by_iri else self._of_place(draft)

    def _of_place(self, draft: Draft) -> str:
        return part(self._article.iri, "entity", self._tree.starts[draft.born])


def link(
    mentions: list[Mention],
    tree: Tree,
    article: Article,
    lexicon: Lexicon,
    names: Names,
    *,
    quotes: Sequence[Quote],
    verbs: SpeechVerbs,
) -> Linked:
    """Bring the mentions of an article together as entities."""
    joiner = Joiner(tree, lexicon)
    joiner.run(mentions)
    referrer = Referrer(tree, lexicon, joiner, mentions, quotes=quotes, verbs=verbs)
    referrer.run()
    bodies = {draft: None for draft in referrer.owners.values() if draft.named}
    drafts = sorted(bodies, key=lambda draft: draft.born)
    return Linked(article, names, referrer, drafts)
