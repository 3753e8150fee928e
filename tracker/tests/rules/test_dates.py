"""Which strings are dates as stated, and which days they span."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.rules.dates import (
    LONGEST,
    NotEDTF,
    StatedDate,
    certainly_before,
    days_between,
    exact_day,
    read_date,
)


@pytest.mark.parametrize(
    "edtf, earliest, latest",
    [
        ("2022-01-30", "2022-01-30", "2022-01-30"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("2022-12/2023-01", "2022-12-01", "2023-01-31"),
        ("2022-01-30/2022-02-09", "2022-01-30", "2022-02-09"),
        ("2022/2022", "2022-01-01", "2022-12-31"),
        ("2022-01-30?", "2022-01-30", "2022-01-30"),
        ("2022-01?", "2022-01-01", "2022-01-31"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("2022%", "2022-01-01", "2022-12-31"),
        ("2022-12~/2023-01?", "2022-12-01", "2023-01-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-01-XX", "2022-01-01", "2022-01-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-22", "2022-06-01", "2022-08-31"),
        ("2022-23", "2022-09-01", "2022-11-30"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2022-12-24", "2022-12-24", "2022-12-24"),
        ("2999", "2999-01-01", "2999-12-31"),
    ],
)
def test_read_date_spans_every_day_it_can_mean(edtf: str, earliest: str, latest: str) -> None:
    expected = StatedDate(edtf, date.fromisoformat(earliest), date.fromisoformat(latest))

    assert read_date(f" {edtf}\n") == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "30 January 2022",
        "30.1.2022",
        "30/01/2022",
        "2022-1-1",
        "22-01-30",
        "20220130",
        # no such day
        "2022-02-30",
        "2023-02-29",
        "2022-00",
        "2022-13",
        "2022-01-00",
        # an end that is open or unknown
        "2022/..",
        "../2022",
        "2022/",
        "/2022",
        "2021/2022/2023",
        "2022/open",
        "unknown/2022",
        # a time of day
        "2022-01-30T10:00:00",
        "2022-01-30T10:00:00Z",
        # level 2
        "[2021,2022]",
        "{2021..2023}",
        "?2022-01",
        "2022-?01",
        "2022-01-3X",
        "2022-1X",
        "202X-01",
        "156X-12-25",
        "2022-25",
        "2022-31",
        "2022-21-XX",
        "2022-XX-30",
        "Y17E7",
        # years this site has no room for
        "0000",
        "-0044",
        "12022",
        "Y12022",
        "3000",
        "2022/9999",
        # other digits and dashes
        "２０２２",
        "2022‑01‑30",
        "2022-01-30" + " " * LONGEST + "x",
        "9" * 400,
    ],
)
def test_read_date_refuses_and_says_how_to_write_one(text: str) -> None:
    with pytest.raises(NotEDTF) as refused:
        read_date(text)

    assert str(refused.value) == (
        f"“{text.strip()}” is not a date this site can read. Write a day (2022-01-30), a month "
        "(2022-01), a year (2022) or a span (2022-12/2023-01). Add ? if it is uncertain, ~ if it "
        "is approximate."
    )


@pytest.mark.parametrize("text", ["2023/2022", "2022-02-01/2022-01", "2022-12-24/2022-21"])
def test_read_date_refuses_a_span_that_ends_before_it_begins(text: str) -> None:
    with pytest.raises(NotEDTF) as refused:
        read_date(text)

    assert str(refused.value) == f"“{text}” ends before it begins. Put the earlier date first."


ALMOST = re.compile(r"[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?(/[0-9X]{4}(-[0-9X]{2}){0,2}[?~%]?)?")


@given(st.text() | st.from_regex(ALMOST, fullmatch=True))
def test_read_date_reads_or_refuses_any_text(text: str) -> None:
    try:
        stated = read_date(text)
    except NotEDTF:
        return

    assert stated.edtf == text.strip()
    assert stated.earliest <= stated.latest
    assert len(stated.edtf) <= LONGEST


@pytest.mark.parametrize(
    "edtf, doubtful, one_day",
    [
        ("2022-01-30", False, True),
        ("2022-01-30?", True, True),
        ("2022-01-30~", True, True),
        ("2022%", True, False),
        ("2022-01-30/2022-02?", True, False),
        ("2022-01", False, False),
        ("202X", False, False),
    ],
)
def test_doubtful_means_marked_so(edtf: str, doubtful: bool, one_day: bool) -> None:
    stated = read_date(edtf)

    assert (stated.is_doubtful, stated.is_one_day) == (doubtful, one_day)


def test_exact_day_is_what_its_own_string_reads_as() -> None:
    assert exact_day(date(2022, 1, 30)) == read_date("2022-01-30")


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("2022-01-30", "2022-02-09", (10, 10)),
        ("2022-01-30", "2022-01-30", (0, 0)),
        ("2022-01", "2022-03-01", (29, 59)),
        ("2022-01", "2022-01", (0, 30)),
        ("2022-03-01", "2022-01", (0, 0)),
    ],
)
def test_days_between_counts_at_least_and_at_most(
    first: str, second: str, expected: tuple[int, int]
) -> None:
    assert days_between(read_date(first), read_date(second)) == expected


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("2022-01-29", "2022-01-30", True),
        ("2022-01-30", "2022-01-30", False),
        ("2022-01-31", "2022-01-30", False),
        ("2022-01", "2022-01-31", False),
        ("2022-01", "2022-02", True),
    ],
)
def test_certainly_before_leaves_no_day_in_common(first: str, second: str, expected: bool) -> None:
    assert certainly_before(read_date(first), read_date(second)) is expected
