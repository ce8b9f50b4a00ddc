"""Written dates resolved against the day of publication."""

from datetime import date

import pytest
from hunting import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import Tense, resolve
from kg.dates.words import tables, words


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("Sunday", "2020-08-16", "2020-08-16"),
        ("on Saturday", "2020-08-16", "2020-08-15"),
        ("Saturday's", "2020-08-16", "2020-08-15"),
        ("last Sunday", "2020-08-16", "2020-08-09"),
        ("last Friday", "2020-08-16", "2020-08-14"),
        ("Sunday morning", "2020-08-18", "2020-08-16"),
        ("late on Tuesday night", "2020-08-16", "2020-08-11"),
        ("8:30 p.m. on Sunday", "2020-08-18", "2020-08-16"),
        ("Thursday, 18:00 GMT", "2020-08-18", "2020-08-13"),
        ("on Monday 19 December", "2016-12-23", "2016-12-19"),
        ("Monday, May 18, 2015", None, "2015-05-18"),
        ("Tuesday 19 December", "2019-03-01", "2017-12-19"),
        ("earlier today", "2020-08-16", "2020-08-16"),
        ("tonight", "2020-08-16", "2020-08-16"),
        ("yesterday", "2020-03-01", "2020-02-29"),
        ("the day before yesterday", "2020-08-16", "2020-08-14"),
        ("tomorrow", "2020-12-31", "2021-01-01"),
        ("two days ago", "2020-08-16", "2020-08-14"),
        ("3 days ago", "2020-08-16", "2020-08-13"),
        ("Jan. 1", "2017-01-05", "2017-01-01"),
        ("Jan. 3", "2017-01-01", "2016-01-03"),
        ("Feb 3, 2021", None, "2021-02-03"),
        ("3rd of February 2021", None, "2021-02-03"),
        ("February 29", "2019-05-01", "2016-02-29"),
        ("on the night of August 9", "2020-08-16", "2020-08-09"),
        ("2020-08-16", None, "2020-08-16"),
        ("16/08/2020", None, "2020-08-16"),
        ("16 Aug '19", None, "2019-08-16"),
        ("Christmas Day", "2020-08-16", "2019-12-25"),
        ("August 2020", None, "2020-08"),
        ("in May", "2020-08-16", "2020-05"),
        ("in September", "2020-08-16", "2019-09"),
        ("last month", "2020-01-16", "2019-12"),
        ("mid-August", "2020-08-16", "2020-08"),
        ("two months ago", "2020-01-31", "2019-11"),
        ("2003", None, "2003"),
        ("early in 2016", None, "2016"),
        ("last year", "2020-08-16", "2019"),
        ("a year ago", "2020-08-16", "2019"),
    ],
)
def test_a_day_month_or_year_is_named(text: str, published: str | None, value: str) -> None:
    assert resolve(text, published).value == value


@pytest.mark.parametrize(
    ("text", "published", "tense", "value"),
    [
        ("Friday", "2020-08-16", "future", "2020-08-21"),
        ("Sunday", "2020-08-16", "future", "2020-08-23"),
        ("next Monday", "2020-08-13", "past", "2020-08-17"),
        ("Jan. 3", "2020-08-16", "future", "2021-01-03"),
        ("in May", "2020-08-16", "future", "2021-05"),
        ("in August", "2020-08-16", "future", "2020-08"),
        ("next year", "2020-08-16", "future", "2021"),
        ("in two days", "2020-08-16", "future", "2020-08-18"),
        ("Sunday", "2020-08-16", "present", "2020-08-16"),
    ],
)
def test_the_tense_says_on_which_side_of_the_publication_a_date_lies(
    text: str, published: str, tense: Tense, value: str
) -> None:
    assert resolve(text, published, tense=tense).value == value


