"""Claims on parses made by hand, with the shipped ontology: what each step does, and what it leaves alone."""

from dataclasses import replace
from functools import lru_cache

import pytest
from handmade import NAMES, lexicon, parse_by_hand

from kg.articles import find_blocks
from kg.claims import candidates
from kg.claims.apart import keep_apart
from kg.claims.drafts import Draft
from kg.claims.features import find_features
from kg.claims.quoting import attribute_quotes
from kg.model import Article, Claim, Matter, Reading
from kg.pipeline import prepare, read, read_articles, to_scene
from kg.predications import Mood
from kg.quotes import Quote, find_quotes, quote_at, quote_beside, quotes_in
from kg.scenes import Ontology, Scene, find_matches
from kg.scorer import NO_SCORER, Scorer, load_scorer

BERG_SAID = "Berg/NNP/nsubj/1 said/VBD/ROOT/1 "
ACCUSED = (
    "Meridia/NNP/nsubj/1 accused/VBD/ROOT/1 Norlund/NNP/dobj/1 of/IN/prep/1 piracy/NN/pobj/3 ././punct/1 "
    "Norlund/NNP/nsubj/7 denied/VBD/ROOT/7 "
)
ORGS = ("ORG Meridia", "ORG Norlund", "ORG Norlund")
LEMMAS = {
    "accused": "accuse",
    "denied": "deny",
    "said": "say",
    "told": "tell",
    "muttered": "mutter",
    "seems": "seem",
    "is": "be",
}


@lru_cache(maxsize=1)
def shipped() -> Ontology:
    return prepare()[0]


def reading(rows: str, *named: str, ontology: Ontology | None = None) -> Reading:
    """What is read from a parse made by hand."""
    article, tree = parse_by_hand(rows, *named, **LEMMAS)
    return read(article, tree, ontology or shipped(), lexicon(), NAMES)


def scene_of(rows: str, *named: str) -> Scene:
    return to_scene(*parse_by_hand(rows, *named, **LEMMAS), shipped(), lexicon(), NAMES)


def told(one: Reading, claim: Claim) -> tuple[str, str, str]:
    """Class, claimant's label, words."""
    labels = {entity.iri: entity.label for entity in one.entities}
    words = " … ".join(one.article.text[span.start : span.end] for span in claim.content)
    return claim.cls, labels.get(claim.claimant or "", "-"), words


def draft(**values: object) -> Draft:
    plain = Draft("Claim", 1, ((1, 2),), (0,), (), ((0, 1),), ((2, 5),), Mood(), "made by hand")
    return replace(plain, **values)  # type: ignore[arg-type]  # the names are those of fields


# Which claim a denial denies


@pytest.mark.parametrize(
    ("rest", "answers"),
    [
        ("the/DT/det/9 accusation/NN/dobj/7 ././punct/7", True),
        ("the/DT/det/9 accusation/NN/dobj/7 of/IN/prep/9 theft/NN/pobj/10 ././punct/7", False),
        ("the/DT/det/9 flood/NN/dobj/7 ././punct/7", False),
    ],
)
def test_a_denial_answers_the_accusation_that_its_words_point_at(rest: str, *, answers: bool) -> None:
    accusation, denial = reading(ACCUSED + rest, *ORGS).claims
    assert (accusation.cls, denial.cls) == ("Accusation", "Denial")
    assert denial.denied is not None
    assert (denial.denied.claim == accusation.iri) == answers
    assert (denial.denied.claimant == accusation.claimant) == answers


# Which stands in which


def test_what_somebody_is_said_to_have_told_is_within_and_made_by_nobody_else() -> None:
    one = reading(
        BERG_SAID
        + "Lind/NNP/nsubj/3 told/VBD/ccomp/1 Beta/NNP/dobj/3 that/IN/mark/7 it/PRP/nsubj/7 rained/VBD/ccomp/3 "
        "././punct/1",
        "PERSON Berg",
        "PERSON Lind",
        "ORG Beta",
    )
    outer, inner = one.claims
    assert (outer.within, inner.within) == (None, outer.iri)
    assert told(one, inner) == ("Claim", "Lind", "that it rained")


