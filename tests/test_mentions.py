from itertools import pairwise

from handmade import lexicon, parse_by_hand

from kg.mentions import find_mentions
from kg.model import Description, Mention
from kg.trees import Tree

POMPEO = (
    "US/NNP/nmod/1 Secretary/NNP/nmod/5 of/IN/prep/1 State/NNP/pobj/2 Mike/NNP/compound/5 Pompeo/NNP/nsubj/6 "
    "criticised/VBD/ROOT/6 Lukashenko/NNP/poss/9 's/POS/case/7 claim/NN/dobj/6 ././punct/6"
)


def found(rows: str, *named: str, **lemmas: str) -> tuple[Tree, dict[str, Mention]]:
    """The mentions of a parse made by hand, by their words."""
    _, tree = parse_by_hand(rows, *named, **lemmas)
    return tree, {tree.text[item.start : item.end]: item for item in find_mentions(tree, lexicon())}


def says(tree: Tree, item: Description) -> str:
    return tree.slice(item.first, item.end)


def test_who_publishes_the_article_is_known_by_name() -> None:
    rows = "Kalns/NNP/nsubj/1 told/VBD/ROOT/1 the/DT/det/4 Baltic/NNP/compound/4 Ledger/NNP/dobj/1 ././punct/1"
    for publisher, names in (("The Baltic Ledger", ["Kalns", "Baltic Ledger"]), (None, ["Kalns", "Baltic", "Ledger"])):
        _, tree = parse_by_hand(rows, "PERSON Kalns", publisher=publisher)
        assert [tree.slice(item.first, item.last) for item in find_mentions(tree, lexicon())] == names


def test_a_publishers_name_inside_a_longer_name_is_not_the_publisher() -> None:
    rows = "Sun/NNP/compound/1 Kalns/NNP/nsubj/2 told/VBD/ROOT/2 the/DT/det/4 Sun/NNP/dobj/2 ././punct/2"
    _, tree = parse_by_hand(rows, "PERSON Sun Kalns", publisher="The Sun")
    assert [(span.first, span.last, span.ner_label) for span in tree.named] == [(0, 2, "PERSON"), (4, 5, "ORG")]


def test_a_body_called_by_a_name_before_its_noun_is_one_wherever_the_name_stands() -> None:
    _, mentions = found(
        "The/DT/det/2 Hope/NNP/compound/2 party/NN/nsubj/3 lost/VBD/ROOT/3 ././punct/3 "
        "Hope/NNP/poss/7 's/POS/case/5 leader/NN/nsubj/8 wept/VBD/ROOT/8 ././punct/8",
        "PERSON Hope",
        "PERSON Hope",
    )
    assert mentions["Hope"].cls == "Party"


def test_a_company_that_has_its_founders_name_leaves_him_a_person() -> None:
    _, mentions = found(
        "Anna/NNP/compound/1 Berg/NNP/nsubj/2 left/VBD/ROOT/2 ././punct/2 The/DT/det/6 Berg/NNP/compound/6 "
        "company/NN/nsubj/7 closed/VBD/ROOT/7 ././punct/7 Berg/NNP/nsubj/10 wept/VBD/ROOT/10 ././punct/10",
        "PERSON Anna Berg",
        "PERSON Berg",
        "PERSON Berg",
    )
    assert mentions["Berg"].cls == "Person"


def test_a_title_before_a_name_is_its_description_and_no_mention() -> None:
    tree, mentions = found(POMPEO, "ORG State", "PERSON Mike Pompeo", "PERSON Lukashenko")
    assert list(mentions) == ["US", "Mike Pompeo", "Lukashenko"]
    (title,) = mentions["Mike Pompeo"].descriptions
    assert says(tree, title) == "US Secretary of State"
    assert tree.words[title.head] == "Secretary"
    assert title.current


def test_what_a_minister_is_for_is_no_body() -> None:
    tree, mentions = found(
        "Asylum/NNP/compound/1 Minister/NNP/compound/3 Anna/NNP/compound/3 Berg/NNP/nsubj/4 left/VBD/ROOT/4 "
        "././punct/4",
        "ORG Asylum",
        "PERSON Anna Berg",
    )
    assert list(mentions) == ["Anna Berg"]
    assert says(tree, mentions["Anna Berg"].descriptions[0]) == "Asylum Minister"


def test_who_has_a_title_is_no_party() -> None:
    tree, mentions = found(
        "Energy/NNP/compound/1 Minister/NNP/compound/3 Anna/NNP/compound/3 Berg/NNP/nsubj/9 ,/,/punct/3 the/DT/det/7 "
        "largest/JJS/amod/7 party/NN/appos/3 ,/,/punct/3 left/VBD/ROOT/9 ././punct/9",
        "PERSON Anna Berg",
    )
    assert [says(tree, item) for item in mentions["Anna Berg"].descriptions] == ["Energy Minister"]


