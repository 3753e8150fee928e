"""Somebody with a word of their own in every text, file, mail and letter, and a search for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from pytest_django import Settings

from tracker.actions.answer_links import make_answer_link
from tracker.actions.api_answers import Answered, answer_once
from tracker.actions.api_tokens import make_api_token
from tracker.actions.carriers import FolderCarrier
from tracker.actions.confirmations import confirm_offer
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.deliveries import deliver_next
from tracker.actions.enclosures import enclose_file
from tracker.actions.erasures import erase_submission
from tracker.actions.follows import ask_to_follow
from tracker.actions.incoming_mails import receive_mail
from tracker.actions.mail_filings import file_mail
from tracker.actions.notes import add_note
from tracker.actions.replies import release_reply
from tracker.actions.reply_addresses import reply_address_of
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.signatories import add_alias, change_signatory, record_membership
from tracker.actions.sources import add_source
from tracker.actions.submissions import change_submission
from tracker.actions.tracking import add_message
from tracker.actions.waiting_offers import queue_offer
from tracker.choices import (
    Channel,
    ErasureGround,
    ImportState,
    LetterKind,
    Party,
    PositionKind,
    ReplyKind,
)
from tracker.models import (
    Duplicate,
    Erasure,
    IncomingMail,
    Letter,
    ListImport,
    MailAttachment,
    SeededRow,
    Signatory,
    Submission,
    User,
)
from tracker.tests.actions.calls_on_api_tokens import token_values
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import an_offer, newest_letter, offered, secret_in
from tracker.tests.outbox import NOON, queued

# No word, and with letters that the site's own secrets never have.
MARK = "Quloz"
EMAIL = "quloz@vanish.example"
RECEIVED = datetime(2026, 5, 4, 9, tzinfo=UTC)
MAIL = (
    f"From: {MARK} Sender <{EMAIL}>\nTo: %s\nMessage-ID: <{MARK}.one@vanish.example>\n"
    f"Subject: From {MARK}\nMIME-Version: 1.0\n"
    'Content-Type: multipart/mixed; boundary="x"\n\n'
    f"--x\nContent-Type: text/plain\n\nWe, {MARK}, write again.\n"
    f'--x\nContent-Type: text/plain; name="{MARK}.txt"\n'
    f'Content-Disposition: attachment; filename="{MARK}.txt"\n\nMinutes of {MARK}.\n--x--\n'
)


@pytest.fixture
def noon() -> Iterator[time_machine.Traveller]:
    """Noon on a day, until a test moves the clock."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def folders(settings: Settings, tmp_path: Path) -> None:
    """Folders of its own for everything that is kept as a file."""
    settings.MEDIA_ROOT, settings.MAIL_FOLDER = tmp_path / "uploads", tmp_path / "mail"
    settings.LOG_KEYS = tmp_path / "keys"


def own_offer(cast: Cast, **values: Any) -> Submission:
    """A released offer to a hosted statement, with an address."""
    found: Submission = with_contact(cast.release(hosted(cast, **values)))
    return found


def by_editor(cast: Cast, row: Submission, **values: Any) -> Erasure:
    return erase_submission(row, ErasureGround.OBJECTION, "", by=cast.ben, **values)


def marked_offer(cast: Cast) -> Submission:
    """An offer by the form, confirmed and public, with the mark wherever somebody can write."""
    clause = cast.letter_wording.clauses.order_by("order")[0]
    exception = {
        "clause": clause,
        "kind": PositionKind.RESERVATION,
        "text": f"Not as {MARK} sees it.",
    }
    submission = offered(
        cast.letter_wording,
        exception,
        name=f"{MARK} Keepers",
        email=EMAIL,
        representative=f"Mara {MARK}",
        capacity=f"{MARK} speaker",
    )
    confirm_offer(secret_in(newest_letter()))
    submission.refresh_from_db()
    offer: Submission = cast.release(submission)
    values = {
        "message": f"{MARK} offers.",
        "offered_words": f"on the day of {MARK}",
        "signed_country_words": f"land of {MARK}",
        "signed_details": {"town": [f"{MARK} town"]},
    }
    offer = change_submission(offer, values, by=cast.ben, why="Misread.")
    _mark_signatory(cast, offer.signatory)
    _mark_messages(cast, offer)
    _mark_correspondence(cast, offer)
    _mark_the_rest(offer)
    offer.refresh_from_db()
    return offer


def _mark_signatory(cast: Cast, signatory: Signatory) -> None:
    values = {"url": f"https://{MARK}.example/", "about": f"{MARK} keeps deltas."}
    change_signatory(signatory, values, by=cast.ben, why="Misread.")
    signatory.refresh_from_db()
    add_alias(signatory, {"name": f"{MARK}s", "kind": "alias"}, by=cast.anna)
    # Somebody else with a name alike.
    twin = cast.signatory("Qulos Keepers")
    assert Duplicate.objects.filter(first=signatory, second=twin).exists()
    membership = record_membership(
        {"network": cast.network, "member": signatory, "note": f"as {MARK} says"}, by=cast.anna
    )
    for row in (signatory, membership):
        _mark_notes(cast, row)