def test_two_sentences_hold_nothing_of_each_other() -> None:
    one = reading(
        BERG_SAID + "it/PRP/nsubj/3 rained/VBD/ccomp/1 ././punct/1 Lind/NNP/nsubj/6 said/VBD/ROOT/6 it/PRP/nsubj/8 "
        "snowed/VBD/ccomp/6 ././punct/6",
        "PERSON Berg",
        "PERSON Lind",
    )
    assert [claim.within for claim in one.claims] == [None, None]


# The scorer takes away and adds

MUTTERED = "Berg/NNP/nsubj/1 muttered/VBD/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 rained/VBD/ccomp/1 ././punct/1"
SAID = BERG_SAID + "that/IN/mark/4 it/PRP/nsubj/4 rained/VBD/ccomp/1 ././punct/1"
DENIED = "Berg/NNP/nsubj/1 denied/VBD/ROOT/1 that/IN/mark/4 it/PRP/nsubj/4 rained/VBD/ccomp/1 ././punct/1"


def classes(rows: str, scorer: Scorer) -> list[str]:
    one = reading(rows, "PERSON Berg", ontology=replace(shipped(), scorer=scorer))
    return [claim.cls for claim in one.claims]


def test_without_a_scorer_every_wording_stays_and_none_is_added() -> None:
    assert [classes(rows, NO_SCORER) for rows in (SAID, DENIED, MUTTERED)] == [["Claim"], ["Denial"], []]


def test_a_scorer_that_finds_all_unlikely_leaves_denials() -> None:
    scorer = Scorer({"bias": -9.0}, frozenset(), 0.5, 0.5, 0.5)
    assert [classes(rows, scorer) for rows in (SAID, DENIED)] == [[], ["Denial"]]


def test_a_scorer_adds_the_cues_that_it_knows_where_they_are_likely() -> None:
    sure, unsure = (Scorer({"lemma=mutter": at}, frozenset({"mutter"}), 0.0, 0.6, 0.9) for at in (2.0, -2.0))
    assert (classes(MUTTERED, sure), classes(MUTTERED, unsure)) == (["Claim"], [])


SEEMS = "Berg/NNP/nsubj/1 seems/VBZ/ROOT/1 to/TO/aux/3 leave/VB/xcomp/1 ././punct/1"
SEEMS_TIRED = "Berg/NNP/nsubj/1 seems/VBZ/ROOT/1 tired/JJ/oprd/1 ././punct/1"
LIKELY = Scorer({"bias": 9.0}, frozenset({"seem", "mutter"}), 0.0, 0.6, 0.9, 0.6)


@pytest.mark.parametrize(("rows", "words"), [(SEEMS, "Berg … leave"), (SEEMS_TIRED, "Berg … tired")])
def test_what_seems_to_be_so_is_said_by_nobody_and_its_subject_is_part_of_it(rows: str, words: str) -> None:
    one = reading(rows, "PERSON Berg", ontology=replace(shipped(), scorer=LIKELY))
    (claim,) = one.claims
    assert (told(one, claim), claim.made) == (("Claim", "-", words), False)


def test_what_is_added_needs_more_where_its_content_is_a_thing() -> None:
    thing = "Berg/NNP/nsubj/1 muttered/VBD/ROOT/1 a/DT/det/3 prayer/NN/dobj/1 ././punct/1"
    sure, unsure = (replace(LIKELY, weights={"lemma=mutter": 1.0}, add_thing=at) for at in (0.6, 0.9))
    assert [classes(rows, sure) for rows in (MUTTERED, thing)] == [["Claim"], ["Claim"]]
    assert [classes(rows, unsure) for rows in (MUTTERED, thing)] == [["Claim"], []]