def test_a_possessive_ending_is_no_part_of_a_name() -> None:
    tree, mentions = found(POMPEO, "PERSON Mike Pompeo", "PERSON Lukashenko's")
    assert tree.words[mentions["Lukashenko"].head] == "Lukashenko"


def test_a_former_role_is_not_current() -> None:
    tree, mentions = found(
        "He/PRP/nsubj/1 met/VBD/ROOT/1 the/DT/det/5 former/JJ/amod/5 Lithuanian/JJ/compound/5 president/NN/dobj/1 "
        "Anna/NNP/compound/7 Petraite/NNP/appos/5 ././punct/1",
        "PERSON Anna Petraite",
    )
    (title,) = mentions["Anna Petraite"].descriptions
    assert (says(tree, title), title.current) == ("former Lithuanian president", False)
    assert mentions["Lithuanian"].cls == "State"


def test_an_elect_role_is_not_current() -> None:
    _, mentions = found(
        "President/NNP/nmod/2 -/HYPH/punct/2 elect/NN/compound/4 Olga/NNP/compound/4 Sidorova/NNP/nsubj/5 "
        "spoke/VBD/ROOT/5",
        "PERSON Olga Sidorova",
    )
    assert not mentions["Olga Sidorova"].descriptions[0].current


def test_an_apposition_describes_the_name_beside_it() -> None:
    tree, mentions = found(
        "Mr/NNP/compound/1 Key/NNP/nsubj/7 ,/,/punct/1 the/DT/det/5 prime/JJ/amod/5 minister/NN/appos/1 ,/,/punct/1 "
        "thanked/VBD/ROOT/7 Haider/NNP/compound/11 al/NNP/compound/11 -/NNP/punct/11 Abadi/NNP/dobj/7 ././punct/7",
        "PERSON Haider al-Abadi",
    )
    assert list(mentions) == ["Key", "Haider al-Abadi"]
    assert mentions["Key"].cls == "Person"
    assert [says(tree, item) for item in mentions["Key"].descriptions] == ["the prime minister"]


def test_a_capital_is_its_state_where_it_acts_and_a_place_where_something_happens() -> None:
    acting = {
        "Moscow/NNP/nsubj/1 offered/VBD/ROOT/1 help/NN/dobj/1 ././punct/1": "State",
        "Moscow/NNP/poss/2 's/POS/case/0 claim/NN/nsubj/3 failed/VBD/ROOT/3 ././punct/3": "State",
        "The/DT/det/1 US/NNP/nsubj/2 criticised/VBD/ROOT/2 Moscow/NNP/dobj/2 ././punct/2": "State",
        "Talks/NNS/nsubj/1 failed/VBD/ROOT/1 in/IN/prep/1 Moscow/NNP/pobj/2 ././punct/1": "Place",
        "Moscow/NNP/poss/2 's/POS/case/0 mayor/NN/nsubj/3 resigned/VBD/ROOT/3 ././punct/3": "Place",
        "He/PRP/nsubj/1 visited/VBD/ROOT/1 Moscow/NNP/dobj/1 ././punct/1": "Place",
    }
    for rows, cls in acting.items():
        _, mentions = found(rows, "GPE Moscow", visited="visit", criticised="criticise")
        assert mentions["Moscow"].cls == cls, rows


def test_a_state_and_a_name_word_make_the_name_of_a_body() -> None:
    _, mentions = found(
        "Belarusian/JJ/amod/1 protesters/NNS/nsubj/2 accused/VBD/ROOT/2 the/DT/det/5 Indonesian/NNP/compound/5 "
        "Navy/NNP/dobj/2 ././punct/2",
        "ORG the Indonesian Navy",
        protesters="protester",
    )
    assert {words: item.cls for words, item in mentions.items()} == {
        "Belarusian": "State",
        "protesters": "Group",
        "Indonesian Navy": "Organization",
    }


def test_a_family_name_that_is_also_a_state_is_a_person_beside_a_given_name() -> None:
    _, mentions = found(
        "Marie/NNP/compound/1 Jordan/NNP/nsubj/4 and/CC/cc/1 Jordan/NNP/conj/1 spoke/VBD/ROOT/4 ././punct/4",
        "PERSON Marie Jordan",
        "GPE Jordan",
    )
    assert mentions["Marie Jordan"].cls == "Person"
    assert mentions["Jordan"].cls == "State"


