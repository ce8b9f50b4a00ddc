import pytest
from handmade import NAMES, lexicon, parse_by_hand

from kg.entities import Linked, SpeechVerbs, link
from kg.mentions import find_mentions
from kg.model import BlockKind, Entity
from kg.quotes import find_quotes
from kg.trees import Tree


def linked(rows: str, *named: str, heading: BlockKind = "body", **lemmas: str) -> tuple[Tree, Linked]:
    """The entities of a parse made by hand; ``heading`` is the kind of its first block."""
    article, tree = parse_by_hand(rows, *named, heading=heading, **lemmas)
    return tree, link(
        find_mentions(tree, lexicon()),
        tree,
        article,
        lexicon(),
        NAMES,
        quotes=find_quotes(tree, article),
        verbs=SpeechVerbs(frozenset({"say", "shout"}), frozenset(), frozenset(), frozenset()),
    )


def label(entities: Linked, token: int) -> str | None:
    iri = entities.at(token)
    return entities.entity(iri).label if iri else None


def entity(entities: Linked, token: int) -> Entity:
    iri = entities.at(token)
    assert iri is not None
    return entities.entity(iri)


def test_spellings_of_one_name_are_one_entity_with_other_names() -> None:
    _, entities = linked(
        "Alexander/NNP/compound/1 Lukashenko/NNP/nsubj/2 left/VBD/ROOT/2 ././punct/2 "
        "Lukashenka/NNP/nsubj/5 spoke/VBD/ROOT/5 ././punct/5",
        "PERSON Alexander Lukashenko",
        "PERSON Lukashenka",
    )
    (person,) = entities.entities()
    assert (person.label, person.names) == ("Alexander Lukashenko", ("Lukashenka",))
    assert person.iri == NAMES.entity("Alexander Lukashenko")
    assert [(item.start, item.end) for item in entities.mentions()] == [(0, 20), (27, 37)]


@pytest.mark.parametrize(
    ("rows", "token"),
    [
        ("Poland/NNP/poss/3 's/POS/case/0 Defence/NNP/compound/3 Ministry/NNP/nsubj/4 said/VBD/ROOT/4 no/UH/intj/4", 3),
        ("The/DT/det/3 Polish/JJ/amod/3 Defence/NNP/compound/3 Ministry/NNP/nsubj/4 said/VBD/ROOT/4 no/UH/intj/4", 3),
        (
            "The/DT/det/2 Defence/NNP/compound/2 Ministry/NNP/nsubj/5 of/IN/prep/2 Poland/NNP/pobj/3 said/VBD/ROOT/5 "
            "no/UH/intj/5",
            2,
        ),
        (
            "Poland/NNP/poss/2 's/POS/case/0 Ministry/NNP/nsubj/5 of/IN/prep/2 Defence/NNP/pobj/3 said/VBD/ROOT/5 "
            "no/UH/intj/5",
            2,
        ),
        (
            "Poland/NNP/poss/2 's/POS/case/0 Ministry/NNP/nsubj/6 of/IN/prep/2 National/NNP/compound/5 "
            "Defence/NNP/pobj/3 said/VBD/ROOT/6 no/UH/intj/6",
            2,
        ),
        (
            "The/DT/det/2 Defense/NNP/compound/2 Ministry/NNP/nsubj/5 in/IN/prep/2 Warsaw/NNP/pobj/3 said/VBD/ROOT/5 "
            "no/UH/intj/5",
            2,
        ),
        (
            "The/DT/det/2 defence/NN/compound/2 ministry/NN/nsubj/5 in/IN/prep/2 Warsaw/NNP/pobj/3 said/VBD/ROOT/5 "
            "no/UH/intj/5",
            2,
        ),
        ("The/DT/det/3 Polish/JJ/amod/3 defence/NN/compound/3 ministry/NN/nsubj/4 said/VBD/ROOT/4 no/UH/intj/4", 3),
        ("Poland/NNP/poss/3 's/POS/case/0 defence/NN/compound/3 ministry/NN/nsubj/4 said/VBD/ROOT/4 no/UH/intj/4", 3),
    ],
)
def test_an_organ_of_a_state_has_one_name_however_it_is_put(rows: str, token: int) -> None:
    _, entities = linked(f"{rows} ././punct/4")
    assert entity(entities, token).iri == NAMES.entity("Polish defence ministry")


