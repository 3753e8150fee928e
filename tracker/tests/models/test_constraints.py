"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError

from tracker.actions.answer_links import make_answer_link
from tracker.actions.signatories import add_alias
from tracker.choices import ReplyKind, Status
from tracker.models import (
    Correction,
    DayTally,
    Duplicate,
    Erasure,
    IncomingMail,
    Membership,
    Note,
    Projection,
    Signatory,
    Statement,
    Submission,
)
from tracker.tests.cast import Cast
from tracker.tests.exported import asked
from tracker.tests.models.rows import (
    attachment,
    circular_letter,
    contact,
    follow,
    membership,
    pair,
    position,
    renewal,
    source,
    step,
    tally,
    template,
    translation,
)
from tracker.tests.outbox import NOON, queued
from tracker.tests.webhooks import on_the_way

Make = Callable[[Cast], Any]


def copy(row: Model, **values: Any) -> None:
    """Write a row like this one, but for these values, past all validation."""
    again = type(row)._default_manager.get(pk=row.pk)
    again.pk = None
    again._state.adding = True
    for name, value in values.items():
        setattr(again, name, value)
    with transaction.atomic():
        again.save(force_insert=True)


def twice(make: Make) -> Make:
    return lambda cast: copy(make(cast))


def erasure(**values: Any) -> None:
    Erasure.objects.create(ground="unlawful", asked_on=NOON.date(), **values)


BAD: dict[str, Make] = {
    "a statement's address twice": twice(lambda cast: cast.declaration),
    "a signatory's address twice": twice(lambda cast: cast.rios),
    "a revision's number twice": twice(lambda cast: cast.wording),
    "a clause's place twice": lambda cast: copy(cast.wording.clauses.first(), number="9"),
    "a clause's number twice": lambda cast: copy(cast.wording.clauses.first(), order=9),
    "a translation's language twice": twice(translation),
    "an alias twice": twice(lambda cast: add_alias(cast.rios, {"name": "RL"}, by=cast.anna)),
    "a membership twice": twice(membership),
    "a network that is its own member": lambda cast: Membership.objects.create(
        network=cast.network, member=cast.network
    ),
    "a signatory merged into itself": lambda cast: Signatory.objects.filter(pk=cast.rios.pk).update(
        merged_into=cast.rios
    ),
    "a suggestion twice": twice(pair),
    "a suggestion the wrong way round": lambda cast: Duplicate.objects.update(
        first=pair(cast).second, second=Duplicate.objects.get().first
    ),
    "a reference twice": lambda cast: copy(cast.offer(), signatory=cast.fleuves),
    "a second live submission": lambda cast: copy(cast.offer(), reference="X-0000-0001"),
    "an offer that ends before it begins": lambda cast: Submission.objects.filter(
        pk=cast.offer().pk
    ).update(offered_latest=date(2022, 2, 28)),
    "a position twice": twice(position),
    "a tally's cell twice": twice(tally),
    "a day's tally twice": twice(lambda cast: (tally(cast), DayTally.objects.first())[1]),
    "a projection twice": twice(lambda cast: (tally(cast), Projection.objects.get())[1]),
    "a source about nothing": lambda cast: copy(source(cast), signatory=None),
    "a source about two things": lambda cast: copy(source(cast), statement=cast.declaration),
    "a source without evidence": lambda cast: copy(source(cast), url=""),
    "a note about nothing": lambda cast: Note.objects.create(text="x", recorded_by=cast.anna),
    "a correction about two things": lambda cast: Correction.objects.create(
        **dict.fromkeys(("what", "was", "now", "why"), "x"),
        since=date(2022, 1, 1),
        recorded_by=cast.anna,
        statement=cast.declaration,
        signatory=cast.rios,
    ),
    "a follow of nothing": follow,
    "a letter of a circular to one address twice": lambda cast: copy(
        circular_letter(cast), message_id="<another@record.example>"
    ),
    "a follow of one thing twice": twice(lambda cast: follow(cast, statement=cast.declaration)),
    "a signatory followed twice": twice(lambda cast: follow(cast, signatory=cast.rios)),
    "a submission followed twice": twice(lambda cast: follow(cast, submission=cast.offer())),
    "a follow of two things": lambda cast: follow(
        cast, statement=cast.declaration, signatory=cast.rios
    ),
    "a template's language twice": twice(template),
    "an attachment's place twice": twice(attachment),
    "a mail twice": twice(lambda cast: (attachment(cast), IncomingMail.objects.get())[1]),
    "a letter's Message-ID twice": twice(lambda cast: queued(cast.offer())),
    "a link's secret twice": twice(
        lambda cast: make_answer_link([cast.offer()], {"party": "issuer"}, by=cast.anna).link
    ),
    "a submission's second address": twice(contact),
    "a question about a wording twice": twice(renewal),
    "a step of a clock twice": twice(step),
    "a file that waits to be made twice": lambda cast: copy(asked(), token="another"),
    "a delivery of an event to a webhook twice": lambda cast: copy(
        on_the_way(cast), message_id="msg_another"
    ),
    "a delivery that waits for no time": lambda cast: on_the_way(cast).webhook.deliveries.update(
        next_at=None
    ),
    "a webhook-id twice": lambda cast: copy(on_the_way(cast), event=None),
    "an erasure of nothing": lambda cast: erasure(kind="submission"),
    "an erasure of two things": lambda cast: erasure(kind="signatory", submission=cast.offer()),
    "an answer without a date": lambda cast: renewal(cast, answer="kept"),
    "a question about the wording that was signed": lambda cast: renewal(
        cast, earlier=cast.wording
    ),
}