def test_a_part_of_a_place_is_a_place_of_its_own() -> None:
    _, mentions = found(
        "They/PRP/nsubj/1 met/VBD/ROOT/1 in/IN/prep/1 eastern/JJ/amod/4 Aleppo/NNP/pobj/2 ././punct/1", "GPE Aleppo"
    )
    assert mentions["eastern Aleppo"].cls == "Place"


def test_capitals_of_a_headline_set_in_title_case_show_no_name() -> None:
    _, tree = parse_by_hand(
        "Carter/NNP/nsubj/1 Meets/NNP/ROOT/1 Angry/NNP/compound/3 Generals/NNPS/dobj/1 "
        "Carter/NNP/nsubj/5 met/VBD/ROOT/5 angry/JJ/amod/7 generals/NNS/dobj/5 ././punct/5",
        "PERSON Carter",
        heading="headline",
    )
    names = [tree.slice(item.first, item.last) for item in find_mentions(tree, lexicon()) if item.kind == "name"]
    assert names == ["Carter", "Carter"]


def test_the_name_of_a_ship_is_no_mention() -> None:
    rows = (
        "The/DT/det/3 tanker/NN/compound/3 Sea/NNP/compound/3 Star/NNP/nsubj/4 left/VBD/ROOT/4 Malta/NNP/dobj/4 "
        "././punct/4 HMS/NNP/compound/8 Kent/NNP/nsubj/9 met/VBD/ROOT/9 the/DT/det/12 Sea/NNP/compound/12 "
        "Star/NNP/dobj/9 ././punct/9 The/DT/det/15 boat/NN/nsubj/18 Lind/NNP/nsubj/17 "
        "bought/VBD/relcl/15 sank/VBD/ROOT/18 ././punct/18"
    )
    _, mentions = found(rows, "GPE Sea Star", "GPE Malta", "PERSON HMS Kent", "PERSON Lind")
    assert list(mentions) == ["Malta", "Lind"]


def test_the_carrier_that_a_ship_is_is_no_body() -> None:
    rows = (
        "The/DT/det/1 carrier/NN/nsubj/4 HMS/NNP/compound/3 Kent/NNP/appos/1 left/VBD/ROOT/4 Malta/NNP/dobj/4 "
        "././punct/4 The/DT/det/8 carrier/NN/nsubj/9 struck/VBD/ROOT/9 ././punct/9"
    )
    _, mentions = found(rows, "GPE Malta")
    assert list(mentions) == ["Malta", "The carrier"]


def test_who_publishes_and_wrote_the_article_is_no_mention() -> None:
    _, tree = parse_by_hand(
        "Publisher/NN/ROOT/0 :/:/punct/0 Northern/NNP/compound/3 Ledger/NNP/appos/0 "
        "Carter/NNP/nsubj/5 met/VBD/ROOT/5 Oscar/NNP/compound/7 Lind/NNP/dobj/5 ././punct/5",
        "ORG Northern Ledger",
        "PERSON Carter",
        "PERSON Oscar Lind",
        heading="imprint",
    )
    assert [tree.slice(item.first, item.last) for item in find_mentions(tree, lexicon())] == ["Carter", "Oscar Lind"]


def test_mentions_lie_in_text_order_and_none_overlap() -> None:
    tree, mentions = found(
        "A/DT/det/1 spokeswoman/NN/nsubj/4 for/IN/prep/1 NATO/NNP/pobj/2 denied/VBD/ROOT/4 his/PRP$/poss/7 "
        "EU/NNP/compound/7 ally/NN/dobj/4 ././punct/4"
    )
    spans = [(item.first, item.last) for item in mentions.values()]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [item.kind for item in mentions.values()] == ["nominal", "name", "pronoun", "name", "nominal"]
    assert tree.words[mentions["A spokeswoman"].head] == "spokeswoman"


def test_each_of_several_bodies_told_by_name_is_one_wherever_its_name_stands() -> None:
    tree, mentions = found(
        "Two/CD/nummod/1 firms/NNS/nsubj/7 ,/,/punct/1 Acme/NNP/appos/1 and/CC/cc/3 Orax/NNP/conj/3 ,/,/punct/1 "
        "closed/VBD/ROOT/7 ././punct/7 Orax/NNP/nsubj/10 wept/VBD/ROOT/10 ././punct/10",
        "PERSON Acme",
        "PERSON Orax",
        "PERSON Orax",
        firms="firm",
    )
    assert [mentions[name].cls for name in ("Acme", "Orax")] == ["Organization", "Organization"]
    assert not mentions["Acme"].descriptions
    assert mentions["Two firms"].cls == "Group"
    assert tree.words[mentions["Orax"].head] == "Orax"