def test_a_noun_that_nobody_is_named_for_is_a_claim_where_it_is_likely_and_nobody_made_it() -> None:
    rows = "Fears/NNS/nsubj/3 of/IN/prep/0 flooding/NN/pobj/1 grew/VBD/ROOT/3 ././punct/3"
    article, tree = parse_by_hand(rows, **LEMMAS, Fears="fear")
    ontologies = [replace(shipped(), scorer=scorer) for scorer in (LIKELY, NO_SCORER)]
    scenes = [to_scene(article, tree, ontology, lexicon(), NAMES) for ontology in ontologies]
    found = [candidates(scene, find_matches(scene)).drafts for scene in scenes]
    assert [[(each.cls, each.origin, each.mood.holds) for each in drafts] for drafts in found] == [
        [("Concern", "learnt", False)],
        [],
    ]


def test_the_probability_rises_with_the_weights_of_what_is_seen_alone() -> None:
    scorer = Scorer({"a": 1.0, "b": -3.0, "c": 1e6}, frozenset(), 0.0, 1.0, 1.0)
    assert scorer.probability(["b"]) < scorer.probability(["a", "b"]) < 0.5 < scorer.probability(["a", "unseen"])
    assert scorer.probability(["c"]) <= 1.0


def test_the_shipped_scorer_asks_more_of_what_it_adds_within_a_claim() -> None:
    scorer = load_scorer()
    assert 0 < scorer.keep < scorer.add <= scorer.add_thing <= scorer.add_nested < 1
    assert scorer.cues
    assert "bias" in scorer.weights


def test_features_tell_the_cue_its_source_and_what_holds_it() -> None:
    scene = scene_of(SAID, "PERSON Berg")
    (found,) = candidates(scene, find_matches(scene)).drafts
    alone = set(find_features(scene, found, None))
    assert {"lemma=say", "source=Person:name", "quoted=False", "inquote=False"} <= alone
    assert not any(feature.startswith("nested") for feature in alone)
    assert any(feature.startswith("nested") for feature in find_features(scene, found, found))


# Nothing in two roles


def test_words_of_the_source_or_the_cue_are_no_content() -> None:
    _, tree = parse_by_hand(SAID)
    kept = keep_apart(tree, draft(source=((0, 1),), content=((0, 5),)))
    assert (kept.source, kept.cue, kept.content) == (((0, 1),), ((1, 2),), ((2, 5),))
    assert keep_apart(tree, kept) == kept


# Marks

OPEN = (
    BERG_SAID
    + ":/:/punct/1 “/``/punct/5 Nobody/NN/nsubj/5 came/VBD/ccomp/1 yesterday/NN/npadvmod/5 evening/NN/npadvmod/5 "
    "././punct/1 “/``/punct/11 They/PRP/nsubj/11 slept/VBD/ROOT/11 and/CC/cc/11 "
    "snored/VBD/conj/11 loudly/RB/advmod/13 "
    "././punct/11 ”/''/punct/11 It/PRP/nsubj/18 rained/VBD/ROOT/18 ././punct/18"
)


def test_a_quotation_left_open_ends_with_its_paragraph_and_the_next_continues_it() -> None:
    article, tree = parse_by_hand(OPEN, "PERSON Berg")
    one, other = find_quotes(tree, article)
    assert article.text[one.start : one.end].strip() == "Nobody came yesterday evening."
    assert article.text[other.start : other.end].strip() == "They slept and snored loudly."
    assert (one.continued, other.continued) == (False, True)
    assert (one.block, other.block) == (0, 1)


def test_each_paragraph_of_an_open_quotation_is_a_claim_of_its_speaker() -> None:
    one = reading(OPEN, "PERSON Berg")
    assert [told(one, claim)[:2] for claim in one.claims] == [("Claim", "Berg"), ("Claim", "Berg")]
    assert [claim.quoted for claim in one.claims] == [True, True]
    assert one.issues == ()  # the mark left open says whose words they are


