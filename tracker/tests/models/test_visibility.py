"""Who sees which rows: one table for strangers, everybody at the desk sees all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.releases import void_submission
from tracker.actions.replies import void_reply
from tracker.actions.signatories import record_membership
from tracker.actions.statements import retire_statement
from tracker.actions.submissions import change_submission
from tracker.choices import ReplyKind, Visibility, VoidReason
from tracker.models import (
    Check,
    Correction,
    Event,
    Reply,
    Signatory,
    Statement,
    Submission,
)
from tracker.models.users import reads_desk
from tracker.tests.cast import Cast, make_user

MODELS = (Statement, Signatory, Submission, Reply, Check, Correction, Event)
NOTE = {"what": "date", "was": "2021", "now": "2022", "why": "typo", "since": "2022-01-01"}

Make = Callable[[Cast], Any]


def draft_offer(cast: Cast) -> Submission:
    """A released offer to a statement that is not published."""
    return cast.offered(revision=cast.draft("Locks", "locks").revisions.get())


def retired_offer(cast: Cast) -> Submission:
    offer = cast.offered()
    retire_statement(cast.declaration, "mistake", by=cast.ben)
    return offer


def void_offer(cast: Cast) -> Submission:
    return void_submission(cast.offered(), VoidReason.SPAM, by=cast.ben)


def withheld(cast: Cast) -> Submission:
    return cast.offered(visibility=Visibility.WITHHELD)


def correction(cast: Cast, subject: Model) -> Correction:
    return release_correction(record_correction(subject, NOTE, by=cast.anna), by=cast.ben)


def membership(cast: Cast) -> Any:
    return record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)


def merged(cast: Cast) -> Signatory:
    twin = cast.signatory("Rios Libre")
    cast.offered(twin)
    token = preview_merge(cast.rios, twin).token
    merge_signatories(cast.rios, twin, by=cast.ben, token=token, why="One and the same.")
    return twin


def void(cast: Cast, reply: Reply) -> Reply:
    return void_reply(reply, VoidReason.MISTAKE, by=cast.ben)


CASES: list[tuple[str, Make, bool]] = [
    ("a published statement", lambda cast: cast.declaration, True),
    ("a draft", lambda cast: cast.draft("Locks", "locks"), False),
    ("a retired statement", lambda cast: retired_offer(cast).statement, False),
    ("an offer", lambda cast: cast.offered(), True),
    ("an offer that is not released", lambda cast: cast.offer(), False),
    ("a withheld name is still counted", withheld, True),
    ("a void offer", void_offer, False),
    ("an offer to a draft", draft_offer, False),
    ("an offer to a retired statement", retired_offer, False),
    ("a reply", lambda cast: cast.replied(ReplyKind.REFUSAL, cast.offered()), True),
    ("a reply not released", lambda cast: cast.reply(ReplyKind.REFUSAL, cast.offered()), False),
    (
        "a void reply",
        lambda cast: void(cast, cast.replied(ReplyKind.REFUSAL, cast.offered())),
        False,
    ),
    ("a reply to a draft", lambda cast: cast.replied(ReplyKind.REFUSAL, draft_offer(cast)), False),
    (
        "a reply to a void offer",
        lambda cast: cast.replied(ReplyKind.NOTE, void_offer(cast), speaker="issuer"),
        False,
    ),
    (
        "a reply to an offer that is not released",
        lambda cast: cast.replied(ReplyKind.REFUSAL, cast.offer()),
        False,
    ),
    (
        "a reply to one that is released and one that is not",
        lambda cast: cast.replied(ReplyKind.REFUSAL, cast.offered(), cast.offer(cast.fleuves)),
        True,
    ),
    ("a check", lambda cast: cast.release(cast.check(cast.offered())), True),
    ("a check not released", lambda cast: cast.check(cast.offered()), False),
    ("a check of a draft", lambda cast: cast.release(cast.check(draft_offer(cast))), False),
    ("a check of a void offer", lambda cast: cast.release(cast.check(void_offer(cast))), False),
    ("an issuer", lambda cast: cast.declaration.issuer, True),
    ("an issuer of a draft", lambda cast: cast.draft("Locks", "locks").issuer, False),
    ("who signs", lambda cast: cast.offered().signatory, True),
    ("who is invited", lambda cast: cast.release(cast.invite()).signatory, True),
    ("who does nothing", lambda cast: cast.rios, False),
    ("who signs and waits for release", lambda cast: cast.offer().signatory, False),
    ("who signs a draft", lambda cast: draft_offer(cast).signatory, False),
    ("who signs under a withheld name", lambda cast: withheld(cast).signatory, False),
    ("whose only offer is void", lambda cast: void_offer(cast).signatory, False),
    (
        "the network of who signs",
        lambda cast: (membership(cast), cast.offered(), cast.network)[2],
        True,
    ),
    (
        "the network of who signs withheld",
        lambda cast: (membership(cast), withheld(cast), cast.network)[2],
        False,
    ),
    ("a network of nobody", lambda cast: membership(cast).network, False),
    ("who was merged into another", merged, False),
    ("a correction of a statement", lambda cast: correction(cast, cast.declaration), True),
    ("a correction of a draft", lambda cast: correction(cast, cast.draft("Locks", "locks")), False),
    (
        "a correction not released",
        lambda cast: record_correction(cast.declaration, NOTE, by=cast.anna),
        False,
    ),
    ("a correction of an offer", lambda cast: correction(cast, cast.offered()), True),
    ("a correction of a void offer", lambda cast: correction(cast, void_offer(cast)), False),
    ("a correction of an unreleased offer", lambda cast: correction(cast, cast.offer()), False),
    (
        "a correction of a reply",
        lambda cast: correction(cast, cast.replied(ReplyKind.REFUSAL, cast.offered())),
        True,
    ),
    (
        "a correction of a reply not released",
        lambda cast: correction(cast, cast.reply(ReplyKind.REFUSAL, cast.offered())),
        False,
    ),
    (
        "a correction of a void reply",
        lambda cast: correction(cast, void(cast, cast.replied(ReplyKind.REFUSAL, cast.offered()))),
        False,
    ),
    (
        "a correction of a check",
        lambda cast: correction(cast, cast.release(cast.check(cast.offered()))),
        True,
    ),
    (
        "a correction of a check not released",
        lambda cast: correction(cast, cast.check(cast.offered())),
        False,
    ),
    ("a correction of who signs", lambda cast: correction(cast, cast.offered().signatory), True),
    (
        "a correction of who signs under a withheld name",
        lambda cast: correction(cast, withheld(cast).signatory),
        False,
    ),
    (
        "a correction of a membership of who signs",
        lambda cast: (cast.offered(), correction(cast, membership(cast)))[1],
        True,
    ),
    (
        "a correction of a membership of who signs withheld",
        lambda cast: (withheld(cast), correction(cast, membership(cast)))[1],
        False,
    ),
]


@pytest.mark.parametrize("make, expected", [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_visible_to_strangers(cast: Cast, make: Make, expected: bool) -> None:
    row = make(cast)
    rows = type(row).objects

    for stranger in (None, AnonymousUser(), make_user("zoe")):
        assert rows.visible_to(stranger).filter(pk=row.pk).exists() is expected
    assert rows.visible_to(cast.aud).filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_visible_to_the_desk_is_everything(cast: Cast, model: Any) -> None:
    offer = cast.offer()
    cast.reply(ReplyKind.REFUSAL, offer)
    cast.check(offer)
    record_correction(offer, NOTE, by=cast.anna)
    void_submission(offer, VoidReason.SPAM, by=cast.ben)

    everything = set(model.objects.all())
    assert everything
    for user in (cast.anna, cast.ben, cast.aud):
        assert set(model.objects.visible_to(user)) == everything


@pytest.mark.parametrize(
    "make, kinds",
    [
        (lambda cast: cast.offered(), ["submission-released"]),
        (void_offer, []),
        (retired_offer, []),
        (draft_offer, []),
        (
            lambda cast: cast.replied(ReplyKind.REFUSAL, cast.offered()),
            ["submission-released", "reply-released"],
        ),
        (
            lambda cast: void(cast, cast.replied(ReplyKind.REFUSAL, cast.offered())),
            ["submission-released"],
        ),
        (
            lambda cast: [
                void_submission(one, VoidReason.SPAM, by=cast.ben)
                for one in cast.replied(
                    ReplyKind.REFUSAL, cast.offered(), cast.offered(cast.fleuves)
                ).submissions.all()
            ],
            [],
        ),
        (
            lambda cast: correction(cast, cast.reply(ReplyKind.REFUSAL, cast.offered())),
            ["submission-released"],
        ),
        (lambda cast: correction(cast, cast.declaration), ["correction-released"]),
        (lambda cast: correction(cast, cast.offered().signatory), ["submission-released"]),
        (
            lambda cast: change_submission(
                cast.offered(), {"message": "More."}, by=cast.ben, why="Misread."
            ),
            ["submission-released", "correction-released"],
        ),
    ],
)
def test_public_events_are_those_of_what_is_public_now(
    cast: Cast, make: Make, kinds: list[str]
) -> None:
    make(cast)

    public = Event.objects.visible_to(None).exclude(kind="statement-published").order_by("pk")
    assert [event.kind for event in public] == kinds


@pytest.mark.parametrize(
    "user, expected",
    [
        (lambda cast: cast.anna, True),
        (lambda cast: cast.ben, True),
        (lambda cast: cast.aud, True),
        (lambda cast: make_user("zoe"), False),
        (lambda cast: AnonymousUser(), False),
        (lambda cast: None, False),
        (lambda cast: "anna", False),
    ],
)
def test_reads_desk(cast: Cast, user: Make, expected: bool) -> None:
    assert reads_desk(user(cast)) is expected


def test_reads_desk_ends_with_the_account(cast: Cast) -> None:
    cast.aud.is_active = False

    assert reads_desk(cast.aud) is False