def test_a_surname_that_is_a_trade_is_a_name_where_the_full_name_is_told() -> None:
    rows = "Anna/NNP/compound/1 {0}/NNP/nsubj/2 left/VBD/ROOT/2 ././punct/2 {1}/NNP/nsubj/5 wept/VBD/ROOT/5 ././punct/5"
    _, mentions = found(rows.format("Baker", "Baker"), "PERSON Anna Baker", baker="baker")
    assert mentions["Baker"].kind == "name"
    _, mentions = found(rows.format("Berg", "Baker"), "PERSON Anna Berg", baker="baker")
    assert "Baker" not in mentions or mentions["Baker"].kind == "nominal"


def test_a_name_is_of_the_class_that_the_word_before_it_says() -> None:
    _, mentions = found(
        "The/DT/det/4 ruling/VBG/amod/4 Union/NNP/compound/4 Free/NNP/compound/4 Lusk/NNP/nsubj/5 left/VBD/ROOT/5 "
        "the/DT/det/7 port/NN/dobj/5 of/IN/prep/7 Varna/NNP/pobj/8 ././punct/5",
        "ORG Union Free Lusk",
        "PERSON Varna",
    )
    assert {words: item.cls for words, item in mentions.items() if item.kind == "name"} == {
        "Union Free Lusk": "Party",
        "Varna": "Place",
    }


def test_the_prefix_of_an_adjective_of_states_is_part_of_the_name_of_a_body() -> None:
    _, mentions = found(
        "The/DT/det/5 Inter/NNP/nmod/5 -/HYPH/punct/5 American/NNP/nmod/5 Mining/NNP/compound/5 Court/NNP/nsubj/6 "
        "sat/VBD/ROOT/6 ././punct/6"
    )
    assert [words for words, item in mentions.items() if item.kind == "name"] == ["Inter-American Mining Court"]


def test_the_prefix_of_the_name_of_a_state_is_no_body() -> None:
    _, mentions = found(
        "The/DT/det/4 Pro/NNP/compound/4 -/HYPH/punct/4 Russia/NNP/compound/4 Party/NNP/nsubj/5 sat/VBD/ROOT/5 "
        "././punct/5"
    )
    assert "Pro" not in mentions
    assert "Russia" in mentions


def test_what_a_body_is_known_as_is_described_by_its_noun() -> None:
    tree, mentions = found(
        "A/DT/det/1 militia/NN/nsubj/5 known/VBN/acl/1 as/IN/prep/2 Harrow/NNP/pobj/3 fled/VBD/ROOT/5 ././punct/5",
        "PERSON Harrow",
    )
    assert [says(tree, item) for item in mentions["Harrow"].descriptions] == ["A militia"]


def test_a_noun_for_a_body_means_none_where_it_stands_alone() -> None:
    rows = "They/PRP/nsubj/1 took/VBD/ROOT/1 {}office/NN/dobj/1 ././punct/1"
    assert "office" not in found(rows.format(""))[1]
    assert "the office" in found(rows.format("the/DT/det/3 "))[1]


def test_a_phrase_does_not_begin_with_the_mark_that_closes_a_quotation() -> None:
    tree, mentions = found(
        "We/PRP/nsubj/1 lost/VBD/ROOT/1 ,/,/punct/1 \"/''/punct/5 the/DT/det/5 mayor/NN/nsubj/10 ,/,/punct/5 "
        "Anna/NNP/compound/8 Berg/NNP/appos/5 ,/,/punct/5 said/VBD/parataxis/1 ././punct/1",
        "PERSON Anna Berg",
    )
    assert [says(tree, item) for item in mentions["Anna Berg"].descriptions] == ["the mayor"]


def test_a_surname_that_opens_a_sentence_is_a_name_whatever_the_tagger_says() -> None:
    _, mentions = found(
        "Dana/NNP/compound/1 Whitlock/NNP/nsubj/2 won/VBD/ROOT/2 ././punct/2 Whitlock/NN/nsubj/5 wept/VBD/ROOT/5 "
        "././punct/5",
        "PERSON Dana Whitlock",
    )
    assert "Whitlock" in mentions


def test_a_word_that_only_looks_like_a_surname_told_is_no_name() -> None:
    _, mentions = found(
        "Anna/NNP/compound/1 Young/NNP/nsubj/2 won/VBD/ROOT/2 ././punct/2 Young/JJ/amod/5 people/NNS/nsubj/6 "
        "wept/VBD/ROOT/6 ././punct/6",
        "PERSON Anna Young",
    )
    assert mentions["Young people"].kind == "nominal"


