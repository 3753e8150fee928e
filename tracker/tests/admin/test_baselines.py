"""How much each page of the desk asks the database: as much for one row as for hundreds."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker.actions.answer_links import make_answer_link
from tracker.actions.api_tokens import make_api_token
from tracker.actions.circulars import record_circular
from tracker.actions.corrections import record_correction
from tracker.actions.incoming_mails import receive_mail
from tracker.actions.letter_templates import set_letter_template
from tracker.actions.notes import add_note
from tracker.actions.positions import record_position
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.signatories import add_alias, record_membership
from tracker.actions.translations import add_translation
from tracker.actions.webhooks import try_webhook
from tracker.choices import MatchedBy, ReplyKind
from tracker.models import (
    Alias,
    Clause,
    Duplicate,
    IncomingMail,
    Letter,
    Membership,
    Note,
    Position,
    Reply,
    Source,
    Submission,
    Translation,
)
from tracker.notify.wordings import answer_key
from tracker.tests.actions.calls_on_api_tokens import token_values
from tracker.tests.admin.browsing import page_of
from tracker.tests.admin.conftest import SignIn
from tracker.tests.admin.multiplied import MODELS, crowded, multiply
from tracker.tests.cast import Cast
from tracker.tests.outbox import NOON, queued
from tracker.tests.webhooks import a_webhook

MANY = 300
# Rows on one page, where each is a form of its own.
SOME = 12

# Session, account and its rights are four of each; a list adds its count, its rows, and filters.
LISTS = {
    "apitoken": 6,
    "check": 7,
    "circular": 7,
    "correction": 6,
    "delivery": 6,
    "duplicate": 6,
    "event": 8,
    "incomingmail": 7,
    "letter": 6,
    "lettertemplate": 6,
    "link": 6,
    "membership": 6,
    "reply": 7,
    "revision": 6,
    "senderrule": 6,
    "signatory": 6,
    "source": 6,
    "statement": 6,
    "submission": 7,
    "translation": 6,
    "user": 7,
    "webhook": 6,
}
PAGES = {"statement": 10, "revision": 10, "signatory": 11, "submission": 14, "reply": 11}
HISTORIES = {"statement": 9, "signatory": 9, "submission": 11, "reply": 8}
INDEX = 35


def queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def full(cast: Cast) -> Cast:
    """One row of everything."""
    offer = cast.offered(cast.rios)
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)
    cast.check(offer)
    clause = cast.wording.clauses.get(kind="point", number="1")
    record_position(
        offer,
        {"clause": clause, "kind": "reservation", "text": "Hm."},
        by=cast.anna,
        why="Misread.",
    )
    record_correction(
        offer,
        {"what": "date", "was": "a", "now": "b", "why": "c", "since": "2023-01-01"},
        by=cast.anna,
    )
    add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    translated = {"language": "fr", "title": "Fleuves", "text": "Eau", "translator": "M."}
    add_translation(cast.wording, translated, by=cast.anna)
    for row in (cast.declaration, cast.rios, offer, offer.replies.get()):
        add_note(row, "Look again.", by=cast.anna)
    written_about(cast, offer)
    # Django keeps these in memory: whichever page comes first would ask for them.
    ContentType.objects.get_for_models(*MODELS)
    first, second = sorted([cast.issuer, cast.rios], key=lambda one: one.pk)
    Duplicate.objects.create(first=first, second=second, score=90)
    return cast


def written_about(cast: Cast, offer: Submission) -> None:
    """One row of everything that goes out and comes in."""
    queued(offer)
    facts = {"statement": cast.declaration, "subject": "A meeting", "body": "Come.\n"}
    record_circular(facts, by=cast.anna)
    receive_mail(f"Subject: About {offer.reference}\n\nWe accept.\n".encode(), received_at=NOON)
    make_answer_link([offer], {"party": "issuer"}, by=cast.anna)
    make_api_token(token_values(cast.anna), by=cast.anna)
    words = {"subject": "About {reference}", "body": "Dear {name},\n\n{message}\n"}
    set_letter_template(answer_key(ReplyKind.REFUSAL), "en", words, by=cast.ben)
    rule = {"verdict": "hold", "field": "domain", "pattern": "delta.example", "note": "Seen."}
    record_sender_rule(rule, by=cast.anna)
    try_webhook(a_webhook(cast), by=cast.ben)


def test_lists_ask_as_much_for_one_row_as_for_hundreds(full: Cast, sign_in: SignIn) -> None:
    browser = sign_in(full.ben)
    full.aud  # noqa: B018
    urls = {name: f"/admin/tracker/{name}/" for name in LISTS} | {"index": "/admin/"}
    few = {name: queries(browser, url) for name, url in urls.items()}

    crowded(full, MANY)

    many = {name: queries(browser, url) for name, url in urls.items()}
    assert few == many == LISTS | {"index": INDEX}


def test_pages_ask_as_much_for_one_row_below_as_for_many(full: Cast, sign_in: SignIn) -> None:
    browser = sign_in(full.ben)
    offer = Submission.objects.get()
    rows = {
        "statement": full.declaration,
        "revision": full.draft("Weir", "weir").revisions.get(),
        "signatory": full.rios,
        "submission": offer,
        "reply": offer.replies.get(),
    }
    add_translation(
        rows["revision"],  # type: ignore[arg-type]
        {"language": "fr", "title": "Fleuves", "text": "Eau", "translator": "M."},
        by=full.anna,
    )
    pages = {name: page_of(row) for name, row in rows.items()}
    histories = {name: page_of(rows[name], "history") for name in HISTORIES}
    few = {name: queries(browser, url) for name, url in pages.items()}
    few_told = {name: queries(browser, url) for name, url in histories.items()}

    crowd_below(full, offer)

    many = {name: queries(browser, url) for name, url in pages.items()}
    assert few == many == PAGES
    many_told = {name: queries(browser, url) for name, url in histories.items()}
    assert few_told == many_told == HISTORIES


def crowd_below(cast: Cast, offer: Submission) -> None:
    """So many more rows below each page."""
    multiply(Letter.objects.get(), SOME, message_id=lambda n: f"<{n}@record.example>")
    IncomingMail.objects.update(matched_by=MatchedBy.ADDRESS)
    for mail in multiply(IncomingMail.objects.get(), SOME, identity=lambda n: f"copy-{n}"):
        mail.submissions.add(offer)
    for source in Source.objects.all():
        multiply(source, SOME)
    for note in Note.objects.all():
        multiply(note, SOME)
    revision = cast.wording
    multiply(revision, SOME, number=lambda n: n + 1)
    multiply(Alias.objects.get(), SOME, name=lambda n: f"Alias {n}")
    networks = multiply(cast.network, SOME, slug=lambda n: f"net-{n}")
    multiply(Membership.objects.get(), SOME, network=lambda n: networks[n - 1])
    for translation in Translation.objects.all():
        multiply(translation, SOME, language=lambda n: f"x{n}")
    for clause in Clause.objects.filter(kind="point", number="1"):
        multiply(clause, SOME, number=lambda n: f"1.{n}", order=lambda n: n + 100)
    clauses = list(Clause.objects.filter(revision=revision, number__startswith="1."))
    multiply(Position.objects.get(), SOME, clause=lambda n: clauses[n - 1])
    people = multiply(cast.rios, SOME, slug=lambda n: f"copy-{n}")
    offers = multiply(offer, SOME, reference=lambda n: f"X-{n}", signatory=lambda n: people[n - 1])
    for reply in multiply(Reply.objects.get(), SOME):
        reply.submissions.add(offer)
    Reply.objects.order_by("pk")[0].submissions.add(*offers)