def test_a_quotation_closed_before_the_paragraph_ends_is_not_continued() -> None:
    article, tree = parse_by_hand(OPEN.replace("././punct/1 “", "”/''/punct/1 “"), "PERSON Berg")
    assert [quote.continued for quote in find_quotes(tree, article)] == [False, False]


def test_three_words_in_marks_are_no_utterance_but_right_beside_the_verb() -> None:
    rows = BERG_SAID + ":/:/punct/1 “/``/punct/4 No/UH/ccomp/1 ”/''/punct/4 ././punct/1"
    article, tree = parse_by_hand(rows, "PERSON Berg")
    (quote,) = find_quotes(tree, article)
    assert not quote.is_utterance
    assert quote_beside(tree, article, (quote,), 1) == quote
    assert quote_beside(tree, article, (quote,), quote.first) is None
    assert quote_beside(tree, article, (replace(quote, first=6, last=7),), 1) is None
    assert Quote(0, 9, 0, 4, 0).is_utterance


def test_a_short_quotation_goes_to_a_claim_that_it_ends_and_to_no_other() -> None:
    rows = (
        "Berg/NNP/nsubj/1 called/VBD/ROOT/1 the/DT/det/3 vote/NN/dobj/1 “/``/punct/5 "
        "dead/JJ/oprd/1 ”/''/punct/5 ././punct/1"
    )
    scene = scene_of(rows, "PERSON Berg")
    ends = draft(content=((2, 4),))
    (joined,) = attribute_quotes(scene, [ends], list(scene.quotes))
    assert joined.content == ((2, 6),)
    (apart,) = attribute_quotes(scene, [draft(content=((2, 3),))], list(scene.quotes))
    assert apart.content == ((2, 3),)


def test_a_quotation_after_the_first_word_ends_no_claim_that_has_no_content() -> None:
    scene = scene_of("called/VBD/ROOT/0 dead/JJ/oprd/0 ././punct/0")
    bare = replace(draft(content=()), at=0)
    assert attribute_quotes(scene, [bare], [Quote(6, 10, 1, 2, 0)]) == [bare]


def test_a_clause_with_as_whose_arcs_cross_may_end_with_the_text() -> None:
    rows = (
        "As/IN/mark/2 Berg/NNP/nsubj/2 said/VBD/advcl/6 ,/,/punct/6 the/DT/det/5 dam/NN/nsubj/6 broke/VBD/ROOT/6 "
        "././punct/2"
    )
    assert reading(rows, "PERSON Berg").sentences


# A label before a colon


@pytest.mark.parametrize(("label", "found"), [("PERSON Berg", True), ("DATE Berg", False)])
def test_a_colon_after_somebody_who_can_speak_makes_a_claim(label: str, *, found: bool) -> None:
    tag = "NNP" if found else "CD"
    rows = f"Berg/{tag}/dep/5 :/:/punct/5 the/DT/det/3 ferry/NN/nsubj/5 always/RB/advmod/5 left/VBD/ROOT/5 ././punct/5"
    one = reading(rows, label)
    assert [told(one, claim) for claim in one.claims] == ([("Claim", "Berg", "the ferry always left")] if found else [])


# Who is meant


def test_in_a_quotation_we_are_its_speaker() -> None:
    rows = (
        "“/``/punct/2 We/PRP/nsubj/2 urge/VBP/ccomp/11 France/NNP/dobj/2 to/TO/aux/5 "
        "close/VB/xcomp/2 the/DT/det/7 mine/NN/dobj/5 "
        ",/,/punct/11 ”/''/punct/11 Berg/NNP/nsubj/11 said/VBD/ROOT/11 ././punct/11"
    )
    one = reading(rows, "GPE France", "PERSON Berg")
    demand = next(claim for claim in one.claims if claim.cls == "Demand")
    assert told(one, demand)[1] == "Berg"
    assert len(demand.targets) == 1