def test_a_ruling_court_is_no_party() -> None:
    _, mentions = found(
        "The/DT/det/4 ruling/VBG/amod/4 Supreme/NNP/compound/3 Court/NNP/compound/4 judges/NNS/nsubj/5 "
        "left/VBD/ROOT/5 ././punct/5",
        "ORG Supreme Court",
    )
    assert mentions["Supreme Court"].cls == "Organization"


def test_a_noun_for_a_person_may_end_the_name_of_a_newspaper() -> None:
    _, mentions = found("The/DT/det/2 Lusk/NNP/compound/2 Courier/NNP/nsubj/3 said/VBD/ROOT/3 no/UH/intj/3 ././punct/3")
    assert mentions["Lusk Courier"].cls == "MediaOutlet"


def test_the_name_of_a_body_ends_before_a_full_name() -> None:
    _, mentions = found(
        "The/DT/det/1 Center/NNP/nsubj/7 for/IN/prep/1 Trade/NNP/pobj/2 and/CC/cc/3 Anna/NNP/compound/6 "
        "Berg/NNP/conj/3 left/VBD/ROOT/7 ././punct/7",
        "PERSON Anna Berg",
    )
    assert [words for words, item in mentions.items() if item.kind == "name"] == ["Center for Trade", "Anna Berg"]


def test_a_name_before_a_noun_for_places_is_a_place() -> None:
    for noun in ("region", "diocese"):
        rows = f"Berg/NNP/nsubj/1 left/VBD/ROOT/1 the/DT/det/4 Lusk/NNP/compound/4 {noun}/NN/dobj/1 ././punct/1"
        assert found(rows, "ORG Lusk")[1]["Lusk"].cls == "Place"


def test_a_body_is_named_without_whose_it_is() -> None:
    _, mentions = found(
        "Otto/NNP/compound/1 Haftar/NNP/poss/5 's/POS/case/1 Lusk/NNP/compound/5 National/NNP/compound/5 "
        "Army/NNP/nsubj/6 fled/VBD/ROOT/6 ././punct/6",
        "PERSON Otto Haftar",
        "ORG Lusk National Army",
    )
    assert [words for words, item in mentions.items() if item.kind == "name"] == ["Otto Haftar", "Lusk National Army"]


def test_who_is_a_person_whatever_the_recogniser_says() -> None:
    _, mentions = found(
        "Slavko/NNP/compound/1 Milin/NNP/nsubj/5 ,/,/punct/1 who/WP/nsubj/4 writes/VBZ/relcl/1 left/VBD/ROOT/5 "
        "././punct/5",
        "ORG Slavko Milin",
    )
    assert mentions["Slavko Milin"].cls == "Person"


def test_the_first_word_of_a_sentence_may_only_say_of_which_kind_somebody_is() -> None:
    rows = (
        "Royalist/NNP/compound/1 lawyer/NN/compound/3 Anna/NNP/compound/3 Berg/NNP/nsubj/4 left/VBD/ROOT/4 ././punct/4"
    )
    assert "Royalist" not in found(rows, "ORG Royalist", "PERSON Anna Berg")[1]


def test_a_treaty_named_after_a_place_is_no_body() -> None:
    rows = "The/DT/det/2 Warsaw/NNP/compound/2 Convention/NNP/nsubj/3 failed/VBD/ROOT/3 ././punct/3"
    assert [words for words, item in found(rows)[1].items() if item.kind == "name"] == ["Warsaw"]


def test_a_word_of_the_page_may_end_the_name_of_a_body() -> None:
    rows = "Lusk/NNP/compound/2 Prison/NNP/compound/2 Watch/NNP/nsubj/3 said/VBD/ROOT/3 no/UH/intj/3 ././punct/3"
    assert found(rows, "GPE Lusk")[1]["Lusk Prison Watch"].cls == "Organization"


def test_a_title_begins_after_the_verb() -> None:
    tree, mentions = found(
        "It/PRP/nsubj/2 had/VBD/aux/2 named/VBN/ROOT/2 former/JJ/amod/5 energy/NN/compound/5 minister/NN/compound/7 "
        "Anna/NNP/compound/7 Berg/NNP/dobj/2 ././punct/2",
        "PERSON Anna Berg",
    )
    assert [says(tree, item) for item in mentions["Anna Berg"].descriptions] == ["former energy minister"]


def test_who_leads_a_body_named_after_them_is_a_person() -> None:
    rows = "The/DT/det/2 Berg/NNP/compound/2 administration/NN/nsubj/3 fell/VBD/ROOT/3 ././punct/3"
    assert found(rows, "ORG Berg")[1]["Berg"].cls == "Person"


