"""Asking those who signed an earlier wording about the new one, once each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tracker.actions import renewals
from tracker.actions.contacts import track_token
from tracker.actions.renewals import (
    ask_about_new_wordings,
)
from tracker.actions.revisions import add_revision
from tracker.actions.statements import retire_statement
from tracker.choices import EventKind, LetterKind, LetterState, Origin, ReplyKind
from tracker.models import Contact, Event, Letter, Renewal, Submission
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, with_contact
from tracker.tests.outbox import NOON
from tracker.tests.renewals import revised


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def offer(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def again(offer: Submission) -> Submission:
    return Submission.objects.select_related("revision").get(pk=offer.pk)


def asked() -> list[int]:
    return list(Renewal.objects.order_by("pk").values_list("submission_id", flat=True))


def test_those_on_an_earlier_wording_are_asked_once(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)

    assert [ask_about_new_wordings(), ask_about_new_wordings()] == [1, 0]

    renewal, letter = Renewal.objects.get(), Letter.objects.get()
    assert (renewal.submission, renewal.revision, renewal.answer) == (offer, wording, "")
    assert (renewal.asked_at, renewal.earlier) == (NOON, offer.revision)
    assert (letter.kind, letter.to, letter.state) == (
        LetterKind.NEW_REVISION,
        EMAIL,
        LetterState.QUEUED,
    )
    assert again(offer).revision == offer.revision


def test_the_letter_says_which_wordings_and_where_to_answer(cast: Cast, offer: Submission) -> None:
    wording = revised(cast)
    ask_about_new_wordings()

    letter = Letter.objects.get()
    assert f"/track/{track_token(offer)}/wording/" in letter.body
    assert f"/offers/{track_token(offer)}/not-me/" in letter.body
    assert "revision 2: Ferries added." in letter.body
    assert (offer.revision.sha256 in letter.body, wording.sha256 in letter.body) == (True, True)
    assert track_token(offer) not in letter.shown_body


def test_asking_leaves_events_that_are_not_public(cast: Cast, offer: Submission) -> None:
    revised(cast)
    last = Event.objects.order_by("-pk")[0]
    ask_about_new_wordings()

    left = Event.objects.filter(pk__gt=last.pk).order_by("pk")
    assert [(one.kind, one.submission, one.origin, one.is_public) for one in left] == [
        (EventKind.RENEWAL_ASKED, offer, Origin.CLOCK, False),
        (EventKind.LETTER_QUEUED, offer, Origin.CLOCK, False),
    ]


def test_each_newer_wording_asks_again(cast: Cast, offer: Submission) -> None:
    revised(cast)
    ask_about_new_wordings()
    revised(cast, text="Ferry Letter, mended twice.")
    ask_about_new_wordings()

    assert list(Renewal.objects.values_list("revision__number", flat=True)) == [2, 3]


def test_many_are_asked_in_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        with_contact(hosted(cast, cast.signatory(f"Ferry Friends {number}")), f"{number}@f.example")
    revised(cast)
    monkeypatch.setattr(renewals, "BATCH", 2)

    assert [ask_about_new_wordings() for _ in range(4)] == [2, 2, 1, 0]
    assert Letter.objects.count() == 5


def test_a_batch_that_fails_is_asked_again_whole(
    cast: Cast, offer: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    revised(cast)
    with monkeypatch.context() as broken:
        broken.setattr(renewals, "record_events", _fail)
        with pytest.raises(OSError, match="full"):
            ask_about_new_wordings()
    assert (asked(), Letter.objects.count()) == ([], 0)

    assert ask_about_new_wordings() == 1
    assert (asked(), Letter.objects.count()) == ([offer.pk], 1)


def _fail(*_args: Any, **_values: Any) -> None:
    raise OSError("the disk is full")


@pytest.mark.parametrize(
    "kind, expected",
    [
        (ReplyKind.ACCEPTANCE, 1),
        (ReplyKind.QUESTION, 1),
        (ReplyKind.DEFERRAL, 1),
        (ReplyKind.REFUSAL, 0),
        (ReplyKind.WITHDRAWAL, 0),
    ],
)
def test_who_stands_or_waits_is_asked(
    cast: Cast, offer: Submission, kind: ReplyKind, expected: int
) -> None:
    cast.replied(kind, offer, dated="2026-05-04")
    revised(cast)

    assert ask_about_new_wordings() == expected


def test_without_an_address_nobody_is_asked(cast: Cast, offer: Submission) -> None:
    Contact.objects.all().delete()
    revised(cast)

    assert ask_about_new_wordings() == 0


def test_a_retired_statement_asks_nobody(cast: Cast, offer: Submission) -> None:
    revised(cast)
    retire_statement(cast.letter, "mistake", by=cast.ben)

    assert ask_about_new_wordings() == 0


def test_an_observed_statement_asks_nobody(cast: Cast) -> None:
    with_contact(cast.offer())
    add_revision(cast.declaration, {"language": "en", "text": "Anew."}, [], by=cast.ben)

    assert ask_about_new_wordings() == 0


def test_who_offered_to_sign_the_new_wording_too_is_not_asked(
    cast: Cast, offer: Submission
) -> None:
    wording = revised(cast)
    cast.offer(revision=wording, offered="2026-05-04")

    assert ask_about_new_wordings() == 0