@pytest.mark.parametrize("verb", ["compiled", "seen"])
def test_a_document_speaks_for_who_wrote_it_and_not_for_who_saw_it(verb: str) -> None:
    rows = (
        f"Figures/NNS/nsubj/4 {verb}/VBN/acl/0 by/IN/agent/1 Beta/NNP/pobj/2 said/VBD/ROOT/4 it/PRP/nsubj/6 "
        "rained/VBD/ccomp/4 ././punct/4"
    )
    article, tree = parse_by_hand(rows, "ORG Beta", **LEMMAS, Figures="figure", compiled="compile", seen="see")
    one = read(article, tree, shipped(), lexicon(), NAMES)
    assert (told(one, one.claims[0])[1] == "Beta") == (verb == "compiled")


def test_who_accuse_each_other_and_are_one_noun_accuse_nobody_else() -> None:
    rows = (
        "The/DT/det/1 parties/NNS/nsubj/2 accused/VBD/ROOT/2 each/DT/det/4 other/JJ/dobj/2 "
        "of/IN/prep/2 theft/NN/pobj/5 ././punct/2"
    )
    (claim,) = reading(rows).claims
    assert (claim.cls, claim.targets) == ("Accusation", ())


def test_a_list_that_is_parsed_as_an_apposition_has_every_speaker() -> None:
    names = "Anna/NNP/compound/1 Berg/NNP/nsubj/{verb} ,/,/punct/1 Oscar/NNP/compound/4 Lind/NNP/appos/1 "
    rest = (
        "and/CC/cc/4 Norlund/NNP/conj/4 {end}said/VBD/ROOT/{verb} it/PRP/nsubj/{rained} "
        "rained/VBD/ccomp/{verb} ././punct/{verb}"
    )
    for end, verb, count in (("", 7, 3), (",/,/punct/1 ", 8, 1)):
        rows = (names + rest).format(verb=verb, end=end, rained=verb + 2)
        one = reading(rows, "PERSON Anna Berg", "PERSON Oscar Lind", "ORG Norlund")
        assert len({claim.claimant for claim in one.claims}) == count


# What is held and what is disputed


@pytest.mark.parametrize(
    ("verb", "neg", "held", "disputed"), [("said", "", 1, 0), ("denied", "", 0, 1), ("said", "not/RB/neg/4 ", 0, 1)]
)
def test_a_claim_holds_or_disputes_what_it_says_of_a_relation(verb: str, neg: str, held: int, disputed: int) -> None:
    at = 6 if neg else 5
    rows = (
        f"Berg/NNP/nsubj/1 {verb}/VBD/ROOT/1 that/IN/mark/4 Latvia/NNP/nsubj/4 is/VBZ/ccomp/1 {neg}a/DT/det/{at + 1} "
        f"member/NN/attr/4 of/IN/prep/{at + 1} NATO/NNP/pobj/{at + 2} ././punct/1"
    )
    (claim,) = reading(rows, "PERSON Berg", "GPE Latvia", "ORG NATO").claims
    matter = Matter(NAMES.entity("Latvia"), "memberOf", NAMES.entity("NATO"))
    assert claim.holds == (matter,) * held
    assert claim.disputes == (matter,) * disputed


def test_quotations_are_looked_up_by_token() -> None:
    quotes = [Quote(0, 0, 2, 5, 0), Quote(0, 0, 7, 9, 0), Quote(0, 0, 12, 20, 1)]
    assert [quote_at(quotes, token) for token in (1, 2, 4, 5, 8, 20)] == [
        None,
        quotes[0],
        quotes[0],
        None,
        quotes[1],
        None,
    ]
    assert list(quotes_in(quotes, 4, 13)) == quotes
    assert list(quotes_in(quotes, 5, 7)) == []


# What is read of a whole text


def test_after_a_dateline_the_first_name_is_whole() -> None:
    text = "RIGA - North Korea fired two missiles on Wednesday, South Korea's Joint Chiefs of Staff said."
    article = Article("a", "https://example.org/a", text, find_blocks(text))
    (found,) = read_articles([article])
    (claim,) = found.claims
    assert " ".join(text[span.start : span.end] for span in claim.content).startswith("North Korea fired")
