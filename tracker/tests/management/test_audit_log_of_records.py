"""Auditing a record that was rewritten behind the back of the actions: it is found and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from tracker.actions.log import sequence_events
from tracker.models import LogEntry, Submission
from tracker.tests.cast import Cast
from tracker.tests.management.audits import (
    exported,
    record,
    refused,
)
from tracker.tests.management.audits import folder as folder
from tracker.tests.management.conftest import Shell


@pytest.mark.parametrize(
    "sql, told",
    [
        (
            "DELETE FROM tracker_submission WHERE id = %s",
            "Submission {0} is public by entry {1} of the log, but the list leaves it out.",
        ),
        (
            "UPDATE tracker_submission SET is_public = false WHERE id = %s",
            "Submission {0} is public by entry {1} of the log, but the list leaves it out.",
        ),
        (
            "UPDATE tracker_submission SET offered = '2022-03-02' WHERE id = %s",
            "Submission {0}: of when it was offered the list says “2022-03-02”, and entry {1} of "
            "the log “2022-03-01”.",
        ),
        (
            "UPDATE tracker_submission SET status = 'refused' WHERE id = %s",
            "Submission {0}: of its status the list says “refused”, and entry {1} of the log "
            "“acknowledged”.",
        ),
        (
            "UPDATE tracker_submission SET direction = 'invitation' WHERE id = %s",
            "Submission {0}: of its direction the list says “invitation”, and entry {1} of the log "
            "“offer”.",
        ),
        (
            "UPDATE tracker_submission SET visibility = 'withheld' WHERE id = %s",
            "Submission {0}: of whether its name is withheld the list says “yes”, and entry {1} of "
            "the log “no”.",
        ),
        (
            "UPDATE tracker_submission SET reference = 'RD-0000-0000' WHERE id = %s",
            "Submission RD-0000-0000 is listed, but no entry of the log tells of it.",
        ),
    ],
)
def test_a_record_rewritten_by_raw_sql_is_found(
    shell: Shell, cast: Cast, tmp_path: Path, sql: str, told: str
) -> None:
    offer = record(cast)
    sequence_events(wait=True)
    entry = LogEntry.objects.filter(event__kind="check-released").latest("index").index

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql, [offer.pk])
        found = refused(shell, exported(shell, tmp_path))
        transaction.set_rollback(True)

    assert found == told.format(offer.reference, entry)


def test_an_offer_slipped_in_by_raw_sql_is_found(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    record(cast)
    hidden = Submission.objects.get(released_at=None)
    sequence_events(wait=True)
    Submission.objects.filter(pk=hidden.pk).update(is_public=True)

    assert refused(shell, exported(shell, tmp_path)) == (
        f"Submission {hidden.reference} is listed, but no entry of the log tells of it."
    )


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda rows: rows[:1] + rows[2:], "which is public, but the list of events leaves it out"),
        (lambda rows: [rows[0], rows[1], *rows[1:]], "is not in order"),
        (lambda rows: [rows[0], "999999" + rows[1][rows[1].index(",") :], *rows[1:]], "not in the"),
        (lambda rows: [rows[0].replace("kind", "sort"), *rows[1:]], "has no column “kind”"),
    ],
)
def test_a_list_of_events_that_differs_is_found(
    shell: Shell, folder: Path, change: Callable[[list[str]], list[str]], told: str
) -> None:
    path = folder / "events.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(change(rows)), encoding="utf-8")

    assert told in refused(shell, folder)


def test_an_event_with_another_time_or_kind_is_found(shell: Shell, folder: Path) -> None:
    path = folder / "events.csv"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace("check-released", "check-voided"), encoding="utf-8")
    assert "is listed as “check-voided”, and entry" in refused(shell, folder)
    path.write_text(right.replace("+00:00", "+01:00", 1), encoding="utf-8")
    assert "is listed with another time than entry" in refused(shell, folder)
