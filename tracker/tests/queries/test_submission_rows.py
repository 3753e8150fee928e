"""One line of the status board: as the public may read it, on one day."""

from datetime import date

import pytest

from tracker.choices import ReplyKind
from tracker.models import Submission
from tracker.queries.submission_rows import (
    SubmissionRow,
    as_rows,
    submission_row,
)
from tracker.tests.cast import Cast

TODAY = date(2022, 6, 1)


def row_of(submission: Submission, day: date) -> SubmissionRow:
    return submission_row(as_rows(Submission.objects.all()).get(pk=submission.pk), day)


def test_row_of_a_withheld_name_keeps_the_name_to_itself(cast: Cast) -> None:
    offer = cast.offered(
        visibility="withheld", representative="Rita Río", capacity="for Ríos", message="We, Ríos"
    )
    row = row_of(offer, TODAY)

    assert (row.name, row.signatory_url, row.is_withheld) == ("", None, True)
    assert row.country_words == "Chile"
    assert "ío" not in repr(row)
    assert "rios" not in repr(row)


@pytest.mark.parametrize(
    "code, words, expected",
    [("DE", "Germany (West)", "Germany (West)"), ("DE", "", "Germany"), ("", "Tyrol", "Tyrol")],
)
def test_row_tells_the_country_in_the_words_it_was_signed_with(
    cast: Cast, code: str, words: str, expected: str
) -> None:
    who = cast.signatory("Somebody", country=code)
    offer = cast.offered(who, signed_country_words=words)

    assert row_of(offer, TODAY).country_words == expected


def test_row_of_a_country_nobody_stated_has_no_words(cast: Cast) -> None:
    offer = cast.offered(cast.signatory("Somebody"))

    assert row_of(offer, TODAY).country_words == ""


@pytest.mark.parametrize(
    "offered, today, waits, late",
    [
        ("2022-03-01", "2022-03-08", (7, 7), "in-time"),
        ("2022-03-01", "2022-03-09", (8, 8), "overdue"),
        ("2022-03-01", "2022-03-16", (15, 15), "long-overdue"),
        ("2022-03", "2022-04-10", (10, 40), "overdue"),
    ],
)
def test_row_tells_how_long_the_issuer_has_had_to_answer(
    cast: Cast, offered: str, today: str, waits: tuple[int, int], late: str
) -> None:
    offer = cast.offered(revision=cast.letter_wording, offered=offered)
    row = row_of(offer, date.fromisoformat(today))

    assert (row.days_waiting, row.days_waiting_most) == waits
    assert row.lateness == late


def test_row_waits_from_the_question_once_it_is_asked(cast: Cast) -> None:
    offer = cast.offered(revision=cast.letter_wording, offered="2022-03")
    cast.replied(ReplyKind.QUESTION, offer, dated="2022-04-05")
    row = row_of(offer, date(2022, 4, 10))

    assert (row.awaiting, row.days_waiting, row.days_waiting_most) == ("signatory", 5, 5)


def test_row_of_an_observed_statement_waits_no_longer_than_is_known(cast: Cast) -> None:
    row = row_of(cast.offered(), date(2022, 6, 1))

    assert (row.known_until, row.days_waiting) == (date(2022, 3, 1), 0)


def test_row_knows_whether_it_is_public(cast: Cast) -> None:
    assert row_of(cast.offered(), TODAY).is_public
    assert not row_of(cast.offer(cast.mara), TODAY).is_public


def test_labels_are_words(cast: Cast) -> None:
    row = row_of(cast.offered(), TODAY)

    assert (row.status_label, row.kind_label) == ("No reply recorded", "Organisation")