def test_an_adjective_of_a_faith_is_no_mention() -> None:
    rows = "Jewish/JJ/amod/1 students/NNS/nsubj/2 left/VBD/ROOT/2 ././punct/2"
    assert "Jewish" not in found(rows, "NORP Jewish")[1]


def test_a_name_after_what_party_it_is_is_a_party() -> None:
    rows = (
        "The/DT/det/5 right/JJ/amod/3 -/HYPH/punct/3 wing/NN/compound/5 Free/NNP/compound/5 Lusk/NNP/nsubj/6 "
        "lost/VBD/ROOT/6 ././punct/6"
    )
    assert found(rows, "ORG Free Lusk")[1]["Free Lusk"].cls == "Party"


def test_where_somebody_lives_or_what_happens_somewhere_shows_a_place() -> None:
    residents = "Residents/NNS/nsubj/3 of/IN/prep/0 Yelwata/NNP/pobj/1 fled/VBD/ROOT/3 ././punct/3"
    assert found(residents, "ORG Yelwata", Residents="resident")[1]["Yelwata"].cls == "Place"
    where = (
        "Yelwata/NNP/nsubj/6 ,/,/punct/0 where/WRB/advmod/4 gunmen/NNS/nsubj/4 slept/VBD/relcl/0 ,/,/punct/0 "
        "burned/VBD/ROOT/6"
    )
    assert found(where, "ORG Yelwata")[1]["Yelwata"].cls == "Place"


def test_a_form_of_address_may_be_a_surname() -> None:
    rows = "Mehbooba/NNP/compound/1 Mufti/NNP/nsubj/2 disagreed/VBD/ROOT/2 ././punct/2"
    assert "Mehbooba Mufti" in found(rows, "PERSON Mehbooba Mufti")[1]


def test_the_foreign_office_of_another_state_is_not_the_british_one() -> None:
    rows = "{}Foreign/NNP/compound/3 Office/NNP/nsubj/4 said/VBD/ROOT/4 no/UH/intj/4 ././punct/4"
    other = found(rows.format("Poland/NNP/poss/3 's/POS/case/0 "))[1]["Foreign Office"]
    own = found("The/DT/det/2 Foreign/NNP/compound/2 Office/NNP/nsubj/3 said/VBD/ROOT/3 no/UH/intj/3 ././punct/3")[1]
    assert (other.gazetteer, own["Foreign Office"].gazetteer is not None) == (None, True)


def test_who_does_business_is_a_firm_by_its_name() -> None:
    names = ("GPE Brunn", "PERSON Norvik Energy", "PERSON Anna Berg")
    rows = (
        "The/DT/det/1 steelmaker/NN/nsubj/8 Brunn/NNP/appos/1 ,/,/punct/1 the/DT/det/7 trader/NN/compound/7 "
        "Norvik/NNP/compound/7 Energy/NNP/conj/1 met/VBD/ROOT/8 the/DT/det/10 dealer/NN/dobj/8 Anna/NNP/compound/12 "
        "Berg/NNP/appos/10 ././punct/8"
    )
    mentions = found(rows, *names)[1]
    assert [mentions[name].cls for name in ("Brunn", "Norvik Energy", "Anna Berg")] == [
        "Organization",
        "Organization",
        "Person",
    ]


def test_who_does_business_by_a_full_name_is_a_person() -> None:
    names = ("PERSON Anna Berg", "PERSON Carlberg", "PERSON Brunn")
    rows = (
        "The/DT/det/1 brewer/NN/nsubj/4 Anna/NNP/compound/3 Berg/NNP/appos/1 met/VBD/ROOT/4 the/DT/det/6 "
        "{}/NN/dobj/4 Carlberg/NNP/appos/6 and/CC/cc/6 the/DT/det/10 steelmaker/NN/conj/6 Brunn/NNP/appos/10"
    )
    for noun in ("retailer", "publisher", "distributor"):
        mentions = found(rows.format(noun), *names)[1]
        assert [mentions[name].cls for name in ("Anna Berg", "Carlberg", "Brunn")] == [
            "Person",
            "Organization",
            "Organization",
        ]
        assert [item.head for item in mentions["Anna Berg"].descriptions] == [1]


def test_a_trade_before_a_person_is_no_part_of_the_name() -> None:
    rows = "Brewer/NNP/compound/2 Anna/NNP/compound/2 Berg/NNP/nsubj/3 left/VBD/ROOT/3 ././punct/3"
    assert "Anna Berg" in found(rows, "PERSON Brewer Anna Berg")[1]


