"""Dates told from the day of publication: yesterday, last week, two days ago."""

from datetime import date, timedelta

from kg.dates.periods import DAY, Base, Period, a_month, a_year, one_day, shift, span
from kg.dates.words import tables


def deictic(found: dict[str, str], base: Base) -> Period | None:
    return one_day(base.day + tables()["days"][found["day"]] * DAY) if base.day else None


def weekday(found: dict[str, str], base: Base) -> Period | None:
    """Sunday; last Sunday; next Friday"""
    if base.day is None:
        return None
    wanted = tables()["weekdays"][found["weekday"] or found["weekday2"]]
    back = (base.day.weekday() - wanted) % 7
    if found["last"]:
        return one_day(base.day - (back or 7) * DAY)
    if found["next"] or base.tense == "future":
        return one_day(base.day + (7 - back) * DAY)
    return one_day(base.day - back * DAY)


def weekend(found: dict[str, str], base: Base) -> Period | None:
    if base.day is None:
        return None
    saturday = base.day - (base.day.weekday() - 5) % 7 * DAY
    inside = base.day.weekday() >= 5
    if found["last"] and inside:
        saturday -= 7 * DAY
    elif found["next"] or (not found["last"] and not inside and (base.tense == "future" or found["this"])):
        saturday += 7 * DAY
    return span(saturday, saturday + DAY)


def unit(found: dict[str, str], base: Base) -> Period | None:
    """last week; this month; next year"""
    if base.day is None:
        return None
    step = -1 if found["last"] else 1 if found["next"] else 0
    unit = singular(found["unit"])
    if unit == "week":
        monday = base.day - base.day.weekday() * DAY + step * 7 * DAY
        ended = base.day.weekday() == 6 and step == -1  # on a Sunday the week that just went by may be meant
        return span(monday, base.day - DAY if ended else monday + 6 * DAY)
    if unit == "month":
        return a_month(base.day.year, base.day.month + step)
    if unit == "year":
        return a_year(base.day.year + step)
    if unit in ("decade", "century") and not step:
        length = 10 if unit == "decade" else 100
        first = base.day.year // length * length
        return span(date(first, 1, 1), date(first + length - 1, 12, 31))
    return None


def whole(found: dict[str, str], base: Base) -> Period | None:
    """the end of the year: the week, month or year of the publication"""
    return unit({"last": "", "next": "", "unit": found["unit"]}, base)


def quarter(found: dict[str, str], base: Base) -> Period | None:
    """this quarter"""
    if base.day is None:
        return None
    step = -1 if found["last"] else 1 if found["next"] else 0
    month = (base.day.month - 1) // 3 * 3 + 1 + 3 * step
    return Period(a_month(base.day.year, month).first, a_month(base.day.year, month + 2).last)


def singular(unit: str) -> str:
    return "century" if unit == "centuries" else unit.removesuffix("s")


def _count(text: str) -> int:
    return int(text) if text.isdigit() else (tables()["numbers"] | tables()["some"])[text]


def distance(found: dict[str, str], base: Base) -> Period | None:
    """two days ago; a decade ago; in three weeks"""
    sign = -1 if found.get("ago") else 1
    if base.day is None or (sign == 1 and base.tense == "past" and not found.get("hence")):
        return None
    number = found["count"] or "few"
    unit, count, exact = singular(found["unit"]), _count(number), number not in tables()["some"]
    if unit in ("minute", "hour"):
        return _hours(unit, sign * count, base)
    there = shift(base.day, unit, sign * count)
    if not exact:
        return span(there, shift(base.day, unit, sign))
    if unit in ("day", "night"):
        return one_day(there)
    if unit == "month":
        return a_month(there.year, there.month)
    if unit == "year":
        return a_year(there.year)
    around = tables()["units"][unit] // 2 * DAY
    return span(there - around, there + around)


def _hours(unit: str, count: int, base: Base) -> Period | None:
    if base.day is None:
        return None
    step = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
    if base.moment:
        return one_day((base.moment + step).date())
    return span(base.day, base.day + step - (DAY if count < 0 else -DAY))


def stretch(found: dict[str, str], base: Base) -> Period | None:
    """the past few days; in recent weeks; the next 24 hours"""
    if base.day is None:
        return None
    sign = 1 if found.get("next") else -1
    if not found.get("count") and found["unit"] in ("minute", "hour", "day", "night"):
        return None  # "the next day" is told from the story
    unit, count = (
        singular(found["unit"]),
        _count(found.get("count") or ("few" if found["unit"].endswith("s") else "one")),
    )
    if unit in ("minute", "hour"):
        unit, count = "day", max(1, -(-count // 24) if unit == "hour" else 1)
    return span(base.day, shift(base.day, unit, sign * count))