def test_organs_of_two_states_are_two_and_one_without_a_state_is_the_last_named() -> None:
    _, entities = linked(
        "Norway/NNP/poss/2 's/POS/case/0 Army/NNP/nsubj/3 left/VBD/ROOT/3 ././punct/3 "
        "Poland/NNP/poss/7 's/POS/case/5 Army/NNP/nsubj/8 left/VBD/ROOT/8 ././punct/8 "
        "The/DT/det/11 Army/NNP/nsubj/12 returned/VBD/ROOT/12 ././punct/12",
        "ORG Army",
        "ORG Army",
        "ORG Army",
    )
    assert [label(entities, token) for token in (2, 7, 11)] == ["Norwegian army", "Polish army", "Polish army"]


def test_an_embassy_is_of_no_state_by_where_it_is() -> None:
    _, entities = linked(
        "The/DT/det/1 embassy/NN/nsubj/4 in/IN/prep/1 Warsaw/NNP/pobj/2 said/VBD/ROOT/4 no/UH/intj/4 ././punct/4"
    )
    assert label(entities, 1) == "embassy"


def test_what_a_body_is_known_as_is_the_body() -> None:
    _, entities = linked(
        "The/DT/det/2 Islamic/NNP/compound/2 Front/NNP/nsubj/7 ,/,/punct/2 known/VBN/acl/2 as/IN/prep/4 "
        "Jabha/NNP/pobj/5 left/VBD/ROOT/7 ././punct/7 Jabha/NNP/nsubj/10 wept/VBD/ROOT/10 ././punct/10",
        "ORG Islamic Front",
        "PERSON Jabha",
        "PERSON Jabha",
    )
    assert [label(entities, token) for token in (2, 6, 9)] == ["Islamic Front"] * 3


def test_what_a_mission_in_a_state_is_known_as_is_not_the_state() -> None:
    _, entities = linked(
        "The/DT/det/1 mission/NN/nsubj/8 in/IN/prep/1 Poland/NNP/pobj/2 ,/,/punct/3 known/VBN/acl/3 as/IN/prep/5 "
        "KSB/NNP/pobj/6 left/VBD/ROOT/8 ././punct/8",
        "ORG KSB",
    )
    assert [label(entities, token) for token in (3, 7)] == ["Poland", "KSB"]


def test_a_name_beside_what_another_is_known_as_stays_apart() -> None:
    _, entities = linked(
        "Men/NNS/nsubj/7 from/IN/prep/0 Lusk/NNP/pobj/1 ,/,/punct/0 known/VBN/acl/0 as/IN/prep/4 Harrow/NNP/pobj/5 "
        "left/VBD/ROOT/7 ././punct/7",
        "GPE Lusk",
        "PERSON Harrow",
    )
    assert label(entities, 2) != label(entities, 6)


def test_a_body_that_has_the_name_of_its_founder_is_not_the_founder() -> None:
    _, entities = linked(
        "Norvik/NNP/nsubj/1 paid/VBD/ROOT/1 ././punct/1 Knut/NNP/compound/4 Norvik/NNP/nsubj/5 founded/VBD/ROOT/5 "
        "it/PRP/dobj/5 ././punct/5 Norvik/NNP/nsubj/9 grew/VBD/ROOT/9 ././punct/9",
        "ORG Norvik",
        "PERSON Knut Norvik",
    )
    assert [(item.label, item.cls) for item in entities.entities()] == [
        ("Norvik", "Organization"),
        ("Knut Norvik", "Person"),
    ]
    assert label(entities, 8) == "Norvik"


def test_a_husband_and_a_wife_of_one_name_stay_apart() -> None:
    _, entities = linked(
        "Bill/NNP/compound/1 Clinton/NNP/nsubj/2 spoke/VBD/ROOT/2 ././punct/2 Hillary/NNP/compound/5 "
        "Clinton/NNP/nsubj/6 "
        "smiled/VBD/ROOT/6 ././punct/6 Mr/NNP/compound/9 Clinton/NNP/nsubj/10 left/VBD/ROOT/10 ././punct/10",
        "PERSON Bill Clinton",
        "PERSON Hillary Clinton",
    )
    assert [item.label for item in entities.entities()] == ["Bill Clinton", "Hillary Clinton"]
    assert label(entities, 9) == "Bill Clinton"


