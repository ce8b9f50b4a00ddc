"""Which claim a denial denies, and which demand a refusal refuses."""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Literal

from kg.claims.drafts import Draft, holds_token
from kg.claims.nesting import Attributed, is_as_said
from kg.claims.pointing import points_back
from kg.claims.speakers import Speakers
from kg.model import Denied
from kg.scenes import Scene

_LIKENESS = 0.5
"""The share of content words that a denial and the claim it denies have in common."""
_REACH = 6
"""How many sentences back a bare claim noun may refer."""
_NEAR = 2
"""How many sentences back a bare pronoun may refer."""
_FAR = 200
"""How many claims back a claim that is denied may stand."""
_TOLD = ("prep:of", "prep:about", "prep:for", "clause", "infinitive", "gerund")
"""Where a claim noun has its content."""
_AIMED = {"Accusation", "Condemnation"}
"""The claims against somebody, which whoever they are against may call by the noun of either."""
_HOLDERS = ("poss", "compound", "prep:by", "prep:from", "prep:of")


def find_denied(
    scene: Scene, draft: Draft, attributed: Attributed, speakers: Speakers, first: dict[int, str], *, among: str
) -> Denied:
    """The claim and its claimant, as far as the article shows them.

    A claim noun names it ("Kyiv's claim that") or goes back to it ("denied the accusation"), a relative clause refers
    to it (", which Kyiv denies"), or an earlier claim of somebody else has its words. ``first`` gives the claim that a
    draft became, ``among`` the class that it is of: a refusal refuses a demand.
    """
    named = _named(scene, draft, attributed) or _referred_to(scene, draft, attributed)
    named = named or _said_so(scene, draft, attributed)
    if named is not None:
        return _of(named, speakers, first)
    holder = _holder(scene, draft)
    if holder is not None and holder not in speakers.of(draft):
        theirs = _recalled(scene, draft, attributed, speakers, of=holder)
        return Denied(holder, first.get(theirs.at) if theirs is not None else None)
    earlier = (
        _recalled(scene, draft, attributed, speakers)
        or _pointed_at(scene, draft, attributed, speakers, among)
        or _alike(scene, draft, attributed, speakers, among)
    )
    return _of(earlier, speakers, first) if earlier is not None else Denied()


def _of(draft: Draft, speakers: Speakers, first: dict[int, str]) -> Denied:
    claimants = speakers.of(draft)
    return Denied(claimants[0] if claimants else None, first.get(draft.at))


def _named(scene: Scene, draft: Draft, attributed: Attributed) -> Draft | None:
    """Denied Kyiv's claim that the mill was shelled."""
    by_at = attributed.by_at
    if draft.denied is not None and draft.denied != draft.at and draft.denied in by_at:
        return by_at[draft.denied]
    for begin, end in draft.content:
        for token in range(begin, end):
            if token != draft.at and token in by_at and scene.tree.lemmas[token].lower() in scene.ontology.claim_nouns:
                return by_at[token]
    return None


def _holder(scene: Scene, draft: Draft) -> str | None:
    """Whose claim it is, where the claim itself says too little to be one: rejected the opposition's charge."""
    for noun in _claim_nouns(scene, draft):
        for argument in scene.nominal(noun).arguments:
            if argument.role in _HOLDERS:
                iri = scene.linked.at(argument.token)
                if iri is not None and scene.is_a(iri, "Agent"):
                    return iri
    return None


def _claim_nouns(scene: Scene, draft: Draft) -> list[int]:
    if draft.denied is not None:
        return [draft.denied]
    tree = scene.tree
    return [
        token
        for begin, end in draft.content[:1]
        for token in range(begin, end)
        if tree.pos[token] == "NOUN" and tree.lemmas[token].lower() in scene.ontology.claim_nouns
    ][:1]


def _referred_to(scene: Scene, draft: Draft, attributed: Attributed) -> Draft | None:
    """Meridia says Norlund is its ally, which Norlund denies; a claim that Norlund denies."""
    tree = scene.tree
    noun = tree.heads[draft.at]
    if draft.content and scene.resumes_clause(noun):
        near = islice(attributed.before(draft.at), _NEAR)
        return next((each for each in near if holds_token(each, draft.content[0][0])), None)
    if draft.denied == noun and tree.deps[draft.at] in ("relcl", "acl") and tree.words[tree.left[noun] - 1] == ",":
        before, comma = islice(attributed.before(draft.at), _NEAR), tree.left[noun] - 1
        ends = (comma, comma - (tree.pos[comma - 1] == "PUNCT"))  # called it "a plot", a charge
        return next((each for each in before if each.content and each.content[-1][1] in ends), None)
    aside = tree.deps[draft.at] in ("advcl", "ccomp") and tree.words[tree.left[draft.at]].lower() == "which"
    if not draft.content or not (aside or tree.deps[draft.at] == "relcl"):
        return None
    holder = attributed.innermost(draft.content[0][0], apart=draft.at)
    return holder if holder is not None and holds_token(holder, tree.heads[draft.at]) else None


