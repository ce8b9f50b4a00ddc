"""A result, or what surrounds an entity, as a page that anybody can open: one file, no network, nothing to install.

model.py         what a picture is made of
asking.py        small queries about many terms at once
choices.py       which triples are drawn, and which are left out where there are too many
descriptions.py  what nodes are called and what kind they are
passages.py      the sentences behind nodes and links
proofs.py        why an inferred link holds
drafts.py        what is drawn: everything, what surrounds entities, or an answer
pictures.py      a draft with everything that is known of it
page.py          the picture as HTML; what stands in templates/ does the drawing in the browser
"""

from kg.draw.choices import MOST_NODES
from kg.draw.drafts import draw_answer, draw_around, draw_whole
from kg.draw.page import to_page
from kg.draw.pictures import Material

__all__ = ["MOST_NODES", "Material", "draw_answer", "draw_around", "draw_whole", "to_page"]
