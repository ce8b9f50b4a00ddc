"""The forms of written dates, in the order they are tried, and those made of others."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from kg.dates import named, told
from kg.dates.periods import DAY, UNSURE, Base, Period, Rule
from kg.dates.words import compiled

MOST_DASHES = 3
"""A text with more of them is no range."""


@lru_cache(maxsize=4096)
def find_period(text: str, base: Base) -> Period | None:
    """The period that a normalised text names."""
    for rule, act in RULES:
        if found := compiled(rule).fullmatch(text):
            try:
                period = act({name: value or "" for name, value in found.groupdict().items()}, base)
            except UNSURE:
                continue
            if period is not None:
                return period
    return None


def normalise(text: str) -> str:
    """Lower case, single blanks, no times of day, no stops after abbreviations.

    >>> normalise("Sunday, Jan. 1st at 8:30 p.m. GMT")
    'sunday jan 1'
    """
    text = " ".join(text.lower().replace("’", "'").replace("‘", "'").split())
    text = compiled(
        r"(?:\b(?:at|around|about|by|until|before|after) )?\b\d{1,2}(?::\d\d){1,2}(?: ?[ap]\.?m\b\.?)?(?: {zone}\b)?"
        r"|(?:\b(?:at|around|about|by|until|before|after) )?\b\d{1,2}(?:\.\d\d)? ?[ap]\.?m\b\.?(?: {zone}\b)?"
        r"|(?:\b(?:at|around|about|by|until|before|after) )?\b\d{4} {zone}\b"
    ).sub(" ", text)
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text)
    text = re.sub(r"(?<=[a-z])\.(?= |$|,|\d)|,(?= |$)|[()\"“”\[\]]", " ", text)
    text = re.sub(r"\bmid-", "mid ", text)
    return " ".join(text.split()).strip(" .,;:!?")


def _inner(text: str, base: Base) -> Period | None:
    """The period inside another form; there "the year" is the one of the publication."""
    whole = re.fullmatch(r"(?:(?:the|this) )?(?P<unit>week|month|year)", text)
    return told.whole(whole.groupdict(), base) if whole else find_period(text, base)


def _same(found: dict[str, str], base: Base) -> Period | None:
    return find_period(found["inner"], base)


def _third(number: int) -> Rule:
    """early May, mid-2019, the end of the year"""

    def act(found: dict[str, str], base: Base) -> Period | None:
        inner = _inner(found["inner"], base)
        if inner is None or inner.first is None or inner.last is None or inner.first == inner.last:
            return inner
        days = (inner.last - inner.first).days + 1
        first = inner.first + days * number // 3 * DAY
        last = inner.first + max(days * (number + 1) // 3 - 1, days * number // 3) * DAY
        return replace(inner, first=first, last=last)

    return act


def _earlier(found: dict[str, str], base: Base) -> Period | None:
    """earlier this week: up to the publication"""
    inner = _inner(found["inner"], base)
    if inner is None or base.day is None or inner.first is None or inner.first > base.day:
        return inner
    return replace(inner, last=min(inner.last or base.day, base.day))


def _later(found: dict[str, str], base: Base) -> Period | None:
    """later this month: from the publication, unless it is told as past"""
    inner = _inner(found["inner"], base)
    if inner is None or base.day is None or inner.last is None or inner.last < base.day:
        return inner
    return inner if base.tense == "past" else replace(inner, first=max(inner.first or base.day, base.day))


def _until(found: dict[str, str], base: Base) -> Period | None:
    inner = _inner(found["inner"], base)
    return _up_to(inner.last, base) if inner and inner.last else None


def _before(found: dict[str, str], base: Base) -> Period | None:
    inner = _inner(found["inner"], base)
    return _up_to(inner.first - DAY, base) if inner and inner.first else None


def _up_to(last: date, base: Base) -> Period:
    begins = base.tense != "past" and base.day is not None and base.day <= last
    return Period(base.day if begins else None, last)


def _since(found: dict[str, str], base: Base) -> Period | None:
    inner = _inner(found["inner"], base)
    return _from(inner.first, base) if inner and inner.first else None


def _after(found: dict[str, str], base: Base) -> Period | None:
    inner = _inner(found["inner"], base)
    return _from(inner.last + DAY, base) if inner and inner.last else None


def _from(first: date, base: Base) -> Period:
    ends = base.tense != "future" and base.day is not None and base.day >= first
    return Period(first, base.day if ends else None)


def _more_than(found: dict[str, str], base: Base) -> Period | None:
    """more than two years ago"""
    inner = find_period(found["inner"], base)
    return Period(None, inner.last) if inner and inner.last else None


def _range(found: dict[str, str], base: Base) -> Period | None:
    """November 20 to December 11; from 2004 to 2009"""
    for left, right in _halves(found["inner"]):
        last = find_period(right, base)
        if last is None or last.last is None:
            continue
        year = re.search(r"\b\d{4}$", right)
        first = find_period(f"{left} {year[0]}", base) if year else None
        if re.fullmatch(r"\d{1,2}", left):
            first = find_period(re.sub(r"\b\d{1,2}\b", left, right, count=1), base)
        first = first or find_period(left, base)
        if first is None or first.first is None:
            continue
        if first.first > last.last:  # over the turn of the year
            last = find_period(f"{right} {first.first.year + 1}", base)
        if last and last.last and first.first <= last.last:
            return Period(first.first, last.last)
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    marks = list(compiled(r" ?[–—-] ?| (?:{range}|and) ").finditer(text))
    if len(marks) <= MOST_DASHES:
        yield from ((text[: mark.start()], text[mark.end() :]) for mark in marks)


RULES: tuple[tuple[str, Rule], ...] = (
    (r"(?P<year>\d{4})[-/.](?P<month>\d\d)[-/.](?P<day>\d\d)", named.iso_date),
    (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", named.iso_date),
    (r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})", named.slashed_date),
    (r"(?:{weekdays:weekday} )?(?:the )?{date:day} (?:of )?{months:month}(?: {year:year})?", named.calendar_date),
    (r"(?:{weekdays:weekday} )?{months:month} (?:the )?{date:day}(?: {year:year})?", named.calendar_date),
    (r"(?:(?:from|between) )?{date:day} ?(?:{range}|and) ?{date:to} {months:month}(?: {year:year})?", named.day_range),
    (r"(?:(?:from|between) )?{months:month} {date:day} ?(?:{range}|and) ?{date:to}(?: {year:year})?", named.day_range),
    (r"{year:year}(?P<decade>s)?", named.years),
    (r"{year:year} ?[/–-] ?(?P<to>\d{4}|\d\d)", named.years),
    (r"{months:month} (?:of )?{year:year}", named.month_name),
    (r"(?:(?P<last>{last}|{past})|{next:next}|{this:this}) {months:month}|{months:month2}", named.month_name),
    (r"{seasons:season} (?:of )?{year:year}|(?:(?P<last>{last}|{past})|{next:next}|{this:this}) {seasons:season2}"
     r"|{seasons:season3}", named.season),
    (r"(?:{last:last}|{next:next}|{this:this}) {quarter}", told.quarter),
    (r"{quarters:number} {quarter}(?: (?:of )?{year:year})?", named.quarter),
    (r"{holidays:holiday}(?: {year:year})?|(?:{last:last}|{next:next}|{this:this}) {holidays:holiday2}", named.holiday),
    (r"{days:day}", told.deictic),
    (r"(?:(?P<last>{last}|{past})|{next:next}|{this:this}) {weekdays:weekday}|{weekdays:weekday2}", told.weekday),
    (r"(?:(?P<last>{last}|{past})|{next:next}|{this:this}) {weekend}|{weekend}", told.weekend),
    (r"(?:{last:last}|{next:next}|{this:this}) (?P<unit>week|month|year|decade|century)", told.unit),
    (r"(?:{count:count} )?{units:unit} {ago:ago}", told.distance),
    (r"{count:count} {units:unit} {hence:hence}", told.distance),
    (r"in {count:count} {units:unit}(?:'? time)?", told.distance),
    (r"(?:{past}|{next:next})(?: {count:count})? {units:unit}", told.stretch),
    (r"(?P<count>recent) {units:unit}", told.stretch),
    (r"{begin} (?P<inner>.+)", _third(0)),
    (r"{middle} (?P<inner>.+)", _third(1)),
    (r"{end} (?P<inner>.+)", _third(2)),
    (r"(?:the )?(?P<inner>year)(?:'s)?[ -]end", _third(2)),
    (r"{earlier} (?P<inner>.+)", _earlier),
    (r"{later} (?P<inner>.+)", _later),
    (r"(?:(?:from|between) )?(?P<inner>.+)", _range),
    (r"{until} (?P<inner>.+)", _until),
    (r"{before} (?P<inner>.+)", _before),
    (r"{since} (?P<inner>.+)", _since),
    (r"{after} (?P<inner>.+)", _after),
    (r"{more} (?P<inner>.+)", _more_than),
    (r"(?P<inner>.+?) (?:in the )?{part}", _same),
    (r"(?:the )?{part} of (?P<inner>.+)", _same),
    (r"{lead} (?P<inner>.+)", _same),
    (r"the (?P<inner>.+)", _same),
    (r"(?P<inner>.+)'s?", _same),
)  # fmt: skip
