"""Loading seed files again: unchanged, edited in the file, and edited at the desk."""

from __future__ import annotations

import pytest

from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.positions import remove_position
from tracker.actions.releases import void_submission
from tracker.actions.replies import change_reply
from tracker.actions.seeded_rows import Loaded
from tracker.actions.seeds import seed_accounts
from tracker.actions.signatories import change_signatory, remove_alias, remove_membership
from tracker.actions.sources import remove_source
from tracker.choices import EventKind, Status, VoidReason
from tracker.models import (
    Alias,
    Correction,
    Event,
    Membership,
    Position,
    Reply,
    Signatory,
    Submission,
)
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.seeds import RIVERS, load


@pytest.fixture
def loaded(db: None) -> Loaded:
    return load()


def test_load_seed_again_leaves_no_event(loaded: Loaded) -> None:
    before = Event.objects.count()

    assert load() == Loaded(0, [], [])
    assert Event.objects.count() == before


CHANGES = [
    (
        ('name = "Harbour Assembly"', 'name = "Harbour Council"'),
        "[signatories.assembly] name",
        EventKind.SIGNATORY_CHANGED,
    ),
    (
        ('kind = "acronym"', 'kind = "alias"'),
        "[signatories.network.aliases.LRN] kind",
        EventKind.ALIAS_CHANGED,
    ),
    (
        ('member = "rios"', 'member = "rios"\nsince = "2021"'),
        "[memberships.rios] since",
        EventKind.MEMBERSHIP_CHANGED,
    ),
    (
        ('issued = "2022~"', 'issued = "2022-02"'),
        "[statement] issued",
        EventKind.STATEMENT_CHANGED,
    ),
    (
        ('quotation = "the call"', 'quotation = "a call"'),
        "[statement.sources.page] quotation",
        EventKind.SOURCE_CHANGED,
    ),
    (
        ('offered_words = "in March"', 'offered_words = "in spring"'),
        "[submissions.rios] offered_words",
        EventKind.SUBMISSION_CHANGED,
    ),
    (
        ('text = "Some rivers run dry."', 'text = "One river runs dry."'),
        "[submissions.rios.positions.point 1 reservation] text",
        EventKind.POSITION_CHANGED,
    ),
    (
        ('submissions = ["rios"]', 'submissions = ["rios", "unnamed"]'),
        "[replies.deferral] submissions",
        EventKind.REPLY_CHANGED,
    ),
    (
        ('dated = "2022-04-30"', 'dated = "2022-04-29"'),
        "[checks.april] dated",
        EventKind.CHECK_CHANGED,
    ),
]


def test_load_seed_changes_just_what_was_edited(loaded: Loaded) -> None:
    newest = Event.objects.order_by("pk").last()
    assert newest is not None
    changes = [change for change, _told, _kind in CHANGES]

    assert load(*changes) == Loaded(0, [told for _change, told, _kind in CHANGES], [])
    events = Event.objects.filter(pk__gt=newest.pk).exclude(kind=EventKind.CORRECTION_RELEASED)
    assert [one.kind for one in events.order_by("pk")] == [kind for _change, _told, kind in CHANGES]
    assert Correction.objects.exclude(why="Read anew.").get().what == "Date"
    assert load(*changes) == Loaded(0, [], [])


CANNOT = [
    (
        ("Says that rivers", "Holds that rivers"),
        "[revisions.first] A wording that has been public stays as it is. Give the changed one a "
        "key of its own.",
    ),
    (
        ('text = "Let it flow!"', 'text = "Let them flow!"'),
        "[revisions.first] A wording that has been public stays as it is. Give the changed one a "
        "key of its own.",
    ),
    (
        ('submissions = ["rios", "unnamed"]', 'submissions = ["rios"]'),
        "[checks.april] submissions: A check stays about the submissions it was made for. "
        "Give the new one its own key.",
    ),
    (('now = "10 May 2022"', 'now = "11 May 2022"'), "[corrections.date] This is public already."),
    (
        ("acknowledge_days = 10", "acknowledge_days = 5"),
        "[statement] acknowledge_days: Somebody has offered to sign under these terms; "
        "they can no longer be changed.",
    ),
    (
        ('offered = "2022-03~"\noffered_words', 'offered = "March"\noffered_words'),
        "[submissions.rios] offered: “March” is not a date this site can read. Write a day "
        "(2022-01-30), a month (2022-01), a year (2022) or a span (2022-12/2023-01). "
        "Add ? if it is uncertain, ~ if it is approximate.",
    ),
]


