"""Offers that waited and are not taken in: told by letter, put off, given up, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from tracker.actions import waiting_offers
from tracker.actions.offers import offer_endorsement
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.waiting_offers import forget_waiting_offers, take_next_offer
from tracker.choices import LetterKind, SenderField, Verdict
from tracker.models import Contact, Letter, Statement, Submission, WaitingOffer
from tracker.rules.refusals import Blocked, Refused
from tracker.tests.actions.test_waiting_offers import NETWORK, queued, take_all
from tracker.tests.cast import Cast
from tracker.tests.offers import EMAIL, newest_letter
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db


def block(cast: Cast) -> None:
    values = {"verdict": Verdict.BLOCK, "field": SenderField.EMAIL, "pattern": EMAIL}
    record_sender_rule(values | {"note": "Seen."}, by=cast.anna)


# --- What is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values, expected",
    [
        ({"email": "m@mailinator.com"}, "throw-away"),
        ({"email": "mara@"}, "not an e-mail address"),
        ({"consents": {"record": "Record it."}}, "Without both"),
    ],
)
def test_what_needs_no_counting_is_refused_at_once(
    cast: Cast, values: dict[str, Any], expected: str
) -> None:
    with pytest.raises(Refused, match=expected):
        queued(cast, **values)
    assert not WaitingOffer.objects.exists()


def test_blocked_sender_is_refused_at_once(cast: Cast) -> None:
    block(cast)

    with pytest.raises(Blocked, match="take no offers from here"):
        queued(cast)
    assert not WaitingOffer.objects.exists()


def test_what_is_refused_later_is_told_by_one_letter(cast: Cast, noon: Any) -> None:
    queued(cast)
    Statement.objects.filter(pk=cast.letter.pk).update(openness="invited")
    noon.shift(3600)

    assert take_all() == 1

    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.submission) == (LetterKind.NOT_TAKEN, EMAIL, None)
    assert letter.subject == "Your offer to sign “Ferry Letter” could not be taken in"
    for words in (
        "that Delta Keepers signs “Ferry Letter”",
        "This statement takes no offers now. Nothing was recorded.",
        "/statements/ferry-letter/endorse/",
    ):
        assert words in letter.body
    assert not Submission.objects.exists()
    assert_empty(WaitingOffer.objects.get(), is_told=True)
    assert take_all() == 0


def assert_empty(row: WaitingOffer, *, is_told: bool) -> None:
    """Nothing of who offered is left."""
    left = (row.typed, row.email_folded, row.network, row.proof, row.identity)
    assert left == ({}, "", "", "", "")
    assert (row.settled_at, row.is_told) == (timezone.now(), is_told)


def test_letter_about_a_refusal_is_in_the_language_of_the_offer(
    cast: Cast, settings: Settings
) -> None:
    queued(cast, language="de")
    Statement.objects.filter(pk=cast.letter.pk).update(openness="invited")

    with translation.override("fr"):
        take_all()
        assert translation.get_language() == "fr"

    assert Letter.objects.get().language == "de"


def test_whom_a_rule_blocks_gets_no_letter(cast: Cast, noon: Any) -> None:
    queued(cast, network=NETWORK)
    block(cast)

    assert take_all() == 1

    assert not Letter.objects.exists()
    assert_empty(WaitingOffer.objects.get(), is_told=False)


def test_one_address_gets_no_more_letters_than_it_may_offer(cast: Cast, noon: Any) -> None:
    for number in range(14):
        queued(cast, name=f"Delta {number}")
    Statement.objects.filter(pk=cast.letter.pk).update(openness="invited")

    assert take_all() == 14

    assert Letter.objects.count() == 10
    assert WaitingOffer.objects.given_up().filter(is_told=True).count() == 10


def test_too_many_offers_are_refused_by_letter(cast: Cast, noon: Any) -> None:
    for number in range(61):
        queued(cast, name=f"Delta {number}", email=f"{number}@delta.example", network=NETWORK)

    take_all()

    assert Submission.objects.count() == 60
    assert "very many offers" in newest_letter(LetterKind.NOT_TAKEN).body


# --- What fails -------------------------------------------------------------------------------


def test_what_fails_is_put_off_and_the_next_ones_go_on(
    cast: Cast, noon: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    queued(cast, name="Delta 0", email="0@delta.example")
    queued(cast, name="Delta 1", email="1@delta.example")
    broken = True

    def fail(revision: Any, offer: Any, *rest: Any, **values: Any) -> None:
        offer_endorsement(revision, offer, *rest, **values)
        if broken and offer.name == "Delta 0":
            raise RuntimeError(offer.email)

    monkeypatch.setattr(waiting_offers, "offer_endorsement", fail)
    assert take_all() == 2

    assert list(Submission.objects.values_list("signed_name", flat=True)) == ["Delta 1"]
    row = WaitingOffer.objects.get()
    assert (row.tries, row.not_before) == (1, timezone.now() + timedelta(minutes=1))
    assert "RuntimeError" in caplog.text
    assert "delta.example" not in caplog.text
    assert take_all() == 0
    noon.shift(60)
    assert take_all() == 1
    assert WaitingOffer.objects.get().not_before == timezone.now() + timedelta(minutes=2)
    broken = False
    noon.shift(120)
    take_all()
    assert Submission.objects.count() == 2


def test_trouble_before_an_offer_is_held_puts_the_first_one_off(
    cast: Cast, noon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(cast)

    class Broken:
        def rows(self, **_given: Any) -> list[Any]:
            raise RuntimeError

    monkeypatch.setattr(waiting_offers, "HELD", Broken())
    assert not take_next_offer(timezone.now())
    assert WaitingOffer.objects.get().tries == 1


def test_pauses_grow_to_a_day(cast: Cast, noon: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    queued(cast)
    WaitingOffer.objects.update(tries=30)
    monkeypatch.setattr(waiting_offers, "offer_endorsement", None)

    assert take_next_offer(timezone.now())

    assert WaitingOffer.objects.get().not_before == timezone.now() + timedelta(days=1)


def test_what_was_given_up_is_forgotten_after_a_month(cast: Cast, noon: Any) -> None:
    queued(cast)
    block(cast)
    take_all()
    noon.shift(timedelta(days=30))
    assert forget_waiting_offers() == 0

    noon.shift(1)

    assert forget_waiting_offers() == 1
    assert not WaitingOffer.objects.exists()


def test_what_could_never_be_taken_in_is_emptied_when_its_link_would_have_ended(
    cast: Cast, noon: Any
) -> None:
    queued(cast, name="Delta 0")
    queued(cast, name="Delta 1")
    WaitingOffer.objects.filter(typed__offer__name="Delta 0").update(tries=9)
    noon.shift(timedelta(days=14))
    assert forget_waiting_offers() == 0

    noon.shift(1)

    assert forget_waiting_offers() == 1
    assert_empty(WaitingOffer.objects.given_up().get(), is_told=False)
    # What was never tried only waits for a worker.
    assert WaitingOffer.objects.in_line().get().typed["offer"]["name"] == "Delta 1"
    assert take_all() == 1
    assert Contact.objects.get().email == EMAIL