@pytest.mark.parametrize(
    ("text", "published", "tense", "earliest", "latest"),
    [
        ("last week", "2020-08-19", "past", "2020-08-10", "2020-08-16"),
        ("this week", "2020-08-19", "past", "2020-08-17", "2020-08-23"),
        ("earlier this week", "2020-08-19", "past", "2020-08-17", "2020-08-19"),
        ("later this month", "2020-08-19", "future", "2020-08-19", "2020-08-31"),
        ("at the weekend", "2020-08-19", "past", "2020-08-15", "2020-08-16"),
        ("this weekend", "2020-08-19", "future", "2020-08-22", "2020-08-23"),
        ("the past few days", "2020-08-16", "past", "2020-08-09", "2020-08-16"),
        ("the last 24 hours", "2020-08-16", "past", "2020-08-15", "2020-08-16"),
        ("in the coming weeks", "2020-08-16", "future", "2020-08-16", "2020-10-04"),
        ("by Friday", "2020-08-16", "future", "2020-08-16", "2020-08-21"),
        ("before the end of the year", "2020-08-16", "future", "2020-08-16", "2020-12-31"),
        ("since 1994", "2020-08-16", "past", "1994-01-01", "2020-08-16"),
        ("after Friday", "2020-08-16", "past", "2020-08-15", "2020-08-16"),
        ("next spring", "2020-08-16", "future", "2021-03-01", "2021-05-31"),
        ("last winter", "2020-08-16", "past", "2019-12-01", "2020-02-29"),
        ("the summer of 2010", None, "past", "2010-06-01", "2010-08-31"),
        ("the first quarter of 2019", None, "past", "2019-01-01", "2019-03-31"),
        ("November 20 to December 11", "2015-05-07", "future", "2015-11-20", "2015-12-11"),
        ("December 20 to January 5", "2021-02-01", "past", "2020-12-20", "2021-01-05"),
        ("between 9 and 12 August", "2020-08-16", "past", "2020-08-09", "2020-08-12"),
        ("Aug. 9–12, 2020", None, "past", "2020-08-09", "2020-08-12"),
        ("from 2004 to 2009", None, "past", "2004-01-01", "2009-12-31"),
        ("2014-18", None, "past", "2014-01-01", "2018-12-31"),
        ("the 1990s", None, "past", "1990-01-01", "1999-12-31"),
        ("early May 2020", None, "past", "2020-05-01", "2020-05-10"),
        ("03/04/2020", None, "past", "2020-03-04", "2020-04-03"),
        ("two weeks ago", "2020-08-16", "past", "2020-07-30", "2020-08-05"),
    ],
)
def test_a_stretch_of_time_has_its_first_and_last_day(
    text: str, published: str | None, tense: Tense, earliest: str, latest: str
) -> None:
    found = resolve(text, published, tense=tense)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_the_day_of_publication_is_the_one_of_its_zone() -> None:
    assert resolve("today", "2020-08-16T23:30:00-05:00").value == "2020-08-16"
    assert resolve("yesterday", "2020-08-17T00:10:00+02:00").value == "2020-08-16"
    assert resolve("three hours ago", "2020-08-17T01:00:00+02:00").value == "2020-08-16"


@pytest.mark.parametrize(
    "text",
    [
        "a week-long",
        "a decade",
        "two hours",
        "the same day",
        "the next day",
        "Feb 30",
        "",
        "8 p.m.",
        "1,500",
        "the week",
        "years",
    ],
)
def test_what_is_no_date_of_its_own_stays_unresolved(text: str) -> None:
    found = resolve(text, "2020-08-16")
    assert (found.text, found.value, found.earliest, found.latest) == (text, None, None, None)


@pytest.mark.parametrize(
    "text", ["Sunday", "in May", "last week", "two days ago", "Jan. 1", "last summer", "by Friday"]
)
@pytest.mark.parametrize("published", [None, "", "soon"])
def test_without_a_publication_date_only_absolute_dates_resolve(text: str, published: str | None) -> None:
    found = resolve(text, published)
    assert (found.value, found.earliest, found.latest) == (None, None, None)


WORDS = sorted(
    {word for table in tables().values() for word in table} | {"last", "next", "by", "from", "to", "-", "and"}
)
SOUP = st.lists(st.sampled_from([*WORDS, "31", "2", "2020", "9999", "1000", "ago", "in", "the", ",", "'s"]), max_size=9)


@settings(deadline=None, max_examples=examples(500))
@given(
    st.one_of(SOUP.map(" ".join), st.text(max_size=90)),
    st.none() | st.dates().map(date.isoformat) | st.datetimes().map(lambda moment: moment.isoformat()),
    st.sampled_from(["past", "future", "present"]),
)
def test_any_text_resolves_without_raising_and_its_value_lies_within_its_bounds(
    text: str, published: str | None, tense: Tense
) -> None:
    found = resolve(text, published, tense=tense)
    assert found.text == text
    bounds = [date.fromisoformat(day) for day in (found.earliest, found.latest) if day]
    assert bounds == sorted(bounds)
    if found.value:
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest[: len(found.value)] <= found.value <= found.latest[: len(found.value)]


def test_every_word_of_a_table_is_lower_case_and_stands_for_itself() -> None:
    for name, table in tables().items():
        assert all(word == word.lower() for word in table), name
    assert set(words()) >= {"weekdays", "months", "lead", "count"}