def test_the_anchor_of_a_ship_is_nobody() -> None:
    rows = "The/DT/det/1 {}/NN/nsubj/2 hit/VBD/ROOT/2 the/DT/det/4 cable/NN/dobj/2 ././punct/2"
    assert found(rows.format("anchor"))[1] == {}
    assert found(rows.format("anchorman"))[1]["The anchorman"].cls == "Person"


def test_what_somebody_flees_to_is_a_place_whatever_the_recogniser_says() -> None:
    rows = "Men/NNS/nsubj/1 fled/VBD/ROOT/1 to/IN/prep/1 Lusk/NNP/pobj/2 ././punct/1"
    assert [found(rows, f"{label} Lusk", fled="flee")[1]["Lusk"].cls for label in ("NORP", "ORG", "PERSON")] == [
        "Place"
    ] * 3


def test_a_particle_joins_a_name_with_one_that_the_gazetteer_knows() -> None:
    rows = "Folha/NNP/compound/2 do/IN/compound/2 Brasil/NNP/nsubj/3 said/VBD/ROOT/3 no/UH/intj/3"
    assert "Folha do Brasil" in found(rows, "ORG Folha")[1]


def test_a_noun_right_before_a_name_or_beside_it_shows_bodies_and_towns() -> None:
    rights = "the/DT/det/2 rights/NNS/compound/2 group/NN/compound/3 Lantz/NNP/nsubj/4 left/VBD/ROOT/4 ././punct/4"
    town = "the/DT/det/1 city/NN/nsubj/5 ,/,/punct/1 Lantz/NNP/appos/1 ,/,/punct/1 fell/VBD/ROOT/5 ././punct/5"
    outlet = "the/DT/det/1 newspaper/NN/nsubj/4 Canal/NNP/compound/3 Azul/NNP/appos/1 closed/VBD/ROOT/4 ././punct/4"
    there = "fled/VBD/ROOT/0 to/IN/prep/0 neighbouring/JJ/amod/3 Lantz/NNP/pobj/1 ././punct/0"
    daily = "the/DT/det/3 opposition/NN/nmod/3 Daily/NNP/compound/3 News/NNP/nsubj/4 closed/VBD/ROOT/4 ././punct/4"
    seat = "Oslo/NNP/npadvmod/2 -/HYPH/punct/2 based/VBN/amod/4 {}/NNP/compound/4 Lantz/NNP/nsubj/5 closed/VBD/ROOT/5"
    for rows, name, label, cls in (
        (seat.format("Norvik"), "Norvik Lantz", "PERSON", "Organization"),
        (seat.format("Anna"), "Anna Lantz", "PERSON", "Person"),
        (rights, "Lantz", "PERSON", "Organization"),
        (town, "Lantz", "PERSON", "Place"),
        (outlet, "Canal Azul", "GPE", "MediaOutlet"),
        (there, "Lantz", "PERSON", "Place"),
        (daily, "Daily News", "ORG", "MediaOutlet"),
    ):
        assert found(rows, f"{label} {name}")[1][name].cls == cls, rows


def test_an_officer_with_a_rank_has_the_office_before_it_too() -> None:
    rows = (
        "Lantz/NNP/compound/1 spokesman/NN/compound/4 Colonel/NNP/compound/4 Anna/NNP/compound/4 Berg/NNP/nsubj/5 "
        "left/VBD/ROOT/5 ././punct/5"
    )
    tree, mentions = found(rows, "GPE Lantz", "PERSON Anna Berg")
    assert [tree.words[item.head] for item in mentions["Anna Berg"].descriptions] == ["Colonel", "spokesman"]


def test_a_letter_that_ends_a_sentence_is_no_name() -> None:
    rows = "Berg/NNP/nsubj/1 wrote/VBD/ROOT/1 on/IN/prep/1 X./NNP/pobj/2"
    assert [words for words, item in found(rows, "PERSON Berg", "ORG X.")[1].items() if item.kind == "name"] == ["Berg"]


def test_what_has_once_what_only_states_have_is_a_state_everywhere() -> None:
    rows = (
        "Norvania/NNP/nsubj/1 left/VBD/ROOT/1 ././punct/1 "
        "{}/NNP/poss/5 's/POS/case/3 {}/NN/nsubj/6 met/VBD/ROOT/6 Norvanian/JJ/amod/8 troops/NNS/dobj/6 ././punct/6"
    )
    by_noun = {}
    for noun in ("embassy", "president", "mayor"):
        _, mentions = found(rows.format("Norvania", noun), "ORG Norvania", "ORG Norvania")
        by_noun[noun] = mentions["Norvania"].cls
    assert by_noun == {"embassy": "State", "president": "Organization", "mayor": "Organization"}
    place = found(rows.format("Norvania", "president"), "ORG Norvania", "GPE Norvania")[1]
    assert (place["Norvania"].cls, place["Norvanian"].cls) == ("State", "State")


