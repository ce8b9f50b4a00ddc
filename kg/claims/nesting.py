"""Which drafts stand, and which stands in the content of which."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.claims.answers import fold_answers
from kg.claims.apart import keep_apart, recall_contents, with_antecedent, without_remark
from kg.claims.choice import find_drafts
from kg.claims.contents import is_told_of
from kg.claims.drafts import Draft, is_accusing, with_content
from kg.claims.features import find_features
from kg.claims.gapped import with_gapped
from kg.claims.holders import Holders
from kg.claims.idle import is_estimate
from kg.claims.layouts import find_layouts
from kg.claims.quoting import attribute_quotes
from kg.claims.rows import goes_on, is_plain
from kg.claims.runs import Run, merge_runs, without
from kg.claims.things import without_things
from kg.patterns import Match
from kg.predications import is_infinitive
from kg.predications.walks import that_of
from kg.quotes import quote_at, quotes_in
from kg.scenes import Scene, is_worded
from kg.scorer import Scorer
from kg.trees import FINITE_TAGS, Tree

_CLAUSES = frozenset({"clause", "question", "infinitive"})
"""Roles of contents that are clauses."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """The drafts of an article in text order, and for each the one whose content holds it, by ``at``."""

    drafts: tuple[Draft, ...]
    within: dict[int, int]
    by_at: dict[int, Draft] = field(init=False, repr=False, compare=False)
    holders: Holders = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make look-up ready."""
        object.__setattr__(self, "by_at", {draft.at: draft for draft in self.drafts})
        object.__setattr__(self, "holders", Holders(self.drafts))

    def before(self, token: int) -> Iterator[Draft]:
        """The drafts that stand before a token, the last first."""
        for number in range(bisect_left(self.drafts, token, key=lambda draft: draft.at) - 1, -1, -1):
            yield self.drafts[number]

    def in_sentence(self, tree: Tree, token: int) -> tuple[Draft, ...]:
        """The drafts whose cue stands in the sentence of a token."""
        sentence = tree.sentences[tree.sentence_of[token]]
        first = bisect_left(self.drafts, sentence.first, key=lambda draft: draft.at)
        return self.drafts[first : bisect_left(self.drafts, sentence.last, key=lambda draft: draft.at)]

    def innermost(self, token: int, *, apart: int | None = None) -> Draft | None:
        """The smallest content that holds a token."""
        return self.holders.innermost(token, apart=apart)


def attribute(scene: Scene, matches: list[Match]) -> Attributed:
    """Find the drafts, give them their quotations, keep the likely ones and nest them."""
    drafts = _quoted(scene, matches)
    likely = {draft.at for draft in _likely(scene, _nested(_added(scene, drafts)))}
    kept = _added(scene, [draft for draft in drafts if draft.at in likely])
    apart = (keep_apart(scene.tree, with_antecedent(scene.tree, without_remark(scene, draft))) for draft in kept)
    flat = _nested([draft for draft in apart if draft.content or draft.targets])
    return Attributed(tuple(_unmade(scene, draft, flat, flat.within) for draft in flat.drafts), flat.within)


def candidates(scene: Scene, matches: list[Match]) -> Attributed:
    """Every draft, nested, before the scorer has its say."""
    return _nested(_added(scene, _quoted(scene, matches)))


def _quoted(scene: Scene, matches: list[Match]) -> list[Draft]:
    """Every draft with its quotations."""
    drafts = list(without_things(scene, find_drafts(scene, matches)))
    found = _without_lenders(scene, with_gapped(scene, drafts))
    drafts = _fold_denials(scene, recall_contents(scene, found))
    drafts = sorted([*drafts, *find_layouts(scene, {draft.at for draft in drafts})], key=lambda draft: draft.at)
    drafts = attribute_quotes(scene, drafts, list(scene.quotes))
    return fold_answers(scene, [draft for draft in drafts if not _is_hedge(scene, draft)])


