"""Whoever the gazetteer names can say something, whatever word of English the name looks like."""

from kg.model import Article, Block
from kg.names import Names
from kg.pipeline import prepare, read_articles

UNHEARD = {"LAAF": "the model takes it for an adverb"}


def test_every_state_alliance_and_acronym_is_who_said_so() -> None:
    _, lexicon = prepare()
    agents = [each for each in lexicon.known.values() if lexicon.is_a(each.cls, "Agent")]
    asked = {
        f"{article}{name} said on Monday that the talks had failed.": (name, each.iri)
        for each in agents
        for name in each.names
        for article in ("", "The ")
        if each.cls in ("State", "Alliance") or (name.isupper() and name.isalpha())
    }
    assert len(asked) > 1500
    articles = [Article(text, Names().article(text, text), text, (Block(0, len(text)),)) for text in asked]
    heard = {
        asked[reading.article.text]
        for reading in read_articles(articles)
        if any(claim.claimant == asked[reading.article.text][1] for claim in reading.claims)
    }
    assert {name for name, iri in asked.values() if (name, iri) not in heard} == set(UNHEARD)