def _said_so(scene: Scene, draft: Draft, attributed: Attributed) -> Draft | None:
    """Denied that the mill had burned, as its owner had claimed; not: as its owner warned of fire."""
    tree = scene.tree
    for other in attributed.in_sentence(tree, draft.at):
        told = other.at > draft.at and is_as_said(tree, other.at) and holds_token(draft, tree.heads[other.at])
        if told and not any(first > other.at for first, _ in other.content):
            return other
    return None


def _recalled(
    scene: Scene, draft: Draft, attributed: Attributed, speakers: Speakers, *, of: str | None = None
) -> Draft | None:
    """Meridia accused Norlund of piracy. Norlund denied the accusation, denied Meridia's accusation.

    The latest claim that the noun names, by whose it is said to be or by anybody else than who denies it.
    """
    tree, tbox = scene.tree, scene.ontology.tbox
    own, side = set(speakers.of(draft)), _side(scene, draft.claimants) | speakers.sides(draft)
    for noun in _claim_nouns(scene, draft):
        beside = tree.heads[draft.at] == noun  # accused Beta of theft, a charge that it denied
        if not beside and (_is_told(scene, noun) or (of is None and not _goes_back(scene, noun))):
            continue
        lemma = tree.lemmas[noun].lower()
        named = {term.name for term in tbox.terms.values() if lemma in term.nouns and tbox.is_a(term.name, "Claim")}
        reach = 1 if beside and not _goes_back(scene, noun) else _REACH
        near = list(_shortly_before(scene, draft, attributed, reach))
        further = _shortly_before(scene, draft, attributed, 2 * reach) if _goes_back(scene, noun) else ()
        facing = [each for each in further if _stands(scene, each, side, speakers) == "facing"]
        inside = [each for each in near if _is_in(scene, each, lemma)]
        aimed = _AIMED if named & _AIMED else set[str]()  # accused it of waste: it rejected the criticism
        for kinds, other in [*product([named], [*inside, *facing]), *product([aimed], facing), *product([named], near)]:
            if not other.mood.holds or not any(tbox.is_a(other.cls, name) for name in kinds):
                continue
            if _is_bystander(scene, draft, other) or _stands(scene, other, side, speakers) == "beside":
                continue
            who = speakers.of(other)
            if of in who if of is not None else not own & set(who) and not tbox.is_a(other.cls, "Denial"):
                return other
        if of is None and not beside:
            last = _last_said(scene, draft, attributed, speakers, "Claim")
            if last is None or last.cls in scene.ontology.unasserted or _is_bystander(scene, draft, last):
                return None  # guards beat her: it denied the charge
            found = "Finding" not in named or not any(scene.is_a(iri, "Person") for iri in speakers.of(last))
            return last if found else None  # a nurse said so; a bank rejected the findings: of others
    return None


def _stands(scene: Scene, accusation: Draft, own: set[str], speakers: Speakers) -> Literal["beside", "facing", ""]:
    """How an accusation stands to the side of whoever denies: made by it against others, or against it by others.

    Veria accused Norlund's army of piracy, a Norlund envoy Veria of lies. Norlund's embassy denied the charge.
    """
    theirs = _side(scene, accusation.claimants) | speakers.sides(accusation)
    accused = _side(scene, (token for _, token in accusation.targets))
    if own & theirs:
        return "beside" if accused and not own & accused else ""
    return "facing" if own & accused else ""


def _side(scene: Scene, tokens: Iterable[int]) -> set[str]:
    """Those whom tokens stand for, and the states that they are of: a unit of the Russian army."""
    tree, found = scene.tree, set[str]()
    for token in tokens:
        phrase = [token]
        for each in phrase:
            phrase += tree.children(each, "poss", "compound", "amod", "prep", "pobj")
        for each in phrase:
            iri = scene.linked.at(each)
            if iri is not None and (each == token or scene.is_a(iri, "State")):
                found.update(filter(None, (iri, scene.linked.state_of(iri))))
    return found


