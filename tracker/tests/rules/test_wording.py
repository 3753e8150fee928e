"""The words of statuses, clocks and silence."""

from datetime import date

import pytest

from tracker.choices import Direction, Looked, Party, ReplyKind, Status
from tracker.rules.clocks import Clock, Reading
from tracker.rules.dates import read_date
from tracker.rules.lanes import Look, Silence
from tracker.rules.wording import (
    MEANINGS,
    MUST_ACT,
    acknowledging_words,
    days_words,
    deciding_words,
    known_words,
    last_checked,
    look_words,
    message_heading,
    silence_heading,
    silence_length,
    span_words,
    status_sentence,
    submission_title,
)

DUE = date(2023, 2, 6)
KNOWN = date(2023, 1, 30)
CHECKED = Look(read_date("2023-01-30"), Looked.REPLY)


def silence(
    party: Party = Party.ISSUER, status: Status = Status.UNANSWERED, **values: object
) -> Silence:
    days = {"fewest": 3, "most": 3} | values
    return Silence(party, status, **days)  # type: ignore[arg-type]


def test_every_status_and_party_has_words() -> None:
    assert set(MEANINGS) == set(Status)
    assert set(MUST_ACT) == set(Party)


@pytest.mark.parametrize(
    "direction, points, positions, expected",
    [
        (Direction.OFFER, 11, 0, "Ríos offers to endorse all 11 points"),
        (Direction.OFFER, 1, 0, "Ríos offers to endorse its one point"),
        (Direction.OFFER, 0, 0, "Ríos offers to sign"),
        (Direction.OFFER, 11, 1, "Ríos offers to sign, with 1 exception"),
        (Direction.OFFER, 11, 2, "Ríos offers to sign, with 2 exceptions"),
        (Direction.INVITATION, 11, 2, "Ríos is invited to sign"),
    ],
)
def test_submission_title(direction: str, points: int, positions: int, expected: str) -> None:
    assert submission_title("Ríos", direction, points=points, positions=positions) == expected


@pytest.mark.parametrize(
    "status, decide_by, expected",
    [
        (Status.UNANSWERED, DUE, "Offered; no reply is recorded."),
        (Status.DEFERRED, None, "The issuer needs more time and gave no date."),
        (Status.DEFERRED, DUE, "The issuer needs more time, until 6 February 2023."),
    ],
)
def test_status_sentence(status: str, decide_by: date | None, expected: str) -> None:
    assert status_sentence(status, decide_by) == expected


@pytest.mark.parametrize(
    "kind, expected",
    [
        (Direction.OFFER, "Offers its endorsement"),
        (Direction.INVITATION, "Invites to sign"),
        (ReplyKind.ACKNOWLEDGEMENT, "Acknowledges receipt"),
    ],
)
def test_message_heading(kind: str, expected: str) -> None:
    assert message_heading(kind) == expected


@pytest.mark.parametrize(
    "reading, known_until, is_vague, expected",
    [
        (
            Reading(Clock.RUNNING, DUE, -7),
            KNOWN,
            False,
            "due 6 February 2023, no acknowledgement known; known up to 30 January 2023",
        ),
        (
            Reading(Clock.RUNNING, DUE, 0),
            None,
            False,
            "due 6 February 2023, that day, no acknowledgement known",
        ),
        (
            Reading(Clock.RUNNING, DUE, 1),
            None,
            False,
            "was due 6 February 2023, no acknowledgement known, 1 day late",
        ),
        (Reading(Clock.STOPPED), None, False, "not running"),
        (Reading(Clock.STOPPED, stopped_on=KNOWN), None, False, "acknowledged 30 January 2023"),
        (
            Reading(Clock.STOPPED, stopped_on=KNOWN),
            None,
            True,
            "acknowledged 30 January 2023 at the latest",
        ),
    ],
)
def test_acknowledging_words(
    reading: Reading, known_until: date | None, is_vague: bool, expected: str
) -> None:
    assert acknowledging_words(reading, known_until, is_vague=is_vague) == expected