def test_an_acronym_is_the_body_whose_initials_it_is() -> None:
    _, entities = linked(
        "The/DT/det/3 Northern/NNP/compound/3 Fisheries/NNP/compound/3 Council/NNP/nsubj/4 met/VBD/ROOT/4 ././punct/4 "
        "NFC/NNP/nsubj/7 declined/VBD/ROOT/7 ././punct/7",
        "ORG Northern Fisheries Council",
        "ORG NFC",
    )
    assert label(entities, 6) == "Northern Fisheries Council"


def test_a_gazetteer_name_keeps_the_iri_of_the_gazetteer() -> None:
    _, entities = linked("The/DT/det/1 Kremlin/NNP/nsubj/2 spoke/VBD/ROOT/2 ././punct/2")
    state = entity(entities, 1)
    assert (state.iri, state.label, state.names) == (NAMES.entity("Russia"), "Russia", ("Kremlin",))
    assert state.classes[0] == "State"


def test_a_name_of_the_gazetteer_that_means_somebody_else_gets_an_iri_of_its_own() -> None:
    _, entities = linked("Mr/NNP/compound/1 Jordan/NNP/nsubj/2 spoke/VBD/ROOT/2 ././punct/2", "PERSON Jordan")
    assert entity(entities, 1).iri in (NAMES.entity("Jordan"), NAMES.entity("Jordan Person"))


def test_her_husband_is_labelled_with_her_name() -> None:
    _, entities = linked(
        "Anna/NNP/compound/1 Petraite/NNP/nsubj/2 spoke/VBD/ROOT/2 ././punct/2 Her/PRP$/poss/5 husband/NN/nsubj/6 "
        "left/VBD/ROOT/6 ././punct/6",
        "PERSON Anna Petraite",
    )
    husband = entity(entities, 5)
    assert (husband.label, husband.names, husband.cls) == ("husband of Anna Petraite", ("Her husband",), "Person")
    assert label(entities, 4) == "Anna Petraite"
    assert not husband.named


def test_unnamed_entities_are_listed_only_where_they_are_used() -> None:
    _, entities = linked(
        "Opposition/NN/compound/1 protesters/NNS/nsubj/2 sang/VBD/ROOT/2 ././punct/2 The/DT/det/5 "
        "demonstrators/NNS/nsubj/6 "
        "left/VBD/ROOT/6 ././punct/6",
        protesters="protester",
        demonstrators="demonstrator",
    )
    group = entities.at(1)
    assert entities.entities() == []
    assert group == entities.at(5)
    assert group is not None
    assert [item.label for item in entities.entities({group})] == ["opposition protesters"]


def test_one_man_and_another_man_stay_apart() -> None:
    _, entities = linked(
        "A/DT/det/1 man/NN/nsubj/2 shouted/VBD/ROOT/2 ././punct/2 Another/DT/det/5 man/NN/nsubj/6 answered/VBD/ROOT/6"
    )
    assert entities.at(1) != entities.at(5)


def test_a_description_is_the_last_entity_that_it_fits() -> None:
    _, entities = linked(
        "NATO/NNP/nsubj/1 denied/VBD/ROOT/1 it/PRP/dobj/1 ././punct/1 The/DT/det/6 military/JJ/amod/6 "
        "alliance/NN/nsubj/7 "
        "met/VBD/ROOT/7 ././punct/7",
        "ORG NATO",
    )
    assert label(entities, 6) == "NATO"


def test_a_noun_of_no_office_is_whoever_is_spoken_of() -> None:
    _, entities = linked(
        "Alexander/NNP/compound/1 Lukashenko/NNP/nsubj/2 spoke/VBD/ROOT/2 ././punct/2 The/DT/det/5 "
        "strongman/NN/nsubj/6 "
        "said/VBD/ROOT/6 he/PRP/nsubj/8 stayed/VBD/ccomp/6 ././punct/6",
        "PERSON Alexander Lukashenko",
    )
    assert label(entities, 5) == label(entities, 7) == "Alexander Lukashenko"


