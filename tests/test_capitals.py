"""A headline Set In Title Case is read as a sentence, and what stands below it as it always is."""

import time

from kg.articles import find_blocks
from kg.capitals import without_capitals
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


def test_an_article_of_many_headings_takes_as_long_as_its_words() -> None:
    nlp, lexicon = load_model(), read_ontology().lexicon
    said = "The mayor said on Monday that the talks with the council had failed again."
    text = "\n\n".join(f"Lind Praises Council Again in Room {number}\n\n{said}" for number in range(1500))
    article = Article("a", "http://x/a", text, find_blocks(text))
    doc = nlp.make_doc(text)
    begin = time.process_time()
    without_capitals(nlp, doc, article, lexicon)
    assert time.process_time() - begin < 10
