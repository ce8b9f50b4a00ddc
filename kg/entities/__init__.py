"""Mentions become entities: names are joined, pronouns and descriptions find whom they stand for.

``join`` brings the names of one entity together, ``refer`` resolves ``pronouns`` and ``descriptions``, of which
``definites`` may be named, ``labels`` words the unnamed, ``linked`` is what the later stages ask.
"""

from kg.entities.linked import Linked, link
from kg.entities.pronouns import SpeechVerbs

__all__ = ["Linked", "SpeechVerbs", "link"]
