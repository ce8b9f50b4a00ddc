"""Articles in: text, HTML and JSON Lines, from files, folders and standard input, cut into blocks.

``sources`` finds files and tells what they are, ``pages`` reads HTML, ``records`` JSON Lines; ``drafts`` makes an
article of what they give; ``blocks`` (with ``paragraphs``, ``datelines``, ``layouts``) cuts its text;
``fingerprints`` tells nearly the same texts.
"""

from kg.articles.blocks import find_blocks
from kg.articles.datelines import Dateline, dateline_of
from kg.articles.drafts import LONGEST_TEXT, to_published
from kg.articles.fingerprints import fingerprint, similarity
from kg.articles.sources import read_articles

__all__ = [
    "LONGEST_TEXT",
    "Dateline",
    "dateline_of",
    "find_blocks",
    "fingerprint",
    "read_articles",
    "similarity",
    "to_published",
]
