"""Loading seed files: once, again, after edits in the file, and after edits at the desk."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
import time_machine

from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.positions import remove_position
from tracker.actions.releases import void_submission
from tracker.actions.replies import change_reply
from tracker.actions.seeded_rows import Loaded
from tracker.actions.seeds import load_seed, seed_accounts
from tracker.actions.signatories import change_signatory, remove_alias, remove_membership
from tracker.actions.sources import remove_source
from tracker.choices import EventKind, Stage, Status, VoidReason
from tracker.models import (
    Alias,
    Check,
    Correction,
    Event,
    Membership,
    Position,
    Reply,
    Revision,
    SeededRow,
    Signatory,
    Source,
    Statement,
    Submission,
)
from tracker.readers.seeds import read_seed
from tracker.rules.editors import SEED_EDITOR, SEED_PUBLISHER
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.seeds import RIVERS, edited

ROWS = 23


def load(*changes: tuple[str, str]) -> Loaded:
    editor, publisher = seed_accounts()
    return load_seed(read_seed(edited(*changes), "rivers.toml"), by=editor, released_by=publisher)


@pytest.fixture
def loaded(db: None) -> Loaded:
    return load()


@pytest.mark.django_db
def test_seed_accounts_are_made_once_and_nobody_can_sign_in_as_them() -> None:
    editor, publisher = seed_accounts()

    assert seed_accounts() == (editor, publisher)
    assert [(user.username, user.groups.get().name) for user in (editor, publisher)] == [
        SEED_EDITOR,
        SEED_PUBLISHER,
    ]
    assert not any(user.has_usable_password() for user in (editor, publisher))
    assert list(Event.objects.order_by("pk").values_list("kind", "by")) == [
        (EventKind.EDITOR_CHANGED, editor.pk),
        (EventKind.EDITOR_CHANGED, publisher.pk),
    ]


def test_load_seed_records_every_table(loaded: Loaded) -> None:
    assert loaded == Loaded(ROWS, [], [])
    models = (Signatory, Alias, Membership, Statement, Revision, Submission, Position)
    assert [model.objects.count() for model in models] == [4, 2, 1, 1, 1, 2, 1]
    models = (Reply, Check, Correction, Source)
    assert [model.objects.count() for model in models] == [1, 1, 1, 8]
    assert SeededRow.objects.count() == ROWS


def test_load_seed_makes_everything_public(loaded: Loaded) -> None:
    statement = Statement.objects.visible_to(None).get()

    assert (statement.slug, statement.stage) == ("rivers-call", Stage.PUBLISHED)
    assert list(
        Submission.objects.visible_to(None)
        .order_by("pk")
        .values_list("signed_name", "status", "known_until")
    ) == [
        ("Ríos Libres", Status.DEFERRED, date(2022, 5, 10)),
        ("Members from Peru, not named", Status.UNANSWERED, date(2022, 4, 30)),
    ]
    for model in (Reply, Check, Correction):
        assert model.objects.visible_to(None).count() == 1


def test_load_seed_has_one_account_record_and_the_other_release(loaded: Loaded) -> None:
    editor, publisher = seed_accounts()

    for model in (Submission, Reply, Check, Correction):
        row = model.objects.order_by("pk").first()
        assert row is not None
        assert (row.recorded_by, row.released_by) == (editor, publisher)


def test_load_seed_keeps_clauses_with_their_parents(loaded: Loaded) -> None:
    clauses = Revision.objects.get().clauses.values_list("kind", "number", "parent__number")

    assert list(clauses) == [("point", "1", None), ("slogan", "1.1", "1")]


def test_load_seed_gives_each_citation_its_document_and_quotation(loaded: Loaded) -> None:
    sources = Statement.objects.get().sources.values_list("title", "url", "quotation")

    assert list(sources) == [
        ("A page about rivers", "https://pages.example/rivers", "the call"),
        ("A print without address", "", "no river is for sale"),
    ]


@pytest.mark.django_db
def test_load_seed_dates_a_correction_on_the_day_it_is_loaded() -> None:
    with time_machine.travel("2026-05-04T12:00:00Z", tick=False):
        load()

    assert Correction.objects.get().since == date(2026, 5, 4)


@pytest.mark.django_db
def test_load_seed_takes_the_day_of_a_correction_from_the_file() -> None:
    load(('why = "The page', 'since = 2022-06-01\nwhy = "The page'))

    assert Correction.objects.get().since == date(2022, 6, 1)


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
    events = Event.objects.filter(pk__gt=newest.pk).order_by("pk")
    assert [event.kind for event in events] == [kind for _change, _told, kind in CHANGES]
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


@pytest.mark.django_db
def test_load_seed_says_where_a_right_is_missing() -> None:
    editor, _publisher = seed_accounts()

    with pytest.raises(Refused, match=r"^\['\[statement\] seed-editor may not publish"):
        load_seed(read_seed(RIVERS.encode(), "rivers.toml"), by=editor, released_by=editor)
    assert Statement.objects.count() == 0


def test_load_seed_adds_a_wording_to_a_published_statement(loaded: Loaded) -> None:
    second = '[revisions.second]\ntext = "Rivers belong to nobody."\n\n[submissions.rios]'

    assert load(("[submissions.rios]", second)) == Loaded(1, [], [])
    assert [one.number for one in Revision.objects.order_by("number")] == [1, 2]


def test_load_seed_leaves_alone_what_editors_changed_at_the_desk(loaded: Loaded) -> None:
    editor, publisher = seed_accounts()
    reply = Reply.objects.get()
    change_reply(reply, {"dated": "2022-05-11"}, by=publisher)
    change_signatory(Signatory.objects.get(name="Ríos Libres"), {"country": "AR"}, by=editor)

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
    remove_source(membership.sources.get(), by=editor)
    remove_membership(membership, by=editor)
    remove_alias(Alias.objects.get(name="LRN"), by=editor)
    remove_position(Position.objects.get(), by=editor)

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
    merge_signatories(keep, drop, by=publisher, token=token)

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


@pytest.mark.django_db
def test_load_seed_takes_a_signatory_of_that_name_for_the_same(cast: Cast) -> None:
    known = cast.rios

    load()

    assert Signatory.objects.filter(name="Ríos Libres").get() == known
    assert Submission.objects.get(signed_name="Ríos Libres").signatory == known


def test_load_seed_never_takes_the_unnamed_for_each_other(loaded: Loaded) -> None:
    second = """
        [signatories.issuer]
        name = "Harbour Assembly"
        kind = "organisation"

        [signatories.unnamed]
        name = "Members from Peru, not named"
        kind = "organisation"
        country = "PE"
        is_named = false

        [statement]
        key = "second-call"
        title = "Second Call"
        kind = "declaration"
        issuer = "issuer"
        custody = "hosted"

        [revisions.1]
        text = "Rivers again."
    """
    editor, publisher = seed_accounts()

    load_seed(read_seed(second.encode(), "second.toml"), by=editor, released_by=publisher)

    assert Counter(Signatory.objects.values_list("name", flat=True)) == {
        "Harbour Assembly": 1,
        "Living Rivers Network": 1,
        "Members from Peru, not named": 2,
        "Ríos Libres": 1,
    }


def test_load_seed_tells_what_the_database_refuses(loaded: Loaded) -> None:
    again = '[memberships.again]\nnetwork = "network"\nmember = "rios"\n\n[statement]'

    with pytest.raises(Refused) as refused:
        load(("[statement]", again))

    assert refused.value.messages == [
        "[memberships.again] Membership with this Network and Member already exists."
    ]
