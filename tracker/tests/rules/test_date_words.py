"""Dates as stated, in words."""

from datetime import date, datetime, timedelta, timezone

import pytest
from django.utils.translation import override

from tracker.rules.date_words import (
    day_words,
    moment_words,
    second_words,
    short_day_words,
    short_second_words,
    short_stated_words,
    stated_words,
)
from tracker.rules.dates import StatedDate, read_date


@pytest.mark.parametrize(
    "edtf, in_full, in_short",
    [
        ("2022-01-30", "30 January 2022", "30 Jan 2022"),
        ("2022-01-30?", "30 January 2022 (uncertain)", "30 Jan 2022?"),
        ("2022-01-30~", "about 30 January 2022", "c. 30 Jan 2022"),
        ("2022-01-30%", "about 30 January 2022 (uncertain)", "c. 30 Jan 2022?"),
        ("2022-01", "January 2022", "Jan 2022"),
        ("2022-01-XX", "January 2022, day not stated", "Jan 2022"),
        ("2022", "2022", "2022"),
        ("2022-XX", "2022, day not stated", "2022"),
        ("2022~", "about 2022", "c. 2022"),
        ("0800", "800", "800"),
        ("195X", "the 1950s", "the 1950s"),
        ("2001-21", "spring 2001", "spring 2001"),
        ("2001-24", "winter 2001", "winter 2001"),
        ("2022-12/2023-01", "between December 2022 and January 2023", "Dec 2022 – Jan 2023"),
        (
            "1955-01/1955-07-08?",
            "between January 1955 and 8 July 1955 (uncertain)",
            "Jan 1955 – 8 Jul 1955?",
        ),
        (
            "19XX",
            "between 1 January 1900 and 31 December 1999",
            "between 1 Jan 1900 and 31 Dec 1999",
        ),
    ],
)
def test_stated_words_tell_what_is_uncertain(edtf: str, in_full: str, in_short: str) -> None:
    stated = read_date(edtf)

    assert stated_words(stated) == in_full
    assert short_stated_words(stated) == in_short


def test_stated_words_of_a_form_without_words_of_its_own_name_its_day() -> None:
    """An older string that is no longer read still has the day it was stored with."""
    day = date(2022, 1, 30)

    assert stated_words(StatedDate("2022-030", day, day)) == "30 January 2022"


def test_day_words_name_the_day_in_full_and_in_short() -> None:
    assert day_words(date(1955, 7, 9)) == "9 July 1955"
    assert short_day_words(date(1955, 7, 9)) == "9 Jul 1955"


@pytest.mark.parametrize(
    "language, full, short, month",
    [
        ("en", "30 January 2023", "30 Jan 2023", "January 2023"),
        ("es", "30 de enero de 2023", "30/01/2023", "enero de 2023"),
        ("ru", "30 января 2023 г.", "30.01.2023", "январь 2023 г."),
        ("uk", "30 січня 2023 р.", "30.01.2023", "січень 2023"),
        ("ko", "2023년 1월 30일", "2023-1-30", "2023년 1월"),
        ("ar", "30 يناير، 2023", "30\u200f/01\u200f/2023", "يناير 2023"),
    ],
)
def test_dates_are_written_as_the_language_does(
    language: str, full: str, short: str, month: str
) -> None:
    with override(language):
        assert day_words(date(2023, 1, 30)) == full
        assert short_day_words(date(2023, 1, 30)) == short
        assert stated_words(read_date("2023-01")) == month


def test_moments_are_told_in_utc() -> None:
    moment = datetime(2023, 1, 30, 15, 5, 9, tzinfo=timezone(timedelta(hours=1)))

    assert moment_words(moment) == "30 January 2023, 14:05"
    assert second_words(moment) == "30 January 2023, 14:05:09"
    assert short_second_words(moment) == "30 Jan 2023, 14:05:09"