def test_an_office_is_its_holder_and_nobody_with_another_office() -> None:
    _, entities = linked(
        "Ash/NNP/compound/1 Carter/NNP/nsubj/7 ,/,/punct/1 the/DT/det/5 defense/NN/compound/5 "
        "secretary/NN/appos/1 ,/,/punct/1 "
        "met/VBD/ROOT/7 Haider/NNP/compound/11 al/NNP/compound/11 -/NNP/punct/11 Abadi/NNP/dobj/7 "
        ",/,/punct/11 the/DT/det/15 "
        "prime/JJ/amod/15 minister/NN/appos/11 ././punct/7 The/DT/det/18 secretary/NN/nsubj/19 thanked/VBD/ROOT/19 "
        "the/DT/det/22 prime/JJ/amod/22 minister/NN/dobj/19 ././punct/19 The/DT/det/25 mayor/NN/nsubj/26 "
        "left/VBD/ROOT/26",
        "PERSON Ash Carter",
        "PERSON Haider al-Abadi",
    )
    assert label(entities, 18) == "Ash Carter"
    assert label(entities, 22) == "Haider al-Abadi"
    assert label(entities, 25) == "mayor"


def test_an_object_pronoun_is_not_the_subject_beside_it() -> None:
    _, entities = linked(
        "Ivan/NNP/compound/1 Petrov/NNP/nsubj/2 spoke/VBD/ROOT/2 ././punct/2 Boris/NNP/compound/5 Orlov/NNP/nsubj/6 "
        "accused/VBD/ROOT/6 him/PRP/dobj/6 ././punct/6",
        "PERSON Ivan Petrov",
        "PERSON Boris Orlov",
    )
    assert label(entities, 7) == "Ivan Petrov"


def test_a_pronoun_agrees_in_gender() -> None:
    _, entities = linked(
        "Anna/NNP/compound/1 Petraite/NNP/nsubj/2 met/VBD/ROOT/2 Ivan/NNP/compound/4 Petrov/NNP/dobj/2 ././punct/2 "
        "He/PRP/nsubj/7 smiled/VBD/ROOT/7 ././punct/7",
        "PERSON Anna Petraite",
        "PERSON Ivan Petrov",
    )
    assert label(entities, 6) == "Ivan Petrov"


def test_first_person_stands_for_the_speaker_that_is_given() -> None:
    _, entities = linked("We/PRP/nsubj/1 left/VBD/ROOT/1 ././punct/1")
    assert entities.at(0) is None
    assert entities.at(0, speaker="e:X") == "e:X"


def test_a_government_is_named_by_its_state() -> None:
    _, entities = linked(
        "The/DT/det/2 Iraqi/JJ/amod/2 government/NN/nsubj/3 spoke/VBD/ROOT/3 ././punct/3 The/DT/det/6 "
        "government/NN/nsubj/7 "
        "left/VBD/ROOT/7 ././punct/7",
        "NORP Iraqi",
    )
    government = entity(entities, 2)
    assert (government.label, government.named, government.cls) == ("Iraqi government", True, "Organization")
    assert entities.at(6) == government.iri


def test_tens_of_thousands_of_protesters_are_the_protesters() -> None:
    _, entities = linked(
        "Thousands/NNS/nsubj/3 of/IN/prep/0 protesters/NNS/pobj/1 marched/VBD/ROOT/3 ././punct/3",
        Thousands="thousand",
        protesters="protester",
    )
    assert label(entities, 0) == "protesters"


def test_a_slot_narrows_an_unknown_class_but_never_a_known_one() -> None:
    _, entities = linked("Zorb/NNP/nsubj/1 joined/VBD/ROOT/1 NATO/NNP/dobj/1 ././punct/1")
    zorb, alliance = entities.at(0), entities.at(2)
    assert zorb is not None
    assert alliance is not None
    assert entities.entity(zorb).cls == "Agent"
    assert [item.label for item in entities.entities()] == ["NATO"]
    entities.narrow(zorb, "Party")
    entities.narrow(alliance, "Party")
    assert (entities.entity(zorb).cls, entities.entity(alliance).cls) == ("Party", "Alliance")


def test_a_noun_that_nobody_found_is_made_once_on_demand() -> None:
    tree, entities = linked("Three/CD/nsubj/1 left/VBD/ROOT/1 ././punct/1")
    made = entities.unnamed(0, "Group")
    assert made == entities.unnamed(0, "Agent") == entities.at(0)
    assert made.endswith(f"#entity-{tree.starts[0]}")


