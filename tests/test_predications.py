"""Each construction of the normaliser, on a parse made by hand."""

import pytest

from kg.predications import (
    CONSTRUCTIONS,
    Argument,
    Mood,
    MoodWords,
    find_adjunct,
    find_mood,
    find_nominal,
    find_prepositional,
    find_verbal,
)
from kg.tbox import read_ontology
from kg.trees import Tree
from tests.handmade import parse_by_hand

VERBS = {
    "active": ("Acme/NNP/nsubj/1 bought/VBD/ROOT/1 Beta/NNP/dobj/1", "bought", "subject=Acme object=Beta"),
    "passive": (
        "Beta/NNP/nsubjpass/2 was/VBD/auxpass/2 bought/VBN/ROOT/2 by/IN/agent/2 Acme/NNP/pobj/3",
        "bought",
        "subject=Acme object=Beta",
    ),
    "dative": (
        "Acme/NNP/nsubj/1 sold/VBD/ROOT/1 Beta/NNP/dative/1 a/DT/det/4 firm/NN/dobj/1",
        "sold",
        "subject=Acme dative=Beta object=firm",
    ),
    "preposition with a noun": (
        "Acme/NNP/nsubj/1 accused/VBD/ROOT/1 Beta/NNP/dobj/1 of/IN/prep/1 fraud/NN/pobj/3",
        "accused",
        "subject=Acme object=Beta prep:of=fraud",
    ),
    "preposition with a gerund": (
        "Acme/NNP/nsubj/1 accused/VBD/ROOT/1 Beta/NNP/dobj/1 of/IN/prep/1 cheating/VBG/pcomp/3",
        "accused",
        "subject=Acme object=Beta prep:of=cheating",
    ),
    "clause": (
        "Acme/NNP/nsubj/1 said/VBD/ROOT/1 that/IN/mark/4 Beta/NNP/nsubj/4 fell/VBD/ccomp/1",
        "said",
        "subject=Acme clause=fell",
    ),
    "question": (
        "Acme/NNP/nsubj/1 asked/VBD/ROOT/1 whether/IN/mark/4 Beta/NNP/nsubj/4 fell/VBD/ccomp/1",
        "asked",
        "subject=Acme question=fell",
    ),
    "infinitive": (
        "Acme/NNP/nsubj/1 promised/VBD/ROOT/1 to/TO/aux/3 sell/VB/xcomp/1",
        "promised",
        "subject=Acme infinitive=sell",
    ),
    "gerund": ("Acme/NNP/nsubj/1 denied/VBD/ROOT/1 selling/VBG/xcomp/1", "denied", "subject=Acme gerund=selling"),
    "infinitive with for": (
        "Acme/NNP/nsubj/1 called/VBD/ROOT/1 for/IN/mark/5 Beta/NNP/nsubj/5 to/TO/aux/5 leave/VB/advcl/1",
        "called",
        "subject=Acme prep:for=Beta infinitive=leave",
    ),
    "complement": (
        "Acme/NNP/nsubj/1 called/VBD/ROOT/1 the/DT/det/3 claim/NN/dobj/1 a/DT/det/5 lie/NN/oprd/1",
        "called",
        "subject=Acme object=claim complement=lie",
    ),
    "small clause": (
        "Acme/NNP/nsubj/1 holds/VBZ/ROOT/1 Beta/NNP/nsubj/3 responsible/JJ/ccomp/1",
        "holds",
        "subject=Acme object=Beta complement=responsible",
    ),
    "adjective": (
        "NATO/NNP/nsubj/1 is/VBZ/ROOT/1 aware/JJ/acomp/1 that/IN/mark/5 Beta/NNP/nsubj/5 fell/VBD/ccomp/2",
        "aware",
        "subject=NATO clause=fell",
    ),
    "inserted speech": (
        "Our/PRP$/poss/1 offer/NN/nsubj/6 ,/,/punct/4 Acme/NNP/nsubj/4 said/VBD/parataxis/6 ,/,/punct/4 "
        "remains/VBZ/ROOT/6 open/JJ/acomp/6",
        "said",
        "subject=Acme clause=remains",
    ),
    "subject of a second verb": (
        "Acme/NNP/nsubj/1 bought/VBD/ROOT/1 Beta/NNP/dobj/1 and/CC/cc/1 sold/VBD/conj/1 Gamma/NNP/dobj/4",
        "sold",
        "subject=Acme object=Gamma",
    ),
    "object of a second passive": (
        "Beta/NNP/nsubjpass/2 was/VBD/auxpass/2 bought/VBN/ROOT/2 and/CC/cc/2 sold/VBN/conj/2",
        "sold",
        "object=Beta",
    ),
    "two subjects": (
        "Acme/NNP/nsubj/3 and/CC/cc/0 Gamma/NNP/conj/0 joined/VBD/ROOT/3 NATO/NNP/dobj/3",
        "joined",
        "subject=Acme subject=Gamma object=NATO",
    ),
    "what is excluded": (
        "France/NNP/nsubj/6 ,/,/punct/0 but/CC/cc/0 not/RB/neg/4 Germany/NNP/conj/0 ,/,/punct/6 signed/VBD/ROOT/6",
        "signed",
        "subject=France",
    ),
    "control by the subject": (
        "Acme/NNP/nsubj/1 wants/VBZ/ROOT/1 to/TO/aux/3 buy/VB/xcomp/1 Beta/NNP/dobj/3",
        "buy",
        "subject=Acme object=Beta",
    ),
    "control by the object": (
        "Acme/NNP/nsubj/1 urged/VBD/ROOT/1 Beta/NNP/dobj/1 to/TO/aux/4 buy/VB/xcomp/1 Gamma/NNP/dobj/4",
        "buy",
        "subject=Beta object=Gamma",
    ),
    "adverbial participle": (
        "Accusing/VBG/advcl/3 Beta/NNP/dobj/0 Acme/NNP/nsubj/3 left/VBD/ROOT/3",
        "Accusing",
        "subject=Acme object=Beta",
    ),
    "quoted as saying": (
        "Acme/NNP/nsubj/1 quoted/VBD/ROOT/1 Beta/NNP/dobj/1 as/IN/prep/1 saying/VBG/pcomp/3 that/IN/mark/7 "
        "Gamma/NNP/nsubj/7 fell/VBD/ccomp/4",
        "saying",
        "subject=Beta clause=fell",
    ),
    "past participle": (
        "The/DT/det/1 firm/NN/nsubj/5 bought/VBN/acl/1 by/IN/agent/2 Acme/NNP/pobj/3 fell/VBD/ROOT/5",
        "bought",
        "subject=Acme object=firm",
    ),
    "present participle": (
        "The/DT/det/1 woman/NN/nsubj/4 leading/VBG/acl/1 Acme/NNP/dobj/2 left/VBD/ROOT/4",
        "leading",
        "subject=woman object=Acme",
    ),
    "relative clause": (
        "The/DT/det/1 firm/NN/nsubj/5 that/WDT/nsubj/3 bought/VBD/relcl/1 Beta/NNP/dobj/3 fell/VBD/ROOT/5",
        "bought",
        "subject=firm object=Beta",
    ),
    "relative clause without a pronoun": (
        "The/DT/det/1 firm/NN/nsubj/4 Acme/NNP/nsubj/3 bought/VBD/relcl/1 fell/VBD/ROOT/4",
        "bought",
        "subject=Acme object=firm",
    ),
    "absolute participle": (
        "Police/NNS/nsubj/1 left/VBD/ROOT/1 with/IN/prep/1 many/NNS/nsubj/4 detained/VBD/pcomp/2",
        "detained",
        "object=many",
    ),
    "second absolute participle": (
        "Police/NNS/nsubj/1 left/VBD/ROOT/1 with/IN/prep/1 many/NNS/nsubj/4 detained/VBN/pcomp/2 and/CC/cc/4 "
        "hundreds/NNS/nsubj/7 injured/VBN/conj/4",
        "injured",
        "object=hundreds",
    ),
}
NOUNS = {
    "possessor and clause": (
        "Acme/NNP/poss/2 's/POS/case/0 claim/NN/nsubj/6 that/IN/mark/5 Beta/NNP/nsubj/5 fell/VBD/acl/2 "
        "failed/VBD/ROOT/6",
        "claim",
        "poss=Acme clause=fell",
    ),
    "pledge": (
        "The/DT/det/1 pledge/NN/nsubj/4 to/TO/aux/3 sell/VB/acl/1 failed/VBD/ROOT/4",
        "pledge",
        "infinitive=sell",
    ),
    "compound": ("The/DT/det/2 Acme/NNP/compound/2 claim/NN/nsubj/3 failed/VBD/ROOT/3", "claim", "compound=Acme"),
    "copula": (
        "Acme/NNP/nsubj/1 is/VBZ/ROOT/1 a/DT/det/3 member/NN/attr/1 of/IN/prep/3 NATO/NNP/pobj/4",
        "member",
        "self=Acme prep:of=NATO",
    ),
    "apposition": (
        "Acme/NNP/nsubj/5 a/DT/det/2 member/NN/appos/0 of/IN/prep/2 NATO/NNP/pobj/3 fell/VBD/ROOT/5",
        "member",
        "self=Acme prep:of=NATO",
    ),
    "copula of a relative clause": (
        "Acme/NNP/nsubj/5 who/WP/nsubj/2 is/VBZ/relcl/0 a/DT/det/4 member/NN/attr/2 fell/VBD/ROOT/5",
        "member",
        "self=Acme",
    ),
    "light verb": ("Acme/NNP/nsubj/1 issued/VBD/ROOT/1 a/DT/det/3 warning/NN/dobj/1", "warning", "poss=Acme"),
    "light verb in the passive": (
        "A/DT/det/1 warning/NN/nsubjpass/3 was/VBD/auxpass/3 issued/VBN/ROOT/3 by/IN/agent/3 Acme/NNP/pobj/4",
        "warning",
        "poss=Acme",
    ),
}
MOODS = {
    "plain": ("Acme/NNP/nsubj/1 bought/VBD/ROOT/1 Beta/NNP/dobj/1", "bought", Mood()),
    "negated": (
        "Acme/NNP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 buy/VB/ROOT/3 Beta/NNP/dobj/3",
        "buy",
        Mood("negative"),
    ),
    "nobody": ("Nobody/NN/nsubj/1 bought/VBD/ROOT/1 Beta/NNP/dobj/1", "bought", Mood("negative")),
    "no one of a kind": ("No/DT/det/1 firm/NN/nsubj/2 bought/VBD/ROOT/2 Beta/NNP/dobj/2", "bought", Mood("negative")),
    "would": (
        "Acme/NNP/nsubj/2 would/MD/aux/2 buy/VB/ROOT/2 Beta/NNP/dobj/2",
        "buy",
        Mood(modality="hypothetical"),
    ),
    "will": ("Acme/NNP/nsubj/2 will/MD/aux/2 buy/VB/ROOT/2 Beta/NNP/dobj/2", "buy", Mood(modality="expected")),
    "if": (
        "If/IN/mark/2 Acme/NNP/nsubj/2 buys/VBZ/advcl/4 prices/NNS/nsubj/4 fall/VBP/ROOT/4",
        "buys",
        Mood(modality="hypothetical"),
    ),
    "refused": ("Acme/NNP/nsubj/1 refused/VBD/ROOT/1 to/TO/aux/3 buy/VB/xcomp/1", "buy", Mood("negative")),
    "hoped": ("Acme/NNP/nsubj/1 hoped/VBD/ROOT/1 to/TO/aux/3 buy/VB/xcomp/1", "buy", Mood(modality="expected")),
    "seemed": ("Acme/NNP/nsubj/1 seemed/VBD/ROOT/1 to/TO/aux/3 buy/VB/xcomp/1", "buy", Mood(modality="questioned")),
    "without": (
        "Acme/NNP/nsubj/1 left/VBD/ROOT/1 without/IN/prep/1 buying/VBG/pcomp/2",
        "buying",
        Mood("negative"),
    ),
}
LEMMAS = {
    "buys": "buy",
    "refused": "refuse",
    "hoped": "hope",
    "seemed": "seem",
    "issued": "issue",
    "is": "be",
    "did": "do",
}


