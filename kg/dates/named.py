"""Dates by their names in the calendar: days, months, years, seasons, feasts."""

from collections.abc import Callable
from datetime import date

from kg.dates.periods import UNSURE, Base, Period, a_month, a_year, first_of, nearest, one_day, span
from kg.dates.words import tables


def recurring(make: Callable[[int], Period], base: Base, reach: int = 1) -> Period | None:
    """What comes once a year and is written without one; ``reach`` in years."""
    if base.day is None:
        return None
    periods = []
    for year in range(base.day.year - reach, base.day.year + reach + 1):
        try:
            periods.append(make(year))
        except UNSURE:  # 29 February
            continue
    return nearest(periods, base.day, base.tense)


def named(make: Callable[[int], Period], found: dict[str, str], base: Base) -> Period | None:
    """A month, season or feast of last, this or the next year."""
    if base.day is None:
        return None
    day = base.day
    around = [make(year) for year in range(day.year - 2, day.year + 3)]
    if found.get("last"):
        return max((p for p in around if p.last and p.last < day), key=first_of)
    if found.get("next"):
        return min((p for p in around if p.first and p.first > day), key=first_of)
    if found.get("this"):
        return next((p for p in around if first_of(p) <= day <= (p.last or day)), make(day.year))
    return nearest(around, day, base.tense)


def calendar_date(found: dict[str, str], base: Base) -> Period | None:
    """Jan. 1; Monday 19 December; May 18, 2015."""
    month, day = tables()["months"][found["month"]], int(found["day"])
    if found.get("year"):
        return one_day(date(int(found["year"]), month, day))
    weekday = tables()["weekdays"].get(found.get("weekday", ""))

    def make(year: int) -> Period:
        made = date(year, month, day)
        if weekday is not None and made.weekday() != weekday:
            raise ValueError
        return one_day(made)

    return recurring(make, base, 8) or recurring(lambda year: one_day(date(year, month, day)), base, 8)


def iso_date(found: dict[str, str], base: Base) -> Period | None:
    return one_day(date(int(found["year"]), int(found["month"]), int(found["day"])))


def slashed_date(found: dict[str, str], base: Base) -> Period | None:
    """16/08/2020; where day and month could change places, both are meant."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
    days = [date(year, month, day) for month, day in {(a, b), (b, a)} if 1 <= month <= 12]
    return span(min(days), max(days)) if days else None


def day_range(found: dict[str, str], base: Base) -> Period | None:
    """20-22 August 2020"""
    last = calendar_date({**found, "day": found["to"]}, base)
    if last is None or last.last is None:
        return None
    return span(last.last.replace(day=int(found["day"])), last.last)


def month_name(found: dict[str, str], base: Base) -> Period | None:
    """May; last May; May 2020"""
    month = tables()["months"][found.get("month") or found["month2"]]
    if found.get("year"):
        return a_month(int(found["year"]), month)
    return named(lambda year: a_month(year, month), found, base)


def season(found: dict[str, str], base: Base) -> Period | None:
    """next spring; the summer of 2010"""
    month = tables()["seasons"][found["season"] or found["season2"] or found["season3"]]

    def make(year: int) -> Period:
        return Period(a_month(year, month).first, a_month(year, month + 2).last)

    return make(int(found["year"])) if found["year"] else named(make, found, base)


def quarter(found: dict[str, str], base: Base) -> Period | None:
    """the first quarter of 2019"""
    number = tables()["quarters"][found["number"]]

    def make(year: int) -> Period:
        return Period(a_month(year, 3 * number - 2).first, a_month(year, 3 * number).last)

    return make(int(found["year"])) if found["year"] else named(make, found, base)


def holiday(found: dict[str, str], base: Base) -> Period | None:
    month, day = divmod(tables()["holidays"][found["holiday"] or found["holiday2"]], 100)
    if found["year"]:
        return one_day(date(int(found["year"]), month, day))
    return named(lambda year: one_day(date(year, month, day)), found, base)


def years(found: dict[str, str], base: Base) -> Period | None:
    """2003; the 1990s; 2014-18"""
    first = int(found["year"])
    if found.get("to"):
        last = int(str(first)[: 4 - len(found["to"])] + found["to"])
        return Period(a_year(first).first, a_year(last).last) if first <= last else None
    return Period(date(first, 1, 1), date(first + 9, 12, 31)) if found.get("decade") else a_year(first)
