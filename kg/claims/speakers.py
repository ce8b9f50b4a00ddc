"""Whom each draft is from."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.claims.drafts import Draft
from kg.claims.nesting import Attributed
from kg.predications import is_infinitive
from kg.predications.walks import conjuncts
from kg.quotes import quote_at
from kg.scenes import Scene, find_several

_NEAR = 2
"""How many sentences back the body stands that a spokesperson speaks for."""


def find_behalf(scene: Scene, draft: Draft) -> str | None:
    """Whom a claim is made for by its own words: on behalf of the miners, on their behalf."""
    tree = scene.tree
    acting = (verb for verb in tree.children(draft.at, "advcl") if not is_infinitive(tree, verb))  # charged her to act
    for verb in (draft.at, *acting, *_speakers_own(scene, draft)):
        for preposition in tree.children(verb, "prep"):
            for noun in tree.children(preposition, "pobj"):
                if tree.lemmas[noun].lower() in scene.ontology.words["representing"]:
                    fillers = (*tree.children(noun, "poss"), *_of_whom(scene, noun))
                    return next((iri for iri in map(scene.linked.at, fillers) if iri is not None), None)
    return None


def find_body(scene: Scene, draft: Draft) -> str | None:
    """NATO sent ships. A spokesman, Tomas Rehn, said they would stay: whom the sentences before were about.

    Only where the spokesperson's own words name nobody.
    """
    if not any(_is_bare_spokesperson(scene, token) for token in draft.claimants):
        return None
    tree = scene.tree
    sentence = tree.sentence_of[draft.at]
    for each in range(sentence, max(-1, sentence - _NEAR - 1), -1):
        span = tree.sentences[each]
        for token in range(span.first, min(span.last, draft.at)):
            told = tree.deps[token] == "nsubj" and quote_at(scene.quotes, token) is None
            iri = scene.linked.at(token) if told else None
            if iri is not None and token not in draft.claimants and _is_body(scene, iri):
                return iri
    return None


def _is_bare_spokesperson(scene: Scene, claimant: int) -> bool:
    """A spokesman; spokesman Tomas Rehn; Ines Falk, a spokeswoman: by words that do not say for whom."""
    tree = scene.tree
    if any(tree.deps[kid] in ("prep", "relcl", "acl", "poss") for kid in tree.kids[claimant]):
        return False
    titles = [each.head for each in scene.heads[claimant].descriptions] if claimant in scene.heads else []
    return any(
        tree.lemmas[noun].lower() in scene.ontology.words["speakingFor"]
        and not any(
            tree.deps[kid] in ("poss", "compound", "amod", "prep", "nmod", "relcl", "acl") for kid in tree.kids[noun]
        )
        for noun in (claimant, *titles)
    )


def _is_body(scene: Scene, iri: str) -> bool:
    classes = scene.linked.entity(iri).classes
    return "Agent" in classes and "Person" not in classes and classes[0] not in ("Agent", "Group")


def _speakers_own(scene: Scene, draft: Draft) -> Iterator[int]:
    """Anna Berg, speaking on behalf of the miners, said"""
    for claimant in draft.claimants:
        yield from scene.tree.children(claimant, "acl")


def _of_whom(scene: Scene, noun: int) -> Iterator[int]:
    for preposition in scene.tree.children(noun, "prep"):
        yield from scene.tree.children(preposition, "pobj")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whom each draft is from, as far as settled: entities by ``at``.

    ``behalf`` goes from a spokesperson to whom they speak for.
    """

    scene: Scene
    attributed: Attributed
    behalf: dict[str, str] = field(default_factory=dict)
    known: dict[int, tuple[str, ...]] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)

    def of(self, draft: Draft) -> tuple[str, ...]:
        """The claimants of a draft; first persons in a quotation are its speaker."""
        if draft.at not in self.known:
            self.known[draft.at] = ()  # a cycle of continuations ends here
            self.known[draft.at] = tuple(dict.fromkeys(self._find(draft)))
        return self.known[draft.at]

    def sides(self, draft: Draft) -> set[str]:
        """The claimants of a draft and whom they speak for."""
        claimants = self.of(draft)
        return {*claimants, *(self.behalf[iri] for iri in claimants if iri in self.behalf)}

    def _find(self, draft: Draft) -> Iterator[str]:
        if draft.follows is not None:
            leader = self.attributed.by_at.get(draft.follows)
            yield from self.of(leader) if leader is not None else ()
            return
        for token in draft.claimants:
            yield from self.at(token, draft)

    def at(self, token: int, draft: Draft) -> Iterator[str]:
        """The entities a token stands for inside a draft's sentence."""
        scene = self.scene
        outer = self._outer(draft, token)
        if scene.is_first_person(token):
            if outer is None and token not in draft.claimants:
                return  # a guard told me so: whoever writes
            yield from self.of(outer) if outer is not None else self._own_voice(draft)
            return
        author = self._author(token)
        if author is not None:
            yield author
            return
        if counted := list(self._counted(token)) or self._several(token):
            yield from counted
            return
        iri = scene.linked.at(token)
        if iri is None and (saying := self._saying(token, draft)) is not None:
            yield from self.of(saying)
            return
        if iri is None and scene.can_speak(token):
            iri = scene.linked.unnamed(token, "Agent")
        if iri is not None and "Agent" not in scene.linked.entity(iri).classes:
            scene.linked.recast(iri, "Person" if scene.linked.entity(iri).named else "Organization")
        if iri is not None:
            yield iri

    def _several(self, token: int) -> list[str]:
        """They, both leaders: each of those that were named together."""
        found = (self.scene.linked.at(each) for each in find_several(self.scene, token))
        return [iri for iri in found if iri is not None]

    def _counted(self, token: int) -> Iterator[str]:
        """One of them, Anna Berg, agreed; both, the two men, Anna Berg and Oscar Lind, agreed: each by name."""
        scene, tree = self.scene, self.scene.tree
        named = next((kid for kid in tree.children(token, "appos") if scene.of_class(kid, "Person")), None)
        members = list(conjuncts(tree, named)) if named is not None else []
        men = tree.tags[token] == "NNS" and tree.child(token, "nummod") is not None and len(members) > 1
        for each in members if men or tree.tags[token] in ("CD", "DT") else ():
            iri = scene.linked.at(each) if scene.of_class(each, "Person") else None
            if iri is not None:
                yield iri

    def _author(self, token: int) -> str | None:
        """A Defense Department news release, figures compiled by the central bank: who speaks in a document.

        A later "the release" speaks for the same author.
        """
        scene, tree = self.scene, self.scene.tree
        lemma = tree.lemmas[token].lower()
        if lemma not in scene.ontology.words["document"] | scene.ontology.words["printed"] or tree.pos[token] != "NOUN":
            return None
        if scene.ontology.tbox.lexicon.nouns.get(lemma) == "Person":
            return None  # a police source is somebody
        printed = ("prep:in",) if lemma in scene.ontology.words["printed"] else ()  # an editorial in the Daily News
        for argument in scene.nominal(token).arguments:
            if argument.role in ("poss", "compound", "prep:by", "prep:from", "prep:of", *printed):
                iri = scene.linked.at(argument.token)
                placed = printed and iri is not None and "Place" in scene.linked.entity(iri).classes
                if iri is not None and not placed and "Agent" in scene.linked.entity(iri).classes:
                    self.authors[lemma] = iri
                    return iri
        for kid in tree.children(token, "acl"):
            if tree.lemmas[kid].lower() in scene.ontology.words["obtaining"]:
                continue  # a letter seen by Reuters
            for agent in tree.children(kid, "agent"):
                for actor in tree.children(agent, "pobj"):
                    iri = scene.linked.at(actor)
                    if iri is not None:
                        self.authors[lemma] = iri
                        return iri
        return self.authors.get(lemma)

    def _saying(self, token: int, draft: Draft) -> Draft | None:
        """The report said prices had doubled. It also said that wages fell: what a document said just before."""
        tree, words = self.scene.tree, self.scene.ontology.words
        if tree.words[token].lower() not in words["thingPronoun"]:
            return None
        before = next(self.attributed.before(draft.at), None)
        if before is None or tree.sentence_of[draft.at] - tree.sentence_of[before.at] > 1:
            return None
        written = before.claimants and all(tree.lemmas[each].lower() in words["document"] for each in before.claimants)
        return before if written else None

    def _own_voice(self, draft: Draft) -> tuple[str, ...]:
        """ "We also call for": in a statement of a government "we" is who made the claim before it.

        Elsewhere "I" is the writer, and so is a "we" that names who spoke before: We asked Berg why.
        """
        scene, deps = self.scene, self.scene.tree.deps  # not those of a bomb for which Beta claimed responsibility
        earlier = (each for each in self.attributed.before(draft.at) if not each.quoted)
        last = next((each for each in earlier if deps[each.at] not in ("relcl", "acl")), None)
        found = self.of(last) if last is not None else ()
        if quote_at(scene.quotes, draft.at) is not None:
            return found
        if cited := tuple(self._cited(draft)):
            return cited
        sentence = scene.tree.sentences[scene.tree.sentence_of[draft.at]]
        named = {scene.linked.at(token) for token in range(sentence.first, sentence.last)}
        together = all(scene.tree.lemmas[token].lower() == "we" for token in draft.claimants)
        bodies = all("Organization" in scene.linked.entity(iri).classes for iri in found)
        return found if together and bodies and named.isdisjoint(found) else ()

    def _cited(self, draft: Draft) -> Iterator[str]:
        """We said, citing the fire service, that it had fallen: the writers do not know it themselves."""
        scene, tree = self.scene, self.scene.tree
        for verb in tree.children(draft.at, "advcl"):
            if tree.tags[verb] == "VBG" and tree.lemmas[verb].lower() in scene.ontology.words["sourcing"]:
                for source in tree.children(verb, "dobj"):
                    iri = scene.linked.at(source)
                    if iri is None and scene.can_speak(source):
                        iri = scene.linked.unnamed(source, "Agent")
                    if iri is not None:
                        yield iri

    def _outer(self, draft: Draft, token: int) -> Draft | None:
        outer = self.attributed.within.get(draft.at)
        if outer is None:
            return self.attributed.innermost(token, apart=draft.at)
        return self.attributed.by_at.get(outer)