def parse(rows: str) -> Tree:
    return parse_by_hand(rows, **LEMMAS)[1]


def show(tree: Tree, arguments: tuple[Argument, ...]) -> list[str]:
    return sorted(f"{argument.role}={tree.words[argument.token]}" for argument in arguments)


@pytest.mark.parametrize("name", VERBS)
def test_a_construction_of_verbs_gives_its_arguments(name: str) -> None:
    rows, verb, expected = VERBS[name]
    tree = parse(rows)
    assert show(tree, find_verbal(tree, tree.words.index(verb)).arguments) == sorted(expected.split())


@pytest.mark.parametrize("name", NOUNS)
def test_a_construction_of_nouns_gives_its_arguments(name: str) -> None:
    rows, noun, expected = NOUNS[name]
    tree = parse(rows)
    found = find_nominal(tree, tree.words.index(noun), frozenset({"issue"}))
    assert show(tree, found.arguments) == sorted(expected.split())


@pytest.mark.parametrize("name", MOODS)
def test_a_predicate_has_the_mood_of_its_clause(name: str) -> None:
    rows, verb, expected = MOODS[name]
    tree = parse(rows)
    words = MoodWords.of(read_ontology().words)
    assert find_mood(tree, tree.words.index(verb), words) == expected


def test_an_active_and_a_passive_sentence_are_one_predication() -> None:
    active, passive = parse(VERBS["active"][0]), parse(VERBS["passive"][0])
    assert show(active, find_verbal(active, 1).arguments) == show(passive, find_verbal(passive, 2).arguments)