@pytest.mark.parametrize("rows", ["./././0", "The/DT/ROOT/0", "his/PRP$/ROOT/0 ././punct/0"])
def test_a_text_without_names_has_no_entities(rows: str) -> None:
    _, entities = linked(rows)
    assert entities.entities() == []


def test_a_label_keeps_the_capital_of_an_adjective_that_is_a_name() -> None:
    _, entities = linked(
        "Muslim/JJ/amod/1 farmers/NNS/nsubj/2 met/VBD/ROOT/2 three/CD/nummod/5 Valdorian/JJ/amod/5 "
        "farmers/NNS/dobj/2 ././punct/2",
        farmers="farmer",
    )
    assert [label(entities, token) for token in (1, 5)] == ["muslim farmers", "three Valdorian farmers"]


def test_a_label_says_how_many_and_not_how_exactly() -> None:
    _, entities = linked(
        "At/RB/advmod/1 least/JJS/advmod/2 17/CD/nummod/3 soldiers/NNS/nsubj/4 fled/VBD/ROOT/4 ././punct/4 "
        "Up/IN/quantmod/8 to/TO/quantmod/8 400/CD/nummod/9 farmers/NNS/nsubj/10 wept/VBD/ROOT/10 ././punct/10",
        soldiers="soldier",
        farmers="farmer",
    )
    assert [label(entities, token) for token in (3, 9)] == ["17 soldiers", "400 farmers"]


def test_troops_of_a_state_are_not_soldiers_counted_far_on() -> None:
    away = "Rain/NN/nsubj/{0} fell/VBD/ROOT/{0} ././punct/{0} "
    rows = (
        "Norway/NNP/poss/2 's/POS/case/0 soldiers/NNS/nsubj/3 left/VBD/ROOT/3 ././punct/3 "
        + "".join(away.format(6 + 3 * number) for number in range(4))
        + "17/CD/nummod/18 {0}/NNS/nsubj/19 died/VBD/ROOT/19 ././punct/19"
    )
    _, entities = linked(rows.format("soldiers"), soldiers="soldier")
    assert label(entities, 18) == "17 soldiers"
    assert entities.at(18) != entities.at(2)
    _, entities = linked(rows.format("supporters").replace("soldiers", "supporters"), supporters="supporter")
    assert entities.at(18) == entities.at(2)


def test_the_north_is_the_state_of_that_name_where_one_is_named() -> None:
    rows = (
        "{0}/NNP/compound/1 Korea/NNP/nsubj/2 left/VBD/ROOT/2 ././punct/2 The/DT/det/5 North/NNP/nsubj/6 "
        "wept/VBD/ROOT/6 ././punct/6"
    )
    for first, found in (("North", "North Korea"), ("South", "North")):
        _, entities = linked(rows.format(first), "LOC North")
        assert label(entities, 5) == found


def test_the_ministry_of_a_states_spokesman_is_of_that_state() -> None:
    _, entities = linked(
        "The/DT/det/4 Polish/JJ/amod/4 defence/NN/compound/3 ministry/NN/compound/4 spokesman/NN/nsubj/5 "
        "wept/VBD/ROOT/5 ././punct/5"
    )
    assert label(entities, 3) == "Polish defence ministry"


def test_a_name_before_a_number_is_not_how_exact_it_is() -> None:
    _, entities = linked(
        "The/DT/det/3 Gate/NNP/compound/2 9/CD/compound/3 soldiers/NNS/nsubj/4 wept/VBD/ROOT/4 ././punct/4",
        soldiers="soldier",
    )
    assert label(entities, 3) == "Gate 9 soldiers"


def test_a_firm_is_known_by_the_first_word_of_its_name() -> None:
    _, entities = linked(
        "Norvik/NNP/compound/1 Shipping/NNP/nsubj/2 lost/VBD/ROOT/2 ././punct/2 Norvik/NNP/nsubj/5 paid/VBD/ROOT/5 "
        "././punct/5 Officials/NNS/nsubj/8 met/VBD/ROOT/8 ././punct/8",
        "ORG Norvik Shipping",
    )
    assert [(label(entities, token), entity(entities, token).cls) for token in (1, 4)] == [
        ("Norvik Shipping", "Organization")
    ] * 2


