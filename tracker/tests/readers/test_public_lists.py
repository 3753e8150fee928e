"""Holding the public lists against the log: the first difference is named, what moves is left."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tracker.readers.log_facts import Entry, LogFacts
from tracker.readers.public_lists import (
    EVENTS,
    SUBMISSIONS,
    Differs,
    compare_submissions,
    listed_events,
    rows_of,
)
from tracker.tests.readers.test_log_facts import OFFER, PUBLISHED, RELEASED, TIME, folded

ROW = {
    "reference": "R-1",
    "statement_address": "https://site.example/statements/rivers/",
    "direction": "offer",
    "offered": "2022-03-01",
    "status": "unanswered",
    "name_withheld": "no",
}
LATE = 100
EVENT = {"number": "11", "recorded_at": "2026-11-23T08:49:46+00:00", "kind": "submission-released"}


def differing(rows: Iterable[dict[str, str]], facts: LogFacts, since: int = LATE) -> str:
    with pytest.raises(Differs) as error:
        compare_submissions(rows, facts, since=since)
    return str(error.value)


def test_what_agrees_is_counted() -> None:
    compared = compare_submissions([ROW], folded(PUBLISHED, RELEASED), since=LATE)

    assert (compared.submissions, compared.moving) == (1, 0)


@pytest.mark.parametrize(
    "change, told",
    [
        ({"statement_address": "/statements/seas/"}, "of its statement the list says “seas”"),
        ({"direction": "invitation"}, "of its direction the list says “invitation”"),
        ({"offered": "2022"}, "of when it was offered the list says “2022”"),
        ({"status": "accepted"}, "of its status the list says “accepted”"),
        ({"name_withheld": "yes"}, "of whether its name is withheld the list says “yes”"),
        ({"reference": "R-2"}, "Submission R-2 is listed, but no entry of the log tells of it."),
    ],
)
def test_each_difference_is_named(change: dict[str, str], told: str) -> None:
    assert told in differing([ROW | change], folded(PUBLISHED, RELEASED))


def test_what_is_not_public_must_not_be_listed() -> None:
    assert differing([ROW], folded(RELEASED)) == (
        "Submission R-1 is listed, but by the log it is not public."
    )


def test_what_is_listed_twice_is_named() -> None:
    assert differing([ROW, ROW], folded(PUBLISHED, RELEASED)) == "Submission R-1 is listed twice."


def test_what_is_left_out_is_named() -> None:
    assert differing([], folded(PUBLISHED, RELEASED)) == (
        "Submission R-1 is public by entry 1 of the log, but the list leaves it out."
    )


@pytest.mark.parametrize("rows", [[], [ROW | {"status": "accepted"}]])
def test_what_changed_while_the_list_was_read_is_left_aside(rows: list[dict[str, str]]) -> None:
    compared = compare_submissions(rows, folded(PUBLISHED, RELEASED), since=1)

    assert (compared.submissions, compared.moving) == (0, len(rows))


def test_rows_lose_the_quote_that_keeps_cells_from_running() -> None:
    lines = ["number,recorded_at,kind\r\n", "1,'+2,\r\n"]

    assert list(rows_of(lines, EVENTS, "events.csv")) == [
        {"number": "1", "recorded_at": "+2", "kind": ""}
    ]


@pytest.mark.parametrize("lines", [[], ["reference,kind\r\n"]])
def test_a_list_without_its_columns_is_refused(lines: list[str]) -> None:
    with pytest.raises(Differs, match="has no column “direction”"):
        list(rows_of(lines, SUBMISSIONS, "submissions.csv"))


def meeting(rows: list[dict[str, str]], *entries: Entry, since: int = LATE) -> str:
    """What is found wrong; "" if nothing."""
    facts = folded(PUBLISHED, RELEASED)
    try:
        listed = listed_events(rows)
        for entry in entries:
            listed.meet(entry)
        listed.finish(facts, since=since)
    except Differs as error:
        return str(error)
    return ""


ENTRY = Entry(1, 11, TIME, "submission-released", OFFER)


@pytest.mark.parametrize(
    "rows, entries, told",
    [
        ([EVENT], [ENTRY], ""),
        ([EVENT], [Entry(1, 11, TIME)], ""),
        ([], [Entry(1, 11, TIME, "letter-sent")], ""),
        ([EVENT], [], "1 listed events have no entry in the log."),
        ([EVENT | {"number": "12"}], [ENTRY], "Event 12 is listed, but it is not in the log."),
        ([EVENT, EVENT], [ENTRY], "The list of events is not in order at event 11."),
        ([EVENT | {"number": "x"}], [], "The list of events has no number or time at event x."),
        (
            [EVENT | {"kind": "submission-voided"}],
            [ENTRY],
            "Event 11 is listed as “submission-voided”, and entry 1 of the log says "
            "“submission-released”.",
        ),
        (
            [EVENT | {"recorded_at": "2026-11-23T08:49:47+00:00"}],
            [ENTRY],
            "Event 11 is listed with another time than entry 1 of the log.",
        ),
        (
            [],
            [ENTRY],
            "Entry 1 of the log tells of event 11 (submission-released), which is public, but the "
            "list of events leaves it out.",
        ),
    ],
)
def test_events_are_held_against_their_entries(
    rows: list[dict[str, str]], entries: list[Entry], told: str
) -> None:
    assert meeting(rows, *entries) == told


def test_what_happened_while_the_list_was_read_need_not_stand_there() -> None:
    assert meeting([], ENTRY, since=1) == ""


def test_events_that_are_not_open_are_counted() -> None:
    listed = listed_events([EVENT])
    listed.meet(Entry(1, 11, TIME))

    assert (listed.compared, listed.unopened) == (1, 1)