@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_database_refuses(cast: Cast, make: Make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(cast)


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.VOID])
def test_database_takes_a_second_submission_beside_one_that_is_gone(
    cast: Cast, status: Status
) -> None:
    copy(cast.offer(), reference="X-0000-0001", status=status)

    assert Submission.objects.count() == 2


def test_database_takes_any_one_kind_of_evidence(cast: Cast) -> None:
    for values in ({"quotation": "“We sign.”"}, {"file": "sources/a.pdf"}):
        copy(source(cast), url="", **values)


@pytest.mark.parametrize(
    "make",
    [
        lambda cast: cast.offer().statement,
        lambda cast: cast.offer().revision,
        lambda cast: cast.offer().signatory,
        lambda cast: cast.declaration.issuer,
        lambda cast: (membership(cast), cast.network)[1],
        lambda cast: (source(cast), cast.anna)[1],
        lambda cast: position(cast).clause,
        lambda cast: cast.reply(ReplyKind.REFUSAL, cast.offer()).statement,
    ],
)
def test_database_keeps_what_others_point_to(cast: Cast, make: Make) -> None:
    row = make(cast)

    with pytest.raises(ProtectedError):
        row.delete()


@pytest.mark.parametrize(
    "model, field",
    [(Statement, "assigned_to"), (Signatory, "assigned_to"), (Submission, "assigned_to")],
)
def test_only_an_assignment_ends_with_its_editor(model: type[Model], field: str) -> None:
    assert model._meta.get_field(field).remote_field.on_delete.__name__ == "SET_NULL"


def test_models_have_constraints_that_are_tried_here() -> None:
    tried = {
        "alias_once_per_signatory",
        "clause_number_once",
        "clause_order_once",
        "correction_about_one",
        "day_tally_once",
        "delivery_once",
        "delivery_open_or_over",
        "duplicate_in_order",
        "duplicate_once",
        "erasure_of_one",
        "export_once_at_a_time",
        "follow_of_one",
        "follow_signatory_once",
        "follow_statement_once",
        "follow_submission_once",
        "letter_circular_once",
        "letter_template_once",
        "log_tile_once",
        "log_timestamp_once",
        "mail_attachment_order",
        "membership_of_another",
        "membership_once",
        "note_about_one",
        "position_once",
        "renewal_answer_dated",
        "renewal_of_two_wordings",
        "renewal_once",
        "revision_number_once",
        "signatory_not_merged_into_itself",
        "source_about_one",
        "source_has_evidence",
        "step_once",
        "submission_dates_in_order",
        "submission_once_per_revision",
        "tally_cell_once",
        "translation_once",
        "waiting_offer_once",
    }
    models = apps.get_app_config("tracker").get_models()

    assert {one.name for model in models for one in model._meta.constraints} == tried