def test_a_state_acts_on_its_embassy() -> None:
    rows = "Norvania/NNP/nsubj/1 closed/VBD/ROOT/1 its/PRP$/poss/3 {}/NN/dobj/1 ././punct/1"
    classes = [found(rows.format(noun), "ORG Norvania")[1]["Norvania"].cls for noun in ("embassy", "factory")]
    assert classes == ["State", "Organization"]


def test_whose_minister_somebody_is_may_be_a_person_or_a_party() -> None:
    rows = (
        "{}/NNP/poss/3 's/POS/case/0 foreign/JJ/amod/3 minister/NN/nsubj/4 left/VBD/ROOT/4 ././punct/4 "
        "Anna/NNP/compound/7 Berg/NNP/nsubj/8 wept/VBD/ROOT/8 ././punct/8"
    )
    people = ("ORG Berg", "PERSON Anna Berg"), ("PERSON Lind", "PERSON Anna Berg")
    for named in people:
        name = named[0].split()[1]
        assert found(rows.format(name), *named)[1][name].cls != "State"


def test_a_prime_minister_is_no_minister_of_what_follows() -> None:
    rows = "The/DT/det/2 {}/JJ/amod/2 minister/NN/nsubj/5 of/IN/prep/2 Norvania/NNP/pobj/3 left/VBD/ROOT/5 ././punct/5"
    assert found(rows.format("prime"), "ORG Norvania")[1]["Norvania"].cls == "State"
    assert "Norvania" not in found(rows.format("new"), "ORG Norvania")[1]


def test_a_particle_that_is_a_number_joins_what_the_parser_joins() -> None:
    rows = "{}/NNP/{} ten/CD/nummod/{} Hag/NNP/{} left/VBD/ROOT/3 ././punct/3"
    joined = found(rows.format("Erik", "nmod/2", 0, "nsubj/3"), "PERSON Erik")[1]
    apart = found(rows.format("Lusk", "npadvmod/3", 2, "nsubj/3"), "GPE Lusk")[1]
    assert ("Erik ten Hag" in joined, "Lusk" in apart) == (True, True)


def test_a_noun_that_opens_a_heading_is_no_name() -> None:
    rows = (
        "Rice/NNP/compound/1 sales/NNS/nsubj/2 fell/VBD/ROOT/2 ././punct/2 "
        "India/NNP/nsubj/5 sold/VBD/ROOT/5 {}/NN/dobj/5 ././punct/5"
    )
    for noun, mentions in (("rice", set()), ("corn", {"Rice"})):
        _, tree = parse_by_hand(rows.format(noun), "PERSON Rice", heading="headline")
        names = {tree.slice(item.first, item.last) for item in find_mentions(tree, lexicon())}
        assert names & {"Rice"} == mentions


def test_nobody_has_an_article_before_his_name() -> None:
    rows = "Troops/NNS/nsubj/1 {}/VBD/ROOT/1 the/DT/det/3 Dniester/NNP{}/dobj/1 ././punct/1"
    classes = [
        found(rows.format(verb, plural), "PERSON Dniester", **{verb: lemma})[1]["Dniester"].cls
        for verb, lemma, plural in (("crossed", "cross", ""), ("saw", "thank", ""), ("saw", "thank", "S"))
    ]
    assert classes == ["Place", None, "Person"]


def test_the_kind_of_an_article_before_a_colon_is_no_name() -> None:
    rows = "{0}/NNP/ROOT/0 :/:/punct/0 Lusk/NNP/nsubj/3 fell/VBD/acl/0"
    assert [word in found(rows.format(word), f"PERSON {word}")[1] for word in ("Explainer", "Macron")] == [False, True]


def test_a_month_in_short_is_a_given_name_before_a_name_and_beside_no_number() -> None:
    name = "Guards/NNS/nsubj/1 met/VBD/ROOT/1 Jan/NNP/compound/3 Kral/NNP/dobj/1 ././punct/1"
    date = "Guards/NNS/nsubj/1 met/VBD/ROOT/1 5/CD/nummod/3 Jan/NNP/npadvmod/1 Kral/NNP/dobj/1 ././punct/1"
    assert ["Jan Kral" in found(rows, "GPE Kral")[1] for rows in (name, date)] == [True, False]
