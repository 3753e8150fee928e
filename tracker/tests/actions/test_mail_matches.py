"""What a received mail is about: certain, guessed, or nothing; and what machines wrote."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from pytest_django import Settings

from tracker.actions.incoming_mails import receive_mail
from tracker.actions.letters import queue_letter
from tracker.actions.mail_filings import file_mail
from tracker.actions.mail_matches import is_known
from tracker.actions.reply_addresses import reply_address_of
from tracker.choices import (
    EventKind,
    LetterKind,
    LetterState,
    MailKind,
    MailState,
    MatchedBy,
    Origin,
    ReplyKind,
)
from tracker.models import Contact, Event, IncomingMail, Letter, ReplyAddress, Submission
from tracker.notify.drafts import LetterDraft
from tracker.notify.messages import message_bytes
from tracker.tests.cast import Cast
from tracker.tests.mail_samples import HEAD, shape

DAY = datetime(2022, 3, 9, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_settings(settings: Settings) -> Settings:
    settings.REPLY_ADDRESS = "reply+{secret}@undersigned.example"
    settings.AUTHSERV_ID = "mx.undersigned.example"
    return settings


def received(raw: bytes) -> IncomingMail:
    return receive_mail(raw, received_at=DAY)


def matched(mail: IncomingMail) -> list[Submission]:
    return list(mail.submissions.order_by("pk"))


def letter(submission: Submission | None = None, message_id: str = "letter-one") -> Letter:
    draft = LetterDraft(LetterKind.RECEIPT, "ana@harbour.example", "Your offer", "Received.\n")
    queued = queue_letter(draft, by=None, origin=Origin.FORM, submission=submission)
    queued.message_id, queued.state = f"<{message_id}@undersigned.example>", LetterState.SENT
    queued.save()
    return queued


def test_receive_mail_matches_by_the_secret_address(cast: Cast) -> None:
    offer, _other = cast.offered(), cast.offered(cast.fleuves)
    address = reply_address_of(offer)

    mail = received(b"X-Original-To: " + address.upper().encode() + b"\n" + HEAD + b"\nYes.\n")

    assert (matched(mail), mail.matched_by) == ([offer], MatchedBy.ADDRESS)
    assert Event.objects.get(kind=EventKind.MAIL_RECEIVED).submission == offer
    assert list(IncomingMail.objects.in_holding_pen()) == []


def test_receive_mail_by_two_addresses_is_about_both(cast: Cast) -> None:
    first, second = cast.offered(), cast.offered(cast.fleuves)
    ways = [reply_address_of(one).encode() for one in (first, second)]
    mail = received(HEAD + b"\nYes.\n")
    assert matched(mail) == []

    for way in ways:
        received(b"Delivered-To: " + way + b"\n" + HEAD + b"\nYes.\n")

    mail.refresh_from_db()
    assert (matched(mail), mail.matched_by) == ([first, second], MatchedBy.ADDRESS)


def test_receive_mail_matches_by_the_letter_it_answers(cast: Cast) -> None:
    offer = cast.offered()
    letter(offer)
    cast.offered(cast.fleuves)

    mail = received(shape("apple-spanish"))

    assert (matched(mail), mail.matched_by) == ([offer], MatchedBy.THREAD)


def test_receive_mail_matches_by_the_mail_filed_before(cast: Cast) -> None:
    offer = cast.offered()
    first = received(HEAD + b"\nA question?\n")
    file_mail(first, [offer], {"kind": ReplyKind.QUESTION}, by=cast.anna)

    second = received(b"In-Reply-To: <one@harbour.example>\nSubject: more\n\nAnd another.\n")

    assert (matched(second), second.matched_by) == ([offer], MatchedBy.THREAD)


@pytest.mark.parametrize(
    "fields",
    [
        "From: x@y.example\nSubject: about {reference}",
        "From: x@y.example\nSubject: about\n\n{lower} (in the text)",
        "From: RIOS LIBRES <someone@gmail.com>",
        "From: x@rios.example",
        "From: x@mail.rios.example",
        "From: mara@private.example",
    ],
)
def test_receive_mail_only_suggests_a_guess(cast: Cast, fields: str) -> None:
    rios = cast.signatory("Ríos Libres", url="https://www.rios.example/nosotros")
    home = cast.signatory("Aguas", url="https://mail.rios.example/")
    offer = cast.offered(rios if "mail.rios" not in fields else home)
    cast.offered(cast.fleuves)
    Contact.objects.create(
        submission=offer,
        email="mara@private.example",
        email_folded="mara@private.example",
        made_at=DAY,
        expires_on=DAY,
    )
    words = fields.format(reference=offer.reference, lower=offer.reference.lower())

    mail = received(f"{words}\n\n".encode())

    assert (matched(mail), mail.matched_by) == ([offer], MatchedBy.GUESS)
    assert list(IncomingMail.objects.in_holding_pen()) == [mail]
    assert Event.objects.get(kind=EventKind.MAIL_RECEIVED).submission is None


def test_receive_mail_guesses_by_the_sender_of_earlier_mails(cast: Cast) -> None:
    offer = cast.offered()
    file_mail(received(HEAD + b"\nOne?\n"), [offer], {"kind": ReplyKind.QUESTION}, by=cast.anna)

    mail = received(b"From: ana@harbour.example\nSubject: news\n\nAnother thing.\n")

    assert (matched(mail), mail.matched_by) == ([offer], MatchedBy.GUESS)
    assert mail.sender_is_known


def test_receive_mail_suggests_nothing_when_too_many_fit(cast: Cast) -> None:
    for number in range(6):
        cast.offered(cast.signatory(f"Group {number}", url=f"https://rios.example/{number}"))

    mail = received(b"From: x@rios.example\n\nYes.\n")

    assert (matched(mail), mail.matched_by) == ([], MatchedBy.NOTHING)


@pytest.mark.parametrize("address, known", [("mara@rios.example", True), ("x@y.example", False)])
def test_is_known_compares_with_contacts(cast: Cast, address: str, known: bool) -> None:
    Contact.objects.create(
        submission=cast.offered(),
        email="Mara@rios.example",
        email_folded="mara@rios.example",
        made_at=DAY,
        expires_on=DAY,
    )

    assert is_known(address) is known
    assert is_known("") is False


def test_receive_mail_sets_automatic_replies_aside(cast: Cast) -> None:
    offer = cast.offered()
    letter(offer)

    mail = received(shape("auto-reply-outlook"))

    assert (mail.kind, mail.state) == (MailKind.AUTO_REPLY, MailState.SET_ASIDE)
    assert matched(mail) == [offer]
    offer.refresh_from_db()
    assert offer.replies.count() == 0


def test_receive_mail_guesses_nothing_from_the_words_of_a_machine(cast: Cast) -> None:
    offer = cast.offered()

    mail = received(f"Auto-Submitted: auto-replied\n\nAbout {offer.reference}\n".encode())

    assert (matched(mail), mail.matched_by) == ([], MatchedBy.NOTHING)


@pytest.mark.parametrize("name", ["bounce-postfix", "bounce-exim"])
def test_receive_mail_marks_the_letter_that_came_back(cast: Cast, name: str) -> None:
    offer = cast.offered()
    sent = letter(offer)

    mail = received(shape(name))

    sent.refresh_from_db()
    assert sent.state == LetterState.BOUNCED
    assert "@" not in sent.reason
    assert (mail.state, matched(mail)) == (MailState.SET_ASIDE, [offer])
    assert mail.bounced["failures"][0]["recipient"] == "gone@harbour.example"
    assert Event.objects.filter(kind=EventKind.LETTER_BOUNCED).count() == 1


def test_receive_mail_leaves_a_letter_that_is_only_delayed(cast: Cast) -> None:
    sent = letter()

    mail = received(shape("bounce-delayed"))

    sent.refresh_from_db()
    assert (sent.state, mail.state) == (LetterState.SENT, MailState.SET_ASIDE)


def test_receive_mail_lets_a_notice_about_no_letter_wait() -> None:
    mail = received(shape("bounce-postfix"))

    assert (mail.kind, mail.state) == (MailKind.BOUNCE, MailState.WAITING)
    assert list(IncomingMail.objects.in_holding_pen()) == [mail]


def test_reply_address_of_is_made_once(cast: Cast) -> None:
    offer = cast.offered()

    assert reply_address_of(offer) == reply_address_of(offer)
    secret = ReplyAddress.objects.get().secret
    assert reply_address_of(offer) == f"reply+{secret}@undersigned.example"


def test_reply_address_of_a_site_without_incoming_mail_is_empty(
    cast: Cast, settings: Settings
) -> None:
    settings.REPLY_ADDRESS = ""

    assert reply_address_of(cast.offered()) == ""
    assert not ReplyAddress.objects.exists()


def test_answer_to_a_letter_as_it_was_sent_finds_its_submission(cast: Cast) -> None:
    """Out through the outbox with its reply address, and back as two programs answer it."""
    offer, other = cast.offered(), cast.offered(cast.fleuves)
    drafts = [
        LetterDraft(LetterKind.RECEIPT, "a@b.example", "Yours", "Text.\n", reply_to=address)
        for address in (reply_address_of(offer), reply_address_of(other))
    ]
    letters = [queue_letter(one, by=None, origin=Origin.FORM, submission=offer) for one in drafts]
    sent = message_from_bytes(
        message_bytes(letters[0], sender="site@undersigned.example", dated=DAY)
    )

    to_address = received(f"To: {sent['Reply-To']}\n\nFirst answer.\n".encode())
    in_thread = received(f"In-Reply-To: {sent['Message-ID']}\n\nSecond answer.\n".encode())

    assert (matched(to_address), to_address.matched_by) == ([offer], MatchedBy.ADDRESS)
    assert (matched(in_thread), in_thread.matched_by) == ([offer], MatchedBy.THREAD)


def test_our_own_letter_that_comes_back_is_no_answer(cast: Cast) -> None:
    sent = letter(cast.offered())

    mail = received(message_bytes(sent, sender="site@undersigned.example", dated=DAY))

    assert (mail.kind, mail.state) == (MailKind.AUTO_REPLY, MailState.SET_ASIDE)
