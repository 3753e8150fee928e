"""Receipts in letters: the full one if it can be had in time, the promise otherwise."""

from __future__ import annotations

import json
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from tracker.actions.carriers import FolderCarrier
from tracker.actions.confirmations import confirm_offer
from tracker.actions.deliveries import deliver_next
from tracker.actions.erased_events import EMPTY
from tracker.actions.log import sequence_events
from tracker.actions.log_keys import add_key, key_file, make_first_key
from tracker.actions.offers import offer_endorsement
from tracker.actions.receipts import attachments_of, promise_note, proof_file
from tracker.actions.renewals import endorse_new_wording
from tracker.choices import EventKind, LetterKind, LetterState
from tracker.models import Event, Letter, LogKey, Submission
from tracker.proof.notes import read_note
from tracker.proof.promises import check_promise, read_promise
from tracker.proof.receipt_checks import check_receipt
from tracker.queries.log import published_keys
from tracker.queries.receipts import newest_event
from tracker.rules.letters import RECEIPT_WAITS
from tracker.tests.cast import Cast
from tracker.tests.offers import an_offer, newest_letter, offered, secret_in
from tracker.tests.outbox import SENT, Scripted
from tracker.tests.outbox import noon as noon
from tracker.tests.renewals import revised

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(cast: Cast, noon: object) -> Submission:
    """Offered, and its letter to confirm gone; nothing is in the log yet."""
    make_first_key()
    submission = offered(cast.letter_wording)
    Letter.objects.update(state=LetterState.KEPT)
    return submission


@pytest.fixture
def confirmed(offer: Submission) -> Submission:
    return confirm_offer(secret_in(newest_letter()))


def event_of(submission: Submission, kind: str = EventKind.SUBMISSION_CONFIRMED) -> Event:
    found = newest_event(submission.pk, [kind])
    assert found is not None
    return found


def holds(data: bytes) -> bool:
    keys = [one.key for one in published_keys()]
    check = check_receipt if data.startswith(b"c2sp.org") else check_promise
    return check(data, keys).holds


# --- Promises ---------------------------------------------------------------------------------


def test_the_letter_to_confirm_carries_a_promise_at_once(offer: Submission) -> None:
    [attached] = attachments_of(newest_letter())
    event = event_of(offer, EventKind.SUBMISSION_OFFERED)
    promise = read_promise(read_note(attached.data.decode()).text)

    assert holds(attached.data)
    assert attached.name == f"{offer.reference}-{event.pk}.promise"
    assert (promise.event, promise.reference) == (event.pk, offer.reference)
    assert (promise.statement, promise.revision) == ("ferry-letter", offer.revision.sha256)
    assert (promise.claimed, promise.received) == ("2026-05-04", "2026-05-04T12:00:00.000000Z")


def test_only_the_letter_says_that_an_offer_was_new(cast: Cast, offer: Submission) -> None:
    """Whoever offers again gets no promise of another: nothing new was received."""
    confirm_offer(secret_in(newest_letter()))
    offer_endorsement(cast.letter_wording, an_offer())

    assert attachments_of(newest_letter(LetterKind.DUPLICATE)) == ()


def test_while_a_key_is_changed_both_sign(confirmed: Submission) -> None:
    add_key()
    note = promise_note(event_of(confirmed))

    assert note is not None
    assert len(read_note(note).signatures) == 2
    assert holds(note.encode())


def test_a_promise_says_what_was_recorded_whatever_changed_since(
    cast: Cast, confirmed: Submission
) -> None:
    before = promise_note(event_of(confirmed))
    wording = revised(cast)
    endorse_new_wording(confirmed, wording.pk, [])

    assert promise_note(event_of(confirmed)) == before
    renewed = promise_note(event_of(confirmed, EventKind.RENEWAL_ANSWERED))
    assert renewed is not None
    promise = read_promise(read_note(renewed).text)
    assert (promise.revision, promise.claimed) == (wording.sha256, "2026-05-04")


def test_a_lost_private_key_promises_nothing(confirmed: Submission) -> None:
    path = key_file(LogKey.objects.get())
    kept = path.read_bytes()
    path.unlink()
    try:
        assert proof_file(event_of(confirmed)) is None
        assert attachments_of(newest_letter(LetterKind.RECEIPT)) == ()
    finally:
        path.write_bytes(kept)


def test_before_the_first_key_nothing_is_promised(cast: Cast) -> None:
    submission = offered(cast.letter_wording)

    assert promise_note(event_of(submission, EventKind.SUBMISSION_OFFERED)) is None


def test_what_was_erased_is_not_promised_any_more(confirmed: Submission) -> None:
    Event.objects.filter(submission=confirmed).update(**EMPTY, erased_at=timezone.now())

    assert promise_note(event_of(confirmed)) is None


def test_other_letters_carry_nothing(cast: Cast, confirmed: Submission) -> None:
    letter = newest_letter(LetterKind.RECEIPT)
    letter.kind = LetterKind.TRACKING

    assert attachments_of(letter) == ()
    letter.kind, letter.submission = LetterKind.RECEIPT, None
    assert attachments_of(letter) == ()
    letter.submission = cast.offer()
    assert attachments_of(letter) == ()


# --- The receipt's letter ---------------------------------------------------------------------


def test_a_receipt_waits_until_it_is_in_the_log(confirmed: Submission) -> None:
    assert deliver_next(Scripted(SENT), "w") is None
    sequence_events()
    carrier = Scripted(SENT)
    assert deliver_next(carrier, "w") == SENT

    [letter] = carrier.carried
    [attached] = attachments_of(letter)
    assert attached.name == f"{confirmed.reference}-{event_of(confirmed).pk}.tlog-proof"
    assert holds(attached.data)


def test_it_does_not_wait_for_ever(confirmed: Submission, noon: time_machine.Traveller) -> None:
    noon.shift(RECEIPT_WAITS - timedelta(seconds=1))
    assert deliver_next(Scripted(SENT), "w") is None
    noon.shift(timedelta(seconds=1))
    carrier = Scripted(SENT)
    assert deliver_next(carrier, "w") == SENT

    [attached] = attachments_of(carrier.carried[0])
    assert attached.name.endswith(".promise")
    assert holds(attached.data)


def test_the_receipt_of_a_new_wording_is_that_of_the_answer(
    cast: Cast, confirmed: Submission
) -> None:
    wording = revised(cast)
    endorse_new_wording(confirmed, wording.pk, [])
    sequence_events()
    [attached] = attachments_of(newest_letter(LetterKind.RECEIPT))
    verdict = check_receipt(attached.data, [one.key for one in published_keys()])

    assert json.loads(verdict.content)["revision"] == wording.sha256


def test_the_file_arrives_as_it_was_made(confirmed: Submission, tmp_path: Path) -> None:
    sequence_events()
    assert deliver_next(FolderCarrier(tmp_path), "w") is not None
    [path] = tmp_path.glob("*.eml")
    message: EmailMessage = message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[assignment, arg-type]
    [part] = message.iter_attachments()
    made = proof_file(event_of(confirmed))

    assert made is not None
    assert part.get_filename() == made.name
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_payload(decode=True) == made.data
    body = message.get_body(("plain",))
    assert body is not None
    assert "/log/verify/" in body.get_content()
    assert Letter.objects.get(kind=LetterKind.RECEIPT).state == LetterState.KEPT
