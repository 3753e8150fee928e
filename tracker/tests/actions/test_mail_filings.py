"""What a person makes of a mail: a draft reply, or nothing; and back again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.incoming_mails import receive_mail
from tracker.actions.mail_filings import dismiss_mail, file_mail, reopen_mail
from tracker.actions.replies import release_reply, void_reply
from tracker.choices import (
    Channel,
    EventKind,
    MailDismissal,
    MailKind,
    MailState,
    MatchedBy,
    Party,
    ReplyKind,
    Status,
    VoidReason,
)
from tracker.models import Event, IncomingMail
from tracker.rules.permissions import NotAllowed
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast

DAY = datetime(2022, 3, 9, 8, 30, tzinfo=UTC)
RAW = (
    b"From: Ana <ana@harbour.example>\nMessage-ID: <one@harbour.example>\nSubject: Rivers\n\n"
    b"We accept.\n\nOn Mon, Mar 7, 2022 at 10:15 AM Mara <mara@rios.example> wrote:\n\n> Please.\n"
)
DEFERRAL = {"kind": ReplyKind.DEFERRAL, "text": "More time."}


@pytest.fixture
def mail(db: None) -> IncomingMail:
    return receive_mail(RAW, received_at=DAY)


@pytest.fixture
def automatic(db: None) -> IncomingMail:
    return receive_mail(b"Auto-Submitted: auto-replied\n\nAway.\n", received_at=DAY)


def test_file_mail_makes_a_draft_that_changes_nothing_yet(cast: Cast, mail: IncomingMail) -> None:
    first, second = cast.offered(), cast.offered(cast.fleuves)

    reply = file_mail(mail, [first, second], {"kind": ReplyKind.ACCEPTANCE}, by=cast.anna)

    assert (reply.kind, reply.speaker, reply.channel) == ("acceptance", Party.ISSUER, Channel.EMAIL)
    assert (reply.dated, reply.received_at, reply.released_at) == ("2022-03-09", DAY, None)
    assert (reply.text, reply.is_summary) == ("We accept.", False)
    first.refresh_from_db()
    assert first.status == Status.UNANSWERED
    mail.refresh_from_db()
    assert (mail.state, mail.reply, mail.handled_by) == (MailState.FILED, reply, cast.anna)
    assert list(mail.submissions.order_by("pk")) == [first, second]


def test_file_mail_keeps_no_contact_data_outside_the_mail(cast: Cast, mail: IncomingMail) -> None:
    reply = file_mail(mail, [cast.offered()], {"kind": ReplyKind.ACCEPTANCE}, by=cast.anna)

    source = reply.sources.get()
    assert source.quotation.endswith(f"SHA-256: {mail.sha256}")
    events = Event.objects.filter(kind__startswith="mail-") | Event.objects.about(source)
    kept = [f"{one.changes} {one.facts} {one.subject_label}" for one in events]
    assert len(kept) == 3
    assert "@" not in "".join(kept)


def test_file_mail_then_release_counts_from_the_day_it_arrived(
    cast: Cast, mail: IncomingMail
) -> None:
    offer = cast.offered()

    release_reply(file_mail(mail, [offer], DEFERRAL, by=cast.anna), by=cast.ben)

    offer.refresh_from_db()
    assert (offer.status, offer.first_reply_on) == (Status.DEFERRED, DAY.date())


def test_file_mail_records_what_was_filed(cast: Cast, mail: IncomingMail) -> None:
    offer = cast.offered()

    reply = file_mail(mail, [offer], DEFERRAL, by=cast.anna)

    event = Event.objects.get(kind=EventKind.MAIL_FILED)
    assert (event.by, event.submission, event.changes) == (
        cast.anna,
        offer,
        {"state": ["waiting", "filed"]},
    )
    assert event.facts["reply"] == reply.pk


def test_file_mail_names_the_submission_also_where_it_was_only_guessed(cast: Cast) -> None:
    offer = cast.offered()
    mail = receive_mail(f"Subject: {offer.reference}\n\nYes.\n".encode(), received_at=DAY)
    assert mail.matched_by == MatchedBy.GUESS

    file_mail(mail, [offer], DEFERRAL, by=cast.anna)

    assert Event.objects.get(kind=EventKind.MAIL_FILED).submission == offer


def test_file_mail_twice_is_refused(cast: Cast, mail: IncomingMail) -> None:
    offer = cast.offered()
    file_mail(mail, [offer], DEFERRAL, by=cast.anna)

    with pytest.raises(Refused, match="filed already"):
        file_mail(mail, [offer], DEFERRAL, by=cast.anna)

    assert offer.replies.count() == 1


def test_file_mail_takes_no_machine_for_an_answer(cast: Cast, automatic: IncomingMail) -> None:
    offer = cast.offered()

    with pytest.raises(Refused, match="A machine wrote this"):
        file_mail(automatic, [offer], DEFERRAL, by=cast.anna)

    assert offer.replies.count() == 0


def test_file_mail_of_a_dismissed_one_is_refused(cast: Cast, mail: IncomingMail) -> None:
    dismiss_mail(mail, MailDismissal.UNRELATED, by=cast.anna)

    with pytest.raises(Refused, match="dismissed"):
        file_mail(mail, [cast.offered()], DEFERRAL, by=cast.anna)


def test_file_mail_refused_by_the_reply_leaves_the_mail_waiting(
    cast: Cast, mail: IncomingMail
) -> None:
    with pytest.raises(ValidationError):
        file_mail(mail, [cast.offered()], {"kind": "nonsense"}, by=cast.anna)

    mail.refresh_from_db()
    assert (mail.state, mail.reply) == (MailState.WAITING, None)


def test_dismiss_mail_keeps_it_with_the_reason(cast: Cast, mail: IncomingMail) -> None:
    dismissed = dismiss_mail(mail, MailDismissal.SPAM, by=cast.anna)

    assert (dismissed.state, dismissed.dismissal) == (MailState.DISMISSED, MailDismissal.SPAM)
    event = Event.objects.get(kind=EventKind.MAIL_DISMISSED)
    assert (event.by, event.facts["dismissal"]) == (cast.anna, "spam")
    assert list(IncomingMail.objects.waiting()) == []


def test_dismiss_mail_wants_a_reason(cast: Cast, mail: IncomingMail) -> None:
    with pytest.raises(Refused, match="Choose why"):
        dismiss_mail(mail, "because", by=cast.anna)


def test_dismiss_mail_twice_is_refused(cast: Cast, mail: IncomingMail) -> None:
    dismiss_mail(mail, MailDismissal.SPAM, by=cast.anna)

    with pytest.raises(Refused, match="does not wait"):
        dismiss_mail(mail, MailDismissal.SPAM, by=cast.anna)


def test_reopen_mail_lets_it_wait_again(cast: Cast, mail: IncomingMail) -> None:
    dismiss_mail(mail, MailDismissal.SPAM, by=cast.anna)

    reopened = reopen_mail(mail, by=cast.ben)

    assert (reopened.state, reopened.dismissal) == (MailState.WAITING, "")
    changes = Event.objects.get(kind=EventKind.MAIL_REOPENED).changes
    assert changes == {"state": ["dismissed", "waiting"]}


def test_reopen_mail_takes_it_for_a_persons(cast: Cast, automatic: IncomingMail) -> None:
    reopened = reopen_mail(automatic, by=cast.anna)

    assert (reopened.kind, reopened.state) == (MailKind.MESSAGE, MailState.WAITING)
    changes = Event.objects.get(kind=EventKind.MAIL_REOPENED).changes
    assert changes["kind"] == ["auto-reply", "message"]
    assert file_mail(reopened, [cast.offered()], DEFERRAL, by=cast.anna).text == "More time."


def test_reopen_mail_of_a_filed_one_wants_its_reply_void(cast: Cast, mail: IncomingMail) -> None:
    reply = file_mail(mail, [cast.offered()], DEFERRAL, by=cast.anna)
    with pytest.raises(Refused, match="Void its reply"):
        reopen_mail(mail, by=cast.anna)

    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)

    assert reopen_mail(mail, by=cast.anna).reply is None


def test_reopen_mail_of_a_waiting_one_is_refused(cast: Cast, mail: IncomingMail) -> None:
    with pytest.raises(Refused, match="waiting already"):
        reopen_mail(mail, by=cast.anna)


def test_filings_need_the_right_to_edit(cast: Cast, mail: IncomingMail) -> None:
    with pytest.raises(NotAllowed):
        file_mail(mail, [cast.offered()], DEFERRAL, by=cast.aud)
    with pytest.raises(NotAllowed):
        dismiss_mail(mail, MailDismissal.SPAM, by=cast.aud)
    with pytest.raises(NotAllowed):
        reopen_mail(mail, by=cast.aud)

    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
