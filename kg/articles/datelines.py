"""Datelines: the place, day and agency before an agency's first sentence, the hour or day before one of a list."""

import re
from dataclasses import dataclass

_UPPER = "A-ZÀ-ÖØ-Þ"
_CAPITALS = rf"[{_UPPER}][{_UPPER}.'’-]+(?:[ /][{_UPPER}.][{_UPPER}.'’-]*){{0,4}}"
_PROPER = rf"[{_UPPER}][\w.'’-]+(?:[ /][{_UPPER}][\w.'’-]*){{0,4}}"
_REGION = rf"(?:, (?:{_PROPER}))?"
_STATE = rf"[{_UPPER}][a-z][\w.'’-]+(?: [{_UPPER}][\w.'’-]+){{0,2}}"
_NAMED_DAY = rf"[{_UPPER}][a-z]{{2,8}}\.? \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} [{_UPPER}][a-z]{{2,8}}\.?(?: \d{{4}})?"
_DAY = rf"(?:[,.]? (?P<day>{_NAMED_DAY}))?"
_AGENCY = rf"[(/](?P<agency>[{_UPPER}][\w.&’' -]{{1,30}})[)/]"
_DASH = r"\s*(?:-{1,2}|–|—|:)\s+"
_SENTENCE = rf"(?=[\"'“‘«(\[]*[{_UPPER}\d])"
_NO_SECOND_DASH = r"(?!(?:[^.?!]|\.(?!\s))*\s(?:-{1,2}|–|—)\s)"
"""Within the sentence: Berlin - Germany's capital - is no dateline."""

_ZONE = r"(?:GMT|UTC|ET|[A-Z]{1,2}(?:ET|EST|ST|DT)|[aApP]\.?[mM]\.?)"
_HOUR = rf"(?:[01]?\d|2[0-3])[:h][0-5]\d(?: ?{_ZONE})?(?P<place>)(?P<day>)(?P<agency>)"
"""Before each paragraph of a live blog."""

_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:(?P<place>{_PROPER}){_REGION}{_DAY}[.,]? )?{_AGENCY}(?:{_DASH}|\. ){_SENTENCE}",
        rf"(?P<place>{_CAPITALS}){_REGION}{_DAY} (?:-{{1,2}}|–|—)\s+{_SENTENCE}(?P<agency>)",
        rf"(?P<place>{_CAPITALS}/{_CAPITALS}){_DAY}{_DASH}{_SENTENCE}(?P<agency>)",
        rf"(?P<place>{_CAPITALS}), {_STATE}{_DAY}:\s+{_SENTENCE}(?P<agency>)",
        rf"(?P<place>{_PROPER}){_REGION}{_DAY} (?:-{{1,2}}|–|—)\s+{_SENTENCE}(?P<agency>){_NO_SECOND_DASH}",
        rf"{_HOUR}(?:{_DASH}|\s+){_SENTENCE}",
        rf"(?:{_NAMED_DAY})(?P<place>)(?P<day>)(?P<agency>)(?: (?:-{{1,2}}|–|—)|:)\s+{_SENTENCE}",
    )
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The text's first ``end`` characters, and what they say."""

    end: int
    place: str | None = None
    day: str | None = None
    agency: str | None = None


def dateline_of(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with.

    >>> dateline_of("MINSK, Aug 16 (Reuters) - Thousands marched.")
    Dateline(end=26, place='MINSK', day='Aug 16', agency='Reuters')
    >>> dateline_of("MINSK/NEW DELHI: Thousands marched.")
    Dateline(end=17, place='MINSK/NEW DELHI', day=None, agency=None)
    >>> dateline_of("LA PAZ, Bolivia: Thousands marched.")
    Dateline(end=17, place='LA PAZ', day=None, agency=None)
    >>> dateline_of("Minsk - Thousands marched, police said.")
    Dateline(end=8, place='Minsk', day=None, agency=None)
    >>> dateline_of("16:45 GMT UN chief calls for a truce.")
    Dateline(end=10, place=None, day=None, agency=None)
    >>> dateline_of("Mar 3 - Troops seized the port.")
    Dateline(end=8, place=None, day=None, agency=None)
    >>> dateline_of("Minsk - Belarus's capital - was quiet.")
    >>> dateline_of("NATO - which has 30 members - said no.")
    """
    for form in _FORMS:
        if found := form.match(text[:400]):
            return Dateline(
                found.end(), (found["place"] or "").rstrip(".") or None, found["day"] or None, found["agency"] or None
            )
    return None