def test_what_somebody_is_in_is_a_place_and_not_the_firm_named_so() -> None:
    _, entities = linked(
        "Norvik/NNP/compound/1 Shipping/NNP/nsubj/2 lost/VBD/ROOT/2 men/NNS/dobj/2 in/IN/prep/2 Norvik/NNP/pobj/4 "
        "././punct/2 Norvik/NNP/nsubj/8 slept/VBD/ROOT/8 ././punct/8",
        "ORG Norvik Shipping",
        "GPE Norvik",
    )
    assert [label(entities, token) for token in (1, 5, 7)] == ["Norvik Shipping", "Norvik", "Norvik"]


def test_a_department_is_no_company() -> None:
    _, entities = linked(
        "Acme/NNP/compound/1 Holdings/NNP/nsubj/2 lost/VBD/ROOT/2 ././punct/2 The/DT/det/6 Trade/NNP/compound/6 "
        "Department/NNP/nsubj/7 sued/VBD/ROOT/7 the/DT/det/9 company/NN/dobj/7 ././punct/7",
        "ORG Acme Holdings",
        "ORG Trade Department",
    )
    assert label(entities, 9) == "Acme Holdings"


def test_a_given_name_alone_is_the_person_and_no_place() -> None:
    _, entities = linked(
        "Anon/NNP/compound/1 Chaiyasit/NNP/nsubj/2 lost/VBD/ROOT/2 ././punct/2 Anon/NNP/nsubj/5 wept/VBD/ROOT/5 "
        "in/IN/prep/5 Lusk/NNP/pobj/6 ././punct/5",
        "PERSON Anon Chaiyasit",
        "GPE Anon",
        "GPE Lusk",
    )
    assert [(item.label, item.cls) for item in entities.entities()] == [("Anon Chaiyasit", "Person"), ("Lusk", "Place")]


def test_somebodys_coalition_is_no_alliance_named_before() -> None:
    _, entities = linked(
        "Berg/NNP/nsubj/1 left/VBD/ROOT/1 the/DT/det/4 European/NNP/compound/4 Union/NNP/dobj/1 ././punct/1 "
        "Her/PRP$/poss/7 coalition/NN/nsubj/8 fell/VBD/ROOT/8 ././punct/8",
        "PERSON Berg",
    )
    assert label(entities, 4) != label(entities, 7)


def test_an_embassy_is_of_the_last_state_and_no_other_body() -> None:
    _, entities = linked(
        "Kenya/NNP/nsubj/1 asked/VBD/ROOT/1 the/DT/det/4 European/NNP/compound/4 Union/NNP/dobj/1 to/TO/aux/6 "
        "reopen/VB/xcomp/1 its/PRP$/poss/8 embassy/NN/dobj/6 ././punct/1"
    )
    assert label(entities, 8) == "Kenyan embassy"


def test_a_state_in_a_compound_is_not_the_country_spoken_of() -> None:
    _, entities = linked(
        "Peru/NNP/nsubj/1 sued/VBD/ROOT/1 a/DT/det/6 Kenya/NNP/npadvmod/5 -/HYPH/punct/5 listed/VBN/amod/6 "
        "firm/NN/dobj/1 ././punct/1 The/DT/det/9 country/NN/nsubj/10 wept/VBD/ROOT/10 ././punct/10"
    )
    assert label(entities, 9) == "Peru"


def test_an_army_may_be_of_who_is_no_state() -> None:
    _, entities = linked(
        "Hezbollah/NNP/nsubj/1 attacked/VBD/ROOT/1 Israel/NNP/dobj/1 and/CC/cc/1 said/VBD/conj/1 its/PRP$/poss/6 "
        "army/NN/nsubj/7 won/VBD/ccomp/4 ././punct/1"
    )
    assert label(entities, 6) == "Hezbollah army"


def test_the_name_alone_stays_with_whom_it_was_said_of_before_another_came_in() -> None:
    _, entities = linked(
        "Carlos/NNP/compound/1 Braga/NNP/nsubj/2 left/VBD/ROOT/2 ././punct/2 Braga/NNP/nsubj/5 has/VBZ/ROOT/5 "
        "a/DT/det/7 brother/NN/dobj/5 ,/,/punct/7 Paulo/NNP/compound/10 Braga/NNP/appos/7 ././punct/5 "
        "Braga/NNP/nsubj/13 returned/VBD/ROOT/13 ././punct/13",
        "PERSON Carlos Braga",
        "PERSON Braga",
        "PERSON Paulo Braga",
        "PERSON Braga",
    )
    assert [label(entities, token) for token in (4, 10, 12)] == ["Carlos Braga", "Paulo Braga", "Carlos Braga"]


