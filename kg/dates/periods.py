"""Stretches of days, and how they are counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from kg.dates.words import tables

Tense = Literal["past", "future", "present"]

DAY = timedelta(days=1)
UNSURE = (ValueError, OverflowError)
"""A day that the calendar does not have, or that lies beyond the years 1 to 9999."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days ``first`` to ``last``; ``value`` where the text names a day, month or year."""

    first: date | None
    last: date | None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """The day of publication in its own zone, the moment if known, and the tense of the clause."""

    day: date | None
    moment: datetime | None
    tense: Tense


Rule = Callable[[dict[str, str], Base], Period | None]


def span(first: date, last: date) -> Period:
    return Period(min(first, last), max(first, last))


def one_day(day: date) -> Period:
    return Period(day, day, day.isoformat())


def a_month(year: int, month: int) -> Period:
    """A month; ``month`` may lie beyond 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else date.max
    return Period(date(year, month, 1), following - DAY, f"{year:04}-{month:02}")


def a_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def first_of(period: Period) -> date:
    return period.first or date.min


def nearest(periods: list[Period], base: date, tense: Tense) -> Period | None:
    """The last period that has begun, in the future tense the first that is not over, else the nearest."""
    if tense == "past":
        return max((p for p in periods if p.first and p.first <= base), key=first_of, default=None)
    if tense == "future":
        return min((p for p in periods if p.last and p.last >= base), key=first_of, default=None)
    return min(periods, key=lambda p: abs(first_of(p) - base), default=None)


def shift(day: date, unit: str, count: int) -> date:
    """A day ``count`` units later."""
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is None:
        return day + max(1, tables()["units"][unit]) * count * DAY
    month = a_month(day.year, day.month + months * count)
    first, last = first_of(month), month.last or day
    return first.replace(day=min(day.day, last.day))