def _is_bystander(scene: Scene, draft: Draft, accusation: Draft) -> bool:
    """Veria accused Norland of bias. The suspect denies the charges: he speaks for no state."""
    tree, office = scene.tree, scene.ontology.words["office"]
    accused = [scene.linked.at(token) for _, token in accusation.targets]
    if not accused or not draft.claimants or not all(iri and scene.is_a(iri, "Organization") for iri in accused):
        return False
    return all(
        tree.pos[token] == "NOUN"
        and tree.lemmas[token].lower() not in office
        and (own := scene.linked.at(token)) is not None
        and scene.linked.entity(own).cls == "Person"
        and tree.child(token, "poss", "prep", "compound", "amod", "appos") is None
        for token in draft.claimants
    )


def _is_in(scene: Scene, draft: Draft, document: str) -> bool:
    """A report says so, which a minister welcomes. An envoy calls the report a lie: what the report says."""
    return any(scene.tree.lemmas[token].lower() == document for token in draft.claimants)


def _pointed_at(scene: Scene, draft: Draft, attributed: Attributed, speakers: Speakers, among: str) -> Draft | None:
    """Meridia accused Norlund of piracy. Norlund denied it, said "No": another's last claim, an accusation first."""
    if not points_back(scene, draft):
        return None
    return _last_said(scene, draft, attributed, speakers, among)


def _last_said(scene: Scene, draft: Draft, attributed: Attributed, speakers: Speakers, among: str) -> Draft | None:
    """What somebody else said last, an accusation first, unless the accused said something since and others deny."""
    tbox, own = scene.ontology.tbox, speakers.sides(draft)
    near = [
        other
        for other in _shortly_before(scene, draft, attributed, _NEAR)
        if tbox.is_a(other.cls, among) and not tbox.is_a(other.cls, "Denial")
        if other.mood.holds and not own & set(speakers.of(other))
    ]
    side = own | _side(scene, draft.claimants)
    accusing = [
        other for other in near if tbox.is_a(other.cls, "Accusation") and not _is_answered(scene, other, side, near)
    ]
    told = {other.at for other in near}  # Berg said that Lind had asked him to act. The cabinet denies this.
    outer = [other for other in near if attributed.within.get(other.at) not in told]
    return max(accusing or outer, key=lambda other: other.at, default=None)


def _is_answered(scene: Scene, accusation: Draft, side: set[str], near: list[Draft]) -> bool:
    """Riga blamed the rebels. These said the army had done it: what the army denies is no longer Riga's."""
    accused = _side(scene, (token for _, token in accusation.targets))
    later = (other for other in near if other.at > accusation.at)
    return not accused & side and any(accused & _side(scene, other.claimants) for other in later)


def _shortly_before(scene: Scene, draft: Draft, attributed: Attributed, reach: int) -> Iterator[Draft]:
    """The drafts of at most ``reach`` sentences back, the last first; no more than may be looked through."""
    tree = scene.tree
    for other in islice(attributed.before(draft.at), _FAR):
        if tree.sentence_of[draft.at] - tree.sentence_of[other.at] > reach:
            return
        yield other


def _goes_back(scene: Scene, noun: int) -> bool:
    """The accusation, these claims, which were said before; not: the first claim, its claim."""
    before = [kid for kid in scene.tree.kids[noun] if kid < noun]
    return len(before) == 1 and scene.is_definite(noun)


def _is_told(scene: Scene, noun: int) -> bool:
    """The accusation of theft, the claim that the mill was shelled: what they are is said here."""
    roles = {argument.role for argument in scene.nominal(noun).arguments}
    return bool(roles & {*_TOLD}) or scene.tree.child(noun, "relcl") is not None


def _alike(scene: Scene, draft: Draft, attributed: Attributed, speakers: Speakers, among: str) -> Draft | None:
    """The latest earlier claim of somebody else that shares most content words."""
    words, own = _words(scene, draft), set(speakers.of(draft))
    best: tuple[float, Draft] | None = None
    for other in islice(attributed.before(draft.at), _FAR):
        if "Denial" in scene.ontology.tbox.ancestors(other.cls) or not other.mood.holds:
            continue
        if not words or own & set(speakers.of(other)) or not scene.ontology.tbox.is_a(other.cls, among):
            continue
        theirs = _words(scene, other)
        likeness = len(words & theirs) / min(len(words), len(theirs)) if theirs else 0.0
        if likeness >= _LIKENESS and len(words & theirs) > 1 and (best is None or likeness > best[0]):
            best = (likeness, other)
    return best[1] if best is not None else None


def _words(scene: Scene, draft: Draft) -> set[str]:
    tree = scene.tree
    return {
        tree.lemmas[token].lower()
        for begin, end in draft.content
        for token in range(begin, end)
        if tree.pos[token] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
    }