def test_a_verb_does_not_lend_its_subject_to_its_object_unless_it_is_light() -> None:
    tree = parse(NOUNS["light verb"][0])
    assert show(tree, find_nominal(tree, 3).arguments) == []


def test_an_adjunct_holds_the_clause_it_stands_in() -> None:
    tree = parse("According/VBG/prep/5 to/IN/prep/0 Acme/NNP/pobj/1 ,/,/punct/5 Beta/NNP/nsubj/5 fell/VBD/ROOT/5")
    found = find_adjunct(tree, 0)
    assert found is not None
    assert show(tree, found.arguments) == ["clause=fell", "prep:to=Acme"]
    assert [argument.outer for argument in found.arguments if argument.role == "clause"] == [True]


def test_a_preposition_ties_the_names_on_its_two_sides() -> None:
    tree = parse("Minsk/NNP/nsubj/3 in/IN/prep/0 Belarus/NNP/pobj/1 fell/VBD/ROOT/3")
    found = find_prepositional(tree, 1)
    assert found is not None
    assert show(tree, found.arguments) == ["governor=Minsk", "pobj=Belarus"]


def test_a_preposition_of_a_verb_ties_no_names() -> None:
    assert find_prepositional(parse("Acme/NNP/nsubj/1 fell/VBD/ROOT/1 in/IN/prep/1 Belarus/NNP/pobj/2"), 2) is None


def test_every_construction_says_which_sentence_it_matches() -> None:
    rules = {rule for registered in CONSTRUCTIONS.values() for rule in registered}
    assert all(rule.__doc__ for rule in rules)
