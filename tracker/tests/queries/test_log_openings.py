"""Which openings everybody is given in bulk: of what is public now, and names nobody withheld."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.erasures import erase_submission
from tracker.actions.log import sequence_events
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.actions.statements import publish_statement, retire_statement
from tracker.actions.submissions import change_submission
from tracker.choices import ErasureGround, EventKind, ReplyKind, Visibility, VoidReason
from tracker.models import Event, LogEntry, Reply, Statement, Submission
from tracker.queries.log import log_size
from tracker.queries.log_openings import OpenBundle, open_bundle
from tracker.tests.actions.every_action import CORRECTION
from tracker.tests.cast import Cast


def bundle() -> OpenBundle:
    sequence_events(wait=True)
    return open_bundle(0, log_size())


def kinds(found: OpenBundle) -> list[str]:
    """The kinds of the events whose entries can be opened, in order."""
    entries = LogEntry.objects.filter(index__in=found.openings)
    return list(entries.order_by("index").values_list("event__kind", flat=True))


@pytest.fixture
def early(cast: Cast) -> Submission:
    """Released before its statement is public."""
    wording = cast.draft("Early", "early", custody="hosted").revisions.get()
    early: Submission = cast.release(cast.offer(revision=wording))
    return early


def test_nothing_is_opened_of_what_is_not_public(cast: Cast, early: Submission) -> None:
    cast.replied(ReplyKind.DEFERRAL, early)

    found = bundle()

    assert found.openings == {}
    assert Event.objects.filter(open_facts__isnull=True).count() > 5


def test_what_became_public_since_is_opened_and_fits_its_leaf(
    cast: Cast, early: Submission
) -> None:
    cast.replied(ReplyKind.DEFERRAL, early)
    cast.publish(early.statement)

    found = bundle()

    assert kinds(found) == [EventKind.SUBMISSION_RELEASED, EventKind.REPLY_RELEASED]
    for index, opening in found.openings.items():
        leaf = json.loads(bytes(LogEntry.objects.get(index=index).leaf))
        assert opening.opens(leaf["shown"])


@pytest.mark.parametrize("change", ["withheld", "void", "retired"])
def test_it_is_closed_again_with_the_page(cast: Cast, early: Submission, change: str) -> None:
    cast.publish(early.statement)
    assert kinds(bundle()) == [EventKind.SUBMISSION_RELEASED]
    if change == "withheld":
        Submission.objects.update(visibility=Visibility.WITHHELD)
    elif change == "void":
        void_submission(early, VoidReason.SPAM, by=cast.ben)
    else:
        retire_statement(Statement.objects.get(), "mistake", by=cast.ben)

    assert kinds(bundle()) == []


def test_what_changed_while_a_statement_was_retired_is_opened_without_names_of_the_void(
    cast: Cast,
) -> None:
    offer, spam = cast.offered(), cast.offered(cast.fleuves)
    reply = cast.replied(ReplyKind.DEFERRAL, offer, text="Ríos Libres may wait.")
    statement = retire_statement(cast.declaration, "mistake", by=cast.ben)
    offer.refresh_from_db()
    change_submission(offer, {"offered": "2022-02-01"}, by=cast.ben, why="Misread.")
    void_submission(spam, VoidReason.SPAM, by=cast.ben)
    void_reply(Reply.objects.get(pk=reply.pk), VoidReason.MISTAKE, by=cast.ben)
    publish_statement(statement, by=cast.ben)

    found = bundle()

    assert kinds(found) == [
        EventKind.SUBMISSION_CHANGED,
        EventKind.CORRECTION_RELEASED,
        EventKind.SUBMISSION_VOIDED,
        EventKind.REPLY_VOIDED,
    ]
    told = "".join(one.content for one in found.openings.values())
    assert [one.reference in told for one in (offer, spam)] == [True, True]
    assert [words in told for words in ("Fleuves", "may wait")] == [False, False]


def test_a_correction_about_a_withheld_name_is_not_opened(cast: Cast) -> None:
    offer = cast.offered()
    statement = retire_statement(cast.declaration, "mistake", by=cast.ben)
    release_correction(record_correction(offer, CORRECTION, by=cast.anna), by=cast.ben)
    publish_statement(statement, by=cast.ben)
    assert kinds(bundle()) == [EventKind.CORRECTION_RELEASED]

    Submission.objects.update(visibility=Visibility.WITHHELD)

    assert kinds(bundle()) == []


def test_what_told_of_several_is_opened_without_words_also_when_one_is_erased(
    cast: Cast,
) -> None:
    offers = [cast.offered(), cast.offered(cast.fleuves)]
    statement = retire_statement(cast.declaration, "mistake", by=cast.ben)
    again = [Submission.objects.get(pk=one.pk) for one in offers]
    cast.replied(ReplyKind.DEFERRAL, *again, text="Wait.")
    publish_statement(statement, by=cast.ben)
    erase_submission(offers[0], ErasureGround.OBJECTION, "", by=cast.ben)

    found = bundle()

    shared = LogEntry.objects.get(event__kind=EventKind.REPLY_RELEASED)
    shown = json.loads(found.openings[shared.index].content)
    assert shown["standing"] == {"deferred": sorted(one.reference for one in offers)}
    assert "text" not in shown


def test_a_bundle_costs_the_same_few_queries_whatever_is_in_it(
    cast: Cast, early: Submission
) -> None:
    def asked() -> int:
        sequence_events(wait=True)
        size = log_size()
        with CaptureQueriesContext(connection) as captured:
            open_bundle(0, size)
        return len(captured)

    few = asked()
    for name in ("Anglers", "Boaters", "Canoeists"):
        cast.replied(
            ReplyKind.DEFERRAL,
            cast.release(cast.offer(cast.signatory(name), revision=early.revision)),
        )
    cast.publish(early.statement)

    assert (few, asked()) == (4, 4)
