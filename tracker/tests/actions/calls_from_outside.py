"""Calls of every action by somebody without an account, or by the clock: one for each outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tracker.actions import (
    answer_links,
    answers,
    confirmations,
    deliveries,
    incoming_mails,
    letter_contents,
    offers,
    tracking,
    waiting_offers,
)
from tracker.actions.deliveries import deliver_next
from tracker.choices import DecisionPolicy, LetterState, Origin, ReplyKind, Visibility
from tracker.choices import EventKind as Kind
from tracker.models import Letter, Statement, Submission
from tracker.rules.letters import ABANDONED_AFTER, Outcome
from tracker.tests.actions.calls import Action, Outside
from tracker.tests.actions.calls_on_circulars import FROM_OUTSIDE
from tracker.tests.actions.calls_on_clocks import ON_CLOCKS
from tracker.tests.actions.calls_on_erasures import OWN_ERASURES
from tracker.tests.actions.calls_on_follows import ON_FOLLOWS
from tracker.tests.actions.calls_on_log import ON_LOG
from tracker.tests.actions.calls_on_own_pages import ON_OWN_PAGES
from tracker.tests.actions.calls_on_webhooks import WEBHOOKS_BY_CLOCK
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, with_contact
from tracker.tests.offers import an_offer, newest_letter, offered, secret_in
from tracker.tests.outbox import LATER, NOON, SENT, Scripted, queued

LONG_AGO = timedelta(days=10_000)


def released(cast: Cast) -> Submission:
    return with_contact(cast.release(hosted(cast)))


def asked(cast: Cast) -> Submission:
    today = timezone.localdate().isoformat()
    offer = released(cast)
    cast.replied(ReplyKind.QUESTION, offer, dated=today)
    return offer


def public_at_once(cast: Cast) -> str:
    """The secret that confirms an offer to a statement that takes all of them."""
    Statement.objects.filter(pk=cast.letter.pk).update(policy=DecisionPolicy.AUTOMATIC)
    return secret_of(cast)


def secret_of(cast: Cast) -> str:
    offered(cast.letter_wording)
    return secret_in(newest_letter())


def linked(cast: Cast) -> Any:
    offer = cast.offered()
    return answer_links.make_answer_link([offer], {"party": "issuer"}, by=cast.anna).link, [offer]


def told(cast: Cast, *states: LetterState) -> Letter:
    """An answer to so many submissions, whose letters came so far."""
    who = [cast.rios, cast.fleuves][: len(states)]
    offers = [with_contact(cast.release(hosted(cast, one))) for one in who]
    answers.answer_submissions(offers, {"kind": ReplyKind.ACCEPTANCE}, by=cast.ben)
    letters = list(Letter.objects.order_by("pk"))
    for letter, state in zip(letters, states, strict=True):
        Letter.objects.filter(pk=letter.pk).update(state=state)
    return letters[0]


def carried(kind: Kind, outcome: Outcome) -> tuple[Action, Outside]:
    carry = lambda it: deliver_next(Scripted(outcome), "w")  # noqa: E731
    return deliver_next, Outside(lambda cast: queued(cast.offer()), carry, [kind], Origin.CLOCK)


def in_state(state: LetterState, cast: Cast) -> Letter:
    letter = queued(cast.offer())
    letter.state, letter.claimed_by, letter.claimed_at = state, "w", letter.queued_at
    letter.claimed_at -= ABANDONED_AFTER
    letter.settled_at = letter.queued_at - LONG_AGO
    letter.save()
    return letter


def notice_of(letter: Letter) -> bytes:
    """What a mail server writes when it could not deliver a letter."""
    head = "From: mailer-daemon@relay.example\nMIME-Version: 1.0\n"
    kind = "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n"
    status = "--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n"
    status += "Final-Recipient: rfc822; mara@rios.example\nAction: failed\nStatus: 5.1.1\n"
    status += "Diagnostic-Code: smtp; 550 5.1.1 no such user\n"
    about = f"--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: {letter.message_id}\n--x--\n"
    return (head + kind + status + about).encode()


OUTSIDE: list[tuple[Action, Outside]] = [
    (
        offers.offer_endorsement,
        Outside(
            lambda cast: cast.letter_wording,
            lambda it: offers.offer_endorsement(it, an_offer()),
            [Kind.SUBMISSION_OFFERED, Kind.LETTER_QUEUED],
            Origin.FORM,
        ),
    ),
    (
        waiting_offers.take_next_offer,
        Outside(
            lambda cast: waiting_offers.queue_offer(cast.letter_wording, an_offer()),
            lambda _none: waiting_offers.take_next_offer(timezone.now()),
            [Kind.SUBMISSION_OFFERED, Kind.LETTER_QUEUED],
            Origin.FORM,
        ),
    ),
    (
        confirmations.confirm_offer,
        Outside(
            public_at_once,
            confirmations.confirm_offer,
            [
                Kind.SUBMISSION_CONFIRMED,
                Kind.SUBMISSION_RELEASED,
                Kind.REPLY_RELEASED,
                Kind.LETTER_QUEUED,
            ],
            Origin.LINK,
        ),
    ),
    (
        confirmations.renew_confirmation,
        Outside(
            secret_of,
            confirmations.renew_confirmation,
            [Kind.CONFIRMATION_RENEWED, Kind.LETTER_QUEUED],
            Origin.FORM,
        ),
    ),
    (
        confirmations.disown_offer,
        Outside(
            secret_of,
            confirmations.disown_offer,
            [Kind.SUBMISSION_VOIDED, Kind.LETTER_CANCELLED, Kind.LETTERS_EMPTIED],
            Origin.LINK,
        ),
    ),
    (
        tracking.send_track_link,
        Outside(
            released,
            lambda it: tracking.send_track_link(it.reference, EMAIL, "192.0.2.7"),
            [Kind.LETTER_QUEUED],
            Origin.FORM,
        ),
    ),
    (
        tracking.add_message,
        Outside(
            asked,
            lambda it: tracking.add_message(it, "The city of Delta."),
            [Kind.REPLY_RECORDED, Kind.REPLY_RELEASED, Kind.REPLY_RECORDED],
            Origin.LINK,
        ),
    ),
    (
        tracking.resend_offer,
        Outside(
            released,
            tracking.resend_offer,
            [Kind.REPLY_RECORDED, Kind.REPLY_RELEASED],
            Origin.LINK,
        ),
    ),
    (
        tracking.withdraw_offer,
        Outside(
            released,
            tracking.withdraw_offer,
            [Kind.REPLY_RECORDED, Kind.REPLY_RELEASED],
            Origin.LINK,
        ),
    ),
    (
        tracking.set_visibility,
        Outside(
            released,
            lambda it: tracking.set_visibility(it, Visibility.WITHHELD),
            [Kind.SUBMISSION_CHANGED],
            Origin.LINK,
        ),
    ),
    (
        tracking.correct_as_signed,
        Outside(
            released,
            lambda it: tracking.correct_as_signed(it, {"capacity": "Chair"}),
            [Kind.SUBMISSION_CHANGED, Kind.CORRECTION_RELEASED],
            Origin.LINK,
        ),
    ),
    (
        tracking.erase_contact,
        Outside(released, tracking.erase_contact, [Kind.CONTACT_ERASED], Origin.LINK),
    ),
    (
        answer_links.answer_by_link,
        Outside(
            linked,
            lambda it: answer_links.answer_by_link(*it, {"kind": ReplyKind.ACKNOWLEDGEMENT}),
            [Kind.REPLY_RECORDED],
            Origin.LINK,
        ),
    ),
    (
        answers.release_told_answers,
        Outside(
            lambda cast: told(cast, LetterState.SENT, LetterState.CANCELLED),
            lambda it: answers.release_told_answers(),
            [Kind.REPLY_CHANGED, Kind.REPLY_RELEASED],
            Origin.CLOCK,
        ),
    ),
    (
        answers.release_told_answers,
        Outside(
            lambda cast: told(cast, LetterState.CANCELLED),
            lambda it: answers.release_told_answers(),
            [Kind.REPLY_VOIDED],
            Origin.CLOCK,
        ),
    ),
    (
        incoming_mails.receive_mail,
        Outside(
            lambda cast: None,
            lambda it: incoming_mails.receive_mail(b"\nWe accept.\n", received_at=NOON),
            [Kind.MAIL_RECEIVED],
            Origin.MAIL,
        ),
    ),
    (
        incoming_mails.receive_mail,
        Outside(
            lambda cast: in_state(LetterState.SENT, cast),
            lambda it: incoming_mails.receive_mail(notice_of(it), received_at=NOON),
            [Kind.MAIL_RECEIVED, Kind.LETTER_BOUNCED],
            Origin.MAIL,
        ),
    ),
    carried(Kind.LETTER_SENT, SENT),
    carried(Kind.LETTER_KEPT, Outcome(LetterState.KEPT)),
    carried(Kind.LETTER_DELAYED, LATER),
    carried(Kind.LETTER_FAILED, Outcome(LetterState.FAILED, 550, "no")),
    carried(Kind.LETTER_LOST, Outcome(LetterState.UNKNOWN)),
    (
        deliveries.give_up_abandoned,
        Outside(
            lambda cast: in_state(LetterState.SENDING, cast),
            lambda it: deliveries.give_up_abandoned(),
            [Kind.LETTER_LOST],
            Origin.CLOCK,
        ),
    ),
    (
        deliveries.record_bounce,
        Outside(
            lambda cast: in_state(LetterState.SENT, cast),
            lambda it: deliveries.record_bounce(it, code=550, reason="no such user"),
            [Kind.LETTER_BOUNCED],
            Origin.MAIL,
        ),
    ),
    (
        letter_contents.empty_old_letters,
        Outside(
            lambda cast: in_state(LetterState.SENT, cast),
            lambda it: letter_contents.empty_old_letters(),
            [Kind.LETTERS_EMPTIED],
            Origin.CLOCK,
        ),
    ),
    *ON_FOLLOWS,
    *FROM_OUTSIDE,
    *ON_OWN_PAGES,
    *OWN_ERASURES,
    *ON_CLOCKS,
    *ON_LOG,
    *WEBHOOKS_BY_CLOCK,
]
