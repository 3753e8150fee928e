"""Auditing a log: what is good passes, and says what was checked and what was not."""

from __future__ import annotations

from pathlib import Path

from tracker.actions.confirmations import confirm_offer
from tracker.actions.erasures import erase_signatory
from tracker.actions.lateness import read_clocks
from tracker.actions.log import sequence_events
from tracker.actions.releases import release_submission
from tracker.actions.statements import publish_statement, retire_statement
from tracker.actions.submissions import change_submission
from tracker.actions.tracking import set_visibility, withdraw_offer
from tracker.choices import ErasureGround, EventKind, PositionKind, ReplyKind, Visibility
from tracker.models import Event, Submission
from tracker.tests.cast import Cast
from tracker.tests.management.audits import (
    audited,
    record,
    the_key,
)
from tracker.tests.management.audits import folder as folder
from tracker.tests.management.conftest import Shell
from tracker.tests.offers import newest_letter, offered, secret_in

EXCEPTION = {"kind": PositionKind.OBJECTION, "text": "Not this."}


def test_a_good_folder_passes_and_says_what_was_checked(shell: Shell, folder: Path) -> None:
    size, events = Event.objects.count(), Event.objects.visible_to(None).count()

    told = shell("audit_log", str(folder)).splitlines()

    assert told[0] == "No difference found in the log 127.0.0.1:8000/log."
    assert told[1].startswith(f"Its tree was computed again from its {size} entries")
    assert told[3].startswith("Compared with it: 2 listed submissions")
    assert f"and {events} listed events" in told[3]
    assert "Not checked" in told[4]


def test_what_was_closed_when_it_was_written_is_opened(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    """Released before the statement was public, and changed while it was not."""
    early = cast.release(
        cast.offer(revision=cast.draft("Early", "early", custody="hosted").revisions.get())
    )
    cast.replied(ReplyKind.DEFERRAL, early)
    cast.publish(early.statement)
    offer = cast.offered()
    statement = retire_statement(cast.declaration, "mistake", by=cast.ben)
    offer.refresh_from_db()
    change_submission(offer, {"offered": "2022-02-01"}, by=cast.ben, why="Misread.")
    publish_statement(statement, by=cast.ben)

    told = audited(shell, tmp_path)

    assert "Compared with it: 2 listed submissions" in told
    assert "entries were opened for that." in told
    assert "0 entries were opened" not in told
    assert "closed in the log" not in told


def test_an_offer_by_the_form_passes_from_its_sending_to_its_release(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    offered(cast.letter_wording, {"clause": cast.letter_wording.clauses.all()[0]} | EXCEPTION)
    assert "Compared with it: 0 listed submissions" in audited(shell, tmp_path / "sent")
    submission = confirm_offer(secret_in(newest_letter()))
    assert "Compared with it: 0 listed submissions" in audited(shell, tmp_path / "confirmed")
    release_submission(submission, by=cast.ben)
    assert "Compared with it: 1 listed submissions" in audited(shell, tmp_path / "released")
    set_visibility(submission, Visibility.WITHHELD)
    withdraw_offer(submission)
    assert "Compared with it: 1 listed submissions" in audited(shell, tmp_path / "withdrawn")


def test_an_older_checkpoint_is_the_beginning_of_a_longer_log(
    shell: Shell, cast: Cast, folder: Path, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    older.write_bytes((folder / "log/checkpoint").read_bytes())
    cast.offered(cast.signatory("Vistula Watch"))
    sequence_events(wait=True)
    shell("export_log", str(folder))

    told = shell("audit_log", str(folder), "--since", str(older), "--key", the_key())

    assert "It begins with the log that the older checkpoint was signed over." in told
    assert "Not checked: whose key" not in told


def test_a_record_from_which_somebody_was_erased_passes(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    offer = record(cast)
    cast.replied(ReplyKind.NOTE, offer, speaker="issuer", text="To Ríos Libres alone.")
    early = cast.release(
        cast.offer(revision=cast.draft("Early", "early", custody="hosted").revisions.get())
    )
    cast.publish(early.statement)
    sequence_events(wait=True)
    erase_signatory(cast.rios, ErasureGround.OBJECTION, "", by=cast.ben)

    told = audited(shell, tmp_path)

    assert "Compared with it: 3 listed submissions" in told
    # What was released before the statement was public was closed, and opens no more.
    assert "1 listed events are closed in the log; only their time was compared." in told


def test_what_became_late_passes_also_where_it_was_told_later(
    shell: Shell, cast: Cast, tmp_path: Path
) -> None:
    cast.release(cast.offer(revision=cast.letter_wording))
    offer = cast.offered()
    list(read_clocks())
    cast.release(cast.check(offer, dated="2022-08-01"))
    list(read_clocks())

    told = audited(shell, tmp_path)

    late = Event.objects.visible_to(None).filter(kind=EventKind.LATENESS_RECORDED)
    assert {one.submission for one in late} == set(Submission.objects.all())
    assert f"and {Event.objects.visible_to(None).count()} listed events" in told
    assert "closed in the log" not in told


def test_a_log_with_nothing_public_passes(shell: Shell, cast: Cast, tmp_path: Path) -> None:
    assert cast.rios

    told = audited(shell, tmp_path)

    assert "Compared with it: 0 listed submissions" in told
