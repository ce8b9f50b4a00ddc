"""Matches that are nobody's claim: things that back nothing, norms, sources, and who asks not to be named."""

from kg.offices import is_post
from kg.patterns import Filler, Match
from kg.predications import is_passive
from kg.scenes import Scene, is_of_arms

_AIMS = frozenset({"infinitive", "complement"})
"""What the content of a verb of contact may be, where another verb tells what was said."""


def is_thing(scene: Scene, match: Match, claimants: tuple[int, ...], *, aimed: bool) -> bool:
    """Two pillars supported the bridge: what is neither an agent nor a document backs nobody.

    Nor does it threaten anybody, where nothing is said but whom it is ``aimed`` at. In "poured according to custom" no
    custom speaks.
    """
    tree = scene.tree
    bare = match.predication.kind == "adjunct" and not any(tree.tags[t] != "NN" or tree.kids[t] for t in claimants)
    if not claimants or not (aimed or bare or match.pattern.term in scene.ontology.presupposing):
        return False
    return all(
        tree.pos[token] == "NOUN"
        and scene.linked.at(token) is None
        and not scene.is_agent(token)
        and tree.lemmas[token].lower() not in scene.ontology.words["document"] | scene.ontology.words["quantifying"]
        for token in claimants
    )


def is_mute(scene: Scene, claimants: tuple[int, ...]) -> bool:
    """The law says that ballots be sealed, the clock says noon: nobody speaks."""
    tree, mute = scene.tree, scene.ontology.words["mute"]
    return bool(claimants) and all(tree.pos[t] == "NOUN" and tree.lemmas[t].lower() in mute for t in claimants)


def is_conversation(scene: Scene, match: Match, claimants: tuple[int, ...]) -> bool:
    """Berg and Lind, or ministers, discussed the war: with each other, so that none of them tells us anything."""
    several = len(claimants) > 1 or any(scene.tree.tags[token] in ("NNS", "NNPS") for token in claimants)
    met = several and scene.mood(match.predication.head).polarity == "positive"  # not: they refused to discuss it
    return met and match.predication.lemma in scene.ontology.words["conversing"]


def is_discretion(scene: Scene, match: Match, filler: Filler | None) -> bool:
    """Who asked not to be named, or by a surname: how a source is given; not: to be named ambassador."""
    tree, naming = scene.tree, scene.ontology.words["naming"]
    if filler is None:
        return False
    verb = match.predication.head
    aside = tree.deps[tree.heads[verb] if tree.deps[verb] == "conj" else verb] in ("relcl", "acl", "advcl")
    passive = (t for t in filler.tokens if tree.lemmas[t].lower() in naming and is_passive(tree, t))
    named = [t for t in passive if tree.child(t, "oprd", "dobj", "attr") is None]
    by = [noun for t in named for link in tree.children(t, "agent") for noun in tree.children(link, "pobj")]
    if any(scene.is_agent(noun) for noun in by):
        return False
    return bool(by) or any(aside or tree.child(t, "neg") is not None for t in named)


def is_sourcing(scene: Scene, match: Match, filler: Filler | None) -> bool:
    """Reported, citing court documents: where it is from, and nothing more that is said."""
    tree, found = scene.tree, match.predication
    if filler is None or tree.tags[found.head] != "VBG" or found.lemma not in scene.ontology.words["obtaining"]:
        return False
    return all(tree.lemmas[token].lower() in scene.ontology.words["document"] for token in filler.tokens)


def is_naming(scene: Scene, match: Match) -> bool:
    """Sandworm, which others call Voodoo Bear: what it is named, and no view of it."""
    tree, verb = scene.tree, match.predication.head
    if match.predication.lemma not in scene.ontology.words["dubbing"] or tree.deps[verb] not in ("acl", "relcl"):
        return False
    bearer = scene.linked.at(tree.heads[verb])
    names = (scene.linked.at(name) for name in tree.children(verb, "oprd", "dobj", "attr") if name in scene.heads)
    return bearer is not None and bearer in names


def is_wielding(scene: Scene, match: Match) -> bool:
    """Fired rubber bullets to break up the crowd: what somebody does with a thing is nothing said."""
    filler = match.filler("content")
    wields = match.predication.lemma in scene.ontology.words["wielding"]
    return wields and filler is not None and filler.slot.role == "infinitive"


def is_blow(scene: Scene, match: Match, claimants: tuple[int, ...]) -> bool:
    """General Berg attacked the garrison, the guards charged with batons: with arms and no words."""
    found, arms = match.predication, scene.ontology.words["arms"]
    content = match.filler("content")
    if content is not None and content.slot.role == "prep:with":
        return all(scene.tree.lemmas[thing].lower() in arms for thing in content.tokens)
    force = found.lemma in scene.ontology.words["figurative"]
    return force and is_of_arms(scene, found, claimants, found.fillers("object"))


def is_placing(scene: Scene, match: Match, filler: Filler | None) -> bool:
    """Put the matter at the centre, two guards at two gates: in a place; not: put the loss at two crowns."""
    if filler is None or not is_estimate(scene, match.predication.lemma, filler.slot.role):
        return False
    tree = scene.tree
    numbers = (*filler.tokens, *(kid for token in filler.tokens for kid in tree.kids[token]))
    counted = any(tree.child(thing, "nummod") is not None for thing in match.predication.fillers("object"))
    return counted or not any(tree.tags[token] == "CD" for token in numbers)


def is_estimate(scene: Scene, lemma: str, role: str) -> bool:
    """Whether a verb with "at" says how much something is: put the loss at two crowns."""
    return role == "prep:at" and lemma in scene.ontology.words["estimating"]


def is_removal(scene: Scene, match: Match, filler: Filler | None) -> bool:
    """Dismissed Lind as mayor: out of an office; not: as a liar."""
    behind = filler is not None and filler.slot.role == "prep:as" and match.predication.lemma == "dismiss"
    return behind and filler is not None and any(is_post(scene, noun) for noun in filler.tokens)


def is_announced(scene: Scene, match: Match, claimants: tuple[int, ...], filler: Filler | None) -> bool:
    """The results were announced: a thing, and by nobody; not: it was announced that they were in."""
    bare = not claimants and filler is not None and filler.slot.role == "object"
    return bare and match.predication.lemma in scene.ontology.words["announcing"]


def is_contact(scene: Scene, match: Match, filler: Filler | None) -> bool:
    """Wrote to the paper, rang Lind to say that it was false: the second verb says so; not: called on Lind to show."""
    tree, found = scene.tree, match.predication
    if filler is None or found.lemma not in scene.ontology.words["contacting"] or filler.slot.role not in _AIMS:
        return False
    said = found.fillers("infinitive")
    urged = found.fillers("prep:on") or found.fillers("prep:upon")
    tells = all(tree.lemmas[each].lower() in scene.ontology.telling and tree.child(each, "ccomp") for each in said)
    return bool(said) and tells and not urged


def is_proclaimed(scene: Scene, match: Match) -> bool:
    """Berg declared winner, as headlines say that Berg was: a person by a bare noun is what somebody is named."""
    tree, filler = scene.tree, match.filler("content")
    if filler is None or filler.slot.role != "object" or len(filler.tokens) != 1:
        return False
    noun = filler.tokens[0]
    lemma, nouns = tree.lemmas[noun].lower(), scene.ontology.tbox.lexicon.nouns
    named = nouns.get(lemma) == "Person" or lemma in scene.ontology.words["proclaimed"]
    bare = tree.tags[noun] == "NN" and not any(kid < noun for kid in tree.kids[noun]) and noun not in scene.heads
    return bare and named and tree.tags[match.predication.head] != "VB"
