"""Where the speaker of a quotation is a guess, it is said."""

from collections.abc import Callable

import pytest

from kg.articles import find_blocks
from kg.model import Article, Reading
from kg.names import Names
from kg.parser import load_model, parse
from kg.pipeline import prepare
from kg.pipeline import read as read_tree

Read = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read() -> Read:
    ontology, lexicon = prepare()

    def reading(text: str) -> Reading:
        article = Article("law", Names().article("law", "law"), text, find_blocks(text))
        ((_, tree),) = parse(load_model(), [article], lexicon)
        return read_tree(article, tree, ontology, lexicon, Names())

    return reading


def messages(reading: Reading) -> list[str]:
    return [issue.message for issue in reading.issues]


def test_a_paragraph_of_quotation_goes_to_who_spoke_before_and_is_marked_as_a_guess(read: Read) -> None:
    reading = read(
        'Marta Voss, the mayor of Lund, said the harbour would close. "We cannot keep it open," she said.\n\n'
        '"The money is gone and the council knows it. Nobody will lend us any more."\n'
    )
    assert [claim.claimant for claim in reading.claims] == ["https://w3id.org/newsgraph/entity/Marta_Voss"] * 3
    assert messages(reading) == ["no words say who said this; taken to be Marta Voss, who spoke before"]
    assert reading.issues[0].about == reading.claims[-1].iri


def test_a_quotation_of_nobody_is_in_no_claim_and_is_marked(read: Read) -> None:
    reading = read('The harbour is old.\n\n"The money is gone and the council knows it."\n\nIt rained in Lund.\n')
    assert not reading.claims
    assert messages(reading) == ["nobody is named who said this; it is in no claim"]


@pytest.mark.parametrize(
    "text",
    ['"The harbour is closed," Marta Voss said.', 'The so-called "experts of the old harbour" stayed.', "It rained."],
)
def test_what_is_sure_is_not_marked(text: str, read: Read) -> None:
    assert messages(read(text)) == []
