"""Rows copied in bulk, for counting queries: many of the same, without the actions' time."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model

from tracker.models import (
    ApiToken,
    Check,
    Circular,
    Correction,
    Delivery,
    Duplicate,
    Event,
    IncomingMail,
    Letter,
    LetterTemplate,
    Link,
    Membership,
    Reply,
    Revision,
    SenderRule,
    Signatory,
    Source,
    Statement,
    Submission,
    Translation,
    User,
    Webhook,
)
from tracker.tests.cast import Cast

Row = TypeVar("Row", bound=Model)


def multiply(row: Row, times: int, **different: Callable[[int], Any]) -> list[Row]:
    """So many copies of a row, with the named fields made different by their number from 1."""
    copies = []
    for number in range(1, times + 1):
        one = copy.copy(row)
        one.pk, one._state = None, copy.copy(row._state)
        one._state.adding = True
        for name, make in different.items():
            setattr(one, name, make(number))
        copies.append(one)
    return list(type(row)._default_manager.bulk_create(copies))


def crowded(cast: Cast, times: int) -> None:
    """Makes the desk's lists long: so many more of each kind of row, all with what they need."""
    offer = Submission.objects.get(signatory=cast.rios)
    statement, revision = offer.statement, offer.revision
    people = multiply(cast.rios, times, slug=lambda n: f"copy-{n}", name=lambda n: f"Copy {n}")
    multiply(statement, times, slug=lambda n: f"copy-{n}")
    revisions = multiply(revision, times, number=lambda n: n + 1)
    multiply(Translation.objects.get(), times, revision=lambda n: revisions[n - 1])
    multiply(offer, times, reference=lambda n: f"X-{n}", signatory=lambda n: people[n - 1])
    multiply(Membership.objects.get(), times, member=lambda n: people[n - 1])
    multiply(Duplicate.objects.get(), times, second=lambda n: people[n - 1])
    multiply(User.objects.get(pk=cast.aud.pk), times, username=lambda n: f"copy-{n}")
    models: tuple[type[Model], ...] = (Reply, Check, Correction, Source, Event)
    for model in models:
        row = model._default_manager.order_by("pk").first()
        assert row is not None
        multiply(row, times)
    crowded_mail(offer, times)


def crowded_mail(offer: Submission, times: int) -> None:
    """So many more of all that goes out and comes in."""
    multiply(Letter.objects.get(), times, message_id=lambda n: f"<{n}@record.example>")
    multiply(LetterTemplate.objects.get(), times, language=lambda n: f"x{n}")
    multiply(Circular.objects.get(), times)
    multiply(ApiToken.objects.get(), times, sha256=lambda n: f"copy-{n}")
    multiply(SenderRule.objects.get(), times)
    webhooks = multiply(Webhook.objects.get(), times)
    multiply(
        Delivery.objects.get(),
        times,
        message_id=lambda n: f"msg_{n}",
        webhook=lambda n: webhooks[n - 1],
    )
    for mail in multiply(IncomingMail.objects.get(), times, identity=lambda n: f"copy-{n}"):
        mail.submissions.add(offer)
    for link in multiply(Link.objects.get(), times, token_sha256=lambda n: f"copy-{n}"):
        link.submissions.add(offer)


MODELS = (
    ApiToken,
    Check,
    Correction,
    Duplicate,
    Event,
    IncomingMail,
    Letter,
    LetterTemplate,
    Link,
    Membership,
    Reply,
    Revision,
    SenderRule,
    Signatory,
    Source,
    Statement,
    Submission,
    Translation,
    User,
)
