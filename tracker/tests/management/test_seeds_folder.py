"""The demonstration record of seeds/: what stands in it after loading, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tracker.actions.rechecks import recheck_submissions
from tracker.actions.seeds import seed_accounts
from tracker.choices import Custody, Openness, Stage
from tracker.models import (
    Check,
    Clause,
    Correction,
    Event,
    Membership,
    Position,
    Reply,
    Revision,
    Signatory,
    Source,
    Statement,
    Submission,
)
from tracker.tests.management.conftest import Shell

pytestmark = pytest.mark.usefixtures("seeded")

PARIS, RUSSELL = "paris-declaration", "russell-einstein-manifesto"
TRIAL = "try-it-here"
SILENT = ("unanswered", "issuer", None, None, "2023-01-30")
SCIENTIST = ("invitation", "1955-01?/1955-06", "accepted", "nobody", "1955-06-30", "1955-07-09")
# Signed name, country, status, who must act, first reply, published, known until.
OFFERS = [
    ("Class Conscious", "", "deferred", "issuer", "2023-02-09", "2023-01-30", "2023-02-09"),
    ("Members of Marxist Speak Out from Brazil, not named", "BR", *SILENT),
    ("Members of Marxist Speak Out from Argentina, not named", "AR", *SILENT),
    ("Members of Marxist Speak Out from the UK, not named", "GB", *SILENT),
    ("Members of Marxist Speak Out from the US, not named", "US", *SILENT),
    ("Members of Marxist Speak Out from Australia, not named", "AU", *SILENT),
    ("Members of Marxist Speak Out from South Korea, not named", "KR", *SILENT),
]
# Signed name, country, direction, offered or invited, status, who must act, decided, listed.
SIGNED = [
    ("Max Born", "DE", *SCIENTIST),
    ("Percy W. Bridgman", "US", *SCIENTIST),
    (
        "Albert Einstein", "US", "invitation", "1955-04-05", "accepted", "nobody",
        "1955-04-11", "1955-07-09",
    ),
    ("Leopold Infeld", "PL", *SCIENTIST),
    ("Frédéric Joliot-Curie", "FR", *SCIENTIST),
    ("Herman J. Muller", "US", *SCIENTIST),
    ("Linus Pauling", "US", *SCIENTIST),
    ("Cecil F. Powell", "GB", *SCIENTIST),
    ("Joseph Rotblat", "GB", *SCIENTIST),
    (
        "Bertrand Russell", "GB", "offer", "1955-07-09", "accepted", "nobody",
        "1955-07-09", "1955-07-09",
    ),
    ("Hideki Yukawa", "JP", *SCIENTIST),
]  # fmt: skip


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for all tests here, which only look, in a transaction that is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        # These tests have no mark of their own, so they run after those that empty every table.
        call_command("seed", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def rows(statement: str, *columns: str) -> list[tuple[str | None, ...]]:
    found = Submission.objects.public().filter(statement__slug=statement).order_by("pk")
    return [
        tuple(None if value is None else str(value) for value in row)
        for row in found.values_list(*columns)
    ]


def test_seeds_are_three_statements_and_one_to_try() -> None:
    assert list(
        Statement.objects.order_by("slug").values_list(
            "slug", "kind", "issued", "openness", "custody", "stage"
        )
    ) == [
        (PARIS, "declaration", "2022-10-14", Openness.ORGANISATIONS, *observed()),
        (RUSSELL, "manifesto", "1955-07-09", Openness.INVITED, *observed()),
        (TRIAL, "open-letter", "2026-11", Openness.ANYONE, Custody.HOSTED, Stage.PUBLISHED),
        ("war-against-war", "declaration", "2023-02~", Openness.NOBODY, *observed()),
    ]


def observed() -> tuple[str, str]:
    return Custody.OBSERVED, Stage.PUBLISHED


def test_seeds_have_the_offers_that_were_not_answered() -> None:
    columns = (
        "signed_name", "signed_country", "status", "awaiting",
        "first_reply_on", "published_on", "known_until",
    )  # fmt: skip

    assert rows(PARIS, *columns) == OFFERS
    assert set(rows(PARIS, "offered", "channel", "direction", "listed_on")) == {
        ("2022-12~/2023-01-30?", "email", "offer", None)
    }


def test_seeds_have_the_invitations_that_were() -> None:
    columns = (
        "signed_name", "signed_country", "direction", "offered",
        "status", "awaiting", "decided_on", "listed_on",
    )  # fmt: skip

    assert rows(RUSSELL, *columns) == SIGNED
    words = Submission.objects.exclude(signed_country_words="")
    assert dict(words.values_list("signed_name", "signed_country_words")) == {
        "Max Born": "Germany (West)",
        "Albert Einstein": "US (by residence)",
    }
    assert Signatory.objects.get(name="Albert Einstein").ended == "1955-04-18"


def test_seeds_invite_nobody_to_sign_what_calls_nobody() -> None:
    statement = Statement.objects.get(slug="war-against-war")

    assert not statement.submissions.exists()
    assert (statement.issuer.is_named, statement.issuer.number) == (False, "not-stated")
    text = statement.revisions.get().text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## A counterrevolutionary war",
        "## Conceding to Putin will not lead to peace",
        "## Saving lives?",
        "## Multipolar imperialism",
        "## What would a victory in Ukraine for Putinism lead to?",
    ]


def test_seeds_let_anybody_offer_to_sign_only_what_was_made_up_for_it() -> None:
    statement = Statement.objects.get(custody=Custody.HOSTED)

    assert (statement.slug, statement.issuer.name) == (TRIAL, "Made-up Forum")
    assert statement.revisions.get().text.startswith("This statement is made up.")
    assert not statement.submissions.exists()


def test_seeds_have_every_part_of_each_wording() -> None:
    parts = Clause.objects.order_by("revision__pk", "order").values_list(
        "revision__statement__slug", "kind", "number", "parent__number"
    )

    assert list(parts) == [
        *((PARIS, "point", str(number), None) for number in range(1, 12)),
        *((PARIS, "slogan", f"11.{number}", "11") for number in range(1, 4)),
        *((RUSSELL, "point", number, None) for number in ("a", "b", "c", "1")),
        *((TRIAL, "point", str(number), None) for number in range(1, 4)),
        *(("war-against-war", "demand", str(number), None) for number in range(1, 5)),
    ]
    texts = Revision.objects.filter(is_summary=False)
    assert [revision.statement.slug for revision in texts] == [TRIAL]


def test_seeds_attribute_every_point_to_the_declaration() -> None:
    points = Clause.objects.filter(revision__statement__slug=PARIS, kind="point")

    for point in points:
        assert point.text.startswith("Holds that ")
        assert point.text.count(". ") == 0


def test_seeds_have_one_check_one_publication_one_deferral() -> None:
    check = Check.objects.visible_to(None).get()
    assert (check.dated, check.dated_words) == ("2023-01-30?", "30th January 2022")
    assert check.submissions.count() == 7
    replies = Reply.objects.visible_to(None).filter(statement__slug=PARIS).order_by("pk")
    assert [
        (reply.kind, reply.speaker, reply.dated, reply.dated_words, reply.promised_on)
        for reply in replies
    ] == [
        ("publication", "signatory", "2023-01-30?", "30th January 2022", None),
        ("deferral", "issuer", "2023-02-09?", "On February 9th", None),
    ]
    for reply in replies:
        assert [one.signed_name for one in reply.submissions.all()] == ["Class Conscious"]
    correction = Correction.objects.visible_to(None).get()
    assert correction.subject == replies[0]


def test_seeds_have_one_listing_for_all_eleven() -> None:
    listing = Reply.objects.get(kind="listing")

    assert listing.submissions.count() == 11
    assert Reply.objects.filter(kind="agreement").count() == 10


def test_seeds_have_three_reservations() -> None:
    positions = Position.objects.order_by("submission__pk", "clause__order")

    assert list(positions.values_list("submission__signed_name", "clause__number", "kind")) == [
        ("Frédéric Joliot-Curie", "a", "reservation"),
        ("Frédéric Joliot-Curie", "b", "reservation"),
        ("Herman J. Muller", "c", "reservation"),
    ]


def test_seeds_know_the_names_as_they_were_written() -> None:
    written = Signatory.objects.exclude(aliases=None).order_by("pk")

    assert list(written.values_list("name", "aliases__name", "aliases__kind")) == [
        ("World Anti-Imperialist Platform", "World Anti-Imperilaist Platform", "misspelling"),
        ("Marxist Speak Out", "Marxists Speak Out", "alias"),
    ]
    assert Membership.objects.filter(network__name="Marxist Speak Out").count() == 7
    unnamed = Signatory.objects.filter(is_named=False).values_list("number", flat=True)
    assert list(unnamed) == ["not-stated"] * 7


def test_seeds_have_a_source_for_every_claim_about_somebody_else() -> None:
    facts = [
        *Statement.objects.filter(custody=Custody.OBSERVED),
        *Membership.objects.all(),
        *Submission.objects.filter(statement__slug=PARIS),
        *Reply.objects.filter(statement__slug=PARIS),
        *Check.objects.all(),
    ]

    assert [fact for fact in facts if not fact.sources.exists()] == []


def test_seeds_quote_no_more_than_a_sentence() -> None:
    for source in Source.objects.all():
        assert len(source.quotation.split()) <= 25


def test_seeds_again_leave_no_event_and_recheck_finds_nothing(shell: Shell) -> None:
    before = Event.objects.count()

    assert shell("seed") == (
        "paris-declaration.toml: 0 recorded, 0 changed.\n"
        "russell-einstein-manifesto.toml: 0 recorded, 0 changed.\n"
        "try-it-here.toml: 0 recorded, 0 changed.\n"
        "war-against-war.toml: 0 recorded, 0 changed.\n"
    )
    assert Event.objects.count() == before
    rechecked = recheck_submissions(by=seed_accounts()[1])
    assert [differing for _done, differing in rechecked] == [[], []]


def test_seeds_are_files_that_begin_by_saying_what_they_are() -> None:
    files = sorted((settings.BASE_DIR / "seeds").glob("*.toml"))

    assert [file.stem for file in files] == [PARIS, RUSSELL, TRIAL, "war-against-war"]
    assert all(file.read_text(encoding="utf-8").startswith("# ") for file in files)