def test_what_lines_lead_to_is_the_town_whatever_the_recogniser_says() -> None:
    _, entities = linked(
        "Lines/NNS/nsubj/3 to/IN/prep/0 Lusk/NNP/pobj/1 fell/VBD/ROOT/3 ././punct/3 Men/NNS/nsubj/6 hold/VBP/ROOT/6 "
        "the/DT/det/8 town/NN/dobj/6 of/IN/prep/8 Lusk/NNP/pobj/9 ././punct/6",
        "PERSON Lusk",
    )
    assert [(label(entities, token), entity(entities, token).cls) for token in (2, 10)] == [("Lusk", "Place")] * 2


@pytest.mark.parametrize(("named", "label_"), [("", "government"), ("Poland", "Polish government")])
def test_what_is_signed_with_a_government_in_a_capital_shows_no_state_that_nobody_names(
    named: str, label_: str
) -> None:
    opening = f"{named}/NNP/nsubj/1 fell/VBD/ROOT/1 ././punct/1 " if named else ""
    at = 3 if named else 0
    rows = (
        "Men/NNS/nsubj/{1} signed/VBD/ROOT/{1} a/DT/det/{3} pact/NN/dobj/{1} with/IN/prep/{1} the/DT/det/{6} "
        "government/NN/pobj/{4} in/IN/prep/{6} Warsaw/NNP/pobj/{7} ././punct/{1}"
    )
    _, entities = linked(opening + rows.format(*range(at, at + 10)), "GPE Warsaw")
    assert label(entities, at + 6) == label_


def test_she_after_a_quotation_is_who_spoke_and_not_who_is_spoken_of_in_it() -> None:
    _, entities = linked(
        "“/``/punct/10 My/PRP$/poss/2 client/NN/nsubj/4 has/VBZ/aux/4 lied/VBN/ccomp/10 ,/,/punct/10 ”/''/punct/10 "
        "a/DT/det/8 lawyer/NN/nsubj/10 Renata_Lopes/NNP/appos/8 said/VBD/ROOT/10 ././punct/10 "
        "She/PRP/nsubj/13 left/VBD/ROOT/13 ././punct/13",
        "PERSON Renata_Lopes",
    )
    assert label(entities, 12) == "Renata_Lopes"


def test_a_surname_in_a_headline_is_no_body_of_that_name() -> None:
    _, entities = linked(
        "Lind/NNP/nsubj/1 loses/VBZ/ROOT/1 Oscar/NNP/compound/3 Lind/NNP/nsubj/4 lost/VBD/ROOT/4 ././punct/4 "
        "Lind/NNP/poss/8 's/POS/case/6 aide/NN/nsubj/9 left/VBD/ROOT/9 ././punct/9",
        "ORG Lind",
        "PERSON Oscar Lind",
        "ORG Lind",
        heading="headline",
    )
    assert [label(entities, token) for token in (0, 3, 6)] == ["Oscar Lind"] * 3


def test_an_acronym_without_brackets_is_of_the_body_that_the_gazetteer_knows() -> None:
    _, entities = linked(
        "Rapid/NNP/compound/2 Support/NNP/compound/2 Forces/NNPS/nsubj/3 left/VBD/ROOT/3 ././punct/3 "
        "The/DT/det/6 RSF/NNP/nsubj/7 denied/VBD/ROOT/7 it/PRP/dobj/7 ././punct/7",
        "ORG Rapid Support Forces",
        "ORG RSF",
    )
    assert label(entities, 6) == "Rapid Support Forces"


def test_a_state_is_called_by_its_name_and_not_by_its_peoples() -> None:
    rows = (
        "The/DT/det/2 Norvanian/JJ/amod/2 government/NN/nsubj/3 left/VBD/ROOT/3 ././punct/3 "
        "Norvania/NNP/nsubj/6 wept/VBD/ROOT/6 ././punct/6"
    )
    _, entities = linked(rows, "NORP Norvanian", "ORG Norvania")
    assert [label(entities, token) for token in (1, 5)] == ["Norvania", "Norvania"]