def _without_lenders(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "repeated the statement that the ferry was late" is one claim: the noun's, to which the verb lends a subject."""
    tree, light = scene.tree, scene.ontology.words["light"]
    lenders = {
        tree.heads[draft.at]
        for draft in drafts
        if tree.pos[draft.at] == "NOUN" and tree.deps[draft.at] in ("dobj", "nsubjpass") and draft.claimants
    }
    return [d for d in drafts if d.at not in lenders or tree.lemmas[d.at].lower() not in light or d.denied is not None]


def _nested(drafts: list[Draft]) -> Attributed:
    flat = Attributed(tuple(drafts), {})
    within: dict[int, int] = {}
    for draft in drafts:
        anchor = draft.cue[0][0] if draft.cue else draft.at
        outer = flat.innermost(anchor, apart=draft.at)
        if outer is None or not draft.cue or outer.denied == draft.at:  # a claim that is denied by its noun was made
            continue
        if draft.at not in _holders(within, outer.at):  # each may hold the other's cue: then the later one holds
            within[draft.at] = outer.at
    return Attributed(flat.drafts, within)


def _holders(within: dict[int, int], at: int) -> Iterator[int]:
    """A draft, the one that holds it, and so on; by ``at``."""
    holder: int | None = at
    while holder is not None:
        yield holder
        holder = within.get(holder)


def _likely(scene: Scene, nested: Attributed) -> list[Draft]:
    """The drafts that the scorer lets stand; it has no say over an analyst's own wordings."""
    scorer = scene.ontology.scorer
    by_at = {draft.at: draft for draft in nested.drafts}
    denied = {draft.denied for draft in nested.drafts if draft.denied is not None}
    said = {draft.content for draft in nested.drafts if draft.origin != "learnt"}
    kept: dict[int, Draft] = {}
    for draft in nested.drafts:
        if draft.at in denied and not draft.claimants and not is_accusing(scene, draft):
            continue  # refuted claims that the river was poisoned: the denial says what they are, nobody says whose
        if draft.origin in ("analyst", "layout") or not scorer.weights:
            kept[draft.at] = draft
            continue
        if draft.origin == "learnt" and draft.content in said:
            continue  # Berg opened the debate. "It was late": who is said to speak is sure, that Berg does is not
        outer = by_at.get(nested.within.get(draft.at, -1))
        firm = (draft.at in denied and draft.claimants) or draft.denied is not None
        free = _is_free_relative(scene, draft) and kept.keys().isdisjoint(_holders(nested.within, draft.at))
        if _is_sure(scene, draft, outer) or (
            draft.origin == "ontology" and (firm or free or _stands_alone(scene, draft, outer))
        ):
            kept[draft.at] = draft
            continue
        bound = _bound(scene, scorer, draft, outer)
        if scorer.probability(find_features(scene, draft, outer, nested.in_sentence(scene.tree, draft.at))) >= bound:
            kept[draft.at] = draft
    return [*kept.values()]


def _is_sure(scene: Scene, draft: Draft, outer: Draft | None) -> bool:
    """As somebody put it, what nobody in particular says, what is wanted done: said, however rare the cue."""
    if is_worded(scene.tree, draft.at, scene.ontology):
        return True
    wanted = draft.cls == "Demand" and draft.mood.holds
    return draft.origin == "learnt" and outer is None and (wanted or _is_hearsay(scene, draft))


def _bound(scene: Scene, scorer: Scorer, draft: Draft, outer: Draft | None) -> float:
    """The probability that a draft needs; a quarter where somebody demands, promises, accuses or is cited by name.

    A third where nothing is said but whom it is about. Of what the scorer adds, a clause needs less than a thing: what
    has a subject and a verb is more surely said.
    """
    if draft.origin == "learnt" and not (outer is None and _leads_in(scene, draft)):
        clausal = draft.quoted or draft.form.split(" ")[-1] in _CLAUSES
        return scorer.add_nested if outer is not None else scorer.add if clausal else scorer.add_thing
    firm = draft.form.startswith("adjunct") or (draft.claimants and not is_plain(scene, draft.cls))
    return scorer.keep / (3 if draft.form.endswith("target") else 4) if firm else scorer.keep


def _leads_in(scene: Scene, draft: Draft) -> bool:
    """Per Dahl disagreed: "Nobody knows.": after the colon stands what somebody says, whatever the verb."""
    tree = scene.tree
    if not draft.quoted or not draft.content or not any(scene.is_agent(token) for token in draft.claimants):
        return False
    return any(
        quote.is_utterance and quote.first >= 2 and tree.words[quote.first - 2] == ":" and draft.at < quote.first
        for run in draft.content
        for quote in quotes_in(scene.quotes, *run)
    )


def _stands_alone(scene: Scene, draft: Draft, outer: Draft | None) -> bool:
    """Whether the scorer has no say over a draft.

    It learnt from a corpus that leaves out what is said within what is said: "A said that B had told C", "we urge"
    in a quotation, each paragraph of a long quotation; and a denial is never in doubt.
    """
    if not draft.cue or scene.ontology.tbox.is_a(draft.cls, "Denial") or _is_beside_noun(scene.tree, draft):
        return True
    if outer is None and is_estimate(scene, scene.tree.lemmas[draft.at].lower(), draft.form.removeprefix("verb ")):
        return True
    if outer is None or not draft.claimants:
        return is_accusing(scene, draft) or (outer is None and _is_hearsay(scene, draft))
    strong = not is_plain(scene, draft.cls)
    token = draft.claimants[0]
    by_name = scene.tree.pos[token] != "PRON"
    quote = quote_at(scene.quotes, draft.at)
    if quote is not None and quote.is_utterance:
        if scene.is_first_person(token):
            return strong
        clausal = draft.form.endswith("clause") or (strong and _is_to_act(scene.tree, draft.at))
        finite = scene.tree.tags[draft.at] in FINITE_TAGS
        return clausal and finite and draft.mood.holds and by_name and scene.is_agent(token)
    return by_name and (strong or draft.form.endswith("clause") or draft.form == "noun infinitive")


def _is_free_relative(scene: Scene, draft: Draft) -> bool:
    """Expelled two envoys over what it called a plot: where no claim holds it, the only word that it is somebody's."""
    tree = scene.tree
    named = draft.form in ("verb complement", "verb prep:as") and any(map(scene.is_agent, draft.claimants))
    return named and any(tree.tags[kid] == "WP" for kid in tree.children(draft.at, "dobj"))


def _is_beside_noun(tree: Tree, draft: Draft) -> bool:
    """Praised the guards, who she said had slept: she says so beside what she praises. A step that she calls unfair."""
    clausal, named = draft.form.endswith("clause"), draft.form == "verb complement"
    return (
        bool(draft.claimants) and tree.deps[draft.at] == "relcl" and (clausal or named) and is_told_of(tree, draft.at)
    )


def _is_to_act(tree: Tree, at: int) -> bool:
    """Pressed for Russia to use its influence, urged Russia to use it."""
    return any(is_infinitive(tree, kid) for kid in tree.children(at, "xcomp", "ccomp", "advcl"))


def _is_hearsay(scene: Scene, draft: Draft) -> bool:
    """It is believed that the mine was sold. Acme is said to have fled. The claim that the mine was sold.

    Acme accused of fraud: the scorer learnt from sentences that have their auxiliaries.
    """
    tree = scene.tree
    if draft.claimants:
        return False
    if draft.form == "noun clause":
        return tree.lemmas[draft.at].lower() in scene.ontology.claim_nouns
    subject = tree.child(draft.at, "nsubjpass")
    if subject is not None and tree.child(draft.at, "aux", "auxpass") is None and draft.targets:
        return scene.ontology.tbox.is_a(draft.cls, "Accusation")
    if draft.form == "verb infinitive":
        return subject is not None and tree.lemmas[draft.at].lower() in scene.ontology.moods.reporting
    nobodys = subject is not None and tree.words[subject].lower() == "it"
    return draft.form == "verb clause" and (nobodys or _is_anonymous(draft))


def _is_anonymous(draft: Draft) -> bool:
    """The court heard that it was sold: a wording whose subject is nobody who says so."""
    return draft.origin == "ontology" and not draft.pattern.startswith("{claimant}")


def _unmade(scene: Scene, draft: Draft, flat: Attributed, within: dict[int, int]) -> Draft:
    """ "denied having ordered the shooting": what a denial holds was not said either."""
    holder = flat.by_at.get(within.get(draft.at, -1))
    if holder is None or not scene.ontology.tbox.is_a(holder.cls, "Denial") or scene.tree.pos[draft.at] == "NOUN":
        return draft
    return replace(draft, mood=replace(draft.mood, polarity="negative"))


def _added(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "said the ferry was late, adding that its crew was tired": the participle is not part of what was said first."""
    tree = scene.tree
    flat = Attributed(tuple(drafts), {})
    by_at = {draft.at: draft for draft in drafts}
    for draft in drafts:
        first, last = tree.left[draft.at], tree.right[draft.at]
        outer = flat.innermost(draft.at, apart=draft.at)
        if outer is None or quote_at(scene.quotes, draft.at) is not None:
            continue
        aside = _aside(scene, draft, outer)
        if aside is None and not goes_on(scene, draft, outer):
            continue
        if aside is not None:
            first, last = aside
        elif tree.deps[draft.at] == "conj":
            link = (kid for kid in tree.children(tree.heads[draft.at], "cc") if kid < draft.at)
            first = max(first, max(link, default=first))
        gone = [(first - (tree.deps[first - 1] == "cc"), last)]
        for holder in [outer] if aside is None else flat.holders.at(draft.at):
            if holder.at != draft.at:
                kept = merge_runs(tree, without(by_at[holder.at].content, gone))
                by_at[holder.at] = replace(by_at[holder.at], content=kept)
        if aside is None:
            mood = outer.mood if tree.deps[draft.at] == "conj" else draft.mood  # had no troops and denied that
            speaker = by_at[outer.at]
            by_at[draft.at] = replace(draft, claimants=speaker.claimants, source=speaker.source, mood=mood)
    return [by_at[draft.at] for draft in drafts]


def _aside(scene: Scene, draft: Draft, outer: Draft) -> Run | None:
    """ "says it is late, which its crew denies"; "…, something its crew denies"; "…, though its crew denied it".

    The writer says that they deny it. Likewise "denied that it was late, as its crew had claimed"; "said it was late
    while its crew said it was early".
    """
    tree, at = scene.tree, draft.at
    first, noun, link = tree.left[at], tree.heads[at], tree.child(at, "mark")
    if not draft.claimants or first == 0:
        return None
    if tree.deps[at] == "conj":
        return _answer_beside(scene, draft)
    if tree.deps[at] == "advcl" and link is not None and tree.pos[draft.claimants[0]] != "PRON":
        as_said = is_as_said(tree, at) and scene.ontology.tbox.is_a(outer.cls, "Denial")
        contrasts = tree.lemmas[link].lower() in scene.ontology.words["contrasting"]
        apart = tree.words[first - 1] == "," or (contrasts and tree.words[at] == tree.words[outer.at])
        told = contrasts or as_said or _is_meanwhile(scene, draft, outer, link)
        opened = that_of(tree, tree.heads[at]) == first - 2  # said that, while rebels claim to be near, none were
        return (first, tree.right[at]) if told and apart and not opened else None
    if not any(scene.ontology.tbox.is_a(draft.cls, cls) for cls in ("Denial", "Refusal")):
        return None
    if tree.words[first].lower() == "which" and tree.words[first - 1] == ",":
        return (first, tree.right[at])
    if tree.deps[at] not in ("relcl", "acl") or tree.words[tree.left[noun] - 1] != ",":
        return None
    named = tree.pos[noun] == "NOUN" and tree.lemmas[noun].lower() in scene.ontology.claim_nouns
    return (tree.left[noun], tree.right[noun]) if named or scene.resumes_clause(noun) else None


def _is_meanwhile(scene: Scene, draft: Draft, outer: Draft, link: int) -> bool:
    """Norland said it would wait, as Sudmark warned of a war: both are told of one time, neither as what both said."""
    tree, ontology, at = scene.tree, scene.ontology, draft.at
    lemma = tree.lemmas[at].lower()
    speaks = lemma in ontology.telling | ontology.addressing | ontology.accusing | ontology.denying
    alike = tree.tags[at] == tree.tags[outer.at] and tree.tags[at] in FINITE_TAGS and tree.child(at, "aux") is None
    own = any(at < first for first, _ in draft.content)
    later = tree.lemmas[link].lower() in ontology.words["accompanying"] and tree.heads[at] < link
    return later and speaks and alike and own


def _answer_beside(scene: Scene, draft: Draft) -> Run | None:
    """The pit was safe, Acme said, [but miners said it had flooded]: who is named there answers, and tells it us.

    Acme said the pit had flooded, [and miners called it a lie]: what had flooded before it was said is told by Acme.
    """
    tree, at = scene.tree, draft.at
    link = next((kid for kid in tree.children(tree.heads[at], "cc") if kid < at), 0)
    named = any(tree.pos[token] != "PRON" and tree.heads[token] == at for token in draft.claimants)
    if not (link and named and link + 1 == tree.left[at] and tree.words[link - 1] == ","):
        return None
    answers = tree.words[link].lower() in scene.ontology.words["adversative"] and draft.form.endswith("clause")
    return (link, tree.right[at]) if answers or _is_told_later(tree, at) else None


def _is_told_later(tree: Tree, verb: int) -> bool:
    """Said that it had flooded, and miners [called] it a lie: a past tense beside what was past when it was said.

    Not so where it may go on: said he had been beaten, and guards told him to leave.
    """
    told = tree.heads[verb]
    before = {tree.words[kid].lower() for kid in tree.children(told, "aux")} & {"had", "'d"}
    past = tree.tags[verb] == tree.tags[tree.heads[told]] == "VBD" and that_of(tree, verb) is None
    goes_on = any(tree.tags[kid] == "PRP" and tree.words[kid].lower() != "it" for kid in tree.kids[verb])
    return bool(before) and past and not goes_on


def is_as_said(tree: Tree, verb: int) -> bool:
    """Whether a verb is that of "as its owner had claimed"."""
    link = tree.child(verb, "mark") if tree.deps[verb] == "advcl" else None
    return link is not None and tree.lemmas[link].lower() == "as"


def _is_hedge(scene: Scene, draft: Draft) -> bool:
    """ "I think" in a quotation words the speaker's claim and makes none of its own; "we urge" does."""
    if draft.cls != "Claim" and not is_plain(scene, draft.cls):
        return False
    if quote_at(scene.quotes, draft.at) is None:
        return False
    return bool(draft.claimants) and all(map(scene.is_first_person, draft.claimants))


def _fold_denials(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """ "denied the claim, saying there was no buildup": what is said belongs to the denial.

    Not so "denied the charge, saying he had been in Lusk".
    """
    tree = scene.tree
    denials = {draft.at: draft for draft in drafts if scene.ontology.tbox.is_a(draft.cls, "Denial")}
    folded: dict[int, Draft] = dict(denials)
    kept = []
    for draft in drafts:
        head = tree.heads[draft.at]
        beside = head in denials and tree.deps[draft.at] == "advcl" and tree.tags[draft.at] == "VBG"
        if beside and any(_denies(scene, clause) for clause in tree.children(draft.at, "ccomp")):
            folded[head] = with_content(tree, folded[head], draft.content)
        else:
            kept.append(draft)
    return [folded.get(draft.at, draft) for draft in kept]


def _denies(scene: Scene, clause: int) -> bool:
    """No promise had been made; it was a lie."""
    said = range(scene.tree.left[clause], scene.tree.right[clause])
    return scene.mood(clause).polarity == "negative" or any(map(scene.is_untrue, said))
