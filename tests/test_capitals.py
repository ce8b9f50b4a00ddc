"""A headline Set In Title Case is read as a sentence, and what stands below it as it always is."""

from kg.articles import find_blocks
from kg.model import Article
from kg.parser import load_model, to_doc
from kg.tbox import read_ontology

TEXT = "Berg Accuses Mayor of Lying\n\nOn Sunday Gov.\u00a0Anna Berg said she wouldn't attend, and IS took the town."


def test_only_words_of_the_headline_change_and_only_how_they_look() -> None:
    nlp, lexicon = load_model(), read_ontology().lexicon
    doc = to_doc(nlp, Article("a", "http://x/a", TEXT, find_blocks(TEXT)), lexicon)
    plain = nlp.make_doc(TEXT)
    assert [token.idx for token in doc] == [token.idx for token in plain]
    changed = [(old.text, new.text) for old, new in zip(plain, doc, strict=True) if old.text != new.text]
    assert changed == [("Accuses", "accuses")]
    assert {new.text for old, new in zip(plain, doc, strict=True) if old.norm_ != new.norm_} == {"IS"}