@pytest.mark.parametrize(
    "reading, known_until, is_vague, expected",
    [
        (Reading(Clock.RUNNING, DUE, -7), None, False, "due 6 February 2023, no decision known"),
        (
            Reading(Clock.RUNNING, DUE, 12),
            KNOWN,
            False,
            "was due 6 February 2023, no decision known, 12 days late; known up to 30 January 2023",
        ),
        (
            Reading(Clock.PAUSED, stopped_on=KNOWN),
            None,
            False,
            "paused since 30 January 2023, until the question is answered",
        ),
        (
            Reading(Clock.NO_DATE, days=10),
            KNOWN,
            False,
            "no date given, waiting for 10 days; known up to 30 January 2023",
        ),
        (
            Reading(Clock.NO_DATE),
            None,
            False,
            "no date given, waiting for 0 days",
        ),
        (Reading(Clock.STOPPED), None, False, "not running"),
        (Reading(Clock.STOPPED, stopped_on=KNOWN), None, False, "decided 30 January 2023"),
        (
            Reading(Clock.STOPPED, stopped_on=KNOWN),
            None,
            True,
            "decided 30 January 2023 at the latest",
        ),
    ],
)
def test_deciding_words(
    reading: Reading, known_until: date | None, is_vague: bool, expected: str
) -> None:
    assert deciding_words(reading, known_until, is_vague=is_vague) == expected


@pytest.mark.parametrize(
    "one, expected",
    [
        (silence(), "No reply recorded."),
        (silence(Party.SIGNATORY, Status.QUERIED), "No reply recorded."),
        (silence(status=Status.DEFERRED), "No decision recorded."),
        (silence(status=Status.ACKNOWLEDGED), "No decision recorded."),
        (silence(is_broken=True), ""),
        (silence(is_broken=True, looks=(CHECKED,)), "No reply recorded."),
        (silence(Party.NOBODY, Status.ACCEPTED, looks=(CHECKED,)), ""),
    ],
)
def test_silence_heading_never_says_that_somebody_did_not_answer(
    one: Silence, expected: str
) -> None:
    assert silence_heading(one) == expected


@pytest.mark.parametrize(
    "one, expected",
    [
        (silence(), "3 days"),
        (silence(fewest=0, most=60), "0 to 60 days, since the dates are uncertain"),
        (silence(fewest=0, most=0), ""),
        (silence(Party.NOBODY), ""),
    ],
)
def test_silence_length(one: Silence, expected: str) -> None:
    assert silence_length(one) == expected


@pytest.mark.parametrize(
    "one, known_until, expected",
    [
        (silence(), KNOWN, ""),
        (silence(is_open=True), KNOWN, "Nothing is known after 30 January 2023."),
        (
            silence(is_open=True),
            None,
            "The issuer uses this site: what it answers here is recorded at once.",
        ),
        (
            silence(Party.SIGNATORY, is_open=True),
            None,
            "What the signatory answers here is recorded at once.",
        ),
    ],
)
def test_known_words(one: Silence, known_until: date | None, expected: str) -> None:
    assert known_words(one, known_until) == expected


@pytest.mark.parametrize(
    "by_whom, expected",
    [
        ("its own account", "Last checked 30 January 2023 by its own account."),
        ("", "Last checked 30 January 2023."),
    ],
)
def test_last_checked(by_whom: str, expected: str) -> None:
    assert last_checked(CHECKED.stated, by_whom) == expected


@pytest.mark.parametrize(
    "looked_for, by_whom, expected",
    [
        (Looked.REPLY, "Ann A.", "Checked 30 January 2023 by Ann A.: no reply found."),
        (Looked.REPLY, "", "Checked 30 January 2023 by somebody: no reply found."),
        (Looked.LISTING, "Ann A.", "Checked 30 January 2023 by Ann A.: not on the issuer's list."),
    ],
)
def test_look_words(looked_for: str, by_whom: str, expected: str) -> None:
    assert look_words(Look(CHECKED.stated, looked_for), by_whom) == expected


@pytest.mark.parametrize("days, expected", [(0, "0 days"), (1, "1 day"), (12, "12 days")])
def test_days_words(days: int, expected: str) -> None:
    assert days_words(days) == expected


def test_span_words_name_one_number_or_two() -> None:
    assert span_words(12, 12) == "12 days"
    assert span_words(0, 60) == "0 to 60 days"
