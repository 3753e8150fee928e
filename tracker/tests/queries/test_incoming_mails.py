"""What a mail suggests to whoever files it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tracker.actions.incoming_mails import receive_mail
from tracker.choices import Party, ReplyKind
from tracker.models import IncomingMail
from tracker.queries.incoming_mails import suggestion
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, with_contact

pytestmark = pytest.mark.django_db


def received(words: str, sender: str = EMAIL) -> IncomingMail:
    return receive_mail(f"From: {sender}\n\n{words}\n".encode(), received_at=timezone.now())


@pytest.mark.parametrize(
    "was_asked, sender, words, kind",
    [
        (True, EMAIL, "Our members voted, in May", ReplyKind.ANSWER),
        (True, EMAIL, "We withdraw our signature", ReplyKind.WITHDRAWAL),
        (True, "ana@harbour.example", "Our members voted, in May", ""),
        (False, EMAIL, "Our members voted, in May", ""),
    ],
)
def test_suggestion_is_that_whoever_was_asked_answers(
    cast: Cast, was_asked: bool, sender: str, words: str, kind: str
) -> None:
    offer = with_contact(cast.offered())
    if was_asked:
        cast.replied(ReplyKind.QUESTION, offer)

    found = suggestion(received(f"{words} ({offer.reference}).", sender))

    assert found.submissions == [offer]
    assert found.speaker == (Party.SIGNATORY if sender == EMAIL else "")
    assert found.kind == kind


def test_suggestion_of_nothing_where_nothing_is_known() -> None:
    found = suggestion(received("Our members voted, in May."))

    assert (found.submissions, found.speaker, found.kind) == ([], "", "")
