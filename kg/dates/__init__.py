"""Written dates resolved against the day of publication.

The words are in ``dates.toml``; ``rules`` is how they combine, ``named`` are days of the calendar, ``told`` those
told from the publication, ``periods`` counts. What no rule knows and is a full date in some other notation is left
to dateparser.
"""

import calendar
import re
import warnings
from datetime import date, datetime
from functools import lru_cache

from kg.dates.periods import Base, Period, Tense, one_day
from kg.dates.rules import find_period, normalise
from kg.dates.words import compiled
from kg.model import When

__all__ = ["Tense", "is_day", "is_length", "resolve", "without_length"]

LONGEST = 80
"""Characters; a longer text is no date."""
_LONG_WORDS = {
    name.lower()
    for names in (calendar.month_name, calendar.month_abbr, calendar.day_name, calendar.day_abbr)
    for name in (*names, "Sept", "Tues", "Thur", "Thurs")
}
"""The words of more than three letters that a full date may have."""


@lru_cache(maxsize=4096)
def resolve(text: str, published: str | None, *, tense: Tense = "past") -> When:
    """Resolve a written date.

    ``published`` is ISO 8601; days count in its own zone. Without it only dates with a year resolve. A weekday is the
    last one up to that day, in the future tense the next one after it. ``value`` stays None where no single day, month
    or year is meant; ``earliest`` or ``latest`` alone is given for an open stretch ("since Monday").

    >>> resolve("last Sunday", "2020-08-16T18:03:00+02:00").value
    '2020-08-09'
    >>> resolve("by Friday", "2020-08-16", tense="future")
    When(text='by Friday', value=None, earliest='2020-08-16', latest='2020-08-21')
    """
    if len(text) > LONGEST:
        return When(text)
    day, moment = _published(published)
    plain = normalise(text)
    period = find_period(plain, Base(day, moment, tense)) or _other_notation(plain)
    if period is None:
        return When(text)
    first, last = (found.isoformat() if found else None for found in (period.first, period.last))
    return When(text, period.value or (first if first == last else None), first, last)


def is_length(text: str) -> bool:
    """Whether a text tells how long and not when.

    >>> is_length("more than ten years"), is_length("ten years ago"), is_length("a week later")
    (True, False, False)
    """
    more = "at least|up to|(?:more|less) than|about|around|some|over|under|nearly|almost|roughly|another"
    rule = rf"(?:(?:{more}) )?(?:an?|{{count}}|{{count}} and an? half)[ -]{{units}}"
    return len(text) <= LONGEST and compiled(rule).fullmatch(normalise(text)) is not None


def is_day(text: str) -> bool:
    """Whether a text names a day, or several, once it is known when it was written.

    >>> is_day("Monday night"), is_day("noon")
    (True, False)
    """
    return resolve(text, "2000-01-01").latest is not None


def without_length(text: str) -> str:
    """What a text tells of when, without how long: sentenced in May to six years.

    >>> without_length("February last year to six years"), without_length("May 3 to June 9")
    ('February last year', 'May 3 to June 9')
    """
    when, found, length = text.rpartition(" to ")
    return when if found and is_length(length) else text


def _published(published: str | None) -> tuple[date | None, datetime | None]:
    """The day of publication, and the moment where the hour is given."""
    try:
        moment = datetime.fromisoformat(published) if published else None
    except ValueError:
        return None, None
    if moment is None or published is None:
        return None, None
    return moment.date(), moment if len(published) > len("2020-08-16") else None


def _other_notation(text: str) -> Period | None:
    """A full date that dateparser alone knows how to read."""
    if sum(map(str.isdigit, text)) < 3 or not any(map(str.isalpha, text)) or not text.isascii():
        return None
    if any(len(word) > 3 and word not in _LONG_WORDS for word in re.findall("[a-z]+", text)):
        return None
    import dateparser  # noqa: PLC0415 - takes long to import, and is rarely needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own ways with the standard library
        try:
            found = dateparser.parse(
                text,
                languages=["en"],
                settings={"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": "UTC"},
            )
        except (ValueError, OverflowError, TypeError, AttributeError, KeyError, IndexError):  # it fails on odd texts
            return None
    return one_day(found.date()) if found else None
