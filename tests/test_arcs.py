"""Arcs hung anew: whatever the model says, every token hangs on a root in the end."""

from handmade import parse_by_hand
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.arcs.insertions import part_sources
from kg.trees import Sentence, Tree

WORDS = (
    *(
        "Berg/NNP",
        "Lusk/NNP",
        "which/WDT",
        "who/WP",
        "that/IN",
        "as/IN",
        "of/IN",
        "ex/NN",
        "-/HYPH",
        "minister/NN",
        ",/,",
    ),
    *(
        "said/VBD",
        "had/VBD",
        "promised/VBN",
        "ruled/VBD",
        "out/RP",
        "sending/VBG",
        "baseless/JJ",
        "and/CC",
        "“/``",
        "it/PRP",
    ),
)
LABELS = (
    *("nsubj", "nsubjpass", "dobj", "pobj", "prep", "ccomp", "xcomp", "advcl", "relcl", "acl", "appos", "conj", "cc"),
    *("amod", "compound", "mark", "prt", "aux", "punct", "parataxis", "npadvmod", "dep"),
)


def roots_of(tree: Tree) -> set[int]:
    """Where the way up from each token ends, after at most as many steps as there are tokens."""
    found = set()
    for token in range(len(tree.words)):
        at = token
        for _ in tree.words:
            at = tree.heads[at]
        found.add(at)
    return found


@st.composite
def parses(draw: st.DrawFn) -> str:
    """Random words with random labels on a random tree."""
    size = draw(st.integers(2, 14))
    order = draw(st.permutations(range(size)))
    heads = {order[0]: order[0]}
    for number, token in enumerate(order[1:], 1):
        heads[token] = order[draw(st.integers(0, number - 1))]
    words = draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=size, max_size=size))
    return " ".join(
        f"{word}/{'ROOT' if heads[at] == at else label}/{heads[at]}"
        for at, (word, label) in enumerate(zip(words, labels, strict=True))
    )


@settings(max_examples=300, deadline=None)
@given(parses())
def test_no_tree_is_made_a_circle(rows: str) -> None:
    _, tree = parse_by_hand(rows)
    assert all(tree.heads[root] == root for root in roots_of(tree))


def test_a_noun_hangs_where_its_prefix_did() -> None:
    _, tree = parse_by_hand(
        "Agency/NN/nsubj/1 names/VBZ/ROOT/1 ex/NN/dobj/1 -/HYPH/appos/2 minister/NN/appos/3 ././punct/1"
    )
    assert (tree.heads, tree.deps[4]) == ([1, 1, 4, 4, 1, 1], "dobj")


def test_two_names_that_stand_alone_are_coordinated() -> None:
    _, tree = parse_by_hand(
        "Anna/NNP/compound/1 Berg/NNP/compound/5 and/CC/cc/5 Defence/NNP/compound/4 Minister/NNP/compound/5 "
        "Lind/NNP/ROOT/5",
        "PERSON Anna Berg",
        "PERSON Lind",
    )
    assert (tree.heads, tree.deps[1], tree.deps[5]) == ([1, 1, 1, 4, 5, 1], "ROOT", "conj")


def test_names_below_a_circle_end_the_search_for_what_they_hang_on() -> None:
    _, tree = parse_by_hand(
        "ex/NN/compound/1 -/HYPH/nsubj/9 minister/NN/det/3 mayor/NN/acl/1 Anna/NNP/compound/5 Berg/NNP/compound/3 "
        "and/CC/cc/5 Minister/NNP/compound/8 Lind/NNP/conj/5 left/VBD/ROOT/9",
        "PERSON Anna Berg",
        "PERSON Lind",
    )
    assert roots_of(tree) == {9}


def test_a_subject_whose_words_begin_the_document_has_no_word_before_it() -> None:
    _, tree = parse_by_hand("Berg/NNP/nsubj/2 Berg/NNP/nsubj/3 Berg/NNP/nsubj/3 Berg/NNP/ROOT/3")
    assert roots_of(tree) == {3}


def test_a_gerund_before_a_verb_in_the_singular_is_its_subject() -> None:
    _, tree = parse_by_hand("Bombing/VBG/csubj/2 towns/NNS/dobj/0 says/VBZ/ROOT/2 much/JJ/dobj/2", says="say")
    assert (tree.deps[0], tree.deps[1]) == ("csubj", "dobj")


def test_a_gerund_before_a_verb_in_the_plural_is_none() -> None:
    _, tree = parse_by_hand("Visiting/VBG/csubj/2 envoys/NNS/dobj/0 say/VBP/ROOT/2 much/JJ/dobj/2")
    assert (tree.deps[0], tree.deps[1]) == ("amod", "nsubj")


def test_what_is_said_already_is_not_said_again_after_where() -> None:
    _, tree = parse_by_hand(
        "Berg/NNP/nsubj/1 warned/VBD/ROOT/1 he/PRP/nsubj/3 left/VBD/ccomp/1 in/IN/prep/1 a/DT/det/6 "
        "letter/NN/pobj/4 that/WDT/dobj/9 she/PRP/nsubj/9 wrote/VBD/relcl/6 ././punct/1",
        warned="warn",
    )
    assert (tree.heads[9], tree.deps[9]) == (6, "relcl")


def test_a_time_that_the_document_begins_with_has_no_noun_before_it() -> None:
    _, tree = parse_by_hand(
        "The/DT/det/3 whole/JJ/amod/3 last/JJ/amod/3 Thursday/NNP/npadvmod/5 guards/NNS/nsubj/5 wept/VBD/ROOT/5"
    )
    assert tree.heads[3] == 5


def test_a_source_whose_words_were_hung_in_a_circle_is_parted_all_the_same() -> None:
    doc = Doc(
        Vocab(),
        words=["Mayor", "killed", ":", "police", "chief"],
        pos=["NOUN", "VERB", "PUNCT", "NOUN", "NOUN"],
        tags=["NN", "VBD", ":", "NN", "NN"],
        heads=[1, 1, 1, 4, 1],
        deps=["nsubj", "ROOT", "punct", "compound", "dobj"],
    )
    heads, deps = [3, 1, 1, 4, 3], ["compound", "ROOT", "punct", "compound", "appos"]
    part_sources(doc, [Sentence(0, 5, "headline")], heads, deps)
    assert heads[0] not in (3, 4)
