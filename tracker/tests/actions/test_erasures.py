"""Erasing a person: nothing of theirs is left anywhere, and every proof stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks

from tracker.actions.erased_files import finish_erasures
from tracker.actions.erasures import (
    erase_own,
    erase_signatory,
    erase_submission,
)
from tracker.actions.log import sequence_events
from tracker.actions.log_rebuilds import rebuild_log
from tracker.actions.receipts import proof_file
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.submissions import change_submission
from tracker.actions.tallies import fold_events, rebuild_tallies
from tracker.choices import ErasureGround, EventKind, Origin
from tracker.models import (
    Contact,
    Erasure,
    Event,
    IncomingMail,
    Letter,
    LogEntry,
    LogKey,
    NameKey,
    ReplyAddress,
    Signatory,
    Submission,
    Tally,
)
from tracker.proof.keys import PublicKey
from tracker.proof.receipt_checks import check_receipt
from tracker.queries.receipts import newest_event
from tracker.queries.search import named, submissions_named
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted
from tracker.tests.erasures import EMAIL, MARK, by_editor, marked_offer, own_offer
from tracker.tests.erasures import (
    folders as folders,
)
from tracker.tests.erasures import (
    noon as noon,
)
from tracker.tests.leftovers import columns_with, files_with, personal_columns
from tracker.tests.not_personal import NOT_PERSONAL
from tracker.tests.outbox import NOON

pytestmark = pytest.mark.usefixtures("noon", "folders")


Erase = Callable[[Cast, Submission], Erasure]

ERASING: dict[str, Erase] = {
    "by whom it is about": lambda cast, offer: erase_own(offer),
    "by an editor": lambda cast, offer: erase_submission(
        offer, ErasureGround.COURT_ORDER, "File 12", by=cast.ben
    ),
    "as a whole": lambda cast, offer: erase_signatory(
        offer.signatory, ErasureGround.OBJECTION, "", by=cast.ben
    ),
}


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return marked_offer(cast)


# --- Nothing is left ------------------------------------------------------------------------------


def test_marked_offer_has_its_mark_wherever_a_person_can_stand(offer: Submission) -> None:
    assert personal_columns() - columns_with(MARK) == NOT_PERSONAL
    assert personal_columns() & columns_with(MARK) & NOT_PERSONAL == set()
    assert len(files_with(MARK)) > 10


@pytest.mark.parametrize("erase", ERASING.values(), ids=ERASING)
def test_erasing_leaves_no_word_in_any_table_or_file(
    cast: Cast,
    offer: Submission,
    erase: Erase,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erasure = erase(cast, offer)
    uploads = [name for name in files_with(MARK) if "/uploads/" in name]
    finish_erasures()

    assert (columns_with(MARK), columns_with(EMAIL), columns_with("vanish.example")) == (
        set(),
        set(),
        set(),
    )
    assert (uploads, files_with(MARK), files_with(EMAIL)) == ([], [], [])
    assert not NameKey.objects.filter(signatory=offer.signatory_id).exists()
    assert not Contact.objects.exists()
    assert not ReplyAddress.objects.filter(submission=offer).exists()
    assert set(Letter.objects.filter(submission=offer).values_list("body", "to")) == {("", "")}
    assert all(not one.secrets for one in Letter.objects.filter(submission=offer))
    erasure.refresh_from_db()
    assert (erasure.files, erasure.finished_at) == ([], NOON)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's own pages")
def test_erasing_leaves_no_word_in_the_pages_of_the_database(offer: Submission) -> None:
    assert MARK.lower().encode() in connection.connection.serialize().lower()

    erase_own(offer)
    finish_erasures()

    pages = connection.connection.serialize().lower()
    assert (MARK.lower().encode() in pages, EMAIL.encode() in pages) == (False, False)


def test_erasing_leaves_nothing_for_a_search_to_find(offer: Submission) -> None:
    assert submissions_named(Submission.objects.all(), MARK.lower()).exists()

    erase_own(offer)

    assert not submissions_named(Submission.objects.all(), MARK.lower()).exists()
    assert not named(Signatory.objects.all(), MARK.lower()).exists()


def test_erasing_removes_a_name_from_before_it_was_corrected(cast: Cast) -> None:
    submission = own_offer(cast, signed_name=f"{MARK} League")
    change_submission(submission, {"signed_name": "River League"}, by=cast.ben, why="Misspelt.")
    assert ("tracker_correction", "was") in columns_with(MARK)

    by_editor(cast, submission)

    assert columns_with(MARK) == set()


# --- What stays -----------------------------------------------------------------------------------


def test_erasing_leaves_a_stub_that_is_counted(cast: Cast, offer: Submission) -> None:
    clause = offer.positions.get().clause
    kinds = list(offer.replies.order_by("pk").values_list("kind", "speaker", "dated"))

    erasure = erase_own(offer)

    stub = Submission.objects.get(pk=offer.pk)
    stays = ("reference", "statement_id", "revision_id", "offered", "status", "signed_kind")
    assert [getattr(stub, name) for name in stays] == [getattr(offer, name) for name in stays]
    assert (stub.is_public, stub.is_withheld, stub.erased_at) == (True, True, NOON)
    assert (stub.signed_name, stub.signatory.name) == ("Erased", "Erased")
    assert stub.signatory.slug == f"erased-signatory-{stub.signatory_id}"
    assert list(stub.replies.order_by("pk").values_list("kind", "speaker", "dated")) == kinds
    assert stub.positions.get().clause == clause
    mail = IncomingMail.objects.order_by("pk")[0]
    assert (len(mail.sha256), len(mail.identity), mail.file.name) == (64, 64, "")
    assert (erasure.by, erasure.ground) == (None, ErasureGround.OWN_REQUEST)
    assert (erasure.submission, erasure.signatory) == (offer, offer.signatory)
    assert erasure.removed["events"] > 30
    assert {name: erasure.removed[name] for name in ("offers", "positions", "mails", "notes")} == {
        "offers": 1,
        "positions": 1,
        "mails": 3,
        "notes": 5,
    }


def test_erasing_keeps_every_leaf_and_every_receipt_valid(offer: Submission) -> None:
    sequence_events()
    leaves = list(LogEntry.objects.order_by("index").values_list("index", "event", "leaf"))
    before = {one.pk: one for one in Event.objects.all()}
    receipt = _receipt_of(offer)
    keys = [PublicKey(one.name, bytes(one.public)) for one in LogKey.objects.all()]
    assert check_receipt(receipt, keys).holds

    erase_own(offer)
    sequence_events()

    after = LogEntry.objects.order_by("index").values_list("index", "event", "leaf")
    assert list(after[: len(leaves)]) == leaves
    assert check_receipt(receipt, keys).holds
    emptied = Event.objects.filter(submission=offer).exclude(kind=EventKind.PERSON_ERASED)
    for event in emptied:
        assert (event.changes, event.shown_facts, event.subject_label) == ({}, {}, "")
        assert (bytes(event.salt), event.erased_at) == (b"", NOON)
        known = before.get(event.pk)
        if known is not None:
            assert (event.facts, event.open_facts) == (known.facts, known.open_facts)
            assert (event.kept_sha256, event.shown_sha256) == (
                known.kept_sha256,
                known.shown_sha256,
            )
    assert [done.written for done in rebuild_log()][-1] == 0


def test_erasing_is_itself_an_event_that_names_nobody(cast: Cast, offer: Submission) -> None:
    erasure = by_editor(cast, offer)

    event = Event.objects.get(kind=EventKind.PERSON_ERASED)
    assert (event.by, event.origin, event.is_public) == (cast.ben, Origin.DESK, True)
    assert (event.subject_type, event.subject_id) == ("erasure", erasure.pk)
    told = {"day": "2026-05-04", "erased": "submission", "ground": "objection"}
    told |= {"reference": offer.reference, "visibility": "withheld"}
    assert event.open_facts
    assert {name: event.open_facts[name] for name in told} == told
    assert MARK not in str(event.open_facts)
    assert event in Event.objects.visible_to(None)


def test_erasing_keeps_the_counts_right(cast: Cast, offer: Submission) -> None:
    cast.release(hosted(cast, cast.fleuves))
    erase_own(offer)
    fold_events()
    told = list(Tally.objects.order_by("pk").values_list("country", "visibility", "amount"))

    found = [differing for _done, differing in recheck_submissions(by=cast.ben)]
    rebuild_tallies()

    assert found == [[], []]
    assert sorted(told) == [("", "withheld", 1), ("FR", "named", 1)]
    again = Tally.objects.order_by("pk").values_list("country", "visibility", "amount")
    assert sorted(again) == sorted(told)


def test_erasing_lets_a_mail_that_comes_again_be_known(cast: Cast, offer: Submission) -> None:
    amount = IncomingMail.objects.count()

    erase_own(offer)

    assert IncomingMail.objects.filter(state="waiting").count() == 0
    assert IncomingMail.objects.count() == amount


def _receipt_of(offer: Submission) -> bytes:
    event = newest_event(offer.pk, [EventKind.SUBMISSION_CONFIRMED])
    assert event is not None
    made = proof_file(event)
    assert made is not None
    assert not made.is_promise
    return made.data
