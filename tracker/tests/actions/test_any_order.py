"""No order of replies, resends, withdrawals, voids and ticks gives what recheck would not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.actions.answer_links import answer_by_link, make_answer_link
from tracker.actions.answers import answer_submissions, release_told_answers
from tracker.actions.rechecks import recheck_submissions
from tracker.actions.releases import void_submission
from tracker.actions.replies import release_reply, void_reply
from tracker.actions.standings import history_of, locked_submissions
from tracker.actions.tracking import (
    add_message,
    correct_as_signed,
    resend_offer,
    set_visibility,
    withdraw_offer,
)
from tracker.choices import LetterState, ReplyKind, VoidReason
from tracker.management.ticks import tick
from tracker.models import Event, Letter, Link, Reply, Step, Submission
from tracker.models.clocks import LATENESS
from tracker.rules.answering import ANSWERS
from tracker.rules.lapses import Lapse, account
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.outbox import NOON


class Table:
    """One hosted offer with both sides at it; each step is refused or done, never half."""

    def __init__(self, cast: Cast, offer: Submission, link: Link) -> None:
        self.cast, self.offer, self.link = cast, offer, link

    def answer(self, kind: str) -> None:
        text = "Why?" if kind == ReplyKind.QUESTION else ""
        answer_submissions([self.offer], {"kind": kind, "text": text}, by=self.cast.ben)

    def say_by_link(self, kind: str) -> None:
        answer_by_link(self.link, [self.offer], {"kind": kind, "text": "By the link."})

    def send(self, state: str) -> None:
        Letter.objects.filter(state=LetterState.QUEUED).update(state=state)

    def tell(self) -> None:
        release_told_answers()

    def release(self) -> None:
        for reply in Reply.objects.unreleased().filter(letters=None)[:1]:
            release_reply(reply, by=self.cast.ben)

    def void(self) -> None:
        for reply in Reply.objects.filter(voided_at=None).order_by("-pk")[:1]:
            void_reply(reply, VoidReason.MISTAKE, by=self.cast.ben)

    def void_offer(self) -> None:
        """Rarely: nothing comes after it."""
        if Reply.objects.count() > 2:
            void_submission(self.offer, VoidReason.SPAM, by=self.cast.ben)


STEPS: list[Callable[[Table], object]] = [
    lambda table: add_message(table.offer, "A word."),
    lambda table: resend_offer(table.offer),
    lambda table: withdraw_offer(table.offer),
    lambda table: set_visibility(table.offer, "withheld"),
    lambda table: correct_as_signed(table.offer, {"signed_country": "AR"}),
    lambda table: table.tell(),
    lambda table: table.release(),
    lambda table: list(tick()),
    lambda table: table.void_offer(),
    lambda table: table.void(),
    lambda table: table.send(LetterState.SENT),
    lambda table: table.send(LetterState.CANCELLED),
    lambda table: table.say_by_link(ReplyKind.DISPUTE),
    lambda table: table.say_by_link(ReplyKind.REFUSAL),
    *[lambda table, kind=kind: table.answer(kind) for kind in ANSWERS],  # type: ignore[misc]
]
WAYS = st.lists(
    st.tuples(st.integers(0, len(STEPS) - 1), st.integers(0, 20)), min_size=1, max_size=12
)


@pytest.fixture
def table(cast: Cast) -> Table:
    with time_machine.travel(NOON, tick=False):
        offer = with_contact(cast.release(hosted(cast)))
        link = make_answer_link([offer], {"party": "issuer"}, by=cast.anna).link
    return Table(cast, offer, link)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(way=WAYS)
def test_any_order_gives_what_recheck_derives(table: Table, way: list[tuple[int, int]]) -> None:
    """Each example begins with the same offer: what it did is rolled back."""
    with time_machine.travel(NOON, tick=False) as clock, transaction.atomic():
        for step, days in way:
            clock.shift(timedelta(days=days))
            with suppress(Refused):
                STEPS[step](table)
        differing = [found for _done, found in recheck_submissions(by=table.cast.ben)]
        list(tick())
        noted, told = noted_lateness(), Event.objects.count()
        list(tick())
        again = (noted_lateness(), Event.objects.count())
        derived = derived_lateness(table.offer)
        transaction.set_rollback(True)

    assert differing == [[], []]
    assert noted == derived
    assert again == (noted, told)


def noted_lateness() -> set[Lapse]:
    standing = Step.objects.standing().filter(kind__in=LATENESS)
    return {Lapse(*row) for row in standing.values_list("clock", "kind", "since")}


def derived_lateness(offer: Submission) -> set[Lapse]:
    (current,) = locked_submissions([offer.pk])
    return set(account(*history_of(current), timezone.localdate()).lapses)
