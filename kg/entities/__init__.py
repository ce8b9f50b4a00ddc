"""Mentions become entities: names are joined, pronouns and descriptions find whom they stand for.

``join`` brings the names of one entity together, ``refer`` resolves ``pronouns`` and ``descriptions``, of which
``definites`` may be named, ``labels`` words the unnamed, ``linked`` is what the later stages ask.
"""

from kg.entities.accused import SpeechVerbs
from kg.entities.linked import Linked, link

__all__ = ["Linked", "SpeechVerbs", "link"]
