"""What the later stages ask: which entity stands at a token."""

from collections.abc import Collection

from kg.entities.drafts import Draft
from kg.entities.join import join_names
from kg.gazetteer import Lexicon
from kg.model import Article, Entity, EntityMention, Mention
from kg.names import Names, part
from kg.trees import Tree

UNKNOWN = "Agent"
"""The class of an entity of which only the name is known."""


class Linked:
    """The entities of one article, by token and by IRI.

    An entity without a name gets its IRI when it is first asked for; ``entities`` and ``mentions`` give the named ones
    and those that the caller says are used.
    """

    def __init__(
        self,
        article: Article,
        tree: Tree,
        lexicon: Lexicon,
        names: Names,
        owners: dict[int, Draft],
        drafts: list[Draft],
    ) -> None:
        self._article, self._tree, self._lexicon, self._names = article, tree, lexicon, names
        self._owners, self._drafts = owners, drafts
        self._by_iri: dict[str, Draft] = {}
        for draft in drafts:
            if draft.named:
                self._mint(draft)

    def at(self, token: int, speaker: str | None = None) -> str | None:
        """The entity that the word at a token stands for; a first-person pronoun stands for ``speaker``."""
        if speaker is not None and self._tree.words[token].lower() in self._lexicon.words["firstPerson"]:
            return speaker
        draft = self._owners.get(token)
        return self._mint(draft) if draft is not None else None

    def unnamed(self, token: int, cls: str) -> str:
        """The entity that the noun phrase at a token stands for, made if there is none yet."""
        draft = self._owners.get(token)
        if draft is None:
            draft = Draft(named=False, born=token, cls=cls)
            self._owners[token] = draft
            self._drafts.append(draft)
        return self._mint(draft)

    def entity(self, iri: str) -> Entity:
        """The record of an entity that ``at`` or ``unnamed`` gave."""
        draft = self._by_iri[iri]
        cls = draft.cls or UNKNOWN
        label = draft.names[0] if draft.names else self._tree.words[draft.born]
        return Entity(
            iri=iri,
            cls=cls,
            classes=self._lexicon.ancestors.get(cls, (cls,)),
            label=label,
            names=tuple(draft.names[1:]),
            named=draft.named,
            gazetteer=draft.gazetteer is not None,
        )

    def narrow(self, iri: str, cls: str) -> None:
        """Take a class from a slot: an unknown one, or a more specific one than is known."""
        draft = self._by_iri.get(iri)
        if draft is None or draft.gazetteer is not None:
            return
        if draft.cls is None or draft.cls == UNKNOWN or self._lexicon.is_a(cls, draft.cls):
            draft.cls = cls

    def entities(self, used: Collection[str] = ()) -> list[Entity]:
        """The named entities and those in ``used``, by first mention."""
        chosen = [draft for draft in self._by_iri.values() if draft.named or draft.iri in used]
        return [self.entity(draft.iri) for draft in sorted(chosen, key=lambda draft: draft.born) if draft.iri]

    def mentions(self, used: Collection[str] = ()) -> list[EntityMention]:
        """Where the entities stand that ``entities`` gives, in text order."""
        chosen = [draft for draft in self._by_iri.values() if draft.named or draft.iri in used]
        found = [
            EntityMention(mention.start, mention.end, draft.iri)
            for draft in chosen
            for mention in draft.mentions
            if draft.iri is not None
        ]
        return sorted(found, key=lambda mention: (mention.start, mention.end))

    def _mint(self, draft: Draft) -> str:
        if draft.iri is None:
            if draft.gazetteer is not None:
                draft.iri = draft.gazetteer
            elif draft.named:
                draft.iri = self._names.entity(draft.names[0])
                if draft.iri in self._by_iri or draft.iri in self._lexicon.known:
                    draft.iri = self._names.entity(f"{draft.names[0]} {draft.cls or UNKNOWN}")
            else:
                draft.iri = part(self._article.iri, "entity", self._tree.starts[draft.born])
            self._by_iri[draft.iri] = draft
        return draft.iri


def link(mentions: list[Mention], tree: Tree, article: Article, lexicon: Lexicon, names: Names) -> Linked:
    """Bring the mentions of an article together as entities."""
    by_first = join_names(mentions, tree, lexicon)
    owners: dict[int, Draft] = {}
    drafts: list[Draft] = []
    for mention in mentions:
        draft = by_first.get(mention.first)
        if draft is None:
            continue
        for token in range(mention.first, mention.last):
            owners[token] = draft
        for description in mention.descriptions:
            owners.setdefault(description.head, draft)
        if draft not in drafts:
            drafts.append(draft)
            if draft.gazetteer is not None:
                draft.cls = lexicon.known[draft.gazetteer].cls
            elif draft.votes:
                draft.cls = max(sorted(draft.votes), key=lambda cls: draft.votes[cls])
            draft.names.sort(key=lambda name: -len(name))
    return Linked(article, tree, lexicon, names, owners, drafts)