def test_load_seed_says_what_it_cannot_change_and_changes_nothing(loaded: Loaded) -> None:
    before = Event.objects.count()
    renamed = ('name = "Harbour Assembly"', 'name = "Harbour Council"')

    for change, told in CANNOT:
        with pytest.raises(Refused) as refused:
            load(renamed, change)
        assert refused.value.messages == [told]
    assert Event.objects.count() == before
    assert not Signatory.objects.filter(name="Harbour Council").exists()


def test_load_seed_wants_a_reason_for_changing_what_is_public(loaded: Loaded) -> None:
    with pytest.raises(Refused) as refused:
        load(('kind = "acronym"', 'kind = "alias"'), why=" ")

    assert refused.value.messages == [
        "[signatories.network.aliases.LRN] why: Everybody could read this already. Say why: what "
        "it said, what it says now and your reason become public."
    ]


def test_load_seed_leaves_alone_what_editors_changed_at_the_desk(loaded: Loaded) -> None:
    editor, publisher = seed_accounts()
    reply = Reply.objects.get()
    change_reply(reply, {"dated": "2022-05-11"}, by=publisher, why="Misread.")
    change_signatory(
        Signatory.objects.get(name="Ríos Libres"), {"country": "AR"}, by=editor, why="Misread."
    )

    assert load() == Loaded(0, [], [])
    assert load(('kind = "acronym"', 'kind = "alias"')).changed == [
        "[signatories.network.aliases.LRN] kind"
    ]
    reply.refresh_from_db()
    assert reply.dated == "2022-05-11"
    assert Signatory.objects.get(name="Ríos Libres").country.code == "AR"


def test_load_seed_leaves_out_what_editors_removed(loaded: Loaded) -> None:
    editor, _publisher = seed_accounts()
    membership = Membership.objects.get()
    remove_source(membership.sources.get(), by=editor, why="Misread.")
    remove_membership(membership, by=editor, why="Misread.")
    remove_alias(Alias.objects.get(name="LRN"), by=editor, why="Misread.")
    remove_position(Position.objects.get(), by=editor, why="Misread.")

    assert load().left == [
        "[signatories.network.aliases.LRN] was removed at the desk since; left out.",
        "[memberships.rios] was removed at the desk since; left out.",
        "[submissions.rios.positions.point 1 reservation] was removed at the desk since; left out.",
    ]
    assert (Membership.objects.count(), Position.objects.count()) == (0, 0)


def test_load_seed_does_not_bring_back_what_was_voided(loaded: Loaded) -> None:
    _editor, publisher = seed_accounts()
    offer = Submission.objects.get(signed_name="Ríos Libres")
    void_submission(offer, VoidReason.MISTAKE, by=publisher)

    assert load() == Loaded(0, [], [])
    assert load(('offered_words = "in March"', 'offered_words = "in spring"')).left == [
        "[submissions.rios] is void or merged since; left as it is."
    ]
    offer.refresh_from_db()
    assert (offer.status, offer.offered_words) == (Status.VOID, "in March")


def test_load_seed_follows_a_merge(loaded: Loaded, cast: Cast) -> None:
    editor, publisher = seed_accounts()
    keep, drop = cast.fleuves, Signatory.objects.get(name="Harbour Assembly")
    token = preview_merge(keep, drop).token
    merge_signatories(keep, drop, by=publisher, token=token, why="Misread.")

    assert load() == Loaded(0, [], [])
    renamed = ('name = "Harbour Assembly"', 'name = "Harbour Council"')
    assert load(renamed).left == ["[signatories.assembly] is void or merged since; left as it is."]
    source = ('country = "NL"', 'country = "NL"\nsources = [{ document = "page" }]')
    assert load(source).recorded == 1
    assert keep.sources.get().recorded_by == editor


def test_load_seed_names_what_the_file_no_longer_speaks_of(loaded: Loaded) -> None:
    start, end = RIVERS.index("[corrections.date]"), len(RIVERS)

    assert load((RIVERS[start:end], "")).left == [
        "[corrections.date] is no longer in the file; it stays in the record."
    ]
    assert Correction.objects.count() == 1


def test_load_seed_stops_where_a_row_is_gone_from_the_database(loaded: Loaded) -> None:
    Correction.objects.all().delete()

    with pytest.raises(Refused, match=r"^\['\[corrections.date\] is gone from the database"):
        load()
