"""Who said what: cues become drafts (``drafts``), quotations join them (``quoting``), nesting and speakers are
settled and claims are built (``build``)."""

from kg.claims.build import Attributed, attribute, read_claims
from kg.claims.drafts import Draft, find_drafts

__all__ = ["Attributed", "attribute", "Draft", "find_drafts", "read_claims"]
