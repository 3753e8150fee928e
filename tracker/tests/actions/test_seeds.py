"""Loading seed files: everything is recorded, sourced and public, or nothing is."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
import time_machine

from tracker.actions.seeded_rows import Loaded
from tracker.actions.seeds import load_seed, seed_accounts
from tracker.choices import EventKind, Stage, Status
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
from tracker.tests.seeds import RIVERS, load

ROWS = 23


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
