"""Who said what.

``drafts`` makes drafts of matches with their ``contents``, ``learnt`` adds cues that no pattern has, ``layouts``
labels and signatures; ``quoting`` gives quotations to their drafts, ``answers`` reads denials from answers,
``replies`` and ``verdicts``, of which ``pointing`` knows what only points at a claim; ``nesting`` decides, with
``features``, which stand and which stands in which, ``rows`` which go on beside another; ``apart`` puts no word into
two roles, ``asides`` knows what the article tells itself; ``speakers``, ``denials`` and ``build`` make claims of them;
``guesses`` says where a speaker is a guess.
"""

from kg.claims.asides import find_teller, is_own_voice
from kg.claims.build import read_claims, to_spans
from kg.claims.choice import find_drafts
from kg.claims.drafts import Draft
from kg.claims.guesses import find_guesses
from kg.claims.nesting import Attributed, attribute, candidates

__all__ = [
    "Attributed",
    "Draft",
    "attribute",
    "candidates",
    "find_drafts",
    "find_guesses",
    "find_teller",
    "is_own_voice",
    "read_claims",
    "to_spans",
]