def _mark_messages(cast: Cast, offer: Submission) -> None:
    message = add_message(offer, f"A word by {MARK}.", (f"{MARK}.txt", f"By {MARK}.".encode()))
    release_reply(message, by=cast.ben)
    day = offer.offered
    reply = cast.reply(
        ReplyKind.QUESTION, offer, dated=day, text=f"Who is {MARK}?", dated_words=f"{MARK} day"
    )
    check = cast.check(
        offer, dated=day, by_whom=f"{MARK} watch", note=f"{MARK} looked.", dated_words=f"{MARK} day"
    )
    for row in (offer, cast.release(reply), cast.release(check)):
        _mark_notes(cast, row)
    enclose_file(message, offer, f"{MARK}2.txt", f"Again {MARK}.".encode())


def _mark_notes(cast: Cast, row: models.Model) -> None:
    words = {
        "title": f"{MARK} page",
        "publisher": f"{MARK} press",
        "url": f"https://pages.example/{MARK}",
        "archived_url": f"https://archive.example/{MARK}",
        "quotation": f"“{MARK}”",
    }
    file = (f"{MARK}.txt", f"About {MARK}, {row._meta.model_name}.".encode())
    add_source(row, words, by=cast.anna, file=file)
    add_note(row, f"Ask {MARK}.", by=cast.anna)
    fact = {"what": f"name of {MARK}", "was": f"{MARK}a", "now": f"{MARK}b"}
    told = fact | {"why": f"{MARK} said so", "since": "2022-01-01"}
    release_correction(record_correction(row, told, by=cast.anna), by=cast.ben)


def _mark_correspondence(cast: Cast, offer: Submission) -> None:
    raw = (MAIL % reply_address_of(offer)).encode()
    filed = receive_mail(raw, received_at=RECEIVED)
    file_mail(filed, [offer], {"kind": ReplyKind.NOTE, "speaker": Party.SIGNATORY}, by=cast.anna)
    receive_mail(raw.replace(b"one@", b"two@").replace(b"again", b"more"), received_at=RECEIVED)
    # Not to the reply address: known only by its sender.
    alone = MAIL.replace("one@", "three@") % "office@undersigned.example"
    receive_mail(alone.encode(), received_at=RECEIVED)
    queued(offer, to=EMAIL, subject=f"To {MARK}", body=f"Dear {MARK}\n", reply_to=EMAIL)
    while deliver_next(FolderCarrier(settings.MAIL_FOLDER or Path()), "worker"):
        pass
    queued(offer, to=EMAIL, subject=f"To {MARK}", body=f"Dear {MARK}\n")
    news = f"{MARK} Keepers offered to sign.\n"
    queued(None, kind=LetterKind.DIGEST, to="reader@far.example", subject="News", body=news)
    ask_to_follow(cast.declaration, EMAIL, "weekly")
    queue_offer(cast.letter_wording, an_offer(name=f"{MARK} again", email=EMAIL))
    values = {"party": Party.SIGNATORY, "label": f"{MARK} by phone"}
    make_answer_link([offer], values, by=cast.anna)
    _mark_answers(cast, offer)
    rule = {"verdict": "hold", "field": "email", "pattern": EMAIL, "note": f"{MARK} again"}
    record_sender_rule(rule, by=cast.anna)


def _mark_answers(cast: Cast, offer: Submission) -> None:
    """What a program was told of the offer, and of one by the same address."""
    token = make_api_token(token_values(cast.anna), by=cast.anna).token
    told = [
        Answered(201, f'{{"signatory": "{MARK}"}}', f"/api/v1/signatories/{MARK}/", [offer]),
        Answered(202, f'{{"name": "{MARK}"}}', address=EMAIL),
    ]
    for number, answered in enumerate(told):
        answer_once(token, f"{MARK} {number}", f"POST {MARK}", lambda one=answered: one)


def _mark_the_rest(offer: Submission) -> None:
    """What actions fill only now and then."""
    Letter.objects.filter(submission=offer).update(
        headers={"List-Id": MARK}, reason=f"550 no {MARK}", unsubscribe_url=f"https://x/{MARK}"
    )
    IncomingMail.objects.filter(sender_address=EMAIL).update(
        bounced={"failures": [{"address": EMAIL}]}, checks={"spf": MARK}
    )
    MailAttachment.objects.update(media_type=f"text/{MARK}")
    Submission.objects.filter(pk=offer.pk).update(channel=Channel.EMAIL)
    _hand_over_list(offer)
    places: list[tuple[str, models.Model]] = [
        ("submissions", offer),
        ("signatories", offer.signatory),
    ]
    for place, row in places:
        SeededRow.objects.create(
            key=f"a-call/{place}.{MARK.lower()}",
            subject_type=row._meta.model_name or "",
            subject_id=row.pk,
            said={"name": MARK},
        )
    SeededRow.objects.create(
        key="a-call/replies.to-two",
        subject_type="reply",
        subject_id=0,
        said={"submissions": [MARK.lower(), "other"]},
    )


def _hand_over_list(offer: Submission) -> None:
    """A long list on which they stand too, at which the worker has stumbled."""
    name = f"{MARK}.csv"
    stored = default_storage.save("imports/some", ContentFile(f"name\n{MARK}".encode()))
    ListImport.objects.create(
        revision=offer.revision,
        asked_by=User.objects.order_by("pk")[0],
        name=name,
        stored_name=stored,
        size=10,
        state=ImportState.RECORDING,
        terms={"quotation": MARK},
        mapping={"name": MARK},
        header=[MARK],
        notes=[f"{MARK} twice"],
        errors=[[2, f"{MARK}: no country"]],
        error_count=1,
        told=f"Stopped at {MARK}.",
    )
